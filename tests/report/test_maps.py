"""Regions as tile maps, on their page and in charts, and the timeline as a picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest
from small_site import FILES

from duizhao.diagnostics import Span
from duizhao.editing.content_index import ContentIndex, TimelineEntry
from duizhao.editing.pages import edit_page, list_pages
from duizhao.model import Action
from duizhao.pipeline import Prepared, prepare
from duizhao.report.region_map import RegionMap, make_region_maps
from duizhao.report.timeline_picture import MOST_COLUMNS, MOST_MARKS, make_timeline_picture

SVG = "{http://www.w3.org/2000/svg}"
CHART = """
```chart
kind: tile-map
title: 社区
description: 各地的社区。
rows: [{region: aba, value: 12}, n-f01]
```
"""
MAPPED = {
    **FILES,
    "content/regions.yml": """\
        - {id: sichuan, name: 四川}
        - {id: chengdu, name: 成都市, short: 成都, parent: sichuan, tile: [3, 2]}
        - {id: aba, name: 阿坝藏族羌族自治州, short: 阿坝, parent: sichuan, tile: [2, 2]}
        - {id: deyang, name: 德阳市, parent: sichuan, tile: [4, 1]}
        - {id: jinjiang, name: 锦江区, parent: chengdu}
        """,
    "content/data/n.yml": """\
        - {id: n-f01, name: 社区, value: 3043, unit: 个, region: chengdu, period: 2025, period_kind: asof,
           theme: digital, source: notes}
        - {id: n-f02, name: 网格, value: 3, unit: 个, region: jinjiang, period: 2025, period_kind: asof,
           theme: digital, source: notes}
        """,
    "content/actions.yml": """\
        - {id: a-door, name: 敲门, what: 上门。, region: aba, period: 2021/2025, theme: digital, source: notes}
        - {id: a-call, name: 热线 <12345>, what: 接听。, region: jinjiang, period: "2023-05", theme: digital,
           source: notes}
        """,
    "content/events.yml": "- {id: e-day, name: 大会, region: aba, date: '2023', source: notes}\n",
    "content/articles/pilot.md": FILES["content/articles/pilot.md"].replace(
        "[sichuan]", "[sichuan, chengdu, jinjiang]"
    ),
    "translations/en/site.po": (
        'msgctxt "tile"\nmsgid "成都"\nmsgstr "Cheng\u00addu"\n\nmsgctxt "tile"\nmsgid "阿坝"\nmsgstr "Aba"\n'
    ),
}
"""A site with a map of three regions, one of them without content."""


@pytest.fixture
def mapped(tmp_path: Path) -> Prepared:
    """Return the site with a map, prepared for a build."""
    for path, text in MAPPED.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), "utf-8")
    article = tmp_path / "content/articles/plan.md"
    article.write_text(article.read_text("utf-8") + CHART, "utf-8")
    return prepare(tmp_path)


def make_map(prepared: Prepared, code: str) -> RegionMap:
    """Make the only map of a site in an edition."""
    context = prepared.edition_context(prepared.site.settings.edition(code))
    (found,) = make_region_maps(context, ContentIndex(prepared.site), f"{context.edition.folder}/regions/")
    return found


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("zh-Hans", ["德阳市", "阿坝", "成都"]),
        ("zh-Hant-TW", ["德陽市", "阿壩", "成都"]),
        ("en", ["德阳市", "Aba", "Cheng\u00addu"]),
    ],
)
def test_regions_are_counted_with_what_is_in_them(mapped: Prepared, code: str, names: list[str]) -> None:
    """A tile counts articles, figures and actions once, with those within its region; without any it has no link."""
    found = make_map(mapped, code)
    tiles = [tile for row in found.rows for tile in row if tile]
    assert [tile.name.text for tile in tiles] == names
    assert [(tile.spoken, tile.url, tile.number, tile.shade) for tile in tiles] == [
        (names[0], "", 0, "dz-shade--none"),
        (names[1], "aba/", 1, "dz-shade--1"),
        (names[2].replace("\u00ad", ""), "chengdu/", 4, "dz-shade--5"),
    ]
    assert [[bool(tile) for tile in row] for row in found.rows] == [[False, False, True], [True, True, False]]
    assert found.key == (("dz-shade--1", "1"), ("dz-shade--5", "4"))
    assert found.has_blanks


def test_a_site_without_tiles_has_no_map(prepared: Prepared) -> None:
    """Without tiles there is no map."""
    context = prepared.edition_context(prepared.site.settings.edition("en"))
    assert make_region_maps(context, ContentIndex(prepared.site), "en/regions/") == ()


@pytest.mark.parametrize(
    ("code", "titles"),
    [
        ("zh-Hans", {"阿坝藏族羌族自治州 12", "成都市 3043", "德阳市 无数据"}),
        ("zh-Hant-TW", {"阿壩藏族羌族自治州 12", "成都市 3043", "德陽市 無數據"}),
    ],
)
def test_charts_name_regions_as_their_edition_does(mapped: Prepared, code: str, titles: set[str]) -> None:
    """The rows of a tile map have the names of their regions; regions that it does not mention are there, too."""
    content_index, edition = ContentIndex(mapped.site), mapped.site.settings.edition(code)
    page = next(one for one in list_pages(content_index, edition) if one.key == ("article", "plan"))
    html = edit_page(page, mapped.edition_context(edition), content_index).html
    assert {re.sub("[,，]", "", one) for one in re.findall(r"<title>(.*?)</title>", html)} == titles
    assert html.count('<th scope="row">') == 2


def list_links(picture: str) -> list[tuple[str, bool, str]]:
    """List the links of a picture: address, whether keyboards reach it, and its name."""
    return [
        (
            link.attrib["href"],
            link.get("tabindex") is None,
            link.get("aria-label") or next((one.text or "" for one in link.iter(f"{SVG}title")), ""),
        )
        for link in ET.fromstring(picture).iter(f"{SVG}a")
    ]


def test_the_timeline_as_a_picture(mapped: Prepared) -> None:
    """Entries of a year have marks, longer ones bars; keyboards reach each year that the list has, and nothing else."""
    context = mapped.edition_context(mapped.site.settings.edition("zh-Hans"))
    picture = make_timeline_picture(ContentIndex(mapped.site).timeline, context)
    assert list_links(picture) == [
        ("#e-day", False, "2023年 大会"),
        ("#a-call", False, "2023年5月 热线 <12345>"),
        ("#2021", True, "2021 (1)"),
        ("#2023", True, "2023 (2)"),
        ("#2021", False, "2021–2025: 1"),
    ]
    texts = ["".join(one.itertext()) for one in ET.fromstring(picture).iter(f"{SVG}text")]
    assert texts == ["2", "2021", "2022", "2023", "2024", "2025", "1"]
    shapes = {one.attrib["class"]: one.attrib["d"] for one in ET.fromstring(picture).iter(f"{SVG}path")}
    assert len(set(shapes.values())) == 2


def make_entries(years: list[int], more: Callable[[int], str] = str) -> list[TimelineEntry]:
    """Make an action for each year."""
    span = Span("content/actions.yml")
    return [
        Action(f"a{at}", "名", "事", "sichuan", more(year), "digital", "notes", span) for at, year in enumerate(years)
    ]


@pytest.mark.parametrize(
    ("years", "names"),
    [
        ([2024, 2024], []),
        ([], []),
        ([1949, 2025], ["1940", "1950", "1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
        (
            [2003, 2025],
            ["2002", "2004", "2006", "2008", "2010", "2012", "2014", "2016", "2018", "2020", "2022", "2024"],
        ),
    ],
)
def test_columns_stand_for_as_many_years_as_needed(prepared: Prepared, years: list[int], names: list[str]) -> None:
    """There are at most twelve columns, and no picture of a single year."""
    context = prepared.edition_context(prepared.site.settings.edition("en"))
    picture = make_timeline_picture(make_entries(years), context)
    texts = [text for text in re.findall(r"<tspan[^>]*>(.*?)</tspan>", picture) if len(text) == 4]
    assert texts == names
    assert len(texts) <= MOST_COLUMNS
    links = [address for address, is_reached, _name in list_links(picture) if is_reached] if picture else []
    assert links == [f"#{year}" for year in years if names]


def test_many_entries_are_bars(prepared: Prepared) -> None:
    """Where there are too many entries for marks, columns are bars as high as their numbers."""
    context = prepared.edition_context(prepared.site.settings.edition("en"))
    picture = make_timeline_picture(make_entries([2023] * MOST_MARKS + [2024] * (MOST_MARKS // 2)), context)
    heights = [
        float(one) for one in re.findall(r'<rect x="[^"]*" y="[^"]*" width="[^"]*" height="([^"]*)" rx', picture)
    ]
    assert heights[0] == pytest.approx(2 * heights[1])
    assert len(picture) < 3000
