"""What stands between the pages of a text: page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from duizhao.importing.blocks.kept_lines import is_marked_up
from duizhao.importing.blocks.line_kinds import BARE_NUMBER, HEADING_WIDTH, Line, ends_sentence, is_page_number, measure
from duizhao.importing.blocks.name_lines import is_page_head, list_head_cells
from duizhao.importing.tracked_text import Findings, make_edits

NUMBER_IN_LINE = re.compile(
    r"(?<=[\u3000-\u9fff，。！？：；“”）][^\S\n])(?:[—–－]{1,2}[^\S\n]?(?P<dashed>[0-9]{1,4})[^\S\n]?[—–－]{1,2}"
    r"|第[^\S\n]?(?P<named>[0-9]{1,4})[^\S\n]?[页頁](?:[^\S\n]?[/／，,]?[^\S\n]?[共总總][^\S\n]?(?P<total>[0-9]{1,4})[^\S\n]?[页頁])?)"
    r"[^\S\n]{1,8}(?=[\u3000-\u9fff，。！？：；“”（])"
)
"""A page number between blanks in a line of Han characters."""
NUMBERED = re.compile(r"[0-9]{1,3}[^\S\n]+(?P<name>[^0-9\n]{2,40})|(?P<first>[^0-9\n]{2,40})[^\S\n]+[0-9]{1,3}")
"""The number of a page with a name before or behind it."""
BLANKS = re.compile(r"\s+")
LINES_OF_HEAD = 3
"""The head of a newspaper's page is kept in so many lines at the beginning, for its date."""
LINES_OF_PAGE = 6
"""How many lines a page has at least."""
MOST_REPEATED = 12
"""How many lines at the end of a page stand at the beginning of the next, too, at most."""
SHORTEST_REPEATED = 12
"""How many characters such lines have together at least."""
SHORTEST_OVERLAP, LONGEST_OVERLAP = 6, 200
"""How many characters of a sentence stand at least, and at most, on both pages."""
FEWEST_HEADS = 2
"""How often a running head stands beside a page number."""


def find_page_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Find the lines that are no text but page numbers or running heads.

    Args:
        lines: The lines of a text.

    Returns:
        Their numbers. A bare number is one of a page if others count on at the distance of pages; a running head
        stands beside page numbers at least twice.
    """
    numbers = {at for at, line in enumerate(lines) if is_page_number(line.text)} | _find_bare_numbers(lines)
    numbers |= {at for at, line in enumerate(lines) if at >= LINES_OF_HEAD and is_page_head(line.text)}
    names = {BLANKS.sub("", cell) for line in lines for cell in list_head_cells(line.text)}
    if names:
        numbers |= {
            at for at, line in enumerate(lines) if (found := NUMBERED.fullmatch(line.text)) and _name(found) in names
        }
    breaks = [
        [at for at in (first - 1, last + 1) if 0 <= at < len(lines)] for first, last in _find_runs(sorted(numbers))
    ]
    # A line before a number and again behind it stands on both pages.
    counts = Counter(text for beside in breaks for text in {lines[at].text for at in beside})
    beside = {at for one in breaks for at in one}
    heads = {at for at in beside if counts[lines[at].text] >= FEWEST_HEADS and _may_be_head(lines[at].text)}
    return frozenset(numbers | heads)


def _name(found: re.Match[str]) -> str:
    """Return the name of a page without the blanks in it."""
    return BLANKS.sub("", found["name"] or found["first"])


def find_overlap(before: str, after: str) -> int:
    """Find out how much of the end of a page stands at the beginning of the next, too.

    Args:
        before: The text before the end of the page.
        after: The text after it.

    Returns:
        How many characters stand in both; 0 if they are too few to tell.
    """
    before, after = before[-LONGEST_OVERLAP:], after[:LONGEST_OVERLAP]
    sizes = range(min(len(before), len(after)), SHORTEST_OVERLAP - 1, -1)
    return next((size for size in sizes if before.endswith(after[:size])), 0)


def _find_bare_numbers(lines: Sequence[Line]) -> set[int]:
    """Return the lines with bare numbers that count pages."""
    found = [(at, int(match[1])) for at, line in enumerate(lines) if (match := BARE_NUMBER.fullmatch(line.text))]
    steps = [second[1] == first[1] + 1 and second[0] >= first[0] + LINES_OF_PAGE for first, second in pairwise(found)]
    return {at for at, _ in found} if steps and all(steps) else set()


def _find_runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and the last one of each run of successive numbers."""
    starts = [one for at, one in enumerate(numbers) if at == 0 or numbers[at - 1] < one - 1]
    ends = [one for at, one in enumerate(numbers) if at + 1 == len(numbers) or numbers[at + 1] > one + 1]
    return [*zip(starts, ends, strict=True)]


def _may_be_head(text: str) -> bool:
    """Return whether a line may stand at the top of each page."""
    return measure(text) <= HEADING_WIDTH and not ends_sentence(text)


def find_page_numbers(text: str) -> Findings:
    """Find page numbers that stand between the sentences of a long line.

    Args:
        text: A plain text with a line for each block, or all in one line.

    Returns:
        Edits that drop a number between dashes, or with the word for page, if each counts on from the one before;
        the blanks before it stay.
    """
    if is_marked_up(text):
        return Findings()
    found = [*NUMBER_IN_LINE.finditer(text)]
    numbers = [int(one["dashed"] or one["named"]) for one in found]
    is_told = len(found) > 1 or any(one["dashed"] or one["total"] for one in found)
    if not is_told or any(second != first + 1 for first, second in pairwise(numbers)):
        return Findings()
    return Findings(make_edits((one.span() for one in found), "furniture"))


def find_repeated_lines(lines: Sequence[Line], page_starts: Iterable[int]) -> frozenset[int]:
    """Find lines at the beginning of a page that stood at the end of the page before.

    Args:
        lines: The lines of a text, without what stands between pages.
        page_starts: The numbers of the lines that pages begin with.

    Returns:
        The numbers of the lines that stand there again.
    """
    repeated: set[int] = set()
    for start in page_starts:
        for size in range(min(MOST_REPEATED, start, len(lines) - start), 0, -1):
            texts = [line.text for line in lines[start : start + size]]
            is_long = sum(map(len, texts)) >= SHORTEST_REPEATED
            if is_long and texts == [line.text for line in lines[start - size : start]]:
                repeated.update(range(start, start + size))
                break
    return frozenset(repeated)
