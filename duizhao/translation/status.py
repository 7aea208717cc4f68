"""Status: how much of an article is translated, counted in characters of its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from duizhao.translation.catalog import Catalog, count_characters
from duizhao.translation.messages import Message


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """How much of one article is translated into one edition."""

    name: str
    """The article's slug; `site` for everything that is no article."""
    edition: str
    translated: int
    """Messages with a current translation."""
    fuzzy: int
    """Messages with an outdated or unconfirmed one."""
    missing: int
    """Messages with none."""
    characters: int
    """Characters of the source."""
    translated_characters: int
    """Characters of the messages with a current translation."""

    @property
    def share(self) -> float:
        """The share of characters that is translated, from 0 to 1."""
        return self.translated_characters / self.characters if self.characters else 1.0

    def as_dict(self) -> dict[str, Any]:
        """Give the values as JSON shows them."""
        return {**asdict(self), "share": round(self.share, 4)}


def list_status(name: str, edition: str, messages: Iterable[Message], catalog: Catalog | None) -> ArticleStatus:
    """Count what is translated of the messages of one catalog."""
    translated, fuzzy, missing = [], 0, 0
    wanted = list(messages)
    for message in wanted:
        entry = catalog.find(message.text, message.context) if catalog is not None else None
        if entry is None or not entry.text:
            missing += 1
        elif entry.fuzzy:
            fuzzy += 1
        else:
            translated.append(message.text)
    return ArticleStatus(
        name=name,
        edition=edition,
        translated=len(translated),
        fuzzy=fuzzy,
        missing=missing,
        characters=count_characters(message.text for message in wanted),
        translated_characters=count_characters(translated),
    )
