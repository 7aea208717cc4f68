"""Figures in successive builds: corrections of the data reach the pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from duizhao.cli import group

TEMPLATES = {"templates/.keep": ""}
PAGE = "site/{}/articles/plan/index.html"
UNIT = '\n\nmsgctxt "huaxi2021-f03"\nmsgid "个"\nmsgstr "community | communities"\n'


def build(root: Path) -> None:
    """Build a site with the command."""
    result = CliRunner().invoke(group, ["--site", str(root), "build"])
    assert result.exit_code == 0, result.stderr


def read(page: Path) -> str:
    """Read a page without the elements around a number: what keeps it on one line, and the link to its figure."""
    text = re.sub('<span class="dz-nowrap">([^<]*)</span>', r"\1", page.read_text("utf-8"))
    return re.sub('<a class="dz-value"[^>]*>(.*?)</a>', r"\1", text)


@pytest.mark.parametrize(
    ("old", "new", "printed"),
    [
        ("value: 461", "value: 462", "462個"),
        ("unit: 个", "unit: 户", "461戶"),
        ("qualifier: more than", "qualifier: nearly", "近6.7億元"),
    ],
)
def test_a_corrected_figure_is_on_the_pages_of_the_next_build(
    old: str, new: str, printed: str, case_site: Callable[[dict[str, Any]], Path]
) -> None:
    """An article's pages change with the figures it prints, even if its own files do not."""
    root = case_site({"files": TEMPLATES})
    page = root / PAGE.format("zh-hant")
    data = root / "content/data/huaxi2021.yml"
    build(root)
    before = read(page)
    data.write_text(data.read_text("utf-8").replace(old, new, 1), "utf-8")
    build(root)
    after = read(page)
    assert "新增社區461個，整合資金超過6.7億元。" in before
    assert (printed in before, printed in after) == (False, True)


def test_a_translated_unit_is_on_the_pages_of_the_next_build(case_site: Callable[[dict[str, Any]], Path]) -> None:
    """An article's English page changes with the unit of a figure in the site's catalog."""
    root = case_site({"files": TEMPLATES, "replace": {"mkdocs.yml": {"[zh-Hans, zh-Hant-TW]": "[zh-Hans, en]"}}})
    (root / "translations/en/articles").mkdir(parents=True)
    source = "新增社区{{huaxi2021-f03}}，整合资金{{huaxi2021-f18}}。"
    translation = "New: {{huaxi2021-f03}}; funds: {{huaxi2021-f18:number}} yuan."
    head = 'msgid ""\nmsgstr "Language: en\\n"\n\n'
    plan = f'{head}msgid "{source}"\nmsgstr "{translation}"\n'
    (root / "translations/en/articles/plan.po").write_text(plan, "utf-8")
    catalog = root / "translations/en/site.po"
    catalog.write_text(head, "utf-8")
    (root / "translations/en/articles/pilot.po").write_text(head, "utf-8")
    build(root)
    before = read(root / PAGE.format("en"))
    catalog.write_text(head + UNIT, "utf-8")
    build(root)
    after = read(root / PAGE.format("en"))
    assert 'New: <span lang="zh-Hans">461个</span>; funds: more than 670 million yuan.' in before
    assert "New: 461 communities; funds: more than 670 million yuan." in after
