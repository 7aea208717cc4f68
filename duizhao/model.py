"""The frozen values that the steps of a build pass to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 -- `date` is the name of a key
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from markdown_it.token import Token
from msgspec import Struct

from duizhao.diagnostics import Span
from duizhao.drawings import ChartSource, DiagramSource
from duizhao.settings import Settings


class Block(Struct, frozen=True):
    """The unit of conversion, translation, fallback, parallel reading and search results."""

    index: int
    """Its index in the document, from 0; the same in every edition."""
    kind: str
    """One of heading, paragraph, item, cell, term, definition, footnote, title, code, html, chart."""
    line: int
    """The line of the file on which it starts, from 1."""
    text: str
    """Its inline source without container prefixes, soft line breaks joined; for a chart, the content of its fence."""
    section: str
    """The text of the heading it belongs to; empty before the first heading."""
    token: int
    """The index of its token in the document's token stream."""
    is_translated: bool = False
    """Whether it is to be translated: prose that contains letters, a chart, or code whose author requests it."""
    note: str = ""
    """The author's note for translators."""
    context: str = ""
    """Distinguishes its text from an equal text that needs a different translation."""
    path: str = ""
    """The file that it begins in, if that is a snippet; empty if it is the document's own."""


class Heading(NamedTuple):
    """One heading of a document, for tables of contents and links."""

    level: int
    """1 to 6."""
    id: str
    """The fragment it is linked by; the same in every edition."""
    block: int
    """The index of its block."""


class Link(Struct, frozen=True):
    """A link or image of a document that leads to another file of the site, or to a heading."""

    target: str
    """The target as written: a relative path with or without a fragment, or a fragment alone."""
    span: Span
    """Its place in the sources."""
    image: bool
    """Whether it is an image."""
    label: str = ""
    """The label of the definition that its target stands in; empty if it stands in the link itself."""
    base: str = ""
    """The file that its target is relative to, if that is a snippet; empty if it is the document's own."""
    block: int = 0
    """The index of the block that it stands in."""


class Reference(Struct, frozen=True):
    """A reference in a text, which prints a figure."""

    content: str
    """The text between its braces."""
    after: str
    """The text after it, up to the next markup."""
    span: Span
    """Its place in the sources."""


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
    """Every link and image whose target is in the site."""
    references: tuple[Reference, ...]
    """Every reference to a figure, in order."""
    ids: frozenset[str]
    """Every fragment that can be linked to."""
    charts: Mapping[int, ChartSource] = field(default_factory=dict)
    """Every chart, by the index of its block."""
    definitions: Mapping[str, str] = field(default_factory=dict)
    """The file of each definition of a link that stands in a snippet, by its label."""
    diagrams: Mapping[int, DiagramSource] = field(default_factory=dict)
    """Every diagram, by the index of its block."""


class Theme(Struct, frozen=True):
    """A themed section of the report."""

    id: str
    """Its identifier in front matter and URLs."""
    name: str
    """Its name for readers, in the script of the file."""
    summary: str
    """One sentence."""
    introduction: Document
    """The text of its section page before the list of articles."""
    figures: tuple[str, ...]
    """Ids of the figures that its page begins with."""
    span: Span
    """The place of its definition."""
    headline: str = ""
    """One sentence with what its articles show above all, which the home page opens with; empty if there is none."""
    places: Mapping[str, Span] = msgspec.field(default_factory=dict)
    """The place of each of its figure ids, with keys such as `figures.0`."""


class Region(Struct, frozen=True):
    """A place that articles and figures refer to."""

    id: str
    """Its identifier in front matter."""
    name: str
    """Its name for readers."""
    level: str
    """One of country, province, municipality, prefecture, district, county, or a level below county."""
    parent: str | None
    """The id of the place it belongs to."""
    adcode: str | None
    """Its code in GB/T 2260; None below county level."""
    span: Span
    """The place of its definition."""
    short: str = ""
    """Its name where there is little room; empty if that is its name."""
    tile: tuple[int, int] | None = None
    """The column and row of its square on the tile map of its parent, from 1; None if it is on no map."""


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that facts were taken from."""

    id: str
    """Its identifier in front matter."""
    title: str
    """Its title, or a working title if it has none."""
    title_kind: str
    """Either original or working."""
    publisher: str
    """Its publisher, or a description of the publisher if the name is unknown."""
    date: str
    """Its date, as exactly as known: YYYY, YYYY-MM or YYYY-MM-DD."""
    date_inferred: bool
    """Whether the date was inferred from the content."""
    genre: str
    """The kind of text."""
    note: str
    """A note on how date and publisher were established."""
    span: Span
    """The place of its definition."""


class Tag(Struct, frozen=True):
    """What several articles are tagged with."""

    id: str
    """Its identifier in addresses: its pinyin."""
    name: str
    """Its text, as articles in the script `script` write it."""
    script: str


class Term(Struct, frozen=True):
    """A term of the report that readers can look up."""

    term: str
    """The term, in the script of the file."""
    explanation: str
    """One or two sentences for general readers; empty if the term needs none."""
    span: Span
    """The place of its definition."""


class Figure(Struct, frozen=True):
    """A number of the report, stated once and printed by reference."""

    id: str
    """Its identifier in references."""
    name: str
    """The name of what is counted, in the script of the file."""
    value: Decimal
    """The number exactly as in the source; for per cent, the percentage: 97.5."""
    unit: str
    """The measure word as printed, `%` for per cent; empty for a bare number."""
    qualifier: str
    """One of more than, nearly, at least, about, at most, less than; empty if the number is exact."""
    region: str
    """An id of regions.yml."""
    period: str
    """The time it covers: YYYY, YYYY-MM, a date, or start/end."""
    period_kind: str
    """asof (a stock on that date), span (accumulated over it), annual (per year), event."""
    theme: str
    """An id of themes.yml."""
    source: str
    """An id of sources.yml."""
    note: str
    """What readers must know to interpret it correctly; usually empty."""
    span: Span
    """The place of its definition."""
    places: Mapping[str, Span] = msgspec.field(default_factory=dict)
    """The place of the value of each of its keys."""


class Action(Struct, frozen=True):
    """Something that was done or set up, as a source reports it."""

    id: str
    """Its identifier in addresses."""
    name: str
    """Its name, in the script of the file."""
    what: str
    """What was done, in one sentence."""
    region: str
    """An id of regions.yml."""
    period: str
    """Its time: YYYY, YYYY-MM, a date, or start/end; empty if the source does not state it."""
    theme: str
    """An id of themes.yml."""
    source: str
    """An id of sources.yml."""
    span: Span
    """The place of its definition."""
    places: Mapping[str, Span] = msgspec.field(default_factory=dict)
    """The place of the value of each of its keys."""


class Event(Struct, frozen=True):
    """Something that happened, which the report's actions and figures are seen against."""

    id: str
    """Its identifier in addresses."""
    name: str
    """Its name, in the script of the file."""
    date: str
    """Its time: YYYY, YYYY-MM, a date, or start/end; empty if it recurs or the source does not state it."""
    date_inferred: bool
    """Whether the date was inferred from the content."""
    recurring: bool
    """Whether it takes place repeatedly."""
    region: str
    """An id of regions.yml."""
    source: str
    """An id of sources.yml."""
    span: Span
    """The place of its definition."""
    places: Mapping[str, Span] = msgspec.field(default_factory=dict)
    """The place of the value of each of its keys."""


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
    """The time its figures cover: YYYY, YYYY/YYYY, or dates; empty if not stated."""
    sources: tuple[str, ...]
    """Ids of sources.yml."""
    summary: str
    """One or two sentences."""
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    draft: bool
    """Whether it is shown only with `--drafts`."""
    publish_at: Day | None
    """The day from which it is shown."""
    complete: bool
    """Whether its editors promise that no block lacks a translation."""
    conversion: Mapping[str, Mapping[str, str | None]]
    """Its own wording, as a mapping from source form to edition code to value."""
    script: str
    """The edition code of its own text: zh-Hans, zh-Hant-TW, zh-Hant-HK or en."""
    document: Document
    """Its text."""
    span: Span
    """Its first line."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """The place of each key of the front matter."""
    aliases: tuple[str, ...] = ()
    """The slugs that it had before, whose addresses lead to it."""
    updated: Day | None = None
    """The day of its last change, as its front matter or its last commit states it; None if neither does."""

    @property
    def last_change(self) -> Day:
        """The day of its last change, never before that of its publication; all that states it has it from here."""
        return max(self.date, self.updated or self.date)


class TextPage(Struct, frozen=True):
    """A page that is not an article: the home page, about."""

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
    places: Mapping[str, Span] = msgspec.field(default_factory=dict)
    """The place of each key of the front matter."""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything read from the sources, before any edition is made from it."""

    settings: Settings
    themes: tuple[Theme, ...]
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    glossary: tuple[Term, ...]
    """In the order of the file; empty if the site has none."""
    figures: tuple[Figure, ...]
    """In the order of their files; empty if the site has none."""
    actions: tuple[Action, ...]
    """In the order of the file; empty if the site has none."""
    events: tuple[Event, ...]
    """In the order of the file; empty if the site has none."""
    articles: tuple[Article, ...]
    """Newest first; drafts and articles with a later `publish_at` are left out unless requested."""
    pages: tuple[TextPage, ...]
    """Pages of content/pages, by slug."""
    home: TextPage
    assets: frozenset[str]
    """Other files of the content folder, relative to it: images, downloads."""
    icons: Mapping[str, str] = field(default_factory=dict)
    """The site's own icons, as SVG by name."""
