"""Ranges: for each row a bar from one value to another, with both values at its ends."""

from __future__ import annotations

from duizhao.editing.charts.chart import Chart
from duizhao.editing.charts.dots import draw_dots
from duizhao.editing.charts.drawing import Drawing


def draw_ranges(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw a bar between the markers of the two values of each row; what is listed for dots holds here, too."""
    return draw_dots(chart, prefix, width, span="dz-chart__range")
