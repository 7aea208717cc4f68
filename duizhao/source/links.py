"""Links between files of the content folder, and the resolution of relative paths."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from duizhao.model import Article, Document, Site, TextPage
from duizhao.source.files import MARKDOWN


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a link."""

    path: str
    """The file, relative to the site's folder."""
    fragment: str
    """The part after `#`; empty if there is none."""


def resolve_link(document: Document, target: str, base: str = "") -> Target:
    """Return the file and fragment that a link in a document refers to.

    Args:
        document: The document that contains the link.
        target: A relative path as it is written, or only a fragment.
        base: The file that the path is relative to, if it is not that of the document.
    """
    parts = urlsplit(target)
    path = unquote(parts.path)
    if not path:
        return Target(document.path, unquote(parts.fragment))
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base or document.path), path))
    return Target(joined, unquote(parts.fragment))


def rebase_target(document: Document, target: str, base: str) -> str:
    """Return the target of a link of a snippet as the including document would write it.

    Args:
        document: The document.
        target: The target as it is written; one that leads elsewhere, or is only a fragment, is returned unchanged.
        base: The snippet's file.
    """
    parts = urlsplit(target)
    if not parts.path or parts.path.startswith("/"):
        return target
    path = posixpath.relpath(resolve_link(document, target, base).path, posixpath.dirname(document.path))
    return parts._replace(path=quote(path)).geturl()


def list_documents(site: Site) -> Mapping[str, Document]:
    """Return the documents that a link can lead to, by file."""
    subjects: list[Article | TextPage] = [*site.articles, *site.pages, site.home]
    documents = [one.document for one in subjects]
    return {document.path: document for document in documents}


def list_all_documents(site: Site) -> Iterator[Document]:
    """Yield all documents of a site, including introductions of themes, which no link can lead to."""
    yield from list_documents(site).values()
    yield from (theme.introduction for theme in site.themes)


def is_document(target: Target) -> bool:
    """Return whether a link leads to an article or page rather than to an image or download."""
    return target.path.endswith(MARKDOWN)
