"""Actions and events as shown on pages, grouped by year."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from duizhao.editing.addresses import relative_address, theme_address
from duizhao.editing.content_index import TimelineEntry, find_time
from duizhao.editing.listings import chapter_id, chapter_title
from duizhao.editing.pages import EditionContext
from duizhao.editing.texts import Wording
from duizhao.model import Action, Event
from duizhao.report.cards import Link, make_region_link, make_source_card


class TimelineCard(Struct, frozen=True):
    """An action or event as shown in lists."""

    id: str
    name: Wording
    what: Wording
    """The description of an action; empty for an event."""
    time: str
    """Its time in the format of the edition; empty if it is not stated."""
    is_time_inferred: bool
    is_event: bool
    region: Link
    theme: Link | None
    source: Link
    number: int
    """Its index in the list, from 0, which is the number of its block in the search index."""


class Chapter(Struct, frozen=True):
    """The entries of one year, those that recur, or those without a time."""

    id: str
    title: Wording
    timeline: tuple[TimelineCard, ...]


def make_chapters(timeline: Iterable[TimelineEntry], context: EditionContext, start: str) -> tuple[Chapter, ...]:
    """Group a timeline by the years in which its entries began; recurring ones and those without a time come last.

    Args:
        timeline: Actions and events in chronological order.
        context: The edition they are shown in.
        start: The address of the page that shows them.
    """
    sources = {source.id: make_source_card(source, context, start) for source in context.sources.values()}
    themes = {
        theme.id: Link(context.texts(theme.name), relative_address(theme_address(context.edition, theme), start))
        for theme in context.themes.values()
    }
    chapters: dict[str, list[TimelineCard]] = {}
    for number, one in enumerate(timeline):
        written = find_time(one)
        card = TimelineCard(
            id=one.id,
            name=context.texts(one.name),
            what=context.texts(one.what) if isinstance(one, Action) else context.texts(""),
            time=context.texts.period(written) if written else "",
            is_time_inferred=isinstance(one, Event) and one.date_inferred and not one.recurring,
            is_event=isinstance(one, Event),
            region=make_region_link(one.region, context.region_names[one.region], context, start),
            theme=themes[one.theme] if isinstance(one, Action) else None,
            source=Link(sources[one.source].title, sources[one.source].url),
            number=number,
        )
        chapters.setdefault(chapter_id(one), []).append(card)
    return tuple(Chapter(name, chapter_title(name, context.texts), tuple(cards)) for name, cards in chapters.items())
