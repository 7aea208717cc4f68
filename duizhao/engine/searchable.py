"""The documents of a build that can be found by searching."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.model import Article, Theme
from duizhao.search.documents import SearchDocument, Version, divide_documents, sort_documents
from duizhao.store import digest, program_fingerprint
from duizhao.tracking import Fact

LISTS = ("articles", "figures", "search")
"""Kinds of pages that only list others."""
SEARCHABLE: Fact = ("searchable",)
"""The result that stands for the list of searchable documents."""
SEARCHABLES = "searchables"
"""The kind of value in the cache: a `Searchable` without the names of parts."""
PARTS = "parts"
"""The kind of value in the cache: neighbouring pages, indexed."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """The documents that can be found by searching."""

    documents: tuple[SearchDocument, ...]
    """In the order in which the index numbers them; articles lack their texts."""
    groups: tuple[tuple[SearchDocument, ...], ...]
    """The same documents, grouped by the part of the index that they belong to."""
    words: tuple[tuple[str, ...], ...]
    """Star groups of the site's own wording, folded."""
    keys: Mapping[tuple[str, str], str]
    """The fingerprint of each document that is no article, by its kind and name."""
    names: tuple[str, ...]
    """The name of each group's index in the cache."""


def list_searchable(build: BuildContext) -> Searchable:
    """List the pages that can be found, each with the editions in which it is offered."""
    graph, store = build.prepared.graph, build.prepared.store
    found: Searchable | None = None
    if graph.is_current(SEARCHABLE):
        found = store.get(SEARCHABLES, graph.traces[SEARCHABLE].name)
    if found is None:
        pages = (versions for versions in build.list_counterparts() if versions[0].page.kind not in LISTS)
        offered = (tuple(one for one in versions if one.is_offered and one.page.part == 1) for versions in pages)
        documents = tuple(sort_documents([make_document(versions) for versions in offered if versions]))
        others = {(one.kind, one.name): digest(repr(one)) for one in documents if one.kind != "article"}
        found = Searchable(documents, tuple(divide_documents(documents)), _list_words(build), others, ())
        name = digest(repr(found))
        graph.record(SEARCHABLE, [("frame",), ("summary", "shown"), ("outlines", "all")], {"parts": name}, name)
        graph.forget(part for part in graph.list_results("part") if int(part[1]) >= len(found.groups))
        store.put(SEARCHABLES, name, found)
        store.sweep(SEARCHABLES, [name])
    return replace(found, names=tuple(_name_part(build, found, place) for place in range(len(found.groups))))


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
    paths, reads, said = build.prepared.summary.paths, {(*SEARCHABLE, "parts")}, [program_fingerprint()]
    for document in found.groups[place]:
        if document.kind == "article":
            said.append(repr([(one.edition, one.address) for one in document.versions]))
            bodies = [("article", paths[document.name], f"body:{edition.code}") for edition in build.editions]
            said += [graph.traces[fact[:2]].outputs[fact[2]] for fact in bodies]
            reads.update(bodies)
        else:
            said.append(found.keys[document.kind, document.name])
    name = digest(*said)
    graph.record(result, reads, {}, name)
    return name
