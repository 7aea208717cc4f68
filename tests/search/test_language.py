"""Fold, units, terms and stems."""

from __future__ import annotations

import opencc
import pytest

from duizhao.search.language import find_terms, find_units, fold, load_fold, load_groups, stem

FOLDS = [
    ("社會治理", "社会治理"),
    ("頭髮與發展", "头发与发展"),
    ("ＡＢＣ１２３", "abc123"),
    ("臺灣、台湾", "台湾、台湾"),
    ("Café Ā", "cafe a"),
    ("說", "说"),
    ("餘下的乾淨裡", "余下的干净里"),
    ("饘粥𫗴粥", "𫗴粥𫗴粥"),
]
TERMS = [
    ("社会治理", {"社会", "会治", "治理", "理"}),
    ("5g网络", {"5g", "5g网", "网络", "络"}),
    ("2023年", {"2023", "2023年", "年"}),
    ("共1,524万人", {"共", "共1524", "1524", "1524万", "万人", "人"}),
    ("89.56万", {"89.56", "89.56万", "万"}),
    ("2021,2022年", {"2021", "2022", "2022年", "年"}),
    ("治理，创新", {"治理", "理", "创新", "新"}),
    ("a b", {"a", "b"}),
    ("don't", {"don", "t"}),
    ("don’t", {"don", "t"}),
    ("", set()),
]
STEMS = (
    "caresses:caress ponies:poni cats:cat feed:feed agreed:agre plastered:plaster bled:bled motoring:motor sing:sing "
    "conflated:conflat troubled:troubl sized:size hopping:hop tanned:tan falling:fall hissing:hiss fizzed:fizz "
    "failing:fail filing:file happy:happi sky:sky relational:relat conditional:condit valenci:valenc digitizer:digit "
    "radicalli:radic vietnamization:vietnam operator:oper feudalism:feudal hopefulness:hope formaliti:formal "
    "triplicate:triplic formative:form electrical:electr goodness:good revival:reviv allowance:allow inference:infer "
    "airliner:airlin adjustable:adjust defensible:defens replacement:replac adoption:adopt communism:commun "
    "activate:activ effective:effect probate:probat rate:rate cease:ceas controll:control roll:roll "
    "government:govern governments:govern governing:govern communities:commun volunteers:volunt"
)
"""Examples of Porter's paper, and some more; each agrees with `snowballstemmer`'s `porter`."""


@pytest.mark.parametrize(("text", "folded"), FOLDS)
def test_fold(text: str, folded: str) -> None:
    """Scripts, widths and cases of a text are folded to one form of the same length."""
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_fold_is_final() -> None:
    """A folded character folds to itself."""
    table = load_fold()
    assert [found for found in table.values() if ord(found) in table] == []


@pytest.mark.parametrize("configuration", ["s2t", "s2tw", "s2hk"])
def test_conversions_fold_back(configuration: str) -> None:
    """A character of the CJK blocks and its conversion by OpenCC fold to the same character."""
    converter = opencc.OpenCC(configuration)
    characters = "".join(map(chr, [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]))
    pairs = ((char, converter.convert(char)) for char in characters)
    assert [(char, other) for char, other in pairs if fold(other) != fold(char)] == []


@pytest.mark.parametrize(("text", "terms"), TERMS)
def test_terms(text: str, terms: set[str]) -> None:
    """The terms of a text are its pairs of characters, its words, and the combinations at their borders."""
    assert find_terms(text) == terms


def test_units_know_their_place() -> None:
    """Units carry their offsets; a number loses its commas but keeps its offsets."""
    assert [tuple(unit) for unit in find_units("共1,524万")] == [
        ("共", True, 0, 1),
        ("1524", False, 1, 6),
        ("万", True, 6, 7),
    ]


@pytest.mark.parametrize("example", STEMS.split())
def test_stems(example: str) -> None:
    """Stems match Porter's algorithm."""
    word, expected = example.split(":")
    assert stem(word) == expected


def test_short_and_foreign_words_have_no_stem() -> None:
    """Short words, and words that are not English, are not stemmed."""
    assert [stem(word) for word in ("as", "5gs", "治理", "3.5")] == ["as", "5gs", "治理", "3.5"]


def test_english_terms_hold_word_and_stem() -> None:
    """The terms of an English word are the word and its stem."""
    assert find_terms("governments", english=True) == {"governments", "govern"}


def test_groups_are_folded() -> None:
    """All words of the regional groups are folded, and every group has at least two."""
    groups = list(load_groups())
    assert ("网络", "网路") in groups
    assert [group for group in groups if len(group) < 2 or any(fold(word) != word for word in group)] == []
