"""The texts of blocks of raw HTML: they are converted, translated, marked and searched like paragraphs.

Markdown parses a block of HTML as one token. This module cuts it at the elements that contain text.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from duizhao.source.dialect import join_softly, make_parser
from duizhao.source.elements import HELD, HOLDING, INLINE, LOOSE, NO_PROSE, PROSE_ATTRIBUTES, VOID, OpenElements
from duizhao.source.prose import parse_inline
from duizhao.source.raw_html import escape_text
from duizhao.source.sanitising import PIECE, TAG, read_attributes

KEPT = NO_PROSE | {"pre"}
"""Elements whose text is not prose, or keeps its lines."""
COMMENT = "!"
"""The name used for comments, declarations and processing instructions."""
PART = "part"
"""The key in the `meta` of a part of a block of HTML that has further parts after it."""
LETTER = re.compile(r"[^\W\d_]")


class _Piece(NamedTuple):
    """A tag, or a text between tags."""

    html: str
    name: str
    """The element; empty for a text."""
    is_end: bool
    line: int
    """The number of its line in the document, from 0."""


def cut_texts(tokens: Sequence[Token]) -> list[Token]:
    """Cut the blocks of HTML in a document at their texts.

    Args:
        tokens: The token stream.

    Returns:
        The stream, in which each text of a block of HTML is an inline token in its own element: the author's element
        if it contains only this text, else a span.
    """
    cut: list[Token] = []
    for token in tokens:
        if token.type != "html_block" or token.content.lstrip().startswith("<!--"):
            cut.append(token)
            continue
        parts = list(_Cutter(token).cut())
        for part in parts[:-1]:
            if part.type == "html_block":
                part.meta = {**part.meta, PART: True}
        cut += parts
    return cut


def has_html_prose(html: str) -> bool:
    """Return whether HTML that could not be cut contains text to read, such as that of `<pre>`."""
    opened = OpenElements()
    for found in PIECE.finditer(html):
        if found["name"]:
            opened.follow(found[0])
        elif not opened.locked and not found[0].startswith("<!") and LETTER.search(unescape(found[0])):
            return True
    return False


def has_read_out(tag: str) -> bool:
    """Return whether a tag has an attribute with text that is read out to people: alt, title, aria-label."""
    return any(LETTER.search(found["value"]) for found in PROSE_ATTRIBUTES.finditer(tag))


class _Cutter:
    """Cuts one block of HTML."""

    def __init__(self, token: Token) -> None:
        self._token = token
        self._raw: list[str] = []
        self._inside: list[str] = []
        self._codes = 0
        """The number of open elements that are in `KEPT`."""

    def cut(self) -> Iterator[Token]:
        """Yield the parts of the block."""
        run: list[_Piece] = []
        for piece in self._list_pieces():
            if not piece.name or piece.name in INLINE:
                run.append(piece)
                continue
            yield from self._write(run, piece)
            run = []
            if piece.is_end and piece.name in self._inside:
                while (name := self._inside.pop()) != piece.name:
                    self._codes -= name in KEPT
                self._codes -= piece.name in KEPT
            elif not piece.is_end and piece.name not in (*VOID, COMMENT):
                self._inside.append(piece.name)
                self._codes += piece.name in KEPT
        yield from self._write(run, None)
        yield from self._flush()

    def _list_pieces(self) -> Iterator[_Piece]:
        """Yield the tags of the block, and the texts between them."""
        line = self._token.map[0] if self._token.map else 0
        for found in PIECE.finditer(self._token.content):
            name = COMMENT if found[0].startswith(("<!", "<?")) else (found["name"] or "").lower()
            yield _Piece(found[0], name, bool(found["close"]), line)
            line += found[0].count("\n")

    def _write(self, run: Sequence[_Piece], behind: _Piece | None) -> Iterator[Token]:
        """Yield the tokens of a text, and collect the tag after it."""
        html = "".join(piece.html for piece in run)
        is_code = self._codes > 0
        if is_code or (run and not _is_balanced(run)):
            # Tags that enclose more than this text remain raw HTML.
            for piece in run:
                text = None if is_code or piece.name else make_text(piece.html)
                if text is None:
                    self._raw.append(piece.html)
                else:
                    yield from self._wrap(text, piece, None)
            text = None
        else:
            text = make_text(html)
            if text is None:
                self._raw.append(html)
        if text is not None:
            first = next(piece for piece in run if piece.html.strip())
            if (yield from self._wrap(text, first, behind)):
                return
        if behind is not None:
            self._raw.append(behind.html)

    def _wrap(self, text: Token, piece: _Piece, behind: _Piece | None) -> Generator[Token, None, bool]:
        """Yield a text in the element that contains only it, else in a span; return whether it is the former."""
        opening = TAG.fullmatch(self._raw[-1]) if self._raw else None
        is_own = (
            opening is not None
            and behind is not None
            and behind.is_end
            and not opening["close"]
            and opening["name"].lower() == behind.name
        )
        tag, attributes = "span", {}
        if is_own and opening is not None and behind is not None:
            self._raw.pop()
            tag, attributes = behind.name, read_attributes(opening["rest"])
        yield from self._flush()
        kind = HELD if tag in HOLDING else LOOSE
        level, place = self._token.level, [piece.line, piece.line + 1]
        text.map, text.level = place, level + 1
        yield Token(f"{kind}_open", tag, 1, attrs={**attributes}, map=place, level=level)
        yield text
        yield Token(f"{kind}_close", tag, -1, level=level)
        return is_own

    def _flush(self) -> Iterator[Token]:
        """Yield the collected HTML without text."""
        html = "".join(self._raw)
        self._raw.clear()
        if html.strip():
            yield Token("html_block", "", 0, content=html, map=self._token.map, level=self._token.level, block=True)


def make_text(html: str) -> Token | None:
    """Return the inline token of a text with tags, whose Markdown is rendered to exactly that HTML.

    Args:
        html: Texts, and tags of elements that occur inside texts.

    Returns:
        The token, or None if there is nothing to read or no equivalent Markdown.
    """
    joined = join_softly(html)
    pieces = [(found[0], bool(found["name"])) for found in PIECE.finditer(joined)]
    if not any(has_read_out(piece) if is_tag else LETTER.search(unescape(piece)) for piece, is_tag in pieces):
        return None
    wanted = "".join(piece if is_tag else escapeHtml(unescape(piece)) for piece, is_tag in pieces)
    escaped = "".join(piece if is_tag else escape_text(unescape(piece)) for piece, is_tag in pieces)
    md = make_parser()
    for text in (joined, escaped):
        children = parse_inline(text, {"html": "allow"})
        if md.renderer.render([Token("inline", "", 0, children=children)], md.options, {}) == wanted:
            return Token("inline", "", 0, content=text, children=children)
    return None


def _is_balanced(run: Sequence[_Piece]) -> bool:
    """Return whether every tag in a text has its counterpart in it."""
    opened: list[str] = []
    for piece in run:
        if not piece.name or piece.name in VOID:
            continue
        if not piece.is_end:
            opened.append(piece.name)
        elif not opened or opened.pop() != piece.name:
            return False
    return not opened
