"""Marks around words and bare addresses in editions: converted as one text, the same if translated with itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from duizhao.editing.document import EditedDocument
from duizhao.editing.inline import convert_text
from duizhao.script.convert import make_converter
from duizhao.source.document import read_document
from duizhao.translation.catalog import Entry

Edit = Callable[..., EditedDocument]
MARKS = ("~~", "==", "++", "^^", "**", "*", "_", "~", "^")
WORDS = ("头", "发", "里", "只", "后", "面", "“", "”", "，", "（", "）", "a", "1", " ", "。")
ADDRESSES = ("https://example.org/头", "www.example.org/a", "a@example.org")
ALL_TOGETHER = "头~~发长~~，==头==发、x^后^里~面~“++头++发”^^里面^^"
TAG = re.compile(r"<[^>]*>")
SAME_FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(html: str) -> str:
    """Return the text of a block as a reader sees it."""
    return unescape(TAG.sub("", html)).strip()


@SAME_FIXTURE
@example(pieces=[ALL_TOGETHER])
@given(pieces=st.lists(st.sampled_from(MARKS + WORDS), max_size=20))
def test_conversion_across_marks(edit: Edit, pieces: list[str]) -> None:
    """A text is converted as if its marks were not there, wherever they stand in a phrase."""
    text = "头" + "".join(pieces)
    converter = make_converter("zh-Hans", "zh-Hant-TW")
    written, converted = (edit(text, code).html for code in ("zh-Hans", "zh-Hant-TW"))

    assert read(converted) == convert_text(read(written), converter)
    assert TAG.findall(converted) == TAG.findall(written)


@SAME_FIXTURE
@example(pieces=[ALL_TOGETHER, "见", *ADDRESSES])
@given(pieces=st.lists(st.sampled_from((*MARKS, *WORDS, *ADDRESSES, "\n", "[头](a.md)", "[^a]", "`码`")), max_size=20))
def test_translated_with_itself(edit: Edit, pieces: list[str]) -> None:
    """A text whose messages are translated with themselves renders to the same bytes."""
    text = "头" + "".join(pieces)
    document, _problems = read_document(text, "content/articles/a.md")
    entries = {block.text: Entry(block.text) for block in document.blocks if block.is_translated}

    assert edit(text, "de", source="fr", entries=entries).html == edit(text, "fr", source="fr").html


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/%E5%A4%B4%E5%8F%91", "https://example.org/头发"),
        ("www.example.org/a", "www.example.org/a"),
        ("a@example.org", "a@example.org"),
    ],
)
def test_an_address_is_not_converted_nor_translated(edit: Edit, address: str, shown: str) -> None:
    """The text of a bare address stays as it is, and an address alone is no message."""
    document, _problems = read_document(f"{address}\n\n头发{address}的", "content/articles/a.md")

    assert [block.is_translated for block in document.blocks] == [False, True]
    assert "頭髮見<a href=" in edit(f"头发见{address}，", "zh-Hant-TW").html
    assert f">{shown}</a>頭髮" in edit(f"头发见{address}头发", "zh-Hant-TW").html
