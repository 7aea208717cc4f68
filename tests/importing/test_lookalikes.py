"""Characters that are confused with others are asked about, never changed, and faultless text is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.characters.lookalikes import find_lookalikes
from duizhao.importing.kinds import QUESTIONS
from duizhao.script.convert import make_converter

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT / "content" / "articles").glob("*.md"))
PAGES = sorted((ROOT / "docs").glob("*.md"))


def list_messages(text: str) -> list[str]:
    """List the messages of the questions about a text."""
    return [one.message for one in find_lookalikes(text).questions]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("各村由自已决定。", ["'已' in '自已' is probably '己'"]),
        ("此事巳经办好。", ["'巳' in '巳经' is probably '已'"]),
        ("安徽毫州和亳无疑问", ["'毫' in '毫州' is probably '亳'", "'亳' in '亳无疑问' is probably '毫'"]),
        ("市域社会冶理现代化", ["'冶' in '冶理' is probably '治'"]),
        ("時侯到了，候選人和侯選人", ["'侯' in '時侯' is probably '候'", "'侯' in '侯選人' is probably '候'"]),
        ("11月19曰召开", ["'曰' in '19曰' is probably '日'"]),
        ("十一月二十曰召开", ["'曰' in '月二十曰' is probably '日'"]),
        ("下列入员已经登记", ["'入' in '入员' is probably '人'"]),
        ("貸物很多", ["'貸' in '貸物' is probably '貨'"]),
        ("出囗和入囗", ["'囗' in '出囗' is probably '口'", "'囗' in '入囗' is probably '口'"]),
        ("自已的事自已办，自已负责", ["'已' in '自已' is probably '己' (3 places)"]),
        ("第—章和不—样", ["'—' in '第—章' is probably '一'", "'—' in '—样' is probably '一'"]),
        ("乡镇丶街道", ["'丶' in '镇丶街' is probably '、'"]),
        ("l2月", ["'l2月' is probably '12月'"]),
        ("第2O期", ["'2O期' is probably '20期'"]),
        ("2O25年9月l日", ["'2O25年' is probably '2025年'", "'l日' is probably '1日'"]),
        ("共１O个", ["'１O个' is probably '１0个'"]),
        ("I0", ["'I0' is probably '10'"]),
        ("占O.5", ["'O.5' is probably '0.5'"]),
        ("12：3O开会，5O%", ["'12：3O' is probably '12：30'", "'5O%' is probably '50%'"]),
        ("第l章", ["'l章' is probably '1章'"]),
        ("一个\u0430pple", ["'\u0430pple' has letters of another alphabet (U+0430) and is probably 'apple'"]),
        ("foo＿bar", ["'＿' in 'foo＿bar' is probably '_'"]),
    ],
)
def test_what_is_confused_is_asked_about(text: str, messages: list[str]) -> None:
    """Each confusion yields one question for each word, which names the likely character."""
    findings = find_lookalikes(text)
    assert not findings.edits
    assert [one.message for one in findings.questions] == messages
    assert {one.code for one in findings.questions} <= QUESTIONS.keys()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "子曰：学而时习之，不亦说乎？孟子曰：“天时不如地利。”一曰水，二曰火。",
        "己所不欲，勿施于人。戊戌年、巳时、戍边、冶金、亳州、诸侯。",
        "小型犬的主人带着太太，太大的东西太多了。",
        "太陽大了，乾旱的土地於是沒有人管。",
        "北京—上海的列车，周一—周五运行，甲——乙。",
        "O2O模式，CO2和O3，H2O，10l水，3I彗星，iPhone 1O，A4纸，I/O接口，I型，ID、OO后",
        "见`自已`和 https://example.org/l2/自已 以及 [文](自已.md)",
        "```\n自已 2O25年\n```\n",
        "Москва 和 Ελλάδα，10 μm，Δt，kΩ",
        "利己主义者和如己出的孩子，曼荼罗和荼蘼，首相菅义伟，神祇",
        "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    """Old words, names, code, addresses and other alphabets are no confusions."""
    assert list_messages(text) == []


@pytest.mark.parametrize("path", [*ARTICLES, *PAGES], ids=lambda path: path.stem)
def test_no_place_in_faultless_texts_is_doubted(path: Path) -> None:
    """The articles and the documentation give no questions."""
    assert list_messages(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("edition", ["zh-Hant-TW", "zh-Hant-HK"])
def test_no_place_in_traditional_editions_is_doubted(edition: str) -> None:
    """Nor do the Traditional editions of the articles."""
    convert = make_converter("zh-Hans", edition).convert
    assert [list_messages(convert(path.read_text(encoding="utf-8"))) for path in ARTICLES] == [[]] * len(ARTICLES)


def test_most_planted_confusions_are_found() -> None:
    """Of the confusions planted into the articles, at least four in five are asked about."""
    wrong = dict(zip("己已日口土天货候治于未大千入", "已巳曰囗士夭贷侯冶干末犬干人", strict=True))
    total = found = 0
    for path in ARTICLES:
        _, _, body = path.read_text(encoding="utf-8")[4:].partition("\n---\n")
        for line in re.sub(r"\{\{.*?\}\}|\[\^.*?\]|(?s:```.*?```)|[`<>]", "", body).split("\n"):
            for right, planted in wrong.items():
                at = line.find(right)
                if at >= 0:
                    total += 1
                    messages = list_messages(line[:at] + planted + line[at + 1 :])
                    found += any(one.endswith(f"is probably {right!r}") for one in messages)
    assert total > 200
    assert found >= 0.8 * total


@given(st.text(alphabet=st.sampled_from("己已巳日曰入人2l0OoI.—丶a\u0430＿`[](\n经自月年第一 "), max_size=40))
def test_any_text_gives_questions_at_its_places(text: str) -> None:
    """Whatever the text is, questions are ascending and inside it, and nothing is edited."""
    findings = find_lookalikes(text)
    offsets = [one.offset for one in findings.questions]
    assert not findings.edits
    assert offsets == sorted(offsets)
    assert all(0 <= one < len(text) for one in offsets)


@given(st.text(max_size=60))
def test_texts_of_all_characters_do_no_harm(text: str) -> None:
    """Any characters at all give a result."""
    assert not find_lookalikes(text).edits
