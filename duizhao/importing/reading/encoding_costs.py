"""How likely it is that bytes were meant to be read as a certain text."""

from __future__ import annotations

import re

from duizhao.importing.likelihood import weigh_characters

CHINESE = re.compile("[㐀-䶿一-鿿，。、；：？！“”‘’「」『』《》〈〉（）【】〔〕…—·　・～％‰℃①-⑩]")
"""What `weigh_characters` knows."""
COSTS = (
    (re.compile("(?<=[A-Za-z])[\xc0-\xff\u0152\u0153\u0160\u0161]|[\xc0-\xff\u0152\u0153](?=[A-Za-z])"), 45),
    (re.compile(r"[a-z ]"), 22),
    (re.compile(r"[A-Z0-9\n.,]"), 32),
    (re.compile(r"[!-+\--/:-@\[-`{-~\t\r]"), 42),
    (re.compile("[\uff00-\uff5e\u2160-\u2179\u2000-\u206f\u2200-\u22ff\u25a0-\u26ff\ufeff\u2103\u3000-\u303f]"), 70),
    (re.compile("[\u3041-\u30ff]"), 90),
    (re.compile("[\xa0-\xff\u0152\u0153\u0160\u0161\u20ac\u2022\u2122]"), 120),
    (re.compile("[\u0370-\u03ff\u0400-\u04ff]"), 100),
    (re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff]"), 260),
)
"""The cost of other characters, in eighths of a natural logarithm: the first class that a character is in counts.
Letters with accents are told by their neighbours, so they come before these are taken out."""
OTHER = 160
"""The cost of any other character."""
EMBEDDED = re.compile("(?<=[A-Za-z])[㐀-鿿](?=[A-Za-z])")
"""A Han character between letters, as it comes about when a text with accents is read as Chinese."""
EMBEDDED_COST = 60
"""What it costs in addition."""


def weigh_reading(text: str) -> float:
    """Return the cost of a text as the reading of some bytes.

    Args:
        text: What one encoding makes of the bytes.

    Returns:
        The cost of the whole, in eighths of a negative natural logarithm, so that readings of the same bytes with
        different numbers of characters can be compared.
    """
    cost = float(EMBEDDED_COST * len(EMBEDDED.findall(text)))
    chinese = "".join(CHINESE.findall(text))
    cost += weigh_characters(chinese) * len(chinese)
    rest = CHINESE.sub("", text) if chinese else text
    for pattern, each in COSTS:
        rest, count = pattern.subn("", rest)
        cost += each * count
    return cost + OTHER * len(rest)
