"""Blanks that a scanned column, a PDF file or a typesetter left between Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from duizhao.importing.likelihood import is_word, weigh_words
from duizhao.importing.marks.byline_blanks import find_byline_blanks
from duizhao.importing.tracked_text import Edit, Findings, Question

KIND = "blank"
HAN_RANGES = "㐀-䶿一-鿿豈-\ufaff〇\U00020000-\U0003fffd"
HAN = re.compile(f"[{HAN_RANGES}]")
MASKED = re.compile(
    r"`[^`\n]{1,400}`|\{\{[^{}\n]{1,200}\}\}|\]\([^()\[\]\n]{0,800}\)|\]\[[^\[\]\n]{0,200}\]|<[^<>\n]{1,800}>"
    r"|https?://[^\s<>]{1,800}|\$[^$\n]{1,400}\$|\{[:#.][^{}\n]{0,200}\}|-\{[^{}\n]{0,200}\}-"
)
"""What is no prose within a line: code, references, addresses, tags, formulas."""
MASK = "\x1a"
PREFIX = re.compile(
    r"(?:[ \t]*(?:>|[-+*•·][ \t]|\d{1,9}[.)][ \t]|\[\^[^\[\]\n]{1,100}\]:|:[ \t]|(?:!!!|\?\?\?\+?)[^\n]*))*[ \t]*"
)
"""What a line begins with that Markdown reads as a list, a quotation, a note or a box."""
CODE_BLOCK = re.compile(r"(?: {4}|\t)")
KEPT_LINE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|\|)|[^\n]*(?:\\|[^\s\\] \| [^\n]*)\Z")
"""A line whose blanks mean something: a heading, a row of a table, a line of verse."""
GAP = re.compile(r"[ \t\u3000]+")
STRETCH = re.compile(f"(?<![{HAN_RANGES}])[{HAN_RANGES}]++(?:[ \t\u3000]++[{HAN_RANGES}]++)++")
"""Han characters with blanks between them."""
EDGE = re.compile(f"(?<![{HAN_RANGES} \t\u3000])[ \t\u3000]++|(?<=[{HAN_RANGES}])[ \t\u3000]++(?![{HAN_RANGES}])")
"""Blanks that do not stand between two Han characters."""
TITLE = re.compile(r"《[^《》\n]{1,60}》")
LONGEST_TITLE = 60
PROSE = re.compile(f"[。！？；，]|(?<=[{HAN_RANGES}])[ ]{{0,2}}[,;?!.](?=[ {HAN_RANGES}]|$)")
"""A mark that lines of names, titles and headings do not have."""
STOPS, OPENING, CLOSING = "，。、；：？！", "「『《〈（【〔［｛〖", "」』》〉）】〕］｝〗"
QUOTES_OPENING, QUOTES_CLOSING = "“‘", "”’"
OPENERS, CLOSERS = frozenset(OPENING + QUOTES_OPENING), frozenset(CLOSING + QUOTES_CLOSING)
STROKES = "—…～·"
WIDE_MARKS = frozenset(STOPS + OPENING + CLOSING + STROKES + QUOTES_OPENING + QUOTES_CLOSING)
BEGINNING = re.compile(f"[{HAN_RANGES}A-Za-z{re.escape(STOPS + OPENING + CLOSING)}“”‘’—…]|[0-9]{{1,9}}+(?![.)])")
"""What a paragraph may begin with that Markdown does not read as more once no blank stands before it."""
NUMBERED = re.compile(
    r"[〇零一二三四五六七八九十百\d]{1,5}、$|第[〇零一二三四五六七八九十百千\d]{1,6}[章节節条條款项項编編部回卷届屆期号號]$"
)
"""The number of a heading or of an article of a law, before a blank."""
LEAD = re.compile(f"[{HAN_RANGES}]{{1,12}}[讯訊电電](?=[ \t\u3000])")
"""The words that a report begins with, before a blank: 本报讯, 新华社北京电."""
NUMBER_ENDS = frozenset("、章节節條条款项項编編部回卷届屆期号號")
LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9,])  (?=[A-Za-z0-9(])")
NEAR = 4
"""How many characters on each side of a blank tell whether it stands in a word."""
WORD_GAIN, CERTAIN_GAIN = 24, 40
"""How much likelier the characters are as one word for a blank that stands within one, and for certainty."""
MANY_SHARE = 0.25
"""The share of blanks within words that a title has only by damage: 0.35 of all places in a text are in words."""
WORD_SHARE = 0.8
"""The share of words among the stretches between blanks that shows that somebody parted the words on purpose."""
MOST_ALONE = 3
"""With how many blanks a line may have a single one within a word that is removed by itself."""
SAMPLE, MOST_PIECES, FEWEST_WORDS = 32, 200, 2
"""How many blanks of a block are judged."""
FEWEST_PARTED, SHORTEST_HEADING = 4, 5
SHOWN = 6


NEIGHBOURS = re.compile(f"[{HAN_RANGES}A-Za-z0-9]{{2}}")
PARTED_DIGIT = re.compile(f"(?<=[0-9])[ \t\u3000]++(?=[0-9{HAN_RANGES}])|(?<=[{HAN_RANGES}])[ \t\u3000]++(?=[0-9])")


class Gap(NamedTuple):
    """Blanks between two characters of a line."""

    start: int
    """The offset of the first blank."""
    end: int
    """The offset after the last one."""
    run: int
    """The number of the stretch of Han characters that it stands in."""
    at: int
    """How many characters of that stretch stand before it."""


class _Line(NamedTuple):
    """The gaps between Han characters in a line."""

    is_prose: bool
    gaps: list[Gap]
    runs: list[str]
    """The stretches of Han characters that the gaps part, without them."""
    digits: list[Gap]
    """The gaps beside digits, if all characters of the line are parted."""


def find_blanks(block: str) -> Findings:
    """Find the blanks of a block of Markdown that mean nothing.

    Blanks beside full-width marks and at the beginning of paragraphs are removed, and those within words, if words
    tell; where many stand within words, so are all between Chinese characters of the block's sentences. Blanks in
    headings, tables, verse and code stay, and those between names, before the text of a numbered article, and
    between Chinese and Latin text.

    Args:
        block: A block, without an empty line in it.

    Returns:
        The blanks that are removed, and a question for each line with blanks between Chinese characters that may be
        meant or not.
    """
    if not GAP.search(block) or _is_code(block):
        return Findings()
    edits: list[Edit] = []
    lines: list[_Line] = []
    text = MASKED.sub(lambda found: MASK * len(found[0]), block)
    start, was_kept = 0, False
    for raw in text.split("\n"):
        is_kept = KEPT_LINE.match(raw) is not None
        if not is_kept and not was_kept and GAP.search(raw):
            prefix = PREFIX.match(raw)
            begin, end = start + (prefix.end() if prefix else 0), start + len(raw)
            is_prose = PROSE.search(text, begin, end) is not None
            edits += _find_at_marks(text, begin, end, is_prose=is_prose)
            lines.append(_read_line(text, begin, end, is_prose=is_prose))
        was_kept = raw.endswith("\\")
        start += len(raw) + 1
    removed, questions = _judge(block, lines)
    edits += (Edit(gap.start, gap.end, "", KIND) for gap in removed)
    return Findings(sorted(edits), sorted(questions))


def _is_code(block: str) -> bool:
    """Return whether a block is indented as code is, and has a line that is no Chinese sentence."""
    if not CODE_BLOCK.match(block):
        return False
    lines = (line.lstrip() for line in block.split("\n"))
    return not all(PROSE.search(line) and (HAN.match(line) or line[0] in WIDE_MARKS) for line in lines)


def _find_at_marks(text: str, begin: int, end: int, *, is_prose: bool) -> Iterator[Edit]:
    """Yield the edits of blanks in a line that do not stand between two Han characters."""
    for found in EDGE.finditer(text, begin, end):
        first, last = found.span()
        if first == begin or last == end:
            if "\u3000" in found[0] and (last == end or BEGINNING.match(text, last)):
                yield Edit(first, last, "", KIND)
            continue
        before, after = text[first - 1], text[last]
        if _is_idle(before, after, is_prose=is_prose):
            parts_titles = before in CLOSERS and HAN.match(after) and _is_quoted(text, begin, first)
            if not parts_titles and not _follows_number(text, begin, first):
                yield Edit(first, last, "", KIND)
        elif (is_prose and last - first > 1 and _is_between_scripts(before, after)) or LATIN_GAP.match(text, first):
            yield Edit(first, last, " ", KIND)


def _is_between_scripts(before: str, after: str) -> bool:
    """Return whether one of two characters is Han and the other a letter or digit of ASCII."""
    for one, other in ((before, after), (after, before)):
        if HAN.match(one) and other.isascii() and other.isalnum():
            return True
    return False


def _is_idle(before: str, after: str, *, is_prose: bool) -> bool:
    """Return whether a blank between two characters means nothing because of a full-width mark beside it."""
    if before not in WIDE_MARKS and after not in WIDE_MARKS:
        return False
    is_wide = all(one in WIDE_MARKS or HAN.match(one) for one in (before, after))
    goes_on = is_wide or (after.isascii() and after.isalnum())
    if after in STOPS or after in CLOSING:
        return True
    if before in OPENING or before in STOPS:
        return goes_on
    if is_wide and (before in QUOTES_OPENING or after in QUOTES_CLOSING):
        return True
    if before in CLOSING or after in OPENING:
        return is_prose and goes_on and (before in WIDE_MARKS or before.isalnum())
    return is_prose and is_wide


def _follows_number(text: str, begin: int, at: int) -> bool:
    """Return whether the number of a heading or an article stands before an offset, where a sentence begins."""
    if text[at - 1 : at] not in NUMBER_ENDS:
        return False
    number = NUMBERED.search(text, max(begin, at - 8), at)
    return number is not None and (number.start() == begin or text[number.start() - 1] in "。；")


def _is_quoted(text: str, start: int, at: int) -> bool:
    """Return whether a quotation or a title is open at an offset, so that a blank may part a title from another."""
    closed = 0
    for one in reversed(text[max(start, at - LONGEST_TITLE) : at]):
        if one in CLOSERS:
            closed += 1
        elif one in OPENERS:
            if not closed:
                return True
            closed -= 1
    return False


def _read_line(text: str, begin: int, end: int, *, is_prose: bool) -> _Line:
    """Return the gaps between Han characters in a line, with the characters around them."""
    gaps: list[Gap] = []
    runs: list[str] = []
    kept = find_byline_blanks(text, begin, end) | _find_title_blanks(text, begin, end)
    if lead := LEAD.match(text, begin, end):
        kept |= {lead.end()}
    for stretch in STRETCH.finditer(text, begin, end):
        joined = 0
        at = stretch.start()
        for found in GAP.finditer(text, *stretch.span()):
            joined += found.start() - at
            at = found.end()
            if found.start() not in kept and not _follows_number(text, begin, found.start()):
                gaps.append(Gap(*found.span(), len(runs), joined))
        runs.append(GAP.sub("", stretch[0]))
    is_parted = len(gaps) >= FEWEST_PARTED and not NEIGHBOURS.search(text, begin, end)
    digits = [Gap(*found.span(), 0, 0) for found in PARTED_DIGIT.finditer(text, begin, end)] if is_parted else []
    return _Line(is_prose, gaps, runs, digits)


def _find_title_blanks(text: str, start: int, end: int) -> frozenset[int]:
    """Return where full-width blanks part titles from subtitles between title marks."""
    if text.find("《", start, end) < 0:
        return frozenset()
    titles = TITLE.finditer(text, start, end)
    return frozenset(at for title in titles for at in range(*title.span()) if text[at] == "\u3000")


def _judge(block: str, lines: Sequence[_Line]) -> tuple[list[Gap], list[Question]]:
    """Return the gaps between Han characters that mean nothing, and questions about others."""
    removed: list[Gap] = []
    questions: list[Question] = []
    prose = [(line, gap) for line in lines if line.is_prose for gap in line.gaps]
    if prose:
        gone, asked = _judge_prose(block, prose, [gap for line in lines if line.is_prose for gap in line.digits])
        removed += gone
        questions += asked
    for line in lines:
        if line.gaps and not line.is_prose:
            gone, asked = _judge_short_line(block, line)
            removed += gone
            questions += asked
    return removed, questions


def _judge_prose(
    block: str, gaps: Sequence[tuple[_Line, Gap]], digits: Sequence[Gap]
) -> tuple[list[Gap], list[Question]]:
    """Judge the gaps of sentences, which have none that mean something in most texts, and those beside digits."""
    sample = [gaps[at] for at in _sample(len(gaps))]
    gains = [_weigh(line, gap) for line, gap in sample]
    within = sum(gain >= WORD_GAIN for gain in gains)
    # Twelve to one that the blanks stand anywhere, if 0.35 of all places are in words, and 0.04 of the ends of words.
    is_damaged = within > 1 and 2 * (len(gains) - within) <= 11 * within - 12
    if is_damaged and not _parts_words(gaps):
        return [*(gap for _, gap in gaps), *digits], []
    removed = []
    if within == 1 and len(gaps) <= MOST_ALONE:
        removed = [gap for (_, gap), gain in zip(gaps, gains, strict=True) if gain >= CERTAIN_GAIN]
    left = [gap for _, gap in gaps if gap not in removed]
    return removed, [_ask(block, left)] if left else []


def _sample(size: int) -> Sequence[int]:
    """Return all of a few numbers, or pairs of neighbours from all parts of many: every other one may part words."""
    if size <= SAMPLE:
        return range(size)
    starts = (number * size // (SAMPLE // 2) for number in range(SAMPLE // 2))
    return [at for start in starts for at in (start, start + 1)]


def _parts_words(gaps: Sequence[tuple[_Line, Gap]]) -> bool:
    """Return whether nearly all stretches between gaps are words, as in texts for learners."""
    pieces: list[str] = []
    for (_, one), (line, other) in pairwise(gaps[:MOST_PIECES]):
        if one.run == other.run and one.at < other.at:
            pieces.append(line.runs[other.run][one.at : other.at])
    longer = [piece for piece in pieces if len(piece) > 1]
    if len(longer) < FEWEST_WORDS or len(longer) * 4 < len(pieces):
        return False
    return sum(map(is_word, longer)) >= WORD_SHARE * len(longer)


def _judge_short_line(block: str, line: _Line) -> tuple[list[Gap], list[Question]]:
    """Judge the gaps of a line without the marks of sentences, in which most mean something."""
    sample = [line.gaps[at] for at in _sample(len(line.gaps))]
    gains = [_weigh(line, gap) for gap in sample]
    within = [gap for gap, gain in zip(sample, gains, strict=True) if gain >= CERTAIN_GAIN]
    if not within:
        return [], []
    is_typed = all(block[gap.start : gap.end] == " " for gap in line.gaps)
    many = len(within) >= MANY_SHARE * len(gains)
    is_parted = len(line.gaps) == sum(len(run) - 1 for run in line.runs) >= FEWEST_PARTED - 1
    if is_typed and many and is_parted and len(within) > 1:
        return line.gaps, []
    if is_typed and many and len(gains) == len(line.gaps):
        removed = [gap for gap in within if len(line.runs[gap.run]) >= SHORTEST_HEADING]
        left = [gap for gap in (line.gaps if removed else within) if gap not in removed]
        return removed, [_ask(block, left)] if left else []
    return [], [_ask(block, within)]


def _weigh(line: _Line, gap: Gap) -> int:
    """Return how much likelier the characters around a gap are without it."""
    run = line.runs[gap.run]
    return _weigh_joined(run[max(0, gap.at - NEAR) : gap.at], run[gap.at : gap.at + NEAR])


@lru_cache(1 << 16)
def _weigh_joined(before: str, after: str) -> int:
    """Return how much likelier two texts are joined than parted; 0 if both have a word where they join."""
    gain = weigh_words(before) + weigh_words(after) - weigh_words(before + after)
    if gain < WORD_GAIN:
        return 0
    ends_word = any(is_word(before[-size:]) for size in (2, 3) if len(before) >= size)
    begins_word = any(is_word(after[:size]) for size in (2, 3) if len(after) >= size)
    return 0 if ends_word and begins_word else gain


def _ask(block: str, gaps: Sequence[Gap]) -> Question:
    """Ask about gaps, at the first of them."""
    start, end = gaps[0].start, gaps[0].end
    near = block[max(0, start - SHOWN) : end + SHOWN].replace("\n", " ").strip()
    more = f", and {len(gaps) - 1} more here," if len(gaps) > 1 else ""
    verb = "stand" if more else "stands"
    message = f"a blank{more} {verb} between Chinese characters: {near}"
    return Question(start, KIND, message, "remove it unless it parts names, or a title from its subtitle")
