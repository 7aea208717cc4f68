"""Text that was read from the wrong byte on, because a gloss had parted the two bytes of a character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from duizhao.importing.characters.sounds import (
    DAMAGE,
    EATEN,
    decode,
    encode,
    is_beyond_gb2312,
    is_traditional,
    read,
    tidy,
    weigh,
)
from duizhao.importing.likelihood import HAN, MARKS, weigh_words
from duizhao.importing.tracked_text import Edit, Question

LOST = "?？\ufffd"
"""What decoders print for two bytes that are no character."""
ASCII_END = 0x80
TRAILS = range(0x40, 0xFF)
LEADS = range(0x81, 0xFF)
BYTES = range(0x80, 0xFF)
"""The bytes that can be the first of two which are no character."""
CONTEXT = 8
"""How many characters before a lost byte are weighed with what may have stood there."""
SETTLED = 9
"""After so many further characters the likeliest reading is chosen."""
KEPT = 24
"""How many readings are followed at the same time."""
LISTED, TRIED = 240, 48
"""How many candidates for lost bytes are weighed with the words before them, and how many are followed."""
LONGEST, MOST_LOST = 4000, 40
"""A stretch is given up after so many tokens, or lost pairs of bytes, without an end: no paragraph has more."""
TOKEN = re.compile(rf"{DAMAGE.pattern}|.", re.DOTALL)
MARK_COSTS = dict(
    zip("，。、：「」《》（）；？！“”", (20, 25, 30, 40, 40, 40, 45, 45, 45, 45, 50, 55, 55, 55, 55), strict=True)
)
"""Costs of the marks of Chinese texts by how frequent they are."""
MARK_COST, LETTER_COST, ODD_COST = 80, 90, 160
"""Costs of other marks, of Latin letters and digits, and of all else within Chinese text."""
FOREIGN_COST = 60
"""The additional cost of a character that no traditional text has."""
END_COST, BREAK_COST, STRAY_BREAK_COST = 8, 24, 120
"""Costs of a line end at the end of the text or before another line end, behind a sentence, and within one."""
MARGIN = 16
"""A character whose cost is higher by more is not considered beside another one with the same sound."""
UNLISTED_COST = 40
"""The additional cost of a glossed character that is glossed nowhere else in the text."""
SENTENCE_ENDS = "。！？…”’」』）：；!?:;)*|"


class _Change(NamedTuple):
    """What a token is replaced by."""

    start: int
    end: int
    new: str
    kind: str
    is_guess: bool = False
    """Whether only the words around it tell what stood there."""


class _Reading(NamedTuple):
    """One way to read a stretch so far."""

    cost: int
    """The cost of what was guessed, without that of words."""
    last: int
    """The last byte of the stream, 0 if it does not matter."""
    pending: int
    """The first byte of a character whose second is to come; 0 if there is none."""
    text: str
    """What is read since the last place where only one reading was left, with its context."""
    changes: tuple[_Change, ...]
    """The changes since then."""


class _Option(NamedTuple):
    """What two lost bytes may have been part of."""

    new: str
    """The characters that end in them."""
    words: str
    """These and, if the second byte begins another character, this."""
    cost: int
    """The cost beside that of the words."""
    lead: int
    """The second byte if it begins a character, otherwise 0."""
    last: int
    """The byte before it, or the second byte if it is a sign of ASCII."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that was read again."""

    end: int
    """Where it ends in the text."""
    edits: Sequence[Edit]
    """What it becomes."""
    questions: Sequence[Question]
    """The places where words have decided."""


def read_stretch(text: str, start: int, glossed: Mapping[str, str]) -> Stretch | None:
    """Read the stretch again that begins with a gloss whose first bracket was swallowed.

    Args:
        text: The damaged text.
        start: Where the sign for the swallowed byte stands.
        glossed: The characters that are glossed in the text, with their sounds.

    Returns:
        The stretch up to where bytes and characters agree again; None if there is no way to read it.
    """
    before = encode(text[start - 1]) if start else None
    if before is None:
        return None
    readings = [_Reading(0, before[-1], 0, text[max(0, start - CONTEXT) : start], ())]
    settled: list[_Change] = []
    since = 0
    lost = 0
    for count, found in enumerate(TOKEN.finditer(text, start)):
        lost += found[0] in LOST
        if count > LONGEST or lost > MOST_LOST:
            return None
        readings = [new for one in readings for new in _read_token(one, found, glossed, text)]
        if not readings:
            return None
        if len(readings) > 1:
            since += 1
            readings = _prune(readings, KEPT if since <= SETTLED else 1)
        if len(readings) == 1:
            since = 0
            settled += readings[0].changes
            only = readings[0]
            readings = [only._replace(cost=0, text=only.text[-CONTEXT:], changes=())]
            at = found.end()
            if not only.pending and not DAMAGE.match(text, at):
                return _finish(at, settled)
    best = [one for one in _prune(readings, len(readings)) if not one.pending]
    return _finish(len(text), [*settled, *best[0].changes]) if best else None


def _finish(end: int, changes: Sequence[_Change]) -> Stretch:
    """Make edits and questions of the changes of a stretch."""
    edits = [Edit(one.start, one.end, one.new, one.kind) for one in changes]
    read_again = "".join(one.new for one in changes)
    questions = []
    at = 0
    for one in changes:
        if one.is_guess:
            around = read_again[max(0, at - 4) : at + len(one.new) + 4].replace("\n", "⏎")
            message = f"bytes destroyed here were chosen by the words around them: '{around}'"
            questions.append(Question(one.start, "gloss-byte", message, "compare it with the text as it was published"))
        at += len(one.new)
    return Stretch(end, edits, questions)


def _prune(readings: Sequence[_Reading], count: int) -> list[_Reading]:
    """Return the likeliest readings, in the order of their likelihood; of those that go on alike, only the best."""
    weighed: dict[tuple[int, str], tuple[int, _Reading]] = {}
    for one in readings:
        cost = one.cost + _weigh(one.text)
        key = (one.pending, one.text)
        if key not in weighed or cost < weighed[key][0]:
            weighed[key] = (cost, one)
    ordered = sorted(weighed.values(), key=lambda pair: pair[0])
    return [one for _cost, one in ordered[:count]]


@cache
def _weigh_sign(sign: str) -> int:
    """Return the cost of a character that is not Han, or the additional one of a character that only Simplified has."""
    if HAN.match(sign):
        return 0 if is_traditional(sign) else FOREIGN_COST
    if sign in MARK_COSTS or sign == "\n":
        return MARK_COSTS.get(sign, 0)
    if sign in MARKS or sign in ",.:;?!()":
        return MARK_COST
    return LETTER_COST if sign.isascii() else ODD_COST


def _weigh(text: str) -> int:
    """Return the cost of a text with all its signs."""
    return weigh_words(text) + sum(map(_weigh_sign, text))


def _read_token(one: _Reading, found: re.Match[str], glossed: Mapping[str, str], text: str) -> Iterator[_Reading]:
    """Yield the ways to go on with a token."""
    token, start, end = found[0], found.start(), found.end()
    if found["sound"]:
        sound = tidy(found["sound"])
        character = _find_before(one)
        if character is not None and _is_glossed(character, sound, glossed):
            yield one._replace(changes=(*one.changes, _Change(start, end, "", "gloss")))
            return
        for sign in token:
            # A bracket that no gloss begins with is a mark that was folded: it is read as such by the general rule.
            following = list(_read_sign(one, sign, start, start + 1))
            if len(following) != 1:
                return
            one, start = following[0], start + 1
        yield one
    elif found["eaten"]:
        yield from _read_eaten(one, tidy(found["eaten"]), start, end, glossed)
    elif token in LOST and one.pending:
        yield from _read_sign(one, token, start, end)
        yield from _restore_lost(one, start, end, text, glossed)
    else:
        yield from _read_sign(one, token, start, end)


def _is_glossed(character: str, sound: str, glossed: Mapping[str, str]) -> bool:
    """Return whether a program may have put a sound behind a character."""
    if character in glossed:
        return glossed[character] == sound
    return is_beyond_gb2312(character) and sound in read(character)


def _find_before(one: _Reading) -> str | None:
    """Return the character of the last two bytes of the stream, wherever those of the text begin."""
    if one.pending:
        return decode(one.last, one.pending)
    return find_glossed(one.text)


def find_glossed(text: str) -> str | None:
    """Return the character of the last two bytes of a text: its last one, or one of a byte before a letter and this."""
    last = text[-1:]
    if "@" <= last <= "~":
        code = encode(text[-2:-1]) or b""
        return decode(code[-1], ord(last)) if code else None
    return last or None


def _read_sign(one: _Reading, sign: str, start: int, end: int) -> Iterator[_Reading]:
    """Yield the ways to read a sign that is what it seems, or was folded."""
    if not one.pending:
        code = encode(sign)
        yield one._replace(last=code[-1] if code else 0, text=one.text + sign)
        return
    code = _unfold(sign)
    if code is None:
        return
    character = decode(one.pending, code[0])
    if character is None:
        return
    if len(code) == 1:
        yield _extend(one, character, 0, code[0], start, end)
    elif code[1] < ASCII_END:
        yield _extend(one, character + chr(code[1]), 0, code[1], start, end)
    else:
        yield _extend(one, character, code[1], code[0], start, end)


@cache
def _unfold(sign: str) -> bytes | None:
    """Return the bytes that a sign was read from, where it cannot be ASCII; None if there are none."""
    code = encode(sign)
    if code is None or len(code) > 1 or code[0] >= TRAILS[0]:
        return code
    # A mark that was folded to ASCII after it had been read.
    return b"\xa1\xa1" if sign == " " else bytes((0xA3, code[0] + 0x80)) if sign > " " else None


def _extend(one: _Reading, new: str, pending: int, last: int, start: int, end: int) -> _Reading:
    """Return a reading with a token that was read again."""
    change = _Change(start, end, new, "gloss-byte")
    return one._replace(last=last, pending=pending, text=one.text + new, changes=(*one.changes, change))


def _read_eaten(one: _Reading, sound: str, start: int, end: int, glossed: Mapping[str, str]) -> Iterator[_Reading]:
    """Yield the ways to restore the byte before a gloss: with the last one it is a character that sounds so."""
    first = one.pending or one.last
    candidates = [(byte, other) for byte in TRAILS if (other := decode(first, byte)) and sound in read(other)]
    listed = [pair for pair in candidates if glossed.get(pair[1]) == sound]
    others = [pair for pair in candidates if is_beyond_gb2312(pair[1])]
    cheapest = min((weigh(other) for _byte, other in others), default=0)
    chosen = listed or [pair for pair in others if weigh(pair[1]) <= cheapest + MARGIN]
    for byte, other in chosen:
        cost = one.cost + (0 if listed else UNLISTED_COST)
        is_guess = len(chosen) > 1
        if one.pending:
            change = _Change(start, end, other, "gloss-byte", is_guess)
            yield one._replace(cost=cost, last=byte, pending=0, text=one.text + other, changes=(*one.changes, change))
        elif byte >= LEADS[0]:
            change = _Change(start, end, "", "gloss-byte", is_guess)
            yield one._replace(cost=cost, last=first, pending=byte, changes=(*one.changes, change))


def _restore_lost(one: _Reading, start: int, end: int, text: str, glossed: Mapping[str, str]) -> Iterator[_Reading]:
    """Yield the likeliest pairs of bytes that are no character and were printed as one sign."""
    after = text[end : end + 1]
    is_eaten = EATEN.match(text, end) is not None
    leads = _list_leads(text, end, glossed) if after else ()
    context = one.text[-CONTEXT:]
    options: list[tuple[int, _Option]] = []
    for second in BYTES:
        character = decode(one.pending, second)
        if character is None:
            continue
        base = _weigh(context + character)
        for lead, other, cost in leads:
            if decode(second, lead) is None:
                options.append((base + cost, _Option(character, character + other, 0, lead, second)))
        if not is_eaten:
            for sign, cost in _list_ends(character, second, after):
                new = character + sign
                options.append((base + cost + _weigh_sign(sign), _Option(new, new, cost, 0, ord(sign))))
    likely = (option for _cost, option in sorted(options)[:LISTED])
    for option in sorted(likely, key=lambda option: _weigh(context + option.words) + option.cost)[:TRIED]:
        change = _Change(start, end, option.new, "gloss-byte", is_guess=True)
        yield one._replace(
            cost=one.cost + option.cost,
            last=option.last,
            pending=option.lead,
            text=one.text + option.new,
            changes=(*one.changes, change),
        )


def _list_ends(character: str, second: int, after: str) -> Iterator[tuple[str, int]]:
    """Yield the signs of ASCII that may have been lost behind a character, with their additional costs."""
    yield "\n", _weigh_break(character, after)
    if after:
        yield from ((sign, 0) for sign in " 0123456789*-.,:(")
        yield from ((chr(byte), 0) for byte in _list_letters(second))


def _weigh_break(character: str, after: str) -> int:
    """Return the cost of a line end that was lost with a character before it."""
    if after in ("", "\n"):
        return END_COST
    return BREAK_COST if character in SENTENCE_ENDS else STRAY_BREAK_COST


def _list_leads(text: str, at: int, glossed: Mapping[str, str]) -> Sequence[tuple[int, str, int]]:
    """List the first bytes that make a character with what follows in the text, with this character and its cost."""
    eaten = EATEN.match(text, at)
    if eaten is None:
        sign = text[at : at + 1]
        code = _unfold(sign) if sign not in LOST else None
        return _list_leads_before(code[0] if code else 0)
    sound = tidy(eaten["sound"])
    codes = [(encode(one), one) for one, other in glossed.items() if other == sound]
    return [(code[0], one, _weigh(one)) for code, one in codes if code] or _list_leads_before(0)


@cache
def _list_leads_before(following: int) -> Sequence[tuple[int, str, int]]:
    """List the first bytes that make a character with a following one, 0 if it is unknown, as `_list_leads` does."""
    if not following:
        return [(lead, "", ODD_COST) for lead in LEADS]
    characters = ((lead, decode(lead, following)) for lead in LEADS)
    return [(lead, character, _weigh(character)) for lead, character in characters if character]


@cache
def _list_letters(second: int) -> tuple[int, ...]:
    """List the letters of ASCII that make no character with `second`."""
    return tuple(byte for byte in range(TRAILS[0], 0x7F) if decode(second, byte) is None)
