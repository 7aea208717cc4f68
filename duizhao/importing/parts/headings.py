"""Headings between the paragraphs of a plain text that nothing marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from duizhao.importing.blocks.line_kinds import DATELINE, HEAD_NUMBER, SPEAKER, is_byline, is_heading_like, measure
from duizhao.importing.blocks.pieces import QUESTIONER, SEPARATOR
from duizhao.importing.parts.captions import is_caption
from duizhao.importing.parts.text_blocks import Block
from duizhao.importing.tracked_text import Edit, Findings, Question

NUMBERS = (
    (0, re.compile(r"第[一二三四五六七八九十0-9]{1,3}[编編章部]")),
    (1, re.compile(r"第[一二三四五六七八九十0-9]{1,3}[节節]")),
    (2, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (3, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (4, re.compile(r"[0-9]{1,2}\\?[.．、](?![0-9])")),
)
"""The numbers of headings, from those of the highest level to those of the lowest."""
NUMBER_START = re.compile("[第一二三四五六七八九十（(0-9]")
HIGHEST, PLAIN, ARABIC = -1, 5, 4
"""The ranks of headings without a number that come before all others or below them, and of those with Arabic digits."""
MARK = re.compile(r"[■◆●▶►★□◇○◎▌▍▎][^\S\n]?")
"""A sign before a heading."""
BRACKETS = re.compile(r"【([^【】\n]{2,30})】")
PLAIN_WIDTH = 44
"""The width of headings without a number, in columns."""
FEWEST_ALIKE = 2
"""How many headings without a number show that they are such."""
LEVELS = (2, 6)
NOT_PLAIN = re.compile(
    r"[（(][^（()）]{0,20}[）)]$|[0-9]{4}年|^[（(]|^[^\u3400-\u9fff“‘「『《〈【\"'A-Za-z0-9]|[|{}<>=\\]|[：:].*[：:]|https?:|^[A-Za-z0-9_.-]+$"
)
"""What headings without a number do not have."""
NAME = re.compile(r"[\u3400-\u9fff](?:[^\S\n]?[\u3400-\u9fff]){1,2}")
MESSAGE = "this line may be a heading"
HINT = "put ## before it if it is one"


class _Unit(NamedTuple):
    """One or two blocks that may be a heading."""

    first: int
    """The number of its first block."""
    size: int
    """How many blocks it has: two for a couplet."""
    rank: int
    """The rank of its number; `PLAIN` if it has none."""


def find_headings(blocks: Sequence[Block]) -> Findings:
    """Find the headings of a plain text.

    Args:
        blocks: The blocks of its body.

    Returns:
        The marks of headings that have numbers, or that several have alike; a question for any other line that may be
        one. Entries of lists, which follow each other, are none.
    """
    units = _list_units(blocks)
    plain = [unit for unit in units if unit.rank == PLAIN]
    is_alike = len(plain) >= FEWEST_ALIKE
    certain = [unit for unit in units if unit.rank != PLAIN or is_alike]
    top = HIGHEST if certain and certain[0].rank == PLAIN else PLAIN
    ranks = sorted({top if unit.rank == PLAIN else unit.rank for unit in certain})
    edits: list[Edit] = []
    for unit in certain:
        level = min(LEVELS[0] + ranks.index(top if unit.rank == PLAIN else unit.rank), LEVELS[1])
        edits += _mark(blocks, unit, level)
    doubtful = () if is_alike else plain
    return Findings(edits, [Question(blocks[one.first].start, "heading", MESSAGE, HINT) for one in doubtful])


def list_plain(blocks: Sequence[Block], start: int) -> list[int]:
    """List the numbers of the blocks from a number on that may be headings without a number of their own."""
    return [start + unit.first for unit in _list_units(blocks[start:]) if unit.rank == PLAIN]


def _list_units(blocks: Sequence[Block]) -> list[_Unit]:
    """List what may be headings."""
    speakers = Counter(found[0] for block in blocks if (found := SPEAKER.match(block.text)))
    # Who speaks once only in a text is what a heading is about, as in `食堂：又便宜又好吃`.
    topics = {label for label, count in speakers.items() if count == 1 and not QUESTIONER.match(label)}
    ranks = [_rank(block, topics) for block in blocks]
    units: list[_Unit] = []
    at = 0
    while at < len(blocks):
        rank = ranks[at]
        size = 1
        if (
            rank == PLAIN
            and at + 1 < len(blocks)
            and ranks[at + 1] == PLAIN
            and _is_couplet(blocks[at], blocks[at + 1])
        ):
            size = 2
        if rank is not None and _is_placed(blocks, ranks, at, size):
            units.append(_Unit(at, size, rank))
        at += size
    return units


def _rank(block: Block, topics: Collection[str]) -> int | None:
    """Return the rank of a block that may be a heading by itself; None if it cannot be one."""
    if not block.is_short:
        return None
    text = block.text
    is_numbered = NUMBER_START.match(text) is not None
    rank = next((rank for rank, number in NUMBERS if number.match(text)), PLAIN) if is_numbered else PLAIN
    # The number of the lowest rank is that of a list for Markdown, too.
    if not (block.is_line or (rank == ARABIC and "\n" not in text)):
        return None
    if rank != PLAIN:
        rest = re.sub(r"^[0-9]{1,2}\\?[.．、]\s?", "", text) if rank == ARABIC else text
        bare = HEAD_NUMBER.sub("", rest, count=1).strip()
        # A heading with a number may be a question.
        return rank if bare and is_heading_like(rest.rstrip("？?！!")) else None
    marked = MARK.match(text)
    bare = text[marked.end() :] if marked else text
    found = BRACKETS.fullmatch(bare)
    bare = found[1] if found else bare
    if not is_heading_like(bare) or measure(bare) > PLAIN_WIDTH or NOT_PLAIN.search(bare):
        return None
    speaker = SPEAKER.match(bare)
    if speaker is not None and speaker[0] not in topics:
        return None
    others = (DATELINE, QUESTIONER)
    is_other = (
        any(one.match(bare) for one in others) or is_byline(text) or is_caption(block) or SEPARATOR.fullmatch(text)
    )
    return None if is_other or (NAME.fullmatch(bare) and " " in bare) else PLAIN


def _is_couplet(first: Block, second: Block) -> bool:
    """Return whether two lines make up a heading: they are equally wide."""
    return measure(first.text) == measure(second.text) and not MARK.match(second.text)


def _is_placed(blocks: Sequence[Block], ranks: Sequence[int | None], at: int, size: int) -> bool:
    """Return whether a unit stands where headings do: above a paragraph or a heading of a lower rank."""
    after = at + size
    if after >= len(blocks):
        return False
    rank = ranks[at]
    if rank == PLAIN:
        is_first = at == 0 or not blocks[at - 1].is_prose or ranks[at - 1] not in (None, PLAIN)
        before = is_first or blocks[at - 1].is_body or is_caption(blocks[at - 1])
        return before and blocks[after].is_body and "\n" not in blocks[after].text
    if ranks[after] == rank or (at and ranks[at - 1] == rank):
        return False
    if rank == ARABIC:
        return blocks[after].is_body and NUMBERS[-1][1].match(blocks[after].text) is None
    return ranks[after] is None or ranks[after] != rank


def _mark(blocks: Sequence[Block], unit: _Unit, level: int) -> list[Edit]:
    """Make the edits that mark a heading."""
    block = blocks[unit.first]
    marked = MARK.match(block.text)
    begin = marked.end() if marked and unit.rank == PLAIN else 0
    edits = [Edit(block.start, block.start + begin, "#" * level + " ", "heading")]
    if unit.rank == PLAIN and BRACKETS.fullmatch(block.text, begin):
        edits = [Edit(block.start, block.start + begin + 1, "#" * level + " ", "heading")]
        edits.append(Edit(block.end - 1, block.end, "", "heading"))
    if unit.size == FEWEST_ALIKE:
        edits.append(Edit(block.end, blocks[unit.first + 1].start, "\u3000", "heading"))
    return edits
