"""Quotation marks that are straight, turned the wrong way, or alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from duizhao.importing.marks.bare_text import HAN, BareText, is_chinese, is_prose
from duizhao.importing.tracked_text import Edit, Findings, Question

KIND = "quotation-mark"
SUSPECT = re.compile(r"[\"'＂＇“”‘’「」『』〝〞〟]")
MARK = re.compile(r"``|''|[\"'＂＇“”‘’「」『』〝〞〟]")
STRAIGHT = {'"': 2, "＂": 2, "'": 1, "＇": 1}
"""Straight marks, with the number of their strokes."""
CURLY = {"“": (2, True), "”": (2, False), "‘": (1, True), "’": (1, False)}
"""Curly marks, with the number of their strokes and whether they open."""
SURE = {
    "「": (3, True),
    "」": (3, False),
    "『": (4, True),
    "』": (4, False),
    "〝": (2, True),
    "〞": (2, False),
    "〟": (2, False),
    "``": (2, True),
    "''": (2, False),
}
"""Marks that nobody turns the wrong way, with a number for what may close what, and whether they open."""
NEW = {2: "“”", 1: "‘’"}
CORNERS = {2: "「」", 1: "『』"}
OTHER = {1: 2, 2: 1}
BEFORE_OPENING = re.compile(r"[\s(（\[【〔《〈:：=]")
"""What stands before a mark that opens, if it does not stand at the beginning."""
AFTER_CLOSING = re.compile(r"[\s)）\]】〕》〉，。；：！？、,;:!?.|]")
"""What stands after a mark that closes, if it does not stand at the end."""
HAN_SIGN = re.compile(f"[{HAN}]")
CHINESE_SIGN = re.compile(f"[{HAN}，。；：！？、（）《》〈〉【】—…]")
LETTER = re.compile(r"[A-Za-zÀ-ɏ\d]")
PRIME = re.compile(r"(?:°\d+|\d)['’]\d+(?:\.\d+)?[\"”]?|°\d+['’]")
"""Feet and inches, minutes and seconds."""
INCHES = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d)?\Z")
SENTENCE_MARK = re.compile(r"[。！？；，,;!?\n]")
SHORT = 16
"""The longest text that two marks turned the same way may enclose."""


@dataclass(slots=True)
class Mark:
    """A mark that may be a quotation mark."""

    start: int
    """Its offset."""
    sign: str
    """The sign."""
    size: int
    """The number of strokes, or what stands for it: only marks of one size close each other."""
    opens: bool | None
    """Whether it opens; None if it may do either."""
    told: bool | None
    """What its place alone tells of that."""

    is_unit: bool
    """Whether it may stand for inches."""

    @property
    def sure(self) -> bool:
        """Whether its place tells the same."""
        return self.told is not None and self.told == self.opens


class Pair(NamedTuple):
    """Two marks and what they are to be."""

    opening: Mark
    closing: Mark
    size: int
    """The size that it shall have; it differs from that of the marks if these stand within marks of the same size."""


def find_quotes(block: str, corners: bool = False) -> Findings:  # noqa: FBT001, FBT002
    """Find the straight quotation marks of Chinese text, and those that are turned the wrong way or alone.

    Args:
        block: A block of Markdown, without an empty line in it; its other punctuation is full-width already.
        corners: Whether the text has corner brackets (「」) for quotation marks. A block that has them, and no curly
            ones, is sure to.

    Returns:
        The marks as pairs, inner ones in the other form; apostrophes, feet and inches, code, Markdown and foreign
        phrases within foreign text stay. A question for each mark without a partner, but for one that begins the
        block: a quotation that runs over several paragraphs begins each of them anew.
    """
    found = _find(block, corners=corners)
    if not found.edits or not _find(_apply(block, found.edits), corners=corners).edits:
        return found
    # Marks that would be read otherwise once they are written are not certain.
    first = found.edits[0]
    return Findings((), found.questions or [_word(first.start, block[first.start : first.end].lstrip("\\"))])


def _find(block: str, *, corners: bool) -> Findings:
    """Find the marks of a block, whether or not their repair would hold."""
    if not SUSPECT.search(block) or not is_prose(block):
        return Findings()
    bare = BareText(block)
    text = bare.text
    if not is_chinese(text):
        return Findings()
    corners = corners or ("「" in text and "“" not in text)
    marks = _list_marks(text)
    pairs, alone = _pair(marks)
    if not _is_whole(alone):
        for mark in marks:
            mark.opens = mark.told if mark.told is not None and mark.sign in CURLY else mark.opens
        pairs, alone = _pair(marks)
    turned, left = _turn(text, marks, alone)
    sure = _is_whole(left)
    if sure:
        pairs, alone = pairs + turned, left
    edits: list[Edit] = []
    questions = [_ask(bare, one) for one in alone if _is_odd(text, one)]
    for pair in pairs:
        if not _is_chinese_pair(text, pair):
            continue
        needed = _write(bare, pair, corners=corners)
        if needed and not (sure or (pair.opening.sure and pair.closing.sure and pair.size == pair.opening.size)):
            questions.append(_ask(bare, pair.opening))
        else:
            edits += needed
    if sure and alone and alone[0].sign in STRAIGHT:
        edit = _write_one(bare, alone[0], (CORNERS if corners else NEW)[alone[0].size][0])
        edits += [edit] if edit else []
    return Findings(sorted(edits), sorted(questions))


def _apply(block: str, edits: Sequence[Edit]) -> str:
    """Return a block with edits applied."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (block[at : edit.start], edit.text)
        at = edit.end
    return "".join((*pieces, block[at:]))


def _list_marks(text: str) -> list[Mark]:
    """List the marks of a text that are neither apostrophes nor units."""
    primes = {at for found in PRIME.finditer(text) for at in range(*found.span())}
    marks = []
    single = 0
    for found in MARK.finditer(text):
        start, end = found.span()
        sign = found[0]
        if start in primes:
            continue
        left, right = text[start - 1 : start] if start else "", text[end : end + 1]
        if sign in "'’＇" and LETTER.match(left) and (LETTER.match(right) or not single % 2):
            continue
        may_open = not left or bool(BEFORE_OPENING.match(left))
        may_close = not right or bool(AFTER_CLOSING.match(right))
        told = may_open if may_open != may_close else None
        size, opens = SURE.get(sign) or CURLY.get(sign) or (STRAIGHT[sign], told)
        single += size == 1
        is_unit = sign == '"' and bool(INCHES.search(text[max(0, start - 5) : start]))
        marks.append(Mark(start, sign, size, opens, told, is_unit))
    return marks


def _pair(marks: Sequence[Mark]) -> tuple[list[Pair], list[Mark]]:
    """Pair marks, those within others first; return the pairs and the marks that are alone, in order."""
    pairs: list[Pair] = []
    alone: list[Mark] = []
    opened: list[Mark] = []
    pending = {1: 0, 2: 0, 3: 0, 4: 0}
    levels: list[int] = []
    for found in marks:
        size = found.size
        if found.is_unit and not pending[size]:
            continue
        mark = replace(found, opens=found.opens or (found.opens is None and not pending[size]))
        if mark.opens:
            # Marks of one size within each other alternate.
            outer = levels[-1] if levels else 0
            levels.append(OTHER[size] if outer == size and size in OTHER else size)
            opened.append(mark)
            pending[size] += 1
        elif not pending[size]:
            alone.append(mark)
        else:
            while opened[-1].size != size:
                lost = opened.pop()
                levels.pop()
                pending[lost.size] -= 1
                alone.append(lost)
            first = opened.pop()
            pending[size] -= 1
            level = levels.pop()
            if mark.start > first.start + len(first.sign):
                pairs.append(Pair(first, mark, level))
    alone += opened
    return pairs, sorted(alone, key=lambda mark: mark.start)


def _turn(text: str, marks: Sequence[Mark], alone: Sequence[Mark]) -> tuple[list[Pair], list[Mark]]:
    """Pair curly marks that are alone since one or both are turned the wrong way; return the pairs and the others."""
    follows = {first.start: second.start for first, second in pairwise(marks)}
    pairs: list[Pair] = []
    kept: list[Mark] = []
    for mark in alone:
        first = kept[-1] if kept else None
        if first and follows.get(first.start) == mark.start and _encloses(text, first, mark):
            kept.pop()
            pairs.append(Pair(replace(first, opens=True), replace(mark, opens=False), first.size))
        else:
            kept.append(mark)
    return pairs, kept


def _is_whole(alone: Sequence[Mark]) -> bool:
    """Return whether no mark is alone, but for one that begins the block."""
    return not alone or (len(alone) == 1 and _begins(alone[0]))


def _begins(mark: Mark) -> bool:
    """Return whether a mark opens at the beginning of its block."""
    return bool(mark.opens) and not mark.start


def _encloses(text: str, first: Mark, second: Mark) -> bool:
    """Return whether two curly marks enclose a short phrase, though they are turned otherwise."""
    inner = text[first.start + 1 : second.start]
    return (
        first.sign in CURLY
        and second.sign in CURLY
        and first.size == second.size
        and 0 < len(inner) <= SHORT
        and first.start > 0
        and not SENTENCE_MARK.search(inner)
        and not inner.isspace()
    )


def _is_odd(text: str, mark: Mark) -> bool:
    """Return whether a mark without a partner is worth a question."""
    if _begins(mark) or len(mark.sign) > 1:
        return False
    around = text[max(0, mark.start - 1) : mark.start] + text[mark.start + 1 : mark.start + 2]
    return mark.sign not in STRAIGHT or bool(CHINESE_SIGN.search(around))


def _is_straight(pair: Pair) -> bool:
    """Return whether one of the marks of a pair is straight."""
    return pair.opening.sign in STRAIGHT or pair.closing.sign in STRAIGHT


def _is_chinese_pair(text: str, pair: Pair) -> bool:
    """Return whether a pair of marks belongs to Chinese text: it encloses some, or is enclosed by some."""
    start, end = pair.opening.start, pair.closing.start
    if not _is_straight(pair) or "＂" in (pair.opening.sign, pair.closing.sign):
        return True
    if HAN_SIGN.search(text, start, end):
        return True
    around = text[max(0, start - 1) : start] + text[end + 1 : end + 2]
    return bool(CHINESE_SIGN.search(around))


def _write(bare: BareText, pair: Pair, *, corners: bool) -> list[Edit]:
    """Return the edits that a pair needs: curly marks stay curly, also in a text with corners."""
    if pair.size not in NEW:
        return []
    curly = [mark.size for mark in (pair.opening, pair.closing) if mark.sign in CURLY]
    new = NEW[curly[0]] if curly else (CORNERS if corners else NEW)[pair.size]
    edits = [_write_one(bare, mark, sign) for mark, sign in ((pair.opening, new[0]), (pair.closing, new[1]))]
    needed = [edit for edit in edits if edit]
    return needed if all(edit or mark.sign in new for edit, mark in zip(edits, pair[:2], strict=True)) else []


def _write_one(bare: BareText, mark: Mark, new: str) -> Edit | None:
    """Return the edit that makes a mark another one; None if it is that, or has markup in it."""
    return bare.make_edit(mark.start, mark.start + len(mark.sign), new, KIND) if mark.sign != new else None


def _ask(bare: BareText, mark: Mark) -> Question:
    """Return the question about a mark."""
    return _word(bare.find_place(mark.start), mark.sign)


def _word(offset: int, sign: str) -> Question:
    """Return the question about a sign at an offset of the block."""
    return Question(
        offset, KIND, f"the quotation mark {sign} has no partner for certain", "add the other one, or delete it"
    )
