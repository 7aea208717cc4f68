"""Documents: a page in all its editions, as search sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 -- `date` is the name of a field
from typing import NamedTuple, TypeVar
from zlib import crc32

from duizhao.editing.blocks import BlockText
from duizhao.editions import Edition

FOLDER = "search"
"""The folder of the index in a site and, in the folder of an edition, of its results page."""
MANIFEST = "manifest.json"
"""The index file that refers to all others."""
CHINESE = "zh"
"""The index that all Chinese editions share."""
PART, LEAST, MOST = 16, 6, 32
"""The average, least and greatest number of documents in a part."""
TITLE, SUMMARY, BODY = 0, 1, 2
"""The numbers of the title, the summary and block 0 in a document."""


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one edition."""

    edition: str
    """The edition's code."""
    address: str
    """Its address, relative to the site's root."""
    title: str
    """Without line ends, like the summary."""
    summary: str
    html: str
    """Its HTML, with `data-block` on every block."""
    blocks: tuple[BlockText, ...] | None = None
    """The texts of its blocks, if they are known already."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A page with its versions in the editions in which it is offered."""

    kind: str
    name: str
    """Together with the kind, the same in every edition."""
    date: Day | None
    theme: str
    """An id of themes.yml, or empty."""
    regions: tuple[str, ...]
    """Ids of regions.yml."""
    versions: tuple[Version, ...]

    @property
    def editions(self) -> tuple[str, ...]:
        """The codes of the editions in which it is offered."""
        return tuple(one.edition for one in self.versions)


class DocumentRow(NamedTuple):
    """A document without its texts, as far as parts and filters depend on it."""

    kind: str
    name: str
    date: Day | None
    theme: str
    regions: tuple[str, ...]
    editions: tuple[str, ...]
    """The codes of the editions in which it is offered; there may be none."""
    mark: str
    """What its part depends on, besides the body of an article."""
    offered: str
    """The fingerprint of the editions in which an article is offered, see `MadeArticle`; empty for other pages."""


Listed = TypeVar("Listed", SearchDocument, DocumentRow)


@dataclass(frozen=True, slots=True)
class Filters:
    """The columns that no text changes."""

    count: int
    """The number of documents."""
    columns: bytes
    """The theme (from 1; 0 for none), place, editions as bits, and the days from the date of the document before (of
    the first one, from 1970) to the document's own; one column after the other, as browsers read them."""
    places: tuple[tuple[str, ...], ...]
    """The regions of each place."""


def index_name(edition: Edition) -> str:
    """Return the name of an edition's index: one for all scripts of Chinese, one for each other language."""
    return CHINESE if edition.is_chinese else edition.code


def sort_documents(documents: Iterable[Listed]) -> list[Listed]:
    """Sort documents in the order of their numbers in the index: undated ones first, the newest last.

    A new article thus usually has the highest number, and changes no other. Results are shown in reverse order.
    """
    return sorted(documents, key=_rank, reverse=True)


def _rank(document: SearchDocument | DocumentRow) -> tuple[int, str, str]:
    """Return the sort key of the order of results."""
    return -(document.date.toordinal() if document.date else 0), document.kind, document.name


def divide_documents(documents: Sequence[Listed]) -> list[tuple[Listed, ...]]:
    """Divide documents into parts.

    The end of a part depends only on the names of its own documents: one more document usually changes one part.

    Args:
        documents: Documents in the order of their numbers.
    """
    found: list[tuple[Listed, ...]] = []
    start = 0
    for place, document in enumerate(documents, 1):
        ends = crc32(f"{document.kind}/{document.name}".encode()) % PART == 0
        if (ends and place - start >= LEAST) or place - start >= MOST:
            found.append(tuple(documents[start:place]))
            start = place
    if start < len(documents):
        found.append(tuple(documents[start:]))
    return found
