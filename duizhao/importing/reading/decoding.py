"""Bytes as text: which encoding they are in, and what in them is no text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from duizhao.importing.reading.encoding_costs import weigh_reading
from duizhao.importing.reading.file_kinds import recognise
from duizhao.importing.reading.mixed_encodings import read_mixed
from duizhao.importing.tracked_text import Edit, Findings, Question

__all__ = ("Decoded", "decode", "find_codec", "recognise")

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks with the codecs that they state; that of UTF-32 begins with that of UTF-16."""
CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252")
"""The codecs that a text without a mark may be in; of two that read it alike, the first one is taken."""
BIG5 = ("cp950", "big5hkscs")
"""The codecs of Big5, which read nearly all of it alike."""
WIDE = {"utf-16": 2, "utf-16-le": 2, "utf-16-be": 2, "utf-32": 4, "utf-32-le": 4, "utf-32-be": 4}
"""Codecs with units of several bytes."""
PREFERRED = {
    "ascii": "utf-8",
    "utf-8-sig": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "cp950",
}
"""Codecs whose texts a larger one reads as well; files are mislabelled with the smaller name."""
NO_ENCODINGS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "unicode_escape"})
"""Codecs of Python from bytes to text that are no encodings of files."""
NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB 18030",
    "cp950": "Big5",
    "big5hkscs": "Big5-HKSCS",
    "cp1252": "Windows-1252",
    "iso8859-1": "ISO 8859-1",
    "hz": "HZ",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
}
"""What people call the codecs; for others the name of Python."""
DECLARED = re.compile(rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
"""What a web page or an XML file says of its encoding."""
HEAD = 2048
"""The number of bytes in which such a statement is looked for."""
DECLARED_BONUS = 150
"""What such a statement is worth: about as much as two characters, because pages are mislabelled."""
VALID_BONUS = 50
"""What each sequence of UTF-8 is worth if all are valid: other texts rarely look so."""
CERTAIN = 12
"""So many sequences of two bytes are UTF-8: a character of GBK is one in a sixth of all cases."""
SAMPLE = 8_000
"""The number of bytes of each of the places that are weighed."""
PLACES = 4
"""The number of these places in a long text."""
NEAR = 4_000
"""How far from such a place the end of a line may be, after which all encodings begin with a whole character."""
CLOSE = 12
"""A second encoding is named if it costs less than this much more for each byte beyond ASCII, …"""
CLOSE_AT_LEAST = 250
"""… and less than this much more for the whole of a short text."""
ASCII = 0x7F
"""The last byte of ASCII."""
ASKED = 50
"""The number of places that are asked about one by one."""

LINE_END = re.compile("\r+(?=\n)|\r|[\u2028\u2029]")
ESCAPED = re.compile(
    "(?P<pair>\udced[\udca0-\udcaf][\udc80-\udcbf]\udced[\udcb0-\udcbf][\udc80-\udcbf])"
    "|(?P<half>\udced[\udca0-\udcbf][\udc80-\udcbf])"
    "|(?P<bytes>(?:(?!\udced[\udca0-\udcbf][\udc80-\udcbf])[\udc80-\udcff])+)"
)
"""Bytes that UTF-8 does not allow, as Python keeps them: two halves of a character, half of one, and others."""
BROKEN = re.compile(
    "\udced[\udca0-\udcbf][\udc80-\udcbf](?:\udced[\udcb0-\udcbf][\udc80-\udcbf])?|[\udce1-\udcf4][\udc80-\udcbf]{1,2}"
)
"""What is one character or the beginning of one, and is weighed as one mistake."""
KEPT_BYTES = re.compile("[\udc00-\udcff]+")
HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e]){1,400}~\}")
"""Chinese in the encoding HZ of 1989, which has only ASCII bytes."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file."""

    text: str
    """The text as it was decoded, with its byte order mark and line ends. A byte that is no text is the lone
    surrogate U+DC00 plus its value, until the edits replace it."""
    findings: Findings
    """What is to be repaired in it: byte order mark, line ends, bytes that are no text."""
    encoding: str
    """The encoding as people call it."""
    how: str
    """How it was found."""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a text file.

    Args:
        data: Any bytes.
        encoding: The encoding, if somebody has stated it.

    Returns:
        The text, with what is to be repaired in it and how its encoding was found. Nothing fails: what is no text
        becomes � and is asked about.

    Raises:
        LookupError: There is no such encoding of texts.
    """
    codec, how, second = _choose(data, encoding)
    text = _read(data, codec)
    if codec in BIG5 and KEPT_BYTES.search(text):
        other = BIG5[BIG5[0] == codec]
        reading = _read(data, other)
        if len(KEPT_BYTES.findall(reading)) < len(KEPT_BYTES.findall(text)):
            codec, text = other, reading
    name = NAMES.get(codec, codec)
    mixed = read_mixed(data, codec, _read) if encoding is None else None
    # In UTF-16, only a byte that is left over can be no text: half a character is one, and is found with others.
    text = mixed.text if mixed else text
    start = len(text) - len(data) % WIDE[codec] if codec in WIDE else 0
    edits, questions = _repair_bytes(text, start, name, is_utf8=codec == "utf-8" or mixed is not None)
    ends = ((found.start(), found.end(), found[0]) for found in LINE_END.finditer(text))
    edits += (Edit(start, end, _end_line(before, text, end), "line-end") for start, end, before in ends)
    if text.startswith("\ufeff"):
        edits.append(Edit(0, 1, "", "byte-order-mark"))
    edits.sort()
    if mixed:
        message = f"lines of the text are in UTF-8, others in {NAMES.get(mixed.other, mixed.other)}: each was read so"
        questions.insert(0, Question(mixed.offset, "encoding-guessed", message, "compare them with the original"))
    elif second:
        message = f"the text was read as {name}, but may be {NAMES.get(second, second)}"
        hint = f"if it reads wrong, import it again with --encoding {second}"
        questions.insert(0, Question(0, "encoding-guessed", message, hint))
    if mixed:
        name = f"UTF-8 and {NAMES.get(mixed.other, mixed.other)}"
    return Decoded(text, Findings(edits, questions), name, how)


def _choose(data: bytes, encoding: str | None) -> tuple[str, str, str]:
    """Return the codec of a text, how it was found, and a second one that is hardly less likely; else "".

    Raises:
        LookupError: There is no such encoding of texts.
    """
    if encoding is not None:
        codec = find_codec(encoding)
        if codec in ("utf-16", "utf-32"):
            pair = (f"{codec}-le", f"{codec}-be")
            marked = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark) and name in pair), "")
            codec = marked or min(pair, key=lambda one: weigh_reading(_read_sample(data, one)))
        return codec, "stated", ""
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return codec, "by its byte order mark", ""
    has_nul = b"\0" in data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        bonus = 0
    else:
        if not has_nul and data.isascii():
            return ("hz", "by its letters", "") if HZ.search(data) and _is_hz(data) else ("utf-8", "valid UTF-8", "")
        sequences = len(data) - len(text)
        if not has_nul and (max(text) >= "\u0800" or sequences >= CERTAIN):
            return "utf-8", "valid UTF-8", ""
        bonus = VALID_BONUS * sequences + DECLARED_BONUS
    return _judge(data, bonus)


def _is_hz(data: bytes) -> bool:
    """Return whether ASCII bytes are a Chinese text in the encoding HZ."""
    try:
        return weigh_reading(data[: SAMPLE * PLACES].decode("hz")) < weigh_reading(data[: SAMPLE * PLACES].decode())
    except UnicodeDecodeError:
        return False


def _judge(data: bytes, bonus: int) -> tuple[str, str, str]:
    """Return the codec by which a text is likeliest, how it was found, and a second one that is hardly less likely.

    Args:
        data: The bytes.
        bonus: What it is worth that they are valid UTF-8.
    """
    declared = _find_declared(data)
    costs: dict[str, float] = {}
    for codec in dict.fromkeys((*CANDIDATES, *declared)):
        cost = weigh_reading(_read_sample(data, codec))
        if codec in declared or (codec in BIG5 and set(BIG5) & set(declared)):
            cost -= DECLARED_BONUS
        costs[codec] = cost - (bonus if codec == "utf-8" else 0)
    first, *others = sorted(costs, key=costs.__getitem__)
    second = next(one for one in others if not (one in BIG5 and first in BIG5))
    foreign = sum(1 for byte in data[: SAMPLE * PLACES] if byte > ASCII)
    is_close = costs[second] - costs[first] < max(CLOSE_AT_LEAST, CLOSE * foreign)
    how = "valid UTF-8" if bonus and first == "utf-8" else "by its letters"
    return first, how, second if is_close else ""


def _find_declared(data: bytes) -> list[str]:
    """List the codecs that a web page or an XML file says it is in."""
    codecs_found = []
    for name in DECLARED.findall(data[:HEAD].replace(b"\0", b"")):
        try:
            codec = find_codec(name.decode("ascii"))
        except LookupError:
            continue
        # Browsers read the first as the second; and what an ASCII parser could read is not in UTF-16.
        codec = "cp1252" if codec == "iso8859-1" else codec
        if codec not in WIDE and codec not in codecs_found:
            codecs_found.append(codec)
    return codecs_found


def find_codec(encoding: str) -> str:
    """Return Python's name of the codec of an encoding; of Chinese ones, that with the most characters.

    Raises:
        LookupError: There is no such encoding of texts.
    """
    message = f"there is no encoding '{encoding}'"
    try:
        name = codecs.lookup(encoding.strip()).name
        "".encode(name)
    except (LookupError, ValueError) as error:
        raise LookupError(message) from error
    if name in NO_ENCODINGS:
        raise LookupError(message)
    return PREFERRED.get(name, name)


def _read_sample(data: bytes, codec: str) -> str:
    """Return the text of some places of a file, read with one codec."""
    sample = "".join(_read(part, codec) for part in _list_samples(data, WIDE.get(codec, 1)))
    return BROKEN.sub("�", sample) if codec == "utf-8" else sample


def _list_samples(data: bytes, unit: int) -> Iterator[bytes]:
    """Yield the whole of a short file, and places of a long one that begin with a whole character."""
    if len(data) <= SAMPLE * PLACES:
        yield data
        return
    for number in range(PLACES):
        start = number * (len(data) // PLACES) // unit * unit
        if unit == 1 and start:
            start = data.find(b"\n", start, start + NEAR) + 1
            if not start:
                continue
        yield data[start : start + SAMPLE]


def _read(data: bytes, codec: str) -> str:
    """Read bytes with a codec; a byte that is no text becomes U+DC00 plus its value where the codec allows it."""
    if codec in WIDE:
        rest = len(data) % WIDE[codec]
        kept = "".join(chr(0xDC00 + byte) for byte in data[len(data) - rest :])
        handler = "surrogatepass" if WIDE[codec] == WIDE["utf-16"] else "replace"
        return data[: len(data) - rest].decode(codec, handler) + kept
    try:
        return data.decode(codec, "surrogateescape")
    except UnicodeError:
        return data.decode(codec, "replace")


def _end_line(found: str, text: str, end: int) -> str:
    """Return what takes the place of a line end of another system."""
    return "" if found[0] == "\r" and text.startswith("\n", end) else "\n"


def _repair_bytes(text: str, at: int, name: str, *, is_utf8: bool) -> tuple[list[Edit], list[Question]]:
    """Repair what is no text in an encoding, from an offset on: join halves of characters, and put � for bytes."""
    edits: list[Edit] = []
    places: list[tuple[int, str, str]] = []
    for found in (ESCAPED if is_utf8 else KEPT_BYTES).finditer(text, at):
        start, end = found.span()
        data = bytes(ord(one) - 0xDC00 for one in found[0])
        if is_utf8 and found["pair"]:
            joined = data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
            edits.append(Edit(start, end, joined, "surrogate"))
        elif is_utf8 and found["half"]:
            edits.append(Edit(start, end, "", "surrogate"))
            half = ord(data.decode("utf-8", "surrogatepass"))
            places.append((start, "surrogate", f"half a character, U+{half:04X}, was dropped"))
        else:
            edits.append(Edit(start, end, "�", "undecodable-byte"))
            places.append((start, "undecodable-byte", _describe(data, name, is_last=end == len(text))))
    return edits, _ask(places)


def _describe(data: bytes, name: str, *, is_last: bool) -> str:
    """Say which bytes are no text."""
    shown = data[:8].hex(" ").upper() + (" …" if len(data) > len(data[:8]) else "")
    noun = "the byte" if len(data) == 1 else "the bytes"
    if is_last:
        return f"the text ends in the middle of a character: {noun} {shown}"
    return f"{noun} {shown} {'is' if len(data) == 1 else 'are'} no text in {name}"


def _ask(places: Sequence[tuple[int, str, str]]) -> list[Question]:
    """Ask about places, from a certain number on with a count only."""
    hint = "compare the place with the original"
    questions = [Question(*place, hint) for place in islice(places, ASKED)]
    if len(places) > ASKED:
        offset, code, _ = places[ASKED]
        questions.append(Question(offset, code, f"{len(places) - ASKED} more places like these", hint))
    return questions
