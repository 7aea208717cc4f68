"""Listings: what pages made of data are called, and the texts of their entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from duizhao.editing.archive import Archive, Happening, tell_time
from duizhao.editing.texts import Texts, Wording
from duizhao.model import Action, Event, Region, TextPage, Theme

HEADS: Mapping[str, tuple[str, str]] = {
    "articles": ("全部文章", ""),
    "regions": ("地区", "本报告的文章、数据和举措涉及的地方，按省、市（州）、县排列。"),
    "timeline": ("时间线", "本报告所记的事件和举措，按年份排列。"),
    "figures": ("数据一览", "本报告的全部数据，每一项注明地区、时间和来源，可以筛选和下载。"),
    "glossary": ("术语", "本报告所用术语的解释，附其他版本的说法。"),
    "sources": ("资料来源", "本报告依据的资料，以及从每一份资料中取用的数据、举措和文章。"),
}
"""Title and summary of the pages that are listings, as texts of the interface, by kind."""
REGION_SUMMARY = "本报告中有关{name}的文章、数据和举措。"
"""The summary of a region's page, as a text of the interface."""
RECURRING, UNDATED = "recurring", "undated"
"""The chapters of a chronicle behind those of the years."""
CHAPTERS = {RECURRING: "定期举行", UNDATED: "时间未注明"}
INDEXED = ("timeline", "glossary")
"""The kinds whose entries are found by searching, each as a block of its own."""

Said = tuple[str, Wording]
"""A text of the site, and how the edition says it."""
Entry = tuple[Said, ...]
"""The texts of one entry of a listing."""


def word_head(kind: str, region: Region | None, texts: Texts) -> tuple[Said, Said]:
    """Word the title and the summary of a listing.

    Args:
        kind: The kind of page; a key of `HEADS`, or that of the page of a region.
        region: That region.
        texts: The texts of the edition.
    """
    if region is None:
        title, summary = HEADS[kind]
        return (title, texts(title)), (summary, texts(summary))
    name, pattern = texts(region.name), texts(REGION_SUMMARY)
    summary_of = Wording(pattern.text.replace("{name}", name.text), name.lang, name.foreign)
    return (region.name, name), (REGION_SUMMARY, summary_of)


def list_entries(kind: str, subject: object, archive: Archive, texts: Texts) -> Iterator[Entry]:
    """List the entries that a page shows beside articles, in the order in which it shows them.

    Args:
        kind: The kind of page.
        subject: What it is about.
        archive: What the site has.
        texts: The texts of the edition.
    """
    site = archive.site
    if isinstance(subject, Region):
        holding = archive.on_region(subject.id)
        yield from _word(([figure.name, figure.note] for figure in holding.figures), texts)
        yield from _word(map(_tell, holding.happenings), texts)
    elif isinstance(subject, Theme):
        yield from _word(([archive.figures[name].name] for name in subject.figures), texts)
        yield from _word(map(_tell, archive.on_theme(subject.id).happenings), texts)
    elif isinstance(subject, TextPage):
        yield from _word(([archive.figures[name].name] for name in subject.figures), texts)
    elif kind == "regions":
        yield from _word(([region.name] for region in archive.shown), texts)
    elif kind == "timeline":
        yield from _word(map(_tell, archive.happenings), texts)
    elif kind == "figures":
        yield from _word(([figure.name, figure.note] for figure in site.figures), texts)
    elif kind == "glossary":
        for term in archive.terms:
            yield (term.term, texts.term(term.term)), (term.explanation, texts(term.explanation))
    elif kind == "sources":
        yield from _word(([source.title, source.publisher, source.note] for source in site.sources), texts)


def name_chapter(happening: Happening) -> str:
    """Name the chapter of the chronicle that an action or event stands in: the year in which it began, or why none."""
    written = tell_time(happening)
    if written:
        return written[:4]
    return RECURRING if isinstance(happening, Event) and happening.recurring else UNDATED


def word_chapter(name: str, texts: Texts) -> Wording:
    """Word the title of a chapter of the chronicle."""
    return texts(CHAPTERS.get(name, name))


def _tell(happening: Happening) -> list[str]:
    """Give the texts of an action or event."""
    return [happening.name, happening.what] if isinstance(happening, Action) else [happening.name]


def _word(rows: Iterable[Iterable[str]], texts: Texts) -> Iterator[Entry]:
    """Word rows of texts, leaving out the empty ones."""
    for row in rows:
        yield tuple((text, texts(text)) for text in row if text)
