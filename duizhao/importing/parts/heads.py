"""What stands above a text: title, imprint, byline and editor's note; and what its first paragraph begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from duizhao.importing.blocks.name_lines import DAY_NAME, OUTLET_NAME, is_page_head, list_head_cells
from duizhao.importing.parts.bylines import Imprint, read_imprint
from duizhao.importing.parts.captions import is_caption
from duizhao.importing.parts.dates import find_day, read_month_day
from duizhao.importing.parts.editors_notes import find_note
from duizhao.importing.parts.imprint_words import OUTLET
from duizhao.importing.parts.official_documents import is_document_number, read_letterhead
from duizhao.importing.parts.signatures import read_dateline
from duizhao.importing.parts.text_blocks import Block, strip_signs
from duizhao.importing.parts.titles import (
    ATTRIBUTES,
    DASH,
    MOST_PARTS,
    find_title,
    is_name_line,
    is_title_like,
    join_title,
    make_key,
    restore_title,
)
from duizhao.importing.tracked_text import Edit, Question

HEADING = re.compile(r"#{1,6}[^\S\n]+")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WITHIN = 10
"""How many blocks that stay the head of a text has at most."""
LONGEST_LINE = 600
LONGEST_QUOTED = 40
NOTE_BLOCKS = 4
UNCLEAR = "this line may hold names, a date or an outlet"


@dataclass(slots=True)
class Head:
    """What was found above a text."""

    dropped: set[int] = field(default_factory=set)
    """The numbers of the blocks that go to the front matter."""
    edits: list[Edit] = field(default_factory=list)
    """What sets notes apart."""
    questions: list[Question] = field(default_factory=list)
    """What is uncertain."""
    title: str = ""
    """The title."""
    summary: str = ""
    """The standfirst."""
    said: Imprint = field(default_factory=Imprint)
    """What the imprint says."""
    day_found: str = ""
    """How the day was found."""
    end: int = 0
    """The number of the block that the text begins with."""


def read_head(blocks: Sequence[Block], title: str, *, is_markdown: bool) -> Head:
    """Read what stands above a text.

    Args:
        blocks: The blocks of the text.
        title: The title, if it is known.
        is_markdown: Whether headings are marked, so that no other line is a title.

    Returns:
        What it says, and the blocks that are not part of the text.
    """
    head = Head()
    lines: list[str] = []
    at = 0
    is_free = not title and not is_markdown
    while at < len(blocks) and at - len(head.dropped) < WITHIN:
        block = blocks[at]
        is_free = is_free and not head.title
        found = find_title(blocks, at) if is_free else None
        taken = (
            _drop_title(blocks, at, title or head.title, head)
            or (not is_markdown and _take_letterhead(blocks, at, head))
            or (not title and _take_heading(blocks, at, head, 6 if is_markdown else 1))
            or (is_markdown and _take_subtitle(blocks, at, title, head))
            or _take_line(blocks, at, head, lines, has_title=not is_free, is_title=found is not None)
            or _take_note(blocks, at, head, may_precede_title=is_free)
        )
        if not taken and found is not None:
            taken = len(found.blocks)
            head.title = found.text
            head.dropped.update(found.blocks)
            if found.rest or not found.is_certain:
                place = blocks[found.blocks.stop - (0 if found.rest else 1)].start
                head.questions.append(Question(place, "title", "this line may belong to the title or to the text"))
        if not taken and (
            is_caption(block) or block.text.startswith("![") or _is_skipped(block, at, head, is_markdown=is_markdown)
        ):
            taken = 1
        if not taken:
            break
        at += taken
    head.end = at
    _complete_day(head, lines)
    if at < len(blocks) and blocks[at].is_prose:
        _learn_from_opening(blocks[at], head, lines)
    return head


def _is_skipped(block: Block, at: int, head: Head, *, is_markdown: bool) -> bool:
    """Return whether a block is a heading that the lines about a text may stand below."""
    return is_markdown and at == len(head.dropped) and not block.is_code and HEADING.match(block.text) is not None


def _drop_title(blocks: Sequence[Block], at: int, title: str, head: Head) -> int:
    """Drop the blocks that repeat the title from a number on; return how many they are."""
    key = make_key(title)
    if not key:
        return 0
    near = blocks[at : at + MOST_PARTS]
    parts = [make_key(strip_signs(one.text[:LONGEST_LINE])) for one in near]
    size = next((size for size in range(1, len(near) + 1) if "".join(parts[:size]) == key), 0)
    if any(one.is_code for one in near[:size]):
        return 0
    head.dropped.update(range(at, at + size))
    return size


def _take_subtitle(blocks: Sequence[Block], at: int, title: str, head: Head) -> int:
    """Add a line with the dash of a subtitle right below the title to it; return 1 if the block is one, else 0."""
    block = blocks[at]
    text = read_line(block)
    if (
        at != len(head.dropped)
        or not (title or head.title)
        or head.said.day
        or head.said.authors
        or not DASH.match(text)
    ):
        return 0
    if "\n" in text or not is_title_like(text) or DASH.search(head.title or title):
        return 0
    head.title = join_title([head.title or title, text])
    head.dropped.add(at)
    return 1


def _take_letterhead(blocks: Sequence[Block], at: int, head: Head) -> int:
    """Take the letterhead of an office, and leave the number below it in the text; return how many blocks they are."""
    office = read_letterhead(blocks, at)
    if office:
        head.said = head.said.add(Imprint(publisher=office))
        head.dropped.add(at)
        return 1
    return int(is_document_number(blocks[at]))


def _take_heading(blocks: Sequence[Block], at: int, head: Head, lowest: int) -> int:
    """Take a heading that the text begins with as its title, if no other one is as high.

    Args:
        blocks: The blocks of the text.
        at: The number of the block.
        head: What was found so far, which is added to.
        lowest: The lowest level of headings that are titles.

    Returns:
        How many blocks it has: one, or none.
    """
    block = blocks[at]
    found = HEADING.match(block.text)
    is_first = not head.title and at == len(head.dropped)
    if found is None or not is_first or "\n" in block.text or at + 1 == len(blocks) or block.is_code:
        return 0
    level = found[0].count("#")
    is_equal = any(_read_level(one) <= level for one in blocks[at + 1 :])
    title = ATTRIBUTES.sub("", strip_signs(block.text[found.end() :])).strip()
    if level > lowest or is_equal or not title:
        return 0
    head.title = join_title([title])
    head.dropped.add(at)
    return 1


def _read_level(block: Block) -> int:
    """Return the level of a block that is a heading; a number beyond all levels for any other block."""
    found = HEADING.match(block.text) if block.text[0] == "#" else None
    return 9 if found is None or block.is_code else found[0].count("#")


def _take_line(
    blocks: Sequence[Block], at: int, head: Head, lines: list[str], *, has_title: bool, is_title: bool
) -> int:
    """Take a line of names, outlet or date; return 1 if the block is one, else 0."""
    block = blocks[at]
    text = read_line(block)
    said = (_read_page_head(text) or read_imprint(text, is_head=True)) if text else None
    if said is None:
        return _ask_names(block, text, head) if has_title and head.title and at and text else 0
    is_outlet = OUTLET.fullmatch(text) is not None
    if is_outlet and not has_title and not (is_title and find_title(blocks, at + 1)):
        return 0
    lines.append(text)
    lacks_year = said.has_month_day and not said.day and not YEAR.search("\n".join(lines))
    if not said.is_whole or lacks_year:
        if is_title and not said.authors and not said.day:
            lines.pop()
            return 0
        head.questions.append(Question(block.start, "metadata", UNCLEAR))
        return 1
    head.said = head.said.add(said)
    if said.day and not head.day_found:
        head.day_found = quote_line(text)
    if said.pictures:
        ask_pictures(block, said, head.questions)
    head.dropped.add(at)
    return 1


def _read_page_head(text: str) -> Imprint | None:
    """Read the head of a newspaper's page: its day, perhaps the outlet and editors; None if a line is none."""
    cells = list_head_cells(text)
    if not cells and is_page_head(text):
        day = DAY_NAME.search(text)
        outlet = OUTLET_NAME.search(text)
        cells = [found[0].strip() for found in (day, outlet) if found]
    elif not cells:
        return None
    said = Imprint()
    for cell in cells:
        read = read_imprint(cell, is_head=True)
        said = said.add(read) if read and read.is_whole else said
    return said


def _ask_names(block: Block, text: str, head: Head) -> int:
    """Ask whether a line below the title is names; return 1 if it may be."""
    if "\n" in text or not is_name_line(text):
        return 0
    head.questions.append(Question(block.start, "metadata", UNCLEAR))
    return 1


def _take_note(blocks: Sequence[Block], at: int, head: Head, *, may_precede_title: bool) -> int:
    """Set a note apart; return how many blocks it has."""
    note = find_note(blocks, at)
    if note is None:
        return 0
    if may_precede_title:
        below = note.blocks.stop
        more = next((n for n in range(NOTE_BLOCKS) if below + n < len(blocks) and find_title(blocks, below + n)), 0)
        note = find_note(blocks, at, more) or note
    head.edits += note.edits
    head.summary = head.summary or restore_title(note.summary)
    return len(note.blocks)


def _complete_day(head: Head, lines: Sequence[str]) -> None:
    """Complete a day without a year with the year that another line of the head has."""
    if head.said.day or not head.said.has_month_day:
        return
    year = YEAR.search("\n".join(lines))
    line = next((one for one in lines if read_month_day(one, 2000)), "")
    if year and line:
        head.said = head.said._replace(day=read_month_day(line, int(year[0])))
        head.day_found = quote_line(line)


def _learn_from_opening(block: Block, head: Head, lines: Sequence[str]) -> None:
    """Learn from the beginning of the first paragraph, which stays."""
    dateline = read_dateline(block.bare)
    if dateline is None:
        return
    if dateline.day and not head.said.day:
        found = find_day(block.bare)
        head.day_found = quote_line(block.bare[: found.end if found else LONGEST_QUOTED])
    known = head.said
    head.said = known.add(dateline._replace(authors=() if known.authors else dateline.authors, is_whole=True))
    year = YEAR.search("\n".join(lines))
    if not head.said.day and dateline.has_month_day and year:
        head.said = head.said._replace(day=read_month_day(block.bare, int(year[0])))
        head.day_found = quote_line(block.bare)


def read_line(block: Block) -> str:
    """Return the words of a block that may be an imprint, without signs of Markdown; empty if it may not."""
    if block.is_code or len(block.text) > LONGEST_LINE or block.text[0] in "#|!<>`~" or block.text.startswith("[^"):
        return ""
    return strip_signs(block.text)


def quote_line(line: str) -> str:
    """Return in words that something was found in a line."""
    short = re.sub(r"\s+", " ", line[: LONGEST_QUOTED + 1])
    return f"in the line “{short if len(line) <= LONGEST_QUOTED else short[:LONGEST_QUOTED] + '…'}”"


def ask_pictures(block: Block, said: Imprint, questions: list[Question]) -> None:
    """Ask for the pictures whose makers a line names."""
    names = "、".join(said.pictures)
    questions.append(Question(block.start, "metadata", f"the pictures are by {names}: name them below the pictures"))
