"""Text that stands twice, because pages overlapped where they were joined."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duizhao.importing.blocks.kept_lines import is_marked_up
from duizhao.importing.blocks.line_kinds import CLOSERS, ends_sentence, is_page_number
from duizhao.importing.tracked_text import Edit, Findings, Question

SENTENCE = re.compile(rf"[。！？!?…]{{1,6}}[{re.escape(CLOSERS)}]{{0,3}}")
"""The end of a sentence in a paragraph."""
PAGE_BAR = re.compile(
    r"[\[【(（<《«‹]{0,2}(?:(?:上一?[页頁]|下一?[页頁]|首[页頁]|尾[页頁]|末[页頁]|前一?[页頁]|后一?[页頁]|後一?[页頁]"
    r"|[接续續转轉][上下]?第?(?:[0-9]{0,3}|[一二三四五六七八九十]{1,3})[页頁版]|未完待[续續]|[全共]文?[0-9]{0,3}[页頁]|第[0-9]{1,4}[页頁]|[0-9]{1,4}"
    r"|[\s|·/\[\]【】()（）<>《》«»‹›.…—-])){1,60}"
)
"""A line that leads to other pages, or says which page this is."""
SHORTEST_TWIN, SHORTEST_REPEAT = 12, 30
"""How many characters a text has at least that is dropped after itself, and that is asked about elsewhere."""
LONGEST_TWIN = 40
"""How many sentences are dropped at once at most."""
NO_LETTER = re.compile(r"[\W_]+")
BLANK = re.compile(r"\s+")
EXCERPT = 20


class _Sentence(NamedTuple):
    """A sentence of a block, or a block without sentences."""

    start: int
    """The offset of its first character."""
    end: int
    """The offset after its last one."""
    key: str
    """Its characters without blanks."""
    block: int
    """The number of its block."""
    is_first: bool
    """Whether it begins its block."""
    is_last: bool
    """Whether it ends its block."""


class _Reading(NamedTuple):
    """The sentences of a text and what stands between pages."""

    sentences: Sequence[_Sentence]
    """The sentences in order, without those of verse, tables and page bars."""
    bars: Sequence[tuple[int, int, int]]
    """Each block that is a page bar: its offsets and the number of the first sentence after it."""
    borders: Sequence[int]
    """The numbers of sentences that have verse or a table directly before them, ascending."""


def find_seams(text: str) -> Findings:
    """Find text that stands twice.

    Args:
        text: A plain text whose blocks are parted by one empty line.

    Returns:
        Edits that drop the second of two equal texts in direct succession, with the page bars between them, and
        questions for what stands twice elsewhere. Verse and tables are left out.
    """
    if is_marked_up(text):
        return Findings()
    reading = _read_sentences(text)
    twins = _find_twins(reading)
    edits: list[Edit] = []
    dropped: set[int] = set()
    for first, second in twins:
        edits += _drop(text, reading, first, second)
        dropped.update(range(first, second))
    return Findings(edits, _find_repeats(reading.sentences, dropped))


def _read_sentences(text: str) -> _Reading:
    """Cut a text into sentences."""
    sentences: list[_Sentence] = []
    bars: list[tuple[int, int, int]] = []
    borders: list[int] = []
    at = 0
    for number, raw in enumerate(text.split("\n\n")):
        block = raw.strip()
        start = at + len(raw) - len(raw.lstrip())
        at += len(raw) + 2
        if not block:
            continue
        if "\n" in block:
            borders.append(len(sentences))
        elif is_page_number(block) or (len(block) <= 120 and _is_bar(block)):  # noqa: PLR2004
            bars.append((start, start + len(block), len(sentences)))
        else:
            spans = [*_cut(block)]
            for place, (begin, end) in enumerate(spans):
                key = BLANK.sub("", block[begin:end])
                is_last = place == len(spans) - 1
                sentences.append(_Sentence(start + begin, start + end, key, number, place == 0, is_last))
    return _Reading(sentences, bars, borders)


def _is_bar(block: str) -> bool:
    """Return whether a block leads to other pages: it names them, and has nothing else."""
    return PAGE_BAR.fullmatch(block) is not None and re.search("[页頁版续續]", block) is not None


def _cut(block: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of a block, without the blanks between them."""
    at = 0
    for found in SENTENCE.finditer(block):
        if found.end() > at:
            yield at + _count_blanks(block, at), found.end()
            at = found.end()
    if block[at:].strip():
        yield at + _count_blanks(block, at), len(block)


def _count_blanks(block: str, at: int) -> int:
    """Return how many blanks stand at an offset."""
    end = at
    while end < len(block) and block[end].isspace():
        end += 1
    return end - at


def _find_twins(reading: _Reading) -> list[tuple[int, int]]:
    """Return the ranges of sentences that repeat what stands directly before them, in order and without overlaps.

    What is dropped counts as gone, so that a third copy follows the first one directly.
    """
    twins: list[tuple[int, int]] = []
    kept: list[int] = []
    places: dict[str, list[int]] = {}
    for number, sentence in enumerate(reading.sentences):
        before = places.setdefault(sentence.key, [])
        before.append(len(kept))
        kept.append(number)
        size = before[-1] - before[-2] if len(before) > 1 else 0
        if not size or not _is_twin(reading, kept, size):
            continue
        first = kept[-size]
        while twins and twins[-1][0] >= first:
            twins.pop()
        twins.append((first, number + 1))
        for gone in kept[-size:]:
            places[reading.sentences[gone].key].pop()
        del kept[-size:]
    return twins


def _is_twin(reading: _Reading, kept: Sequence[int], size: int) -> bool:
    """Return whether the last sentences that are kept repeat as many before them."""
    if size > LONGEST_TWIN or 2 * size > len(kept):
        return False
    start = kept[-2 * size]
    if bisect(reading.borders, kept[-1]) > bisect(reading.borders, start):
        return False
    first, second = ([reading.sentences[one].key for one in part] for part in (kept[-2 * size : -size], kept[-size:]))
    letters = sum(len(NO_LETTER.sub("", key)) for key in first)
    return (
        first == second
        and letters >= SHORTEST_TWIN
        and all(ends_sentence(key) or len(key) >= SHORTEST_TWIN for key in first)
    )


def _drop(text: str, reading: _Reading, first: int, second: int) -> Iterator[Edit]:
    """Yield the edits that drop a range of sentences and the page bars before it."""
    sentences = reading.sentences
    end = sentences[second - 1].end
    at = sentences[first - 1].end
    for start, stop, number in reading.bars:
        if number == first and at <= start:
            yield Edit(at, stop, "", "furniture")
            at = stop
    is_block = sentences[first].is_first and sentences[second - 1].is_last
    if is_block or not sentences[first].is_first:
        yield Edit(at, end, "", "repeated-text")
        return
    # The rest of its block goes on with the paragraph of which the repeated text was the end.
    yield Edit(at, end + _count_blanks(text[end : end + 50], 0), "", "repeated-text")


def _find_repeats(sentences: Sequence[_Sentence], dropped: set[int]) -> list[Question]:
    """Ask about long sentences that stand twice; once for several in succession."""
    seen: dict[str, int] = {}
    questions: list[Question] = []
    distance, last = 0, -2
    for number, sentence in enumerate(sentences):
        if number in dropped or len(sentence.key) < SHORTEST_REPEAT:
            continue
        key = NO_LETTER.sub("", sentence.key)
        if len(key) < SHORTEST_REPEAT:
            continue
        before = seen.setdefault(key, number)
        if before != number:
            if not (number - before == distance and number - last <= 3):  # noqa: PLR2004
                message = f"“{sentence.key[:EXCERPT]}…” stands twice in this text"
                questions.append(Question(sentence.start, "repeated-text", message))
            distance, last = number - before, number
    return questions
