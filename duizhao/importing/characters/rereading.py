"""Texts that were read in a wrong encoding: their bytes, and what these are in another encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from duizhao.importing.likelihood import HAN, MARK_COST, MARKS, simplify, weigh_characters, weigh_words

HOLE = b"\xff"
"""What stands for a byte that is lost: no encoding here has it."""
LOST = "\ufffd"
SINGLE, GUO, BIG5, UTF8 = "cp1252", "gb18030", "cp950", "utf-8"
"""The encodings: Windows-1252, in which ISO 8859-1 is read as well; that of the mainland, of Taiwan, of the world."""
VALID = (
    rb"[\x00->@-\x7f]|\?(?![\x80-\xbf])|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}"
    rb"|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
"""A character in UTF-8; a question mark before a byte that is none is a byte that was lost."""
SOUND_UTF8 = re.compile(rb"(?:%s)+" % VALID)
BROKEN_UTF8 = re.compile(
    rb"(?P<head>[\xe1-\xef][\x80-\xbf])(?:[\xff?](?P<tail>[\x80-\xbf]{2}(?![\x80-\xbf]))?)?"
    rb"|(?P<lead>[\xe1-\xef])[\xff?](?P<last>[\x80-\xbf])(?![\x80-\xbf])"
    rb"|[\xff?](?P<rest>[\x80-\xbf]{2})(?![\x80-\xbf])"
    rb"|(?P<mark>\xe3[\x80\xff?]?[\xff?]?)(?=[\n\r]|$)"
    rb"|[\xc0-\xfe]?[\x80-\xbf\xff?]{0,2}"
)
"""A character in UTF-8 of which bytes are lost: the last one, perhaps with the first one of the next character; the
second one; the first one; all but the first one, of a mark at the end; more than one."""
SOUND_PAIRS = re.compile(rb"(?:[\x00-\x7f]|[\x81-\xfe][\x40-\x7e\x80-\xfe])+")
BROKEN_PAIRS = re.compile(rb"\xff(?P<trail>[\x80-\xfe])|(?P<lead>[\x81-\xfe])\xff?|[\x80-\xff]")
"""A character of two bytes, one of which is lost."""
NO_BREAK_SPACE = re.compile(
    rb"(?<=[\xe3-\xef]) (?=[\x80-\xbf][\x00-\x7f\xc2-\xef])|(?<=[\xe3-\xef][\x80-\xbf]) (?![ ])"
)
"""Where a blank was a no-break space, which is a part of a character in UTF-8."""
TRAILS = bytes((*range(0x40, 0x7F), *range(0xA1, 0xFF)))
"""The second bytes of Big5."""
PRIVATE = ((0xF6B1, 0xC6, 63), (0xEEB8, 0x81, 0), (0xE311, 0x8E, 0), (0xE000, 0xFA, 0))
"""Where Windows puts the codes of Big5 without a character: the first private character of a range, the first byte of
its code, and the number of codes with this byte that come before."""
LEADS = range(0xE3, 0xF0)
NEAR = 3
"""The number of characters before and after a lost one that tell what it was."""
USUAL = 115
"""The greatest cost of a character that is looked for."""
MARGIN = 12
"""How much likelier the likeliest one must be than the second: e to the power of an eighth of this."""


class Lost(NamedTuple):
    """A character of which a byte is lost."""

    offset: int
    """Its place in the reading."""
    candidates: str
    """What it can have been; empty if nothing is known of it."""


class Reading(NamedTuple):
    """What bytes are in an encoding."""

    text: str
    """The text, with � for each lost character."""
    lost: tuple[Lost, ...] = ()
    """The characters that are lost."""


def list_characters(read: str) -> str:
    """Return the characters beyond ASCII that texts read in an encoding consist of."""
    if read == SINGLE:
        return "".join(map(chr, _load_single())) + LOST
    private = "".join(map(chr, range(0xE000, 0xF8FF)))
    if read == GUO:
        pairs = (
            bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in chain(range(0x40, 0x7F), range(0x80, 0xFF))
        )
        return "".join({one for pair in pairs if len(one := pair.decode(GUO, "ignore")) == 1}) + LOST
    known = "".join(map(chr, range(0x80, 0xD800))) + "".join(map(chr, range(0xF900, 0xFFE6)))
    more = "".join(map(chr, range(0x20000, 0x2A6D7)))
    taiwan = known.encode(BIG5, "ignore").decode(BIG5, "ignore")
    return "".join(
        {*taiwan, *(known + more).encode("big5hkscs", "ignore").decode("big5hkscs", "ignore"), *private, LOST}
    )


@cache
def load_run(read: str) -> re.Pattern[str]:
    """Return the pattern of texts that can have been read in an encoding."""
    codes = sorted({ord(one) for one in list_characters(read)})
    ranges: list[list[int]] = [[0x01, 0x09], [0x0B, 0x7F]]
    for code in codes:
        if code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        elif code > ranges[-1][1]:
            ranges.append([code, code])
    return re.compile("[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]+")


def encode_back(text: str, read: str) -> list[bytes]:
    """Return the bytes that were read as a text.

    Args:
        text: A text that matches the pattern of the encoding.
        read: The encoding that it was read in.

    Returns:
        The bytes, with 0xFF for each that is lost; the bytes in Big5-HKSCS after those in Big5 if they differ.
    """
    if read == SINGLE:
        return [codecs.charmap_encode(text, HANDLER, _load_single())[0]]
    data = text.encode(read, HANDLER)
    if read == GUO:
        return [data.replace(LOST.encode(GUO), HOLE)]
    return list(dict.fromkeys((data, text.encode("big5hkscs", HANDLER))))


def decode_again(data: bytes, read: str, meant: str) -> Iterator[Reading]:
    """Yield what bytes are in the encoding that was meant.

    Args:
        data: Bytes with 0xFF for what is lost.
        read: The encoding that they had been read in.
        meant: The encoding that they are in.

    Yields:
        The reading if no byte is lost; else those that are possible.
    """
    try:
        text = data.decode(meant)
    except UnicodeDecodeError:
        pass
    else:
        yield Reading(text)
        return
    if meant == UTF8:
        if read == SINGLE:
            data = NO_BREAK_SPACE.sub(b"\xa0", data)
        if read == GUO and b"\xa2\xe3" in data:
            # Windows reads the byte 80 as the euro sign.
            yield _read(data.replace(b"\xa2\xe3", b"\x80"), UTF8, SOUND_UTF8, BROKEN_UTF8, _complete_utf8)
        yield _read(data, UTF8, SOUND_UTF8, BROKEN_UTF8, _complete_utf8)
        return
    if meant == BIG5:
        try:
            yield Reading(data.decode("big5hkscs"))
        except UnicodeDecodeError:
            pass
        else:
            return
    yield _read(data, meant, SOUND_PAIRS, BROKEN_PAIRS, _complete_pair)
    if HOLE in data and read != SINGLE:
        # A decoder may have put one sign for both bytes.
        yield _read(data.replace(HOLE, HOLE + HOLE), meant, SOUND_PAIRS, BROKEN_PAIRS, _complete_pair)


def restore(reading: Reading, most: int) -> tuple[Reading, list[tuple[int, str]]]:
    """Restore lost characters that the words around them tell.

    Args:
        reading: A reading.
        most: How many of its lost characters are looked for.

    Returns:
        The reading with these, and their places.
    """
    text = list(reading.text)
    left: list[Lost] = []
    chosen: list[tuple[int, str]] = []
    for number, lost in enumerate(reading.lost):
        best = _choose(text, lost) if lost.candidates and number < most else ""
        if best:
            text[lost.offset] = best
            chosen.append((lost.offset, best))
        else:
            left.append(lost)
    return Reading("".join(text), tuple(left)), chosen


def _choose(text: list[str], lost: Lost) -> str:
    """Return the character that fits best between those around it; empty if none is much better than others."""
    at = lost.offset
    before = "".join(text[max(0, at - NEAR) : at]).rpartition(LOST)[2]
    after = "".join(text[at + 1 : at + 1 + NEAR]).partition(LOST)[0]
    if "。" in lost.candidates and not after.strip("\n"):
        return "。"
    usual = [one for one in lost.candidates if weigh_characters(one) <= USUAL] or lost.candidates
    costs = {one: _weigh(before, one, after) for one in usual}
    ranking = sorted(costs, key=costs.__getitem__)
    return ranking[0] if len(ranking) == 1 or costs[ranking[1]] - costs[ranking[0]] >= MARGIN else ""


def _weigh(before: str, one: str, after: str) -> int:
    """Return the cost of a character between others."""
    if HAN.match(one):
        # A rare character may have no Simplified form that the tables know.
        return weigh_words(before + one + after) if HAN.match(simplify(one)) else 100 * MARK_COST
    return weigh_words(before) + weigh_words(after) + (MARK_COST if one in MARKS else 10 * MARK_COST)


def _read(
    data: bytes,
    meant: str,
    sound: re.Pattern[bytes],
    broken: re.Pattern[bytes],
    complete: Callable[[re.Match[bytes]], list[str]],
) -> Reading:
    """Read bytes of which some are lost."""
    pieces: list[str] = []
    lost: list[Lost] = []
    at = size = 0
    while at < len(data):
        found = sound.match(data, at)
        if found:
            piece = found[0].decode(meant, "replace")
            at = found.end()
        else:
            hole = broken.match(data, at)
            assert hole is not None
            candidates = complete(hole)
            lost += (Lost(size + number, one) for number, one in enumerate(candidates))
            piece = LOST * len(candidates)
            at = max(hole.end(), at + 1)
        pieces.append(piece)
        size += len(piece)
    return Reading("".join(pieces), tuple(lost))


def _complete_utf8(hole: re.Match[bytes]) -> list[str]:
    """Return, for each character of a hole, what it can have been."""
    if hole["head"]:
        # If nothing stands for the lost byte, it may be the last one or the second one.
        last = _fill(hole["head"], b"") + (_fill(hole["head"][:1], hole["head"][1:]) if hole[0] == hole["head"] else "")
        return [last, _fill(b"", hole["tail"])] if hole["tail"] else [last]
    if hole["lead"]:
        return [_fill(hole["lead"], hole["last"])]
    if hole["rest"]:
        return [_fill(b"", hole["rest"])]
    return ["。"] if hole["mark"] else [""]


@lru_cache(maxsize=10_000)
def _fill(before: bytes, after: bytes) -> str:
    """Return the Han characters and the marks in UTF-8 that begin and end with some bytes, with one lost between."""
    found = (
        (before + bytes((one,)) + after).decode(UTF8, "ignore") for one in (range(0x80, 0xC0) if before else LEADS)
    )
    return "".join(one for one in found if HAN.match(one) or one in MARKS)


def _complete_pair(_hole: re.Match[bytes]) -> list[str]:
    """Return what the character of a hole can have been, in either encoding with pairs."""
    return [""]


def _put_holes(error: UnicodeError) -> tuple[bytes, int]:
    """Return the bytes of characters that a codec has not: a hole for one that is lost."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return b"".join(map(_encode_other, error.object[error.start : error.end])), error.end


@lru_cache(maxsize=10_000)
def _encode_other(one: str) -> bytes:
    """Return the bytes of a character that is only in Big5-HKSCS, or that Windows gives to bytes without one."""
    found = one.encode("big5hkscs", "ignore") or one.encode(BIG5, "ignore")
    if found or not "\ue000" <= one <= "\uf848":
        return found or HOLE
    for first, lead, skipped in PRIVATE:
        if ord(one) >= first:
            row, column = divmod(ord(one) - first + skipped, len(TRAILS))
            return bytes((lead + row, TRAILS[column]))
    return HOLE


HANDLER = "duizhao-lost-bytes"
codecs.register_error(HANDLER, _put_holes)


@cache
def _load_single() -> dict[int, int]:
    """Load the byte of each character of Windows-1252, and of ISO 8859-1 for bytes that it has not."""
    codes = {byte: byte for byte in range(0x100)}
    for byte in range(0x80, 0xA0):
        found = bytes((byte,)).decode(SINGLE, "ignore")
        if found:
            codes[ord(found)] = byte
    return codes


def list_offsets(text: str, read: str) -> list[int]:
    """List the offsets of the bytes that the characters of a text begin with, and of the end."""
    return [0, *accumulate(len(encode_back(one, read)[0]) for one in text)]
