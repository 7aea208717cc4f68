"""Attributes in braces, `{.class title="…"}`: single quotation marks are read as double ones."""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

BRACES = re.compile(r"""\{(?:[^{}"']|"[^"]*"|'[^'"\\]*')*+\}""")
VALUE = re.compile(r""""[^"]*"|'(?P<single>[^']*)'""")


def braces_plugin(md: MarkdownIt) -> None:
    """Let the rules for attributes accept values in single quotation marks."""
    for ruler in (md.block.ruler, md.inline.ruler):
        for one in ruler.__rules__:
            if one.name == "attr":
                ruler.at(one.name, _accept_single(one.fn), {"alt": list(one.alt)})


def read_braces(text: str, start: int) -> str:
    """Return a text in which the braces at a place have double quotation marks only; everything keeps its place."""
    found = BRACES.match(text, start) if "'" in text else None
    if found is None or "'" not in found[0]:
        return text
    return text[:start] + VALUE.sub(_double, found[0]) + text[found.end() :]


def _double(found: re.Match[str]) -> str:
    """Return a value in double quotation marks."""
    return found[0] if found["single"] is None else f'"{found["single"]}"'


def _accept_single(rule: Any) -> Any:
    """Return a rule for attributes that reads single quotation marks as double ones."""

    def ask(state: StateBlock | StateInline, *rest: Any) -> bool:
        start = state.bMarks[rest[0]] + state.tShift[rest[0]] if isinstance(state, StateBlock) else state.pos
        written = state.src
        state.src = read_braces(written, start) if written.startswith("{", start) else written
        try:
            return bool(rule(state, *rest))
        finally:
            state.src = written

    return ask
