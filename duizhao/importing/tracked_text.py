"""A text that knows where each of its characters comes from, and what was changed on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Edit(NamedTuple):
    """A replacement in a text."""

    start: int
    """The offset of the first character that is replaced."""
    end: int
    """The offset after the last one; `start` for an insertion."""
    text: str
    """The new characters; empty for a deletion."""
    kind: str
    """The kind of repair in kebab case, such as `invisible-character`: a key of `KINDS` in `importing.kinds`."""


class Question(NamedTuple):
    """Something that a person must decide or should know."""

    offset: int
    """The offset of the place in the text."""
    code: str
    """What it is about, in kebab case: a key of `QUESTIONS` in `importing.kinds`."""
    message: str
    """What was found, in one line."""
    hint: str = ""
    """What to do about it; empty if the message already states it."""


class Findings(NamedTuple):
    """What a repair found in a text: offsets are those of this text, before any of the edits."""

    edits: Sequence[Edit] = ()
    """What it changes, in ascending order and without overlaps."""
    questions: Sequence[Question] = ()
    """What it leaves to a person."""


class Change(NamedTuple):
    """An edit that was applied, with its place in the input."""

    offset: int
    """The offset in the input."""
    before: str
    """The characters that were replaced, as they were before this edit."""
    after: str
    """The new characters."""
    kind: str
    """The kind of repair."""


@dataclass(frozen=True, slots=True)
class TrackedText:
    """A text made from an input by edits.

    Invariant: the characters of the input, less those of every `before`, plus those of every `after`, are the
    characters of the text (as multisets), so that the changes account for each character.
    """

    text: str
    """The text."""
    origins: NDArray[np.int64]
    """For each character of the text, and for its end, the offset in the input that it comes from; ascending, unless
    text was moved."""
    changes: tuple[Change, ...] = ()
    """The edits applied so far, in the order in which they were applied."""

    def apply(self, edits: Iterable[Edit]) -> TrackedText:
        """Apply edits to the text.

        Args:
            edits: Edits with offsets in this text, in ascending order and without overlaps. An edit that changes
                nothing is left out of the account.

        Returns:
            The new text; the new characters of an edit come from the places of the ones they replace, in order, and
            from the last of these if they are more.

        Raises:
            ValueError: Two edits overlap or are out of order.
        """
        text, origins = self.text, self.origins
        pieces: list[str] = []
        kept: list[NDArray[np.int64]] = []
        changes: list[Change] = []
        at = 0
        for start, end, new, kind in edits:
            if start < at or end < start or end > len(text):
                message = f"edit {kind} of {start} to {end} overlaps another one that ends at {at}"
                raise ValueError(message)
            before = text[start:end]
            if before == new:
                continue
            pieces += (text[at:start], new)
            kept += (origins[at:start], self._origins_of_new(start, end, len(new)))
            changes.append(Change(int(origins[start]), before, new, kind))
            at = end
        if not changes:
            return self
        pieces.append(text[at:])
        kept.append(origins[at:])
        return TrackedText("".join(pieces), np.concatenate(kept), (*self.changes, *changes))

    def _origins_of_new(self, start: int, end: int, size: int) -> NDArray[np.int64]:
        """Return the origins of the new characters of an edit."""
        last = max(start, end - 1)
        return self.origins[np.minimum(np.arange(start, start + size), last)]

    def cut(self, start: int, end: int) -> TrackedText:
        """Return a part of the text, without changes: they stay with the whole."""
        return TrackedText(self.text[start:end], self.origins[start : end + 1])


def track(text: str) -> TrackedText:
    """Begin to track an input."""
    return TrackedText(text, np.arange(len(text) + 1, dtype=np.int64))


def make_edits(spans: Iterable[tuple[int, int]], kind: str, new: str = "") -> list[Edit]:
    """Make edits that replace each of the spans with the same text."""
    return [Edit(start, end, new, kind) for start, end in spans]


def merge_edits(*lists: Sequence[Edit]) -> list[Edit]:
    """Merge the edits of several repairs into one ascending list.

    Raises:
        ValueError: Two of them overlap.
    """
    merged = sorted((edit for one in lists for edit in one), key=lambda edit: (edit.start, edit.end))
    for first, second in pairwise(merged):
        if second.start < first.end:
            message = f"edit {second.kind} of {second.start} overlaps {first.kind}, which ends at {first.end}"
            raise ValueError(message)
    return merged
