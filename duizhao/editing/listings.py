"""Listings: the titles and summaries of pages made of data, and the texts of their entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from duizhao.editing.content_index import ContentIndex, TimelineEntry, find_time
from duizhao.editing.texts import Texts, Wording
from duizhao.editing.tile_maps import list_tile_maps
from duizhao.model import Action, Event, Region, TextPage, Theme
from duizhao.translation.messages import TILE_CONTEXT

HEADS: Mapping[str, tuple[str, str]] = {
    "articles": ("全部文章", ""),
    "regions": ("地区", "本报告的文章、数据和举措涉及的地方，按省、市（州）、县排列。"),
    "timeline": ("时间线", "本报告所记的事件和举措，按年份排列。"),
    "figures": ("数据一览", "本报告的全部数据，每一项注明地区、时间和来源，可以筛选和下载。"),
    "glossary": ("术语", "本报告所用术语的解释，附其他版本的说法。"),
    "sources": ("资料来源", "本报告依据的资料，以及从每一份资料中取用的数据、举措和文章。"),
}
"""Title and summary of listings, as texts of the interface, by kind."""
REGION_SUMMARY = "本报告中有关{name}的文章、数据和举措。"
"""The summary of a region's page, as a text of the interface."""
RECURRING, UNDATED = "recurring", "undated"
"""The chapters of a timeline after those of the years."""
CHAPTERS = {RECURRING: "定期举行", UNDATED: "时间未注明"}
INDEXED = ("timeline", "glossary")
"""The kinds whose entries are in the search index, each as a block of its own."""

Said = tuple[str, Wording]
"""A text of the site, and its wording in the edition."""
Entry = tuple[Said, ...]
"""The texts of one entry of a listing."""


def listing_head(kind: str, region: Region | None, texts: Texts) -> tuple[Said, Said]:
    """Return the title and the summary of a listing.

    Args:
        kind: The kind of page: a key of `HEADS`, or the kind of a region's page.
        region: The region, for a region's page.
        texts: The texts of the edition.
    """
    if region is None:
        title, summary = HEADS[kind]
        return (title, texts(title)), (summary, texts(summary))
    name, pattern = texts(region.name), texts(REGION_SUMMARY)
    summary_of = Wording(pattern.text.replace("{name}", name.text), name.lang, name.foreign)
    return (region.name, name), (REGION_SUMMARY, summary_of)


def list_entries(kind: str, subject: object, content_index: ContentIndex, texts: Texts) -> Iterator[Entry]:
    """Yield the entries that a page shows besides articles, in the order in which it shows them.

    Args:
        kind: The kind of page.
        subject: The subject of the page.
        content_index: The content index of the site.
        texts: The texts of the edition.
    """
    site = content_index.site
    if isinstance(subject, Region):
        entry = content_index.on_region(subject.id)
        yield from _translate(([figure.name, figure.note] for figure in entry.figures), texts)
        yield from _translate(map(_list_words, entry.timeline), texts)
    elif isinstance(subject, Theme):
        yield from _translate(([content_index.figures[name].name] for name in subject.figures), texts)
        yield from _translate(map(_list_words, content_index.on_theme(subject.id).timeline), texts)
    elif isinstance(subject, TextPage):
        yield from _translate(([content_index.figures[name].name] for name in subject.figures), texts)
    elif kind == "regions":
        yield from _translate(([region.name] for region in content_index.shown), texts)
        yield from _list_tiles(site.regions, texts)
    elif kind == "timeline":
        yield from _translate(map(_list_words, content_index.timeline), texts)
    elif kind == "figures":
        yield from _translate(([figure.name, figure.note] for figure in site.figures), texts)
    elif kind == "glossary":
        for term in content_index.terms:
            yield (term.term, texts.term(term.term)), (term.explanation, texts(term.explanation))
    elif kind == "sources":
        yield from _translate(([source.title, source.publisher, source.note] for source in site.sources), texts)


def chapter_id(item: TimelineEntry) -> str:
    """Return the id of the timeline chapter of an action or event: the year of its start, or why it has none."""
    written = find_time(item)
    if written:
        return written[:4]
    return RECURRING if isinstance(item, Event) and item.recurring else UNDATED


def chapter_title(name: str, texts: Texts) -> Wording:
    """Return the title of a chapter of the timeline."""
    return texts(CHAPTERS.get(name, name))


def _list_tiles(regions: Iterable[Region], texts: Texts) -> Iterator[Entry]:
    """Yield the short names of regions on tile maps with their wordings."""
    for tile in (one for tiles in dict.fromkeys(list_tile_maps(regions).values()) for one in tiles):
        yield ((tile.name, texts.find(tile.name, context=TILE_CONTEXT)),)


def _list_words(item: TimelineEntry) -> list[str]:
    """Return the texts of an action or event."""
    return [item.name, item.what] if isinstance(item, Action) else [item.name]


def _translate(rows: Iterable[Iterable[str]], texts: Texts) -> Iterator[Entry]:
    """Yield rows of texts with their wordings, leaving out empty texts."""
    for row in rows:
        yield tuple((text, texts(text)) for text in row if text)
