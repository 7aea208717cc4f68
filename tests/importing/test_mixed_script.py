"""What a converter missed or overdid is asked about, never changed, and variants and names are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.characters.mixed_script import MOST, find_mixed_script
from duizhao.importing.kinds import QUESTIONS
from duizhao.script.convert import make_converter
from duizhao.script.detect import detect_script

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "content" / "articles").glob("*.md"))
SENTENCES = [
    line.split("\t")
    for name in ("sentences.tsv", "traps.tsv")
    for line in (ROOT / "tests" / "script" / name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def list_messages(text: str, script: str) -> list[str]:
    """List the messages of the questions about a text."""
    return [one.message for one in find_mixed_script(text, script).questions]


@pytest.mark.parametrize(
    ("text", "script", "messages"),
    [
        ("這項工作由乾部負責。", "zh-Hant-TW", ["'乾部' is probably '幹部'"]),
        ("皇後走了很久。", "zh-Hant-TW", ["'皇後' is probably '皇后'"]),
        ("這是裡程碑。", "zh-Hant-TW", ["'裡程碑' is probably '里程碑'"]),
        ("這是裏程碑。", "zh-Hant-HK", ["'裏程碑' is probably '里程碑'"]),
        ("她的頭發很長。", "zh-Hant-TW", ["'頭發' is probably '頭髮'"]),
        ("我們麵對困難。", "zh-Hant-TW", ["'麵對' is probably '面對'"]),
        ("我們麪對困難。", "zh-Hant-HK", ["'麪對' is probably '面對'"]),
        ("這裡隻有兩隻貓。", "zh-Hant-TW", ["'隻有' is probably '只有'"]),
        ("乾部和乾部，還有乾部", "zh-Hant-TW", ["'乾部' is probably '幹部' (3 places)"]),
        ("乾部負責", "hant", ["'乾部' is probably '幹部'"]),
        ("這個國家的网络治理問題", "zh-Hant-TW", ["'网络' is '網絡' in this script"]),
        ("这个国家的網絡问题", "zh-Hans", ["'網絡' is '网络' in this script"]),
        ("这个国家空气乾燥", "hans", ["'乾燥' is '干燥' in this script"]),
        (
            "这是一个国家的问题。\n\n這個發佈會說明瞭許多問題，後來發展得很順利。\n",
            "zh-Hans",
            ["a whole line is in the other script"],
        ),
    ],
)
def test_wrong_forms_are_asked_about(text: str, script: str, messages: list[str]) -> None:
    """Each wrong form yields one question for each word, with the likely right form."""
    findings = find_mixed_script(text, script)
    assert not findings.edits
    assert [one.message for one in findings.questions] == messages
    assert {one.code for one in findings.questions} <= QUESTIONS.keys()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("", "zh-Hans"),
        ("plain English", "zh-Hant-TW"),
        ("乾隆皇帝與于右任、范仲淹、鍾馗、后羿；於是這個問題說完了。", "zh-Hant-TW"),
        ("于是、於是；裏面、裡面；臺灣、台灣；一羣、一群；爲了、為了；看著、看着；線上、綫上", "zh-Hant-TW"),
        ("衞生署説啟用枱燈，麪包與麵包，說明温度", "zh-Hant-HK"),
        ("公里、鄰里、村里、里長，百里之外，製程，盡量、儘量", "zh-Hant-TW"),
        ("乾隆年间，登上瞭望塔，宫商角徵羽，魏徵和徐乾学", "zh-Hans"),
        ("这个国家的发展与说明问题：「這個發展會說明問題」，见《資治通鑑》", "zh-Hans"),
        ("這個國家的發展：“这个发展会说明问题”，見《乡土中国》", "zh-Hant-TW"),
        ("這個國家的`网络`與 [說明](网络.md) 和 https://example.org/网络 完", "zh-Hant-TW"),
        ("```\n网络治理\n```\n這個國家", "zh-Hant-TW"),
    ],
)
def test_variants_names_quotations_and_code_are_left_alone(text: str, script: str) -> None:
    """What readers in Taiwan or Hong Kong print, what names have, and what is quoted is no slip."""
    assert list_messages(text, script) == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_place_in_the_articles_is_doubted(path: Path) -> None:
    """The articles give no questions in any edition."""
    _, _, text = path.read_text(encoding="utf-8")[4:].partition("\n---\n")
    source = detect_script(text).script
    assert list_messages(text, source) == []
    for edition in {"zh-Hans", "zh-Hant-TW", "zh-Hant-HK"} - {source}:
        assert list_messages(make_converter(source, edition).convert(text), edition) == []


@pytest.mark.parametrize(("column", "script"), [(0, "zh-Hans"), (1, "zh-Hant-TW"), (2, "zh-Hant-HK")])
def test_no_place_in_hard_sentences_is_doubted(column: int, script: str) -> None:
    """The sentences that conversion is tested with give no questions as they should be written."""
    assert list_messages("\n".join(row[column] for row in SENTENCES), script) == []


def test_most_wrong_forms_are_found() -> None:
    """Of the forms planted into hard sentences, at least three in four are asked about."""
    wrong = dict(zip("後后里幹乾發髮面麵只隻準准復複鐘係系", "后後裡乾幹髮發麵面隻只准準複復鍾系係", strict=True))
    total = found = 0
    for row in SENTENCES:
        text = row[1]
        for at, right in enumerate(text):
            if right in wrong:
                total += 1
                found += bool(list_messages(text[:at] + wrong[right] + text[at + 1 :], "zh-Hant-TW"))
    assert total > 200
    assert found >= 0.75 * total, (found, total)


def test_many_words_are_counted_in_the_end() -> None:
    """A text with very many slips does not flood the report."""
    foreign = [chr(code) for code in range(0x4E00, 0x9FA5) if detect_script(chr(code)).simplified]
    text = "".join(f"國，{one}，" for one in foreign[: MOST * 3])
    questions = find_mixed_script(text, "zh-Hant-TW").questions
    assert len(questions) == MOST + 1
    assert "more words" in questions[-1].message


@given(
    st.text(alphabet=st.sampled_from("后後里裡乾幹干国國发發髮面麵「」“”《》`[](\n的人这這\0\ue000a"), max_size=40),
    st.sampled_from(["hans", "hant", "zh-Hans", "zh-Hant-TW", "zh-Hant-HK"]),
)
def test_any_text_gives_questions_at_its_places(text: str, script: str) -> None:
    """Whatever the text is, questions are ascending and inside it, and nothing is edited."""
    findings = find_mixed_script(text, script)
    offsets = [one.offset for one in findings.questions]
    assert not findings.edits
    assert offsets == sorted(offsets)
    assert all(0 <= one < len(text) for one in offsets)


@given(st.text(max_size=60), st.sampled_from(["hans", "hant"]))
def test_texts_of_all_characters_do_no_harm(text: str, script: str) -> None:
    """Any characters at all give a result."""
    assert not find_mixed_script(text, script).edits
