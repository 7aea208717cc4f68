"""Names in a line that blanks part, after the words that announce names."""

from __future__ import annotations

import re

from duizhao.importing.blocks.name_lines import SURNAME

ROLES = re.compile(
    r"[记記]者|通[讯訊][员員]|作者|[摄攝]影|[编編][辑輯]|[责責][编編]|校[对對]|[审審](?:核|校|稿)|主[编編]|供[图稿圖]|[实實][习習]生"
    r"|[绘繪][图圖]|[制製][图圖]|[撰执執][文稿笔筆]|[监監][制製]|[统統][筹籌]|策[划劃]|美[编編]|剪[辑輯]|翻?[译譯]者?|整理|主持人?|嘉[宾賓]"
    r"|(?<![\u4e00-\u9fff])[文图圖](?=[/／：: \u3000])"
)
"""The words that names follow."""
HAN, BLANKS = "\u3400-\u9fff", "[ \\t\\u3000]"
NAME = re.compile(
    rf"(?:{BLANKS}|[/／：:丨|]){{0,4}}(?:{SURNAME}[{HAN}]{{1,2}}|[{HAN}]{{4}}"
    rf"|{SURNAME}{BLANKS}{{1,3}}[{HAN}](?={BLANKS}{{1,4}}[{HAN}]{{2}}|{BLANKS}*(?:[^ \t\u3000{HAN}]|$)))"
    rf"(?![{HAN}])",
    re.MULTILINE,
)
"""A name of two to four characters, or of two with blanks that give it the width of three."""
BLANK = re.compile(rf"{BLANKS}+")
CREDIT = re.compile(
    rf"(?<=[{HAN}]){BLANKS}+(?=(?:[摄攝]影?|供[图圖]|[绘繪制製][图圖]?|文|[图圖])(?:[）)]|$))", re.MULTILINE
)
"""A blank between a name and what its bearer made: `（张三 摄）`."""


def find_byline_blanks(text: str, start: int, end: int) -> frozenset[int]:
    """Find the blanks that part names from each other and from the words around them.

    Args:
        text: The text.
        start: Where the line begins in it.
        end: Where it ends.

    Returns:
        The offsets where such blanks begin.
    """
    kept = {found.start() for found in CREDIT.finditer(text, start, end)}
    at = start
    while found := ROLES.search(text, at, end):
        before = _find_blank_before(text, start, found.start())
        at = found.end()
        names = 0
        while name := NAME.match(text, at, end):
            names += 1
            kept.update(blank.start() for blank in BLANK.finditer(text, at, name.end()))
            at = name.end()
        if names:
            kept.add(at)
            kept.add(before)
    return frozenset(kept)


def _find_blank_before(text: str, start: int, at: int) -> int:
    """Return where the blanks before an offset begin."""
    begin = at
    while begin > max(start, at - 4) and text[begin - 1] in " \t\u3000":
        begin -= 1
    return begin
