"""Characters, units and terms: what the index and a query consist of.

The browser does the same in `theme/assets/duizhao/search/language.js`; both read the tables of `data/`, and the tests
compare them on the same strings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any, NamedTuple

DATA = files("duizhao.search") / "data"
COMMENT = "#"


class Unit(NamedTuple):
    """A Chinese character or a word of letters and digits, folded."""

    text: str
    wide: bool
    """Whether it is one character of a script without blanks between words."""
    start: int
    """The offset of its first character."""
    end: int
    """The offset after its last character."""


@lru_cache(maxsize=1)
def load_fold() -> Mapping[int, str]:
    """Load the fold as a mapping for `str.translate`."""
    table: dict[int, str] = {}
    for line in (DATA / "fold.tsv").read_text("utf-8").splitlines():
        if not line.startswith(COMMENT):
            found, chars = line.split("\t")
            table |= {ord(char): found for char in chars}
    return table


@lru_cache(maxsize=1)
def load_rules() -> Mapping[str, Any]:
    """Load the rules for cutting and stemming, as the browser gets them."""
    rules: dict[str, Any] = json.loads((DATA / "rules.json").read_text("utf-8"))
    return rules


def fold(text: str) -> str:
    """Fold a text, keeping its length: both scripts, both widths and both cases of a letter become one."""
    return text.lower() if text.isascii() else text.translate(load_fold())


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Compile the pattern of the units of a folded text."""
    wide, number = load_rules()["wide"], load_rules()["number"]
    return re.compile(rf"(?P<wide>[{wide}])|{number}|[^\W_{wide}]+")


def find_units(folded: str) -> list[Unit]:
    """Split a folded text into units; the commas between the thousands of a number are removed."""
    return [
        Unit(found[0].replace(",", ""), found.lastgroup == "wide", found.start(), found.end())
        for found in _pattern().finditer(folded)
    ]


def find_terms(folded: str, *, english: bool = False) -> set[str]:
    """Return the terms by which a folded text is found.

    They are every two neighbouring Chinese characters, the last one of a run alone, every word, and, if a word touches
    Chinese, the word with the adjacent character. For many texts, `postings.find_postings` finds the same in less time.

    Args:
        folded: The text of one block, folded.
        english: Whether words are also stemmed.
    """
    units = find_units(folded)
    terms: set[str] = set()
    for unit, after in zip_longest(units, units[1:]):
        is_touched = after is not None and unit.end == after.start
        if is_touched and (unit.wide or after.wide):
            terms.add(unit.text + after.text)
        if not (unit.wide and is_touched and after.wide):
            terms.add(unit.text)
        if english and not unit.wide:
            terms.add(stem(unit.text))
    return terms


@dataclass(frozen=True, slots=True)
class _Stem:
    """A stem to be tested, with Porter's `m` and his other conditions."""

    text: str

    @property
    def shape(self) -> str:
        """The word as vowels (`v`) and consonants (`c`)."""
        shape = ""
        for char in self.text:
            vowel = char in "aeiou" or (char == "y" and shape[-1:] == "c")
            shape += "v" if vowel else "c"
        return shape

    @property
    def measure(self) -> int:
        """The number of times a consonant follows a vowel."""
        return self.shape.count("vc")

    @property
    def has_vowel(self) -> bool:
        return "v" in self.shape

    @property
    def is_double(self) -> bool:
        return len(self.text) > 1 and self.text[-1] == self.text[-2] and self.shape[-1] == "c"

    @property
    def is_short(self) -> bool:
        return self.shape.endswith("cvc") and self.text[-1] not in "wxy"


WORD = re.compile(r"[a-z]{3,}")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return an English word's stem, by M. F. Porter's algorithm of 1980.

    https://tartarus.org/martin/PorterStemmer/

    Args:
        word: A folded word; anything but three or more letters is returned unchanged.
    """
    if not WORD.fullmatch(word):
        return word
    rules = load_rules()["stem"]
    word = _replace(word, rules["plural"], -1)
    word = _strip_past(word)
    if word.endswith("y") and _Stem(word[:-1]).has_vowel:
        word = word[:-1] + "i"
    word = _replace(word, rules["double"], 0)
    word = _replace(word, rules["derived"], 0)
    word = _strip_last(word, rules["last"])
    body = _Stem(word[:-1])
    if word.endswith("e") and (body.measure > 1 or (body.measure == 1 and not body.is_short)):
        word = word[:-1]
    whole = _Stem(word)
    if word.endswith("ll") and whole.measure > 1:
        word = word[:-1]
    return word


def _replace(word: str, pairs: Sequence[tuple[str, str]], least: int) -> str:
    """Replace the longest matching ending if the measure before it is greater than `least`."""
    for ending, other in sorted(pairs, key=lambda pair: -len(pair[0])):
        if word.endswith(ending):
            body = word[: len(word) - len(ending)]
            return body + other if _Stem(body).measure > least else word
    return word


def _strip_past(word: str) -> str:
    """Remove -ed or -ing, and repair the end of the rest."""
    if word.endswith("eed"):
        return word[:-1] if _Stem(word[:-3]).measure > 0 else word
    for ending in ("ed", "ing"):
        body = _Stem(word.removesuffix(ending))
        if word.endswith(ending) and body.has_vowel:
            if body.text.endswith(("at", "bl", "iz")) or (body.measure == 1 and body.is_short):
                return body.text + "e"
            return body.text[:-1] if body.is_double and body.text[-1] not in "lsz" else body.text
        if word.endswith(ending):
            return word
    return word


def _strip_last(word: str, endings: Sequence[str]) -> str:
    """Remove the longest matching ending if enough of the word remains."""
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending):
            body = _Stem(word[: len(word) - len(ending)])
            fits = body.measure > 1 and (ending != "ion" or body.text.endswith(("s", "t")))
            return body.text if fits else word
    return word


def load_groups() -> Iterator[tuple[str, ...]]:
    """Load the star groups: a mainland word, then its names elsewhere, folded."""
    for line in (DATA / "words.tsv").read_text("utf-8").splitlines():
        if not line.startswith(COMMENT):
            yield tuple(line.split("\t"))
