"""Notes of newspapers that lead from one page to another in the middle of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from duizhao.importing.blocks.kept_lines import is_marked_up
from duizhao.importing.blocks.line_kinds import ends_sentence
from duizhao.importing.blocks.page_breaks import LONGEST_OVERLAP, find_overlap
from duizhao.importing.tracked_text import Edit, Findings, Question

NUMBER = "(?:[A-Da-d]?[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
PAGE = rf"第?[^\S\n]?{NUMBER}[^\S\n]?[版页頁面](?:[^\S\n]?[·：:][^\S\n]?[\u4e00-\u9fff]{{2,6}})?"
TO = rf"下?[转轉接][^\S\n]?(?:至|入|到)?[^\S\n]?(?:{PAGE}|[下后後]一?[版页頁])"
BY = rf"[上紧緊]?[接承]自?[^\S\n]?(?:{PAGE}|[上前]一?[版页頁])"
NOTE = re.compile(
    rf"[（(【\[〔][^\S\n]?(?:(?P<to>{TO})|{BY})[^\S\n]?[）)】\]〕]"
    rf"|^[^\S\n]?[▶►→☞◀◄←☜]?[^\S\n]?(?:(?P<line>下[转轉接]{PAGE})|上[接承]{PAGE})[^\S\n]?$",
    re.MULTILINE,
)
"""A note that says where a text goes on, or where it comes from: in brackets, or in a line of its own."""
LEADS_ON = re.compile("下|[转轉]|[后後]一?[版页頁]")
CONTEXT = 12
ASK_TO = "“{}”: what stood on another page does not follow here"
ASK_BY = "“{}”: what stood on another page does not stand before this"


class _Note(NamedTuple):
    """A note."""

    start: int
    """Where it begins."""
    end: int
    """Where it ends."""
    leads_on: bool
    """Whether it says where the text goes on."""


def find_page_jumps(text: str) -> Findings:
    """Find notes that lead from page to page.

    Args:
        text: A plain text whose blocks are parted by one empty line.

    Returns:
        Edits that drop a note at the end of a page and the one at the beginning of the next, and join the paragraph
        that stood on both; questions about notes whose other page stands elsewhere, or is missing.
    """
    if is_marked_up(text):
        return Findings()
    notes = [_Note(*found.span(), LEADS_ON.search(found[0]) is not None) for found in NOTE.finditer(text)]
    edits: list[Edit] = []
    questions: list[Question] = []
    at = 0
    while at < len(notes):
        note = notes[at]
        if _is_pair(text, notes, at):
            edits += _join(text, note, notes[at + 1], edits[-1].end if edits else 0)
            at += 2
            continue
        message = (ASK_TO if note.leads_on else ASK_BY).format(text[note.start : note.end].strip())
        questions.append(Question(note.start, "furniture", message))
        at += 1
    return Findings(edits, questions)


def _is_pair(text: str, notes: Sequence[_Note], at: int) -> bool:
    """Return whether a note and the next one are at the end of a page and at the beginning of the page after it."""
    around = notes[max(0, at - 1) : at + 3]
    place = min(at, 1)
    touching = [not text[one.end : other.start].strip() for one, other in pairwise(around)]
    leading = [one.leads_on for one in around]
    is_pair = leading[place : place + 2] == [True, False] and touching[place]
    # Pairs within one another tell nothing.
    return is_pair and not (leading == [True, True, False, False] and all(touching))


def _join(text: str, note: _Note, after: _Note, floor: int) -> Iterator[Edit]:
    """Yield the edits that drop two notes, and join what stands around them, from `floor` on."""
    start, end = note.start, after.end
    while start > floor and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    size = find_overlap(text[max(0, start - LONGEST_OVERLAP) : start], text[end : end + LONGEST_OVERLAP])
    if NOTE.search(text, end, end + size):
        # Notes are repeated, not what stands between them.
        size = 0
    goes_on = size > 0 or not ends_sentence(text[max(0, start - CONTEXT) : start])
    is_parted = "\n" in text[start:end] and start > 0 and end < len(text) and not goes_on
    yield Edit(start, note.end, "", "furniture")
    if is_parted:
        yield Edit(note.end, after.start, "\n\n", "paragraph-end")
    else:
        yield Edit(note.end, after.start, "", "line-break")
    yield Edit(after.start, end, "", "furniture")
    if size:
        yield Edit(end, end + size, "", "repeated-text")
