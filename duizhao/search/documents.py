"""Documents: a page in all its editions, as search sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 -- `date` is the name of a field
from zlib import crc32

from duizhao.editing.blocks import BlockText
from duizhao.settings import Edition

FOLDER = "search"
"""Where the index stands in a site, and, in the folder of an edition, its page for results."""
MANIFEST = "manifest.json"
"""The file of the index that names all others."""
CHINESE = "zh"
"""The index that all Chinese editions share."""
PART, LEAST, MOST = 64, 16, 128
"""How many documents a part holds on the average, at least, and at most."""
TITLE, SUMMARY, BODY = 0, 1, 2
"""Where in a document its title, its summary and its block 0 stand."""


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one edition."""

    edition: str
    """The edition's code."""
    address: str
    """Where it stands, relative to the site's root."""
    title: str
    """Like the summary, without line ends."""
    summary: str
    html: str
    """Its text, with `data-block` on every block."""
    blocks: tuple[BlockText, ...] | None = None
    """The texts of its blocks where they are known already."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A page with its versions; those that are no translation yet are not among them."""

    kind: str
    name: str
    """With the kind, the same in every edition."""
    date: Day | None
    theme: str
    """An id of themes.yml, or empty."""
    regions: tuple[str, ...]
    """Ids of regions.yml."""
    versions: tuple[Version, ...]


def index_name(edition: Edition) -> str:
    """Name the index that an edition is searched in: one for all scripts of Chinese, one for each other language."""
    return CHINESE if edition.is_chinese else edition.code


def sort_documents(documents: list[SearchDocument]) -> list[SearchDocument]:
    """Sort documents as the index numbers them: newest first, those without a date last."""
    return sorted(documents, key=lambda one: (-(one.date.toordinal() if one.date else 0), one.kind, one.name))


def divide_documents(documents: Sequence[SearchDocument]) -> list[tuple[SearchDocument, ...]]:
    """Divide documents into those of each part.

    Where a part ends depends on the names of its own documents alone, so that one more document changes one part.

    Args:
        documents: In the order of their numbers.
    """
    found: list[tuple[SearchDocument, ...]] = []
    start = 0
    for place, document in enumerate(documents, 1):
        ends = crc32(f"{document.kind}/{document.name}".encode()) % PART == 0
        if (ends and place - start >= LEAST) or place - start >= MOST:
            found.append(tuple(documents[start:place]))
            start = place
    return [*found, tuple(documents[start:])] if start < len(documents) else found
