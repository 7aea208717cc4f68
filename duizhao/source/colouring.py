"""Coloured code: Pygments finds what each word of a text is, and Material's style sheet has the colours.

This module imports Pygments, so it is imported only for code that names a language. A lexer is found by the table
of names, which imports the module of that lexer alone. Several editions print the same code, so it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import groupby

from markdown_it.common.utils import escapeHtml
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.token import STANDARD_TYPES, Text, Whitespace, _TokenType

REMEMBERED = 512
"""How many blocks of code are kept: more than one article has."""
UNMARKED = (Text, Whitespace)
"""Types of tokens without a colour."""


@lru_cache(maxsize=REMEMBERED)
def write_code(text: str, language: str, first_number: int = 0, marked: frozenset[int] = frozenset()) -> str:
    """Write code as HTML, line by line.

    Args:
        text: The code; the text of the HTML is exactly this.
        language: The name of its language, as editors write it; an unknown one leaves it without colours.
        first_number: The number of its first line, 0 for lines without numbers.
        marked: The lines to mark, counted from 1.
    """
    name = find_lexer_name(language)
    html = _colour(text, name) if name else escapeHtml(text)
    if not first_number and not marked:
        return html
    ends = html.endswith("\n")
    lines = html.removesuffix("\n").split("\n")
    last = len(str(first_number + len(lines) - 1))
    pieces = []
    for at, line in enumerate(lines):
        piece = line + ("\n" if ends or at < len(lines) - 1 else "")
        if at + 1 in marked:
            piece = f'<span class="hll">{piece}</span>'
        if first_number:
            # The number is drawn by the style sheet: it is neither selected nor copied nor searched.
            piece = f'<span class="linenos" data-linenos="{first_number + at:>{last}} "></span>{piece}'
        pieces.append(piece)
    return "".join(pieces)


def find_lexer_name(language: str) -> str:
    """Return the name by which Pygments knows a language, from one of its names or the ending of its files."""
    return _list_names().get(language, "")


def list_languages() -> list[str]:
    """List the names of all languages."""
    return list(_list_names())


@cache
def _list_names() -> Mapping[str, str]:
    """Return the name of a lexer by each of its names and by the endings of its files."""
    lexers = [(aliases, patterns) for _title, aliases, patterns, _types in get_all_lexers(plugins=False) if aliases]
    names = {
        pattern[2:].lower(): aliases[0] for aliases, patterns in lexers for pattern in patterns if pattern[:2] == "*."
    }
    return {**names, **{alias.lower(): aliases[0] for aliases, _patterns in lexers for alias in aliases}}


def _colour(text: str, name: str) -> str:
    """Return a text as HTML in which no element spans a line end."""
    lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    pieces, read = [], []
    for kind, words in groupby(lexer.get_tokens(text), lambda one: _find_class(one[0])):
        value = "".join(word for _type, word in words)
        read.append(value)
        pieces.append("\n".join(_mark(line, kind) for line in value.split("\n")))
    # A lexer that drops or changes characters is not trusted with the text of an author.
    return "".join(pieces) if "".join(read) == text else escapeHtml(text)


def _mark(text: str, name: str) -> str:
    """Return a text in one line as HTML, in an element of its class."""
    return f'<span class="{name}">{escapeHtml(text)}</span>' if name and text else escapeHtml(text)


@cache
def _find_class(kind: _TokenType) -> str:
    """Return the short name that style sheets have for a type of token."""
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    return "" if kind in UNMARKED else STANDARD_TYPES.get(kind, "")
