"""Conversion of text between the three scripts, choosing words by likelihood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from duizhao.script.engine import Engine, load_engine
from duizhao.script.lexicon import Lexicon

SIMPLIFIED, TAIWAN, HONG_KONG = "zh-Hans", "zh-Hant-TW", "zh-Hant-HK"
SCRIPTS = (SIMPLIFIED, TAIWAN, HONG_KONG)
"""The scripts that texts and editions can have."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""Control characters, which prose never contains; some make native converters truncate the text. Tab, form feed and
line ends are allowed."""
LOCK = "\ue000"
"""The placeholder for each character of a URL or lexicon hit while the rest is converted: a private-use character ends
a word."""
MAY_BE_ADDRESS = "://"


class Converter:
    """Converts from one script to another, the site's lexicon first; keeps no state between texts."""

    def __init__(self, source: str, target: str, lexicon: Lexicon | None = None) -> None:
        """Create a converter; tables are loaded with the first text.

        Args:
            source: The script of the texts, one of `SCRIPTS`.
            target: The script to convert to.
            lexicon: The site's wording.

        Raises:
            ValueError: A script is unknown.
        """
        for script in (source, target):
            if script not in SCRIPTS:
                message = f"expected one of {', '.join(SCRIPTS)}, found {script!r}"
                raise ValueError(message)
        self.source = source
        self.target = target
        self._lexicon = lexicon or None
        self.lexicon = lexicon.select(target) if lexicon and source != target else Lexicon()
        variants = lexicon.variants.get(target) if lexicon else None
        self._variants = str.maketrans(dict(variants)) if variants else None

    def __reduce__(self) -> tuple[type[Converter], tuple[str, str, Lexicon | None]]:
        return Converter, (self.source, self.target, self._lexicon)

    def convert(self, text: str) -> str:
        """Convert one block of text, or return it unchanged if source and target are the same script.

        Args:
            text: Prose without markup. Private-use characters (U+E000 to U+F8FF) are kept and end a word.

        Returns:
            The converted text, of the same length unless the lexicon has a longer or shorter wording.

        Raises:
            ValueError: The text contains a control character; the message says which and where.
        """
        return "".join(piece for piece, _ in self._pieces(text))

    def convert_parts(self, parts: Sequence[str]) -> list[str]:
        """Convert the parts of one text as a whole: 头 and 发 become 頭 and 髮.

        Args:
            parts: The text nodes of one block in reading order.

        Returns:
            The same number of parts; joined, they equal `convert` of the joined parts. A lexicon wording of another
            length stays whole, in the part where its entry begins.

        Raises:
            ValueError: As in `convert`.
        """
        pieces = self._pieces("".join(parts))
        if len(pieces) == 1:
            return _cut(pieces[0][0], parts)
        # The output of each source character; a wording of another length is stored at its first character.
        became: list[str] = []
        for piece, length in pieces:
            became += piece if len(piece) == length else [piece, *[""] * (length - 1)]
        results, start = [], 0
        for part in parts:
            results.append("".join(became[start : start + len(part)]))
            start += len(part)
        return results

    def _pieces(self, text: str) -> list[tuple[str, int]]:
        """Return the converted text in pieces, each with the length of its source."""
        control = CONTROL.search(text)
        if control:
            line = text.count("\n", 0, control.start()) + 1
            place = f"at offset {control.start()} (line {line})"
            message = f"control character U+{ord(control[0]):04X} {place} cannot be converted"
            raise ValueError(message)
        if self.source == self.target:
            return [(text, len(text))]
        locks = self._find_locks(text)
        if not locks:
            return [(self._convert_free(text), len(text))]
        masked, end = [], 0
        for start, stop, _value in locks:
            masked += [text[end:start], LOCK * (stop - start)]
            end = stop
        converted = self._convert_free("".join([*masked, text[end:]]))
        pieces, end = [], 0
        for start, stop, value in locks:
            pieces += [(converted[end:start], start - end), (value, stop - start)]
            end = stop
        return [*pieces, (converted[end:], len(converted) - end)]

    def _convert_free(self, text: str) -> str:
        """Convert text with the dictionaries, then apply the character forms of the site."""
        converted = load_engine(self.source, self.target).convert(text)
        return converted.translate(self._variants) if self._variants else converted

    def _find_locks(self, text: str) -> list[tuple[int, int, str]]:
        """Find the spans hidden from the dictionaries, with their output: URLs, and lexicon entries outside them."""
        addresses = [(*found.span(), found[0]) for found in _address().finditer(text)] if MAY_BE_ADDRESS in text else []
        locks = list(addresses)
        for start, end, entry in self.lexicon.find(text):
            if not any(begin < end and start < stop for begin, stop, _ in addresses):
                locks.append((start, end, self.lexicon.entries[entry][self.target]))
        return sorted(locks) if addresses else locks


@cache
def _address() -> re.Pattern[str]:
    """Return the pattern of a bare URL; it is slow to compile, and seldom needed.

    It is what RFC 3986 allows, and Chinese after a separator; in `https://example.org/a的` 的 is text.
    """
    return re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*://(?:[!#-;=?-Z_a-z~\[\]@-]|(?<=[/=?&\#_.:+~-])[㐀-鿿]+)+""")


def _cut(text: str, parts: Sequence[str]) -> list[str]:
    if len(parts) == 1:
        return [text]
    results, start = [], 0
    for part in parts:
        results.append(text[start : start + len(part)])
        start += len(part)
    return results


@lru_cache(maxsize=64)
def make_converter(source: str, target: str, lexicon: Lexicon | None = None) -> Converter:
    """Return the converter for a pair of scripts and a lexicon, cached per process.

    Args:
        source: The script of the texts.
        target: The script to convert to.
        lexicon: The site's wording.

    Raises:
        ValueError: A script is unknown.
    """
    return Converter(source, target, lexicon)


__all__ = ["SCRIPTS", "Converter", "Engine", "make_converter"]
