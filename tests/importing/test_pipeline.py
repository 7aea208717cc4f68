"""Whatever bytes a file has: it gives drafts with a complete account, or a message."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.importing.errors import UnfitInputError
from duizhao.importing.pipeline import import_data

PIECES = (
    *(
        "村里的一天",
        "　　",
        "\n",
        "\n\n",
        "早上六点，村里的广播响了。",
        "當地",
        "服務(wù)",
        "?dòng)",
        "(wù)",
        "“",
        '"',
        "'",
        "「",
        "」",
    ),
    *(
        "本报记者 张三 李四",
        "（记者 张三）",
        "责任编辑：李四",
        "一、",
        "1.",
        "①",
        "▲",
        "编者按：",
        "阅读原文",
        "?",
        "□",
        "�",
        "\ud83d",
    ),
    *(
        "&#x4e00;",
        "\\u4e00",
        "Ã¤",
        "锟斤拷",
        "<p>",
        "</p>",
        "<html>",
        "<b>",
        "**",
        "`",
        "|",
        "---\n",
        "title: x\n",
        "# ",
        "> ",
        "\t",
    ),
    *(
        "\x00",
        "\x07",
        "\u200b",
        "\ufeff",
        "\ue123",
        "⼀",
        "Ａ１",
        "...",
        "--",
        ",",
        ":",
        "2025年3月2日",
        "https://example.org/",
        "{{x}}",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def check(data: bytes, encoding: str | None = None, form: str = "") -> None:
    """Import data, and hold the account against the result."""
    try:
        result = import_data(data, encoding, form)
    except UnfitInputError:
        return
    characters = Counter(result.source)
    for one in result.changes:
        characters.subtract(one.before)
        characters.update(one.after)
    assert +characters == Counter("".join(piece.text.text for piece in result.pieces))
    assert not -characters
    assert all(0 <= one.offset <= len(result.source) for one in (*result.changes, *result.questions))


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Bytes without any sense."""
    check(data)


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(("utf-8", "gb18030", "utf-16", "big5")), st.sampled_from(("", "markdown")))
def test_any_pieces_of_texts(text: str, encoding: str, form: str) -> None:
    """What found texts are made of, in any order and encoding."""
    check(text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace"), form=form)


@settings(max_examples=100)
@given(TEXTS, st.sampled_from(("utf-8", "gb18030", "big5hkscs", "utf-16-le", "latin-1", "ascii")))
def test_a_stated_encoding_never_fails(text: str, encoding: str) -> None:
    """A wrong encoding gives a wrong text, but no exception."""
    check(text.encode("utf-8", "surrogatepass"), encoding)


def test_an_unknown_encoding_is_told() -> None:
    """The name of an encoding that does not exist is a mistake of the caller."""
    with pytest.raises(LookupError):
        import_data("村里".encode(), "gb9")
