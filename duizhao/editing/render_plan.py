"""Render plans: what all editions of a document have in common, rendered once, with slots for the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markdown_it.token import Token

from duizhao.editing.blocks import HEADINGS
from duizhao.editing.rendering import render_each
from duizhao.model import Block, Document
from duizhao.source.admonitions import WORD
from duizhao.source.document import BLOCK_ATTRIBUTE
from duizhao.source.footnotes import ANCHOR
from duizhao.source.prose import walk_blocks


class Slot(NamedTuple):
    """A token whose block each edition prints differently: a text, code, a chart, HTML."""

    token: Token
    """The token, as its author wrote it."""
    block: Block
    """The block that the token is the text of."""
    locked: bool
    """Whether its text must stay unchanged, see `walk_blocks`."""
    holder: int
    """The `data-block` of the element around it; -1 if there is none."""


class StaticSpan(NamedTuple):
    """The tokens between two slots, which are the same in every edition: beginnings and ends of elements."""

    start: int
    """The index of the first one."""
    end: int
    """The index of the slot after them, or the number of tokens."""
    html: str
    """Their HTML, valid if nothing is converted or inserted."""


@dataclass(frozen=True, slots=True)
class RenderPlan:
    """A document as a sequence: a static span, then a slot and a static span, and so on to its end."""

    document: Document
    """The document."""
    begin: StaticSpan
    """The span before the first slot."""
    parts: tuple[tuple[Slot, StaticSpan], ...]
    """Each slot with the span after it."""
    headings: Mapping[int, str]
    """The ids of headings, by the index of their block."""
    backlinks: frozenset[int]
    """The beginnings of static spans with links back from footnotes, whose words each edition has."""
    titles: frozenset[int]
    """The indices of tokens in static spans that have a title to convert."""
    words: frozenset[int] = frozenset()
    """The indices of tokens in static spans that stand for a word of the edition."""


_LATEST: deque[RenderPlan | None] = deque([None], maxlen=1)
"""The latest plan: the editions of a document are made one after the other."""


def make_render_plan(document: Document) -> RenderPlan:
    """Return the render plan of a document, which is cached until that of another document is made."""
    latest = _LATEST[0]
    if latest is not None and latest.document is document:
        return latest
    plan = _cut(document)
    _LATEST.append(plan)
    return plan


def _cut(document: Document) -> RenderPlan:
    """Make the render plan of a document."""
    blocks = {block.token: block for block in document.blocks}
    slots: list[Slot] = []
    headings: dict[int, str] = {}
    titles: set[int] = set()
    words: set[int] = set()
    anchors: list[int] = []
    around = [-1]
    for number, token, locked in walk_blocks(document.tokens):
        attributes = token.attrs
        if number in blocks:
            slots.append(Slot(token, blocks[number], locked, around[-1]))
        elif token.nesting == -1:
            around.pop()
        elif token.nesting == 1:
            is_marked = BLOCK_ATTRIBUTE in attributes and not token.hidden
            around.append(int(attributes[BLOCK_ATTRIBUTE]) if is_marked else around[-1])
            if is_marked and "id" in attributes and token.tag in HEADINGS:
                headings[around[-1]] = str(attributes["id"])
        elif token.type == WORD:
            words.add(number)
        elif token.type == ANCHOR:
            anchors.append(number)
        if attributes and "title" in attributes and not locked and number not in blocks:
            titles.add(number)
    html = render_each(document.tokens, dict(document.env), blocks)
    ends = [*(slot.block.token for slot in slots), len(html)]
    first, *others = (
        StaticSpan(start, end, "".join(html[start:end]))
        for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)
    )
    parts = tuple(zip(slots, others, strict=True))
    backlinks = {one.start for number in anchors for one in (first, *others) if one.start <= number < one.end}
    return RenderPlan(document, first, parts, headings, frozenset(backlinks), frozenset(titles), frozenset(words))
