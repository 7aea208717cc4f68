"""Figures of the site that a text prints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from duizhao.importing.likelihood import simplify
from duizhao.model import Figure

MORE, NEARLY, LEAST, ABOUT, MOST, LESS = "more than", "nearly", "at least", "about", "at most", "less than"
"""The qualifiers of figures."""
BEFORE: Mapping[str, str] = {
    **dict.fromkeys(("超过", "超", "突破", "逾", "多于", "高于", "大于"), MORE),
    **dict.fromkeys(("将近", "接近", "近"), NEARLY),
    **dict.fromkeys(("至少", "不低于", "不少于", "不下"), LEAST),
    **dict.fromkeys(("大约", "约", "大概"), ABOUT),
    **dict.fromkeys(("不超过", "至多", "最多", "不高于", "不多于"), MOST),
    **dict.fromkeys(("不足", "不到", "少于", "低于", "不满"), LESS),
}
"""The words before a number that limit it."""
AFTER: Mapping[str, tuple[str, ...]] = {
    "以上": (LEAST, MORE),
    "左右": (ABOUT,),
    "上下": (ABOUT,),
    "以内": (MOST,),
    "以下": (MOST, LESS),
}
"""The words after a unit that limit its number; some leave open whether the number itself is meant."""
DIGITS = r"(?<![0-9A-Za-z_.,-])(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,6})?(?![0-9A-Za-z_-]|\.[0-9])"
HAN = r"(?<![第零〇一二两三四五六七八九十百千])[零一二两三四五六七八九十百千]{1,9}(?![零〇一二两三四五六七八九十])"
NUMBER = re.compile(
    rf"(?:(?P<before>{'|'.join(sorted(BEFORE, key=len, reverse=True))})了?)?(?P<share>百分之)?"
    rf"(?:(?P<digits>{DIGITS})|(?P<han>{HAN})) ?(?P<more>[余多])?(?P<scale>万亿|[百千万亿])?(?P<more_scaled>[余多])? ?"
)
"""Matches a number with what limits it, up to its unit."""
SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
"""The words that multiply a number."""
HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
HAN_SCALES = {"thousands": 1000, "hundreds": 100, "tens": 10}
HAN_NUMBER = re.compile(
    r"(?:(?P<thousands>[一二两三四五六七八九])千零?)?(?:(?P<hundreds>[一二两三四五六七八九])百零?)?"
    r"(?:(?P<tens>[一二三四五六七八九]?)十)?(?P<ones>(?<![千百])[一二三四五六七八九])?"
)
"""Matches a number in Chinese characters: 一百零五, 十二. 一百五 is a hundred and fifty, or five; it is left alone."""
WIDTHS = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF05: "%", 0xFF0E: "."}
"""Full-width digits and signs of numbers."""
PERCENT = "%"
PEOPLE = frozenset("名人位")
"""Measure words of people, of which a text may use another one than the data."""
OTHER_UNIT = re.compile(r"人次|年[代度来]|个月|个百分点|元/|日[常前益]|方[面式]|家[庭长]|级别|支[持部出]|件事")
"""Matches what begins like a unit and is another one, or a word."""
BEHIND = re.compile("|".join(AFTER))
BRACKETS = re.compile(r"[（(][^（）()]{0,60}[）)]")
SIGNS = re.compile(r"[\W_]+")
REACH = 20
"""The number of characters on each side of a number in which the words of its figure are looked for."""
MOST_WORDS = 12
"""The greatest number that a reference prints as a word."""
MOST_PLACES = 40
"""The number of places at which a number is compared with the figures that have its value; a text repeats few."""
DISTINCT = 3
"""The number of digits before its zeros with which a number is hardly there by chance."""
ENOUGH = {1: 0.5, 2: 0.34, DISTINCT: 0.01}
"""Digits of a number → the least share of the pairs of characters of the figure's name that stand around it."""


@dataclass(frozen=True, slots=True)
class FigureOffer:
    """A figure of the site that a text prints."""

    id: str
    """Its id."""
    text: str
    """What the text prints and the reference would print."""
    offset: int
    """Where that stands."""
    reference: str
    """What to write in its place."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A number in a text."""

    value: Decimal
    """Its value."""
    limits: tuple[str, ...]
    """The qualifiers that it may have; an empty one if it is exact."""
    unit: str
    """The unit after it; empty if no figure has it."""
    start: int
    """Where it begins, with the words that limit it."""
    unit_start: int
    """Where its unit begins, or its number ends."""
    end: int
    """Where it ends, with its unit and the words behind it."""
    form: str
    """`digits`, `han` or `share`: how it is written."""


def fold_widths(simplified: str) -> str:
    """Return a text in Simplified Chinese with normal digits, keeping its length."""
    return simplified.translate(WIDTHS)


def find_figures(text: str, folded: str, figures: Sequence[Figure]) -> list[FigureOffer]:
    """Find the numbers of a text that may be figures: with their value, limit and unit, near words of their name.

    Args:
        text: The text as it is written.
        folded: The same in Simplified Chinese and with normal digits, as long as `text`.
        figures: The figures that it may be about.

    Returns:
        Each figure at the place where most of its name stands, in the order of the text. Of several figures at one
        place, those of which most is there.
    """
    by_value: dict[Decimal, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_value[figure.value].append(figure)
    names = {figure.id: _list_pairs(figure.name) for figure in figures}
    best: dict[str, tuple[float, _Printed, Figure]] = {}
    for printed in _find_numbers(folded, by_value, _list_units(figures)):
        for figure in by_value[printed.value]:
            if not _fits(printed, figure):
                continue
            share = _measure(folded, printed, names[figure.id])
            if share >= _find_least(printed.value) and share > best.get(figure.id, (0.0,))[0]:
                best[figure.id] = (share, printed, figure)
    highest: dict[int, float] = defaultdict(float)
    for share, printed, _figure in best.values():
        highest[printed.start] = max(highest[printed.start], share)
    kept = [(printed, figure) for share, printed, figure in best.values() if share == highest[printed.start]]
    return [_make_offer(text, printed, figure) for printed, figure in sorted(kept, key=lambda one: one[0].start)]


def _find_numbers(folded: str, by_value: Mapping[Decimal, object], units: Sequence[str]) -> Iterator[_Printed]:
    """Yield the numbers of a text that are the value of a figure."""
    places: dict[Decimal, int] = defaultdict(int)
    for found in NUMBER.finditer(folded):
        han = found["han"]
        number = Decimal(found["digits"].replace(",", "")) if han is None else _read_han(han)
        value = None if number is None else number * SCALES[found["scale"] or ""]
        if value is None or value not in by_value or places[value] == MOST_PLACES:
            continue
        places[value] += 1
        yield _read_unit(folded, found, value, units)


def _read_unit(folded: str, found: re.Match[str], value: Decimal, units: Sequence[str]) -> _Printed:
    """Return a number with its unit, and with what limits it before and after."""
    at = found.end()
    unit = next((one for one in units if folded.startswith(one, at)), "")
    if unit and (other := OTHER_UNIT.match(folded, at)) and not unit.startswith(other[0]):
        unit = ""
    end = at + len(unit) if unit else found.start() + len(found[0].rstrip(" "))
    form = "share" if found["share"] else "digits" if found["han"] is None else "han"
    if form == "share":
        unit = PERCENT
    behind = BEHIND.match(folded, end)
    limits: tuple[str, ...] = ("",)
    if found["before"]:
        limits = (BEFORE[found["before"]],)
    elif found["more"] or found["more_scaled"]:
        limits = (MORE,)
    elif behind:
        limits = AFTER[behind[0]]
        end = behind.end()
    unit_start = found.start() + len(found[0].rstrip(" "))
    return _Printed(value, limits, unit, found.start(), unit_start, end, form)


def _read_han(written: str) -> Decimal | None:
    """Return the value of a number below ten thousand in Chinese characters; None if it is none, such as 二零二四."""
    if (single := HAN_DIGITS.get(written)) is not None:
        return Decimal(single)
    found = HAN_NUMBER.fullmatch(written)
    if found is None:
        return None
    total = 0
    for name, scale in HAN_SCALES.items():
        if (digit := found[name]) is not None:
            total += (HAN_DIGITS[digit] if digit else 1) * scale
    return Decimal(total + HAN_DIGITS[found["ones"] or "零"])


def _list_units(figures: Iterable[Figure]) -> list[str]:
    """Return the units of figures in Simplified Chinese, the longest ones first."""
    units = {simplify(one.unit).strip() for one in figures} | PEOPLE
    return sorted(units - {""}, key=lambda one: (-len(one), one))


def _list_pairs(name: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of the name of a figure, without remarks in brackets."""
    plain = SIGNS.sub("", BRACKETS.sub("", simplify(name)))
    return frozenset(first + second for first, second in pairwise(plain)) or frozenset({plain} - {""})


def _fits(printed: _Printed, figure: Figure) -> bool:
    """Return whether a number has the limit and the unit of a figure that has its value."""
    unit = simplify(figure.unit).strip()
    if figure.qualifier not in printed.limits or (unit == PERCENT) != (printed.unit == PERCENT):
        return False
    if printed.unit == unit or {printed.unit, unit} <= PEOPLE:
        return True
    return not printed.unit and printed.form == "digits" and _count_digits(printed.value) >= DISTINCT


def _measure(folded: str, printed: _Printed, pairs: frozenset[str]) -> float:
    """Return the share of the pairs of a name that stand around a number, in its paragraph."""
    before = folded[max(0, printed.start - REACH) : printed.start].rpartition("\n")[2]
    after = folded[printed.end : printed.end + REACH].partition("\n")[0]
    return sum(pair in before or pair in after for pair in pairs) / len(pairs) if pairs else 0.0


def _count_digits(value: Decimal) -> int:
    """Return the number of digits of a number before the zeros at its end."""
    return len(value.normalize().as_tuple().digits)


def _find_least(value: Decimal) -> float:
    """Return the least share of a name that must stand around a number."""
    return ENOUGH[min(_count_digits(value), DISTINCT)]


def _make_offer(text: str, printed: _Printed, figure: Figure) -> FigureOffer:
    """Return the offer of a figure: its reference prints as much as the text that it would replace."""
    unit = simplify(figure.unit).strip()
    is_word = printed.form == "han" and not figure.qualifier and 1 <= figure.value <= MOST_WORDS
    form = ":word" if is_word else "" if printed.unit == unit else ":number"
    end = printed.end if not form else printed.unit_start
    return FigureOffer(figure.id, text[printed.start : end], printed.start, f"{{{{{figure.id}{form}}}}}")
