"""The elements of an HTML page, well nested, as a list of events."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from duizhao.importing.reading.html_tokens import Token, read_attributes


def list_words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


VOID = list_words("area base br col embed hr img input link meta param source track wbr amp-img")
BLOCKS = list_words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
"""Elements that begin a line of their own."""
CELLS = frozenset({"td", "th"})
CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (CELLS, frozenset({"tr", "table"})),
    "th": (CELLS, frozenset({"tr", "table"})),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"), (frozenset({"tr", "td", "th", "tbody", "thead", "tfoot"}), frozenset({"table"}))
    ),
    "rt": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
    "rp": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""Which open elements the start of one closes, and which others keep it from doing so."""
PARAGRAPH = (frozenset({"p"}), BLOCKS - {"p"})
"""The same for all elements that begin a line."""
TABLE_PARTS = list_words("table tbody thead tfoot tr td th body html")
"""Elements whose end tags close what is open in a cell."""
WALLS = frozenset({"td", "th", "table", "caption"})
"""Elements that no other end tag closes."""
FARTHEST = 256
"""How many open elements are looked through for the one that a tag closes."""


@dataclass(slots=True)
class Element:
    """An element of a page."""

    name: str
    """Its name in small letters."""
    attributes: str
    """What stands behind the name in its start tag."""
    parent: int
    """The number of the element around it; -1 for the outermost ones."""
    start: int
    """The offset of its start tag."""


class Event(NamedTuple):
    """A step in reading a page from beginning to end."""

    kind: str
    """`open`, `close`, `text` or `raw`."""
    element: int
    """The number of the element that is opened or closed, or that the text is in; -1 for none."""
    start: int
    """The offset of the tag or text."""
    end: int
    """The offset after it; `start` for a tag that is not written."""


@dataclass
class Tree:
    """The elements of a page."""

    elements: list[Element] = field(default_factory=list)
    """The elements; those in another one follow it."""
    events: list[Event] = field(default_factory=list)
    """What one meets from beginning to end; each element that is opened is closed."""

    @cached_property
    def attributes(self) -> list[dict[str, str]]:
        """The attributes of each element."""
        return [read_attributes(one.attributes) if one.attributes else {} for one in self.elements]


def read_elements(tokens: Iterable[Token]) -> Tree:
    """Find the elements of a page as browsers do: start tags close what cannot be open any more.

    Args:
        tokens: The tokens of the page.

    Returns:
        The elements and events, in linear time and without recursion.
    """
    reader = _Reader()
    end = 0
    for token in tokens:
        end = token.end
        if token.kind == "open":
            reader.open(token)
        elif token.kind == "close":
            reader.close(token)
        elif token.kind != "other":
            reader.add(token.kind, token.start, token.end)
    while reader.stack:
        reader.pop(end)
    return reader.tree


class _Reader:
    """Builds a tree."""

    def __init__(self) -> None:
        self.tree = Tree()
        self.stack: list[int] = []
        self.counts: Counter[str] = Counter()

    def add(self, kind: str, start: int, end: int) -> None:
        """Add an event in the innermost element."""
        self.tree.events.append(Event(kind, self.stack[-1] if self.stack else -1, start, end))

    def open(self, token: Token) -> None:
        """Open an element, and close what it cannot be in."""
        name = token.name
        if name in BLOCKS and self.counts["p"]:
            self._close_implied(*PARAGRAPH, token.start)
        if name in CLOSED_BY:
            self._close_implied(*CLOSED_BY[name], token.start)
        number = len(self.tree.elements)
        parent = self.stack[-1] if self.stack else -1
        self.tree.elements.append(Element(name, token.attributes, parent, token.start))
        self.stack.append(number)
        self.counts[name] += 1
        self.tree.events.append(Event("open", number, token.start, token.end))
        if name in VOID or (":" in name and token.attributes.endswith("/")):
            self.pop(token.end)

    def pop(self, start: int, end: int | None = None) -> None:
        """Close the innermost element."""
        self._drop(len(self.stack) - 1, start, start if end is None else end)

    def _drop(self, place: int, start: int, end: int) -> None:
        """Close an element of the stack."""
        number = self.stack.pop(place)
        self.counts[self.tree.elements[number].name] -= 1
        self.tree.events.append(Event("close", number, start, end))

    def _name(self, place: int) -> str:
        """Return the name of an element of the stack."""
        return self.tree.elements[self.stack[place]].name

    def _close_implied(self, targets: frozenset[str], walls: frozenset[str], at: int) -> None:
        """Close the outermost of the targets that no wall shuts off, with all in it."""
        found = -1
        for place in range(len(self.stack) - 1, max(-1, len(self.stack) - FARTHEST), -1):
            name = self._name(place)
            if name in targets:
                found = place
            elif name in walls:
                break
        while 0 <= found < len(self.stack):
            self.pop(at)

    def close(self, token: Token) -> None:
        """Close the element that an end tag belongs to; one that belongs to none is ignored."""
        name = token.name
        if not self.counts[name]:
            if name == "br":
                self.open(token)
            return
        is_block = name in BLOCKS
        for place in range(len(self.stack) - 1, max(-1, len(self.stack) - FARTHEST), -1):
            here = self._name(place)
            if here == name:
                break
            if here in WALLS and name not in TABLE_PARTS:
                return
            if here == "table" and name not in ("body", "html"):
                return
        else:
            return
        # An end tag such as </b> that is not well nested closes only its own element.
        while is_block and len(self.stack) - 1 > place:
            self.pop(token.start)
        self._drop(place, token.start, token.end)


def has_word(attributes: dict[str, str], words: re.Pattern[str]) -> bool:
    """Return whether class or id of an element match words."""
    return bool(words.search(f"{attributes.get('class', '')} {attributes.get('id', '')}"))
