"""The blocks of an HTML page: paragraphs, headings, entries of lists, tables, code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from duizhao.importing.reading.html_addresses import resolve_address
from duizhao.importing.reading.html_atoms import (
    Atom,
    Container,
    HtmlBlock,
    divide,
    divide_code,
    split_lines,
    strip_cells,
    strip_lines,
)
from duizhao.importing.reading.html_elements import BLOCKS, Event, Tree, list_words
from duizhao.importing.reading.html_tables import Shape, find_tables

SKIPPED = list_words(
    "script style title textarea template noscript iframe object embed select svg math canvas audio video rp xml "
    "noembed noframes applet map button"
)
"""Elements whose content is no text of the page."""
STYLES = {
    "b": "**",
    "strong": "**",
    "i": "*",
    "em": "*",
    "cite": "*",
    "dfn": "*",
    "mark": "==",
    "sup": "<sup>",
    "sub": "<sub>",
    "del": "~~",
    "s": "~~",
    "strike": "~~",
    "ins": "++",
    "code": "`",
    "kbd": "`",
    "samp": "`",
    "tt": "`",
}
"""Elements → marks around words."""
ORDER = ("[", "**", "*", "~~", "++", "==", "<sup>", "<sub>", "`")
"""The marks from the outermost to the innermost one."""
BOLD = re.compile(r"font-weight\s{0,9}:\s{0,9}(?:bold|[6-9]00)", re.IGNORECASE)
WORD_ENTRY = re.compile(r"mso-list\s{0,9}:\s{0,9}l", re.IGNORECASE)
WORD_NUMBER = re.compile(r"mso-list\s{0,9}:\s{0,9}Ignore", re.IGNORECASE)
ENTRY = "duizhao-number"
"""The class of the number of an entry that is read from a Word file."""
ENTRY_NUMBER = re.compile(r"\d{1,9}")
WORD_ORDER = re.compile(r"(?<!\w)(\d{1,3})[.)．、]")
"""The number of an entry, as Word writes it before the text."""
WORD_ORDER_SIZE = 80
NOTES = -3
"""What stands for the list of the notes at the end of a page."""
WORD_LIST = -2
"""What stands for the list of an entry that Word has saved as a paragraph."""
HEADING = re.compile(r"h([1-6])")
LONG = 40
"""A line with so many characters is a paragraph."""
NOTE = re.compile(r"#?((?:foot|end)note-[\w-]{1,40})")
"""The id of a note at the end of a page; that of the place which refers to it is another one."""
REFERRING = re.compile(r"(?:foot|end)note-ref-[\w-]{1,40}")
DEEPEST = 6
"""The maximum nesting depth of lists and quotations; deeper ones are not deeper in the draft."""
QUOTE = ("> ", "> ")


class Image(NamedTuple):
    """An image of a page."""

    offset: int
    """The offset of its tag."""
    element: int
    """The element that it is."""


@dataclass(slots=True)
class Blocks:
    """The text of a page."""

    blocks: list[HtmlBlock] = field(default_factory=list)
    """The blocks, in order."""
    images: list[Image] = field(default_factory=list)
    """The images, in order."""
    spans: list[int] = field(default_factory=list)
    """The elements of tables that Markdown cannot show as they are."""
    unresolved: list[tuple[int, str]] = field(default_factory=list)
    """Links that are no full addresses: the offset and what is written."""


def read_blocks(text: str, tree: Tree, base: str = "") -> Blocks:
    """Find the blocks of a page.

    Args:
        text: The page.
        tree: Its elements.
        base: The address that its links start from; empty if unknown.

    Returns:
        The blocks with all text that a browser would show, or would show if it were not hidden; and the images.
    """
    reader = _Reader(text, tree, base)
    for event in tree.events:
        reader.read(event)
    reader.finish()
    return reader.found


class _Reader:
    """Builds blocks from events."""

    def __init__(self, text: str, tree: Tree, base: str) -> None:
        self.text = text
        self.address = base
        self.tree = tree
        self.found = Blocks()
        self.tables = find_tables(tree)
        self.skipped = 0
        self.pre = 0
        self.counts: Counter[str] = Counter()
        self.marks: dict[int, str] = {}
        self.links: list[tuple[int, str]] = []
        self.style: tuple[str, ...] = ()
        self.containers: list[tuple[int, Container]] = []
        self.lists: list[tuple[int, int]] = []
        self.kinds: list[tuple[int, str, int]] = []
        self.table: Shape | None = None
        self.current: HtmlBlock | None = None
        self.base = -1
        self.reading = -1
        self.readings: list[tuple[int, int, int]] = []
        self.notes: dict[str, int] = {}

    def read(self, event: Event) -> None:
        """Read an event."""
        if event.kind == "text":
            if not self.skipped:
                self._add_text(event)
        elif event.kind == "open":
            self._open(event)
        elif event.kind == "close":
            self._close(event)

    def _add_text(self, event: Event) -> None:
        """Add text to the current block."""
        if self.pre:
            if self.current is not None or self.text[event.start : event.end].strip():
                self._block(event.element).atoms += divide_code(self.text, event.start, event.end)
            return
        block = self.current
        for atom in divide(self.text, event.start, event.end, self.style):
            if block is None:
                if atom.kind in ("soft", "hard"):
                    continue
                block = self._block(event.element)
            block.atoms.append(atom)

    def _block(self, element: int) -> HtmlBlock:
        """Return the current block, or begin one."""
        if self.current is None:
            kind, level = self.kinds[-1][1:] if self.kinds else ("paragraph", 0)
            containers = tuple(one for _, one in self.containers[:DEEPEST])
            self.current = HtmlBlock(element, "code" if self.pre else kind, level, containers)
        return self.current

    def finish(self) -> None:
        """End the current block."""
        if self.current is not None and self.table is None:
            if self.current.kind == "code":
                self.current.atoms = strip_lines(self.current.atoms)
            elif self.current.kind == "table":
                self.current.atoms = strip_cells(self.current.atoms)
            if any(one.kind in ("text", "reference") or one.text[:2] == "[^" for one in self.current.atoms):
                self.found.blocks += split_lines(self.current, LONG)
            self.current = None
            self.base, self.readings = -1, []

    def _glue(self, at: int, new: str) -> None:
        """Add markup to the current block."""
        if self.current is not None:
            self.current.atoms.append(Atom("glue", at, at, new, self.style))

    def _open(self, event: Event) -> None:
        """Read a start tag."""
        element = self.tree.elements[event.element]
        name = element.name
        if name in BLOCKS:
            self._open_block(event, name)
        elif name in SKIPPED:
            self.skipped += 1
        elif name == "br":
            self._break(event)
        elif name in ("img", "amp-img"):
            if not self.skipped:
                self.found.images.append(Image(event.start, event.element))
        elif name in ("ruby", "rt"):
            self._open_ruby(name)
        else:
            self._open_inline(event, name)

    def _break(self, event: Event) -> None:
        """Read a line break."""
        if self.pre:
            self._glue(event.start, "\n")
        elif self.table is not None:
            self._glue(event.start, "<br>")
        elif self.current is not None:
            self.current.atoms.append(Atom("break", event.start, event.start, ""))

    def _open_ruby(self, name: str) -> None:
        """Read the beginning of a word with its reading, or of the reading."""
        if name == "ruby":
            self.base, self.reading, self.readings = self._place(), -1, []
        elif self.base >= 0:
            self.reading = self._place()

    def _place(self) -> int:
        """Return how many atoms the current block has."""
        return 0 if self.current is None else len(self.current.atoms)

    def _open_inline(self, event: Event, name: str) -> None:
        """Read the beginning of marked words."""
        attributes = self.tree.attributes[event.element]
        style = attributes.get("style", "")
        if WORD_NUMBER.search(style):
            self.marks[event.element] = "skip"
            self.skipped += 1
            found = WORD_ORDER.search(self.text, event.end, event.end + WORD_ORDER_SIZE)
            if found and self.containers and self.containers[-1][1].list == WORD_LIST:
                self._number(found[1])
            return
        if attributes.get("class") == ENTRY and self.containers and self.containers[-1][1].list >= 0:
            self.marks[event.element] = "skip"
            self.skipped += 1
            if found := ENTRY_NUMBER.match(self.text, event.end):
                self._number(found[0])
            return
        if name == "a" and (note := NOTE.fullmatch(attributes.get("href", ""))):
            self._refer(event, note[1], attributes)
            return
        if name == "a" and attributes.get("href"):
            address = resolve_address(attributes["href"], self.address)
            if address is None:
                self.found.unresolved.append((event.start, attributes["href"].strip()))
            self.links.append((event.element, f"[{address or ''}"))
        elif name in STYLES or (style and BOLD.search(style)):
            mark = STYLES.get(name, "**")
            self.marks[event.element] = mark
            self.counts[mark] += 1
        else:
            return
        self._restyle()

    def _number(self, number: str) -> None:
        """Give the entry of a list that begins its number."""
        place, old = self.containers[-1]
        self.containers[-1] = (place, old._replace(first=f"{number}. ", next=" " * (len(number) + 2)))

    def _refer(self, event: Event, note: str, attributes: Mapping[str, str]) -> None:
        """Read the sign of a note, or, in the note, the sign of the way back, which is dropped."""
        if REFERRING.fullmatch(attributes.get("id", "")):
            number = self.notes.setdefault(note, len(self.notes) + 1)
            style = tuple(one for one in self.style if one != "<sup>")
            at = event.start
            self._block(event.element).atoms.append(Atom("glue", at, at, f"[^{number}]", style))
        elif not REFERRING.fullmatch(note):
            return
        self.marks[event.element] = "skip"
        self.skipped += 1

    def _restyle(self) -> None:
        """Find the marks around what follows."""
        heading = bool(self.kinds) and self.kinds[-1][1] == "heading"
        marks = [one for one in ORDER if self.counts[one] > 0 and not (heading and one in ("**", "*"))]
        self.style = (*([self.links[-1][1]] if self.links else []), *marks)

    def _open_block(self, event: Event, name: str) -> None:
        """Read the beginning of an element that begins a line."""
        shape = self.tables.get(event.element)
        if self.table is not None:
            self._open_cell(event, name)
            return
        self.finish()
        if shape is not None and not self.skipped:
            self.table = shape
            if shape.has_spans:
                self.found.spans.append(event.element)
            self.current = HtmlBlock(event.element, "table", 0, tuple(one for _, one in self.containers[:DEEPEST]))
        elif name == "pre":
            self.pre += 1
        elif found := HEADING.fullmatch(name):
            self.kinds.append((event.element, "heading", int(found[1])))
            self._restyle()
        elif name == "figcaption":
            self.kinds.append((event.element, "caption", 0))
        elif name in ("ul", "ol", "menu", "dir"):
            start = self.tree.attributes[event.element].get("start", "1")
            self.lists.append((event.element, int(start) if start.isdecimal() and len(start) < DEEPEST else 1))
        else:
            self._open_container(event, name)

    def _open_container(self, event: Event, name: str) -> None:
        """Read the beginning of a quotation or of an entry of a list."""
        number = event.element
        if name == "blockquote":
            self.containers.append((number, Container(number, *QUOTE)))
        elif name == "dd" and self.found.blocks and self._is_term(self.found.blocks[-1]):
            self.containers.append((number, Container(number, ":   ", "    ", number)))
        elif name == "li":
            marker, parent = "- ", -1
            note = self.notes.get(self.tree.attributes[number].get("id", ""))
            if note is not None:
                self.containers.append((number, Container(number, f"[^{note}]: ", "    ", NOTES)))
                return
            if self.lists:
                parent, count = self.lists[-1]
                if self.tree.elements[parent].name == "ol":
                    marker = f"{count}. "
                    self.lists[-1] = (parent, count + 1)
            self.containers.append((number, Container(number, marker, " " * len(marker), parent)))
        elif name == "p" and WORD_ENTRY.search(self.tree.attributes[number].get("style", "")):
            self.containers.append((number, Container(number, "- ", "  ", WORD_LIST)))

    def _is_term(self, block: HtmlBlock) -> bool:
        """Return whether a block is a term that a definition explains."""
        return self.tree.elements[block.element].name == "dt"

    def _open_cell(self, event: Event, name: str) -> None:
        """Read the beginning of an element in a table."""
        assert self.table is not None
        assert self.current is not None
        if event.element in self.table.cells:
            self.current.atoms.append(Atom("glue", event.start, event.start, self.table.cells[event.element]))
        elif name not in ("tr", "tbody", "thead", "tfoot"):
            self.current.atoms.append(Atom("soft", event.start, event.start, " "))

    def _close(self, event: Event) -> None:
        """Read an end tag."""
        number = event.element
        name = self.tree.elements[number].name
        if name in BLOCKS:
            self._close_block(event, name)
        elif name in SKIPPED:
            self.skipped -= 1
        elif name in ("ruby", "rt"):
            self._close_ruby(name)
        elif self.links and self.links[-1][0] == number:
            self.links.pop()
            self._restyle()
        elif number in self.marks:
            mark = self.marks.pop(number)
            if mark == "skip":
                self.skipped -= 1
            self.counts[mark] -= 1
            self._restyle()
        else:
            self.links = [one for one in self.links if one[0] != number] if name == "a" else self.links

    def _close_ruby(self, name: str) -> None:
        """Read the end of a word with its reading, or of the reading."""
        if self.base < 0 or self.current is None:
            return
        if name == "rt" and self.base < self.reading < self._place():
            self.readings.append((self.base, self.reading, self._place()))
            self.base = self._place()
        elif name == "ruby":
            atoms = self.current.atoms
            for first, middle, last in reversed(self.readings):
                for place, mark in ((last, "}"), (middle, "|"), (first, "{")):
                    at = atoms[place].start if place < len(atoms) else atoms[-1].end
                    atoms.insert(place, Atom("glue", at, at, mark, self.style))
            self.base, self.readings = -1, []

    def _close_block(self, event: Event, name: str) -> None:
        """Read the end of an element that ends a line."""
        number = event.element
        if self.table is not None:
            if number == self.table.element:
                self._glue(event.start, self.table.end)
                self.table = None
                self.finish()
            return
        self.finish()
        if name == "pre":
            self.pre -= 1
        for stack in (self.kinds, self.containers, self.lists):
            if stack and stack[-1][0] == number:
                stack.pop()
        self._restyle()
