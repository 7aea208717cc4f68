"""Rendering with a plan gives the same HTML as markdown-it's renderer on the whole token stream."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it.rules_inline import StateInline

from duizhao.editing.document import EditedDocument
from duizhao.editing.render_plan import make_render_plan
from duizhao.editing.rendering import render_blocks
from duizhao.search.extract import read_blocks
from duizhao.source.dialect import make_parser
from duizhao.source.document import read_document
from duizhao.source.prose import parse_inline
from duizhao.translation.catalog import Entry

Edit = Callable[..., EditedDocument]
LINES = (
    "",
    "",
    "头**发** & “话”",
    "# 一",
    "## 二 {#two}",
    "- 头发",
    "  - 里面",
    "    三",
    "1. 第一",
    "> 引",
    "> - 引",
    "| 年 | 数 |",
    "|---|--:|",
    "| 2020 | *12* |",
    "```",
    '```py title="头 a" linenums="1"',
    r"设$x_\text{头发}$、\(a<b\)和$$\frac{1}{2}$$",
    "$$",
    "```math",
    "```js hl_lines=1 .copy",
    "let 头 = '发' // <a>",
    "`#!py '头'` `码` [链](a.md '题') ![图](b.png)",
    '![图](c.png "说明"){.figure}',
    '{title="头发" .x}',
    '!!! note "头"',
    "    发",
    "??? tip",
    "???+ danger “头”",
    "> [!NOTE]",
    "> [!tip]- 头",
    '=== "头"',
    '===+ "**发**"',
    '===! "签"',
    "词",
    ": 释义",
    "- [x] 做",
    "---",
    "<div>",
    "</div>",
    "第一[^a]<br>  ",
    "{头发|tóu fà}与{发展|头发}{.vertical}",
    "{.vertical}",
    "*[头发]: 毛发",
    "> *[a1]: b",
    "a1和头发",
    "[^a]: 注释",
    "~~头**发**~~，H~2~O、m^2^、==头发==++发++",
    "*头发Hair 1发*见https://example.org/头，a@b.cn",
)
TEXTS = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join)
SAME_FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(text=TEXTS)
def test_tokens_are_rendered_as_by_markdown_it(text: str) -> None:
    """A document renders to the same HTML as with markdown-it's renderer."""
    document, _problems = read_document(text, "content/articles/a.md")
    md = make_parser()
    expected = md.renderer.render(document.tokens, md.options, dict(document.env))
    assert render_blocks(document.tokens, dict(document.env)) == expected


@given(text=TEXTS)
def test_a_plan_with_its_slots_filled_is_the_document(text: str) -> None:
    """A render plan whose gaps are filled with the source's texts is the whole document."""
    document, _problems = read_document(text, "content/articles/a.md")
    env = dict(document.env)
    plan = make_render_plan(document)
    filled = [part for gap, stretch in plan.parts for part in (render_blocks([gap.token], env), stretch.html)]
    assert "".join([plan.begin.html, *filled]) == render_blocks(document.tokens, env)


def test_each_document_has_a_plan_of_its_own() -> None:
    """The plan of one document is never used for another, even one with the same text."""
    one, other = (read_document("头发", "content/articles/a.md")[0] for _time in range(2))
    assert make_render_plan(one).document is one
    assert make_render_plan(other).document is other
    assert make_render_plan(other) is make_render_plan(other)


@SAME_FIXTURE
@given(text=TEXTS, code=st.sampled_from(["zh-Hans", "zh-Hant-TW", "en"]), is_fuzzy=st.booleans())
def test_block_texts_are_those_of_the_html(edit: Edit, text: str, code: str, is_fuzzy: bool) -> None:  # noqa: FBT001 -- drawn
    """Block texts read from tokens equal those read from the HTML."""
    document, _problems = read_document(text, "content/articles/a.md")
    entries = {block.text.removesuffix("\n"): Entry(block.text, fuzzy=is_fuzzy) for block in document.blocks[::2]}
    edited = edit(text, code, entries=entries)
    assert edited.blocks is None or edited.blocks == tuple(read_blocks(edited.html))


@given(
    text=st.text(alphabet="头 aZ0hw!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~“”、", min_size=1).filter(
        lambda one: not make_parser().inline.terminator_re.search(one)
    )
)
def test_a_text_without_markup_is_itself(text: str) -> None:
    """A text without any character that begins markup is a single text, also if all rules are tried."""
    md = make_parser()
    state = StateInline(text, md, {}, [])
    md.inline.tokenize(state)
    assert [(token.type, token.content) for token in parse_inline(text, {})] == [("text", text)]
    assert [(token.type, token.content) for token in state.tokens] == [("text", text)]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        # A tight item has no paragraph tags between its text and a nested list.
        ("- 头\n  - 发", '头</span><details class="dz-old"><summary>Outdated</summary><p>Hair</p></details>\n<ul>'),
        ("头", '</span></p>\n<details class="dz-old"><summary>Outdated</summary><p>Hair</p></details>\n'),
        # The back references of a footnote precede the end of its paragraph.
        ("一[^a]\n\n[^a]: 头", '↩\ufe0e</a></p>\n<details class="dz-old">'),
    ],
)
def test_an_outdated_translation_stands_behind_its_element(text: str, html: str, edit: Edit) -> None:
    """The old translation of a paragraph directly follows it."""
    assert html in edit(text, "en", entries={"头": Entry("Hair", fuzzy=True)}).html


@pytest.mark.parametrize(
    ("text", "code", "html"),
    [
        (
            '{title="头发"}\n> 头发',
            "zh-Hant-TW",
            '<blockquote title="頭髮">\n<p data-block="0">頭髮</p>\n</blockquote>\n',
        ),
        ('{title="头发"}\n> 头发', "zh-Hans", '<blockquote title="头发">\n<p data-block="0">头发</p>\n</blockquote>\n'),
        (
            '{lang=en title="头发"}\n> 头发',
            "zh-Hant-TW",
            '<blockquote lang="en" title="头发">\n<p data-block="0">头发</p>\n',
        ),
    ],
)
def test_titles_of_elements_are_converted(text: str, code: str, html: str, edit: Edit) -> None:
    """A title attribute is prose, and is converted unless its element is exempt."""
    assert edit(text, code).html.startswith(html)
