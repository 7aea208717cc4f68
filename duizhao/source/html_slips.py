"""Addresses in raw HTML: they stay as they are written, so that nothing finds out whether they lead anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from markdown_it.token import Token

from duizhao.diagnostics import Level
from duizhao.source.sanitising import TAG, read_attributes
from duizhao.source.vanishing import Slip, walk_inline

NAMES = ("src", "srcset", "poster", "href")
"""The attributes that are addresses."""
RELATIVE = re.compile(r"[^:/#?]+(?:[/#?]|\Z)")
"""Matches the beginning of an address without scheme and host that is not a place on the page itself."""
HTML = ("html_block", "html_inline")


def find_html_slips(tokens: Sequence[Token], text: str) -> Iterator[Slip]:
    """Yield the relative addresses in the raw HTML of a document.

    Args:
        tokens: Its token stream.
        text: Its text.
    """
    if "<" not in text or not any(f"{name}=" in text for name in NAMES):
        return
    known: set[tuple[int, str]] = set()
    for token in tokens:
        for one in (token, *walk_inline(token.children or ())):
            for name, written in _list_addresses(one.content) if one.type in HTML else ():
                place = (token.map[0] if token.map else 0, written)
                if place not in known and RELATIVE.match(unescape(written)):
                    known.add(place)
                    right = "a link as  [文字](页.md)" if name == "href" else "an image as  ![说明](图.jpg)"
                    message = f"the address '{written}' in HTML stays as it is, and is not checked"
                    hint = f"on its page it is relative to the folder of that page; write {right}"
                    yield Slip(token, written, "html-address", message, hint, Level.NOTE)


def _list_addresses(html: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each attribute that is an address."""
    for found in TAG.finditer(html):
        attributes = read_attributes(found["rest"])
        yield from ((name, str(attributes[name]).strip()) for name in NAMES if attributes.get(name))
