"""Article results: what is made from one article's own files, and remade only when one of them changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from duizhao.checks.sources import check_document
from duizhao.diagnostics import Diagnostic
from duizhao.editing.addresses import article_address
from duizhao.editing.blocks import BlockText
from duizhao.editing.charts.edition import list_words
from duizhao.editing.document import LABELS, TocEntry
from duizhao.editing.pages import EditedPage, EditionContext, Page, edit_page
from duizhao.executors import Executor
from duizhao.model import Article, Document, Site
from duizhao.script.lexicon import Lexicon
from duizhao.source.articles import read_article
from duizhao.source.charts import CHART
from duizhao.source.lexicon import extend_lexicon
from duizhao.source.links import is_document, resolve_link
from duizhao.store import Store, digest, program_fingerprint
from duizhao.translation.catalog_files import catalog_path, read_article_catalogs

RESULTS, BUCKETS = "results", 16
"""How values in the cache are named that hold results, and how many there are: one article changes one of them."""
TEXTS = "texts"
"""The kind of value in the cache: the pages of an article with their texts."""
WORD = re.compile(rb"[a-z0-9][a-z0-9-]*")
"""What may be the id of a figure."""
NO_DOCUMENT = Document("", (), {}, (), (), (), (), frozenset())
"""Stands for the text of an article where its HTML tells all that a page shows of it."""
CHUNK = 16
"""How many articles are one job."""


@dataclass(frozen=True, slots=True)
class ArticleInputs:
    """What results are made with: everything of a site but its articles."""

    frame: Site
    """The site without articles."""
    contexts: Mapping[str, EditionContext]
    """By edition code, without catalogs of articles."""
    lexicon: Lexicon
    """The site's own wording."""
    store: Store

    @property
    def cache_key(self) -> str:
        """What changes whenever any article could come out otherwise, though its own files are the same."""
        settings = self.frame.settings
        labels = (context.texts(label).text for context in self.contexts.values() for label in LABELS.values())
        terms = (repr(context.glossary.forms) for context in self.contexts.values() if context.glossary)
        layers = (self.lexicon.entries, self.lexicon.variants)
        wording = (repr(sorted((key, sorted(values.items())) for key, values in layer.items())) for layer in layers)
        return digest(
            program_fingerprint(),
            repr((settings.content, settings.translations, settings.editions, settings.html)),
            *wording,
            *labels,
            *terms,
        )


@dataclass(frozen=True, slots=True)
class ArticleResult:
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
    links_resolve: bool
    """Whether all its links lead somewhere: the pages of one with a broken link would change with other files."""


def compute_article_keys(inputs: ArticleInputs, files: Sequence[Path]) -> dict[Path, str]:
    """Name articles by everything that their results are made of."""
    settings = inputs.frame.settings
    program = inputs.cache_key
    figures = {
        figure.id.encode(): [context.texts.figure_fingerprint(figure.id) for context in inputs.contexts.values()]
        for figure in inputs.frame.figures
    }
    charts = repr([list_words(context.site, context.texts) for context in inputs.contexts.values()]).encode()
    root = f"{settings.root.as_posix()}/"
    names = {}
    for file in files:
        slug = file.name.removesuffix(".md")
        catalogs = {catalog_path(settings, edition, slug): None for edition in settings.editions}
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


def collect_article_results(
    inputs: ArticleInputs, names: Mapping[Path, str], executor: Executor, advance: Callable[[], object]
) -> dict[Path, ArticleResult]:
    """Collect the results of articles, those that have not changed from the cache.

    Args:
        inputs: What they are made with.
        names: The articles' files, with the names of `compute_article_keys`.
        executor: Who makes those that are missing.
        advance: Called after each article.

    Returns:
        One result for each file, in the order of the files.
    """
    store = inputs.store
    buckets: dict[str, list[str]] = defaultdict(list)
    for file, name in names.items():
        buckets[f"{RESULTS}-{crc32(file.name.encode()) % BUCKETS}"].append(name)
    kept: dict[str, dict[str, ArticleResult]] = {bucket: store.get("", bucket) or {} for bucket in buckets}
    found = {name: kept[bucket][name] for bucket, own in buckets.items() for name in own if name in kept[bucket]}
    missing = [(file, name) for file, name in names.items() if name not in found]
    jobs = [tuple(missing[start : start + CHUNK]) for start in range(0, len(missing), CHUNK)]
    for job, made in executor.map(_make_some, inputs, jobs):
        found |= zip((name for _file, name in job), made, strict=True)
        for _result in made:
            advance()
    keep = {name for name, result in found.items() if result.links_resolve}
    changed = [bucket for bucket, own in buckets.items() if kept[bucket].keys() != keep.intersection(own)]
    for bucket in changed:
        store.put("", bucket, {name: found[name] for name in buckets[bucket] if name in keep})
    if changed:
        store.sweep(TEXTS, keep)
    return {file: found[name] for file, name in names.items()}


def make_article_result(inputs: ArticleInputs, file: Path) -> tuple[ArticleResult, tuple[EditedPage, ...]]:
    """Read an article, and make its pages in all editions.

    Returns:
        The result, and the pages with their texts.
    """
    settings = inputs.frame.settings
    article, problems = read_article(settings, file)
    if article is None:
        return ArticleResult(None, (), (), (), tuple(problems), (), links_resolve=True), ()
    document = article.document
    problems += check_document(document)
    catalogs, more = read_article_catalogs(article, settings)
    more += extend_lexicon(inputs.lexicon, article)[1]
    shallow = replace(article, document=replace(document, tokens=(), env={}, blocks=()))
    pages = []
    for code, context in inputs.contexts.items():
        own = replace(context, catalogs={article.slug: catalogs[code]} if code in catalogs else {})
        address = article_address(context.edition, article)
        edited = edit_page(Page("article", article.slug, context.edition, address, article), own)
        pages.append(replace(edited, page=Page("article", article.slug, context.edition, address, shallow)))
    said = repr(replace(shallow, document=NO_DOCUMENT, places={}))
    names = tuple(
        digest(said, one.html, repr((one.title, one.summary, one.toc, one.share, one.stale, one.missing)))
        for one in pages
    )
    head = (article.slug, article.date, article.period, article.theme, article.regions, article.tags, article.authors)
    cards = tuple(digest(repr((*head, article.draft, one.title, one.summary))) for one in pages)
    targets = (resolve_link(document, link.target) for link in document.links)
    context = next(iter(inputs.contexts.values()))
    result = ArticleResult(
        article=shallow,
        pages=tuple(replace(one, html="", toc=(), blocks=None, files=()) for one in pages),
        names=names,
        cards=cards,
        problems=tuple(problems),
        problems_if_shown=tuple(more),
        links_resolve=all(context.book.has(target.path) for target in targets if is_document(target)),
    )
    return result, tuple(pages)


def load_texts(inputs: ArticleInputs, result: ArticleResult, file: Path, name: str) -> tuple[EditedPage, ...]:
    """Load the pages of an article with their texts; they are made anew where the cache has lost them."""
    rows = inputs.store.get(TEXTS, name)
    if rows is None:
        _result, pages = make_article_result(inputs, file)
        _put_texts(inputs, name, pages)
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


def _put_texts(inputs: ArticleInputs, name: str, pages: Sequence[EditedPage]) -> None:
    """Put the texts of pages aside, as plain values, which are packed and unpacked many times faster than our own."""
    rows = [
        (one.html, [tuple(entry) for entry in one.toc], one.blocks and list(map(tuple, one.blocks)), one.files)
        for one in pages
    ]
    inputs.store.put(TEXTS, name, rows)


def _make_some(inputs: ArticleInputs, job: Sequence[tuple[Path, str]]) -> list[ArticleResult]:
    """Make some results, and put the texts of their pages aside."""
    results = []
    for file, name in job:
        result, pages = make_article_result(inputs, file)
        _put_texts(inputs, name, pages)
        results.append(result)
    return results


def _read(file: str) -> bytes:
    """Read a file for its name's sake; one that is not there is unlike any that is."""
    try:
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 -- thousands of times
            return b"+" + opened.read()
    except OSError:
        return b""
