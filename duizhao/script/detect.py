"""Says in which script a text is written, by the characters that only one script has."""

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
"""Fewer telling characters decide nothing: a name or a slip would."""
LEAST_SHARE = 0.1
"""A smaller share of the other script is slips and quoted names; 400 of 400 blocks of five sentences were told so."""
WORD_GAP = 12
"""At most as many characters common to both scripts stand within a passage of the other one."""


class Odd(NamedTuple):
    """A character of the other script."""

    offset: int
    """Where it stands in the text."""
    character: str
    """The character."""


class Passage(NamedTuple):
    """Characters of the other script that stand together: one slip, or a whole quotation."""

    offset: int
    """Where its first odd character stands."""
    text: str
    """From its first to its last odd character."""
    size: int
    """How many odd characters it holds."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What the characters of a text say about its script."""

    script: str
    """The script that most characters tell, zh-Hant-TW where a Traditional text does not tell the place; zh-Hans where
    nothing is told."""
    verdict: str
    """`script` once more, or `mixed` where both scripts have their share, or `unknown` with too few characters."""
    simplified: int
    """How many characters are Simplified only."""
    traditional: int
    """How many are Traditional only."""
    odd: tuple[Odd, ...]
    """Those of the script that is not `script`."""
    is_place_told: bool
    """Whether the forms of a Traditional text tell Taiwan from Hong Kong."""


def detect_script(text: str) -> Detection:
    """Tells the script of a text.

    Args:
        text: Prose; code, addresses and other languages left out beforehand.

    Returns:
        The script and the characters that speak against it.
    """
    only_simplified, only_traditional = _load_characters()
    # Counted once for all sets: a text has few different characters, and most have none of the other script.
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
    """Lists the odd characters of a text, those of one passage together.

    Args:
        text: The text.
        detection: What was detected in it.

    Yields:
        Passages: a line end, a character of the text's own script, or a long stretch without an odd one ends each.
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
    """Says whether a script has every character of a text: no Simplified-only one in Traditional, and the reverse."""
    return _load_characters()[1 if script == SIMPLIFIED else 0].isdisjoint(text)


def _count_those(characters: frozenset[str], counts: Mapping[str, int]) -> int:
    """Counts how often characters of a set stand in a text, of which the count of each character is known."""
    return sum(counts[one] for one in characters.intersection(counts))


@cache
def _load_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Reads the characters that are Simplified only and Traditional only."""
    rows = _read_named("simplified", "traditional", "tw", "hk")
    # 群, 温 and 税 are what Taiwan or Hong Kong prints, whatever the dictionaries take for the standard.
    printed = {*rows["tw"][1], *rows["hk"][1]}
    return frozenset(rows["simplified"][0]) - printed, frozenset(rows["traditional"][0])


@cache
def _load_forms() -> tuple[frozenset[str], frozenset[str]]:
    """Gives the forms that only Taiwan, and that only Hong Kong prints."""
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
