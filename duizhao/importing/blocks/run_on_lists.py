"""Numbered lists whose entries have run together in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.importing.blocks.kept_lines import is_marked_up
from duizhao.importing.blocks.line_kinds import HAN, ends_sentence, read_lines
from duizhao.importing.tracked_text import Edit, Findings, Question

NUMBER = re.compile(
    r"(?P<paren>[（(](?P<a>[0-9]{1,2})[）)])|(?P<half>(?<![0-9A-Za-z.])(?P<b>[0-9]{1,2})[)）])"
    r"|(?P<dot>(?<![0-9A-Za-z.．])(?P<c>[0-9]{1,2})[.．、](?![0-9]))|(?P<circle>[①-⑳])"
    r"|(?P<open>[（(【〔\[])|(?P<close>[）)】〕\]])"
)
"""The number of an entry in one of four forms, or a bracket."""
FEWEST_ENTRIES = 3
UNMARKED = r"[\u4e00-\u9fffA-Za-z0-9%”」）》]"
ENDED = re.compile(rf"。[”’」』）)]?\s{{0,4}}$|{UNMARKED}\s{{1,4}}$")
"""What stands between two entries that are no parts of one sentence."""
BEFORE_NUMBER = re.compile(r"(?:^|[：:；;。！？!?])[”’」』）)]?\s{0,4}$")
"""What stands before the number of an entry."""
BEFORE_DOT = re.compile(rf"{BEFORE_NUMBER.pattern}|{UNMARKED}\s{{0,4}}$")
"""The same for a number with a dot, which no sentence has in its midst."""
BEFORE_FIRST = re.compile(r"(?:^|[：:])\s{0,4}$")
INNER_END = re.compile("[。！？]")
CONTEXT = 6
ASK = "a numbered list may have run together here"


class _Number(NamedTuple):
    """A number that may begin an entry."""

    start: int
    """Where it begins."""
    end: int
    """Where it ends, with the blanks behind it."""
    form: str
    """Its form."""
    value: int
    """The number."""


def find_run_on_lists(text: str) -> Findings:
    """Find numbered lists whose entries have run together in one line.

    Args:
        text: A plain text with one line for each block.

    Returns:
        Edits that make each entry a block that begins with its number, a dot and a blank; questions where the
        list's end or beginning is uncertain. Enumerations within a sentence stay as they are.
    """
    if is_marked_up(text):
        return Findings()
    edits: list[Edit] = []
    questions: list[Question] = []
    for line in read_lines(text):
        for numbers in _find_sequences(text, line.start, line.end):
            if _is_list(text, line.start, line.end, numbers):
                for number in numbers:
                    begin = number.start
                    while begin > line.start and text[begin - 1].isspace():
                        begin -= 1
                    new = f"{number.value}. "
                    edits.append(Edit(begin, number.end, new if begin == line.start else f"\n\n{new}", "list-item"))
            elif all(BEFORE_NUMBER.search(_before(text, line.start, one)) for one in numbers):
                questions.append(Question(numbers[0].start, "paragraph", ASK))
    return Findings(edits, questions)


def _find_sequences(text: str, start: int, end: int) -> Iterator[list[_Number]]:
    """Yield the first sequence of a line from 1 on with at least three numbers of one form outside brackets."""
    runs: dict[str, list[_Number]] = {}
    broken: set[str] = set()
    depth = 0
    for found in NUMBER.finditer(text, start, end):
        form = str(found.lastgroup) if found.lastgroup in {"circle", "open", "close"} else _name_form(found)
        if form in {"open", "close"}:
            depth = max(0, depth + (1 if form == "open" else -1))
            continue
        if depth and form != "half":
            continue
        if depth:
            # The bracket that closes here was opened before the number: it is none.
            depth -= 1
            continue
        value = ord(found[0]) - ord("①") + 1 if form == "circle" else int(found["a"] or found["b"] or found["c"])
        run = runs.setdefault(form, [])
        if value != len(run) + 1:
            broken.add(form)
        stop = found.end()
        while stop < end and text[stop].isspace():
            stop += 1
        run.append(_Number(found.start(), stop, form, value))
    whole = [run for form, run in runs.items() if form not in broken and len(run) >= FEWEST_ENTRIES]
    # Two lists within one another are left to a person.
    yield from sorted(whole)[:1]


def _name_form(found: re.Match[str]) -> str:
    """Return the form of a number."""
    return next(form for form in ("paren", "half", "dot") if found[form])


def _before(text: str, start: int, number: _Number) -> str:
    """Return what stands before a number in its line."""
    return text[max(start, number.start - CONTEXT) : number.start]


def _is_list(text: str, start: int, end: int, numbers: list[_Number]) -> bool:
    """Return whether numbers certainly begin the entries of a list that ends with its line."""
    first, *others = numbers
    is_dot = first.form == "dot"
    before_first, *before_others = (_before(text, start, one) for one in numbers)
    if not (BEFORE_FIRST.search(before_first) or (is_dot and ENDED.search(before_first))):
        return False
    if not all((BEFORE_DOT if is_dot else ENDED).search(one) for one in before_others):
        return False
    stops = [one.start for one in others] + [end]
    entries = [text[one.end : stop].strip() for one, stop in zip(numbers, stops, strict=True)]
    if not all(HAN.search(entry) for entry in entries):
        return False
    is_ended = [ends_sentence(entry) for entry in entries]
    if not is_ended[-1] and (any(is_ended) or not is_dot):
        return False
    has_sentences = [INNER_END.search(entry[:-2]) is not None for entry in entries]
    return not has_sentences[-1] or any(has_sentences[:-1])
