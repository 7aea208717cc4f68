"""What of a build can be found by searching."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.executors import Executor, RemoteExecutor, SerialExecutor
from duizhao.model import Article, Theme
from duizhao.search.documents import SearchDocument, Version, divide_documents, sort_documents
from duizhao.store import digest, program_fingerprint

LISTS = ("articles", "figures", "search")
"""Pages that only list others."""
PARTS = "parts"
"""The kind of value in the cache: neighbouring pages, indexed."""
FEW_PARTS = 2
"""So many parts of the index are made where all of it is packed; of more, each is made by who renders its pages."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """What can be found by searching."""

    documents: tuple[SearchDocument, ...]
    """In the order in which the index numbers them; articles lack their texts."""
    groups: tuple[tuple[SearchDocument, ...], ...]
    """The same, those together that are indexed together."""
    names: tuple[str, ...]
    """The name of each group's index in the cache."""


@dataclass(frozen=True, slots=True)
class Search:
    """The search of a site, on its way."""

    found: Searchable
    missing: frozenset[str]
    """The names of those parts of the index that are to be made with the pages."""
    finish: Callable[[], Mapping[str, bytes]]
    """Waits for the files of the folder `search/`; pages must be rendered by then."""


def list_searchable(build: BuildContext) -> Searchable:
    """List the pages that can be found, each with the editions in which it is offered."""
    pages = (versions for key, versions in build.counterparts.items() if key[0] not in LISTS)
    offered = (tuple(one for one in versions if one.is_offered and one.page.part == 1) for versions in pages)
    documents = sort_documents([make_document(versions) for versions in offered if versions])
    groups = tuple(divide_documents(documents))
    return Searchable(tuple(documents), groups, tuple(_part_key(build, group) for group in groups))


def begin_search(build: BuildContext, executor: Executor) -> Search:
    """Begin to make the search of a site beside everything else, where little has changed.

    Packing the index takes longer than all else then, and needs nothing else; the few parts that are missing are made
    with it.

    Args:
        build: The build.
        executor: Who does it.
    """
    store = build.prepared.inputs.store
    found = list_searchable(build)
    missing = frozenset(name for name in found.names if not store.has(PARTS, name))
    is_early = len(missing) <= FEW_PARTS
    # Sending an index away takes longer than packing it, and who packs it beside us has nobody beside himself.
    packers = SerialExecutor() if is_early or isinstance(executor, RemoteExecutor) else executor
    made = (executor if is_early else SerialExecutor()).begin(make_search, (build, found), packers)

    def finish() -> Mapping[str, bytes]:
        files, discarded = made()
        store.discarded += [file for file in discarded if file not in store.discarded]
        return files

    return Search(found, frozenset() if is_early else missing, finish)


def make_search(
    shared: tuple[BuildContext, Searchable], executor: Executor
) -> tuple[dict[str, bytes], tuple[Path, ...]]:
    """Make the search of a site."""
    from duizhao.engine.indexing import make_files  # noqa: PLC0415 -- mostly it is made in another process

    return make_files(*shared, executor)


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


def _part_key(build: BuildContext, documents: Sequence[SearchDocument]) -> str:
    """Name neighbouring documents by all that the index takes from them."""
    said = []
    for document in documents:
        versions = build.counterparts[document.kind, document.name]
        said.append(repr([(one.edition, one.address) for one in document.versions]))
        if document.kind == "article":
            said += build.prepared.results[document.name].names
        else:
            said += [
                part for one in versions for part in (one.title.text, one.summary.text, one.html, repr(one.blocks))
            ]
    return digest(program_fingerprint(), *said)
