"""Metadata for machines: alternates of a page, and its description as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from duizhao.editing.addresses import absolute_address
from duizhao.editing.pages import EditedPage
from duizhao.model import Article

X_DEFAULT = "x-default"
"""The language of the page for all other languages: https://developers.google.com/search/docs/specialty/international/localized-versions"""


@dataclass(frozen=True, slots=True)
class Alternate:
    """An edition of a page."""

    lang: str
    url: str
    """Absolute: search engines take no other."""


def is_indexed(edited: EditedPage) -> bool:
    """Tell whether search engines shall find a page: it counts as one in its language, and holds a text."""
    return edited.is_offered and edited.page.kind != "search"


def list_alternates(counterparts: Sequence[EditedPage], site_url: str) -> tuple[Alternate, ...]:
    """List the editions of a page for search engines: what each of them, the sitemap included, says of all.

    Whoever reads another language is led to the page in the first edition that offers it; from the home page to the
    page that offers the editions, which lists the same.

    Args:
        counterparts: The page in every edition, itself included, in the order of the editions.
        site_url: The site's address; without it there are no absolute addresses, and nothing is listed.
    """
    found = [one for one in counterparts if is_indexed(one)]
    if not site_url or not found:
        return ()
    offered = [Alternate(one.page.edition.code, absolute_address(site_url, one.page.address)) for one in found]
    return (*offered, Alternate(X_DEFAULT, site_url if found[0].page.kind == "home" else offered[0].url))


def find_canonical(edited: EditedPage, counterparts: Sequence[EditedPage], site_url: str) -> str:
    """Give a page's canonical address: its own, or that of its source where it is no translation yet."""
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


def describe_article(
    article: Article, edited: EditedPage, counterparts: Sequence[EditedPage], *, section: str, site: str, url: str
) -> dict[str, Any]:
    """Describe an article in the words of schema.org, for search engines.

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
