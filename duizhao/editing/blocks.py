"""Block texts: what a reader sees of each block of a page, as searching wants it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from duizhao.source.charts import CHART
from duizhao.source.document import BLOCK_ATTRIBUTE, CODE

BLANKS = re.compile(r"\s+")
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
SHOWN, BREAKS = ("text", "code_inline"), ("softbreak", "hardbreak")
SILENT = ("footnote_ref", "footnote_anchor", "image")
"""What is no part of the sentence around it."""
SAID = "text"
"""The key of a chart's token under which stands what is read of it."""
OURS = re.compile(r'<span class="dz-[^>]*>|</span>')
"""Tags that mark a block without current translation."""


class BlockText(NamedTuple):
    """The text of one block in one edition."""

    number: int
    """The block's index, as in its `data-block`."""
    text: str
    """What a reader sees, without markup."""
    heading: str
    """The id it is linked by where it is a heading, else empty."""


def read_tokens(tokens: Iterable[Token]) -> tuple[BlockText, ...] | None:
    """Read the texts of a page's blocks from its tokens, in the order of their numbers.

    Returns:
        The same as `search.extract.read_blocks` reads from the HTML that the tokens are rendered to; None where only
        that tells, since it holds HTML that somebody has written.
    """
    texts: dict[int, list[str]] = {}
    headings: dict[int, str] = {}
    around = [-1]
    for token in tokens:
        if token.nesting == 1:
            is_marked = not token.hidden and BLOCK_ATTRIBUTE in token.attrs
            number = int(token.attrs[BLOCK_ATTRIBUTE]) if is_marked else around[-1]
            around.append(number)
            if token.tag in HEADINGS and is_marked and "id" in token.attrs:
                headings[number] = str(token.attrs["id"])
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline":
            text = _read_inline(token.children or ())
            if text is None:
                return None
            if around[-1] >= 0:
                texts.setdefault(around[-1], []).append(text)
        elif token.type in (*CODE, CHART):
            texts[int(token.attrs[BLOCK_ATTRIBUTE])] = [token.meta.get(SAID, token.content)]
        elif token.type == "html_block":
            return None
    joined = {number: BLANKS.sub(" ", " ".join(parts)).strip() for number, parts in texts.items()}
    return tuple(
        BlockText(number, joined[number], headings.get(number, "")) for number in sorted(joined) if joined[number]
    )


def _read_inline(tokens: Sequence[Token]) -> str | None:
    """Read the text of inline tokens, or None where there is HTML in it."""
    parts = []
    for token in tokens:
        if token.type in SHOWN:
            parts.append(token.content)
        elif token.type in BREAKS:
            parts.append(" ")
        elif token.nesting == 0 and token.type not in SILENT and not OURS.fullmatch(token.content):
            return None
    return "".join(parts)
