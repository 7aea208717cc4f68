"""Drawings that a program has made: an SVG of its own, without anything that runs or asks another host."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree as ET

SVG, HTML, LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink"
ELEMENTS = {
    SVG: frozenset(
        [
            *("a", "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix", "feComponentTransfer"),
            *("feComposite", "feDropShadow", "feFlood", "feFuncA", "feGaussianBlur", "feMerge", "feMergeNode"),
            *("feMorphology", "feOffset", "filter", "foreignObject", "g", "line", "linearGradient", "marker", "mask"),
            *("path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg", "switch"),
            *("symbol", "text", "textPath", "title", "tspan", "use"),
        ]
    ),
    HTML: frozenset(
        ["b", "br", "code", "div", "em", "i", "li", "ol", "p", "s", "small", "span", "strong", "sub", "sup", "u", "ul"]
    ),
}  # fmt: skip
"""The elements that a drawing may have; others are left out with what is in them."""
ADDRESSES = ("href", f"{{{LINK}}}href", "src")
BASE = "{http://www.w3.org/XML/1998/namespace}base"
ELSEWHERE = re.compile(
    r"@import[^;]*;?|(?:url\((?!\s*[\"']?\s*#)|(?:src|image|image-set)\()[^)]*\)?|expression\(|-moz-binding",
    re.IGNORECASE,
)
"""What a style may load from elsewhere; a bracket may be left open at the end."""
ESCAPE = re.compile(r"\\(?:(?P<number>[0-9a-f]{1,6})\s?|\n)", re.IGNORECASE)
"""Matches an escape of CSS; any other one stands for the sign behind the backslash."""
NUMBERS = re.compile(r"[\s,]+")
LARGEST = 4_000_000


class DrawingError(Exception):
    """A diagram could not be drawn."""

    def __init__(self, message: str, line: int = 0, *, is_of_program: bool = False) -> None:
        """Say why.

        Args:
            message: What the program says of it.
            line: The line of the diagram, from 1; 0 if unknown.
            is_of_program: Whether the program failed, not the diagram.
        """
        super().__init__(message)
        self.line = line
        self.is_of_program = is_of_program


class Drawing(NamedTuple):
    """An SVG, with its size."""

    svg: bytes
    width: int
    height: int


def clean_drawing(data: bytes) -> Drawing:
    """Return a drawing without scripts, handlers and addresses, with its size stated.

    Args:
        data: What a program has written.

    Raises:
        DrawingError: It is no SVG.
    """
    if len(data) > LARGEST or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        message = "the program wrote a file that is too large or declares entities"
        raise DrawingError(message, is_of_program=True)
    try:
        root = ET.fromstring(data)  # noqa: S314 -- declarations, and with them entities, were refused
    except ET.ParseError as error:
        message = f"the program wrote no SVG: {error}"
        raise DrawingError(message, is_of_program=True) from None
    if root.tag != f"{{{SVG}}}svg":
        message = "the program wrote no SVG"
        raise DrawingError(message, is_of_program=True)
    _clean(root)
    width, height = _measure(root)
    root.set("width", str(width))
    root.set("height", str(height))
    root.attrib.pop("style", None)
    ET.register_namespace("", SVG)
    return Drawing(ET.tostring(root, "utf-8", xml_declaration=False), width, height)


def _clean(element: ET.Element) -> None:
    """Remove from an element, and those in it, what a drawing may not have."""
    for name, value in [*element.attrib.items()]:
        is_address = name in ADDRESSES
        if name.lower().startswith("on") or name == BASE or (is_address and not value.startswith("#")):
            del element.attrib[name]
        elif not is_address:
            element.set(name, _clean_style(value))
    if element.tag == f"{{{SVG}}}style":
        text = _clean_style("".join(element.itertext()))
        element[:] = []
        element.text = text
    for child in [*element]:
        space, _brace, name = str(child.tag).removeprefix("{").rpartition("}")
        if name in ELEMENTS.get(space, ()):
            _clean(child)
        else:
            element.remove(child)


def _clean_style(text: str) -> str:
    """Return a style without what it may load; one that loads nothing stays as it is written."""
    # A backslash that remained could begin an escape.
    plain = ESCAPE.sub(_read_escape, text).replace("\\", "") if "\\" in text else text
    # What is on both sides of a removed part must not become one word.
    clean = ELSEWHERE.sub(" ", plain)
    return text if clean == plain else clean


def _read_escape(found: re.Match[str]) -> str:
    """Return the character that a number stands for; an escaped end of a line is nothing."""
    if not found["number"]:
        return ""
    character = chr(min(int(found["number"], 16), 0xFFFD))
    return character if character.isprintable() else "\ufffd"


def _measure(root: ET.Element) -> tuple[int, int]:
    """Return width and height of a drawing, in whole pixels."""
    try:
        _left, _top, width, height = map(float, NUMBERS.split(root.get("viewBox", "").strip()))
    except ValueError:
        message = "the program wrote an SVG without a size (viewBox)"
        raise DrawingError(message, is_of_program=True) from None
    return max(1, round(width)), max(1, round(height))
