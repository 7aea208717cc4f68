"""The text of a block of Markdown without its markup, for repairs that look at neighbouring characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from duizhao.importing.tracked_text import Edit

OPAQUE = "\ue000"
"""What stands for something that reads like a foreign word: code, a formula, an address."""
VALUE = "\ue001"
"""What stands for something that reads like Chinese: a reference to a figure, a word with its other reading."""
STAND_INS = {"opaque": OPAQUE, "value": VALUE}
HAN = f"㐀-䶿一-鿿豈-龎〇々\U00020000-\U000323af{VALUE}"
"""Han characters, for a character class."""
HAN_RUN = re.compile(f"[{HAN}]+")
WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
CODE_LINES = re.compile(r"(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+\Z")
"""A block that is code because it is indented."""
CODE_START = re.compile(r"[ ]{0,3}(?:```|~~~|<(?:script|style|pre|textarea|svg|math)\b)", re.IGNORECASE)
LINE_HEAD = re.compile(
    r"""(?x)
    (?P<opaque>
        [ \t>|:+=_*-]{3,}+$ | [ \t>]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t][^\n]* | [ \t]*(?::::|-*8<)[^\n]*
        | [ ]{0,3}\[[^\]^\n][^\]\n]{0,200}\]:[ \t]+[<\w./#][^\n]*
        | (?=[^\n]{1,200}[ ]?\\?\[(?:[JMDCGNRSPZ]|[A-Z]{1,2}/OL)\\?\])[^\n]*
    )
    | (?P<drop>
        (?:\[\^[^\]\n]{1,80}\]|\*\[[^\]\n]{1,80}\]):[ \t]*
        | [ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|\#{1,6}|[:~])[ \t]+)?(?:\[[ xX]\][ \t]+)?
    )""",
    re.MULTILINE | re.ASCII,
)
"""What the beginning of a line means; the last kind of opaque lines are entries of a bibliography (GB/T 7714)."""
SIGN = re.compile(r"[\\`<\[\]{!:$&*_~=^+(\n-]")
MARKUP = re.compile(
    r"""(?x)
    (?P<opaque>
        (?<!`)(?P<ticks>`+)(?!`)[^\0]{1,4000}?(?<!`)(?P=ticks)(?!`)
        | \\\([^\n\\]{0,200}+(?:\\[^)\n][^\n\\]{0,200}+){0,20}+\\\) | \\\[[^\n]{1,500}?\\\]
        | \$\$[^$]{1,500}\$\$ | \$(?=[^\s$])[^$\n㐀-鿿，。]{1,200}(?<=\S)\$(?![\d$])
        | <(?:https?:|mailto:)[^<>\s]{1,500}> | <[\w.+-]{1,64}@[\w.-]{1,200}>
        | ://[!-~]*[\w/=&\#%+~-] | (?<!\w):[a-z\d_+-]{2,40}:(?!\d) | &\#?\w{1,32};
        | \{["'][^{}\n]{0,2000}\} | \[["'][^\[\]\n]{0,2000}["'\d]\](?!\()
        | (?:(?<=[\w\]])|(?<=\w[ ]))=[ ]?(?P<mark>["'])[^"'\n]{0,300}(?P=mark)
        | (?<=[A-Za-z_])\((?P<other>["'])[^"'\n]{0,300}(?P=other)[^()\n]{0,100}\)
        | \[(?:\.{3}|…)\]
    )
    | (?P<value>\{\{[^{}\n]{1,200}\}\} | \{[^{}|\n]{1,40}\|[^{}\n]{1,80}\} | -\{[^{}\n]{1,300}\}-)
    | (?P<drop>
        <!--(?:[^-]{0,400}+-){1,20}?-> | </?[A-Za-z][^<>\n]{0,1000}>
        | \[\^[^\]\n]{1,80}\] | \[-?@[^\]\n]{1,300}\]
        | \](?:\([^()\s]{0,500}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?(?:[ \t]+"[^"\n]{0,300}")?\)|\[[^\]\n]{0,200}\])?
        | !?\[!? | \{(?:[:\#.]|[\w-]{1,40}=)[^{}\n]{0,300}\} | \{%[^\n]{0,300}?%\}
        | \*+ | (?<![A-Za-z\d])_{1,3} | _{1,3}(?![A-Za-z\d]) | ~~ | == | \+\+(?!\s|$) | \^\^
    )
    | (?P<escape>\\(?:[!-/:-@\[-`{-~]|(?=\n)))""",
    re.ASCII,
)
"""Markup within a line."""


class BareText:
    """The text of a block of Markdown without its markup.

    Args:
        block: Lines without an empty one between them.
    """

    def __init__(self, block: str) -> None:
        self.block = block
        """The block."""
        self._starts: list[int] = []
        self._places: list[int] = []
        pieces: list[str] = []
        size = 0
        for place, piece in _cut(block):
            self._starts.append(size)
            self._places.append(place)
            pieces.append(piece)
            size += len(piece)
        self.text = "".join(pieces)
        """What the block says, with one sign for each thing that is no text."""

    def find_place(self, at: int) -> int:
        """Return the offset in the block of an offset in the text that is not its end."""
        index = bisect_right(self._starts, at) - 1
        return self._places[index] + at - self._starts[index]

    def make_edit(self, start: int, end: int, new: str, kind: str) -> Edit | None:
        """Make an edit of the block from one of the text.

        Args:
            start: The offset of the first character in the text.
            end: The offset after the last one, more than `start`.
            new: The new characters.
            kind: The kind of repair.

        Returns:
            The edit, which includes the backslashes before the characters; None if there is markup between them.
        """
        first, last = self.find_place(start), self.find_place(end - 1) + 1
        if last - first != end - start and self.block[first:last].replace("\\", "") != self.text[start:end]:
            return None
        if new and self._is_escaped(first):
            first -= 1
        return Edit(first, last, new, kind)

    def touches(self, start: int, end: int) -> bool:
        """Return whether a part of the text is a part of the block, without markup in it."""
        return self.find_place(end - 1) - self.find_place(start) == end - 1 - start

    def _is_escaped(self, place: int) -> bool:
        """Return whether there is a backslash before a character that is for it."""
        if not place or self.block[place - 1] != "\\":
            return False
        # A backslash that is text itself has been kept; one that is markup ends a part of the text.
        index = bisect_right(self._places, place) - 1
        return self._places[index] == place


def is_prose(block: str) -> bool:
    """Return whether a block is no code."""
    return not CODE_START.match(block) and not CODE_LINES.match(block)


def is_chinese(text: str) -> bool:
    """Return whether a text has more Han characters than foreign words."""
    han = sum(found.end() - found.start() for found in HAN_RUN.finditer(text))
    return han > sum(1 for _ in WORD.finditer(text))


def _cut(block: str) -> Iterator[tuple[int, str]]:
    """Cut the markup out of a block: yield the offset and the text of each piece that is shown."""
    kept = 0
    for found in _find_markup(block):
        start, end = found.span()
        if kept < start:
            yield kept, block[kept:start]
        kept = end
        if found.lastgroup == "escape":
            kept = start + 1
        elif found.lastgroup in STAND_INS:
            yield start, STAND_INS[found.lastgroup]
    if kept < len(block):
        yield kept, block[kept:]


def _find_markup(block: str) -> Iterator[re.Match[str]]:
    """Yield the markup of a block, in order; that of a backslash includes the character that it is for."""
    at = 0
    at_line = True
    while at < len(block):
        if at_line:
            found = LINE_HEAD.match(block, at)
            at_line = False
        else:
            sign = SIGN.search(block, at)
            if not sign:
                return
            at = sign.start()
            found = MARKUP.match(block, at)
            if not found:
                at_line = sign[0] == "\n"
                at += 1
        if found and found.end() > at:
            yield found
            at = found.end()
