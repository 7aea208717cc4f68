"""The conversion markup `-{ }-` that editors know from MediaWiki, as an inline rule of the parser.

`-{原文}-` is never converted; `-{zh-hans:出租车;zh-tw:計程車;en:taxi}-` says the wording of each edition.
https://www.mediawiki.org/wiki/Writing_systems/Syntax
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

TOKEN = "variant"  # noqa: S105 -- a token of Markdown
FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "zh-Hans": ("zh-hans", "zh-cn", "zh-sg", "zh-my", "zh"),
    "zh-Hant-TW": ("zh-tw", "zh-hant", "zh-hk", "zh-mo", "zh"),
    "zh-Hant-HK": ("zh-hk", "zh-mo", "zh-hant", "zh-tw", "zh"),
}
"""Which values serve an edition, the first one present wins: MediaWiki's fallback order."""
CODES = ("zh-hans", "zh-hant", "zh-cn", "zh-tw", "zh-hk", "zh-sg", "zh-mo", "zh-my", "zh")
CODE = r"(?:zh(?:-[a-z]+)?|[a-z]{2,3})"
RULE = re.compile(rf"\s*(?P<code>{CODE})\s*:(?P<value>.*)", re.DOTALL | re.IGNORECASE)
ONE_WAY = re.compile(rf"\s*(?P<source>.+?)\s*=>\s*(?P<code>{CODE})\s*:(?P<value>.*)", re.DOTALL | re.IGNORECASE)
SEPARATOR = re.compile(rf";(?=\s*(?:[^;:{{}}]+=>\s*)?{CODE}\s*:|\s*$)", re.IGNORECASE)
"""A semicolon divides only before the next `code:`, so that values may hold one."""


def variant_plugin(md: MarkdownIt) -> None:
    """Teach a parser the conversion markup; its tokens are of the type `variant`."""
    md.inline.ruler.before("escape", TOKEN, _variant)
    md.inline.add_terminator_char("-")


def choose_value(values: Mapping[str, str], edition: str) -> str | None:
    """Give the wording of an edition by MediaWiki's fallback order, or None where no value serves it."""
    for code in FALLBACKS.get(edition, (edition.lower(),)):
        if code in values:
            return values[code]
    return None


def read_rules(content: str) -> dict[str, str] | None:
    """Read what stands between `-{` and `}-`.

    Args:
        content: Such as `zh-hans:A;zh-tw:B` or `A=>zh-tw:B`.

    Returns:
        Value by lower-case code, one-way rules with their source form under `=>`, or
        None where the content is no rule but a raw text.
    """
    values: dict[str, str] = {}
    for part in SEPARATOR.split(content):
        if not part.strip():
            continue
        if one_way := ONE_WAY.fullmatch(part):
            values["=>"] = one_way["source"]
            values[one_way["code"].lower()] = one_way["value"].strip()
        elif rule := RULE.fullmatch(part):
            values[rule["code"].lower()] = rule["value"].strip()
        else:
            return None
    return values or None


def _variant(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Read one `-{ … }-`; unclosed, it is text."""
    start = state.pos
    if not state.src.startswith("-{", start):
        return False
    end = _find_end(state.src, start, state.posMax)
    if end is None:
        return False
    if not silent:
        token = state.push(TOKEN, "", 0)
        token.content = state.src[start + 2 : end]
        token.markup = "-{"
        token.meta = {"values": read_rules(token.content)}
    state.pos = end + 2
    return True


def _find_end(text: str, start: int, limit: int) -> int | None:
    """Find the `}-` that belongs to the `-{` at `start`, passing over nested ones."""
    depth, position = 0, start
    while position < limit - 1:
        pair = text[position : position + 2]
        if pair == "-{":
            depth += 1
            position += 2
        elif pair == "}-":
            depth -= 1
            if depth == 0:
                return position
            position += 2
        else:
            position += 1
    return None
