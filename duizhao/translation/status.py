"""Status: how much of an article is translated, counted in characters of its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from duizhao.model import Site
from duizhao.settings import Edition
from duizhao.translation.catalog import Catalog, count_characters
from duizhao.translation.messages import Message
from duizhao.translation.shelf import SITE_CATALOG, find_gaps, list_volumes

SITE = "site"
"""What the site's own strings are called where articles are listed."""


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """How much of one article is translated into one edition."""

    name: str
    """The article's slug; `site` for everything that is no article."""
    edition: str
    translated: int
    """Messages with a current translation."""
    fuzzy: int
    """Messages with one that is outdated or that nobody confirmed: stale on the page."""
    missing: int
    """Messages with none."""
    characters: int
    """Characters of the source, blanks left out."""
    translated_characters: int
    """Characters of the messages with a current translation."""
    fuzzy_characters: int
    missing_characters: int
    threshold: float
    """The share from which the page is offered as a translation."""

    @property
    def share(self) -> float:
        """The share of characters that is translated, from 0 to 1."""
        return self.translated_characters / self.characters if self.characters else 1.0

    @property
    def is_offered(self) -> bool:
        """Whether so much is translated that search engines and other editions are told of it."""
        return self.share >= self.threshold

    def as_dict(self) -> dict[str, Any]:
        """Give the values as JSON shows them."""
        return {**asdict(self), "share": round(self.share, 4), "offered": self.is_offered}


def list_status(site: Site, catalogs: Mapping[str, Mapping[str, Catalog]]) -> list[ArticleStatus]:
    """Count what is translated in every catalog of every edition; conversion needs no counting.

    Args:
        site: The site.
        catalogs: By edition code, then by name, as `read_catalogs` gives them.
    """
    rows = []
    for edition in site.settings.editions:
        found = catalogs.get(edition.code, {})
        for volume in list_volumes(site, edition):
            catalog = found.get(volume.name, Catalog(volume.language, volume.path))
            rows.append(
                count_status(SITE if volume.name == SITE_CATALOG else volume.name, edition, volume.messages, catalog)
            )
    return rows


def count_status(name: str, edition: Edition, messages: Iterable[Message], catalog: Catalog) -> ArticleStatus:
    """Count what is translated of the messages of one catalog."""
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
