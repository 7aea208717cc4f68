"""What a text names of a site's own data, offered to the editor: nothing of it is put into a draft by itself."""

from __future__ import annotations

from typing import NamedTuple

from duizhao.importing.likelihood import simplify
from duizhao.importing.writing.named_figures import FigureOffer, find_figures, fold_widths
from duizhao.importing.writing.named_places import COUNTRYWIDE, RegionOffer, find_regions
from duizhao.model import Site


class Offers(NamedTuple):
    """What an editor may put into a draft."""

    regions: tuple[RegionOffer, ...]
    """The places, the most frequent one first."""
    figures: tuple[FigureOffer, ...]
    """The figures, in the order of the text."""


def find_offers(text: str, site: Site) -> Offers:
    """Find the places and figures of a site that a text names, in either script.

    Figures are offered of places that the text names, and of whole provinces and countries, which texts call 全省.

    Args:
        text: The text.
        site: The site.

    Returns:
        The offers, with offsets in the text.
    """
    folded = fold_widths(simplify(text))
    regions = find_regions(folded, site.regions)
    near = {one.id for one in regions} | {one.id for one in site.regions if one.level in COUNTRYWIDE}
    figures = find_figures(text, folded, [one for one in site.figures if one.region in near])
    return Offers(tuple(regions), tuple(figures))
