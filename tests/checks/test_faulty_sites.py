"""Invalid sites: every problem is reported with its position and a hint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from duizhao.cli import group
from duizhao.diagnostics import SourceError, format_text
from duizhao.pipeline import prepare

CASES = yaml.safe_load(Path(__file__).with_name("faulty_sites.yml").read_text("utf-8"))
NAMES = [case["name"] for case in CASES]
SEVERAL = next(case for case in CASES if case["name"].startswith("several faults"))


def read_problems(root: Path) -> str:
    """Return all diagnostics of a site, as printed."""
    try:
        return format_text(prepare(root).diagnostics)
    except SourceError as error:
        return format_text(error.diagnostics)


def test_case_names() -> None:
    """The names of cases are unique."""
    assert sorted(set(NAMES)) == sorted(NAMES)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_faulty_site(case: dict[str, Any], case_site: Callable[[dict[str, Any]], Path]) -> None:
    """A faulty site causes exactly the diagnostics of its case."""
    assert read_problems(case_site(case)) == case["expected"]


@pytest.mark.parametrize("path", ["{name}.md", "../snippets/{name}.md", "../snippets/{name}.csv"])
def test_a_link_to_a_name_that_is_longer_than_any(path: str, case_site: Callable[[dict[str, Any]], Path]) -> None:
    """A link to a file with a name that the system does not allow is broken, and the command goes on."""
    target = path.format(name="a" * 300)
    changes = {"content/articles/pilot.md": {"plan.md#goals": target}}
    problems = read_problems(case_site({"replace": changes, "files": {"content/snippets/a.md": "甲"}}))
    assert problems.startswith(f"content/articles/pilot.md:9:14: error: the link '{target}' leads nowhere: no content/")


@pytest.mark.parametrize("command", ["build", "check"])
def test_faults_end_a_command(command: str, case_site: Callable[[dict[str, Any]], Path]) -> None:
    """All problems are printed once, the exit code is 1, and the old site is unchanged."""
    root = case_site(SEVERAL)
    old = root / "site" / "index.html"
    old.parent.mkdir()
    old.write_text("old", "utf-8")
    result = CliRunner().invoke(group, ["--site", str(root), command])
    assert result.exit_code == 1
    assert result.stderr.count(SEVERAL["expected"].splitlines()[0]) == 1
    assert result.stderr.splitlines()[: len(SEVERAL["expected"].splitlines())] == SEVERAL["expected"].splitlines()
    assert [file.name for file in old.parent.iterdir()] == ["index.html"]
    assert old.read_text("utf-8") == "old"
