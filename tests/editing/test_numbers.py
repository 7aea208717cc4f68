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

from duizhao.editing.numbers import FILTERS, choose_edition, find_locale, format_day, format_large, parse_number
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
