"""From the lines of a plain text to its blocks: broken lines are joined, paragraphs parted by one empty line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duizhao.importing.blocks.kept_lines import Keeping, find_kept_lines, is_marked_up
from duizhao.importing.blocks.line_kinds import Line, begins_block, ends_clause, ends_sentence, measure, read_lines
from duizhao.importing.blocks.page_breaks import find_overlap, find_page_furniture, find_repeated_lines
from duizhao.importing.blocks.run_on_blocks import NOTE_LABEL
from duizhao.importing.blocks.wrapping import Wrapping, find_wrapping, judge_break
from duizhao.importing.tracked_text import Edit, Findings, Question

PARTED = "\n\n"
KEPT = "\\\n"
"""The end of a line after which Markdown begins a new one."""
LATIN_END = re.compile(r"[A-Za-z][,.;:!?)'\"]?$|[0-9]$")
LATIN_START = re.compile(r"[A-Za-z0-9('\"]")
DIVIDED = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,30})-$")
DIVIDED_REST = re.compile(r"[a-z]{2,30}")
WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
COMMA_END = re.compile("[，、,]$")
ENUMERATION = re.compile("[一二三四五六七八九十]是|其[一二三四五]|第[一二三四五六七八九十]")
"""The beginning of a clause that may stand on a line of its own."""
LONG_WIDTH = 60
"""A line of this width that ends within a sentence is no heading."""
QUOTING_WIDTH = 24
"""The width of a line in whose midst a quotation may begin."""
QUOTES = (("“", "”"), ("「", "」"), ("《", "》"), ("（", "）"), ("(", ")"))
GROUP_SIZE = 4
"""How many lines tell of a wrapping of their own."""


class _Gap(NamedTuple):
    """What shall be between two lines."""

    text: str
    """The characters between them."""
    kind: str
    """The kind of repair if they were others before."""
    back: int = 0
    """How many characters at the end of the first line are replaced, too."""
    code: str = ""
    """The code of the question if something is uncertain."""
    question: str = ""
    """The question."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The lines of a text with what is known of them."""

    lines: Sequence[Line]
    """The lines, without page furniture."""
    page_starts: frozenset[int]
    """The numbers of the lines before which page furniture stood."""
    kept: Sequence[Keeping]
    """For each line, why it stays a line."""
    wrappings: Sequence[Wrapping]
    """For each line, how the lines around it were broken."""
    words: frozenset[str]
    """The Latin words, also those with a hyphen; empty if no line ends in a divided word."""


def find_paragraphs(text: str) -> Findings:
    """Find what makes each block of a plain text stand by itself, parted from the next by one empty line.

    Blanks before and after lines are dropped, lines that were broken at a margin are joined, page numbers and
    running heads between them are dropped, lines of verse and tables stay lines.

    Args:
        text: A plain text with line feeds as its line ends. A text with blocks of Markdown is left as it is.

    Returns:
        The edits and the places that are uncertain.
    """
    lines = read_lines(text)
    if not lines or is_marked_up(text):
        return Findings()
    dropped = find_page_furniture(lines)
    repeated = _find_repeated(lines, dropped)
    layout = _lay_out(text, lines, dropped | repeated)
    edits: list[Edit] = []
    questions: list[Question] = []
    at, number, begins = 0, 0, True
    for place, line in enumerate(lines):
        if place in dropped or place in repeated:
            edits.append(Edit(at, line.end, "", "repeated-text" if place in repeated else "furniture"))
            at = line.end
            continue
        size = _count_repeated(layout, number)
        gap = _Gap("", "line-break") if size else _choose_gap(layout, text[at : line.start], number, begins=begins)
        edits += _make_edits(text, at - gap.back, line.start, gap)
        if size:
            edits.append(Edit(line.start, line.start + size, "", "repeated-text"))
        if gap.question:
            questions.append(Question(line.start, gap.code, gap.question))
        begins = gap.text == PARTED
        at, number = line.end, number + 1
    edits += _make_edits(text, at, len(text), _Gap("\n" if "\n" in text[at:] else "", "blank"))
    return Findings(edits, questions)


def _find_repeated(lines: Sequence[Line], dropped: frozenset[int]) -> frozenset[int]:
    """Return the numbers of the lines that stand again after the end of a page."""
    if not dropped:
        return frozenset()
    kept = [place for place in range(len(lines)) if place not in dropped]
    page_starts = [at for at, place in enumerate(kept) if place - 1 in dropped]
    return frozenset(kept[at] for at in find_repeated_lines([lines[place] for place in kept], page_starts))


def _count_repeated(layout: _Layout, number: int) -> int:
    """Return how many characters of a line stand again, from a sentence that the page before it ends within."""
    if number == 0 or number not in layout.page_starts or layout.kept[number] is not Keeping.NO:
        return 0
    before = layout.lines[number - 1].text
    return 0 if ends_sentence(before) else find_overlap(before, layout.lines[number].text)


def _lay_out(text: str, lines: Sequence[Line], dropped: frozenset[int]) -> _Layout:
    """Find out how the lines of a text belong together."""
    rest: list[Line] = []
    page_starts: set[int] = set()
    for place, line in enumerate(lines):
        if place in dropped:
            page_starts.add(len(rest))
        else:
            rest.append(line)
    kept = find_kept_lines(rest)
    free = [line for line, keeping in zip(rest, kept, strict=True) if keeping is Keeping.NO]
    whole = find_wrapping(free)
    wrappings: list[Wrapping] = []
    for group in _group(rest):
        own = find_wrapping(group) if len(group) >= GROUP_SIZE else Wrapping(0)
        wrappings += [own if own.width else whole] * len(group)
    divided = any(DIVIDED.search(line.text[-32:]) for line in rest)
    words = frozenset(WORD.findall(text.casefold())) if divided else frozenset[str]()
    return _Layout(rest, frozenset(page_starts), kept, wrappings, words)


def _group(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines in groups that empty lines part."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.gap == 1 and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _choose_gap(layout: _Layout, before: str, number: int, *, begins: bool) -> _Gap:
    """Choose what shall stand before a line.

    Args:
        layout: The lines.
        before: What stands before it now.
        number: The number of the line.
        begins: Whether the line before it is the first one of its block.

    Returns:
        The characters, with a question if they are uncertain.
    """
    keeping = layout.kept[number]
    if number == 0:
        return _Gap(before if keeping is Keeping.CODE else "", "blank")
    line, after = layout.lines[number - 1], layout.lines[number]
    if after.gap == 1 and keeping is not Keeping.NO and layout.kept[number - 1] is keeping:
        return _keep(layout, number, before, line)
    end = _Gap(PARTED, "blank" if before.count("\n") > 1 else "paragraph-end")
    if keeping is not Keeping.NO or layout.kept[number - 1] is not Keeping.NO:
        return end
    if after.gap == 1 and _goes_on(line, after):
        return _join(layout, line, after)
    if layout.wrappings[number - 1].width:
        return _judge_wrapped(layout, number, end, begins=begins)
    return _judge_single(layout, line, after, end, is_page_break=number in layout.page_starts)


def _judge_wrapped(layout: _Layout, number: int, end: _Gap, *, begins: bool) -> _Gap:
    """Choose what stands before a line, in a text whose lines were broken at a margin."""
    line, after = layout.lines[number - 1], layout.lines[number]
    is_page_break = number in layout.page_starts
    judged = judge_break(line, after, layout.wrappings[number - 1], begins=begins, is_page_break=is_page_break)
    if judged.is_end:
        return end
    joined = _join(layout, line, after)
    if judged.is_certain or joined.question:
        return joined
    return joined._replace(code="paragraph", question="a paragraph may end before this line: the line above was full")


def _judge_single(layout: _Layout, line: Line, after: Line, end: _Gap, *, is_page_break: bool) -> _Gap:
    """Choose what stands after a line that ends within a sentence, in a text whose lines are paragraphs."""
    if (after.gap > 1 and not is_page_break) or ends_sentence(line.text) or ends_clause(line.text):
        return end
    if begins_block(after.text) or after.indent > line.indent + 1:
        return end
    if COMMA_END.search(line.text[-1:]):
        return end if ENUMERATION.match(after.text) else _join(layout, line, after)
    if measure(line.text) < LONG_WIDTH:
        return end
    if is_page_break:
        return _join(layout, line, after)
    return end._replace(code="paragraph", question="the line before ends within a sentence: this one may belong to it")


def _goes_on(line: Line, after: Line) -> bool:
    """Return whether a line certainly goes on in the next one: an editor's note, or a quotation that ends there."""
    if ends_sentence(line.text) or ends_clause(line.text) or begins_block(after.text) or after.indent > line.indent:
        return False
    if NOTE_LABEL.match(line.text) and measure(line.text) >= QUOTING_WIDTH:
        return True
    if measure(line.text) < QUOTING_WIDTH:
        return False
    is_open = any(line.text.rfind(one) > line.text.rfind(other) and other in after.text for one, other in QUOTES)
    return is_open or (line.text.count('"') % 2 == 1 and after.text.count('"') % 2 == 1)


def _keep(layout: _Layout, number: int, before: str, line: Line) -> _Gap:
    """Choose what stands between two lines that stay lines."""
    keeping = layout.kept[number]
    if keeping is Keeping.CODE:
        return _Gap(before, "blank")
    gap = _Gap("\n" if line.is_kept else KEPT, "kept-line")
    if keeping is Keeping.TABLE and (number == 1 or layout.kept[number - 2] is not keeping or line.gap > 1):
        return gap._replace(code="table", question="rows of a table stand here as lines")
    return gap


def _join(layout: _Layout, line: Line, after: Line) -> _Gap:
    """Choose what joins two lines of a paragraph."""
    start, rest = DIVIDED.search(line.text[-32:]), DIVIDED_REST.match(after.text)
    if start is not None and rest is not None:
        if (start[1] + rest[0]).casefold() in layout.words:
            return _Gap("", "line-break", back=1)
        if f"{start[1]}-{rest[0]}".casefold() in layout.words:
            return _Gap("", "line-break")
        return _Gap("", "line-break", 0, "divided-word", f"{start[1]}-{rest[0]} may be written without its hyphen")
    is_latin = LATIN_END.search(line.text[-3:]) and LATIN_START.match(after.text)
    in_number = line.text[-1].isdigit() and after.text[0].isdigit() and not line.text.isascii()
    return _Gap(" " if is_latin and not in_number else "", "line-break")


def _make_edits(text: str, start: int, end: int, gap: _Gap) -> list[Edit]:
    """Make the edit that replaces what stands in a place, as small as possible; none if it stands there already."""
    old, new = text[start:end], gap.text
    if old == new:
        return []
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    tail = 0
    while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return [Edit(start + same, end - tail, new[same : len(new) - tail], gap.kind)]
