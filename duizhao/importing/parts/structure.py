"""The parts of a text that are not its paragraphs: title, names and dates, notes, headings, captions, furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from duizhao.importing.blocks.line_kinds import DATELINE
from duizhao.importing.manuscript import Known
from duizhao.importing.parts.captions import find_captions
from duizhao.importing.parts.dates import is_day
from duizhao.importing.parts.editors_notes import find_note
from duizhao.importing.parts.furniture import find_furniture
from duizhao.importing.parts.headings import find_headings
from duizhao.importing.parts.heads import Head, quote_line, read_head
from duizhao.importing.parts.official_documents import find_signed_day
from duizhao.importing.parts.tails import Tail, read_tail
from duizhao.importing.parts.text_blocks import Block, drop_blocks, read_blocks
from duizhao.importing.tracked_text import Edit, Findings, Question, merge_edits


class Structure(NamedTuple):
    """What was found of the parts of a text."""

    findings: Findings
    """The edits that mark the parts, and what is uncertain."""
    known: Known
    """What is known of the text, completed by what it says itself."""


def find_structure(text: str, known: Known, *, is_markdown: bool) -> Structure:
    """Find the parts of a text that are not its paragraphs.

    Args:
        text: The text of one piece, in blocks parted by empty lines.
        known: What its file says of it.
        is_markdown: Whether headings are marked in it.

    Returns:
        The edits that move title, names, dates and outlet to what is known, drop what a site says around the text,
        set notes apart and mark headings; and what is known then.
    """
    blocks = read_blocks(text)
    numbers, doubtful = _leave_out_furniture(blocks)
    questions = [
        Question(blocks[at].start, "furniture", f"“{blocks[at].bare[:40]}” may belong to the site around the text")
        for at in sorted(doubtful)
    ]
    rest = [blocks[at] for at in numbers]
    head = read_head(rest, known.title, is_markdown=is_markdown)
    tail = read_tail(rest, head.end, is_news=_is_news(rest, head))
    dropped = dict.fromkeys(set(range(len(blocks))).difference(numbers), "furniture")
    dropped.update((numbers[at], "metadata") for at in (*head.dropped, *tail.dropped))
    inner = _find_inner(rest, head, tail, is_markdown=is_markdown)
    captions = find_captions([one for at, one in enumerate(rest) if at not in head.dropped | tail.dropped])
    edits = merge_edits(drop_blocks(blocks, dropped), head.edits, tail.edits, inner.edits, captions.edits)
    questions += (*head.questions, *tail.questions, *inner.questions, *captions.questions)
    completed = _complete(known, head, tail)
    signed = "" if completed.date else find_signed_day(rest[head.end : tail.end])
    if signed:
        completed = replace(completed, date=is_day(signed), date_found=quote_line(signed))
    return Structure(Findings(edits, sorted(questions)), completed)


def _is_news(blocks: Sequence[Block], head: Head) -> bool:
    """Return whether a text is certainly one that reporters sign."""
    is_dated = head.end < len(blocks) and DATELINE.match(blocks[head.end].bare) is not None
    return is_dated or bool(head.said.authors or head.said.publisher or head.said.day)


def _leave_out_furniture(blocks: Sequence[Block]) -> tuple[list[int], list[int]]:
    """Return the numbers of the blocks that do not belong to a site, and of those of them that may."""
    numbers = list(range(len(blocks)))
    while True:
        furniture = find_furniture([blocks[at] for at in numbers])
        if not furniture.certain:
            return numbers, [numbers[at] for at in furniture.doubtful]
        numbers = [number for at, number in enumerate(numbers) if at not in furniture.certain]


def _find_inner(rest: Sequence[Block], head: Head, tail: Tail, *, is_markdown: bool) -> Findings:
    """Find notes and headings in the text between its head and its tail."""
    body = rest[head.end : tail.end]
    edits: list[Edit] = []
    free: list[Block] = []
    at = 0
    while at < len(body):
        note = find_note(body, at)
        if note is None:
            free.append(body[at])
            at += 1
        else:
            edits += note.edits
            free += (one._replace(is_prose=False) for one in body[note.blocks.start : note.blocks.stop])
            at = note.blocks.stop
    if is_markdown:
        return Findings(edits)
    headings = find_headings(free)
    return Findings(merge_edits(edits, headings.edits), headings.questions)


def _complete(known: Known, head: Head, tail: Tail) -> Known:
    """Complete what is known of a text by what its head and its tail say."""
    said = head.said.add(tail.said)
    day, day_found = (head.said.day, head.day_found) if head.said.day else (tail.said.day, tail.day_found)
    found = Known(
        title=head.title,
        date="" if known.date else day,
        date_found="" if known.date else day_found,
        publisher=said.publisher,
        authors=head.said.authors or tail.said.authors,
        editors=said.editors,
        summary=head.summary,
    )
    # The text may have a subtitle that its file does not name.
    has_more = known.title and head.title.startswith(known.title)
    return (replace(known, title=head.title) if has_more else known).fill(found)
