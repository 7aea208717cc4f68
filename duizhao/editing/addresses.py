"""Addresses: where each page stands, the same in every edition but for its first folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from duizhao.model import Article, Document, Region, TextPage, Theme
from duizhao.settings import INDEX, Edition
from duizhao.source.document import is_internal
from duizhao.source.links import is_document, resolve_link

ARTICLES = "articles/"
THEMES = "themes/"
REGIONS = "regions/"
TIMELINE = "timeline/"
FIGURES = "figures/"
GLOSSARY = "glossary/"
SOURCES = "sources/"
OWN_FOLDERS = (ARTICLES, THEMES, REGIONS, TIMELINE, FIGURES, GLOSSARY, SOURCES, "search/")
"""The folders of an edition that no page of content/pages may be named after."""
FEED = "feed.xml"
DATA = "data/"
"""The folder of what readers download, with a folder for each edition."""


def article_address(edition: Edition, article: Article) -> str:
    """Give the address of an article, relative to the site's root."""
    return f"{edition.folder}/{ARTICLES}{article.slug}/{edition.index}"


def theme_address(edition: Edition, theme: Theme) -> str:
    """Give the address of a theme's section page."""
    return f"{edition.folder}/{THEMES}{theme.id}/{edition.index}"


def region_address(edition: Edition, region: Region) -> str:
    """Give the address of the page of a region."""
    return f"{edition.folder}/{REGIONS}{region.id}/{edition.index}"


def folder_address(edition: Edition, folder: str) -> str:
    """Give the address of a page that stands for a folder of an edition, such as `articles/`."""
    return f"{edition.folder}/{folder}{edition.index}"


def page_address(edition: Edition, page: TextPage) -> str:
    """Give the address of a page such as about; of the home page where it has no slug."""
    return folder_address(edition, f"{page.slug}/" if page.slug else "")


def relative_address(target: str, start: str) -> str:
    """Give the way from one page to another.

    Args:
        target: The address of a page or file, relative to the site's root.
        start: The address of the page with the link: a folder that ends in a slash, empty for the root, or, where a
            site is opened from disk, the file itself. Ways from such a page lead to files, too.
    """
    if start.endswith(INDEX) and (not target or target.endswith("/")):
        target += INDEX
    there, here = target.split("/"), start.split("/")[:-1]
    shared = 0
    # The last part is a file's name, or nothing behind a slash that belongs to the address.
    while shared < min(len(there) - 1, len(here)) and there[shared] == here[shared]:
        shared += 1
    way = "../" * (len(here) - shared) + quote("/".join(there[shared:]), safe="/.-_~")
    return way or "./"


def relative_folder(folder: str, start: str) -> str:
    """Give the way from a page to a folder of files, with a slash at the end.

    Args:
        folder: The folder relative to the site's root, with a slash at the end, or empty for the root.
        start: The address of the page, as for `relative_address`.
    """
    return relative_address(folder, start.removesuffix(INDEX))


def name_file(address: str) -> str:
    """Give the file of a page, relative to the site's root."""
    return address if address.endswith(INDEX) else address + INDEX


def absolute_address(site_url: str, address: str) -> str:
    """Give the address of a page as the whole web knows it.

    Args:
        site_url: The site's address, with a slash at the end.
        address: The page's, relative to the site's root.
    """
    return site_url + quote(address, safe="/.-_~")


def list_places(articles: Iterable[str], pages: Iterable[TextPage]) -> dict[str, str]:
    """Say where documents stand inside each edition, by their files.

    Args:
        articles: The files of all articles, relative to the site's root; those that are not published, too, since
            a link to one is an error.
        pages: The pages that are no articles.
    """
    places = {path: f"{ARTICLES}{path.rpartition('/')[2].removesuffix('.md')}/" for path in articles}
    return places | {page.document.path: f"{page.slug}/" if page.slug else "" for page in pages}


class AddressBook:
    """Where the documents of a site stand in one edition."""

    def __init__(self, content: str, edition: Edition, places: Mapping[str, str]) -> None:
        """Open the book.

        Args:
            content: The folder of the site's sources, relative to its root.
            edition: The edition.
            places: Where each document stands in it, see `list_places`.
        """
        self._content = content + "/"
        self._folder = edition.folder + "/"
        self._places = places

    def has(self, path: str) -> bool:
        """Tell whether a file has a page."""
        return path in self._places

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
            place = self._places.get(found.path)
            if place is None:
                return target
            address = self._folder + place
        else:
            address = found.path.removeprefix(self._content)
        way = relative_address(address, start)
        return f"{way}#{quote(found.fragment)}" if found.fragment else way
