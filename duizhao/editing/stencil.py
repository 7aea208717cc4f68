"""Stencils: what a document has in common in all editions, rendered once, with gaps for what they differ in."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markdown_it.token import Token

from duizhao.editing.blocks import HEADINGS
from duizhao.editing.rendering import render_each
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
    """The tokens between two gaps, which are the same in every edition: where elements begin and end."""

    start: int
    """The number of the first of them."""
    end: int
    """The number of the gap behind them, or how many tokens there are."""
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
    titles: frozenset[int]
    """The numbers of tokens in stretches that have a title to convert."""


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
    gaps: list[Gap] = []
    headings: dict[int, str] = {}
    titles: set[int] = set()
    around = [-1]
    for number, token, locked in walk_blocks(document.tokens):
        attributes = token.attrs
        if number in blocks:
            gaps.append(Gap(token, blocks[number], locked, around[-1]))
        elif token.nesting == -1:
            around.pop()
        elif token.nesting == 1:
            is_marked = BLOCK_ATTRIBUTE in attributes and not token.hidden
            around.append(int(attributes[BLOCK_ATTRIBUTE]) if is_marked else around[-1])
            if is_marked and "id" in attributes and token.tag in HEADINGS:
                headings[around[-1]] = str(attributes["id"])
        if attributes and "title" in attributes and not locked and number not in blocks:
            titles.add(number)
    html = render_each(document.tokens, dict(document.env), blocks)
    ends = [*(gap.block.token for gap in gaps), len(html)]
    first, *others = (
        Stretch(start, end, "".join(html[start:end]))
        for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)
    )
    return Stencil(document, first, tuple(zip(gaps, others, strict=True)), headings, frozenset(titles))
