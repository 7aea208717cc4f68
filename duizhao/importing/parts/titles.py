"""The title of a plain text: one line, a couplet, or a kicker, a title and a subtitle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from duizhao.importing.blocks.line_kinds import (
    DATELINE,
    ENTRY_NUMBER,
    HAN,
    HEAD_NUMBER,
    ends_clause,
    ends_sentence,
    measure,
)
from duizhao.importing.blocks.name_lines import CREDITS, RUBRIC
from duizhao.importing.blocks.pieces import NOT_TITLE_START, QUESTIONER, SEPARATOR, TITLE_WIDTH
from duizhao.importing.marks.blanks import find_blanks
from duizhao.importing.marks.punctuation import find_punctuation
from duizhao.importing.marks.quotes import find_quotes
from duizhao.importing.parts.bylines import read_imprint
from duizhao.importing.parts.captions import is_caption
from duizhao.importing.parts.editors_notes import LABEL as NOTE
from duizhao.importing.parts.headings import list_plain
from duizhao.importing.parts.names import read_names
from duizhao.importing.parts.official_documents import join_lines
from duizhao.importing.parts.text_blocks import Block
from duizhao.importing.tracked_text import track

LABEL = re.compile(r"[【\[]?(?:[标標]|主[标標]|副[标標]|[题題])[题題目][】\]]?[：:][^\S\n]*")
DASH = re.compile(r"[^\S\n]*(?:[—–─―]{1,2}|-{2,3})[^\S\n]*")
"""What subtitles begin with."""
SLASH = re.compile(r"[^\S\n]+[/／|｜][^\S\n]+|(?<=[\u3400-\u9fff])[/／｜](?=[\u3400-\u9fff]{4})")
INNER_BLANK = re.compile(r"(?<=[^\x00-\x7f])[^\S\n]+(?=[^\x00-\x7f])")
LINE_END = re.compile(r"\\?\n[^\S\n]*")
ATTRIBUTES = re.compile(r"[^\S\n]*\{[#.][^{}\n]{0,200}\}$")
MARKS = re.compile(r"[\s#*_\\—–―─-]+")
SHORTEST, SHORTEST_PART = 2, 8
"""The width of the shortest title and of its shortest further part, in columns."""
MOST_PARTS, MOST_LINES = 4, 3
WITHIN = 8
"""How many blocks below a title may stand before the first paragraph."""
COUPLET_DIFFERENCE = 2
LONGEST_NAMES = 24


class Title(NamedTuple):
    """The title of a text."""

    blocks: range
    """The numbers of its blocks."""
    text: str
    """Its parts, with a full-width blank between them."""
    is_certain: bool
    """Whether each of the blocks certainly belongs to it."""
    rest: int = 0
    """How many lines like titles follow that may belong to it."""


def find_title(blocks: Sequence[Block], at: int) -> Title | None:
    """Find the title that begins with a block.

    Args:
        blocks: The blocks of a plain text.
        at: The number of the block.

    Returns:
        The title; None if the block is none, or no paragraph follows.
    """
    end = at
    parts: list[str] = []
    while end < len(blocks) and len(parts) <= MOST_PARTS:
        lines = _list_parts(blocks[end], is_first=not parts)
        if not lines:
            break
        parts += lines
        end += 1
    if len(parts) > 1 and RUBRIC.fullmatch(parts[0]) and not RUBRIC.fullmatch(parts[1]):
        # The name of a part of the page is none of the title.
        found = find_title(blocks, at + 1) if blocks[at].text == parts[0] else None
        return found._replace(blocks=range(at, found.blocks.stop)) if found else None
    below = blocks[end : end + WITHIN]
    body = next((number for number, one in enumerate(below) if one.is_body), -1)
    if not parts or body < 0:
        return None
    if len(parts) > MOST_PARTS:
        return Title(range(at, at + 1), join_title(_list_parts(blocks[at], is_first=True)), is_certain=True)
    if end - at > 1 and body == 0:
        # Nothing but paragraphs tells a subtitle from the first heading here.
        is_part = DASH.match(parts[-1]) is not None or _is_couplet(parts[-2], parts[-1])
        if not is_part and list_plain(blocks, end):
            last = len(_list_parts(blocks[end - 1], is_first=False))
            return Title(range(at, end - 1), join_title(parts[:-last]), is_certain=True, rest=1)
        return Title(range(at, end), join_title(parts), is_certain=is_part)
    return Title(range(at, end), join_title(parts), is_certain=True)


def is_title_like(text: str, *, is_first: bool = False) -> bool:
    """Return whether a line may be a title, or a further part of one."""
    if not (SHORTEST if is_first else SHORTEST_PART) <= measure(text) <= TITLE_WIDTH or not HAN.search(text):
        return False
    if any(one.match(text) for one in (HEAD_NUMBER, ENTRY_NUMBER, NOT_TITLE_START, QUESTIONER, DATELINE, CREDITS)):
        return False
    if (
        SEPARATOR.fullmatch(text)
        or NOTE.fullmatch(text)
        or (not is_first and (is_name_line(text) or read_imprint(text, is_head=True)))
    ):
        return False
    is_sentence = ends_sentence(text) and not text.endswith(("！", "？", "!", "?", "”", "」", '"', "…"))
    return not is_sentence and not ends_clause(text) and text[-1] not in "，、,）)" and not re.search("[。；;]", text)


def is_name_line(text: str) -> bool:
    """Return whether a line looks like nothing but names."""
    return len(text) <= LONGEST_NAMES and bool(read_names(text, is_certain=False))


def join_title(parts: Sequence[str]) -> str:
    """Return the parts of a title as one line, with full-width punctuation and a full-width blank between them."""
    cleaned = [LABEL.sub("", part, count=1) for part in parts]
    split = [one.strip() for part in join_lines(cleaned) for one in SLASH.split(part) if one.strip()]
    return "\u3000".join(_join_dash(restore_title(one)) for one in split)


def restore_title(title: str) -> str:
    """Return a title, or any other line that leaves the text, with the repairs that its text gets later.

    Args:
        title: The line in the state of the text before blanks, punctuation and quotation marks are repaired.
    """
    for find in (find_blanks, find_punctuation, find_quotes):
        title = track(title).apply(find(title).edits).text
    return INNER_BLANK.sub("\u3000", title.strip())


def make_key(title: str) -> str:
    """Return what is compared to find out whether a line is the title: its characters without blanks and marks."""
    return MARKS.sub("", unicodedata.normalize("NFKC", ATTRIBUTES.sub("", title))).casefold()


def _join_dash(part: str) -> str:
    """Return a part with the dash of a subtitle as it is usual."""
    found = DASH.match(part)
    return "——" + part[found.end() :] if found and found.end() < len(part) else part


def _list_parts(block: Block, *, is_first: bool) -> list[str]:
    """List the parts of a title that a block has; none if it has anything else."""
    if not block.is_prose or not block.is_short or is_caption(block):
        return []
    lines = [one.strip() for one in LINE_END.split(block.text)]
    is_single = len(lines) == 1
    if len(lines) > MOST_LINES or not all(is_title_like(one, is_first=is_first and is_single) for one in lines):
        return []
    return lines


def _is_couplet(first: str, second: str) -> bool:
    """Return whether two lines are as wide as each other, as those of couplets are."""
    return abs(measure(first) - measure(second)) <= COUPLET_DIFFERENCE
