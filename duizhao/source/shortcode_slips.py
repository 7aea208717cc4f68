"""Names of icons and emoji that name nothing, and those that are text where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from duizhao.diagnostics import Level
from duizhao.source.emoji import find_emoji, list_emoji
from duizhao.source.shortcodes import ICONS, SHORTCODE, find_drawing, is_of_theme
from duizhao.source.vanishing import Slip, walk_inline
from duizhao.theme_files import list_icons

WIDE = re.compile(r"：(?P<name>[a-z]+-[a-z0-9-]+)[：:]|:(?P<other>[a-z]+-[a-z0-9-]+)：")
"""An icon with a colon of a Chinese keyboard."""
SHORTEST = 4
"""The length of the shortest word that is noted: Chinese with colons in half width has short ones, `类型:new:旧`."""
WRONG = 5
"""Of so many letters of a name that is near to another, one may be wrong."""
LIST = "https://squidfunk.github.io/mkdocs-material/reference/icons-emojis/"


def find_shortcode_slips(tokens: Sequence[Token], text: str, env: Mapping[str, Any]) -> Iterator[Slip]:
    """Yield the names of icons and emoji that a document shows as they were typed.

    Args:
        tokens: The token stream of the document.
        text: Its Markdown.
        env: The parser's environment.
    """
    if not SHORTCODE.search(text) and not ("：" in text and WIDE.search(text)):
        return
    for token in tokens:
        if token.type != "inline":
            continue
        for child in walk_inline(token.children or ()):
            if child.type == "text" and (":" in child.content or "：" in child.content):
                yield from _find_in_text(token, child.content, env)


def _find_in_text(token: Token, text: str, env: Mapping[str, Any]) -> Iterator[Slip]:
    """Yield what is wrong in one text."""
    for found in WIDE.finditer(text):
        name = found["name"] or found["other"]
        if find_drawing(name, env):
            message = f"'{found[0]}' is shown as text, not as an icon"
            hint = f"write the colons in half width:  :{name}:"
            yield _place(token, found, "markup-full-width", message, hint, Level.WARNING)
    for found in SHORTCODE.finditer(text):
        name = found["name"]
        if f"\\{found[0]}" in token.content:
            continue
        if is_of_theme(name):
            message = f"there is no icon '{name}', so the name is shown"
            hint = suggest_names(name, env) or f"all icons:  {LIST}"
            yield _place(token, found, "icon-unknown", message, hint, Level.WARNING)
        elif len(name) < SHORTEST or not name[0].isalpha():
            continue
        elif emoji := find_emoji(name):
            message = f"'{found[0]}' between two words is shown as text, not as {emoji}"
            hint = (
                f"put a blank beside it, or write the character  {emoji};  if it is meant as text, write  \\{found[0]}"
            )
            yield _place(token, found, "emoji-text", message, hint, Level.NOTE)
        elif hint := suggest_names(name, env):
            message = f"there is no emoji or icon '{name}', so the name is shown"
            yield _place(token, found, "emoji-unknown", message, hint, Level.NOTE)


def _place(token: Token, found: re.Match[str], code: str, message: str, hint: str, level: Level) -> Slip:
    """Return a slip with its place: the same name may stand in the block before, and be what it should be there."""
    before = found.string[: found.start()]
    before = before if before + found[0] in token.content else ""
    return Slip(token, before + found[0], code, message, hint, level, len(before))


def suggest_names(name: str, env: Mapping[str, Any]) -> str:
    """Return a hint with the names of icons and emoji that are nearest to a name; empty if none is near."""
    from rapidfuzz import process  # noqa: PLC0415 -- needed for mistakes only
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    known = [*env.get(ICONS, ()), *(list_icons() if "-" in name else list_emoji())]
    near = process.extract(name, known, scorer=OSA.distance, limit=3, score_cutoff=len(name) // WRONG)
    return "did you mean " + " or ".join(f":{one[0]}:" for one in near) + "?" if near else ""
