"""Text that stands twice because pages overlapped is dropped; what stands twice elsewhere is asked about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from repairs import repair

from duizhao.importing.blocks.seams import find_seams

FIRST = "县里把二十项权力下放到乡镇，群众办事更方便。"
SECOND = "窗口人员说，现在一天要接待五十人。"
THIRD = "下一步，全县将继续推进这项改革。"
LONG = "据县民政局介绍，全县已经建成社区综合服务设施一百二十七个，覆盖二十三个乡镇的居民。"
DROPPED = {
    "a paragraph": (f"{FIRST}\n\n{SECOND}\n\n{SECOND}\n\n{THIRD}", f"{FIRST}\n\n{SECOND}\n\n{THIRD}"),
    "two paragraphs": (f"{FIRST}\n\n{SECOND}\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}", f"{FIRST}\n\n{SECOND}\n\n{THIRD}"),
    "a sentence in a paragraph": (f"{FIRST}{SECOND}{SECOND}{THIRD}", f"{FIRST}{SECOND}{THIRD}"),
    "the last sentence at the beginning of the next page": (
        f"{FIRST}{SECOND}\n\n{SECOND}{THIRD}",
        f"{FIRST}{SECOND}{THIRD}",
    ),
    "around a page bar": (
        f"{FIRST}\n\n{SECOND}\n\n上一页 1 2 3 下一页\n\n{SECOND}\n\n{THIRD}",
        f"{FIRST}\n\n{SECOND}\n\n{THIRD}",
    ),
    "three times": (f"{FIRST}\n\n{FIRST}\n\n{FIRST}", FIRST),
    "with other blanks": (f"{FIRST}\n\n{FIRST.replace('，', '， ')}\n\n{THIRD}", f"{FIRST}\n\n{THIRD}"),
    "in Traditional": ("縣裡把二十項權力下放到鄉鎮。\n\n縣裡把二十項權力下放到鄉鎮。", "縣裡把二十項權力下放到鄉鎮。"),
}
KEPT = {
    "a short sentence": "好！好！好！",
    "a short heading": "教育\n\n教育\n\n" + FIRST,
    "verse": "大江东去，浪淘尽千古人物。\\\n大江东去，浪淘尽千古人物。",
    "a short sentence elsewhere": f"{FIRST}\n\n{SECOND}\n\n{FIRST}",
    "Markdown": f"# 标题\n\n{FIRST}\n\n{FIRST}",
    "a page bar by itself": f"{FIRST}\n\n上一页 1 2 3 下一页\n\n{SECOND}",
    "nothing": "",
}
ASKED = {
    "a long sentence elsewhere": (f"{LONG}\n\n{FIRST}\n\n{LONG}", ["repeated-text: 据县民政局介"]),
    "only once for a passage": (f"{LONG}{LONG[3:]}\n\n{FIRST}\n\n{LONG}{LONG[3:]}", ["repeated-text: 据县民政局介"]),
}


@pytest.mark.parametrize(("text", "left"), DROPPED.values(), ids=DROPPED)
def test_the_second_of_two_is_dropped(text: str, left: str) -> None:
    """What follows itself directly stands there once, and what was one paragraph is one."""
    assert repair(find_seams, text) == (left, [])


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_may_be_meant_stays(text: str) -> None:
    """Calls, refrains and headings are said twice."""
    assert repair(find_seams, text) == (text, [])


@pytest.mark.parametrize(("text", "asked"), ASKED.values(), ids=ASKED)
def test_what_stands_twice_elsewhere_is_asked_about(text: str, asked: list[str]) -> None:
    """A long sentence that stands in two places may be quoted there."""
    assert repair(find_seams, text) == (text, asked)


PARTS = [FIRST, SECOND, LONG, "好！", "\n\n", " ", "上一页 1 2 下一页", "一行\\\n二行"]


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join))
def test_a_second_time_changes_nothing(text: str) -> None:
    """Nothing stands directly after itself any more."""
    once, _asked = repair(find_seams, text)
    assert repair(find_seams, once)[0] == once
