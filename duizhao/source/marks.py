"""Marks around words as inline rules: `~~del~~`, `~sub~`, `^sup^`, `==mark==`, `++ins++` and `^^ins^^`.

Two signs open and close beside Chinese as `**` does. A single `~` or `^` holds no blanks, as in Python-Markdown's
extensions, and must look like an index: `10~20元，30~40元`, `周一~周五` and `2^10` stay text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Literal
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from duizhao.source.emphasis import begin_at, is_cjk

TAGS: Mapping[str, str] = {"~~": "del", "~": "sub", "^": "sup", "==": "mark", "++": "ins", "^^": "ins"}
"""The element of each mark."""
SIGNS = frozenset("~^=+")
STARTS = r"~|\^|=(?==)|\+(?=\+)"
PAIR = 2
"""The length of a double mark; longer runs are text, as in GitHub's Markdown."""
TILDE, CARET, PLUS = "~^+"
PAUSES = frozenset("，。、；：！？）】》”’,;")
"""Punctuation that no index begins with."""
LONGEST = 40
"""The length of the longest index; a limit keeps the search for the second sign short."""
TWO_TERMS = re.compile(r"[+-]?\w.*[^\w.].*\w")
"""The text between the carets of `2^10和2^20` and the like, or between the tildes of `A~C,D~F`."""


NUMBERS = {mark: -1 - number for number, mark in enumerate(TAGS)}
"""What markdown-it's pairing compares: numbers that are no character's code, since `~` must not close `~~`."""
BY_NUMBER = {number: (mark, TAGS[mark]) for mark, number in NUMBERS.items()}


def marks_plugin(md: MarkdownIt) -> None:
    """Add the marks to a parser of the dialect."""
    md.inline.ruler.after("emphasis", "marks", _tokenize)
    md.inline.ruler2.after("emphasis", "marks", _make_elements)
    begin_at(md, STARTS)


def may_open(run: str, before: str, after: str) -> bool:
    """Return whether a double mark may open between two characters, if blanks and punctuation let it.

    `C++和C++`, `x==1` and `a^^b` stay text.
    """
    if run[0] == TILDE or not is_latin(before):
        return True
    return run[0] != PLUS and not is_latin(after)


def is_latin(character: str) -> bool:
    """Return whether a character is a letter or a digit, and not a wide one as in Chinese, Japanese and Korean."""
    return character.isalnum() and not is_cjk(character)


def _tokenize(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Make a text token of each mark, and note whether it may open and close."""
    start, text = state.pos, state.src
    sign = text[start]
    if silent or sign not in SIGNS:
        return False
    end = start
    while end < state.posMax and text[end] == sign:
        end += 1
    run = text[start:end]
    if run not in TAGS:
        state.append_pending(run)
        state.pos = end
        return True
    if len(run) == PAIR:
        scanned = state.scanDelims(start, canSplitWord=True)
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        opens, closes = scanned.can_open and may_open(run, before, after), scanned.can_close
    else:
        opens, closes = _find_partners(text, start, state.posMax)
    token = state.push("text", "", 0)
    token.content = run
    state.delimiters.append(Delimiter(NUMBERS[run], 0, len(state.tokens) - 1, -1, opens, closes))
    state.pos = end
    return True


def _find_partners(text: str, place: int, limit: int) -> tuple[bool, bool]:
    """Return whether a single mark may open what the next one closes, and close what the one before opens."""
    sign = text[place]
    reach = LONGEST + 1
    last = text.rfind(sign, max(0, place - reach), place)
    following = text.find(sign, place + 1, min(limit, place + reach + 1))
    return following > 0 and _is_pair(text, place, following), last >= 0 and _is_pair(text, last, place)


def _is_pair(text: str, start: int, end: int) -> bool:
    """Return whether the text between two equal signs may be an index."""
    sign, content = text[start], unescape(text[start + 1 : end])
    before, after = text[start - 1 : start] if start else "", text[end + 1 : end + 2]
    if not content or sign in (before, after) or any(one.isspace() for one in content) or content[0] in PAUSES:
        return False
    if after and category(after)[0] in "LN" and (_has_two_scripts(content) or TWO_TERMS.fullmatch(content)):
        return False
    behind_word = before != "" and (is_latin(before) or before in ")]}*_^~′'")
    if sign == CARET:
        # `[^1]` is a footnote, which a translation is read without, and `^_^` a face.
        return before != "[" and (behind_word or any(one.isalnum() for one in content))
    if before and (category(before)[0] == "N" or (before.isalnum() and is_cjk(before))):
        # A range, such as 3~5天 or 周一~周五.
        return False
    # `~100元` is about a hundred.
    return behind_word or not content[0].isdigit()


@lru_cache(maxsize=256)
def _has_two_scripts(text: str) -> bool:
    """Return whether a text has Chinese characters or marks besides letters or digits of another script."""
    return any(is_cjk(one) for one in text) and any(one.isalnum() and not is_cjk(one) for one in text)


def _make_elements(state: StateInline) -> None:
    """Turn the paired marks into elements."""
    inner = [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in (state.delimiters, *inner):
        _open_and_close(state.tokens, delimiters)


def _open_and_close(tokens: Sequence[Token], delimiters: Sequence[Delimiter]) -> None:
    """Turn the text tokens of paired marks into tokens that open and close an element."""
    for one in delimiters:
        if one.end >= 0 and one.marker in BY_NUMBER:
            mark, tag = BY_NUMBER[one.marker]
            _become(tokens[one.token], mark, tag, 1)
            _become(tokens[delimiters[one.end].token], mark, tag, -1)


def _become(token: Token, mark: str, tag: str, nesting: Literal[-1, 1]) -> None:
    """Turn a text token into one that opens or closes an element."""
    token.type = f"{tag}_open" if nesting == 1 else f"{tag}_close"
    token.tag, token.nesting, token.markup, token.content = tag, nesting, mark, ""
