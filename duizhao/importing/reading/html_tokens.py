"""The tags, references and texts of an HTML page, with their offsets."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

# html.parser of Python 3.11 takes quadratic time for unclosed comments and quotes (120 kB: 20 s) and stops at `<![`;
# lxml and html5lib give no offsets.
TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>\"'=]*+)"
    r"(?P<attributes>(?:[^<>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+|[\"'])*+)(?P<end>>?)"
)
"""A tag, or what looks like one as far as it goes; quotation marks count only behind an equals sign."""
ATTRIBUTE = re.compile(
    r"(?P<name>[^\s/=\"'<>]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<plain>[^\s\"'>]*+)))?+"
)
MARKUP = re.compile(r"<(?=[a-zA-Z/!?])")
"""Where markup may begin."""
REFERENCE = re.compile(r"&(?:#[0-9]{1,8}+;?|#[xX][0-9a-fA-F]{1,7}+;?|[a-zA-Z][a-zA-Z0-9]{1,31}+;?)")
"""What looks like a character reference."""
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements with no tags in them."""
SWALLOWING = frozenset({"script", "style"})
"""Those of them that go on to the end of a page that does not close them."""
LONGEST_VALUE = 4_000
"""The greatest length of an attribute that is read; longer ones are images written into the page."""


class Token(NamedTuple):
    """A tag, a comment or a stretch of text."""

    start: int
    """The offset of its first character."""
    end: int
    """The offset after its last one."""
    kind: str
    """`text`, `raw` (of a script and the like), `open`, `close`, or `other` for comments and declarations."""
    name: str = ""
    """The name of the element, in small letters."""
    attributes: str = ""
    """What stands behind the name in the tag."""


def tokenize(text: str) -> Iterator[Token]:
    """Divide a page into tokens, without a gap and in linear time.

    Args:
        text: Any text.

    Yields:
        The tokens in order. What is no complete tag is text.
    """
    at = begun = 0
    unclosed: set[str] = set()
    while found := MARKUP.search(text, at):
        start = found.start()
        tag = TAG.match(text, start)
        if tag is None:
            end = _end_of_declaration(text, start, unclosed)
            if end < 0:
                break
            token = Token(start, end, "other")
        elif not tag["end"]:
            at = tag.end()
            continue
        else:
            kind = "close" if tag["close"] else "open"
            token = Token(start, tag.end(), kind, tag["name"].lower(), tag["attributes"])
        if begun < start:
            yield Token(begun, start, "text")
        yield token
        at = begun = token.end
        if token.kind == "open" and token.name in RAW:
            at = begun = _end_of_raw(text, token, unclosed)
            if token.end < at:
                yield Token(token.end, at, "raw", token.name)
    if begun < len(text):
        yield Token(begun, len(text), "text")


def _end_of_declaration(text: str, start: int, unclosed: set[str]) -> int:
    """Return the end of a comment or a declaration; a comment that is not closed ends like a tag. -1 if it has none."""
    if text.startswith("<!--", start) and "-->" not in unclosed:
        end = text.find("-->", start + 2)
        if end >= 0:
            return end + 3
        unclosed.add("-->")
    return text.find(">", start) + 1 or -1


def _end_of_raw(text: str, token: Token, unclosed: set[str]) -> int:
    """Return where the content of a script and the like ends; an unclosed one has none, or goes on to the end."""
    if token.name in unclosed:
        return token.end
    found = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(text, token.end)
    if found:
        return found.start()
    unclosed.add(token.name)
    return len(text) if token.name in SWALLOWING else token.end


def read_attributes(raw: str) -> dict[str, str]:
    """Read the attributes of a tag: names in small letters → values; of repeated ones the first counts."""
    values: dict[str, str] = {}
    for found in ATTRIBUTE.finditer(raw):
        value = found["double"] or found["single"] or found["plain"] or ""
        values.setdefault(found["name"].lower(), decode_references(value[:LONGEST_VALUE]))
    return values


def decode_references(text: str) -> str:
    """Return a text with its character references decoded."""
    return html.unescape(text) if "&" in text else text
