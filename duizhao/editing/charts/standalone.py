"""A chart as a file that stands by itself: an SVG with title, source, colours and fonts inside it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from markupsafe import escape

from duizhao.editing.charts.chart import Chart
from duizhao.editing.charts.drawing import WIDE, Drawing, make_text, write_coordinate
from duizhao.editing.charts.lettering import ASCENT, LINE, SIZE, wrap

MARGIN = 20.0
"""The margin around everything."""
TITLE = 20.0
"""The size of the letters of the title."""
BETWEEN = 12.0
"""The distance between title, picture and sources."""
COLOURS = ("#0a6b5d", "#b4530a", "#3b5bb5", "#8a3a8f", "#6d6200", "#a52c36")
"""The colours of the series on a light page, as in the style sheet of charts."""
SHADES = ("#e2efec", "#bcdcd6", "#8ec5bb", "#4fa294", "#0a6b5d")
"""The shades of tiles, from light to dark; letters on the last one are light."""
TEXT, SOFT, GRID, AXIS, GROUND = "#1f2726", "#56605e", "#d9dedc", "#7d8785", "#fff"
FONTS = (
    ("zh-Hant-HK", '"PingFang HK","Microsoft JhengHei","Noto Sans CJK HK"'),
    ("zh-Hant", '"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC"'),
    ("zh", '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC"'),
)
"""The fonts of the languages whose tags begin so; in all others, the font of the system."""
STYLE = (
    f"text{{fill:{TEXT};font-size:{SIZE:.0f}px}}"
    f".dz-chart__name{{font-size:{TITLE:.0f}px}}"
    ".dz-chart__name,.dz-chart__heading,.dz-chart__value{font-weight:600}"
    f".dz-chart__soft,.dz-chart__tick,.dz-chart__gap,.dz-chart__note{{fill:{SOFT}}}"
    ".dz-chart__inside,.dz-chart__key,.dz-chart__note,.dz-chart__value"
    f"{{paint-order:stroke;stroke:{GROUND};stroke-linejoin:round;stroke-width:4px}}"
    + "".join(
        f"rect.dz-chart__s{at}.dz-chart__fill,path.dz-chart__s{at}.dz-chart__marker{{fill:{colour}}}"
        f".dz-chart__bar.dz-chart__s{at},.dz-chart__line.dz-chart__s{at},.dz-chart__limit.dz-chart__s{at}{{stroke:{colour}}}"
        for at, colour in enumerate(COLOURS, start=1)
    )
    + f".dz-chart__bar.dz-chart__s1{{fill:{COLOURS[0]}}}"
    f".dz-chart__hatch{{fill:none;stroke:{GROUND};stroke-width:1.6px}}"
    f".dz-chart__marker{{stroke:{GROUND}}}"
    ".dz-chart__line{stroke-linejoin:round;stroke-width:2.2px}"
    f".dz-chart__axis,.dz-chart__lead,.dz-chart__span{{stroke:{AXIS}}}"
    f".dz-chart__grid,.dz-chart__track{{stroke:{GRID}}}"
    ".dz-chart__track{stroke-dasharray:1 4}"
    ".dz-chart__span,.dz-chart__limit{stroke-width:2px}"
    f".dz-chart__leader{{stroke:{AXIS};stroke-width:.8px}}.dz-chart__range{{stroke:{GRID};stroke-width:9px}}"
    f".dz-chart__tile rect{{stroke:{AXIS};stroke-width:.6px}}"
    f".dz-chart__blank{{fill:none;stroke:{GRID};stroke-width:1.4px}}"
    ".dz-chart__small{font-size:12px}.dz-chart__number{font-weight:600}"
    + "".join(f".dz-shade--{at} rect{{fill:{colour}}}" for at, colour in enumerate(SHADES, start=1))
    + f".dz-shade--{len(SHADES)} text{{fill:{GROUND}}}"
    f".dz-chart__limit{{stroke:{AXIS}}}"
)
"""What the style sheet of charts says of a light page, with colours instead of properties: other programs know none."""


def make_picture(chart: Chart, drawing: Drawing, foot: Iterable[str]) -> bytes:
    """Return a chart as an SVG file that needs nothing else to be shown and quoted.

    Args:
        chart: The chart.
        drawing: The drawing of it, `WIDE` units wide.
        foot: The lines below the picture: sources, note, terms of use.
    """
    parts: list[str] = []
    # Titles have larger letters than those that texts are measured in.
    title = wrap(chart.title, WIDE * SIZE / TITLE)
    line, y = LINE * TITLE / SIZE, MARGIN
    for text in title:
        parts.append(make_text(MARGIN, y + TITLE, [text], classes="dz-chart__name"))
        y += line
    y = _write(parts, chart.subtitle, y + 2, "dz-chart__soft") + BETWEEN
    place = f"translate({write_coordinate(MARGIN)} {write_coordinate(y)})"
    parts.append(f'<g transform="{place}">{"".join(drawing.parts)}</g>')
    y += drawing.height + BETWEEN
    for text in foot:
        y = _write(parts, text, y, "dz-chart__soft")
    width, height = write_coordinate(WIDE + 2 * MARGIN), math.ceil(y + MARGIN)
    fonts = next((f"{names}," for tag, names in FONTS if chart.language.startswith(tag)), "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'xml:lang="{escape(chart.language)}" role="img" font-family="{escape(fonts)}system-ui,sans-serif">\n'
        f"<title>{escape(chart.title)}</title>\n<desc>{escape(chart.description)}</desc>\n"
        f"<style>{STYLE}</style>\n"
        f'<rect width="{width}" height="{height}" fill="{GROUND}"/>\n{"".join(parts)}\n</svg>\n'
    ).encode()


def _write(parts: list[str], text: str, top: float, classes: str) -> float:
    """Write a text over the whole width, and return its bottom."""
    lines = wrap(text, WIDE) if text else ()
    if lines:
        parts.append(make_text(MARGIN, top + ASCENT, lines, classes=classes))
    return top + len(lines) * LINE
