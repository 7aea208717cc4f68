"""The account of an import: what was repaired, counted by kind, and what a person must decide, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from duizhao.diagnostics import Diagnostic, Level, Span, list_rows
from duizhao.importing.kinds import KINDS
from duizhao.importing.tracked_text import Change, Question

ORDER = {kind: number for number, kind in enumerate(KINDS)}


class Lines:
    """Finds line and column of offsets in a text."""

    def __init__(self, text: str) -> None:
        """Remember where the lines of a text begin."""
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self._text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self._text.find("\n", at + 1)
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Repair(NamedTuple):
    """All changes of one kind."""

    kind: str
    """The kind, a key of `KINDS`."""
    changes: Sequence[Change]
    """The changes, in the order of their places in the input."""

    @property
    def dropped(self) -> int:
        """The number of characters that were dropped or replaced."""
        return sum(len(one.before) for one in self.changes)

    @property
    def added(self) -> int:
        """The number of characters that were added or put in place of others."""
        return sum(len(one.after) for one in self.changes)


@dataclass(frozen=True, slots=True)
class Account:
    """What an import did to one input, and what it leaves to a person."""

    name: str
    """The input's name in messages."""
    encoding: str
    """The encoding that it was read in; empty if it has none of its own, as a Word file."""
    how: str
    """How the encoding was found."""
    characters: int
    """The number of characters of the input."""
    repairs: tuple[Repair, ...]
    """The repairs, in the order of `KINDS`."""
    questions: tuple[Diagnostic, ...]
    """What a person must decide or should know, in the order of the input."""
    lines: Lines
    """The lines of the input."""

    def to_json(self) -> dict[str, Any]:
        """Return the account as values for JSON, with every single change."""
        return {
            "path": self.name,
            "encoding": self.encoding,
            "encoding_found": self.how,
            "characters": self.characters,
            "repairs": [
                {
                    "kind": one.kind,
                    "message": KINDS[one.kind],
                    "count": len(one.changes),
                    "characters_dropped": one.dropped,
                    "characters_added": one.added,
                    "changes": [
                        {
                            "line": (place := self.lines.place(change.offset))[0],
                            "column": place[1],
                            "before": change.before,
                            "after": change.after,
                        }
                        for change in one.changes
                    ],
                }
                for one in self.repairs
            ],
            "questions": list_rows(self.questions),
        }


def group_changes(changes: Iterable[Change]) -> tuple[Repair, ...]:
    """Group changes by their kind, each group in the order of the input."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.kind].append(change)
    ordered = sorted(groups, key=lambda kind: (ORDER.get(kind, len(ORDER)), kind))
    return tuple(Repair(kind, sorted(groups[kind], key=lambda one: one.offset)) for kind in ordered)


def make_questions(questions: Iterable[Question], lines: Lines, name: str) -> tuple[Diagnostic, ...]:
    """Return questions as diagnostics with line and column in the input, in its order and without duplicates."""
    ordered = dict.fromkeys(sorted(questions, key=lambda one: one.offset))
    return tuple(
        Diagnostic(Span(name, *lines.place(one.offset)), one.code, one.message, one.hint, Level.WARNING)
        for one in ordered
    )
