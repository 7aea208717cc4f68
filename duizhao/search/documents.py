"""Documents: a page in all its editions, as search sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 -- `date` is the name of a field

from duizhao.editing.blocks import BlockText
from duizhao.settings import Edition

CHINESE = "zh"
"""The index that all Chinese editions share."""
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
