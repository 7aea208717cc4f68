"""The width at which the lines of a text were broken, and where a paragraph ends in such a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from duizhao.importing.blocks.line_kinds import (
    DATELINE,
    HAN,
    Line,
    begins_block,
    ends_clause,
    ends_sentence,
    is_heading_like,
    measure_line,
)
from duizhao.importing.blocks.name_lines import ends_in_signature, stands_alone

NARROWEST, WIDEST = 20, 100
"""The widths that columns have, in columns of one letter."""
RAGGED_HAN, RAGGED_LATIN = 5, 14
"""How much shorter than the widest a full line may be."""
HANGING = 4
"""How much wider a full line may be, with marks that hang into the margin."""
FEWEST_FULL = 3
"""How many full lines show that lines were broken."""
FEWEST_FULL_APART = 4
"""How many different ones that do not end a sentence show it where an empty line stands after each line."""
FULL_SHARE, OPEN_SHARE, MARK_SHARE = 0.4, 0.6, 0.4
"""The shares of lines that are full, of full ones that end within a sentence, and of these with marks inside."""
DEEPEST_INDENT = 8
"""The deepest indent of a paragraph, in columns."""
SIGNATURE_LENGTH = 60
COMMAS = "，、,"
CLEARLY_SHORT = 0.75
"""A line with less than this share of the width has ended before the margin in any text."""
INNER_MARK = re.compile("[，。、；：！？,;:.“”「」《》]")
CLAUSE_MARK = re.compile("[，,：:]")
UNIT = re.compile(r"[A-Za-z0-9%.,'-]{1,30}|.[，。、；：！？”’」』）》】,.;:!?)]{0,4}", re.DOTALL)
"""What is not divided at a line end: a word, or a character with the marks behind it."""


class Wrapping(NamedTuple):
    """How the lines of a text, or of a part of it, were broken."""

    width: int
    """The width of full lines, in columns; 0 if lines are paragraphs."""
    unit: int = 1
    """How many line feeds stand between two lines of a paragraph."""
    base: int = 0
    """The indent that all lines have, in columns."""
    has_indents: bool = False
    """Whether paragraphs begin with an indent."""
    is_ragged: bool = False
    """Whether lines within paragraphs often end before the margin."""


class Break(NamedTuple):
    """What is between two lines."""

    is_end: bool
    """Whether a paragraph ends there."""
    is_certain: bool = True
    """Whether that is certain."""


def find_wrapping(lines: Sequence[Line]) -> Wrapping:
    """Find out whether lines were broken at a margin, and how.

    Args:
        lines: Lines of a text, without tables, verse and what stands between pages.

    Returns:
        The wrapping; its width is 0 if each line is a paragraph, or too few lines tell.
    """
    base = min((line.indent for line in lines), default=0)
    widths = [line.width - base for line in lines]
    slack = RAGGED_HAN if sum(HAN.search(line.text) is not None for line in lines) * 2 > len(lines) else RAGGED_LATIN
    width = _find_margin(widths, slack)
    full = [at for at in range(len(lines) - 1) if width - slack <= widths[at] <= width + HANGING]
    over = sum(one > width + HANGING for one in widths)
    inner = [at for at in full if not _ends(lines[at])]
    marked = sum(INNER_MARK.search(lines[at].text[:-1]) is not None for at in inner)
    if (
        width == 0
        or len(full) < max(FEWEST_FULL, FULL_SHARE * sum(not _is_apart(line, width + base) for line in lines))
        or over * 5 > len(full)
        or len(inner) < OPEN_SHARE * len(full)
        or marked < MARK_SHARE * len(inner)
        or (slack == RAGGED_LATIN and not _goes_on(lines, inner))
    ):
        return Wrapping(0)
    gaps = Counter(lines[at + 1].gap for at in inner)
    unit = max(1, gaps.most_common(1)[0][0])
    if unit > 1 and len({lines[at].text for at in inner}) < FEWEST_FULL_APART:
        return Wrapping(0)
    # Lines further in are signatures at the right margin, and headings in the middle.
    indented = sum(base + 1 < line.indent <= base + DEEPEST_INDENT for line in lines)
    short = sum(_is_short(lines[at], lines[at + 1], width, base) for at in inner)
    return Wrapping(width, unit, base, 1 < indented < len(lines), short * 8 > len(inner))


def judge_break(line: Line, after: Line, wrapping: Wrapping, *, begins: bool, is_page_break: bool) -> Break:
    """Judge whether a paragraph ends between two lines of a wrapped text.

    Args:
        line: The first line.
        after: The next one.
        wrapping: How the text was wrapped.
        begins: Whether the first line is the first one of its block.
        is_page_break: Whether a page ended between them.

    Returns:
        The judgement.
    """
    if stands_alone(line.text) or stands_alone(after.text) or ends_in_signature(line.text[-SIGNATURE_LENGTH:]):
        return Break(is_end=True)
    is_open = not ends_sentence(line.text)
    if is_open and after.gap <= wrapping.unit and _is_lower(after.text) and not begins_block(after.text):
        return Break(is_end=False)
    is_far = after.gap > wrapping.unit and not is_page_break
    is_over = line.width - wrapping.base > wrapping.width + HANGING and line.text[-1] not in COMMAS
    if is_far or is_over or after.indent > wrapping.base + 1:
        return Break(is_end=True)
    return (
        _judge_open(line, after, wrapping, begins=begins and not is_page_break)
        if is_open
        else (_judge_sentence(line, after, wrapping))
    )


def _judge_sentence(line: Line, after: Line, wrapping: Wrapping) -> Break:
    """Judge whether a paragraph ends where a sentence does."""
    if _is_head(after, wrapping) or begins_block(after.text) or _is_short(line, after, wrapping.width, wrapping.base):
        return Break(is_end=True)
    return Break(is_end=False, is_certain=wrapping.has_indents)


def _is_head(line: Line, wrapping: Wrapping) -> bool:
    """Return whether a line is a heading: before the margin, where only the last line of a paragraph ends, too."""
    width = line.width - wrapping.base
    if not is_heading_like(line.text):
        return False
    has_room = not wrapping.is_ragged and width < wrapping.width - RAGGED_HAN and not CLAUSE_MARK.search(line.text)
    return has_room or width < CLEARLY_SHORT * wrapping.width


def _judge_open(line: Line, after: Line, wrapping: Wrapping, *, begins: bool) -> Break:
    """Judge whether a block ends with a line that ends within a sentence."""
    width, _, base, has_indents, is_ragged = wrapping
    short = _is_short(line, after, width, base)
    if begins_block(after.text) and (short or ends_clause(line.text)):
        return Break(is_end=True)
    if line.text[-1] in COMMAS and line.width - base >= CLEARLY_SHORT * width:
        return Break(is_end=False)
    if ends_clause(line.text) and _is_head(after, wrapping):
        return Break(is_end=True)
    is_head = (short or not CLAUSE_MARK.search(line.text)) and not DATELINE.match(line.text)
    if has_indents and begins and line.indent <= base + 1 and is_head:
        # Hardly anything but headings and lines with names begins without an indent.
        return Break(is_end=True)
    is_clear = line.width - base < CLEARLY_SHORT * width
    # Where paragraphs are indented, a line within a sentence goes on in one that is not.
    is_end = is_clear or (short and not is_ragged and (begins or not has_indents))
    return Break(is_end, is_certain=is_end or has_indents or not line.text.endswith(("：", ":")))


def _is_lower(text: str) -> bool:
    """Return whether a line begins with a small letter of ASCII, as only lines within sentences do."""
    return text[0].isascii() and text[0].islower()


def _is_apart(line: Line, width: int) -> bool:
    """Return whether a line tells nothing of a margin: a heading, or a line of names."""
    if line.width >= CLEARLY_SHORT * width and line.indent < width // 3:
        return False
    return stands_alone(line.text) or (is_heading_like(line.text) and not INNER_MARK.search(line.text))


def _find_margin(widths: Sequence[int], slack: int) -> int:
    """Return the width that most lines have or nearly have; 0 if none is a column's."""
    counts = Counter(one for one in widths if NARROWEST <= one <= WIDEST)
    near = {one: sum(counts[one - less] for less in range(slack + 1)) for one in counts}
    widest = min(near, key=lambda one: (-near[one], one), default=0)
    if slack == RAGGED_LATIN:
        return widest
    # Marks may hang into the margin, which stands where most lines of Han characters end.
    return max(
        (one for one in counts if widest - slack <= one <= widest), key=lambda one: (counts[one], one), default=0
    )


def _ends(line: Line) -> bool:
    """Return whether a line ends as blocks do."""
    return ends_sentence(line.text) or ends_clause(line.text)


def _goes_on(lines: Sequence[Line], inner: Sequence[int]) -> bool:
    """Return whether lines of Latin letters begin within sentences."""
    return sum(lines[at + 1].text[:1].islower() for at in inner) * 2 >= len(inner)


def _is_short(line: Line, after: Line, width: int, base: int) -> bool:
    """Return whether the beginning of the next line had had room in a line."""
    unit = UNIT.match(after.text)
    # An indent of two wide blanks may have become one of two narrow ones.
    lost = 2 if 0 < line.indent - base < 4 else 0  # noqa: PLR2004
    narrow = line.text[-1:].isascii() and line.text[-1:].isalnum()
    return line.width - base + lost + (measure_line(unit[0]) if unit else 2) + narrow <= width
