"""Pinyin of titles, summaries and headings: the fallback for a query in Latin letters that finds nothing."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Any


def make_pinyin(found: Iterable[str]) -> dict[str, Any]:
    """Build the table that maps syllables to the words of titles, summaries and headings.

    Args:
        found: The pairs of folded titles, summaries and headings.

    Returns:
        `syllables`: from a syllable without tone to the characters with this reading;
        `pairs`: from a character to the characters that follow it.
    """
    pairs: dict[str, set[str]] = defaultdict(set)
    for pair in found:
        pairs[pair[0]].update(pair[1:])
    syllables: dict[str, set[str]] = defaultdict(set)
    for char in pairs:
        for syllable in _read(char):
            syllables[syllable].add(char)
    return {
        "syllables": {syllable: "".join(sorted(syllables[syllable])) for syllable in sorted(syllables)},
        "pairs": {char: "".join(sorted(pairs[char])) for char in sorted(pairs) if pairs[char]},
    }


def _read(char: str) -> set[str]:
    """Return the readings of a character without tones, with ü as both v and u, as people type it."""
    # Single characters do not need the tables of words, which take longer to load than the rest.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- its tables take a tenth of a second

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    return {other for readings in found for one in readings for other in (one, one.replace("v", "u"))}
