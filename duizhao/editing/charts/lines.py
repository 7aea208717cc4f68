"""Lines over consecutive rows, mostly years. Each line ends with the name of its series."""

from __future__ import annotations

import re
from itertools import pairwise

from duizhao.editing.charts.chart import Chart
from duizhao.editing.charts.drawing import GAP, SWATCH, Drawing, make_line, make_marker, make_path, make_text
from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap
from duizhao.editing.charts.limits import add_key, make_limit
from duizhao.editing.charts.points import Box, Point, draw_point_notes, draw_values, list_runs
from duizhao.editing.charts.scales import list_ticks, list_values, thin_out

HEIGHT, SHARE = 220.0, 0.42
"""The minimum height of the plot area, and as a fraction of the width of the drawing."""
RADIUS = 6.0
"""The distance from a point to the edge of its marker."""
NAMES = 132.0
"""The maximum width of the column of names."""
LABEL = 84.0
"""The maximum width of a label below the axis."""
LEAST_LABEL = 64.0
"""The minimum width of such a label: labels are left out rather than broken into syllables."""
MARGIN = 8.0
"""The distance between the points and the edges of the plot area, since a marker is wider than its point."""
YEAR = re.compile(r"(\d{4})(?!\d)")


def draw_lines(chart: Chart, _prefix: str, width: float) -> Drawing:
    """Draw a line for each series, broken at missing values.

    Values are written above or below their points if there is room: first and last ones, then the largest and the
    smallest, then the others. Each point shows its label and value on hover.
    """
    values = list_values(chart.rows)
    if not values:
        return _draw_nothing(chart, width)
    ticks = list_ticks(values, from_zero=False)
    tick_width = max(measure(chart.write(tick)) for tick in ticks)
    left = tick_width + GAP + MARGIN
    names = [wrap(name, NAMES) if name else () for name in _list_names(chart)]
    names_width = max((measure(line.rstrip()) for lines in names for line in lines), default=0.0)
    right = width - (names_width + SWATCH + 2 * GAP if names_width else MARGIN)
    unit = wrap(chart.unit_line, width) if chart.unit_line else ()
    top = (1 + len(unit)) * LINE
    bottom = top + max(HEIGHT, SHARE * width, sum(map(len, names)) * LINE)

    span = float(ticks[-1] - ticks[0])
    places = _spread(chart, left, right)
    points = [
        Point(
            at,
            series,
            places[at],
            bottom - (float(value) - float(ticks[0])) / span * (bottom - top),
            text,
            row.qualifier(series),
            row.note(series),
        )
        for at, row in enumerate(chart.rows)
        for series, (value, text) in enumerate(zip(row.values, chart.write_values(row), strict=True))
        if value is not None
    ]

    parts: list[str] = [make_text(0, ASCENT, unit, classes="dz-chart__tick")] if unit else []
    for tick in ticks:
        y = bottom - float(tick - ticks[0]) / span * (bottom - top)
        parts.append(
            make_line(left - MARGIN, y, right + MARGIN, y, "dz-chart__axis" if tick == 0 else "dz-chart__grid")
        )
        parts.append(make_text(tick_width, y + ASCENT / 2 - 1, [chart.write(tick)], "end", "dz-chart__tick"))
    for series in range(len(chart.names)):
        for run in list_runs([point for point in points if point.series == series]):
            parts.append(make_path([(point.x, point.y) for point in run], series))
    for point in points:
        title = " ".join(filter(None, (chart.rows[point.row].label, chart.names[point.series], point.text)))
        parts.append(make_marker(point.x, point.y, point.series, title))
        parts.append(make_limit(point.qualifier, point.x, point.y - RADIUS, point.series, -90))
    area = Box(left - MARGIN, top - LINE, right + MARGIN, bottom)
    written, taken = draw_values(points, area)
    notes, rest = draw_point_notes(points, area, taken)
    parts += [*written, *notes]
    parts += _draw_names(points, names, right + GAP + SWATCH / 2, top, bottom)
    # The number of the lowest tick extends below the plot area.
    bottom += LINE / 2 + 2
    labels, height = _draw_labels([row.label for row in chart.rows], places, bottom, width)
    bottom += height
    for point in rest:
        names_of = filter(None, (chart.rows[point.row].label, chart.names[point.series], point.note))
        listed = wrap(" ".join(names_of), width)
        parts.append(make_text(0, bottom + ASCENT, listed, classes="dz-chart__note"))
        bottom += len(listed) * LINE
    return add_key(Drawing((*parts, *labels), bottom), chart, width)


def _draw_nothing(chart: Chart, width: float) -> Drawing:
    """Draw an axis with its labels and the text for missing data."""
    places = _spread(chart, MARGIN, width - MARGIN)
    labels, height = _draw_labels([row.label for row in chart.rows], places, 2 * LINE, width)
    text = make_text(width / 2, LINE, [chart.texts.no_data], "middle", "dz-chart__gap")
    axis = make_line(0, 2 * LINE - GAP, width, 2 * LINE - GAP, "dz-chart__axis")
    return Drawing((text, axis, *labels), 2 * LINE + height)


def _list_names(chart: Chart) -> list[str]:
    """List the names of the series; one without any value is marked so."""
    return [
        f"{name} {chart.texts.no_data}" if name and all(row.values[at] is None for row in chart.rows) else name
        for at, name in enumerate(chart.names)
    ]


def _spread(chart: Chart, left: float, right: float) -> list[float]:
    """Return the x coordinates of the rows, between left and right."""
    return [left + share * (right - left) for share in _share_out([row.label for row in chart.rows])]


def _share_out(labels: list[str]) -> list[float]:
    """Return positions of labels between 0 and 1: years by their distance, all others at equal distances."""
    if len(labels) == 1:
        return [0.5]
    found = [YEAR.match(label) for label in labels]
    years = [int(one[1]) for one in found if one]
    if len(years) == len(labels) and all(earlier < later for earlier, later in pairwise(years)):
        return [(year - years[0]) / (years[-1] - years[0]) for year in years]
    return [at / (len(labels) - 1) for at in range(len(labels))]


def _draw_names(points: list[Point], names: list[tuple[str, ...]], x: float, top: float, bottom: float) -> list[str]:
    """Draw the names of the series after their last points, moved apart if they would overlap."""
    last = {point.series: point.y for point in points}
    # A series without values is named at the bottom instead of being left out.
    wished = sorted((last.get(series, bottom), series) for series, name in enumerate(names) if name)
    parts: list[str] = []
    tops: list[float] = []
    edge = top - LINE / 2
    for y, series in wished:
        tops.append(max(edge, y - LINE / 2))
        edge = tops[-1] + len(names[series]) * LINE
    # From the bottom up, names that left the area are moved back into it.
    edge = bottom + LINE / 2
    for at, (_y, series) in reversed(list(enumerate(wished))):
        tops[at] = min(tops[at], edge - len(names[series]) * LINE)
        edge = tops[at]
        parts.append(make_marker(x, tops[at] + LINE / 2, series))
        parts.append(make_text(x + SWATCH / 2 + GAP, tops[at] + ASCENT, names[series]))
    return parts


def _draw_labels(labels: list[str], places: list[float], top: float, width: float) -> tuple[list[str], float]:
    """Draw as many labels below the axis as fit, and return them with their height."""
    room = (places[-1] - places[0]) / max(1, len(places) - 1) - GAP if len(places) > 1 else LABEL
    lines = [wrap(label, min(LABEL, max(LEAST_LABEL, room))) for label in labels]
    boxes = []
    for one, x in zip(lines, places, strict=True):
        half = max(measure(line.rstrip()) for line in one) / 2
        middle = min(max(x, half), width - half)
        boxes.append((middle - half, middle + half))
    chosen = thin_out(boxes, GAP)
    parts = [make_text(sum(boxes[at]) / 2, top + ASCENT, lines[at], "middle", "dz-chart__tick") for at in chosen]
    return parts, max(len(lines[at]) for at in chosen) * LINE
