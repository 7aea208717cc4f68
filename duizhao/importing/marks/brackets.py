"""Half-width brackets that belong to Chinese text."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from duizhao.importing.marks.bare_text import HAN, HAN_RUN, OPAQUE
from duizhao.importing.tracked_text import Question

BRACKET = re.compile(r"[()（）]")
FULL_WIDTH = {"(": "（", ")": "）"}
MARKS_AND_BLANK = ",:;?!.，：；？！。、…·・⋯ "
"""Marks that a bracket may stand next to without being told anything by them."""
CHINESE_SIGN = re.compile(f"[{HAN}“”‘’「」『』《》〈〉【】〔〕％‰℃—～\"'＂＇〝〞〟]")
DASHES = ("--", "――", "──", "－－")
FAR = 30
"""How far a bracket looks for its neighbours."""
PINYIN = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
ENUMERATOR = re.compile(r"\d{1,3}|[A-Za-z]|[ivx]{1,4}")
CALLED = re.compile(r"(?:\b[A-Za-z]|[a-z_\d])\Z")
ARGUMENTS = re.compile(r"[\w.+*/-]*(?:, ?[\w.+*/-]+)*")
"""What stands between the brackets of a function, the name of which ends in a small letter or is one letter."""
TUPLE = re.compile(r"-?\d+(?:\.\d+)?(?:, ?-?\d+(?:\.\d+)?)+")
"""A point or an interval."""
WORD = re.compile(f"[A-Za-zÀ-ɏ\\d{OPAQUE}]")
"""What there is in brackets that are no face."""
UNPAIRED = re.compile(
    r"(?:[\s，,；;：:。.、（(]|\A|[㐀-鿿])(?:\d{1,3}|[A-Za-z]|[一二三四五六七八九十甲乙丙丁]{1,2})\Z|[:;]-?\Z"
)
"""What stands before a closing bracket that needs no partner: the number of an entry, the eyes of a smiley."""


class Brackets(NamedTuple):
    """What was found of the brackets of a text."""

    full: list[int]
    """The offsets of half-width brackets that are to be full-width, in ascending order."""
    alone: list[int]
    """The offsets of brackets without a partner that a person should look at, in ascending order."""


def pair_brackets(text: str, *, folded: bool) -> Brackets:
    """Pair the brackets of a text, and decide which are Chinese: both of a pair or neither.

    Args:
        text: A text without markup, in which there is Chinese.
        folded: Whether the other marks of the text are half-width, too.

    Returns:
        The brackets that are Chinese but half-width, and those without a partner.
    """
    full: list[int] = []
    alone: list[int] = []
    opened: list[int] = []
    starts = [found.start() for found in HAN_RUN.finditer(text)]
    for found in BRACKET.finditer(text):
        at = found.start()
        if text[at] in "(（":
            opened.append(at)
        elif not opened:
            alone.append(at)
        else:
            first = opened.pop()
            half = [one for one in (first, at) if text[one] in FULL_WIDTH]
            if len(half) == 1 or (half and _is_chinese(text, first, at, starts, folded=folded)):
                full += half
    alone = [at for at in (*alone, *opened) if _is_odd(text, at)]
    return Brackets(sorted(full), sorted(alone))


def ask(at: int, mark: str) -> Question:
    """Return the question about a bracket without a partner."""
    return Question(at, "bracket", f"the bracket {mark} has no partner", "add the other one, or delete it")


def _is_chinese(text: str, start: int, end: int, starts: list[int], *, folded: bool) -> bool:
    """Return whether a pair of half-width brackets belongs to Chinese text."""
    if end == start + 1:
        return False
    left, right = _look_left(text, start), _look_right(text, end + 1)
    index = bisect_left(starts, start)
    if index < len(starts) and starts[index] < end:
        return left != "blank" or right == "chinese" or folded
    inner = text[start + 1 : min(end, start + 40)]
    if not WORD.search(inner):
        return False
    honest = PINYIN.search(inner) or TUPLE.fullmatch(inner) or (left == "edge" and ENUMERATOR.fullmatch(inner))
    if honest and not folded:
        return False
    fits = ("chinese", "edge")
    if folded and left == "foreign" and right in fits:
        return not CALLED.search(text[max(0, start - FAR) : start]) or not ARGUMENTS.fullmatch(inner)
    return left in fits and right in fits and "chinese" in (left, right)


def _look_left(text: str, at: int) -> str:
    """Return what stands before a bracket: `chinese`, `edge` or `foreign`; with blanks between, `spaced` or `blank`."""
    seen = at - 1
    least = max(-1, at - FAR)
    while seen > least and text[seen] in MARKS_AND_BLANK:
        seen -= 1
    found = _tell(text, seen)
    if not text[seen + 1 : at].isspace() or found == "edge":
        return found
    return "spaced" if found == "chinese" else "blank"


def _look_right(text: str, at: int) -> str:
    """Return what stands after a bracket, in the same words."""
    seen = at
    most = min(len(text), at + FAR)
    while seen < most and text[seen] in MARKS_AND_BLANK:
        seen += 1
    found = _tell(text, seen)
    if not text[at:seen].isspace() or found == "edge":
        return found
    return "spaced" if found == "chinese" else "blank"


def _tell(text: str, at: int) -> str:
    """Return what stands at an offset: `chinese`, `edge` or `foreign`."""
    if not 0 <= at < len(text) or text[at] in "\n|()（）":
        return "edge"
    dashed = text[at : at + 2] in DASHES or text[max(0, at - 1) : at + 1] in DASHES
    return "chinese" if dashed or CHINESE_SIGN.match(text, at) else "foreign"


def _is_odd(text: str, at: int) -> bool:
    """Return whether a bracket without a partner is worth a question."""
    if text[at] in ")）" and UNPAIRED.search(text[max(0, at - 4) : at]):
        return False
    around = text[max(0, at - 1)] + text[at + 1 : at + 2]
    return text[at] in "（）" or bool(CHINESE_SIGN.search(around))
