"""Dots on a track per row: for values whose distances matter more than their sizes; the axis need not begin at zero."""

from __future__ import annotations

from decimal import Decimal

from duizhao.editing.charts.chart import Chart, ChartRow
from duizhao.editing.charts.drawing import BAR, GAP, Drawing, make_flow, make_line, make_marker, make_text
from duizhao.editing.charts.labels import draw_notes, plan_labels
from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap
from duizhao.editing.charts.limits import add_key, make_limit, reach_of
from duizhao.editing.charts.scales import Item, Scale, fit_scale, list_ticks, list_values, thin_out

BETWEEN_ROWS = 8.0
RADIUS = 6.0
"""The distance from a marker's centre to its edge."""
SIDES = 2
"""The maximum number of values next to their markers: one to the left, one to the right."""
LEAST_SPAN = 0.3
"""The minimum fraction of the width for the axis if labels are to go next to it."""


def draw_dots(chart: Chart, prefix: str, width: float, span: str = "dz-chart__span") -> Drawing:
    """Draw a track for each row, with a marker for each series and an axis of round numbers below.

    One value goes next to its marker, two on either side of theirs. More values, and gaps among several series, are
    listed below the track. The markers of a row are joined by a line, whose class is `span`.
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
    y = key.height + BETWEEN_ROWS if key.parts else 0.0
    parts: list[str] = []
    if chart.unit_line:
        lines = wrap(chart.unit_line, width)
        parts.append(make_text(0, y + ASCENT, lines, classes="dz-chart__tick"))
        y += len(lines) * LINE + GAP
    start = y
    for row in chart.rows:
        label, mark, bottom = plan.draw(row.label, y)
        middle = mark + BAR / 2
        parts += [
            label,
            make_line(scale.place(float(ticks[0])), middle, scale.place(float(ticks[-1])), middle, "dz-chart__track"),
        ]
        outside = _draw_row(chart, row, scale, (plan.marks, middle), parts, span)
        below = make_flow(outside, plan.marks, mark + BAR, width - plan.marks, prefix, as_markers=True)
        notes = [(series, row.note(series)) for series in range(len(row.values)) if row.note(series)]
        said = draw_notes(notes, plan.marks, mark + BAR + below.height, width - plan.marks, prefix, len(row.values))
        parts += [*below.parts, *said.parts]
        y = max(bottom, mark + BAR + below.height + said.height) + BETWEEN_ROWS
    if not values:
        return Drawing((*key.parts, *parts), y)
    axis = _draw_axis(chart, ticks, scale, start, y)
    return add_key(Drawing((*key.parts, *axis, *parts), y + LINE), chart, width)


def _list_items(chart: Chart, row: ChartRow) -> list[Item]:
    """Return how far the markers of a row and the values next to them extend."""
    texts = enumerate(zip(row.values, chart.write_values(row), strict=True))
    known = sorted(
        ((float(value), text, reach_of(row.qualifier(at))) for at, (value, text) in texts if value is not None),
        key=lambda one: one[0],
    )
    items = [Item(value, RADIUS + reach, RADIUS + reach) for value, _text, reach in known]
    if known and len(row.values) <= SIDES:
        value, text, reach = known[-1]
        items.append(Item(value, RADIUS, RADIUS + reach + GAP + measure(text)))
    if len(row.values) == len(known) == SIDES:
        value, text, reach = known[0]
        items.append(Item(value, RADIUS + reach + GAP + measure(text), RADIUS))
    return items


def _draw_row(
    chart: Chart, row: ChartRow, scale: Scale, start: tuple[float, float], parts: list[str], span: str
) -> list[tuple[int, str]]:
    """Draw the markers of a row, and return the series and values that do not go next to them."""
    left, middle = start
    outside: list[tuple[int, str]] = []
    baseline = middle - BAR / 2 + ASCENT + (BAR - LINE) / 2
    known = [float(value) for value in row.values if value is not None]
    if len(known) > 1:
        parts.append(make_line(scale.place(min(known)), middle, scale.place(max(known)), middle, span))
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
        qualifier, sign = row.qualifier(series), -1 if value < 0 else 1
        parts.append(make_limit(qualifier, x + sign * RADIUS, middle, series, 90 - 90 * sign))
        side = RADIUS + GAP + reach_of(qualifier)
        if len(row.values) > SIDES:
            outside.append((series, f"{chart.names[series]} {text}".strip()))
        elif len(known) > 1 and series == lesser:
            parts.append(make_text(x - side, baseline, [text], "end", "dz-chart__value"))
        else:
            parts.append(make_text(x + side, baseline, [text], "start", "dz-chart__value"))
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
