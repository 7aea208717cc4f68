"""Diagnostics: problems in the sources, each with a place, a level, a message and a hint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

CONFLICT = re.compile(r"^(?:<{7}|>{7}) \S", re.MULTILINE)
"""The conflict markers that git leaves around two versions of some lines."""
LISTED = 12
"""The maximum number of known words in a hint; more would obscure the message."""


class Level(StrEnum):
    """The severity of a problem: errors stop a build, warnings stop a strict build, notes stop nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Span(NamedTuple):
    """A place in a source file."""

    path: str
    """The file, relative to the site's folder, with forward slashes."""
    line: int = 1
    """The line, counted from 1."""
    column: int = 1
    """The column in characters, counted from 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem at one place in the sources."""

    span: Span
    """Its place."""
    code: str
    """The rule's name in kebab case, by which the documentation can be searched."""
    message: str
    """What was expected and what was found, in one line."""
    hint: str = ""
    """The suggested remedy; empty if the message already states it."""
    level: Level = Level.ERROR
    """Its severity, which decides whether it stops a build."""

    def __str__(self) -> str:
        return f"{self.span}: {self.level}: {self.message} [{self.code}]"


class SourceError(Exception):
    """Raised if the sources have errors; carries every diagnostic found, not only the first."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(format_text(diagnostics))
        self.diagnostics = tuple(diagnostics)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any of the diagnostics is an error."""
    return any(diagnostic.level is Level.ERROR for diagnostic in diagnostics)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort diagnostics by file and place, without duplicates."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda one: (one.span, one.code, one.message)))


def find_conflict(text: str, path: str) -> Diagnostic | None:
    """Report a merge conflict marker in a file; nothing else in such a file can be trusted.

    Args:
        text: The text of a file.
        path: Its path, for messages.
    """
    if "<<<<<<< " not in text and ">>>>>>> " not in text:
        return None
    found = CONFLICT.search(text)
    return make_conflict(text, found.start(), path) if found else None


def make_conflict(text: str, offset: int, path: str) -> Diagnostic:
    """Make the diagnostic of a merge conflict marker that stands at an offset in the text of a file."""
    line = text.count("\n", 0, offset) + 1
    hint = "keep one side of each, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
    return Diagnostic(Span(path, line), "merge-conflict", "a merge conflict was left here", hint)


def suggest(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that was probably meant.

    Args:
        word: The word as written.
        known: The valid words.

    Returns:
        A hint such as ``did you mean 'digital'?``, the list of known words if they
        are few and none is close, or an empty string.
    """
    choices = sorted(known)
    # At most a third of the letters wrong: 'digitl' is near 'digital', 'people' is not.
    limit = max(1, len(word) // 3)
    from rapidfuzz import process  # noqa: PLC0415 -- needed for mistakes only
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=limit)
    if found:
        return f"did you mean '{found[0]}'?"
    if 0 < len(choices) <= LISTED:
        return "known here: " + ", ".join(choices)
    return ""


def format_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Format diagnostics as text, with each hint indented below its message."""
    lines = []
    for diagnostic in diagnostics:
        lines.append(str(diagnostic))
        lines.extend(f"    {line}" for line in diagnostic.hint.splitlines())
    return "\n".join(lines)


def list_rows(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return diagnostics as flat objects for JSON."""
    return [
        {
            "path": one.span.path,
            "line": one.span.line,
            "column": one.span.column,
            "level": str(one.level),
            "code": one.code,
            "message": one.message,
            "hint": one.hint,
        }
        for one in diagnostics
    ]
