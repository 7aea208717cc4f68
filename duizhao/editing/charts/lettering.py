"""Text widths without a font: an estimate that errs on the wide side, and lines that fit a width."""

from __future__ import annotations

import re
import unicodedata

SIZE = 14.0
"""The size of all letters, in the units of a drawing, each of which is about a pixel."""
LINE = 18.0
"""The distance from one baseline to the next."""
ASCENT, DESCENT = SIZE, LINE - SIZE
"""The distance from a text's baseline to the top of its line, and to the bottom."""

# Widths in em, of the widest common fonts in bold (DejaVu Sans, Verdana): in others, texts are shorter.
NARROW = dict.fromkeys("ijlI|!.,:;'’` ()[]/-ftr", 0.5)
WIDE = dict.fromkeys("mwMW@%+=<>", 1.11)
UPPER, OTHER = 0.86, 0.72

PIECE = re.compile(
    r"""
    # An opening mark stays with what follows it.
    [（《「『“‘〈【]*
    # A Chinese character stands alone; letters make a word, which may end with a hyphen; anything else
    # stands alone.
    (?: [\u2E80-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]
      | [^\s\-\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\U00020000-\U0003FFFF（《「『“‘〈【]+-?
      | \S
    )
    # A closing mark stays with what precedes it, and so does white space.
    [，。、；：！？）》」』”’〉】％…—]*
    \s*
    """,
    re.VERBOSE,
)


def measure(text: str) -> float:
    """Estimate the width of a text, in the units of a drawing."""
    return SIZE * sum(_measure_character(character) for character in text)


def wrap(text: str, width: float) -> tuple[str, ...]:
    """Break a text into lines that fit a width.

    Lines end at white space and between Chinese characters, never before a closing mark or after an opening one; a
    word that is wider than a line is broken anywhere. Joined, the lines are the text with its white space collapsed.
    """
    lines: list[str] = []
    line = ""
    for piece in _list_pieces(" ".join(text.split()), width):
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line)
            line = ""
        line += piece
    return (*lines, line) if line or not lines else tuple(lines)


def _list_pieces(text: str, width: float) -> list[str]:
    """Split a text into pieces that lines do not break; a piece wider than a line is split into characters."""
    pieces: list[str] = []
    for piece in PIECE.findall(text):
        if measure(piece.rstrip()) <= width:
            pieces.append(piece)
        else:
            pieces += piece
    return pieces


def _measure_character(character: str) -> float:
    """Estimate the width of a character, in em."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0.0
    # Ambiguous ones, such as quotation marks, are full width in Chinese fonts.
    if unicodedata.east_asian_width(character) in {"W", "F", "A"}:
        return 1.0
    if character in NARROW:
        return NARROW[character]
    return WIDE.get(character) or (UPPER if character.isupper() else OTHER)
