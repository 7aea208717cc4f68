"""The documents of a build that can be found by searching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from duizhao.article_results import OUTLINES
from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.model import Article, Theme
from duizhao.search.documents import DocumentRow, Filters, SearchDocument, Version, divide_documents, sort_documents
from duizhao.store import Store, digest, program_fingerprint
from duizhao.tracking import Fact

LISTS = ("articles", "figures", "tags", "search")
"""Kinds of pages that only list others."""
SEARCHABLE: Fact = ("searchable",)
"""The result that stands for the list of searchable documents."""
SEARCHABLES = "searchables"
"""The kind of value in the cache: a `Searchable` without the names of parts."""
ROWS: Fact = ("rows",)
"""The result that stands for the rows of all documents, which are changed if only their editions have changed."""
ROW_LISTS = "rows"
"""The kind of value in the cache: the rows of all documents, in the order of their numbers."""
DOCUMENTS = "documents"
"""The kind of value in the cache: the documents of a group that are no articles, with their texts, by the group's mark.
To make them needs all articles, which they list."""
PARTS = "parts"
"""The kind of value in the cache: neighbouring pages, indexed."""


DocumentKey = tuple[str, str]
"""Kind and name of a document."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """The documents that can be found by searching. Their texts are read only where they are indexed."""

    groups: tuple[tuple[DocumentKey, ...], ...]
    """The documents in the order in which the index numbers them, grouped by the part that they belong to."""
    marks: tuple[str, ...]
    """For each group, the fingerprint of all that its part depends on but the bodies of articles."""
    filters: Filters
    words: tuple[tuple[str, ...], ...]
    """Star groups of the site's own wording, folded."""
    names: tuple[str, ...] = ()
    """The name of each group's index in the cache."""


def list_searchable(build: BuildContext) -> Searchable:
    """List the pages that can be found, each with the editions in which it is offered."""
    graph, store = build.prepared.graph, build.prepared.store
    trace = graph.traces.get(SEARCHABLE)
    last: Searchable | None = store.get(SEARCHABLES, trace.name) if trace else None
    found = last if graph.is_current(SEARCHABLE) else None
    if found is None:
        rows = _update_rows(build)
        if rows and last:
            # Words and other pages do not depend on what articles are offered in.
            found = _describe(build, rows, last.words)
            _keep_others(store, found, _load_others(store, last))
        else:
            documents = _list_documents(build)
            rows = [_make_row(build, one) for one in documents]
            found = _describe(build, rows, _list_words(build))
            _keep_others(store, found, {(one.kind, one.name): one for one in documents if one.kind != "article"})
        _record(build, rows, found)
    return replace(found, names=tuple(_name_part(build, found, place) for place in range(len(found.groups))))


def _record(build: BuildContext, rows: Sequence[DocumentRow], found: Searchable) -> None:
    """Store what was listed."""
    graph, store = build.prepared.graph, build.prepared.store
    outlines = {("frame",), ("summary", "shown"), (*OUTLINES, "outline")}
    for result, kind, value, reads, part in (
        (ROWS, ROW_LISTS, rows, outlines, "all"),
        (SEARCHABLE, SEARCHABLES, found, {*outlines, (*OUTLINES, "offered")}, "parts"),
    ):
        name = digest(repr(value))
        graph.record(result, reads, {part: name}, name)
        store.put(kind, name, value)
        store.sweep(kind, [name])
    graph.forget(part for part in graph.list_results("part") if int(part[1]) >= len(found.groups))


def _update_rows(build: BuildContext) -> list[DocumentRow] | None:
    """Return the rows of the last build, changed where articles are offered in other editions than then.

    Returns:
        None if anything else has changed.
    """
    prepared, graph = build.prepared, build.prepared.graph
    known: list[DocumentRow] | None = None
    if graph.is_current(ROWS):
        known = prepared.store.get(ROW_LISTS, graph.traces[ROWS].name)
    if known is None:
        return None
    paths = prepared.summary.paths
    return [
        _make_row(build, make_document(prepared.load_result(row.name).pages))
        if row.offered and row.offered != graph.traces["article", paths[row.name]].outputs["offered"]
        else row
        for row in known
    ]


def _list_documents(build: BuildContext) -> list[SearchDocument]:
    """List the documents of all pages, in the order of their numbers; articles lack their texts."""
    pages = (versions for versions in build.list_counterparts() if versions[0].page.kind not in LISTS)
    first = (versions for versions in pages if versions[0].page.part == 1)
    return sort_documents(map(make_document, first))


def _make_row(build: BuildContext, document: SearchDocument) -> DocumentRow:
    """Make the row of a document."""
    mark, offered = repr(document), ""
    if document.kind == "article":
        # Its text is a fact of its own.
        mark = repr([document.name, *((one.edition, one.address) for one in document.versions)])
        outputs = build.prepared.graph.traces["article", build.prepared.summary.paths[document.name]].outputs
        offered = outputs["offered"]
    shared = document.kind, document.name, document.date, document.theme, document.regions
    return DocumentRow(*shared, document.editions, digest(mark), offered)


def _describe(build: BuildContext, rows: Sequence[DocumentRow], words: tuple[tuple[str, ...], ...]) -> Searchable:
    """Describe the documents of a build."""
    from duizhao.search.columns import list_filters  # noqa: PLC0415 -- only needed if something else has changed

    shown = [row for row in rows if row.editions]
    groups = divide_documents(shown)
    return Searchable(
        groups=tuple(tuple((one.kind, one.name) for one in group) for group in groups),
        marks=tuple(digest(*(one.mark for one in group)) for group in groups),
        filters=list_filters(shown, build.editions, [theme.id for theme in build.prepared.frame.site.themes]),
        words=words,
    )


def _keep_others(store: Store, found: Searchable, others: Mapping[DocumentKey, SearchDocument]) -> None:
    """Store the documents of each group that are no articles."""
    for mark, group in zip(found.marks, found.groups, strict=True):
        own = {key: others[key] for key in group if key in others}
        if own:
            store.put(DOCUMENTS, mark, own)
    store.sweep(DOCUMENTS, found.marks)


def _load_others(store: Store, found: Searchable) -> dict[DocumentKey, SearchDocument]:
    """Load the documents of all groups that are no articles."""
    return {key: one for mark in found.marks for key, one in (store.get(DOCUMENTS, mark) or {}).items()}


def make_document(pages: Sequence[EditedPage]) -> SearchDocument:
    """Make the document of a page in the editions in which it is offered.

    Args:
        pages: The page in every edition.
    """
    page = pages[0].page
    subject = page.subject
    article = subject if isinstance(subject, Article) else None
    theme = article.theme if article else subject.id if isinstance(subject, Theme) else ""
    versions = [
        Version(
            edition=one.page.edition.code,
            address=one.page.address,
            title=" ".join(one.title.text.split()),
            summary=" ".join(one.summary.text.split()),
            html=one.html,
            blocks=one.blocks,
        )
        for one in pages
        if one.is_offered
    ]
    regions = article.regions if article else ()
    return SearchDocument(page.kind, page.name, article.date if article else None, theme, regions, tuple(versions))


def _list_words(build: BuildContext) -> tuple[tuple[str, ...], ...]:
    """List the groups of words that the site's own wording treats as equal."""
    from duizhao.search.words import make_own_groups  # noqa: PLC0415 -- only needed if it has changed
    from duizhao.translation.terms import GLOSSARY, read_terms  # noqa: PLC0415

    entries = [*build.prepared.frame.lexicon.entries.items()]
    # The forms of a glossary term are equal in searches; `catalog check` reports problems of the glossary.
    glossary, _problems = read_terms(build.prepared.settings.translations_folder / GLOSSARY, GLOSSARY)
    entries += [(term.forms[0], {form: form for form in term.forms[1:]}) for term in glossary.terms]
    for article in build.prepared.site.articles:
        for word, values in article.conversion.items():
            entries.append((word, {code: value or word for code, value in values.items()}))
    return tuple(make_own_groups(entries))


def _name_part(build: BuildContext, found: Searchable, place: int) -> str:
    """Return the name of a part in the cache, which is that of the last build if no document has changed."""
    graph, result = build.prepared.graph, ("part", str(place))
    if graph.is_current(result):
        return graph.traces[result].name
    paths, reads, said = build.prepared.summary.paths, {(*SEARCHABLE, "parts")}, [found.marks[place]]
    for kind, slug in found.groups[place]:
        if kind == "article":
            bodies = [("article", paths[slug], f"body:{edition.code}") for edition in build.editions]
            said += [graph.traces[fact[:2]].outputs[fact[2]] for fact in bodies]
            reads.update(bodies)
    name = digest(program_fingerprint(), *said)
    graph.record(result, reads, {}, name)
    return name
