"""The values that the template of each kind of page gets about the subject of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from duizhao.editing.addresses import ARTICLES, relative_address
from duizhao.editing.content_index import ContentIndex
from duizhao.editing.pages import LONGEST, EditedPage, EditionContext, Page, divide
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
from duizhao.report.figures import FigureCard, download_name, list_choices, make_figure_cards
from duizhao.report.glossary import make_term_cards
from duizhao.report.metadata import make_structured_data
from duizhao.report.open_graph import make_open_graph
from duizhao.report.region_map import make_region_maps
from duizhao.report.regions import make_region_card
from duizhao.report.timeline import make_chapters

NEWEST = 6
"""The number of articles on the home page."""
Values = dict[str, Any]


class TemplateValues:
    """Makes the template values of the pages of one edition."""

    def __init__(
        self,
        content_index: ContentIndex,
        contexts: Mapping[str, EditionContext],
        code: str,
        articles: Sequence[EditedPage],
    ) -> None:
        """Set up an edition.

        Args:
            content_index: The content index of the site.
            contexts: The edition contexts, by edition code.
            code: The code of the edition.
            articles: Its pages of articles, newest first.
        """
        self._content_index = content_index
        self._contexts = contexts
        self._context = contexts[code]
        self._articles = articles
        self._kinds: Mapping[str, Callable[[Page], Values]] = {
            "home": self._list_home_values,
            "articles": self._list_articles_values,
            "theme": self._list_theme_values,
            "page": self._list_page_values,
            "regions": self._list_regions_values,
            "region": self._list_region_values,
            "timeline": self._list_timeline_values,
            "figures": self._list_figures_values,
            "glossary": self._list_glossary_values,
            "sources": self._list_sources_values,
        }

    @cached_property
    def _pages(self) -> Mapping[str, EditedPage]:
        """The pages of articles by slug, which only few kinds of pages need."""
        return {one.page.name: one for one in self._articles}

    def list_values(self, page: Page) -> Values:
        """Return the values that the template of a page needs; empty for articles and search results."""
        make = self._kinds.get(page.kind)
        return make(page) if make else {}

    def _list_home_values(self, page: Page) -> Values:
        themes = [make_theme_card(theme, self._context, page.address) for theme in self._context.themes.values()]
        newest = make_article_cards(self._articles[:NEWEST], self._context, page.address)
        return {
            **self._list_page_values(page),
            "themes": themes,
            "articles": newest,
            "all_articles": self._lead(ARTICLES, page),
        }

    def _list_page_values(self, page: Page) -> Values:
        assert isinstance(page.subject, TextPage), page.key
        return {"figures": self._list_figures(page.subject.figures, page)}

    def _list_articles_values(self, page: Page) -> Values:
        return self._list_part(self._articles, page)

    def _list_theme_values(self, page: Page) -> Values:
        theme = page.subject
        assert isinstance(theme, Theme), page.key
        entry = self._content_index.on_theme(theme.id)
        first = page.part == 1
        return {
            "theme": make_theme_card(theme, self._context, page.address),
            "figures": self._list_figures(theme.figures, page) if first else (),
            "chapters": make_chapters(entry.timeline, self._context, page.address) if first else (),
            **self._list_part([self._pages[article.slug] for article in entry.articles], page),
        }

    def _list_regions_values(self, page: Page) -> Values:
        top = self._content_index.parts.get(None, ())
        return {
            "maps": make_region_maps(self._context, self._content_index, page.address),
            "regions": [make_region_card(region, self._context, self._content_index, page.address) for region in top],
        }

    def _list_region_values(self, page: Page) -> Values:
        region = page.subject
        assert isinstance(region, Region), page.key
        entry = self._content_index.on_region(region.id)
        above = self._content_index.list_above(region.id)
        return {
            "region": make_region_card(region, self._context, self._content_index, page.address),
            "above": [make_region_link(one.id, one.name, self._context, page.address) for one in above],
            "figures": make_figure_cards(entry.figures, self._context, self._content_index, page.address, self._pages),
            "chapters": make_chapters(entry.timeline, self._context, page.address),
            **self._list_newest(entry.articles, page),
        }

    def _list_timeline_values(self, page: Page) -> Values:
        from duizhao.report.timeline_picture import make_timeline_picture  # noqa: PLC0415 -- one page needs it

        timeline = self._content_index.timeline
        return {
            "picture": make_timeline_picture(timeline, self._context),
            "chapters": make_chapters(timeline, self._context, page.address),
        }

    def _list_figures_values(self, page: Page) -> Values:
        figures = self._content_index.site.figures
        return {
            "figures": make_figure_cards(figures, self._context, self._content_index, page.address, self._pages),
            "choices": list_choices(self._content_index, self._context.texts),
            "downloads": {
                suffix: relative_address(download_name(self._context.edition, suffix), page.address)
                for suffix in ("csv", "json")
            },
        }

    def _list_glossary_values(self, page: Page) -> Values:
        others = [context for code, context in self._contexts.items() if code != page.edition.code]
        return {"terms": make_term_cards(self._content_index.terms, self._context, others)}

    def _list_sources_values(self, page: Page) -> Values:
        told = []
        for source in self._context.sources.values():
            entry = self._content_index.from_source(source.id)
            taken = {
                "id": source.id,
                "source": make_source_card(source, self._context, page.address),
                "figures": make_figure_cards(entry.figures, self._context, self._content_index, page.address, {}),
                "chapters": make_chapters(entry.timeline, self._context, page.address),
                "timeline": len(entry.timeline),
                **self._link_newest(entry.articles, page),
            }
            told.append(taken)
        return {"told": told}

    def _list_figures(self, names: Sequence[str], page: Page) -> tuple[FigureCard, ...]:
        """Make the cards of the lead figures of a page."""
        figures = [self._content_index.figures[name] for name in names]
        return make_figure_cards(figures, self._context, self._content_index, page.address, {})

    def _list_part(self, articles: Sequence[EditedPage], page: Page) -> Values:
        """Return the part of a list that a page shows, and the relative addresses of all parts."""
        parts = divide(articles)
        folder = page.address.removesuffix(page.edition.index)
        base = folder if page.part == 1 else folder.removesuffix(f"{page.part}/")
        ways = [
            relative_address(base if number == 1 else f"{base}{number}/", page.address)
            for number in range(1, len(parts) + 1)
        ]
        cards = make_article_cards(parts[page.part - 1], self._context, page.address)
        return {"articles": cards, "part": page.part, "parts": ways if len(parts) > 1 else []}

    def _list_newest(self, articles: Sequence[Article], page: Page) -> Values:
        """Return the cards of the newest articles of a list, and the address of all articles if there are more."""
        shown = [self._pages[article.slug] for article in articles[:LONGEST]]
        return {
            "articles": make_article_cards(shown, self._context, page.address),
            "all_articles": self._lead(ARTICLES, page) if len(articles) > LONGEST else "",
        }

    def _link_newest(self, articles: Sequence[Article], page: Page) -> Values:
        """Return the same as `_list_newest`, with links instead of cards."""
        shown = (self._pages[article.slug] for article in articles[:LONGEST])
        return {
            "articles": [Link(one.title, relative_address(one.page.address, page.address)) for one in shown],
            "all_articles": self._lead(ARTICLES, page) if len(articles) > LONGEST else "",
        }

    def _lead(self, folder: str, page: Page) -> str:
        """Return the relative address of a folder of the edition from a page."""
        return relative_address(f"{page.edition.folder}/{folder}", page.address)


def list_article_values(
    edited: EditedPage, others: Sequence[EditedPage], context: EditionContext, site_url: str
) -> Values:
    """Return the values that the template of an article needs.

    Args:
        edited: Its page.
        others: The page in every edition.
        context: The edition context.
        site_url: The address of the site.
    """
    article = edited.page.subject
    assert isinstance(article, Article), edited.page.key
    card = make_article_card(edited, context, edited.page.address)
    site = context.texts(context.site.settings.site_name).text
    # If it is not offered, the data would wrongly describe it as a translation.
    described = (
        make_structured_data(article, edited, others, section=card.theme.name.text, site=site, url=site_url)
        if edited.is_offered
        else None
    )
    return {
        "article": card,
        "sources": make_source_cards(article, context, edited.page.address),
        "structured_data": described,
        "properties": make_open_graph(edited, others, site=site, url=site_url, card=card),
    }
