"""Tile maps: the regions of one parent as squares, each at its place in a grid that the site defines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec import Struct

from duizhao.editions import is_chinese
from duizhao.model import Region

MOST_SHADES = 5
"""The number of shades that readers can tell apart in a legend."""
HYPHEN = "\u00ad"
"""The soft hyphen, by which translators say where the name on a tile may be broken."""
PART = re.compile(rf"[^\s{HYPHEN}]+(?:{HYPHEN}|\s+|$)")


class Tile(Struct, frozen=True):
    """The square of a region on the map of its parent."""

    region: str
    """The id of the region."""
    name: str
    """Its short name, in the script of its file."""
    column: int
    row: int
    """Its place, from 1."""


def list_tile_maps(regions: Iterable[Region]) -> dict[str, tuple[Tile, ...]]:
    """Return the tiles of a map for each region on it, by the region's id; a map has the regions of one parent.

    The tiles of a map are in the order of reading: row by row.
    """
    maps: dict[str | None, list[Tile]] = {}
    for region in regions:
        if region.tile is not None:
            column, row = region.tile
            maps.setdefault(region.parent, []).append(Tile(region.id, region.short or region.name, column, row))
    tiles = (tuple(sorted(one, key=lambda tile: (tile.row, tile.column))) for one in maps.values())
    return {tile.region: one for one in tiles for tile in one}


def find_shades(values: Iterable[float], most: int = MOST_SHADES) -> tuple[tuple[float, float], ...]:
    """Divide values into classes, each for one shade, so that the values of a class differ as little as possible.

    These are Jenks' natural breaks: of all divisions, the one with the least sum of squared differences from the means.

    Args:
        values: The values, of which equal ones count once.
        most: The maximum number of classes.

    Returns:
        The least and greatest value of each class in rising order; none without values.
    """
    known = sorted(set(values))
    if not known:
        return ()
    sums = [0.0, *accumulate(known)]
    squares = [0.0, *accumulate(value * value for value in known)]

    def spread(start: int, end: int) -> float:
        """Return the sum of the squared differences from their mean of the values from start up to end."""
        return squares[end] - squares[start] - (sums[end] - sums[start]) ** 2 / (end - start)

    # The least sum for the first values up to each end, and the starts of the classes that give it.
    best: dict[int, tuple[float, tuple[int, ...]]] = {end: (spread(0, end), (0,)) for end in range(1, len(known) + 1)}
    for count in range(1, min(most, len(known))):
        best = {
            end: min((best[start][0] + spread(start, end), (*best[start][1], start)) for start in range(count, end))
            for end in range(count + 1, len(known) + 1)
        }
    starts = best[len(known)][1]
    return tuple((known[start], known[end - 1]) for start, end in zip(starts, (*starts[1:], len(known)), strict=True))


def find_shade(value: float, shades: Sequence[tuple[float, float]]) -> str:
    """Return the class of the style sheet for a value, whose class of values is one of the given ones.

    The least class has the lightest shade, and the greatest the darkest, however many there are.
    """
    number = next(number for number, (_least, greatest) in enumerate(shades) if value <= greatest)
    steps = max(len(shades) - 1, 1)
    return f"dz-shade--{1 + (2 * number * (MOST_SHADES - 1) + steps) // (2 * steps)}"


def write_range(low: str, high: str, lang: str) -> str:
    """Return two numbers as a range of the language, or one number if they are equal."""
    return low if low == high else f"{low}～{high}" if is_chinese(lang) else f"{low}–{high}"


def divide_name(name: str) -> tuple[str, ...]:
    """Return the parts of a name between which a line may end, each with the hyphen or blank at its end."""
    return tuple(PART.findall(name)) or (name,)
