"""The content index: what a site has on each region, theme and source."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from duizhao.editing.content_index import ContentIndex, list_years
from duizhao.pipeline import prepare

REGIONS = [
    {"id": "sichuan", "name": "四川"},
    {"id": "yunnan", "name": "云南"},
    {"id": "chengdu", "name": "成都", "parent": "sichuan"},
    {"id": "jinjiang", "name": "锦江", "parent": "chengdu"},
    {"id": "wuhou", "name": "武侯", "parent": "chengdu"},
]
COMMON = {"region": "sichuan", "theme": "people", "source": "paper"}
ACTIONS = [
    {"id": "a-undated", "name": "一", "what": "一。", **COMMON},
    {"id": "a-may", "name": "二", "what": "二。", "period": "2021-05", **COMMON},
    {"id": "a-year", "name": "三", "what": "三。", "period": "2021/2025", **COMMON},
    {"id": "a-first", "name": "四", "what": "四。", "period": "2019-12-31", **COMMON},
]
EVENTS = [
    {"id": "e-fair", "name": "会", "recurring": True, "region": "jinjiang", "source": "paper"},
    {"id": "e-flood", "name": "水", "date": "2021-01", "region": "sichuan", "source": "paper"},
    {"id": "e-first", "name": "四", "date": "2019-12", "region": "sichuan", "source": "paper"},
]
FIGURES = [
    {"id": "one", "name": "人", "value": 1, "period": "2021", "period_kind": "asof", **COMMON},
    {"id": "two", "name": "户", "value": 2, "period": "2021", "period_kind": "asof", **COMMON},
]
ARTICLE = """\
---
title: 共{{one}}人
date: 2026-03-02
theme: people
regions: [sichuan, sichuan]
sources: [paper]
---

先有{{one:number}}，后有{{one}}。

```chart
kind: bar
title: 户数
description: 一户比一户多。
rows:
  - two
```
"""


@pytest.fixture
def content_index(tmp_path: Path) -> ContentIndex:
    """Return the content index of a small site."""
    rows = {
        "themes": [{"id": "people", "name": "人"}],
        "regions": REGIONS,
        "sources": [{"id": "paper", "title": "报"}],
        "actions": ACTIONS,
        "events": EVENTS,
        "data/paper": FIGURES,
    }
    for name, value in rows.items():
        file = tmp_path / f"content/{name}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(value, allow_unicode=True), "utf-8")
    (tmp_path / "content/articles").mkdir()
    (tmp_path / "content/articles/a.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "content/index.md").write_text("---\ntitle: 报告\n---\n\n这里。\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: 报告\ndocs_dir: content\nplugins: [duizhao]\n", "utf-8")
    return ContentIndex(prepare(tmp_path).site)


def test_timeline_entries_are_in_the_order_of_time(content_index: ContentIndex) -> None:
    """A year precedes its months, recurring events follow all dates; an event that is also an action is listed once."""
    expected = ["a-first", "a-year", "e-flood", "a-may", "e-fair", "a-undated"]
    assert [one.id for one in content_index.timeline] == expected
    assert [one.id for one in content_index.from_source("paper").timeline] == expected
    assert [one.id for one in content_index.on_theme("people").timeline] == ["a-first", "a-year", "a-may", "a-undated"]


def test_regions_have_a_page_where_something_is_said_of_them_or_in_them(content_index: ContentIndex) -> None:
    """Regions with content are shown, and so are their parents; others are not."""
    assert [one.id for one in content_index.shown] == ["sichuan", "chengdu", "jinjiang"]
    assert [one.id for one in content_index.parts["chengdu"]] == ["jinjiang"]
    assert [one.id for one in content_index.list_above("jinjiang")] == ["sichuan", "chengdu"]
    assert content_index.on_region("chengdu").figures == []
    assert [one.slug for one in content_index.on_region("sichuan").articles] == ["a"]


def test_a_figure_knows_the_articles_that_print_it(content_index: ContentIndex) -> None:
    """An article is listed once for a figure, however often it prints it in texts or charts."""
    assert {name: [one.slug for one in users] for name, users in content_index.users.items()} == {
        "one": ["a"],
        "two": ["a"],
    }


@pytest.mark.parametrize(
    ("period", "years"),
    [("2021/2023", [2021, 2022, 2023]), ("2024-05", [2024]), ("2023-11/2024-02", [2023, 2024]), ("", [])],
)
def test_a_period_touches_years(period: str, years: list[int]) -> None:
    """Every year of a span counts, months are ignored."""
    assert list(list_years(period)) == years
