"""Rules on numbers: the same numbers in source and translation, and percentage points are not per cent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from duizhao.translation.quality.chinese import read_chinese
from duizhao.translation.quality.english import read_english
from duizhao.translation.quality.pair import Finding, Pair, Text, primary_language
from duizhao.translation.quality.quantities import Quantity, find_differences

READERS: Mapping[str, Callable[[str], list[Quantity]]] = {"zh": read_chinese, "en": read_english}
"""Number readers by language; a pair is not compared if either side has no reader."""
CHINESE_POINTS = re.compile("个百分点|個百分點|百分点|百分點")
ENGLISH_POINTS = re.compile(r"\b(?:percentage|percent|per cent)[ -]points?\b|\bpp\b|\bbasis points?\b", re.IGNORECASE)


def check_numbers(pair: Pair) -> Iterator[Finding]:
    """The numbers of source and translation are the same.

    They are compared by value: 1524万 is 15.24 million, 三成 is 30%, 第三季度 is Q3, 翻一番 is doubled.
    Numbers that are part of ordinary words, such as 一起 or "the first", may vanish.

    Bad: 注册志愿者1524万人 → 1.524 million registered volunteers
    Bad: 省、市、县三级，共21市（州） → 12 cities and prefectures at three levels
    Bad: 第三季度 → the second quarter
    Good: 注册志愿者1524万人 → 15.24 million registered volunteers
    Good: 2025年11月19日 → 19 November 2025
    Good: 上半年翻了一番 → doubled in the first half of the year
    """
    readers = [READERS.get(primary_language(text.language)) for text in (pair.source, pair.target)]
    if readers[0] is None or readers[1] is None:
        return
    source, target = readers[0](pair.source.prose), readers[1](pair.target.prose)
    lacking, added = find_differences(source, target)
    if lacking or added:
        # An optional number is shown if it conflicts with a firm one: "three" against 四级.
        left = lacking or _find_rivals(added, source, target)
        right = added or _find_rivals(lacking, target, source)
        message = f"numbers differ: source has {_show(left)}; translation has {_show(right)}"
        yield Finding(message, "compare the numbers with the source and correct the translation")


def check_percentage_points(pair: Pair) -> Iterator[Finding]:
    """个百分点 is "percentage points", and only that is.

    From 40 % to 50 % is a rise by ten percentage points, and by 25 per cent.

    Bad: 提高3个百分点 → up by 3 per cent
    Bad: 提高了3% → up by three percentage points
    Good: 提高3个百分点 → up by three percentage points
    """
    if {primary_language(pair.source.language), primary_language(pair.target.language)} != {"zh", "en"}:
        return
    source, target = _has_points(pair.source), _has_points(pair.target)
    if source and not target:
        yield Finding("the source has percentage points; the translation has none", "write percentage points")
    if target and not source:
        yield Finding("the translation has percentage points; the source has none", "write per cent")


def _has_points(text: Text) -> bool:
    """Return whether a text mentions percentage points."""
    pattern = CHINESE_POINTS if text.is_chinese else ENGLISH_POINTS
    return pattern.search(text.prose) is not None


def _find_rivals(missed: Iterable[Quantity], own: Iterable[Quantity], other: Iterable[Quantity]) -> list[Quantity]:
    """Return the numbers without a partner that may replace the missed ones, being of the same kind."""
    partners = {value for one in other for value in one.values}
    kinds = {one.values[0].kind for one in missed}
    return [one for one in own if one.values[0].kind in kinds and not set(one.values) & partners]


def _show(quantities: Iterable[Quantity]) -> str:
    """Format numbers for a message."""
    return ", ".join(dict.fromkeys(str(one) for one in quantities)) or "none"
