"""Parallel pages: an article or a text page in several editions, side by side on a page of its own.

The name of a parallel page is its folder with kind and name of the page that it shows: `zh-hans--en/article/bridge`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from duizhao.editing.addresses import parallel_address, parallel_folder, relative_address
from duizhao.editing.pages import EditedPage, Page
from duizhao.editing.pairs import Column, pair_texts, pair_wordings
from duizhao.editions import Edition
from duizhao.engine.template_values import list_article_values
from duizhao.report.open_graph import make_open_graph

if TYPE_CHECKING:
    from duizhao.engine.context import BuildContext, PageKey

KIND: Literal["parallel"] = "parallel"
SHOWN = ("article", "page")
"""The kinds of pages that have parallel pages."""


class ParallelPages:
    """The parallel pages of a build. They are made of the pages that they show, and depend on all of these."""

    def __init__(self, build: BuildContext) -> None:
        """Take the sets of editions from the settings of a build."""
        self._build = build
        settings = build.prepared.settings
        sets = [tuple(map(settings.edition, codes)) for codes in settings.parallel]
        self._sets: Mapping[str, tuple[Edition, ...]] = {_name_set(editions): editions for editions in sets}

    def list_keys(self, keys: Sequence[PageKey]) -> Iterator[PageKey]:
        """Yield the keys of the parallel pages of some pages."""
        for name, editions in self._sets.items():
            code = editions[0].code
            yield from ((KIND, f"{name}/{key[0]}/{key[1]}", code) for key in keys if key[2] == code and key[0] in SHOWN)

    def list_links(self, page: Page, start: str) -> list[dict[str, Any]]:
        """List the links to the parallel pages of a page.

        Args:
            page: The page in any edition; few kinds of pages have any.
            start: The address of the page that has the links: the page itself or one of the parallel pages.
        """
        links = []
        for editions in self._sets.values() if page.kind in SHOWN else ():
            if page.edition in editions:
                address = parallel_address(page.address, editions)
                label = " / ".join(edition.label for edition in editions)
                links.append({"url": relative_address(address, start), "label": label, "current": address == start})
        return links

    def find_page(self, name: str) -> EditedPage:
        """Return a parallel page without its text."""
        shown = split_name(name)
        pages = [self._build.find_page((*shown, one.code)) for one in self._find_editions(name)]
        return make_parallel_page(name, [replace(one, html="") for one in pages])

    def find_first(self, edited: EditedPage) -> EditedPage:
        """Return the page in the first edition that a parallel page shows, without its text if it is an article."""
        return self._build.find_page((*split_name(edited.page.name), edited.page.edition.code))

    def load(self, name: str, texts: Mapping[str, EditedPage] | None) -> EditedPage:
        """Return a parallel page with its text.

        Args:
            name: Its name.
            texts: Of an article: its pages with their texts by edition, if they are at hand.
        """
        kind, shown = split_name(name)
        if kind == "article":
            texts = texts or {one.page.edition.code: one for one in self._build.prepared.load_texts(shown)}
            return make_parallel_page(name, [texts[one.code] for one in self._find_editions(name)])
        pages = [self._build.find_page((kind, shown, one.code)) for one in self._find_editions(name)]
        return make_parallel_page(name, pages)

    def list_values(self, edited: EditedPage, others: Sequence[EditedPage]) -> dict[str, Any]:
        """Return the values of a parallel page: those of the page in its first edition, and `columns`, their number.

        Args:
            edited: The parallel page.
            others: The page that it shows in every edition.
        """
        build, first, start = self._build, self.find_first(edited), edited.page.address
        frame = build.frame_values(edited, others)
        if first.page.kind == "article":
            context = build.edition_context(first.page.edition.code)
            values = list_article_values(edited, others, context, build.site_url)
        else:
            values = build.list_template_values(replace(first.page, address=start))
        # Machines are led to the page in the first edition.
        described = replace(edited, page=first.page, share=first.share)
        site, card = frame["config"].site_name, values.get("article")
        return {
            **frame,
            **values,
            "menu": build.menus(edited).make_menu(start),
            "switcher": [{**one, "current": False} for one in frame["switcher"]],
            "parallel_pages": self.list_links(first.page, start),
            "columns": len(self._find_editions(edited.page.name)),
            "offered": False,
            "structured_data": None,
            "properties": make_open_graph(described, others, site=site, url=build.site_url, card=card),
        }

    def _find_editions(self, name: str) -> tuple[Edition, ...]:
        """Return the editions that the parallel page of a name shows."""
        return self._sets[name.partition("/")[0]]


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
