"""From numbers to places: scales that leave room for the texts beside the marks, and round numbers for an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from duizhao.editing.charts.chart import ChartRow
from duizhao.editing.numbers import Number

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
FLAT = 3
"""Where the values of lines and dots differ by less than a third of the largest, their axis need not begin at zero."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value, and how far the marks and texts at its place reach to both sides."""

    value: float
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a number stands."""

    zero: float
    """The place of the number 0."""
    unit: float
    """How far apart two numbers are that differ by 1."""

    def place(self, value: float) -> float:
        """Find the place of a number."""
        return self.zero + value * self.unit


def fit_scale(items: Iterable[Item], left: float, right: float) -> Scale:
    """Make the largest scale on which no item reaches beyond left or right.

    Any two items set a limit: what lies between their values, and the reach of the one to the left and of the other to
    the right, must fit together. Where texts alone are too wide, all values fall together and the left side holds.
    """
    known = list(items)
    units = [
        (right - left - low.left - high.right) / (high.value - low.value)
        for low in known
        for high in known
        if high.value > low.value
    ]
    unit = max(0.0, min(units, default=0.0))
    return Scale(left + max((item.left - item.value * unit for item in known), default=0.0), unit)


def list_ticks(values: Sequence[Number], *, from_zero: bool, count: int = 4) -> tuple[int | Decimal, ...]:
    """List round numbers, at equal distances, between which all values lie.

    Args:
        values: What is to be shown.
        from_zero: Whether zero must be among the numbers; it is, too, where it is not far from the values.
        count: About how many steps there are.

    Returns:
        At least two numbers in rising order.
    """
    exact = [Decimal(str(value)) for value in values] or [Decimal(0)]
    low, high = min(exact), max(exact)
    if from_zero or (high - low) * FLAT >= max(abs(low), abs(high)):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        # One value, or the same one everywhere: an axis from zero gives it a place.
        low, high = min(low, Decimal(0)), max(high, Decimal(0)) if low else Decimal(1)
    rough = (high - low) / count
    power = Decimal(10) ** rough.adjusted()
    step = next(factor * power for factor in STEPS if factor * power >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(_simplify(step * index) for index in range(first, last + 1))


def list_values(rows: Iterable[ChartRow]) -> list[Number]:
    """List the values that are there, row by row."""
    return [value for row in rows for value in row.values if value is not None]


def _simplify(number: Decimal) -> int | Decimal:
    """Make a whole number an int, so that it is written without decimals."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def thin_out(places: Sequence[tuple[float, float]], between: float) -> tuple[int, ...]:
    """Choose which of some texts on a line are set, so that none touches another.

    Args:
        places: Where each text begins and ends, in order; the first and the last have precedence.
        between: The least distance of two texts.

    Returns:
        The numbers of the texts that are set.
    """
    chosen: list[int] = []
    last = len(places) - 1
    for index in (0, last, *range(1, last)):
        left, right = places[index]
        if all(right + between <= places[one][0] or places[one][1] + between <= left for one in chosen):
            chosen.append(index)
    return tuple(sorted(chosen))
