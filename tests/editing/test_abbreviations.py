"""Abbreviations: defined once, explained at each use, converted and translated, and reported where they do nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from duizhao.editing.document import EditedDocument
from duizhao.editing.inline import convert_text_parts
from duizhao.editing.markdown import convert_markdown
from duizhao.script.convert import make_converter
from duizhao.source.document import read_document
from duizhao.translation.catalog import Entry

Edit = Callable[..., EditedDocument]
NOTES = re.compile(r'<div class="dz-term-notes">.*', re.DOTALL)
ABBREVIATION = re.compile(
    r'<abbr class="dz-abbr[^"]*" title="([^"]*)" tabindex="0" aria-describedby="[^"]*">([^<]*)</abbr>'
)
HTML = "\n\n*[HTML]: HyperText Markup Language\n*[三资]: 资金、资产、资源\n*[三资公司]: 另一回事\n"
TWICE = "abbreviation 'HTML' is defined twice, and the first one counts"


def shown(html: str) -> str:
    """Return the text of a page with each abbreviation in brackets."""
    return re.sub(r"<[^>]+>", "", ABBREVIATION.sub(r"[\2]", NOTES.sub("", html))).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用HTML写，HTML5和XHTML不是，HTML。", "用[HTML]写，HTML5和XHTML不是，[HTML]。"),
        ("html、HTML-Datei、(HTML)", "html、[HTML]-Datei、([HTML])"),
        ("农村三资管理，三资公司", "农村[三资]管理，[三资公司]"),
        ("**HTML**、`HTML`、[HTML](HTML.md)、<b>HTML</b>HTML", "[HTML]、HTML、HTML、HTML[HTML]"),
        ("## HTML\n\nHTML", "HTML\n[HTML]"),
        ("- HTML\n\n> 三资", "[HTML]\n\n\n[三资]"),
        ("| HTML |\n|---|\n| 三资 |", "[HTML]\n\n\n\n\n[三资]"),
        ("文[^a]\n\n[^a]: HTML", "文[1]\n\n\n\n[HTML] ↩︎"),
        ("{三资|sān zī}、HTML", "三（sān）资（zī）、[HTML]"),
    ],
)
def test_whole_words_are_explained(text: str, expected: str, edit: Edit) -> None:
    """Each whole word is explained, in Chinese without regard to words; never in headings, links, code and HTML."""
    assert shown(edit(text + HTML, "zh-Hans").html) == expected


def test_an_abbreviation_is_reached_like_a_term(edit: Edit) -> None:
    """Each use has its text as a title, for those without script, and is described by one note; print marks one."""
    html = edit("HTML和HTML" + HTML, "zh-Hans").html
    described = 'title="HyperText Markup Language" tabindex="0" aria-describedby="dz-abbr-1">HTML</abbr>'
    first, second = (f'<abbr class="dz-abbr{name}" {described}' for name in (" dz-abbr--first", ""))
    note = '<p class="dz-term-note" id="dz-abbr-1" role="tooltip" hidden><b>HTML</b> HyperText Markup Language</p>'
    notes = f'<div class="dz-term-notes">\n{note}\n</div>\n'
    assert html == f'<p data-block="0">{first}和{second}</p>\n{notes}'


def test_definitions_are_converted(edit: Edit) -> None:
    """In the other script, both the abbreviation and what it stands for are converted."""
    html = edit("农村三资管理" + HTML, "zh-Hant-TW").html
    assert ABBREVIATION.findall(html) == [("資金、資產、資源", "三資")]


def test_definitions_are_translated(edit: Edit) -> None:
    """A definition is a message with the word, which another language may write otherwise."""
    document, _problems = read_document("三资" + HTML, "a.md")
    messages = [(block.kind, block.text, block.is_translated) for block in document.blocks[1:3]]
    assert messages == [
        ("abbreviation", "*[HTML]: HyperText Markup Language", True),
        ("abbreviation", "*[三资]: 资金、资产、资源", True),
    ]
    entries = {
        "三资": Entry("The FAR are FAR."),
        "*[三资]: 资金、资产、资源": Entry("*[FAR]: funds, assets & resources"),
    }
    edited = edit("三资" + HTML, "en", entries=entries)
    assert ABBREVIATION.findall(edited.html) == [("funds, assets &amp; resources", "FAR")] * 2
    assert edited.missing == 2


def test_a_definition_without_translation_is_marked(edit: Edit) -> None:
    """The note is in the language of the source, and says so."""
    edited = edit("用HTML\n\n*[HTML]: 超文本\n", "en", entries={"用HTML": Entry("With HTML")})
    assert 'id="dz-abbr-1" role="tooltip" lang="zh-Hans" hidden><b>HTML</b> 超文本</p>' in edited.html
    assert edited.missing == 1


def test_a_translation_of_the_text_alone_will_do(edit: Edit) -> None:
    """A translator may leave out the word and its brackets."""
    entries = {"用HTML": Entry("With HTML"), "*[HTML]: 超文本": Entry("Hypertext")}
    html = edit("用HTML\n\n*[HTML]: 超文本\n", "en", entries=entries).html
    assert ABBREVIATION.findall(html) == [("Hypertext", "HTML")]


def test_the_identity_changes_nothing(edit: Edit) -> None:
    """A translation that is the same has the same HTML."""
    text = "用HTML和三资" + HTML
    document, _problems = read_document(text, "a.md")
    entries = {block.text: Entry(block.text) for block in document.blocks}
    assert edit(text, "en", entries=entries).html == edit(text, "zh-Hans").html


def test_definitions_are_no_text_of_the_page(edit: Edit) -> None:
    """Search finds the uses; the definition has no place that a reader could be led to."""
    edited = edit("用HTML写" + HTML, "zh-Hans")
    assert edited.blocks is not None
    assert [one.text for one in edited.blocks] == ["用HTML写"]


def test_definitions_are_converted_in_files() -> None:
    """`duizhao convert` converts definitions in place."""
    converter = make_converter("zh-Hans", "zh-Hant-TW")
    expected = "三資\n\n*[HTML]: HyperText Markup Language\n*[三資]: 資金、資產、資源\n*[三資公司]: 另一回事\n"
    assert convert_markdown("三资" + HTML, lambda parts: convert_text_parts(parts, converter)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HTML\n\n*[HTML]: 甲\n", []),
        ("## HTML\n\n*[HTML]: 甲\n", ["a.md:3:1: note: no text holds the abbreviation 'HTML' [abbreviation-unused]"]),
        ("HTML\n\n*[HTML]: 甲\n*[HTML]: 乙\n", [f"a.md:4:1: warning: {TWICE} [abbreviation-duplicate]"]),
        (
            "HTML\n\n*[HTML]：甲\n",
            ["a.md:3:1: warning: '*[HTML]：' is not an abbreviation, and shown as text [markup-full-width]"],
        ),
    ],
)
def test_problems_of_definitions(text: str, expected: list[str]) -> None:
    """A definition that does nothing is reported."""
    assert [str(one) for one in read_document(text, "a.md")[1]] == expected
