"""Block texts: what a reader sees of each block of a page, for the search index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from duizhao.source.abbreviations import TOKEN as ABBREVIATION
from duizhao.source.formulas import TOKEN as FORMULA
from duizhao.source.shortcodes import EMOJI, ICON
from duizhao.source.typesetting import READING

BLANKS = re.compile(r"\s+")
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
SHOWN, BREAKS = ("text", "code_inline", FORMULA, EMOJI), ("softbreak", "hardbreak")
SILENT = ("footnote_ref", "footnote_anchor", "image", ICON, READING, ABBREVIATION)
"""Tokens that are not part of the sentence around them."""
SAID = "text"
"""The key in the `meta` of a chart's token that holds its text."""
OURS = re.compile(r'<span class="dz-[^>]*>|</span>')
"""Matches tags that mark a block without current translation."""


class BlockText(NamedTuple):
    """The text of one block in one edition."""

    number: int
    """The block's index, as in its `data-block`."""
    text: str
    """What a reader sees, without markup."""
    heading: str
    """The id it is linked by if it is a heading, else empty."""


def read_block(tokens: Sequence[Token]) -> str | None:
    """Return the text of a block that holds no inline text: code or a chart.

    Returns:
        The text, or None if the block contains HTML written by an author.
    """
    if any(token.type == "html_block" for token in tokens):
        return None
    return "".join(str(token.meta.get(SAID, token.content)) for token in tokens)


def read_inline(tokens: Sequence[Token]) -> str | None:
    """Return the text of inline tokens, or None if they contain HTML written by an author."""
    if len(tokens) == 1 and tokens[0].type == "text":
        return tokens[0].content
    parts = []
    for token in tokens:
        if token.type in SHOWN:
            parts.append(token.content)
        elif token.type in BREAKS:
            parts.append(" ")
        elif token.nesting == 0 and token.type not in SILENT and not OURS.fullmatch(token.content):
            return None
    return "".join(parts)


def join_texts(texts: Iterable[tuple[int, str | None]], headings: Mapping[int, str]) -> tuple[BlockText, ...] | None:
    """Join the texts of a page by the elements that hold them, ordered by their numbers.

    Args:
        texts: Pairs of an element's `data-block`, -1 for none, and a text in it, as returned by the functions above.
        headings: The ids of those elements that are headings.

    Returns:
        What `search.extract.read_blocks` reads from the rendered HTML of the tokens; None if the tokens contain HTML
        written by an author, which only the rendered HTML resolves.
    """
    held: dict[int, list[str]] = {}
    for number, text in texts:
        if text is None:
            return None
        if number >= 0:
            held.setdefault(number, []).append(text)
    # Splitting and joining collapses white space, as `BLANKS` does.
    joined = ((number, " ".join(" ".join(held[number]).split())) for number in sorted(held))
    return tuple(BlockText(number, text, headings.get(number, "")) for number, text in joined if text)
