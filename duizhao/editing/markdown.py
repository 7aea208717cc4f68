"""Markdown in another script: the source text itself, its prose converted where it stands.

The parser says what is prose; each of its characters is found again in the source, and
only those are replaced, so that markup, code and addresses stay byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from markdown_it.token import Token

from duizhao.editing.inline import convert_html
from duizhao.editing.places import AT, Placer, find_definition_title
from duizhao.source.dialect import make_parser
from duizhao.source.front_matter import FENCE
from duizhao.source.prose import Convert, Prose, walk_blocks

PROSE_KEYS = ("title", "summary")
"""What is prose in the front matter; everything else there is ids, dates and options."""
LABEL = re.compile(r"\[(?P<label>(?:[^\[\]\\]|\\.)*)\]", re.DOTALL)


class Change(NamedTuple):
    """A stretch of the source and what takes its place."""

    start: int
    end: int
    text: str


def convert_markdown(text: str, convert: Convert) -> str:
    """Convert the prose of a Markdown text.

    Args:
        text: The Markdown with LF line ends, with or without front matter.
        convert: The conversion, block by block.

    Returns:
        The text with its prose converted, and everything else as it was: rules of `-{ }-` and reference labels
        stay, and `[文字]` that refers to a definition becomes `[converted][文字]`.
    """
    start, head = _find_head(text)
    changes = [Change(begin, end, convert([text[begin:end]])[0]) for begin, end in head]
    changes += [Change(one.start + start, one.end + start, one.text) for one in _body_changes(text[start:], convert)]
    pieces, position = [], 0
    for change in sorted(changes):
        pieces += [text[position : change.start], change.text]
        position = change.end
    return "".join([*pieces, text[position:]])


def _find_head(text: str) -> tuple[int, list[tuple[int, int]]]:
    """Find where the Markdown begins behind the front matter, and where the prose of the front matter stands."""
    found = FENCE.match(text)
    if found is None:
        return 0, []
    try:
        # The pure Python loader: its marks count characters on every platform.
        node = yaml.compose(found["yaml"], Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return found.end(), []
    if not isinstance(node, yaml.MappingNode):
        # Two lines of hyphens in a text without front matter.
        return 0, []
    offset = found.start("yaml")
    return found.end(), [
        (value.start_mark.index + offset, value.end_mark.index + offset)
        for key, value in node.value
        if key.value in PROSE_KEYS and isinstance(value, yaml.ScalarNode)
    ]


def _body_changes(body: str, convert: Convert) -> list[Change]:
    """List the changes of the text below the front matter."""
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    starts[-1] = len(body)
    changes: list[Change] = []
    env: dict[str, Any] = {}
    row, cursor = -1, 0
    for _number, token, locked in walk_blocks(make_parser().parse(body, env)):
        if token.map is None:
            continue
        first, last = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
        if token.type == "html_block":
            changes.append(Change(first, last, convert_html(body[first:last], convert, locked=locked)))
        elif token.type == "inline" and token.children:
            # Cells of a row share their line: each is looked for behind the one before it.
            cursor = cursor if row == token.map[0] else first
            row = token.map[0]
            places = _find_content(body, token.content, cursor, last)
            if places:
                cursor = places[-1]
                changes += _block_changes(token, places, convert, locked=locked)
        elif "title" in token.attrs and not locked:
            # `{title="…"}` stands on the line above its block.
            above = starts[max(0, token.map[0] - 1)]
            changes += _title_changes(body[above:last], above, str(token.attrs["title"]), convert)
    for reference in env.get("references", {}).values():
        first, last = (starts[min(number, len(starts) - 1)] for number in reference["map"])
        if reference["title"] and (place := find_definition_title(body[first:last])):
            start, end = place[0] + first, place[1] + first
            changes.append(Change(start, end, convert([body[start:end]])[0]))
    return changes


def _title_changes(source: str, offset: int, title: str, convert: Convert) -> Iterator[Change]:
    """Yield the change of a title that stands between quotation marks or parentheses somewhere in a text."""
    found = re.search(rf"""(?<=["'(]){re.escape(title)}(?=["')])""", source)
    if found:
        yield Change(found.start() + offset, found.end() + offset, convert([title])[0])


def _find_content(body: str, content: str, start: int, end: int) -> list[int]:
    """Find where each character of a block's content stands in the source, whose lines have prefixes.

    Returns:
        One offset per character, and that behind the last one; nothing where the content is not there.
    """
    places: list[int] = []
    position = start
    for line in content.split("\n"):
        written = line.strip(" \t")
        lead = len(line) - len(line.lstrip(" \t"))
        found = body.find(written, position, end)
        # In a cell the source has a backslash before each pipe.
        escaped = written.replace("|", "\\|") if found < 0 else written
        found = body.find(escaped, position, end)
        if found < 0:
            return []
        label = LABEL.match(body, position, end)
        if label and label.start() <= found < label.end() and body.find(escaped, label.end(), end) >= 0:
            # `[^注]: 注` is a footnote with its label.
            found = body.find(escaped, label.end(), end)
        pipes = 0
        places += [found] * min(lead, len(line))
        for offset, character in enumerate(written):
            pipes += character == "|" and escaped != written
            places.append(found + offset + pipes)
        position = found + len(escaped)
        places += [position] * (len(line) + 1 - lead - len(written) if written else 1)
    return places


def _block_changes(token: Token, places: list[int], convert: Convert, *, locked: bool) -> list[Change]:
    """List the changes of one block."""
    placer = Placer(token.content, places)
    children = token.children or []
    if token.meta.get("image"):
        # Of a figure the content is the alternative text alone; the caption is an inline of its own.
        children = children[0].children or []
    prose = Prose(locked=locked)
    prose.collect(placer.place(children))
    prose.convert(convert)
    changes = []
    for part, holder in zip(prose.parts, prose.holders, strict=True):
        if holder is not None and AT in holder.meta and holder.content != part:
            start, end = holder.meta[AT]
            changes.append(Change(start, end, holder.content))
    for aside in prose.asides:
        if AT in aside.meta:
            start, end = aside.meta[AT]
            text = aside.content if aside.type == "html_inline" else convert([token.content[start:end]])[0]
            changes.append(Change(places[start], places[end - 1] + 1, text))
    for start, end, offset, label in placer.labels:
        if any(start <= change.start < end for change in changes):
            changes.append(Change(offset, offset, label))
    return changes
