"""The dialect: CommonMark, emphasis beside Chinese and each extension, as Markdown and the HTML it gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.utils import read_fixture_file

from duizhao.source.dialect import join_lines, make_commonmark, make_parser

HERE = Path(__file__).parent
EXAMPLES = json.loads((HERE.parent / "data/commonmark/spec.json").read_text("utf-8"))
DEVIATIONS = {row["example"]: row["html"] for row in yaml.safe_load((HERE / "deviations.yml").read_text("utf-8"))}
EMPHASIS = read_fixture_file(HERE / "emphasis.md")
EXTENSIONS = read_fixture_file(HERE / "extensions.md")


def test_all_examples() -> None:
    """The specification's examples are all there."""
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["example"])
def test_commonmark(example: dict[str, Any]) -> None:
    """An example of CommonMark gives the HTML of the specification, or the one deviation that is listed."""
    expected = DEVIATIONS.get(example["example"], example["html"])
    assert make_commonmark().render(example["markdown"]) == expected


@pytest.mark.parametrize("number", DEVIATIONS)
def test_deviations_are_not_ours(number: int) -> None:
    """A deviation from CommonMark is markdown-it-py's own."""
    assert MarkdownIt("commonmark").render(EXAMPLES[number - 1]["markdown"]) == DEVIATIONS[number]
    assert EXAMPLES[number - 1]["html"] != DEVIATIONS[number]


@pytest.mark.parametrize(("line", "name", "source", "html"), EMPHASIS, ids=[case[1] for case in EMPHASIS])
def test_emphasis(line: int, name: str, source: str, html: str) -> None:
    """Emphasis beside Chinese gives the HTML that its case states."""
    assert make_commonmark().render(source) == html


@pytest.mark.parametrize(("line", "name", "source", "html"), EXTENSIONS, ids=[case[1] for case in EXTENSIONS])
def test_extension(line: int, name: str, source: str, html: str) -> None:
    """An extension gives the HTML that its case states."""
    assert make_parser().render(source) == html


@pytest.mark.parametrize(
    ("source", "joined"),
    [
        ("一行", "一行"),
        ("第一行\n第二行", "第一行第二行"),
        ("第一行\n  second", "第一行 second"),
        ("好。”\n他", "好。”他"),
        ("第一行  \n第二行", "第一行\\\n第二行"),
        ("第一行\\\n第二行", "第一行\\\n第二行"),
        ("反斜线\\\\\n第二行", "反斜线\\\\ 第二行"),
        ("反斜线\\ \\\n第二行", "反斜线\\ \\\n第二行"),
        ("反斜线\\\\\\\n第二行", "反斜线\\\\\\\n第二行"),
    ],
)
def test_join_lines(source: str, joined: str) -> None:
    """The lines of a block are joined as a reader sees them."""
    assert join_lines(source) == joined


@given(st.lists(st.from_regex(r"[第一a，][第一a，\\ ]*[第一a，\\]( {2})?", fullmatch=True), min_size=1, max_size=4))
def test_joined_lines_say_the_same(lines: list[str]) -> None:
    """A block's lines say the same joined and unjoined, but for unseen blanks; emphasis at a line end aside."""
    source = "\n".join(lines).rstrip(" ")
    md = make_parser()
    joined, unjoined = (
        " ".join(md.renderInline(one).split()).replace(" <br", "<br") for one in (join_lines(source), source)
    )
    assert joined == unjoined
