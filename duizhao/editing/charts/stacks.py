"""Stacked bars: the parts of a whole end to end, negative ones to the left of zero."""

from __future__ import annotations

from duizhao.editing.charts.chart import Chart, ChartRow
from duizhao.editing.charts.drawing import BAR, GAP, Drawing, make_bar, make_flow, make_line, make_patterns, make_text
from duizhao.editing.charts.labels import plan_labels
from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap
from duizhao.editing.charts.limits import explain, make_limit, reach_of
from duizhao.editing.charts.scales import Item, Scale, fit_scale

BETWEEN_ROWS = 10.0
PADDING = 3.0
"""The minimum distance between a value inside a bar and the ends of the bar."""


def draw_stacks(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw a stacked bar for each row, the names of the series above the first one if they fit, else in a key.

    A value goes inside its part if it fits, else below the bar, together with its series.
    """
    plan = plan_labels([row.label for row in chart.rows], 0, width)
    ends = [end for row in chart.rows for end in _list_ends(row)]
    gap = Item(0.0, right=GAP + measure(chart.texts.no_data))
    # The end of a whole bar may be a limit; the ends of the parts inside it have no room for a mark.
    limits = [_list_limits(row) for row in chart.rows]
    reach = max((reach_of(qualifier) for limit in limits for qualifier, _series in limit.values()), default=0.0)
    items = [Item(end, reach, reach) for end in ends]
    scale = fit_scale([gap, *items], plan.marks, width)
    parts = [make_patterns(prefix, len(chart.names))]
    y = 0.0
    if chart.unit_line:
        lines = wrap(chart.unit_line, width)
        parts.append(make_text(0, ASCENT, lines, classes="dz-chart__tick"))
        y = len(lines) * LINE + GAP
    names = _name_parts(chart, scale, y)
    if names:
        y += LINE + 2
    else:
        key = make_flow(enumerate(chart.names), 0, y, width, prefix, as_markers=False)
        names, y = key.parts, y + key.height + BETWEEN_ROWS
    parts += names
    start = y
    for row, limit in zip(chart.rows, limits, strict=True):
        label, mark, bottom = plan.draw(row.label, y)
        parts.append(label)
        outside = _draw_stack(chart, row, scale, mark, prefix, parts)
        if all(value is None for value in row.values):
            baseline = mark + ASCENT + (BAR - LINE) / 2
            parts.append(make_text(scale.zero + GAP, baseline, [chart.texts.no_data], classes="dz-chart__gap"))
            outside = []
        below = make_flow(outside, plan.marks, mark + BAR + 2, width - plan.marks, prefix, as_markers=False)
        parts += below.parts
        for sign, (qualifier, series) in limit.items():
            end = scale.place(_list_ends(row)[sign > 0])
            parts.append(make_limit(qualifier, end, mark + BAR / 2, series, 90 - 90 * sign))
        notes = [(series, row.note(series)) for series in range(len(row.values)) if row.note(series)]
        said = make_flow(
            notes,
            plan.marks,
            mark + BAR + 2 + below.height,
            width - plan.marks,
            prefix,
            as_markers=False,
            classes="dz-chart__note",
        )
        parts += said.parts
        parts.append(make_line(scale.zero, mark - 2, scale.zero, mark + BAR + 2, "dz-chart__axis"))
        height = below.height + said.height
        y = max(bottom, mark + BAR + (2 + height if height else 0)) + BETWEEN_ROWS
    used = [qualifier for limit in limits for qualifier, _series in limit.values()]
    return explain(Drawing(tuple(parts), max(start, y - BETWEEN_ROWS)), chart, used, width)


def _list_limits(row: ChartRow) -> dict[int, tuple[str, int]]:
    """Return the qualifiers of the last parts on the negative and the positive side (-1, 1), with their series."""
    last = {-1 if value < 0 else 1: at for at, value in enumerate(row.values) if value}
    return {sign: (row.qualifier(at), at) for sign, at in last.items() if row.qualifier(at)}


def _name_parts(chart: Chart, scale: Scale, top: float) -> tuple[str, ...]:
    """Draw the names of the series above their parts of the first bar; nothing if one of them has no room there."""
    row, names = chart.rows[0], []
    left = 0.0
    for name, value in zip(chart.names, row.values, strict=True):
        if value is None or value < 0 or measure(name) > float(value) * scale.unit - GAP:
            return ()
        # A part begins where the one before ends.
        names.append(make_text(scale.place(left), top + ASCENT, wrap(name, measure(name)), classes="dz-chart__key"))
        left += float(value)
    return tuple(names)


def _list_ends(row: ChartRow) -> tuple[float, float]:
    """Return how far the stack of a row extends to both sides of zero."""
    values = [float(value) for value in row.values if value is not None]
    return sum(value for value in values if value < 0), sum(value for value in values if value > 0)


def _draw_stack(
    chart: Chart, row: ChartRow, scale: Scale, top: float, prefix: str, parts: list[str]
) -> list[tuple[int, str]]:
    """Draw the parts of a row, and return the series and values that do not fit inside them."""
    outside: list[tuple[int, str]] = []
    texts: list[str] = []
    below, above = 0.0, 0.0
    for series, (value, text) in enumerate(zip(row.values, chart.write_values(row), strict=True)):
        number = float(value or 0)
        left = below + number if number < 0 else above
        x, length = scale.place(left), abs(number) * scale.unit
        below, above = below + min(number, 0.0), above + max(number, 0.0)
        parts.append(make_bar(x, top, length, prefix, series))
        if value is not None and measure(text) + 2 * PADDING <= length:
            baseline = top + ASCENT + (BAR - LINE) / 2
            texts.append(make_text(x + length / 2, baseline, [text], "middle", "dz-chart__inside"))
        else:
            outside.append((series, f"{chart.names[series]} {text}".strip()))
    # Texts come last: the next part would be painted over the edge of the halo around them.
    parts += texts
    return outside
