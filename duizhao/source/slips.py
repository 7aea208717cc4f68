"""All that a document would not show as its author meant it, collected from the modules that know the constructs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from duizhao.source.abbreviations import find_problems
from duizhao.source.box_slips import find_box_slips
from duizhao.source.code_slips import find_code_slips
from duizhao.source.dialect import ATTRIBUTES
from duizhao.source.formula_slips import find_formula_slips
from duizhao.source.html_slips import find_html_slips
from duizhao.source.raw_html import Removal
from duizhao.source.shortcode_slips import find_shortcode_slips
from duizhao.source.table_slips import find_table_slips
from duizhao.source.vanishing import Slip, find_slips, list_refused, list_removals, walk_inline

DROPPED = "insecure_attrs"
"""The key in the `meta` of a token for the attributes that the parser has dropped."""


def list_slips(
    tokens: Sequence[Token],
    text: str,
    env: Mapping[str, Any],
    explained: Iterable[Sequence[Token]],
    removals: Sequence[Removal],
    refused: Sequence[str],
) -> Iterator[Slip]:
    """Yield every slip of a document but comments that nothing ends, which the policy for HTML may have removed.

    Args:
        tokens: Its token stream.
        text: Its text.
        env: The parser's environment.
        explained: The inline tokens of the blocks in which abbreviations are explained.
        removals: What was removed from its HTML.
        refused: The addresses that no link may lead to.
    """
    lines = text.split("\n")
    yield from list_removals(removals)
    yield from list_refused(refused, tokens, env, len(lines))
    yield from (Slip(*one) for one in find_problems(env, explained))
    yield from find_slips(tokens, lines, env)
    yield from _find_dropped(tokens, text)
    yield from find_box_slips(tokens, text)
    yield from find_code_slips(tokens, text)
    yield from find_formula_slips(tokens, text)
    yield from find_table_slips(tokens, text, env)
    yield from find_shortcode_slips(tokens, text, env)
    yield from find_html_slips(tokens, text)


def _find_dropped(tokens: Sequence[Token], text: str) -> Iterator[Slip]:
    """Yield attributes in braces that were dropped."""
    if "{" not in text:
        return
    for token in tokens:
        for one in (token, *walk_inline(token.children or ())):
            for name in one.meta.get(DROPPED, ()):
                start, end = token.map or (0, text.count("\n") + 1)
                # Attributes of a block stand above it.
                place = Token("", "", 0, map=[max(0, start - 1), end])
                hint = (
                    f"braces set  #id  .class  and  {'  '.join(ATTRIBUTES[2:])}; a class may have a rule in extra_css"
                )
                yield Slip(place, name, "markup-attributes", f"'{name}' in braces has no effect", hint)
