"""Figures as an edition prints them, in texts with and without markup."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from duizhao.diagnostics import Span
from duizhao.editing.document import Job, edit_document
from duizhao.editing.figures import QUALIFIERS, WORDS, begins_sentence
from duizhao.editing.texts import Texts
from duizhao.editions import make_edition
from duizhao.model import Figure
from duizhao.source.document import read_document
from duizhao.source.figures import Qualifier
from duizhao.translation.catalog import Catalog, Entry
from duizhao.translation.interface import FIGURE_WORDS

ROWS = yaml.safe_load(Path(__file__).with_name("figures.yml").read_text("utf-8"))
SPAN = re.compile('<span class="dz-nowrap">([^<]*)</span>')
CASES = [
    pytest.param(row["of"], code, text, id=f"{row['of']}-{code}")
    for row in ROWS
    for code, text in row.items()
    if code != "of"
]
FIGURES = [
    ("volunteers", "注册志愿者", "15240000", "名", "more than"),
    ("levels", "层级", "2", "级", ""),
    ("post", "岗位", "1", "个", "nearly"),
    ("share", "比例", "97.5", "%", "at least"),
    ("mediators", "调解员", "22948", "人", ""),
    ("signs", "挂牌", "6", "块", "at most"),
    ("minutes", "用时", "10", "分钟", "less than"),
    ("pilots", "试点", "40", "", "about"),
    ("built", "建成年代", "1990", "年代", ""),
]
UNITS = {
    "volunteers": "person | people",
    "levels": "level | levels",
    "post": "post | posts",
    "mediators": "person | people",
    "signs": "sign | signs",
    "minutes": "minute | minutes",
    "built": "(decade)",
}


def make_figure(name: str, counted: str, value: str, unit: str, qualifier: str) -> Figure:
    """Make a figure in which only the printed fields matter."""
    return Figure(name, counted, Decimal(value), unit, qualifier, "r", "2025", "asof", "t", "s", "", Span("x.yml"))


def make_texts(code: str, *, translated: bool = True) -> Texts:
    """Make the texts of an edition of a site with the figures, with or without translated units."""
    figures = [make_figure(*row) for row in FIGURES]
    entries = {("", "注册志愿者"): Entry("Registered volunteers")}
    if translated:
        entries |= {(one.id, one.unit): Entry(UNITS[one.id]) for one in figures if one.id in UNITS}
    return Texts(make_edition(code), "zh-Hans", Catalog(code, "site.po", entries), figures=figures)


def edit(text: str, code: str, source: str = "zh-Hans", figures: str = "", **entries: str) -> str:
    """Edit a Markdown text with references for an edition, with translations by source and links to `figures`."""
    document, problems = read_document(text, "content/articles/a.md")
    assert problems == []
    texts = make_texts(code)
    catalog = Catalog(code, "a.po", {("", key): Entry(one) for key, one in entries.items()})
    labels = {"missing": "Not translated", "stale": "Outdated"}
    job = Job(
        make_edition(code), source, catalog, lambda link: link, labels, write_figure=texts.write_figure, figures=figures
    )
    return SPAN.sub(r"\1", edit_document(document, job).html)


@pytest.mark.parametrize(("reference", "code", "expected"), CASES)
def test_an_edition_prints_a_figure_in_its_own_way(reference: str, code: str, expected: str) -> None:
    """Qualifier, number and unit are in the edition's format, and the form selects which of them are printed."""
    assert make_texts(code).write_figure(reference, "共").text == expected


@pytest.mark.parametrize(("reference", "code", "expected"), CASES)
def test_a_title_and_a_block_print_the_same(reference: str, code: str, expected: str) -> None:
    """A text without markup and a block of a document print a figure alike."""
    written = f"共{{{{{reference}}}}}"
    texts = make_texts(code)
    # A text in the edition's language is shown unchanged, and so its figure is in this language too.
    assert texts(written, code).text == f"共{expected}"
    assert edit(written, code, code) == f'<p data-block="0">共{expected}</p>\n'


def test_what_is_printed_around_figures_belongs_to_the_interface() -> None:
    """Every qualifier has a pattern, and all patterns and words have English translations."""
    assert set(QUALIFIERS) == set(Qualifier.__args__)
    assert [*QUALIFIERS.values(), *WORDS] == list(FIGURE_WORDS)


@pytest.mark.parametrize("before", ["", "  ", "So it is. ", "(Is it?) ", "It is.) ", "“Is it?” "])
def test_a_sentence_begins_behind_the_end_of_another(before: str) -> None:
    """A figure begins a sentence at the start of a text or after the end of a sentence."""
    assert begins_sentence(before)


@pytest.mark.parametrize("before", ["there are ", "1.", "共", "of these, ", "“"])
def test_a_sentence_goes_on(before: str) -> None:
    """After anything else, a figure is inside a sentence."""
    assert not begins_sentence(before)


def test_a_sentence_begins_with_a_capital() -> None:
    """The words of a figure at the start of a sentence are capitalised, in emphasis and links too."""
    english = "{{volunteers}} serve. **{{levels:word}}** of [{{post:word}}](a.md). Of {{levels:word}}."
    assert edit("甲", "en", 甲=english) == (
        '<p data-block="0">More than 15.24 million people serve. <strong>Two</strong> of '
        '<a href="a.md">one</a>. Of two.</p>\n'
    )


def test_conversion_does_not_touch_what_is_printed() -> None:
    """The text around a figure is converted as if it stood next to a number; the figure itself is not converted."""
    html = edit(
        "有{{mediators:number}}只羊，**{{volunteers}}**，`{{levels}}`，\\{{levels}}，-{头{{levels}}}-", "zh-Hant-TW"
    )
    assert html == (
        '<p data-block="0">有22948隻羊，<strong>超過1524萬名</strong>，<code>{{levels}}</code>，{{levels}}，头2級</p>\n'
    )


def test_a_figure_stands_in_alternative_texts_and_cells() -> None:
    """Images, headings and cells print figures, and a cell with nothing else needs no translation."""
    html = edit("## 共{{levels}} {#a}\n\n![图{{levels}}](a.png)\n\n| {{levels}} |\n| --- |\n| {{share}} |\n", "en")
    assert '<th data-block="2">2 levels</th>' in html
    assert '<td data-block="3">At least 97.5%</td>' in html
    assert 'alt="图2级"' in html
    assert "共2级" in html


def test_an_untranslated_text_prints_figures_in_its_own_language() -> None:
    """A block shown in its source language prints its figures in this language too."""
    html = edit("共有{{volunteers}}。", "en")
    assert "共有超过1524万名。" in html


def test_a_unit_without_translation_is_marked() -> None:
    """If the unit has no translation, the figure is marked with the unit's language."""
    wording = make_texts("en", translated=False).write_figure("mediators", "of ")
    assert (wording.text, wording.lang, wording.foreign) == ("22,948人", "zh-Hans", True)
    assert make_texts("en", translated=False).write_figure("mediators:number", "of ").foreign is False


def test_without_figures_a_reference_stays() -> None:
    """Without a figure writer, a reference stays as written."""
    document, _problems = read_document("{{<levels>}}", "a.md")
    job = Job(make_edition("zh-Hans"), "zh-Hans", None, lambda link: link, {})
    assert edit_document(document, job).html == '<p data-block="0">{{&lt;levels&gt;}}</p>\n'


def test_forms_of_units_follow_the_plural_of_the_language() -> None:
    """Plural forms are in CLDR's order; the last one replaces missing ones."""
    entries: dict[Any, Entry] = {("levels", "级"): Entry("уровень | уровня | уровней")}
    entries |= {("mediators", "人"): Entry("человек")}
    figures = [make_figure(*row) for row in FIGURES]
    texts = Texts(make_edition("ru"), "zh-Hans", Catalog("ru", "site.po", entries), figures=figures)
    assert texts.write_figure("levels", "и ").text == "2 уровня"
    assert texts.write_figure("mediators", "и ").text.endswith(" человек")


@pytest.mark.parametrize(
    ("code", "reference", "undivided"),
    [
        ("zh-Hans", "volunteers", ["1524万名"]),
        ("en", "volunteers", ["15.24 million"]),
        ("en", "levels", ["2 levels"]),
        ("zh-Hant-TW", "minutes", ["10分鐘"]),
        ("en", "share", []),
        ("en", "levels:word", []),
    ],
)
def test_no_line_ends_within_a_quantity(code: str, reference: str, undivided: list[str]) -> None:
    """The number of a figure and the word behind it stay on one line of a text; nothing else does."""
    document, _problems = read_document(f"{{{{{reference}}}}}", "content/articles/a.md")
    job = Job(make_edition(code), code, None, str, {}, write_figure=make_texts(code).write_figure)
    assert SPAN.findall(edit_document(document, job).html) == undivided


LINKED = Path(__file__).with_name("linked_figures.yml")


@pytest.mark.parametrize("row", yaml.safe_load(LINKED.read_text("utf-8")), ids=lambda row: row["about"])
def test_a_printed_number_leads_to_its_figure(row: dict[str, str]) -> None:
    """Numbers in texts are links to their rows, but not where a link stands already or none may stand."""
    assert edit(row["text"], row.get("code", "zh-Hans"), figures="../figures/") == row["html"]


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("volunteers", "zh-Hans", "超过15,240,000名"),
        ("volunteers", "en", "More than 15,240,000 people"),
        ("share", "en", "At least 97.5%"),
        ("built", "zh-Hant-TW", "1990年代"),
    ],
)
def test_a_figure_with_all_its_digits(name: str, code: str, expected: str) -> None:
    """The exact number has every digit, its qualifier and its unit; years have no separators."""
    texts = make_texts(code)
    assert texts.exact(texts.figures[name]).text == expected
