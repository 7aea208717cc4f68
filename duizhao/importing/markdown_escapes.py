"""Escapes for plain text that Markdown would read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from duizhao.importing.tracked_text import Edit, Findings
from duizhao.source.dialect import parse_document
from duizhao.source.web_addresses import BARE

SUSPECT = re.compile(r"[\\`*_{}\[\]<>~=^$|&+:#!?-]|^[ \t]*\d{1,9}[.)]", re.MULTILINE)
"""What a block has if it may be read as markup."""
SIGN = re.compile(
    r"[\\`*_{}\[<~=^$|]|&(?=#?\w)|(?<![A-Za-z0-9_+])\+{2}|:(?=[\w+-]+:)|^[ \t]*(?:[#>+:!?-]|\d{1,9}(?=[.)]))",
    re.MULTILINE,
)
"""The signs that are escaped in a block that would be read as markup. Not `]`: `\\[…\\]` is a formula."""
UNSEEN = re.compile(r"^[ \t]*-+8<-+|\A[ \t]*[:~](?=[ \t])", re.MULTILINE)
"""What the parser does not see in a block by itself: a line that includes a snippet, a definition."""
LIST_MARK = re.compile(r"[ \t]*(?:[-+*•]|\d{1,9}[.)])[ \t]+")
"""The beginning of an entry of a list, which means the same in Markdown."""
BREAKS = re.compile(r"\\\n|\n")
BLOCKS = re.compile(r"[^\n]+(?:\n[^\n]+)*")
"""Blocks: lines without an empty one between them."""
LONGEST = 20_000
"""The longest block that is parsed to see whether it is read as it stands; the signs of a longer one are escaped."""


def find_markdown_escapes(text: str) -> Findings:
    """Find the signs of a plain text that need a backslash to be shown as they are.

    Args:
        text: Plain text, in blocks parted by empty lines. A line that begins like an entry of a list stays one.

    Returns:
        The backslashes, only in blocks that the dialect would otherwise read as more than a paragraph of text.
    """
    edits: list[Edit] = []
    for found in BLOCKS.finditer(text):
        for start, end in _list_parts(text, *found.span()):
            part = text[start:end]
            if SUSPECT.search(part) and not _is_plain(part):
                edits += (Edit(at, at, "\\", "markdown-escape") for at in _list_signs(part, start))
    return Findings(edits)


def _list_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span of a block, or, if each of its lines is an entry of a list, the spans of their texts."""
    lines = text[start:end].split("\n")
    marks = [LIST_MARK.match(line) for line in lines]
    if not all(marks):
        yield start, end
        return
    for line, mark in zip(lines, marks, strict=True):
        assert mark is not None
        yield start + mark.end(), start + len(line)
        start += len(line) + 1


def _is_plain(part: str) -> bool:
    """Return whether the dialect shows a text as it stands, in one paragraph."""
    if len(part) > LONGEST or UNSEEN.search(part):
        return False
    tokens = parse_document(part, {})[0]
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    shown = _join(tokens[1].children or ())
    return shown is not None and shown.replace("\n", "") == BREAKS.sub("", part)


def _join(children: Sequence[Token]) -> str | None:
    """Return the text of inline tokens, or None if they are more than text, line breaks and bare addresses."""
    pieces = []
    for child in children:
        if child.type in ("softbreak", "hardbreak") or child.info == BARE:
            continue
        if child.type not in ("text", "text_special") or child.attrs:
            return None
        pieces.append(child.content)
    return "".join(pieces)


def _list_signs(part: str, start: int) -> Iterator[int]:
    """Yield the offsets of the signs of a part, which begins at an offset; a break at the end of a line stays."""
    for found in SIGN.finditer(part):
        at = found.end() if found[0][-1:].isdigit() else found.end() - 1
        if not part.startswith("\\\n", at):
            yield start + at
