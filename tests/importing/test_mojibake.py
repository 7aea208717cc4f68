"""What was read in a wrong encoding is read again; everything else stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.characters.mojibake import find_mojibake
from duizhao.importing.tracked_text import Findings, track

ROOT = Path(__file__).parents[2]

SIMPLIFIED = "四川的基层治理，新闻记者走访了许多社区。"
TRADITIONAL = "四川的基層治理，新聞記者走訪了許多社區。"
PAIRS = [
    ("utf-8", "gb18030"),
    ("utf-8", "latin-1"),
    ("gb18030", "latin-1"),
    ("gb18030", "cp1252"),
    ("gb18030", "cp950"),
    ("cp950", "latin-1"),
    ("cp950", "cp1252"),
    ("cp950", "gb18030"),
    ("big5hkscs", "gb18030"),
]
LOSSY = [("utf-8", "gbk"), ("utf-8", "gb18030"), ("utf-8", "cp1252")]
MARKS = {
    "itâ€™s": "it’s",
    "â€œ社区â€\x9d": "“社区”",
    "甲ï¼Œ乙ã€‚": "甲，乙。",
    "ï»¿甲": "甲",
    "cafÃ© crÃ¨me": "café crème",
    "25Â°C": "25°C",
    "锘縪ption": "option",
    "锘?甲": "甲",
    "锟斤拷甲锟斤拷": "��甲��",
    "ï¿½甲": "�甲",
}
UNTOUCHED = (
    SIMPLIFIED,
    TRADITIONAL,
    "国破山河在，城春草木深。\n感时花溅泪，恨别鸟惊心。",
    "關關雎鳩，在河之洲。窈窕淑女，君子好逑。\n參差荇菜，左右流之。窈窕淑女，寤寐求之。",
    "帝高陽之苗裔兮，朕皇考曰伯庸。攝提貞於孟陬兮，惟庚寅吾以降。\n扈江離與辟芷兮，紉秋蘭以為佩。",
    "濮存昕、闫妮、亓官、仉、喆、堃、犇、骉、淼、垚。",
    "呢個社區嘅居民話，佢哋今年冇乜嘢唔滿意。",
    "Été, «Ünïcödé»…, Ça va, naïve, SÃO PAULO, DÉJÀ”",
    "Tiếng Việt có nhiều dấu: đường, Nguyễn, Huế.",
    "Äpfel, Öl, Übermut, Straße; ÄÖÜäöüß.",
    "これは日本語の文章です。カタカナもあります。",
    "Это русский текст, а не китайский.",
    "ㄓㄨㄥ ㄨㄣˊ，就是中文；ㄅㄆㄇㄈ是注音符號的頭四個。",
    "服務(wù)、網(wǎng)站、新聞?dòng)浾?",
    "αβγδ, ∑x², ½, £5, §3, ©2020, 50µm",
    "| 甲 | 乙 |\n|---|---|\n| ① | ％ |",
    "乱码如 `涓浗鍩哄眰娌荤悊鐨勬柊闂` 是常见的。",
    "```\n涓浗鍩哄眰娌荤悊鐨勬柊闂昏鑰呮姤閬\n```",
    "“锟”是一个字。",
)


def repair(text: str) -> str:
    """Return a text with what was read in a wrong encoding read again."""
    return track(text).apply(find_mojibake(text).edits).text


@cache
def list_articles() -> list[str]:
    """List the bodies of the articles of the report."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "content" / "articles").glob("*.md")))
    return [text.split("\n---\n", 1)[1] for text in texts]


def list_damaged() -> Iterator[tuple[str, str]]:
    """Yield texts and what came of them, for each pair of encodings by which no byte of them is lost."""
    for text in (SIMPLIFIED, TRADITIONAL):
        for meant, read in PAIRS:
            with suppress(UnicodeError):
                yield text, text.encode(meant).decode(read)


@pytest.mark.parametrize(("text", "damaged"), [*list_damaged()])
def test_what_lost_no_byte_is_restored(text: str, damaged: str) -> None:
    """A sentence is enough, alone or among others that were read rightly."""
    assert repair(damaged) == text
    assert not find_mojibake(damaged).questions
    mixed = f"另一段文字没有问题。\n{damaged}\n\n又一段。"
    assert repair(mixed) == f"另一段文字没有问题。\n{text}\n\n又一段。"


def test_text_that_was_damaged_twice_is_restored() -> None:
    """In one step, so that there is nothing left to do."""
    assert repair(SIMPLIFIED.encode().decode("latin-1").encode().decode("latin-1")) == SIMPLIFIED


@pytest.mark.parametrize(("meant", "read"), LOSSY)
@pytest.mark.parametrize("errors", ["replace", "ignore"])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_what_lost_bytes_is_restored_but_for_them(text: str, errors: str, meant: str, read: str) -> None:
    """Of each lost character there is a sign, or the one that the words tell; and a question."""
    damaged = text.encode(meant).decode(read, errors)
    repaired = repair(damaged)
    assert re.fullmatch("".join(f"(?:{re.escape(one)}|�)" for one in text), repaired)
    assert repaired.count("�") <= 3
    if "�" in damaged:
        assert find_mojibake(damaged).questions


def test_bytes_lost_to_question_marks_are_told_from_questions() -> None:
    """A question mark in the middle of a character is no question."""
    damaged = (SIMPLIFIED + "好不好?").encode().decode("gbk", "replace").replace("�", "?")
    assert repair(damaged).endswith("好不好?")


@pytest.mark.parametrize(("damaged", "expected"), MARKS.items())
def test_marks_that_no_text_has_in_this_form_are_restored(damaged: str, expected: str) -> None:
    """Single signs are certain where no honest text has them."""
    assert repair(damaged) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_honest_text_stays(text: str) -> None:
    """Poems, names, other languages, glosses, and damage that is quoted as code."""
    assert not find_mojibake(text).edits
    assert not find_mojibake(text).questions


def test_the_articles_of_the_report_stay_and_come_back() -> None:
    """They are not changed, and each pair of encodings gives them back."""
    for text in list_articles():
        assert find_mojibake(text) == Findings([], [])
        for meant, read in PAIRS:
            try:
                damaged = text.encode(meant).decode(read)
            except UnicodeError:
                continue
            assert repair(damaged) == text


def test_a_heading_is_restored_with_its_text() -> None:
    """What is too short to be certain is certain beside more of the same."""
    damaged = f"后记\n\n{SIMPLIFIED}".encode().decode("gb18030", "replace")
    assert repair(damaged).startswith("后记\n\n四川的基层治理")


def test_what_cannot_be_read_again_is_asked_about() -> None:
    """UTF-8 read as Big5 loses half of the bytes."""
    damaged = SIMPLIFIED.encode().decode("cp950", "ignore")
    found = find_mojibake(damaged)
    assert not found.edits
    assert [one.code for one in found.questions] == ["mojibake"]


def test_many_questions_are_counted() -> None:
    """From a certain number on there is one question for the rest."""
    damaged = "\n".join([SIMPLIFIED.encode().decode("cp950", "ignore")] * 80)
    assert len(find_mojibake(damaged).questions) == 51


DAMAGED = st.builds(
    lambda text, meant, read, errors: text.encode(meant, "ignore").decode(read, errors),
    st.text(st.sampled_from(SIMPLIFIED + TRADITIONAL + "a1 \n?"), max_size=30),
    st.sampled_from(["utf-8", "gb18030", "cp950", "big5hkscs"]),
    st.sampled_from(["gb18030", "gbk", "cp950", "big5hkscs", "latin-1", "cp1252"]),
    st.sampled_from(["replace", "ignore"]),
)


@given(st.lists(st.text(max_size=10) | DAMAGED, max_size=5).map("".join))
def test_any_text_is_repaired_once(text: str) -> None:
    """No text fails, and the second repair has nothing to do."""
    once = repair(text)
    assert not find_mojibake(once).edits
