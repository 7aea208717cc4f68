"""Open Graph (https://ogp.me): what a page says of itself where its address is shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from babel import Locale
from babel.core import get_global
from markupsafe import Markup

from duizhao.editing.pages import EditedPage
from duizhao.model import Article
from duizhao.report.cards import ArticleCard
from duizhao.report.metadata import find_canonical, is_indexed

PROPERTY = Markup('<meta property="{}" content="{}">\n')


def describe_page(
    edited: EditedPage, counterparts: Sequence[EditedPage], *, site: str, url: str, card: ArticleCard | None = None
) -> Markup:
    """Describe a page in the `meta` elements of its head.

    Args:
        edited: The page.
        counterparts: The page in every edition, itself included.
        site: The name of the site in the edition.
        url: The address of the site; where it is empty the page says no address, since a relative one is none here.
        card: Of an article: what lists show of it.
    """
    canonical = find_canonical(edited, counterparts, url) if url else ""
    properties = _list_properties(edited, counterparts, site, canonical, card)
    return Markup().join(PROPERTY.format(name, text) for name, text in properties if text)


@cache
def name_locale(code: str) -> str:
    """Name a language as Open Graph does, with a country and without a script: zh_CN, zh_TW, en_US, en_GB.

    Args:
        code: The code of an edition or of a source.

    Returns:
        The name; the country is the likeliest where the code says none.
    """
    locale = Locale.parse(code, sep="-")
    territory = locale.territory or ""
    # 419 stands for Latin America, which is no country.
    if not territory.isalpha():
        likely = get_global("likely_subtags")
        written = likely.get(f"{locale.language}_{locale.script}") or likely.get(locale.language)
        territory = (Locale.parse(written).territory if written else "") or ""
    return f"{locale.language}_{territory}" if territory else locale.language


def _list_properties(
    edited: EditedPage, counterparts: Sequence[EditedPage], site: str, canonical: str, card: ArticleCard | None
) -> Iterator[tuple[str, str]]:
    """List the properties of a page with their texts."""
    article = edited.page.subject
    yield "og:type", "article" if isinstance(article, Article) else "website"
    yield "og:title", edited.title.text
    yield "og:description", edited.summary.text
    yield "og:url", canonical
    yield "og:site_name", site
    # "The locale these tags are marked up in": of a title without a translation, that of its source.
    own = name_locale(edited.title.lang)
    yield "og:locale", own
    others = dict.fromkeys(name_locale(one.page.edition.code) for one in counterparts if is_indexed(one))
    for locale in others:
        if locale != own:
            yield "og:locale:alternate", locale
    if isinstance(article, Article) and card is not None:
        yield "article:published_time", article.date.isoformat()
        yield "article:section", card.theme.name.text
        for tag in card.tags:
            yield "article:tag", tag.text
