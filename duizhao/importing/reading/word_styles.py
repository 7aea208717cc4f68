"""The styles of a Word file: which of them make headings, titles, quotations and tables of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from duizhao.importing.reading.html_blocks import ENTRY
from duizhao.importing.reading.word_elements import BASE, HEADING, LEVELS, NUMBER, READING, child_of, value_of

TITLE = "duizhao-title"
SUBTITLE = "duizhao-subtitle"
CONTENTS = "duizhao-contents"
"""Classes of paragraphs with a meaning of their own."""
NAMES = (
    (re.compile(r"title|(?:文件|文档|文檔)?[标標][题題]", re.IGNORECASE), f"h1.{TITLE}:fresh"),
    (re.compile(r"subtitle|副[标標][题題]", re.IGNORECASE), f"p.{SUBTITLE}:fresh"),
    (re.compile(r"toc [1-9]|toc heading|[目][录錄] ?[1-9]?|contents [1-9]", re.IGNORECASE), f"p.{CONTENTS}:fresh"),
    (re.compile(r"quote|intense quote|(?:明[显顯])?引用|引文|鮮明引文", re.IGNORECASE), "blockquote > p:fresh"),
    (re.compile(r"(?:heading|[标標][题題]) ?[6-9]", re.IGNORECASE), "h6:fresh"),
)
"""Names of styles → elements of HTML."""
NUMBERED = re.compile(r"(?:heading|[标標][题題]) ?([1-5])", re.IGNORECASE)
DEEPEST = 6
"""The lowest level of a heading in HTML."""
FIXED = (
    f"r.{BASE} => ruby",
    f"r.{READING} => ruby > rt:fresh",
    f"r.{NUMBER} => span.{ENTRY}",
    *(f"p.{HEADING}{level} => h{level}:fresh" for level in range(1, DEEPEST + 1)),
)
LONGEST_CHAIN = 20
"""How many styles are looked at that a style is based on."""


def write_style_map(styles: Sequence[Element]) -> str:
    """Return what mammoth makes of the styles of a file.

    Args:
        styles: The styles of the file.

    Returns:
        A style map: headings are styles that are named like one or have a level of the outline, of their own or of
        a style that they are based on.
    """
    return "\n".join((*FIXED, *_list_rules(styles)))


def is_heading(name: str, by_id: Mapping[str, Element]) -> bool:
    """Return whether a style makes headings."""
    return name.startswith(HEADING) or _find_element(name, by_id)[:1] == "h"


def _list_rules(styles: Sequence[Element]) -> Iterator[str]:
    """Yield the rules for the styles of paragraphs."""
    by_id = {value_of(one, "styleId"): one for one in styles}
    for style in styles:
        if value_of(style, "type") != "paragraph":
            continue
        element = _find_element(value_of(style, "styleId"), by_id)
        name = value_of(child_of(style, "name"))
        if element and name and name.isprintable():
            quoted = name.replace("\\", "\\\\").replace("'", "\\'")
            yield f"p[style-name='{quoted}'] => {element}"


def _find_element(name: str, by_id: Mapping[str, Element]) -> str:
    """Return the element for a style; empty if it is that of common paragraphs."""
    for style in list_chain(name, by_id):
        title = value_of(child_of(style, "name"))
        for pattern, element in NAMES:
            if pattern.fullmatch(title):
                return element
        if found := NUMBERED.fullmatch(title):
            return f"h{found[1]}:fresh"
        level = value_of(child_of(style, "pPr", "outlineLvl"))
        if level.isdecimal():
            # The level below the lowest one is that of common text.
            return f"h{min(DEEPEST, int(level) + 1)}:fresh" if int(level) < LEVELS else ""
    return ""


def list_chain(name: str, by_id: Mapping[str, Element]) -> Iterator[Element]:
    """Yield a style and those that it is based on."""
    for _step in range(LONGEST_CHAIN):
        style = by_id.get(name)
        if style is None:
            return
        yield style
        name = value_of(child_of(style, "basedOn"))
