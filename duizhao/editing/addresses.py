"""Addresses of pages, which differ between editions only in their first folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from duizhao.editions import INDEX, Edition
from duizhao.model import Article, Document, Region, Tag, TextPage, Theme
from duizhao.parallel_sets import FOLDER as PARALLEL_FOLDER
from duizhao.source.document import is_internal
from duizhao.source.links import is_document, resolve_link
from duizhao.tracking import Reads, TrackedMapping

ARTICLES = "articles/"
THEMES = "themes/"
REGIONS = "regions/"
TIMELINE = "timeline/"
FIGURES = "figures/"
GLOSSARY = "glossary/"
TAGS = "tags/"
SOURCES = "sources/"
OWN_FOLDERS = (ARTICLES, THEMES, REGIONS, TIMELINE, FIGURES, GLOSSARY, TAGS, SOURCES, "search/")
"""Folders of an edition whose names no page of content/pages may have."""
FEED = "feed.xml"
PARALLEL_SEPARATOR = "--"
"""What stands between the folders of editions in the address of a parallel page; no such folder contains it."""
DATA = "data/"
"""The folder of downloads, with a subfolder for each edition."""
SAFE = "/.-_~"
"""The characters beside letters and digits that need no escape in an address."""
PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
"""Matches an address without anything to escape."""


def article_address(edition: Edition, article: Article) -> str:
    """Return the address of an article, relative to the site's root."""
    return f"{edition.folder}/{ARTICLES}{article.slug}/{edition.index}"


def theme_address(edition: Edition, theme: Theme) -> str:
    """Return the address of a theme's section page."""
    return f"{edition.folder}/{THEMES}{theme.id}/{edition.index}"


def region_address(edition: Edition, region: Region) -> str:
    """Return the address of a region's page."""
    return f"{edition.folder}/{REGIONS}{region.id}/{edition.index}"


def tag_address(edition: Edition, tag: Tag) -> str:
    """Return the address of a tag's page."""
    return f"{edition.folder}/{TAGS}{tag.id}/{edition.index}"


def folder_address(edition: Edition, folder: str) -> str:
    """Return the address of the page of an edition's folder, such as `articles/`."""
    return f"{edition.folder}/{folder}{edition.index}"


def page_address(edition: Edition, page: TextPage) -> str:
    """Return the address of a page such as about, or of the home page if it has no slug."""
    return folder_address(edition, f"{page.slug}/" if page.slug else "")


def parallel_folder(editions: Iterable[Edition]) -> str:
    """Return the folder of parallel pages that show some editions, such as `parallel/zh-hans--en/`."""
    return f"{PARALLEL_FOLDER}/{PARALLEL_SEPARATOR.join(edition.folder for edition in editions)}/"


def parallel_address(address: str, editions: Sequence[Edition]) -> str:
    """Return the address of the parallel page of a page.

    Args:
        address: The address of the page in the first of the editions, or in any other.
        editions: The editions that the parallel page shows.
    """
    return parallel_folder(editions) + address.partition("/")[2]


def relative_address(target: str, start: str) -> str:
    """Return the relative address from one page to another page or to a file.

    Args:
        target: The address of a page or file, relative to the site's root.
        start: The address of the page with the link: a folder that ends in a slash, empty for the root, or, if the
            site is opened from disk, the file itself. Links from such a page lead to files, too.
    """
    if start.endswith(INDEX) and (not target or target.endswith("/")):
        target += INDEX
    there, here = target.split("/"), start.split("/")[:-1]
    shared = 0
    # The last part is a file name, or empty after a slash that belongs to the address.
    for one, other in zip(there[:-1], here, strict=False):
        if one != other:
            break
        shared += 1
    return "../" * (len(here) - shared) + _quote("/".join(there[shared:])) or "./"


def relative_folder(folder: str, start: str) -> str:
    """Return the relative address from a page to a folder of files, with a slash at the end.

    Args:
        folder: The folder relative to the site's root, with a slash at the end, or empty for the root.
        start: The address of the page, as for `relative_address`.
    """
    return relative_address(folder, start.removesuffix(INDEX))


def output_path(address: str) -> str:
    """Return the path of a page's file, relative to the site's root."""
    return address if address.endswith(INDEX) else address + INDEX


def absolute_address(site_url: str, address: str) -> str:
    """Return the full URL of a page.

    Args:
        site_url: The site's address, with a slash at the end.
        address: The page's address, relative to the site's root.
    """
    return site_url + _quote(address)


def _quote(address: str) -> str:
    """Return an address with everything escaped that a URL cannot contain; most addresses contain nothing such."""
    return address if PLAIN.fullmatch(address) else quote(address, safe=SAFE)


def list_places(articles: Iterable[str], pages: Iterable[TextPage]) -> dict[str, str]:
    """Return the address of each document within an edition, by its file.

    Args:
        articles: The files of all articles, relative to the site's root, including those that are not published, since
            a link to one is an error.
        pages: The pages that are not articles.
    """
    places = {path: f"{ARTICLES}{path.rpartition('/')[2].removesuffix('.md')}/" for path in articles}
    return places | {page.document.path: f"{page.slug}/" if page.slug else "" for page in pages}


class AddressBook:
    """The addresses of a site's documents in one edition."""

    def __init__(self, content: str, edition: Edition, places: Mapping[str, str]) -> None:
        """Create an address book.

        Args:
            content: The folder of the site's sources, relative to its root.
            edition: The edition.
            places: The address of each document within it, see `list_places`.
        """
        self._content = content + "/"
        self._folder = edition.folder + "/"
        self._places = places

    def tracked(self, reads: Reads) -> AddressBook:
        """Return the same addresses, which record each file that is asked for as `("place", PATH)`."""
        book = AddressBook.__new__(AddressBook)
        book.__dict__.update(self.__dict__)
        book._places = TrackedMapping("place", self._places, reads)  # noqa: SLF001 -- itself
        return book

    def has(self, path: str) -> bool:
        """Return whether a file has a page."""
        return path in self._places

    def resolve(self, document: Document, start: str, target: str) -> str:
        """Resolve the target of a link in a document to the address that its page needs.

        Args:
            document: The document with the link.
            start: The address of its page.
            target: The target as it is written; a link to another site is returned unchanged.
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
