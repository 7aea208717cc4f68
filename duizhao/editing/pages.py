"""Pages: their addresses in each edition, and their contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, TypeVar

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
from duizhao.editing.blocks import BlockText
from duizhao.editing.content_index import ContentIndex
from duizhao.editing.document import LABELS, EditedDocument, Job, TocEntry, edit_document
from duizhao.editing.glossary import Explainer, Glossary
from duizhao.editing.images import ImageFiles
from duizhao.editing.listings import INDEXED, Entry, chapter_id, chapter_title, list_entries, listing_head
from duizhao.editing.texts import Texts, Wording
from duizhao.editing.tile_maps import Tile
from duizhao.editions import Edition
from duizhao.model import Article, Document, Region, Site, Source, TextPage, Theme
from duizhao.script.lexicon import Lexicon
from duizhao.source.lexicon import extend_lexicon
from duizhao.tracking import Reads, TrackedMapping
from duizhao.translation.catalog import Catalog, count_characters
from duizhao.translation.catalog_files import SITE_CATALOG

if TYPE_CHECKING:
    from duizhao.diagnostics import Diagnostic
    from duizhao.editing.charts.edition import DrawChart
    from duizhao.editing.diagrams.edition import DiagramContext

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
"""The maximum number of articles on a page and in a section's navigation; the others go on further pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of one edition, before its text is edited."""

    kind: Kind
    name: str
    """Its slug or id; with the kind, the same in every edition."""
    edition: Edition
    address: str
    """Its address, relative to the site's root: a folder with a slash at the end, or a file if the site is opened from
    disk."""
    subject: Subject
    """The article, theme, region or text page that it is about; None for other pages."""
    part: int = 1
    """The part of a long list that it shows, from 1."""

    @property
    def key(self) -> tuple[str, str]:
        """The kind and name, which it shares with its counterparts in the other editions."""
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
    """The number of texts with an outdated translation."""
    missing: int
    """The number of texts with none, including title, summary and entries."""
    source: str
    """The code of the language or script that it is written in."""
    blocks: tuple[BlockText, ...] | None = None
    """The texts of its blocks; None if they must be read from its HTML."""
    files: tuple[tuple[str, bytes], ...] = ()
    """The data of its charts for download: addresses relative to the site's root, and bytes."""
    images: tuple[str, ...] = ()
    """The files of its images that have copies."""
    problems: tuple[Diagnostic, ...] = ()
    """What could not be made in this edition."""

    @property
    def is_offered(self) -> bool:
        """Whether it counts as a page in the edition's language, for search engines and other editions."""
        return self.share >= self.page.edition.threshold


@dataclass(frozen=True, slots=True)
class EditionContext:
    """The inputs that the pages of one edition share."""

    site: Site
    edition: Edition
    texts: Texts
    book: AddressBook
    """The addresses of documents in the edition."""
    images: ImageFiles
    """The image files of the site."""
    catalogs: Mapping[str, Catalog] = field(default_factory=dict)
    """Catalogs by article slug; the site's own under the empty name."""
    lexicon: Lexicon = Lexicon()  # noqa: RUF009 -- immutable
    """The site's own wording."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """The number of articles of each theme."""
    region_names: Mapping[str, str] = field(default_factory=dict)
    """The name of each region, in the script of its file."""
    tiles: Mapping[str, tuple[Tile, ...]] = field(default_factory=dict)
    """For each region on a tile map, the tiles of the map."""
    themes: Mapping[str, Theme] = field(default_factory=dict)
    """Each theme by its id, in the order of the file; like the sources."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    glossary: Glossary | None = None
    """The terms that are explained in articles; None explains none."""

    def tracked(self, reads: Reads) -> EditionContext:
        """Return the same inputs for a step, which record the facts that it reads.

        Of the site it can read nothing but the settings, which every step depends on as a whole.
        """
        settings_only: Any = SimpleNamespace(settings=self.site.settings)
        return replace(
            self,
            site=settings_only,
            texts=self.texts.tracked(reads),
            book=self.book.tracked(reads),
            images=self.images.tracked(reads),
            region_names=TrackedMapping("region", self.region_names, reads),
            tiles=TrackedMapping("tiles", self.tiles, reads),
            themes=TrackedMapping("theme", self.themes, reads),
            sources=TrackedMapping("source", self.sources, reads),
            counts=TrackedMapping("count", self.counts, reads),
        )


def list_pages(content_index: ContentIndex, edition: Edition) -> tuple[Page, ...]:
    """List the pages of an edition: home, themes with their articles, the list of all articles, listings, others.

    Args:
        content_index: The content index of the site; an empty listing has no page.
        edition: The edition.
    """
    site = content_index.site
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
        ("timeline", TIMELINE, content_index.timeline),
        ("figures", FIGURES, site.figures),
        ("regions", REGIONS, content_index.shown),
        ("glossary", GLOSSARY, content_index.terms),
        ("sources", SOURCES, site.sources),
    )
    pages += [Page(kind, "", edition, folder_address(edition, folder), None) for kind, folder, own in listings if own]
    pages += [
        Page("region", region.id, edition, region_address(edition, region), region) for region in content_index.shown
    ]
    pages += [Page("page", page.slug, edition, page_address(edition, page), page) for page in site.pages]
    return tuple(pages)


def divide(articles: Sequence[T]) -> list[Sequence[T]]:
    """Divide a list into the parts that go on one page each; an empty list has one empty part."""
    return [articles[start : start + LONGEST] for start in range(0, len(articles), LONGEST)] or [()]


def _make_list(kind: Kind, name: str, edition: Edition, address: str, subject: Subject, part: int) -> Page:
    """Return the page of one part of a list; the first part has the address of the whole."""
    if part == 1:
        return Page(kind, name, edition, address, subject)
    place = f"{address.removesuffix(edition.index)}{part}/{edition.index}"
    return Page(kind, f"{name}/{part}", edition, place, subject, part)


def edit_page(page: Page, context: EditionContext, content_index: ContentIndex | None = None) -> EditedPage:
    """Return a page with its text in its edition.

    Args:
        page: The page.
        context: The inputs that the edition's pages share.
        content_index: The content index of the site; only articles do without it.
    """
    subject = page.subject
    texts = context.texts
    source, catalog, lexicon = texts.source, context.catalogs.get(SITE_CATALOG), context.lexicon
    document: Document | None = None
    heads: tuple[str, str] | None = None
    said: Entry
    if isinstance(subject, Article):
        source, catalog = subject.script, context.catalogs.get(subject.slug)
        lexicon, _problems = extend_lexicon(context.lexicon, subject)
        heads, document = (subject.title, subject.summary), subject.document
        # Only from its own catalog: an article's pages then depend on no other files but those of figures.
        texts = Texts(page.edition, source, None, lexicon)
    elif isinstance(subject, Theme):
        # The introduction comes before the first part of the list.
        heads, document = (subject.name, subject.summary), subject.introduction if page.part == 1 else None
    elif isinstance(subject, TextPage):
        source, heads, document = subject.script, (subject.title, subject.summary), subject.document
    if heads is None:
        said = listing_head(page.kind, subject if isinstance(subject, Region) else None, texts)
    else:
        said = tuple((text, context.texts.fill(texts(text, source, catalog, lexicon))) for text in heads)
    edited = EditedDocument("", (), 0, 0, 0, 0, ())
    images: set[str] = set()
    problems: list[Diagnostic] = []
    if document is not None:
        edited = _edit(document, page, context, source, catalog, lexicon, images, problems)
    entries = (
        [*list_entries(page.kind, subject, content_index, context.texts)] if content_index and page.part == 1 else []
    )
    shares = [(edited.characters, edited.translated), _weigh(said, page.edition, source)]
    shares += [_weigh(entry, page.edition, context.texts.source) for entry in entries]
    total, current = (sum(column) for column in zip(*shares, strict=True))
    blocks, toc = edited.blocks, edited.toc
    if page.kind == "timeline" and content_index:
        chapters = dict.fromkeys(map(chapter_id, content_index.timeline))
        toc = tuple(TocEntry(2, name, chapter_title(name, context.texts).text) for name in chapters)
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
        images=tuple(sorted(images)),
        problems=tuple(problems),
    )


def _weigh(entry: Entry, edition: Edition, source: str) -> tuple[int, int]:
    """Return the number of characters in texts that an edition translates, and in those that have a translation."""
    if not edition.translates(source):
        return 0, 0
    return (
        count_characters([text for text, _wording in entry]),
        count_characters([text for text, wording in entry if not wording.foreign]),
    )


def download_stem(page: Page) -> str:
    """Return the prefix of the addresses of a page's own files: `data/en/volunteering` for those of an article."""
    name = page.name if page.kind == "article" else f"{page.kind}/{page.name or 'index'}"
    return f"{DATA}{page.edition.folder}/{name}"


def _edit(
    document: Document,
    page: Page,
    context: EditionContext,
    source: str,
    catalog: Catalog | None,
    lexicon: Lexicon,
    images: set[str],
    problems: list[Diagnostic],
) -> EditedDocument:
    """Edit the document of a page, and add the files of its images that have copies, and what could not be made."""
    diagrams = _make_diagram_context(page, context) if document.diagrams else None

    def resolve(target: str) -> str:
        return context.book.resolve(document, page.address, target)

    job = Job(
        edition=page.edition,
        source=source,
        catalog=catalog,
        resolve=resolve,
        dress=context.images.dress(document, resolve, images),
        lexicon=lexicon,
        write_figure=context.texts.write_figure,
        find_value=context.texts.find_value,
        draw_chart=_make_drawer(page, context) if document.charts else None,
        draw_diagram=diagrams.draw if diagrams else None,
        labels={name: context.texts(label).text for name, label in LABELS.items()},
        say=lambda word: context.texts(word).__html__(),
        explainer=context.glossary.open(page.address) if context.glossary and page.kind == "article" else Explainer(),
    )
    edited = edit_document(document, job)
    problems += diagrams.list_problems(source) if diagrams else ()
    return edited


def _make_diagram_context(page: Page, context: EditionContext) -> DiagramContext:
    """Return what draws the diagrams of a page."""
    from duizhao.editing.diagrams.edition import DiagramContext  # noqa: PLC0415 -- most pages have no diagrams
    from duizhao.editing.diagrams.program import find_program  # noqa: PLC0415

    return DiagramContext(find_program(context.site.settings), page.address, download_stem(page))


def _make_drawer(page: Page, context: EditionContext) -> DrawChart:
    """Return what draws the charts of a page."""
    from duizhao.editing.charts.edition import ChartContext  # noqa: PLC0415 -- most pages have no charts

    return ChartContext(context, page.address, download_stem(page)).draw
