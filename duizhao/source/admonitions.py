"""Admonitions, open and folded: `!!! note "Title"`, `??? note "Title"` and `???+ note`, as in Material for MkDocs.

A box without a title has the edition's own word for its type; `!!! note ""` has none. Titles stand in straight or
Chinese quotation marks, or in none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from duizhao.source.indented import INTERRUPTED, find_content_end, parse_content, read_head

RULE = "admonition"
WORD = "admonition_word"
"""The type of the token that stands for the edition's own word for the type of a box."""
SILENT = "dz-word"
"""The class of a title that is such a word: it is no text of the article, and not searched."""
WORDS = "admonition_words"
"""The key in the parser's environment for the words that a document needs, in Simplified Chinese."""
HEAD = re.compile(r"(?P<mark>!!!|\?\?\?\+?)[ \t]*(?P<rest>[\w\"“「-].*)")
TITLED = re.compile(r"(?P<words>|[A-Za-z-]+|[^\"“「]*[ \t])[\"“「](?P<title>.*)[\"”」]")
PLACES = ("inline", "end")
"""Words behind a type that move a box to the side."""
BASE = "note"


class Kind(NamedTuple):
    """A type of boxes."""

    style: str
    """The type whose colour and icon the theme has."""
    word: str
    """The title of a box that has none of its own, in Simplified Chinese."""


KINDS: Mapping[str, Kind] = {
    "note": Kind("note", "备注"),
    "seealso": Kind("note", "参见"),
    "abstract": Kind("abstract", "提要"),
    "summary": Kind("abstract", "摘要"),
    "tldr": Kind("abstract", "要点"),
    "info": Kind("info", "说明"),
    "todo": Kind("info", "待办"),
    "tip": Kind("tip", "提示"),
    "hint": Kind("tip", "提示"),
    "important": Kind("tip", "重要"),
    "success": Kind("success", "成功"),
    "check": Kind("success", "成功"),
    "done": Kind("success", "完成"),
    "question": Kind("question", "问题"),
    "help": Kind("question", "帮助"),
    "faq": Kind("question", "常见问题"),
    "warning": Kind("warning", "警告"),
    "caution": Kind("warning", "小心"),
    "attention": Kind("warning", "注意"),
    "failure": Kind("failure", "失败"),
    "fail": Kind("failure", "失败"),
    "missing": Kind("failure", "缺失"),
    "danger": Kind("danger", "危险"),
    "error": Kind("danger", "错误"),
    "bug": Kind("bug", "缺陷"),
    "example": Kind("example", "举例"),
    "snippet": Kind("example", "举例"),
    "quote": Kind("quote", "引文"),
    "cite": Kind("quote", "引文"),
}
"""The types of Material for MkDocs, of which some are other names for the same style."""


class Box(NamedTuple):
    """The first line of a box."""

    classes: Sequence[str]
    """Its type, then further classes."""
    title: str | None
    """Its title; None for the word of its type, empty for none."""
    is_folded: bool = False
    """Whether readers can close it."""
    is_open: bool = True
    """Whether it is open at first."""

    @property
    def name(self) -> str:
        """Its type."""
        return self.classes[0]


def admonition_plugin(md: MarkdownIt) -> None:
    """Add admonitions and folded boxes to a parser."""
    md.block.ruler.before("fence", RULE, _read, {"alt": [*INTERRUPTED]})
    md.add_render_rule(WORD, _render_word)


def open_box(box: Box, styles: Mapping[str, str], lines: Sequence[int]) -> Token:
    """Return the token that begins a box.

    Args:
        box: The box.
        styles: The styles of types that differ from `KINDS`.
        lines: The numbers of its first line and of the line behind it.
    """
    style = styles.get(box.name) or (KINDS[box.name].style if box.name in KINDS else "")
    classes = dict.fromkeys([*box.classes, *([style] if style else [])])
    names = classes if box.is_folded else {"admonition": None, **classes}
    token = Token("admonition_open", "details" if box.is_folded else "div", 1, block=True, map=[*lines])
    token.attrs = {"class": " ".join(names)}
    if box.is_folded and box.is_open:
        token.attrs["open"] = ""
    return token


def make_title(box: Box, env: MutableMapping[str, Any], line: int) -> list[Token]:
    """Return the tokens of the title of a box.

    Args:
        box: The box.
        env: The parser's environment, in which words of types are noted.
        line: The number of its first line.
    """
    # What can be opened needs a name.
    title = None if box.title == "" and box.is_folded else box.title
    if title == "":
        return []
    place = [line, line + 1]
    tag = "summary" if box.is_folded else "p"
    opening = Token("admonition_title_open", tag, 1, block=True, map=place)
    opening.attrs = {} if box.is_folded else {"class": "admonition-title"}
    if title is None and box.name in KINDS:
        word = KINDS[box.name].word
        env.setdefault(WORDS, {})[word] = None
        opening.attrs["class"] = f"admonition-title {SILENT}" if not box.is_folded else SILENT
        # The renderer begins no new line before a token that is hidden.
        text = Token(WORD, "", 0, content=word, map=place, hidden=True)
    else:
        text = Token("inline", "", 0, content=title or box.name.capitalize(), map=place, children=[])
    return [opening, text, Token("admonition_title_close", tag, -1, block=True)]


def set_levels(tokens: Iterable[Token], level: int) -> None:
    """Set the nesting levels of tokens."""
    for token in tokens:
        level -= token.nesting == -1
        token.level = level
        level += token.nesting == 1


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    """Parse one box, and its content."""
    found = HEAD.fullmatch(read_head(state, start))
    if found is None:
        return False
    if silent:
        return True
    box = _read_box(found["mark"], found["rest"])
    last = find_content_end(state, start, end)
    opening = open_box(box, {}, (start, last))
    tokens = [opening, *make_title(box, state.env, start)]
    set_levels(tokens, state.level)
    state.tokens += tokens
    state.level += 1
    parse_content(state, start, last)
    state.push("admonition_close", opening.tag, -1)
    return True


def _read_box(mark: str, rest: str) -> Box:
    """Read the text behind the mark of a box."""
    found = TITLED.fullmatch(rest)
    if found is not None:
        classes, title = found["words"].lower().split(), found["title"].strip()
    else:
        name, *words = rest.split()
        places = next((number for number in (2, 1) if words[:number] == [*PLACES[:number]]), 0)
        classes, title = [name.lower(), *words[:places]], " ".join(words[places:]) or None
    return Box(classes or [BASE], title, mark.startswith("?"), mark.endswith("+"))


def _render_word(_renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """Render the word of a type in Simplified Chinese; editions print their own."""
    return escapeHtml(tokens[index].content)
