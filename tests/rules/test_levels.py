"""The levels that a site gives to rules, and its waivers, in `check` and in a build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from duizhao.cli import group

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "levels.yml").read_text("utf-8"))
GOOD: dict[str, str] = yaml.safe_load((HERE.parent / "checks/good_site.yml").read_text("utf-8"))
COUNT = 1
"""The number of lines behind the diagnostics: how many there are."""


def write_site(root: Path, rules: Any, replace: dict[str, dict[str, str]]) -> None:
    """Write a site whose only problem is an image without a text, with some rules and changes."""
    option = yaml.safe_dump(rules, default_flow_style=True, width=1000, sort_keys=False, allow_unicode=True).strip()
    for path, written in GOOD.items():
        text = written
        if path == "mkdocs.yml":
            text = text.replace("[zh-Hans, zh-Hant-TW]\n", f"[zh-Hans, zh-Hant-TW]\n      rules: {option}\n")
        text = text.replace("![四川省地图](", "![](")
        for old, new in replace.get(path, {}).items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "templates").mkdir()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_levels(case: dict[str, Any], tmp_path: Path) -> None:
    """Each problem has the level that the site gives to its rule, and what makes no sense is said."""
    write_site(tmp_path, case["rules"], case.get("replace", {}))
    result = CliRunner().invoke(group, ["--site", str(tmp_path), "check"])

    assert "\n".join(result.stderr.splitlines()[:-COUNT]) == case["said"]
    assert result.exit_code == (1 if ": error: " in case["said"] else 0)


def test_a_build_with_lowered_errors(tmp_path: Path) -> None:
    """A site is built with errors that it has lowered or allowed; no page has the comment of a waiver."""
    replace = {
        "content/articles/pilot.md": {
            "plan.md#goals": "none.md",
            "](../map.svg)": "](../none.svg)\n\n$\\frac{1}{$ <!-- check: allow formula-wrong — 一 -->",
        },
        "content/articles/plan.md": {"## 目标": "# 目标"},
    }
    rules = {"link-broken": "warning", "image-alt": False, "content/articles/p*.md": {"image-missing": "note"}}
    write_site(tmp_path, {**rules, "heading-level-one": False}, replace)
    result = CliRunner().invoke(group, ["--site", str(tmp_path), "build", "--jobs", "1"])

    assert [line.partition(" [")[2] for line in result.stderr.splitlines() if "[" in line] == [
        "link-broken]",
        "image-missing]",
    ]
    assert result.exit_code == 0
    assert "check:" not in (tmp_path / "site/zh-hans/articles/pilot/index.html").read_text("utf-8")
