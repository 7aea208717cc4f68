"""The build of one build: its pages, and the values that their templates are handed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from duizhao.editing.addresses import FEED, absolute_address, folder_address, relative_address, relative_folder
from duizhao.editing.content_index import ContentIndex
from duizhao.editing.pages import EditedPage, EditionContext, Page, edit_page, list_pages
from duizhao.editing.texts import Wording
from duizhao.engine.configuration import localise_configuration, with_alternates
from duizhao.engine.navigation import Menus, NavigationItem
from duizhao.engine.pages import ChooserPage, EditionPage, Neighbour
from duizhao.engine.template_values import TemplateValues
from duizhao.model import Article
from duizhao.pipeline import PreparedBuild
from duizhao.report.cards import make_theme_card
from duizhao.report.metadata import find_canonical, is_indexed, list_alternates
from duizhao.report.open_graph import make_open_graph
from duizhao.search.interface import make_search_interface, search_address
from duizhao.settings import Edition
from duizhao.translation.interface import INTERFACE_SCRIPT

PageKey = tuple[str, str, str]
"""What names a page: kind, name, edition."""
UNLISTED = ("article", "region")
"""Kinds of pages that the theme's tabs and paths do not show."""


class BuildContext:
    """One build: every page of every edition, and what the templates say of it."""

    def __init__(self, prepared: PreparedBuild, config: MkDocsConfig) -> None:
        """Set up a build of a site that was read and checked."""
        self.prepared = prepared
        self.config = config
        self.editions = prepared.site.settings.editions
        self.contexts: Mapping[str, EditionContext] = {one.code: prepared.edition_context(one) for one in self.editions}
        self.site_url = prepared.site.settings.site_url
        self.content_index = ContentIndex(prepared.site)
        self.pages: Mapping[str, Sequence[EditedPage]] = {one.code: self._edit_pages(one) for one in self.editions}
        """By edition, in the order of reading; those of articles without their text."""
        self.search_pages = {one.code: self._make_search_page(one) for one in self.editions}
        self._views: dict[str, MkDocsConfig] = {}
        self._menus: dict[str, Menus] = {}
        self._navigation: dict[str, Navigation] = {}
        for edition in self.editions:
            home = self.home(edition).page.address
            self._views[edition.code] = localise_configuration(config, self.contexts[edition.code].texts, home)
            stops = [
                NavigationItem(one.page.kind, one.page.address, self._navigation_title(one), one.page.part)
                for one in self.pages[edition.code]
            ]
            self._menus[edition.code] = Menus(stops)

    def list_all(self) -> list[EditedPage]:
        """List the pages of all editions, those of search results included."""
        return [*(page for pages in self.pages.values() for page in pages), *self.search_pages.values()]

    def make_page(
        self,
        edited: EditedPage,
        texts: Mapping[str, EditedPage] | None = None,
        others: Sequence[EditedPage] | None = None,
    ) -> EditionPage:
        """Make a page as MkDocs knows it.

        Args:
            edited: The page; that of an article may lack its text.
            texts: The pages of its article with their texts by edition, where they are at hand.
            others: The page in every edition, where it is none of this build.
        """

        def load() -> EditedPage:
            if edited.page.kind != "article":
                return edited
            if texts is not None:
                return texts[edited.page.edition.code]
            loaded = self.prepared.load_texts(edited.page.name)
            return next(one for one in loaded if one.page.edition == edited.page.edition)

        page = EditionPage(edited, self._navigation_title(edited), load, self.config)
        page.update_date = self.prepared.date.date().isoformat()
        if self.site_url:
            page.canonical_url = find_canonical(edited, others or self.counterparts[edited.page.key], self.site_url)
        # Each article leads to the one before and the one after it in the order of reading.
        above, below = self.menus(edited).find_neighbours(edited.page.address)
        page.previous_page = Neighbour(above.title, above.address) if above else None  # type: ignore[assignment]
        page.next_page = Neighbour(below.title, below.address) if below else None  # type: ignore[assignment]
        return page

    def make_pages(self) -> list[EditionPage | ChooserPage]:
        """Make all pages as MkDocs knows them, and the root page that offers the editions."""
        return [self.make_chooser(), *map(self.make_page, self.list_all())]

    def make_chooser(self) -> ChooserPage:
        """Make the root page as MkDocs knows it."""
        page = ChooserPage(self.config, self.site_url)
        page.update_date = self.prepared.date.date().isoformat()
        return page

    def menus(self, edited: EditedPage) -> Menus:
        """Give the navigation of the edition that a page belongs to."""
        return self._menus[edited.page.edition.code]

    def home(self, edition: Edition) -> EditedPage:
        """Give the home page of an edition."""
        return self.pages[edition.code][0]

    @cached_property
    def by_key(self) -> Mapping[PageKey, EditedPage]:
        """All pages by what names them."""
        return {(*one.page.key, one.page.edition.code): one for one in self.list_all()}

    @cached_property
    def articles(self) -> Mapping[str, Sequence[EditedPage]]:
        """The pages of articles in each edition, newest first."""
        found = {}
        for edition in self.editions:
            by_slug = {one.page.name: one for one in self.pages[edition.code] if one.page.kind == "article"}
            found[edition.code] = [by_slug[article.slug] for article in self.prepared.site.articles]
        return found

    @cached_property
    def counterparts(self) -> Mapping[tuple[str, str], tuple[EditedPage, ...]]:
        """The same page in every edition, by what its versions have in common."""
        found: dict[tuple[str, str], list[EditedPage]] = {}
        for edition in self.editions:
            for edited in (*self.pages[edition.code], self.search_pages[edition.code]):
                found.setdefault(edited.page.key, []).append(edited)
        return {key: tuple(pages) for key, pages in found.items()}

    def _edit_pages(self, edition: Edition) -> list[EditedPage]:
        """List the pages of an edition with their texts; those of articles were made before."""
        context, results = self.contexts[edition.code], self.prepared.results
        place = self.editions.index(edition)
        return [
            results[page.name].pages[place] if page.kind == "article" else edit_page(page, context, self.content_index)
            for page in list_pages(self.content_index, edition)
        ]

    def _make_search_page(self, edition: Edition) -> EditedPage:
        """Make the page for long lists of results, which the browser fills; it is in no navigation."""
        page = Page("search", "", edition, search_address(edition), None)
        title = self.contexts[edition.code].texts("搜索", INTERFACE_SCRIPT)
        return EditedPage(
            page, title, Wording("", edition.code), "", (), share=1.0, stale=0, missing=0, source=INTERFACE_SCRIPT
        )

    def _navigation_title(self, edited: EditedPage) -> str:
        """Say what the navigation calls a page: the home page what it is, since its title is the name of the site."""
        if edited.page.kind == "home":
            return self.contexts[edited.page.edition.code].texts("首页").text
        return edited.title.text

    def page_values(self, page: EditionPage) -> dict[str, Any]:
        """Give the values of an edition's page.

        Beside MkDocs' own: `edition`, `texts`, `edited`, `switcher`,
        `offered`, `properties`, `root`, `feed`, `menu`, and what the kind of page needs, see `TemplateValues`.
        """
        others = self.counterparts[page.page.key]
        return {
            **self.frame_values(page.edited, others),
            "menu": self.menus(page.edited).make_menu(page.page.address),
            **self.subject_values(page.edited, others),
        }

    def frame_values(self, edited: EditedPage, others: Sequence[EditedPage]) -> dict[str, Any]:
        """Give the values that all kinds of pages need.

        Args:
            edited: The page.
            others: The page in every edition, itself included.
        """
        edition, start = edited.page.edition, edited.page.address
        context = self.contexts[edition.code]
        alternates = list_alternates(others, self.site_url) if is_indexed(edited) else ()
        home = relative_folder(f"{edition.folder}/", start)
        return {
            "build_date_utc": self.prepared.date,
            "base_url": home.rstrip("/"),
            "config": with_alternates(self._views[edition.code], alternates),
            "nav": self._list_navigation(edition),
            "edition": edition,
            "texts": context.texts,
            "edited": edited,
            "switcher": self._make_switcher(others, edition, start),
            "offered": edited.is_offered,
            "properties": make_open_graph(
                edited, others, site=context.texts(self.config.site_name).text, url=self.site_url
            ),
            "root": relative_folder("", start),
            "feed": f"{home}{FEED}",
            "search": make_search_interface(context, start),
        }

    def chooser_values(self, *, is_root: bool) -> dict[str, Any]:
        """Give the values of the pages outside the editions.

        Args:
            is_root: Whether it is the root page, which names the editions to search engines as the home pages do; the
                page for wrong addresses names none.
        """
        choices = [
            {
                "code": one.code,
                "label": one.label,
                "url": folder_address(one, ""),
                "name": self.contexts[one.code].texts(self.config.site_name),
                "summary": self.home(one).summary,
                "texts": self.contexts[one.code].texts,
                "themes": [
                    make_theme_card(theme, self.contexts[one.code], one.index) for theme in self.prepared.site.themes
                ],
            }
            for one in self.editions
        ]
        alternates = list_alternates(self.counterparts["home", ""], self.site_url) if is_root else ()
        first = localise_configuration(self.config, self.contexts[self.editions[0].code].texts, ".")
        return {
            "build_date_utc": self.prepared.date,
            "choices": choices,
            "config": with_alternates(first, alternates),
            "nav": Navigation([], []),
            "edition": self.editions[0],
            "offered": True,
        }

    def list_sitemap(self) -> list[dict[str, Any]]:
        """List the addresses that search engines are told of, each with its other editions."""
        newest = max((article.date for article in self.prepared.site.articles), default=None)
        home = list_alternates(self.counterparts["home", ""], self.site_url)
        rows: list[dict[str, Any]] = [{"url": self.site_url, "day": newest, "alternates": home}]
        for pages in self.counterparts.values():
            alternates = list_alternates(pages, self.site_url)
            for edited in filter(is_indexed, pages):
                subject = edited.page.subject
                day = subject.date if isinstance(subject, Article) else newest
                url = absolute_address(self.site_url, edited.page.address)
                rows.append({"url": url, "day": day, "alternates": alternates})
        return rows

    def _make_switcher(self, others: Sequence[EditedPage], current: Edition, start: str) -> list[dict[str, Any]]:
        """List the same page in every edition, for the links that switch between them."""
        return [
            {
                "code": one.page.edition.code,
                "label": one.page.edition.label,
                "url": relative_address(one.page.address, start),
                "current": one.page.edition == current,
                "offered": one.is_offered,
            }
            for one in others
        ]

    def view(self, code: str) -> MkDocsConfig:
        """Give the configuration as an edition has it."""
        return self._views[code]

    def view_fingerprint(self, code: str) -> str:
        """Say what the configuration says in an edition otherwise than in mkdocs.yml."""
        view = self._views[code]
        return repr((view.site_name, view.site_description, view.copyright, view.theme.get("palette")))

    def _list_navigation(self, edition: Edition) -> Navigation:
        """List what the theme shows in tabs and paths: all pages that are no articles or regions."""
        if edition.code not in self._navigation:
            listed = [one for one in self.pages[edition.code] if one.page.kind not in UNLISTED and one.page.part == 1]
            pages = [self.make_page(one) for one in listed]
            self._navigation[edition.code] = Navigation([*pages], [*pages])
            self._navigation[edition.code].homepage = pages[0]
        return self._navigation[edition.code]

    def subject_values(self, edited: EditedPage, others: Sequence[EditedPage]) -> dict[str, Any]:
        """Give the values that one kind of page needs."""
        values = self._template_values[edited.page.edition.code]
        if edited.page.kind == "article":
            return values.list_article_values(edited, others, self.site_url)
        return values.list_values(edited.page)

    def sketch_values(self, code: str, say: Callable[[EditedPage], str]) -> TemplateValues:
        """Give what the pages of an edition are about, with a word on each article in the place of its card."""
        articles = self.articles[code]
        return TemplateValues(
            self.content_index, self.contexts, code, articles, lambda pages, _context, _start: [*map(say, pages)]
        )

    @cached_property
    def _template_values(self) -> Mapping[str, TemplateValues]:
        """What the pages of each edition are about."""
        return {
            code: TemplateValues(self.content_index, self.contexts, code, self.articles[code]) for code in self.contexts
        }
