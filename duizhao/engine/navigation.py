"""Navigation of an edition: home, the sections with their articles, the other pages.

Every page shows all sections, and the articles of its own section. The entries are made once for all pages of one
folder; the template of a page only inserts the page's own entry.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from duizhao.editing.addresses import relative_address
from duizhao.editions import INDEX
from duizhao.store import digest

ENTRY = '<li class="md-nav__item"><a href="{}" class="md-nav__link"><span class="md-ellipsis">{}</span></a></li>\n'
"""The HTML of an entry, as in the theme's partials/nav-item.html."""
NOTHING = Markup()


class NavigationItem(NamedTuple):
    """A page in the navigation."""

    kind: str
    address: str
    title: str
    part: int = 1
    """The part of a long list that it shows, from 1."""


@dataclass(frozen=True, slots=True)
class Section:
    """A page that lists articles, as it is in the navigation of each of them."""

    title: str
    url: str
    """Its address."""
    is_here: bool
    """Whether it is the page itself."""
    number: int
    """Its position in the list, from 1."""
    before: Markup
    """The articles of the section above the page's own entry."""
    after: Markup
    """Those below it."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The rendered entries of one page's navigation, without its own."""

    before: Markup
    """The entries above the page's own, or above its section."""
    after: Markup
    """The entries below it."""
    section: Section | None = None
    """The section that the page belongs to."""


class Menus:
    """The navigation of one edition."""

    def __init__(self, stops: Sequence[NavigationItem]) -> None:
        """Build the navigation.

        Args:
            stops: The edition's pages in the order of reading; each theme is followed by its articles.
        """
        self._top: list[NavigationItem] = []
        self._articles: dict[str, list[NavigationItem]] = {}
        self._section: dict[str, NavigationItem] = {}
        self._place: dict[str, int] = {}
        self._entries: dict[tuple[str, str], list[str]] = {}
        self._names: dict[str, str] = {}
        self.articles = [stop for stop in stops if stop.kind == "article"]
        """In the order of reading."""
        self._order = {stop.address: number for number, stop in enumerate(self.articles)}
        section: NavigationItem | None = None
        regions: NavigationItem | None = None
        tags: NavigationItem | None = None
        for stop in stops:
            if stop.kind == "article" and section is not None:
                beside = self._articles[section.address]
                self._section[stop.address] = section
            elif stop.kind == "region" and regions is not None:
                # There may be many regions: each is shown in its own navigation only, below the list of all.
                self._section[stop.address] = regions
                continue
            elif stop.kind == "tag" and tags is not None:
                # Of tags there may be even more, and each shows only itself.
                self._section[stop.address] = tags
                continue
            else:
                beside = self._top
            if stop.kind == "tags":
                tags = stop
                self._articles[stop.address] = []
            if stop.kind == "regions":
                regions = stop
                self._articles[stop.address] = []
            if stop.kind == "theme":
                section = self._section[stop.address] = stop
                self._articles[stop.address] = []
            if stop.part > 1:
                # Further parts of a list have the position of the first.
                self._place[stop.address] = len(self._top) - 1
                continue
            self._place[stop.address] = len(beside)
            beside.append(stop)

    def make_menu(self, address: str) -> Menu:
        """Make the navigation of the page at an address."""
        index = INDEX if address.endswith(INDEX) else ""
        folder = posixpath.dirname(address.removesuffix(index).rstrip("/"))
        # Relative addresses are the same from all pages of a folder; an edition's home page is alone in its own.
        start = f"{folder}/-/{index}" if folder else address
        top = self._list_entries("", self._top, start)
        section = self._section.get(address)
        if section is None:
            # A page that is in no list, such as that of search results, comes last in its own navigation.
            return Menu(*_around(top, self._place.get(address, len(top))))
        place = self._place[section.address]
        entries = self._list_entries(section.address, self._articles[section.address], start)
        is_here = section.address == address
        inside = (NOTHING, Markup("".join(entries))) if is_here else _around(entries, self._place.get(address, 0))  # noqa: S704
        shown = Section(section.title, section.address, is_here, place + 1, *inside)
        return Menu(*_around(top, place), shown)

    def find_neighbours(self, address: str) -> tuple[NavigationItem | None, NavigationItem | None]:
        """Return the articles before and after an article in the order of reading."""
        place = self._order.get(address)
        if place is None:
            return None, None
        return (
            self.articles[place - 1] if place else None,
            self.articles[place + 1] if place + 1 < len(self.articles) else None,
        )

    def find_beside(self, address: str) -> tuple[NavigationItem | None, NavigationItem | None]:
        """Return the articles before and after an article in the order of its theme."""
        above, below = self.find_neighbours(address)
        section = self._section.get(address)
        # A long list has several sections with one title.
        is_here = [
            one is not None and section is not None and self._section[one.address].title == section.title
            for one in (above, below)
        ]
        return above if is_here[0] else None, below if is_here[1] else None

    def menu_key(self, address: str) -> str:
        """Return the cache key of everything that the navigation of a page shows."""
        section = self._section.get(address)
        above, below = self.find_neighbours(address)
        own = self._list_key(section.address, self._articles[section.address]) if section else ""
        # As plain tuples, whose repr is faster than that of named ones.
        return digest(self._list_key("", self._top), own, repr((tuple(above or ()), tuple(below or ()))))

    def _list_key(self, name: str, stops: Sequence[NavigationItem]) -> str:
        """Return the cache key of a list, computed once."""
        if name not in self._names:
            self._names[name] = digest(repr(stops))
        return self._names[name]

    def _list_entries(self, name: str, stops: Sequence[NavigationItem], start: str) -> list[str]:
        """Render the entries of a list, with addresses relative to `start`."""
        if (name, start) not in self._entries:
            self._entries[name, start] = [
                ENTRY.format(escape(relative_address(one.address, start)), escape(one.title)) for one in stops
            ]
        return self._entries[name, start]


def _around(entries: Sequence[str], place: int) -> tuple[Markup, Markup]:
    """Return the entries above and below an index."""
    return Markup("".join(entries[:place])), Markup("".join(entries[place + 1 :]))  # noqa: S704 -- escaped when made
