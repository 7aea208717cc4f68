"""The site's lexicon: entries, names, variants of characters, and diagnostics."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from script_site import make_site

from duizhao.diagnostics import SourceError
from duizhao.pipeline import prepare
from duizhao.script.convert import make_converter
from duizhao.script.lexicon import Lexicon, make_lexicon
from duizhao.settings import read_settings

TW = "zh-Hant-TW"
ENTRIES = st.dictionaries(st.text("头发台账", min_size=1, max_size=4), st.just({TW: "X"}), max_size=12)


def convert(text: str, entries: dict[str, str], target: str = TW) -> str:
    """Convert with a lexicon for one edition."""
    lexicon, problems = make_lexicon([(word, {TW: value}) for word, value in entries.items()])
    assert problems == ()
    return make_converter("zh-Hans", target, lexicon).convert(text)


@pytest.mark.parametrize(
    ("text", "entries", "expected"),
    [
        ("建立台账", {"台账": "臺帳"}, "建立臺帳"),
        ("余秋雨和业余", {"余秋雨": "余秋雨"}, "余秋雨和業餘"),
        ("社区发布", {"社区": "社群"}, "社群發布"),
        ("出租车里", {"出租车": "計程車輛"}, "計程車輛裡"),
        ("头发", {"发": "发"}, "頭发"),
        ("粉丝发布", {"发布": "發佈"}, "粉絲發佈"),
        ("本地台风", {"本地": "本地"}, "本地颱風"),
        ("甲乙丙", {"甲乙": "1", "甲乙丙": "2", "乙": "3"}, "2"),
        ("乙甲乙", {"甲乙": "1", "乙": "3"}, "31"),
        ("见 https://e.org/台账 的台账", {"台账": "臺帳"}, "見 https://e.org/台账 的臺帳"),
    ],
)
def test_entries_are_locked_before_the_dictionaries(text: str, entries: dict[str, str], expected: str) -> None:
    """The leftmost, longest entry precedes every dictionary, and the text around it is converted without it."""
    assert convert(text, entries) == expected


def test_an_entry_for_another_edition_hides_nothing() -> None:
    """A longer entry without wording for the edition does not hide a shorter one."""
    lexicon, _problems = make_lexicon([("台账本", {"zh-Hant-HK": "簿"}), ("台账", {TW: "臺帳"})])
    assert make_converter("zh-Hans", TW, lexicon).convert("台账本") == "臺帳本"


def test_a_wording_across_nodes_stands_where_it_begins() -> None:
    """A wording of another length is put into the part in which its entry begins."""
    lexicon, _problems = make_lexicon([("出租车", {TW: "計程車輛"})])
    assert make_converter("zh-Hans", TW, lexicon).convert_parts(["坐出", "租", "车去"]) == ["坐計程車輛", "", "去"]


@given(st.text("头发台账本a", max_size=20), ENTRIES)
def test_found_entries_are_those_of_a_plain_search(text: str, entries: dict[str, dict[str, str]]) -> None:
    """The index finds the same entries as a search for every entry at every position."""
    expected, position = [], 0
    while position < len(text):
        found = max((entry for entry in entries if text.startswith(entry, position)), key=len, default="")
        expected += [(position, found)] if found else []
        position += len(found) or 1
    assert [(hit.start, hit.entry) for hit in Lexicon(entries).find(text)] == expected


def test_forms_of_characters_are_the_sites() -> None:
    """A site's variants override an edition's profile, and entries override variants."""
    lexicon = Lexicon({"群众": {"zh-Hant-HK": "群眾"}}, {"zh-Hant-HK": {"群": "羣"}})
    assert make_converter("zh-Hans", "zh-Hant-HK", lexicon).convert("人群和群众") == "人羣和群眾"
    assert make_converter("zh-Hans", TW, lexicon).convert("人群") == "人群"


def test_equal_lexicons_are_one_value() -> None:
    """Lexicons are pickled and compared by value, which lets worker processes share converters."""
    lexicon = Lexicon({"甲": {TW: "乙"}}, {TW: {"群": "羣"}})
    copy = pickle.loads(pickle.dumps(lexicon))
    assert (copy, hash(copy)) == (lexicon, hash(lexicon))
    assert make_converter("zh-Hans", TW, copy) is make_converter("zh-Hans", TW, lexicon)
    assert pickle.loads(pickle.dumps(make_converter("zh-Hans", TW, lexicon))).convert("甲") == "乙"


def test_bad_entries_are_reported_with_their_place(tmp_path: Path) -> None:
    """Empty, duplicate and unmatchable entries are errors with file, line and column."""
    files = {
        "translations/lexicon/zh-Hant-TW.yml": (
            '台账: 臺帳\n臺賬: 臺帳\n余秋雨:\n粗**体: x\n"": x\n空: ""\n" 前": x\n"两\\n行": x\n台账: 別的\n'
        ),
        "translations/lexicon/zh-Hans.yml": "资料: 数据\n",
        "translations/lexicon/zh-Hant-HK.yml": "- 台账\n",
        "content/articles/one.md": "conversion:\n  公布: {zh-Hant-TW: 公佈}\n  發布: {zh-Hant-TW: 發佈, zh-Hant: x}\n",
    }
    prepared = prepare(make_site(tmp_path, files))
    found = [
        (str(one.span), one.code)
        for one in prepared.diagnostics
        if one.code.startswith("lexicon") or one.code == "yaml-duplicate-key"
    ]
    assert found == [
        ("content/articles/one.md:8:3", "lexicon-edition"),
        ("content/articles/one.md:8:3", "lexicon-never-matches"),
        ("translations/lexicon/zh-Hans.yml:1:1", "lexicon-never-matches"),
        ("translations/lexicon/zh-Hant-HK.yml:1:1", "lexicon-syntax"),
        ("translations/lexicon/zh-Hant-TW.yml:2:1", "lexicon-never-matches"),
        ("translations/lexicon/zh-Hant-TW.yml:4:1", "lexicon-never-matches"),
        ("translations/lexicon/zh-Hant-TW.yml:5:1", "lexicon-empty"),
        ("translations/lexicon/zh-Hant-TW.yml:6:1", "lexicon-empty"),
        ("translations/lexicon/zh-Hant-TW.yml:7:1", "lexicon-never-matches"),
        ("translations/lexicon/zh-Hant-TW.yml:8:1", "lexicon-never-matches"),
        ("translations/lexicon/zh-Hant-TW.yml:9:1", "yaml-duplicate-key"),
    ]
    assert prepared.lexicon.entries["余秋雨"] == {TW: "余秋雨"}


def test_two_wordings_for_one_edition_are_a_problem() -> None:
    """Of two wordings for one edition, the second is reported and the first is used."""
    lexicon, problems = make_lexicon([("甲", {TW: "乙"}), ("甲", {TW: "丙"}), ("甲", {TW: "乙", "zh-Hant-HK": "丁"})])
    assert [one.code for one in problems] == ["lexicon-duplicate"]
    assert lexicon.entries == {"甲": {TW: "乙", "zh-Hant-HK": "丁"}}


def test_variants_of_an_edition_come_from_the_settings(tmp_path: Path) -> None:
    """Variants in mkdocs.yml change an edition's profile; invalid ones are errors with their positions."""
    root = make_site(tmp_path, {}, editions="{zh-Hans: , zh-Hant-HK: {variants: {群: 羣}}}")
    prepared = prepare(root)
    assert prepared.lexicon.variants == {"zh-Hant-HK": {"群": "羣"}}
    wrong = make_site(
        tmp_path / "wrong", {}, editions="{zh-Hant-TW: {variants: {公布: 公佈}}, en: {variants: {群: 羣}}}"
    )
    with pytest.raises(SourceError) as raised:
        read_settings(wrong)
    assert [(one.span.line, one.code) for one in raised.value.diagnostics] == [(6, "config-variants")] * 2
