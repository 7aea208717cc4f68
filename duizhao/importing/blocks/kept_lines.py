"""Lines that stay lines: verse, tables of columns, code, and texts that are Markdown already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

from duizhao.importing.blocks.line_kinds import Line, begins_block, ends_sentence, measure

VERSE_WIDTH = 34
"""The width of the widest line of Chinese verse, in columns."""
DOUBLE_VERSE_WIDTH = 44
"""The same for lines of two verses or more."""
LATIN_VERSE_WIDTH = 56
"""The same for verse of Latin letters."""
LONGEST_UNMARKED = 8
"""How many characters a verse without a mark at its end has at most."""
FEWEST_VERSES, FEWEST_DOUBLE_VERSES = 4, 2
"""How many lines of verse there are at least, and how many if each is of two equal verses."""
ENDING_SHARE = 0.6
"""The share of lines whose last verses are equally long, if the lines are not."""
FEWEST_ROWS = 2
CELL_WIDTH = 24
"""The mean width of the widest cells, in columns."""
COUPLET_CELLS, COUPLET_WIDTH = 2, 8
"""How many parts a heading in a couplet has, and their least width, with one wide blank between them."""
FEW_DOTS = 8
"""Rows with so many dots in succession are a table of contents."""
COLUMN = re.compile(r"\t[^\S\n]*|[^\S\n]{2,}|\u3000+")
"""What parts two cells of a row."""
CELL_MARK = re.compile("[。！？!?；;]")
END_MARK = re.compile("[，。！？；：、,;:…]{1,2}$")
INNER_MARK = re.compile("[，。！？；：、,;:]")
DOUBLE_VERSE = re.compile("[㐀-鿿]{3,10}(?:[，、；,;！？!?][㐀-鿿]{3,10}){1,3}[。！？；，,;!?]")
"""A line of two verses or more."""
EQUAL_VERSES = re.compile("(?:[㐀-鿿]{5}[，；,;！？][㐀-鿿]{5}|[㐀-鿿]{7}[，；,;！？][㐀-鿿]{7})[。！？；，!?;,]")
"""A line of two verses of five or seven characters."""
NOT_VERSE = re.compile(r"[0-9０-９：:“”「」『』《》（）()【】|/@·▲▼■◆●]|[记記]者|[来來]源|[编編][辑輯]")
CODE = re.compile(
    r"[;{}\[\\]$|[(,]$|^\s*[})\]]"
    r"|^(?:def|class|import|from|return|if|for|while|else|try|elif|const|let|var|function)\b"
    r"|^(?:#include|//|/\*|\$ |#!|</?[a-z])"
    r"|^[\w.\[\]\"']{1,60} ?(?:=|:=|\+=|:) ?\S|\w\(.{0,80}\)$"
)
CERTAIN_CODE = re.compile(r"[={}\[\]<>_\\|#$]|\w\(|[0-9]")
"""A sign that verse does not have."""
FENCE = re.compile(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE)
DELIMITER_ROW = re.compile(r"^ {0,3}\|(?: ?:?-{3,50}:? ?\|){1,40}$", re.MULTILINE)
HEADING = re.compile(r"(?:\A|\n\n)#{1,6} [^\n]{1,200}(?:\n\n|\n?\Z)")
FRONT_MATTER = re.compile(r"\A---\n[A-Za-z_]{1,30}:")


class Keeping(Enum):
    """Why a line stays a line."""

    NO = "no"
    VERSE = "verse"
    TABLE = "table"
    CODE = "code"


def is_marked_up(text: str) -> bool:
    """Return whether a text has blocks of Markdown: a fence, a table, a heading or front matter."""
    return any(sign.search(text) for sign in (FENCE, DELIMITER_ROW, HEADING, FRONT_MATTER))


def find_kept_lines(lines: Sequence[Line]) -> list[Keeping]:
    """Find out which lines stay lines.

    Args:
        lines: The lines of a text.

    Returns:
        For each line, why it stays a line of its own beside its neighbours.
    """
    kept = [Keeping.NO] * len(lines)
    for start, end in _find_runs([line.gap > 1 for line in lines]):
        run = lines[start:end]
        if _is_code(run):
            kept[start:end] = [Keeping.CODE] * len(run)
            continue
        for first, last, keeping in (*_find_tables(run), *_find_verse(run)):
            for at in range(start + first, start + last):
                kept[at] = keeping
    for at, line in enumerate(lines[:-1]):
        if line.is_kept and lines[at + 1].gap == 1 and kept[at] is Keeping.NO:
            kept[at] = Keeping.VERSE
            if kept[at + 1] is Keeping.NO:
                kept[at + 1] = Keeping.VERSE
    return kept


def _find_runs(ends: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the ranges between the places where `ends` is true."""
    starts = [0, *(at for at, is_end in enumerate(ends) if is_end and at)]
    yield from pairwise((*starts, len(ends)))


def _is_code(run: Sequence[Line]) -> bool:
    """Return whether neighbouring lines are code: most have signs of it, and hardly a letter is not ASCII."""
    if len(run) < FEWEST_ROWS:
        return False
    if not any(CERTAIN_CODE.search(line.text) for line in run):
        return False
    code = sum(line.text.isascii() and CODE.search(line.text[:200]) is not None for line in run)
    return code * 2 > len(run)


def _find_tables(run: Sequence[Line]) -> Iterator[tuple[int, int, Keeping]]:
    """Yield the ranges of lines that are rows of a table with equally many short cells."""
    counts = [_count_cells(line.text) for line in run]
    ends = [at == 0 or counts[at] != counts[at - 1] for at in range(len(run))]
    for start, end in _find_runs(ends):
        if end - start >= FEWEST_ROWS and counts[start] > 1:
            yield start, end, Keeping.TABLE


def _count_cells(text: str) -> int:
    """Return how many cells a line has if it is a row of a table; 0 if it is none."""
    if not 3 <= len(text) <= 400:  # noqa: PLR2004
        return 0
    cells = COLUMN.split(text)
    if len(cells) == 1:
        return 0
    widest = max(map(measure, cells))
    is_couplet = len(cells) == COUPLET_CELLS and text.count("\u3000") == 1 and min(map(measure, cells)) >= COUPLET_WIDTH
    if is_couplet or widest > 2 * CELL_WIDTH or measure(text) > CELL_WIDTH * len(cells):
        return 0
    return 0 if any(CELL_MARK.search(cell) for cell in cells) else len(cells)


def _find_verse(run: Sequence[Line]) -> Iterator[tuple[int, int, Keeping]]:
    """Yield the ranges of lines that are verse."""
    may_be = [_may_be_verse(line) for line in run]
    ends = [at == 0 or not (may_be[at] and may_be[at - 1]) for at in range(len(run))]
    for start, end in _find_runs(ends):
        # A title and the name of the poet may stand above.
        marked = next((at for at in range(start, min(end, start + 4)) if END_MARK.search(run[at].text)), start)
        for first in dict.fromkeys((start, marked)):
            is_double = all(EQUAL_VERSES.fullmatch(line.text) for line in run[first:end])
            fewest = FEWEST_DOUBLE_VERSES if is_double else FEWEST_VERSES
            if end - first >= fewest and not _is_midst(run, first, end) and _is_verse(run[first:end]):
                yield first, end, Keeping.VERSE
                break


def _is_midst(run: Sequence[Line], start: int, end: int) -> bool:
    """Return whether lines are in the midst of a paragraph: a sentence goes on into them, or beyond them."""
    before, last = run[start - 1].text if start else "", run[end - 1].text
    goes_on = INNER_MARK.search(before) is not None and END_MARK.search(before) is None
    return goes_on or (end < len(run) and last[-1] in "，、," and run[end].gap == 1)


def _may_be_verse(line: Line) -> bool:
    """Return whether a line by itself may be one of verse: short, without marks inside or signs of other texts."""
    text = line.text
    if text.isascii():
        return measure(text) <= LATIN_VERSE_WIDTH and text[0].isupper() and CERTAIN_CODE.search(text) is None
    if line.width - line.indent > DOUBLE_VERSE_WIDTH:
        return False
    width = DOUBLE_VERSE_WIDTH if DOUBLE_VERSE.fullmatch(text) else VERSE_WIDTH
    return line.width - line.indent <= width and not NOT_VERSE.search(text) and not begins_block(text)


def _is_verse(run: Sequence[Line]) -> bool:
    """Return whether lines that may be verse are: of one length or two, or ending in commas where no text would."""
    texts = [line.text for line in run]
    open_ends = sum(not ends_sentence(text) for text in texts)
    if all(text.isascii() for text in texts):
        return open_ends * 2 >= len(texts)
    ends = sum(END_MARK.search(text) is not None for text in texts)
    inner = sum(INNER_MARK.search(text[:-1]) is not None for text in texts)
    lengths = {len(END_MARK.sub("", text)) for text in texts}
    is_regular = len(lengths) <= 2  # noqa: PLR2004
    if ends < len(texts):
        # Lines of a narrow column may have no mark either; they are longer.
        return ends == inner == 0 and is_regular and max(lengths) <= LONGEST_UNMARKED
    endings = Counter(len(INNER_MARK.split(END_MARK.sub("", text))[-1]) for text in texts)
    if inner == len(texts) and endings.most_common(1)[0][1] >= ENDING_SHARE * len(texts):
        return True
    commas = sum(text[-1] in "，、,；" for text in texts)
    return (is_regular and inner in {0, len(texts)}) or (commas * 3 >= len(texts) and inner * 4 <= len(texts))
