"""A chart in one edition, as values: all its texts are of that edition already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from duizhao.editing.numbers import Number
from duizhao.editing.texts import Wording
from duizhao.model import ChartKind


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """What an edition says around every chart; `{}` stands for what is filled in."""

    no_data: str
    """Where a value is missing: 无数据."""
    unit: str
    """`单位：{}`."""
    source: str
    """`来源：{}`."""
    note: str
    """`注：{}`."""
    data: str
    """What the folded table is called: 数据."""
    label: str
    """The head of the table's first column: 项目."""
    value: str
    """The head of the second column where the only series has no name: 数值."""
    separator: str
    """What stands between two sources: `；`."""


@dataclass(frozen=True, slots=True)
class Download:
    """A link to the data of a chart."""

    name: str
    """What the link says: CSV."""
    url: str
    """Its address from the page."""


@dataclass(frozen=True, slots=True)
class ChartRow:
    """What is shown for one label: a value for each series."""

    label: str
    values: tuple[Number | None, ...]
    """None for a gap."""
    written: tuple[str, ...] = ()
    """How each value is written where that says more than the number, such as 超过1524万; else empty."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows, in the words of one edition."""

    kind: ChartKind
    title: str
    description: str
    """What is to be seen, in a sentence or two: printed below the title, and read out in place of the picture."""
    rows: tuple[ChartRow, ...]
    texts: ChartTexts
    language: str
    """The edition's language tag, such as `zh-Hans`."""
    write: Callable[[Number], str]
    """How the edition writes a number."""
    series: tuple[str, ...] = ()
    """A name for each value of a row; may be empty where there is one value."""
    unit: str = ""
    sources: tuple[str | Wording, ...] = ()
    """Their titles, some of which may be in another language."""
    note: str = ""
    licence: str = ""
    """Under which terms the data may be used, for the JSON file."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the series, empty for the only one of a chart that names none."""
        return self.series or ("",)

    def write_values(self, row: ChartRow) -> tuple[str, ...]:
        """Write the values of a row as the edition does, and gaps in its words."""
        written = row.written or [None if value is None else self.write(value) for value in row.values]
        texts = zip(row.values, written, strict=True)
        return tuple(self.texts.no_data if value is None or text is None else text for value, text in texts)
