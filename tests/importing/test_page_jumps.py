"""Notes that lead from page to page are dropped where both pages stand one after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repairs import repair

from duizhao.importing.blocks.page_jumps import find_page_jumps

JOINED = {
    "within a sentence": ("大家讨论怎样修（下转第二版）\n\n（上接第一版）路的问题。", "大家讨论怎样修路的问题。"),
    "within a sentence, half-width": ("大家讨论怎样修(下转2版)\n\n(上接1版)路的问题。", "大家讨论怎样修路的问题。"),
    "between paragraphs": ("路修好了。（下转第2版）\n\n（上接第1版）村民很满意。", "路修好了。\n\n村民很满意。"),
    "in blocks of their own": (
        "路修好了。\n\n（下轉第二版）\n\n（上接第一版）\n\n村民很滿意。",
        "路修好了。\n\n村民很滿意。",
    ),
    "in one line": ("路修好了。（下转A2版·要闻） （上接A1版）村民很满意。", "路修好了。村民很满意。"),
    "a sentence on both pages": (
        "路修好了。最后大家形成了一致意见。（下转第二版）\n\n（上接第一版）最后大家形成了一致意见。村民很满意。",
        "路修好了。最后大家形成了一致意见。村民很满意。",
    ),
    "part of a sentence on both pages": (
        "大家一起讨论怎样修（下转第二版）\n\n（上接第一版）一起讨论怎样修路。",
        "大家一起讨论怎样修路。",
    ),
    "without brackets, in lines of their own": (
        "大家讨论怎样修\n\n▶下转第3版\n\n上接第2版\n\n路的问题。",
        "大家讨论怎样修路的问题。",
    ),
}
ASKED = {
    "no other page": ("大家讨论怎样修（下转第二版）", ["furniture: （下转第二版"]),
    "another text between": (
        "大家讨论怎样修（下转第二版）\n\n另一篇。\n\n（上接第一版）路的问题。",
        ["furniture: （下转第二版", "furniture: （上接第一版"],
    ),
    "nothing before": ("（上接第一版）路的问题。", ["furniture: （上接第一版"]),
}
KEPT = ["他在书中写道（见第二页），路要先修。", "车辆从这里转第二条路（上接人民路），再往前走。", "（第二版）", ""]


@pytest.mark.parametrize(("text", "joined"), JOINED.values(), ids=JOINED)
def test_pages_are_joined(text: str, joined: str) -> None:
    """The sentence goes on, and what stood on both pages stands once."""
    assert repair(find_page_jumps, text) == (joined, [])


@pytest.mark.parametrize(("text", "asked"), ASKED.values(), ids=ASKED)
def test_a_note_without_the_other_page_is_asked_about(text: str, asked: list[str]) -> None:
    """The note stays, for the page that it names is needed."""
    assert repair(find_page_jumps, text) == (text, asked)


@pytest.mark.parametrize("text", KEPT)
def test_other_brackets_stay(text: str) -> None:
    """Only notes that name a page are notes."""
    assert repair(find_page_jumps, text) == (text, [])


@given(
    st.lists(
        st.sampled_from(["（下转第二版）", "（上接第一版）", "大家讨论怎样修", "。", "\n\n", " "]), max_size=12
    ).map("".join)
)
def test_a_second_time_changes_nothing(text: str) -> None:
    """Whatever order notes have, they are paired once."""
    once, _asked = repair(find_page_jumps, text)
    assert repair(find_page_jumps, once)[0] == once
