"""Navigation of an edition: home, the sections with their articles, the other pages.

Every page shows all sections, and the articles of its own. The entries are made once for
all pages of one folder; a page's template only sets its own entry among them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup
from mkdocs.structure.nav import Navigation

from duizhao.editing.addresses import relative_address
from duizhao.engine.pages import EditionPage

ENTRY = Markup(
    '<li class="md-nav__item"><a href="{}" class="md-nav__link"><span class="md-ellipsis">{}</span></a></li>\n'
)
"""An entry as the theme writes it (partials/nav-item.html)."""
NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Menu:
    """The entries of one page's navigation, ready but for its own."""

    before: Markup
    """What stands above the page's own entry, or above its section."""
    after: Markup
    """What stands below it."""
    section: EditionPage | None = None
    """The page of the section that the page belongs to."""
    number: int = 0
    """The section's place in the list, from 1."""
    section_before: Markup = NOTHING
    """The articles of the section that stand above the page's own entry."""
    section_after: Markup = NOTHING
    """Those below it."""


class Menus:
    """The navigation of one edition."""

    def __init__(self, pages: Sequence[EditionPage]) -> None:
        """Arrange pages.

        Args:
            pages: The edition's pages in the order of reading; the articles of a theme follow it.
        """
        self._pages = pages
        self._top: list[EditionPage] = []
        self._articles: dict[str, list[EditionPage]] = {}
        self._section: dict[str, EditionPage] = {}
        self._place: dict[str, int] = {}
        self._entries: dict[str, dict[str, Markup]] = {}
        section: EditionPage | None = None
        for page in pages:
            address = page.page.address
            if page.page.kind == "article" and section is not None:
                beside = self._articles[section.page.address]
                self._section[address] = section
            else:
                beside = self._top
            if page.page.kind == "theme":
                section = self._section[address] = page
                self._articles[address] = []
            self._place[address] = len(beside)
            beside.append(page)

    def make_menu(self, page: EditionPage) -> Menu:
        """Make the navigation of a page."""
        address = page.page.address
        entries = self._entries_from(address)
        section = self._section.get(address)
        if section is None:
            # A page that is in no list, such as that of search results, stands behind all others on itself.
            return Menu(*_around(self._top, self._place.get(address, len(self._top)), entries))
        place = self._place[section.page.address]
        articles = self._articles[section.page.address]
        if section is page:
            inside = (NOTHING, NOTHING.join(entries[one.page.address] for one in articles))
        else:
            inside = _around(articles, self._place[address], entries)
        return Menu(*_around(self._top, place, entries), section, place + 1, *inside)

    def _entries_from(self, start: str) -> dict[str, Markup]:
        """Give the entries of all pages, by address; the way to them is the same from all pages of one folder."""
        folder = posixpath.dirname(start.rstrip("/"))
        if folder not in self._entries:
            self._entries[folder] = {
                one.page.address: ENTRY.format(relative_address(one.page.address, start), one.title)
                for one in self._pages
            }
        return self._entries[folder]


def _around(pages: Sequence[EditionPage], place: int, entries: Mapping[str, Markup]) -> tuple[Markup, Markup]:
    """Give the entries above and below a place."""
    addresses = [one.page.address for one in pages]
    above = NOTHING.join(entries[one] for one in addresses[:place])
    return above, NOTHING.join(entries[one] for one in addresses[place + 1 :])


def make_navigation(pages: Sequence[EditionPage]) -> Navigation:
    """Make what MkDocs and its theme take for the navigation of one edition.

    Args:
        pages: Its pages in the order of reading.
    """
    navigation = Navigation([page for page in pages if page.page.kind != "article"], list(pages))
    navigation.homepage = next(page for page in pages if page.page.kind == "home")
    # Each article leads to the one before and the one after it in the order of reading.
    for before, after in pairwise(page for page in pages if page.page.kind == "article"):
        before.next_page = after
        after.previous_page = before
    return navigation
