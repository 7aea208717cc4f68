"""Pages: what stands at which address in which edition, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from duizhao.editing.addresses import (
    ARTICLES,
    DATA,
    FIGURES,
    GLOSSARY,
    REGIONS,
    SOURCES,
    TIMELINE,
    AddressBook,
    article_address,
    folder_address,
    page_address,
    region_address,
    theme_address,
)
from duizhao.editing.archive import Archive
from duizhao.editing.blocks import BlockText
from duizhao.editing.charts.edition import Studio
from duizhao.editing.document import LABELS, EditedDocument, Job, TocEntry, edit_document
from duizhao.editing.glossary import Explainer, Glossary
from duizhao.editing.listings import INDEXED, Entry, list_entries, name_chapter, word_chapter, word_head
from duizhao.editing.texts import Texts, Wording
from duizhao.model import Article, Document, Region, Site, TextPage, Theme
from duizhao.script.lexicon import Lexicon
from duizhao.settings import Edition
from duizhao.source.lexicon import extend_lexicon
from duizhao.translation.catalog import Catalog, count_characters
from duizhao.translation.shelf import SITE_CATALOG

Kind = Literal[
    "home",
    "articles",
    "theme",
    "article",
    "page",
    "search",
    "regions",
    "region",
    "timeline",
    "figures",
    "glossary",
    "sources",
]
Subject = Article | Theme | Region | TextPage | None
T = TypeVar("T")
LONGEST = 200
"""How many articles a page lists, and the navigation of a section; what is more stands on further pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of one edition, before its text is made."""

    kind: Kind
    name: str
    """Its slug or id; with the kind, the same in every edition."""
    edition: Edition
    address: str
    """Where it stands, relative to the site's root: a folder with a slash at the end, or a file where a site is opened
    from disk."""
    subject: Subject
    """What it is about."""
    part: int = 1
    """Which part of a long list it shows, from 1."""

    @property
    def key(self) -> tuple[str, str]:
        """What its counterparts in the other editions have in common with it."""
        return self.kind, self.name


@dataclass(frozen=True, slots=True)
class EditedPage:
    """A page with its text."""

    page: Page
    title: Wording
    summary: Wording
    html: str
    toc: tuple[TocEntry, ...]
    share: float
    """The share of its characters that is in the edition's language, from 0 to 1."""
    stale: int
    """How many blocks have an outdated translation."""
    missing: int
    """How many blocks have none."""
    source: str
    """The code of the language or script that it is written in."""
    blocks: tuple[BlockText, ...] | None = None
    """The texts of its blocks; None where only its HTML tells."""
    files: tuple[tuple[str, bytes], ...] = ()
    """The data of its charts to download: addresses relative to the site's root, and bytes."""

    @property
    def is_offered(self) -> bool:
        """Whether it counts as a page in the edition's language, for search engines and other editions."""
        return self.share >= self.page.edition.threshold


@dataclass(frozen=True, slots=True)
class Newsroom:
    """All that the pages of one edition are made with."""

    site: Site
    edition: Edition
    texts: Texts
    book: AddressBook
    """Where documents stand in the edition."""
    catalogs: Mapping[str, Catalog] = field(default_factory=dict)
    """Catalogs by article slug; the site's own under the empty name."""
    lexicon: Lexicon = Lexicon()  # noqa: RUF009 -- immutable
    """The site's own wording."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many articles each theme has."""
    region_names: Mapping[str, str] = field(default_factory=dict)
    """What each region is called, in the script of its file."""
    glossary: Glossary | None = None
    """The terms that are explained in articles; None explains none."""


def list_pages(archive: Archive, edition: Edition) -> tuple[Page, ...]:
    """List the pages of an edition: home, sections with their articles, the list of all, what is made of data, others.

    Args:
        archive: What the site has; of what it has nothing there is no page.
        edition: The edition.
    """
    site = archive.site
    pages = [Page("home", "", edition, page_address(edition, site.home), site.home)]
    for theme in site.themes:
        articles = [article for article in site.articles if article.theme == theme.id]
        for part, own in enumerate(divide(articles), 1):
            pages.append(_make_list("theme", theme.id, edition, theme_address(edition, theme), theme, part))
            pages += [
                Page("article", article.slug, edition, article_address(edition, article), article) for article in own
            ]
    for part, _own in enumerate(divide(site.articles), 1):
        pages.append(_make_list("articles", "", edition, folder_address(edition, ARTICLES), None, part))
    listings: tuple[tuple[Kind, str, Sequence[object]], ...] = (
        ("timeline", TIMELINE, archive.happenings),
        ("figures", FIGURES, site.figures),
        ("regions", REGIONS, archive.shown),
        ("glossary", GLOSSARY, archive.terms),
        ("sources", SOURCES, site.sources),
    )
    pages += [Page(kind, "", edition, folder_address(edition, folder), None) for kind, folder, own in listings if own]
    pages += [Page("region", region.id, edition, region_address(edition, region), region) for region in archive.shown]
    pages += [Page("page", page.slug, edition, page_address(edition, page), page) for page in site.pages]
    return tuple(pages)


def divide(articles: Sequence[T]) -> list[Sequence[T]]:
    """Divide a list into the parts that one page each shows; an empty list has one part, which is empty."""
    return [articles[start : start + LONGEST] for start in range(0, len(articles), LONGEST)] or [()]


def _make_list(kind: Kind, name: str, edition: Edition, address: str, subject: Subject, part: int) -> Page:
    """Make the page of one part of a list; the first part has the address of the whole."""
    if part == 1:
        return Page(kind, name, edition, address, subject)
    place = f"{address.removesuffix(edition.index)}{part}/{edition.index}"
    return Page(kind, f"{name}/{part}", edition, place, subject, part)


def edit_page(page: Page, room: Newsroom, archive: Archive | None = None) -> EditedPage:
    """Make the text of a page in its edition.

    Args:
        page: The page.
        room: All that the edition's pages are made with.
        archive: What the site has; only an article does without it.
    """
    subject = page.subject
    texts = room.texts
    source, catalog, lexicon = texts.source, room.catalogs.get(SITE_CATALOG), room.lexicon
    document: Document | None = None
    heads: tuple[str, str] | None = None
    said: Entry
    if isinstance(subject, Article):
        source, catalog = subject.script, room.catalogs.get(subject.slug)
        lexicon, _problems = extend_lexicon(room.lexicon, subject)
        heads, document = (subject.title, subject.summary), subject.document
        # Of its own catalog alone: what an article's pages say then depends on no other file but those of figures.
        texts = Texts(page.edition, source, None, lexicon)
    elif isinstance(subject, Theme):
        # The introduction stands before the first part of the list.
        heads, document = (subject.name, subject.summary), subject.introduction if page.part == 1 else None
    elif isinstance(subject, TextPage):
        source, heads, document = subject.script, (subject.title, subject.summary), subject.document
    if heads is None:
        said = word_head(page.kind, subject if isinstance(subject, Region) else None, texts)
    else:
        said = tuple((text, room.texts.fill(texts(text, source, catalog, lexicon))) for text in heads)
    edited = EditedDocument("", (), 0, 0, 0, 0, ())
    if document is not None:
        edited = _edit(document, page, room, source, catalog, lexicon)
    entries = [*list_entries(page.kind, subject, archive, room.texts)] if archive and page.part == 1 else []
    shares = [(edited.characters, edited.translated), _weigh(said, page.edition, source)]
    shares += [_weigh(entry, page.edition, room.texts.source) for entry in entries]
    total, current = (sum(column) for column in zip(*shares, strict=True))
    blocks, toc = edited.blocks, edited.toc
    if page.kind == "timeline" and archive:
        chapters = dict.fromkeys(map(name_chapter, archive.happenings))
        toc = tuple(TocEntry(2, name, word_chapter(name, room.texts).text) for name in chapters)
    if page.kind in INDEXED:
        lines = (" ".join(wording.text for _text, wording in entry) for entry in entries)
        blocks = tuple(BlockText(number, " ".join(line.split()), "") for number, line in enumerate(lines))
    (_title, title), (_summary, summary) = said
    return EditedPage(
        page=page,
        title=title,
        summary=summary,
        html=edited.html,
        toc=toc,
        share=current / total if total else 1.0,
        stale=edited.stale,
        missing=edited.missing + sum(wording.foreign for entry in (said, *entries) for _text, wording in entry),
        source=source,
        blocks=blocks,
        files=edited.files,
    )


def _weigh(entry: Entry, edition: Edition, source: str) -> tuple[int, int]:
    """Count the characters of texts that an edition translates, and those that it has a translation of."""
    if not edition.translates(source):
        return 0, 0
    return (
        count_characters([text for text, _wording in entry]),
        count_characters([text for text, wording in entry if not wording.foreign]),
    )


def name_files(page: Page) -> str:
    """Say what the addresses of a page's own files begin with: `data/en/volunteering` for those of an article."""
    name = page.name if page.kind == "article" else f"{page.kind}/{page.name or 'index'}"
    return f"{DATA}{page.edition.folder}/{name}"


def _edit(
    document: Document, page: Page, room: Newsroom, source: str, catalog: Catalog | None, lexicon: Lexicon
) -> EditedDocument:
    """Edit the text of a page."""
    job = Job(
        edition=page.edition,
        source=source,
        catalog=catalog,
        resolve=lambda target: room.book.resolve(document, page.address, target),
        lexicon=lexicon,
        write_figure=room.texts.write_figure,
        draw_chart=Studio(room.site, room.texts, page.address, name_files(page)).draw,
        labels={name: room.texts(label).text for name, label in LABELS.items()},
        explainer=room.glossary.open(page.address) if room.glossary and page.kind == "article" else Explainer(),
    )
    return edit_document(document, job)
