"""Links between the files of the content folder: what a relative path leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from duizhao.model import Article, Document, Site, TextPage
from duizhao.source.files import MARKDOWN


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to."""

    path: str
    """A file relative to the site's folder."""
    fragment: str
    """The part after `#`; empty where there is none."""


def resolve_link(document: Document, target: str) -> Target:
    """Find the file that a link of a document names.

    Args:
        document: Where the link stands.
        target: A relative path as it is written, or a fragment alone.
    """
    parts = urlsplit(target)
    path = unquote(parts.path)
    if not path:
        return Target(document.path, unquote(parts.fragment))
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))
    return Target(joined, unquote(parts.fragment))


def list_documents(site: Site) -> Mapping[str, Document]:
    """List the documents that a link can lead to, by their file."""
    subjects: list[Article | TextPage] = [*site.articles, *site.pages, site.home]
    documents = [one.document for one in subjects]
    return {document.path: document for document in documents}


def list_all_documents(site: Site) -> Iterator[Document]:
    """List the documents of a site, those of themes included, which no link leads to."""
    yield from list_documents(site).values()
    yield from (theme.introduction for theme in site.themes)


def is_document(target: Target) -> bool:
    """Tell whether a link leads to an article or page, and not to an image or download."""
    return target.path.endswith(MARKDOWN)
