"""Quotation marks per edition: “ ” ‘ ’ on the mainland, 「 」 『 』 in Taiwan and Hong Kong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

HANS = "zh-Hans"
CURLY = ("“", "”", "‘", "’")
"""Outer and inner marks in Simplified text (GB/T 15834—2011, 4.8)."""
CORNER = ("「", "」", "『", "』")
"""Outer and inner marks in Traditional text (Taiwan: 重訂標點符號手冊; Hong Kong schools use the same)."""
MARKS = re.compile("[“”‘’「」『』]")
WORD = re.compile(r"[0-9A-Za-zÀ-ɏ]")
"""Characters between which ’ is an apostrophe, and after which ” and ’ can be inches and feet."""


@dataclass(frozen=True, slots=True)
class QuoteProblem:
    """A quotation mark without its partner."""

    offset: int
    """Its offset in the text."""
    mark: str
    """The mark as written."""


def convert_quotes(text: str, target: str) -> tuple[str, tuple[QuoteProblem, ...]]:
    """Convert the quotation marks of one block to those of an edition, keeping the length of the text.

    The outermost pair takes the outer marks of the edition and pairs inside it alternate, whichever of its own
    marks the source used. A pair is changed only if it has corner marks, or a Han character or Chinese punctuation is
    inside it or next to it. Apostrophes, inch and foot marks, and pairs around foreign text stay.

    Args:
        text: One block, already converted.
        target: The edition's code.

    Returns:
        The text, and the marks without a partner, which stay as they are.

    Source: GB/T 15834—2011 for the mainland, 重訂標點符號手冊 (MOE) for Taiwan.
    """
    if not MARKS.search(text):
        return text, ()
    pairs, lonely = _pair(text)
    outer_open, outer_close, inner_open, inner_close = CURLY if target == HANS else CORNER
    chars = list(text)
    for opening, closing, depth in pairs:
        if _quotes_chinese(text, opening, closing):
            chars[opening], chars[closing] = (outer_open, outer_close) if depth % 2 == 0 else (inner_open, inner_close)
    return "".join(chars), tuple(QuoteProblem(offset, text[offset]) for offset in lonely)


def _pair(text: str) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Pair opening with closing marks; return (opening, closing, depth) in closing order, and the unpaired marks."""
    partner = {"”": "“", "’": "‘", "」": "「", "』": "『"}
    pairs: list[tuple[int, int, int]] = []
    lonely: list[int] = []
    waiting: list[int] = []
    for found in MARKS.finditer(text):
        offset, mark = found.start(), found[0]
        if mark not in partner:
            waiting.append(offset)
            continue
        depth = next((level for level in range(len(waiting) - 1, -1, -1) if text[waiting[level]] == partner[mark]), -1)
        if _is_not_quotation(text, offset, closes=depth >= 0):
            continue
        if depth < 0:
            lonely.append(offset)
            continue
        lonely += waiting[depth + 1 :]
        pairs.append((waiting[depth], offset, depth))
        del waiting[depth:]
    # Everything still open at the end of the block has no partner, except an English ‘90s.
    lonely += [offset for offset in waiting if not (text[offset] == "‘" and text[offset + 1 : offset + 2].isdigit())]
    return _without_lonely_levels(text, pairs, lonely), sorted(lonely)


def _without_lonely_levels(
    text: str, pairs: list[tuple[int, int, int]], lonely: list[int]
) -> list[tuple[int, int, int]]:
    """Count the depth of each pair by the pairs around it, ignoring unpaired marks."""
    if not lonely and not re.search("‘[0-9]", text):
        return pairs
    return [
        (opening, closing, sum(other < opening and closing < end for other, end, _ in pairs))
        for opening, closing, _ in pairs
    ]


def _is_not_quotation(text: str, offset: int, *, closes: bool) -> bool:
    """Return whether a closing mark is an apostrophe (don’t, the cities’ own) or an inch or foot mark (5’ 11”)."""
    mark = text[offset]
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if mark not in "’”" or not WORD.match(before or " "):
        return False
    if mark == "’" and WORD.match(after or " "):
        return True
    return not closes and (mark == "’" or before.isdigit())


def _quotes_chinese(text: str, opening: int, closing: int) -> bool:
    if text[opening] in CORNER:
        return True
    around = text[opening - 1 : opening] + text[closing + 1 : closing + 2]
    han = _han()
    return bool(han.search(text, opening, closing) or han.search(around))


@cache
def _han() -> re.Pattern[str]:
    """Return the pattern of characters that make a neighbouring quotation mark a Chinese one.

    Compiled on first use, since ranges of thousands of characters take milliseconds.
    """
    return re.compile("[⺀-⿕々〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff，。、；：？！（）《》〈〉【】…—　]")
