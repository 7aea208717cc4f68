"""Navigation of an edition: home, the sections with their articles, the other pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from duizhao.engine.pages import EditionPage


def make_navigation(pages: Sequence[EditionPage]) -> Navigation:
    """Make the navigation of one edition.

    Args:
        pages: Its pages in the order of reading; the articles of a theme follow it.
    """
    items: list[MkDocsPage | Section] = []
    section: Section | None = None
    for page in pages:
        if page.page.kind == "theme":
            section = Section(page.edited.title.text, [])
            items.append(section)
        if page.page.kind in ("theme", "article") and section is not None:
            section.children.append(page)
            page.parent = section
        else:
            items.append(page)
    navigation = Navigation(items, list(pages))
    navigation.homepage = next(page for page in pages if page.page.kind == "home")
    _link_neighbours([page for page in pages if page.page.kind == "article"])
    return navigation


def _link_neighbours(articles: Sequence[EditionPage]) -> None:
    """Let each article lead to the one before and the one after it in the order of reading."""
    for before, after in pairwise(articles):
        before.next_page = after
        after.previous_page = before
