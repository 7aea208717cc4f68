"""Slugs of drafts: the pinyin of the first words of a title."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator

from duizhao.importing.likelihood import simplify
from duizhao.script.engine import load_tables
from duizhao.script.order import read_syllables
from duizhao.source.paths import DEVICES

READ = 400
"""The number of characters of a title that are read: its slug needs fewer, and a text can be without end."""
MOST_WORDS = 6
"""The greatest number of words of a slug."""
LONGEST = 40
"""The greatest number of characters of a slug, without the number that tells it from others."""
RUN = re.compile(r"[a-z0-9]+|[㐀-䶿一-鿿]+")
EMPTY_WORDS = frozenset("的地得了着和与及之在是为也都把被让对将向以")
"""Words of one character that say nothing in an address; all of them are taken if a title has no others."""
WITHOUT_LETTERS = "text"
"""The beginning of a slug that would be empty, a number, or a name that Windows keeps for itself."""
DIGITS = 8
"""The number of hexadecimal digits that stand for a title without letters."""


def make_slug(title: str, taken: Collection[str]) -> str:
    """Make the slug of an article from its title.

    Both scripts of a title have the same slug. Words are read as they are spoken: 重庆 is `chongqing`.

    Args:
        title: The title, in either script.
        taken: The slugs of other articles; case does not tell slugs apart, since it does not on every system.

    Returns:
        Small letters, digits and single hyphens: the pinyin of the first words, of which each is written as one, with a
        number if that is taken.
    """
    slug = "-".join(_choose_words(title[:READ]))
    if not slug:
        digest = hashlib.sha256(title.encode("utf-8", "surrogatepass")).hexdigest()
        slug = f"{WITHOUT_LETTERS}-{digest[:DIGITS]}"
    elif slug.isdigit() or DEVICES.fullmatch(slug):
        slug = f"{WITHOUT_LETTERS}-{slug}"
    return number_name(slug, taken)


def number_name(name: str, taken: Collection[str]) -> str:
    """Return a name, with the first number from 2 that distinguishes it if it is taken: `name-2`."""
    known = {one.casefold() for one in taken}
    found, number = name, 1
    while found in known:
        number += 1
        found = f"{name}-{number}"
    return found


def spell_words(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words of a text, each with the syllables that it is spelled with.

    Args:
        text: The text, in either script. What is no Chinese character, Latin letter or digit is left out.

    Yields:
        A word in small letters or Simplified characters, and its syllables in small letters; a word in Latin letters
        has itself as its only one.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    folded = "".join(one for one in decomposed if not unicodedata.combining(one))
    for found in RUN.finditer(simplify(folded)):
        if found[0].isascii():
            yield found[0], (found[0],)
            continue
        syllables, at = read_syllables(found[0]), 0
        for word in cut_words(found[0]):
            yield word, tuple(one[:-1] for one in syllables[at : at + len(word)] if one)
            at += len(word)


def cut_words(run: str) -> list[str]:
    """Return the words of the likeliest division of a run of Simplified characters, which they are all of."""
    words = load_tables().segmenter.words
    size = len(run)
    costs, begins = [0] + [1 << 30] * size, [0] * (size + 1)
    for start in range(size):
        single, longer, lengths = words.row(run[start])
        ends = [(start + 1, single)]
        for length in lengths.get(run[start + 1], ()) if start + 1 < size else ():
            word = longer.get(run[start : start + length])
            if word is not None:
                ends.append((start + length, word.cost))
        for end, cost in ends:
            if end <= size and costs[start] + cost < costs[end]:
                costs[end], begins[end] = costs[start] + cost, start
    found = []
    end = size
    while end:
        found.append(run[begins[end] : end])
        end = begins[end]
    return found[::-1]


def _choose_words(title: str) -> list[str]:
    """Return the words of a slug as they are spelled."""
    spelled = [(word, syllables) for word, syllables in spell_words(title) if syllables]
    meaningful = [syllables for word, syllables in spelled if word not in EMPTY_WORDS]
    chosen: list[str] = []
    room = LONGEST
    for syllables in (meaningful or [syllables for _word, syllables in spelled])[:MOST_WORDS]:
        word = "".join(syllables)
        if len(word) > room:
            # Only the first word is cut: half a word at the end would be another one.
            return chosen or ["".join(_fill(syllables, room))]
        chosen.append(word)
        room -= len(word) + 1
    return chosen


def _fill(syllables: tuple[str, ...], room: int) -> Iterator[str]:
    """Yield as many syllables as there is room for; a first one that is longer is cut."""
    yield syllables[0][:room]
    left = room - len(syllables[0])
    for syllable in syllables[1:]:
        left -= len(syllable)
        if left < 0:
            return
        yield syllable
