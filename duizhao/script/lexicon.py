"""The site's own wording: entries that win over every dictionary, and names that are never converted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from operator import concat
from typing import NamedTuple, TypeAlias

Values: TypeAlias = Mapping[str, str]
"""Target edition → wording; the entry itself if it is a name that stays as it is."""

MARKUP = re.compile(r"[*`\[\]<>]|-\{|\}-|://")
"""Markdown that is not prose and therefore never compared with entries."""
MAX_LENGTH = 64
"""The greatest length of an entry: entries are words and names; anything longer is a pasted sentence."""


@dataclass(frozen=True, slots=True)
class LexiconProblem:
    """An entry that cannot work as its author intended."""

    code: str
    """`lexicon-empty`, `lexicon-duplicate` or `lexicon-never-matches`."""
    entry: str
    """The entry as written."""
    message: str
    """The problem, in one line."""


class Hit(NamedTuple):
    """An occurrence of a lexicon entry in a text."""

    start: int
    """The offset of its first character."""
    end: int
    """The offset after its last character."""
    entry: str
    """The entry found."""


@dataclass(frozen=True)
class Lexicon:
    """A site's own decisions: entries of the source text with their wording per edition, and forms of characters.

    Lexicons compare by value, so converters can be cached by them, and they can be pickled.
    """

    entries: Mapping[str, Values] = field(default_factory=dict)
    """Source form → wording per edition, as cleaned by `make_lexicon`."""
    variants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Edition → the form its profile prints → the form that the site wants instead."""

    def __hash__(self) -> int:
        return self._hash

    def __bool__(self) -> bool:
        return bool(self.entries or self.variants)

    @cached_property
    def _hash(self) -> int:
        return hash((frozenset(self.entries), frozenset(self.variants)))

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """The first two characters of entries → the lengths of the entries that begin with them, longest first."""
        lengths: dict[str, set[int]] = {}
        for entry in self.entries:
            lengths.setdefault(entry[:2], set()).add(len(entry))
        return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(self._lengths)

    @cached_property
    def _singles(self) -> frozenset[str]:
        return frozenset(start for start in self._lengths if len(start) == 1)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Find the entries in a text: leftmost first, the longest at each offset, without overlaps.

        Args:
            text: Any text.

        Returns:
            The hits in reading order. The cost grows with the length of the text, not with the number of entries:
            each pair of characters is looked up once.
        """
        entries, lengths, singles = self.entries, self._lengths, self._singles
        if not entries or (self._pairs.isdisjoint(map(concat, text, text[1:])) and singles.isdisjoint(text)):
            return ()
        candidates = [offset for offset, pair in enumerate(map(concat, text, text[1:])) if pair in lengths]
        if singles:
            candidates = sorted({*candidates, *(offset for offset, char in enumerate(text) if char in singles)})
        hits: list[Hit] = []
        end = 0
        for start in candidates:
            if start < end:
                continue
            for length in (*lengths.get(text[start : start + 2], ()), 1):
                entry = text[start : start + length]
                if entry in entries:
                    end = start + length
                    hits.append(Hit(start, end, entry))
                    break
        return tuple(hits)

    def select(self, target: str) -> Lexicon:
        """Return a lexicon of the entries worded for an edition, so that longer entries of others hide none of them."""
        return Lexicon({entry: values for entry, values in self.entries.items() if target in values}, self.variants)

    def without_entries(self) -> Lexicon:
        """Return a lexicon with the forms of characters only."""
        return Lexicon({}, self.variants)

    def extend(self, other: Lexicon) -> Lexicon:
        """Return this lexicon extended by the entries of another, which win edition by edition."""
        entries = dict(self.entries)
        for entry, values in other.entries.items():
            entries[entry] = {**entries.get(entry, {}), **values}
        return Lexicon(entries, self.variants)


def make_lexicon(rows: Iterable[tuple[str, Values]]) -> tuple[Lexicon, tuple[LexiconProblem, ...]]:
    """Build a lexicon from the valid entries, and collect the problems of the others.

    Args:
        rows: Pairs of an entry and its wordings; a second wording for the same entry and edition is a problem.

    Returns:
        The lexicon of the valid entries, and the problems in the order of the entries.
    """
    entries: dict[str, Values] = {}
    problems: list[LexiconProblem] = []
    for entry, values in rows:
        problem = _check_entry(entry, values) or _check_duplicate(entry, values, entries)
        if problem:
            problems.append(problem)
        else:
            entries[entry] = {**entries.get(entry, {}), **values}
    return Lexicon(entries), tuple(problems)


def _check_entry(entry: str, values: Values) -> LexiconProblem | None:
    """Return the problem of an entry, or None if it can work."""
    code, message = "lexicon-never-matches", ""
    if not entry.strip():
        code, message = "lexicon-empty", "an entry without text"
    elif empty := sorted(edition for edition, value in values.items() if not value.strip()):
        code, message = "lexicon-empty", f"{entry} has no wording for {', '.join(empty)}"
    elif entry != entry.strip():
        message = f"{entry!r} begins or ends with a blank"
    elif _never().search(entry):
        message = f"{entry!r} contains a line end or a control character, which no paragraph contains"
    elif found := MARKUP.search(entry):
        message = f"{entry} contains {found[0]}, which is markup and never part of a text"
    elif len(entry) > MAX_LENGTH:
        message = f"{entry[:12]}… is longer than {MAX_LENGTH} characters"
    elif invisible := next((value for value in values.values() if _never().search(value)), None):
        code, message = "lexicon-empty", f"{entry}: the wording {invisible!r} contains a control character"
    return LexiconProblem(code, entry, message) if message else None


@cache
def _never() -> re.Pattern[str]:
    """Return the pattern of characters that never occur inside a block; it is slow to compile, and seldom needed.

    These are control characters, line ends, and private-use characters, which mark locked places.
    """
    return re.compile(r"[\x00-\x1f\x7f\ue000-\uf8ff]")


def _check_duplicate(entry: str, values: Values, current: Mapping[str, Values]) -> LexiconProblem | None:
    """Return the problem of a wording that contradicts an earlier one, or None if there is none."""
    old = current.get(entry, {})
    for edition, value in values.items():
        if old.get(edition, value) != value:
            message = f"{entry} has two wordings for {edition}: {old[edition]} and {value}"
            return LexiconProblem("lexicon-duplicate", entry, message)
    return None
