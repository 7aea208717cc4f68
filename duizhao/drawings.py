"""Drawings: charts and diagrams as they are written in texts, before any edition is made from them."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from duizhao.diagnostics import Span

ChartKind: TypeAlias = Literal[
    "bar", "grouped", "stacked", "line", "dot", "small-multiples", "slope", "range", "tile-map"
]


class ChartText(Struct, frozen=True):
    """A text of a chart, to be converted or translated."""

    text: str
    span: Span


class DiagramText(NamedTuple):
    """A text of a diagram, to be converted or translated."""

    text: str
    start: int
    """Where it begins in the source of the diagram."""
    end: int
    """Where it ends; the same if it stands there as a name, and another text is put in."""
    form: str
    """What another text is written as, with `{}` for the text."""
    is_quoted: bool = False
    """Whether it stands in quotation marks."""
    is_name: bool = False
    """Whether it is a name, which the diagram shows and also refers to."""
    closing: str = ""
    """The sign that ends it, if it stands in other rules than those of the kind of diagram."""


class DiagramSource(NamedTuple):
    """A diagram of Mermaid as written."""

    source: str
    """The content of its block."""
    kind: str
    """Its first word; empty if its texts cannot be found."""
    texts: tuple[DiagramText, ...]
    """Its texts in the order of their places."""
    places: tuple[Span, ...]
    """The places of the line that opens its block and of each line of `source`, which may come from several files."""


class FigureId(Struct, frozen=True):
    """The id of a figure of content/data, with its place; also used for the ids of a chart's sources."""

    id: str
    span: Span


Cell: TypeAlias = int | float | FigureId | None
"""A number, the id of a figure that provides it, or None for a gap."""


class ChartSourceRow(Struct, frozen=True):
    """A row of a chart."""

    label: ChartText | None
    """None if the row is labelled by its figure."""
    cells: tuple[Cell, ...]
    """One per series; a single cell if the chart names no series."""
    span: Span
    notes: tuple[ChartText | None, ...] = ()
    """What is said at the mark of each cell; empty if nothing is."""
    region: FigureId | None = None
    """The id of the region that it is about, if the row names it; it labels a row without a label."""


class ChartSource(Struct, frozen=True):
    """A chart as written, before any edition is made from it."""

    kind: ChartKind
    title: ChartText
    description: ChartText
    unit: ChartText | None
    series: tuple[ChartText, ...]
    """Empty if each row has a single value without a name."""
    rows: tuple[ChartSourceRow, ...]
    sources: tuple[FigureId, ...]
    """Ids of sources.yml, each with its place."""
    note: ChartText | None
    has_regions: bool
    """Whether figures are labelled with their regions instead of their names."""
    span: Span
    subtitle: ChartText | None = None
