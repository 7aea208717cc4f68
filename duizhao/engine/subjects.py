"""Subjects: what the template of each kind of page is handed of what the page is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from duizhao.editing.addresses import ARTICLES, relative_address
from duizhao.editing.archive import Archive
from duizhao.editing.pages import LONGEST, EditedPage, Newsroom, Page, divide
from duizhao.model import Article, Region, TextPage, Theme
from duizhao.report.cards import (
    Link,
    make_article_card,
    make_article_cards,
    make_region_link,
    make_source_card,
    make_source_cards,
    make_theme_card,
)
from duizhao.report.chronicle import make_chapters
from duizhao.report.figures import FigureCard, list_choices, make_figure_cards, name_download
from duizhao.report.glossary import make_term_cards
from duizhao.report.metadata import describe_article
from duizhao.report.open_graph import describe_page
from duizhao.report.regions import make_region_card

NEWEST = 6
"""How many articles the home page shows."""
Values = dict[str, Any]


class Subjects:
    """What the pages of one edition are about."""

    def __init__(
        self,
        archive: Archive,
        rooms: Mapping[str, Newsroom],
        code: str,
        articles: Sequence[EditedPage],
        list_cards: Callable[[Sequence[EditedPage], Newsroom, str], Sequence[object]] = make_article_cards,
    ) -> None:
        """Set up an edition.

        Args:
            archive: What the site has.
            rooms: What the pages of each edition are made with.
            code: The edition.
            articles: Its pages of articles, newest first.
            list_cards: Makes what lists show of articles.
        """
        self._archive = archive
        self._rooms = rooms
        self._room = rooms[code]
        self._articles = articles
        self._list_cards = list_cards
        self._pages = {one.page.name: one for one in articles}
        self._kinds: Mapping[str, Callable[[Page], Values]] = {
            "home": self._tell_home,
            "articles": self._tell_articles,
            "theme": self._tell_theme,
            "page": self._tell_page,
            "regions": self._tell_regions,
            "region": self._tell_region,
            "timeline": self._tell_timeline,
            "figures": self._tell_figures,
            "glossary": self._tell_glossary,
            "sources": self._tell_sources,
        }

    def tell(self, page: Page) -> Values:
        """Give the values that the template of a page needs; that of an article and of search results has its own."""
        tell = self._kinds.get(page.kind)
        return tell(page) if tell else {}

    def tell_article(self, edited: EditedPage, others: Sequence[EditedPage], site_url: str) -> Values:
        """Give the values that the template of an article needs.

        Args:
            edited: Its page.
            others: The same in every edition.
            site_url: The address of the site.
        """
        article, room = edited.page.subject, self._room
        assert isinstance(article, Article), edited.page.key
        card = make_article_card(edited, room, edited.page.address)
        site = room.texts(room.site.settings.site_name).text
        # A page that is no translation yet would say that it is one.
        described = (
            describe_article(article, edited, others, section=card.theme.name.text, site=site, url=site_url)
            if edited.is_offered
            else None
        )
        return {
            "article": card,
            "sources": make_source_cards(article, room, edited.page.address),
            "structured_data": described,
            "properties": describe_page(edited, others, site=site, url=site_url, card=card),
        }

    def _tell_home(self, page: Page) -> Values:
        themes = [make_theme_card(theme, self._room, page.address) for theme in self._room.site.themes]
        newest = self._list_cards(self._articles[:NEWEST], self._room, page.address)
        return {
            **self._tell_page(page),
            "themes": themes,
            "articles": newest,
            "all_articles": self._lead(ARTICLES, page),
        }

    def _tell_page(self, page: Page) -> Values:
        assert isinstance(page.subject, TextPage), page.key
        return {"figures": self._list_figures(page.subject.figures, page)}

    def _tell_articles(self, page: Page) -> Values:
        return self._list_part(self._articles, page)

    def _tell_theme(self, page: Page) -> Values:
        theme = page.subject
        assert isinstance(theme, Theme), page.key
        holding = self._archive.on_theme(theme.id)
        first = page.part == 1
        return {
            "theme": make_theme_card(theme, self._room, page.address),
            "figures": self._list_figures(theme.figures, page) if first else (),
            "chapters": make_chapters(holding.happenings, self._room, page.address) if first else (),
            **self._list_part([self._pages[article.slug] for article in holding.articles], page),
        }

    def _tell_regions(self, page: Page) -> Values:
        top = self._archive.parts.get(None, ())
        return {"regions": [make_region_card(region, self._room, self._archive, page.address) for region in top]}

    def _tell_region(self, page: Page) -> Values:
        region = page.subject
        assert isinstance(region, Region), page.key
        holding = self._archive.on_region(region.id)
        above = self._archive.list_above(region.id)
        return {
            "region": make_region_card(region, self._room, self._archive, page.address),
            "above": [make_region_link(one.id, one.name, self._room, page.address) for one in above],
            "figures": make_figure_cards(holding.figures, self._room, self._archive, page.address, self._pages),
            "chapters": make_chapters(holding.happenings, self._room, page.address),
            **self._list_newest(holding.articles, page),
        }

    def _tell_timeline(self, page: Page) -> Values:
        return {"chapters": make_chapters(self._archive.happenings, self._room, page.address)}

    def _tell_figures(self, page: Page) -> Values:
        figures = self._archive.site.figures
        return {
            "figures": make_figure_cards(figures, self._room, self._archive, page.address, self._pages),
            "choices": list_choices(self._archive, self._room.texts),
            "downloads": {
                suffix: relative_address(name_download(self._room.edition, suffix), page.address)
                for suffix in ("csv", "json")
            },
        }

    def _tell_glossary(self, page: Page) -> Values:
        others = [room for code, room in self._rooms.items() if code != page.edition.code]
        return {"terms": make_term_cards(self._archive.terms, self._room, others)}

    def _tell_sources(self, page: Page) -> Values:
        told = []
        for source in self._room.site.sources:
            holding = self._archive.from_source(source.id)
            taken = {
                "id": source.id,
                "source": make_source_card(source, self._room, page.address),
                "figures": make_figure_cards(holding.figures, self._room, self._archive, page.address, {}),
                "chapters": make_chapters(holding.happenings, self._room, page.address),
                "happenings": len(holding.happenings),
                **self._link_newest(holding.articles, page),
            }
            told.append(taken)
        return {"told": told}

    def _list_figures(self, names: Sequence[str], page: Page) -> tuple[FigureCard, ...]:
        """Make the cards of the figures that a page begins with."""
        figures = [self._archive.figures[name] for name in names]
        return make_figure_cards(figures, self._room, self._archive, page.address, {})

    def _list_part(self, articles: Sequence[EditedPage], page: Page) -> Values:
        """Give the part of a list that a page shows, and the ways to the others."""
        parts = divide(articles)
        folder = page.address.removesuffix(page.edition.index)
        base = folder if page.part == 1 else folder.removesuffix(f"{page.part}/")
        ways = [
            relative_address(base if number == 1 else f"{base}{number}/", page.address)
            for number in range(1, len(parts) + 1)
        ]
        cards = self._list_cards(parts[page.part - 1], self._room, page.address)
        return {"articles": cards, "part": page.part, "parts": ways if len(parts) > 1 else []}

    def _list_newest(self, articles: Sequence[Article], page: Page) -> Values:
        """Give the newest of a list of articles, and the way to the list of all where there are more."""
        shown = [self._pages[article.slug] for article in articles[:LONGEST]]
        return {
            "articles": self._list_cards(shown, self._room, page.address),
            "all_articles": self._lead(ARTICLES, page) if len(articles) > LONGEST else "",
        }

    def _link_newest(self, articles: Sequence[Article], page: Page) -> Values:
        """Give the same as links alone."""
        shown = (self._pages[article.slug] for article in articles[:LONGEST])
        return {
            "articles": [Link(one.title, relative_address(one.page.address, page.address)) for one in shown],
            "all_articles": self._lead(ARTICLES, page) if len(articles) > LONGEST else "",
        }

    def _lead(self, folder: str, page: Page) -> str:
        """Give the way from a page to a folder of its edition."""
        return relative_address(f"{page.edition.folder}/{folder}", page.address)
