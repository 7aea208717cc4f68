"""Addresses: where each page stands, the same in every edition but for its first folder."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from duizhao.model import Article, Document, Site, TextPage, Theme
from duizhao.settings import Edition
from duizhao.source.document import is_internal
from duizhao.source.links import is_document, resolve_link

ARTICLES = "articles/"
THEMES = "themes/"
FEED = "feed.xml"


def article_address(edition: Edition, article: Article) -> str:
    """Give the address of an article, relative to the site's root."""
    return f"{edition.folder}/{ARTICLES}{article.slug}/"


def theme_address(edition: Edition, theme: Theme) -> str:
    """Give the address of a theme's section page."""
    return f"{edition.folder}/{THEMES}{theme.id}/"


def page_address(edition: Edition, page: TextPage) -> str:
    """Give the address of a page such as about; of the home page where it has no slug."""
    return f"{edition.folder}/{page.slug}/" if page.slug else f"{edition.folder}/"


def relative_address(target: str, start: str) -> str:
    """Give the way from one page to another.

    Args:
        target: The address of a page or file, relative to the site's root.
        start: The address of the page with the link, ending in a slash, empty for the root.
    """
    # A trailing slash is part of an address; relpath would drop it.
    way = posixpath.relpath(target or ".", start or ".")
    way = quote(way, safe="/.-_~")
    return way + "/" if target.endswith("/") or not target or way == "." else way


class AddressBook:
    """Where the documents of a site stand in one edition."""

    def __init__(self, site: Site, edition: Edition) -> None:
        self._content = site.settings.content + "/"
        self._pages = {article.document.path: article_address(edition, article) for article in site.articles}
        self._pages |= {page.document.path: page_address(edition, page) for page in (*site.pages, site.home)}

    def resolve(self, document: Document, start: str, target: str) -> str:
        """Turn what a link in a document says into the address that a page needs.

        Args:
            document: The document with the link.
            start: The address of its page.
            target: What the link says; a link to another site is given back as it is.
        """
        if not target or target.startswith("#") or not is_internal(target):
            return target
        found = resolve_link(document, target)
        if is_document(found):
            address = self._pages.get(found.path)
            if address is None:
                return target
        else:
            address = found.path.removeprefix(self._content)
        way = relative_address(address, start)
        return f"{way}#{quote(found.fragment)}" if found.fragment else way
