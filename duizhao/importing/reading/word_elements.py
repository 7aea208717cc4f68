"""The elements of the XML in a Word file."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The namespace of the elements that are made here; what was read may have another one."""

BASE = "DuizhaoBase"
READING = "DuizhaoReading"
"""Styles for characters with a reading above them and for the reading, which mammoth does not know."""
FORMULA = "DuizhaoFormula"
"""A style for the letters of a formula."""
NUMBER = "DuizhaoNumber"
"""A style for the number of an entry of a list, which Word writes by itself."""
HEADING = "DuizhaoHeading"
"""A style for paragraphs that are headings without having the style of one, with the level behind it."""
LEVELS = 9
"""The number of levels of an outline in Word."""


def name_of(element: Element) -> str:
    """Return the name of an element or attribute without its namespace."""
    return str(element.tag).rpartition("}")[2]


def value_of(element: Element | None, name: str = "val") -> str:
    """Return an attribute of an element, whatever its namespace; empty if there is none."""
    attributes = element.attrib.items() if element is not None else ()
    return next((value for key, value in attributes if key.rpartition("}")[2] == name), "")


def child_of(element: Element | None, *names: str) -> Element | None:
    """Return the first child with a name, or the child of that with the next name, and so on; None if there is none."""
    for name in names:
        element = next((one for one in element if name_of(one) == name), None) if element is not None else None
    return element


def text_of(element: Element, *names: str) -> str:
    """Return the text in the elements with some names (`t` if none are given) in an element."""
    wanted = names or ("t",)
    return "".join(one.text or "" for one in element.iter() if name_of(one) in wanted)


def make_run(text: str, style: str = "") -> Element:
    """Make an element of text with a style."""
    run = Element(f"{{{WORD}}}r")
    if style:
        SubElement(SubElement(run, f"{{{WORD}}}rPr"), f"{{{WORD}}}rStyle", {f"{{{WORD}}}val": style})
    SubElement(run, f"{{{WORD}}}t").text = text
    return run


def make_value(name: str, value: str) -> Element:
    """Make an element that states a value."""
    return Element(f"{{{WORD}}}{name}", {f"{{{WORD}}}val": value})
