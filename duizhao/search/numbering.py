"""The numbers of blocks: a document's blocks keep theirs while others change and newer documents are added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

FITTING = 8
"""One document of so many may be larger than the stride; the largest of all would make all numbers longer."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where the numbers of each document begin.

    The numbers are divided into stretches. A document takes one; a document that does not fit takes a power of two of
    them, so that it seldom moves the others when it grows.
    """

    stride: int
    """How many numbers a stretch has: a power of two."""
    starts: tuple[int, ...]
    """The first stretch of each document, and the first one that is free."""

    def list_bases(self) -> list[int]:
        """Return the first number of each document."""
        return [start * self.stride for start in self.starts[:-1]]


def number_documents(sizes: Iterable[int]) -> Numbering:
    """Number documents.

    Args:
        sizes: How many numbers each document needs, in the order of the documents.
    """
    known = list(sizes)
    stride = choose_stride(known)
    return Numbering(stride, tuple(accumulate((count_stretches(size, stride) for size in known), initial=0)))


def choose_stride(sizes: Sequence[int]) -> int:
    """Choose the least power of two that holds all documents but one in `FITTING`."""
    ordered = sorted(sizes)
    return _round_up(ordered[len(ordered) - 1 - len(ordered) // FITTING]) if ordered else 1


def count_stretches(size: int, stride: int) -> int:
    """Count the stretches that a document takes."""
    return _round_up(-(-size // stride))


def _round_up(number: int) -> int:
    """Return the least power of two that is not less than a number."""
    return 1 << max(0, number - 1).bit_length()
