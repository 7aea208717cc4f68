"""The structure of a site: all its pages in the order of reading, made of all articles and kept between builds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from duizhao.article_results import OUTLINES
from duizhao.editing.pages import EditedPage
from duizhao.engine.navigation import Menus, NavigationItem
from duizhao.graph import Graph
from duizhao.store import Store, digest
from duizhao.tracking import Fact

UNLISTED = ("article", "region", "tag")
"""Kinds of pages that the theme's tabs and breadcrumbs do not show."""
STRUCTURE: Fact = ("structure",)
"""The result that stands for the structure of a site."""
STRUCTURES = "structures"
"""The kind of value in the cache: a structure."""


@dataclass(frozen=True, slots=True)
class EditionStructure:
    """The structure of one edition."""

    items: tuple[NavigationItem, ...]
    """All pages, in the order of reading."""
    listed: tuple[EditedPage, ...]
    """The pages that the theme's tabs and breadcrumbs show, without their texts."""


class Structure:
    """The structure of a site."""

    def __init__(self, editions: Mapping[str, EditionStructure], related: Mapping[str, tuple[str, ...]]) -> None:
        """Unite the structures of editions.

        Args:
            editions: The structures by the codes of editions.
            related: The slugs of related articles by slug.
        """
        self.editions = editions
        self.related = related

    def __getstate__(self) -> dict[str, Any]:
        return {"editions": self.editions, "related": self.related}

    @cached_property
    def menus(self) -> Mapping[str, Menus]:
        """The navigation of each edition."""
        return {code: Menus(one.items) for code, one in self.editions.items()}


def make_structure(
    pages: Mapping[str, Sequence[EditedPage]], name: Callable[[EditedPage], str], related: Mapping[str, tuple[str, ...]]
) -> Structure:
    """Make the structure of a site.

    Args:
        pages: The pages of each edition in the order of reading.
        name: Returns the title of a page in the navigation.
        related: The slugs of related articles by slug.
    """
    return Structure(
        {
            code: EditionStructure(
                tuple(NavigationItem(one.page.kind, one.page.address, name(one), one.page.part) for one in own),
                tuple(
                    replace(one, html="", toc=(), blocks=None)
                    for one in own
                    if one.page.kind not in UNLISTED and one.page.part == 1
                ),
            )
            for code, own in pages.items()
        },
        related,
    )


def recall_structure(graph: Graph, store: Store) -> Structure | None:
    """Return the structure of the last build if it is current."""
    found: Structure | None = None
    if graph.is_current(STRUCTURE):
        found = store.get(STRUCTURES, graph.traces[STRUCTURE].name)
    return found


def keep_structure(graph: Graph, store: Store, structure: Structure) -> None:
    """Record and store the structure of a site."""
    name = digest(repr(structure.editions), repr(structure.related))
    graph.record(STRUCTURE, [("frame",), ("summary", "shown"), (*OUTLINES, "outline")], {}, name)
    store.put(STRUCTURES, name, structure)
    store.sweep(STRUCTURES, [name])
