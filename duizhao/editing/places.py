"""Places: the positions of a block's inline tokens in its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse

from duizhao.source.abbreviations import TOKEN as ABBREVIATION
from duizhao.source.braces import read_braces
from duizhao.source.formulas import TOKEN as FORMULA
from duizhao.source.prose import copy_token
from duizhao.source.references import CLOSE, OPEN
from duizhao.source.shortcodes import EMOJI, ICON
from duizhao.source.typesetting import END, READING
from duizhao.source.typesetting import LENGTH as RUBY_LENGTH
from duizhao.source.web_addresses import AUTOLINK, BARE, LENGTH

TICKS = re.compile("`+")
LABEL = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]", re.DOTALL)
ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
LINE_END = re.compile(r"(?:[ \t]+|\\)?\n[ \t]*")
CHECKBOX = re.compile(r"\[[ xX]\]")
TITLE = re.compile(r"""\btitle=(?P<quote>["'])(?P<value>.*?)(?P=quote)""", re.DOTALL)
BLANKS = re.compile(r"[ \t\n]*")
AT = "at"
"""The key of a token's meta that holds its place: offsets in the file for texts, in the block for tags and titles."""


class Placer:
    """Steps through the tokens of a block and its source text in parallel."""

    def __init__(self, content: str, places: Sequence[int]) -> None:
        """Start at the beginning of a block.

        Args:
            content: The source of the block, without the prefixes of its lines.
            places: The offset of each of its characters in the file.
        """
        self._content = content
        self._places = places
        self._position = 0
        self._links: list[tuple[int, Token]] = []
        self.labels: list[tuple[int, int, int, str]] = []
        """Links by label alone: start and end of their text, where to add a label, and the label."""
        self.variants: list[tuple[int, str]] = []
        """The offset and the content of each `-{ }-`."""

    def place(self, children: Sequence[Token]) -> list[Token]:
        """Return the tokens with their places, texts split into the stretches in which they are written.

        Args:
            children: The inline tokens; they are not changed.
        """
        tokens: list[Token] = []
        for child in children:
            step = STEPS.get(child.type)
            if step is None or step not in (Placer.place_text, Placer.pass_break):
                # A line break between Chinese characters no longer has a token.
                self.pass_break(child)
            if step is not None:
                tokens += step(self, child)
                continue
            if child.markup and self._content.startswith(child.markup, self._position):
                self._position += len(child.markup)
            tokens.append(child)
        return tokens

    def place_text(self, token: Token) -> list[Token]:
        """Split a text into stretches, at escapes, entities, and line breaks that Chinese drops."""
        if self._links and self._links[-1][1].markup == AUTOLINK:
            return [token]
        tokens: list[Token] = []
        text, content = token.content, self._content
        offset = 0
        while offset < len(text):
            start = end = self._position
            limit = min(len(content), start + len(text) - offset)
            shift = self._places[start] - start
            while (
                end < limit
                and content[end] == text[offset + end - start]
                and content[end] not in "\\&\n"
                and self._places[end] - end == shift
            ):
                end += 1
            if end > start:
                tokens.append(self._make_stretch(text[offset : offset + end - start], start, end))
                offset += end - start
            else:
                offset += self._place_irregular(text, offset, tokens)
        return tokens

    def _place_irregular(self, text: str, offset: int, tokens: list[Token]) -> int:
        """Place text that differs from its source, and return the number of characters placed."""
        here, content = self._position, self._content
        entity = ENTITY.match(content, here)
        if entity and text.startswith(unescape(entity[0]), offset):
            tokens.append(self._make_stretch(unescape(entity[0]), here, entity.end()))
        elif content.startswith(f"\\{text[offset]}", here):
            tokens.append(self._make_stretch(text[offset], here, here + 2))
        elif content.startswith(text[offset], here):
            tokens.append(self._make_stretch(text[offset], here, here + 1))
        elif skipped := LINE_END.match(content, here) or CHECKBOX.match(content, here):
            self._position = skipped.end()
            return 0
        else:
            # An entity for a character that no text may contain, such as U+0000, is parsed as U+FFFD.
            self._position = entity.end() if entity else here
            tokens.append(Token("text", "", 0, content=text[offset]))
        return len(tokens[-1].content)

    def _make_stretch(self, text: str, start: int, end: int) -> Token:
        self._position = end
        return Token("text", "", 0, content=text, meta={AT: (self._places[start], self._places[end - 1] + 1)})

    def pass_code(self, token: Token) -> list[Token]:
        """Pass over a code span, and mark the place of its title."""
        ticks = TICKS.match(self._content, self._position)
        if ticks:
            close = re.compile(f"(?<!`){ticks[0]}(?!`)").search(self._content, ticks.end())
            self._position = close.end() if close else ticks.end()
        title = self._pass_attributes()
        return [_mark(token, title) if title else token]

    def pass_formula(self, token: Token) -> list[Token]:
        """Pass over a formula, and mark the place of its LaTeX."""
        start = self._position + len(token.markup)
        if not self._content.startswith(token.markup + token.content, self._position):
            return [token]
        end = start + len(token.content)
        self._position = end + len(token.markup)
        return [_mark(token, (start, end))]

    def place_tag(self, token: Token) -> list[Token]:
        """Place a tag; the checkbox of a task list is not a tag in the source."""
        start = self._position
        if not self._content.startswith(token.content, start):
            return [token]
        self._position = start + len(token.content)
        return [_mark(token, (start, self._position))]

    def open_link(self, token: Token) -> list[Token]:
        """Open a link; its title is at its end."""
        self._position += token.info != BARE
        placed = copy_token(token)
        self._links.append((self._position, placed))
        return [placed]

    def close_link(self, token: Token) -> list[Token]:
        """Close a link, and record the place of its title."""
        start, opening = self._links.pop()
        title = None
        if opening.info == BARE:
            self._position += opening.meta[LENGTH]
        elif opening.markup == AUTOLINK:
            self._position = self._content.find(">", self._position) + 1
        else:
            title = self._pass_destination(start)
        title = self._pass_attributes() or title
        if title:
            opening.meta = {**opening.meta, AT: title}
        return [token]

    def place_image(self, token: Token) -> list[Token]:
        """Place an image, its alternative text and its title."""
        start = self._position + 2
        self._position = start
        placed = copy_token(token)
        placed.children = self.place(token.children or [])
        title = self._pass_destination(start)
        title = self._pass_attributes() or title
        return [_mark(placed, title) if title else placed]

    def place_shortcode(self, token: Token) -> list[Token]:
        """Pass over an icon or emoji, and mark the place of its title."""
        self._position += len(token.markup)
        title = self._pass_attributes()
        return [_mark(token, title) if title else token]

    def place_definition(self, token: Token) -> list[Token]:
        """Place the text of an abbreviation's definition."""
        placed = copy_token(token)
        placed.children = self.place(token.children or [])
        return [placed]

    def pass_footnote(self, token: Token) -> list[Token]:
        """Pass over a reference to a footnote."""
        self._position = self._content.find("]", self._position) + 1
        return [token]

    def pass_variant(self, token: Token) -> list[Token]:
        """Pass over `-{ }-`."""
        self.variants.append((self._places[self._position], token.content))
        self._position += len("-{}-") + len(token.content)
        return [token]

    def pass_reference(self, token: Token) -> list[Token]:
        """Pass over `{{ }}`."""
        self._position += len(OPEN) + len(token.content) + len(CLOSE)
        return [token]

    def place_reading(self, token: Token) -> list[Token]:
        """Place a reading in Chinese, the only one behind its base; the end of the base passes over all others."""
        start = self._content.find(str(token.attrs.get("title", "")), self._position)
        return [_mark(token, (start, start + len(str(token.attrs["title"]))))] if "title" in token.attrs else [token]

    def pass_reading(self, token: Token) -> list[Token]:
        """Pass over what follows the base of a reading."""
        self._position += int(token.meta[RUBY_LENGTH])
        return [token]

    def pass_break(self, token: Token) -> list[Token]:
        """Pass over a line break."""
        found = LINE_END.match(self._content, self._position)
        self._position = found.end() if found else self._position
        return [token]

    def _pass_attributes(self) -> tuple[int, int] | None:
        """Pass over `{…}` after a token; return the place of a title in it."""
        if not self._content.startswith("{", self._position):
            return None
        try:
            length, attributes = parse(read_braces(self._content, self._position)[self._position :])
        except ParseError:
            return None
        start = self._position
        self._position += length + 1
        found = TITLE.search(self._content, start, self._position) if "title" in attributes else None
        return found.span("value") if found else None

    def _pass_destination(self, start: int) -> tuple[int, int] | None:
        """Pass over `](destination "title")`, `][label]`, `][]` or `]`; return the place of the title."""
        close = self._position
        label = self._content[start:close]
        self._position = close + 1
        if title := self._pass_inline_destination():
            return title if title[1] > title[0] else None
        if found := LABEL.match(self._content, self._position):
            if found[0] == "[]":
                self.labels.append((self._places[start], self._places[close], self._places[close] + 2, label))
            self._position = found.end()
        else:
            self.labels.append((self._places[start], self._places[close], self._places[close] + 1, f"[{label}]"))
        return None

    def _pass_inline_destination(self) -> tuple[int, int] | None:
        """Pass over `(destination "title")`; return the place of the title, an empty one if there is no title."""
        content, end = self._content, len(self._content)
        if not content.startswith("(", self._position):
            return None
        position = _pass_blanks(content, self._position + 1)
        destination = parseLinkDestination(content, position, end)
        position = _pass_blanks(content, destination.pos) if destination.ok else position
        title = parseLinkTitle(content, position, end)
        place = (position + 1, title.pos - 1) if title.ok else (position, position)
        position = _pass_blanks(content, title.pos if title.ok else position)
        if not content.startswith(")", position):
            return None
        self._position = position + 1
        return place


STEPS = {
    "text": Placer.place_text,
    "text_special": Placer.place_text,
    "code_inline": Placer.pass_code,
    FORMULA: Placer.pass_formula,
    ICON: Placer.place_shortcode,
    EMOJI: Placer.place_shortcode,
    "html_inline": Placer.place_tag,
    "link_open": Placer.open_link,
    "link_close": Placer.close_link,
    "image": Placer.place_image,
    "footnote_ref": Placer.pass_footnote,
    "variant": Placer.pass_variant,
    "figure_value": Placer.pass_reference,
    ABBREVIATION: Placer.place_definition,
    READING: Placer.place_reading,
    END: Placer.pass_reading,
    "softbreak": Placer.pass_break,
    "hardbreak": Placer.pass_break,
}
"""The method for each type of token; tokens of any other type are passed over by their markup."""


def find_definition_title(source: str) -> tuple[int, int] | None:
    """Find the title in a definition `[label]: destination "title"`, as it is written.

    Args:
        source: The lines of the definition.

    Returns:
        Start and end of the title without its delimiters, or None if it cannot be found.
    """
    label = LABEL.search(source)
    if label is None or not source.startswith(":", label.end()):
        return None
    end = len(source)
    destination = parseLinkDestination(source, _pass_blanks(source, label.end() + 1), end)
    start = _pass_blanks(source, destination.pos)
    title = parseLinkTitle(source, start, end) if destination.ok else destination
    return (start + 1, title.pos - 1) if title.ok else None


def _mark(token: Token, place: tuple[int, int]) -> Token:
    """Return a copy of a token with its place."""
    marked = copy_token(token)
    marked.meta = {**token.meta, AT: place}
    return marked


def _pass_blanks(text: str, position: int) -> int:
    """Return the position after blanks and line ends."""
    found = BLANKS.match(text, position)
    return found.end() if found else position
