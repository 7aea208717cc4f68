"""The blocks of a text, and what is left of it when some of them go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from duizhao.importing.blocks.line_kinds import ends_sentence
from duizhao.importing.tracked_text import Edit

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
INDENTED = re.compile(r" {4}| {0,3}\t")
"""The beginning of a line that is code, or belongs to the block above."""
MARKUP = re.compile(r"#{1,6}(?:[^\S\n]|$)|[|>!`<\[{:]|[-*+][^\S\n]|\*\[|\\?[-*_]{3}|\$\$|\d{1,9}[.)][^\S\n]*$|~{3}")
"""What blocks of Markdown other than paragraphs begin with."""
LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\n]{0,500}\)(?:\{[^{}\n]{0,80}\})?")
SIGNS = re.compile(r"\*{2,3}|__|\\(?=[!-/:-@\[-`{-~\n])")
"""Signs of Markdown that are not shown."""
EDGE = 160
"""How many characters at the beginning of a long block are looked at."""
BODY_LENGTH = 40
"""How many characters tell a paragraph from a line."""
SENTENCE_END = re.compile("[。！？!?]")


class Block(NamedTuple):
    """Lines of a text without an empty one between them."""

    start: int
    """The offset of its first character that is not blank."""
    end: int
    """The offset after its last character that is not blank."""
    text: str
    """What stands between."""
    bare: str
    """Its beginning without signs of Markdown that are not shown; all of it if it has up to 160 characters."""
    is_prose: bool
    """Whether it is a paragraph as far as its beginning tells: no code, no markup, not indented."""
    after: int
    """The offset of the next block; that of the end of the text for the last one."""
    is_code: bool = False
    """Whether it stands between fences, or is indented as code and the contents of other blocks are."""

    @property
    def is_short(self) -> bool:
        """Whether `bare` is all of it."""
        return len(self.text) <= EDGE

    @property
    def is_line(self) -> bool:
        """Whether it is one short line of prose."""
        return self.is_prose and self.is_short and "\n" not in self.text

    @property
    def is_body(self) -> bool:
        """Whether it is a paragraph with a sentence."""
        return self.is_prose and (
            (len(self.text) >= BODY_LENGTH and SENTENCE_END.search(self.text) is not None) or ends_sentence(self.text)
        )


def read_blocks(text: str) -> list[Block]:
    """Read the blocks of a text.

    Args:
        text: A text whose blocks are parted by empty lines. A block of code between fences is one block.

    Returns:
        The blocks in their order; all characters outside of them are blanks and line ends.
    """
    blocks = [_read_block(text, start, end, is_code=is_code) for start, end, is_code in _list_spans(text)]
    starts = [*(block.start for block in blocks[1:]), len(text)]
    return [block._replace(after=start) for block, start in zip(blocks, starts, strict=False)]


def _list_spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where each block begins and ends, with its indent, and whether it is code between fences."""
    at, start, fence = 0, -1, ""
    for line in text.split("\n"):
        found = FENCE.match(line)
        if fence:
            if found is not None and found[1].startswith(fence) and not line[found.end() :].strip():
                yield start, at + len(line), True
                start, fence = -1, ""
        elif found is not None:
            if start >= 0:
                yield start, at - 1, False
            start, fence = at, found[1]
        elif line.strip():
            start = at if start < 0 else start
        elif start >= 0:
            yield start, at - 1, False
            start = -1
        at += len(line) + 1
    if start >= 0:
        yield start, len(text), bool(fence)


def _read_block(text: str, start: int, end: int, *, is_code: bool) -> Block:
    """Read a block of a text."""
    raw = text[start:end]
    is_code = is_code or INDENTED.match(raw) is not None
    content = raw.rstrip() if is_code else raw.strip()
    # The indent of code belongs to it.
    first = start if is_code else start + len(raw) - len(raw.lstrip())
    is_prose = not is_code and MARKUP.match(content) is None
    return Block(first, first + len(content), content, strip_signs(content[:EDGE]), is_prose, 0, is_code)


def strip_signs(text: str) -> str:
    """Return a text without the signs of Markdown that are not shown: links become their words."""
    return SIGNS.sub("", LINK.sub(r"\1", text)).strip() if "\\" in text or "[" in text or "*" in text else text


def drop_blocks(blocks: Sequence[Block], dropped: Mapping[int, str]) -> list[Edit]:
    """Make the edits that take blocks out of a text, so that those that stay are still parted by one empty line.

    Args:
        blocks: All blocks of the text.
        dropped: The numbers of the blocks to drop, each with the kind of repair.
    """
    last = max((at for at in range(len(blocks)) if at not in dropped), default=-1)
    edits: list[Edit] = []
    for at in sorted(dropped):
        start, end = blocks[at].start, blocks[at].end
        if at > last and at:
            start = blocks[at - 1].end
        elif at < last:
            end = blocks[at + 1].start
        edits.append(Edit(start, end, "", dropped[at]))
    return edits
