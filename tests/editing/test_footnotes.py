"""Footnotes: numbers in the order of reading, and links back, in every edition."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from duizhao.editing.document import LABELS, EditedDocument, Job, edit_document
from duizhao.editions import make_edition
from duizhao.source.document import read_document
from duizhao.translation.catalog import Catalog, Entry
from duizhao.translation.interface import INTERFACE

Edit = Callable[..., EditedDocument]
NOTES = "\n\n[^a]: 甲\n\n[^b]: 乙\n\n[^c]: 丙\n"


def numbers(html: str) -> tuple[list[str], list[str]]:
    """List the numbers of references in the order of a page, and the texts of the notes in the order of the list."""
    return re.findall(r">\[(\d+)\]</a>", html), re.findall(r'class="footnote-item"><p[^>]*>(\w+)', html)


@pytest.mark.parametrize(
    ("text", "references", "notes"),
    [
        ("一[^b]、[^a]、[^b]", "1 2 1", "乙 甲"),
        ('!!! note "题[^c]"\n    文[^a]', "1 2", "丙 甲"),
        ("| 一[^b] |\n|---|\n| 二[^a] |\n\n文[^b]", "1 2 1", "乙 甲"),
        # Captions are parsed later than the text around them.
        ('![图](a.png "说明[^b]"){.figure}\n\n文[^a][^b]', "1 2 1", "乙 甲"),
        # The text alternative of an image cannot hold a link.
        ("![图[^c]](a.png)文[^a]", "1", "甲"),
        ("- 一[^c]\n\n> 二[^b]\n\n词\n: 释[^c]", "1 2 1", "丙 乙"),
    ],
)
@pytest.mark.parametrize("code", ["zh-Hans", "zh-Hant-TW", "en"])
def test_notes_are_numbered_in_the_order_of_reading(
    text: str, references: str, notes: str, code: str, edit: Edit
) -> None:
    """One number per note wherever it is referred to, the same in every edition; each link back has its target."""
    html = edit(text + NOTES, code, entries={}).html
    found, listed = numbers(re.sub(r'<span class="dz-missing[^>]*>', "", html))
    assert (" ".join(found), " ".join(listed)) == (references, notes)
    assert sorted(re.findall(r'href="#(fnref[^"]*)"', html)) == sorted(re.findall(r'id="(fnref[^"]*)"', html))


def test_notes_in_notes_come_last(edit: Edit) -> None:
    """A note that only another note refers to follows those of the text, although it is parsed before them."""
    html = edit("一[^a]\n\n[^a]: 甲[^b]\n\n二[^c]\n\n[^b]: 乙\n\n[^c]: 丙\n", "zh-Hans").html
    assert numbers(html) == (["1", "2", "3"], ["甲", "丙", "乙"])


def test_a_translated_text_alternative_counts_no_note(edit: Edit) -> None:
    """A reference in the translation of a text alternative does not shift the links back."""
    entries = {
        "![图](a.png)文[^a]": Entry("![Map[^a]](a.png)text[^a]"),
        "图": Entry("Map[^a]"),
        "文[^a]": Entry("t[^a]"),
    }
    html = edit("![图](a.png){.figure}\n\n文[^a]\n\n[^a]: 甲\n", "en", entries=entries).html
    assert re.findall(r'id="(fnref[^"]*)"', html) == ["fnref1"]


def test_a_note_of_several_paragraphs(edit: Edit) -> None:
    """A note may hold paragraphs, lists and code; all of it is translated, and the link back ends it."""
    text = "文[^a]\n\n[^a]: 一\n\n    二\n\n    - 三\n\n    ```\n    code\n    ```\n\n    四\n"
    entries = {one: Entry(one.upper() + "en") for one in ("一", "二", "三", "四")}
    html = edit(text, "en", entries=entries).html
    assert re.findall(r">(\wen)", html) == ["一en", "二en", "三en", "四en"]
    assert re.search(r'四en <a href="#fnref1"[^>]*>↩︎</a></p>\n</li>', html)


@pytest.mark.parametrize("code", ["zh-Hans", "en"])
def test_links_back_say_where_they_lead(code: str) -> None:
    """Links back have a name in the language of the edition, which differs if a note has several."""
    document, _problems = read_document("一[^a]、[^b]、[^a]" + NOTES, "a.md")
    labels = {name: INTERFACE[text] if code == "en" else text for name, text in LABELS.items()}
    catalog = Catalog(code, "a.po", {("", block.text): Entry(block.text) for block in document.blocks})
    html = edit_document(document, Job(make_edition(code), "zh-Hans", catalog, str, labels)).html
    names = {
        "zh-Hans": ["返回正文第1处（注1）", "返回正文第2处（注1）", "返回正文（注2）"],
        "en": [
            "Back to place 1 in the text (note 1)",
            "Back to place 2 in the text (note 1)",
            "Back to the text (note 2)",
        ],
    }
    assert re.findall(r'aria-label="([^"]+)">↩', html) == names[code]


def test_a_note_with_two_texts() -> None:
    """The first of two texts is not shown, which is reported at the second."""
    _document, problems = read_document("文[^a]\n\n[^a]: 甲\n[^a]: 乙\n", "a.md")
    message = "a.md:4:1: warning: footnote 'a' has two texts, and only the last one is shown [footnote-duplicate]"
    assert [str(one) for one in problems] == [message]
