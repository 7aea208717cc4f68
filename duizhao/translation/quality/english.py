"""Reader for the numbers of an English text: in digits, in words, and mixed, as in "15.24 million"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from duizhao.translation.quality.english_words import (
    CLEAR_MONTHS,
    LOOSE_WORDS,
    MONTHS,
    ORDINAL_ENDINGS,
    ORDINALS,
    PARTS,
    PHRASES,
    SCALES,
    SMALL_WORDS,
    TENS,
)
from duizhao.translation.quality.quantities import Quantity, count, either, month, share

TOKEN = re.compile(r"(?:\d+(?:[,\u2009\u202f]\d{3})+|\d+)(?:\.\d+)?|[A-Za-z]+(?:['’](?=[a-z])[a-z]+)?|\S")
HALVES = ("half", "halves")
CONNECTORS = ("to", "-", "–", "—", "and", "or", "~")
"""Words and signs between the ends of a range."""
LARGEST_VAGUE = 12
"""Numbers in words up to this value are often idiomatic: "the two of them", "one by one"."""
DECADES = range(10, 100, 10)
ARTICLES = ("a", "an")
PERCENT = ("%", "percent", "percentage", "pc")
SMALLEST_SUFFIX = 2
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class _Word:
    """One word, number or sign."""

    text: str
    """The word as written."""
    name: str
    """The word in lower case."""
    joined: bool
    """Whether it follows the previous word without a blank."""

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdecimal()


@dataclass(slots=True)
class _Number:
    """A number that is being read."""

    value: Fraction
    start: int
    """The index of its first word."""
    end: int
    """The index after its last word."""
    digits: bool
    scaled: Fraction = field(default_factory=lambda: Fraction(1))
    """The factor by which a word such as million multiplied it."""
    ordinal: bool = False


def read_english(text: str) -> list[Quantity]:
    """Return the numbers of an English text."""
    rest = text.replace("\u00a0", " ").replace("\u2011", "-")
    found: list[Quantity] = []
    for pattern, quantity in PHRASES:
        for phrase in pattern.finditer(rest):
            found.append(quantity)
            if "half" in phrase[0].lower():
                found.append(share(Fraction(1, 2), firm=False))
            found.extend(_read_words_inside(phrase[0]))
        rest = pattern.sub(" … ", rest)
    return [*found, *_Reader(_split(rest)).read()]


def _read_words_inside(phrase: str) -> list[Quantity]:
    """Return the numbers inside a phrase, for a source that counts differently."""
    values = SMALL_WORDS | ORDINALS
    return [count(values[word], firm=False) for word in phrase.lower().split() if word in values]


def _split(text: str) -> list[_Word]:
    """Split a text into words, numbers and signs."""
    words = []
    end = 0
    for found in TOKEN.finditer(text):
        words.append(_Word(found[0], found[0].lower().replace("’", "'"), found.start() == end and found.start() > 0))
        end = found.end()
    return words


class _Reader:
    """Reads the words in one pass from left to right."""

    def __init__(self, words: list[_Word]) -> None:
        self._words = words
        self._found: list[Quantity] = []
        self._last: _Number | None = None
        self._last_place = -1

    def read(self) -> list[Quantity]:
        """Return every number."""
        index = 0
        while index < len(self._words):
            index = self._step(index)
        return self._found

    def _name(self, index: int) -> str:
        return self._words[index].name if 0 <= index < len(self._words) else ""

    def _step(self, index: int) -> int:
        """Read the number that begins at a word, if any, and return the next index to read."""
        if found := self._read_month(index):
            self._found.append(found)
            return index + 1
        if number := self._read_number(index):
            return self._finish(number)
        name = self._name(index)
        if name in LOOSE_WORDS:
            values = LOOSE_WORDS[name]
            self._found.append(count(values[0], *values[1:], firm=False))
        elif name in PARTS and (self._name(index - 1) in (*ARTICLES, "one") or name in HALVES or name == "quarter"):
            self._found.append(share(Fraction(1, PARTS[name]), firm=False))
            if name in ORDINALS:
                self._found.append(count(ORDINALS[name], firm=False))
        elif name in ORDINALS:
            self._found.append(count(ORDINALS[name], firm=False))
        elif name == "hundreds" or name.rstrip("s") not in SCALES:
            pass
        elif self._name(index - 1) in ("per", "every"):
            self._found.append(count(SCALES[name], firm=False))
        return index + 1

    def _read_month(self, index: int) -> Quantity | None:
        """Read a month; May and March are firm only next to a number."""
        number = MONTHS.get(self._name(index))
        if number is None or not self._words[index].text[0].isupper():
            return None
        if self._name(index) in CLEAR_MONTHS:
            return month(number)
        beside = [self._words[one].is_number for one in (index - 1, index + 1) if 0 <= one < len(self._words)]
        if any(beside):
            return month(number)
        return month(number, firm=False)

    def _read_number(self, index: int) -> _Number | None:
        """Read a number in digits or words with its scale: two hundred and fifty, 15.24 million."""
        number = self._read_small(index)
        if number is None:
            return None
        while True:
            end = number.end + (self._name(number.end) == "-")
            scale = self._name(end)
            if scale not in SCALES or (
                len(scale) <= SMALLEST_SUFFIX and not (number.digits and self._words[end].joined)
            ):
                return number
            number = replace(
                number, value=number.value * SCALES[scale], scaled=number.scaled * SCALES[scale], end=end + 1
            )
            if number.digits:
                continue
            start = number.end + (self._name(number.end) == "and")
            more = self._read_small(start)
            if (
                more is not None
                and not more.digits
                and more.value < SCALES[scale]
                and self._name(start) not in ARTICLES
            ):
                number = replace(number, value=number.value + more.value, end=more.end, ordinal=more.ordinal)

    def _read_small(self, index: int) -> _Number | None:
        """Read a number below a hundred, or one in digits, and "and a half" after it."""
        if index >= len(self._words):
            return None
        word, name = self._words[index], self._name(index)
        number: _Number | None = None
        if word.is_number:
            value = Fraction(re.sub(r"[^\d.]", "", word.text))
            number = _Number(value, index, index + 1, digits=True)
            if self._name(index + 1) in ORDINAL_ENDINGS and self._words[index + 1].joined:
                number = replace(number, end=index + 2, ordinal=True)
        elif name in TENS:
            number = _Number(Fraction(TENS[name]), index, index + 1, digits=False)
            unit = index + 1 + (self._name(index + 1) == "-")
            small = SMALL_WORDS.get(self._name(unit), 0) or ORDINALS.get(self._name(unit), 0)
            if 0 < small <= 9:  # noqa: PLR2004 -- the last digit
                ordinal = self._name(unit) in ORDINALS
                number = replace(number, value=number.value + small, end=unit + 1, ordinal=ordinal)
        elif name in SMALL_WORDS:
            number = _Number(Fraction(SMALL_WORDS[name]), index, index + 1, digits=False)
        elif name in ARTICLES and self._name(index + 1) in SCALES and len(self._name(index + 1)) > SMALLEST_SUFFIX:
            number = _Number(Fraction(1), index, index + 1, digits=False)
        if number is not None and [self._name(number.end + step) for step in range(3)] == ["and", "a", "half"]:
            return replace(number, value=number.value + Fraction(1, 2), end=number.end + 3)
        return number

    def _finish(self, number: _Number) -> int:
        """Record the quantity of a number and of what follows it, and return the next index to read."""
        quantity, end = self._measure(number)
        self._found.append(self._join_range(number, quantity))
        self._last, self._last_place = replace(number, end=end), len(self._found) - 1
        return end

    def _measure(self, number: _Number) -> tuple[Quantity, int]:
        """Return the quantity of a number, and the index after what belongs to it."""
        end = number.end
        if measured := self._read_share(number) or self._read_part(number):
            return measured
        behind = self._name(end)
        if behind == "s" and self._words[end].joined and number.digits:
            return count(number.value, number.value % HUNDRED, firm=number.value > HUNDRED), end + 1
        if behind in ("decades", "decade", "dozen") and not number.digits:
            size = 12 if behind == "dozen" else 10
            return count(number.value * size, number.value, firm=False), end + 1
        small = not number.digits and not number.ordinal and 1 < number.value <= LARGEST_VAGUE
        return count(number.value, firm=self._is_firm(number), small=small), end

    def _read_share(self, number: _Number) -> tuple[Quantity, int] | None:
        """Read 97.5 per cent, 3 percentage points, 2 per thousand."""
        end = number.end
        name = self._name(end)
        per = self._name(end + 1) if name == "per" else ""
        if name == "‰" or per in ("mille", "thousand"):
            return either(count(number.value), share(number.value / 1000)), end + 1
        if name not in PERCENT and per != "cent":
            return None
        end += 2 if per else 1
        # "3 percentage points" may stand for 3 %, and for a plain 3.
        points = (count(number.value),) if self._name(end).startswith("point") else ()
        return either(share(number.value / HUNDRED), *points), end

    def _read_part(self, number: _Number) -> tuple[Quantity, int] | None:
        """Read two thirds, one in five, 1/3."""
        end = number.end + (self._name(number.end) == "-")
        name = self._name(end)
        if name in PARTS and (number.value == 1) != name.endswith(("s", "ves")) and not number.ordinal:
            value = number.value / PARTS[name]
            # "The first three quarters" are not three fourths.
            also = (count(number.value),) if name.startswith("quarter") else ()
            return either(share(value), *also, firm=not also and number.value > 1), end + 1
        if name == "/" and number.digits and (pair := self._read_fraction(number)):
            return pair
        if name in ("in", "out") and not number.digits:
            start = end + 1 + (self._name(end + 1) == "of")
            below_number = self._read_small(start)
            if below_number is not None and not below_number.digits and below_number.value > number.value:
                # Both readings: "one in five" is a fifth, "two in three cities" are two and three.
                self._found += [count(number.value, firm=False), count(below_number.value, firm=False)]
                return share(number.value / below_number.value, firm=False), below_number.end
        return None

    def _read_fraction(self, number: _Number) -> tuple[Quantity, int] | None:
        """Read 1/3, which may be a third, or two numbers; 24/7 and 2021/22 are two."""
        whole = self._words[number.end + 1] if number.end + 1 < len(self._words) else None
        if whole is None or not (whole.is_number and whole.joined and self._words[number.end].joined):
            return None
        below = Fraction(re.sub(r"[^\d.]", "", whole.text))
        if not 0 < number.value < below < HUNDRED:
            return None
        self._found += [count(number.value, firm=False), count(below, firm=False)]
        return share(number.value / below, firm=False), number.end + 2

    def _is_firm(self, number: _Number) -> bool:
        """Return whether the source must contain a number."""
        if not number.digits:
            return number.value > LARGEST_VAGUE and not number.ordinal
        before, behind = number.start - 1, number.end
        word = self._words[number.start]
        if word.joined and self._words[before].text.isalpha():
            return False
        hyphen = word.joined and self._name(before) == "-" and self._words[before].joined
        if hyphen and before > 0 and self._words[before - 1].text.isalpha() and self._words[before - 1].text.isupper():
            return False
        return not (
            behind < len(self._words)
            and self._words[behind].joined
            and self._words[behind].text in ("G", "D", "A", "B", "C")
        )

    def _join_range(self, number: _Number, quantity: Quantity) -> Quantity:
        """Apply the scale or unit at one end of a range to both ends: 40 to 50 million, 40–50%, 2019–20.

        Returns:
            The quantity of the second end; that of the first end is replaced in place.
        """
        last = self._last
        if last is None or not last.digits or number.start - last.end != 1 or self._name(last.end) not in CONNECTORS:
            return quantity
        old = self._found[self._last_place]
        if len(old.values) > 1 or last.scaled != 1:
            return quantity
        if number.scaled != 1:
            self._found[self._last_place] = either(count(last.value * number.scaled), old)
        elif quantity.values[0] == share(number.value / 100).values[0]:
            self._found[self._last_place] = either(share(last.value / 100), old)
        elif self._is_short_year(last.value, number):
            return count(int(last.value) // 100 * 100 + number.value, number.value)
        return quantity

    @staticmethod
    def _is_short_year(first: Fraction, number: _Number) -> bool:
        """Return whether a number is the abbreviated end of a range of years such as 2019–20."""
        return first in range(1900, 2100) and number.value < HUNDRED and first % HUNDRED < number.value
