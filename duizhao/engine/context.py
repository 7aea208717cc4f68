"""The desk of one build: its pages, and the values that their templates are handed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from duizhao.editing.addresses import FEED, relative_address
from duizhao.editing.pages import EditedPage, Newsroom, Page, list_pages
from duizhao.engine.configuration import localise_configuration, with_alternates
from duizhao.engine.navigation import Menus, make_navigation
from duizhao.engine.pages import ChooserPage, EditionPage, SearchPage
from duizhao.model import Article, Theme
from duizhao.pipeline import Prepared
from duizhao.report.cards import make_article_card, make_article_cards, make_source_cards, make_theme_card
from duizhao.report.metadata import describe_article, find_canonical, list_alternates
from duizhao.search.interface import make_search_interface, search_address
from duizhao.settings import Edition

NEWEST = 6
"""How many articles the home page shows."""


class Desk:
    """One build: every page of every edition, and what the templates say of it."""

    def __init__(self, prepared: Prepared, config: MkDocsConfig) -> None:
        """Set up a build of a site that was read and checked."""
        self.prepared = prepared
        self.config = config
        self.editions = prepared.site.settings.editions
        self.rooms: Mapping[str, Newsroom] = {one.code: prepared.newsroom(one) for one in self.editions}
        self.pages: Mapping[str, list[EditionPage]] = {}
        self.search_pages: Mapping[str, SearchPage] = {}
        self.site_url = prepared.site.settings.site_url
        self._navigation: dict[str, Navigation] = {}
        self._menus: dict[str, Menus] = {}
        self._views: dict[str, MkDocsConfig] = {}

    def make_pages(self) -> list[EditionPage | ChooserPage]:
        """Make the pages of all editions, and the root page that offers them."""
        self.pages = {
            one.code: [
                EditionPage(page, self.rooms[one.code], self.config) for page in list_pages(self.prepared.site, one)
            ]
            for one in self.editions
        }
        self.search_pages = {
            one.code: SearchPage(Page("search", "", one, search_address(one), None), self.rooms[one.code], self.config)
            for one in self.editions
        }
        pages = [page for pages in self.pages.values() for page in pages]
        return [ChooserPage(self.config), *pages, *self.search_pages.values()]

    def arrange(self) -> None:
        """Make what depends on the texts of all pages: navigation, and views of the configuration."""
        for edition in self.editions:
            room = self.rooms[edition.code]
            home = self.home(edition).page.address
            self._navigation[edition.code] = make_navigation(self.pages[edition.code])
            self._menus[edition.code] = Menus(self.pages[edition.code])
            self._views[edition.code] = localise_configuration(self.config, room.texts, home)
            if self.site_url:
                for page in self.pages[edition.code]:
                    others = self.counterparts[page.page.key]
                    page.canonical_url = find_canonical(page.edited, others, self.site_url)

    def home(self, edition: Edition) -> EditedPage:
        """Give the home page of an edition."""
        return self.pages[edition.code][0].edited

    @cached_property
    def counterparts(self) -> Mapping[tuple[str, str], tuple[EditedPage, ...]]:
        """The same page in every edition, by what its versions have in common."""
        found: dict[tuple[str, str], list[EditedPage]] = {}
        for edition in self.editions:
            for page in (*self.pages[edition.code], self.search_pages[edition.code]):
                found.setdefault(page.page.key, []).append(page.edited)
        return {key: tuple(pages) for key, pages in found.items()}

    def page_context(self, page: EditionPage) -> dict[str, Any]:
        """Give the values of an edition's page.

        Beside MkDocs' own: `edition`, `texts`, `edited`, `switcher`,
        `offered`, `root`, `feed`, `menu`, and what the kind of page needs: `article`, `sources`,
        `theme`, `themes`, `articles`, `structured_data`.
        """
        edited, room = page.edited, page.room
        edition, start = page.page.edition, page.page.address
        others = self.counterparts[page.page.key]
        alternates = [{"link": one.url, "lang": one.lang} for one in list_alternates(others, self.site_url)]
        home = relative_address(f"{edition.folder}/", start)
        return {
            "base_url": home.rstrip("/"),
            "config": with_alternates(self._views[edition.code], alternates),
            "nav": self._navigation[edition.code],
            "menu": self._menus[edition.code].make_menu(page),
            "edition": edition,
            "texts": room.texts,
            "edited": edited,
            "switcher": self._make_switcher(others, edition, start),
            "offered": edited.is_offered,
            "root": relative_address("", start),
            "feed": f"{home}{FEED}",
            "search": make_search_interface(room, start),
            **self._subject_context(page, room, others),
        }

    def chooser_context(self) -> dict[str, Any]:
        """Give the values of the pages outside the editions: the root page, and that for wrong addresses."""
        choices = [
            {
                "code": one.code,
                "label": one.label,
                "url": f"{one.folder}/",
                "name": self.rooms[one.code].texts(self.config.site_name),
                "summary": self.home(one).summary,
                "texts": self.rooms[one.code].texts,
                "themes": [make_theme_card(theme, self.rooms[one.code], "") for theme in self.prepared.site.themes],
            }
            for one in self.editions
        ]
        home = self.counterparts["home", ""]
        alternates = [{"link": one.url, "lang": one.lang} for one in list_alternates(home, self.site_url)]
        first = localise_configuration(self.config, self.rooms[self.editions[0].code].texts, ".")
        return {
            "choices": choices,
            "config": with_alternates(first, alternates),
            "nav": Navigation([], []),
            "edition": self.editions[0],
            "offered": True,
        }

    def list_sitemap(self) -> list[dict[str, Any]]:
        """List the addresses that search engines are told of, each with its other editions."""
        newest = max((article.date for article in self.prepared.site.articles), default=None)
        rows = []
        for pages in self.counterparts.values():
            alternates = list_alternates(pages, self.site_url)
            for edited in pages:
                if edited.is_offered and edited.page.kind != "search":
                    subject = edited.page.subject
                    day = subject.date if isinstance(subject, Article) else newest
                    rows.append({"url": self.site_url + edited.page.address, "day": day, "alternates": alternates})
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

    def _subject_context(self, page: EditionPage, room: Newsroom, others: Sequence[EditedPage]) -> dict[str, Any]:
        """Give the values that one kind of page needs."""
        site, start, subject = room.site, page.page.address, page.page.subject
        if isinstance(subject, Article):
            card = make_article_card(subject, room, start)
            described = describe_article(
                subject,
                page.edited,
                others,
                section=card.theme.name.text,
                site=room.texts(self.config.site_name).text,
                url=self.site_url,
            )
            return {"article": card, "sources": make_source_cards(subject, room), "structured_data": described}
        if isinstance(subject, Theme):
            articles = [article for article in site.articles if article.theme == subject.id]
            return {
                "theme": make_theme_card(subject, room, start),
                "articles": make_article_cards(articles, room, start),
            }
        themes = [make_theme_card(theme, room, start) for theme in site.themes]
        if page.page.kind == "home":
            all_articles = relative_address(f"{room.edition.folder}/articles/", start)
            newest = make_article_cards(site.articles[:NEWEST], room, start)
            return {"themes": themes, "articles": newest, "all_articles": all_articles}
        if page.page.kind == "articles":
            return {"themes": themes, "articles": make_article_cards(site.articles, room, start)}
        return {}
