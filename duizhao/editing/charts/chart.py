"""A chart as values, with all its texts already in the language of one edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from duizhao.drawings import ChartKind
from duizhao.editing.numbers import Number
from duizhao.editing.texts import Wording

SIGNS = ("%", "‰")
"""Units that are written behind each number."""


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """The texts of an edition around every chart; `{}` is filled in."""

    no_data: str
    """Shown for a missing value: 无数据."""
    unit: str
    """`单位：{}`."""
    source: str
    """`来源：{}`."""
    note: str
    """`注：{}`."""
    data: str
    """The label of the folded table: 数据."""
    label: str
    """The head of the table's first column: 项目."""
    value: str
    """The head of the second column if the only series has no name: 数值."""
    limits: Mapping[str, str]
    """What the marks at the ends of bars mean: `lower`, `about` and `upper`."""
    separator: str
    """The separator between sources: `；`."""


@dataclass(frozen=True, slots=True)
class Download:
    """A link to the data of a chart."""

    name: str
    """The link's text: CSV."""
    url: str
    """Its address, relative to the page."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What readers can take away of a chart, with the words for it in the language of the edition."""

    downloads: tuple[Download, ...] = ()
    png: str = ""
    """The text of the button that makes an image of the chart; empty for no button."""
    code: str = ""
    """The code that shows the chart on other sites; empty if the site has no address of its own."""
    embed: str = ""
    copy: str = ""
    copied: str = ""
    """The label of the code, the text of the button that copies it, and what the button says then."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """The values for one label, one per series."""

    label: str
    values: tuple[Number | None, ...]
    """None for a gap."""
    written: tuple[str, ...] = ()
    """Each value as text, if that says more than the number, such as 超过1524万; empty to format the numbers."""
    qualifiers: tuple[str, ...] = ()
    """What limits each value, such as `more than`; empty strings for exact ones, or no strings at all."""
    notes: tuple[str, ...] = ()
    """What is said at the mark of each value; empty strings for nothing, or no strings at all."""

    def qualifier(self, series: int) -> str:
        """Return what limits the value of a series; an empty string if it is exact."""
        return self.qualifiers[series] if self.qualifiers else ""

    def note(self, series: int) -> str:
        """Return what is said at the mark of a series; an empty string for nothing."""
        return self.notes[series] if self.notes else ""


@dataclass(frozen=True, slots=True)
class ChartTile:
    """The square of a region on a tile map."""

    name: str
    """The region's short name; it may hold soft hyphens, where it may be broken."""
    column: int
    row: int
    """Its place, from 1."""
    number: int | None
    """The number of the chart's row about the region, from 0; None if the chart does not mention it."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The contents of a chart in the language of one edition."""

    kind: ChartKind
    title: str
    """What the figures say."""
    description: str
    """One or two sentences on what is to be seen, read out instead of the picture."""
    rows: tuple[ChartRow, ...]
    texts: ChartTexts
    language: str
    """The edition's language tag, such as `zh-Hans`."""
    write: Callable[[Number], str]
    """Formats a number as the edition does."""
    series: tuple[str, ...] = ()
    """A name for each value of a row; may be empty if there is one value."""
    unit: str = ""
    sources: tuple[str | Wording, ...] = ()
    """The titles of its sources, some of which may be in another language."""
    note: str = ""
    licence: str = ""
    """The terms under which the data may be used, for the JSON file."""
    subtitle: str = ""
    """What is measured, in which unit, where and when."""
    tiles: tuple[ChartTile, ...] = ()
    """The squares of a tile map; none for the other kinds."""

    @property
    def unit_line(self) -> str:
        """What is said once of the unit of all numbers; empty if there is none, or if each number ends with it."""
        return self.texts.unit.format(self.unit) if self.unit and self.unit not in SIGNS else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the series; a single empty name if the chart names none."""
        return self.series or ("",)

    def write_values(self, row: ChartRow) -> tuple[str, ...]:
        """Return the values of a row as texts of the edition, including a text for gaps."""
        written = row.written or [None if value is None else self.write(value) for value in row.values]
        texts = zip(row.values, written, strict=True)
        return tuple(self.texts.no_data if value is None or text is None else text for value, text in texts)
