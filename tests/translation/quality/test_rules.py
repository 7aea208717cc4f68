"""Tests of the rules, from data: pairs without findings, and pairs with their expected findings."""

from pathlib import Path
from typing import Any

import polib
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from duizhao.diagnostics import Level
from duizhao.translation.quality import RULES, Rule, check_catalog, check_consistency
from duizhao.translation.quality.chinese import parse_numeral, read_chinese
from duizhao.translation.quality.english import read_english
from duizhao.translation.quality.numbers import check_numbers
from duizhao.translation.quality.pair import Pair, make_pair
from duizhao.translation.quality.quantities import find_differences
from duizhao.translation.terms import Terms, make_terms, read_terms

HERE = Path(__file__).parent
CASES: dict[str, dict[str, Any]] = {
    f"{file.stem}-{number}": case
    for file in sorted((HERE / "cases").glob("*.yml"))
    if file.stem != "waivers"
    for number, case in enumerate(yaml.safe_load(file.read_text("utf-8")), 1)
}
UNITS = {"newssc2025-f16": "person | people", "newssc2025-f18": "community a year | communities a year"}
"""Units of the figures that cases and examples print."""
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    if rule.check is not None
    for number, example in enumerate(rule.examples, 1)
]
TEXTS = st.text(
    st.sampled_from("0123456789,.%％‰万亿两一二三四十百千点分之成折番倍年月日半第至—-/ aKofthirdmillionper‘’“”")
)


@pytest.fixture(scope="module")
def terms() -> Terms:
    """The glossary of the tests."""
    found, problems = read_terms(HERE / "glossary.yml", "glossary.yml")
    assert problems == []
    return found


def list_findings(pair: Pair) -> list[tuple[str, str]]:
    """Apply every rule to a pair, and return the rule and message of each finding."""
    return [(rule.name, one.message) for rule in RULES if rule.check is not None for one in rule.check(pair)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_pair_breaks_exactly_the_rules_it_states(case: dict[str, Any], terms: Terms) -> None:
    """The rules report exactly the findings of each case."""
    languages = case.get("from", "zh-Hans"), case.get("to", "en")
    pair = make_pair(case["zh"], case["en"], *languages, kind=case.get("kind", "paragraph"), terms=terms, units=UNITS)

    found = list_findings(pair)

    assert sorted(case.get("finds", [])) == sorted(name for name, _ in found), found
    assert case.get("says", "") in (found[0][1] if found else "")


def test_there_are_many_cases() -> None:
    """There are more than 250 pairs, of which more than 150 are good."""
    good = [case for case in CASES.values() if not case.get("finds")]

    assert len(CASES) > 250
    assert len(good) > 150


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_examples_of_a_rule_hold(rule: Rule, example: Any, terms: Terms) -> None:
    """A rule reports the bad examples of its docstring, but not the good ones."""
    assert rule.check is not None
    pair = make_pair(example.source, example.target, kind="paragraph", terms=terms, units=UNITS)

    assert example.is_good == (not list(rule.check(pair)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_explained(rule: Rule) -> None:
    """Each rule has a summary and both kinds of examples."""
    assert rule.summary.endswith(".")
    assert "Bad: " in rule.description
    assert "Good: " in rule.description


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.check], ids=lambda rule: rule.name)
def test_every_rule_has_a_case(rule: Rule) -> None:
    """Each rule for pairs is broken by at least one case."""
    assert any(rule.name in case.get("finds", []) for case in CASES.values())


def make_po(text: str) -> polib.POFile:
    """Parse entries as a catalog."""
    head = 'msgid ""\nmsgstr "X-Source-Language: zh-Hans\\n"\n\n'
    return polib.pofile(head + text)


@pytest.mark.parametrize("case", yaml.safe_load((HERE / "cases/waivers.yml").read_text("utf-8")))
def test_a_waiver_silences_its_rule(case: dict[str, Any]) -> None:
    """A waiver silences the rules that it lists; an invalid or unused one is itself reported."""
    comment = case["comment"] + "\n" if case["comment"] else ""
    po = make_po(f'{comment}#. cell\nmsgid "15亩"\nmsgstr "1 hectare"\n')

    found = check_catalog(po, "en/x.po", "en", make_terms())

    assert case["expected"] == [f"{one.span.line}: {one.level}: {one.message} [{one.code}]" for one in found]


def test_a_diagnostic_says_how_to_waive_its_rule() -> None:
    """The hint ends with the waiver to write."""
    po = make_po('#. cell\nmsgid "15亩"\nmsgstr "1 hectare"\n')

    (found,) = check_catalog(po, "en/x.po", "en", make_terms())

    assert found.hint.splitlines()[-1].split("  ")[-1] == "# allow: numbers — reason"


@pytest.mark.parametrize("comment", ["#. title", "#. title; section: 一", "#. title\n#. the name of a place"])
def test_the_kind_is_read_from_the_comment(comment: str) -> None:
    """A title that begins like a list is accepted, whatever else the extracted comment contains; a paragraph is not."""
    text = 'msgid "一月一日"\nmsgstr "1. January"\n'

    title, paragraph = (
        check_catalog(make_po(f"{one}\n{text}"), "en/x.po", "en", make_terms())
        for one in (comment, comment.replace("title", "paragraph"))
    )

    assert "translation-block" not in {one.code for one in title}
    assert "translation-block" in {one.code for one in paragraph}


def test_only_current_entries_are_checked() -> None:
    """Obsolete, fuzzy and empty entries are not checked."""
    po = make_po('#, fuzzy\nmsgid "1亩"\nmsgstr "2"\n\nmsgid "3亩"\nmsgstr ""\n\n#~ msgid "4亩"\n#~ msgstr "5"\n')

    assert check_catalog(po, "en/x.po", "en", make_terms()) == ()


def test_the_source_language_is_that_of_the_header() -> None:
    """A catalog from English into Chinese is checked in that direction."""
    po = make_po('msgid "15.24 million people"\nmsgstr "1524万人"\n\nmsgid "Two"\nmsgstr "三个"\n')
    po.metadata["X-Source-Language"] = "en"

    found = check_catalog(po, "zh-Hans/x.po", "zh-Hans", make_terms())

    assert [one.message for one in found] == ["numbers differ: source has 2; translation has 3"]


def test_the_examples_of_the_consistency_rule_hold() -> None:
    """With the two translations of an example in two catalogs, only the bad ones are reported."""
    (rule,) = (rule for rule in RULES if rule.name == "consistency")
    for example in rule.examples:
        texts = example.target.split(" | ")
        catalogs = {f"{text}.po": make_po(f'msgid "{example.source}"\nmsgstr "{text}"\n') for text in texts}

        assert len(catalogs) == 2
        assert example.is_good == (check_consistency(catalogs) == ())


def test_the_examples_of_the_waiver_rule_hold() -> None:
    """The examples of the rule's docstring hold as comments of an entry whose numbers differ."""
    (rule,) = (rule for rule in RULES if rule.name == "waiver")
    lines = [line.strip().partition(": ") for line in rule.description.splitlines() if ": # " in line]
    verdicts = {"Bad": False, "Good": True}
    for verdict, _, comment in lines:
        po = make_po(f'{comment}\n#. cell\nmsgid "15亩"\nmsgstr "1 hectare"\n')

        found = check_catalog(po, "en/x.po", "en", make_terms())

        assert verdicts[verdict] == (rule.code not in {one.code for one in found})
    assert {verdict for verdict, _, _ in lines} == set(verdicts)


def test_one_source_has_one_translation() -> None:
    """Two catalogs that translate one text differently cause a warning at the later one."""
    catalogs = {
        "en/a.po": make_po('msgid "社区"\nmsgstr "community"\n'),
        "en/b.po": make_po('msgid "社区"\nmsgstr "neighbourhood"\n'),
        "en/c.po": make_po('msgid "社区"\nmsgstr "Communities"\n'),
        "en/d.po": make_po('msgctxt "tag"\nmsgid "社区"\nmsgstr "quarter"\n'),
        "en/e.po": make_po('#, fuzzy\nmsgid "社区"\nmsgstr "area"\n'),
    }

    (found,) = check_consistency(catalogs)

    assert (found.span.path, found.span.line, found.level) == ("en/b.po", 4, Level.WARNING)
    assert found.message == "'社区' has another translation in en/a.po:4"
    assert found.code == "translation-consistency"


def test_a_difference_between_catalogs_can_be_waived() -> None:
    """A waiver on either entry silences the difference; an unused waiver is reported."""
    first = make_po('msgid "社区"\nmsgstr "community"\n')
    other = make_po('# allow: consistency — the name of a street\nmsgid "社区"\nmsgstr "neighbourhood"\n')

    assert check_consistency({"a.po": first, "b.po": other}) == ()
    assert [one.message for one in check_consistency({"b.po": other})] == [
        "the waiver of 'consistency' silences nothing"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1524万", 15_240_000),
        ("1,524", 1524),
        ("二十一", 21),
        ("一百零五", 105),
        ("十", 10),
        ("3亿2000万", 320_000_000),
        ("1.5万亿", 1_500_000_000_000),
        ("二零二五", 2025),
        ("三点五万", 35_000),
        ("四十余万", 400_000),
    ],
)
def test_a_chinese_numeral_has_its_value(text: str, expected: int) -> None:
    """Digits, numerals and mixtures of both are parsed by value."""
    assert parse_numeral(text) == expected


@pytest.mark.parametrize("text", ["", "余", "abc", "三人"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    """A text that is not a number raises an error."""
    with pytest.raises(ValueError, match=f"^{text}$"):
        parse_numeral(text)


@given(TEXTS)
def test_any_text_can_be_read(text: str) -> None:
    """The readers of numbers accept any text, and a text has the same numbers as itself."""
    for read in (read_chinese, read_english):
        assert find_differences(read(text), read(text)) == ((), ())


@given(st.integers(1, 10**9))
def test_myriads_are_millions(number: int) -> None:
    """A number written with 万 or 亿 equals the same number in English digits and in millions."""
    chinese = [f"{number}", f"{number / 10**4:.4f}万", f"{number / 10**8:.8f}亿"]
    english = [f"{number:,}", f"{number / 10**6:.6f} million"]

    findings = [list(check_numbers(make_pair(one, other))) for one in chinese for other in english]

    assert findings == [[]] * 6
