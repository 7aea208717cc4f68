"""Template values outside the editions: for the root page, the page for wrong addresses and the sitemap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mkdocs.structure.nav import Navigation

from duizhao.editing.addresses import absolute_address, folder_address
from duizhao.editing.pages import EditedPage
from duizhao.engine.configuration import localise_configuration, with_alternates
from duizhao.engine.context import BuildContext
from duizhao.model import Article
from duizhao.report.cards import make_theme_card
from duizhao.report.figures import make_figure_cards
from duizhao.report.metadata import is_indexed, list_alternates

SHOWN = 3
"""The number of figures that the root page shows."""


def chooser_values(build: BuildContext, *, is_root: bool) -> dict[str, Any]:
    """Return the values of the pages outside the editions.

    Args:
        build: The build.
        is_root: Whether it is the root page, which has the same alternates as the home pages; the page for wrong
            addresses has none.
    """
    names = build.prepared.frame.site.home.figures[:SHOWN] if is_root else ()
    figures = [build.content_index.figures[name] for name in names]
    choices = [
        {
            "code": one.code,
            "label": one.label,
            "url": folder_address(one, ""),
            "name": build.contexts[one.code].texts(build.config.site_name),
            "summary": build.home(one).summary,
            "texts": build.contexts[one.code].texts,
            "figures": make_figure_cards(figures, build.contexts[one.code], build.content_index, one.index, {}),
            "themes": [
                make_theme_card(theme, build.contexts[one.code], one.index)
                for theme in build.prepared.frame.site.themes
            ],
        }
        for one in build.editions
    ]
    alternates = list_alternates(build.find_counterparts(("home", "")), build.site_url) if is_root else ()
    first = localise_configuration(build.config, build.contexts[build.editions[0].code].texts, ".")
    return {
        "build_date_utc": build.prepared.date,
        "choices": choices,
        "config": with_alternates(first, alternates),
        "nav": Navigation([], []),
        "edition": build.editions[0],
        "offered": True,
    }


def list_sitemap(build: BuildContext) -> list[dict[str, Any]]:
    """List the addresses for search engines, each with its other editions."""
    newest = max((article.date for article in build.prepared.site.articles), default=None)
    home = list_alternates(build.find_counterparts(("home", "")), build.site_url)
    rows: list[dict[str, Any]] = [{"url": build.site_url, "day": newest, "alternates": home}]
    for pages in build.list_counterparts():
        rows += list_rows(pages, build.site_url, newest)
    return rows


def list_rows(pages: Sequence[EditedPage], site_url: str, newest: date | None) -> list[dict[str, Any]]:
    """List the addresses of one page in the sitemap.

    Args:
        pages: The page in every edition.
        site_url: The site's address.
        newest: The date of the newest article, which a page has that is no article.
    """
    alternates = list_alternates(pages, site_url)
    day = pages[0].page.subject.last_change if isinstance(pages[0].page.subject, Article) else newest
    return [
        {"url": absolute_address(site_url, edited.page.address), "day": day, "alternates": alternates}
        for edited in filter(is_indexed, pages)
    ]
