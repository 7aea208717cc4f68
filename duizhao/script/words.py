"""Words with their likelihood and conversion, in a table whose rows are parsed on demand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

DATA = "duizhao.script.data"
FIELD = re.compile(r"\t([^\t0-9]+)([0-9]+)(?:=([^\t]+))?")
"""A word in a line of the table: its rest, its cost, its conversion."""
UNKNOWN = 145
"""The cost of a character that is in no list: that of a word seen once in sixty million."""


class Word(NamedTuple):
    """A word of the table."""

    cost: int
    """Eight times the negative natural logarithm of the word's probability."""
    output: str
    """Its conversion, of the same length; empty if every character takes its usual form."""


class Row(NamedTuple):
    """All words that begin with one character."""

    single: int
    """The cost of the character as a word of its own."""
    words: dict[str, Word]
    """The longer words."""
    lengths: dict[str, tuple[int, ...]]
    """Second character → the lengths of the words that begin with both."""


NO_ROW = Row(UNKNOWN, {}, {})


class WordTable:
    """Looks up words by their first character; a row is parsed on first access.

    Reading the whole table takes a few milliseconds this way, and a text needs only some of its rows.
    """

    __slots__ = ("_lines", "_rows")

    def __init__(self, lines: Mapping[str, str]) -> None:
        """Create a table from its stored lines.

        Args:
            lines: First character → cost of the character, then words, separated by tabs; each word is its
                rest, its cost and, after `=`, its conversion: `布61=發布`.
        """
        self._lines = lines
        self._rows: dict[str, Row] = {}

    def row(self, first: str) -> Row:
        """Return the words that begin with a character; an unknown character has an empty row."""
        try:
            return self._rows[first]
        except KeyError:
            line = self._lines.get(first)
            row = self._rows[first] = NO_ROW if line is None else _parse_row(first, line)
            return row


def _parse_row(first: str, line: str) -> Row:
    words: dict[str, Word] = {}
    lengths: dict[str, tuple[int, ...]] = {}
    for tail, cost, output in FIELD.findall(line):
        words[first + tail] = Word(int(cost), output)
        known, length = lengths.get(tail[0], ()), len(tail) + 1
        if length not in known:
            lengths[tail[0]] = tuple(sorted((*known, length)))
    return Row(int(line.partition("\t")[0]), words, lengths)


def read_rows(name: str) -> Iterator[list[str]]:
    """Read a data file of this package, row by row.

    Args:
        name: The file's name; lines that begin with `#` are comments.

    Yields:
        The tab-separated fields of each line.
    """
    for line in files(DATA).joinpath(name).read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_words(name: str) -> WordTable:
    """Read a table of words of this package.

    Args:
        name: The file's name; each line is a first character, a tab and its row.

    Returns:
        The table, not parsed yet.
    """
    text = files(DATA).joinpath(name).read_text(encoding="utf-8")
    return WordTable({line[0]: line[2:] for line in text.split("\n") if line and line[0] != "#"})
