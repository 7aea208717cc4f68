"""Reading time: how long a page takes to read, by the measure of each language."""

from __future__ import annotations

import re
from collections.abc import Iterable

CHARACTERS_PER_MINUTE = 255
WORDS_PER_MINUTE = 228
"""How many Chinese characters, and how many words of English, adults read in a minute.

Susanne Trauzettel-Klosinski and Klaus Dietz, Standardized Assessment of Reading Performance: The New International
Reading Speed Texts IReST, Investigative Ophthalmology & Visual Science 53 (2012), 5452-5461. One study for both
languages, with the same texts: https://doi.org/10.1167/iovs.11-8284
"""
HAN = "㐀-䶿一-鿿豈-﫿𠀀-𳏿"
CHARACTERS = re.compile(f"[{HAN}]+")
WORD = re.compile(rf"[^\W_{HAN}]+(?:['’.,-][^\W_{HAN}]+)*")
"""Matches a word or a number: 1,200 and don't are one."""


def estimate_minutes(texts: Iterable[str]) -> int:
    """Return the minutes that texts take to read, at least one.

    Characters and words are counted apart, so that a page with untranslated blocks is measured in both languages.
    """
    text = "\n".join(texts)
    characters = sum(map(len, CHARACTERS.findall(text)))
    words = len(WORD.findall(text))
    # In whole numbers, rounded to the nearest: the same on every machine.
    whole = CHARACTERS_PER_MINUTE * WORDS_PER_MINUTE
    time = characters * WORDS_PER_MINUTE + words * CHARACTERS_PER_MINUTE
    return max(1, (2 * time + whole) // (2 * whole))
