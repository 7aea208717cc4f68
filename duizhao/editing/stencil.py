"""Stencils: what a document has in common in all editions, rendered once, with gaps for what they differ in."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markdown_it.token import Token

from duizhao.editing.blocks import HEADINGS
from duizhao.editing.rendering import render_blocks
from duizhao.model import Block, Document
from duizhao.source.document import BLOCK_ATTRIBUTE
from duizhao.source.prose import walk_blocks


class Gap(NamedTuple):
    """A token whose block each edition prints in its own way: a text, code, a chart, HTML."""

    token: Token
    """The token, as its author wrote it."""
    block: Block
    """What it is the text of."""
    locked: bool
    """Whether its text must stay as it is, see `walk_blocks`."""
    holder: int
    """The `data-block` of the element that it stands in; -1 where none has one."""


class Stretch(NamedTuple):
    """The tokens between two gaps, which are the same in every edition."""

    tokens: tuple[Token, ...]
    """The tokens: where elements begin and end."""
    titles: tuple[int, ...]
    """Which of them have a title that is converted."""
    after: tuple[Token, ...]
    """The token of the gap behind them, if there is one."""
    html: str
    """All of it rendered, as long as nothing is converted in it or put into it."""


@dataclass(frozen=True, slots=True)
class Stencil:
    """A document cut up: a stretch, then a gap and a stretch, and so on to its end."""

    document: Document
    """The document."""
    begin: Stretch
    """What stands before the first gap."""
    parts: tuple[tuple[Gap, Stretch], ...]
    """Each gap with what stands behind it."""
    headings: Mapping[int, str]
    """The ids of headings, by the number of their block."""


_LATEST: deque[Stencil | None] = deque([None], maxlen=1)
"""The stencil cut last: the editions of a document are made one after the other."""


def cut_stencil(document: Document) -> Stencil:
    """Cut the stencil of a document, or give the one that the edition before this one was made with."""
    latest = _LATEST[0]
    if latest is not None and latest.document is document:
        return latest
    stencil = _cut(document)
    _LATEST.append(stencil)
    return stencil


def _cut(document: Document) -> Stencil:
    """Cut the stencil of a document."""
    blocks = {block.token: block for block in document.blocks}
    env = dict(document.env)
    gaps: list[Gap] = []
    stretches: list[tuple[list[Token], list[int]]] = [([], [])]
    headings: dict[int, str] = {}
    around = [-1]
    for number, token, locked in walk_blocks(document.tokens):
        if number in blocks:
            gaps.append(Gap(token, blocks[number], locked, around[-1]))
            stretches.append(([], []))
            continue
        tokens, titles = stretches[-1]
        attributes = token.attrs
        if token.nesting == -1:
            around.pop()
        elif token.nesting == 1:
            is_marked = BLOCK_ATTRIBUTE in attributes and not token.hidden
            around.append(int(attributes[BLOCK_ATTRIBUTE]) if is_marked else around[-1])
            if is_marked and "id" in attributes and token.tag in HEADINGS:
                headings[around[-1]] = str(attributes["id"])
        if attributes and "title" in attributes and not locked:
            titles.append(len(tokens))
        tokens.append(token)
    afters = [*((gap.token,) for gap in gaps), ()]
    first, *others = (
        Stretch(tuple(tokens), tuple(titles), after, render_blocks(tokens, env, after))
        for (tokens, titles), after in zip(stretches, afters, strict=True)
    )
    return Stencil(document, first, tuple(zip(gaps, others, strict=True)), headings)
