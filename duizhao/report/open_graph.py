"""Open Graph (https://ogp.me): metadata shown where the address of a page is shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from babel import Locale
from babel.core import get_global
from markupsafe import Markup, escape

from duizhao.editing.pages import EditedPage
from duizhao.model import Article
from duizhao.report.cards import ArticleCard
from duizhao.report.metadata import find_canonical, is_indexed


def make_open_graph(
    edited: EditedPage, counterparts: Sequence[EditedPage], *, site: str, url: str, card: ArticleCard | None = None
) -> Markup:
    """Return the Open Graph `meta` elements for the head of a page.

    Args:
        edited: The page.
        counterparts: The page in every edition, itself included.
        site: The name of the site in the edition.
        url: The address of the site; if empty, no address is stated, since Open Graph accepts no relative ones.
        card: The card of an article; None for other pages.
    """
    canonical = find_canonical(edited, counterparts, url) if url else ""
    properties = _list_properties(edited, counterparts, site, canonical, card)
    # Markup.format parses its template at each call, and there are a dozen properties on every page.
    lines = [f'<meta property="{name}" content="{escape(text)}">\n' for name, text in properties if text]
    return Markup("".join(lines))  # noqa: S704 -- names are ours, and values are escaped


@cache
def open_graph_locale(code: str) -> str:
    """Return the Open Graph locale of a language, with a country and without a script: zh_CN, zh_TW, en_US, en_GB.

    Args:
        code: The locale of an edition, or the code of a source.

    Returns:
        The locale; if the code has no country, with the likeliest one.
    """
    locale = Locale.parse(code.replace("-", "_"))
    territory = locale.territory or ""
    # 419 stands for Latin America, which is not a country.
    if not territory.isalpha():
        likely = get_global("likely_subtags")
        written = likely.get(f"{locale.language}_{locale.script}") or likely.get(locale.language)
        territory = (Locale.parse(written).territory if written else "") or ""
    return f"{locale.language}_{territory}" if territory else locale.language


def _list_properties(
    edited: EditedPage, counterparts: Sequence[EditedPage], site: str, canonical: str, card: ArticleCard | None
) -> Iterator[tuple[str, str]]:
    """Yield the properties of a page with their values."""
    article = edited.page.subject
    yield "og:type", "article" if isinstance(article, Article) else "website"
    yield "og:title", edited.title.text
    yield "og:description", edited.summary.text
    yield "og:url", canonical
    yield "og:site_name", site
    # "The locale these tags are marked up in"; for a title without a translation, that of its source.
    edition = edited.page.edition
    own = open_graph_locale(edition.locale if edited.title.lang == edition.code else edited.title.lang)
    yield "og:locale", own
    others = dict.fromkeys(open_graph_locale(one.page.edition.locale) for one in counterparts if is_indexed(one))
    for locale in others:
        if locale != own:
            yield "og:locale:alternate", locale
    if isinstance(article, Article) and card is not None:
        yield "article:published_time", article.date.isoformat()
        if article.last_change > article.date:
            yield "article:modified_time", article.last_change.isoformat()
        yield "article:section", card.theme.name.text
        for tag in card.tags:
            yield "article:tag", tag.name.text
