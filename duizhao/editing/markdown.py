"""Markdown in another script: the source text itself, its prose converted where it stands.

The parser says what is prose; each of its characters is found again in the source, and
only those are replaced, so that markup, code and addresses stay byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import yaml
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from duizhao.editing.inline import BORDER, PROSE_ATTRIBUTES, OpenElements, convert_html
from duizhao.source.dialect import make_parser
from duizhao.source.front_matter import FENCE

PROSE_KEYS = ("title", "summary")
"""What is prose in the front matter; everything else there is ids, dates and options."""
CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
LABEL = re.compile(r"\[[^\[\]]*\]")

Convert = Callable[[Sequence[str]], list[str]]
"""Converts texts that a reader reads as one, and gives them back one by one."""


@dataclass(slots=True)
class _Edit:
    """A stretch of the source that holds prose."""

    start: int
    end: int


@dataclass(slots=True)
class _Edits:
    """The prose of one block: stretches of the source, lined up with the texts between them."""

    stretches: list[_Edit | None] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    labels: list[tuple[int, str]] = field(default_factory=list)
    """Where a label must be added, so that `[文字]` still finds its definition once its text is converted."""

    def add(self, start: int, end: int, text: str) -> None:
        """Note a stretch of prose, joining it to the one before it where nothing stands between."""
        last = self.stretches[-1] if self.stretches else None
        if last is not None and last.end == start:
            last.end = end
            self.parts[-1] += text
        else:
            self.stretches.append(_Edit(start, end))
            self.parts.append(text)

    def border(self, text: str = BORDER) -> None:
        """Note something that is no prose."""
        self.stretches.append(None)
        self.parts.append(text)


def convert_markdown(text: str, convert: Convert) -> str:
    """Convert the prose of a Markdown text.

    Args:
        text: The Markdown, with or without front matter.
        convert: The conversion, block by block.

    Returns:
        The text with its prose converted, and everything else as it was.
    """
    found = FENCE.match(text)
    start = found.end() if found else 0
    changes = _head_changes(found["yaml"], found.start("yaml"), convert) if found else []
    body = text[start:]
    changes += [(begin + start, end + start, new) for begin, end, new in _body_changes(body, convert)]
    pieces, position = [], 0
    for begin, end, new in sorted(changes):
        pieces += [text[position:begin], new]
        position = end
    return "".join([*pieces, text[position:]])


def _head_changes(head: str, offset: int, convert: Convert) -> list[tuple[int, int, str]]:
    """List the changes of the front matter."""
    try:
        # The pure Python loader: its marks count characters on every platform.
        node = yaml.compose(head, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return []
    if not isinstance(node, yaml.MappingNode):
        return []
    changes = []
    for key, value in node.value:
        if key.value in PROSE_KEYS and isinstance(value, yaml.ScalarNode):
            start, end = value.start_mark.index, value.end_mark.index
            changes.append((start + offset, end + offset, convert([head[start:end]])[0]))
    return changes


def _body_changes(body: str, convert: Convert) -> list[tuple[int, int, str]]:
    """List the changes of the text below the front matter."""
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    changes: list[tuple[int, int, str]] = []
    cursor = 0
    for token in make_parser().parse(body, {}):
        if token.map is None:
            continue
        first, last = starts[token.map[0]], min(starts[token.map[1]], len(body))
        if token.type == "html_block":
            changes.append((first, last, convert_html(body[first:last], convert)))
        elif token.type == "inline" and token.children:
            # Cells of a row share their line: each is looked for behind the one before it.
            cursor = max(cursor, first)
            places = _find_content(body, token.content, cursor, last)
            if places is None:
                continue
            cursor = places[-1] + 1 if places else cursor
            changes += _block_changes(token, body, places, convert)
    return changes


def _find_content(body: str, content: str, start: int, end: int) -> list[int] | None:
    """Find the offset in the source of every character of a block's content, whose lines lost their prefixes."""
    places: list[int] = []
    position = start
    for line in content.split("\n"):
        written = line.strip()
        found = body.find(written, position, end)
        if found < 0:
            # In a cell the source has a backslash before each pipe.
            escaped = written.replace("|", "\\|")
            found = body.find(escaped, position, end)
            if found < 0:
                return None
            written = escaped
        lead = len(line) - len(line.lstrip())
        places += [found] * lead
        offsets = [found + i for i in range(len(written)) if not (written[i : i + 2] == "\\|" and "\\|" not in line)]
        places += offsets
        places += [found + len(written)] * (len(line) - len(line.rstrip()) if line.strip() else 0)
        places.append(found + len(written))
        position = found + len(written)
    return places


def _block_changes(token: Token, body: str, places: list[int], convert: Convert) -> list[tuple[int, int, str]]:
    """List the changes of one block."""
    edits = _Edits()
    _Walker(token.content, places, edits).walk(token.children or [])
    results = convert(edits.parts)
    changes = [
        (stretch.start, stretch.end, result)
        for stretch, result, part in zip(edits.stretches, results, edits.parts, strict=True)
        if stretch is not None and result != part
    ]
    converted = "".join(results) != "".join(edits.parts)
    return changes + [(offset, offset, label) for offset, label in edits.labels if converted and body]


class _Walker:
    """Goes through the tokens of a block and its source text side by side."""

    def __init__(self, content: str, places: list[int], edits: _Edits) -> None:
        self._content = content
        self._places = places
        self._edits = edits
        self._position = 0
        self._label_start: list[int] = []
        self._open = OpenElements()

    def walk(self, children: Sequence[Token]) -> None:
        """Go through tokens, noting prose and passing over everything else."""
        for child in children:
            step = getattr(self, f"_{child.type}", None)
            if step is not None:
                step(child)

    def _text(self, token: Token) -> None:
        """Find each character of a text again; an escape or entity stands for one that is no prose."""
        if self._open.locked:
            self._edits.border()
        for character in token.content:
            found = self._content.find(character, self._position)
            # An ASCII character that is not here stands for an entity, and may well be found much later.
            if found < 0 or (character.isascii() and found > self._position + 1):
                continue
            self._position = found + 1
            if not self._open.locked:
                self._edits.add(self._places[found], self._places[found] + 1, character)

    def _code_inline(self, _token: Token) -> None:
        found = CODE_SPAN.search(self._content, self._position)
        self._position = found.end() if found else self._position
        self._edits.border()

    def _html_inline(self, token: Token) -> None:
        found = self._content.find(token.content, self._position)
        if found < 0:
            return
        locked = self._open.locked
        self._open.follow(token.content)
        for attribute in () if locked else PROSE_ATTRIBUTES.finditer(token.content):
            start, end = found + attribute.start("value"), found + attribute.end("value")
            self._edits.border()
            self._edits.add(self._places[start], self._places[end], attribute["value"])
            self._edits.border()
        self._position = found + len(token.content)

    def _link_open(self, token: Token) -> None:
        if token.markup == "autolink":
            self._position = self._content.find(">", self._position) + 1
            self._edits.border()
            return
        self._position = self._content.find("[", self._position) + 1
        self._label_start.append(self._position)

    def _link_close(self, token: Token) -> None:
        if token.markup != "autolink":
            self._pass_destination()

    def _image(self, token: Token) -> None:
        self._position = self._content.find("![", self._position) + 2
        self._label_start.append(self._position)
        self.walk(token.children or [])
        self._pass_destination()

    def _footnote_ref(self, _token: Token) -> None:
        self._position = self._content.find("]", self._position) + 1
        self._edits.border()

    def _variant(self, token: Token) -> None:
        self._position = self._content.find(token.content, self._position) + len(token.content) + 2
        self._edits.border()

    def _softbreak(self, _token: Token) -> None:
        self._position = self._content.find("\n", self._position) + 1
        self._edits.border("\n")

    _hardbreak = _softbreak

    def _pass_destination(self) -> None:
        """Pass over `](destination "title")` or `][label]`; the title is prose."""
        close = self._content.find("]", self._position)
        start = self._label_start.pop()
        label = self._content[start:close]
        self._position = close + 1
        if self._content.startswith("(", self._position):
            self._pass_inline_destination()
        elif found := LABEL.match(self._content, self._position):
            if found[0] == "[]":
                self._edits.labels.append((self._places[self._position] + 1, label))
            self._position = found.end()
        else:
            self._edits.labels.append((self._places[close] + 1, f"[{label}]"))

    def _pass_inline_destination(self) -> None:
        """Pass over `(destination "title")`."""
        content, end = self._content, len(self._content)
        position = _pass_blanks(content, self._position + 1)
        destination = parseLinkDestination(content, position, end)
        position = _pass_blanks(content, destination.pos)
        title = parseLinkTitle(content, position, end)
        if title.ok:
            start, stop = position + 1, title.pos - 1
            self._edits.border()
            self._edits.add(self._places[start], self._places[stop], content[start:stop])
            self._edits.border()
            position = title.pos
        self._position = content.find(")", position) + 1


def _pass_blanks(text: str, position: int) -> int:
    """Pass over blanks and line ends."""
    while position < len(text) and text[position] in " \t\n":
        position += 1
    return position
