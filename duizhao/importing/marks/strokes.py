"""Dashes and ellipses that were typed or read as other signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.importing.marks.bare_text import HAN

BEFORE = f"{HAN}“”‘’「」『』《》〈〉（）【】〔〕()\"'＂＇，。！？；：、,!?;:％%…"
"""What a dash may follow in Chinese text."""
DASH = re.compile(r"(?<![-－―─—])(?:-{2,4}|－{2,4}|―{2,4}|─{2,4}|—{3})(?![-－―─—])")
"""Longer ones are a line."""
DOTS = re.compile(r"[.…·・。⋯]+")
ELLIPSIS = re.compile(r"\.{3,6}|…|…{3}|[·・]{3,6}|。{3,6}")
LEADER = re.compile(r"[ \t]*\d{0,4}[ \t]*(?:\n|\Z|\|)")
"""What follows the dots of a table of contents."""
CHINESE_BEFORE = re.compile(f"[{BEFORE}]")
CHINESE_AFTER = re.compile(f"[{HAN}“‘「『《〈（(\"'＂＇【〔]")
CHINESE_NEAR = re.compile(f"[{HAN}“”‘’「」『』《》（）\"'＂＇。！？!? \n]")
HAN_SIGN = re.compile(f"[{HAN}]")
NO_DASH = frozenset("<>─―—－-=+|│┌┐└┘├┤┬┴┼━┃\\/")
"""What stands next to strokes that are part of an arrow, a frame or a line."""


class Stroke(NamedTuple):
    """A dash or an ellipsis."""

    start: int
    """The offset of its first sign."""
    end: int
    """The offset after its last one."""
    new: str
    """What it is in Chinese text."""
    kind: str
    """The kind of repair."""


def find_ellipses(text: str) -> Iterator[Stroke]:
    """Yield the dots of a text that are no Chinese ellipses, but stand where these stand.

    Args:
        text: A text without markup, in which there is Chinese.
    """
    for found in DOTS.finditer(text):
        if ELLIPSIS.fullmatch(found[0]) and _is_ellipsis(text, *found.span()):
            yield Stroke(*found.span(), "……", "ellipsis")


def find_dashes(text: str) -> Iterator[Stroke]:
    """Yield the strokes of a text that are no Chinese dashes, but stand where these stand, and blanks around them.

    Args:
        text: A text without markup, in which there is Chinese; its ellipses are Chinese already.
    """
    for found in DASH.finditer(text):
        start, end = found.span()
        left, right = text[max(0, start - 1) : start], text[end : end + 1]
        if left in NO_DASH or right in NO_DASH:
            continue
        follows, goes_on = bool(CHINESE_BEFORE.match(left)), bool(CHINESE_AFTER.match(right))
        spaced = left == right == " " and start > 1 and HAN_SIGN.match(text, start - 2)
        if spaced and HAN_SIGN.match(text, end + 1):
            yield Stroke(start - 1, start, "", "blank")
            yield Stroke(start, end, "——", "dash")
            yield Stroke(end, end + 1, "", "blank")
        elif (follows and right != " ") or (goes_on and left != " "):
            yield Stroke(start, end, "——", "dash")


def _is_ellipsis(text: str, start: int, end: int) -> bool:
    """Return whether dots stand where Chinese text has an ellipsis, and are no leaders of a table of contents."""
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    if text[start] == "。":
        return True
    if LEADER.match(text, end) and end < len(text) and right != "\n":
        return False
    if text[start:end] == "…" and left in "“‘「『《〈（【〔([\"'＂＇":
        return False
    if left in ",;:，；：" and right and not CHINESE_NEAR.match(right):
        return False
    if CHINESE_BEFORE.match(left) and left not in "([":
        return True
    return left in ("", "\n") or (left.isascii() and bool(HAN_SIGN.match(right)) and left not in " ./\\")
