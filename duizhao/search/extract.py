"""Extraction of the texts of a page, block by block, from its HTML."""

from __future__ import annotations

import re
from html import unescape

from duizhao.editing.blocks import BLANKS, HEADINGS, BlockText

PIECE = re.compile(
    r"""<!--.*?-->|<(?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^'">])*)>""", re.DOTALL
)
BLOCK = re.compile(r'\bdata-block="(?P<number>\d+)"')
IDENTIFIER = re.compile(r'\bid="(?P<id>[^"]*)"')
SILENT = re.compile(
    r'\bclass="[^"]*\b(?:footnote-(?:back)?ref|twemoji|dz-old|dz-word|dz-chart__(?:unit|picture|foot|data))\b'
)
"""Elements whose text is not part of the sentence around: footnote marks, icons, old translations …"""
SILENT_TAGS = ("script", "style", "template", "mi", "mn", "mo", "ms", "mtext", "rt", "rp")
"""Elements whose text is not read: readings of characters, and formulas, whose LaTeX stands in an annotation."""
VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
BREAKS = ("br", "p", "li", "td", "th", "div", "dd", "dt", "summary")


def read_blocks(html: str) -> tuple[BlockText, ...]:
    """Read the texts of a page's blocks, in order.

    A text belongs to its innermost block; text outside all blocks is left out.

    Args:
        html: The rendered document of the page.
    """
    texts: dict[int, list[str]] = {}
    headings: dict[int, str] = {}
    # For each open element: its tag, the block its text belongs to, whether it is silent.
    around: list[tuple[str, int, bool]] = []
    position = 0
    for found in PIECE.finditer(html):
        _take(html[position : found.start()], around, texts)
        position = found.end()
        tag = (found["tag"] or "").lower()
        if not tag:
            continue
        if tag in BREAKS:
            _take(" ", around, texts)
        if found["end"]:
            _close(tag, around)
            continue
        if tag in VOID or found["rest"].endswith("/"):
            continue
        rest = found["rest"]
        block = BLOCK.search(rest)
        outer, silent = (around[-1][1], around[-1][2]) if around else (-1, False)
        number = int(block["number"]) if block else outer
        if block:
            texts.setdefault(number, [])
            identifier = IDENTIFIER.search(rest)
            if tag in HEADINGS and identifier:
                headings[number] = unescape(identifier["id"])
        around.append((tag, number, silent or tag in SILENT_TAGS or SILENT.search(rest) is not None))
    _take(html[position:], around, texts)
    joined = {number: BLANKS.sub(" ", unescape("".join(parts))).strip() for number, parts in texts.items()}
    return tuple(
        BlockText(number, joined[number], headings.get(number, "")) for number in sorted(joined) if joined[number]
    )


def _take(text: str, around: list[tuple[str, int, bool]], texts: dict[int, list[str]]) -> None:
    """Add a text to its innermost block, unless it is silent."""
    if text and around:
        _tag, number, silent = around[-1]
        if number >= 0 and not silent:
            texts[number].append(text)


def _close(tag: str, around: list[tuple[str, int, bool]]) -> None:
    """Close an element and those left open inside it; ignore an end tag without a start tag."""
    for index in range(len(around) - 1, -1, -1):
        if around[index][0] == tag:
            del around[index:]
            return
