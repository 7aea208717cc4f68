"""The documents of a build that can be found by searching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.model import Article, Theme
from duizhao.search.documents import Filters, SearchDocument, Version, divide_documents, sort_documents
from duizhao.store import digest, program_fingerprint
from duizhao.tracking import Fact

LISTS = ("articles", "figures", "search")
"""Kinds of pages that only list others."""
SEARCHABLE: Fact = ("searchable",)
"""The result that stands for the list of searchable documents."""
SEARCHABLES = "searchables"
"""The kind of value in the cache: a `Searchable` without the names of parts."""
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
    found: Searchable | None = None
    if graph.is_current(SEARCHABLE):
        found = store.get(SEARCHABLES, graph.traces[SEARCHABLE].name)
    if found is None:
        documents = _list_documents(build)
        found = _describe(build, documents)
        name = digest(repr(found))
        graph.record(SEARCHABLE, [("frame",), ("summary", "shown"), ("outlines", "all")], {"parts": name}, name)
        graph.forget(part for part in graph.list_results("part") if int(part[1]) >= len(found.groups))
        store.put(SEARCHABLES, name, found)
        store.sweep(SEARCHABLES, [name])
        for mark, group in zip(found.marks, divide_documents(documents), strict=True):
            others = {(one.kind, one.name): one for one in group if one.kind != "article"}
            if others:
                store.put(DOCUMENTS, mark, others)
        store.sweep(DOCUMENTS, found.marks)
    return replace(found, names=tuple(_name_part(build, found, place) for place in range(len(found.groups))))


def _list_documents(build: BuildContext) -> list[SearchDocument]:
    """List the documents of all pages, in the order of their numbers; articles lack their texts."""
    pages = (versions for versions in build.list_counterparts() if versions[0].page.kind not in LISTS)
    offered = (tuple(one for one in versions if one.is_offered and one.page.part == 1) for versions in pages)
    return sort_documents([make_document(versions) for versions in offered if versions])


def _describe(build: BuildContext, documents: Sequence[SearchDocument]) -> Searchable:
    """Describe the documents of a build."""
    from duizhao.search.columns import list_filters  # noqa: PLC0415 -- only needed if something else has changed

    groups = divide_documents(documents)
    return Searchable(
        groups=tuple(tuple((one.kind, one.name) for one in group) for group in groups),
        marks=tuple(digest(*map(_mark, group)) for group in groups),
        filters=list_filters(documents, build.editions, [theme.id for theme in build.prepared.frame.site.themes]),
        words=_list_words(build),
    )


def _mark(document: SearchDocument) -> str:
    """Return what a part depends on of a document; the text of an article is a fact of its own."""
    if document.kind == "article":
        return repr([document.name, *((one.edition, one.address) for one in document.versions)])
    return repr(document)


def make_document(pages: Sequence[EditedPage]) -> SearchDocument:
    """Make the document of a page in its editions."""
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
