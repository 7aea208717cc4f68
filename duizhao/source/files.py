"""Text files: decoded as UTF-8; invalid ones are reported with a position."""

from __future__ import annotations

import re
from os.path import isfile
from pathlib import Path

from duizhao.diagnostics import Diagnostic, Span, find_conflict
from duizhao.settings import Settings
from duizhao.tracking import Reads

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Control characters that no text needs; OpenCC silently truncates a text at the first NUL."""
MARKDOWN = ".md"
MEGABYTE = 1_000_000
LARGEST = 4 * MEGABYTE
"""Maximum size of a source in bytes: over a million characters, more than any article or data file needs."""


def read_text(file: Path, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Read a text file.

    Args:
        file: The file.
        path: Its path in messages, relative to the site's folder.

    Returns:
        The text with LF line ends and without byte order mark, or None if it
        cannot be used, and the problems found.
    """
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        return None, [Diagnostic(Span(path), "file-unreadable", f"the file cannot be read: {error.strerror}")]
    if size > LARGEST:
        message = f"the file has {size / MEGABYTE:.0f} MB, and may have {LARGEST // MEGABYTE}"
        return None, [Diagnostic(Span(path), "file-too-large", message, "divide it")]
    return decode_text(data, path)


def resolve_in_content(settings: Settings, path: str, reads: Reads) -> str | None:
    """Return the path of a file without symbolic links, or None if it is outside of the content folder.

    Args:
        settings: The site's settings.
        path: The path, normalised, relative to the site's folder.
        reads: The set to which the file is added as a fact, by both paths, even if it does not exist.
    """
    if not path.startswith(f"{settings.content}/"):
        return None
    reads.add(("file", path))
    folder = (settings.root / settings.content).resolve()
    try:
        real = (settings.root / path).resolve()
    except (OSError, RuntimeError):
        # Links that lead to one another: there is no file.
        return path
    if not real.is_relative_to(folder):
        return None
    found = f"{settings.content}/{real.relative_to(folder).as_posix()}"
    # The snapshot may know a file below a link by this path only.
    reads.add(("file", found))
    return found


def has_file(file: Path) -> bool:
    """Return whether there is a file; there is none with a name that is longer than the system allows."""
    return isfile(file)  # noqa: PTH113 -- `Path.is_file` raises an error for such a name


def decode_text(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Decode the bytes of a file; `path` and the results are those of `read_text`."""
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
    """Return the line and column, both from 1, of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _guess_encoding(data: bytes) -> str:
    """Return a hint on the probable encoding of the bytes, or an empty text if none is likely."""
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
    # Big5 can often be decoded as GB 18030 too, to meaningless characters.
    return "; it looks like " + " or ".join(likely) if likely else ""
