"""Horizontal bars: one series, groups of bars per row, or a panel per series. All begin at zero."""

from __future__ import annotations

from dataclasses import dataclass, replace

from duizhao.editing.charts.chart import Chart, ChartRow
from duizhao.editing.charts.drawing import BAR, GAP, Drawing, make_bar, make_line, make_patterns, make_text
from duizhao.editing.charts.labels import LabelPlan, plan_labels
from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap
from duizhao.editing.charts.limits import add_key, make_limit, reach_of
from duizhao.editing.charts.scales import Item, Scale, fit_scale
from duizhao.editing.numbers import Number
from duizhao.source.emphasis import is_cjk

BETWEEN_ROWS = 9.0
BETWEEN_PANELS = 18.0
BETWEEN_COLUMNS = 24.0
AXIS = "dz-chart__axis"
UNIT = 90.0
"""The maximum width of a unit that goes after the first value."""
UNIT_SHARE = 0.85
"""A unit goes there if the bars keep at least this fraction of their lengths."""
MOST_COLUMNS = 3
COLUMN = 150.0
"""The maximum number of panels side by side, and the minimum width of each."""
LEAST_SPAN = 0.3
"""The minimum fraction of a panel's width for bars if labels are to go next to them."""
LEAST_COLUMN = 0.35
"""The minimum fraction of a column's width for bars if panels are to go side by side."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its texts."""

    label: str
    value: Number | None
    text: str
    """The value as it is written."""
    series: int
    qualifier: str = ""
    note: str = ""
    """What is said below it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars below a common heading."""

    heading: str
    bars: tuple[Bar, ...]


def draw_bars(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw a bar for each row, its value at its end."""
    bars = tuple(_make_bar(chart, row, 0, row.label, 0) for row in chart.rows)
    return _draw_chart(chart, [Panel(chart.names[0], bars)], 1, prefix, width)


def draw_groups(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw a bar per series below the label of each row, its name next to it and its value at its end."""
    panels = [
        Panel(row.label, tuple(_make_bar(chart, row, series, name, series) for series, name in enumerate(chart.names)))
        for row in chart.rows
    ]
    drawing = _draw_chart(chart, panels, 1, prefix, width)
    return Drawing((make_patterns(prefix, len(chart.names)), *drawing.parts), drawing.height)


def draw_multiples(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw a panel of bars for each series, all on one scale, side by side if there is room."""
    panels = [
        Panel(name, tuple(_make_bar(chart, row, at, row.label, 0) for row in chart.rows))
        for at, name in enumerate(chart.names)
    ]
    columns = 1
    for count in range(2, min(MOST_COLUMNS, len(panels)) + 1):
        column = (width - (count - 1) * BETWEEN_COLUMNS) / count
        if column >= COLUMN and _find_span(panels, plan_labels([], 0, column)) >= LEAST_COLUMN * column:
            columns = count
    return _draw_chart(chart, panels, columns, prefix, width)


def _make_bar(chart: Chart, row: ChartRow, at: int, label: str, series: int) -> Bar:
    """Return the bar for a value of a row, with its label and the series that it looks like."""
    return Bar(label, row.values[at], chart.write_values(row)[at], series, row.qualifier(at), row.note(at))


def _draw_chart(chart: Chart, panels: list[Panel], columns: int, prefix: str, width: float) -> Drawing:
    """Draw panels with the unit of their numbers, at the first of them if there is room, and the key of their marks."""
    line = chart.unit_line
    named = _name_unit(panels, chart.unit) if line else panels
    wanted = _find_unit(panels, columns, width)
    if line and (measure(chart.unit) > UNIT or _find_unit(named, columns, width) < UNIT_SHARE * wanted):
        top = make_text(0, ASCENT, wrap(line, width), classes="dz-chart__tick")
        height = len(wrap(line, width)) * LINE
        drawing = _draw_panels(panels, columns, prefix, width, height + GAP)
        drawing = Drawing((top, *drawing.parts), drawing.height)
    else:
        drawing = _draw_panels(named, columns, prefix, width)
    return add_key(drawing, chart, width)


def _name_unit(panels: list[Panel], unit: str) -> list[Panel]:
    """Return panels with the unit after the first value that there is."""
    for at, panel in enumerate(panels):
        for index, bar in enumerate(panel.bars):
            if bar.value is not None:
                text = f"{bar.text}{'' if is_cjk(unit[0]) else ' '}{unit}"
                bars = (*panel.bars[:index], replace(bar, text=text), *panel.bars[index + 1 :])
                return [*panels[:at], replace(panel, bars=bars), *panels[at + 1 :]]
    return panels


def _find_unit(panels: list[Panel], columns: int, width: float) -> float:
    """Return the length of a bar for the number 1 in the given number of columns."""
    column = (width - (columns - 1) * BETWEEN_COLUMNS) / columns
    return _make_scale(panels, _plan(panels, column)).unit


def _plan(panels: list[Panel], width: float) -> LabelPlan:
    """Choose the positions of all labels: in a column, or above the bars if these would be left too little room."""
    labels = [bar.label for panel in panels for bar in panel.bars]
    plan = plan_labels(labels, 0, width)
    if _find_span(panels, plan) < LEAST_SPAN * width:
        return plan_labels(labels, 0, width, above=True)
    return plan


def _draw_panels(panels: list[Panel], columns: int, prefix: str, whole: float, top: float = 0.0) -> Drawing:
    """Draw panels in the given number of columns, all with the same scale."""
    width = (whole - (columns - 1) * BETWEEN_COLUMNS) / columns
    plan = _plan(panels, width)
    scale = _make_scale(panels, plan)
    parts: list[str] = []
    for start in range(0, len(panels), columns):
        bottoms = [top]
        side_by_side = panels[start : start + columns]
        headings = [wrap(panel.heading, width) if panel.heading else () for panel in side_by_side]
        # Panels side by side begin at the same height, whatever the height of their headings.
        first = top + max(map(len, headings)) * LINE + (GAP / 2 if any(headings) else 0)
        for column, (panel, heading) in enumerate(zip(side_by_side, headings, strict=True)):
            left = column * (width + BETWEEN_COLUMNS)
            if heading:
                parts.append(make_text(left, top + ASCENT, heading, classes="dz-chart__heading"))
            here = LabelPlan(left, plan.width, plan.column)
            bottoms.append(_draw_panel(panel, here, Scale(scale.zero + left, scale.unit), first, prefix, parts))
        top = max(bottoms) + BETWEEN_PANELS
    return Drawing(tuple(parts), max(top - BETWEEN_PANELS, 0.0))


def _draw_panel(panel: Panel, plan: LabelPlan, scale: Scale, top: float, prefix: str, parts: list[str]) -> float:
    """Draw the bars of a panel, and return its bottom."""
    is_group = len({bar.series for bar in panel.bars}) > 1
    between = GAP / 2 if is_group and plan.column else BETWEEN_ROWS
    y = top
    for bar in panel.bars:
        text, mark, bottom = plan.draw(bar.label, y)
        parts.append(text)
        end = scale.place(float(bar.value or 0))
        parts.append(make_bar(min(scale.zero, end), mark, abs(end - scale.zero), prefix, bar.series))
        baseline = mark + ASCENT + (BAR - LINE) / 2
        classes = "dz-chart__gap" if bar.value is None else "dz-chart__value"
        sign, anchor = (-1, "end") if (bar.value or 0) < 0 else (1, "start")
        parts.append(make_limit(bar.qualifier, end, mark + BAR / 2, bar.series, 90 - 90 * sign))
        parts.append(make_text(end + sign * (GAP + reach_of(bar.qualifier)), baseline, [bar.text], anchor, classes))
        note = wrap(bar.note, plan.left + plan.width - plan.marks - GAP) if bar.note else ()
        if note:
            parts.append(make_text(plan.marks + GAP, mark + BAR + 2 + ASCENT, note, classes="dz-chart__note"))
        bottom = max(mark + BAR + (2 + len(note) * LINE if note else 0), bottom)
        # With labels in a column the axis is continuous; it would cross labels and notes above and below their bars.
        is_open = plan.column and not note
        end_of_axis = bottom + between if is_open else mark + BAR + 2
        parts.append(make_line(scale.zero, mark - 2, scale.zero, end_of_axis, AXIS))
        y = bottom + between
    return y - between


def _make_scale(panels: list[Panel], plan: LabelPlan) -> Scale:
    """Return the largest scale at which all bars and their values fit."""
    items = [Item(0.0)]
    for panel in panels:
        for bar in panel.bars:
            reach = GAP + measure(bar.text) + reach_of(bar.qualifier)
            is_left = (bar.value or 0) < 0
            items.append(Item(float(bar.value or 0), reach if is_left else 0.0, 0.0 if is_left else reach))
    return fit_scale(items, plan.marks, plan.left + plan.width)


def _find_span(panels: list[Panel], plan: LabelPlan) -> float:
    """Return the room for bars; if all values are zero, the room that their texts leave."""
    bars = [bar for panel in panels for bar in panel.bars]
    values = [float(bar.value or 0) for bar in bars]
    span = max(0.0, *values) - min(0.0, *values)
    if span:
        return _make_scale(panels, plan).unit * span
    return plan.left + plan.width - plan.marks - GAP - max(measure(bar.text) for bar in bars)
