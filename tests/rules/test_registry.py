"""The registry of rules: it has every code that the program reports, and no other."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

from duizhao.diagnostics import Level
from duizhao.importing.kinds import QUESTIONS
from duizhao.rules.registry import DATA, GROUPS, NOT_IN_CHECK, list_rules
from duizhao.translation.quality import RULES

ROOT = Path(__file__).parents[2]
KEBAB = re.compile("[a-z]+(?:-[a-z]+)+")
REPORTING = re.compile(
    r"\b(?:Diagnostic|Slip|Stray|Foreign|Problem|TableProblem|LexiconProblem)\(|^CODE = \"", re.MULTILINE
)
"""What a module has that makes diagnostics, or parts of them."""
MADE_OF_KINDS = {"figure-unknown", "region-unknown", "source-unknown"}
"""Codes that the program puts together: `f"{kind}-unknown"`."""
NO_CODES = {
    "aria-describedby", "awesome-pages", "chicago-notes-bibliography", "data-block", "dns-prefetch", "dz-nowrap",
    "dz-term", "dz-value", "git-revision-date", "git-revision-date-localized", "include-markdown", "literate-nav",
    "merge-file",
    "not-in", "rev-parse", "section-index", "small-multiples", "table-reader", "task-list-item-checkbox", "tile-map",
    "x-default", "zh-hans", "zh-hant", "zh-hant-hk",
}  # fmt: skip
"""Words of the shape of a code in the same modules that are none."""


def list_modules() -> Iterator[tuple[Path, ast.Module]]:
    """Yield the modules that make diagnostics, but for those of the import."""
    for file in sorted((ROOT / "duizhao").rglob("*.py")):
        text = file.read_text("utf-8")
        if "importing" not in file.parts and REPORTING.search(text):
            yield file, ast.parse(text)


def list_words(module: ast.Module) -> set[str]:
    """Return the texts of a module that have the shape of a code, without those in docstrings."""
    described = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(module) if isinstance(node, ast.Constant) and id(node) not in described)
    return {node.value for node in texts if isinstance(node.value, str) and KEBAB.fullmatch(node.value)}


def list_stated(module: ast.Module, name: str, position: int) -> set[str]:
    """Return the codes that stand as texts at a position in calls of a class."""
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call) and getattr(node.func, "id", None) == name]
    found = (node.args[position] for node in calls if len(node.args) > position)
    return {one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_code_has_an_entry() -> None:
    """Whatever looks like a code in a module that makes diagnostics is the code of a rule, or known to be none."""
    words = {rule.name for rule in RULES} | NO_CODES
    unknown = {
        f"{file.name}: {word}"
        for file, module in list_modules()
        for word in (list_words(module) | list_stated(module, "Diagnostic", 1)) - words - list_rules().keys()
    }

    assert unknown == set()


def test_every_entry_has_a_code() -> None:
    """Each rule is reported by some part of the program."""
    found = {
        word for _file, module in list_modules() for word in list_words(module) | list_stated(module, "Diagnostic", 1)
    }
    found |= {rule.code for rule in RULES} | set(QUESTIONS) | MADE_OF_KINDS

    assert list_rules().keys() - found == set()


def test_every_question_of_the_import_is_known() -> None:
    """The import asks about kinds that it describes."""
    files = sorted((ROOT / "duizhao/importing").rglob("*.py"))
    asked = {code for file in files for code in list_stated(ast.parse(file.read_text("utf-8")), "Question", 1)}

    assert asked
    assert asked - list_rules().keys() == set()


def test_entries() -> None:
    """A rule says what it wants, in one sentence, and what to do; it has a bad and a good example."""
    rules = list_rules().values()

    assert [one.code for one in rules if not one.says.endswith(".") or "\n" in one.says or not one.remedy] == []
    assert [one.code for one in rules if not (one.bad and one.good) and one.code not in QUESTIONS] == []
    assert {file.stem for file in DATA.iterdir()} <= set(GROUPS)
    assert [
        one.code for one in rules if one.is_fixed and (one.level is not Level.ERROR or one.group in NOT_IN_CHECK)
    ] == []


def test_no_code_stands_twice() -> None:
    """Two groups have no code in common."""
    keys = [
        key
        for file in sorted(DATA.iterdir())
        for key in re.findall(r"^[a-z-]+(?=:)", file.read_text("utf-8"), re.MULTILINE)
    ]

    assert len(keys) + len(RULES) + len(QUESTIONS) == len(list_rules())


def test_the_page_of_rules_is_new() -> None:
    """docs/rules.md is what `make rules` writes."""
    spec = importlib.util.spec_from_file_location("rules_page", ROOT / "docs/rules.py")
    assert spec is not None
    assert spec.loader is not None
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)

    assert (ROOT / "docs/rules.md").read_text("utf-8") == page.write_page()
