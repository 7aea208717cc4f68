"""The marks of numbers that are limits or not exact, at the ends of bars and beside dots, and their key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from duizhao.editing.charts.chart import Chart
from duizhao.editing.charts.drawing import GAP, Drawing, make_text, series_class, write_coordinate
from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap

FORMS: Mapping[str, str] = {
    "more than": "lower",
    "at least": "lower",
    "nearly": "about",
    "about": "about",
    "at most": "upper",
    "less than": "upper",
}
"""What each qualifier makes of a number; the names of `ChartTexts.limits`."""
SHAPES: Mapping[str, str] = {
    # An arrow that leads on, a dashed edge, an arrow that leads back.
    "lower": "M1 0H10M6 -4L10 0L6 4",
    "about": "M4 -9V9",
    "upper": "M11 0H2M6 -4L2 0L6 4",
}
LENGTH = 12.0
"""How far a mark extends beyond the end of a bar."""


def reach_of(qualifier: str) -> float:
    """Return how far the mark of a qualifier extends; 0 for an exact number."""
    return LENGTH if qualifier else 0.0


def make_limit(qualifier: str, x: float, y: float, series: int, angle: int = 0) -> str:
    """Draw the mark of a qualifier; an exact number has none.

    Args:
        qualifier: What limits the number, or an empty string.
        x: Where the bar or marker of the number ends.
        y: The middle of the bar or marker.
        series: The index of its series.
        angle: The direction in which numbers become larger: 0 to the right, 180 to the left, -90 upwards.
    """
    return _draw(FORMS[qualifier], x, y, series_class(series), angle) if qualifier else ""


def add_key(drawing: Drawing, chart: Chart, width: float) -> Drawing:
    """Add a line below a drawing that explains the marks of qualifiers in it, if there are any."""
    qualifiers = {one for row in chart.rows for one in row.qualifiers if one}
    return explain(drawing, chart, qualifiers, width)


def explain(drawing: Drawing, chart: Chart, qualifiers: Iterable[str], width: float) -> Drawing:
    """Add a line below a drawing that explains the marks of the given qualifiers, if there are any."""
    used = {FORMS[one] for one in qualifiers}
    parts: list[str] = []
    x, y = 0.0, drawing.height + 2 * GAP
    for form in (form for form in SHAPES if form in used and form in chart.texts.limits):
        lines = wrap(chart.texts.limits[form], width - LENGTH - GAP)
        needed = LENGTH + GAP + max(measure(line.rstrip()) for line in lines)
        if x and x + needed > width:
            x, y = 0.0, y + LINE
        parts.append(_draw(form, x, y + LINE / 2, "", 0))
        parts.append(make_text(x + LENGTH + GAP, y + ASCENT, lines, classes="dz-chart__tick"))
        x, y = x + needed + 3 * GAP, y + (len(lines) - 1) * LINE
    return Drawing((*drawing.parts, *parts), y + LINE) if parts else drawing


def _draw(form: str, x: float, y: float, names: str, angle: int) -> str:
    """Draw a mark."""
    place = f"translate({write_coordinate(x)} {write_coordinate(y)})" + (f" rotate({angle})" if angle else "")
    dashes = ' stroke-dasharray="3 2.5"' if form == "about" else ""
    classes = f"dz-chart__limit {names}".strip()
    return f'<path class="{classes}" fill="none"{dashes} transform="{place}" d="{SHAPES[form]}"/>'
