"""An article's charts in its editions: texts, numbers, ids, searchable text, downloads."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from duizhao.diagnostics import Level
from duizhao.editing.content_index import ContentIndex
from duizhao.editing.pages import EditedPage, edit_page, list_pages
from duizhao.pipeline import prepare
from duizhao.search.extract import read_blocks

FILES: dict[str, str] = yaml.safe_load(Path(__file__).with_name("charted_site.yml").read_text("utf-8"))
ARTICLE, CATALOG, SITE = "content/articles/charts.md", "translations/en/articles/charts.po", "translations/en/site.po"
EDITIONS = ("zh-Hans", "zh-Hant-TW", "en")
CHART = re.compile(r'<figure class="dz-chart".*?</figure>', re.DOTALL)
TITLES = {
    "zh-Hans": ["注册志愿者", "分组", "分段", "折线", "圆点", "小图"],
    "zh-Hant-TW": ["註冊志願者", "分組", "分段", "折線", "圓點", "小圖"],
    "en": ["Volunteers", "Groups", "Parts", "Line", "Dots", "Panels"],
}

ENGLISH = {
    ARTICLE: """\
---
title: Charts
date: 2026-03-02
theme: people
sources: [notes]
script: en
---

```chart
kind: bar
title: Found
description: Seen.
rows: [[Hair, 1]]
```

Of {{n-f01}}, {{n-f02}} and {{n-f03}}.
""",
    CATALOG: "",
    "translations/zh-Hans/articles/charts.po": """\
msgid "Charts"
msgstr "图"

msgid "Found"
msgstr "发现"

msgid "Seen."
msgstr "看见。"

msgid "Hair"
msgstr "头发"
""",
}

Make = Callable[..., dict[str, EditedPage]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a function that makes the article's page in each edition of a site with changed files."""

    def run(*changes: tuple[str, str, str], files: Mapping[str, str] = MappingProxyType({})) -> dict[str, EditedPage]:
        files = {**FILES, **files}
        for path, old, new in changes:
            assert old in files[path], old
            files[path] = files[path].replace(old, new)
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
        prepared = prepare(tmp_path)
        assert [str(one) for one in prepared.diagnostics if one.level is not Level.NOTE] == []
        return {
            edition.code: edit_page(page, prepared.edition_context(edition))
            for edition in prepared.site.settings.editions
            for page in list_pages(ContentIndex(prepared.site), edition)
            if page.kind == "article"
        }

    return run


def list_charts(page: EditedPage) -> list[str]:
    """List the charts in a page's HTML."""
    return CHART.findall(page.html)


def read_table(chart: str) -> list[list[str]]:
    """Parse the table below a chart, without its links."""
    rows = re.findall(r"<tr>(.*?)</tr>", re.sub(r"</?a\b[^>]*>", "", chart))
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def read_files(page: EditedPage) -> dict[str, Any]:
    """Parse the files of a page: CSV as rows, JSON as values."""
    return {
        address: json.loads(data)
        if address.endswith(".json")
        else list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        for address, data in page.files
        if not address.endswith(".svg")
    }


def test_every_kind_stands_in_every_edition(make: Make) -> None:
    """Each edition has all charts in its own language; blocks and ids are equal in all editions, and ids are unique."""
    pages = make()
    marks = {}
    for code in EDITIONS:
        charts = list_charts(pages[code])
        assert [re.findall(r'<p class="dz-chart__title".*?>(.*?)</p>', one) for one in charts] == [
            [title] for title in TITLES[code]
        ]
        assert {one for chart in charts for one in re.findall(r' lang="(.*?)"', chart)} - {"zh-Hans"} <= {code}
        marks[code] = [re.findall(r' (?:id|data-block|aria-labelledby)="(.*?)"', chart) for chart in charts]
        ids = re.findall(r' id="(.*?)"', pages[code].html)
        assert len(set(ids)) == len(ids)
    assert marks["zh-Hans"] == marks["zh-Hant-TW"] == marks["en"]
    assert [found[0] for found in marks["en"]] == ["1", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize(("code", "expected"), [
    ("zh-Hans", [["项目", "数值"], ["注册志愿者", "超过1524万"], ["成都的头发", "300万"]]),
    ("zh-Hant-TW", [["項目", "數值"], ["註冊志願者", "超過1524萬"], ["成都的頭髮", "300萬"]]),
    ("en", [["Item", "Value"], ["Registered volunteers", "more than 15.24 million"],
            ["Hair of <Chengdu>", "3 million"]]),
])  # fmt: skip
def test_rows_come_from_figures(make: Make, code: str, expected: list[list[str]]) -> None:
    """A row takes its number and qualifier from its figure, and the figure's name unless it has a label."""
    chart = list_charts(make()[code])[0]
    assert read_table(chart) == expected
    picture = re.search(r"<svg.*?</svg>", chart, re.DOTALL)
    assert picture is not None
    shown = " ".join(
        "".join(one.itertext()) for one in ET.fromstring(picture[0]).iter("{http://www.w3.org/2000/svg}text")
    )
    assert [cell for row in expected[1:] for cell in row if cell not in shown] == []


@pytest.mark.parametrize(("code", "lines"), [
    ("zh-Hans", ["2025年底", "四川的志愿者后来有超过1524万名。", "来源：新闻“发布会”", "注：截至年底。",
                 "单位：名"]),
    ("zh-Hant-TW", ["2025年底", "四川的志願者後來有超過1524萬名。", "來源：新聞「發布會」", "注：截至年底。",
                    "單位：名"]),
    ("en", ["End of 2025", "Sichuan came to have more than 15.24 million people.", "Source: News “conference”",
            "Note: At the end of the year.", "Unit: people"]),
])  # fmt: skip
def test_what_stands_around_is_of_the_edition(make: Make, code: str, lines: list[str]) -> None:
    """Subtitle, description, source, note and unit are in the language of the edition."""
    pattern = r'<p class="dz-chart__(?:subtitle|description|foot)".*?>(.*?)</p>|<caption>(.*?)</caption>'
    found = re.findall(pattern, list_charts(make()[code])[0])
    assert [unescape("".join(line)) for line in found] == lines


def test_a_unit_is_that_of_all_figures(make: Make) -> None:
    """If a measure word has two translations, that edition shows no unit; other editions show theirs."""
    words = 'msgctxt "n-f02"\nmsgid "名"\nmsgstr '
    pages = make((SITE, f'{words}"person | people"', f'{words}"member"'))
    assert "<caption>" not in list_charts(pages["en"])[0]
    assert "<caption>单位：名</caption>" in list_charts(pages["zh-Hans"])[0]


def test_labels_may_be_regions(make: Make) -> None:
    """With `labels: region`, rows are labelled with the regions of their figures."""
    assert [row[0] for row in read_table(list_charts(make()["en"])[4])[1:]] == ["Sichuan", "Chengdu"]


def test_gaps_negatives_and_zeros_are_kept(make: Make) -> None:
    """Inline values and gaps are written in the edition's format; a figure of zero is not a gap."""
    charts = list_charts(make()["en"])
    assert read_table(charts[1])[1:] == [["A", "-5,200", "12,000"], ["B", "no data", "5"]]
    assert read_table(charts[2])[1:] == [["C", "3 million", "0"]]


def test_values_of_figures_lead_to_their_rows(make: Make) -> None:
    """In the table of a chart a value that is a figure is a link to it; a number of the chart's own is a text."""
    charts = list_charts(make()["en"])
    assert re.findall(r'<td><a class="dz-value" href="([^"]+)">([^<]+)</a></td>', charts[2]) == [
        ("../../figures/#n-f02", "3 million"),
        ("../../figures/#n-f03", "0"),
    ]
    assert "dz-value" not in charts[1]


def test_searching_finds_title_and_description(make: Make) -> None:
    """A chart is one searchable block with title and description, the same from tokens and from the page."""
    for code, page in make().items():
        texts = {one.number: one.text for one in read_blocks(page.html)}
        assert (
            texts[3]
            == {"zh-Hans": "分组 两年相比。", "zh-Hant-TW": "分組 兩年相比。", "en": "Groups Two years side by side."}[
                code
            ]
        )
        assert page.blocks is not None
        assert {one.number: one.text for one in page.blocks} == texts


def test_data_are_offered_in_each_edition(make: Make) -> None:
    """Each chart links to its CSV, JSON and SVG in the language of the edition."""
    pages = make()
    for code, folder in zip(EDITIONS, ("zh-hans", "zh-hant", "en"), strict=True):
        addresses = [address for address, _data in pages[code].files]
        assert addresses == [f"data/{folder}/charts-{n}.{form}" for n in range(1, 7) for form in ("csv", "json", "svg")]
        links = re.findall(r'<a href="(.*?)" download="">', pages[code].html)
        assert links == [f"../../../{address}" for address in addresses]
    english = read_files(pages["en"])
    assert english["data/en/charts-2.csv"] == [["Item", "2023", "2024"], ["A", "-5200", "12000"], ["B", "", "5"]]
    assert english["data/en/charts-1.json"] == {
        "title": "Volunteers",
        "subtitle": "End of 2025",
        "description": "Sichuan came to have more than 15.24 million people.",
        "language": "en",
        "unit": "people",
        "series": [""],
        "rows": [
            {
                "label": "Registered volunteers",
                "values": [15240000],
                "written": ["more than 15.24 million"],
                "qualifiers": ["more than"],
            },
            {"label": "Hair of <Chengdu>", "values": [3000000], "written": ["3 million"]},
        ],
        "sources": ["News “conference”"],
        "note": "At the end of the year.",
        "licence": "Licence CC BY 4.0",
    }


def test_a_source_without_translation_is_marked(make: Make) -> None:
    """An untranslated title of a source is marked with its language, and does not make the chart missing."""
    chart = list_charts(make()["en"])[1]
    assert '<p class="dz-chart__foot">Source: <span lang="zh-Hans">记录</span></p>' in chart


@pytest.mark.parametrize(("change", "kind"), [
    ((CATALOG, 'msgstr "Hair of <Chengdu>"', 'msgstr ""'), "missing"),
    ((CATALOG, 'msgid "成都的头发"', '#, fuzzy\nmsgid "成都的头发"'), "stale"),
    ((SITE, 'msgstr "Registered volunteers"', 'msgstr ""'), "missing"),
    ((SITE, 'msgid "名"\nmsgstr "person | people"', 'msgid "名"\nmsgstr ""'), "missing"),
])  # fmt: skip
def test_a_chart_is_in_one_language(make: Make, change: tuple[str, str, str], kind: str) -> None:
    """If a text, name or unit has no current translation, the whole chart is shown untranslated and marked."""
    page = make(change)["en"]
    chart = list_charts(page)[0]
    assert f'<div class="dz-{kind}" lang="zh-Hans" title=' in page.html.partition(chart)[0].splitlines()[-1]
    assert chart.startswith(
        '<figure class="dz-chart" data-block="1" lang="zh-Hans" aria-labelledby="dz-chart-1-title">'
    )
    assert read_table(chart) == [["项目", "数值"], ["注册志愿者", "超过1524万"], ["成都的头发", "300万"]]
    assert "单位：名" in chart
    assert read_files(page)["data/en/charts-1.json"]["language"] == "zh-Hans"
    old = re.findall(r'<details class="dz-old">.*?</details>', page.html)
    assert [("Hair of &lt;Chengdu&gt;" in one) for one in old] == ([True] if kind == "stale" else [])


def test_what_is_missing_is_counted(make: Make) -> None:
    """Each text of a chart without a translation counts as one missing message."""
    whole = make()["en"]
    page = make((CATALOG, 'msgstr "Hair of <Chengdu>"', 'msgstr ""'), (CATALOG, 'msgstr "Volunteers"', 'msgstr ""'))[
        "en"
    ]
    assert (whole.missing, whole.share) == (0, 1.0)
    assert page.missing == 2
    assert page.share < 1


def test_a_chart_that_is_not_to_be_translated_stays(make: Make) -> None:
    """`i18n:skip` keeps a chart in its language without a mark; `translate="no"` prevents conversion."""
    skipped = make((ARTICLE, "开头。\n", "开头。\n\n<!-- i18n:skip -->\n"))["en"]
    assert '<figure class="dz-chart" data-block="1" lang="zh-Hans" aria-labelledby="dz-chart-1-title">' in skipped.html
    assert (skipped.missing, "dz-missing" in skipped.html) == (0, False)
    around = '<div translate="no">\n\n', "\n</div>\n"
    locked = make((ARTICLE, "开头。\n", around[0]), (ARTICLE, "截至年底。\n```\n", f"截至年底。\n```\n{around[1]}"))[
        "zh-Hant-TW"
    ]
    assert [row[0] for row in read_table(list_charts(locked)[0])] == ["项目", "注册志愿者", "成都的头发"]


def test_an_english_article_has_charts_in_both_scripts(make: Make) -> None:
    """A chart written in English is translated by the Simplified catalog, and converted to Traditional from that."""
    pages = make(files=ENGLISH)
    labels = {code: [row[0] for row in read_table(list_charts(page)[0])] for code, page in pages.items()}
    assert labels == {"zh-Hans": ["项目", "头发"], "zh-Hant-TW": ["項目", "頭髮"], "en": ["Item", "Hair"]}
