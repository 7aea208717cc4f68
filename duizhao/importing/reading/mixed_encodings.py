"""Files that were put together from texts in UTF-8 and in an older encoding: each line is read by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from duizhao.importing.reading.encoding_costs import weigh_reading

OLDER = ("gb18030", "cp950", "big5hkscs")
"""The older encodings of Chinese texts."""
THREE_BYTES = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
FEWEST = 3
"""So many Chinese characters in UTF-8, and nothing that is not, are no line in another encoding."""
SAMPLE = 32_000
"""How many bytes of the other lines are weighed to find their encoding."""

Reader = Callable[[bytes, str], str]


class Mixed(NamedTuple):
    """The text of a file in two encodings."""

    text: str
    """The text."""
    other: str
    """The codec of the lines that are not in UTF-8."""
    offset: int
    """Where the first line stands that is in the other encoding than the first line beyond ASCII."""


def read_mixed(data: bytes, codec: str, read: Reader) -> Mixed | None:
    """Read the lines of a file in the encodings that each of them is in.

    Args:
        data: The bytes of the file.
        codec: The codec that suits it best as a whole.
        read: What reads bytes with a codec.

    Returns:
        The text; None if one encoding does for all lines.
    """
    if codec not in ("utf-8", *OLDER):
        return None
    lines = data.splitlines(keepends=True) if b"\n" not in data else data.split(b"\n")
    wrong = [at for at, line in enumerate(lines) if not line.isascii() and not _is_utf8(line)]
    right = [at for at, line in enumerate(lines) if not line.isascii() and len(THREE_BYTES.findall(line)) >= FEWEST]
    if not wrong or len(right) <= len(set(wrong).intersection(right)):
        return None
    other = _choose([lines[at] for at in wrong], read)
    end = "\n" if b"\n" in data else ""
    texts = [_read_line(line, other, read) for line in lines]
    codecs = {one for _text, one in texts if one}
    if len(codecs) == 1:
        return None
    first = next(one for _text, one in texts if one)
    place = next(at for at, (_text, one) in enumerate(texts) if one and one != first)
    offset = sum(len(text) + len(end) for text, _one in texts[:place])
    return Mixed(end.join(text for text, _one in texts), other, offset)


def _is_utf8(line: bytes) -> bool:
    """Return whether a line is valid UTF-8."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _choose(lines: Sequence[bytes], read: Reader) -> str:
    """Return the older encoding in which lines are likeliest."""
    sample = b"\n".join(lines)[:SAMPLE]
    return min(OLDER, key=lambda codec: weigh_reading(read(sample, codec)))


def _read_line(line: bytes, other: str, read: Reader) -> tuple[str, str]:
    """Return a line read in UTF-8 or in another encoding, and in which; "" if it is in ASCII."""
    if line.isascii():
        return line.decode(), ""
    if _is_utf8(line):
        return (line.decode(), "utf-8") if len(THREE_BYTES.findall(line)) >= FEWEST else _read_short(line, other, read)
    return min(((read(line, codec), codec) for codec in ("utf-8", other)), key=lambda one: weigh_reading(one[0]))


def _read_short(line: bytes, other: str, read: Reader) -> tuple[str, str]:
    """Return a short line that is valid UTF-8 as `_read_line` does."""
    readings = ((read(line, codec), codec) for codec in ("utf-8", other))
    return min(readings, key=lambda one: weigh_reading(one[0]))
