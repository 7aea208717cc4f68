"""Blocks of code: what the line above them says, titles, and code spans with a language.

    ```python title="x.py" linenums="1" hl_lines="2 3-5"
    ``` { .python title="x.py" .no-copy }

A block without language and options is rendered as CommonMark renders it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, backtick
from markdown_it.token import Token

PLAIN = frozenset(("text", "plain", "plaintext", "txt", "none", "nohighlight", "no-highlight"))
"""Names for code without a language."""
CLASSES = ("copy", "no-copy", "select", "no-select", "annotate")
"""The classes that Material's reference names, which are no languages."""
PIECE = re.compile(
    r"""(?P<key>[\w-]+)\s*[=＝]\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|“(?P<wide>[^“”]*)”|(?P<bare>[^\s{}]+))"""
    r"|(?P<word>[^\s{}]+)"
)
"""An option or a word of the line; quotation marks of Chinese keyboards count."""
RANGE = re.compile(r"(?P<first>\d{1,6})(?:[-–—](?P<last>\d{1,6}))?")
SEPARATORS = re.compile(r"[\s,，、]+")
FILE_NAME = re.compile(r"[!-~]+")
"""A title that is the same in all editions: the name of a file."""
INLINE = re.compile(r"#!(?P<language>[A-Za-z][\w+#.-]*) +(?P<code>\S.*)", re.DOTALL)
"""A code span that names its language: `#!python range(5)`."""
MERMAID = "mermaid"
"""The language of diagrams, which are no code."""
LANGUAGE, WRAPPED = "language", "wrapped"
"""Keys of meta: a code span's language; a fence whose wrapper stands around it."""


class CodeInfo(NamedTuple):
    """What the line above a block of code says."""

    language: str = ""
    """The name of its language as written, in lower case."""
    title: str = ""
    first_number: int = 0
    """The number of the first line; 0 for lines without numbers."""
    marked: frozenset[int] = frozenset()
    """The lines that are marked, counted from 1."""
    classes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    """What is no option, as written."""
    wrong: tuple[tuple[str, str], ...] = ()
    """Options with a value that they cannot have."""

    @property
    def is_plain(self) -> bool:
        """Return whether the block is rendered as CommonMark does."""
        return (not self.language or self.language in PLAIN) and not self.has_options

    @property
    def has_options(self) -> bool:
        """Return whether anything but the language was said."""
        return bool(self.title or self.first_number or self.marked or self.classes)


def code_plugin(md: MarkdownIt) -> None:
    """Add languages, options and titles of code to a parser."""
    # After the attributes above blocks are known, and after texts are parsed: the name of a file is no markup.
    md.core.ruler.after("inline", "code_title", _wrap_titled)
    md.inline.ruler.at("backticks", _code_span)
    md.add_render_rule("fence", _render_fence)
    md.add_render_rule("code_inline", _render_span)


@lru_cache(maxsize=256)
def read_info(info: str) -> CodeInfo:
    """Read the line above a block of code.

    Args:
        info: The line without the backticks.
    """
    text = unescapeAll(info).strip()
    words: list[str] = []
    unknown: list[str] = []
    wrong: list[tuple[str, str]] = []
    title, number, marked, language = "", 0, frozenset[int](), ""
    in_braces = text.startswith("{")
    for found in PIECE.finditer(text):
        if found["word"]:
            words.append(found["word"])
            continue
        value = next((found[one] for one in ("double", "single", "wide", "bare") if found[one] is not None), "")
        if found["key"] == "title":
            title = value.strip()
        elif found["key"] == "linenums" and value.strip().isdecimal() and len(value) < len("1000000"):
            number = int(value)
        elif found["key"] == "hl_lines" and (lines := _read_lines(value)):
            marked = lines
        elif found["key"] in ("linenums", "hl_lines"):
            wrong.append((found["key"], value))
        else:
            unknown.append(found[0])
    classes: list[str] = []
    for word in words:
        name = word.removeprefix(".")
        if not language and not classes and name not in CLASSES and (word[0] == "." or not in_braces):
            language = name.lower()
        elif word[0] == "." and name:
            classes.append(name)
        else:
            unknown.append(word)
    return CodeInfo(language, title, number, marked, tuple(classes), tuple(unknown), tuple(wrong))


def _read_lines(value: str) -> frozenset[int]:
    """Read the numbers of lines, such as `2 4-6`; return none if one of them is wrong."""
    lines: set[int] = set()
    for piece in SEPARATORS.split(value.strip()):
        found = RANGE.fullmatch(piece)
        if found is None:
            return frozenset()
        first = int(found["first"])
        last = int(found["last"] or first)
        if not 0 < first <= last or last - first > 10_000:  # noqa: PLR2004 -- more than any listing has
            return frozenset()
        lines.update(range(first, last + 1))
    return frozenset(lines)


def _wrap_titled(state: StateCore) -> None:
    """Put a titled block of code into an element with its title, which is a text of its own."""
    if "title" not in state.src:
        return
    tokens: list[Token] = []
    for token in state.tokens:
        title = read_info(token.info).title if token.type == "fence" and "title" in token.info else ""
        if not title:
            tokens.append(token)
            continue
        level, lines = token.level, token.map
        opening = Token("code_open", "div", 1, attrs=_wrapper_attributes(token), map=lines, level=level, block=True)
        name = {"class": "filename"}
        children: list[Token] = []
        text = Token("inline", "", 0, map=lines, level=level + 2, content=title, block=True, children=children)
        if FILE_NAME.fullmatch(title):
            children.append(Token("text", "", 0, content=title))
            name["translate"] = "no"
        else:
            state.md.inline.parse(title, state.md, state.env, children)
        token.attrs, token.meta, token.level = {}, {**token.meta, WRAPPED: True}, level + 1
        tokens += [
            opening,
            Token("code_title_open", "span", 1, {**name}, lines, level + 1, block=True),
            text,
            Token("code_title_close", "span", -1, level=level + 1, block=True),
            token,
            Token("code_close", "div", -1, level=level, block=True),
        ]
    state.tokens = tokens


def _wrapper_attributes(token: Token) -> dict[str, Any]:
    """Return the attributes of the element around a block of code, those of `{…}` above it included."""
    info = read_info(token.info)
    names = ["highlight", *info.classes, f"language-{info.language or 'text'}"]
    given = {key: value for key, value in token.attrs.items() if not key.startswith("data-")}
    return {**given, "class": " ".join(filter(None, [*names, str(given.get("class", ""))]))}


def _render_fence(_renderer: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    """Render a block of code; one with a language or options in the element that the theme's styles expect."""
    token = tokens[idx]
    info = read_info(token.info)
    if info.is_plain and not token.meta.get(WRAPPED):
        attributes = dict(token.attrs)
        if info.language:
            attributes["class"] = " ".join(
                filter(None, [str(attributes.get("class", "")), f"language-{info.language}"])
            )
        return f"<pre><code{_write(attributes)}>{escapeHtml(token.content)}</code></pre>\n"
    own = {key: value for key, value in token.attrs.items() if key.startswith("data-")}
    inner = colour(token.content, info.language, info.first_number, info.marked)
    html = f"<pre><code{_write(own)}>{inner}</code></pre>"
    return f"{html}\n" if token.meta.get(WRAPPED) else f"<div{_write(_wrapper_attributes(token))}>{html}</div>\n"


def _render_span(_renderer: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    """Render a code span, coloured if it names its language."""
    token = tokens[idx]
    language = str(token.meta.get(LANGUAGE, ""))
    if not language:
        return f"<code{_write(token.attrs)}>{escapeHtml(token.content)}</code>"
    names = " ".join(filter(None, ["highlight", str(token.attrs.get("class", ""))]))
    return f"<code{_write({**token.attrs, 'class': names})}>{colour(token.content, language)}</code>"


def _write(attributes: dict[str, Any]) -> str:
    """Write the attributes of an element."""
    return "".join(f' {escapeHtml(name)}="{escapeHtml(str(value))}"' for name, value in attributes.items())


def _code_span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Parse a code span; if it names a language that is known, that is no part of the code."""
    count = len(state.tokens)
    if not backtick(state, silent):
        return False
    token = state.tokens[-1] if len(state.tokens) > count else None
    if token is not None and token.type == "code_inline" and (found := INLINE.fullmatch(token.content)):
        language = found["language"].lower()
        if is_known(language):
            token.content, token.meta = found["code"], {LANGUAGE: language}
    return True


def is_known(language: str) -> bool:
    """Return whether code of a language is coloured. Imports what that needs."""
    from duizhao.source.colouring import find_lexer_name  # noqa: PLC0415 -- for code with a language only

    return bool(find_lexer_name(language))


def colour(text: str, language: str, first_number: int = 0, marked: frozenset[int] = frozenset()) -> str:
    """Return code as HTML, its words marked by what they are, its lines numbered and marked."""
    from duizhao.source import colouring  # noqa: PLC0415 -- for code with a language or options only

    return colouring.write_code(text, "" if language in PLAIN else language, first_number, marked)


def walk_spans(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the code spans of inline tokens."""
    for token in tokens:
        if token.type == "code_inline":
            yield token
        elif token.children:
            yield from walk_spans(token.children)
