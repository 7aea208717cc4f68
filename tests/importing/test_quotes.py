"""Quotation marks become pairs where that is certain, and are asked about where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.kinds import KINDS, QUESTIONS
from duizhao.importing.marks.quotes import find_quotes
from duizhao.importing.tracked_text import track

REPAIRED = {
    # Straight marks, in pairs.
    '亭子叫"说事亭"，也叫"老地方"。': "亭子叫“说事亭”，也叫“老地方”。",
    "老人们说：\"有事就来'说事亭'，没事也来坐坐。\"": "老人们说：“有事就来‘说事亭’，没事也来坐坐。”",
    "其中'小事'八十件": "其中‘小事’八十件",
    '"好，"他说，"走吧。"': "“好，”他说，“走吧。”",
    '他说："她说："好。""走了': "他说：“她说：‘好。’”走了",
    "他用＂甲＂和＇乙＇": "他用“甲”和‘乙’",
    '使用"Hello World"作为开头': "使用“Hello World”作为开头",
    '(又称"甲")和**"乙"**': "(又称“甲”)和**“乙”**",
    '见\\"甲\\"和["乙"的说法](a.md)': "见“甲”和[“乙”的说法](a.md)",
    '- "甲"：乙': "- “甲”：乙",
    '符号"—"表示没有': "符号“—”表示没有",
    # Other signs.
    "〝甲〞和〝乙〟": "“甲”和“乙”",
    "\\`\\`甲''和``乙''": "“甲”和“乙”",
    # Marks that are turned the wrong way.
    "他说：”好“。": "他说：“好”。",
    "这是”热点“问题": "这是“热点”问题",
    "这是“热点“问题": "这是“热点”问题",
    "这是”热点”问题": "这是“热点”问题",
    "他叫‘小李‘。": "他叫‘小李’。",
    '他叫“小李"。': "他叫“小李”。",
    # A quotation that goes on in the next paragraph.
    '"第一段没有完。': "“第一段没有完。",
}
CORNERS = {
    '亭子叫"說事亭"。': "亭子叫「說事亭」。",
    "老人們說：\"有事就來'說事亭'，也好。\"": "老人們說：「有事就來『說事亭』，也好。」",
    "〝甲〞和“乙”": "「甲」和“乙”",
    "他說：”好“。": "他說：“好”。",
}
UNTOUCHED = (
    "四川的“四议两公开”和‘甲’，「乙」『丙』。",
    "他说：“她说：‘好。’”",
    "I don't think 中文 is hard, he said 'yes' and \"no\".",
    "我不don't，l'eau和Xi'an、Xi’an都好",
    "身高5'10\"的人，北纬30°40'12\"以北",
    '他买了24"的显示器和"甲"'.replace('"甲"', "“甲”"),
    "the students' 中文课本很好，他们都说好",
    "`\"甲\"`和``'乙'``",
    '<a href="甲">乙</a>和<span title="丙">丁</span>',
    '!!! note "甲的说明"',
    '![图](a.svg "甲"){.figure title="乙"}',
    '我们用 the "foo" option 来设置',
    '设置name="甲"和print("你好")即可',
    '数据{"甲": "乙"}如此，["丙", "丁"]也是',
    "“一段没有完的引文。",
    '    "甲"',
)
ASKED = {
    '镇长说，要让人看得懂，"一句话说清楚。过去有十二页。': [11],
    "镇长说“要让人看得懂。": [3],
    "镇长说要让人看得懂”。": [9],
    "镇长说「要让人看得懂。": [3],
    "“一段没有完的引文。": [],
    "甲“乙「丙”丁": [3],
}
SIGNS = st.sampled_from([*"甲乙国12ax ，。：\"'“”‘’「」『』＂〝〞…—()（）\\*`\n", "''", "``", '："', '"。'])
BLOCKS = st.lists(SIGNS, max_size=30).map("".join)


def repair(block: str, *, corners: bool = False) -> str:
    """Return a block with its quotation marks repaired."""
    return track(block).apply(find_quotes(block, corners).edits).text


@pytest.mark.parametrize(("block", "expected"), REPAIRED.items())
def test_marks_become_pairs(block: str, expected: str) -> None:
    """Marks become pairs without a question, and stay so."""
    assert repair(block) == expected
    assert repair(expected) == expected
    assert not find_quotes(block).questions


@pytest.mark.parametrize(("block", "expected"), CORNERS.items())
def test_texts_with_corner_brackets_get_these(block: str, expected: str) -> None:
    """Straight marks become the corner brackets that the text has; curly ones stay."""
    assert repair(block, corners=True) == expected
    assert repair(expected, corners=True) == expected


def test_a_block_with_corner_brackets_has_them_throughout() -> None:
    """The marks of a block tell its style."""
    assert repair('「甲」和"乙"') == "「甲」和「乙」"


@pytest.mark.parametrize("block", UNTOUCHED)
def test_what_is_no_chinese_quotation_stays(block: str) -> None:
    """Nothing else changes, and nothing is asked."""
    assert repair(block) == block
    assert not find_quotes(block).questions


@pytest.mark.parametrize(("block", "places"), ASKED.items())
def test_marks_without_a_partner_are_asked_about(block: str, places: list[int]) -> None:
    """Marks without a partner stay and are asked about."""
    findings = find_quotes(block)
    assert [one.offset for one in findings.questions] == places
    assert not findings.edits


def test_next_to_a_lost_mark_only_certain_pairs_are_made() -> None:
    """Pairs that depend on how the others are paired are asked about."""
    block = '甲说："乙"。丙"丁"戊"己'
    findings = find_quotes(block)
    assert repair(block) == '甲说：“乙”。丙"丁"戊"己'
    assert [one.offset for one in findings.questions] == [8, 12]


@given(block=BLOCKS | st.text(max_size=40), corners=st.booleans())
def test_repaired_text_stays_as_it_is(block: str, *, corners: bool) -> None:
    """Any text gives valid findings, and nothing is left to repair after them."""
    findings = find_quotes(block, corners)
    assert all(one.kind in KINDS for one in findings.edits)
    assert all(one.code in QUESTIONS and 0 <= one.offset < len(block) for one in findings.questions)
    once = repair(block, corners=corners)
    assert repair(once, corners=corners) == once
