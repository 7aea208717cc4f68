"""How likely Chinese texts are: the judge of encodings, of restored characters and of blanks."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from duizhao.script.engine import load_tables
from duizhao.script.words import UNKNOWN

HAN = re.compile("[㐀-䶿一-鿿\U00020000-\U0003ffff]+")
MARKS = frozenset("，。、；：？！“”‘’「」『』《》〈〉（）【】〔〕…—·　・～％‰℃①②③④⑤⑥⑦⑧⑨⑩")
"""Signs that Chinese texts have beside Han characters."""
MARK_COST = 30
"""The cost of such a sign: it is about as frequent as the fiftieth character."""
FOREIGN_COST = 160
"""The cost of a sign that no Chinese text needs: more than that of a character in no list."""


def weigh_words(text: str) -> int:
    """Return the cost of a text as Chinese: that of its likeliest division into words.

    Args:
        text: Any text in Simplified or Traditional; only its runs of Han characters count.

    Returns:
        The cost in eighths of a negative natural logarithm. Of two readings of equally many characters, the one
        with the lower cost is the likelier.
    """
    return sum(_weigh_run(found[0]) for found in HAN.finditer(simplify(text)))


def weigh_characters(text: str) -> float:
    """Return the mean cost of the characters beyond ASCII, in eighths of a natural logarithm; 0 if there are none.

    Ordinary Chinese prose has 50 to 75, text that was read in a wrong encoding well over 100.
    """
    costs = [_weigh_character(one) for one in simplify(text) if not one.isascii()]
    return sum(costs) / len(costs) if costs else 0.0


def is_word(text: str) -> bool:
    """Return whether a text is one word of the tables, in Simplified or Traditional."""
    simplified = simplify(text)
    return len(text) > 1 and simplified in load_tables().segmenter.words.row(simplified[0]).words


def simplify(text: str) -> str:
    """Return a text with each Traditional character in its Simplified form, keeping its length."""
    return text if text.isascii() else text.translate(_load_simplified())


def _weigh_run(run: str) -> int:
    """Return the cost of the cheapest cut of a run of Simplified characters into words."""
    words = load_tables().segmenter.words
    size = len(run)
    costs = [0] + [1 << 30] * size
    for start in range(size):
        base = costs[start]
        single, longer, lengths = words.row(run[start])
        costs[start + 1] = min(costs[start + 1], base + single)
        for length in lengths.get(run[start + 1], ()) if start + 1 < size else ():
            word = longer.get(run[start : start + length]) if start + length <= size else None
            if word is not None:
                costs[start + length] = min(costs[start + length], base + word.cost)
    return costs[size]


@cache
def _weigh_character(character: str) -> int:
    """Return the cost of one character that is not ASCII."""
    if HAN.match(character):
        return min(load_tables().segmenter.words.row(character).single, UNKNOWN)
    return MARK_COST if character in MARKS else FOREIGN_COST


@cache
def _load_simplified() -> dict[int, str]:
    """Load the Simplified form of each Traditional character."""
    characters = [chr(code) for start, end in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF)) for code in range(start, end + 1)]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(one): other for one, other in zip(characters, simplified, strict=True) if one != other}
