"""Abbreviations, `*[HTML]: HyperText Markup Language`: defined once, explained wherever they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.utils import is_code_block

from duizhao.diagnostics import Level
from duizhao.source.blocks import FIRST_LINE

TOKEN = KIND = "abbreviation"  # noqa: S105 -- a token of Markdown
"""The type of the token inside a definition's inline token, and the kind of its block."""
EXPLAINED = ("paragraph", "item", "cell", "definition", "footnote", "caption")
"""The kinds of blocks in which abbreviations and terms of the glossary are explained."""
DEFINITION = re.compile(r"\*\[(?P<word>[^\[\]\n]{1,100})\]:[ \t]*(?P<text>\S[^\n]*)")
LATIN = r"0-9A-Za-z_\u00c0-\u024f"
"""Characters that words of Western languages consist of; a word in them ends beside any other character."""
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)")
VOID = ("br", "img", "wbr", "input", "hr")
"""Elements without content."""
HOLDERS = ("link", TOKEN, "ruby")
"""Elements inside which nothing is explained, since what explains it would be inside them."""


class Definition(NamedTuple):
    """A definition as it is written."""

    word: str
    """The abbreviation."""
    text: str
    """What it stands for."""


def abbreviation_plugin(md: MarkdownIt) -> None:
    """Add definitions of abbreviations to a parser; each is a block that is not shown."""
    md.block.ruler.before("list", TOKEN, _define, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.after("inline", TOKEN, _hold_texts)
    md.add_render_rule(TOKEN, lambda *_arguments: "")


def read_definition(content: str) -> Definition | None:
    """Read the line of a definition, or its translation; None if it has not the form of one."""
    found = DEFINITION.fullmatch(content.strip())
    return Definition(found["word"].strip(), found["text"].strip()) if found else None


def is_definition(token: Token) -> bool:
    """Return whether an inline token is the definition of an abbreviation."""
    return bool(token.children) and token.children[0].type == TOKEN  # type: ignore[index]


def make_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern that matches abbreviations, the longest of several at one place.

    A Western one must be a whole word, for which Chinese characters beside it do not count; Chinese has no words.
    """
    whole = []
    for word in sorted(words, key=len, reverse=True):
        before = rf"(?<![{LATIN}])" if re.match(f"[{LATIN}]", word[0]) else ""
        behind = rf"(?![{LATIN}])" if re.match(f"[{LATIN}]", word[-1]) else ""
        whole.append(before + re.escape(word) + behind)
    return re.compile("|".join(whole))


def follow_plain(tokens: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Yield inline tokens, and whether each is a text outside of links, readings and HTML elements."""
    depth = 0
    for token in tokens:
        kind = token.type
        if token.nesting and kind.rpartition("_")[0] in HOLDERS:
            depth += token.nesting
        elif kind == "html_inline":
            # The tag may open a link, code, or a text in another language.
            for tag in TAG.finditer(token.content):
                depth += 0 if tag["name"].lower() in VOID else -1 if tag["end"] else 1
        yield token, kind == "text" and depth == 0


class Problem(NamedTuple):
    """A definition that stands twice, or that no text needs."""

    token: Token
    """A token at its place."""
    needle: str
    code: str
    message: str
    hint: str
    level: Level


def find_problems(env: Mapping[str, Any], texts: Iterable[Sequence[Token]]) -> Iterator[Problem]:
    """Yield what is wrong with the definitions of a document.

    Args:
        env: The parser's environment.
        texts: The inline tokens of the blocks in which abbreviations are explained.
    """
    defined: dict[str, Token] = {}
    for content, lines in env.get(TOKEN, ()):
        one = read_definition(content)
        assert one is not None, "parsed as a definition"
        token = Token("", "", 0, map=list(lines))
        if one.word in defined:
            message = f"abbreviation '{one.word}' is defined twice, and the first one counts"
            yield Problem(token, "*[", "abbreviation-duplicate", message, "delete one of the two", Level.WARNING)
        defined.setdefault(one.word, token)
    if not defined:
        return
    pattern = make_pattern(defined)
    plain = (token.content for children in texts for token, is_plain in follow_plain(children) if is_plain)
    used = {word for content in plain for word in pattern.findall(content)}
    hint = "it is explained in paragraphs, lists and tables, not in headings, links and code; else delete it"
    for word, token in defined.items():
        if word not in used:
            message = f"no text holds the abbreviation '{word}'"
            yield Problem(token, "*[", "abbreviation-unused", message, hint, Level.NOTE)


def _define(state: StateBlock, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    """Parse the line of a definition."""
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("*[", start) or is_code_block(state, line):
        return False
    content = state.src[start : state.eMarks[line]].strip()
    if read_definition(content) is None:
        return False
    if not silent:
        token = state.push(TOKEN, "", 0)
        token.content = content
        token.map = [line, line + 1]
        place = line + state.env.get(FIRST_LINE, 0)
        state.env.setdefault(TOKEN, []).append((content, (place, place + 1)))
    state.line = line + 1
    return True


def _hold_texts(state: StateCore) -> None:
    """Make inline tokens of definitions, whose text is prose that no page shows at its place."""
    if TOKEN not in state.env:
        return
    for token in state.tokens:
        if token.type == TOKEN:
            text = Token("text", "", 0, content=token.content)
            token.type = "inline"
            token.children = [Token(TOKEN, "", 0, children=[text])]
