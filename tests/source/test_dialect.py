"""The dialect: CommonMark, emphasis next to Chinese and each extension, as Markdown and the resulting HTML."""

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
CHANGED = {
    number for row in yaml.safe_load((HERE / "dialect_deviations.yml").read_text("utf-8")) for number in row["examples"]
}
"""The examples that the extensions of the dialect change."""
LINE_BREAK = re.compile(r"(?<=\S)\n(?=\S)")
EMPHASIS = read_fixture_file(HERE / "emphasis.md")
EXTENSIONS = read_fixture_file(HERE / "extensions.md")
MARKS = [case for name in ("marks.md", "addresses.md") for case in read_fixture_file(HERE / name)]


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
        '??? note "注"\n    ',
        "???+ tip",
        "> [!NOTE]",
        "[!tip]- 注\n",
        '=== "签"\n    ',
        "===+ “签”",
        '===! "签"',
        ": ",
        "| a |\n|-|\n",
        "- [ ] ",
        "[a]: b",
        "[^a]: 注",
        "*[a]: b\n",
        "*[",
    ),
    *(
        "[^a]",
        "[a](b.md)",
        "![图](b.png){.figure}",
        "{.a}\n",
        "{{a}}",
        "{汉字|hàn zì}",
        "{汉|",
        "|hàn}",
        "{.vertical}\n",
        "{% a %}",
        "-{原}-",
        "-{zh-hans:一;en:b}-",
        "**",
        "&amp;",
        "<b>",
        "</div>",
    ),
    *("~~", "==", "++", "^^", "^", "H~2~", "x^2^", "https://a.b/", "http://", "www.a.b", "W", "h", "a@b.cn", "</a>"),
    *('```py title="甲 a"\n', "~~~ { .js .copy linenums=1 }\n", "`#!py a`"),
    *('```csv title="甲"\n', 'a,"b\n', "```tsv sortable\na\tb\n```\n", "表：", "Table: a\n", "\n{.stacked}\n"),
    *("$", "$$", "$a_1$", "\n$$\na\n$$\n", "\\[", "\\]", "\\(", "\\)", "```math\n", "$\\text{头}$"),
)
"""Markup that the parsers distinguish, and text that they do not."""


@pytest.fixture(scope="module")
def slow_parser() -> MarkdownIt:
    """Return a parser of the dialect that tries every rule at every line and character."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "QuickBlocks", ParserBlock)
        md = make_parser.__wrapped__()
    md.inline.terminator_re = re.compile(".", re.DOTALL)
    return md


def test_all_examples() -> None:
    """All examples of the specification are present."""
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["example"])
def test_commonmark(example: dict[str, Any]) -> None:
    """An example of CommonMark renders to the specification's HTML, or to its listed deviation."""
    expected = DEVIATIONS.get(example["example"], example["html"])
    assert make_commonmark().render(example["markdown"]) == expected


@pytest.mark.parametrize("number", DEVIATIONS)
def test_deviations_are_not_ours(number: int) -> None:
    """Each deviation from CommonMark comes from markdown-it-py itself."""
    assert MarkdownIt("commonmark").render(EXAMPLES[number - 1]["markdown"]) == DEVIATIONS[number]
    assert EXAMPLES[number - 1]["html"] != DEVIATIONS[number]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["example"])
def test_commonmark_in_the_dialect(example: dict[str, Any]) -> None:
    """The extensions change no example of CommonMark but those that are listed; a line break may be a blank."""
    expected = DEVIATIONS.get(example["example"], example["html"])
    found = make_parser().render(example["markdown"])
    is_same = LINE_BREAK.sub(" ", found) == LINE_BREAK.sub(" ", expected)
    assert is_same == (example["example"] not in CHANGED)


@pytest.mark.parametrize(("line", "name", "source", "html"), EMPHASIS, ids=[case[1] for case in EMPHASIS])
def test_emphasis(line: int, name: str, source: str, html: str) -> None:
    """Emphasis next to Chinese renders to the HTML of its case."""
    assert make_commonmark().render(source) == html


@pytest.mark.parametrize(("line", "name", "source", "html"), EXTENSIONS, ids=[case[1] for case in EXTENSIONS])
def test_extension(line: int, name: str, source: str, html: str) -> None:
    """An extension renders to the HTML of its case."""
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
    """The lines of a block are joined the way a reader sees them."""
    assert join_lines(source) == joined


@given(st.lists(st.from_regex(r"[第一a，][第一a，\\ ]*[第一a，\\]( {2})?", fullmatch=True), min_size=1, max_size=4))
def test_joined_lines_say_the_same(lines: list[str]) -> None:
    """Joined lines render like the original lines, up to invisible blanks. Emphasis at line ends is not tested."""
    source = "\n".join(lines).rstrip(" ")
    md = make_parser()
    joined, unjoined = (
        " ".join(md.renderInline(one).split()).replace(" <br", "<br") for one in (join_lines(source), source)
    )
    assert joined == unjoined


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_quick_parsers(slow_parser: MarkdownIt, text: str) -> None:
    """Skipping rules that cannot match gives the same tokens as trying all of them."""
    assert make_parser().parse(text) == slow_parser.parse(text)


@pytest.mark.parametrize(
    "markdown", [*(one["markdown"] for one in EXAMPLES), *(case[2] for case in EMPHASIS + EXTENSIONS + MARKS)]
)
def test_quick_parsers_with_examples(slow_parser: MarkdownIt, markdown: str) -> None:
    """The same holds for the examples of CommonMark and of the dialect."""
    assert make_parser().parse(markdown) == slow_parser.parse(markdown)
