"""What results show: the texts of pages, in files that the editions of one index share.

The scripts of Chinese differ in ways that the fold mostly knows: beside the text in
Traditional Chinese, only what Simplified has otherwise is written down.
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
"""How many bytes of JSON one file holds at least: small pages share one, a long page has its own."""
SIMPLIFIED = "zh-Hans"
Shown = tuple[Version, Sequence[BlockText]]
"""A page with its blocks."""


def write_texts(versions: Iterable[Shown]) -> str:
    """Write a document's pages of one index as JSON.

    Returns:
        A list of pages: edition, address, texts, blocks. The first one's texts are its
        title, its summary and its blocks, and of each block there are its number and,
        of a heading, its id. A later page of the same blocks has 0 for them, and for
        its texts what differs from the first one's: numbers of texts, each with the
        whole text, or with offsets and what stands there instead.
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
    """Put neighbouring documents into groups of about one size; give the number of each one's group."""
    groups = []
    group, size = 0, 0
    for indexes in texts:
        if size >= GROUP:
            group, size = group + 1, 0
        groups.append(group)
        size += max((len(text.encode()) for text in indexes.values()), default=0)
    return tuple(groups)


def pack_texts(texts: Sequence[Mapping[str, str]], groups: Sequence[int]) -> tuple[Mapping[str, bytes], ...]:
    """Compress the texts of each group by index: a list with 0 where a document has no page."""
    packed = []
    for group in dict.fromkeys(groups):
        members = [indexes for indexes, number in zip(texts, groups, strict=True) if number == group]
        names = sorted({name for indexes in members for name in indexes})
        lists = {name: ",".join(one.get(name, "0") for one in members) for name in names}
        packed.append({name: compress(f"[{joined}]".encode()) for name, joined in lists.items()})
    return tuple(packed)


def _list_texts(shown: Shown) -> tuple[list[str], list[list[Any]]]:
    """List the texts of a page, and what its blocks are."""
    version, blocks = shown
    # A title or summary may be written on several lines.
    named = (" ".join(text.split()) for text in (version.title, version.summary))
    texts = [*named, *(one.text for one in blocks)]
    return texts, [[one.number, one.heading] if one.heading else [one.number] for one in blocks]


def _list_differences(texts: Sequence[str], others: Sequence[str], *, simplified: bool) -> list[Any]:
    """List where texts differ from what is expected of them."""
    differences: list[Any] = []
    # Texts have no line ends, and what simplifies leaves them alone: all are simplified at once.
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
    """Give the part of the fold that makes Chinese characters of Chinese characters."""
    wide = re.compile(f"[{load_rules()['wide']}]")
    return Table({code: found for code, found in load_fold().items() if wide.match(chr(code)) and wide.match(found)})
