"""The lines of a plain text, and what their beginnings, ends and widths tell of blocks."""

from __future__ import annotations

import re
from typing import NamedTuple

WIDE = re.compile("[ᄀ-ᅟ‘-”…—─⺀-鿿가-힣豈-﫿︰-﹏＀-｠￠-￦𠀀-𿿽]+")
"""Characters that are as wide as two letters, quotation marks and dashes of Chinese texts among them."""
HAN = re.compile("[㐀-䶿一-鿿豈-﫿〇𠀀-𿿽]")
CLOSERS = "”’」』）)】》〉〕\"'"
"""Signs that may follow the mark at the end of a sentence."""
STRONG_END = re.compile(rf"(?:[。！？!?…｡]|(?<=[A-Za-z0-9%])\.)[{re.escape(CLOSERS)}]{{0,3}}$")
"""The end of a sentence at the end of a line."""
WEAK_END = re.compile(rf"[：:；;][{re.escape(CLOSERS)}]{{0,2}}$")
"""The end of a clause that may also end a block: a line that announces a list, and its entries."""
TAIL = 6
"""How many characters show how a line ends."""
NUMERAL = "[一二三四五六七八九十]{1,3}"
HEAD_NUMBER = re.compile(rf"{NUMERAL}、|[（(]{NUMERAL}[）)]|第(?:{NUMERAL}|[0-9]{{1,3}})[章节節部][^\S\n]?")
"""The number of a heading."""
ENTRY_NUMBER = re.compile(r"[0-9]{1,3}[.．、](?![0-9])|[（(][0-9]{1,3}[）)]|[0-9]{1,2}[)）]|[①-⑳]")
"""The number of a list entry, or of a heading of the lowest level."""
ENTRY_MARK = re.compile(r"[■◆●▲▼□◇★☆※○◎▪•·►▶]|[-*+][^\S\n]|【")
"""A sign that headings, list entries, captions and signatures begin with."""
SPEAKER = re.compile(r"(?:[记記]者|[问問]|答|主持人|[\u4e00-\u9fff]{2,4})[：:]")
"""Who speaks, at the beginning of a paragraph of an interview."""
DATELINE = re.compile(
    r"(?:本[报報刊网網台臺]|[\u4e00-\u9fff]{2,8}[报報网網])[讯訊]|(?:新[华華]社|中新[社网網]|中央社)[^。]{0,30}[电電]"
)
"""The beginning of a news report."""
BYLINE = re.compile(
    r"(?:[□■◎◇●][^\S\n]?)?(?:[（(])?(?:[文图圖][/／：:]|(?:[\u4e00-\u9fff]{2,12}[-－—]{0,2}){0,2}"
    r"(?:[记記]者|通[讯訊][员員]|特[约約][记記]者|[实實][习習]生)(?=[^\S\n/／]|[：:][^\S\n]?[\u4e00-\u9fff]{2,4}(?:[^\S\n]|$)|[\u4e00-\u9fff]{2,3}$))"
)
"""The beginning of a line with the names of authors."""
BLOCK_START = re.compile("|".join(one.pattern for one in (HEAD_NUMBER, ENTRY_NUMBER, ENTRY_MARK, SPEAKER, DATELINE)))
"""What only new blocks begin with."""
PAGE_NUMBER = re.compile(
    r"[—–－\-─~～]{1,3}[^\S\n]{0,3}[0-9]{1,4}[^\S\n]{0,3}[—–－\-─~～]{1,3}"
    r"|第[^\S\n]{0,2}(?:[0-9]{1,4}|[一二三四五六七八九十]{1,4})[^\S\n]{0,2}[页頁]"
    r"(?:[^\S\n]{0,2}[/／，,]?[^\S\n]{0,2}[共总總][^\S\n]{0,2}(?:[0-9]{1,4}|[一二三四五六七八九十]{1,4})[^\S\n]{0,2}[页頁])?"
    r"|[·•][^\S\n]{0,3}[0-9]{1,4}[^\S\n]{0,3}[·•]"
    r"|[Pp]age[^\S\n][0-9]{1,4}(?:[^\S\n]of[^\S\n][0-9]{1,4})?"
)
"""A line that is a page number and cannot be anything else."""
BARE_NUMBER = re.compile(r"([0-9]{1,4})(?:[^\S\n]?[/／][^\S\n]?[0-9]{1,4})?")
"""A line that is a page number if others count on."""
FOLDED = re.compile("(?<=[⺀-鿿！-｠‘-”…—)])[,:;!?()]|[,:;!?()](?=[⺀-鿿‘-”…—])")
"""A mark that was wide before somebody made it narrow."""
SCATTERED = re.compile("(?<=[⺀-鿿！-｠]) (?=[⺀-鿿！-｠])")
"""A blank between wide characters."""
SHORTEST_HEADING_WIDTH, HEADING_WIDTH = 4, 60
"""The widths of headings, in columns."""


class Line(NamedTuple):
    """A line that is not empty."""

    start: int
    """The offset of its first character that is not blank."""
    end: int
    """The offset after its last character that is not blank."""
    text: str
    """What stands between, without a backslash that keeps the line."""
    indent: int
    """The width of the blanks before it, in columns."""
    gap: int
    """How many line feeds stand between it and the line before; 0 for the first line."""
    is_kept: bool
    """Whether a backslash at its end says that the next line is a line of its own."""
    width: int
    """The width of the line with its indent, in columns, without the single blanks of scanners."""


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text that are not empty."""
    lines: list[Line] = []
    at, gap = 0, 0
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            begin = len(raw) - len(raw.lstrip())
            kept = bare.endswith("\\") and len(bare) > 1
            content = bare[:-1].rstrip() if kept else bare
            indent = measure(raw[:begin].expandtabs(4)) if begin else 0
            start, width = at + begin, indent + measure_line(SCATTERED.sub("", content) if " " in content else content)
            lines.append(Line(start, start + len(bare), content, indent, gap if lines else 0, kept, width))
            gap = 0
        gap += 1
        at += len(raw) + 1
    return lines


def measure(text: str) -> int:
    """Return the width of a text in columns: two for a Han character, one for a letter."""
    return len(text) if text.isascii() else len(text) + sum(map(len, WIDE.findall(text)))


def measure_line(text: str) -> int:
    """Return the width that a text had in a column of Han characters, where all marks between them are wide."""
    return measure(text) if text.isascii() else measure(text) + len(FOLDED.findall(text))


def ends_sentence(text: str) -> bool:
    """Return whether a line ends as sentences do."""
    return STRONG_END.search(text[-TAIL:]) is not None


def ends_clause(text: str) -> bool:
    """Return whether a line ends in a colon or semicolon, which may end a block."""
    return WEAK_END.search(text[-TAIL:]) is not None


def begins_block(text: str) -> bool:
    """Return whether a line begins as only new blocks do: with a number, a sign, a speaker or a dateline."""
    return BLOCK_START.match(text) is not None or is_byline(text)


def is_byline(text: str) -> bool:
    """Return whether a line has the names of authors and nothing else."""
    return BYLINE.match(text) is not None and measure(text) <= HEADING_WIDTH and not re.search("[。！？!?，,；;]", text)


def is_page_number(text: str) -> bool:
    """Return whether a line is certainly the number of a page."""
    return PAGE_NUMBER.fullmatch(text) is not None


def is_heading_like(text: str) -> bool:
    """Return whether a text may be a heading by itself: short, without the marks of sentences at its end or inside."""
    bare = HEAD_NUMBER.sub("", text, count=1) if HEAD_NUMBER.match(text) else text
    short = SHORTEST_HEADING_WIDTH <= measure(bare) <= HEADING_WIDTH
    return short and not re.search("[。；;]|[！？!?…：:，,、]$", bare) and HAN.search(bare) is not None
