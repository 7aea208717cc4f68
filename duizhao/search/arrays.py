"""Arrays of characters: one text as code points, so that what is the same for each of them is done in one step."""

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
"""How many code points there are."""


def read_codes(text: str) -> Codes:
    """Give the code points of a text."""
    return np.frombuffer(text.encode(ENCODING, "surrogatepass"), CODE)


def write_codes(codes: Codes) -> str:
    """Give the text of code points."""
    return codes.tobytes().decode(ENCODING, "surrogatepass")


def list_characters(text: str) -> str:
    """Give the characters of a text, each once, in their order."""
    seen = np.zeros(CODES, np.bool_)
    seen[read_codes(text)] = True
    return write_codes(np.flatnonzero(seen).astype(CODE))


class Table:
    """What becomes of each character; most stay what they are.

    It does what `str.translate` does, which looks every character up for itself.
    """

    def __init__(self, mapping: Mapping[int, str]) -> None:
        """Set up a table.

        Args:
            mapping: From a code point to the one character that it becomes.
        """
        self._found = np.arange(CODES, dtype=CODE)
        self._found[list(mapping)] = read_codes("".join(mapping.values()))

    def translate(self, text: str) -> str:
        """Give a text of the same length with every character replaced."""
        return write_codes(self._found[read_codes(text)])


@lru_cache(maxsize=1)
def load_fold_table() -> Table:
    """Load the fold for long texts."""
    return Table(load_fold())
