"""The heads of official documents: letterhead, number and a title on several lines; and the day below a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from duizhao.importing.blocks.line_kinds import ends_clause, ends_sentence
from duizhao.importing.parts.dates import is_day
from duizhao.importing.parts.text_blocks import Block

LETTERHEAD = re.compile(r"(?P<office>[\u3400-\u9fff（）()·]{4,40}?)文件")
NUMBER = re.compile(r"[\u3400-\u9fff]{1,14}[〔［\[（(【]\s?[0-9]{2,4}\s?[〕］\]）)】]\s?第?[0-9]{1,6}\s?[号號]")
"""The number of a document, such as 政发〔2025〕17号."""
ABOUT = re.compile("[关關][于於]")
GENRE = re.compile(
    "(?:通知|通告|通[报報]|公告|公[报報]|意[见見]|[决決][定议議]|[报報]告|[请請]示|批[复複覆]|[复複]函|函|方案|[办辦]法|[规規]定|[细細][则則]|[条條]例|[纪紀]要|[计計][划劃]|命?令)(?:[（(][^（()）]{1,20}[）)])?$"
)
"""What the title of a document ends with."""
OFFICE = re.compile("[府室委局厅廳部院会會社处處所组組心]$")


def read_letterhead(blocks: Sequence[Block], at: int) -> str:
    """Return the office whose letterhead a block is: the number of the document stands below; empty if it is none."""
    found = LETTERHEAD.fullmatch(re.sub(r"\s", "", blocks[at].text)) if blocks[at].is_line else None
    return found["office"] if found and at + 1 < len(blocks) and is_document_number(blocks[at + 1]) else ""


def is_document_number(block: Block) -> bool:
    """Return whether a block is the number of an official document."""
    return block.is_line and NUMBER.fullmatch(block.text) is not None


def join_lines(parts: Sequence[str]) -> list[str]:
    """Join the lines that the title of an official document stands on: the office, what it is about, and its kind.

    Args:
        parts: The parts of a title.

    Returns:
        The parts, or one in place of all if they make up such a title.
    """
    first = next((at for at, part in enumerate(parts) if ABOUT.match(part)), -1)
    is_whole = first in (0, 1) and len(parts) > 1 and GENRE.search(parts[-1]) is not None
    return ["".join(parts)] if is_whole and all(OFFICE.search(part) for part in parts[:first]) else [*parts]


def find_signed_day(blocks: Sequence[Block]) -> str:
    """Return the line with the day below the name of an office in a text; empty if there is none, or several."""
    days = {
        block.text: is_day(block.text)
        for before, block in pairwise(blocks)
        if block.is_line
        and before.is_line
        and not (ends_sentence(before.text) or ends_clause(before.text))
        and is_day(block.text)
    }
    return next(iter(days)) if len(set(days.values())) == 1 else ""
