"""Escape sequences left in a text become characters; code and addresses stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.characters.escapes import find_escapes
from duizhao.importing.tracked_text import track

UNDONE = {
    "&#x4e2d;&#22269;": "中国",
    "&amp;#x4e2d;文": "中文",
    "&amp;amp;#22269;家": "国家",
    "甲&nbsp;乙": "甲\u00a0乙",
    "&ldquo;社区&rdquo;": "“社区”",
    "R&amp;D 经费": "R&D 经费",
    "&quot;好&quot;": '"好"',
    "5 &lt; 7": "5 < 7",
    "&&#35;20013;": "中",
    "&#55357;&#56832;好": "😀好",
    r"\u4e2d\u56fd": "中国",
    r"\u4E2D\u570B人": "中國人",
    r"\\u4e2d\\u56fd": "中国",
    r"\ud840\udc0b\u53e3": "𠀋口",
    r"\u201c社区\u201d": "“社区”",
    r"\u{4e2d}": "中",
    r"\u4e2d\u0041\u3002": "中A。",
    "%E4%B8%AD%E5%9B%BD 治理": "中国 治理",
    "%25E4%25B8%25AD": "中",
    "见：%E7%A4%BE%E5%8C%BA。": "见：社区。",
    "&#x4e2d;\n`&amp;`": "中\n`&amp;`",
    "a\ud83d\ude00b": "a😀b",
    "甲\ud83d乙": "甲乙",
    "\ud83d\ud83d\ude00": "😀",
}
UNTOUCHED = (
    "`&nbsp;`、`\\u4e2d`、`%E4%B8%AD`",
    "```html\n&ldquo;x&rdquo;\n```",
    "~~~\n\\u4e2d\n~~~",
    '例：\n\n    print("\\u4e2d")\n\n完',
    "https://example.org/wiki/%E4%B8%AD%E5%9B%BD?a=1&lt=2&amp;b=3",
    "[页](/wiki/%E4%B8%AD)",
    "/wiki/%E4%B8%AD",
    "Q=%E4%B8%AD",
    "&lt;b&gt; 是标签",
    "AT&T; R&D",
    "&unknownname; &#0; &#xD800;",
    "C:\\users\\u0041dam",
    "\\u00e9t\\u00e9",
    "100% 的人，50%20",
    "50%的%AD%FF",
    "甲 & 乙; 丙",
)


@pytest.mark.parametrize(("damaged", "expected"), UNDONE.items())
def test_escapes_become_what_they_stand_for(damaged: str, expected: str) -> None:
    """Each sequence becomes its character, however often it was escaped."""
    assert track(damaged).apply(find_escapes(damaged).edits).text == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_code_addresses_and_what_is_no_escape_stay(text: str) -> None:
    """What somebody may have meant to write stays."""
    assert find_escapes(text) == ([], [])


def test_half_a_character_is_dropped_and_asked_about() -> None:
    """The other half is lost; many are counted."""
    found = find_escapes("甲\udc00乙")
    assert [(one.start, one.end, one.text, one.kind) for one in found.edits] == [(1, 2, "", "surrogate")]
    assert [(one.offset, one.code) for one in found.questions] == [(1, "surrogate")]
    many = find_escapes("\udc00" * 80)
    assert len(many.questions) == 51
    assert "30 more" in many.questions[-1].message


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(codec=None), max_size=4),
            st.sampled_from(
                [
                    "&",
                    "amp;",
                    "#38;",
                    "&#x4e2d;",
                    "#20013;",
                    "\\u4e2d",
                    "\\",
                    "%25",
                    "%E4%B8%AD",
                    "`",
                    "\n",
                    "&#92;",
                    "&#59;",
                    "lt;",
                ]
            ),
        ),
        max_size=12,
    ).map("".join)
)
def test_any_text_is_repaired_once(text: str) -> None:
    """No text fails, and the second repair has nothing to do."""
    once = track(text).apply(find_escapes(text).edits).text
    assert not find_escapes(once).edits
