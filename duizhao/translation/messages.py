"""Messages: what a translator is given, one per block.

The unit is the block: 12.5 % of Chinese and English paragraphs that belong together have
different numbers of sentences, and next to no sentence stands twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from duizhao.model import Article, Block, Document, Site, TextPage
from duizhao.translation.interface import INTERFACE

LETTER = re.compile(r"[^\W\d_]")
"""A block without a letter, such as a number in a table, needs no translation."""
TRANSLATED_KINDS = frozenset(
    ("heading", "paragraph", "item", "cell", "term", "definition", "footnote", "title", "caption", "image")
)


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate."""

    text: str
    """The source text with its inline markup: the msgid."""
    kind: str
    """What it is: title, summary, heading, paragraph, cell …"""
    path: str
    """The file it stands in."""
    section: str = ""
    """The heading it stands under."""
    context: str = ""
    """The msgctxt: only where one text needs two translations."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other messages: context and text."""
        return self.context, self.text


def is_translated(block: Block) -> bool:
    """Tell whether a block is given to translators."""
    return block.kind in TRANSLATED_KINDS and LETTER.search(block.text) is not None


def list_article_messages(article: Article) -> tuple[Message, ...]:
    """List the messages of an article in the order of its text: title, summary, blocks."""
    path = article.span.path
    head = [Message(article.title, "title", path), Message(article.summary, "summary", path)]
    return _unique([*head, *_list_blocks(article.document)])


def list_site_messages(site: Site) -> tuple[Message, ...]:
    """List the messages of everything that is no article: names, pages, tags, the interface."""
    return _unique(_find_site_messages(site))


def _find_site_messages(site: Site) -> Iterator[Message]:
    """Go through the site's own strings in the order a translator would read them."""
    settings = site.settings
    yield Message(settings.site_name, "site name", "mkdocs.yml")
    yield Message(settings.site_description, "site description", "mkdocs.yml")
    yield Message(settings.copyright, "copyright", "mkdocs.yml")
    yield from _list_page(site.home)
    for page in site.pages:
        yield from _list_page(page)
    for theme in site.themes:
        yield Message(theme.name, "theme", theme.span.path)
        yield Message(theme.summary, "theme summary", theme.span.path)
        yield from _list_blocks(theme.introduction)
    for region in site.regions:
        yield Message(region.name, "region", region.span.path)
    for source in site.sources:
        path = source.span.path
        yield Message(source.title, "source title", path)
        yield Message(source.publisher, "publisher", path)
        yield Message(source.genre, "genre", path)
        yield Message(source.note, "source note", path)
    for article in sorted(site.articles, key=lambda one: one.slug):
        for tag in article.tags:
            yield Message(tag, "tag", article.span.path)
    for text in INTERFACE:
        yield Message(text, "interface", "duizhao")


def _list_page(page: TextPage) -> Iterator[Message]:
    """List the messages of a page that is no article."""
    yield Message(page.title, "title", page.span.path)
    yield Message(page.summary, "summary", page.span.path)
    yield from _list_blocks(page.document)


def _list_blocks(document: Document) -> Iterator[Message]:
    """List the messages of a document's blocks."""
    for block in document.blocks:
        if is_translated(block):
            yield Message(block.text, block.kind, document.path, block.section)


def _unique(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Keep the first of the messages with one key; leave out the empty ones."""
    kept: dict[tuple[str, str], Message] = {}
    for message in messages:
        if LETTER.search(message.text):
            kept.setdefault(message.key, message)
    return tuple(kept.values())
