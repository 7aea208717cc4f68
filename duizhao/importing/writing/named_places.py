"""Places of the site that a text names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duizhao.importing.likelihood import simplify, weigh_words
from duizhao.model import Region
from duizhao.script.engine import load_tables

COUNTRYWIDE = frozenset(("country", "region", "province", "municipality"))
"""The levels of places that most texts name, whatever they are about."""
COUNTIES = frozenset(("district", "county", "county-city", "autonomous-county"))
"""The levels of places whose names without their endings are often other words, too."""
SMALL = frozenset(("subdistrict", "town", "township", "village", "community", "compound", "settlement", "facility"))
"""The levels of places whose names many other places have."""
ENDING = re.compile(r"(?<=..)[省市区县]\Z")
"""Matches the ending of a name that texts leave out: 三台 for 三台县."""
BRACKETS = re.compile(r"[（(][^（）()]{1,40}[）)]\Z")
OTHER_NAME = re.compile(
    r"县|区(?![域别])|[镇乡村街路门港滩]|大道|军区|战区|大学|学院|银行|电信|移动|联通|石化|国际机场|共产党"
)
"""Matches what makes the name of something else of the short name of a place: 成都路, 宜宾县, 四川大学."""
GEOGRAPHY = re.compile(r"(?:地区|盆地|平原|高原|人|政府|省|市)\Z")
"""Matches the end of a longer word that speaks of the place, too: 成都平原."""
SHORT = 2
"""The greatest length of a name that other words contain by chance: 中国 in 发展中国家."""
DISTINCT = 5
"""The least length of a name that hardly two small places have."""
LONGEST_WORD = 8
"""The greatest length of a word in which a short name is looked for."""
NEAR = 8
"""The number of characters on each side of a name that are weighed."""
MOST_WEIGHED = 300
"""The number of mentions of a place that are weighed; later ones are counted without it."""


@dataclass(frozen=True, slots=True)
class RegionOffer:
    """A place of the site that a text names."""

    id: str
    """Its id in regions.yml."""
    name: str
    """Its name there."""
    count: int
    """How often the text names it."""
    offset: int
    """Where the text names it first."""


class Name(NamedTuple):
    """What a place may be called."""

    id: str
    """The id of the place."""
    is_shared: bool
    """Whether it is a common word, or other places may be called so."""


def find_regions(folded: str, regions: Sequence[Region]) -> list[RegionOffer]:
    """Find the places that a text names, by their name or short name, where these are no part of another one.

    A name that other places may have counts where the text also names a place that it lies in, below the province.

    Args:
        folded: The text in Simplified Chinese.
        regions: The places, parents before children.

    Returns:
        The places, the most frequent one first.
    """
    sure: dict[str, list[int]] = defaultdict(list)
    shared: dict[str, list[int]] = defaultdict(list)
    for offset, name in _find_names(folded, _list_names(regions)):
        (shared if name.is_shared else sure)[name.id].append(offset)
    parents = {one.id: "" if one.level in COUNTRYWIDE else one.parent or "" for one in regions}
    wide = {one.id for one in regions if one.level in COUNTRYWIDE}
    offers = []
    named: set[str] = set()
    for region in regions:
        places = sure.get(region.id, [])
        if region.id in shared and (places or _has_named_parent(region.id, parents, named - wide)):
            places = sorted(places + shared[region.id])
        if places:
            named.add(region.id)
            offers.append(RegionOffer(region.id, region.name, len(places), places[0]))
    return sorted(offers, key=lambda one: (-one.count, one.offset))


def _has_named_parent(identifier: str, parents: Mapping[str, str], named: set[str]) -> bool:
    """Return whether one of the places that a place lies in is named."""
    seen = {identifier}
    while (identifier := parents.get(identifier, "")) and identifier not in seen:
        if identifier in named:
            return True
        seen.add(identifier)
    return False


def _list_names(regions: Iterable[Region]) -> dict[str, Name]:
    """Return what each place may be called in Simplified Chinese, without names that two of them have."""
    names: dict[str, dict[str, bool]] = defaultdict(dict)
    stems: dict[str, dict[str, bool]] = defaultdict(dict)
    owners: dict[str, set[str]] = defaultdict(set)
    for region in regions:
        name = simplify(region.name).strip()
        is_shared = len(name) < DISTINCT if region.level in SMALL else region.level in COUNTIES and len(name) <= SHORT
        for form in {name, BRACKETS.sub("", name)}:
            names[form][region.id] = is_shared
            for end in range(SHORT, len(form)):
                owners[form[:end]].add(region.id)
        if region.short:
            names[simplify(region.short).strip()][region.id] = False
        elif region.level not in SMALL and (stem := ENDING.sub("", name)) != name:
            stems[stem][region.id] = region.level in COUNTIES
    for stem, own in stems.items():
        # 江安 may be the county or the town in it.
        if stem not in names and len(own) == 1 and owners[stem] == set(own):
            names[stem] = own
    return {name: Name(*next(iter(own.items()))) for name, own in names.items() if len(own) == 1 and len(name) >= SHORT}


def _find_names(folded: str, names: Mapping[str, Name]) -> Iterator[tuple[int, Name]]:
    """Yield the names in a text with their offsets, the longest one at each place."""
    if not names:
        return
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[0]].add(len(name))
    descending = {first: sorted(own, reverse=True) for first, own in lengths.items()}
    begin = re.compile(f"[{re.escape(''.join(descending))}]")
    weighed: dict[str, int] = defaultdict(int)
    at = 0
    while found := begin.search(folded, at):
        start = found.start()
        at = start + 1
        for length in descending[found[0]]:
            called = names.get(folded[start : start + length])
            if called is None:
                continue
            at = start + length
            weighed[called.id] += 1
            if length > SHORT or weighed[called.id] > MOST_WEIGHED or _stands_alone(folded, start, at):
                yield start, called
            break


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Return whether a short name is a word of its own where it stands."""
    if OTHER_NAME.match(folded, end):
        return False
    is_doubtful = False
    for begin, stop in _list_words(folded, max(0, start - LONGEST_WORD), end):
        if begin <= start and stop >= end and (begin, stop) != (start, end):
            if begin != start or not GEOGRAPHY.search(folded[begin:stop]):
                return False
        elif begin < start < stop or begin < end < stop:
            is_doubtful = True
    if not is_doubtful:
        return True
    parts = (folded[max(0, start - NEAR) : start], folded[start:end], folded[end : end + NEAR])
    return sum(map(weigh_words, parts)) <= weigh_words("".join(parts))


def _list_words(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the words of the tables begin and end that begin in a part of a text."""
    words = load_tables().segmenter.words
    for begin in range(start, end):
        row = words.row(folded[begin])
        for length in row.lengths.get(folded[begin + 1 : begin + 2], ()):
            is_whole = begin + length <= len(folded)
            if is_whole and length <= LONGEST_WORD and folded[begin : begin + length] in row.words:
                yield begin, begin + length
