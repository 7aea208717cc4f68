"""Maps of the regions of a report as tiles, each with the amount of its content and a link to its page."""

from __future__ import annotations

from msgspec import Struct

from duizhao.editing.content_index import ContentIndex
from duizhao.editing.pages import EditionContext
from duizhao.editing.texts import Wording
from duizhao.editing.tile_maps import HYPHEN, Tile, find_shade, find_shades, list_tile_maps, write_range
from duizhao.model import Action
from duizhao.report.cards import make_region_link
from duizhao.translation.messages import TILE_CONTEXT

BLANK = "dz-shade--none"
"""The class of a tile without content."""


class TileCard(Struct, frozen=True):
    """A region as a tile shows it."""

    name: Wording
    """Its short name; it may hold soft hyphens."""
    spoken: str
    """The same without them."""
    url: str
    """The relative address of its page; empty if it has none."""
    number: int
    """The number of articles, figures and actions on it and on the regions within it."""
    shade: str
    """The class of the style sheet for the number."""


class RegionMap(Struct, frozen=True):
    """The tiles of the regions in one region."""

    name: Wording
    """The name of the region; empty for those that lie in no region."""
    rows: tuple[tuple[TileCard | None, ...], ...]
    """The tiles row by row, None where there is none; all rows have the same length."""
    key: tuple[tuple[str, str], ...]
    """The class of each shade, and the numbers that it stands for."""
    has_blanks: bool
    """Whether there are tiles without content."""


def make_region_maps(context: EditionContext, content_index: ContentIndex, start: str) -> tuple[RegionMap, ...]:
    """Make a map for each region that has regions with tiles in it; none without content.

    Args:
        context: The edition they are shown in.
        content_index: The content index of the site.
        start: The address of the page that shows them.
    """
    maps = dict.fromkeys(list_tile_maps(content_index.site.regions).values())
    return tuple(_make_map(tiles, context, content_index, start) for tiles in maps)


def _make_map(tiles: tuple[Tile, ...], context: EditionContext, content_index: ContentIndex, start: str) -> RegionMap:
    """Make the map of some tiles, which begins with their first column and row."""
    numbers = {tile.region: len(_find_content(tile.region, content_index)) for tile in tiles}
    shades = find_shades(number for number in numbers.values() if number)
    shown = {region.id for region in content_index.shown}
    cards: dict[tuple[int, int], TileCard] = {}
    for tile in tiles:
        number, name = numbers[tile.region], context.texts.find(tile.name, context=TILE_CONTEXT)
        link = make_region_link(tile.region, tile.name, context, start)
        cards[tile.row, tile.column] = TileCard(
            name=name,
            spoken=name.text.replace(HYPHEN, ""),
            url=link.url if tile.region in shown else "",
            number=number,
            shade=find_shade(number, shades) if number else BLANK,
        )
    columns = [tile.column for tile in tiles]
    parent = content_index.regions[tiles[0].region].parent
    return RegionMap(
        name=context.texts(content_index.regions[parent].name if parent else ""),
        rows=tuple(
            tuple(cards.get((row, column)) for column in range(min(columns), max(columns) + 1))
            for row in range(tiles[0].row, tiles[-1].row + 1)
        ),
        key=tuple(
            (find_shade(low, shades), write_range(f"{low:.0f}", f"{high:.0f}", context.edition.code))
            for low, high in shades
        ),
        has_blanks=not all(numbers.values()),
    )


def _find_content(name: str, content_index: ContentIndex) -> set[tuple[str, str]]:
    """Return the kinds and ids of the articles, figures and actions on a region and on those within it."""
    entry = content_index.on_region(name)
    found = {("article", article.slug) for article in entry.articles}
    found |= {("figure", figure.id) for figure in entry.figures}
    found |= {("action", one.id) for one in entry.timeline if isinstance(one, Action)}
    for part in content_index.parts.get(name, ()):
        found |= _find_content(part.id, content_index)
    return found
