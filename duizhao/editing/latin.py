"""Latin words in emphasis of Chinese editions: they are set in italics, while Chinese has dots below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it.token import Token

from duizhao.source.prose import copy_token

LATIN = "dz-latin"
"""The class of Latin text in emphasis."""
WIDE = r"\u3000-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Characters that take emphasis dots."""


def mark_latin(children: Sequence[Token]) -> list[Token]:
    """Mark the Latin words in emphasis for italics, since emphasis dots would go below their letters.

    An emphasis without Chinese characters is marked as a whole; in any other, each stretch that begins with a letter.

    Args:
        children: The inline tokens of a block, as an edition in Chinese prints them; they are not changed.
    """
    if not any(child.type == "em_open" for child in children):
        return list(children)
    marked: list[Token] = []
    depth, is_mixed = 0, False
    for number, child in enumerate(children):
        if child.type == "em_open":
            is_wide = any(_wide().search(one.content) for one in _list_inside(children, number))
            if not is_wide and not is_mixed:
                child = copy_token(child)  # noqa: PLW2901 -- the same token, marked
                child.attrs = {**child.attrs, "class": LATIN}
            is_mixed = is_mixed or is_wide
        depth += {"em_open": 1, "em_close": -1}.get(child.type, 0)
        is_mixed = is_mixed and depth > 0
        if is_mixed and child.type == "text":
            marked += _split(child)
        else:
            marked.append(child)
    return marked


def _list_inside(children: Sequence[Token], number: int) -> Iterator[Token]:
    """Yield the tokens inside the emphasis that begins at a number."""
    depth = 0
    for one in children[number:]:
        depth += {"em_open": 1, "em_close": -1}.get(one.type, 0)
        if depth == 0:
            return
        yield one


def _split(token: Token) -> Iterator[Token]:
    """Split a text into Chinese and Latin stretches; the latter are put into an element."""
    text, position = token.content, 0
    for found in _latin().finditer(text):
        if found.start() > position:
            yield _cut(token, text[position : found.start()])
        yield Token("span_open", "span", 1, attrs={"class": LATIN})
        yield _cut(token, found[0])
        yield Token("span_close", "span", -1)
        position = found.end()
    if position < len(text) or not text:
        yield _cut(token, text[position:])


def _cut(token: Token, text: str) -> Token:
    """Return a copy of a text token with a part of its text."""
    piece = copy_token(token)
    piece.content = text
    return piece


@cache
def _wide() -> re.Pattern[str]:
    """Return the pattern of characters that take emphasis dots; it is slow to compile, and needed by emphasis only."""
    return re.compile(f"[{WIDE}]")


@cache
def _latin() -> re.Pattern[str]:
    """Return the pattern of a stretch of Latin words: from a letter to the last letter or digit before Chinese."""
    return re.compile(rf"[^\W\d_{WIDE}](?:[^{WIDE}]*[^\W_{WIDE}])?")
