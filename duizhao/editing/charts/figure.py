"""The HTML of a chart: title, picture, sources and note, and the same data as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from markupsafe import Markup, escape

from duizhao.editing.charts.bars import draw_bars, draw_groups, draw_multiples
from duizhao.editing.charts.chart import Chart, Download
from duizhao.editing.charts.dots import draw_dots
from duizhao.editing.charts.drawing import WIDTH, Drawing, write_coordinate
from duizhao.editing.charts.lettering import SIZE
from duizhao.editing.charts.lines import draw_lines
from duizhao.editing.charts.stacks import draw_stacks
from duizhao.source.document import BLOCK_ATTRIBUTE

DRAW: Mapping[str, Callable[[Chart, str], Drawing]] = {
    "bar": draw_bars,
    "grouped": draw_groups,
    "stacked": draw_stacks,
    "line": draw_lines,
    "dot": draw_dots,
    "small-multiples": draw_multiples,
}
EDGE = 3.0
"""The margin around a drawing, for the strokes at its edges."""


def make_chart(chart: Chart, prefix: str, downloads: Iterable[Download] = (), block: int = 0, figures: str = "") -> str:
    """Return the HTML of a chart: the same bytes for the same chart, without scripts and without colours.

    Args:
        chart: What to show.
        prefix: The prefix of all ids, unique among the charts of a page.
        downloads: Links to files with the data.
        block: The index of its block in the document.
        figures: The relative address of the page of all figures.
    """
    texts = chart.texts
    unit = f'<p class="dz-chart__unit">{escape(texts.unit.format(chart.unit))}</p>' if chart.unit else ""
    sources = Markup(texts.separator).join(chart.sources)  # noqa: S704 -- a sign of our own
    foot = [escape(texts.source).format(sources)] if sources else []
    foot += [escape(texts.note.format(chart.note))] if chart.note else []
    lines = "".join(f'<p class="dz-chart__foot">{line}</p>\n' for line in foot)
    return (
        f'<figure class="dz-chart" {BLOCK_ATTRIBUTE}="{block}" lang="{escape(chart.language)}">\n'
        f'<figcaption><p class="dz-chart__title">{escape(chart.title)}</p>'
        f'<p class="dz-chart__description">{escape(chart.description)}</p>{unit}</figcaption>\n'
        f"{make_svg(chart, prefix)}\n{lines}"
        f'<details class="dz-chart__data"><summary>{escape(texts.data)}</summary>\n'
        f"{_make_table(chart, figures)}\n{_make_links(downloads)}</details>\n"
        "</figure>\n"
    )


def make_svg(chart: Chart, prefix: str) -> str:
    """Return the picture of a chart as SVG, with its title and description for screen readers."""
    drawing = DRAW[chart.kind](chart, prefix)
    box = " ".join(map(write_coordinate, (-EDGE, -EDGE, WIDTH + 2 * EDGE, drawing.height + 2 * EDGE)))
    return (
        f'<svg class="dz-chart__picture" xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-description" font-size="{write_coordinate(SIZE)}" '
        f'fill="currentColor">'
        f'<title id="{prefix}-title">{escape(chart.title)}</title>'
        f'<desc id="{prefix}-description">{escape(chart.description)}</desc>'
        f"{''.join(drawing.parts)}</svg>"
    )


def _make_table(chart: Chart, figures: str) -> str:
    """Return the table of a chart's values, as the edition writes them; figures are links to their rows."""
    heads = [chart.texts.label, *(name or chart.texts.value for name in chart.names)]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    rows = []
    for row in chart.rows:
        texts = zip(chart.write_values(row), row.figures or [""] * len(row.values), strict=True)
        cells = "".join(f"<td>{_link(text, figure, figures)}</td>" for text, figure in texts)
        rows.append(f'<tr><th scope="row">{escape(row.label)}</th>{cells}</tr>\n')
    table = (
        f'<table class="dz-chart__values">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{"".join(rows)}</tbody>\n</table>'
    )
    # Scrolling content must be reachable by keyboard; the class keeps the theme from wrapping the table again.
    return f'<div class="dz-chart__table" role="group" aria-label="{escape(chart.title)}" tabindex="0">{table}</div>'


def _link(text: str, figure: str, figures: str) -> str:
    """Return the text of a cell, as a link to the row of its figure if it is one."""
    return f'<a class="dz-value" href="{escape(f"{figures}#{figure}")}">{escape(text)}</a>' if figure else escape(text)


def _make_links(downloads: Iterable[Download]) -> str:
    """Return the links to the files of a chart."""
    links = [f'<a href="{escape(one.url)}" download="">{escape(one.name)}</a>' for one in downloads]
    return f'<p class="dz-chart__downloads">{" ".join(links)}</p>\n' if links else ""
