"""Characters of the private-use areas: which of them are known, from old mappings and from symbol fonts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from duizhao.importing.tracked_text import Edit, Findings, Question
from duizhao.script.convert import SIMPLIFIED
from duizhao.script.detect import UNKNOWN, detect_script

KIND = "private-character"
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
BEFORE_FIRST = frozenset(" \t\u3000\ue4c6\ue5cf\ue5e5\uf020\xa0\xad\ufeff\u1680\u202f\u205f\u2060") | {
    chr(code) for code in range(0x2000, 0x2010)
}
"""What may stand before the first character of a line that is seen."""
LINE_ENDS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
IDEOGRAPHIC_BLANKS = frozenset("\ue4c6\ue5cf\ue5e5")
"""The blank of Big5 read as GBK, and two that newspapers' typesetting has in the user's area of GBK."""
CERTAIN_SYMBOLS: Mapping[str, str] = {
    "\uf020": " ",
    "\uf0b7": "•",
    "\uf04a": "☺",
    "\uf04c": "☹",
    "\uf0e0": "→",
    "\uf0e8": "➔",
    "\uf0df": "←",
    "\uf0b0": "°",
    "\uf0b1": "±",
}
"""Characters of symbol fonts with one meaning: that of Word's own corrections, or of one font in use."""
BULLETS = frozenset("\uf06c\uf06e\uf071\uf075\uf076\uf077\uf09f\uf0a7\uf0a8\uf0d8\uf0fc\uf0fe\uf02d\uf0ae\uf0f0\uf0e9")
"""Characters that Word's lists have at the beginning of an entry; elsewhere they may be letters of another font."""
LATE_GB: Mapping[str, str] = dict(
    zip(
        "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796"
        "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\ue816\ue817\ue818\ue831\ue83b\ue855",
        "，。、：；！？〖〗…"
        "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe",
        strict=True,
    )
)
"""What GB 18030 assigned only in later editions than the one that codecs follow; vertical marks as horizontal ones."""
HONG_KONG_SIGNS = frozenset("嘅咗喺嗰啲嚟冧埗哋㗎嘢揸瞓攞嘥噏啱冚𨋢衞")
"""Frequent characters that only Hong Kong's supplement to Big5 has: one of them tells whose private area it is."""
MOST_QUESTIONS = 40


def find_private_characters(text: str) -> Findings:
    """Find the private-use characters of a text, and what is known of them.

    Args:
        text: Any text.

    Returns:
        Those with one meaning replaced; one question for each other one, with how often it stands there.
    """
    counts = Counter(PRIVATE.findall(text))
    if not counts:
        return Findings()
    readings = _choose_readings(text, counts)
    edits: list[Edit] = []
    asked: dict[str, int] = {}
    left: Counter[str] = Counter()
    for found in PRIVATE.finditer(text):
        one, at = found[0], found.start()
        new = readings.get(one)
        if new is None and one in BULLETS and begins_line(text, at):
            new = "•"
        if new is not None:
            edits.append(Edit(at, at + 1, new, KIND))
        else:
            asked.setdefault(one, at)
            left[one] += 1
    return Findings(edits, _ask(asked, left))


def begins_line(text: str, at: int, limit: int | None = None) -> bool:
    """Return whether nothing that is seen stands between the beginning of a line and an offset.

    Args:
        text: The text.
        at: The offset.
        limit: How many characters before it are looked at; all by default.

    Returns:
        Whether the line begins there. Blanks and characters that are dropped do not count.
    """
    stop = 0 if limit is None else max(0, at - limit)
    while at > stop and (text[at - 1] in BEFORE_FIRST or (text[at - 1] not in LINE_ENDS and _is_control(text[at - 1]))):
        at -= 1
    return at == 0 or text[at - 1] in LINE_ENDS


def _is_control(character: str) -> bool:
    """Return whether a character is one that controls devices or directions."""
    return not character.isprintable() and not PRIVATE.match(character)


def _choose_readings(text: str, counts: Counter[str]) -> dict[str, str]:
    """Return the certain readings of the private-use characters of a text."""
    readings = {one: new for one, new in CERTAIN_SYMBOLS.items() if one in counts}
    hong_kong = {one: new for one in counts if (new := _read_hong_kong(one))}
    mainland = {one: new for one in counts if (new := _read_mainland(one))}
    blanks = dict.fromkeys(IDEOGRAPHIC_BLANKS & counts.keys(), "\u3000")
    if not hong_kong:
        return mainland | blanks | readings
    verdict = detect_script(text[:200_000]).verdict
    if verdict != SIMPLIFIED and not HONG_KONG_SIGNS.isdisjoint((*hong_kong.values(), *text)):
        return hong_kong | readings
    if verdict not in {SIMPLIFIED, UNKNOWN}:
        # A code of both areas may be either in a Traditional text.
        mainland = {one: new for one, new in mainland.items() if one not in hong_kong}
    return mainland | blanks | readings


@cache
def _read_hong_kong(character: str) -> str:
    """Return what a private-use character was in Hong Kong's supplement to Big5 of 1999; empty if nothing."""
    code = ord(character)
    if code <= 0xE310:  # noqa: PLR2004
        lead, at = 0xFA, code - 0xE000
    elif code <= 0xEEB7:  # noqa: PLR2004
        lead, at = 0x8E, code - 0xE311
    elif 0xF6B1 <= code <= 0xF848:  # noqa: PLR2004
        lead, at = 0xC6, code - 0xF6B1 + 63
    else:
        return ""
    row, cell = divmod(at, 157)
    pair = bytes((lead + row, cell + (0x40 if cell < 63 else 0x62)))  # noqa: PLR2004
    return _decode(pair, "big5hkscs")


@cache
def _read_mainland(character: str) -> str:
    """Return what a private-use character is in GB 18030, where GBK had no other code for it; empty if nothing."""
    late = LATE_GB.get(character)
    if late:
        return late
    code = ord(character)
    if 0xE815 <= code <= 0xE864:  # noqa: PLR2004
        cell = code - 0xE815 + 0x50
        return _decode(bytes((0xFE, cell if cell < 0x7F else cell + 1)), "gb18030")  # noqa: PLR2004
    if 0xE7E7 <= code <= 0xE7F3:  # noqa: PLR2004
        return _decode(bytes((0xA9, code - 0xE7E7 + 0x89)), "gb18030")
    return {"\ue76c": "€", "\ue7c7": "ḿ", "\ue7c8": "ǹ"}.get(character, "")


def _decode(data: bytes, encoding: str) -> str:
    """Return the character that two bytes are in an encoding; empty if none or a private one."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return "" if PRIVATE.search(text) else text


def _ask(asked: Mapping[str, int], counts: Mapping[str, int]) -> list[Question]:
    """Ask about each character that stays, and about all beyond the first ones together."""
    questions = []
    first = list(asked.items())[:MOST_QUESTIONS]
    for one, at in first:
        often = "once" if counts[one] == 1 else f"{counts[one]} times"
        readings = dict.fromkeys(filter(None, (_read_mainland(one), _read_hong_kong(one))))
        may_be = f"; it may be {' or '.join(readings)}" if readings else ""
        message = f"U+{ord(one):04X}, which only the font of its maker has, stands here and {often} in all{may_be}"
        if counts[one] == 1:
            message = f"U+{ord(one):04X}, which only the font of its maker has, stands here{may_be}"
        questions.append(Question(at, KIND, message, "replace it with the character that was meant"))
    others = list(asked.items())[MOST_QUESTIONS:]
    if others:
        message = f"{len(others)} further characters are such that only the font of their maker has them"
        questions.append(Question(others[0][1], KIND, message, "find out which encoding the text is in"))
    return questions
