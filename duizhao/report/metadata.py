"""Metadata for machines: alternates of a page, and its description as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from duizhao.editing.addresses import absolute_address
from duizhao.editing.pages import EditedPage
from duizhao.model import Article

X_DEFAULT = "x-default"
"""The `hreflang` of the page for all other languages: https://developers.google.com/search/docs/specialty/international/localized-versions"""


class Alternate(Struct, frozen=True):
    """An edition of a page, as listed for search engines."""

    lang: str
    url: str
    """The absolute URL, the only form that search engines accept."""


def is_indexed(edited: EditedPage) -> bool:
    """Return whether search engines should index a page: it is offered, and has a text of its own.

    The page of results hides itself from them by a script where its address holds a query.
    """
    return edited.is_offered and edited.page.kind != "parallel"


def list_alternates(counterparts: Sequence[EditedPage], site_url: str) -> tuple[Alternate, ...]:
    """Return the alternates of a page for search engines, the same for all its editions and the sitemap.

    `x-default`, for readers of other languages, is the page in the first edition that offers it; for the home page, it
    is the page with the choice of editions, which lists the same alternates.

    Args:
        counterparts: The page in every edition, itself included, in the order of the editions.
        site_url: The site's address; without it there are no absolute addresses, and the result is empty.
    """
    found = [one for one in counterparts if is_indexed(one)]
    if not site_url or not found:
        return ()
    offered = [Alternate(one.page.edition.code, absolute_address(site_url, one.page.address)) for one in found]
    return (*offered, Alternate(X_DEFAULT, site_url if found[0].page.kind == "home" else offered[0].url))


def find_canonical(edited: EditedPage, counterparts: Sequence[EditedPage], site_url: str) -> str:
    """Return a page's canonical address: its own, or that of its source if it is not offered."""
    if edited.is_offered:
        return absolute_address(site_url, edited.page.address)
    offered = [one for one in counterparts if one.is_offered]
    # The edition of the source itself comes first, then any that is converted from it.
    for is_source in (
        lambda one: one.page.edition.code == edited.source,
        lambda one: not one.page.edition.translates(edited.source),
        lambda _one: True,
    ):
        found = next(filter(is_source, offered), None)
        if found is not None:
            return absolute_address(site_url, found.page.address)
    return absolute_address(site_url, edited.page.address)


def make_structured_data(
    article: Article, edited: EditedPage, counterparts: Sequence[EditedPage], *, section: str, site: str, url: str
) -> dict[str, Any]:
    """Return the schema.org description of an article, for search engines.

    https://schema.org/Article

    Args:
        article: The article.
        edited: Its page in this edition.
        counterparts: Its page in every edition.
        section: The name of its theme in this edition.
        site: The name of the site in this edition.
        url: The address of the site; may be empty.
    """
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": edited.title.text,
        "inLanguage": edited.page.edition.code,
        "datePublished": article.date.isoformat(),
        "articleSection": section,
        "isPartOf": {"@type": "WebSite", "name": site, **({"url": url} if url else {})},
    }
    if article.last_change > article.date:
        described["dateModified"] = article.last_change.isoformat()
    if edited.summary:
        described["description"] = edited.summary.text
    if article.authors:
        described["author"] = [{"@type": "Person", "name": name} for name in article.authors]
    if url:
        described["url"] = absolute_address(url, edited.page.address)
    source = next((one for one in counterparts if one.page.edition.code == article.script), None)
    if source is None:
        return described
    edition = edited.page.edition
    if source.page.edition != edition:
        described["translationOfWork"] = {
            "@type": "Article",
            "inLanguage": article.script,
            "headline": source.title.text,
            **({"url": absolute_address(url, source.page.address)} if url else {}),
        }
        return described
    others = [one.page for one in counterparts if is_indexed(one) and one.page.edition != edition]
    if url and others:
        described["workTranslation"] = [
            {"@type": "Article", "inLanguage": one.edition.code, "url": absolute_address(url, one.address)}
            for one in others
        ]
    return described
