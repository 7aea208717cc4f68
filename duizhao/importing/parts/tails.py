"""What stands below a text: editors, signatures and the day of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from duizhao.importing.blocks.line_kinds import ends_sentence
from duizhao.importing.likelihood import is_word
from duizhao.importing.parts.bylines import Imprint, read_imprint
from duizhao.importing.parts.captions import is_caption
from duizhao.importing.parts.dates import is_day
from duizhao.importing.parts.heads import UNCLEAR, ask_pictures, quote_line, read_line
from duizhao.importing.parts.signatures import read_signature
from duizhao.importing.parts.text_blocks import EDGE, Block
from duizhao.importing.tracked_text import Edit, Question


@dataclass(slots=True)
class Tail:
    """What was found below a text."""

    dropped: set[int] = field(default_factory=set)
    """The numbers of the blocks that go to the front matter."""
    edits: list[Edit] = field(default_factory=list)
    """What takes signatures from the ends of paragraphs."""
    questions: list[Question] = field(default_factory=list)
    """What is uncertain."""
    said: Imprint = field(default_factory=Imprint)
    """What the lines say."""
    day_found: str = ""
    """How the day was found."""
    end: int = 0
    """The number of the block behind the last one that stays."""


def read_tail(blocks: Sequence[Block], first: int, *, is_news: bool) -> Tail:
    """Read what stands below a text.

    Args:
        blocks: The blocks of the text.
        first: The number of the block that the text begins with.
        is_news: Whether the text is certainly one that reporters sign.

    Returns:
        What it says, and what of it is not part of the text.
    """
    tail = Tail(end=len(blocks))
    while tail.end > first:
        block = blocks[tail.end - 1]
        text = read_line(block)
        if not text or (is_caption(block) and not _is_credit(text)):
            break
        said = read_imprint(text, is_head=False)
        if said is not None and said.is_whole and (said.authors or said.editors or said.publisher or said.day):
            _keep(tail, said, text)
            if said.pictures:
                ask_pictures(block, said, tail.questions)
        elif said is not None and not said.is_whole and block.is_short:
            tail.questions.append(Question(block.start, "metadata", UNCLEAR))
            break
        elif not _take_signature(tail, text, is_news=is_news):
            break
        tail.dropped.add(tail.end - 1)
        tail.end -= 1
    if tail.end > first:
        _read_last(blocks[tail.end - 1], tail, is_news=is_news, is_only=tail.end - 1 == first)
    tail.edits.reverse()
    return tail


def _is_credit(text: str) -> bool:
    """Return whether a line names writers or editors, whatever else it names."""
    said = read_imprint(text, is_head=False)
    return said is not None and bool(said.authors or said.editors)


def _keep(tail: Tail, said: Imprint, text: str) -> None:
    """Add what a line says to what those below it say."""
    if said.day and not tail.day_found:
        tail.day_found = quote_line(text)
    tail.said = said.add(tail.said)


def _take_signature(tail: Tail, text: str, *, is_news: bool) -> bool:
    """Take a block that is nothing but names in brackets; return whether it is."""
    signed = read_signature(text) if len(text) <= EDGE else None
    if signed is None or signed.start:
        return False
    names = signed.said.authors
    if not (signed.is_certain or is_news or len(names) > 1 or not is_word(names[0])):
        return False
    _keep(tail, signed.said, text)
    return True


def _read_last(block: Block, tail: Tail, *, is_news: bool, is_only: bool) -> None:
    """Take names and editors in brackets from the end of the last paragraph, and learn from a line that is a day."""
    day = is_day(block.text) if block.is_short and not is_only else ""
    if day:
        tail.day_found = tail.day_found or f"at the end: “{block.text}”"
        tail.said = tail.said.add(Imprint(day=day))
    if not block.is_prose:
        return
    end = block.end
    while True:
        base = max(0, end - block.start - EDGE)
        edge = block.text[base : end - block.start]
        signed = read_signature(edge)
        before = edge[: signed.start].rstrip() if signed else ""
        if signed is None or not before or not (signed.is_certain or ends_sentence(before)):
            return
        place = base + signed.start
        if not (signed.is_certain or is_news or len(signed.said.authors) > 1):
            tail.questions.append(Question(block.start + place, "metadata", "this may be the name of the author"))
            return
        kept = base + len(before)
        _keep(tail, signed.said, edge[signed.start :])
        tail.edits.append(Edit(block.start + kept, end, "", "metadata"))
        end = block.start + kept
