"""Content that is indented by four spaces below the line that begins it, as in Python-Markdown's extensions."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from mdit_py_plugins.utils import is_code_block

INDENT = 4
"""The number of spaces by which content is indented."""
INTERRUPTED = ("paragraph", "reference", "blockquote", "list")
"""What a first line ends without an empty line between."""


def read_head(state: StateBlock, line: int) -> str:
    """Return the text of a line that may begin something; empty if the line is code or is not in the block."""
    if state.sCount[line] < state.blkIndent or is_code_block(state, line):
        return ""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()


def find_content_end(state: StateBlock, start: int, end: int) -> int:
    """Return the number of the line behind the content below a first line, without empty lines at its end.

    Args:
        state: The state of the block parser.
        start: The number of the first line.
        end: The number of the line behind the block around it.
    """
    last = start + 1
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.blkIndent + INDENT:
            break
        last = line + 1
    return last


def parse_content(state: StateBlock, start: int, last: int) -> None:
    """Parse the content below a first line.

    Args:
        state: The state of the block parser; its position is set behind the content.
        start: The number of the first line.
        last: The number of the line behind the content.
    """
    kept = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "indented", last, state.blkIndent + INDENT
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax, state.blkIndent = kept
    state.line = last
