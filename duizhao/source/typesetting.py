"""Typesetting of Chinese: readings above characters, `{汉字|hàn zì}`, and quotations set vertically, `{.vertical}`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

READING = "ruby_text"
"""The type of tokens with a reading, in `info`; a reading in Chinese is their title, which is converted for itself."""
END = "ruby_close"
LENGTH = "length"
"""The key in the `meta` of the tokens that end a reading for the length of its source."""
RUBY = re.compile(r"\{(?P<base>[^\W_]{1,40})\|(?P<reading>[^{}\\\n<>&`*]{1,120})\}")
"""Matches a base of letters with a reading; the base must contain Chinese characters, see `_read`."""
PARTS = re.compile(r"[ \t\u3000]*\|[ \t\u3000]*|[ \t\u3000]+")
"""What stands between the readings of single characters; other blanks, such as U+00A0, keep a reading together."""
VERTICAL = "vertical"
"""The class of quotations that are set vertically in Chinese."""


def typesetting_plugin(md: MarkdownIt) -> None:
    """Add readings and vertical quotations to a parser."""
    md.inline.ruler.before("link", "ruby", _ruby)
    md.core.ruler.push("vertical", _let_scroll)
    md.add_render_rule(READING, _write_reading)


def _ruby(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Parse one `{base|reading}`; braces around anything else are text."""
    if state.src[state.pos] != "{" or not (found := RUBY.match(state.src, state.pos, state.posMax)):
        return False
    pieces = _read(found["base"], found["reading"].strip())
    if not pieces:
        return False
    if not silent:
        opening = state.push("ruby_open", "ruby", 1)
        opening.markup = "{"
        for text, reading in pieces:
            state.push("text", "", 0).content = text
            token = state.push(READING, "rt", 0)
            if _chinese().search(reading):
                token.attrSet("title", reading)
            else:
                token.info = reading
        # The length of the source behind the base, by which the place of the text behind it is found.
        state.push(END, "ruby", -1).meta = {LENGTH: found.end() - found.end("base")}
    state.pos = found.end()
    return True


def _read(base: str, reading: str) -> list[tuple[str, str]]:
    """Return the pieces of a base with their readings: characters if there is a reading for each, else all of it.

    A reading in Chinese is an explanation and belongs to all of the base. Several are none: `{甲|乙|丙}` is a choice.
    """
    chinese = _chinese()
    if not reading or not chinese.search(base):
        return []
    if chinese.search(reading):
        return [] if "|" in reading else [(base, reading)]
    parts = PARTS.split(reading)
    if len(parts) == len(base) and all(parts):
        return list(zip(base, parts, strict=True))
    return [] if "|" in reading else [(base, reading)]


def _write_reading(_renderer: Any, tokens: Any, index: int, _options: Any, _env: Any) -> str:
    """Render a reading; browsers that cannot set it above the text show it in brackets."""
    token = tokens[index]
    reading = escapeHtml(str(token.attrs.get("title") or token.info))
    return f"<rp>（</rp><rt>{reading}</rt><rp>）</rp>"


def _let_scroll(state: StateCore) -> None:
    """Let the keyboard reach vertical quotations, which scroll where a window is narrow."""
    if VERTICAL not in state.src:
        return
    for token in state.tokens:
        if token.type == "blockquote_open" and VERTICAL in str(token.attrs.get("class", "")).split():
            token.attrSet("tabindex", "0")


@cache
def _chinese() -> re.Pattern[str]:
    """Return the pattern of a Chinese character; it is slow to compile, and needed by readings only."""
    return re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
