"""Markdown files keep everything but their head, and are told from plain text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.importing.reading.markdown_reader import has_front_matter, looks_like_markdown, read_markdown
from duizhao.importing.tracked_text import track

ROOT = Path(__file__).parents[2]
HEADS = {
    "nothing": ("山高。\n", "山高。\n", "", {}),
    "front matter": ("---\ntitle: 山\ntags: [水]\n---\n\n山高。\n", "山高。\n", "山", {"title": "山", "tags": ["水"]}),
    "a title in the text": ("# 山 水\n\n山高。\n", "\n山高。\n", "山 水", {}),
    "a closed title": ("# 山 ##\n山高。\n", "山高。\n", "山", {}),
    "a title with attributes": ("# 山 {#hill}\n山高。\n", "山高。\n", "山", {}),
    "a title in both": ("---\ntitle: 山水\n---\n# 山 水\n\n山高。\n", "\n山高。\n", "山水", {"title": "山水"}),
    "another heading of the first level": (
        "---\ntitle: 山\n---\n# 水\n\n山高。\n",
        "# 水\n\n山高。\n",
        "山",
        {"title": "山"},
    ),
    "a comment in code": ("```\n# 山\n```\n", "```\n# 山\n```\n", "", {}),
    "a rule": ("---\n\n山高。\n", "---\n\n山高。\n", "", {}),
    "a heading of the second level": ("## 山\n\n山高。\n", "## 山\n\n山高。\n", "", {}),
}
"""File → text, title and front matter."""
FAULTY = {
    "a value without a key": "---\ntitle: 山\n- 水\n---\n山高。\n",
    "no end": "---\ntitle: 山\n\n山高。\n",
    "a repeated key": "---\ntitle: 山\ntitle: 水\n---\n山高。\n",
    "a list": "---\n- 山\nx: y\n---\n山高。\n",
    "too long": "---\ntitle: 山\nsummary: " + "水" * 100_001 + "\n---\n山高。\n",
}
MARKDOWN = [
    "---\ntitle: 山\n---\n山高。",
    "## 山\n\n见[公报](https://example.org/)。",
    "共 **八万** 户，见[^1]。\n\n[^1]: 公报",
    "| 年 | 户 |\n|---|---|\n| 甲 | 3 |\n\n# 山",
    "```python\nprint()\n```\n\n![山](a.png)",
    "!!! note\n    山\n\n{{ figure-a }}",
]
PLAIN = [
    "",
    "山高水长。\n\n水长山高。",
    "#话题# 山高 #话题#",
    "一、山\n二、水\n* 注：甲\n* 乙\n",
    "----------\n山高\n----------",
    "---\n山高\n---\n",
    "***\n甲*乙*丙 ** 丁\n***",
    "1. 甲\n2. 乙\n",
    "见 http://example.org/a_b_c [来源：日报] (记者 李明)",
]


@pytest.mark.parametrize("name", HEADS)
def test_the_head_of_a_file_is_known_and_the_rest_stays(name: str) -> None:
    """Front matter and title are moved; nothing else changes."""
    text, body, title, head = HEADS[name]
    reading = read_markdown(text)
    assert track(text).apply(reading.findings.edits).text == body
    assert reading.known.title == title
    assert reading.known.head == head
    assert reading.findings.questions == []


@pytest.mark.parametrize("name", FAULTY)
def test_faulty_front_matter_stays_with_a_question(name: str) -> None:
    """What cannot be read is left for a person."""
    text = FAULTY[name]
    reading = read_markdown(text)
    assert track(text).apply(reading.findings.edits).text == text
    assert reading.known.head == {}
    assert [one.code for one in reading.findings.questions] == ["metadata"]


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_is_recognised(text: str) -> None:
    """Two signs that plain texts hardly have, or front matter, make a text Markdown."""
    assert looks_like_markdown(text)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_texts_are_no_markdown(text: str) -> None:
    """Rules, stars, hashes and numbers are in plain texts, too."""
    assert not looks_like_markdown(text)


@pytest.mark.parametrize("path", sorted((ROOT / "content" / "articles").glob("*.md")), ids=lambda path: path.stem)
def test_the_articles_keep_their_bodies(path: Path) -> None:
    """An article of the site is Markdown, and all but its head stays as it is."""
    text = path.read_text("utf-8")
    assert looks_like_markdown(text)
    reading = read_markdown(text)
    body = track(text).apply(reading.findings.edits).text
    assert text.endswith(body)
    assert reading.known.title
    assert reading.findings.questions == []


@pytest.mark.parametrize(
    "sign", ["[", "*", "**a", "|", " |", "`", "---|", "{{", "[^", "![", "#", "---\n", "a: b\n", "(", "\\"]
)
def test_long_texts_of_one_sign_are_read_in_linear_time(sign: str) -> None:
    """No sign makes a search slow."""
    for text in (sign * 100_000, "---\n" + sign * 100_000, "# " + sign * 100_000):
        looks_like_markdown(text)
        read_markdown(text)


@given(st.text() | st.text(alphabet="-\n#: ab山[]()`*{}|!"))
def test_any_text_is_read(text: str) -> None:
    """Any text gives valid edits; what remains has no front matter that could be moved once more."""
    for one in (text, f"---\n{text}", f"---\ntitle: {text}\n---\n{text}"):
        looks_like_markdown(one)
        has_front_matter(one)
        reading = read_markdown(one)
        track(one).apply(reading.findings.edits)
