"""Icons and emoji in editions: what is converted, translated, found, and the same in all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duizhao.editing.document import EditedDocument
from duizhao.editing.inline import convert_text_parts
from duizhao.editing.markdown import convert_markdown
from duizhao.script.convert import make_converter
from duizhao.search.extract import read_blocks
from duizhao.source.document import read_document
from duizhao.translation.catalog import Entry

Edit = Callable[..., EditedDocument]
TEXT = """
## :material-check: 计算头发 :smile:

头:material-check:{.lg title="头发"}发，里:smile:{title="里面" .a}面:material-close:

[:octicons-heart-fill-24:{ .heart } 联系](a.md){ .md-button }

| :material-check: | 头发 |
|---|---|
| :x: | :material-check:{title="头发"} |

=== ":material-check: 头发"

    里面

<div class="grid cards" markdown>

-   :material-clock-fast:{ .lg .middle } __五分钟__

    ---

    里面

</div>
"""


def list_messages(text: str) -> list[tuple[str, str]]:
    """List kind and text of the messages of a document."""
    document, problems = read_document(text, "content/articles/a.md")
    assert problems == []
    return [(block.kind, block.text) for block in document.blocks if block.is_translated]


def test_messages() -> None:
    """An icon is part of the message of its block, and a message alone only if its title has letters."""
    assert list_messages(TEXT) == [
        ("heading", ":material-check: 计算头发 :smile:"),
        ("paragraph", '头:material-check:{.lg title="头发"}发，里:smile:{title="里面" .a}面:material-close:'),
        ("paragraph", "[:octicons-heart-fill-24:{ .heart } 联系](a.md){ .md-button }"),
        ("cell", "头发"),
        ("cell", ':material-check:{title="头发"}'),
        ("title", ":material-check: 头发"),
        ("paragraph", "里面"),
        ("item", ":material-clock-fast:{ .lg .middle } __五分钟__"),
        ("item", "里面"),
    ]


def test_scripts(edit: Edit) -> None:
    """Titles of icons and the texts around them are converted, each for itself: an icon ends a word."""
    html = edit(TEXT, "zh-Hant-TW").html

    assert '頭<span title="頭髮" class="twemoji lg" role="img"><svg' in html
    assert "</span>發，裡<span" in html
    assert '<span title="裡面" class="a">😄</span>面' in html
    assert "計算頭髮 😄</h2>" in html
    assert "<strong>五分鐘</strong>" in html


def test_the_identity(edit: Edit) -> None:
    """Translating every message with itself gives the document's own HTML."""
    entries = {text: Entry(text) for _kind, text in list_messages(TEXT)}
    assert edit(TEXT, "en", entries=entries).html == edit(TEXT, "zh-Hans").html


def test_a_translation(edit: Edit) -> None:
    """A translation may have the icons at other places, or leave them out."""
    entries = {
        ":material-check: 计算头发 :smile:": Entry(":smile: Counting hair"),
        ':material-check:{title="头发"}': Entry(':material-check:{title="hair"}'),
    }
    edited = edit(TEXT, "en", entries=entries)

    assert ">😄 Counting hair</h2>" in edited.html
    assert 'title="hair"' in edited.html
    assert edited.toc[0].text == "😄 Counting hair"


@pytest.mark.parametrize("edition", ["zh-Hans", "zh-Hant-TW", "en"])
def test_icons_are_silent_and_emoji_are_text(edit: Edit, edition: str) -> None:
    """The search reads emoji, and of icons nothing; it reads the same from HTML."""
    edited = edit(TEXT, edition)

    assert edited.blocks is not None
    assert "❌" in [block.text for block in edited.blocks]
    assert not any("svg" in block.text or "material" in block.text for block in edited.blocks)
    if edition != "en":
        assert edited.blocks == read_blocks(edited.html)
    assert not edited.toc[0].text.startswith(" ")


def test_own_icons_in_a_wording(edit: Edit) -> None:
    """The site's own icons stand in texts, translations, and wordings of editions."""
    text = "一:acme-logo:二-{zh-Hans:三:acme-logo:;en:x}-\n"
    entries = {text.strip(): Entry(":acme-logo: one")}

    assert edit(text, "zh-Hans", icons={"acme-logo": "<svg>1</svg>"}).html.count("<svg>1</svg>") == 2
    assert "<svg>1</svg></span> one" in edit(text, "en", entries=entries, icons={"acme-logo": "<svg>1</svg>"}).html
    assert "svg" not in edit(text, "zh-Hans").html


def test_converting_a_source() -> None:
    """`convert` changes the texts and titles, and nothing of names and attributes."""
    converter = make_converter("zh-Hans", "zh-Hant-TW")
    converted = convert_markdown(TEXT, lambda parts: convert_text_parts(parts, converter))

    for written, expected in (
        ("计算头发", "計算頭髮"),
        ('title="头发"', 'title="頭髮"'),
        ('title="里面"', 'title="裡面"'),
        (" 联系", " 聯繫"),
        ("五分钟", "五分鐘"),
        ('check: 头发"', 'check: 頭髮"'),
        ("| 头发 |", "| 頭髮 |"),
        ("    里面", "    裡面"),
    ):
        assert written in TEXT
        assert expected in converted, written


def test_a_title_stands_for_its_icon(edit: Edit) -> None:
    """Where no markup can stand, an icon is its title: in alternative texts, tables of contents, names of cells."""
    icon = ':material-check:{title="头发"}'
    edited = edit(f"## {icon}\n\n![{icon}:smile:](a.svg)\n\n{{.stacked}}\n| {icon} |\n|---|\n| 一 |\n", "zh-Hant-TW")

    assert [one.text for one in edited.toc] == ["頭髮"]
    assert 'alt="頭髮😄"' in edited.html
    assert 'data-label="頭髮"' in edited.html


@pytest.mark.parametrize(
    "text",
    [
        '[:material-check:](a.md "题发")',
        '[![](a.svg)](a.md "题发")',
        '[1](a.md){title="题发"}',
        '![1](a.svg "题发")',
        '![:material-check:{title="题发"}](a.svg)',
    ],
)
def test_a_title_alone_is_a_message(text: str) -> None:
    """A text whose only words are a title has a message; one without words has none."""
    assert list_messages(text) == [("paragraph", text)]
    assert list_messages(text.replace("题发", "1")) == []
