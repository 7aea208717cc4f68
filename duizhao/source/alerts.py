"""Alerts as on GitHub and callouts as in Obsidian: a quotation that begins with `[!NOTE]` is an admonition.

Behind the mark a `-` folds it, a `+` makes it a folded one that is open; the rest of the line is its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from duizhao.source.admonitions import KINDS, Box, make_title, open_box, set_levels

MARK = re.compile(
    r"\[!(?P<name>[A-Za-z]+)\](?P<fold>[+-]?)(?![(\[:])[ \t]*(?P<title>[^\n]*)(?:\n(?P<text>.*))?", re.DOTALL
)
STYLES = {"caution": "danger"}
"""What GitHub shows in another colour than Material: the strongest of its alerts."""


def alert_plugin(md: MarkdownIt) -> None:
    """Add alerts to a parser."""
    md.core.ruler.before("inline", "alerts", _find_alerts)


def _find_alerts(state: StateCore) -> None:
    """Turn quotations that begin with the mark of an alert into admonitions."""
    if "[!" not in state.src:
        return
    tokens: list[Token] = []
    closing: list[Token | None] = []
    position = 0
    while position < len(state.tokens):
        token = state.tokens[position]
        position += 1
        if token.type == "blockquote_open":
            begun = _begin(state, token, state.tokens[position : position + 3])
            closing.append(begun[0] if begun else None)
            if begun:
                tokens += begun
                position += 3
                continue
        elif token.type == "blockquote_close" and (opening := closing.pop()):
            token.type, token.tag = "admonition_close", opening.tag
        tokens.append(token)
    state.tokens = tokens


def _begin(state: StateCore, quote: Token, following: Sequence[Token]) -> list[Token]:
    """Return the tokens that an alert begins with, up to the end of its first paragraph.

    Args:
        state: The state of the parser.
        quote: The token that begins a quotation.
        following: The three tokens behind it.

    Returns:
        The tokens; none if the quotation is no alert.
    """
    if len(following) < 3 or following[0].type != "paragraph_open":  # noqa: PLR2004 -- begin, text, end
        return []
    paragraph, inline, end = following
    found = MARK.fullmatch(inline.content)
    if found is None or found["name"].lower() not in KINDS:
        return []
    first, behind = inline.map or (0, 1)
    # A line break behind the mark is no part of the title.
    title = found["title"].removesuffix("\\").strip() or None
    box = Box([found["name"].lower()], title, bool(found["fold"]), found["fold"] == "+")
    opening = open_box(box, STYLES, quote.map or (first, behind))
    opening.attrs.update({name: value for name, value in quote.attrs.items() if name != "class"})
    if "class" in quote.attrs:
        opening.attrs["class"] = f"{quote.attrs['class']} {opening.attrs['class']}"
    tokens = [opening, *make_title(box, state.env, first)]
    set_levels(tokens, quote.level)
    if found["text"]:
        inline.content = found["text"].lstrip()
        paragraph.map = inline.map = [first + 1, behind]
        tokens += [paragraph, inline, end]
    return tokens
