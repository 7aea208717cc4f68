"""Headings of pages and Word files that are nothing but bold lines."""

from __future__ import annotations

import re

from duizhao.importing.blocks.line_kinds import SPEAKER, is_byline, is_heading_like, measure
from duizhao.importing.parts.captions import is_caption
from duizhao.importing.parts.furniture import strip_decoration
from duizhao.importing.parts.furniture_words import LABEL
from duizhao.importing.parts.headings import FEWEST_ALIKE, HINT, MARK, MESSAGE, PLAIN_WIDTH
from duizhao.importing.parts.text_blocks import Block, read_blocks
from duizhao.importing.tracked_text import Edit, Findings, Question

BOLD = re.compile(r"\*\*(?P<words>[^*\n]{2,60})\*\*")
HEADING = re.compile(r"#{2,6} (?P<words>.{1,200})")


def find_bold_headings(text: str) -> Findings:
    """Find the headings of a text that are marked by bold letters alone.

    Args:
        text: The Markdown that was made of a page or of a Word file.

    Returns:
        The marks of headings where two bold lines or more stand above paragraphs; a question where only one does.
        A text with headings of its own has no others.
    """
    if "**" not in text:
        return Findings()
    blocks = read_blocks(text)
    if any(_is_heading(block) for block in blocks):
        return Findings()
    found = [at for at in range(1, len(blocks) - 1) if _is_bold(blocks[at]) and blocks[at + 1].is_body]
    if len(found) < FEWEST_ALIKE:
        return Findings((), [Question(blocks[at].start, "heading", MESSAGE, HINT) for at in found])
    return Findings([edit for at in found for edit in _mark(blocks[at])])


def _is_heading(block: Block) -> bool:
    """Return whether a block is a heading that belongs to the text."""
    found = None if block.is_code else HEADING.fullmatch(block.text)
    return found is not None and LABEL.fullmatch(strip_decoration(found["words"])) is None


def _is_bold(block: Block) -> bool:
    """Return whether a block is a bold line that may be a heading."""
    found = None if block.is_code else BOLD.fullmatch(block.text)
    if found is None:
        return False
    words = _drop_mark(found["words"])
    is_other = is_byline(words) or SPEAKER.match(words) is not None or is_caption(block._replace(text=words))
    return not is_other and is_heading_like(words) and measure(words) <= PLAIN_WIDTH


def _drop_mark(words: str) -> str:
    """Return words without the sign that some sites put before headings."""
    mark = MARK.match(words)
    return words[mark.end() :] if mark else words


def _mark(block: Block) -> list[Edit]:
    """Make the edits that turn a bold line into a heading."""
    begin = len(block.text) - 2 - len(_drop_mark(block.text[2:-2]))
    return [Edit(block.start, block.start + begin, "## ", "heading"), Edit(block.end - 2, block.end, "", "heading")]
