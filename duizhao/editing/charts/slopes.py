"""Slopes: before and after as two columns, joined by a line for each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.editing.charts.chart import Chart
from duizhao.editing.charts.drawing import GAP, Drawing, make_line, make_marker, make_path, make_text
from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap
from duizhao.editing.charts.limits import add_key, make_limit
from duizhao.editing.charts.notes import add_notes, draw_unit
from duizhao.editing.charts.scales import list_values

HEIGHT = 200.0
"""The minimum height of the columns."""
LEFT, RIGHT = 0.28, 0.4
"""The maximum fractions of the width for the texts on both sides: values alone, and values with names."""
FARTHEST = 340.0
"""The maximum distance of the columns: lines that are much longer look level."""
LEADER = 16.0
"""The distance between a point and its text, which a line crosses if the text had to be moved."""
LEAST_LEADER = 3.0
"""The distance by which a text must have been moved to get a line."""
RADIUS = 6.0
"""The distance from the middle of a marker to its edge."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text beside a column."""

    lines: tuple[str, ...]
    wish: float
    """The height of its point, which should be that of its first line; that of the other point beside a gap."""
    is_gap: bool


def draw_slopes(chart: Chart, _prefix: str, width: float) -> Drawing:
    """Draw a line from the first to the second value of each row.

    Values are to the left and right of their points; the names of the rows are on the right. Texts that would overlap
    are moved apart, and a thin line leads to each from its point.
    """
    written = [chart.write_values(row) for row in chart.rows]
    before = [wrap(texts[0], LEFT * width) for texts in written]
    after = [wrap(f"{texts[1]} {row.label}", RIGHT * width) for row, texts in zip(chart.rows, written, strict=True)]
    heads = wrap(chart.names[0], width / 2), wrap(chart.names[1], RIGHT * width)
    left = _find_width(before) + LEADER
    right = min(left + FARTHEST, width - _find_width([*after, heads[1]]) - LEADER)
    unit = draw_unit(chart, 0, width)
    top = unit.height + max(map(len, heads)) * LINE + GAP
    bottom = top + max([HEIGHT, *(sum(map(len, texts)) * LINE for texts in (before, after))])
    columns = _place(chart, top + LINE / 2, bottom - LINE / 2)
    parts = [
        *unit.parts,
        make_text(0, unit.height + ASCENT, heads[0], "start", "dz-chart__heading"),
        make_text(right + LEADER, unit.height + ASCENT, heads[1], "start", "dz-chart__heading"),
        *(make_line(x, top, x, bottom, "dz-chart__grid") for x in (left, right)),
    ]
    for start, end in zip(*columns, strict=True):
        if start is not None and end is not None:
            parts.append(make_path([(left, start), (right, end)], 0))
    for side, (x, lines) in enumerate(((left, before), (right, after))):
        own, other = columns[side], columns[1 - side]
        for row, texts, y in zip(chart.rows, written, own, strict=True):
            if y is not None:
                parts.append(make_marker(x, y, side, f"{row.label} {chart.names[side]} {texts[side]}"))
                parts.append(make_limit(row.qualifier(side), x, y - RADIUS, side, -90))
        wishes = [_choose(here, there, bottom - LINE / 2) for here, there in zip(own, other, strict=True)]
        labels = [Label(one, wish, y is None) for one, wish, y in zip(lines, wishes, own, strict=True)]
        parts += _draw_labels(labels, x, 2 * side - 1, top, bottom)
    return add_key(add_notes(Drawing(tuple(parts), bottom), chart, width), chart, width)


def _find_width(texts: Sequence[tuple[str, ...]]) -> float:
    """Return the width of the widest line of some texts."""
    return max(measure(line.rstrip()) for lines in texts for line in lines)


def _place(chart: Chart, top: float, bottom: float) -> tuple[list[float | None], list[float | None]]:
    """Return the heights of the points of both columns; None for gaps."""
    known = [float(value) for value in list_values(chart.rows)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    # Values that are all equal are half-way.
    unit = (bottom - top) / (high - low) if high > low else 0.0
    lowest = bottom if high > low else (top + bottom) / 2

    def place(side: int) -> list[float | None]:
        values = (row.values[side] for row in chart.rows)
        return [None if value is None else lowest - (float(value) - low) * unit for value in values]

    return place(0), place(1)


def _choose(here: float | None, there: float | None, otherwise: float) -> float:
    """Return the height of a point, or else that of the other point of its row, or else another height."""
    return next((y for y in (here, there) if y is not None), otherwise)


def _draw_labels(labels: Sequence[Label], x: float, side: int, top: float, bottom: float) -> list[str]:
    """Draw the texts to the left (-1) or right (1) of a column, and lines to those that had to be moved."""
    order = sorted(range(len(labels)), key=lambda at: labels[at].wish)
    tops = push_apart([(labels[at].wish - LINE / 2, len(labels[at].lines) * LINE) for at in order], top, bottom)
    parts: list[str] = []
    for at, y in zip(order, tops, strict=True):
        label = labels[at]
        middle = y + LINE / 2
        if not label.is_gap and abs(middle - label.wish) > LEAST_LEADER:
            parts.append(make_line(x + side * RADIUS, label.wish, x + side * (LEADER - 2), middle, "dz-chart__leader"))
        anchor, classes = "end" if side < 0 else "start", "dz-chart__gap" if label.is_gap else "dz-chart__key"
        parts.append(make_text(x + side * LEADER, y + ASCENT, label.lines, anchor, classes))
    return parts


def push_apart(wishes: Sequence[tuple[float, float]], top: float, bottom: float) -> list[float]:
    """Move things above each other apart until none overlap, and back into their area.

    Args:
        wishes: Where each should begin, and its height, in the order of where they should begin.
        top: Where the first may begin.
        bottom: Where the last must end; there must be room for all.

    Returns:
        Where each begins.
    """
    tops: list[float] = []
    edge = top
    for wish, height in wishes:
        tops.append(max(edge, wish))
        edge = tops[-1] + height
    edge = bottom
    for at in reversed(range(len(tops))):
        tops[at] = min(tops[at], edge - wishes[at][1])
        edge = tops[at]
    return tops
