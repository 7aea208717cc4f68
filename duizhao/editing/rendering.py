"""Rendering of tokens: the same HTML as markdown-it's own renderer, with fewer calls for what is in every block."""

from __future__ import annotations

from collections.abc import Container, MutableMapping, Sequence
from functools import lru_cache
from typing import Any, cast

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from duizhao.source.dialect import make_parser

REMEMBERED = 1000
"""The size of the cache of rendered attributes."""


def render_blocks(tokens: Sequence[Token], env: MutableMapping[str, Any]) -> str:
    """Render tokens of blocks.

    Args:
        tokens: The tokens; those of type `inline` with their children.
        env: The parser's environment.
    """
    return "".join(render_each(tokens, env))


def render_each(tokens: Sequence[Token], env: MutableMapping[str, Any], slots: Container[int] = ()) -> list[str]:
    """Render the tokens of blocks one by one, each with regard to its neighbours.

    Args:
        tokens: The tokens; those of type `inline` with their children.
        env: The parser's environment.
        slots: The indices of tokens that are not rendered; an empty string is returned instead.
    """
    md = make_parser()
    renderer, options = cast("RendererHTML", md.renderer), md.options
    rules = renderer.rules
    pieces: list[str] = []
    for index, token in enumerate(tokens):
        kind = token.type
        if index in slots:
            pieces.append("")
        elif kind == "inline":
            pieces.append(render_inline(token.children or (), env))
        elif kind in rules:
            pieces.append(rules[kind](tokens, index, options, env))
        elif token.hidden:
            pieces.append("")
        elif token.nesting == -1 and token.block and not token.attrs:
            pieces.append(f"</{token.tag}>\n")
        elif token.nesting == 1 and token.block:
            # A line end follows the paragraph of a tight list, which is hidden and ends without one.
            begin = "\n<" if index and tokens[index - 1].hidden else "<"
            end = ">" if _continues(token, tokens[index + 1 : index + 2]) else ">\n"
            pieces.append(begin + token.tag + _render_attributes(token) + end)
        else:
            pieces.append(renderer.renderToken(tokens, index, options, env))
    return pieces


def render_inline(tokens: Sequence[Token], env: MutableMapping[str, Any]) -> str:
    """Render the inline tokens of one block.

    Args:
        tokens: The inline tokens.
        env: The parser's environment.
    """
    md = make_parser()
    renderer, options = cast("RendererHTML", md.renderer), md.options
    rules = renderer.rules
    pieces: list[str] = []
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "text":
            pieces.append(escapeHtml(token.content))
        elif kind == "html_inline":
            pieces.append(token.content)
        elif kind in rules:
            pieces.append(rules[kind](tokens, index, options, env))
        elif token.nesting == 0 or token.attrs or token.block or token.hidden:
            pieces.append(renderer.renderToken(tokens, index, options, env))
        else:
            pieces.append(f"<{token.tag}>" if token.nesting == 1 else f"</{token.tag}>")
    return "".join(pieces)


def _continues(token: Token, following: Sequence[Token]) -> bool:
    """Return whether the line of an opening tag continues, with the element's text or with its closing tag."""
    for one in following:
        return one.type == "inline" or one.hidden or (one.nesting == -1 and one.tag == token.tag)
    return False


def _render_attributes(token: Token) -> str:
    """Render the attributes of an element."""
    return "".join([_render_attribute(*one) for one in token.attrs.items()])


@lru_cache(maxsize=REMEMBERED, typed=True)
def _render_attribute(name: str, value: str | float) -> str:
    """Render one attribute; most elements have only a block index or the alignment of a column."""
    return f' {escapeHtml(name)}="{escapeHtml(str(value))}"'
