"""Boxes, alerts and tabs in each edition."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from duizhao.editing.document import EditedDocument, Job, edit_document
from duizhao.editing.texts import Texts
from duizhao.editions import make_edition
from duizhao.search.extract import read_blocks
from duizhao.source.document import read_document
from duizhao.translation.catalog import Catalog, Entry

Edit = Callable[..., EditedDocument]
TABS = '=== "头发"\n    发展\n\n=== "里面"\n    **里面**\n'
LABELS = re.compile(r"<label [^>]*>(.*?)</label>")


def list_titles(text: str, code: str) -> list[str]:
    """List the titles of the boxes of a text in an edition without translations of its own."""
    document, _problems = read_document(text, "x.md")
    texts = Texts(make_edition(code), "zh-Hans", None)
    job = Job(make_edition(code), "zh-Hans", None, str, {"missing": "?"}, say=lambda word: texts(word).__html__())
    html = edit_document(document, job).html
    return re.findall(r'<(?:p|summary) class="(?:admonition-title )?dz-word">(.*?)</(?:p|summary)>', html)


@pytest.mark.parametrize(
    ("code", "titles"),
    [
        ("zh-Hans", ["备注", "举例", "问题", "重要"]),
        ("zh-Hant-TW", ["備註", "舉例", "問題", "重要"]),
        ("zh-Hant-HK", ["備註", "舉例", "問題", "重要"]),
        ("en", ["Note", "Example", "Question", "Important"]),
        ("fr", [f'<span lang="zh-Hans">{word}</span>' for word in ("备注", "举例", "问题", "重要")]),
    ],
)
def test_a_box_without_a_title_has_the_editions_word(code: str, titles: list[str]) -> None:
    """The word for the type is printed in the edition's language, or marked as Chinese."""
    text = "!!! note\n    一\n\n??? example\n    二\n\n    !!! question\n\n        三\n\n> [!IMPORTANT]\n> 四\n"
    assert list_titles(text, code) == titles


def test_the_word_is_not_translated_or_searched(edit: Edit) -> None:
    """Only what an author wrote is a message and a block of the search index, also in a list without paragraphs."""
    edited = edit("- 一\n  !!! note\n      二\n", "en", entries={"一": Entry("One"), "二": Entry("Two")})

    assert (edited.missing, edited.stale) == (0, 0)
    assert edited.blocks == tuple(read_blocks(edited.html))
    assert [block.text for block in edited.blocks or ()] == ["One", "Two"]


@pytest.mark.parametrize(
    ("code", "titles"), [("zh-Hans", ["头发", "里面"]), ("zh-Hant-TW", ["頭髮", "裡面"]), ("en", ["Hair", "Inside"])]
)
def test_tabs_have_titles_and_ids_in_every_edition(code: str, titles: list[str], edit: Edit) -> None:
    """Titles are converted and translated; the ids by which tabs are linked and switched are the same everywhere."""
    entries = {"头发": Entry("Hair"), "里面": Entry("Inside")} if code == "en" else None
    html = edit(TABS, code, entries=entries).html

    assert LABELS.findall(html) == titles
    assert re.findall(r' (?:id|for|name)="([^"]*)"', html) == [
        *("__tabbed_1_1", "__tabbed_1", "__tabbed_1_2", "__tabbed_1"),
        *("__tabbed_1_1", "__tabbed_1_2"),
    ]


def test_old_titles_of_tabs_stand_behind_all_titles(edit: Edit) -> None:
    """The theme finds the panel of a title by counting, so nothing stands between two titles."""
    fuzzy = {"头发": Entry("Hair", fuzzy=True), "里面": Entry("Inside", fuzzy=True)}
    html = edit(TABS, "en", entries=fuzzy).html
    labels, behind = html.partition('<div class="tabbed-labels">')[2].split("</div>\n", 1)

    assert labels.count("<label") == 2
    assert "dz-old" not in labels
    assert re.findall(r"<p>(.*?)</p>", behind.partition('<div class="tabbed-content">')[0]) == ["Hair", "Inside"]


def test_blocks_in_tabs_and_boxes_are_found(edit: Edit) -> None:
    """Titles and contents are blocks of the search index, in the order of the page."""
    edited = edit(f'{TABS}\n??? note "标题"\n    > 引文\n\n> [!TIP] 提要\n> - 项\n', "zh-Hans")

    assert [block.text for block in edited.blocks or ()] == [
        *("头发", "里面", "发展", "里面"),
        *("标题", "引文", "提要", "项"),
    ]
    assert edited.blocks == tuple(read_blocks(edited.html))


def test_a_message_of_each_kind_is_translated(edit: Edit) -> None:
    """Titles and texts of boxes, alerts and tabs come from the catalog, with nothing left of the source."""
    text = '??? note "甲"\n    乙\n\n> [!TIP] 丙\n> 丁\n\n=== "戊"\n    - 己\n'
    entries = {source: Entry(target) for source, target in zip("甲乙丙丁戊己", "ABCDEF", strict=True)}
    edited = edit(text, "en", entries=entries)

    assert [block.text for block in edited.blocks or ()] == [*"ABCDEF"]
    assert re.findall(r"[\u4e00-\u9fff]", edited.html) == []


def test_a_catalog_needs_no_tabs_of_its_own() -> None:
    """A set of tabs that is translated with itself is the same."""
    document, _problems = read_document(TABS, "x.md")
    entries = {("", block.text): Entry(block.text) for block in document.blocks}
    own = edit_document(document, Job(make_edition("fr"), "fr", None, str, {})).html
    other = edit_document(document, Job(make_edition("de"), "fr", Catalog("de", "x.po", entries), str, {})).html
    assert own == other


def test_more_tabs_than_the_theme_shows_are_another_set(edit: Edit) -> None:
    """The theme has styles for twenty tabs; no panel is out of reach."""
    html = edit("\n".join(f'=== "第{number}"\n    文\n' for number in range(21)), "zh-Hans").html
    assert re.findall(r'data-tabs="([^"]*)"', html) == ["1:20", "2:1"]
