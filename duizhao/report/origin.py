"""Where the page of an article comes from: when it was last changed, and what it is translated from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from babel import Locale
from msgspec import Struct

from duizhao.editing.addresses import relative_address
from duizhao.editing.pages import EditedPage, EditionContext
from duizhao.editing.texts import Texts
from duizhao.model import Article

TRANSLATED = "译自{language}"
"""The line at the foot of a translation; a word of the interface."""


class Change(Struct, frozen=True):
    """The day of an article's last change."""

    date: str
    """In the format of the edition."""
    iso_date: str


class Origin(Struct, frozen=True):
    """What a page is translated from."""

    text: str
    """The line that says so."""
    code: str
    """The edition that it leads to."""
    url: str
    """The address of the page in that edition, relative to the page itself."""


def make_change(article: Article, texts: Texts) -> Change | None:
    """Return the day of an article's last change; None if that is the day of its publication."""
    day = article.last_change
    return Change(texts.date(day), day.isoformat()) if day > article.date else None


def find_origin(edited: EditedPage, counterparts: Sequence[EditedPage], context: EditionContext) -> Origin | None:
    """Return what a page is translated from; None if it is no translation, or nothing of it is translated.

    Args:
        edited: The page.
        counterparts: The page in every edition, itself included.
        context: The edition of the page.
    """
    page = edited.page
    if not page.edition.translates(edited.source) or not edited.share:
        return None
    written = [one.page for one in counterparts if not one.page.edition.translates(edited.source)]
    # The edition of the source itself comes first, then any that is converted from it.
    written.sort(key=lambda one: one.edition.code != edited.source)
    if not written:
        return None
    language = name_language(edited.source, page.edition.locale)
    text = context.texts(TRANSLATED).text.replace("{language}", language)
    return Origin(text, written[0].edition.code, relative_address(written[0].address, page.address))


@cache
def name_language(code: str, locale: str) -> str:
    """Return the name of a language or script in the language of a locale: Simplified Chinese, 英语.

    Args:
        code: The code of an edition or of a source.
        locale: The Babel locale.
    """
    own = Locale.parse(code, sep="-")
    names = Locale.parse(locale).languages
    name: str = names.get(f"{own.language}_{own.script}") or names.get(own.language) or code
    return name
