"""Recognition of unlisted personal names: a surname whose character usually takes another form, and a given name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

EDGE = "\n"
START = "，。、；：！？“”‘’「」『』《》（）()…—和与及跟由对向请让找给\n"
"""Characters that a name can follow without a title."""
SHORT, LONG = 132, 142
"""The costs of names of two and of three characters: those of words seen about three times and once in forty million. A
name therefore loses to ordinary words (於|德國) and wins over single characters (余|敏, 于|志|剛)."""


class Name(NamedTuple):
    """A possible name."""

    size: int
    """The number of its characters."""
    cost: int
    """Its cost in the word graph."""


class Names:
    """Recognizes names by the text before them and by the characters of the given name."""

    __slots__ = ("_before", "_given", "forms")

    def __init__(self, forms: Mapping[str, str], given: str, roles: str) -> None:
        """Create a recognizer.

        Args:
            forms: Surname → its form.
            given: The characters of given names.
            roles: Words that precede names, separated by blanks.
        """
        self.forms = forms
        self._given = frozenset(given)
        self._before = re.compile(f"(?:[{START}]|{'|'.join(roles.split(' '))})\\Z")

    def may_begin(self, surname: str, after: str) -> bool:
        """Return whether a name may begin here, without false negatives."""
        return surname in self.forms and after in self._given

    def find(self, text: str, offset: int, end: int) -> Iterator[Name]:
        """Find the names that begin at a surname.

        Args:
            text: The text around it.
            offset: The offset of the surname.
            end: The end of its run of Chinese characters.

        Yields:
            Names of two and three characters.
        """
        if offset + 1 >= end or not self.may_begin(text[offset], text[offset + 1]):
            return
        if self._before.search(text[max(0, offset - 4) : offset] or EDGE):
            yield Name(2, SHORT)
            if offset + 2 < end and text[offset + 2] in self._given:
                yield Name(3, LONG)
