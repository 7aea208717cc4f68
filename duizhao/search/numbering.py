"""The numbers of blocks: a document's blocks keep theirs while others change and newer documents are added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from duizhao.search.postings import Numbers

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
    bases: Numbers
    """The first number of each document."""


def number_documents(sizes: Numbers) -> Numbering:
    """Number documents.

    Args:
        sizes: How many numbers each document needs, in the order of the documents.
    """
    stride = choose_stride(sizes)
    stretches = _round_up(-(-sizes // stride))
    return Numbering(stride, (np.cumsum(stretches) - stretches) * stride)


def choose_stride(sizes: Numbers) -> int:
    """Choose the least power of two that holds all documents but one in `FITTING`."""
    if not len(sizes):
        return 1
    place = len(sizes) - 1 - len(sizes) // FITTING
    return int(_round_up(np.partition(sizes, place)[place : place + 1])[0])


def _round_up(numbers: Numbers) -> Numbers:
    """Return for each number the least power of two that is not less."""
    # The exponent of a whole number is the number of its bits.
    return np.left_shift(np.int64(1), np.frexp(np.maximum(numbers - 1, 0))[1])
