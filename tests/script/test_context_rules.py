"""Context rules: their notation and data, and that the quick check of neighbours has no false negatives."""

from __future__ import annotations

import pytest

from duizhao.script.names import Names
from duizhao.script.rules import Rules
from duizhao.script.words import read_rows

CLASSES = {"num": "一二三", "title": "先生 女士"}


def make_rules(*rows: str) -> Rules:
    """Compile rules written as in rules.tsv, with `|` instead of tabs between four fields."""
    return Rules([row.split("|") for row in rows], CLASSES)


@pytest.mark.parametrize(
    ("row", "text", "offset", "expected"),
    [
        ("只|{num}|*|隻", "三只羊", 1, "隻"),
        ("只|{num}|*|隻", "羊只三", 1, ""),
        ("后|*|{title}|后", "和后女士", 1, "后"),
        ("后|*|{title}|后", "和后女人", 1, ""),
        ("周|[绕跑]了?一|*|周", "跑了一周", 3, "周"),
        ("云|诗 书|[，：]|云", "书云：", 1, "云"),
        ("云|诗 书|[，：]|云", "白云：", 1, ""),
        ("后|\\n|*|后", "后羿", 0, "后"),
        ("后|*|\\n|后", "以后", 1, "后"),
    ],
)
def test_a_rule_fits_its_context(row: str, text: str, offset: int, expected: str) -> None:
    """A rule returns its form exactly if its context matches."""
    assert make_rules(row).find(text, offset, always=False) == expected


def test_the_first_fitting_rule_decides() -> None:
    """Rules are tried in table order."""
    rules = make_rules("丑|[甲乙]|*|丑", "丑|*|*|醜")
    assert (rules.find("乙丑", 1, always=False), rules.find("很丑", 1, always=False)) == ("丑", "醜")


def test_a_rule_with_a_mark_wins_over_words() -> None:
    """Rules whose output ends in `!` take precedence over words, and are found separately."""
    rules = make_rules("系|*|统|系!")
    assert (rules.find("系统", 0, always=True), rules.find("系统", 0, always=False)) == ("系", "")


def test_rules_of_several_characters_give_each_its_own() -> None:
    """A rule for several characters has a form for each."""
    rules = make_rules("涂占|*|{title}|涂占")
    assert (rules.find("涂先生", 0, always=False), rules.find("占女士", 0, always=False)) == ("涂", "占")


@pytest.mark.parametrize("row", list(read_rows("rules.tsv")), ids=lambda row: "".join(row[:4]))
def test_rules_of_the_table_have_five_fields(row: list[str]) -> None:
    """Each rule has characters, contexts, forms and an example, and as many forms as characters."""
    assert len(row) == 5
    assert len(row[0]) == len(row[3].rstrip("!"))


@pytest.mark.parametrize("row", list(read_rows("rules.tsv")), ids=lambda row: "".join(row[:4]))
def test_the_quick_look_agrees_with_the_rule(row: list[str]) -> None:
    """Whenever a rule matches its example, the quick check accepts the neighbours."""
    rules = Rules([row], dict(read_rows("classes.tsv")))
    example = f"\n{row[4]}\n"
    for offset, char in enumerate(example):
        if char in row[0] and any(rules.find(example, offset, always=always) for always in (True, False)):
            assert rules.may_apply(example[offset - 1], char, example[offset + 1])


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("，于志刚说", 1, [2, 3]),
        ("被告余敏的", 2, [2]),
        ("位于志刚的", 1, []),
        ("，于是", 1, []),
        ("于志", 0, [2]),
        ("于", 0, []),
    ],
)
def test_names_begin_after_roles_and_marks(text: str, offset: int, expected: list[int]) -> None:
    """A surname is recognised only if a name can begin there and characters of given names follow."""
    names = Names({"于": "于", "余": "余"}, "志刚敏", "被告 证人")
    assert [name.size for name in names.find(text, offset, len(text))] == expected
