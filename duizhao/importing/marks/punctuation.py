"""Half-width punctuation in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.importing.marks.bare_text import HAN, BareText, is_chinese, is_prose
from duizhao.importing.marks.brackets import FULL_WIDTH as FULL_BRACKETS
from duizhao.importing.marks.brackets import ask, pair_brackets
from duizhao.importing.marks.strokes import Stroke, find_dashes, find_ellipses
from duizhao.importing.tracked_text import Edit, Findings

SUSPECT = re.compile(r"[,:;?!().（）―─…·・⋯]|--|－－|—{3}|。{3}")
"""What a block has if there may be something to repair."""
FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
MARKS = re.compile(r"[,:;?!]+")
KIND = "full-width-mark"
CLOSING = "”’」』》〉）】〕〗％‰℃°…—·～"
OPENING = "“‘「『《〈（【〔〖"
CHINESE = re.compile(f"[{HAN}{CLOSING}{OPENING}，。、；：？！]")
HAN_SIGN = re.compile(f"[{HAN}]")
ENDS = re.compile(f"[{HAN}”’」』》〉）】〕〗％‰℃]")
"""What Chinese text ends with before a mark, if there may be a blank between."""
CHINESE_QUOTED = re.compile(f"[{HAN}，。！？；：…,!?;:.%％\\d]")
"""What stands before a straight quotation mark that closes Chinese text."""
BEGINS = re.compile(f"[{HAN}{OPENING}]|[\"'＂＇](?=[{HAN}{OPENING}])")
"""How Chinese text goes on after a mark."""
FOREIGN = re.compile(r"[\w%)\]\"'+#.°>\ue000]")
"""What foreign text or a number ends with before a mark of the Chinese sentence around it."""
LABEL = re.compile(r"(?:\A|\n)[ \t]*[A-Za-z][\w .-]*\Z", re.ASCII)
"""What a line begins with before the colon of a label."""
LONGEST_LABEL = 30
MOUTH = re.compile(r"-?(?:\)|\((?:\s|\Z))")
"""What makes a face of a colon."""
FOLDED = re.compile(f"[{HAN}\\w)%][,:;?!][{HAN}]")
UNFOLDED = re.compile(r"[，：；？！（）]")
STOP = re.compile(f"(?<=[{HAN}%％”’」』》〉）】〕\"'＂＇])\\.(?=$|[ \n{HAN}”’」』》）】〕\"'＂＇|])")
LAST_STOP = re.compile(f"[{HAN}%％][.?!][\"'”’」』）]?[ ]*(?:\n|\\Z)")
NUMBERED = re.compile(
    r"(?:^|[\n|])[ \t]*[（(]?"
    r"(?:第?[〇零一二三四五六七八九十百]{1,4}[章节節条條]?|[甲乙丙丁戊己庚辛壬癸]|[图圖表附])[)）]?\Z"
)
"""The number of an entry before a stop."""
GOES_ON = re.compile(f"[{HAN}{OPENING}\\w(%]|[\"'＂＇](?=[{HAN}{OPENING}\\w])")
"""What a sentence goes on with after a mark and a blank."""
MOST_BLANKS = 2
"""More blanks than this after a mark are a gap that means something."""


def find_punctuation(block: str) -> Findings:
    """Find the half-width marks of Chinese sentences, other signs for dashes and ellipses, and brackets left alone.

    Args:
        block: A block of Markdown, without an empty line in it.

    Returns:
        The marks that stand next to Chinese text, full-width; marks of numbers, times, addresses, foreign phrases,
        code and Markdown stay. A question for each bracket without a partner.
    """
    if not SUSPECT.search(block) or not is_prose(block):
        return Findings()
    bare = BareText(block)
    text = bare.text
    if not is_chinese(text):
        return Findings()
    folded = bool(FOLDED.search(text)) and not UNFOLDED.search(text)
    brackets = pair_brackets(text, folded=folded)
    questions = [ask(bare.find_place(at), text[at]) for at in brackets.alone]
    strokes = [Stroke(at, at + 1, FULL_BRACKETS[text[at]], KIND) for at in brackets.full]
    text = _fill(text, strokes)
    strokes += _find_blanks_at_brackets(text, brackets.full)
    for find in (find_ellipses, find_dashes):
        found = [*find(text)]
        text = _fill(text, found)
        strokes += found
    strokes += (*_find_marks(text, folded=folded), *_find_stops(text))
    return Findings(_make_edits(bare, strokes), questions)


def _fill(text: str, strokes: Sequence[Stroke]) -> str:
    """Return a text of the same length in which the signs of strokes are already those that they become."""
    if not strokes:
        return text
    changed = list(text)
    for start, end, new, _ in strokes:
        if new:
            changed[start:end] = new[0] * (end - start)
    return "".join(changed)


def _make_edits(bare: BareText, strokes: Sequence[Stroke]) -> list[Edit]:
    """Return the edits of the block, in order; blanks that two marks would remove are removed once."""
    edits: list[Edit] = []
    for start, end, new, kind in sorted(set(strokes)):
        edit = bare.make_edit(start, end, new, kind)
        if edit and (not edits or edits[-1].end <= edit.start):
            edits.append(edit)
    return edits


def _find_blanks_at_brackets(text: str, brackets: Sequence[int]) -> Iterator[Stroke]:
    """Yield the blanks between Chinese characters and the outside of brackets that become full-width."""
    for at in brackets:
        start, end = (_skip_back(text, at), at) if text[at] == "（" else (at + 1, _skip(text, at + 1))
        near = ENDS.match(text, start - 1) if text[at] == "（" and start else BEGINS.match(text, end)
        if start < end and near:
            yield Stroke(start, end, "", "blank")


def _find_marks(text: str, *, folded: bool) -> Iterator[Stroke]:
    """Yield the marks that belong to Chinese sentences, and the blanks after them."""
    for found in MARKS.finditer(text):
        start, end = found.span()
        run = found[0]
        after = _skip(text, end)
        before = start
        if start > 1 and text[start - 1] == " " and ":" not in run and ENDS.match(text, start - 2):
            before = start - 1
        if "::" in run or not _is_chinese_mark(text, before, run, end, after, folded=folded):
            continue
        if before < start:
            yield Stroke(before, start, "", "blank")
        for at in range(start, end):
            yield Stroke(at, at + 1, FULL[text[at]], KIND)
        if end < after <= end + MOST_BLANKS and GOES_ON.match(text, after):
            yield Stroke(end, after, "", "blank")


def _is_chinese_mark(text: str, start: int, run: str, end: int, after: int, *, folded: bool) -> bool:
    """Return whether marks belong to a Chinese sentence.

    Args:
        text: The text.
        start: Where they begin, or the blank before them.
        run: The marks.
        end: Where they end.
        after: Where the text goes on after blanks.
        folded: Whether other marks of the text are half-width that were full-width for certain.
    """
    left = text[start - 1 : start] if start else ""
    path = text[end : end + 1] in ("/", "\\") and run[-1] == ":"
    # Where other marks are full-width, a question mark within a line may be a character that was lost.
    lost = not run.strip("?") and HAN_SIGN.match(text, end) and (len(run) > 1 or not folded)
    if path or lost:
        return False
    if CHINESE.match(left) or (left and left in "\"'＂＇" and start > 1 and CHINESE_QUOTED.match(text, start - 2)):
        return not (run in (":", ";") and MOUTH.match(text, end))
    goes_on = bool(BEGINS.match(text, after))
    if left in ("", "\n"):
        return bool(left and run in ",;" and goes_on and after == end and start > 1 and ENDS.match(text, start - 2))
    if not FOREIGN.match(left):
        return False
    if goes_on:
        return run != ":" or after == end or not LABEL.search(text[max(0, start - LONGEST_LABEL) : start])
    ends = after == len(text) or text[after] in "\n|"
    return folded and (ends or (left in "%)" and run in ",;" and after == end))


def _find_stops(text: str) -> Iterator[Stroke]:
    """Yield the dots that end Chinese sentences, and the blanks after them."""
    # Within a line a dot may also part the names of a foreigner: it ends a sentence if others of the text do so.
    within = "。" not in text and bool(LAST_STOP.search(text))
    for found in STOP.finditer(text):
        at, end = found.start(), found.end()
        if text[at - 1] in "\"'＂＇" and not (at > 1 and ENDS.match(text, at - 2)):
            continue
        goes_on = bool(CHINESE.match(text, end)) and text[end] not in CLOSING
        if (goes_on and not within) or NUMBERED.search(text, max(0, at - 8), at):
            continue
        after = _skip(text, end)
        yield Stroke(at, end, "。", KIND)
        if end < after <= end + MOST_BLANKS and GOES_ON.match(text, after):
            yield Stroke(end, after, "", "blank")


def _skip(text: str, at: int) -> int:
    """Return the offset after the blanks that begin at an offset."""
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _skip_back(text: str, at: int) -> int:
    """Return the offset before the blanks that end at an offset."""
    while at and text[at - 1] == " ":
        at -= 1
    return at
