"""Text files: read as UTF-8, refused with a place where they are not."""

from __future__ import annotations

import re
from pathlib import Path

from duizhao.diagnostics import Diagnostic, Span, find_conflict

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters that no text needs; OpenCC ends a text silently at the first NUL."""
MARKDOWN = ".md"


def read_text(file: Path, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Read a text file.

    Args:
        file: Where it is.
        path: Its name in messages, relative to the site's folder.

    Returns:
        The text with LF line ends and without byte order mark, or None where it
        cannot be used, and the problems found.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        return None, [Diagnostic(Span(path), "file-unreadable", f"the file cannot be read: {error.strerror}")]
    return decode_text(data, path)


def decode_text(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Make a text of the bytes of a file; arguments and results as those of `read_text`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02x}"
        hint = "save it as UTF-8" + _guess_encoding(data)
        return None, [Diagnostic(Span(path, line, column), "file-encoding", message, hint)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = [
        Diagnostic(
            Span(path, *place(text, found.start())),
            "file-control-character",
            f"control character U+{ord(found[0]):04X}",
            "delete it: it is invisible, and no text needs it",
        )
        for found in CONTROL.finditer(text)
    ]
    if conflict := find_conflict(text, path):
        problems.append(conflict)
    return (None, problems) if problems else (text, [])


def place(text: str, offset: int) -> tuple[int, int]:
    """Give line and column, both from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _guess_encoding(data: bytes) -> str:
    """Name the encoding that the bytes are probably in, for a hint; empty where it is anybody's guess."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "; it looks like UTF-16"
    likely = []
    for encoding in ("GB18030", "Big5"):
        try:
            decoded = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [character for character in decoded if not character.isascii()]
        han = sum("\u4e00" <= character <= "\u9fff" for character in foreign)
        if han * 2 > len(foreign):
            likely.append(encoding)
    # Big5 can often be read as GB 18030 too, as characters that make no sense.
    return "; it looks like " + " or ".join(likely) if likely else ""
