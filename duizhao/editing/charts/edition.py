"""The charts of a page in its edition: their texts converted or translated, their numbers taken from the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from duizhao.drawings import Cell, ChartSource, ChartSourceRow, ChartText, FigureId
from duizhao.editing.addresses import FIGURES, folder_address, relative_address
from duizhao.editing.charts.chart import Chart, ChartRow, ChartTexts, Download
from duizhao.editing.numbers import Number, format_exact
from duizhao.editing.texts import Texts, Wording
from duizhao.editions import is_chinese
from duizhao.model import Figure, Site, Source
from duizhao.source.charts import list_figures
from duizhao.source.references import FORMS_OF_UNIT

Say = Callable[[ChartText], str]
"""Returns a text of the chart in the language that it is drawn in."""
VALUE = "数值"
"""The head of a column of numbers, in charts and elsewhere."""
WITHIN = "…, "
"""Text before a number that begins no sentence, which keeps it in lower case: more than 15.24 million."""


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart as rendered for a page."""

    html: str
    text: str
    """Its text in the search index: title and description."""
    files: tuple[tuple[str, bytes], ...]
    """Its data for download: addresses relative to the site's root, and bytes."""
    is_whole: bool
    """Whether the names and units taken from figures are in the chart's language, too."""


DrawChart = Callable[[ChartSource, int, int, Say, str], DrawnChart]
"""Draws a chart, see `ChartContext.draw`."""


class ChartEdition(Protocol):
    """The inputs of an edition that charts read."""

    @property
    def site(self) -> Site:
        """The site, of which only the settings are read."""

    @property
    def texts(self) -> Texts:
        """The texts of the site."""

    @property
    def region_names(self) -> Mapping[str, str]:
        """The name of each region, in the script of its file."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Each source by its id."""


@dataclass(frozen=True, slots=True)
class ChartContext:
    """The inputs for drawing the charts of a page."""

    edition: ChartEdition
    """The inputs of the page's edition."""
    address: str
    """The address of the page."""
    files: str
    """The prefix of the addresses of its files."""

    def draw(self, source: ChartSource, block: int, number: int, say: Say, lang: str) -> DrawnChart:
        """Draw a chart in one language.

        Args:
            source: The chart as it is written.
            block: The index of its block.
            number: The number of the chart on the page, from 1; like the chart's ids, the same in every edition.
            say: Returns each of its texts in that language.
            lang: The code of the language or script.
        """
        from duizhao.editing.charts.data import FORMATS  # noqa: PLC0415 -- here and below: many modules, which sites
        from duizhao.editing.charts.figure import make_chart  # noqa: PLC0415 -- without charts do not need

        chart, is_whole = make_edition_chart(source, self.edition, say, lang)
        files = tuple((f"{self.files}-{number}.{name}", make(chart)) for name, make in FORMATS)
        pattern = self.edition.texts.say("下载{}", lang).text
        links = [
            Download(pattern.format(name.upper()), relative_address(address, self.address))
            for (name, _make), (address, _data) in zip(FORMATS, files, strict=True)
        ]
        figures = relative_address(folder_address(self.edition.texts.edition, FIGURES), self.address)
        html = make_chart(chart, f"dz-chart-{number}", links, block, figures)
        return DrawnChart(html, f"{chart.title} {chart.description}", files, is_whole)


def make_edition_chart(source: ChartSource, edition: ChartEdition, say: Say, lang: str) -> tuple[Chart, bool]:
    """Make a chart in one language from its own texts and the site's figures and sources.

    Args:
        source: The chart as it is written.
        edition: The inputs of the edition that the chart is for.
        say: Returns a text of the chart in the language.
        lang: The code of the language or script: the edition's, or that of the text shown instead.

    Returns:
        The chart, and whether the names and units taken from figures are in the language, too.
    """
    writer = _Writer(source, edition, say, lang)
    texts, known = edition.texts, edition.sources
    sources = dict.fromkeys([*(one.id for one in source.sources), *(one.source for one in writer.figures)])
    chart = Chart(
        kind=source.kind,
        title=writer.write(source.title),
        description=writer.write(source.description),
        rows=tuple(map(writer.write_row, source.rows)),
        texts=_make_texts(texts, lang),
        language=lang,
        write=partial(format_exact, code=lang),
        series=tuple(map(writer.write, source.series)),
        unit=writer.write_unit(),
        sources=tuple(texts.say(known[one].title, lang) for one in sources if one in known),
        note=writer.write(source.note),
        licence=texts.say(edition.site.settings.copyright, lang).text,
    )
    return chart, writer.is_whole


class _Writer:
    """Writes the texts and numbers of a chart in one language."""

    def __init__(self, source: ChartSource, edition: ChartEdition, say: Say, lang: str) -> None:
        self._source, self._texts, self._say, self._lang = source, edition.texts, say, lang
        self._regions = edition.region_names
        found = map(self._find, list_figures(source))
        self.figures = tuple(figure for figure in found if figure is not None)
        self.is_whole = True

    def write(self, text: ChartText | None) -> str:
        """Return a text of the chart with its references to figures filled in; an empty string for None."""
        return self._texts.fill(Wording(self._say(text), self._lang)).text if text is not None else ""

    def write_unit(self) -> str:
        """Return the unit of the numbers: the chart's own, or else that of its figures."""
        if self._source.unit is not None or not self.figures:
            return self.write(self._source.unit)
        # The unit is printed above all numbers, in the form for many: people, not person.
        # 个 counts counties in one figure and communities in another: units that differ are left out.
        units = {self._borrow(figure.unit, figure.id).split(FORMS_OF_UNIT)[-1] for figure in self.figures}
        return units.pop() if len(units) == 1 else ""

    def write_row(self, row: ChartSourceRow) -> ChartRow:
        """Return a row whose numbers include their qualifiers: more than 15.24 million."""
        values, written = zip(*map(self._write_cell, row.cells), strict=True)
        found = map(self._find, row.cells)
        figures = tuple(figure.id if figure is not None else "" for figure in found)
        return ChartRow(self._write_label(row), values, written, figures if any(figures) else ())

    def _write_label(self, row: ChartSourceRow) -> str:
        figure = self._find(row.cells[0])
        if row.label is not None or figure is None:
            return self.write(row.label)
        return self._borrow(self._regions.get(figure.region, "") if self._source.has_regions else figure.name)

    def _write_cell(self, cell: Cell) -> tuple[Number | None, str]:
        figure = self._find(cell)
        if figure is not None:
            return figure.value, self._texts.write_figure(f"{figure.id}:number", WITHIN, self._lang).text
        if cell is None or isinstance(cell, FigureId):
            return None, ""
        return cell, format_exact(cell, self._lang)

    def _find(self, cell: Cell) -> Figure | None:
        # An unknown figure is an error of the sources, reported once all of them are read.
        return self._texts.figures.get(cell.id) if isinstance(cell, FigureId) else None

    def _borrow(self, text: str, context: str = "") -> str:
        """Return a text of the site, and record if it has no translation."""
        wording = self._texts.say(text, self._lang, context)
        self.is_whole = self.is_whole and not wording.foreign
        return wording.text


def _make_texts(texts: Texts, lang: str) -> ChartTexts:
    """Return the texts around every chart."""

    def say(text: str) -> str:
        return texts.say(text, lang).text

    return ChartTexts(
        no_data=say("无数据"),
        unit=say("单位：{}"),
        source=say("来源：{}"),
        note=say("注：{}"),
        data=say("数据"),
        label=say("项目"),
        value=say(VALUE),
        separator="；" if is_chinese(lang) else "; ",
    )
