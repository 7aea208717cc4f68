"""Scales, which leave room for the texts next to the marks, and round numbers for an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from duizhao.editing.charts.chart import ChartRow
from duizhao.editing.numbers import Number

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
FLAT = 3
"""The axis of lines and dots need not begin at zero if values differ by less than a third of the largest."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value, and how far its marks and texts extend to both sides."""

    value: float
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """A mapping of numbers to coordinates."""

    zero: float
    """The coordinate of the number 0."""
    unit: float
    """The distance between two numbers that differ by 1."""

    def place(self, value: float) -> float:
        """Return the coordinate of a number."""
        return self.zero + value * self.unit


def fit_scale(items: Iterable[Item], left: float, right: float) -> Scale:
    """Return the largest scale at which no item extends beyond left or right.

    Any two items set a limit: the distance between their values, the left extent of the lower and the right extent of
    the higher one must fit together. If the texts alone are too wide, all values coincide and the left limit is kept.
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
    """List round numbers, at equal distances, that enclose all values.

    Args:
        values: The values to show.
        from_zero: Whether zero must be among the numbers; it also is if it is not far from the values.
        count: The approximate number of steps.

    Returns:
        At least two numbers in rising order.
    """
    exact = [Decimal(str(value)) for value in values] or [Decimal(0)]
    low, high = min(exact), max(exact)
    if from_zero or (high - low) * FLAT >= max(abs(low), abs(high)):
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        # All values are equal: an axis from zero gives them a position.
        low, high = min(low, Decimal(0)), max(high, Decimal(0)) if low else Decimal(1)
    rough = (high - low) / count
    power = Decimal(10) ** rough.adjusted()
    step = next(factor * power for factor in STEPS if factor * power >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(_simplify(step * index) for index in range(first, last + 1))


def list_values(rows: Iterable[ChartRow]) -> list[Number]:
    """List the known values, row by row."""
    return [value for row in rows for value in row.values if value is not None]


def _simplify(number: Decimal) -> int | Decimal:
    """Return a whole number as an int, which is written without decimals."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def thin_out(places: Sequence[tuple[float, float]], between: float) -> tuple[int, ...]:
    """Choose texts on a line that do not touch one another.

    Args:
        places: The start and end of each text, in order; the first and the last have precedence.
        between: The minimum distance between two texts.

    Returns:
        The indices of the chosen texts.
    """
    chosen: list[int] = []
    last = len(places) - 1
    for index in (0, last, *range(1, last)):
        left, right = places[index]
        if all(right + between <= places[one][0] or places[one][1] + between <= left for one in chosen):
            chosen.append(index)
    return tuple(sorted(chosen))
