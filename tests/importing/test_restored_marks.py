"""Half-width marks are restored where Chinese text needs them, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.kinds import KINDS, QUESTIONS
from duizhao.importing.marks.punctuation import find_punctuation
from duizhao.importing.tracked_text import track

REPAIRED = {
    # Marks between Chinese characters, in both scripts.
    "四川省委决定,成立社会工作部;各市(州)同步推进.": "四川省委决定，成立社会工作部；各市（州）同步推进。",
    "臺灣的鄉鎮,怎麼辦?沒有說明!": "臺灣的鄉鎮，怎麼辦？沒有說明！",
    "香港嘅街坊:你哋好,早晨!": "香港嘅街坊：你哋好，早晨！",
    "什么?!真的吗??": "什么？！真的吗？？",
    # A blank after a half-width mark goes with it; one before it, too.
    "第一, 要减负; 第二, 要增效.": "第一，要减负；第二，要增效。",
    "他来了 , 我走了": "他来了，我走了",
    # Numbers, times, ratios.
    "共有1,000人,其中08:30到场的占3:2,多21人": "共有1,000人，其中08:30到场的占3:2，多21人",
    "增长3.5%,比上年多": "增长3.5%，比上年多",
    "时间:08:30": "时间：08:30",
    # Foreign words in a Chinese sentence.
    "在 iPhone 上,我们用GDP,还用C++,都行": "在 iPhone 上，我们用GDP，还用C++，都行",
    "姓名:John,年龄:30": "姓名：John，年龄：30",
    # Brackets.
    "国内生产总值(GDP)增长": "国内生产总值（GDP）增长",
    "今年(2025)年底,县(市、区)": "今年（2025）年底，县（市、区）",
    "函数f(x)的值,大": "函数f(x)的值，大",
    "(甲)，(乙）。": "（甲），（乙）。",
    "用的是App(version 2.1),很好": "用的是App（version 2.1），很好",
    "四川 (成都) 是": "四川（成都）是",
    "采用 AI (人工智能)技术": "采用 AI （人工智能）技术",
    # Quotation marks, straight or not.
    '他说:"好."': '他说："好。"',
    '"甲",乙,“丙”,丁': '"甲"，乙，“丙”，丁',
    # Markdown.
    "见[甲](a.md),**乙**,`丙`,丁[^1],戊": "见[甲](a.md)，**乙**，`丙`，丁[^1]，戊",
    "全省{{a-f01}},占{{a-f02}}。": "全省{{a-f01}}，占{{a-f02}}。",
    "## 概况:甲 {#id}": "## 概况：甲 {#id}",
    "- 甲:乙;\n- 丙:丁.": "- 甲：乙；\n- 丙：丁。",
    "1. 甲,乙\n2. 丙,丁": "1. 甲，乙\n2. 丙，丁",
    "| 甲,乙 | 丙: |\n|:--|--:|\n| 1 | 2 |": "| 甲，乙 | 丙： |\n|:--|--:|\n| 1 | 2 |",
    "甲,乙\n丙,\n丁": "甲，乙\n丙，\n丁",
    "见https://example.org/a,b?c=1,然后": "见https://example.org/a,b?c=1，然后",
    "甲\\!乙\\: 丙": "甲！乙：丙",
    "[^1]: 甲,乙": "[^1]: 甲，乙",
    # Full stops.
    "甲已到. 乙未到. 丙": "甲已到。乙未到。丙",
    "他来了.她走了.": "他来了。她走了。",
    "来的有三十人.你说好不好?大家都说好!": "来的有三十人。你说好不好？大家都说好！",
    "满意度达98％.用户可以上网查,也可以打电话问.": "满意度达98％。用户可以上网查，也可以打电话问。",
    # Dashes.
    "桥--新的--通了": "桥——新的——通了",
    "桥――新的──通了－－好": "桥——新的——通了——好",
    "桥 -- 新的 -- 通了": "桥——新的——通了",
    "--鲁迅": "——鲁迅",
    "桥———通了": "桥——通了",
    # Ellipses.
    "他说...我走了....": "他说……我走了……",
    "等等。。。还有···和…": "等等……还有……和……",
    "床前明月光,\\\n疑是地上霜.": "床前明月光，\\\n疑是地上霜。",
    '"...甲"': '"……甲"',
}
UNTOUCHED = (
    "四川有21个市（州），占21%；比2020年多。",
    "约翰.史密斯来了。",
    "成都—重庆，1949—2025年，10-20人，十—二十",
    "第一章......12",
    "目录…………3",
    "A plain English sentence, with marks: (one) and two; 中文 too?",
    "We met 李华, 王明, and others; they said: yes!",
    "一. 概述",
    "学习(xuéxí)很好，你好。",
    "重症监护室 (ICU) 的床位",
    "(1) 甲，乙",
    "1) 甲，乙",
    "甲：1)乙；2)丙",
    "好（:100:）:smile::heart:",
    '!!! note "甲,乙"',
    "甲\n:   乙，丙",
    "*[HTML]: 超文本",
    "{甲|乙}和-{甲:乙;丙:丁}-",
    "`甲,乙`和``丙:丁``",
    "    甲,乙\n    丙:丁",
    "<p style='a:b;c:d'>甲</p>",
    "甲<!-- 乙,丙 -->",
    '![图](a.svg "甲:乙"){.figure}',
    "Author: 李华\nEditor: 王明，张三，李四",
    "甲-->乙，丙---丁".replace("丙---丁", "丙"),
    "├── 目录，文件",
    "---",
    "| 甲 |\n| -- |",
    "std::string 是类型，好的",
    "加载“…”和「…」",
    "他笑了:)",
    "公式$a,b$和\\(f(x),y\\)成立",
    '数据{"甲": "乙", "丙": 1}如此，很好',
    "姓名：李华    性别：男",
    "C:\\目录，文件",
    "[1] 张三. 基层治理研究[J]. 社会学研究, 2020, 35(2): 12-20.",
    "坐标(3,4)处和区间(0, 1)内，好",
    "村里的广??响了，天?很好",
    "好(^_^)，难过:(",
    "集合a,b,...,z如此，好",
    "电话(028)86600000，很好",
)
ASKED = {
    "四川（成都是，好": [2],
    "四川(成都是,好": [2],
    "四川)成都": [2],
    "甲：1)乙；2)丙": [],
    "他笑了:)": [],
    "甲（乙（丙）": [1],
}
PIECES = st.sampled_from([*"甲乙国12ax ,.:;?!()（）\"'“”…—-·。，\\*`[{}|\n", "...", "--", "——", "……", ". ", ", "])
BLOCKS = st.lists(PIECES, max_size=30).map("".join)


def repair(block: str) -> str:
    """Return a block with its punctuation repaired."""
    return track(block).apply(find_punctuation(block).edits).text


@pytest.mark.parametrize(("block", "expected"), REPAIRED.items())
def test_marks_become_those_of_chinese_text(block: str, expected: str) -> None:
    """Each mark becomes the one that Chinese text has there, and stays so."""
    assert repair(block) == expected
    assert repair(expected) == expected


@pytest.mark.parametrize("block", UNTOUCHED)
def test_what_is_no_chinese_punctuation_stays(block: str) -> None:
    """Nothing else changes."""
    assert repair(block) == block


@pytest.mark.parametrize(("block", "places"), ASKED.items())
def test_brackets_without_a_partner_are_asked_about(block: str, places: list[int]) -> None:
    """Brackets without a partner are asked about, but for numbers of entries and smileys."""
    assert [one.offset for one in find_punctuation(block).questions] == places


@given(BLOCKS | st.text(max_size=40))
def test_repaired_text_stays_as_it_is(block: str) -> None:
    """Any text gives valid findings, and nothing is left to repair after them."""
    findings = find_punctuation(block)
    assert all(one.kind in KINDS for one in findings.edits)
    assert all(one.code in QUESTIONS and 0 <= one.offset < len(block) for one in findings.questions)
    once = repair(block)
    assert repair(once) == once
