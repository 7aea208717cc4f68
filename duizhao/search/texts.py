"""The texts that results show, in files that the editions of one index share.

The fold predicts most differences between the scripts of Chinese: in addition to the text in Traditional Chinese, only
the places where Simplified deviates from that prediction are stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from duizhao.editing.blocks import BlockText
from duizhao.search.arrays import Table
from duizhao.search.documents import Version
from duizhao.search.language import load_fold, load_rules
from duizhao.search.packing import compress

GROUP = 12_000
"""The least number of bytes of JSON in a file: small pages share one, a long page has its own."""
SIMPLIFIED = "zh-Hans"
Shown = tuple[Version, Sequence[BlockText]]
"""A page with its blocks."""


def write_texts(versions: Iterable[Shown]) -> str:
    """Write a document's pages of one index as JSON.

    Returns:
        A list of pages: edition, address, texts, blocks. The texts of the first one are its title, its summary and its
        blocks; a block is its number and, for a heading, its id. A later page with the same blocks has 0 for them, and
        instead of texts its differences from the first one (for Simplified, from the simplified first one): numbers of
        texts, each followed by the whole text or by a list of offsets and characters.
    """
    first, *others = sorted(versions, key=lambda one: one[0].edition == SIMPLIFIED)
    texts, blocks = _list_texts(first)
    pages: list[list[Any]] = [[first[0].edition, first[0].address, texts, blocks]]
    for other in others:
        own, own_blocks = _list_texts(other)
        page: list[Any] = [other[0].edition, other[0].address]
        if own_blocks == blocks:
            page += [_list_differences(texts, own, simplified=other[0].edition == SIMPLIFIED), 0]
        else:
            page += [own, own_blocks]
        pages.append(page)
    return json.dumps(pages, ensure_ascii=False, separators=(",", ":"))


def group_texts(texts: Sequence[Mapping[str, str]]) -> tuple[int, ...]:
    """Divide neighbouring documents into groups of about equal size; return the number of each document's group."""
    groups = []
    group, size = 0, 0
    for indexes in texts:
        if size >= GROUP:
            group, size = group + 1, 0
        groups.append(group)
        size += max((len(text.encode()) for text in indexes.values()), default=0)
    return tuple(groups)


def pack_texts(texts: Sequence[Mapping[str, str]], groups: Sequence[int]) -> tuple[Mapping[str, bytes], ...]:
    """Compress the texts of each group by index, as a list with 0 for a document without a page."""
    packed = []
    for group in dict.fromkeys(groups):
        members = [indexes for indexes, number in zip(texts, groups, strict=True) if number == group]
        names = sorted({name for indexes in members for name in indexes})
        lists = {name: ",".join(one.get(name, "0") for one in members) for name in names}
        packed.append({name: compress(f"[{joined}]".encode()) for name, joined in lists.items()})
    return tuple(packed)


def _list_texts(shown: Shown) -> tuple[list[str], list[list[Any]]]:
    """List the texts of a page, and the number and id of each block."""
    version, blocks = shown
    # Titles and summaries are stored on one line.
    named = (" ".join(text.split()) for text in (version.title, version.summary))
    texts = [*named, *(one.text for one in blocks)]
    return texts, [[one.number, one.heading] if one.heading else [one.number] for one in blocks]


def _list_differences(texts: Sequence[str], others: Sequence[str], *, simplified: bool) -> list[Any]:
    """List the differences between texts and the expected ones."""
    differences: list[Any] = []
    # Texts have no line ends and simplifying keeps them, so all texts are simplified at once.
    simple = _simplifier().translate("\n".join(texts)).split("\n") if simplified else texts
    for number, (expected, other) in enumerate(zip(simple, others, strict=True)):
        if expected == other:
            continue
        if len(expected) == len(other):
            places = [place for place, char in enumerate(other) if char != expected[place]]
            differences += [number, [one for place in places for one in (place, other[place])]]
        else:
            differences += [number, other]
    return differences


@lru_cache(maxsize=1)
def _simplifier() -> Table:
    """Return the part of the fold that maps Chinese characters to Chinese characters."""
    wide = re.compile(f"[{load_rules()['wide']}]")
    return Table({code: found for code, found in load_fold().items() if wide.match(chr(code)) and wide.match(found)})
