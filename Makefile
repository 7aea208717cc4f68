# `make site` builds the site, `make test` runs the tests; each sets up all it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# How many articles the sites in `make bench` have.
SIZES ?= 1000
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve test coverage check format bench lock dist licences rules audit clean
.DEFAULT_GOAL := site

site: $(VENV)/site.stamp
	$(BIN)/python build.py build

serve: $(VENV)/site.stamp
	$(BIN)/python build.py serve

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest

# The tests again, twice as slow, with the lines that none of them reaches.
coverage: $(VENV)/dev.stamp
	$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python build.py check --strict
	$(BIN)/python build.py catalog check --strict

# Compared with the peers that are installed; each script says what it measures and how.
bench: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/script_accuracy.py
	$(BIN)/python benchmarks/script_speed.py
	$(BIN)/python benchmarks/catalog_update.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/import_speed.py --megabytes 2
	$(BIN)/python benchmarks/site_speed.py --articles $(SIZES)

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The locked versions with their hashes: sites are built with the versions that are tested. Needs uv.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade -q
lock:
	$(LOCK) --group dev -o requirements/dev.txt
	$(LOCK) --group site -c requirements/dev.txt -o requirements/site.txt

# What a release uploads. `python -m build` would run the site's build.py in this folder.
dist: $(VENV)/dev.stamp
	rm -rf dist
	$(BIN)/python -m hatchling build

licences: $(VENV)/dev.stamp
	$(BIN)/python docs/licences.py > docs/dependencies.md

rules: $(VENV)/dev.stamp
	$(BIN)/python docs/rules.py > docs/rules.md

# Measures pages with Lighthouse, and looks up known vulnerabilities of the locked versions on the web.
audit: $(VENV)/dev.stamp
	npm install --prefix . --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --silent lighthouse@12
	$(BIN)/python benchmarks/lighthouse.py
	uvx pip-audit --strict --no-deps --disable-pip -r requirements/site.txt
	uvx pip-audit --strict --no-deps --disable-pip -r requirements/dev.txt

clean:
	rm -rf site dist .cache .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with  make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# requirements/dev.txt also has all that the site needs. The locks are complete, so nothing is resolved anew, which
# could pick up later releases; `pip check` reports a lock that is incomplete.
$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/python
	$(PIP) install --no-deps --require-hashes -r $<
	$(PIP) install --no-deps --no-build-isolation -e .
	$(PIP) check
	@touch $@
