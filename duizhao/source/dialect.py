"""The Markdown dialect: CommonMark with emphasis next to Chinese characters, and extensions for reports.

The extensions are marks around words (`~~`, `~`, `^`, `==`, `++`, `^^`), bare addresses, tables with captions or of
comma-separated values (`tables`), footnotes, definition lists, task lists, admonitions (`!!! note "Title"`, folded
`??? note`, alerts `> [!NOTE]`), content tabs (`=== "Title"`), attributes (`## Heading {#id}`, `![…](…){.figure}`,
`{.class}` on its own line above a block), images with captions, references to figures (`{{id}}`), the conversion
markup `-{ }-`, blocks of code with a language and options (`code`), formulas in LaTeX (`formulas`), abbreviations
(`*[HTML]: …`), readings (`{汉字|hàn zì}`), vertical quotations (`{.vertical}`), icons (`:material-check:`) and emoji
(`:smile:`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from duizhao.source.abbreviations import abbreviation_plugin
from duizhao.source.admonitions import admonition_plugin
from duizhao.source.alerts import alert_plugin
from duizhao.source.blocks import QuickBlocks
from duizhao.source.braces import braces_plugin
from duizhao.source.code import code_plugin
from duizhao.source.emphasis import CjkInline, is_cjk
from duizhao.source.footnotes import footnotes_plugin
from duizhao.source.foreign import foreign_plugin
from duizhao.source.formulas import formula_plugin
from duizhao.source.markdown_in_html import markdown_in_html_plugin
from duizhao.source.marks import marks_plugin
from duizhao.source.plain_text import plain_text
from duizhao.source.references import CLOSE, OPEN, reference_plugin
from duizhao.source.sanitising import is_refused
from duizhao.source.shortcodes import EMOJI, ICON, shortcode_plugin
from duizhao.source.tables import tables_plugin
from duizhao.source.tabs import tab_plugin
from duizhao.source.typesetting import typesetting_plugin
from duizhao.source.variants import variant_plugin
from duizhao.source.web_addresses import web_addresses_plugin

DEEPEST = 60
"""Maximum nesting depth of elements; each list takes two levels."""
ATTRIBUTES = ("id", "class", "lang", "translate", "width", "height", "title", "loading")
"""Attributes that `{…}` may set; others are dropped, to keep scripts out of articles."""
WITH_ATTRIBUTES = ("image", "code_inline", "link_close", ICON, EMOJI)
"""Tokens in a text that attributes may stand behind."""
HEADING_ATTRIBUTES = re.compile(r"[ \t]*\{\s*#(?P<id>[^\s{}#.]+)\s*\}[ \t]*$")
STRAIGHT = "straight"
"""The key in the `meta` of a text for the offsets of characters that its author escaped, lest they be typeset."""
TYPESET = "\"'-."
"""Characters that typography changes."""
AMBIGUOUS = "“”‘’—…·"
"""Chinese punctuation that Unicode does not class as wide; line breaks between it and CJK characters are removed."""


class _Parser(MarkdownIt):
    """markdown-it-py with the amended inline parser and the faster block parser."""

    def __init__(self, config: str) -> None:
        super().__init__(config)
        self.inline = CjkInline()
        self.block = QuickBlocks()
        self.configure(config)
        # The default of the preset, 20, would drop the tenth nested list.
        self.options["maxNesting"] = DEEPEST
        # A link whose definition stands in a snippet is read from there.
        self.options["store_labels"] = True
        self.refused: list[str] = []
        """Refused addresses of links, in the order of parsing."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 -- markdown-it's name
        """Return whether a link may lead to an address, and record one that `is_refused` rejects."""
        if is_refused(url):
            self.refused.append(url)
            return False
        return super().validateLink(url)


class _Renderer(RendererHTML):
    """The HTML renderer."""

    def softbreak(self, tokens: Any, idx: int, options: Any, env: Any) -> str:  # noqa: ARG002 -- markdown-it's signature
        """Render a soft line break as a space, as if the block were on one line: CommonMark 0.31.2, 6.7."""
        return " "

    def renderInlineAsText(self, tokens: Any, options: Any, env: Any) -> str:  # noqa: ARG002, N802 -- markdown-it's signature
        """Render the alternative text of an image, with its emoji, its code and the titles of its icons."""
        return plain_text(tokens)

    def figure_value(self, tokens: Any, idx: int, options: Any, env: Any) -> str:  # noqa: ARG002 -- markdown-it's signature
        """Render an unresolved reference as it was typed: pages have none, but no text may be lost."""
        return escapeHtml(f"{OPEN}{tokens[idx].content}{CLOSE}")

    def chart(self, tokens: Any, idx: int, options: Any, env: Any) -> str:  # noqa: ARG002 -- markdown-it's signature
        """Render a chart that an edition has drawn."""
        return str(tokens[idx].content)


def parse_document(text: str, env: dict[str, Any]) -> tuple[list[Token], list[str]]:
    """Parse a complete text.

    Args:
        text: The Markdown.
        env: The parser's environment; modified in place.

    Returns:
        The token stream, and the refused addresses, whose links remain text.
    """
    md = make_parser()
    assert isinstance(md, _Parser), "made here"
    md.refused.clear()
    return md.parse(text, env), list(md.refused)


@lru_cache(maxsize=1)
def make_parser() -> MarkdownIt:
    """Return the parser of the dialect, which is created once per process."""
    md = make_commonmark()
    md.renderer = _Renderer()
    md.enable("table")
    md.use(footnotes_plugin)
    md.use(abbreviation_plugin)
    md.use(deflist_plugin)
    md.use(tasklists_plugin)
    md.use(admonition_plugin)
    md.use(tab_plugin)
    md.use(alert_plugin)
    md.use(marks_plugin)
    md.use(web_addresses_plugin)
    md.use(reference_plugin)
    md.use(typesetting_plugin)
    md.use(markdown_in_html_plugin)
    md.use(shortcode_plugin)
    md.use(attrs_plugin, after=WITH_ATTRIBUTES, allowed=ATTRIBUTES)
    md.use(attrs_block_plugin, allowed=ATTRIBUTES)
    md.use(braces_plugin)
    md.use(tables_plugin)
    md.use(code_plugin)
    md.use(formula_plugin)
    md.use(foreign_plugin)
    md.core.ruler.after("block", "heading_attributes", _heading_attributes)
    md.core.ruler.after("inline", "figure", _figure)
    md.core.ruler.after("inline", "cjk_softbreak", _cjk_softbreak)
    md.core.ruler.before("text_join", "straight", _note_escapes)
    return md


def make_commonmark() -> MarkdownIt:
    """Create a parser for CommonMark with emphasis next to Chinese characters and `-{ }-` only."""
    md = _Parser("commonmark")
    md.use(variant_plugin)
    return md


def join_lines(text: str) -> str:
    """Join the lines of a block's inline source as they are rendered.

    A line break between two Chinese characters is removed, any other becomes a space;
    a hard break is kept as a backslash at the end of the line.
    """
    lines = text.split("\n")
    joined = lines[0].strip() if len(lines) == 1 else ""
    for index, line in enumerate(lines):
        if len(lines) == 1:
            break
        last = index == len(lines) - 1
        escaped = _ends_escaping(line)
        hard = not last and (line.endswith("  ") or escaped)
        piece = line.strip()
        if hard:
            if escaped:
                piece = piece[:-1].rstrip()
                # Without a space after it, a literal backslash would escape the one of the hard break.
                piece += " " if _ends_escaping(piece) else ""
            piece += "\\\n"
        elif not last:
            piece += _break_between(piece[-1:], lines[index + 1].lstrip()[:1])
        joined += piece
    return joined


def join_softly(text: str) -> str:
    """Join the lines of a text with a space, or with nothing between two Chinese characters."""
    lines = [line.strip() for line in text.split("\n")]
    joined = lines[0]
    for line in lines[1:]:
        joined += _break_between(joined[-1:], line[:1]) + line if joined and line else line
    return joined


def _ends_escaping(text: str) -> bool:
    """Return whether a text ends with an unescaped backslash."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _break_between(before: str, after: str) -> str:
    """Return what a soft line break between two characters is rendered as: a space or nothing."""
    if not before or not after:
        return " "
    wide = is_cjk(before) + is_cjk(after)
    joins = wide == 2 or (wide == 1 and (before in AMBIGUOUS or after in AMBIGUOUS))  # noqa: PLR2004 -- both
    return "" if joins else " "


def _heading_attributes(state: StateCore) -> None:
    """Move `{#id}` from the end of a heading's text to its attributes."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and (found := HEADING_ATTRIBUTES.search(inline.content)):
            opening.attrSet("id", found["id"])
            inline.content = inline.content[: found.start()]


def _cjk_softbreak(state: StateCore) -> None:
    """Drop soft line breaks between two Chinese characters, which HTML would show as spaces."""
    for token in state.tokens:
        if token.type == "inline" and token.children and "\n" in token.content:
            token.children = drop_softbreaks(token.children)


def drop_softbreaks(children: Sequence[Token]) -> list[Token]:
    """Return the tokens of a block without soft line breaks between two Chinese characters."""
    kept = []
    for index, child in enumerate(children):
        if child.type == "softbreak":
            before = next((c.content for c in reversed(children[:index]) if c.content), "")[-1:]
            after = next((c.content for c in children[index + 1 :] if c.content), "")[:1]
            if _break_between(before, after) == "":
                continue
        kept.append(child)
    return kept


def _note_escapes(state: StateCore) -> None:
    """Note the places of escaped marks, before texts are joined and nothing tells them from others."""
    for token in state.tokens:
        if token.type == "inline" and ("\\" in token.content or "&" in token.content):
            for children in (token.children or [], *(child.children or [] for child in token.children or [])):
                for is_text, run in groupby(children, lambda child: child.type in ("text", "text_special")):
                    if is_text:
                        _note_places(list(run))


def _note_places(run: Sequence[Token]) -> None:
    """Note the places of escaped marks in texts that will be joined, on each of them: only one stays."""
    places, length = [], 0
    for child in run:
        if child.type == "text_special" and child.content in TYPESET:
            places.append(length)
        length += len(child.content)
    if places:
        for child in run:
            child.meta[STRAIGHT] = tuple(places)


def _figure(state: StateCore) -> None:
    """Turn an image of class `figure` that is alone in its paragraph into a `<figure>`, its title into the caption."""
    if "figure" not in state.src:
        return
    tokens: list[Token] = []
    index = 0
    while index < len(state.tokens):
        opening = state.tokens[index]
        inline = state.tokens[index + 1] if index + 2 < len(state.tokens) else None
        children = inline.children if inline is not None and inline.type == "inline" else None
        alone = opening.type == "paragraph_open" and children and len(children) == 1 and children[0].type == "image"
        if not alone or not children or "figure" not in str(children[0].attrs.get("class", "")).split():
            tokens.append(opening)
            index += 1
            continue
        tokens.extend(_make_figure(state, opening, children[0]))
        index += 3
    state.tokens = tokens


def _make_figure(state: StateCore, opening: Token, image: Token) -> list[Token]:
    """Return the tokens of one `<figure>`, with an inline token each for the image and the caption."""
    caption = str(image.attrs.pop("title", ""))
    classes = [name for name in str(image.attrs.pop("class", "")).split() if name != "figure"]
    figure = Token("figure_open", "figure", 1, block=True, map=opening.map, level=opening.level)
    if classes:
        figure.attrSet("class", " ".join(classes))
    # The content is the image's alternative text, which is what translators see.
    picture = Token("inline", "", 0, map=opening.map, level=opening.level + 1, content=image.content)
    picture.children = [image]
    picture.meta = {"image": True}
    tokens = [figure, picture]
    if caption:
        children: list[Token] = []
        state.md.inline.parse(caption, state.md, state.env, children)
        text = Token("inline", "", 0, map=opening.map, level=opening.level + 2, content=caption, children=children)
        tokens += [
            Token("figcaption_open", "figcaption", 1, block=True, level=opening.level + 1),
            text,
            Token("figcaption_close", "figcaption", -1, block=True, level=opening.level + 1),
        ]
    return [*tokens, Token("figure_close", "figure", -1, block=True, level=opening.level)]
