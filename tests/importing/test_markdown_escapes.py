"""Plain text is shown as it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.markdown_escapes import find_markdown_escapes
from duizhao.importing.tracked_text import track
from duizhao.source.dialect import parse_document

ESCAPED = {
    "# 话题": r"\# 话题",
    "见*甲*": r"见\*甲\*",
    "见[1](x)": r"见\[1](x)",
    "<b>粗</b>": r"\<b>粗\</b>",
    "&nbsp;": r"\&nbsp;",
    "{{id}}": r"\{\{id\}\}",
    "-{甲}-": r"\-\{甲\}-",
    "> 引": r"\> 引",
    "!!! note": r"\!!! note",
    "__甲__": r"\_\_甲\_\_",
    "*[HTML]: x": r"\*\[HTML]: x",
    '--8<-- "x.md"': r'\--8\<-- "x.md"',
    "- 甲 *乙*\n- 丙": "- 甲 \\*乙\\*\n- 丙",
    "甲\n---": "甲\n\\---",
}
UNTOUCHED = (
    "普通一段，有标点。",
    "5 < 3 & 4 > 2",
    "http://example.org/a_b_c 网址",
    "价格 $5 到 $6",
    "1. 甲\n2. 乙",
    "- 甲\n- 乙",
    "甲\\\n乙",
    "C++ 和 g++",
    "#1 号楼",
    "#话题# 好",
    "a | b",
)
TEXTS = st.text(st.sampled_from("甲乙ab12 .,:#*_`[](){}<>&;!?-+=~^$|\\/\"'\n"), max_size=30)


@pytest.mark.parametrize(("plain", "expected"), ESCAPED.items())
def test_signs_that_markdown_would_read_are_escaped(plain: str, expected: str) -> None:
    """A block that would be more than a paragraph of text gets backslashes."""
    assert track(plain).apply(find_markdown_escapes(plain).edits).text == expected


@pytest.mark.parametrize("plain", UNTOUCHED)
def test_signs_that_mean_nothing_stay(plain: str) -> None:
    """A block that is shown as it stands gets no backslash."""
    assert not find_markdown_escapes(plain).edits


@given(TEXTS)
def test_escaped_text_shows_what_was_typed(typed: str) -> None:
    """Whatever the signs, the page shows the characters of the text, and no markup but lists and addresses."""
    plain = "\n\n".join(" ".join(line.split()) for line in typed.split("\n") if line.strip())
    escaped = track(plain).apply(find_markdown_escapes(plain).edits).text
    shown = "".join(
        child.content
        for token in parse_document(escaped, {})[0]
        for child in token.children or ()
        if child.type in ("text", "text_special")
    )
    without_marks = re.sub(r"(?m)^(?:[-+*]|\d{1,9}[.)]) ", "", plain)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", without_marks)
