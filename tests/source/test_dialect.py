"""The dialect: CommonMark, emphasis beside Chinese and each extension, as Markdown and the HTML it gives."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.utils import read_fixture_file

from duizhao.source import dialect
from duizhao.source.dialect import join_lines, make_commonmark, make_parser

HERE = Path(__file__).parent
EXAMPLES = json.loads((HERE.parent / "data/commonmark/spec.json").read_text("utf-8"))
DEVIATIONS = {row["example"]: row["html"] for row in yaml.safe_load((HERE / "deviations.yml").read_text("utf-8"))}
EMPHASIS = read_fixture_file(HERE / "emphasis.md")
EXTENSIONS = read_fixture_file(HERE / "extensions.md")


PIECES = (
    *'\n\n\n\n  中。，“a1٣*_`~[]()!<>&{}#-+=|:.^\\"?/\t\u3000',
    *(
        "    ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "---",
        "```",
        "~~~",
        "!!! note",
        ": ",
        "| a |\n|-|\n",
        "- [ ] ",
        "[a]: b",
        "[^a]: 注",
    ),
    *(
        "[^a]",
        "[a](b.md)",
        "![图](b.png){.figure}",
        "{.a}\n",
        "{{a}}",
        "-{原}-",
        "-{zh-hans:一;en:b}-",
        "**",
        "&amp;",
        "<b>",
        "</div>",
    ),
)
"""What the parsers of the dialect decide by, and what is none of their business."""


@pytest.fixture(scope="module")
def slow_parser() -> MarkdownIt:
    """Give a parser of the dialect that tries every rule at every line and at every character."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "QuickBlocks", ParserBlock)
        md = make_parser.__wrapped__()
    md.inline.terminator_re = re.compile(".", re.DOTALL)
    return md


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


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_quick_parsers(slow_parser: MarkdownIt, text: str) -> None:
    """Rules that cannot match are passed over, and the tokens are those of a parser that tries them all."""
    assert make_parser().parse(text) == slow_parser.parse(text)


@pytest.mark.parametrize(
    "markdown", [*(one["markdown"] for one in EXAMPLES), *(case[2] for case in EMPHASIS + EXTENSIONS)]
)
def test_quick_parsers_with_examples(slow_parser: MarkdownIt, markdown: str) -> None:
    """The same is true of the examples of CommonMark and of the dialect."""
    assert make_parser().parse(markdown) == slow_parser.parse(markdown)
