"""Numbers are written as Word writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.reading.word_numbers import WRITERS, Level, Numbers, Outline, add_blank, write_number

WRITTEN = [
    (1, "chineseCounting", "一"),
    (21, "chineseCounting", "二十一"),
    (103, "taiwaneseCounting", "一〇三"),
    (10, "chineseCountingThousand", "十"),
    (12, "taiwaneseCountingThousand", "十二"),
    (20, "chineseCountingThousand", "二十"),
    (103, "chineseCountingThousand", "一百零三"),
    (110, "chineseCountingThousand", "一百一十"),
    (1000, "chineseCountingThousand", "一千"),
    (1002, "chineseCountingThousand", "一千零二"),
    (10_000, "chineseCountingThousand", "10000"),
    (105, "ideographDigital", "一〇五"),
    (11, "chineseLegalSimplified", "壹拾壹"),
    (23, "ideographLegalTraditional", "貳拾參"),
    (3, "ideographTraditional", "丙"),
    (11, "ideographTraditional", "11"),
    (12, "ideographZodiac", "亥"),
    (2, "decimalEnclosedCircleChinese", "②"),
    (28, "lowerLetter", "bb"),
    (3, "upperLetter", "C"),
    (1994, "upperRoman", "MCMXCIV"),
    (7, "decimalZero", "07"),
    (0, "lowerRoman", "0"),
    (5, "unheardOf", "5"),
]


@pytest.mark.parametrize(("number", "kind", "written"), WRITTEN)
def test_numbers_are_written_by_their_kind(number: int, kind: str, written: str) -> None:
    """A number is written in the signs of its kind, or in digits."""
    assert write_number(number, kind) == written


@given(st.integers(), st.sampled_from(sorted(WRITERS)))
def test_any_number_is_written(number: int, kind: str) -> None:
    """No number and no kind is refused."""
    assert write_number(number, kind)


def test_levels_begin_anew_below_the_next_upper_one() -> None:
    """A lower level counts from its start again; digits stand for upper numbers where that is asked for."""
    levels = [
        Level("chineseCounting", "第%1章"),
        Level("decimal", "%1.%2"),
        Level("decimal", "%1.%2.%3", start=5, is_decimal=True),
    ]
    numbers = Numbers({"1": Outline(levels)})
    assert [numbers.count("1", depth) for depth in (0, 1, 1, 2, 2, 0, 1, 2)] == [
        *("第一章", "一.1", "一.2", "1.2.5", "1.2.6", "第二章", "二.1", "2.1.5")
    ]


def test_upper_levels_that_were_left_out_count_as_begun() -> None:
    """A list may begin on a lower level."""
    numbers = Numbers({"1": Outline([Level("decimal", "%1."), Level("decimal", "%1.%2")])})
    assert [numbers.count("1", depth) for depth in (1, 0)] == ["1.1", "2."]


@pytest.mark.parametrize(
    ("label", "parted"), [("第一条", "第一条　"), ("一、", "一、"), ("1.1", "1.1 "), ("（一）", "（一）"), ("", "")]
)
def test_numbers_are_parted_from_the_text(label: str, parted: str) -> None:
    """A blank parts a number from the text, unless its last sign is a wide one."""
    assert add_blank(label) == parted
