"""Detection of unsure conversions: places where words almost as likely would yield another character.

A place is unsure if the margin between the two likeliest segmentations is small. Forward against backward maximum
matching over the same words was tried as a second sign: on the sentences of the tests it found no error that the
margin had not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from duizhao.script.convert import SIMPLIFIED
from duizhao.script.engine import load_engine, load_profile, load_tables

MARGIN = 15
"""The greatest margin of a doubtful choice, in eighths of a natural logarithm: such a choice is at most six and a half
times as likely as the next one. Set to yield at most one doubt in 2,000 characters of ordinary prose; see
`tests/script/test_doubt.py`."""
AROUND = 2
"""The number of characters on each side that form the phrase which a lexicon entry would settle."""


class Doubt(NamedTuple):
    """A character whose form is unsure."""

    offset: int
    """The offset of the phrase in the text."""
    phrase: str
    """The character with its neighbours, as in the text."""
    chosen: str
    """The phrase as converted."""
    alternative: str
    """The phrase with the alternative form of the character."""
    position: int
    """The offset of the character in the text."""


def find_doubts(text: str, source: str, target: str) -> Iterator[Doubt]:
    """Find the unsure places of a text.

    Args:
        text: Prose in the source's script.
        source: The script of the text; only Simplified text leaves a choice between characters.
        target: The script it is converted to.

    Yields:
        Doubts in reading order; in each, the two likeliest segmentations disagree on the form of the character.
    """
    if source != SIMPLIFIED or source == target:
        return
    forms = load_profile(target).characters
    converted = ""
    for position, choice in load_tables().choices(text):
        if choice.margin > MARGIN or forms.get(choice.output, choice.output) == forms.get(
            choice.alternative, choice.alternative
        ):
            continue
        converted = converted or load_engine(source, target).convert(text)
        start, end = _find_phrase(text, position)
        chosen = converted[start:end]
        other = forms.get(choice.alternative, choice.alternative)
        at = position - start
        yield Doubt(start, text[start:end], chosen, chosen[:at] + other + chosen[at + 1 :], position)


def _find_phrase(text: str, position: int) -> tuple[int, int]:
    """Return the start and end of a phrase: a character with its Chinese neighbours."""
    start, end = position, position + 1
    while start > max(0, position - AROUND) and "㐀" <= text[start - 1] <= "鿿":
        start -= 1
    while end < min(len(text), position + 1 + AROUND) and "㐀" <= text[end] <= "鿿":
        end += 1
    return start, end
