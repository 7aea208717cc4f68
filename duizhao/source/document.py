"""Documents: a Markdown text parsed once into tokens, blocks, headings and links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from textwrap import dedent
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from duizhao.diagnostics import Diagnostic, Level, Span
from duizhao.drawings import ChartSource, DiagramSource
from duizhao.model import Block, Document, Heading, Link, Reference
from duizhao.source import references, variants
from duizhao.source.abbreviations import EXPLAINED, is_definition
from duizhao.source.abbreviations import KIND as ABBREVIATION
from duizhao.source.block_text import join_block
from duizhao.source.captions import CAPTIONED
from duizhao.source.charts import CHART, is_chart, list_texts, read_chart
from duizhao.source.code import MERMAID, read_info
from duizhao.source.csv_tables import PLACE, find_in_file
from duizhao.source.data_files import DATA_FILES, DataFiles
from duizhao.source.dialect import parse_document
from duizhao.source.directives import NO_ADVICE, Advice, take_directives
from duizhao.source.footnotes import list_repeated
from duizhao.source.formulas import TOKEN as FORMULA
from duizhao.source.formulas import has_text
from duizhao.source.html_blocks import cut_texts, has_html_prose, has_read_out
from duizhao.source.ids import find_ids
from duizhao.source.plain_text import plain_text
from duizhao.source.prose import walk_blocks
from duizhao.source.raw_html import apply_policy
from duizhao.source.references import CLOSE, OPEN, find_references
from duizhao.source.sanitising import DEFAULT, Policy, is_reserved
from duizhao.source.shortcodes import ICONS
from duizhao.source.slips import list_slips
from duizhao.source.vanishing import Slip, list_open_comments, walk_inline
from duizhao.source.web_addresses import AUTOLINK

BLOCK_ATTRIBUTE = "data-block"
KINDS = {
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
    "dt_open": "term",
    "dd_open": "definition",
    "admonition_title_open": "title",
    "tab_title_open": "title",
    "code_title_open": "title",
    "figcaption_open": "caption",
    CAPTIONED: "caption",
    "figure_open": "image",
}
CONTAINERS = {"list_item_open": "item", "footnote_open": "footnote", "dd_open": "definition"}
"""The kind of a paragraph, by the innermost of these tokens that encloses it."""
CODE = ("fence", "code_block")
TEXTS = frozenset(("inline", *CODE, "html_block"))
"""Types of the tokens that form blocks."""
UNDEFINED_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
LETTER = re.compile(r"[^\W\d_]")
"""A block without a letter, such as a number in a table, needs no translation."""
IDENTIFIER = re.compile(r"[\w.:-]+")
NO_ICONS: Mapping[str, str] = {}
NO_SLUG = re.compile(r"[^\w\- ]+")


@dataclass(slots=True)
class _Reader:
    """The state collected while walking one token stream."""

    path: str
    lines: list[str]
    first_line: int
    problems: list[Diagnostic] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    charts: dict[int, ChartSource] = field(default_factory=dict)
    diagrams: dict[int, DiagramSource] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def span(self, token: Token, needle: str = "") -> Span:
        """Return the position of a token, or of a text inside it."""
        start, end = token.map or (0, len(self.lines))
        if PLACE in token.meta:
            return find_in_file(token.meta[PLACE], token.content, needle)
        if needle:
            for number in range(start, min(end, len(self.lines))):
                column = self.lines[number].find(needle)
                if column >= 0:
                    return Span(self.path, number + self.first_line, column + 1)
        return Span(self.path, start + self.first_line, 1)


def read_document(
    text: str,
    path: str,
    first_line: int = 1,
    html: Policy = DEFAULT,
    icons: Mapping[str, str] = NO_ICONS,
    files: DataFiles | None = None,
) -> tuple[Document, list[Diagnostic]]:
    """Parse a Markdown text.

    Args:
        text: The Markdown, without front matter.
        path: Its file, relative to the site's folder.
        first_line: The number of its first line in that file, from 1.
        html: The policy for raw HTML.
        icons: The site's own icons, as SVG by name; a tracked mapping records those that are looked up.
        files: The data files that it may show; None shows none.

    Returns:
        The document, and the problems that do not depend on other files, such as
        headings of level one, duplicate ids and footnotes without text, and those of its data files.
    """
    env: dict[str, Any] = {"html": html, ICONS: icons, DATA_FILES: files}
    reader = _Reader(path, text.split("\n"), first_line)
    parsed, refused = parse_document(text, env)
    del env[DATA_FILES]
    comments = list(list_open_comments(parsed))
    parsed, removals = apply_policy(parsed, html)
    tokens, advice, reader.problems = take_directives(cut_texts(parsed), path, first_line)
    reader.ids = find_ids(tokens, text, first_line)
    around: list[Token] = []
    section = ""
    for number, token, locked in walk_blocks(tokens):
        if token.nesting == 1:
            around.append(token)
        elif token.nesting == -1:
            around.pop()
        if token.type not in TEXTS:
            continue
        if token.type == "fence" and token.info:
            _note_fence(reader, token)
        block = _make_block(reader, token, number, around, section, advice.get(number, NO_ADVICE), env, locked=locked)
        reader.blocks.append(block)
        if token.type == "inline":
            opening = around[-1] if around else None
            if opening is not None and opening.type == "heading_open":
                _note_heading(reader, opening, token, block)
                section = block.text
            if block.kind != ABBREVIATION:
                _mark_block(block, around)
            _note_inline(reader, token)
        elif token.type in (*CODE, CHART):
            token.attrSet(BLOCK_ATTRIBUTE, str(block.index))
    _check_footnotes(reader, env)
    explained = (tokens[block.token].children or () for block in reader.blocks if block.kind in EXPLAINED)
    _note_slips(reader, [*comments, *list_slips(tokens, text, env, explained, removals, refused)])
    document = Document(
        path=path,
        tokens=tuple(tokens),
        env=env,
        blocks=tuple(reader.blocks),
        headings=tuple(reader.headings),
        links=tuple(reader.links),
        references=tuple(reader.references),
        ids=frozenset(reader.ids),
        charts=reader.charts,
        diagrams=reader.diagrams,
    )
    return document, [*reader.problems, *(files.problems if files is not None else ())]


def is_internal(target: str) -> bool:
    """Return whether a link stays within this site: it has no scheme and no host."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def _make_block(
    reader: _Reader,
    token: Token,
    number: int,
    around: list[Token],
    section: str,
    advice: Advice,
    env: dict[str, Any],
    *,
    locked: bool,
) -> Block:
    """Create the `Block` of one token."""
    if token.type == "inline":
        opening = around[-1].type if around else ""
        kind = KINDS.get(opening, "paragraph")
        if opening == "paragraph_open":
            kind = next((CONTAINERS[one.type] for one in reversed(around) if one.type in CONTAINERS), kind)
        kind = ABBREVIATION if is_definition(token) else kind
        text = join_block(token, env)
        is_translated = has_prose(token.children)
    else:
        kind = "code" if token.type in CODE else "chart" if token.type == CHART else "html"
        kind = "diagram" if len(reader.blocks) in reader.diagrams else kind
        text = token.content
        is_translated = kind in ("chart", "diagram") or (
            has_html_prose(text) if kind == "html" else advice.is_code_translated and LETTER.search(text) is not None
        )
    # Tokens of footnotes and cells may lack a map; an enclosing token has one.
    start = token.map[0] if token.map else next((one.map[0] for one in reversed(around) if one.map), 0)
    return Block(
        index=len(reader.blocks),
        kind=kind,
        line=start + reader.first_line,
        text=text,
        section=section,
        token=number,
        is_translated=is_translated and not advice.is_skipped and not locked,
        note=advice.note,
        context=advice.context,
    )


def has_prose(tokens: Sequence[Token] | None) -> bool:
    """Return whether inline tokens have a letter outside code, autolinks and tags, or in an attribute read out."""
    autolink = False
    for token in tokens or ():
        if token.type in ("link_open", "link_close"):
            autolink = token.type == "link_open" and token.markup == AUTOLINK
        if not autolink and _is_prose(token):
            return True
    return False


def _is_prose(token: Token) -> bool:
    """Return whether an inline token has a letter of prose, in its own text or inside it."""
    if token.type == "html_inline":
        return has_read_out(token.content)
    if token.type == FORMULA:
        return has_text(token.content)
    if "title" in token.attrs and LETTER.search(str(token.attrs["title"])):
        return True
    if token.children:
        return has_prose(token.children)
    return token.type in ("text", "variant") and LETTER.search(token.content) is not None


def _mark_block(block: Block, around: list[Token]) -> None:
    """Set the block's index on the innermost visible element around it, unless that has one."""
    for opening in reversed(around):
        if not opening.hidden and opening.tag:
            if opening.attrGet(BLOCK_ATTRIBUTE) is None:
                opening.attrSet(BLOCK_ATTRIBUTE, str(block.index))
            return


def _note_heading(reader: _Reader, opening: Token, token: Token, block: Block) -> None:
    """Assign an id to a heading, record the heading and report its problems."""
    level = int(opening.tag[1])
    line = block.line
    if level == 1:
        message = "heading of level one in the text"
        hint = "the title stands in the front matter and is the page's only heading of level one; begin with ##"
        reader.problems.append(Diagnostic(Span(reader.path, line), "heading-level-one", message, hint))
    explicit = opening.attrGet("id")
    name = str(explicit) if explicit else _make_slug(plain_text(token.children))
    if explicit and (not IDENTIFIER.fullmatch(name) or is_reserved(name)):
        span = reader.span(token, f"#{name}")
        message = f"'{name}' cannot be the id of a heading"
        hint = "write letters, digits and hyphens; what begins with __ or dz- belongs to the theme's scripts"
        reader.problems.append(Diagnostic(span, "heading-id", message, hint))
    if name in reader.ids:
        if explicit:
            span = reader.span(token, f"#{name}")
            hint = f"it stood first in line {reader.ids[name]}; choose another id"
            reader.problems.append(Diagnostic(span, "heading-duplicate-id", f"id '{name}' stands twice", hint))
        name = next(f"{name}-{n}" for n in range(2, len(reader.ids) + 3) if f"{name}-{n}" not in reader.ids)
    reader.ids[name] = line
    opening.attrSet("id", name)
    reader.headings.append(Heading(level, name, block.index))


def _make_slug(text: str) -> str:
    """Return a heading's text as a fragment: words joined with hyphens, punctuation removed."""
    name = re.sub(r"[\s]+", "-", NO_SLUG.sub("", text).strip().lower()) or "section"
    return f"section-{name}" if is_reserved(name) else name


def _note_inline(reader: _Reader, token: Token) -> None:
    """Record the links and figure references of one block, and report references to undefined footnotes.

    Figure references in wordings of `-{ }-` are included.
    """
    children = token.children or []
    if len(children) == 1 and children[0].type == "text" and "[^" not in children[0].content:
        return
    children = list(walk_inline(children))
    for child, behind in zip_longest(children, children[1:]):
        if child.type in ("link_open", "image"):
            image = child.type == "image"
            target = str(child.attrGet("src" if image else "href") or "")
            if target and is_internal(target):
                written = unquote(target)
                span, label = _find_link(reader, token, written, target), str(child.meta.get("label", ""))
                reader.links.append(Link(written, span, image, label, block=len(reader.blocks) - 1))
        elif child.type == "text":
            for found in UNDEFINED_FOOTNOTE.finditer(child.content):
                message = f"footnote '{found['label']}' has no text"
                hint = f"add a line  [^{found['label']}]: …  at the end"
                span = reader.span(token, found[0])
                reader.problems.append(Diagnostic(span, "footnote-undefined", message, hint))
        elif child.type == references.TOKEN:
            after = behind.content if behind is not None and behind.type == "text" else ""
            span = reader.span(token, f"{OPEN}{child.content}{CLOSE}")
            reader.references.append(Reference(child.content, after, span))
        elif child.type == variants.TOKEN:
            span = reader.span(token, child.content)
            reader.references += find_references(child.content, span)


def _note_slips(reader: _Reader, slips: Sequence[Slip]) -> None:
    """Report what was removed from a document, is rendered as text or would not be shown."""
    for slip in slips:
        span = reader.span(slip.token, slip.needle)
        span = span._replace(column=span.column + slip.offset)
        reader.problems.append(Diagnostic(span, slip.code, slip.message, slip.hint, slip.level))


def _note_fence(reader: _Reader, token: Token) -> None:
    """Read a block that is more than code."""
    if is_chart(token.info):
        _note_chart(reader, token)
    elif read_info(token.info).language == MERMAID:
        _note_diagram(reader, token)


def _note_chart(reader: _Reader, token: Token) -> None:
    """Read the chart of a fence; if it has problems, the fence remains code."""
    start = (token.map or (0, 0))[0] + 1
    lines = reader.lines[start : start + token.content.count("\n")]
    # Lines inside a list are indented. YAML accepts that, and the columns of problems must include it.
    written = "\n".join(lines)
    text = written if dedent(written) == dedent(token.content).removesuffix("\n") else token.content
    chart, problems = read_chart(text, reader.path, start + reader.first_line)
    reader.problems += problems
    if chart is not None:
        token.type = CHART
        reader.charts[len(reader.blocks)] = chart
        for one in list_texts(chart):
            reader.references += find_references(one.text, one.span)


def _note_diagram(reader: _Reader, token: Token) -> None:
    """Read the texts of a diagram."""
    from duizhao.source.diagrams import make_diagram  # noqa: PLC0415 -- for texts with diagrams only

    diagram, problems = make_diagram(token, reader.path, reader.first_line, reader.lines)
    reader.diagrams[len(reader.blocks)] = diagram
    reader.problems += problems


def _find_link(reader: _Reader, token: Token, written: str, target: str) -> Span:
    """Return the position of a link's target: after its bracket, or its first occurrence."""
    for name in (written, target):
        if any(f"({name}" in line for line in reader.lines):
            found = reader.span(token, f"({name}")
            return Span(found.path, found.line, found.column + 1)
    return reader.span(token, written)


def _check_footnotes(reader: _Reader, env: dict[str, Any]) -> None:
    """Report footnotes without a reference and first texts of two, which would be dropped silently."""
    for label, token in list_repeated(env):
        message = f"footnote '{label}' has two texts, and only the last one is shown"
        span = reader.span(token, f"[^{label}]:")
        reader.problems.append(
            Diagnostic(span, "footnote-duplicate", message, "delete one, or give it another name", Level.WARNING)
        )
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        name = label.removeprefix(":")
        if number < 0:
            whole = Token("", "", 0, map=[0, len(reader.lines)])
            span = reader.span(whole, f"[^{name}]:")
            message = f"nothing refers to footnote '{name}'"
            reader.problems.append(
                Diagnostic(span, "footnote-unused", message, "refer to it or delete it", Level.WARNING)
            )
