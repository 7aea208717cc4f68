"""Dots on a track per row: for values whose distances matter more than their sizes; the axis need not begin at zero."""

from __future__ import annotations

from decimal import Decimal

from duizhao.editing.charts.chart import Chart, ChartRow
from duizhao.editing.charts.drawing import BAR, GAP, Drawing, make_flow, make_line, make_marker, make_text
from duizhao.editing.charts.labels import plan_labels
from duizhao.editing.charts.lettering import ASCENT, LINE, measure
from duizhao.editing.charts.scales import Item, Scale, fit_scale, list_ticks, list_values, thin_out

BETWEEN_ROWS = 8.0
RADIUS = 6.0
"""The distance from a marker's centre to its edge."""
SIDES = 2
"""The maximum number of values next to their markers: one to the left, one to the right."""
LEAST_SPAN = 0.3
"""The minimum fraction of the width for the axis if labels are to go next to it."""


def draw_dots(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw a track for each row, with a marker for each series and an axis of round numbers below.

    One value goes next to its marker, two on either side of theirs. More values, and gaps among several series, are
    listed below the track.
    """
    values = list_values(chart.rows)
    ticks = list_ticks(values, from_zero=False)
    labels = [row.label for row in chart.rows]
    plan = plan_labels(labels, 0, width, above=len(chart.names) > SIDES)
    items = [item for row in chart.rows for item in _list_items(chart, row)]
    ends = [Item(float(tick), measure(chart.write(tick)) / 2, measure(chart.write(tick)) / 2) for tick in ticks]
    scale = fit_scale([*items, *ends], plan.marks, width)
    if scale.unit * float(ticks[-1] - ticks[0]) < LEAST_SPAN * width:
        plan = plan_labels(labels, 0, width, above=True)
        scale = fit_scale([*items, *ends], plan.marks, width)

    key = make_flow(enumerate(chart.series), 0, 0, width, prefix, as_markers=True)
    y = start = key.height + BETWEEN_ROWS if key.parts else 0.0
    parts: list[str] = []
    for row in chart.rows:
        label, mark, bottom = plan.draw(row.label, y)
        middle = mark + BAR / 2
        parts += [
            label,
            make_line(scale.place(float(ticks[0])), middle, scale.place(float(ticks[-1])), middle, "dz-chart__track"),
        ]
        outside = _draw_row(chart, row, scale, plan.marks, middle, parts)
        below = make_flow(outside, plan.marks, mark + BAR, width - plan.marks, prefix, as_markers=True)
        parts += below.parts
        y = max(bottom, mark + BAR + below.height) + BETWEEN_ROWS
    if not values:
        return Drawing((*key.parts, *parts), y)
    axis = _draw_axis(chart, ticks, scale, start, y)
    return Drawing((*key.parts, *axis, *parts), y + LINE)


def _list_items(chart: Chart, row: ChartRow) -> list[Item]:
    """Return how far the markers of a row and the values next to them extend."""
    texts = zip(row.values, chart.write_values(row), strict=True)
    known = sorted(((float(value), text) for value, text in texts if value is not None), key=lambda one: one[0])
    items = [Item(value, RADIUS, RADIUS) for value, _text in known]
    if known and len(row.values) <= SIDES:
        value, text = known[-1]
        items.append(Item(value, RADIUS, RADIUS + GAP + measure(text)))
    if len(row.values) == len(known) == SIDES:
        value, text = known[0]
        items.append(Item(value, RADIUS + GAP + measure(text), RADIUS))
    return items


def _draw_row(
    chart: Chart, row: ChartRow, scale: Scale, left: float, middle: float, parts: list[str]
) -> list[tuple[int, str]]:
    """Draw the markers of a row, and return the series and values that do not go next to them."""
    outside: list[tuple[int, str]] = []
    baseline = middle - BAR / 2 + ASCENT + (BAR - LINE) / 2
    known = [float(value) for value in row.values if value is not None]
    if len(known) > 1:
        parts.append(make_line(scale.place(min(known)), middle, scale.place(max(known)), middle, "dz-chart__span"))
    if not known and len(row.values) == 1:
        parts.append(make_text(left, baseline, [chart.texts.no_data], "start", "dz-chart__gap"))
        return []
    # The lesser of two values goes to the left; of two equal ones, the first.
    lesser = min(range(len(row.values)), key=lambda at: (row.values[at] is None, float(row.values[at] or 0)))
    for series, (value, text) in enumerate(zip(row.values, chart.write_values(row), strict=True)):
        if value is None:
            outside.append((series, f"{chart.names[series]} {text}".strip()))
            continue
        x = scale.place(float(value))
        parts.append(make_marker(x, middle, series, f"{row.label} {chart.names[series]} {text}"))
        if len(row.values) > SIDES:
            outside.append((series, f"{chart.names[series]} {text}".strip()))
        elif len(known) > 1 and series == lesser:
            parts.append(make_text(x - RADIUS - GAP, baseline, [text], "end", "dz-chart__value"))
        else:
            parts.append(make_text(x + RADIUS + GAP, baseline, [text], "start", "dz-chart__value"))
    return outside


def _draw_axis(chart: Chart, ticks: tuple[int | Decimal, ...], scale: Scale, top: float, bottom: float) -> list[str]:
    """Draw a grid line for each tick, and as many of the numbers below them as fit."""
    parts: list[str] = []
    places: list[tuple[float, float]] = []
    for tick in ticks:
        x, half = scale.place(float(tick)), measure(chart.write(tick)) / 2
        parts.append(make_line(x, top, x, bottom, "dz-chart__axis" if tick == 0 else "dz-chart__grid"))
        places.append((x - half, x + half))
    for index in thin_out(places, GAP):
        x = scale.place(float(ticks[index]))
        parts.append(make_text(x, bottom + ASCENT, [chart.write(ticks[index])], "middle", "dz-chart__tick"))
    return parts
