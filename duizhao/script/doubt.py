"""Says where a conversion is unsure: places where words almost as likely would give another character.

What tells is the margin between the two likeliest segmentations. Forward against backward maximum matching over the
same words was tried as a second sign: on the sentences of the tests it found no error that the margin had not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from duizhao.script.convert import SIMPLIFIED
from duizhao.script.engine import load_engine, load_profile, load_tables

MARGIN = 15
"""A choice is in doubt when it is likelier than the next one by at most this, in eighths of a natural logarithm: by six
and a half times. Set so that ordinary prose has at most one doubt in 2,000 characters; `tests/script/test_doubt.py`."""
AROUND = 2
"""How many characters before and behind make the phrase that a line of the lexicon would settle."""


class Doubt(NamedTuple):
    """One character whose form is unsure."""

    offset: int
    """Where the phrase begins in the text."""
    phrase: str
    """The character with its neighbours, as the text has them."""
    chosen: str
    """The phrase as it is converted."""
    alternative: str
    """The phrase as it might have been converted."""
    position: int
    """Where the character stands in the text."""


def find_doubts(text: str, source: str, target: str) -> Iterator[Doubt]:
    """Finds the unsure places of a text.

    Args:
        text: Prose in the source's script.
        source: The script of the text; only Simplified text leaves a choice between characters.
        target: The script it is converted to.

    Yields:
        Doubts in reading order; the likeliest words on both sides disagree on the character.
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
    """Finds the Chinese characters around one."""
    start, end = position, position + 1
    while start > max(0, position - AROUND) and "㐀" <= text[start - 1] <= "鿿":
        start -= 1
    while end < min(len(text), position + 1 + AROUND) and "㐀" <= text[end] <= "鿿":
        end += 1
    return start, end
