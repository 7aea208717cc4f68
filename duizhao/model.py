"""The values that the steps of a build hand to each other; all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 -- `date` is the name of a key
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias

from markdown_it.token import Token

from duizhao.diagnostics import Span
from duizhao.settings import Settings


@dataclass(frozen=True, slots=True)
class Block:
    """The unit of conversion, translation, fallback, parallel reading and search results."""

    index: int
    """Its number in the document, from 0; the same in every edition."""
    kind: str
    """heading, paragraph, item, cell, term, definition, footnote, title, code, html, chart."""
    line: int
    """The line of the file where it starts, from 1."""
    text: str
    """Its inline source without container prefixes; soft line breaks joined. Of a chart, what stands in its fence."""
    section: str
    """The text of the heading it stands under; empty before the first."""
    token: int
    """Where its token stands in the document's stream."""
    is_translated: bool = False
    """Whether it is given to translators: prose with letters in it, a chart, code that its author wants so."""
    note: str = ""
    """What its author tells translators."""
    context: str = ""
    """What tells its text from an equal one that needs another translation."""


class Heading(NamedTuple):
    """One heading of a document, for tables of contents and links."""

    level: int
    """1 to 6."""
    id: str
    """The fragment it is linked by; the same in every edition."""
    block: int
    """The index of its block."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image of a document that leads to another file of the site, or to a heading."""

    target: str
    """What is written: a relative path with or without fragment, or a fragment alone."""
    span: Span
    """Where it is written."""
    image: bool
    """Whether it is an image."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place of a text that prints a figure."""

    content: str
    """What stands between its braces."""
    after: str
    """The text behind it, up to the next markup."""
    span: Span
    """Where it is written."""


ChartKind: TypeAlias = Literal["bar", "grouped", "stacked", "line", "dot", "small-multiples"]


@dataclass(frozen=True, slots=True)
class ChartText:
    """A text of a chart, to be converted or translated."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class FigureId:
    """A value that is stated in content/data."""

    id: str
    span: Span


Cell: TypeAlias = int | float | FigureId | None
"""A value, the figure that has it, or a gap."""


@dataclass(frozen=True, slots=True)
class ChartSourceRow:
    """A row of a chart."""

    label: ChartText | None
    """None where its figure says it."""
    cells: tuple[Cell, ...]
    """As many as the chart has series; one where it names none."""
    span: Span


@dataclass(frozen=True, slots=True)
class ChartSource:
    """A chart as it is written, before any edition is made of it."""

    kind: ChartKind
    title: ChartText
    description: ChartText
    unit: ChartText | None
    series: tuple[ChartText, ...]
    """Empty where there is one value to a row and it has no name."""
    rows: tuple[ChartSourceRow, ...]
    sources: tuple[FigureId, ...]
    """Ids of sources.yml, each with its place."""
    note: ChartText | None
    has_regions: bool
    """Whether figures are labelled with their regions, not with their names."""
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown text, parsed once."""

    path: str
    """Its file, relative to the site's folder."""
    tokens: tuple[Token, ...]
    """The token stream of markdown-it-py; never changed after parsing."""
    env: Mapping[str, Any]
    """The parser's environment: reference definitions, footnotes."""
    blocks: tuple[Block, ...]
    """Every block, in order."""
    headings: tuple[Heading, ...]
    """Every heading, in order."""
    links: tuple[Link, ...]
    """Every link and image that leads to somewhere in the site."""
    references: tuple[Reference, ...]
    """Every reference to a figure, in order."""
    ids: frozenset[str]
    """Every fragment that can be linked to."""
    charts: Mapping[int, ChartSource] = field(default_factory=dict)
    """Every chart, by the index of its block."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A themed section of the report."""

    id: str
    """Its name in front matter and URLs."""
    name: str
    """Its name for readers, in the script of the file."""
    summary: str
    """One sentence."""
    introduction: Document
    """What its section page says before the list of articles."""
    figures: tuple[str, ...]
    """Ids of the figures that its page begins with."""
    span: Span
    """Where it is defined."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each of its figures is named: figures.0."""


@dataclass(frozen=True, slots=True)
class Region:
    """A place that articles and figures speak of."""

    id: str
    """Its name in front matter."""
    name: str
    """Its name for readers."""
    level: str
    """country, province, municipality, prefecture, district, county and below."""
    parent: str | None
    """The id of the place it belongs to."""
    adcode: str | None
    """Its code in GB/T 2260; None below county level."""
    span: Span
    """Where it is defined."""


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that facts were taken from."""

    id: str
    """Its name in front matter."""
    title: str
    """Its title, or a working title where it has none."""
    title_kind: str
    """original or working."""
    publisher: str
    """Who published it, or how it is described where that is not known."""
    date: str
    """When, as exactly as known: YYYY, YYYY-MM or YYYY-MM-DD."""
    date_inferred: bool
    """Whether the date was worked out from the content."""
    genre: str
    """What kind of text it is."""
    note: str
    """How date and publisher were established."""
    span: Span
    """Where it is defined."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the report that readers can look up."""

    term: str
    """The term, in the script of the file."""
    explanation: str
    """One or two sentences for general readers; empty where the term needs none."""
    span: Span
    """Where it is defined."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the report, stated once and printed by reference."""

    id: str
    """What references call it."""
    name: str
    """What is counted, in the script of the file."""
    value: Decimal
    """The number exactly as the source has it; of per cent the per cent: 97.5."""
    unit: str
    """The measure word as printed, `%` for per cent; empty for a bare number."""
    qualifier: str
    """more than, nearly, at least, about, at most, less than; empty where the number is exact."""
    region: str
    """An id of regions.yml."""
    period: str
    """What time it covers: YYYY, YYYY-MM, a date, or start/end."""
    period_kind: str
    """asof (a stock on that date), span (accumulated over it), annual (per year), event."""
    theme: str
    """An id of themes.yml."""
    source: str
    """An id of sources.yml."""
    note: str
    """What readers must know to read it rightly; mostly empty."""
    span: Span
    """Where it is defined."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each of its keys has its value."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that was done or set up, as a source reports it."""

    id: str
    """Its name in addresses."""
    name: str
    """What it is called, in the script of the file."""
    what: str
    """One sentence that says it."""
    region: str
    """An id of regions.yml."""
    period: str
    """When: YYYY, YYYY-MM, a date, or start/end; empty where the source does not say."""
    theme: str
    """An id of themes.yml."""
    source: str
    """An id of sources.yml."""
    span: Span
    """Where it is defined."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each of its keys has its value."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, which the report's actions and figures are seen against."""

    id: str
    """Its name in addresses."""
    name: str
    """What it is called, in the script of the file."""
    date: str
    """When: YYYY, YYYY-MM, a date, or start/end; empty of one that recurs, or where the source does not say."""
    date_inferred: bool
    """Whether the date was worked out from the content."""
    recurring: bool
    """Whether it takes place again and again."""
    region: str
    """An id of regions.yml."""
    source: str
    """An id of sources.yml."""
    span: Span
    """Where it is defined."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each of its keys has its value."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its front matter, checked, and its text, parsed."""

    slug: str
    """Its name in URLs: the file's name without .md."""
    title: str
    date: Day
    theme: str
    """An id of themes.yml."""
    regions: tuple[str, ...]
    """Ids of regions.yml, the most important first."""
    period: str
    """What time its figures cover: YYYY, YYYY/YYYY, or dates; empty where not said."""
    sources: tuple[str, ...]
    """Ids of sources.yml."""
    summary: str
    """One or two sentences."""
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    draft: bool
    """Whether only `--drafts` shows it."""
    publish_at: Day | None
    """The day from which it is shown."""
    complete: bool
    """Whether its editors promise that no block lacks a translation."""
    conversion: Mapping[str, Mapping[str, str | None]]
    """Wording of its own: source form to edition code to value."""
    script: str
    """The edition code of its own text: zh-Hans, zh-Hant-TW, zh-Hant-HK or en."""
    document: Document
    """Its text."""
    span: Span
    """Its first line."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each key of the front matter is written."""


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page that is no article: the home page, about."""

    slug: str
    """Its name in URLs; empty for the home page."""
    title: str
    summary: str
    script: str
    """The edition code of its own text."""
    document: Document
    figures: tuple[str, ...]
    """Ids of the figures that it begins with."""
    span: Span
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each key of the front matter is written."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that was read, before any edition is made of it."""

    settings: Settings
    themes: tuple[Theme, ...]
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    glossary: tuple[Term, ...]
    """In the order of the file; empty where the site has none."""
    figures: tuple[Figure, ...]
    """In the order of their files; empty where the site has none."""
    actions: tuple[Action, ...]
    """In the order of the file; empty where the site has none."""
    events: tuple[Event, ...]
    """In the order of the file; empty where the site has none."""
    articles: tuple[Article, ...]
    """Newest first; drafts and articles of the future left out unless asked for."""
    pages: tuple[TextPage, ...]
    """Pages of content/pages, by slug."""
    home: TextPage
    assets: frozenset[str]
    """Other files of the content folder, relative to it: images, downloads."""
