"""The head of a draft reads back as it was written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.writing.draft_head import clean_value, write_front_matter, write_scalar
from duizhao.source.front_matter import split_front_matter
from duizhao.yaml_text import read_yaml

SCALARS = {
    "四川“十四五”社会治理": "四川“十四五”社会治理",
    "标题　副标题": "标题　副标题",
    "甲：乙": "甲：乙",
    "a: b": '"a: b"',
    "a # b": '"a # b"',
    "---": '"---"',
    "2024": '"2024"',
    "2024-01-01": '"2024-01-01"',
    "no": '"no"',
    "null": '"null"',
    "12:30": '"12:30"',
    "[甲]": '"[甲]"',
    "{{huaxi2021-f03}}": '"{{huaxi2021-f03}}"',
    '"甲"': r'"\"甲\""',
    "- 甲": '"- 甲"',
    "\\": "\\",
    "甲\n---\n乙": "甲 --- 乙",
    "a:\n  b": '"a: b"',
    "甲\x00乙\ufeff": "甲乙",
    "甲\ud800": "甲�",
    "𠀀𝄞": "𠀀𝄞",
    "\u2028甲\x85乙": "甲 乙",
}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def read(lines: str) -> Any:
    """Read front matter as the site does."""
    document, body, _line, problems = split_front_matter(f"---\n{lines}---\n甲", "x.md")
    assert not problems
    assert document is not None
    assert body == "甲"
    return document.value


@pytest.mark.parametrize(("text", "expected"), SCALARS.items())
def test_values_have_quotation_marks_where_yaml_needs_them(text: str, expected: str) -> None:
    """A value that would mean something else, or end early, is quoted; others stay as they are."""
    assert write_scalar(text) == expected


def test_keys_stand_in_the_usual_order() -> None:
    """Empty values are left out, days are not quoted, and keys that nobody knows come last."""
    values = {
        "draft": True,
        "other": ["甲", {"a": 1}],
        "authors": ["张三", "a, b"],
        "title": "标题",
        "summary": "",
        "regions": [],
        "sources": ["scrb2024"],
        "date": "2026-01-02",
        "updated": date(2026, 1, 3),
        "theme": "services",
        "conversion": {"台账": {"zh-Hant-TW": "臺帳"}},
    }
    assert write_front_matter(values) == (
        "title: 标题\n"
        "date: 2026-01-02\n"
        "theme: services\n"
        "sources: [scrb2024]\n"
        'authors: [张三, "a, b"]\n'
        "updated: 2026-01-03\n"
        "draft: true\n"
        "conversion:\n  台账:\n    zh-Hant-TW: 臺帳\n"
        "other:\n- 甲\n- a: 1\n"
    )


@given(st.text(), st.lists(st.text(min_size=1).filter(clean_value)))
def test_texts_read_back(title: str, tags: list[str]) -> None:
    """Every title and list of tags reads back as it was, but for line breaks and what YAML has no room for."""
    expected = {"title": clean_value(title)} if title else {}
    if tags:
        expected["tags"] = [clean_value(one) for one in tags]
    assert read(write_front_matter({"title": title, "tags": tags}) + "draft: true\n") == {**expected, "draft": True}


@given(st.dictionaries(st.text(), VALUES))
def test_whatever_a_markdown_file_states_can_be_read(values: dict[str, Any]) -> None:
    """Values of any kind under any keys make front matter that is valid, and that a second writing does not change."""
    cleaned = {clean_value(key): value for key, value in values.items()}
    lines = write_front_matter(cleaned)
    document, problems = read_yaml(lines, "x.md")
    assert not problems
    assert document is not None
    again = write_front_matter(document.value or {})
    assert (
        read_yaml(again, "x.md")[0] == read_yaml(write_front_matter(read_yaml(again, "x.md")[0].value or {}), "x.md")[0]
    )


def test_values_that_contain_themselves_have_an_end() -> None:
    """A list that is its own entry, and one that is nested without end, are written."""
    endless: list[Any] = []
    endless.append(endless)
    deep: list[Any] = []
    for _level in range(10_000):
        deep = [deep]
    assert write_front_matter({"a": endless}).startswith("a: &id001")
    assert "…" in write_front_matter({"b": deep})
    assert write_front_matter({"c": 10**5000}).startswith("c: '0x")


def test_a_long_value_takes_little_time() -> None:
    """Seven million characters are written, those of the worst kinds included."""
    text = " \n:" * 2_000_000 + " " * 1_000_000 + "x"
    assert write_scalar(text).endswith('x"')
