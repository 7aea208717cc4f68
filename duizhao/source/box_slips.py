"""Boxes, alerts and tabs that were meant and are shown as text, or that are empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from duizhao.source.admonitions import KINDS, WORD
from duizhao.source.tabs import HEAD
from duizhao.source.vanishing import Slip

TRACES = ("!!!", "???", "===", "[!", "！！", "？？", "＝＝", "[！", "【！", "【!")
"""What stands in every text that has something to report."""
NAMES = "|".join(KINDS)
FULL_WIDTH = re.compile(
    rf"^[ \t]*(?P<wrong>(?:[!！]{{3}}|[?？]{{3}}\+?)(?=[ \t\u3000]*(?:{NAMES})\b)|[=＝]{{3}}(?=[ \t\u3000]*[\"“「＂]))",
    re.IGNORECASE | re.MULTILINE,
)
ALERT = re.compile(r"^[ \t]*(?P<mark>[\[【][!！](?P<name>\w+)[\]】])(?![(\[:])", re.MULTILINE)
TAB = re.compile(r"^[ \t]*(?P<line>===(?!=)[+!]*[ \t]*\S.*)$", re.MULTILINE)
NARROW = str.maketrans("！？＝【】", "!?=[]")
GITHUB = "NOTE, TIP, IMPORTANT, WARNING, CAUTION"
INDENTED = "indent the text below by four blanks"


def find_box_slips(tokens: Sequence[Token], text: str) -> Iterator[Slip]:
    """Yield what is wrong with boxes, alerts and tabs.

    Args:
        tokens: The token stream of a document.
        text: Its text.
    """
    if not any(trace in text for trace in TRACES):
        return
    around: list[Token] = []
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else token
        if token.nesting == 1:
            around.append(token)
        elif token.nesting == -1:
            opening = around.pop()
            if token.type == "admonition_close" and before.type in ("admonition_open", "admonition_title_close"):
                yield from _find_empty_box(opening, before, tokens[number - 2], tokens[number + 1 : number + 2])
            elif token.type == "tab_close" and before is opening:
                yield Slip(opening, "===", "box-empty", "the tab is empty", INDENTED)
        elif token.type == "inline" and before.type == "paragraph_open":
            is_quote = number > 1 and tokens[number - 2].type == "blockquote_open"
            yield from _find_in_paragraph(token, is_quote=is_quote)


def _find_empty_box(opening: Token, before: Token, word: Token, behind: Sequence[Token]) -> Iterator[Slip]:
    """Report a box without content, unless it has a title and its text cannot be what follows."""
    end = opening.map[1] if opening.map else 0
    follows = any(one.map is not None and one.map[0] == end for one in behind)
    if follows or before is opening or word.type == WORD:
        yield Slip(opening, "", "box-empty", "the box is empty", INDENTED)


def _find_in_paragraph(token: Token, *, is_quote: bool) -> Iterator[Slip]:
    """Report lines of a paragraph that were meant to begin a box, an alert or a tab."""
    content = token.content
    for found in FULL_WIDTH.finditer(content):
        wrong = found["wrong"]
        right = wrong.translate(NARROW)
        if wrong != right:
            hint = f"write the sign in half width:  {right}"
            yield Slip(token, wrong, "markup-full-width", f"'{wrong}' begins no {_name(right)}", hint)
    for found in ALERT.finditer(content):
        mark, is_known = found["mark"], found["name"].lower() in KINDS
        right = mark.translate(NARROW)
        if is_known and mark != right:
            hint = f"write the sign in half width:  > {right}"
            yield Slip(token, mark, "markup-full-width", f"'{mark}' begins no alert", hint)
        elif is_known:
            hint = f"an alert is a quotation of its own that begins with the mark:  > {mark}"
            yield Slip(token, mark, "markup-alert", f"'{mark}' is shown as text", hint)
        elif is_quote and found.start() == 0:
            hint = f"alerts are  {GITHUB}, and the types of admonitions;  !!! has boxes of any name"
            yield Slip(token, mark, "markup-alert", f"there is no alert '{found['name']}'", hint)
    for found in TAB.finditer(content):
        line = found["line"].rstrip()
        if not HEAD.fullmatch(line):
            hint = 'a tab has its title in quotation marks:  === "标签"'
            yield Slip(token, line, "markup-tab", f"'{line[:20]}' begins no tab", hint)


def _name(mark: str) -> str:
    """Return what a mark begins."""
    return "tab" if mark.startswith("=") else "box"
