"""Pinyin that a program has put behind characters: `服務(wù)`, `新聞?dòng)浾?`. The damage is undone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duizhao.importing.characters.sounds import (
    DAMAGE,
    EATEN,
    GLOSS,
    encode,
    is_beyond_gb2312,
    is_common,
    is_traditional,
    sounds_like,
    tidy,
    weigh,
)
from duizhao.importing.characters.swallowed_bytes import MOST_LOST, find_glossed, read_stretch
from duizhao.importing.likelihood import HAN
from duizhao.importing.tracked_text import Edit, Findings, Question

SHARE = 0.85
"""The share of the occurrences of a glossed character that a program glosses: those it sees as two bytes."""
FEWEST_REPEATED, FEWEST = 3, 8
"""How many characters that occur several times, or how many characters in all, show that a program glossed them."""
LISTED = 0.5
"""The greatest share of them that stand by themselves, as the entries of lists of characters do."""
UNCOMMON = 120
"""The cost from which a character is so rare that only authors gloss it."""
FEWEST_ASKED = 3
"""So many glosses are asked about if they are fewer than that."""
MOST_GUESSES = 600
"""So many places are read again with the help of words, each in about 20 ms; what comes after them is asked about."""
BEYOND = 0.9
"""The share of the glosses that such characters have, and of these characters that have one reading."""


class _Glosses(NamedTuple):
    """The glosses of a text."""

    sounds: Mapping[str, str]
    """Characters that a program may have glossed, with their sound."""
    is_damage: bool
    """Whether a program has."""
    number: int = 0
    """How many there are, if everything but their number is as in a damaged text."""


def find_glosses(text: str, context: str = "") -> Findings:
    """Find the glosses that a program has put into a text, and the characters that it destroyed by that.

    The program saw the text as bytes in GBK and put a gloss behind certain pairs of bytes, also where these were the
    second byte of one character and the first of the next. Honest glosses stay: a program glosses many characters,
    common ones that only traditional texts have, with one reading each, nearly everywhere.

    Args:
        text: Any text.
        context: More of the same text, which tells too whether it is damaged: what belongs to a title.

    Returns:
        Edits that remove glosses and restore bytes that they determine, or that the words around them suggest; a
        question for each of the latter, for what cannot be read, and for glosses that may be the author's.
    """
    glosses = _survey(f"{text}\n{context}" if context else text)
    if not glosses.is_damage:
        return Findings((), _ask_about_all(text, glosses))
    edits: list[Edit] = []
    questions: list[Question] = []
    at = spent = 0
    while found := DAMAGE.search(text, at):
        start, at = found.span()
        if found["sound"]:
            character = find_glossed(text[max(0, start - 2) : start])
            if character and glosses.sounds.get(character) == tidy(found["sound"]):
                edits.append(Edit(start, at, "", "gloss"))
            elif character and _may_be_glossed(character, found["sound"]):
                message = f"'{character}{found[0]}' may be a gloss of the author, or of the program that left others"
                questions.append(Question(start, "gloss", message))
            continue
        stretch = read_stretch(text, start, glosses.sounds) if spent < MOST_GUESSES else None
        spent += len(stretch.questions) if stretch else MOST_LOST
        if stretch is None:
            message = f"'{found[0]}' was left by a program that destroyed characters here, and cannot be undone"
            hint = "write what stood here, up to where the text can be read again"
            questions.append(Question(start, "gloss-byte", message, hint))
        else:
            edits += stretch.edits
            questions += stretch.questions
            at = stretch.end
    return Findings(edits, questions)


def _may_be_glossed(character: str, sound: str) -> bool:
    """Return whether a program may have put a sound behind a character, which authors may have done, too."""
    return is_beyond_gb2312(character) and is_traditional(character) and sounds_like(character, sound)


def _ask_about_all(text: str, glosses: _Glosses) -> Sequence[Question]:
    """Ask about the glosses of a text that are too few to show that a program put them there."""
    if glosses.number < FEWEST_ASKED:
        return ()
    found = next(one for one in GLOSS.finditer(text) if one.start() and text[one.start() - 1] in glosses.sounds)
    message = f"pinyin stands behind {glosses.number} characters, such as '{text[found.start() - 1]}{found[0]}'"
    hint = "remove it if a program put it there; it stays, since an author may have"
    return (Question(found.start(), "gloss", message, hint),)


def _survey(text: str) -> _Glosses:
    """Find out which characters are glossed, and whether by a program."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    uncommon: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    honest = listed = 0
    for found in GLOSS.finditer(text):
        character = text[found.start() - 1] if found.start() else ""
        if HAN.fullmatch(character) and sounds_like(character, found["sound"]):
            if not is_beyond_gb2312(character) or weigh(character) > UNCOMMON:
                honest += 1
            else:
                (counts if is_common(character) else uncommon)[character][tidy(found["sound"])] += 1
                listed += not _is_in_word(text, found)
    sounds = _list_sounds(counts)
    eaten = sum(1 for found in EATEN.finditer(text) if _has_byte(text, found.start()))
    glossed = {one: sum(readings.values()) for one, readings in counts.items()}
    count = sum(glossed.values())
    # Uncommon ones are no evidence, but glossed with the others.
    doubtful = sum(sum(readings.values()) for readings in uncommon.values())
    honest += doubtful if doubtful > count + eaten else 0
    every = sounds | {one: sound for one, sound in _list_sounds(uncommon).items() if _is_glossed(text, one, uncommon)}
    if eaten and (counts or eaten > 1):
        return _Glosses(every, is_damage=honest <= count + eaten)
    is_like_damage = (
        honest <= (1 - BEYOND) * (count + honest)
        and len(sounds) >= BEYOND * len(counts)
        and listed <= LISTED * (count + doubtful)
        and count >= SHARE * sum(text.count(one) for one in glossed)
    )
    repeated = sum(1 for one in glossed.values() if one > 1)
    is_damage = is_like_damage and (repeated >= FEWEST_REPEATED or len(counts) >= FEWEST)
    return _Glosses(every, is_damage, count if is_like_damage else 0)


def _is_in_word(text: str, found: re.Match[str]) -> bool:
    """Return whether a glossed character stands beside another one, as in running text and not in a list."""
    around = text[max(0, found.start() - 2) : found.start() - 1], text[found.end() : found.end() + 1]
    return any(HAN.fullmatch(one) for one in around)


def _list_sounds(counts: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Return the characters that are glossed with one sound only, with this."""
    return {one: next(iter(readings)) for one, readings in counts.items() if len(readings) == 1}


def _is_glossed(text: str, character: str, counts: Mapping[str, Mapping[str, int]]) -> bool:
    """Return whether nearly all occurrences of a character are glossed."""
    return sum(counts[character].values()) >= SHARE * text.count(character)


def _has_byte(text: str, start: int) -> bool:
    """Return whether a character of two bytes stands before a swallowed one."""
    before = encode(text[start - 1]) if start else None
    return before is not None and len(before) > 1
