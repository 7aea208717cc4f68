"""Source text that readers would not see as intended: markup rendered as text, and text that is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from duizhao.diagnostics import Level
from duizhao.source.blocks import TOO_DEEP
from duizhao.source.dialect import ATTRIBUTES
from duizhao.source.foreign import find_foreign, find_open_comments
from duizhao.source.raw_html import Removal
from duizhao.source.stray_marks import find_strays

HEADING = re.compile(r"^ {0,3}(?P<marks>#{2,6})(?P<text>[^\s#].*)", re.MULTILINE)
FULL_WIDTH_LINK = re.compile(r"\[[^\]\n]+\]（[^）\n]*(?:\.md|://|#)[^）\n]*）")
IMAGE_FILE = re.compile(r"\.(?:svg|png|jpe?g|gif|webp|avif)$", re.IGNORECASE)
EMPHASIS = re.compile(r"\*\*+")
BRACES = re.compile(rf"(?<!\{{)\{{\s*(?:[.#][\w-]+\s+)*+(?:[.#][\w-]+\s*|(?:{'|'.join(ATTRIBUTES)})\s*=[^{{}}\n]*)\}}")
REFERENCE = re.compile(r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]")
ESCAPED = "\\"


class Slip(NamedTuple):
    """A place where markup is rendered as text, or where text is dropped or corrected."""

    token: Token
    """The token that contains it."""
    needle: str
    """The text that is searched for to find its position."""
    code: str
    message: str
    hint: str
    level: Level = Level.WARNING
    offset: int = 0
    """How far behind the beginning of the needle the place is."""


def list_removals(removals: Sequence[Removal]) -> Iterator[Slip]:
    """Yield what was removed from the raw HTML of a document, and unbalanced tags that were corrected."""
    for removal in removals:
        name = removal.what.partition(" of ")[0].strip("</>")
        if removal.is_balance:
            message = f"{removal.what} has no {'beginning' if removal.what.startswith('</') else 'end'}"
            hint = "HTML must be whole inside each paragraph, list item, quotation and text"
            yield Slip(removal.token, name, "html-unbalanced", message, hint)
        else:
            hint = "a page may hold text, images and tables in HTML; to trust all HTML of authors:  html: allow"
            yield Slip(removal.token, name, "html-removed", f"{removal.what} is not shown", hint)


def list_refused(refused: Sequence[str], tokens: Sequence[Token], env: Mapping[str, Any], lines: int) -> Iterator[Slip]:
    """Yield the refused addresses of links, and text that is nested too deeply to be parsed.

    Args:
        refused: The addresses.
        tokens: The token stream of the document.
        env: The parser's environment.
        lines: The number of lines of the text.
    """
    for url in dict.fromkeys(refused):
        token, needle = _find_refused(url, tokens) or (Token("", "", 0, map=[0, lines]), url.partition(":")[0])
        hint = "it would run a program, or show a page of its own; link to a file or to an address with https"
        message = f"a link cannot lead to '{url[:40]}'"
        yield Slip(token, needle, "link-refused", message, hint, Level.ERROR)
    if TOO_DEEP in env:
        token = Token("", "", 0, map=[env[TOO_DEEP], env[TOO_DEEP] + 1])
        hint = "write it with fewer quotations and lists inside one another"
        yield Slip(token, "", "text-too-deep", "this is nested too deeply to be read", hint, Level.ERROR)


def _find_refused(url: str, tokens: Sequence[Token]) -> tuple[Token, str] | None:
    """Return the text that has an address, and what of the address is written there; None if a definition has it."""
    for needle in (url, url.partition(":")[0]):
        for token in tokens:
            if token.type == "inline" and needle in token.content:
                return token, needle
    return None


def list_open_comments(tokens: Sequence[Token]) -> Iterator[Slip]:
    """Yield the comments of a token stream that nothing ends, whatever the policy makes of them later."""
    for token in find_open_comments(tokens):
        message = "nothing ends this comment: the text behind it is not shown"
        yield Slip(token, "<!--", "comment-open", message, "end it with  -->")


def find_slips(tokens: Sequence[Token], lines: Sequence[str], env: Mapping[str, Any]) -> Iterator[Slip]:
    """Yield what would be rendered as it was typed, or not at all.

    Args:
        tokens: The token stream of a document.
        lines: Its text, line by line.
        env: The parser's environment.
    """
    columns = 0
    addresses: set[str] = set()
    for number, token in enumerate(tokens):
        if token.type == "inline":
            is_paragraph = number > 0 and tokens[number - 1].type == "paragraph_open"
            yield from _find_in_text(token, is_paragraph=is_paragraph)
            if ESCAPED not in token.content:
                yield from (Slip(token, *stray) for stray in find_strays(token.content, token.children or ()))
            for one in find_foreign(token.content, token.children or (), is_paragraph=is_paragraph):
                yield Slip(token, *one)
            addresses |= {
                str(one.attrGet("href") or one.attrGet("src") or "") for one in walk_inline(token.children or ())
            }
        elif token.type == "thead_open":
            # The head, which may begin behind the sign of a list or a footnote, has as many cells as columns.
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            yield from _find_surplus(token, lines[token.map[0]], columns)
    yield from _find_definitions(env, addresses)


def _find_in_text(token: Token, *, is_paragraph: bool) -> Iterator[Slip]:
    """Yield markup in a text that is rendered as it was typed."""
    children = token.children or []
    if is_paragraph and "#" in token.content and (found := HEADING.search(token.content)):
        right = f"{found['marks']} {found['text'][:20]}"
        message = f"'{found[0][:20]}' is shown as text, not as a heading"
        yield Slip(token, found[0][:20], "markup-heading", message, f"put a blank behind the signs:  {right}")
    for before, child in zip([None, *children], children, strict=False):
        target = str(child.attrGet("href") or "")
        is_behind_sign = before is not None and before.type == "text" and before.content.endswith("！")
        if child.type == "link_open" and is_behind_sign and IMAGE_FILE.search(target):
            hint = "write the sign of an image in half width:  ![…](…)"
            yield Slip(token, "！[", "markup-full-width", "'！[' begins no image", hint)
        if child.type != "text":
            continue
        if found := FULL_WIDTH_LINK.search(child.content):
            hint = "write the brackets around the address in half width:  [办法](measures.md)"
            yield Slip(token, found[0], "markup-full-width", f"'{found[0][:30]}' is shown as text, not as a link", hint)
        if ESCAPED in token.content:
            continue
        if found := EMPHASIS.search(child.content):
            hint = "close every ** with another, both close to the words:  **重点**"
            yield Slip(token, found[0], "markup-emphasis", f"'{found[0]}' is shown as text", hint)
        if found := BRACES.search(child.content):
            hint = (
                "attributes stand right behind a heading, an image or a link, or on a line of their own above a block"
            )
            yield Slip(token, found[0], "markup-attributes", f"'{found[0]}' is shown as text", hint)
        if found := REFERENCE.search(child.content):
            label = found[0].rpartition("[")[2].rstrip("]") or found[0].partition("]")[0].lstrip("[")
            message = f"'{found[0]}' leads nowhere and is shown as text"
            yield Slip(token, found[0], "reference-undefined", message, f"add a line  [{label}]: …  with the address")


def _find_surplus(token: Token, line: str, columns: int) -> Iterator[Slip]:
    """Report a row with more cells than columns; the surplus is dropped, as on GitHub."""
    cells = escapedSplit(line.strip().lstrip("> "))
    cells = cells[1 if cells and not cells[0].strip() else 0 : -1 if cells and not cells[-1].strip() else None]
    if len(cells) > columns:
        lost = cells[columns].strip()
        message = f"the row has {len(cells)} cells and the table {columns} columns: '{lost}' is not shown"
        yield Slip(token, lost, "table-cells", message, "give the head as many cells, or write \\| for |")


def _find_definitions(env: Mapping[str, Any], addresses: set[str]) -> Iterator[Slip]:
    """Yield link definitions that are unused or duplicated."""
    for one in env.get("duplicate_refs", ()):
        token = Token("", "", 0, map=list(one["map"]))
        message = f"the address of '{one['label'].lower()}' stands twice, and the first one counts"
        yield Slip(token, "[", "reference-duplicate", message, "delete one of the two")
    for label, one in env.get("references", {}).items():
        if one["href"] not in addresses:
            token = Token("", "", 0, map=list(one["map"]))
            message = f"nothing refers to '{label.lower()}'"
            yield Slip(token, "[", "reference-unused", message, f"refer to it with  [{label.lower()}]  or delete it")


def walk_inline(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield inline tokens and those inside them."""
    for token in tokens:
        yield token
        yield from walk_inline(token.children or ())
