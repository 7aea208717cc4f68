"""The words around one character: how a run of Chinese characters is divided, and which words a character makes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from duizhao.importing.likelihood import simplify
from duizhao.importing.tracked_text import Question
from duizhao.script.engine import load_tables
from duizhao.script.words import DATA

HIDDEN = "\ue000"
"""What stands for a character that is not prose: a private-use character, which ends a word."""
NOT_PROSE = re.compile(
    r"""(?m)`(?<=^`)(?P<ticks>``+)(?s:.*?)(?:^`(?P=ticks)`*|\Z) | ~(?<=^~)(?P<waves>~~+)(?s:.*?)(?:^~(?P=waves)~*|\Z)
    | `(?<!``)(?P<tick>`*)(?!`)[^`]{1,400}`(?P=tick)(?!`)  # code in a line, after blocks of code
    | <!--[^<]{0,4000}?--> | </?[A-Za-z][^<>\n]{0,400}>  # comments and tags
    | \]\([^()\n]{0,400}\) | \]\[[^\[\]\n]{0,100}\]  # destinations of links
    | \{\{[^{}\n]{1,100}\}\} | \[\^[^\[\]\n]{1,100}\] | \{[\#.:][^{}\n]{1,200}\}  # references, notes, attributes
    | :(?<=[A-Za-z]:)//(?:[!-~]|(?<=[/=?&\#_.:+~-])[㐀-鿿]+)+ | w(?<![A-Za-z0-9]w)ww\.[!-~]+
    | @(?<=[A-Za-z0-9_%+-]@)[A-Za-z0-9.-]{1,200}  # addresses
    | \$(?![\s\d])[^$\n]{1,200}(?<!\s)\$(?!\d)  # formulas
    """,
    re.VERBOSE,
)
"""Each branch begins with a character, so that the search leaps from one of these to the next."""
WORD = re.compile(r"\t([^\t0-9]+)[0-9]+(?:=([^\t]+))?")
"""A word in a line of the table of words: its rest, and its conversion if that is not the usual one."""
BEYOND = 1 << 30


class Adjacent(NamedTuple):
    """The neighbours that a character has in the words of the table."""

    before: frozenset[str]
    """The characters directly before it."""
    after: frozenset[str]
    """The characters directly behind it."""


class Form(NamedTuple):
    """The words that a Traditional form of a character makes."""

    pairs: frozenset[str]
    """Its words of two characters, in Simplified."""
    before: frozenset[str]
    """The characters directly before it in any of its words."""
    after: frozenset[str]
    """The characters directly behind it."""


class Prose(NamedTuple):
    """A text of which only the prose is left."""

    text: str
    """The text with a private-use character for each one of code, addresses, tags and references; line ends stay."""
    simplified: str
    """The same, each character in its Simplified form."""


@lru_cache(maxsize=1)
def read_prose(text: str) -> Prose:
    """Hide what is no prose in a text; the last result is kept, since several searches read the same text.

    Args:
        text: A text in Markdown, or without markup.

    Returns:
        The prose, as long as the text.
    """
    prose = NOT_PROSE.sub(_hide, text)
    return Prose(prose, simplify(prose))


def divide(run: str) -> tuple[int, list[int]]:
    """Divide a run of Simplified characters into words, as cheaply as possible.

    Args:
        run: Characters without any others between them; its length should be bounded.

    Returns:
        The cost in eighths of a natural logarithm, and the offsets at which words begin.
    """
    words = load_tables().segmenter.words
    size = len(run)
    costs, origins = [0] + [BEYOND] * size, [0] * (size + 1)
    for start in range(size):
        base = costs[start]
        single, longer, lengths = words.row(run[start])
        if base + single < costs[start + 1]:
            costs[start + 1], origins[start + 1] = base + single, start
        for length in lengths.get(run[start + 1], ()) if start + 1 < size else ():
            end = start + length
            word = longer.get(run[start:end]) if end <= size else None
            if word is not None and base + word.cost < costs[end]:
                costs[end], origins[end] = base + word.cost, start
    starts: list[int] = []
    at = size
    while at > 0:
        at = origins[at]
        starts.append(at)
    return costs[size], starts[::-1]


def find_word(run: str, offset: int) -> tuple[int, int]:
    """Return the start and end of the word that covers an offset of a run of Simplified characters."""
    _, starts = divide(run)
    start = max(one for one in starts if one <= offset)
    return start, min((one for one in starts if one > offset), default=len(run))


def find_adjacent(characters: Collection[str]) -> Mapping[str, Adjacent]:
    """Find the neighbours that each of some Simplified characters has in the words of the table."""
    return _find_adjacent(frozenset(characters))


def find_forms(characters: Collection[str]) -> Mapping[str, Mapping[str, Form]]:
    """Find, for each of some Simplified characters, the words that each of its Traditional forms makes."""
    return _find_forms(frozenset(characters))


def group_questions(places: Iterable[tuple[int, str]], code: str, hint: str = "") -> list[Question]:
    """Make one question of equal ones.

    Args:
        places: Offsets and messages.
        code: The code of the questions.
        hint: What to do about them.

    Returns:
        A question at the first place of each message, with the number of places if there are several, in ascending
        order.
    """
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    for offset, message in sorted(places):
        counts[message] = counts.get(message, 0) + 1
        first.setdefault(message, offset)
    return [
        Question(offset, code, message if counts[message] == 1 else f"{message} ({counts[message]} places)", hint)
        for message, offset in first.items()
    ]


@cache
def _find_adjacent(characters: frozenset[str]) -> Mapping[str, Adjacent]:
    """Find the neighbours by one pass over the table, without parsing its rows."""
    before: dict[str, set[str]] = {one: set() for one in characters}
    after: dict[str, set[str]] = {one: set() for one in characters}
    for word, _output, offsets in _list_words(characters):
        for at in offsets:
            before[word[at]].update(word[max(0, at - 1) : at])
            after[word[at]].update(word[at + 1 : at + 2])
    return {one: Adjacent(frozenset(before[one]), frozenset(after[one])) for one in characters}


@cache
def _find_forms(characters: frozenset[str]) -> Mapping[str, Mapping[str, Form]]:
    """Find the words of each form by one pass over the table."""
    usual = load_tables().usual
    forms: dict[str, dict[str, tuple[set[str], set[str], set[str]]]] = {one: {} for one in characters}
    for word, output, offsets in _list_words(characters):
        for at in offsets:
            one = word[at]
            pairs, before, after = forms[one].setdefault(
                output[at] if output else usual.get(one, one), (set(), set(), set())
            )
            if len(word) == len("两字"):
                pairs.add(word)
            before.update(word[max(0, at - 1) : at])
            after.update(word[at + 1 : at + 2])
    return {one: {form: Form(*map(frozenset, sets)) for form, sets in found.items()} for one, found in forms.items()}


def _list_words(characters: frozenset[str]) -> Iterator[tuple[str, str, list[int]]]:
    """List the words with any of some characters: the word, its conversion or nothing, and the characters' offsets."""
    wanted = re.compile("[" + "".join(map(re.escape, sorted(characters))) + "]")
    for line in files(DATA).joinpath("words.tsv").read_text(encoding="utf-8").split("\n"):
        if line and line[0] != "#" and wanted.search(line):
            for tail, output in WORD.findall(line):
                word = line[0] + tail
                offsets = [found.start() for found in wanted.finditer(word)]
                if offsets:
                    yield word, output, offsets


def _hide(found: re.Match[str]) -> str:
    """Return private-use characters and line ends as long as a match."""
    hidden = found[0]
    if "\n" not in hidden:
        return HIDDEN * len(hidden)
    return "\n".join(HIDDEN * len(line) for line in hidden.split("\n"))
