"""Captions of tables: a paragraph directly before or behind a table that begins with `表：` or `Table:`, as in Pandoc.

    | 年份 | 人口 |
    |------|-----:|
    | 2021 | 1200 |

    表：常住人口

Without an empty line between, Markdown reads a line behind a table as a row; it is a caption, too, if nothing in it
borders a cell. A caption between two tables is that of the first one, unless that has a caption before it.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

CAPTION = re.compile(r"(?:表|[Tt]able)[:：][ \t]*(?=\S)")
"""What a caption begins with."""
SIGNS = ("表：", "表:", "able:", "able：")
"""One of these stands in every text that has a caption."""
CAPTIONED = "caption_open"
"""The type of the token that begins a caption."""
LEAD = "lead"
"""The key in the `meta` of a text for what stands before it in the source and is not part of it."""
NAME = "name"
"""The key in the `meta` of a table and of its caption for the id of the latter, which is no attribute of the author."""
CAPTIONS = "captions"
"""The key in the parser's environment for the number of captions so far."""

_Found = tuple[tuple[int, int], Token]
"""The bounds of the tokens that a caption is taken from, and its text."""


def has_caption_sign(text: str) -> bool:
    """Return whether a text may have captions; most do not."""
    return any(sign in text for sign in SIGNS)


def open_caption(env: MutableMapping[str, Any], table: Token, text: Token) -> list[Token]:
    """Return the tokens of a caption, and name the table by it.

    Args:
        env: The parser's environment.
        table: The opening token of the table.
        text: The text of the caption.
    """
    env[CAPTIONS] = env.get(CAPTIONS, 0) + 1
    name = table.meta[NAME] = f"dz-caption-{env[CAPTIONS]}"
    level = table.level + 1
    text.level = level + 1
    opening = Token(CAPTIONED, "caption", 1, map=text.map, level=level, meta={NAME: name}, block=True)
    return [opening, text, Token("caption_close", "caption", -1, level=level, block=True)]


def find_lead(text: str) -> str:
    """Return the sign at the beginning of a text by which a caption is known, or nothing."""
    found = CAPTION.match(text)
    return found[0].rstrip() if found else ""


def take_captions(state: StateCore) -> None:
    """Move the captions of tables into them."""
    tokens = state.tokens
    lines = state.src.split("\n")
    taken: set[int] = set()
    captions: dict[int, list[Token]] = {}
    opening = 0
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            opening = number
        elif token.type == "table_close" and tokens[opening + 1].type != CAPTIONED:
            found = _find_before(tokens, opening, taken) or find_last_row(tokens, number, lines)
            found = found or _find_behind(tokens, number)
            if found:
                text = found[1]
                taken.update(range(*found[0]))
                _merge_attributes(tokens[opening], tokens[found[0][0]])
                lead = CAPTION.match(text.content)
                assert lead is not None, "found by it"
                # Of the paragraph, the text keeps what is reported: attributes that have no effect.
                text.meta = {**tokens[found[0][0]].meta, **text.meta, LEAD: lead[0]}
                text.content = text.content[lead.end() :]
                captions[opening] = open_caption(state.env, tokens[opening], text)
    if captions:
        state.tokens = [
            one
            for number, token in enumerate(tokens)
            if number not in taken
            for one in (token, *captions.get(number, ()))
        ]


def _find_before(tokens: Sequence[Token], opening: int, taken: set[int]) -> _Found | None:
    """Return the paragraph directly before a table, if it is a caption that no other table has."""
    start = opening - 3
    if start < 0 or tokens[start].type != "paragraph_open" or start in taken:
        return None
    text = tokens[start + 1]
    return ((start, opening), text) if CAPTION.match(text.content) else None


def _find_behind(tokens: Sequence[Token], closing: int) -> _Found | None:
    """Return the paragraph directly behind a table, if it is a caption."""
    start = closing + 1
    if start == len(tokens) or tokens[start].type != "paragraph_open":
        return None
    text = tokens[start + 1]
    return ((start, start + 3), text) if CAPTION.match(text.content) else None


def find_last_row(tokens: Sequence[Token], closing: int, lines: Sequence[str]) -> _Found | None:
    """Return the last row of a table if it is a caption: a line without a border that follows without an empty line.

    Args:
        tokens: The token stream.
        closing: The index of the token that ends the table.
        lines: The text, line by line.

    Returns:
        The bounds of its tokens, and its text; None for any other row, such as one of comma-separated values.
    """
    if tokens[closing - 1].type != "tbody_close":
        return None
    start = closing - 3
    while tokens[start].type != "tr_open":
        start -= 1
    row = tokens[start].map
    first, *others = (one for one in tokens[start:closing] if one.type == "inline")
    if not CAPTION.match(first.content) or any(one.content for one in others):
        return None
    if row is None or "|" in lines[row[0]]:
        return None
    is_only = tokens[start - 1].type == "tbody_open"
    return (start - is_only, closing - (not is_only)), first


def _merge_attributes(table: Token, paragraph: Token) -> None:
    """Add the attributes of a caption's paragraph to its table."""
    if paragraph.type == "paragraph_open" and paragraph.attrs:
        classes = [str(one.attrs["class"]) for one in (paragraph, table) if "class" in one.attrs]
        table.attrs = {**paragraph.attrs, **table.attrs}
        if classes:
            table.attrs["class"] = " ".join(classes)
