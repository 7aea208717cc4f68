"""Regions as pages show them: with how much is said of each, and those that lie in it."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.editing.archive import Archive
from duizhao.editing.pages import Newsroom
from duizhao.model import Action, Region
from duizhao.report.cards import Link, make_region_link


@dataclass(frozen=True, slots=True)
class RegionCard:
    """A region, as lists show it."""

    link: Link
    articles: int
    """How many articles speak of it; the other counts are alike."""
    figures: int
    actions: int
    events: int
    parts: tuple[RegionCard, ...]
    """The regions that lie in it and have a page."""


def make_region_card(region: Region, room: Newsroom, archive: Archive, start: str) -> RegionCard:
    """Make the card of a region and those of its parts.

    Args:
        region: The region.
        room: The edition it is shown in.
        archive: What the site has.
        start: The address of the page that shows it.
    """
    holding = archive.on_region(region.id)
    actions = sum(isinstance(one, Action) for one in holding.happenings)
    return RegionCard(
        link=make_region_link(region.id, region.name, room, start),
        articles=len(holding.articles),
        figures=len(holding.figures),
        actions=actions,
        events=len(holding.happenings) - actions,
        parts=tuple(make_region_card(part, room, archive, start) for part in archive.parts.get(region.id, ())),
    )
