"""Lines over consecutive rows, mostly years. Each line ends with the name of its series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from duizhao.editing.charts.chart import Chart
from duizhao.editing.charts.drawing import GAP, SWATCH, Drawing, make_line, make_marker, make_path, make_text
from duizhao.editing.charts.lettering import ASCENT, DESCENT, LINE, measure, wrap
from duizhao.editing.charts.scales import list_ticks, list_values, thin_out

HEIGHT = 220.0
"""The minimum height of the plot area."""
NAMES = 132.0
"""The maximum width of the column of names."""
LABEL = 84.0
"""The maximum width of a label below the axis."""
LEAST_LABEL = 64.0
"""The minimum width of such a label: labels are left out rather than broken into syllables."""
MOST_VALUES = 24
"""The number of values above which only the most telling ones are written."""
MARGIN = 8.0
"""The distance between the points and the edges of the plot area, since a marker is wider than its point."""
YEAR = re.compile(r"(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Point:
    """A value in the plot area."""

    row: int
    series: int
    x: float
    y: float
    text: str
    """The value as it is written."""


@dataclass(frozen=True, slots=True)
class Box:
    """The area covered by a text or a marker."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Return whether two boxes overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


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
    top = LINE
    bottom = top + max(HEIGHT, sum(map(len, names)) * LINE)

    span = float(ticks[-1] - ticks[0])
    places = _spread(chart, left, right)
    points = [
        Point(at, series, places[at], bottom - (float(value) - float(ticks[0])) / span * (bottom - top), text)
        for at, row in enumerate(chart.rows)
        for series, (value, text) in enumerate(zip(row.values, chart.write_values(row), strict=True))
        if value is not None
    ]

    parts: list[str] = []
    for tick in ticks:
        y = bottom - float(tick - ticks[0]) / span * (bottom - top)
        parts.append(
            make_line(left - MARGIN, y, right + MARGIN, y, "dz-chart__axis" if tick == 0 else "dz-chart__grid")
        )
        parts.append(make_text(tick_width, y + ASCENT / 2 - 1, [chart.write(tick)], "end", "dz-chart__tick"))
    for series in range(len(chart.names)):
        for run in _list_runs([point for point in points if point.series == series]):
            parts.append(make_path([(point.x, point.y) for point in run], series))
    for point in points:
        title = " ".join(filter(None, (chart.rows[point.row].label, chart.names[point.series], point.text)))
        parts.append(make_marker(point.x, point.y, point.series, title))
    parts += _draw_values(points, left - MARGIN, right + MARGIN, top, bottom)
    parts += _draw_names(points, names, right + GAP + SWATCH / 2, top, bottom)
    # The number of the lowest tick extends below the plot area.
    bottom += LINE / 2 + 2
    labels, height = _draw_labels([row.label for row in chart.rows], places, bottom, width)
    return Drawing((*parts, *labels), bottom + height)


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


def _list_runs(points: list[Point]) -> Iterator[list[Point]]:
    """Yield the points of a series between two gaps; a single point makes no line."""
    for _start, run in groupby(enumerate(points), key=lambda pair: pair[1].row - pair[0]):
        found = [point for _index, point in run]
        if len(found) > 1:
            yield found


def _draw_values(points: list[Point], left: float, right: float, top: float, bottom: float) -> list[str]:
    """Draw the values that fit above or below their points, the most telling first, uncrossed by lines if possible."""
    taken = [Box(point.x - 5, point.y - 5, point.x + 5, point.y + 5) for point in points]
    telling = _list_telling(points)
    series = sorted({point.series for point in points})
    runs = [run for one in series for run in _list_runs([point for point in points if point.series == one])]
    segments = [segment for run in runs for segment in pairwise(run)]
    candidates = telling if len(points) > MOST_VALUES else [*telling, *(one for one in points if one not in telling)]
    parts: list[str] = []
    # A number wider than the plot area would overlap those of the axis.
    for point in (one for one in candidates if measure(one.text) <= right - left):
        half = measure(point.text) / 2
        x = min(max(point.x, left + half), right - half)
        baselines = (point.y - 6 - DESCENT, point.y + 6 + ASCENT)
        places = [(one, Box(x - half, one - ASCENT, x + half, one + DESCENT)) for one in baselines]
        for baseline, box in sorted(places, key=lambda place: _is_crossed(place[1], segments)):
            if top - LINE <= box.top and box.bottom <= bottom and not any(box.touches(other) for other in taken):
                taken.append(box)
                parts.append(make_text(x, baseline, [point.text], "middle", "dz-chart__value"))
                break
    return parts


def _is_crossed(box: Box, segments: list[tuple[Point, Point]]) -> bool:
    """Return whether one of the segments of lines, each from left to right, crosses a box."""
    for start, end in segments:
        left, right = max(start.x, box.left), min(end.x, box.right)
        if left < right:
            slope = (end.y - start.y) / (end.x - start.x)
            heights = [start.y + (x - start.x) * slope for x in (left, right)]
            if min(heights) < box.bottom and max(heights) > box.top:
                return True
    return False


def _list_telling(points: list[Point]) -> list[Point]:
    """List the ends of all lines, then the highest and the lowest point of each."""
    runs = [[point for point in points if point.series == series] for series in sorted({one.series for one in points})]
    ends = [end for run in runs for end in (run[0], run[-1])]
    extremes = [find(run, key=lambda point: point.y) for run in runs for find in (min, max)]
    return list(dict.fromkeys([*ends, *extremes]))


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
