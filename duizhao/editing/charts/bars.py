"""Horizontal bars: one series, groups of bars per row, or a panel per series. All begin at zero."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.editing.charts.chart import Chart
from duizhao.editing.charts.drawing import BAR, GAP, Drawing, make_bar, make_line, make_patterns, make_text
from duizhao.editing.charts.labels import LabelPlan, plan_labels
from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap
from duizhao.editing.charts.scales import Item, Scale, fit_scale
from duizhao.editing.numbers import Number

BETWEEN_ROWS = 9.0
BETWEEN_PANELS = 18.0
BETWEEN_COLUMNS = 24.0
AXIS = "dz-chart__axis"
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


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars below a common heading."""

    heading: str
    bars: tuple[Bar, ...]


def draw_bars(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw a bar for each row, its value at its end."""
    bars = tuple(Bar(row.label, row.values[0], chart.write_values(row)[0], 0) for row in chart.rows)
    return _draw_panels([Panel(chart.names[0], bars)], 1, prefix, width)


def draw_groups(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw a bar per series below the label of each row, its name next to it and its value at its end."""
    panels = [
        Panel(
            row.label,
            tuple(
                Bar(name, value, text, series)
                for series, (name, value, text) in enumerate(
                    zip(chart.names, row.values, chart.write_values(row), strict=True)
                )
            ),
        )
        for row in chart.rows
    ]
    drawing = _draw_panels(panels, 1, prefix, width)
    return Drawing((make_patterns(prefix, len(chart.names)), *drawing.parts), drawing.height)


def draw_multiples(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw a panel of bars for each series, all on one scale, side by side if there is room."""
    panels = [
        Panel(name, tuple(Bar(row.label, row.values[at], chart.write_values(row)[at], 0) for row in chart.rows))
        for at, name in enumerate(chart.names)
    ]
    half = (width - BETWEEN_COLUMNS) / 2
    columns = 2 if len(panels) > 1 and _find_span(panels, plan_labels([], 0, half)) >= LEAST_COLUMN * half else 1
    return _draw_panels(panels, columns, prefix, width)


def _draw_panels(panels: list[Panel], columns: int, prefix: str, whole: float) -> Drawing:
    """Draw panels in the given number of columns, all with the same scale."""
    width = (whole - (columns - 1) * BETWEEN_COLUMNS) / columns
    labels = [bar.label for panel in panels for bar in panel.bars]
    plan = plan_labels(labels, 0, width)
    if _find_span(panels, plan) < LEAST_SPAN * width:
        plan = plan_labels(labels, 0, width, above=True)
    scale = _make_scale(panels, plan)
    parts: list[str] = []
    top = 0.0
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
        if (bar.value or 0) < 0:
            parts.append(make_text(end - GAP, baseline, [bar.text], "end", classes))
        else:
            parts.append(make_text(end + GAP, baseline, [bar.text], "start", classes))
        bottom = max(mark + BAR, bottom)
        # With labels in a column the axis is continuous; it would cross labels that are above their bars.
        parts.append(make_line(scale.zero, mark - 2, scale.zero, bottom + (between if plan.column else 2), AXIS))
        y = bottom + between
    return y - between


def _make_scale(panels: list[Panel], plan: LabelPlan) -> Scale:
    """Return the largest scale at which all bars and their values fit."""
    items = [Item(0.0)]
    for panel in panels:
        for bar in panel.bars:
            reach = GAP + measure(bar.text)
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
