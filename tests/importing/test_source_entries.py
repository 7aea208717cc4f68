"""Entries of sources.yml are found again, or written so that they can be read."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from duizhao.diagnostics import Span
from duizhao.importing.manuscript import Known
from duizhao.importing.writing.draft_head import clean_value
from duizhao.importing.writing.source_entries import UnfitListError, _fold, append_entries, match_source, write_source
from duizhao.model import Source
from duizhao.yaml_text import read_yaml

ADDRESS = "https://example.org/a/1.html"

TEXTS = st.text() | st.text("甲a：:#-'\"\n\ud800\x00 \u2028[]{}&*!|>%@`", max_size=12)
KNOWN = st.builds(
    Known,
    title=TEXTS,
    date=st.sampled_from(["", "2024", "2024-02", "2024-02-29", "2023-02-29", "甲"]),
    date_found=TEXTS,
    publisher=TEXTS,
    editors=st.tuples(TEXTS),
    address=TEXTS,
)


def make_source(**values: Any) -> Source:
    """Make an entry, with values of its own."""
    usual = {"id": "a", "title": "基层治理概览", "title_kind": "original", "publisher": "四川日报", "date": "2024-04"}
    return Source(**{**usual, "date_inferred": False, "genre": "", "note": "", "span": Span("sources.yml"), **values})


MATCHES: dict[str, tuple[Known, dict[str, Any], str | None]] = {
    "the same": (Known("基层治理概览", "2024-04", publisher="四川日报"), {}, "a"),
    "the other script": (Known("基層治理概覽", publisher="四川日報"), {}, "a"),
    "other signs": (Known("“基层治理”　概览", "2024-04-23", publisher="四川日报 "), {}, "a"),
    "another outlet": (Known("基层治理概览", publisher="成都日报"), {}, None),
    "an unknown outlet": (Known("基层治理概览"), {}, None),
    "both outlets unknown": (Known("基层治理概览"), {"publisher": ""}, "a"),
    "another year": (Known("基层治理概览", "2025", publisher="四川日报"), {}, None),
    "another year than an inferred one": (
        Known("基层治理概览", "2025", publisher="四川日报"),
        {"date_inferred": True},
        "a",
    ),
    "no title": (Known("", publisher="四川日报"), {"title": "…"}, None),
    "the same address": (Known("甲", address=ADDRESS), {"note": f"网址：{ADDRESS} 。"}, "a"),
    "a longer address": (Known("甲", address=ADDRESS), {"note": f"网址：{ADDRESS}?page=2 。"}, None),
}


@pytest.mark.parametrize(("known", "values", "expected"), MATCHES.values(), ids=MATCHES)
def test_a_known_publication_is_found(known: Known, values: dict[str, Any], expected: str | None) -> None:
    """Title and outlet in either script, or the address, tell publications apart; dates may not contradict."""
    assert match_source(known, [make_source(**values)]) == expected


IDS = {
    ("四川日报", "2024-04-23"): "scrb2024",
    ("四川日報", "2024-04-23"): "scrb2024",
    ("四川新闻网-首屏新闻", "2025"): "scxww2025",
    ("CCTV新闻", "2025-01"): "cctvxw2025",
    ("Reuters", ""): "reuters",
    ("《重庆日报》", "2023"): "cqrb2023",
    ("", "2024"): "source2024",
    ("12345", ""): "source12345",
    ("？", "2024-13"): "source",
}


@pytest.mark.parametrize(("publisher", "day", "expected"), [(*key, value) for key, value in IDS.items()])
def test_an_id_is_the_initials_and_the_year(publisher: str, day: str, expected: str) -> None:
    """The id names the outlet and the year, where they are known."""
    assert write_source(Known("甲", day, publisher=publisher), (), "a.txt")[0] == expected
    assert write_source(Known("甲", day, publisher=publisher), {expected}, "a.txt")[0] == f"{expected}-2"


def test_an_entry_says_what_is_known() -> None:
    """Title, outlet, date, and in the note where they come from."""
    known = Known(
        "治理：答卷",
        "2021-11-22",
        date_found="in the line “2021-11-22 来源：华西都市报”",
        publisher="华西都市报",
        editors=("张三", "李四"),
        address=ADDRESS,
    )
    assert write_source(known, (), "a: b.txt")[1] == (
        "\n- id: hxdsb2021\n"
        "  title: 治理：答卷\n"
        "  title_kind: original\n"
        "  publisher: 华西都市报\n"
        '  date: "2021-11-22"\n'
        f'  note: "导入自“a: b.txt”。网址：{ADDRESS} 。日期见于“2021-11-22 来源：华西都市报”。编辑：张三、李四。"\n'
    )


def test_what_was_worked_out_is_marked() -> None:
    """A title of ours is a working title, and a date that no line states was inferred."""
    entry = write_source(Known("甲", "2021"), (), "a.txt", has_title=False)[1]
    assert entry == (
        "\n- id: source2021\n  title: 甲\n  title_kind: working\n"
        '  date: "2021"\n  date_inferred: true\n  note: 导入自“a.txt”。\n'
    )


APPENDED = {
    "a list": ("# 来源\n- id: a\n  title: 甲\n", "# 来源\n- id: a\n  title: 甲\n\n- id: b\n  title: 乙\n"),
    "no line end": ("- id: a", "- id: a\n\n- id: b\n  title: 乙\n"),
    "indented": ("  - id: a\n", "  - id: a\n\n  - id: b\n    title: 乙\n"),
    "empty": ("", "- id: b\n  title: 乙\n"),
    "only a comment": ("# 来源\n", "# 来源\n\n- id: b\n  title: 乙\n"),
    "brackets": ("[{id: a, title: 甲}]\n", '[{id: a, title: 甲},\n {"id": "b", "title": "乙"}]\n'),
    "brackets with a comma": ("[\n  {id: a},\n] # x\n", '[\n  {id: a},\n\n {"id": "b", "title": "乙"}] # x\n'),
    "empty brackets": ("[]\n", '[ {"id": "b", "title": "乙"}]\n'),
}


@pytest.mark.parametrize(("before", "after"), APPENDED.values(), ids=APPENDED)
def test_entries_are_appended(before: str, after: str) -> None:
    """Other lines and comments stay as they are, and the new entries are indented like the others."""
    assert append_entries(before, "\n- id: b\n  title: 乙\n") == after
    assert append_entries(before, "") == before


@pytest.mark.parametrize("text", ["{}\n", "a: b\n", "broken: [\n", "- a\nb\n", "words\n"])
def test_no_entry_is_appended_to_what_is_no_list(text: str) -> None:
    """A file that would be broken by it stays as it is."""
    with pytest.raises(UnfitListError):
        append_entries(text, "\n- id: b\n  title: 乙\n")


@given(KNOWN, st.text())
def test_every_entry_can_be_read_and_is_found_again(known: Known, name: str) -> None:
    """Whatever the title, outlet and date, the file stays valid, and a second import finds the entry."""
    identifier, entry = write_source(known, {"a"}, name)
    document, problems = read_yaml(append_entries("- id: a\n", entry), "sources.yml")
    assert not problems
    assert document is not None
    [_first, row] = document.value
    assert row["id"] == identifier
    assert row["title"] == (clean_value(known.title) or "无题")
    stored = make_source(**{"publisher": "", "date": "", "note": "", **row})
    assert match_source(known, [stored]) == (identifier if _fold(known.title) else None)
    assert yaml.safe_load(entry)[0]["id"] == identifier


def test_a_title_and_an_address_without_end_take_bounded_time() -> None:
    """Titles, outlets and addresses of any length are written and compared."""
    known = Known("甲:\n " * 200_000, publisher="报" * 700_000, address="https://" + "a" * 700_000)
    identifier, entry = write_source(known, (), "a.txt")
    assert identifier == "bbbbbb"
    [row] = yaml.safe_load(entry)
    assert match_source(known, [make_source(**{"date": "", **row})]) == identifier
