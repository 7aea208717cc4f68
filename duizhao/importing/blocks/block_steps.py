"""The steps from the lines of a plain text to its blocks, in their order."""

from __future__ import annotations

from collections.abc import Callable

from duizhao.importing.blocks.page_breaks import find_page_numbers
from duizhao.importing.blocks.page_jumps import find_page_jumps
from duizhao.importing.blocks.paragraphs import find_paragraphs
from duizhao.importing.blocks.run_on_blocks import find_run_on_blocks
from duizhao.importing.blocks.run_on_lists import find_run_on_lists
from duizhao.importing.blocks.run_on_signatures import find_run_on_signatures
from duizhao.importing.blocks.seams import find_seams
from duizhao.importing.tracked_text import Findings

BLOCK_STEPS: tuple[Callable[[str], Findings], ...] = (
    find_paragraphs,
    find_page_numbers,
    find_run_on_blocks,
    find_run_on_signatures,
    find_page_jumps,
    find_seams,
    find_run_on_lists,
)
"""Each step takes the text that the one before it left: after the last one, a block is a paragraph, a heading, an
entry of a list, or lines that stay lines, and one empty line stands between two blocks."""
