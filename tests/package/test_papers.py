"""Files beside the code: workflows, the list of libraries, their licences."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FREE = re.compile(r"MIT|BSD|Apache|ISC|Zlib|CC0|0BSD|PSF|Python Software|MPL|Mozilla|Unlicense")
"""Licences of libraries that may be distributed with this program."""


@pytest.mark.parametrize(("schema", "file"), [
    ("vendor.github-workflows", ".github/workflows/test.yml"),
    ("vendor.github-workflows", ".github/workflows/release.yml"),
    ("vendor.dependabot", ".github/dependabot.yml"),
])  # fmt: skip
def test_workflows_are_valid(schema: str, file: str) -> None:
    """Configuration files for GitHub are valid according to its schemas."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / file)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_list_of_libraries_is_new() -> None:
    """docs/dependencies.md is up to date with `make licences`, and every licence in it is a free one."""
    spec = importlib.util.spec_from_file_location("licences", ROOT / "docs/licences.py")
    assert spec is not None
    assert spec.loader is not None
    licences = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(licences)

    assert (ROOT / "docs/dependencies.md").read_text("utf-8") == licences.write_table()
    assert {name: said for name, said in licences.list_libraries().items() if not FREE.search(said)} == {}
    assert [name for name, said in licences.list_libraries().items() if re.search("(?<!L)GPL", said)] == []


def test_sites_are_built_with_what_was_tested() -> None:
    """Every version pinned for building sites is also pinned for the tests."""
    pinned = re.compile(r"^[a-z0-9._-]+==[^\n\\]+", re.MULTILINE)
    site, dev = (pinned.findall((ROOT / f"requirements/{name}.txt").read_text("utf-8")) for name in ("site", "dev"))

    assert site
    assert set(site) - set(dev) == set()


def test_the_workflow_tries_what_the_package_promises() -> None:
    """The workflow tests every Python version from the oldest supported one."""
    oldest = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    tried = re.findall(r'"3\.(\d+)"', (ROOT / ".github/workflows/test.yml").read_text("utf-8"))

    assert oldest is not None
    assert tried == [str(number) for number in range(int(oldest[1]), int(tried[-1]) + 1)]
