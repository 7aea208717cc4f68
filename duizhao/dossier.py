"""Dossiers: all that is made of one article's own files, so that it is made again only when one of them changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from duizhao.checks.sources import check_document
from duizhao.crew import Crew
from duizhao.diagnostics import Diagnostic
from duizhao.editing.addresses import article_address
from duizhao.editing.blocks import BlockText
from duizhao.editing.charts.edition import list_words
from duizhao.editing.document import LABELS, TocEntry
from duizhao.editing.pages import EditedPage, Newsroom, Page, edit_page
from duizhao.model import Article, Document, Site
from duizhao.script.lexicon import Lexicon
from duizhao.source.articles import read_article
from duizhao.source.charts import CHART
from duizhao.source.lexicon import extend_lexicon
from duizhao.source.links import is_document, resolve_link
from duizhao.store import Store, digest, name_program
from duizhao.translation.shelf import name_catalog, read_article_catalogs

DOSSIERS, SHELVES = "dossiers", 16
"""How values in the cache are named that hold dossiers, and how many there are: one article changes one of them."""
TEXTS = "texts"
"""The kind of value in the cache: the pages of an article with their texts."""
WORD = re.compile(rb"[a-z0-9][a-z0-9-]*")
"""What may be the id of a figure."""
NO_DOCUMENT = Document("", (), {}, (), (), (), (), frozenset())
"""Stands for the text of an article where its HTML tells all that a page shows of it."""
CHUNK = 16
"""How many articles are one job."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """What dossiers are made with: everything of a site but its articles."""

    frame: Site
    """The site without articles."""
    rooms: Mapping[str, Newsroom]
    """By edition code, without catalogs of articles."""
    lexicon: Lexicon
    """The site's own wording."""
    store: Store

    @property
    def name(self) -> str:
        """What changes whenever any article could come out otherwise, though its own files are the same."""
        settings = self.frame.settings
        labels = (room.texts(label).text for room in self.rooms.values() for label in LABELS.values())
        terms = (repr(room.glossary.forms) for room in self.rooms.values() if room.glossary)
        layers = (self.lexicon.entries, self.lexicon.variants)
        wording = (repr(sorted((key, sorted(values.items())) for key, values in layer.items())) for layer in layers)
        return digest(
            name_program(),
            repr((settings.content, settings.translations, settings.editions, settings.html)),
            *wording,
            *labels,
            *terms,
        )


@dataclass(frozen=True, slots=True)
class Dossier:
    """One article, as far as other pages and the checks of the whole site need it."""

    article: Article | None
    """Its document has no text; None where the file cannot be used."""
    pages: tuple[EditedPage, ...]
    """Its page in every edition, without text."""
    names: tuple[str, ...]
    """Of each of them: what changes whenever the page itself does."""
    cards: tuple[str, ...]
    """Of each of them: what changes whenever lists show something else of it."""
    problems: tuple[Diagnostic, ...]
    """What is wrong in the article by itself."""
    problems_if_shown: tuple[Diagnostic, ...]
    """What matters only when the article is published: of its catalogs and its wording."""
    is_whole: bool
    """Whether all its links lead somewhere: the pages of one with a broken link would change with other files."""


def name_files(bureau: Bureau, files: Sequence[Path]) -> dict[Path, str]:
    """Name articles by everything that their dossiers are made of."""
    settings = bureau.frame.settings
    program = bureau.name
    figures = {
        figure.id.encode(): [room.texts.describe_figure(figure.id) for room in bureau.rooms.values()]
        for figure in bureau.frame.figures
    }
    charts = repr([list_words(room.site, room.texts) for room in bureau.rooms.values()]).encode()
    root = f"{settings.root.as_posix()}/"
    names = {}
    for file in files:
        slug = file.name.removesuffix(".md")
        catalogs = {name_catalog(settings, edition, slug): None for edition in settings.editions}
        path = file.as_posix().removeprefix(root)
        contents = [_read(root + one) for one in (path, *catalogs)]
        if CHART.encode() in contents[0]:
            contents.append(charts)
        # Whatever looks like the id of a figure may print it.
        seen = (
            sorted({word for content in contents for word in WORD.findall(content)} & figures.keys()) if figures else []
        )
        names[file] = digest(program, path, *contents, *(text for one in seen for text in figures[one]))
    return names


def collect_dossiers(
    bureau: Bureau, names: Mapping[Path, str], crew: Crew, advance: Callable[[], object]
) -> dict[Path, Dossier]:
    """Collect the dossiers of articles, those that have not changed from the cache.

    Args:
        bureau: What they are made with.
        names: The articles' files, with the names of `name_files`.
        crew: Who makes those that are missing.
        advance: Called after each article.

    Returns:
        One dossier for each file, in the order of the files.
    """
    store = bureau.store
    shelves: dict[str, list[str]] = defaultdict(list)
    for file, name in names.items():
        shelves[f"{DOSSIERS}-{crc32(file.name.encode()) % SHELVES}"].append(name)
    kept: dict[str, dict[str, Dossier]] = {shelf: store.get("", shelf) or {} for shelf in shelves}
    found = {name: kept[shelf][name] for shelf, own in shelves.items() for name in own if name in kept[shelf]}
    missing = [(file, name) for file, name in names.items() if name not in found]
    jobs = [tuple(missing[start : start + CHUNK]) for start in range(0, len(missing), CHUNK)]
    for job, made in crew.map(_make_some, bureau, jobs):
        found |= zip((name for _file, name in job), made, strict=True)
        for _dossier in made:
            advance()
    keep = {name for name, dossier in found.items() if dossier.is_whole}
    changed = [shelf for shelf, own in shelves.items() if kept[shelf].keys() != keep.intersection(own)]
    for shelf in changed:
        store.put("", shelf, {name: found[name] for name in shelves[shelf] if name in keep})
    if changed:
        store.sweep(TEXTS, keep)
    return {file: found[name] for file, name in names.items()}


def make_dossier(bureau: Bureau, file: Path) -> tuple[Dossier, tuple[EditedPage, ...]]:
    """Read an article, and make its pages in all editions.

    Returns:
        The dossier, and the pages with their texts.
    """
    settings = bureau.frame.settings
    article, problems = read_article(settings, file)
    if article is None:
        return Dossier(None, (), (), (), tuple(problems), (), is_whole=True), ()
    document = article.document
    problems += check_document(document)
    catalogs, more = read_article_catalogs(article, settings)
    more += extend_lexicon(bureau.lexicon, article)[1]
    shallow = replace(article, document=replace(document, tokens=(), env={}, blocks=()))
    pages = []
    for code, room in bureau.rooms.items():
        own = replace(room, catalogs={article.slug: catalogs[code]} if code in catalogs else {})
        address = article_address(room.edition, article)
        edited = edit_page(Page("article", article.slug, room.edition, address, article), own)
        pages.append(replace(edited, page=Page("article", article.slug, room.edition, address, shallow)))
    said = repr(replace(shallow, document=NO_DOCUMENT, places={}))
    names = tuple(
        digest(said, one.html, repr((one.title, one.summary, one.toc, one.share, one.stale, one.missing)))
        for one in pages
    )
    head = (article.slug, article.date, article.period, article.theme, article.regions, article.tags, article.authors)
    cards = tuple(digest(repr((*head, article.draft, one.title, one.summary))) for one in pages)
    targets = (resolve_link(document, link.target) for link in document.links)
    room = next(iter(bureau.rooms.values()))
    dossier = Dossier(
        article=shallow,
        pages=tuple(replace(one, html="", toc=(), blocks=None, files=()) for one in pages),
        names=names,
        cards=cards,
        problems=tuple(problems),
        problems_if_shown=tuple(more),
        is_whole=all(room.book.has(target.path) for target in targets if is_document(target)),
    )
    return dossier, tuple(pages)


def load_texts(bureau: Bureau, dossier: Dossier, file: Path, name: str) -> tuple[EditedPage, ...]:
    """Load the pages of an article with their texts; they are made anew where the cache has lost them."""
    rows = bureau.store.get(TEXTS, name)
    if rows is None:
        _dossier, pages = make_dossier(bureau, file)
        _put_texts(bureau, name, pages)
        return pages
    return tuple(
        replace(
            page,
            html=html,
            toc=tuple(TocEntry(*one) for one in toc),
            blocks=None if blocks is None else tuple(BlockText(*one) for one in blocks),
            files=files,
        )
        for page, (html, toc, blocks, files) in zip(dossier.pages, rows, strict=True)
    )


def _put_texts(bureau: Bureau, name: str, pages: Sequence[EditedPage]) -> None:
    """Put the texts of pages aside, as plain values, which are packed and unpacked many times faster than our own."""
    rows = [
        (one.html, [tuple(entry) for entry in one.toc], one.blocks and list(map(tuple, one.blocks)), one.files)
        for one in pages
    ]
    bureau.store.put(TEXTS, name, rows)


def _make_some(bureau: Bureau, job: Sequence[tuple[Path, str]]) -> list[Dossier]:
    """Make some dossiers, and put the texts of their pages aside."""
    dossiers = []
    for file, name in job:
        dossier, pages = make_dossier(bureau, file)
        _put_texts(bureau, name, pages)
        dossiers.append(dossier)
    return dossiers


def _read(file: str) -> bytes:
    """Read a file for its name's sake; one that is not there is unlike any that is."""
    try:
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 -- thousands of times
            return b"+" + opened.read()
    except OSError:
        return b""
