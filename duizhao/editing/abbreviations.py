"""Abbreviations in the text of an edition: each use can be asked what it stands for, by mouse, finger and keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markdown_it.token import Token

from duizhao.source.abbreviations import EXPLAINED, TOKEN, Definition, follow_plain, make_pattern, read_definition
from duizhao.source.prose import copy_token

NOTE = "dz-abbr-"
"""The prefix of the ids of notes."""


class Abbreviations:
    """The abbreviations of one document in one edition."""

    def __init__(self, definitions: Sequence[tuple[str, str, str]]) -> None:
        """Read definitions; the first of several for one word counts.

        Args:
            definitions: For each its source, its text in the edition, and that text's language if it is another one.
        """
        self._known: dict[str, tuple[int, str, str]] = {}
        for number, (source, text, language) in enumerate(definitions, 1):
            one = read_definition(text)
            if one is None:
                # A translator wrote only what the word stands for.
                written = read_definition(source)
                one = Definition(written.word if written else source, text)
            self._known.setdefault(one.word, (number, one.text, language))
        self._pattern = make_pattern(self._known) if self._known else None
        self._used: dict[str, None] = {}

    def explain(self, kind: str, tokens: Sequence[Token]) -> list[Token]:
        """Mark the abbreviations in a block.

        Args:
            kind: The kind of block.
            tokens: Its inline tokens, as the edition prints them; they are not changed.
        """
        if self._pattern is None or kind not in EXPLAINED:
            return list(tokens)
        explained: list[Token] = []
        for token, is_plain in follow_plain(tokens):
            explained += self._divide(token) if is_plain else [token]
        return explained

    def write_notes(self) -> str:
        """Return the notes of the abbreviations that were marked, hidden until a reader opens one."""
        notes = []
        for word in self._used:
            number, text, language = self._known[word]
            lang = f' lang="{language}"' if language else ""
            head = f'<p class="dz-term-note" id="{NOTE}{number}" role="tooltip"{lang} hidden>'
            notes.append(f"{head}<b>{escape(word)}</b> {escape(text)}</p>\n")
        return "".join(notes)

    def _divide(self, token: Token) -> list[Token]:
        """Split a text around the abbreviations in it."""
        assert self._pattern is not None, "asked before"
        pieces: list[Token] = []
        position = 0
        for found in self._pattern.finditer(token.content):
            pieces += [take_part(token, position, found.start()), self._open(found[0])]
            pieces += [take_part(token, found.start(), found.end()), Token(f"{TOKEN}_close", "abbr", -1)]
            position = found.end()
        return [*pieces, take_part(token, position, len(token.content))] if pieces else [token]

    def _open(self, word: str) -> Token:
        """Return the beginning of an abbreviation; the first one is marked, since print writes it out there."""
        number, text, _language = self._known[word]
        names = "dz-abbr" if word in self._used else "dz-abbr dz-abbr--first"
        self._used[word] = None
        attributes = {"class": names, "title": text, "tabindex": "0", "aria-describedby": f"{NOTE}{number}"}
        return Token(f"{TOKEN}_open", "abbr", 1, attrs={**attributes})


def take_part(token: Token, start: int, end: int) -> Token:
    """Return a copy of a text token with a part of its content."""
    part = copy_token(token)
    part.content = token.content[start:end]
    return part
