"""Parallel pages: an article or a text page in several editions, side by side on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from duizhao.editing.addresses import parallel_address, parallel_folder, relative_address
from duizhao.editing.pages import EditedPage, Page
from duizhao.editing.pairs import Column, pair_texts, pair_wordings
from duizhao.editions import Edition
from duizhao.settings import Settings

KIND = "parallel"
SHOWN = ("article", "page")
"""The kinds of pages that have parallel pages."""
PageKey = tuple[str, str, str]
"""The key of a page: kind, name, edition. The name of a parallel page is its folder with kind and name of the page."""


class ParallelPages:
    """Which parallel pages a site has."""

    def __init__(self, settings: Settings) -> None:
        """Take the sets of editions from the settings."""
        sets = [tuple(map(settings.edition, codes)) for codes in settings.parallel]
        self._sets: Mapping[str, tuple[Edition, ...]] = {_name_set(editions): editions for editions in sets}

    def list_keys(self, keys: Sequence[PageKey]) -> Iterator[PageKey]:
        """Yield the keys of the parallel pages of some pages."""
        for name, editions in self._sets.items():
            code = editions[0].code
            yield from ((KIND, f"{name}/{key[0]}/{key[1]}", code) for key in keys if key[2] == code and key[0] in SHOWN)

    def find_editions(self, name: str) -> tuple[Edition, ...]:
        """Return the editions that the parallel page of a name shows."""
        return self._sets[name.partition("/")[0]]

    def list_links(self, page: Page, start: str) -> list[dict[str, Any]]:
        """List the links to the parallel pages of a page.

        Args:
            page: The page in any edition.
            start: The address of the page that has the links, one of the parallel pages or the page itself.
        """
        if page.kind not in SHOWN:
            return []
        links = []
        for editions in self._sets.values():
            address = parallel_address(page.address, editions)
            if page.edition in editions:
                label = " / ".join(edition.label for edition in editions)
                links.append({"url": relative_address(address, start), "label": label, "current": address == start})
        return links


def find_article(key: Sequence[str]) -> str | None:
    """Return the slug of the article that a page shows, if it is one; given its kind and name."""
    kind, name = split_name(key[1]) if key[0] == KIND else (key[0], key[1])
    return name if kind == "article" else None


def split_name(name: str) -> tuple[str, str]:
    """Return the kind and name of the page that the parallel page of a name shows."""
    _folder, kind, shown = name.split("/", 2)
    return kind, shown


def make_parallel_page(name: str, pages: Sequence[EditedPage]) -> EditedPage:
    """Make a parallel page.

    Args:
        name: Its name.
        pages: The page in each of the editions that it shows, all with their texts or all without.
    """
    first = pages[0]
    address = parallel_address(first.page.address, [one.page.edition for one in pages])
    columns = [Column(one.page.edition, one.page.address, one.html) for one in pages]
    titles = [one.title for one in pages]
    # What is said of missing translations is true of the column that lacks most.
    least = min(pages, key=lambda one: one.share)
    return replace(
        first,
        page=replace(first.page, kind=KIND, name=name, address=address),
        title=pair_wordings(titles, " / ".join(dict.fromkeys(one.text for one in titles))),
        summary=pair_wordings([one.summary for one in pages], first.summary.text),
        html=pair_texts(columns, address),
        share=least.share,
        stale=least.stale,
        missing=least.missing,
        blocks=None,
        files=(),
    )


def _name_set(editions: Sequence[Edition]) -> str:
    """Return the name of a set of editions, the last folder of its pages."""
    return parallel_folder(editions).split("/")[1]
