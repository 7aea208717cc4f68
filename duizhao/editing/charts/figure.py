"""The HTML of a chart: title, picture, sources and note, and the same data as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

from duizhao.editing.charts.bars import draw_bars, draw_groups, draw_multiples
from duizhao.editing.charts.chart import Chart, Offers
from duizhao.editing.charts.data import make_csv, make_json
from duizhao.editing.charts.dots import draw_dots
from duizhao.editing.charts.drawing import NARROW, WIDE, Drawing, write_coordinate
from duizhao.editing.charts.lettering import SIZE
from duizhao.editing.charts.lines import draw_lines
from duizhao.editing.charts.ranges import draw_ranges
from duizhao.editing.charts.slopes import draw_slopes
from duizhao.editing.charts.stacks import draw_stacks
from duizhao.editing.charts.standalone import make_picture
from duizhao.editing.charts.tiles import draw_tiles
from duizhao.source.document import BLOCK_ATTRIBUTE

DRAW: Mapping[str, Callable[[Chart, str, float], Drawing]] = {
    "bar": draw_bars,
    "grouped": draw_groups,
    "stacked": draw_stacks,
    "line": draw_lines,
    "dot": draw_dots,
    "small-multiples": draw_multiples,
    "slope": draw_slopes,
    "range": draw_ranges,
    "tile-map": draw_tiles,
}
SIZES: Mapping[str, float] = {"wide": WIDE, "narrow": NARROW}
"""The drawings of a chart, of which the style sheet shows the one that suits its place."""
EDGE = 3.0
"""The margin around a drawing, for the strokes at its edges."""


def make_chart(
    chart: Chart,
    prefix: str,
    offers: Offers = Offers(),  # noqa: B008 -- a value
    block: int = 0,
    figures: str = "",
) -> str:
    """Return the HTML of a chart: the same bytes for the same chart, without scripts and without colours.

    Args:
        chart: What to show.
        prefix: The prefix of all ids, unique among the charts of a page.
        offers: What readers can take away.
        block: The index of its block in the document.
        figures: The relative address of the page of all figures.
    """
    texts = chart.texts
    subtitle = f'<p class="dz-chart__subtitle">{escape(chart.subtitle)}</p>' if chart.subtitle else ""
    foot = _list_foot(chart)
    pictures = "\n".join(make_svg(chart, prefix, size) for size in SIZES)
    lines = "".join(f'<p class="dz-chart__foot">{line}</p>\n' for line in foot)
    return (
        f'<figure class="dz-chart" {BLOCK_ATTRIBUTE}="{block}" lang="{escape(chart.language)}" '
        f'aria-labelledby="{prefix}-title">\n'
        f'<figcaption><p class="dz-chart__title" id="{prefix}-title">{escape(chart.title)}</p>'
        f'{subtitle}<p class="dz-chart__description" id="{prefix}-description" hidden="">'
        f"{escape(chart.description)}</p></figcaption>\n"
        f'<div class="dz-chart__picture" role="img" aria-labelledby="{prefix}-title {prefix}-description">'
        f"{pictures}</div>\n{lines}"
        f'<details class="dz-chart__data"><summary>{escape(texts.data)}</summary>\n'
        f"{_make_table(chart, figures)}\n{_make_offers(offers, prefix)}</details>\n"
        "</figure>\n"
    )


def make_svg(chart: Chart, prefix: str, size: str = "wide") -> str:
    """Return the picture of a chart as SVG in one of its sizes."""
    width = SIZES[size]
    drawing = DRAW[chart.kind](chart, f"{prefix}-{size}", width)
    box = " ".join(map(write_coordinate, (-EDGE, -EDGE, width + 2 * EDGE, drawing.height + 2 * EDGE)))
    return (
        f'<svg class="dz-chart__{size}" xmlns="http://www.w3.org/2000/svg" viewBox="{box}" aria-hidden="true" '
        f'font-size="{write_coordinate(SIZE)}" fill="currentColor">'
        f"{''.join(drawing.parts)}</svg>"
    )


def _list_foot(chart: Chart) -> list[str]:
    """List the lines below a picture as HTML: sources and note."""
    texts = chart.texts
    sources = Markup(texts.separator).join(chart.sources)  # noqa: S704 -- a sign of our own
    foot: list[str] = [escape(texts.source).format(sources)] if sources else []
    return [*foot, escape(texts.note.format(chart.note))] if chart.note else foot


def _make_table(chart: Chart, figures: str) -> str:
    """Return the table of a chart's values, as the edition writes them; figures are links to their rows."""
    heads = [chart.texts.label, *(name or chart.texts.value for name in chart.names)]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    rows = []
    for row in chart.rows:
        texts = zip(chart.write_values(row), row.figures or [""] * len(row.values), strict=True)
        cells = "".join(f"<td>{_link(text, figure, figures)}</td>" for text, figure in texts)
        rows.append(f'<tr><th scope="row">{escape(row.label)}</th>{cells}</tr>\n')
    # The picture has the unit near its numbers, which are in no table.
    unit = f"<caption>{escape(chart.unit_line)}</caption>\n" if chart.unit_line else ""
    body = "".join(rows)
    table = f'<table class="dz-chart__values">\n{unit}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>'
    # Scrolling content must be reachable by keyboard; the class keeps the theme from wrapping the table again.
    return f'<div class="dz-chart__table" role="group" aria-label="{escape(chart.title)}" tabindex="0">{table}</div>'


def _make_offers(offers: Offers, prefix: str) -> str:
    """Return links to the files of a chart, and the code to embed it."""
    links = [f'<a href="{escape(one.url)}" download="">{escape(one.name)}</a>' for one in offers.downloads]
    # Buttons need a script, which shows them.
    if offers.png:
        links.append(f'<button type="button" hidden="" data-dz-save="">{escape(offers.png)}</button>')
    html = f'<p class="dz-chart__downloads">{" ".join(links)}</p>\n' if links else ""
    if offers.code:
        html += (
            f'<div class="dz-chart__embed"><label for="{prefix}-code">{escape(offers.embed)}</label>\n'
            f'<textarea id="{prefix}-code" readonly="" rows="3" spellcheck="false" translate="no">{escape(offers.code)}'
            f'</textarea>\n<button type="button" hidden="" data-dz-copy="" data-done="{escape(offers.copied)}">'
            f"{escape(offers.copy)}</button></div>\n"
        )
    return html


def make_file(chart: Chart) -> bytes:
    """Return the picture of a chart as an SVG file that stands by itself."""
    drawing = DRAW[chart.kind](chart, "c", WIDE)
    texts = chart.texts
    sources = texts.separator.join(map(str, chart.sources))
    foot = [texts.source.format(sources) if sources else "", texts.note.format(chart.note) if chart.note else ""]
    # The line at the foot of pages may hold links.
    return make_picture(chart, drawing, [*foot, Markup(chart.licence).striptags()])  # noqa: S704 -- of the configuration


FORMATS: tuple[tuple[str, Callable[[Chart], bytes]], ...] = (("csv", make_csv), ("json", make_json), ("svg", make_file))
"""The file formats in which readers can download a chart."""


def _link(text: str, figure: str, figures: str) -> str:
    """Return the text of a cell, as a link to the row of its figure if it is one."""
    return f'<a class="dz-value" href="{escape(f"{figures}#{figure}")}">{escape(text)}</a>' if figure else escape(text)
