"""The accuracy of conversion: bounds on errors in the development and the held-out sentences."""

from __future__ import annotations

import pytest
from script_tables import read_table

from duizhao.script.convert import make_converter

EDITIONS = {"zh-Hant-TW": 1, "zh-Hant-HK": 2}
"""The column of each edition."""
PARTS = ("dev", "held-out")
GROUPS = [row[0] for row in read_table("interchangeable.tsv")]
FOLD = str.maketrans({char: group[0] for group in GROUPS for char in group[1:]})
MOST_WRONG = 0.0005
"""The largest share of wrong characters that the issue allows: five in ten thousand."""
LEAST_EXACT = 0.95
"""The smallest share of exact results that the issue allows for sentences built to trap greedy segmentation."""


def read_pairs(name: str, part: str, edition: str) -> list[tuple[str, str]]:
    """Read the expected and actual text of each sentence of a set, with interchangeable variants folded."""
    convert = make_converter("zh-Hans", edition).convert
    rows = [row for row in read_table(name) if row[4] == part]
    return [(row[EDITIONS[edition]].translate(FOLD), convert(row[0]).translate(FOLD)) for row in rows]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("part", PARTS)
def test_few_characters_are_wrong(part: str, edition: str) -> None:
    """At most five characters in ten thousand of ordinary sentences are wrong."""
    pairs = read_pairs("sentences.tsv", part, edition)
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    characters = sum(len(expected) for expected, _ in pairs)
    errors = sum(a != b for expected, actual in wrong for a, b in zip(expected, actual, strict=True))
    assert errors <= MOST_WRONG * characters, wrong


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("part", PARTS)
def test_traps_are_avoided(part: str, edition: str) -> None:
    """At least 95 % of the sentences that trap greedy segmentation are converted exactly."""
    pairs = read_pairs("traps.tsv", part, edition)
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    assert len(wrong) <= (1 - LEAST_EXACT) * len(pairs), wrong
