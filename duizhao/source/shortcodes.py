"""Icons and emoji by name: `:material-check:`, `:acme-logo:{.lg title="…"}`, `:smile:`.

An icon is a drawing of the theme, or of the site's folder `.icons`, that stands in the page. An emoji is a character.
What only resembles a name, such as `10:30:45` or `类型:new:旧`, is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from duizhao.source.emoji import find_emoji
from duizhao.source.emphasis import begin_at
from duizhao.theme_files import list_icon_sets, read_icon

ICON, EMOJI = "icon", "emoji"
SHORTCODES = (ICON, EMOJI)
"""The types of the tokens."""
SVG = "svg"
"""The key in the meta of an icon for its drawing."""
ICONS = "icons"
"""The key in the parser's environment for the site's own icons by name."""
NAME = r"[a-z0-9+ñ_-]{1,80}"
SHORTCODE = re.compile(f":(?P<name>{NAME}):")
STARTS = f":(?={NAME}:)"
CHAIN = re.compile(f":{NAME}:\\Z")
LONGEST = 82
"""The length of the longest name with its colons."""
WORD = re.compile(r"[a-zñ]+")


def shortcode_plugin(md: MarkdownIt) -> None:
    """Add icons and emoji to a parser of the dialect."""
    md.inline.ruler.before("link", "shortcode", _shortcode)
    md.add_render_rule(ICON, _render_icon)
    md.add_render_rule(EMOJI, _render_emoji)
    begin_at(md, STARTS)


def _shortcode(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Parse one name between colons; one that names nothing is text."""
    if state.src[state.pos] != ":" or not (found := SHORTCODE.match(state.src, state.pos, state.posMax)):
        return False
    name = found["name"]
    drawing = find_drawing(name, state.env) if "-" in name else ""
    emoji = "" if drawing or not is_free(state.src, *found.span()) else find_emoji(name)
    if not drawing and not emoji:
        return False
    if not silent:
        token = state.push(ICON if drawing else EMOJI, "span", 0)
        token.markup = found[0]
        token.content = emoji or found[0]
        if drawing:
            token.meta = {SVG: drawing}
    state.pos = found.end()
    return True


def find_drawing(name: str, env: Any) -> str:
    """Return the drawing of an icon as SVG, the site's own before the theme's; empty if there is none."""
    own = env.get(ICONS)
    # The site's own are looked up in any case: a page depends on them, even on those that do not exist.
    return (own is not None and own.get(name)) or read_icon(name)


def is_of_theme(name: str) -> bool:
    """Return whether a name is meant as that of an icon of the theme, whether there is one or not."""
    first, hyphen, _rest = name.partition("-")
    return bool(hyphen) and first in list_icon_sets()


def is_free(text: str, start: int, end: int) -> bool:
    """Return whether a name between colons can be an emoji where it stands.

    A word between two words is not: `类型:new:旧`. Nor is what follows a Latin letter or a digit: `10:100:5`.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == ":" and not CHAIN.search(text, max(0, start - LONGEST), start):
        return False
    if (before.isascii() and before.isalnum()) or before in ("/", "\\"):
        return False
    name = text[start + 1 : end - 1]
    if name.isdecimal():
        return not before.isalnum() and not after.isalnum()
    return not (WORD.fullmatch(name) and before.isalnum() and after.isalnum())


def _render_icon(_renderer: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    """Render an icon; only one with a title says something."""
    token = tokens[idx]
    said: dict[str, Any] = {"role": "img"} if token.attrs.get("title") else {"aria-hidden": "true"}
    names = " ".join(filter(None, ["twemoji", str(token.attrs.get("class", ""))]))
    return f"<span{_write({**token.attrs, 'class': names, **said})}>{token.meta[SVG]}</span>"


def _render_emoji(_renderer: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    """Render an emoji as the character, in an element only if it has attributes."""
    token = tokens[idx]
    return f"<span{_write(token.attrs)}>{token.content}</span>" if token.attrs else token.content


def _write(attributes: dict[str, Any]) -> str:
    """Write the attributes of an element."""
    return "".join(f' {escapeHtml(name)}="{escapeHtml(str(value))}"' for name, value in attributes.items())
