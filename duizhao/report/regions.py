"""Regions as shown on pages, with counts of their content and the regions within them."""

from __future__ import annotations

from msgspec import Struct

from duizhao.editing.content_index import ContentIndex
from duizhao.editing.pages import EditionContext
from duizhao.model import Action, Region
from duizhao.report.cards import Link, make_region_link


class RegionCard(Struct, frozen=True):
    """A region as shown in lists."""

    link: Link
    articles: int
    """The number of articles that refer to it; the other counts are analogous."""
    figures: int
    actions: int
    events: int
    parts: tuple[RegionCard, ...]
    """The regions within it that have a page."""


def make_region_card(region: Region, context: EditionContext, content_index: ContentIndex, start: str) -> RegionCard:
    """Make the card of a region and those of its parts.

    Args:
        region: The region.
        context: The edition it is shown in.
        content_index: The index of the site's content.
        start: The address of the page that shows it.
    """
    entry = content_index.on_region(region.id)
    actions = sum(isinstance(one, Action) for one in entry.timeline)
    return RegionCard(
        link=make_region_link(region.id, region.name, context, start),
        articles=len(entry.articles),
        figures=len(entry.figures),
        actions=actions,
        events=len(entry.timeline) - actions,
        parts=tuple(
            make_region_card(part, context, content_index, start) for part in content_index.parts.get(region.id, ())
        ),
    )
