"""Quantities: the numbers of a text, in a form that can be compared between languages."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

YEARS = range(1500, 2101)
"""Whole numbers that are most likely years: written without commas, and often repeated or left out."""
SHOWN_DIGITS = 6
"""The maximum number of decimals in a message; numbers such as 1/3 are shown as fractions."""


class Kind(Enum):
    """What a number counts; numbers of different kinds are never equal."""

    COUNT = "count"
    SHARE = "share"
    """A part of a whole: 30 %, three tenths."""
    MONTH = "month"
    HALF = "half of the year"


class Value(NamedTuple):
    """A number and what it counts."""

    kind: Kind
    amount: Fraction

    def __str__(self) -> str:
        if self.kind is Kind.MONTH:
            return calendar.month_name[int(self.amount)]
        if self.kind is Kind.HALF:
            return "first half of the year" if self.amount == 1 else "second half of the year"
        if self.kind is Kind.SHARE:
            percent = self.amount * 100
            return f"{_show(percent)}%" if _is_decimal(percent) else _show(self.amount)
        return _show(self.amount)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, with all its possible values."""

    values: tuple[Value, ...]
    """Its possible values, the likeliest first: 两成 is 20 %, 增长两倍 is three times or grew by two."""
    firm: bool = True
    """Whether the other text must contain it too; the numbers in 一起 and "the first" may be omitted."""
    counted: bool = True
    """Whether it must occur equally often in both texts; years, months and small numbers in words may be repeated."""
    small: bool = False
    """Whether it is a small number in words, which may be omitted or repeated, but not changed to another one."""

    def __str__(self) -> str:
        return str(self.values[0])


def count(
    amount: Fraction | int | str, *others: Fraction | int, firm: bool = True, counted: bool = True, small: bool = False
) -> Quantity:
    """Make the quantity of a plain number, with its other possible values."""
    values = (Fraction(amount), *(Fraction(other) for other in others))
    repeats = values[0].denominator == 1 and int(values[0]) in YEARS
    return Quantity(tuple(Value(Kind.COUNT, value) for value in values), firm, counted and not repeats, small)


def share(amount: Fraction, *others: Fraction, firm: bool = True) -> Quantity:
    """Make the quantity of a part of a whole, with its other possible values."""
    return Quantity(tuple(Value(Kind.SHARE, value) for value in (amount, *others)), firm)


def month(number: int, *, firm: bool = True) -> Quantity:
    """Make the quantity of a month of the calendar."""
    return Quantity((Value(Kind.MONTH, Fraction(number)),), firm, counted=False)


def half_year(number: int, *, firm: bool = True) -> Quantity:
    """Make the quantity of the first or second half of a year."""
    return Quantity((Value(Kind.HALF, Fraction(number)),), firm, counted=False)


def either(*quantities: Quantity, firm: bool = True) -> Quantity:
    """Make one quantity with the possible values of all given ones."""
    values = tuple(dict.fromkeys(value for one in quantities for value in one.values))
    return Quantity(values, firm, counted=all(one.counted for one in quantities))


def find_differences(
    source: Sequence[Quantity], target: Sequence[Quantity]
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """Compare the quantities of two texts as multisets.

    Args:
        source: The quantities of the source, in the order of its text.
        target: The quantities of the translation.

    Returns:
        The firm quantities of the source that the translation lacks, and those of the
        translation that the source lacks.
    """
    left, right = list(source), list(target)
    # Match the clearest pairs first; a vague number must not take the partner of a clear one.
    for least in (3, 2, 1, 0):
        _take_pairs(left, right, least)
    lacking = [one for one in left if one.firm and not _is_repeated(one, target)]
    added = [one for one in right if one.firm and not _is_repeated(one, source)]
    changed = [one for one in left if one.small], [one for one in right if one.small]
    if all(changed):
        # "Five reports, five themes" against "six reports, five themes".
        lacking += [one for one in changed[0] if one not in lacking]
        added += [one for one in changed[1] if one not in added]
    return tuple(lacking), tuple(added)


def _take_pairs(left: list[Quantity], right: list[Quantity], least: int) -> None:
    """Remove the pairs with at least the given clearness from both lists."""
    for one in tuple(left):
        found = next((other for other in right if _clearness(one, other) >= least), None)
        if found is not None:
            left.remove(one)
            right.remove(found)


def _clearness(one: Quantity, other: Quantity) -> int:
    """Return how clearly two quantities are the same, from 0 to 3; -1 if they are not."""
    if not set(one.values) & set(other.values):
        return -1
    return int(one.values[0] == other.values[0]) + int(one.firm) + int(other.firm)


def _is_repeated(one: Quantity, texts: Iterable[Quantity]) -> bool:
    """Return whether the other text has a matching quantity, one of the two being exempt from counting."""
    found = (other for other in texts if not set(one.values).isdisjoint(other.values))
    return any(not (one.counted and other.counted) for other in found)


def _is_decimal(amount: Fraction) -> bool:
    """Return whether a fraction can be written with at most `SHOWN_DIGITS` decimals."""
    return bool(10**SHOWN_DIGITS % amount.denominator == 0)


def _show(amount: Fraction) -> str:
    """Format a number as in an English text."""
    if amount.denominator == 1:
        return str(int(amount)) if int(amount) in YEARS else f"{int(amount):,}"
    if not _is_decimal(amount):
        return f"{amount.numerator}/{amount.denominator}"
    return f"{float(amount):,.{SHOWN_DIGITS}f}".rstrip("0")
