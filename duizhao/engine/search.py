"""What of a build can be found by searching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.editing.pages import EditedPage
from duizhao.engine.context import Desk
from duizhao.model import Article, Theme
from duizhao.search.documents import SearchDocument, Version, divide_documents, sort_documents
from duizhao.store import digest, name_program

LISTS = ("articles", "figures", "search")
"""Pages that only list others."""
PARTS = "parts"
"""The kind of value in the cache: neighbouring pages, indexed."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """What can be found by searching."""

    documents: tuple[SearchDocument, ...]
    """In the order in which the index numbers them; articles lack their texts."""
    groups: tuple[tuple[SearchDocument, ...], ...]
    """The same, those together that are indexed together."""
    names: tuple[str, ...]
    """The name of each group's index in the cache."""


def list_searchable(desk: Desk) -> Searchable:
    """List the pages that can be found, each with the editions in which it is offered."""
    pages = (versions for key, versions in desk.counterparts.items() if key[0] not in LISTS)
    offered = (tuple(one for one in versions if one.is_offered and one.page.part == 1) for versions in pages)
    documents = sort_documents([make_document(versions) for versions in offered if versions])
    groups = tuple(divide_documents(documents))
    return Searchable(tuple(documents), groups, tuple(_name_part(desk, group) for group in groups))


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


def _name_part(desk: Desk, documents: Sequence[SearchDocument]) -> str:
    """Name neighbouring documents by all that the index takes from them."""
    said = []
    for document in documents:
        versions = desk.counterparts[document.kind, document.name]
        said.append(repr([(one.edition, one.address) for one in document.versions]))
        if document.kind == "article":
            said += desk.prepared.dossiers[document.name].names
        else:
            said += [
                part for one in versions for part in (one.title.text, one.summary.text, one.html, repr(one.blocks))
            ]
    return digest(name_program(), *said)
