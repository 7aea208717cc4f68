"""The text of a block: its lines joined as they are rendered."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from markdown_it.token import Token

from duizhao.source.dialect import drop_softbreaks, join_lines, make_parser
from duizhao.source.prose import BREAKS, parse_inline


def join_block(token: Token, env: dict[str, Any]) -> str:
    """Join the lines of a block as they are rendered, unless that would change the result.

    A tag, a code span or an address that spans several lines keeps its lines.
    """
    if "\n" not in token.content:
        return token.content.strip()
    # Behind the box of a task stands a blank.
    content = token.content.lstrip()
    # Without footnotes: parsing would count their references in the environment.
    references = {"references": env.get("references", {})}
    written = parse_inline(content, references)
    shown = drop_softbreaks(written)
    breaks = [child for child in written if child.type in BREAKS]
    if len(breaks) == content.count("\n"):
        kept = {id(child) for child in shown}
        text = _join_at(content.split("\n"), breaks, kept)
    else:
        text = join_lines(content)
    md = make_parser()
    joined, original = (
        md.renderer.render([Token("inline", "", 0, children=children)], md.options, {})
        for children in (parse_inline(text, references), shown)
    )
    return text if joined == original else content


def _join_at(lines: Sequence[str], breaks: Sequence[Token], kept: AbstractSet[int]) -> str:
    """Join lines with a hard break, a space for a soft break that is kept, or nothing."""
    text = lines[0].strip()
    for child, line in zip(breaks, lines[1:], strict=True):
        if child.type == "hardbreak":
            text = text.removesuffix("\\").rstrip() + "\\\n"
        elif id(child) in kept:
            text += " "
        text += line.strip()
    return text
