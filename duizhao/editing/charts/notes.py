"""Lines above and below drawings whose marks leave no room for them: the unit of all numbers, and notes of rows."""

from __future__ import annotations

from duizhao.editing.charts.chart import Chart
from duizhao.editing.charts.drawing import GAP, Drawing, make_text
from duizhao.editing.charts.lettering import ASCENT, LINE, wrap


def draw_unit(chart: Chart, top: float, width: float) -> Drawing:
    """Draw the line that names the unit of all numbers, if there is one."""
    lines = wrap(chart.unit_line, width) if chart.unit_line else ()
    parts = (make_text(0, top + ASCENT, lines, classes="dz-chart__tick"),) if lines else ()
    return Drawing(parts, len(lines) * LINE)


def add_notes(drawing: Drawing, chart: Chart, width: float) -> Drawing:
    """List the notes of all rows below a drawing, each after the label of its row and the name of its series."""
    parts: list[str] = []
    y = drawing.height + GAP
    for row in chart.rows:
        for name, note in zip(chart.names, row.notes, strict=bool(row.notes)):
            if note:
                lines = wrap(" ".join(filter(None, (row.label, name, note))), width)
                parts.append(make_text(0, y + ASCENT, lines, classes="dz-chart__note"))
                y += len(lines) * LINE
    return Drawing((*drawing.parts, *parts), y) if parts else drawing
