"""Metadata for machines: alternates of a page, and its description as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from duizhao.editing.pages import EditedPage
from duizhao.model import Article

X_DEFAULT = "x-default"
"""The language of the page that lets a reader choose: https://developers.google.com/search/docs/specialty/international/localized-versions"""


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another edition of a page."""

    lang: str
    url: str
    """Absolute where the site's address is known, else relative to the site's root."""


def list_alternates(counterparts: Sequence[EditedPage], site_url: str) -> tuple[Alternate, ...]:
    """List the editions in which a page is offered, and the chooser of editions as x-default.

    Args:
        counterparts: The page in every edition, itself included.
        site_url: The site's address; may be empty.
    """
    offered = [Alternate(one.page.edition.code, site_url + one.page.address) for one in counterparts if one.is_offered]
    return (*offered, Alternate(X_DEFAULT, site_url or "."))


def find_canonical(edited: EditedPage, counterparts: Sequence[EditedPage], site_url: str) -> str:
    """Give a page's canonical address: its own, or that of its source where it is no translation yet."""
    if edited.is_offered:
        return site_url + edited.page.address
    offered = [one for one in counterparts if one.is_offered]
    # The edition of the source itself comes first, then any that is converted from it.
    for is_source in (
        lambda one: one.page.edition.code == edited.source,
        lambda one: not one.page.edition.translates(edited.source),
        lambda _one: True,
    ):
        found = next(filter(is_source, offered), None)
        if found is not None:
            return site_url + found.page.address
    return site_url + edited.page.address


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
        described["url"] = url + edited.page.address
    source = next((one for one in counterparts if one.page.edition.code == article.script), None)
    if source is not None and source.page.edition != edited.page.edition:
        described["translationOfWork"] = {
            "@type": "Article",
            "inLanguage": article.script,
            "headline": source.title.text,
            **({"url": url + source.page.address} if url else {}),
        }
    return described
