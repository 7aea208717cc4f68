"""The smallest parts of the text of an HTML page, and the blocks that they make up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from duizhao.importing.reading.html_tokens import REFERENCE, decode_references

PART = re.compile(
    r"(?P<soft>[ \t\r\n\f]*[\t\r\n\f][ \t\r\n\f]*+|  ++|\A +| +\Z)|(?P<hard>[\u3000\xa0]++)|(?P<reference>"
    + REFERENCE.pattern
    + ")"
)
"""What is not taken over as it stands. A single blank is, unless it is at an end."""
BLANKS = re.compile(r"[ \t\r\n\f\u3000\xa0]*")


LABEL = re.compile(r"[（(【]?[^\W\d_]{2,5}[：:/／]")
"""The beginning of a line such as `编辑：`."""
WIDE_BLANK = "　"
"""What stands between the lines of a heading."""
EMPTY_LINES = re.compile(r"(?:[ \t\r]*+\n)*+")


class Atom(NamedTuple):
    """A part of a block that is treated alike."""

    kind: str
    """`text`, as it stands; `reference`, that stands for `text`; `soft`, blanks that only part words; `hard`, blanks
    that are printed; `break`, an end of a line; `glue`, markup that replaces markup."""
    start: int
    """The offset in the page; of a break or glue, where it is due."""
    end: int
    """The offset after it."""
    text: str
    """The characters, decoded; of glue, the new markup."""
    style: tuple[str, ...] = ()
    """The marks around it, from the outermost one: `**`, or `[` with an address."""


class Container(NamedTuple):
    """What blocks are in: a quotation or an entry of a list."""

    number: int
    """What tells it from others."""
    first: str
    """What its first line begins with."""
    next: str
    """What its other lines begin with."""
    list: int = -1
    """The number of the list; -1 for none."""


@dataclass(slots=True)
class HtmlBlock:
    """A paragraph, heading, cell-by-cell table or the like."""

    element: int
    """The innermost element that it is in."""
    kind: str = "paragraph"
    """`paragraph`, `heading`, `code`, `table` or `caption`."""
    level: int = 0
    """Of a heading, its level in the page."""
    containers: tuple[Container, ...] = ()
    """What it is in, from the outermost one."""
    atoms: list[Atom] = field(default_factory=list)
    """Its parts in order; the first and the last one are printed."""

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.atoms[0].start

    @property
    def end(self) -> int:
        """The offset after its last one."""
        return self.atoms[-1].end

    @property
    def text(self) -> str:
        """Its characters without markup; a line break in a heading is a full-width blank."""
        return "".join(
            " " if one.kind in ("soft", "break") else one.text
            for one in self.atoms
            if one.kind != "glue" or one.text == WIDE_BLANK
        )


def divide(text: str, start: int, end: int, style: tuple[str, ...]) -> Iterator[Atom]:
    """Divide a stretch of text between two tags into atoms."""
    part = text[start:end]
    at = 0
    for found in PART.finditer(part):
        kind, decoded = found.lastgroup or "", found[0]
        if kind == "reference":
            decoded = decode_references(decoded)
            if decoded == found[0]:
                continue
            if not BLANKS.sub("", decoded, count=1):
                kind, decoded = "hard", decoded.replace("\xa0", " ")
        if at < found.start():
            yield Atom("text", start + at, start + found.start(), part[at : found.start()], style)
        yield Atom(kind, start + found.start(), start + found.end(), decoded.replace("\xa0", " "), style)
        at = found.end()
    if at < len(part):
        yield Atom("text", start + at, end, part[at:], style)


def divide_code(text: str, start: int, end: int) -> Iterator[Atom]:
    """Divide a stretch of code into what stands in it and its references."""
    at = start
    for found in REFERENCE.finditer(text, start, end):
        decoded = decode_references(found[0])
        if decoded == found[0]:
            continue
        if at < found.start():
            yield Atom("text", at, found.start(), text[at : found.start()])
        yield Atom("reference", found.start(), found.end(), decoded)
        at = found.end()
    if at < end:
        yield Atom("text", at, end, text[at:end])


def split_lines(block: HtmlBlock, long: int) -> list[HtmlBlock]:
    """Split a block at line breaks that end paragraphs.

    Args:
        block: The block.
        long: How many characters a line has that is a paragraph of its own.

    Returns:
        Blocks without empty lines and without blanks at the ends of lines. Where a break is doubled, where the line
        after it is indented, or where a line is long, paragraphs end; other breaks stay.
    """
    lines: list[list[Atom]] = [[]]
    breaks: list[Atom] = []
    for atom in block.atoms:
        if atom.kind == "break":
            breaks.append(atom)
            lines.append([])
        else:
            lines[-1].append(atom)
    if not breaks or block.kind in ("code", "table"):
        kept = block.atoms if block.kind in ("code", "table") else strip(block.atoms)
        return [_with(block, kept)] if kept else []
    indented = [_is_indented(line) for line in lines]
    stripped = [strip(line) for line in lines]
    labelled = [bool(line) and LABEL.match(line[0].text) is not None for line in stripped]
    sizes = [sum(len(atom.text) for atom in line) for line in stripped]
    parts: list[list[Atom]] = []
    last = -1
    for number, line in enumerate(stripped):
        if not line:
            continue
        parted = number - last > 1 or indented[number] or labelled[number] or max(sizes[number], sizes[last]) >= long
        if parts and not parted and block.kind != "heading":
            parts[-1] += [breaks[number - 1], *line]
        elif parts and block.kind == "heading":
            parts[-1] += [Atom("glue", breaks[number - 1].start, breaks[number - 1].start, WIDE_BLANK), *line]
        else:
            parts.append(line)
        last = number
    return [_with(block, part) for part in parts]


def _with(block: HtmlBlock, atoms: list[Atom]) -> HtmlBlock:
    """Return a block like another one, with other atoms."""
    return HtmlBlock(block.element, block.kind, block.level, block.containers, atoms)


def _is_indented(line: list[Atom]) -> bool:
    """Return whether a line begins with printed blanks as wide as two letters."""
    wide = 0
    for atom in line:
        if atom.kind == "hard":
            wide += sum(2 if one == "\u3000" else 1 for one in atom.text)
        elif atom.kind != "soft":
            break
    return wide > 1


def strip(atoms: list[Atom]) -> list[Atom]:
    """Return atoms without blanks at both ends, and with one soft blank where several follow one another."""
    first, last = 0, len(atoms)
    while first < last and atoms[first].kind in ("soft", "hard"):
        first += 1
    while last > first and atoms[last - 1].kind in ("soft", "hard"):
        last -= 1
    kept: list[Atom] = []
    for atom in atoms[first:last]:
        if atom.kind == "soft" and kept and kept[-1].kind in ("soft", "hard"):
            continue
        kept.append(atom)
    return kept


def strip_lines(atoms: list[Atom]) -> list[Atom]:
    """Return the atoms of a block of code without empty lines at both ends."""
    kept = list(atoms)
    while kept and not kept[-1].text.strip():
        kept.pop()
    while kept and not kept[0].text.strip():
        del kept[0]
    if not kept:
        return kept
    first = kept[0]
    begun = EMPTY_LINES.match(first.text)
    cut = begun.end() if begun and first.kind == "text" else 0
    kept[0] = first._replace(start=first.start + cut, text=first.text[cut:])
    last = kept[-1]
    cut = len(last.text) - len(last.text.rstrip()) if last.kind == "text" else 0
    kept[-1] = last._replace(end=last.end - cut, text=last.text[: len(last.text) - cut])
    return kept


def strip_cells(atoms: list[Atom]) -> list[Atom]:
    """Return the atoms of a table without blanks at the ends of its cells."""
    cells: list[list[Atom]] = [[]]
    for atom in atoms:
        if atom.kind == "glue" and "|" in atom.text:
            cells += ([atom], [])
        else:
            cells[-1].append(atom)
    return [atom for cell in cells for atom in (cell if cell and cell[0].kind == "glue" else strip(cell))]
