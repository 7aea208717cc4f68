"""Detection of the script of a text, by the characters that only one script has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from duizhao.script.convert import HONG_KONG, SIMPLIFIED, TAIWAN
from duizhao.script.engine import load_profile
from duizhao.script.words import read_rows

MIXED, UNKNOWN = "mixed", "unknown"
LEAST_HITS = 3
"""The least number of telling characters for a verdict: fewer may be a name or a slip."""
LEAST_SHARE = 0.1
"""The least share of the other script in a mixed text: a smaller one is slips and quoted names. With this value, 400 of
400 blocks of five sentences were detected correctly."""
WORD_GAP = 12
"""The most characters common to both scripts between two odd characters of one passage."""


class Odd(NamedTuple):
    """A character of the other script."""

    offset: int
    """Its offset in the text."""
    character: str
    """The character."""


class Passage(NamedTuple):
    """Neighbouring characters of the other script: one slip, or a whole quotation."""

    offset: int
    """The offset of its first odd character."""
    text: str
    """The text from its first to its last odd character."""
    size: int
    """The number of its odd characters."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The result of detecting the script of a text."""

    script: str
    """The script that most characters indicate: zh-Hant-TW if the place of a Traditional text is undecided, zh-Hans on
    a tie and for texts without telling characters."""
    verdict: str
    """`script`, `mixed` if each script has at least `LEAST_SHARE`, or `unknown` if there are fewer than `LEAST_HITS`
    telling characters."""
    simplified: int
    """The number of Simplified-only characters."""
    traditional: int
    """The number of Traditional-only characters."""
    odd: tuple[Odd, ...]
    """The characters of the script that is not `script`."""
    is_place_told: bool
    """Whether the forms of a Traditional text distinguish Taiwan from Hong Kong."""


def detect_script(text: str) -> Detection:
    """Detect the script of a text.

    Args:
        text: Prose without code, addresses or other languages.

    Returns:
        The script and the characters that contradict it.
    """
    only_simplified, only_traditional = _load_characters()
    # Counted once for all sets: a text has few distinct characters, and most texts have none of the other script.
    counts = Counter(text)
    simplified, traditional = _count_those(only_simplified, counts), _count_those(only_traditional, counts)
    total = simplified + traditional
    is_traditional = traditional > simplified
    places = [_count_those(forms, counts) for forms in _load_forms()] if is_traditional else [0, 0]
    script = SIMPLIFIED if not is_traditional else HONG_KONG if places[1] > places[0] else TAIWAN
    other = (only_simplified if is_traditional else only_traditional).intersection(counts)
    verdict = MIXED if min(simplified, traditional) >= max(1, total * LEAST_SHARE) else script
    return Detection(
        script=script,
        verdict=verdict if total >= LEAST_HITS else UNKNOWN,
        simplified=simplified,
        traditional=traditional,
        odd=tuple(Odd(offset, one) for offset, one in enumerate(text) if one in other) if other else (),
        is_place_told=places[0] != places[1],
    )


def list_passages(text: str, detection: Detection) -> Iterator[Passage]:
    """Group the odd characters of a text into passages.

    Args:
        text: The text.
        detection: The result of `detect_script` for it.

    Yields:
        Passages; a line end, a character that only the text's own script has, or more than `WORD_GAP` characters
        without an odd one ends a passage.
    """
    own = _load_characters()[0 if detection.script == SIMPLIFIED else 1]
    start = end = count = -1
    for offset, _character in detection.odd:
        between = text[end:offset] if count > 0 else ""
        if count > 0 and len(between) <= WORD_GAP and "\n" not in between and own.isdisjoint(between):
            end, count = offset + 1, count + 1
            continue
        if count > 0:
            yield Passage(start, text[start:end], count)
        start, end, count = offset, offset + 1, 1
    if count > 0:
        yield Passage(start, text[start:end], count)


def has_only(text: str, script: str) -> bool:
    """Return whether a text has no character of the other script: Simplified-only in Traditional, or the reverse."""
    return _load_characters()[1 if script == SIMPLIFIED else 0].isdisjoint(text)


def _count_those(characters: frozenset[str], counts: Mapping[str, int]) -> int:
    """Count the occurrences of a set's characters in a text, given the count of each character of the text."""
    return sum(counts[one] for one in characters.intersection(counts))


@cache
def _load_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Load the Simplified-only and the Traditional-only characters."""
    rows = _read_named("simplified", "traditional", "tw", "hk")
    # Taiwan or Hong Kong prints 群, 温 and 税, even if the dictionaries have another standard form.
    printed = {*rows["tw"][1], *rows["hk"][1]}
    return frozenset(rows["simplified"][0]) - printed, frozenset(rows["traditional"][0])


@cache
def _load_forms() -> tuple[frozenset[str], frozenset[str]]:
    """Load the forms that only Taiwan prints, and those that only Hong Kong prints."""
    rows = _read_named("tw", "hk")
    taiwan, hong_kong = load_profile(TAIWAN).characters, load_profile(HONG_KONG).characters
    pairs = {
        (taiwan.get(standard, standard), hong_kong.get(standard, standard))
        for standard in rows["tw"][0] + rows["hk"][0]
    }
    here, there = (frozenset(pair[side] for pair in pairs if pair[0] != pair[1]) for side in (0, 1))
    return here - there, there - here


def _read_named(*names: str) -> dict[str, list[str]]:
    return {name: fields for name, *fields in read_rows("characters.tsv") if name in names}
