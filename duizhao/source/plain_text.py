"""Plain text: what inline tokens say, for places that take no markup."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from duizhao.source.formulas import TOKEN as FORMULA
from duizhao.source.formulas import join_latex
from duizhao.source.shortcodes import EMOJI, ICON


def plain_text(tokens: Sequence[Token] | None) -> str:
    """Return the text of inline tokens as readers see it or hear it, without markup."""
    parts = []
    for token in tokens or ():
        if token.type in ("text", "code_inline", EMOJI):
            parts.append(token.content)
        elif token.type == FORMULA:
            parts.append(join_latex(token.content))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == ICON:
            parts.append(str(token.attrs.get("title", "")))
        elif token.children:
            parts.append(plain_text(token.children))
    return "".join(parts)
