"""Characters that were lost to signs such as ?, □ and �: they are asked about, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from duizhao.importing.characters.code_spans import find_code
from duizhao.importing.likelihood import simplify
from duizhao.importing.tracked_text import Findings, Question
from duizhao.script.engine import load_tables

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd〇"
INNER = "，、：；（《“‘「『—·"
"""Marks that no sentence begins after."""
SIGN = re.compile("[\ufffd〓□■＿?？]")
"""What each of the signs is."""
LOST = re.compile(
    rf"\ufffd+|〓+"
    rf"|(?<=[{HAN}{INNER},:;])[□■]{{1,9}}(?=[{HAN}，。、；：！”’」』》）,:;])"
    rf"|(?<=[{HAN}])＿(?=[{HAN}])"
    rf"|(?<=[{HAN}{INNER}])[?？]{{1,99}}(?=[{HAN}，、；：,;])"
)
"""Signs that may stand for lost characters."""
MARKS = frozenset("?？")
NO_BEGINNING = frozenset("的地得了着著过過们們者性化儿兒吗嗎呢吧")
"""Characters that no sentence begins with."""
LONGEST_BEGINNING = re.compile(
    "的[确確士话話是]|地[方区區球铁鐵点點下上面位]|得[到知以了]|了解|過[去了程年]|过[去了程年]|著名|着[手力]|化[学學工解妆妝]|性[格别別质質]|儿[童子女]|兒[童子女]|者也|呢[喃]|吧台|着重|著[重作者手力]|地$|得$"
)
"""Words with such a character at the beginning."""
ASKING = re.compile(
    "[吗嗎么麼呢什谁誰哪怎几幾何否吧啊呀嘛啦岂豈难難孰奚曷盍乎哉耶邪歟欤]|多少|为啥|多[大长長久远遠高]|(.)不\\1|(.)没\\2|(.)沒\\3|(?:是不|能不|可不|要不|有没|有沒|真的|对|對|好|行|如此|为甚|為甚)"
)
"""What shows that a sentence asks."""
SENTENCE = re.compile("[。！？!?；;\n]")
CLAUSE = 40
"""How far back a question is looked for."""
FEW = 2
"""More doubtful question marks than these, or two in one clause, make it likely that characters were lost."""
ASKED = 50
"""The number of places that are asked about one by one."""
SHOWN = 6
"""The number of characters before and after a place that are shown."""
HINT = "put the character of the original"
LONGEST, NEAR = 4, 3
"""The length of the longest words that are tried, and of what is looked at before and after a sign."""


def find_lost_characters(text: str) -> Findings:
    """Find the places where characters seem to be lost.

    Args:
        text: Any text.

    Returns:
        Questions only: for �, 〓, for □, ■ and ＿ inside a sentence, and for question marks where no question can
        end; for those that might end one only if there are several and nothing before them asks. The hint names a
        character if it is the only one that makes a word with its neighbours.
    """
    code = find_code(text)
    sure: list[tuple[int, int]] = []
    doubtful: list[tuple[int, int]] = []
    end = 0
    for sign in SIGN.finditer(text):
        found = LOST.match(text, sign.start()) if sign.start() >= end else None
        if not found:
            continue
        start, end = found.span()
        if code.covers(start) or _is_box(text, start, end):
            continue
        if text[start] not in MARKS or _is_lost(text, start, end):
            sure.append((start, end))
        elif not _asks(text, start):
            doubtful.append((start, end))
    # A folded question mark is frequent, one after a clause that asks nothing is not.
    are_near = any(second[0] - first[1] < CLAUSE for first, second in pairwise(doubtful))
    spans = sorted(sure + doubtful) if sure or are_near or len(doubtful) > FEW else sure
    questions = [_ask(text, start, end) for start, end in spans[:ASKED]]
    if len(spans) > ASKED:
        message = f"{len(spans) - ASKED} more places where characters may be lost"
        questions.append(Question(spans[ASKED][0], "lost-character", message, HINT))
    return Findings((), questions)


def _is_box(text: str, start: int, end: int) -> bool:
    """Return whether a sign is a box to tick: one of several in a line, the first of which stands after a colon."""
    if text[start:end] != "□":
        return False
    before = text[max(0, start - CLAUSE) : start].rpartition("\n")[2]
    after = text[end : end + CLAUSE].partition("\n")[0]
    first = before.find("□")
    lead = before[:first] if first >= 0 else before
    return (first >= 0 or "□" in after) and lead.rstrip().endswith((":", "："))


def _is_lost(text: str, start: int, end: int) -> bool:
    """Return whether a sentence cannot end at question marks, or cannot go on after them."""
    if start and text[start - 1] in INNER and text[start - 1] not in "“‘「『《（—":
        return True
    after = text[end]
    if after in "，、；：,;":
        return not _asks(text, start)
    if after in NO_BEGINNING and not LONGEST_BEGINNING.match(text, end, end + 2):
        return not (text[start - 1] in "吗嗎么麼呢" and end - start == 1)
    if end - start > 1 and not _asks(text, start):
        return True
    return end - start == 1 and bool(_guess(text, start, end)) and not _asks(text, start)


def _asks(text: str, at: int) -> bool:
    """Return whether the sentence before an offset asks something."""
    before = SENTENCE.split(text[max(0, at - CLAUSE) : at])[-1]
    return ASKING.search(before) is not None


def _ask(text: str, start: int, end: int) -> Question:
    """Ask about a place, and name the character that it must have been if there is but one."""
    line = text[max(0, start - SHOWN) : start].rpartition("\n")[2], text[end : end + SHOWN].partition("\n")[0]
    count = "a character" if end - start == 1 else f"{end - start} characters"
    message = f"{count} may be lost in “{line[0]}{text[start:end]}{line[1]}”"
    guess = _guess(text, start, end) if end - start == 1 else ""
    return Question(start, "lost-character", message, f"perhaps it was {guess}; {HINT}" if guess else HINT)


def _guess(text: str, start: int, end: int) -> str:
    """Return the only character that makes a word of three or four with its neighbours, with the word; else ""."""
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    found: dict[str, str] = {}
    for word, at in _list_words(before, after):
        found.setdefault(simplify(word[at]), word)
    if len(found) != 1:
        return ""
    [(character, word)] = found.items()
    return f"“{character}” as in “{word}”"


def _list_words(before: str, after: str) -> Iterator[tuple[str, int]]:
    """Yield the words around a lost character, and where in them it is; a word has a neighbour on both sides."""
    left, right = simplify(before), simplify(after)
    for back in range(1, len(left) + 1):
        head = left[-back:]
        for ahead in range(1, LONGEST - back):
            tail = right[:ahead]
            if len(tail) == ahead:
                yield from ((word, back) for word in _list_gapped(head[0]).get((head, tail), ()))


@cache
def _list_gapped(first: str) -> dict[tuple[str, str], list[str]]:
    """Return the words of a row of the table by what stands before and after each of their inner characters."""
    gapped: dict[tuple[str, str], list[str]] = {}
    for word in load_tables().segmenter.words.row(first).words:
        for at in range(1, len(word) - 1 if len(word) <= LONGEST else 0):
            gapped.setdefault((word[:at], word[at + 1 :]), []).append(word)
    return gapped
