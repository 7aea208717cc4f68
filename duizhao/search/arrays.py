"""Texts as arrays of code points, to process all characters in one step."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from duizhao.search.language import load_fold

if TYPE_CHECKING:
    # Slow to import, and needed for types only.
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]

ENCODING = "utf-32-le"
CODE = np.dtype("<u4")
"""A code point, as `ENCODING` writes it."""
CODES = 0x110000
"""The number of code points."""


def read_codes(text: str) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode(ENCODING, "surrogatepass"), CODE)


def write_codes(codes: Codes) -> str:
    """Return the text of code points."""
    return codes.tobytes().decode(ENCODING, "surrogatepass")


def list_characters(text: str) -> str:
    """Return the distinct characters of a text, sorted."""
    seen = np.zeros(CODES, np.bool_)
    seen[read_codes(text)] = True
    return write_codes(np.flatnonzero(seen).astype(CODE))


class Table:
    """A mapping from each character to its replacement, by default the character itself.

    It does what `str.translate` does, which looks up characters one by one.
    """

    def __init__(self, mapping: Mapping[int, str]) -> None:
        """Create a table.

        Args:
            mapping: Code point → the one character that replaces it.
        """
        self._found = np.arange(CODES, dtype=CODE)
        self._found[list(mapping)] = read_codes("".join(mapping.values()))

    def translate(self, text: str) -> str:
        """Return a text of the same length with every character replaced."""
        return write_codes(self._found[read_codes(text)])


@lru_cache(maxsize=1)
def load_fold_table() -> Table:
    """Load the fold as a table, for long texts."""
    return Table(load_fold())
