"""Terms of many texts at once, and their posting lists."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import accumulate, islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.search.arrays import CODES, Table, list_characters, load_fold_table
from duizhao.search.language import find_terms, fold, load_rules
from duizhao.search.postings import LINE_END, Lists, find_postings, list_pairs, merge_postings

PIECES = [
    "治理",
    "县",
    "网",
    "𠮷",
    "々",
    "ア",
    "한",
    "5G",
    "1,524",
    "3.5",
    "12,3",
    "villages",
    "people's",
    "é",
    "_",
    " ",
]
PIECES += ["，", "%", "ⅷ", "²", "٣", "\u3000", "A", "0", ",", "."]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=8).map(fold), max_size=6)
NUMBERS = np.arange(2000)
"""Blocks whose numbers stay what they are."""
MOST = 6
NO_LINE_ENDS = TEXTS.map(lambda texts: [text.replace("\n", " ") for text in texts])


def unpack(lists: Lists) -> dict[str, list[int]]:
    """Return the blocks of each term."""
    found = {}
    data = iter(lists.data)
    for term, size in zip(lists.terms, lists.sizes, strict=True):
        steps = [0]
        shift = 0
        for byte in islice(data, size):
            steps[-1] |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                steps.append(0)
                shift = 0
        found[term] = list(accumulate(steps[:-1]))
    return found


@given(texts=NO_LINE_ENDS, steps=st.lists(st.integers(0, 200), min_size=6, max_size=6), english=st.booleans())
def test_many_texts_are_cut_as_each_is(texts: list[str], steps: list[int], *, english: bool) -> None:
    """For many texts at once, the terms are those of `find_terms` for each, with blocks in ascending order."""
    numbers = list(accumulate(steps))[: len(texts)]
    expected: dict[str, set[int]] = defaultdict(set)
    for number, text in zip(numbers, texts, strict=True):
        for term in find_terms(text, english=english):
            expected[term].add(number)
    found = unpack(merge_postings([find_postings(texts, numbers, english=english)], [NUMBERS]))
    assert found == {term: sorted(blocks) for term, blocks in expected.items()}
    assert list(found) == sorted(found)


@given(parts=st.lists(NO_LINE_ENDS, max_size=4), bases=st.lists(st.integers(6, 2**31), min_size=4, max_size=4))
def test_parts_are_put_together(parts: list[list[str]], bases: list[int]) -> None:
    """A merged list contains the distances between a term's blocks in all parts, and the terms are sorted."""
    found = [find_postings(texts, range(len(texts))) for texts in parts]
    starts = [0, *accumulate(bases)][: len(parts)]
    expected: dict[str, list[int]] = defaultdict(list)
    for start, postings in zip(starts, found, strict=True):
        for term, blocks in unpack(merge_postings([postings], [NUMBERS])).items():
            expected[term] += [start + block for block in blocks]
    lists = merge_postings(found, [NUMBERS[:MOST] + start for start in starts])
    assert unpack(lists) == expected
    assert list(lists.terms) == sorted(expected)


def test_pairs_are_listed() -> None:
    """Pairs of characters, and single ones, are listed separately."""
    assert list_pairs(find_postings(["治理5G网", "网"], [0, 1]).pairs) == ["治理", "理", "网"]


def test_every_character_is_sorted_alike() -> None:
    """For every code point, arrays and rules agree on whether it is Chinese."""
    wide = re.compile(f"[{load_rules()['wide']}]")
    characters = [chr(code) for code in range(CODES) if chr(code) != LINE_END]
    assert list_pairs(find_postings(characters, range(len(characters))).pairs) == [
        one for one in characters if wide.match(one)
    ]


@given(st.text())
def test_long_texts_fold_alike(text: str) -> None:
    """The table folds texts like `fold`."""
    assert load_fold_table().translate(text) == fold(text)


@pytest.mark.parametrize("text", ["", "治a治", "\ud800𠮷"])
def test_characters(text: str) -> None:
    """The characters of a text are listed in order, whatever they are."""
    assert list_characters(text) == "".join(sorted(set(text)))
    assert Table({ord("a"): "b"}).translate(text) == text.replace("a", "b")
