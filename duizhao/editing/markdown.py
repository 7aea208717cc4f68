"""Markdown in another script: the source text itself, with its prose converted in place.

The parser determines what is prose. Each character of it is located in the source, and
only those are replaced: markup, code and addresses stay byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml
from markdown_it.token import Token

from duizhao.editing.inline import convert_html
from duizhao.editing.places import AT, ENTITY, LABEL, Placer, find_definition_title
from duizhao.source.captions import LEAD
from duizhao.source.charts import is_chart
from duizhao.source.code import MERMAID, read_info
from duizhao.source.dialect import make_parser
from duizhao.source.elements import PROSE_ATTRIBUTES
from duizhao.source.footnotes import UNUSED
from duizhao.source.formulas import FENCED, find_texts
from duizhao.source.formulas import TOKEN as FORMULA
from duizhao.source.front_matter import FENCE
from duizhao.source.prose import BORDER, Convert, Prose, walk_blocks
from duizhao.source.snippets import MARK, list_inclusions, mask_inclusions

PROSE_KEYS = ("title", "summary")
"""The front matter keys that hold prose; all others hold ids, dates and options."""
CHART_PROSE, CHART_LISTS = ("title", "description", "unit", "note"), ("series", "rows")
"""The chart keys that hold prose; in lists, texts and row labels are prose."""

ESCAPES = (("|", "\\|"), ('"', '""'))
"""Signs in cells, and how they are written."""
MASKED_LINE = re.compile(rf"^([ \t]*){BORDER}", re.MULTILINE)
"""Matches the beginning of a line that `mask_inclusions` has replaced."""
FLANKS = ("*", "_", "~", "^", "=", "+")
"""Characters that begin or end emphasis depending on the characters around them."""


class Change(NamedTuple):
    """A range of the source and its replacement."""

    start: int
    end: int
    text: str


class PlacedProse(NamedTuple):
    """The prose of one block, and its position."""

    text: str
    """The prose; anything else is one private-use character."""
    offsets: tuple[int, ...]
    """The offset of each character in the file; -1 for anything but prose."""
    rules: tuple[tuple[int, str], ...]
    """The offset and the content of each `-{ }-`."""


class _Block(NamedTuple):
    """A token with its position."""

    token: Token
    first: int
    last: int
    places: list[int]
    locked: bool


def convert_markdown(text: str, convert: Convert) -> str:
    """Convert the prose of a Markdown text.

    Args:
        text: The Markdown with LF line ends, with or without front matter.
        convert: The conversion, block by block.

    Returns:
        The text with its prose converted and everything else unchanged: rules of `-{ }-` and reference labels stay, and
        `[文字]` that refers to a definition becomes `[converted][文字]`.
    """
    start, head = _find_head(text)
    changes = [Change(begin, end, convert([text[begin:end]])[0]) for begin, end in head]
    changes += [Change(one.start + start, one.end + start, one.text) for one in _body_changes(text[start:], convert)]
    pieces, position = [], 0
    for change in sorted(set(changes)):
        pieces += [text[position : change.start], change.text]
        position = change.end
    return "".join([*pieces, text[position:]])


def _find_head(text: str) -> tuple[int, list[tuple[int, int]]]:
    """Return where the Markdown begins after the front matter, and the ranges of the front matter's prose."""
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


def list_placed_prose(text: str) -> Iterator[PlacedProse]:
    """Yield the prose of a Markdown text with the offset of each character.

    Args:
        text: A whole file.

    Yields:
        The prose of the front matter, then the prose of each block.
    """
    start, head = _find_head(text)
    for begin, end in head:
        yield PlacedProse(text[begin:end], tuple(range(begin, end)), ())
    for block in _place_blocks(text[start:], {}):
        for first, last in _find_fence_texts(text[start:], block):
            yield PlacedProse(text[first + start : last + start], tuple(range(first + start, last + start)), ())
        if block.token.type == "inline" and block.places:
            placer, prose = _place_prose(block)
            offsets: list[int] = []
            for part, holder in zip(prose.parts, prose.holders, strict=True):
                begin = holder.meta[AT][0] + start if holder is not None and AT in holder.meta else -1
                # An entity is represented by its first character; other characters map one to one.
                offsets += [begin if begin < 0 else begin + index for index in range(len(part))]
            rules = tuple((offset + start, content) for offset, content in placer.variants)
            yield PlacedProse("".join(prose.parts), tuple(offsets), rules)
            for first, last in _list_aside_texts(block, prose.asides):
                places = tuple(place + start for place in block.places[first:last])
                yield PlacedProse(block.token.content[first:last], places, ())


def _body_changes(body: str, convert: Convert) -> Iterator[Change]:
    """Yield the changes of the text below the front matter."""
    env: dict[str, Any] = {"html": "allow"}
    for block in _place_blocks(body, env):
        token, first = block.token, block.first
        for begin, end in _find_fence_texts(body, block):
            yield Change(begin, end, convert([body[begin:end]])[0])
        if token.type == "html_block":
            source = mask_inclusions(body)[first : block.last]
            html = convert_html(source, convert, locked=block.locked)
            yield Change(first, block.last, _restore_inclusions(body, first, block.last, html))
        elif token.type == "inline":
            if block.places:
                yield from (_keep_reference(body, change) for change in _block_changes(block, convert))
        elif "title" in token.attrs and not block.locked:
            yield from _title_changes(body[:first], str(token.attrs["title"]), convert)
    starts = _list_lines(body)
    for reference in env.get("references", {}).values():
        first, last = (starts[min(number, len(starts) - 1)] for number in reference["map"])
        if reference["title"] and (place := find_definition_title(body[first:last])):
            start, end = place[0] + first, place[1] + first
            yield Change(start, end, convert([body[start:end]])[0])


def _place_blocks(body: str, env: dict[str, Any]) -> Iterator[_Block]:
    """Yield the tokens of a text that have a position, inline ones with the offset of each character."""
    starts = _list_lines(body)
    row, cursor = -1, 0
    body = mask_inclusions(body)
    env[UNUSED] = True
    for _number, token, locked in walk_blocks(make_parser().parse(body, env)):
        if token.map is None:
            continue
        # The line range of a term does not include its own line.
        first, last = starts[token.map[0]], starts[min(max(token.map[1], token.map[0] + 1), len(starts) - 1)]
        places: list[int] = []
        if token.type == "inline":
            # Cells of a row share their line: each is searched for after the one before it.
            cursor = cursor if row == token.map[0] else first
            row = token.map[0]
            if LEAD in token.meta:
                cursor = body.find(token.meta[LEAD], first, last) + len(token.meta[LEAD])
            places = _find_content(body, token.content, cursor, last)
            if FENCED in token.meta:
                # The signs around the formula are not in the source.
                inside = _find_content(body, token.content[3:-3], first, last)
                places = inside and [first] * 3 + inside + [inside[-1]] * 3
            cursor = places[-1] if places else cursor
        yield _Block(token, first, last, places, locked)


def _restore_inclusions(body: str, start: int, end: int, html: str) -> str:
    """Return the converted HTML of a range of the text with its lines that include files."""
    for first, last in list_inclusions(body) if MARK in body[start:end] else ():
        if start <= first < end:
            html = html.replace(BORDER * (last - first), body[first:last], 1)
    return html


def _list_lines(body: str) -> list[int]:
    """Return the offset of the start of each line, and of the end of the text."""
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    starts[-1] = len(body)
    return starts


def _find_fence_texts(body: str, block: _Block) -> list[tuple[int, int]]:
    """Return the ranges of the texts in a chart or a diagram; empty if the block is neither."""
    token = block.token
    if token.type != "fence" or block.locked or not token.info:
        return []
    if is_chart(token.info):
        try:
            # A line that includes a file is no YAML, but its rest is.
            node = yaml.compose(MASKED_LINE.sub(r"\1#", token.content), Loader=yaml.SafeLoader)
        except yaml.YAMLError:
            return []
        marks = ((one.start_mark, one.end_mark) for one in _list_chart_nodes(node))
        found = [((first.line, first.column), (last.line, last.column)) for first, last in marks]
    elif read_info(token.info).language == MERMAID:
        from duizhao.source.diagrams import list_prose  # noqa: PLC0415 -- for texts with diagrams only

        found = [
            (_find_mark(token.content, first), _find_mark(token.content, last))
            for first, last in list_prose(token.content)
        ]
    else:
        return []
    # In the source each line may have the prefix of a list or a quotation.
    starts = _list_lines(body)
    first = body.count("\n", 0, block.first) + 1
    ends = [starts[first + number + 1] - 1 for number in range(token.content.count("\n"))]
    places = [end - len(line) for end, line in zip(ends, token.content.split("\n"), strict=False)]

    def place(mark: tuple[int, int]) -> int:
        return places[mark[0]] + mark[1] if mark[0] < len(places) else ends[-1]

    return [(place(start), place(end)) for start, end in found]


def _find_mark(content: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, from 0."""
    return content.count("\n", 0, offset), offset - content.rfind("\n", 0, offset) - 1


def _list_chart_nodes(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the scalars of a chart that are prose: title, description, unit, note, series, labels."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value in CHART_PROSE and isinstance(value, yaml.ScalarNode):
            yield value
        if key.value in CHART_LISTS and isinstance(value, yaml.SequenceNode):
            found = map(_find_label, value.value)
            yield from (one for one in found if isinstance(one, yaml.ScalarNode))


def _find_label(node: yaml.Node) -> yaml.Node | None:
    """Return the label of a chart's row, whichever form the row has; a name in a list is its own label."""
    if isinstance(node, yaml.SequenceNode):
        return node.value[0] if node.value else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == "label"), None)
    return node


def _keep_reference(body: str, change: Change) -> Change:
    """Write the first and last character of a text as character references again if they are next to emphasis.

    The emphasis depends on it: in `_头_&#x53D1;` the underscore ends the emphasis, before a letter it would not.
    """
    written, characters = body[change.start : change.end], list(change.text)
    references = [found.span() for found in ENTITY.finditer(written)]
    if not references or not characters:
        return change
    first, last = change.text[0], change.text[-1]
    if references[0][0] == 0 and body[: change.start].endswith(FLANKS):
        characters[0] = f"&#x{ord(first):X};"
    if references[-1][1] == len(written) and body.startswith(FLANKS, change.end):
        characters[-1] = f"&#x{ord(last):X};"
    return Change(change.start, change.end, "".join(characters))


def _title_changes(above: str, title: str, convert: Convert) -> Iterator[Change]:
    """Yield the change of `{title="…"}`, which is on a line above its block."""
    for quote in "\"'":
        written = f"title={quote}{title}{quote}"
        found = above.rfind(written)
        if found >= 0:
            start = found + written.index(quote) + 1
            yield Change(start, start + len(title), convert([title])[0])


def _find_content(body: str, content: str, start: int, end: int) -> list[int]:
    """Find the offset of each character of a block's content in the source, whose lines have prefixes.

    Returns:
        One offset per character, and that after the last one; empty if the content is not found.
    """
    places: list[int] = []
    position = start
    for line in content.split("\n"):
        written = line.strip(" \t")
        lead = len(line) - len(line.lstrip(" \t"))
        found = body.find(written, position, end)
        escaped, sign = written, ""
        # In a cell the source has a backslash before each pipe; one of comma-separated values doubles quotation marks.
        for one, doubled in () if found >= 0 else ESCAPES:
            if found < 0:
                escaped, sign = written.replace(one, doubled), one
                found = body.find(escaped, position, end)
        if found < 0:
            return []
        label = LABEL.match(body, position, end)
        if label and label.start() <= found < label.end() and body.find(escaped, label.end(), end) >= 0:
            # The content of `[^注]: 注` must not be found in its label.
            found = body.find(escaped, label.end(), end)
        added = 0
        places += [found] * min(lead, len(line))
        for offset, character in enumerate(written):
            added += character == sign
            places.append(found + offset + added)
        position = found + len(escaped)
        places += [position] * (len(line) + 1 - lead - len(written) if written else 1)
    return places


def _place_prose(block: _Block) -> tuple[Placer, Prose]:
    """Collect the prose of one block, its texts with their positions."""
    placer = Placer(block.token.content, block.places)
    children = block.token.children or []
    if block.token.meta.get("image"):
        # The content of an image block is its alternative text alone; the caption is an inline token of its own.
        children = children[0].children or []
    prose = Prose(locked=block.locked)
    prose.collect(placer.place(children))
    return placer, prose


def _list_aside_texts(block: _Block, asides: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the ranges, in the content of a block, of titles, texts in formulas and attributes that are read out."""
    for aside in asides:
        if AT in aside.meta:
            start, end = aside.meta[AT]
            source = block.token.content[start:end]
            if aside.type == FORMULA:
                yield from ((start + first, start + last) for first, last in find_texts(source))
            elif aside.type == "html_inline":
                found = (one.span("value") for one in PROSE_ATTRIBUTES.finditer(source))
                yield from ((start + first, start + last) for first, last in found)
            else:
                yield start, end


def _formula_changes(block: _Block, start: int, end: int, convert: Convert) -> Iterator[Change]:
    """Yield the changes of the texts in a formula."""
    latex, places = block.token.content[start:end], block.places
    for first, last in find_texts(latex):
        if "\n" not in latex[first:last]:
            text = convert([latex[first:last]])[0]
            yield Change(places[start + first], places[start + last - 1] + 1, text)


def _block_changes(block: _Block, convert: Convert) -> Iterator[Change]:
    """Yield the changes of one block."""
    placer, prose = _place_prose(block)
    prose.convert(convert)
    changes = []
    for part, holder in zip(prose.parts, prose.holders, strict=True):
        if holder is not None and AT in holder.meta and holder.content != part:
            start, end = holder.meta[AT]
            changes.append(Change(start, end, holder.content))
    for aside in prose.asides:
        if AT in aside.meta:
            start, end = aside.meta[AT]
            if aside.type == FORMULA:
                # Stretch by stretch: the lines between them may have the prefix of a list or a quotation.
                changes += _formula_changes(block, start, end, convert)
                continue
            source = block.token.content[start:end]
            text = aside.content if aside.type == "html_inline" else convert([source])[0]
            changes.append(Change(block.places[start], block.places[end - 1] + 1, text))
    yield from changes
    for start, end, offset, label in placer.labels:
        if any(start <= change.start < end for change in changes):
            yield Change(offset, offset, label)
