"""Page numbers, running heads and lines that stand on two pages are found."""

from __future__ import annotations

import pytest
from repairs import repair

from duizhao.importing.blocks.line_kinds import read_lines
from duizhao.importing.blocks.page_breaks import find_page_furniture, find_page_numbers, find_repeated_lines

TEXT = [f"第{one}行的文字写在这里，很好。" for one in "一二三四五六七八"]
FURNITURE = {
    "a page number": ([*TEXT, "— 3 —", *TEXT], {8}),
    "bare numbers that count on": ([*TEXT, "3", *TEXT, "4", *TEXT], {8, 17}),
    "bare numbers that do not": ([*TEXT, "3", *TEXT, "7", *TEXT], set()),
    "bare numbers too near": (["1", "好", "2", "好", "3"], set()),
    "one bare number": ([*TEXT, "3", *TEXT], set()),
    "a running head": ([*TEXT, "— 3 —", "县志", *TEXT, "— 4 —", "县志", *TEXT], {8, 9, 18, 19}),
    "a line on both sides of a number": ([*TEXT, "县志", "— 3 —", "县志", *TEXT], {9}),
    "the head of a newspaper's page": ([*TEXT, "第03版：要闻 2025年3月5日 星期三", *TEXT], {8}),
    "the head of the first page": (["第01版：要闻 2025年3月5日 星期三", *TEXT], set()),
    "a page number between dots": ([*TEXT, "·3·", *TEXT], {8}),
    "the head of a page in parts": (
        [*TEXT, "6  区 域 新 闻      南方晨报      2024年3月7日  星期四", *TEXT, "7  区 域 新 闻", "7  区域", *TEXT],
        {8, 17},
    ),
    "nothing": ([], set()),
}
REPEATED = {
    "one line": ([*TEXT[:4], TEXT[3], *TEXT[4:]], [4], {4}),
    "three lines": ([*TEXT[:4], *TEXT[1:]], [4], {4, 5, 6}),
    "no line": (TEXT, [4], set()),
    "a short line": (["好。", "好。"], [1], set()),
    "elsewhere": ([*TEXT[:4], TEXT[3], *TEXT[4:]], [5], set()),
}
IN_LINES = {
    "between sentences": ("路修好了。 — 3 — 村民很满意。", "路修好了。 村民很满意。"),
    "within a sentence": ("大家讨论怎样 第3页 共8页 修路。", "大家讨论怎样 修路。"),
    "counting on": ("路修好了。 —3— 村民很满意。 —4— 大家都来了。", "路修好了。 村民很满意。 大家都来了。"),
    "not counting on": ("路修好了。 —3— 村民很满意。 —7— 大家都来了。", None),
    "arithmetic": ("计算 5 - 3 - 2 等于零。", None),
    "a reference": ("见 第3页 的表。在第3页有表。", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("lines", "expected"), FURNITURE.values(), ids=FURNITURE)
def test_what_stands_between_pages_is_found(lines: list[str], expected: set[int]) -> None:
    """A number alone is one of a page only if others count on."""
    assert find_page_furniture(read_lines("\n".join(lines))) == expected


@pytest.mark.parametrize(("text", "expected"), IN_LINES.values(), ids=IN_LINES)
def test_page_numbers_in_a_line_are_dropped(text: str, expected: str | None) -> None:
    """The blank before a number stays: it may be the end of a paragraph."""
    assert repair(find_page_numbers, text) == (text if expected is None else expected, [])


@pytest.mark.parametrize(("lines", "starts", "expected"), REPEATED.values(), ids=REPEATED)
def test_lines_on_two_pages_are_found(lines: list[str], starts: list[int], expected: set[int]) -> None:
    """They are the first ones of the next page."""
    assert find_repeated_lines(read_lines("\n".join(lines)), starts) == expected
