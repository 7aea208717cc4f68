"""Days as Chinese texts write them: in digits, in numerals, in years of the Republic."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

DIGITS = "〇零○Ｏ0一二三四五六七八九"
YEAR = r"(?:19|20)\d\d"
NUMERAL = "[一二三四五六七八九十廿卅]{1,4}"
LONG_NUMERAL = "[一二三四五六七八九十百零〇廿卅]{1,7}"
DAY_END = "[日号號]"
DAY = re.compile(
    rf"(?<![\d.])(?P<year>{YEAR})(?:(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?![\d.]\d|\d)"
    rf"|[^\S\n]?年[^\S\n]?(?P<month2>\d{{1,2}})[^\S\n]?月(?:[^\S\n]?(?P<day2>\d{{1,2}})[^\S\n]?{DAY_END})?)"
    rf"|(?P<han_year>[一二][{DIGITS}]{{3}})年(?P<han_month>{NUMERAL})月(?:(?P<han_day>{NUMERAL}){DAY_END})?"
    rf"|民[國国][^\S\n]?(?P<republic>\d{{1,3}}|{LONG_NUMERAL}|[一二][{DIGITS}]{{2}})[^\S\n]?年[^\S\n]?"
    rf"(?P<month3>\d{{1,2}}|{NUMERAL})[^\S\n]?月(?:[^\S\n]?(?P<day3>\d{{1,2}}|{NUMERAL})[^\S\n]?{DAY_END})?"
)
"""A day with its year, or a month with its year."""
MONTH_DAY = re.compile(rf"(?<![\d年])(\d{{1,2}})[^\S\n]?月[^\S\n]?(\d{{1,2}})[^\S\n]?{DAY_END}")
"""A day without its year."""
TIME = re.compile(
    r"(?:[上下中]午|[早晚]上|[AaPp][Mm])?[^\S\n]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[^\S\n]?[AaPp][Mm])?(?![\d:：])"
    r"|[上下中]午[^\S\n]?\d{1,2}[时時點点](?:\d{1,2}分)?"
)
WEEKDAY = re.compile(r"[（(]?(?:星期|周|週|禮拜|礼拜)[一二三四五六日天][）)]?")
FIRST_OF_REPUBLIC = 1911


class FoundDay(NamedTuple):
    """A day that a text names."""

    start: int
    """The offset of its first character."""
    end: int
    """The offset after its last one."""
    day: str
    """The day as YYYY-MM-DD, or the month as YYYY-MM."""


def find_day(text: str, start: int = 0) -> FoundDay | None:
    """Return the first day of a text that the calendar has, with its year; None if there is none."""
    for found in DAY.finditer(text, start):
        day = _read_day(found)
        if day:
            return FoundDay(found.start(), found.end(), day)
    return None


def match_day(text: str, start: int = 0) -> FoundDay | None:
    """Return the day that stands at an offset of a text; None if there is none."""
    found = DAY.match(text, start)
    day = _read_day(found) if found else ""
    return FoundDay(start, found.end(), day) if found and day else None


def is_day(text: str) -> str:
    """Return the day that a text is, with or without a time and a day of the week; empty if it is anything else."""
    found = match_day(text)
    if found is None:
        return ""
    rest = TIME.sub("", WEEKDAY.sub("", text[found.end : found.end + 40], count=1), count=1) + text[found.end + 40 :]
    return "" if rest.strip() else found.day


def read_month_day(text: str, year: int) -> str:
    """Return the first day of a text without a year as YYYY-MM-DD of the given year; empty if there is none."""
    found = MONTH_DAY.search(text)
    return _write(year, int(found[1]), int(found[2])) if found else ""


def _read_day(found: re.Match[str]) -> str:
    """Return the day or month that was matched; empty if no calendar has it."""
    part = found.groupdict()
    month = _read_number(part["month"] or part["month2"] or part["han_month"] or part["month3"])
    day_text = part["day"] or part["day2"] or part["han_day"] or part["day3"]
    if part["year"]:
        year = int(part["year"])
    elif part["han_year"]:
        year = _read_digits(part["han_year"])
    else:
        republic = part["republic"]
        is_digits = not republic.isdecimal() and len(republic) > 1 and not re.search("[十百廿卅]", republic)
        year = FIRST_OF_REPUBLIC + (_read_digits(republic) if is_digits else _read_number(republic))
    return _write(year, month, _read_number(day_text) if day_text else None)


def _write(year: int, month: int, day: int | None) -> str:
    """Write a day or month; empty if no calendar has it."""
    try:
        return date(year, month, day or 1).isoformat()[: 7 if day is None else 10] if day != 0 else ""
    except ValueError:
        return ""


def _read_digits(numeral: str) -> int:
    """Return the number of a numeral that is written digit by digit."""
    values = {**dict.fromkeys("〇零○Ｏ0", 0), **{sign: at for at, sign in enumerate("一二三四五六七八九", 1)}}
    number = 0
    for sign in numeral:
        number = number * 10 + values[sign]
    return number


def _read_number(numeral: str) -> int:
    """Return a number up to 999 that is written in digits or in words; 0 if it is none."""
    if numeral.isdecimal():
        return int(numeral)
    number, digit = 0, 0
    for sign in numeral.replace("廿", "二十").replace("卅", "三十"):
        if sign in "百十":
            number += (digit or 1) * (100 if sign == "百" else 10)
            digit = 0
        elif digit:
            return 0
        else:
            digit = _read_digits(sign)
    return number + digit
