"""Tests of localised numbers and dates, from data."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from duizhao.editing.numbers import (
    FILTERS,
    Number,
    choose_edition,
    find_locale,
    find_scale,
    format_day,
    format_large,
    format_scaled,
    parse_number,
)
from duizhao.editions import LOCALES

DATA = yaml.safe_load(Path(__file__).with_suffix("").with_name("numbers.yml").read_text("utf-8"))
EDITIONS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "en")
WRITTEN = [
    pytest.param(name, row["value"], code, {"decimals": row["decimals"]} if "decimals" in row else {}, text)
    for name in FILTERS
    for row in DATA[name]
    for code, text in row.items()
    if code not in ("value", "decimals")
]
READ = [
    pytest.param(row["value"], code, text)
    for row in DATA["parse"]
    for code, texts in row.items()
    if code != "value"
    for text in texts
]


@pytest.mark.parametrize(("name", "value", "code", "options", "expected"), WRITTEN)
def test_a_value_is_written_as_the_edition_writes_it(
    name: str, value: Any, code: str, options: dict[str, int], expected: str
) -> None:
    """Each filter returns the text of its row, for the edition's code and for its locale."""
    assert FILTERS[name](value, code, **options) == expected
    assert FILTERS[name](value, code.replace("-", "_"), **options) == expected


@pytest.mark.parametrize(("expected", "code", "text"), READ)
def test_a_number_is_read_with_its_unit(expected: float, code: str, text: str) -> None:
    """Units, separators, full-width characters and both scripts are understood."""
    assert parse_number(text, code) == Decimal(str(expected))


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in DATA["wrong"].items() for text in texts])
def test_what_is_no_number_is_refused_with_an_example(code: str, text: str) -> None:
    """The message contains the expected format and the text."""
    with pytest.raises(ValueError, match="expected a number such as") as caught:
        parse_number(text, code)

    assert f"found {text!r}" in str(caught.value)


@pytest.mark.parametrize("case", DATA["choose"])
def test_a_reader_is_served_by_script_then_region(case: dict[str, Any]) -> None:
    """Language tags are matched by their script, which plain negotiation ignores."""
    assert choose_edition(case["wanted"], case.get("editions", EDITIONS)) == case["chosen"]


def test_an_unknown_tag_is_refused() -> None:
    """A tag without locale data raises an error that contains it."""
    with pytest.raises(ValueError, match="found 'xx-QQ'"):
        find_locale("xx-QQ")


@pytest.mark.parametrize(("values", "code", "written"), [
    ([135700, 46400], "zh-Hans", ["13.57万", "4.64万"]),
    ([135700, 46400], "en", ["135,700", "46,400"]),
    ([22948, 7465], "zh-Hant-TW", ["22948", "7465"]),
    ([22948, 7465], "en", ["22,948", "7,465"]),
    ([1234567890, 300000000], "zh-Hant-TW", ["123456.789萬", "30000萬"]),
    ([1234567890, 300000000], "en", ["1,234,567,890", "300,000,000"]),
    ([15240000, -3000000, 0], "en", ["15.24 million", "-3 million", "0"]),
    ([15240000, 300000], "de", ["15,24 Millionen", "0,3 Millionen"]),
    ([3 * 10**12], "zh-Hant-HK", ["3萬億"]),
    ([10000, 3], "zh-Hans", ["10000", "3"]),
    ([2.5, Decimal("0.125")], "zh-Hans", ["2.5", "0.125"]),
    ([], "en", []),
])  # fmt: skip
def test_numbers_side_by_side_have_one_scale(values: list[Number], code: str, written: list[str]) -> None:
    """The largest unit that states all numbers exactly with few decimals is used for all of them."""
    scale = find_scale(values, code)
    assert [format_scaled(value, code, scale) for value in values] == written


@given(st.lists(st.integers(-(10**14), 10**14), min_size=1), st.sampled_from([*EDITIONS, "ja", "de"]))
def test_numbers_on_one_scale_lose_nothing(values: list[int], code: str) -> None:
    """Numbers written on one scale are parsed as the same numbers."""
    scale = find_scale(values, code)
    assert [parse_number(format_scaled(value, code, scale), code) for value in values] == values


@given(st.integers(-(10**14), 10**14), st.sampled_from([*EDITIONS, "ja", "de"]))
def test_what_is_written_can_be_read(value: int, code: str) -> None:
    """A large number written with all its decimals is parsed as the same number."""
    assert parse_number(format_large(value, code, decimals=12), code) == value


@pytest.mark.parametrize("locale", [*LOCALES.values(), "fr", "en_GB"])
def test_days_are_written_as_babel_writes_them(locale: str) -> None:
    """The forms of the languages that most sites have agree with CLDR's, all through a leap year and in other times."""
    days = [date(2024, 1, 1) + timedelta(number) for number in range(366)]
    for day in (*days, date(987, 3, 4), date(1949, 10, 1)):
        assert format_day(day, locale) == format_date(day, "long", locale=find_locale(locale))
