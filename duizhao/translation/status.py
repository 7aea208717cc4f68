"""Translation status: how much of an article is translated, counted in characters of its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from duizhao.editions import Edition
from duizhao.model import Site
from duizhao.translation.catalog import Catalog, count_characters
from duizhao.translation.catalog_files import SITE_CATALOG, find_gaps, list_catalog_files
from duizhao.translation.messages import Message

SITE = "site"
"""The name of the site's own strings in lists of articles."""


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """The translation status of one article in one edition."""

    name: str
    """The article's slug; `site` for everything outside of articles."""
    edition: str
    translated: int
    """Messages with a current translation."""
    fuzzy: int
    """Messages with an outdated or unconfirmed translation, which are stale on the page."""
    missing: int
    """Messages without a translation."""
    characters: int
    """Characters of the source, without blanks."""
    translated_characters: int
    """Characters of the messages with a current translation."""
    fuzzy_characters: int
    missing_characters: int
    threshold: float
    """The least share with which the page is offered as a translation."""

    @property
    def share(self) -> float:
        """The share of characters that is translated, from 0 to 1."""
        return self.translated_characters / self.characters if self.characters else 1.0

    @property
    def is_offered(self) -> bool:
        """Whether enough is translated for search engines and other editions to be told about the page."""
        return self.share >= self.threshold

    def as_dict(self) -> dict[str, Any]:
        """Return the values for JSON output."""
        return {**asdict(self), "share": round(self.share, 4), "offered": self.is_offered}


def list_status(site: Site, catalogs: Mapping[str, Mapping[str, Catalog]]) -> list[ArticleStatus]:
    """Return the status of every catalog of every edition; texts made by conversion are not counted.

    Args:
        site: The site.
        catalogs: The catalogs by edition code, then by name, as returned by `read_catalogs`.
    """
    rows = []
    for edition in site.settings.editions:
        found = catalogs.get(edition.code, {})
        for file in list_catalog_files(site, edition):
            catalog = found.get(file.name, Catalog(file.language, file.path))
            rows.append(count_status(SITE if file.name == SITE_CATALOG else file.name, edition, file.messages, catalog))
    return rows


def count_status(name: str, edition: Edition, messages: Iterable[Message], catalog: Catalog) -> ArticleStatus:
    """Return the status of the messages of one catalog."""
    wanted = list(messages)
    missing, fuzzy = find_gaps(wanted, catalog)
    characters, missing_characters, fuzzy_characters = (
        count_characters(message.text for message in group) for group in (wanted, missing, fuzzy)
    )
    return ArticleStatus(
        name=name,
        edition=edition.code,
        translated=len(wanted) - len(missing) - len(fuzzy),
        fuzzy=len(fuzzy),
        missing=len(missing),
        characters=characters,
        translated_characters=characters - missing_characters - fuzzy_characters,
        fuzzy_characters=fuzzy_characters,
        missing_characters=missing_characters,
        threshold=edition.threshold,
    )
