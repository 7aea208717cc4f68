"""Tables of the English reader: words that are numbers, or may be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from duizhao.translation.quality.quantities import Quantity, count, either, half_year, share

SMALL_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 1000, "mn": 10**6, "bn": 10**9, "tn": 10**12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twelfth": 12, "twelfths": 12, "twentieth": 20,
}  # fmt: skip
"""Denominators in words, as in "two thirds"."""
MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
CLEAR_MONTHS = frozenset(
    ("january", "february", "april", "june", "july", "august", "september", "october", "november", "december")
)
"""Words that are always months; the others are also words or names, and months only next to a number."""
LOOSE_VALUES: Mapping[int, str] = {
    0: "nil none no",
    1: "once first firstly single sole",
    2: "twice both pair pairs couple dual double doubles doubled doubling twofold either neither twin secondly "
    "secondary bilateral other another biennial biannual halved twos fortnight ii",
    3: "thrice triple triples tripled tripling threefold thirdly tertiary treble trebled triennial threes iii",
    4: "quadruple quadrupled quadrupling fourfold fourthly fours iv",
    5: "quintuple quintupled fivefold fives",
    6: "sixfold sixes vi",
    7: "sevenfold vii",
    8: "eightfold viii",
    9: "ninefold ix",
    10: "tenfold decade decades tens",
    11: "xi",
    12: "dozen dozens xii",
    13: "xiii",
    14: "fortnight xiv",
    15: "xv",
    20: "score",
    100: "century centuries",
}
"""Words, including Roman numerals, that may or may not stand for a number of the source, by that number."""
LOOSE_WORDS: Mapping[str, tuple[int, ...]] = {
    word: tuple(value for value, words in LOOSE_VALUES.items() if word in words.split())
    for words in LOOSE_VALUES.values()
    for word in words.split()
}
PHRASES: tuple[tuple[re.Pattern[str], Quantity], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), quantity)
    for pattern, quantity in (
        (r"(?:round|around)[ -]the[ -]clock|day and night", count(24, firm=False)),
        (r"(?:first|1st) half|H1|first (?:six|6) months|first half-year", half_year(1, firm=False)),
        (r"(?:second|2nd|latter) half|H2|(?:last|second) (?:six|6) months|second half-year", half_year(2, firm=False)),
        (r"half[ -](?:a[ -])?year", either(count(6), share(Fraction(1, 2)), firm=False)),
        (r"half a dozen", count(6, firm=False)),
        (r"half a million", count(500_000)),
        (r"half a billion", count(500_000_000)),
        (r"majority|most", share(Fraction(1, 2), firm=False)),
        (r"(?:the )?whole|entire(?:ly)?|full coverage|fully|all", share(Fraction(1), firm=False)),
    )
)
"""Expressions that are read before single words. A half-year may also be a half of something."""
