"""The charts of a page in its edition: their texts converted or translated, their numbers taken from the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup

from duizhao.drawings import Cell, ChartSource, ChartSourceRow, ChartText, FigureId
from duizhao.editing.addresses import absolute_address, relative_address
from duizhao.editing.charts.chart import SIGNS, Chart, ChartRow, ChartTexts, ChartTile, Download, Offers
from duizhao.editing.figures import PERCENT, YEARS, qualify_number
from duizhao.editing.numbers import Number, find_scale, format_scaled, format_share
from duizhao.editing.texts import Texts, Wording
from duizhao.editing.tile_maps import Tile
from duizhao.editions import is_chinese
from duizhao.model import Figure, Site, Source
from duizhao.source.charts import list_figures
from duizhao.source.references import FORMS_OF_UNIT
from duizhao.translation.messages import TILE_CONTEXT

Say = Callable[[ChartText], str]
"""Returns a text of the chart in the language that it is drawn in."""
VALUE = "数值"
"""The head of a column of numbers, in charts and elsewhere."""
EMBED = Markup(
    '<figure><a href="{page}"><img src="{image}" alt="{title}: {description}" loading="lazy"></a>'
    '<figcaption><a href="{page}">{title}</a> ({site})</figcaption></figure>'
)
"""The code that shows a chart on other sites: an image, which needs no script and no frame there."""


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart as rendered for a page."""

    html: str
    text: str
    """Its text in the search index: title, subtitle and description."""
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
    def tiles(self) -> Mapping[str, tuple[Tile, ...]]:
        """For each region on a tile map, the tiles of the map."""

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
        from duizhao.editing.charts.figure import FORMATS, make_chart  # noqa: PLC0415 -- many modules, which
        # sites without charts do not need

        chart, is_whole = make_edition_chart(source, self.edition, say, lang)
        files = tuple((f"{self.files}-{number}.{name}", make(chart)) for name, make in FORMATS)
        html = make_chart(chart, f"dz-chart-{number}", self._make_offers(chart, [one for one, _data in files]), block)
        text = " ".join(filter(None, (chart.title, chart.subtitle, chart.description)))
        return DrawnChart(html, text, files, is_whole)

    def _make_offers(self, chart: Chart, files: list[str]) -> Offers:
        """Return what readers can take away of a chart with files at these addresses."""

        def say(text: str) -> str:
            return self.edition.texts.say(text, chart.language).text

        pattern = say("下载{}")
        links = [
            Download(pattern.format(one.rpartition(".")[2].upper()), relative_address(one, self.address))
            for one in files
        ]
        settings = self.edition.site.settings
        code = ""
        if settings.site_url:
            code = str(
                EMBED.format(
                    page=absolute_address(settings.site_url, self.address),
                    image=absolute_address(settings.site_url, next(one for one in files if one.endswith(".svg"))),
                    title=chart.title,
                    description=chart.description,
                    site=say(settings.site_name),
                )
            )
        return Offers(tuple(links), pattern.format("PNG"), code, say("嵌入"), say("复制嵌入代码"), say("已复制"))


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
        tiles=writer.list_tiles() if source.kind == "tile-map" else (),
        texts=_make_texts(texts, lang),
        language=lang,
        write=writer.write_number,
        series=tuple(map(writer.write, source.series)),
        unit=writer.unit,
        sources=tuple(texts.say(known[one].title, lang) for one in sources if one in known),
        note=writer.write(source.note),
        subtitle=writer.write(source.subtitle),
        licence=texts.say(edition.site.settings.copyright, lang).text,
    )
    return chart, writer.is_whole


class _Writer:
    """Writes the texts and numbers of a chart in one language."""

    def __init__(self, source: ChartSource, edition: ChartEdition, say: Say, lang: str) -> None:
        self._source, self._texts, self._say, self._lang = source, edition.texts, say, lang
        self._regions, self._tiles = edition.region_names, edition.tiles
        found = map(self._find, list_figures(source))
        self.figures = tuple(figure for figure in found if figure is not None)
        self.is_whole = True
        cells = [cell for row in source.rows for cell in row.cells]
        values = (figure.value if (figure := self._find(cell)) else cell for cell in cells)
        self._scale = find_scale([one for one in values if isinstance(one, int | float | Decimal)], lang)
        self.unit = self._write_unit()

    def write(self, text: ChartText | None) -> str:
        """Return a text of the chart with its references to figures filled in; an empty string for None."""
        return self._texts.fill(Wording(self._say(text), self._lang)).text if text is not None else ""

    def _write_unit(self) -> str:
        """Return the unit of the numbers: the chart's own, or else that of its figures."""
        if self._source.unit is not None or not self.figures:
            return self.write(self._source.unit)
        # The unit is printed above all numbers, in the form for many: people, not person.
        # 个 counts counties in one figure and communities in another: units that differ are left out.
        units = {self._borrow(figure.unit, figure.id).split(FORMS_OF_UNIT)[-1] for figure in self.figures}
        return units.pop() if len(units) == 1 else ""

    def write_row(self, row: ChartSourceRow) -> ChartRow:
        """Return a row whose numbers include their qualifiers: more than 15.24 million."""
        figures = [self._find(cell) for cell in row.cells]
        return ChartRow(
            self._write_label(row),
            tuple(map(self._find_value, row.cells)),
            tuple(map(self._write_cell, row.cells)),
            tuple(figure.qualifier if figure is not None else "" for figure in figures),
            tuple(map(self.write, row.notes)),
        )

    def write_number(self, value: Number) -> str:
        """Return a number in the unit that all numbers of the chart are written in, with the sign of per cent."""
        if self.unit == PERCENT:
            return format_share(Decimal(str(value)) / 100, self._lang, decimals=12)
        text = format_scaled(value, self._lang, self._scale)
        return text + self.unit if self.unit in SIGNS else text

    def _write_label(self, row: ChartSourceRow) -> str:
        figure = self._find(row.cells[0])
        if row.label is not None:
            return self.write(row.label)
        if row.region is not None or self._source.has_regions or self._source.kind == "tile-map":
            return self._borrow(self._regions.get(self._find_region(row), ""))
        return self._borrow(figure.name) if figure is not None else ""

    def list_tiles(self) -> tuple[ChartTile, ...]:
        """Return the tiles of the map that the rows are on, with the number of the row that is about each."""
        rows = {self._find_region(row): number for number, row in enumerate(self._source.rows)}
        tiles = next((self._tiles[one] for one in rows if one in self._tiles), ())
        return tuple(
            ChartTile(self._borrow(one.name, TILE_CONTEXT), one.column, one.row, rows.get(one.region)) for one in tiles
        )

    def _find_region(self, row: ChartSourceRow) -> str:
        """Return the id of the region that a row is about: the one it names, or that of its figure."""
        figure = self._find(row.cells[0])
        return row.region.id if row.region else figure.region if figure else ""

    def _find_value(self, cell: Cell) -> Number | None:
        figure = self._find(cell)
        return figure.value if figure is not None else None if isinstance(cell, FigureId) else cell

    def _write_cell(self, cell: Cell) -> str:
        value, figure = self._find_value(cell), self._find(cell)
        if value is None:
            return ""
        number = str(value) if figure is not None and figure.unit in YEARS else self.write_number(value)
        if figure is None:
            return number
        return qualify_number(figure, number, lambda words: self._texts.say(words, self._lang).text)

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
        limits={"lower": say("下限"), "about": say("约数"), "upper": say("上限")},
        separator="；" if is_chinese(lang) else "; ",
    )
