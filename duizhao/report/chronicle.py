"""Actions and events as pages show them, and the years they are sorted by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.editing.addresses import relative_address, theme_address
from duizhao.editing.archive import Happening, tell_time
from duizhao.editing.listings import name_chapter, word_chapter
from duizhao.editing.pages import Newsroom
from duizhao.editing.texts import Wording
from duizhao.model import Action, Event
from duizhao.report.cards import Link, make_region_link, make_source_card


@dataclass(frozen=True, slots=True)
class HappeningCard:
    """An action or event, as lists show it."""

    id: str
    name: Wording
    what: Wording
    """What an action was; empty of an event."""
    time: str
    """When, as the edition writes it; empty where nobody says."""
    is_time_inferred: bool
    is_event: bool
    region: Link
    theme: Link | None
    source: Link
    number: int
    """Its place in the list, from 0: its block for those who search."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The happenings of one year, those that recur, or those without a time."""

    id: str
    title: Wording
    happenings: tuple[HappeningCard, ...]


def make_chapters(happenings: Iterable[Happening], room: Newsroom, start: str) -> tuple[Chapter, ...]:
    """Sort happenings into the years in which they began, the recurring and those without a time last.

    Args:
        happenings: Actions and events in the order of time.
        room: The edition they are shown in.
        start: The address of the page that shows them.
    """
    sources = {source.id: make_source_card(source, room, start) for source in room.site.sources}
    themes = {
        theme.id: Link(room.texts(theme.name), relative_address(theme_address(room.edition, theme), start))
        for theme in room.site.themes
    }
    chapters: dict[str, list[HappeningCard]] = {}
    for number, one in enumerate(happenings):
        written = tell_time(one)
        card = HappeningCard(
            id=one.id,
            name=room.texts(one.name),
            what=room.texts(one.what) if isinstance(one, Action) else room.texts(""),
            time=room.texts.period(written) if written else "",
            is_time_inferred=isinstance(one, Event) and one.date_inferred and not one.recurring,
            is_event=isinstance(one, Event),
            region=make_region_link(one.region, room.region_names[one.region], room, start),
            theme=themes[one.theme] if isinstance(one, Action) else None,
            source=Link(sources[one.source].title, sources[one.source].url),
            number=number,
        )
        chapters.setdefault(name_chapter(one), []).append(card)
    return tuple(Chapter(name, word_chapter(name, room.texts), tuple(cards)) for name, cards in chapters.items())
