"""SVG elements of drawings: texts, bars, markers, lines and keys.

No element sets a colour: the classes `dz-chart__s1` to `dz-chart__s6` identify its series, and the style sheet defines
how a series looks on a light, dark or printed page. Patterns, shapes and dashes distinguish series without colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from duizhao.editing.charts.lettering import ASCENT, LINE, measure, wrap

WIDE, NARROW = 680.0, 348.0
"""The widths of the two drawings of a chart, in their own units: of a column of text, and of the smallest phones."""
GAP = 6.0
"""The distance between a mark and its text."""
BAR = 20.0
"""The height of a bar."""
SWATCH = 14.0
"""The side of the square that shows a pattern in a key."""
SERIES = 6
"""The number of series that can be told apart."""

# Each is drawn over the colour of its series in a tile of 8 units; the first series is plain.
PATTERNS = ("", "M0 8L8 0M-2 2L2 -2M6 10L10 6", "M2 4h1M6 8h1M6 0h1", "M4 0V8", "M0 0L8 8M0 8L8 0", "M0 4H8")
DASHES = ("", "7 4", "2 4", "10 4 2 4", "14 4", "5 3 2 3 2 3")
# Centred on 0, 0: circle, square, diamond, triangle, inverted triangle, cross.
SHAPES = (
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
    "M-4 -4h8v8h-8z",
    "M0 -5.5L5.5 0L0 5.5L-5.5 0z",
    "M0 -5L5 4H-5z",
    "M0 5L5 -4H-5z",
    "M-5 -2h3v-3h4v3h3v4h-3v3h-4v-3h-3z",
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as wide as it was asked to be."""

    parts: tuple[str, ...]
    """SVG elements, in the order in which they are painted."""
    height: float


def write_coordinate(value: float) -> str:
    """Format a coordinate to a tenth of a unit, the same on every machine."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def make_text(x: float, baseline: float, lines: Sequence[str], anchor: str = "start", classes: str = "") -> str:
    """Draw lines of text, the first one on the baseline.

    Args:
        x: The start, end or middle of the lines, depending on the anchor.
        baseline: The baseline of the first line.
        lines: The lines of text.
        anchor: `start`, `middle` or `end`.
        classes: Class names for the style sheet.
    """
    spans = [
        f'<tspan x="{write_coordinate(x)}" y="{write_coordinate(baseline + index * LINE)}">{escape(line)}</tspan>'
        for index, line in enumerate(lines)
    ]
    names = f' class="{classes}"' if classes else ""
    return f'<text text-anchor="{anchor}"{names}>{"".join(spans)}</text>'


def make_bar(x: float, y: float, width: float, prefix: str, series: int) -> str:
    """Draw the bar of a series to the right of x; a bar without width is an empty string."""
    if write_coordinate(width) == "0":
        return ""
    return make_box(x, y, width, BAR, prefix, series)


def make_box(x: float, y: float, width: float, height: float, prefix: str, series: int) -> str:
    """Draw a rectangle in the pattern of a series."""
    place = f'x="{write_coordinate(x)}" y="{write_coordinate(y)}"'
    size = f'width="{write_coordinate(width)}" height="{write_coordinate(height)}"'
    fill = f' fill="url(#{prefix}-p{series + 1})"' if PATTERNS[series] else ""
    return f'<rect class="dz-chart__bar {series_class(series)}" {place} {size}{fill}/>'


def make_marker(x: float, y: float, series: int, title: str = "") -> str:
    """Draw the marker of a series around a point, with a title that is shown on hover."""
    # White space is collapsed, as in the texts of the picture.
    inner = f"<title>{escape(' '.join(title.split()))}</title>" if title else ""
    place = f"translate({write_coordinate(x)} {write_coordinate(y)})"
    return (
        f'<path class="dz-chart__marker {series_class(series)}" transform="{place}" d="{SHAPES[series]}">{inner}</path>'
    )


def make_line(x1: float, y1: float, x2: float, y2: float, classes: str) -> str:
    """Draw a straight line that belongs to no series: an axis, a grid line, a track."""
    ends = " ".join(
        f'{name}="{write_coordinate(value)}"'
        for name, value in zip(["x1", "y1", "x2", "y2"], (x1, y1, x2, y2), strict=True)
    )
    return f'<line class="{classes}" {ends}/>'


def make_path(points: Sequence[tuple[float, float]], series: int) -> str:
    """Draw the line of a series through points."""
    steps = "L".join(f"{write_coordinate(x)} {write_coordinate(y)}" for x, y in points)
    dashes = f' stroke-dasharray="{DASHES[series]}"' if DASHES[series] else ""
    return f'<path class="dz-chart__line {series_class(series)}" fill="none"{dashes} d="M{steps}"/>'


def make_patterns(prefix: str, count: int) -> str:
    """Define the patterns of the first `count` series; their ids begin with the prefix."""
    patterns = [
        f'<pattern id="{prefix}-p{series + 1}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect class="dz-chart__fill {series_class(series)}" width="8" height="8"/>'
        f'<path class="dz-chart__hatch" d="{PATTERNS[series]}"/></pattern>'
        for series in range(count)
        if PATTERNS[series]
    ]
    return f"<defs>{''.join(patterns)}</defs>" if patterns else ""


def make_flow(
    items: Iterable[tuple[int, str]],
    left: float,
    top: float,
    width: float,
    prefix: str,
    *,
    as_markers: bool,
    classes: str = "dz-chart__key",
) -> Drawing:
    """Draw texts side by side, each after the mark of its series, on as many lines as they need.

    Args:
        items: The index of each series, and its text.
        left: The left edge of the lines.
        top: The top of the first line.
        width: The maximum length of a line.
        prefix: The prefix of the patterns' ids.
        as_markers: Whether series are shown as markers instead of patterns.
        classes: Class names of the texts for the style sheet.

    Returns:
        The parts, and the height of the lines.
    """
    parts: list[str] = []
    x, y = left, top
    for series, text in items:
        lines = wrap(text, width - SWATCH - GAP)
        needed = SWATCH + GAP + max(measure(line.rstrip()) for line in lines)
        if x > left and x + needed > left + width:
            x, y = left, y + LINE
        if as_markers:
            parts.append(make_marker(x + SWATCH / 2, y + LINE / 2, series))
        else:
            parts.append(make_box(x, y + (LINE - SWATCH) / 2, SWATCH, SWATCH, prefix, series))
        parts.append(make_text(x + SWATCH + GAP, y + ASCENT, lines, classes=classes))
        x += needed + 2 * GAP
        if len(lines) > 1:
            x, y = left + width, y + (len(lines) - 1) * LINE
    return Drawing(tuple(parts), y + LINE - top if parts else 0.0)


def series_class(series: int) -> str:
    """Return the CSS class of a series, counted from 0."""
    return f"dz-chart__s{series + 1}"
