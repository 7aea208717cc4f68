"""The numbers that Word writes before paragraphs, which its files do not hold as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from duizhao.importing.reading.word_elements import child_of, name_of, value_of

DIGITS = "〇一二三四五六七八九"
ZERO_DIGITS = "零一二三四五六七八九"
CAPITALS = "零壹贰叁肆伍陆柒捌玖"
TRADITIONAL_CAPITALS = "零壹貳參肆伍陸柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
COMMON = re.compile(r"%[1-9][.．、)）]?")
"""The form of a number that a list in Markdown has."""
PLACE = re.compile(r"%([1-9])")
WIDE_END = re.compile(r"[、。．，：）】」\s]$")
"""The end of a number behind which no blank is needed."""
HAN = re.compile("[㐀-鿿]")
DEEPEST = 5
"""How many levels of lists mammoth knows."""
HUNDRED = 100
LARGEST = 9999
"""The greatest number that is written in Chinese."""


@dataclass(slots=True)
class Level:
    """A level of a list."""

    kind: str = "decimal"
    """How its numbers are written."""
    form: str = ""
    """What is around them: `第%1条`."""
    start: int = 1
    """The first one."""
    is_decimal: bool = False
    """Whether the numbers of upper levels are written in digits, too."""


@dataclass(slots=True)
class Outline:
    """A list, or the headings of a document."""

    levels: list[Level]
    """Its levels."""
    counts: list[int] = field(default_factory=list)
    """The numbers of the last entries, from the uppermost level."""


@dataclass
class Numbers:
    """Counts the paragraphs of a file as Word does."""

    outlines: dict[str, Outline] = field(default_factory=dict)
    """The number of each list → its outline, which several lists may share."""
    restarts: set[str] = field(default_factory=set)
    """The numbers of lists that begin anew."""

    def find(self, number: str, depth: int) -> Level | None:
        """Return the level of a list; None if there is none."""
        outline = self.outlines.get(number)
        return outline.levels[depth] if outline is not None and 0 <= depth < len(outline.levels) else None

    def count(self, number: str, depth: int) -> str:
        """Count a paragraph; return what Word writes before it."""
        outline = self.outlines[number]
        if number in self.restarts:
            self.restarts.remove(number)
            outline.counts.clear()
        del outline.counts[depth + 1 :]
        for level in outline.levels[len(outline.counts) : depth]:
            outline.counts.append(level.start)
        if len(outline.counts) == depth:
            outline.counts.append(outline.levels[depth].start)
        else:
            outline.counts[depth] += 1
        level = outline.levels[depth]

        def write(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            if place > depth:
                return ""
            kind = "decimal" if level.is_decimal else outline.levels[place].kind
            return write_number(outline.counts[place], kind)

        return PLACE.sub(write, level.form)


def read_numbers(root: Element) -> Numbers:
    """Read the lists of a file.

    Args:
        root: The part `numbering.xml`.

    Returns:
        Its lists, with nothing counted.
    """
    found: dict[str, Outline] = {}
    numbers = Numbers()
    for one in root:
        name = value_of(one, "abstractNumId")
        if name_of(one) == "abstractNum":
            found[name] = Outline([_read_level(level) for level in one if name_of(level) == "lvl"])
        elif name_of(one) == "num" and (shared := found.get(value_of(child_of(one, "abstractNumId")))):
            number = value_of(one, "numId")
            numbers.outlines[number] = shared
            if any(child_of(each, "startOverride") is not None for each in one):
                numbers.restarts.add(number)
    return numbers


def _read_level(level: Element) -> Level:
    """Read a level of a list."""
    start = value_of(child_of(level, "start"))
    return Level(
        value_of(child_of(level, "numFmt")) or "decimal",
        value_of(child_of(level, "lvlText")),
        int(start) if start.isdecimal() and len(start) < DEEPEST else 1,
        child_of(level, "isLgl") is not None,
    )


def is_numbered(level: Level | None) -> bool:
    """Return whether a level has numbers, not bullets."""
    return level is not None and level.kind not in ("bullet", "none") and bool(PLACE.search(level.form))


def is_common(level: Level, depth: int) -> bool:
    """Return whether a list in Markdown has such numbers."""
    is_own = COMMON.fullmatch(level.form) is not None and level.form[1] == str(depth + 1)
    return level.kind == "decimal" and depth < DEEPEST and is_own


def add_blank(label: str) -> str:
    """Return a number with the blank that parts it from the text."""
    if not label or WIDE_END.search(label):
        return label
    return label + ("　" if HAN.search(label) else " ")


def write_number(number: int, kind: str) -> str:
    """Write a number as Word does.

    Args:
        number: The number.
        kind: The kind of numbers, as the files name it; one that is unknown is written in digits.
    """
    writer = WRITERS.get(kind)
    return writer(number) if writer is not None and 0 < number <= LARGEST else str(number)


def _write_chinese(number: int, digits: str = DIGITS, units: Sequence[str] = ("", "十", "百", "千")) -> str:
    """Write a number in Chinese: 一百〇三, 十二."""
    written = ""
    for place, digit in enumerate(reversed(str(number))):
        written = (digits[int(digit)] + units[place] if digit != "0" else digits[0]) + written
    written = re.sub(f"{digits[0]}+", digits[0], written).rstrip(digits[0])
    return written.removeprefix("一") if written.startswith("一十") else written


def _write_digits(number: int) -> str:
    """Write a number in Chinese digits: 一〇三."""
    return "".join(DIGITS[int(one)] for one in str(number))


def _write_short(number: int) -> str:
    """Write a number in Chinese, from a hundred on only its digits: 十二, 一〇三."""
    return _write_chinese(number) if number < HUNDRED else _write_digits(number)


def _write_letters(number: int) -> str:
    """Write a number as a letter, which is doubled after the last one."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= LARGEST // 13 else str(number)


def _write_roman(number: int) -> str:
    """Write a Roman number."""
    written = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _pick(signs: str) -> Callable[[int], str]:
    """Return a writer that has a sign for each of the first numbers."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


CAPITAL_UNITS = ("", "拾", "佰", "仟")
WRITERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "taiwaneseCounting", "japaneseCounting", "koreanCounting"), _write_short),
    **dict.fromkeys(
        ("chineseCountingThousand", "taiwaneseCountingThousand"), lambda number: _write_chinese(number, ZERO_DIGITS)
    ),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital"), _write_digits),
    "chineseLegalSimplified": lambda number: _write_chinese(number, CAPITALS, CAPITAL_UNITS),
    "ideographLegalTraditional": lambda number: _write_chinese(number, TRADITIONAL_CAPITALS, CAPITAL_UNITS),
    "ideographTraditional": _pick(STEMS),
    "ideographZodiac": _pick(BRANCHES),
    "decimalEnclosedCircle": _pick("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _pick("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": _pick("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _pick("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "ideographEnclosedCircle": _pick("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _write_letters,
    "upperLetter": lambda number: _write_letters(number).upper(),
    "lowerRoman": _write_roman,
    "upperRoman": lambda number: _write_roman(number).upper(),
}
"""Kinds of numbers → how they are written."""
