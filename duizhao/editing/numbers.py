"""Numbers and dates as an edition writes them: 1524万, 1524萬, 15.24 million.

Formatting is Babel's, with CLDR data, or agrees with it; this module fills the gaps that these have for Chinese:

- Chinese has no long form of large numbers: the short one is used.
- Hong Kong's short form is 15M: that of Traditional Chinese is used, with 萬億 for 兆, which is ambiguous there.
- 99 999 999 becomes 10000万: a number that rounds up to the next unit is written in that unit.
- Percentages are whole: as many decimals are written as requested.
- zh-TW is not matched with zh_Hant: languages are compared by their scripts.
- `parse_decimal` does not accept 1524万: units are parsed, too.

Formatting functions take the edition's code or locale after the value, as filters do: `{{ value | large(locale) }}`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.dates import format_date, format_skeleton
from babel.numbers import (
    NumberFormatError,
    format_compact_decimal,
    format_decimal,
    format_percent,
    get_group_symbol,
    parse_decimal,
)

from duizhao.editions import LOCALES, is_chinese

Number = int | float | Decimal

Style = Literal["long", "short"]
LONG: Style = "long"
SHORT: Style = "short"
LONG_FROM, SHORT_FROM = 10**6, 10**4
"""The least numbers that are written with a unit: "12.3 thousand" is not English, 1.23万 is Chinese."""
EXACT_DECIMALS = 2
"""The maximum number of decimals before a unit in an exact number: 13.57万, but 135721."""
LONG_DIGITS, LONG_DECIMALS = 10**8, 4
"""From this number on, Chinese allows more decimals: 123456.789万 is read sooner than 1234567890."""
PLURALS = ("zero", "one", "two", "few", "many", "other")
"""CLDR's plural categories in its order: https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules"""
HONG_KONG = ("HK", "MO")
TRILLION = ("兆", "萬億")
CHINESE_UNITS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "千": 1000, "百": 100}
"""Units of either script, which may follow each other: 万亿 is 10**12."""
DECIMALS = "." + "#" * 15
"""The part of a pattern that writes as many decimals as a number has."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
CHINESE_LOCALES = frozenset(locale for code, locale in LOCALES.items() if is_chinese(code))
"""The locales of the scripts. Their dates and those of English are formatted without Babel: it loads all it knows about
a locale, which takes longer than rendering the page of an article, and many pages print nothing else of it."""
SHARES = {"%": Decimal("0.01"), "‰": Decimal("0.001")}


@lru_cache
def find_locale(code: str) -> Locale:
    """Return the locale of a language tag, with the script that its region implies: zh-TW is zh_Hant_TW.

    Args:
        code: An edition's code or locale, such as `zh-Hant-TW` or `zh_Hant_TW`.

    Raises:
        ValueError: CLDR has no such locale.
    """
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError) as error:
        message = f"expected a language tag that CLDR knows, such as zh-Hant-TW; found {code!r}"
        raise ValueError(message) from error


def choose_edition(wanted: Sequence[str], editions: Sequence[str]) -> str | None:
    """Choose the edition that suits a reader best.

    Args:
        wanted: The reader's language tags, the preferred one first: `zh-HK`, `en`; unknown ones are skipped.
        editions: The codes of the available editions.

    Returns:
        For the first wanted language that has an edition: the one with its script, and with its region's forms if there
        are such; the other script before another language. None if no wanted language has an edition.
    """
    for code in wanted:
        language, script, region = _split_tag(code)
        found = [edition for edition in editions if language and _split_tag(edition)[0] == language]
        if found:
            tags = {edition: _split_tag(edition) for edition in found}
            return max(found, key=lambda edition: (tags[edition][1] == script, tags[edition][2] == region))
    return None


def format_number(value: Number, code: str, decimals: int = 3) -> str:
    """Format a number in full, with the separators of the edition and at most `decimals` decimals."""
    locale = find_locale(code)
    pattern: str = locale.decimal_formats[None].pattern.split(".")[0] + (DECIMALS[: decimals + 1] if decimals else "")
    return str(format_decimal(_round(value, decimals), pattern, locale=locale))


def format_large(value: Number, code: str, decimals: int = 2) -> str:
    """Format a number with the unit that the edition's readers count in: 1.5亿, 150 million.

    Args:
        value: The number; a small one is written in full, a large one without its fractional part.
        code: The edition's code or locale.
        decimals: The maximum number of decimals before the unit.
    """
    locale = _find_compact_locale(find_locale(code))
    style, least = _choose_style(locale)
    number = _round(value, decimals)
    if abs(number) < least:
        return format_number(number, code, decimals)
    unit = _find_unit(number, locale, style)
    # A whole number, since Babel treats 1.00 as plural: 1 Millionen.
    rounded = int(_round(number / unit, decimals) * unit)
    text = format_compact_decimal(rounded, format_type=style, locale=locale, fraction_digits=decimals)
    return text.replace(*TRILLION) if find_locale(code).territory in HONG_KONG else text


def format_exact(value: Number, code: str) -> str:
    """Format a number without rounding it: 1524万, 135,700, 22948.

    The unit that readers count in is used if at most two decimals state the number exactly. Otherwise all digits are
    written, in Chinese without separators.

    Args:
        value: The number.
        code: The edition's code or locale.
    """
    locale = _find_compact_locale(find_locale(code))
    style, least = _choose_style(locale)
    number = _make_decimal(value)
    if abs(number) >= least and number * 10**EXACT_DECIMALS % _find_unit(number, locale, style) == 0:
        return format_large(number, code, EXACT_DECIMALS)
    text = format_number(number, code, _count_decimals(number))
    return text.replace(get_group_symbol(locale), "") if locale.language == "zh" else text


def find_scale(values: Sequence[Number], code: str) -> int:
    """Return the unit in which all of some numbers are written alike: 10000 for 135700 and 46400, in Chinese.

    Args:
        values: The numbers.
        code: The edition's code or locale.

    Returns:
        The largest unit that readers count in, is not larger than the largest number, and states each number exactly
        with few decimals; 1 if there is none.
    """
    locale = _find_compact_locale(find_locale(code))
    style, least = _choose_style(locale)
    numbers = [abs(_make_decimal(value)) for value in values]
    largest = max(numbers, default=Decimal(0))
    units = {unit for first, unit, _word in _list_patterns(locale, style) if least <= first <= largest}
    decimals = LONG_DECIMALS if largest >= LONG_DIGITS and locale.language == "zh" else EXACT_DECIMALS
    exact = (unit for unit in units if all(number * 10**decimals % unit == 0 for number in numbers))
    return max(exact, default=1)


def format_scaled(value: Number, code: str, scale: int) -> str:
    """Format a number without rounding it, in a unit that `find_scale` has found: 13.57万, 0.3 million.

    Args:
        value: The number.
        code: The edition's code or locale.
        scale: The unit; 1 for all digits, in Chinese without separators.
    """
    locale = _find_compact_locale(find_locale(code))
    style, _least = _choose_style(locale)
    number = _make_decimal(value) / scale
    text = format_number(number, code, _count_decimals(number))
    if locale.language == "zh":
        text = text.replace(get_group_symbol(locale), "")
    if scale == 1 or not number:
        return text
    forms = locale.compact_decimal_formats[style]
    patterns = forms.get(locale.plural_form(number)) or forms["other"]
    pattern = next(
        one.pattern for least, one in patterns.items() if int(least) // 10 ** (one.pattern.count("0") - 1) == scale
    )
    text = re.sub("0+", text, pattern.replace("'", ""))
    return text.replace(*TRILLION) if find_locale(code).territory in HONG_KONG else text


def find_plural(value: Number, code: str) -> int:
    """Return the index of a number's plural category in the language, in CLDR's order: 0 for one, 1 for more."""
    rule = find_locale(code).plural_form
    return [name for name in PLURALS if name in rule.tags or name == "other"].index(rule(_make_decimal(value)))


def format_share(share: Number, code: str, decimals: int = 1) -> str:
    """Format a share from 0 to 1 in per cent with at most `decimals` decimals: 0.0532 is 5.3%."""
    locale = find_locale(code)
    number = _round(_make_decimal(share) * 100, decimals) / 100
    pattern = locale.percent_formats[None].pattern.replace("#0", f"#0{DECIMALS}")
    return format_percent(number, pattern, locale=locale)


@lru_cache(maxsize=4096)
def format_day(day: date, code: str) -> str:
    """Format a date: 2025年11月19日, 19 November 2025."""
    if code in CHINESE_LOCALES:
        return f"{day.year}年{day.month}月{day.day}日"
    if code in ("en", LOCALES["en"]):
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return format_date(day, "long", locale=find_locale(code))


def format_month(month: date, code: str) -> str:
    """Format the month of a date: 2025年11月, November 2025."""
    return format_skeleton("yMMMM", month, locale=find_locale(code))


def parse_number(text: str, code: str) -> Decimal:
    """Parse a number as the edition writes it, with its unit or sign: 1524万, 15.24 million, 5.3%.

    Full-width characters and Chinese units of either script are accepted.

    Raises:
        ValueError: The text is not a number.
    """
    locale = find_locale(code)
    rest = unicodedata.normalize("NFKC", text).strip()
    factor = Decimal(1)
    units = dict(_list_units(locale))
    while unit := next((one for one in units if rest.endswith(one)), None):
        factor *= units[unit]
        rest = rest.removesuffix(unit).rstrip()
    try:
        return parse_decimal(rest, locale=locale, strict=True) * factor
    except NumberFormatError as error:
        message = f"expected a number such as {format_large(15_240_000, code)}, found {text!r}"
        raise ValueError(message) from error


FILTERS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "number": format_number,
        "large": format_large,
        "exact": format_exact,
        "share": format_share,
        "day": format_day,
        "month": format_month,
    }
)
"""The functions for templates, by filter name."""


def _make_decimal(value: Number) -> Decimal:
    """Return a number as it is written in decimals: the float 0.0525 is 0.0525 exactly."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _round(value: Number, decimals: int) -> Decimal:
    """Round halves away from zero, as readers do; Babel rounds them to even numbers."""
    return _make_decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _count_decimals(number: Decimal) -> int:
    """Return how many decimals a number has: with more, a long one would have more digits than decimals may have."""
    exponent = number.normalize().as_tuple().exponent
    return min(max(0, -exponent), len(DECIMALS) - 1) if isinstance(exponent, int) else 0


def _split_tag(code: str) -> tuple[str, str, str]:
    """Return language, script and region of a tag, with the likely script if it has none; empty if it is unknown."""
    try:
        locale = find_locale(code)
    except ValueError:
        return "", "", ""
    likely = get_global("likely_subtags").get(locale.language, locale.language)
    return locale.language, locale.script or parse_locale(likely)[2] or "", locale.territory or ""


def _find_compact_locale(locale: Locale) -> Locale:
    """Return the locale whose units the readers of a locale count in."""
    return Locale("zh", script="Hant") if locale.script == "Hant" and locale.territory in HONG_KONG else locale


def _choose_style(locale: Locale) -> tuple[Style, int]:
    """Return the style of large numbers, and the least number that is written in it."""
    return (LONG, LONG_FROM) if LONG in locale.compact_decimal_formats else (SHORT, SHORT_FROM)


def _find_unit(number: Decimal, locale: Locale, style: Style) -> int:
    """Return the unit that CLDR uses for a number of this size: 10**4 for 1524万."""
    return max((unit for least, unit, _word in _list_patterns(locale, style) if least <= abs(number)), default=1)


def _list_patterns(locale: Locale, style: Style) -> Iterator[tuple[int, int, str]]:
    """Yield the compact patterns of a locale: the least number for each, its unit, and its word."""
    for forms in locale.compact_decimal_formats[style].values():
        for least, pattern in forms.items():
            word = pattern.pattern.replace("'", "").replace("0", "").strip()
            if word:
                yield int(least), int(least) // 10 ** (pattern.pattern.count("0") - 1), word


def _list_units(locale: Locale) -> Iterator[tuple[str, Decimal]]:
    """Yield the words that may follow a number with their factors, the longest first."""
    compact = _find_compact_locale(locale)
    styles = (style for style in (LONG, SHORT) if style in compact.compact_decimal_formats)
    units = {word: Decimal(unit) for style in styles for _, unit, word in _list_patterns(compact, style)}
    if locale.language == "zh":
        units |= {word: Decimal(unit) for word, unit in CHINESE_UNITS.items()}
    yield from sorted({**units, **SHARES}.items(), key=lambda one: -len(one[0]))
