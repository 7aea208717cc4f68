"""What names an article: the links of all texts that lead to it, and mentions of its address that are no links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from duizhao.configuration import CONFIGURATION
from duizhao.diagnostics import Diagnostic, Level, Span
from duizhao.model import Document, Link, Site
from duizhao.source.files import place
from duizhao.source.links import list_all_documents, resolve_link

SUFFIXES = (".md", ".yml", ".yaml", ".csv", ".tsv", ".txt", ".html", ".css", ".js", ".svg", ".json")
"""Endings of the files that are searched for mentions."""


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link that leads to an article."""

    document: Document
    """The document that shows it."""
    link: Link

    @property
    def base(self) -> str:
        """The file that its target is relative to."""
        return self.link.base or self.document.path


def list_article_links(site: Site, path: str) -> list[ArticleLink]:
    """List the links of a site that lead to an article's file; those inside the article are included.

    Args:
        site: The site, with its drafts.
        path: The file, relative to the site's folder.
    """
    return [
        ArticleLink(document, link)
        for document in list_all_documents(site)
        for link in document.links
        if urlsplit(link.target).path and resolve_link(document, link.target, link.base).path == path
    ]


def list_bases(links: Iterable[ArticleLink]) -> dict[str, set[str]]:
    """Return the files in which links are written, each with the files that these links are relative to."""
    bases: dict[str, set[str]] = {}
    for one in links:
        # The target of a link with a label stands in its definition, which may be in another file.
        written_in = one.base if one.link.label else one.link.span.path
        bases.setdefault(written_in, set()).add(one.base)
    return bases


def list_mentions(site: Site, path: str, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield a note for each place that mentions an article's old file or address and is no link of a text.

    Args:
        site: The site.
        path: The file that the article had.
        texts: The texts of files as they are after a change, by path; all others are read.
    """
    name = re.escape(posixpath.basename(path).removesuffix(".md"))
    mention = re.compile(rf"(?<![\w-]){name}\.md(?!\w)|(?<![\w-])articles/{name}(?=/|[\s\"'#)]|$)", re.MULTILINE)
    for file in _list_files(site):
        own = file.relative_to(site.settings.root).as_posix()
        if own == path:
            continue
        text = texts[own] if own in texts else file.read_bytes().decode("utf-8", "replace")
        for found in mention.finditer(text):
            span = Span(own, *place(text, found.start()))
            message = f"'{found[0]}' is no link of a text, and was left as it is"
            hint = "change it where it means the article; the old address leads to the new one"
            yield Diagnostic(span, "old-name", message, hint, Level.NOTE)


def _list_files(site: Site) -> Iterator[Path]:
    """Yield the files that people write, except catalogs."""
    settings = site.settings
    yield settings.root / CONFIGURATION
    folders = [settings.content_folder]
    folders += [settings.root / settings.templates] if settings.templates else []
    for folder in folders:
        yield from (one for one in sorted(folder.rglob("*")) if one.suffix.lower() in SUFFIXES and one.is_file())
