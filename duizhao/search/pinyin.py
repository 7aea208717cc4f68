"""Pinyin of titles, summaries and headings: the last resort of a query in Latin letters that finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from duizhao.search.language import find_units


def make_pinyin(names: Iterable[str]) -> dict[str, Any]:
    """Make the table that turns syllables into the words of titles, summaries and headings.

    Args:
        names: Folded titles, summaries and headings.

    Returns:
        `syllables`: from a syllable without tone to the characters read so;
        `pairs`: every two neighbouring characters, those with one first character together.
    """
    characters: set[str] = set()
    pairs: dict[str, set[str]] = defaultdict(set)
    for name in names:
        units = [unit for unit in find_units(name) if unit.wide]
        characters.update(unit.text for unit in units)
        for one, other in pairwise(units):
            if one.end == other.start:
                pairs[one.text].add(other.text)
    syllables: dict[str, set[str]] = defaultdict(set)
    for char in characters:
        for syllable in _read(char):
            syllables[syllable].add(char)
    return {
        "syllables": {syllable: "".join(sorted(syllables[syllable])) for syllable in sorted(syllables)},
        "pairs": {char: "".join(sorted(pairs[char])) for char in sorted(pairs)},
    }


def _read(char: str) -> set[str]:
    """Give the readings of a character without tones, ü written as people type it."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- its tables take a quarter of a second

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return {other for readings in found for one in readings for other in (one, one.replace("v", "u"))}
