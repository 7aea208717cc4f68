"""Markdown in another script: only prose is converted, and conversions of source and of tokens agree."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from compositions import COMPOSITIONS
from hypothesis import example as explicitly
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token
from script_tables import read_table

from duizhao.editing.diagrams.edition import DiagramContext
from duizhao.editing.document import Job, edit_document
from duizhao.editing.inline import convert_inline, convert_text_parts
from duizhao.editing.markdown import convert_markdown, list_placed_prose
from duizhao.editions import make_edition
from duizhao.script.convert import SCRIPTS, make_converter
from duizhao.source.diagrams import list_prose
from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document
from duizhao.source.formulas import replace_texts
from duizhao.source.prose import BORDER, Prose, document_prose

EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).resolve().parent.parent / "data/commonmark/spec.json").read_text("utf-8")
)
CHINESE = {
    "foo": "头发", "bar": "发展“后”", "baz": "台风", "title": "标题", "link": "联系", "Foo": "里面", "hello": "复习",
    "text": "干部", "aaa": "一百年历史", "code": "只准", "uri": "游‘览’",
}  # fmt: skip
WORDS = re.compile("|".join(CHINESE))
PIECES = (
    "头", "发", "说“好”", "**", "*", "_", "`", "``", "[", "](发.md)", '](发 "发")', "][发]", "![", '<b title="发">',
    "</b>", '<i lang="ja">', "</i>", "-{", "}-", "-{zh-hans:里;zh-hant:裏}-", "\\", "&amp;", "&#x53D1;", "\n", "\n\n",
    "  \n", "> ", "- ", "1. ", "# ", "| 发 | 头 |\n| - | - |\n| ", "[^发]", "\n[^发]: 头", "\n[发]: /发 '发'\n",
    "{#发}", "|", '{title="发"}', "https://e.org/发", "<https://e.org/发>", "<!-- 发", "-->", "<div lang=ja>\n\n",
    "\n</div>\n", "a", " ", "\t", "’", "1", "\n    ", "```\n", "\n: ", '!!! note "发"\n    ',
    "??? tip 发\n    ", "> [!note] 发\n> ", '=== "发"\n    ', "===! 「头」\n    ",
    "~~", "==", "++", "^^", "^", "~", "www.e.org", "mailto:", "a@e.org", "%E5%8F%91",
    '```py title="发 a"\n', r"$x_\text{头发}$", "\n> $$\n> \\text{发}\n> $$\n", "```math\n\\text{发}\n```\n",
    '```csv title="发"\n发,"头""发"\n头,发\n```\n', "\n> ```tsv\n> 发\t发 头\n",
    "\n\n表：发\n\n", "| 表 |\n|-|\nTable: 发\n\n",
    "{头发|fà}", "{头发|tóu fà}", "{发|头发}", "\n*[头发]: 发 **头**\n", "{.vertical}\n> ",
    '\n--8<-- "头发.md"\n', '    --8<-- "发.md:头"\n', "\n--8<--\n", "\n;--8<--\n",
)  # fmt: skip
"""The pieces of random texts."""
MARKDOWN = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), COMPOSITIONS)
NAMES = re.compile(r' (?:id|href|for|name|aria-labelledby|aria-describedby)="[^"]*"')
"""Ids of headings and what leads to them: they are made of the source text, so those of a converted source differ."""


def make_chinese(text: str) -> str:
    """Replace English words with Chinese ones."""
    return WORDS.sub(lambda found: CHINESE[found[0]], text)


def render(text: str, target: str, source: str = "zh-Hans") -> str:
    """Render a text in an edition by converting its tokens."""
    document, _problems = read_document(text, "x.md")
    draw = DiagramContext(None, "", "").draw
    job = Job(make_edition(target), source, None, lambda link: link, {}, draw_diagram=draw)
    return edit_document(document, job).html


def convert_source(text: str, target: str, source: str = "zh-Hans") -> str:
    """Convert a text as Markdown source."""
    converter = make_converter(source, target)
    return convert_markdown(text, lambda parts: convert_text_parts(parts, converter))


def list_skeleton(tokens: Sequence[Token]) -> list[Any]:
    """List everything but prose: structure, addresses, code, ids, attributes."""
    rows: list[Any] = []
    for token in tokens:
        attributes = {key: value for key, value in token.attrs.items() if key not in ("title", "alt")}
        code = token.content if token.type in ("code_inline", "fence", "code_block", "variant", "formula") else ""
        if token.type == "formula":
            code = replace_texts(code, lambda _text: "")
        if token.info.startswith("mermaid"):
            for start, end in reversed(list_prose(code)):
                code = code[:start] + code[end:]
        if token.type not in ("text", "inline"):
            # An admonition and a block of code have their titles in `info`.
            info = "" if token.type.startswith("admonition") else re.sub(r'title="[^"]*"', "", token.info)
            rows.append((token.type, token.tag, token.nesting, token.markup, info, code, attributes))
        rows += list_skeleton(token.children or ())
    return rows


@pytest.mark.parametrize(("text", "expected", "_about"), read_table("protected.tsv"))
def test_only_prose_is_converted(text: str, expected: str, _about: str) -> None:
    """Each line of protected.tsv is converted to its expected text."""
    assert convert_source(text, "zh-Hant-TW") == expected


@pytest.mark.parametrize("target", SCRIPTS[1:])
def test_examples_of_commonmark_agree(target: str) -> None:
    """For every example of CommonMark, with and without Chinese, converted source and tokens render alike."""
    assert len(EXAMPLES) == 652
    different = []
    for example in EXAMPLES:
        for text in (example["markdown"], make_chinese(example["markdown"])):
            # A heading's id is derived from its source text, so that of a converted source differs.
            both = [render(convert_source(text, target), target, target), render(text, target)]
            if len({re.sub(' id="[^"]*"', "", html) for html in both}) > 1:
                different.append((example["example"], text))
    assert different == []


@pytest.mark.parametrize("source", SCRIPTS)
@pytest.mark.parametrize("target", SCRIPTS)
def test_structure_of_every_example_stays(source: str, target: str) -> None:
    """No conversion changes markup, code, addresses, ids or the number of blocks in any example of CommonMark."""
    md = make_parser()
    converter = make_converter(source, target)
    for example in EXAMPLES:
        for token in md.parse(make_chinese(example["markdown"])):
            if token.type == "inline":
                converted = convert_inline(token.children or [], converter, target)
                assert list_skeleton(converted) == list_skeleton(token.children or [])


@explicitly("_头_&#x53D1;展")
@explicitly("&#x53D1;_头_")
@given(MARKDOWN)
@settings(max_examples=300, deadline=None)
def test_source_and_tokens_agree(text: str) -> None:
    """Whatever the markup, the converted source has the structure of the original."""
    converted = convert_source(text, "zh-Hant-TW")
    md = make_parser()
    assert list_skeleton(md.parse(converted)) == list_skeleton(md.parse(text))


@given(COMPOSITIONS, st.sampled_from(SCRIPTS[1:]))
@settings(max_examples=300, deadline=None)
def test_converted_source_shows_what_editions_show(text: str, target: str) -> None:
    """Whatever stands in whatever, the converted source has the page that the edition makes of the original."""
    both = [render(convert_source(text, target), target, target), render(text, target)]
    assert NAMES.sub("", both[0]) == NAMES.sub("", both[1])


@given(MARKDOWN)
@settings(max_examples=200, deadline=None)
def test_every_character_of_prose_has_its_place(text: str) -> None:
    """The offsets of prose point at its characters, or at the start of an entity or escape."""
    for block in list_placed_prose(text):
        for character, offset in zip(block.text, block.offsets, strict=True):
            # A tab within an indentation is read as blanks.
            if offset >= 0 and character != BORDER and not character.isspace():
                assert text[offset] in (character, "&", "\\")


@given(MARKDOWN, st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS))
@settings(max_examples=200, deadline=None)
def test_the_edition_of_a_texts_own_script_is_the_text(text: str, source: str, target: str) -> None:
    """Conversion to a text's own script changes no byte, even for a converted text."""
    assert convert_source(text, source, source) == text
    once = convert_source(text, target, source)
    assert convert_source(once, target, target) == once


@given(MARKDOWN)
@settings(max_examples=200, deadline=None)
def test_a_block_is_the_sum_of_its_nodes(text: str) -> None:
    """The converted parts of a block, joined, equal the conversion of its joined text."""
    converter = make_converter("zh-Hans", "zh-Hant-HK")
    for token in make_parser().parse(text):
        prose = Prose()
        prose.collect(token.children or ())
        joined = convert_text_parts(["".join(prose.parts)], converter)[0]
        assert "".join(convert_text_parts(prose.parts, converter)) == joined


def test_the_script_of_a_document_is_told_by_its_prose() -> None:
    """The prose of a document excludes code, other languages and fixed wording."""
    text = '头`发`-{發}-\n\n<div lang="ja">\n\n体\n\n</div>\n'
    document, _problems = read_document(text, "x.md")
    assert [prose for _number, prose in document_prose(document, "zh-Hans")] == [f"头{BORDER}{BORDER}", BORDER]


INCLUDING = """\
头发
--8<-- "头发/发.md:头"

<div title="头">
  --8<-- "头发.md"
头发
--8<-- "发.md"
</div>

- 头发

    --8<-- "头发.md"

```chart
title: 头发
--8<-- "头发.md"
note: 头发
```

--8<--
头发.md

发.md
--8<--

;--8<-- "头发"

--8<--
头发
"""
INCLUDED_FROM = re.compile(r'(?<!;)--8<-- ".*"|--8<--\n头发\.md\n\n发\.md\n--8<--\n')


def test_lines_that_include_files_stay() -> None:
    """Paths, also in code, HTML and the block form, stay byte for byte; the text around them is converted."""
    paths = INCLUDED_FROM.findall(INCLUDING)
    wanted = INCLUDED_FROM.sub("@", INCLUDING).replace("头发", "頭髮").replace("头", "頭")
    for path in paths:
        wanted = wanted.replace("@", path, 1)
    assert len(paths) == 6
    assert convert_source(INCLUDING, "zh-Hant-TW") == wanted
    assert [block.text for block in list_placed_prose('--8<-- "头.md"\n')] == [BORDER * 13]
