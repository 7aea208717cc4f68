"""What the beginnings, ends and widths of lines tell."""

from __future__ import annotations

import pytest

from duizhao.importing.blocks.line_kinds import (
    begins_block,
    ends_clause,
    ends_sentence,
    is_byline,
    is_heading_like,
    is_page_number,
    measure,
    read_lines,
)

SENTENCE_ENDS = ["好。", "好！”", "好？」", "好…", "好……", "（好。）", "good.", "2.5%.", "好｡"]
NO_SENTENCE_ENDS = ["好", "好，", "好：", "好)", "好.", "", "“好"]
BLOCK_STARTS = [
    "一、好", "（二）好", "(三)好", "第三章 好", "第一节", "1.好", "12、好", "（3）好", "4）好", "①好", "■好", "- 好",
    "【本报讯】", "记者：好", "答：好", "張三：好", "本报讯 好", "四川日报讯", "新华社成都3月5日电",
    "本报记者 张三", "□本報記者 張三",
]  # fmt: skip
NO_BLOCK_STARTS = ["好", "2.5亿元", "一方面", "二是", "-好", "第三", "3月", "“一、”"]
PAGE_NUMBERS = ["— 3 —", "-12-", "第 3 页", "第三頁", "第3页 共8页", "Page 3 of 8", "～5～"]
NO_PAGE_NUMBERS = ["3", "第3条", "页", "Page three", "— 三 —"]
HEADINGS = ["一、网格员上门", "积分换实惠", "从“跑断腿”到“一次办”", "服务到家，群众点赞", "AI进社区"]
NO_HEADINGS = ["好", "走进村口，", "村民说：", "路修好了。", "为什么？", "Only Latin", "很" * 31]
WIDTHS = {"": 0, "abc": 3, "中文": 4, "“好”": 6, "ａ": 2, "a中": 3, "——": 4, "𠮷": 2}


@pytest.mark.parametrize(
    ("find", "yes", "no"),
    [
        (ends_sentence, SENTENCE_ENDS, NO_SENTENCE_ENDS),
        (ends_clause, ["好：", "好；", "好;", "好：”"], ["好。", "好，", ""]),
        (begins_block, BLOCK_STARTS, NO_BLOCK_STARTS),
        (
            is_byline,
            ["本报记者 张三", "記者 張三 文/圖", "文/张三", "四川日报记者 张三"],
            ["记者在现场看到，", "本报记者 张三说，好。", "张三"],
        ),
        (is_page_number, PAGE_NUMBERS, NO_PAGE_NUMBERS),
        (is_heading_like, HEADINGS, NO_HEADINGS),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_lines_are_told_apart(find: object, yes: list[str], no: list[str]) -> None:
    """Each sign is found where it is and nowhere else."""
    assert callable(find)
    assert [one for one in yes if not find(one)] == []
    assert [one for one in no if find(one)] == []


@pytest.mark.parametrize(("text", "width"), WIDTHS.items())
def test_han_characters_are_two_columns_wide(text: str, width: int) -> None:
    """So are Chinese marks."""
    assert measure(text) == width


def test_lines_are_read_with_their_places() -> None:
    """Blanks around them, empty lines before them and a backslash behind them are not part of their text."""
    lines = read_lines("\n　一行 \n\n \n二行\\\n\t三\n\\\n")
    assert [(one.text, one.start, one.end, one.indent, one.gap, one.is_kept) for one in lines] == [
        ("一行", 2, 4, 2, 0, False),
        ("二行", 9, 12, 0, 3, True),
        ("三", 14, 15, 4, 1, False),
        ("\\", 16, 17, 0, 1, False),
    ]
