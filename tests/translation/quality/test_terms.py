"""The translators' glossary: reading it, and finding renderings in a text."""

from pathlib import Path

import pytest

from duizhao.translation.terms import find_rendering, make_terms, read_terms

ROOT = Path(__file__).parents[3]

MISTAKES = [
    ("terms:\n  - zh-Hans: 试点\n", "2:5: error: the term has no rendering [glossary-rendering]"),
    ("terms:\n  - en: [pilot]\n", "2:5: error: the term has no Chinese form [glossary-form]"),
    ("terms:\n  - {zh-Hans: 试点, en: [pilot], baned: [trial]}\n", "2:32: error: unknown key 'baned' [glossary-key]"),
    ("terms:\n  - {zh-Hans: 试点, en: 12}\n", "2:23: error: expected a list of texts under en [glossary-words]"),
    (
        "terms:\n  - {zh-Hans: 试点, en: [a], check: maybe}\n",
        "2:35: error: expected true or false, found 'maybe' [glossary-check]",
    ),
    ("terms:\n  - {zh-Hans: 试点, en: [a], note: [b]}\n", "2:34: error: expected a text [glossary-note]"),
    (
        "terms:\n  - {zh-Hans: 试, en: [a]}\n  - {zh-Hans: 试, en: [b]}\n",
        "3:5: error: term '试' stands twice [glossary-duplicate]",
    ),
    ("terms: 试点\n", "1:8: error: expected a list of terms [glossary-shape]"),
    ("terms:\n  - 试点\n", "2:5: error: expected a term with the keys zh-Hans and en [glossary-shape]"),
    ("- 试点\n", "1:1: error: expected a mapping with the keys terms and keep [glossary-shape]"),
    ("term: []\n", "1:1: error: unknown key 'term' [glossary-key]"),
    ("keep: [1]\n", "1:7: error: expected a list of texts under keep [glossary-words]"),
    ("keep: [\n", "2:1: error: broken YAML: did not find expected node content [yaml-syntax]"),
]


@pytest.mark.parametrize(("text", "expected"), MISTAKES)
def test_a_mistake_is_reported_with_its_place(text: str, expected: str, tmp_path: Path) -> None:
    """Each mistake in a glossary causes one message with file, line and column."""
    file = tmp_path / "glossary.yml"
    file.write_text(text, "utf-8")

    _, problems = read_terms(file, "translations/glossary.yml")

    assert [f"translations/glossary.yml:{expected}"] == [str(one) for one in problems]


def test_the_glossary_of_the_site_is_right() -> None:
    """The report's own glossary has no mistakes, and contains all 166 terms of the inventory."""
    terms, problems = read_terms(ROOT / "translations/glossary.yml", "translations/glossary.yml")

    assert problems == []
    assert len(terms.terms) >= 166


def test_a_site_needs_no_glossary(tmp_path: Path) -> None:
    """Without the file, or with an empty one, there are no terms and no problems."""
    empty = tmp_path / "empty.yml"
    empty.write_text("# nothing yet\n", "utf-8")

    assert (make_terms(), []) == read_terms(tmp_path / "glossary.yml", "glossary.yml")
    assert (make_terms(), []) == read_terms(empty, "empty.yml")


def test_a_glossary_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    """A file in another encoding is reported."""
    file = tmp_path / "glossary.yml"
    file.write_bytes("keep: [对照]\n".encode("gb18030"))

    _, problems = read_terms(file, "glossary.yml")

    assert [one.code for one in problems] == ["file-encoding"]


@pytest.mark.parametrize(
    ("text", "rendering"),
    [
        ("Communities", "community"),
        ("the owners’ committees", "owners' committee"),
        ("planning", "plan"),
        ("planned", "plan"),
        ("Policing", "police"),
        ("organizations", "organisation"),
        ("the centers", "centre"),
        ("defense", "defence"),
        ("programs", "programme"),
        ("childcare", "child care"),
        ("child-care", "child care"),
        ("Party–masses", "Party-masses"),
        ("modernising the system of, and capacity for, governance", "modernising … governance"),
        ("carried", "carry"),
        ("boxes", "box"),
    ],
)
def test_a_rendering_is_found_in_whatever_form(text: str, rendering: str) -> None:
    """A rendering is found despite plurals, verb forms, spellings, hyphens and gaps."""
    assert rendering == find_rendering(text, ["something else", rendering])


@pytest.mark.parametrize(
    ("text", "rendering"),
    [
        ("communicate", "community"),
        ("a pile", "pilot"),
        ("social work", "social worker"),
        ("governance modernising", "modernising … governance"),
        ("modernising a b c d e f g h i governance", "modernising … governance"),
    ],
)
def test_another_word_is_no_rendering(text: str, rendering: str) -> None:
    """A similar word, or the same words in another order, is not a rendering."""
    assert find_rendering(text, [rendering]) is None


def test_the_longer_term_counts() -> None:
    """A term inside another one, or inside a longer word, is ignored."""
    terms, _ = read_terms(Path(__file__).with_name("glossary.yml"), "glossary.yml")

    found = [term.forms[0] for term in terms.find("农村的社区工作者，社区，社区")]

    assert found == ["社区工作者", "社区"]
