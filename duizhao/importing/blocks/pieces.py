"""Where one piece ends and another begins in a text that holds several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duizhao.importing.blocks.line_kinds import (
    DATELINE,
    ENTRY_MARK,
    ENTRY_NUMBER,
    HAN,
    HEAD_NUMBER,
    SPEAKER,
    ends_clause,
    ends_sentence,
    is_byline,
    measure,
)
from duizhao.importing.blocks.name_lines import CREDITS, RUBRIC, ends_in_signature
from duizhao.importing.tracked_text import Question

FINISHED = re.compile(r"[（(](?:完|完结|全文完)[）)]$")
SEPARATOR = re.compile(r"[◆■□●○★☆※＊*·～~—–_=＝]{1,60}(?:[^\S\n][◆■□●○★☆※＊*·～~—–_=＝]{1,60}){0,8}")
"""A line of signs between pieces."""
RULE = re.compile(r"[-*_]{3,}")
"""A line that Markdown has between parts of any text."""
BOX_LABEL = re.compile(
    r"[【■◆●▶\[]?[^\S\n]?(?:相[关關]|延伸|新[闻聞]|背景)?(?:[链鏈連]接|[连連][结結]|[阅閱][读讀]|背景|[资資]料|新[闻聞]|[报報][道導]|推[荐薦])[】\]：:]?"
    r"|[【■◆●▶\[]?(?:小[贴貼]士|名[词詞]解[释釋]|[记記]者手[记記]|短[评評]|[点點][评評]|[评評][论論]|[专專]家[点點][评評]|[声聲]音|[数數][说說]|[图圖]解|[观觀]察)[】\]：:]?"
)
"""The label of a box that belongs to the piece."""
NOTE_LABEL = re.compile(
    "[【(（]?(?:[编編]者按|[开開][栏欄][语語的]|[编編]者的[话話]|核心提示|[导導][读讀]|[内內]容提要|[阅閱][读讀]提示)"
)
IMPRINT = re.compile(
    r"(?:[来來]源|作者|[发發]布[时時][间間]|[撰]文|文字)[：:].{1,40}$|[0-9]{4}[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}日?(?:[^\S\n].{0,60})?$"
)
"""A line with date and outlet, which stands below titles."""
QUESTIONER = re.compile("(?:[记記]者|[问問]|答|主持人)[：:]")
SENTENCE_END = re.compile("[。！？!?]")
CAPTION = re.compile(r"[▲▼△▽]|[图圖][为為]|.{0,40}(?:[摄攝]|供[图圖])[）)]?$")
MARKUP = re.compile(r"^#{1,6}[^\S\n]+|^\*\*|\*\*$")
NOT_TITLE_START = re.compile(r"[|>!`<\[{]|[-*+][^\S\n]|:::|\d{4}-\d{2}")
BEGINNING = 160
"""How many characters at the beginning and at the end of a block are looked at."""
TITLE_WIDTH, SHORTEST_TITLE_WIDTH = 80, 8
"""The widths of titles, in columns."""
BODY_LENGTH = 40
"""How many characters a paragraph has that no title, byline or note has."""
TITLE_BLOCKS = 3
"""How many blocks title, kicker and subtitle are at most."""
NOTE_BLOCKS = 4
"""How many blocks an editor's note before a title has at most."""
BRIEF_BLOCKS = 3
"""How many paragraphs a brief has at most."""
FEWEST_SPEECHES = 3
"""How many blocks of an interview begin with a speaker."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text."""

    starts: tuple[int, ...] = ()
    """The offsets of the blocks that a further piece begins with, ascending; the first piece begins at 0."""
    questions: tuple[Question, ...] = ()
    """Where a piece may begin."""


class _Block(NamedTuple):
    """A block with what it may be in a piece."""

    start: int
    """Its offset."""
    is_title: bool
    """Whether it may be a title: short, without the end of a sentence or a number."""
    is_byline: bool
    """Whether it has the names of authors and nothing else."""
    is_dated: bool
    """Whether it begins as a news report does."""
    is_body: bool
    """Whether it is a paragraph."""
    is_signed: bool
    """Whether it ends as a piece does: with names in brackets, editors, or the word for end."""
    is_separator: bool
    """Whether it is a line of signs."""
    is_label: bool
    """Whether it is the label of a box of the same piece."""
    is_note: bool
    """Whether it begins an editor's note."""
    is_speech: bool
    """Whether it begins with a speaker."""


def find_pieces(text: str) -> Pieces:
    """Find where further pieces begin in a text that may hold several.

    Args:
        text: A text whose blocks are parted by one empty line.

    Returns:
        The beginnings that two independent signs show: a title, and names or a dateline after it or a signature
        before it. What only one sign shows is a question.
    """
    blocks = _read_blocks(text)
    starts: list[int] = []
    doubts: dict[int, str] = {}
    first, bodies, note = 0, 0, -1
    for at, block in enumerate(blocks):
        if at and _may_begin(blocks, at) and bodies and not _is_under_note(note, at):
            doubt = _judge(blocks, at, bodies)
            if doubt is None:
                starts.append(at)
                first, bodies, note = at, 0, -1
            elif doubt:
                doubts[at] = doubt
        bodies += block.is_body
        note = at if block.is_note and at - first <= TITLE_BLOCKS else note
    opening, doubt = _find_opening(blocks, starts)
    if opening and doubt:
        doubts[opening] = doubt
    elif opening:
        starts.insert(0, opening)
        doubts.pop(opening, None)
    questions = [Question(blocks[at].start, "piece", message) for at, message in sorted(doubts.items())]
    return Pieces(tuple(_begin(text, blocks, at) for at in starts), tuple(questions))


def _begin(text: str, blocks: Sequence[_Block], at: int) -> int:
    """Return where the piece of a title begins: with the name of a part of the page, if one stands above."""
    before = blocks[at - 1]
    is_named = before.is_separator and at > 1 and RUBRIC.fullmatch(text[before.start : blocks[at].start].strip())
    return before.start if is_named else blocks[at].start


def _may_begin(blocks: Sequence[_Block], at: int) -> bool:
    """Return whether a block may begin a piece as far as it and the block before it tell."""
    block, before = blocks[at], blocks[at - 1]
    if before.is_label or (block.is_title and before.is_title):
        return False
    return block.is_title or block.is_dated or before.is_signed


def _is_under_note(note: int, at: int) -> bool:
    """Return whether a block may be the title below an editor's note that the piece begins with."""
    return note >= 0 and at - note <= NOTE_BLOCKS


def _judge(blocks: Sequence[_Block], at: int, bodies: int) -> str | None:
    """Judge whether a piece begins with a block.

    Args:
        blocks: All blocks.
        at: The number of the block, which may begin a piece.
        bodies: How many paragraphs the piece before it has.

    Returns:
        None if it does; else why it may, or an empty text if nothing tells so.
    """
    block, before = blocks[at], blocks[at - 1]
    is_parted = before.is_separator
    is_signed = (blocks[at - 2] if is_parted and at > 1 else before).is_signed
    if block.is_title:
        return _judge_title(blocks, at, is_signed=is_signed, is_parted=is_parted)
    if not block.is_body:
        return ""
    if block.is_dated:
        doubt = "a paragraph begins here as news reports do" if bodies > 1 else ""
        return None if is_signed else doubt
    return "the paragraph before ends in names, as pieces do" if is_signed else ""


def _judge_title(blocks: Sequence[_Block], at: int, *, is_signed: bool, is_parted: bool) -> str | None:
    """Judge whether a piece begins with a line like a title, as `_judge` does."""
    end = at
    while end < len(blocks) and blocks[end].is_title and end - at <= TITLE_BLOCKS:
        end += 1
    if end - at > TITLE_BLOCKS or not any(one.is_body for one in blocks[end : end + TITLE_BLOCKS]):
        return ""
    if is_signed or blocks[end].is_byline or blocks[end].is_dated:
        return None
    return "a line like a title stands here after a line of signs or the name of a part" if is_parted else ""


def _find_opening(blocks: Sequence[_Block], starts: Sequence[int]) -> tuple[int, str]:
    """Find the first of several briefs below a longer piece, which has no signature before it.

    Args:
        blocks: All blocks.
        starts: The numbers of the blocks that certainly begin pieces.

    Returns:
        The number of the block that begins it, 0 if there is none, and why that is uncertain, if it is.
    """
    if not starts or not blocks[starts[0] - 1].is_signed:
        return 0, ""
    title = body = starts[0] - 1
    while title > 0 and blocks[title].is_body and starts[0] - title <= BRIEF_BLOCKS + 1:
        title -= 1
    body = title + 1
    while title > 0 and blocks[title].is_title and blocks[title - 1].is_title and body - title < TITLE_BLOCKS:
        title -= 1
    sections = [one.is_title for one in blocks[1:title]]
    is_brief = blocks[title].is_title and body < starts[0] and any(one.is_body for one in blocks[:title])
    ends = [*starts[1:], len(blocks)]
    others = (
        end - start <= BRIEF_BLOCKS + TITLE_BLOCKS and blocks[end - 1].is_signed
        for start, end in zip(starts, ends, strict=True)
    )
    if not is_brief or not any(others) or blocks[title - 1].is_label:
        return 0, ""
    speeches = sum(one.is_speech for one in blocks[:title])
    is_interview = speeches >= FEWEST_SPEECHES and not any(one.is_speech for one in blocks[title : starts[0]])
    if is_interview:
        return title, ""
    return (0, "") if sum(sections) > 1 else (title, "a brief like those that follow may begin here")


def _read_blocks(text: str) -> list[_Block]:
    """Read the blocks of a text."""
    blocks: list[_Block] = []
    at = 0
    for raw in text.split("\n\n"):
        block = raw.strip()
        if block:
            blocks.append(_read_block(block, at + len(raw) - len(raw.lstrip())))
        at += len(raw) + 2
    return blocks


def _read_block(block: str, start: int) -> _Block:
    """Read what a block may be; only its beginning and its end tell."""
    is_single = "\n" not in block
    bare = MARKUP.sub("", block[:BEGINNING]).strip() if is_single and len(block) <= BEGINNING else block[:BEGINNING]
    is_short = is_single and len(block) <= BEGINNING and measure(bare) <= TITLE_WIDTH
    is_label = is_short and BOX_LABEL.fullmatch(bare) is not None
    is_note = NOTE_LABEL.match(bare) is not None
    is_names = is_short and (is_byline(bare) or IMPRINT.match(bare) is not None)
    is_credits = CREDITS.match(bare) is not None and len(block) < BEGINNING
    is_caption = is_short and CAPTION.match(bare) is not None
    is_other = is_label or is_note or is_names or is_credits or is_caption
    is_title = is_short and not is_other and _is_title(bare)
    end = block[-BEGINNING:]
    is_line = SEPARATOR.fullmatch(bare) is not None and RULE.fullmatch(bare) is None
    return _Block(
        start=start,
        is_title=is_title,
        is_byline=is_names,
        is_dated=DATELINE.match(bare) is not None,
        is_body=not is_other and len(block) >= BODY_LENGTH and SENTENCE_END.search(block) is not None,
        is_signed=is_credits or FINISHED.search(end) is not None or ends_in_signature(end),
        is_separator=is_short and (is_line or RUBRIC.fullmatch(bare) is not None),
        is_label=is_label,
        is_note=is_note,
        is_speech=not is_title and SPEAKER.match(bare) is not None,
    )


def _is_title(text: str) -> bool:
    """Return whether a short line may be a title."""
    if measure(text) < SHORTEST_TITLE_WIDTH or not HAN.search(text):
        return False
    starts = (HEAD_NUMBER, ENTRY_NUMBER, NOT_TITLE_START, QUESTIONER, DATELINE)
    if any(start.match(text) for start in starts) or (ENTRY_MARK.match(text) and text[0] not in "■◆●"):
        return False
    is_sentence = ends_sentence(text) and not text.endswith(("！", "？", "!", "?", "”", "」"))
    return not is_sentence and not ends_clause(text) and text[-1] not in "，、,）)" and "。" not in text
