"""Tile maps: a square for each region at its place, with its value as a shade and as a number."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from duizhao.editing.charts.chart import Chart, ChartTile
from duizhao.editing.charts.drawing import GAP, SWATCH, Drawing, make_text, write_coordinate
from duizhao.editing.charts.lettering import ASCENT, LINE, SIZE, measure, wrap
from duizhao.editing.charts.notes import add_notes, draw_unit
from duizhao.editing.numbers import Number
from duizhao.editing.tile_maps import HYPHEN, divide_name, find_shade, find_shades, write_range

BETWEEN = 3.0
"""The distance between two tiles."""
LARGEST = 84.0
"""The maximum width of a tile."""
PADDING = 2.0
"""The minimum distance between the texts of a tile and its edges."""
NAME = "dz-chart__small"
NAME_SIZE = 12.0
"""The size of the letters of names, as in the rule of the class."""
TILE, BLANK = "dz-chart__tile", "dz-shade--none"


@dataclass(frozen=True, slots=True)
class Square:
    """A tile with its texts, as lines that fit it."""

    tile: ChartTile
    title: str
    """What is shown on hover: the full name and the value."""
    value: Number | None
    name: tuple[str, ...]
    written: tuple[str, ...]
    """The lines of the value; none for a gap, which the key explains."""

    @property
    def height(self) -> float:
        """The height that the lines need."""
        return LINE * (len(self.name) + len(self.written)) + 2 * PADDING


def draw_tiles(chart: Chart, prefix: str, width: float) -> Drawing:
    """Draw the tiles of a map below a key of its shades; tiles without a value are hatched."""
    left, right = _find_ends([tile.column for tile in chart.tiles])
    first, last = _find_ends([tile.row for tile in chart.tiles])
    side = min(LARGEST, (width + BETWEEN) / (right - left + 1) - BETWEEN)
    squares = [_fill(chart, tile, side - 2 * PADDING) for tile in chart.tiles]
    height = max([side, *(square.height for square in squares)])
    shades = find_shades(float(square.value) for square in squares if square.value is not None)
    stated = {float(square.value): square.value for square in squares if square.value is not None}
    items = [
        (find_shade(low, shades), write_range(chart.write(stated[low]), chart.write(stated[high]), chart.language))
        for low, high in shades
    ]
    if not chart.tiles or any(square.value is None for square in squares):
        items.append((BLANK, chart.texts.no_data))
    heading = wrap(chart.names[0], width) if chart.names[0] else ()
    unit = draw_unit(chart, len(heading) * LINE, width)
    key = _draw_key(items, len(heading) * LINE + unit.height, prefix, width)
    parts = [
        *unit.parts,
        _make_hatching(prefix),
        make_text(0, ASCENT, heading, classes="dz-chart__heading") if heading else "",
        *key.parts,
    ]
    for square in squares:
        x = (square.tile.column - left) * (side + BETWEEN)
        y = key.height + GAP + (square.tile.row - first) * (height + BETWEEN)
        shade = find_shade(float(square.value), shades) if square.value is not None else BLANK
        baseline = y + (height - square.height) / 2 + PADDING + ASCENT
        parts.append(f'<g class="{TILE} {shade}"><title>{escape(" ".join(square.title.split()))}</title>')
        parts.append(_draw_box(x, y, side, height, shade, prefix))
        parts.append(make_text(x + side / 2, baseline, square.name, "middle", NAME))
        if square.written:
            below = baseline + len(square.name) * LINE
            parts.append(make_text(x + side / 2, below, square.written, "middle", "dz-chart__number"))
        parts.append("</g>")
    bottom = key.height + (GAP + (last - first + 1) * (height + BETWEEN) if squares else 0.0)
    return add_notes(Drawing(tuple(parts), bottom), chart, width)


def _fill(chart: Chart, tile: ChartTile, width: float) -> Square:
    """Write the texts of a tile in lines of a width."""
    name = _break_name(tile.name, width * SIZE / NAME_SIZE)
    if tile.number is None:
        return Square(tile, f"{tile.name.replace(HYPHEN, '')} {chart.texts.no_data}", None, name, ())
    row = chart.rows[tile.number]
    (text,) = chart.write_values(row)
    written = wrap(text, width) if row.values[0] is not None else ()
    return Square(tile, f"{row.label} {text}", row.values[0], name, written)


def _break_name(name: str, width: float) -> tuple[str, ...]:
    """Break a name into lines at its soft hyphens and blanks; a part that is too wide is broken anywhere."""
    lines: list[str] = []
    line = ""
    for part in divide_name(name):
        if line and measure(_end_line(line + part)) > width:
            lines.append(_end_line(line))
            line = ""
        line += part
    return tuple(piece for one in (*lines, _end_line(line)) for piece in wrap(one.replace(HYPHEN, ""), width))


def _end_line(line: str) -> str:
    """Return a line as it is printed, with a hyphen where a word goes on."""
    text = line.rstrip()
    is_broken = text.endswith(HYPHEN) and not text.rstrip(HYPHEN).endswith(("'", "’", "-"))
    return text.replace(HYPHEN, "") + ("-" if is_broken else "")


def _find_ends(numbers: list[int]) -> tuple[int, int]:
    """Return the least and the greatest of some numbers; 1 and 1 for none."""
    return min(numbers, default=1), max(numbers, default=1)


def _draw_key(items: list[tuple[str, str]], top: float, prefix: str, width: float) -> Drawing:
    """Draw a square of each shade with its text, on as many lines as they need; the height is that of their end."""
    parts: list[str] = []
    x, y = 0.0, top
    for shade, text in items:
        needed = SWATCH + GAP + measure(text)
        if x and x + needed > width:
            x, y = 0.0, y + LINE
        box = _draw_box(x, y + (LINE - SWATCH) / 2, SWATCH, SWATCH, shade, prefix)
        parts.append(f'<g class="{TILE} {shade}">{box}</g>')
        parts.append(make_text(x + SWATCH + GAP, y + ASCENT, [text], classes="dz-chart__key"))
        x += needed + 2 * GAP
    return Drawing(tuple(parts), y + LINE if items else 0.0)


def _draw_box(x: float, y: float, width: float, height: float, shade: str, prefix: str) -> str:
    """Draw the rectangle of a tile, which gets its shade from the class of its group."""
    place = f'x="{write_coordinate(x)}" y="{write_coordinate(y)}"'
    size = f'width="{write_coordinate(width)}" height="{write_coordinate(height)}"'
    fill = f' fill="url(#{prefix}-blank)"' if shade == BLANK else ""
    return f'<rect {place} {size} rx="2"{fill}/>'


def _make_hatching(prefix: str) -> str:
    """Define the pattern of tiles without a value."""
    return (
        f'<defs><pattern id="{prefix}-blank" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path class="dz-chart__blank" d="M0 8L8 0M-2 2L2 -2M6 10L10 6"/></pattern></defs>'
    )
