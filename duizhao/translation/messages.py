"""Messages: the texts to translate, one per block.

The unit is the block, not the sentence: 12.5 % of corresponding Chinese and English paragraphs
have different numbers of sentences, and hardly any sentence occurs twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape

from msgspec import Struct

from duizhao.configuration import CONFIGURATION
from duizhao.editions import Edition
from duizhao.model import Article, Document, Region, Site, TextPage
from duizhao.source.admonitions import WORDS
from duizhao.source.charts import find_context, list_texts
from duizhao.source.csv_tables import find_block
from duizhao.source.document import LETTER
from duizhao.source.links import list_all_documents
from duizhao.source.tables import SORTS
from duizhao.translation.interface import (
    BOX_WORDS,
    CHART_WORDS,
    FIGURE_WORDS,
    INTERFACE,
    INTERFACE_SCRIPT,
    NOTE_WORDS,
    SORT_WORDS,
)

TILE_CONTEXT = "tile"
"""The msgctxt of the short names of regions, which may hold soft hyphens."""
GLOSSARY_CONTEXT = "glossary"
"""The msgctxt of the glossary's terms: lower-case and singular, while a tag of the same word may be "Pilots"."""


class Message(Struct, frozen=True):
    """One text to translate."""

    text: str
    """The source text with its inline markup: the msgid."""
    kind: str
    """Its kind: title, summary, heading, paragraph, cell …"""
    path: str
    """The file that contains it."""
    section: str = ""
    """The heading it belongs to."""
    context: str = ""
    """The msgctxt, set only if one text needs two translations."""
    note: str = ""
    """The author's note for translators."""
    source: str = ""
    """The code of the language or script it is written in."""
    line: int = 1
    """Its line in the file; never written to a catalog, where it would churn."""

    @property
    def key(self) -> tuple[str, str]:
        """Its unique key: context and text."""
        return self.context, self.text


def find_source(site: Site) -> str:
    """Return the language of the site's own strings, which is that of its home page."""
    return site.home.script


def list_article_messages(article: Article) -> tuple[Message, ...]:
    """List the messages of an article in the order of its text: title, summary, blocks."""
    path, script = article.span.path, article.script
    head = [
        Message(text, kind, path, source=script, line=article.places.get(kind, article.span).line)
        for text, kind in ((article.title, "title"), (article.summary, "summary"))
    ]
    return _unique([*head, *_list_blocks(article.document, script)])


def list_site_messages(site: Site, edition: Edition) -> tuple[Message, ...]:
    """List the messages outside of articles that are not written in the edition's language."""
    return _unique(message for message in _find_site_messages(site) if edition.translates(message.source))


def _find_site_messages(site: Site) -> Iterator[Message]:
    """Yield the site's own strings in the order in which a translator would read them."""
    settings, source = site.settings, find_source(site)
    yield Message(settings.site_name, "site name", CONFIGURATION, source=source)
    yield Message(settings.site_description, "site description", CONFIGURATION, source=source)
    yield Message(settings.copyright, "copyright", CONFIGURATION, source=source)
    yield from _list_page(site.home)
    for page in site.pages:
        yield from _list_page(page)
    for theme in site.themes:
        path, line = theme.span.path, theme.span.line
        yield Message(theme.name, "theme", path, source=source, line=line)
        yield Message(theme.summary, "theme summary", path, source=source, line=line)
        yield from _list_blocks(theme.introduction, source)
    yield from _list_regions(site.regions, source)
    for one in site.sources:
        path, line = one.span.path, one.span.line
        yield Message(one.title, "source title", path, source=source, line=line)
        yield Message(one.publisher, "publisher", path, source=source, line=line)
        yield Message(one.genre, "genre", path, source=source, line=line)
        yield Message(one.note, "source note", path, source=source, line=line)
    for term in site.glossary:
        path, line = term.span.path, term.span.line
        yield Message(term.term, "glossary term", path, context=GLOSSARY_CONTEXT, source=source, line=line)
        yield Message(term.explanation, "glossary explanation", path, source=source, line=line)
    yield from _list_figures(site, source)
    yield from _list_timeline(site, source)
    for article in sorted(site.articles, key=lambda one: one.slug):
        line = article.places.get("tags", article.span).line
        for tag in article.tags:
            yield Message(tag, "tag", article.span.path, source=article.script, line=line)
    documents = list(list_all_documents(site))
    has_charts = any(document.charts for document in documents)
    has_notes = any(document.env.get("footnotes", {}).get("list") for document in documents)
    words = {word for document in documents for word in document.env.get(WORDS, ())}
    unused = {
        *(() if site.figures else FIGURE_WORDS),
        *(() if has_charts else CHART_WORDS),
        *(word for word in BOX_WORDS if word not in words),
        *(() if has_notes else NOTE_WORDS),
        *(() if any(SORTS in document.env for document in documents) else SORT_WORDS),
    }
    for text in INTERFACE:
        if text not in unused:
            yield Message(text, "interface", "duizhao", source=INTERFACE_SCRIPT)


def _list_regions(regions: Iterable[Region], source: str) -> Iterator[Message]:
    """Yield the messages of the regions: their names, and the short ones of those on a tile map."""
    for region in regions:
        path, line = region.span.path, region.span.line
        yield Message(region.name, "region", path, source=source, line=line)
        if region.tile:
            note = "a soft hyphen (U+00AD) says where the name may be broken"
            short = region.short or region.name
            yield Message(short, "short name", path, context=TILE_CONTEXT, note=note, source=source, line=line)


def _list_figures(site: Site, source: str) -> Iterator[Message]:
    """Yield the messages of the figures: name, unit and note."""
    for figure in site.figures:
        path, line = figure.span.path, figure.span.line
        note = f"unit of {figure.name}; singular | plural"
        yield Message(figure.name, "figure", path, source=source, line=line)
        # The same measure word counts different things: 个 may be centres or cities.
        yield Message(figure.unit, "unit", path, context=figure.id, note=note, source=source, line=line)
        yield Message(figure.note, "figure note", path, source=source, line=line)


def _list_timeline(site: Site, source: str) -> Iterator[Message]:
    """Yield the messages of the timeline: names of actions and events, and what was done."""
    for action in site.actions:
        path, line = action.span.path, action.span.line
        yield Message(action.name, "action", path, source=source, line=line)
        yield Message(action.what, "what was done", path, source=source, line=line)
    for event in site.events:
        yield Message(event.name, "event", event.span.path, source=source, line=event.span.line)


def _list_page(page: TextPage) -> Iterator[Message]:
    """Yield the messages of a page that is not an article."""
    yield Message(page.title, "title", page.span.path, source=page.script)
    yield Message(page.summary, "summary", page.span.path, source=page.script)
    yield from _list_blocks(page.document, page.script)


def _list_blocks(document: Document, source: str) -> Iterator[Message]:
    """Yield the messages of a document's blocks: one per block, but for charts and diagrams one per text."""
    for block in document.blocks:
        if not block.is_translated:
            continue
        place = find_block(document, block)
        path = place.path
        texts = [(block.text.removesuffix("\n"), path, place.line, "")]
        chart = document.charts.get(block.index)
        if chart is not None:
            texts = [(one.text, path, one.span.line, find_context(chart, one)) for one in list_texts(chart)]
        diagram = document.diagrams.get(block.index)
        if diagram is not None:
            places = [diagram.places[1 + diagram.source.count("\n", 0, one.start)] for one in diagram.texts]
            texts = [(one.text, span.path, span.line, "") for one, span in zip(diagram.texts, places, strict=True)]
        for text, path, line, context in texts:
            yield Message(
                text=text,
                kind=block.kind,
                path=path,
                section=block.section,
                context=block.context or context,
                note=block.note,
                source=source,
                line=line,
            )


def _unique(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Keep the first of the messages with the same key; leave out those without letters."""
    kept: dict[tuple[str, str], Message] = {}
    for message in messages:
        if LETTER.search(unescape(message.text)):
            kept.setdefault(message.key, message)
    return tuple(kept.values())
