"""Word files as edits of their plain text that turn it into Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from duizhao.importing.errors import MissingLibraryError, UnfitInputError
from duizhao.importing.manuscript import Known
from duizhao.importing.reading.html_atoms import HtmlBlock
from duizhao.importing.reading.html_blocks import read_blocks
from duizhao.importing.reading.html_elements import BLOCKS, CELLS, Tree, read_elements
from duizhao.importing.reading.html_markup import write_markdown
from duizhao.importing.reading.html_reader import INSTALL, ask_images, list_levels
from duizhao.importing.reading.html_tokens import decode_references, tokenize
from duizhao.importing.reading.word_parts import DAMAGES, REPAIR, Parts, read_parts
from duizhao.importing.reading.word_questions import ask_parts, ask_properties
from duizhao.importing.reading.word_styles import CONTENTS, SUBTITLE, TITLE, write_style_map
from duizhao.importing.tracked_text import Edit, Findings, Question

BACK = re.compile(r" ?<a href=\"#(?:foot|end)note-ref-[\w-]{1,40}\">↑</a>")
"""The way back from a note, which no Word file has."""
OUTSIDE = re.compile(r"external image '([^'\n]{1,300})'")
MISSING = "the library for Word files is not installed"
LONGEST_TITLE = 80
"""The maximum number of characters of a title."""
NEAR = 3
"""How many paragraphs at the beginning may be the title."""


@dataclass(frozen=True, slots=True)
class Word:
    """A Word file, as it is to be changed into Markdown."""

    text: str
    """Its characters: paragraphs in lines, the cells of a row of a table with tabs between them."""
    known: Known
    """What it says of its text."""
    findings: Findings
    """The edits that make the text Markdown, and what a person must decide."""


def read_word(data: bytes) -> Word:
    """Read a Word file.

    Args:
        data: The file, of the kind of 2007 and later.

    Returns:
        Its text, with edits that mark headings, lists, tables, notes, links and emphasis; questions about images and
        about parts that were not taken in.

    Raises:
        MissingLibraryError: The library that reads such files is not installed.
        UnfitInputError: The file is damaged or encrypted, or holds more than a text can.
    """
    parts = read_parts(data)
    page, messages = _convert(parts)
    tree = read_elements(tokenize(page))
    found = read_blocks(page, tree)
    blocks = found.blocks
    dropped = ["furniture" if _has_class(tree, one, CONTENTS) else "" for one in blocks]
    title = _find_title(tree, blocks, parts.title)
    for number in title:
        dropped[number] = "metadata"
    edits = write_markdown(blocks, dropped, len(page), "word-markup", list_levels(blocks, dropped))
    plain = _Plain(page)
    plain.read(edits)
    questions = [*ask_images(tree, found, 0, len(page), ""), *_ask_tables(tree, found.spans)]
    questions += _ask_contents(blocks, dropped)
    placed = [one._replace(offset=plain.place(one.offset)) for one in questions]
    known = Known(title="　".join(blocks[number].text.strip() for number in title))
    placed += [*ask_parts(parts, messages), *ask_properties(parts, known.title, plain.text)]
    placed.sort(key=lambda one: (one.offset, one.code))
    return Word(plain.text, known, Findings(plain.edits, placed))


def _convert(parts: Parts) -> tuple[str, list[str]]:
    """Return a Word file as a page of HTML, and what the library says of it.

    Raises:
        MissingLibraryError: The library is not installed.
        UnfitInputError: The file is damaged.
    """
    try:
        import mammoth  # noqa: PLC0415 -- of the extra `import`
    except ImportError as error:
        raise MissingLibraryError(MISSING, INSTALL) from error
    try:
        converted = mammoth.convert_to_html(
            BytesIO(parts.data),
            style_map=write_style_map(parts.styles),
            convert_image=mammoth.images.img_element(_name_image),
            include_embedded_style_map=False,
        )
    except (*DAMAGES, AttributeError, TypeError) as error:
        message = "the Word file is damaged"
        raise UnfitInputError(message, REPAIR) from error
    return BACK.sub("", converted.value), [str(one.message) for one in converted.messages]


def _name_image(image: Any) -> dict[str, str]:
    """Return the attributes of an image: its name, which the file has in its place."""
    try:
        with image.open() as opened:
            name = opened.read().decode("utf-8", "replace").removeprefix("word/")
    except (KeyError, OSError, ValueError) as error:
        # What mammoth says of a file beside the document has its name in it, and nothing else has.
        found = OUTSIDE.search(str(error))
        name = found[1] if found else "an image that is not in the file"
    return {"src": name}


def _has_class(tree: Tree, block: HtmlBlock, name: str) -> bool:
    """Return whether a block is a paragraph of a class."""
    return block.element >= 0 and tree.attributes[block.element].get("class") == name


def _find_title(tree: Tree, blocks: Sequence[HtmlBlock], stated: str) -> list[int]:
    """Return the numbers of the blocks that are the title, and of the subtitle behind it.

    Args:
        tree: The elements of the page.
        blocks: Its blocks.
        stated: The title in the properties of the file.
    """
    near = [number for number, one in enumerate(blocks[:NEAR]) if len(one.text) <= LONGEST_TITLE]
    named = [number for number in near if _has_class(tree, blocks[number], TITLE)]
    same = [number for number in near if stated and _squeeze(blocks[number].text) == _squeeze(stated)]
    tops = [number for number, one in enumerate(blocks) if one.kind == "heading" and one.level == 1]
    alone = tops if len(tops) == 1 and tops[0] in near else []
    found = (named or same or alone)[:1]
    if found and found[0] + 1 < len(blocks) and _has_class(tree, blocks[found[0] + 1], SUBTITLE):
        found.append(found[0] + 1)
    return found


def _squeeze(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())


def _ask_tables(tree: Tree, spans: Sequence[int]) -> Iterator[Question]:
    """Yield a question about each table that Markdown cannot show as it is."""
    message = "cells of a table took up several rows or columns; empty ones stand in their place"
    yield from (Question(tree.elements[number].start, "table", message) for number in spans)


def _ask_contents(blocks: Sequence[HtmlBlock], dropped: Sequence[str]) -> Iterator[Question]:
    """Yield a question about the table of contents."""
    lines = [one for one, reason in zip(blocks, dropped, strict=True) if reason == "furniture"]
    if lines:
        message = f"a table of contents of {len(lines)} lines was dropped"
        yield Question(lines[0].start, "dropped-part", message, "the site makes one of its own; nothing is to be done")


@dataclass
class _Plain:
    """Turns edits of a page of HTML into edits of its text."""

    page: str
    text: str = ""
    edits: list[Edit] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    size: int = 0
    gap: str = ""
    ended: int = 0
    in_row: bool = False
    offsets: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def read(self, edits: Sequence[Edit]) -> None:
        """Read the edits of the page."""
        at = 0
        for edit in edits:
            self._mark(at)
            self._add(self.page[at : edit.start])
            self._mark(edit.start)
            start = self.size
            before = self.page[edit.start : edit.end]
            if edit.kind == "html-reference":
                self._read_reference(before, edit.text)
            else:
                self._add_markup(before, is_end=edit.end == len(self.page))
                if self.size > start or edit.text:
                    self.edits.append(Edit(start, self.size, edit.text, edit.kind))
            at = edit.end
        self._mark(at)
        self._add(self.page[at:])
        self.text = "".join(self.pieces)

    def place(self, offset: int) -> int:
        """Return the offset in the text for one in the page."""
        number = bisect_right(self.offsets, offset) - 1
        last = self.places[min(number + 1, len(self.places) - 1)]
        return min(self.places[number] + offset - self.offsets[number], last)

    def _mark(self, offset: int) -> None:
        """Remember how far the text is at an offset of the page."""
        self.offsets.append(offset)
        self.places.append(self.size)

    def _add(self, text: str) -> None:
        """Add characters."""
        if text:
            self.pieces.append(text)
            self.size += len(text)

    def _read_reference(self, before: str, new: str) -> None:
        """Read a character that HTML writes as a reference: of the edit, only backslashes stay."""
        decoded = decode_references(before)
        at = 0
        for number, sign in enumerate(decoded):
            if new.startswith("\\", at) and new[at + 1 : at + 2] == sign:
                self.edits.append(Edit(self.size + number, self.size + number, "\\", "markdown-escape"))
                at += 1
            elif new[at : at + 1] != sign:
                self.edits.append(Edit(self.size + number, self.size + number + 1, new[at : at + 1], "blank"))
            at += 1
        self._add(decoded)

    def _add_markup(self, markup: str, *, is_end: bool) -> None:
        """Add what a reader sees of a stretch with tags: ends of lines, tabs between cells, and its characters."""
        for token in tokenize(markup):
            if token.kind == "text":
                self._end_gap()
                self._add(decode_references(markup[token.start : token.end]))
            elif token.name == "br":
                self.gap += "\n" if token.kind == "open" else ""
            elif token.name == "tr":
                self.in_row = False
                self.gap = self.gap.rstrip("\n") + "\n"
                self.ended = len(self.gap)
            elif token.name in CELLS and token.kind == "open":
                if self.in_row:
                    self.gap = self.gap[: self.ended] + self.gap[self.ended :].rstrip("\n") + "\t"
                self.in_row = True
            elif token.name in BLOCKS:
                self.gap = self.gap or "\n"
        if not is_end:
            self._end_gap()

    def _end_gap(self) -> None:
        """Add what stands between two stretches of characters."""
        self._add(self.gap if self.size else "")
        self.gap, self.ended = "", 0
