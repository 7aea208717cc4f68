"""Blocks that stand in one line, with blanks where they end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from duizhao.importing.blocks.kept_lines import is_marked_up
from duizhao.importing.blocks.line_kinds import (
    CLOSERS,
    DATELINE,
    HAN,
    HEAD_NUMBER,
    Line,
    begins_block,
    ends_clause,
    ends_sentence,
    is_heading_like,
    measure,
    read_lines,
)
from duizhao.importing.blocks.name_lines import RUBRIC, ends_in_signature, goes_on
from duizhao.importing.tracked_text import Edit, Findings, Question

BLANKS = re.compile(r"(?<=\S)[^\S\n]+(?=\S)")
OPEN_BRACKET = re.compile("[（(【〔][^）)】〕]*$")
DATELINE_END = re.compile(rf"(?:{DATELINE.pattern})(?:[^\S\n]?[（(][^）)]{{2,30}}[）)])?")
"""The beginning of a report up to its first sentence."""
CAPTION = re.compile("[▲▼△▽]|.{0,6}[图圖][为為]")
CREDIT = re.compile("[摄攝]影?|供[图圖]|[图圖]|[制製][图圖]")
CREDIT_END = re.compile(rf"(?:{CREDIT.pattern})[）)]?$")
"""The end of a caption, which names the photographer."""
DATED = re.compile(r"(?:(?:[发發]布|更新)?[时時][间間][：:]\s?)?[0-9]{4}[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}")
"""The beginning of a line with the day of publication."""
SPACED = re.compile(rf"(?<=[㐀-鿿])[ \xa0](?=[A-Za-z0-9])(?!.{DATED.pattern})|(?<=[A-Za-z0-9])[ \xa0](?=[㐀-鿿])")
TIGHT = re.compile("[㐀-鿿](?=[A-Za-z0-9])|[A-Za-z0-9](?=[㐀-鿿])")
"""A border of Han characters with letters or digits, with a blank and without."""
TIGHT_FACTOR = 4
"""How many more borders are without a blank in texts that do not set blanks there."""
INNER_END = re.compile(rf"[。！？!?][{re.escape(CLOSERS)}]*(?=[^\s{re.escape(CLOSERS)}。！？!?…])")
"""The end of a sentence that no blank follows."""
SIGNED_HEAD = re.compile(r"【[^】]{2,24}】|[■◆●▪][^\s。]{2,24}")
"""A heading with a sign, not with a number."""
NOTE_LABEL = re.compile("【?(?:[编編]者按|[开開][栏欄]|核心提示|[导導][读讀]|[内內]容提要|[阅閱][读讀]提示|摘要)")
"""A label before a note, which is no heading."""
MARK = re.compile("[，。！？；：、,;:!?]")
WIDE_COLUMNS, INDENT_COLUMNS = 2, 4
"""The width of blanks that part more than words, and of the indent of a paragraph."""
CROWDED_SHARE, CROWDED_LENGTH = 0.5, 60
"""A line of so many characters with this share of the text holds several blocks."""
SCATTERED = 5
"""Blanks behind every fifth character or more are those of a scanner or of Latin words."""
NARROW = frozenset(" \xa0")
SINGLE_SHARE, FEWEST_ENDS = 0.75, 2
"""The share of single blanks at ends of blocks, and how many of them after sentences, that show what they mean."""
LONG_LINE, LONG_SHARE, FEWEST_ENDS_IN_LINES = 300, 0.8, 4
"""Several lines of so many characters, with this share of the text, may hold several blocks each."""
LONGEST_OPENING = 6
"""How many parts title, subtitle, names and imprint have at most."""
LONGEST_PARAGRAPH = 1500
"""A paragraph of more characters is asked about."""
CONTEXT = 60
"""How many characters beside blanks are looked at."""
LONGEST_HEAD, SHORTEST_HEAD_WIDTH, SHORTEST_REST = 25, 8, 20
"""How many characters a heading has at most, how many columns at least, and how many characters the text behind it."""
COUPLET_DIFFERENCE = 2
"""By how many columns the two parts of a heading differ at most."""
ASK_SENTENCE = "a paragraph may end before this sentence: wide blanks stand there"
ASK_EACH = "a blank follows each sentence here: a paragraph may end at some of them"
ASK_BLANKS = "a block may end at these blanks, which stand within a sentence"
ASK_HEAD = "a heading may have run into this paragraph"
ASK_LENGTH = "this paragraph has {} characters, and nothing tells where others may begin"


class _Blanks(NamedTuple):
    """Blanks between two parts of a line."""

    start: int
    """Where they begin in the text."""
    end: int
    """Where they end."""
    width: int
    """Their width in columns."""
    before: str
    """What stands before them in the same block; only its end if it is long."""
    is_whole: bool
    """Whether that is all."""
    after: str
    """What stands behind them, to the next blanks or the end of the line; only its beginning if it is long."""


class _Sign(Enum):
    """What stands before blanks."""

    SENTENCE = "sentence"
    NUMBERED = "heading with a number"
    HEAD = "what may be a heading"
    CLAUSE = "clause"
    OTHER = "other"
    NONE = "nothing that tells of other blanks"


class _Verdict(NamedTuple):
    """What blanks mean."""

    is_end: bool = False
    """Whether a block ends there."""
    code: str = ""
    """The code of a question, if that is uncertain."""
    question: str = ""
    """The question."""
    sign: _Sign = _Sign.OTHER
    """What stands before them."""


class _Reading(NamedTuple):
    """How blanks of a text are to be read."""

    is_crowded: bool
    """Whether the text stands in hardly any lines."""
    has_single: bool
    """Whether single blanks end blocks."""
    is_tight: bool = False
    """Whether no blanks are set between Han characters and letters or digits."""
    question: int = -1
    """The offset of the first of the single blanks that may end blocks; -1 if that is no question."""


def find_run_on_blocks(text: str) -> Findings:
    """Find the blocks of a plain text that stand in one line where blanks tell their ends.

    Args:
        text: A plain text whose blocks are parted by empty lines as far as its lines tell them.

    Returns:
        Edits that part the blocks, and questions where a block may end. A line without such blanks stays whole.
    """
    lines = read_lines(text)
    if not lines or is_marked_up(text):
        return Findings()
    reading = _find_reading(text, lines)
    edits: list[Edit] = []
    questions = [Question(reading.question, "paragraph", ASK_EACH)] if reading.question >= 0 else []
    for line in _choose_lines(lines):
        begin = line.start
        for blanks, verdict in _read_blanks(text, line, reading):
            if verdict.is_end:
                edits.append(Edit(blanks.start, blanks.end, "\n\n", "paragraph-end"))
                questions += _ask_about_length(begin, blanks.start)
                begin = blanks.end
            elif verdict.question:
                questions.append(Question(blanks.end, verdict.code, verdict.question))
        questions += _ask_about_length(begin, line.end)
    return Findings(edits, sorted(questions))


def _choose_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that are blocks by themselves, not verse or rows of tables."""
    for number, line in enumerate(lines):
        if line.gap != 1 and not (number + 1 < len(lines) and lines[number + 1].gap == 1):
            yield line


def _ask_about_length(start: int, end: int) -> list[Question]:
    """Ask about a paragraph that is longer than any should be."""
    size = end - start
    return [Question(start, "paragraph", ASK_LENGTH.format(size))] if size > LONGEST_PARAGRAPH else []


def _find_reading(text: str, lines: Sequence[Line]) -> _Reading:
    """Find out how the blanks of a text are to be read."""
    sizes = [line.end - line.start for line in lines]
    # Edits leave both numbers as they are, so that a text is read alike before and after them.
    words = text.split()
    scattered = len(words) * SCATTERED > sum(map(len, words))
    total = sum(sizes)
    may_be = max(sizes) >= CROWDED_LENGTH and sum(one for one in sizes if one >= LONG_LINE) >= LONG_SHARE * total
    if scattered or not (may_be or max(sizes) >= max(CROWDED_LENGTH, CROWDED_SHARE * total)):
        return _Reading(is_crowded=False, has_single=False)
    is_crowded = max(sizes) >= max(CROWDED_LENGTH, CROWDED_SHARE * total)
    is_tight = len(TIGHT.findall(text)) > TIGHT_FACTOR * len(SPACED.findall(text))
    attempt = _Reading(is_crowded, has_single=True, is_tight=is_tight)
    counts = dict.fromkeys(_Sign, 0)
    opening, first = 0, -1
    for line in _choose_lines(lines):
        for blanks, verdict in _read_blanks(text, line, attempt):
            if blanks.width >= WIDE_COLUMNS:
                continue
            if verdict.sign is _Sign.SENTENCE and first < 0:
                first = blanks.end
            if verdict.sign is _Sign.HEAD and first < 0 and opening < LONGEST_OPENING:
                opening += 1
            else:
                counts[verdict.sign] += 1
    ends, heads = counts[_Sign.SENTENCE], counts[_Sign.HEAD]
    told = ends + counts[_Sign.NUMBERED]
    is_told = told >= (FEWEST_ENDS if is_crowded else FEWEST_ENDS_IN_LINES) and ends > 0 and heads <= ends + 1
    blocks = told + heads + counts[_Sign.CLAUSE]
    if not is_told or blocks < SINGLE_SHARE * (blocks + counts[_Sign.OTHER]):
        return _Reading(is_crowded, has_single=False)
    if told == ends and not heads and INNER_END.search(text) is None:
        return _Reading(is_crowded, has_single=False, question=first)
    return attempt


def _read_blanks(text: str, line: Line, reading: _Reading) -> Iterator[tuple[_Blanks, _Verdict]]:
    """Yield the blanks of a line with what they mean."""
    begin = line.start
    spans = (found.span() for found in BLANKS.finditer(text, line.start, line.end))
    span = next(spans, None)
    while span is not None:
        (start, end), span = span, next(spans, None)
        is_narrow = end - start == 1 and text[start] in NARROW
        if is_narrow and not reading.has_single and start - begin > CONTEXT:
            continue
        stop = min(span[0] if span else line.end, end + CONTEXT)
        before = text[max(begin, start - CONTEXT) : start]
        width = measure(text[start : min(end, start + CONTEXT)].expandtabs(4))
        blanks = _Blanks(start, end, width, before, start - begin <= CONTEXT, text[end:stop])
        verdict = _judge(blanks, reading, line.end - end)
        if verdict.is_end:
            begin = end
        yield blanks, verdict


def _judge(blanks: _Blanks, reading: _Reading, rest: int) -> _Verdict:
    """Judge what blanks mean, with `rest` characters behind them in the line."""
    before, after = blanks.before, blanks.after
    is_sentence = ends_sentence(before)
    is_latin = before[-1].isascii() and after[0].isascii() and not (is_sentence and HAN.search(before))
    if is_latin or OPEN_BRACKET.search(before) or (blanks.is_whole and _is_within(before, after)):
        return _Verdict(sign=_Sign.NONE)
    if blanks.is_whole and _is_numbered_head(before, after, rest):
        return _Verdict(is_end=True, sign=_Sign.NUMBERED)
    if reading.has_single and blanks.width < WIDE_COLUMNS:
        return _judge_single(blanks, is_tight=reading.is_tight)
    verdict = _judge_crowded(blanks) if reading.is_crowded else _judge_other(blanks)
    if verdict.is_end or verdict.question or rest < SHORTEST_REST or not blanks.is_whole:
        return verdict
    if SIGNED_HEAD.fullmatch(before) and not NOTE_LABEL.match(before):
        return _Verdict(code="heading", question=ASK_HEAD)
    return verdict


def _is_within(before: str, after: str) -> bool:
    """Return whether blanks stand within a heading, a line of names, or the beginning of a report."""
    return _is_couplet(before, after) or goes_on(before, after) or DATELINE_END.fullmatch(before) is not None


def _judge_single(blanks: _Blanks, *, is_tight: bool) -> _Verdict:
    """Judge a single blank in a text in which these end blocks."""
    before, after = blanks.before, blanks.after
    if ends_sentence(before) or ends_in_signature(before):
        return _Verdict(is_end=True, sign=_Sign.SENTENCE)
    if ends_clause(before) or (CREDIT_END.search(before) and CAPTION.match(before)):
        return _Verdict(is_end=True, sign=_Sign.CLAUSE)
    if CREDIT.fullmatch(after) and CAPTION.match(before):
        return _Verdict(sign=_Sign.NONE)
    is_head = _is_head(blanks)
    if is_head and DATED.match(after):
        return _Verdict(is_end=True, sign=_Sign.HEAD)
    if any(one.isascii() and one.isalnum() for one in (before[-1], after[0])) and not (is_head and is_tight):
        return _Verdict(sign=_Sign.NONE)
    return _Verdict(is_end=True, sign=_Sign.HEAD) if is_head else _Verdict()


def _is_head(blanks: _Blanks) -> bool:
    """Return whether what stands before blanks may be a heading."""
    if blanks.is_whole and RUBRIC.fullmatch(blanks.before):
        return True
    shortest = SHORTEST_HEAD_WIDTH if len(blanks.after) < SHORTEST_REST else 4
    return blanks.is_whole and is_heading_like(blanks.before) and measure(blanks.before) >= shortest


def _judge_crowded(blanks: _Blanks) -> _Verdict:
    """Judge blanks in a text that stands in hardly any lines, but does not end blocks with single ones."""
    before, after = blanks.before, blanks.after
    if blanks.width < WIDE_COLUMNS:
        return _Verdict()
    is_block = ends_sentence(before) or ends_in_signature(before) or ends_clause(before) or before[-1] in CLOSERS
    if is_block or _is_head(blanks) or begins_block(after):
        return _Verdict(is_end=True)
    if min(measure(before), measure(after)) < SHORTEST_HEAD_WIDTH:
        return _Verdict()
    return _Verdict(code="paragraph", question=ASK_BLANKS)


def _judge_other(blanks: _Blanks) -> _Verdict:
    """Judge blanks in a text whose lines are blocks."""
    if blanks.width < WIDE_COLUMNS or not ends_sentence(blanks.before) or not HAN.search(blanks.before):
        return _Verdict()
    if blanks.width >= INDENT_COLUMNS:
        return _Verdict(is_end=True)
    return _Verdict(code="paragraph", question=ASK_SENTENCE)


def _is_numbered_head(before: str, after: str, rest: int) -> bool:
    """Return whether a heading with a number ends before the text of its paragraph."""
    number = HEAD_NUMBER.match(before)
    if number is None or len(before) > LONGEST_HEAD or rest < SHORTEST_REST or not is_heading_like(before):
        return False
    return MARK.search(before, number.end()) is None and MARK.search(after) is not None


def _is_couplet(before: str, after: str) -> bool:
    """Return whether two parts are one heading: about equally long, without marks."""
    bare = HEAD_NUMBER.sub("", before, count=1)
    if after[0] in "—–-" or MARK.search(bare) or MARK.search(after) or not HAN.search(bare) or not HAN.search(after):
        return False
    widths = measure(bare), measure(after)
    return min(widths) >= SHORTEST_HEAD_WIDTH and abs(widths[0] - widths[1]) <= COUPLET_DIFFERENCE
