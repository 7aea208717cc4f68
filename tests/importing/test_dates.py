"""Days are read however Chinese texts write them, and only if a calendar has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.parts.dates import find_day, is_day, read_month_day

DAYS = [
    ("2025-11-19", "2025-11-19"),
    ("2025/1/9 08:30", "2025-01-09"),
    ("2025.11.19", "2025-11-19"),
    ("2025年11月19日", "2025-11-19"),
    ("2025 年 11 月 19 日", "2025-11-19"),
    ("2025年11月", "2025-11"),
    ("二〇二五年十一月十九日", "2025-11-19"),
    ("二○二五年十二月三十一日", "2025-12-31"),
    ("一九四九年十月一日", "1949-10-01"),
    ("二零二五年五月廿日", "2025-05-20"),
    ("民國114年11月19日", "2025-11-19"),
    ("民國一百一十四年十一月十九日", "2025-11-19"),
    ("民國一一四年十一月十九日", "2025-11-19"),
    ("中華民國三十八年一月", "1949-01"),
    ("2024年2月29日", "2024-02-29"),
    ("2025年2月29日", ""),
    ("2025-13-01", ""),
    ("2025年0月3日", ""),
    ("11月19日", ""),
    ("12025-11-19", ""),
    ("版本2.2025.11.19.3", ""),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read(text: str, day: str) -> None:
    """The day is found in a text, and in a line of it."""
    found = find_day(f"成都 {text}")
    assert (found.day if found else "") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年11月19日", "2025-11-19"),
        ("2025-11-19 08:30:12", "2025-11-19"),
        ("2025年11月19日（星期三）上午8:30", "2025-11-19"),
        ("二〇二五年十一月十九日", "2025-11-19"),
        ("2025年11月19日起施行", ""),
        ("四川", ""),
    ],
)
def test_a_line_that_is_a_day(text: str, day: str) -> None:
    """A line is a day only if nothing but a time stands beside it."""
    assert is_day(text) == day


def test_a_day_without_a_year_takes_the_given_one() -> None:
    """A day without a year is checked in the year that is given."""
    assert read_month_day("11月19日", 2025) == "2025-11-19"
    assert not read_month_day("2月29日", 2025)


@given(st.text(alphabet="0123456789〇一二十百廿年月日民國-/. ", max_size=24))
def test_any_text_has_a_day_or_none(text: str) -> None:
    """Whatever looks like a day is one that the calendar has, or none."""
    found = find_day(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
