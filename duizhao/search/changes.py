"""What the change of some parts changes in the posting lists of a whole index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from duizhao.search.packing import LONG
from duizhao.search.postings import COUNT, Postings, pair_terms, rank_terms, write_lists

if TYPE_CHECKING:
    from duizhao.search.postings import Numbers

RANK = 36
"""The number of bits by which a term's rank is shifted to hold a block's number in the whole index."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Blocks that some terms have lost and gained."""

    terms: tuple[str, ...]
    """The terms that have changed, in no particular order."""
    gone: Numbers
    """The lost blocks: the index of the term, shifted by `RANK` bits, and the number of the block."""
    come: Numbers
    """The gained ones, alike."""


def compare_postings(old: Sequence[tuple[Postings, Numbers]], new: Sequence[tuple[Postings, Numbers]]) -> Changes:
    """Compare the postings of some parts, each given with the numbers of its blocks, with those of others."""
    pairs, words, ranks = rank_terms([one for one, _numbers in (*old, *new)])
    before = _code_postings(old, ranks[: len(old)])
    after = _code_postings(new, ranks[len(old) :])
    gone = np.setdiff1d(before, after, assume_unique=True)
    come = np.setdiff1d(after, before, assume_unique=True)
    changed = np.unique(np.concatenate([gone, come]) >> RANK)
    is_pair = changed < len(pairs)
    terms = [*pair_terms(pairs[changed[is_pair]]), *(words[one - len(pairs)] for one in changed[~is_pair].tolist())]
    # From here on, a term's rank is its index among the changed ones.
    shift = np.searchsorted(changed, np.array([*gone, *come], np.int64) >> RANK) << RANK
    codes = shift | np.concatenate([gone, come]) & (1 << RANK) - 1
    return Changes(tuple(terms), codes[: len(gone)], codes[len(gone) :])


def apply_changes(changes: Changes, lists: Sequence[bytes]) -> list[bytes]:
    """Change lists.

    Args:
        changes: What changes.
        lists: The list of each changed term; empty for a new one.

    Returns:
        The new lists; empty for a term that no block contains any more.
    """
    steps, counts = _read_numbers(lists)
    starts = np.cumsum(counts) - counts
    sums = np.cumsum(steps)
    # Lists count from 0: what was summed up before a list begins is taken away again.
    numbers = sums - np.repeat(np.append(0, sums)[starts], counts)
    codes = np.repeat(np.arange(len(lists)), counts) << RANK | numbers
    kept = np.setdiff1d(codes, changes.gone, assume_unique=True)
    codes = np.sort(np.concatenate([kept, changes.come]))
    ranks = codes >> RANK
    starts = np.flatnonzero(np.diff(ranks, prepend=-1))
    data, lengths = write_lists(codes & (1 << RANK) - 1, starts)
    written, ends = data.tobytes(), np.cumsum(lengths).tolist()
    found = [b""] * len(lists)
    for rank, end, length in zip(ranks[starts].tolist(), ends, lengths.tolist(), strict=True):
        found[rank] = written[end - length : end]
    return found


def _code_postings(rows: Sequence[tuple[Postings, Numbers]], ranks: Sequence[Numbers]) -> Numbers:
    """Return each block of each term as one number."""
    found = [np.empty(0, np.int64)]
    for (one, numbers), own in zip(rows, ranks, strict=True):
        found.append(
            np.repeat(own, np.frombuffer(one.counts, COUNT)) << RANK | numbers[np.frombuffer(one.blocks, COUNT)]
        )
    return np.concatenate(found)


def _read_numbers(lists: Sequence[bytes]) -> tuple[Numbers, Numbers]:
    """Read what `write_numbers` has written; return the numbers, and how many each list has."""
    data = np.frombuffer(b"".join(lists), np.uint8)
    is_end = data < LONG
    ends = np.flatnonzero(is_end)
    begins = np.append(0, ends + 1)[: len(ends)]
    digits = np.arange(len(data)) - np.repeat(begins, ends - begins + 1)
    parts = (data.astype(np.int64) & 0x7F) << 7 * digits
    numbers = np.add.reduceat(parts, begins) if len(begins) else parts
    limits = np.append(0, np.cumsum([len(one) for one in lists], dtype=np.int64))
    return numbers, np.diff(np.append(0, np.cumsum(is_end))[limits])
