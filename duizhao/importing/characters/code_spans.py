"""Code in a Markdown text, and web addresses: what stands there means what it says."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FENCE = re.compile(r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$", re.MULTILINE)
"""The first or the last line of a fenced block."""
TICKS = re.compile(r"(?<!`)(?P<ticks>`{1,3})(?!`)[^`\n]{1,1000}(?P=ticks)(?!`)")
"""Code in a line."""
INDENTED = re.compile(r"^(?:[ ]{4}|\t)[\x20-\x7e\t]*$", re.MULTILINE)
"""A line of a block of code that is marked by its indent; an indented line of Chinese is a paragraph."""
ADDRESS = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\.|mailto:)[^\s<>\"“”‘’「」『』（）《》，。、；：！？\u3400-\u9fff]{1,4000}"
    r"|(?<=\]\()[^\s()]{1,4000}"
    r"|\b(?:href|src|action|content)=(?:\"[^\"\n]{0,4000}\"|'[^'\n]{0,4000}')",
    re.IGNORECASE,
)
"""A web address, the target of a link, and an attribute of HTML with one."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans of a text in ascending order, which do not overlap."""

    starts: Sequence[int]
    """Where each begins."""
    ends: Sequence[int]
    """Where each ends."""

    def covers(self, at: int) -> bool:
        """Return whether an offset is in one of the spans."""
        number = bisect_right(self.starts, at) - 1
        return number >= 0 and at < self.ends[number]

    def end_before(self, at: int) -> int:
        """Return the end of the last span that begins before an offset; 0 if there is none."""
        number = bisect_right(self.starts, at - 1) - 1
        return self.ends[number] if number >= 0 else 0

    def start_after(self, at: int) -> int:
        """Return the start of the first span from an offset on; the greatest offset if there is none."""
        number = bisect_right(self.starts, at - 1)
        return self.starts[number] if number < len(self.starts) else sys.maxsize


def find_code(text: str) -> Spans:
    """Find the code of a text.

    Args:
        text: Any text; what is no Markdown has no code.

    Returns:
        The spans of fenced blocks that are closed, of code in lines, and of indented blocks without Chinese.
    """
    found = _list_fenced(text) if "```" in text or "~~~" in text else []
    if "`" in text:
        found += (one.span() for one in TICKS.finditer(text))
    if "\n    " in text or "\n\t" in text or text.startswith(("    ", "\t")):
        found += _list_indented(text)
    return _unite(found)


def _list_fenced(text: str) -> list[tuple[int, int]]:
    """List the spans of fenced blocks that are closed."""
    spans: list[tuple[int, int]] = []
    first: re.Match[str] | None = None
    for line in FENCE.finditer(text):
        if first is None:
            first = line
        elif line["fence"].startswith(first["fence"]) and not line["info"].strip():
            spans.append((first.start(), line.end()))
            first = None
    return spans


def _list_indented(text: str) -> list[tuple[int, int]]:
    """List the spans of the lines of indented blocks, which begin after an empty line."""
    spans: list[tuple[int, int]] = []
    for line in INDENTED.finditer(text):
        start = line.start()
        if start == 0 or text.startswith("\n\n", start - 2) or (spans and spans[-1][1] == start - 1):
            spans.append(line.span())
    return spans


def find_code_and_addresses(text: str) -> Spans:
    """Find the code and the web addresses of a text."""
    code = find_code(text)
    addresses = (one.span() for one in ADDRESS.finditer(text))
    return _unite([*zip(code.starts, code.ends, strict=True), *addresses])


def _unite(spans: Iterable[tuple[int, int]]) -> Spans:
    """Sort spans, and unite those that overlap."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Spans(starts, ends)
