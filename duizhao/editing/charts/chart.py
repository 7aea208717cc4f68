"""A chart as values, with all its texts already in the language of one edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from duizhao.drawings import ChartKind
from duizhao.editing.numbers import Number
from duizhao.editing.texts import Wording


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
class ChartRow:
    """The values for one label, one per series."""

    label: str
    values: tuple[Number | None, ...]
    """None for a gap."""
    written: tuple[str, ...] = ()
    """Each value as text, if that says more than the number, such as 超过1524万; empty to format the numbers."""
    figures: tuple[str, ...] = ()
    """The id of the figure that each value is, empty for one that is none; empty if all are none."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The contents of a chart in the language of one edition."""

    kind: ChartKind
    title: str
    description: str
    """One or two sentences on what is to be seen, printed below the title and read out instead of the picture."""
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

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the series; a single empty name if the chart names none."""
        return self.series or ("",)

    def write_values(self, row: ChartRow) -> tuple[str, ...]:
        """Return the values of a row as texts of the edition, including a text for gaps."""
        written = row.written or [None if value is None else self.write(value) for value in row.values]
        texts = zip(row.values, written, strict=True)
        return tuple(self.texts.no_data if value is None or text is None else text for value, text in texts)
