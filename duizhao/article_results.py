"""Article results: made from one article's own files, and again only if a fact that was read has changed."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from zlib import crc32

from duizhao.checks.diagrams import check_diagrams
from duizhao.checks.sources import check_document
from duizhao.diagnostics import Diagnostic, Span
from duizhao.editing.addresses import article_address
from duizhao.editing.blocks import BlockText
from duizhao.editing.document import TocEntry
from duizhao.editing.pages import EditedPage, EditionContext, Page, edit_page
from duizhao.editing.texts import LEXICON
from duizhao.executors import Executor, SerialExecutor
from duizhao.graph import Graph
from duizhao.model import Article, Document
from duizhao.script.lexicon import Lexicon
from duizhao.settings import Settings
from duizhao.source.articles import read_article
from duizhao.source.lexicon import extend_lexicon
from duizhao.store import Store, digest
from duizhao.tracking import Fact, Reads, TrackedMapping
from duizhao.translation.catalog_files import catalog_path, read_article_catalogs

DIAGRAMS: Fact = ("diagrams",)
"""The program that draws diagrams."""
OUTLINES: Fact = ("outlines",)
"""The result that stands for the outlines of all articles, and for the editions in which they are offered."""
PARTS = ("outline", "offered")
"""The outputs of articles that `OUTLINES` stands for."""
BUCKETS = 256
"""The number of values in the cache that hold article results: a change of one article rewrites one of them."""
TEXTS = "texts"
"""The kind of value in the cache: the pages of an article with their texts."""
NO_DOCUMENT = Document("", (), {}, (), (), (), (), frozenset())
"""Replaces the document of an article in fingerprints of pages, which cover its HTML."""
PLACE = re.compile(r"Span\(path='[^']*', line=\d+, column=\d+\)")
"""Matches the repr of a place, which changes with any line above it."""
CHUNK = 16
"""The number of articles in one job."""


@dataclass(frozen=True, slots=True)
class ArticleInputs:
    """The inputs of the step that makes article results: everything of a site but its articles."""

    settings: Settings
    contexts: Mapping[str, EditionContext]
    """By edition code, without catalogs of articles."""
    lexicon: Lexicon
    """The site's own wording."""
    store: Store
    icons: Mapping[str, str]
    """The site's own icons, as SVG by name."""
    days: Mapping[str, str]
    """The day of the last commit of each article, by file, as far as it is known."""


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """An article, as far as other pages and the checks of the whole site need it."""

    article: Article | None
    """Its document has no text; None if the file cannot be used."""
    pages: tuple[EditedPage, ...]
    """Its page in every edition, without text."""
    problems: tuple[Diagnostic, ...]
    """The problems of the article itself."""
    problems_if_shown: tuple[Diagnostic, ...]
    """The problems that only matter if it is published: of its catalogs and its wording."""


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """The result of one run of the step, with its fingerprints and facts."""

    result: ArticleResult
    name: str
    """The name of its texts in the cache."""
    outputs: Mapping[str, str]
    """The fingerprints of its parts:

    - `outline`: what the checks of the site, lists of articles and the files of the site read of it, without places
      in its file
    - `body:CODE`: its page in an edition
    - `card:CODE`: what other pages of an edition show of it
    - `offered`: the editions in which it is offered, its addresses, and the day of its last change
    - `title`: its title in its own script
    - `title:CODE`: its title in an edition
    """
    reads: frozenset[Fact]


class ArticleResults:
    """The results of all articles, loaded on demand."""

    def __init__(self, inputs: ArticleInputs, graph: Graph, paths: Sequence[str]) -> None:
        """Prepare to load results.

        Args:
            inputs: The inputs of the step.
            graph: The graph of the build.
            paths: The files of all articles, relative to the site's folder.
        """
        self._inputs = inputs
        self._graph = graph
        self.paths = paths
        self._loaded: dict[str, dict[str, tuple[str, ArticleResult]]] = {}

    def update(self, executor: Executor, advance: Callable[[], object]) -> list[str]:
        """Make the results that are missing or stale.

        Args:
            executor: Runs the step.
            advance: Called after each article.

        Returns:
            The files of the articles that were made.
        """
        graph, paths = self._graph, digest(*self.paths)
        outlines = graph.traces.get(OUTLINES)
        is_same = outlines is not None and outlines.outputs["paths"] == paths
        stale = [result[1] for result in graph.list_stale("article")]
        if not is_same:
            known = {result[1] for result in graph.list_results("article")}
            graph.forget(("article", path) for path in known.difference(self.paths))
            current = known.difference(stale)
            stale = [path for path in self.paths if path not in current]
        self._make(stale, executor, advance)
        if not is_same or not graph.is_current(OUTLINES):
            traces = {path: graph.traces["article", path].outputs for path in self.paths}
            outputs = {part: digest(*(one[part] for one in traces.values())) for part in PARTS}
            reads = [("article", path, part) for path in self.paths for part in PARTS]
            graph.record(OUTLINES, reads, {"paths": paths, **outputs})
        return stale

    def load(self, path: str) -> ArticleResult:
        """Return the result of an article; it is made again if the cache has lost it."""
        name = self._graph.traces["article", path].name
        found = self._bucket(_bucket_name(path)).get(path)
        if found is None or found[0] != name:
            self._make([path], SerialExecutor(), lambda: None)
            found = self._bucket(_bucket_name(path))[path]
        return found[1]

    def load_all(self) -> ArticleResults:
        """Return the same results, loaded, for a process that has no cache."""
        found = ArticleResults(self._inputs, Graph(), self.paths)
        for path in self.paths:
            found._graph.record(("article", path), (), {}, self._graph.traces["article", path].name)
            self.load(path)
        found._loaded = self._loaded
        return found

    def load_texts(self, path: str) -> tuple[EditedPage, ...]:
        """Return the pages of an article with their texts; they are made again if the cache has lost them."""
        result, name = self.load(path), self._graph.traces["article", path].name
        rows = self._inputs.store.get(TEXTS, name)
        if rows is None:
            made, pages = make_article_result(self._inputs, path)
            if made.name == name:
                _put_texts(self._inputs.store, name, pages)
            return pages
        return tuple(
            replace(
                page,
                html=html,
                toc=tuple(TocEntry(*one) for one in toc),
                blocks=None if blocks is None else tuple(BlockText(*one) for one in blocks),
                files=files,
            )
            for page, (html, toc, blocks, files) in zip(result.pages, rows, strict=True)
        )

    def sweep(self) -> None:
        """Delete the texts that no article uses any more."""
        self._inputs.store.sweep(TEXTS, (self._graph.traces["article", path].name for path in self.paths))

    def _make(self, paths: Sequence[str], executor: Executor, advance: Callable[[], object]) -> None:
        """Make results, and store them."""
        jobs = [tuple(paths[start : start + CHUNK]) for start in range(0, len(paths), CHUNK)]
        made: dict[str, dict[str, tuple[str, ArticleResult]]] = defaultdict(dict)
        for job, results in executor.map(_make_some, self._inputs, jobs):
            for path, one in zip(job, results, strict=True):
                before = self._graph.traces.get(("article", path))
                if before is not None and before.name != one.name:
                    self._inputs.store.drop(TEXTS, before.name)
                self._graph.record(("article", path), one.reads, one.outputs, one.name)
                made[_bucket_name(path)][path] = one.name, one.result
                advance()
        for bucket, own in made.items():
            kept = self._bucket(bucket)
            kept |= own
            for path in kept.keys() - self._members[bucket]:
                del kept[path]
            self._inputs.store.put("", bucket, kept)

    def _bucket(self, name: str) -> dict[str, tuple[str, ArticleResult]]:
        """Return the results of one value in the cache."""
        if name not in self._loaded:
            self._loaded[name] = dict(self._inputs.store.get("", name) or {})
        return self._loaded[name]

    @cached_property
    def _members(self) -> Mapping[str, set[str]]:
        """The files whose results one value in the cache holds, by its name."""
        members: dict[str, set[str]] = defaultdict(set)
        for path in self.paths:
            members[_bucket_name(path)].add(path)
        return members


def _bucket_name(path: str) -> str:
    """Return the name of the value in the cache that holds an article's result."""
    return f"results-{crc32(os.fsencode(path)) % BUCKETS}"


def make_article_result(inputs: ArticleInputs, path: str) -> tuple[MadeArticle, tuple[EditedPage, ...]]:
    """Read an article, and make its pages in all editions.

    Args:
        inputs: The inputs of the step.
        path: The article's file, relative to the site's folder.

    Returns:
        The result, and the pages with their texts.
    """
    settings = inputs.settings
    slug = path.rpartition("/")[2].removesuffix(".md")
    reads: Reads = {("file", path), ("settings",), LEXICON}
    reads |= {("file", catalog_path(settings, edition, slug)) for edition in settings.editions}
    icons = TrackedMapping("icon", inputs.icons, reads)
    article, problems = read_article(settings, settings.root / path, reads, icons)
    if article is None:
        result = ArticleResult(None, (), tuple(problems), ())
        return MadeArticle(result, digest(repr(result)), {"outline": "", "offered": ""}, frozenset(reads)), ()
    if article.updated is None and (day := TrackedMapping("commit", inputs.days, reads).get(path)):
        article = replace(article, updated=date.fromisoformat(day))
    document = article.document
    problems += check_document(document)
    if document.diagrams:
        reads.add(DIAGRAMS)
        problems += check_diagrams(document, settings)
    catalogs, more = read_article_catalogs(article, settings)
    more += extend_lexicon(inputs.lexicon, article)[1]
    shallow = replace(article, document=replace(document, tokens=(), env={}, blocks=()))
    pages = []
    for code, context in inputs.contexts.items():
        reads.add(("glossary", code))
        own = replace(context.tracked(reads), catalogs={article.slug: catalogs[code]} if code in catalogs else {})
        address = article_address(context.edition, article)
        edited = edit_page(Page("article", article.slug, context.edition, address, article), own)
        more += edited.problems
        pages.append(replace(edited, page=Page("article", article.slug, context.edition, address, shallow)))
    result = ArticleResult(
        article=shallow,
        pages=tuple(replace(one, html="", toc=(), blocks=None, files=(), problems=()) for one in pages),
        problems=tuple(problems),
        problems_if_shown=tuple(more),
    )
    # No list of articles shows the day of the last change.
    head = repr(replace(shallow, document=NO_DOCUMENT, places={}, span=Span(""), updated=None))
    # Numbers of blocks, like places, move with any block above them.
    charts = [*document.charts.values(), len(document.diagrams)]
    shape = (sorted(document.ids), document.links, document.references, charts)
    outputs = {}
    for one in pages:
        code = one.page.edition.code
        shown = repr((one.title, one.summary, one.toc, one.share, one.stale, one.missing, one.blocks, one.files))
        outputs[f"body:{code}"] = digest(head, one.html, shown, repr((article.updated, one.minutes)))
        outputs[f"title:{code}"] = digest(repr(one.title))
        card = (article.slug, article.date, article.period, article.theme, article.regions, article.tags)
        outputs[f"card:{code}"] = digest(repr((card, article.authors, one.title, one.summary)))
    outputs["offered"] = digest(repr([(one.is_offered, one.page.address) for one in pages]), repr(article.updated))
    outputs["title"] = digest(*(one.title.text for one in pages if one.page.edition.code == article.script))
    cards = [outputs[f"card:{one.page.edition.code}"] for one in pages]
    images = repr([one.images for one in pages])
    outputs["outline"] = digest(head, PLACE.sub("", repr(shape)), images, *cards)
    # Another build may store a different result of this article: the name distinguishes them.
    said = (settings.editions, shape, article.places, result.problems, result.problems_if_shown)
    name = digest(*outputs.values(), repr(said))
    return MadeArticle(result, name, outputs, frozenset(reads)), tuple(pages)


def _make_some(inputs: ArticleInputs, job: Sequence[str]) -> list[MadeArticle]:
    """Make some results, and store the texts of their pages."""
    made = []
    for path in job:
        one, pages = make_article_result(inputs, path)
        _put_texts(inputs.store, one.name, pages)
        made.append(one)
    return made


def _put_texts(store: Store, name: str, pages: Sequence[EditedPage]) -> None:
    """Store the texts of pages as plain values, which are pickled many times faster than objects."""
    rows = [
        (one.html, [tuple(entry) for entry in one.toc], one.blocks and list(map(tuple, one.blocks)), one.files)
        for one in pages
    ]
    store.put(TEXTS, name, rows)
