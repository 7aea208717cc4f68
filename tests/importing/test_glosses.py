"""Glosses that a program has put into a text, and what it destroyed by that, against texts with honest ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from damage import SOUNDS, fold, gloss
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from duizhao.importing.characters.glosses import find_glosses
from duizhao.importing.tracked_text import Edit, track

ARTICLES = sorted((Path(__file__).parents[2] / "content" / "articles").glob("*.md"))
DAMAGED = {
    "whole glosses": (
        "服務(wù)到家,網(wǎng)站發(fā)布消息,創(chuàng)新服務(wù),發(fā)展網(wǎng)格,創(chuàng)業(yè)有獎(jiǎng)。",
        "服務到家,網站發布消息,創新服務,發展網格,創業有獎。",
        [],
    ),
    "a swallowed byte that its gloss determines": (
        "服務(wù)好,新聞?dòng)浾吒嬖V我們,發(fā)展服務(wù),網(wǎng)站發(fā)布",
        "服務好,新聞記者告訴我們,發展服務,網站發布",
        [],
    ),
    "a lost pair at the end": ("服務(wù),新聞?dòng)浾?", "服務,新聞記者\n", ["gloss-byte"]),
    "an honest question stays": (
        "服務(wù)好不好?新聞?dòng)浾吒嬖V我們(2025年),網(wǎng)站好",
        "服務好不好?新聞記者告訴我們(2025年),網站好",
        [],
    ),
    "an honest gloss of a rare character stays": (
        "甪(lù)直的服務(wù)好,新聞?dòng)浾吒嬖V我們,網(wǎng)站好",
        "甪(lù)直的服務好,新聞記者告訴我們,網站好",
        ["gloss"],
    ),
    "an honest gloss of a character of GB 2312 stays": (
        "盱(xū)眙的服務(wù)好,新聞?dòng)浾吒嬖V我們,網(wǎng)站好,發(fā)布了,創(chuàng)新了,業(yè)務(wù),數(shù)據(jù),實(shí)現",
        "盱(xū)眙的服務好,新聞記者告訴我們,網站好,發布了,創新了,業務,數據,實現",
        [],
    ),
    "an uncommon character is glossed with the others": (
        "廁(cè)所,激勵(lì),服務(wù)到家,新聞?dòng)浾吒嬖V我們,網(wǎng)站好",
        "廁所,激勵,服務到家,新聞記者告訴我們,網站好",
        [],
    ),
    "too few glosses to be certain": (
        "還(hái)有人說,還(hái)要去,還(hái)要論(lùn)一論(lùn)。",
        "還(hái)有人說,還(hái)要去,還(hái)要論(lùn)一論(lùn)。",
        ["gloss"],
    ),
    "brackets of full width": (
        "服務（wù）到家，網（wǎng）站發（fā）布，創（chuàng）新服務（wù），發（fā）展網（wǎng）格，創（chuàng）業",
        "服務到家，網站發布，創新服務，發展網格，創業",
        [],
    ),
}
HONEST = (
    "他住在甪(lù)直,愛看龘(dá)字。",
    "服務(wù)是一個多音字嗎?不是。",
    "我(wǒ)們(men)去(qù)學(xué)校(xiào),見(jiàn)到(dào)老(lǎo)師(shī)。我(wǒ)們(men)很(hěn)好(hǎo)。",
    "龍(lóng)、鳳(fèng)、龜(guī)三字筆畫多。寫龍要慢,寫鳳要穩,寫龜要細。",
    "生字:網(wǎng)、報(bào)、發(fā)。我上網看報,發現網上報紙多,發報的人也多,網站也發報。",
    "生字:網(wǎng)、報(bào)、發(fā)、務(wù)、續(xù)、會(huì)、時(shí)、個(gè)、關(guān)、現(xiàn)。",
    "網(wǎng):捕魚的用具。\n報(bào):告訴。\n發(fā):送出。\n務(wù):事情。\n續(xù):接著。\n會(huì):聚集。\n時(shí):季節。\n關(guān):閉合。",
    "殯(bìn)儀館、麩(fū)質、漚(òu)肥、聶(niè)先生、癲(diān)癇(xián)、瀘(lú)州、齲(qǔ)齒、嚙(niè)合、紈(wán)絝(kù)。",
    "怎么办?(a)先看;(b)再做。",
    "重庆(Chóngqìng)、成都(Chéngdū)和厦门(Xiàmén)。",
    "函数f(a)和g(an)有什么不同?a)前者简单。",
    "你說什麼?ma)這不像話。",
    "",
)


@pytest.mark.parametrize(("text", "expected", "codes"), DAMAGED.values(), ids=DAMAGED)
def test_damage_is_undone(text: str, expected: str, codes: list[str]) -> None:
    """Glosses of a program go, with what they destroyed; honest ones beside them stay."""
    found = find_glosses(text)
    assert track(text).apply(found.edits).text == expected
    assert [one.code for one in found.questions] == codes


@pytest.mark.parametrize("text", HONEST)
def test_honest_glosses_stay(text: str) -> None:
    """A text with glosses of its author is left alone."""
    assert find_glosses(text) == ((), ())


@pytest.mark.parametrize("variant", ["s2twp", "s2hk", "s2t"])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_articles_come_back(path: Path, variant: str) -> None:
    """What was read with its bytes is exact; each place where bytes were lost is in the report."""
    text = fold(OpenCC(variant).convert(path.read_text("utf-8").split("---\n", 2)[2]))
    damaged = gloss(text)
    found = find_glosses(damaged)
    repaired = track(damaged).apply(found.edits).text
    guessed = _list_guesses(found.edits, {one.offset for one in found.questions})
    assert _blank(fold(repaired), guessed) == _blank(text, guessed)
    assert len(fold(repaired)) == len(text)
    assert not any(f"({sound})" in repaired for sound in SOUNDS.values())
    assert not find_glosses(repaired).edits


def test_a_title_is_repaired_with_its_text() -> None:
    """What is too short to tell of damage is undone where the text around it does."""
    assert not find_glosses("山鄉(xiāng)的服務(wù)").edits
    found = find_glosses("山鄉(xiāng)的服務(wù)", "新聞?dòng)浾吒嬖V我們,服務(wù)好,鄉(xiāng)下")
    assert track("山鄉(xiāng)的服務(wù)").apply(found.edits).text == "山鄉的服務"


@settings(max_examples=200)
@given(st.text(st.sampled_from("服務網站發展的一是不?(),wùwǎngfā\n。，新聞動浾者r{A1"), max_size=80))
def test_any_text_has_valid_edits(text: str) -> None:
    """Whatever stands around glosses, the edits fit the text."""
    text = f"服務(wù)網(wǎng)發(fā)新聞?dòng){text}"
    found = find_glosses(text)
    track(text).apply(found.edits)
    assert all(0 <= one.offset < len(text) for one in found.questions)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("服務網站發展的一是不會時個關現，。、：「」\n項礎A2 法律村民數據"), max_size=120))
def test_texts_come_back_but_for_lost_bytes(text: str) -> None:
    """Where nothing was swallowed, the text is the same; where something was, a question stands."""
    text = f"服務業務網站，發布發展。\n{text}。\n服務業務網站，發布發展。"
    damaged = gloss(text)
    found = find_glosses(damaged)
    if "?" not in damaged:
        assert track(damaged).apply(found.edits).text == fold(text)
    elif not found.questions:
        assert fold(track(damaged).apply(found.edits).text) == fold(text)


def _list_guesses(edits: Sequence[Edit], offsets: set[int]) -> list[tuple[int, int]]:
    """Return where the characters that words have chosen stand in the repaired text, each with the one after it."""
    spans, shift = [], 0
    for start, end, new, _kind in edits:
        if start in offsets:
            spans.append((start + shift, start + shift + len(new) + 1))
        shift += len(new) - (end - start)
    return spans


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text without what stands in spans."""
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text
