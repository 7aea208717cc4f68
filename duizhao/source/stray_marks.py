"""Marks around words and bare addresses that a text shows as they were typed, or as something else than was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markdown_it.token import Token

from duizhao.source.marks import is_latin
from duizhao.source.web_addresses import BARE, follow_links

SUSPECTS = re.compile(r"~~|==|\+\+|\^\^|://|w(?i:ww\.)|W(?i:ww\.)|\{--|\{>>")
"""What a text has if there may be something to report."""
DOUBLE = re.compile(r"(?<![~=+^])(?:~~|==|\+\+|\^\^)(?![~=+^])")
ADDRESS = re.compile(r"(?i:(?:https?|ftp)://|(?<![\w.])www\.(?=[\w-]+\.\w))[^\s，。、；：？！）]{1,30}")
SEPARATORS = ("/", "=", "&", "#", "-", "+")
HAN = re.compile(r"[㐀-鿿]{1,10}")
CRITIC = re.compile(r"\{(?:--.+?--|>>.+?<<)\}")
CRITIC_MARKS = ("++", "~~", "==")
KEYS = re.compile(r"(?i:ctrl|cmd|alt|shift|option|win|meta|fn|enter|tab|esc|del|space|f\d{1,2})(?:\+[\w-]+)*")
NO_PLACE = "　"
"""Stands for the neighbour of a text that is no text."""


class Stray(NamedTuple):
    """One place: the text to find it by, and what to say of it."""

    needle: str
    code: str
    message: str
    hint: str


def find_strays(text: str, children: Sequence[Token]) -> Iterator[Stray]:
    """Yield marks that no other mark closes, addresses that are no link, and marks of other dialects.

    Args:
        text: The source of a block.
        children: Its inline tokens.
    """
    if not SUSPECTS.search(text):
        return
    depth = 0
    for number, child in enumerate(children):
        depth = follow_links(child, depth)
        if child.type == "ins_open" and child.markup == "++" and number + 1 < len(children):
            yield from _find_keys(children[number + 1].content)
        if child.type != "text":
            continue
        yield from _find_marks(child.content, is_first=number == 0, is_last=number == len(children) - 1)
        if number > 1 and children[number - 1].info == BARE:
            yield from _find_cut(children[number - 2].content, child.content)
        if depth <= 0 and (found := ADDRESS.search(child.content)):
            hint = f"put it between angle brackets, blanks as %20:  <{found[0]}>"
            yield Stray(found[0], "markup-address", f"'{found[0]}' is shown as text, not as a link", hint)
    for before, mark in pairwise(children):
        if mark.markup in CRITIC_MARKS and mark.nesting == 1 and before.type == "text" and before.content[-1:] == "{":
            yield _criticise("{" + mark.markup)


def _find_marks(text: str, *, is_first: bool, is_last: bool) -> Iterator[Stray]:
    """Yield the first mark in a text that could open or close; `C++`, `a == b` and `x==1` are meant."""
    if found := CRITIC.search(text):
        yield _criticise(found[0])
        return
    for found in DOUBLE.finditer(text):
        before = text[found.start() - 1 : found.start()] if found.start() else "" if is_first else NO_PLACE
        after = text[found.end() : found.end() + 1] or ("" if is_last else NO_PLACE)
        is_loose = not before.strip(" \n\t") and not after.strip(" \n\t")
        if not is_loose and not is_latin(before):
            hint = f"close every {found[0]} with another, both close to the words:  {found[0]}重点{found[0]}"
            yield Stray(found[0] + after.strip(NO_PLACE), "markup-mark", f"'{found[0]}' is shown as text", hint)
            return


def _find_cut(address: str, behind: str) -> Iterator[Stray]:
    """Report an address that ends at a separator before Chinese, which may be a part of it."""
    if address.endswith(SEPARATORS) and (found := HAN.match(behind)):
        hint = f"if that is a part of it:  <{address}{found[0]}>  and if not, put a blank between them"
        yield Stray(address + behind[0], "markup-address", f"the address ends before '{found[0]}'", hint)


def _find_keys(text: str) -> Iterator[Stray]:
    """Report keys in the markup of Material for MkDocs, which is that of inserted words here."""
    if KEYS.fullmatch(text):
        keys = "+".join(f"<kbd>{key.capitalize()}</kbd>" for key in text.split("+"))
        hint = f"write keys in HTML:  {keys}"
        yield Stray(f"++{text}++", "markup-keys", f"'++{text}++' is shown as an insertion, not as keys", hint)


def _criticise(needle: str) -> Stray:
    """Report the markup of CriticMarkup."""
    hint = "write the marks without braces:  ~~删除~~  ++插入++  ==标记==  and remarks as  <!-- … -->"
    return Stray(needle, "markup-critic", f"the brace of '{needle[:20]}' is shown as text", hint)
