"""The order of an edition: its lists, their initials, and the spelling of Chinese in Latin letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from duizhao.editing.texts import Texts, Wording
from duizhao.editions import make_edition
from duizhao.report.order import LONG, group_entries, write_number
from duizhao.script.order import find_initial, sort_key, spell

LISTS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "order.yml").read_text("utf-8"))
"""What `order.yml` says, by edition."""
MOST = 40
"""The least number of terms of a list."""


def put_in_order(terms: list[str], code: str) -> list[str]:
    """Return terms in the order of an edition."""
    return sorted(terms, key=lambda term: sort_key(term, code))


@pytest.mark.parametrize("code", LISTS)
def test_lists(code: str) -> None:
    """A list has its order, however it was before; Hong Kong counts strokes as Taiwan does."""
    terms = LISTS[code]["terms"]
    assert len(terms) >= MOST
    assert put_in_order(terms, code) == terms
    assert put_in_order(terms[::-1], code) == terms
    if code == "zh-Hant-TW":
        assert put_in_order(terms[::-1], "zh-Hant-HK") == terms


@pytest.mark.parametrize(
    ("code", "text", "expected"), [(code, *pair) for code, one in LISTS.items() for pair in one["initials"].items()]
)
def test_initials(code: str, text: str, expected: str) -> None:
    """A text stands under a letter, a number of strokes, or what stands for all others."""
    assert find_initial(text, code) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人民调解", "ren min tiao jie"),
        ("重庆", "chong qing"),
        ("重点", "zhong dian"),
        ("乐山", "le shan"),
        ("行业协会", "hang ye xie hui"),
        ("东西", "dong xi"),
        ("不是", "bu shi"),
        ("女儿", "nv er"),
        ("WTO与AI", "wto yu ai"),
        ("…", ""),
    ],
)
def test_spelling(text: str, expected: str) -> None:
    """Characters are spelled as the words are read that they are part of."""
    assert " ".join(spell(text)) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (24, "二十四"), (36, "三十六")]
)
def test_numbers(number: int, expected: str) -> None:
    """Numbers of strokes are written in Chinese."""
    assert write_number(number) == expected


def test_rare_characters() -> None:
    """Characters that no table has come after all others, in the order of Unicode."""
    terms = ["成都", "㐀", "㐁", "𠀀"]
    assert put_in_order(terms[::-1], "zh-Hans") == terms
    assert put_in_order(terms[::-1], "zh-Hant-TW") == terms


ODD = ("1" * 5000, "❶", "②", "٣", "㊿", "👩", "\u202eعربي", "\x00", "\u200b", "İ", "ŉ", "𠮷", "ﬁ", "\u0345", " ", "")
"""Texts that begin with what is neither a letter nor a usual digit, and a number that Python does not read."""


@pytest.mark.parametrize("code", ["zh-Hans", "zh-Hant-TW", "en", "ar"])
def test_odd_entries(code: str) -> None:
    """A long list holds each entry once under an initial, whatever the entries begin with."""
    texts = Texts(make_edition(code), "zh-Hans", None)
    entries = [Wording(text, code) for text in (*ODD, *map(str, range(LONG)))]

    groups = group_entries(entries, lambda entry: entry, texts)

    assert sorted(one.text for group in groups for one in group.entries) == sorted(one.text for one in entries)
    assert all(group.name.text for group in groups)
    assert len({group.id for group in groups}) == len(groups)
