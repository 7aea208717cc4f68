"""What stands beside the points of lines: their values, and what editors say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from duizhao.editing.charts.drawing import make_line, make_text
from duizhao.editing.charts.lettering import ASCENT, DESCENT, LINE, measure, wrap
from duizhao.editing.charts.limits import reach_of

MOST_VALUES = 24
"""The number of values above which only the most telling ones are written."""
NEAR = 6.0
"""The distance between a point and the edge of the text beside it."""
NOTE = 150.0
"""The maximum width of a note in the plot area."""
FAR = 5
"""The maximum number of lines between a point and its note."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value in the plot area."""

    row: int
    series: int
    x: float
    y: float
    text: str
    """The value as it is written."""
    qualifier: str
    note: str
    """What is said beside it."""


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

    def is_inside(self, area: Box) -> bool:
        """Return whether a box does not extend beyond an area."""
        return (
            area.left - 0.1 <= self.left
            and self.right <= area.right + 0.1
            and area.top <= self.top
            and self.bottom <= area.bottom
        )


def draw_values(points: list[Point], area: Box) -> tuple[list[str], list[Box]]:
    """Draw the values that fit above or below their points, the most telling first, uncrossed by lines if possible.

    Returns:
        The texts, and the boxes that they and the points cover.
    """
    taken = [Box(point.x - 5, point.y - 5 - reach_of(point.qualifier), point.x + 5, point.y + 5) for point in points]
    telling = _list_telling(points)
    segments = _list_segments(points)
    candidates = telling if len(points) > MOST_VALUES else [*telling, *(one for one in points if one not in telling)]
    parts: list[str] = []
    # A number wider than the plot area would overlap those of the axis.
    for point in (one for one in candidates if measure(one.text) <= area.right - area.left):
        half = measure(point.text) / 2
        x = min(max(point.x, area.left + half), area.right - half)
        baselines = (point.y - NEAR - reach_of(point.qualifier) - DESCENT, point.y + NEAR + ASCENT)
        places = [(one, Box(x - half, one - ASCENT, x + half, one + DESCENT)) for one in baselines]
        for baseline, box in sorted(places, key=lambda place: _is_crossed(place[1], segments)):
            if box.is_inside(area) and not any(box.touches(other) for other in taken):
                taken.append(box)
                parts.append(make_text(x, baseline, [point.text], "middle", "dz-chart__value"))
                break
    return parts, taken


def draw_point_notes(points: list[Point], area: Box, taken: list[Box]) -> tuple[list[str], list[Point]]:
    """Draw the notes of points near them, uncrossed by lines, with a thin line to those that are not next to theirs.

    Returns:
        The texts and lines, and the points whose notes have no place.
    """
    parts: list[str] = []
    rest: list[Point] = []
    taken = list(taken)
    segments = _list_segments(points)
    for point in (one for one in points if one.note):
        lines = wrap(point.note, min(NOTE, area.right - area.left))
        half = max(measure(line.rstrip()) for line in lines) / 2
        height = len(lines) * LINE
        for top in _list_tops(point, height):
            x = min(max(point.x, area.left + half), area.right - half)
            box = Box(x - half, top, x + half, top + height)
            is_free = not any(box.touches(other) for other in taken) and not _is_crossed(box, segments)
            if box.is_inside(area) and is_free:
                taken.append(box)
                # From the edge that is nearer to the point, unless its value is all that stands between them.
                edge = top + height if top < point.y else top
                if abs(edge - point.y) > 2 * LINE:
                    parts.append(make_line(point.x, point.y, point.x, edge, "dz-chart__lead"))
                parts.append(make_text(x, top + ASCENT, lines, "middle", "dz-chart__note"))
                break
        else:
            rest.append(point)
    return parts, rest


def _list_tops(point: Point, height: float) -> Iterator[float]:
    """Yield the tops of places for a text, from the nearest to the farthest, above and below a point."""
    for away in range(FAR):
        yield point.y - NEAR - reach_of(point.qualifier) - away * LINE - height
        yield point.y + NEAR + away * LINE


def _list_segments(points: list[Point]) -> list[tuple[Point, Point]]:
    """List the pieces of all lines, each from left to right."""
    series = sorted({point.series for point in points})
    runs = [run for one in series for run in list_runs([point for point in points if point.series == one])]
    return [segment for run in runs for segment in pairwise(run)]


def list_runs(points: list[Point]) -> Iterator[list[Point]]:
    """Yield the points of a series between two gaps; a single point makes no line."""
    for _start, run in groupby(enumerate(points), key=lambda pair: pair[1].row - pair[0]):
        found = [point for _index, point in run]
        if len(found) > 1:
            yield found


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
