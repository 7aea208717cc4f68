"""What kind of file some bytes are, told by the bytes alone."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from duizhao.importing.reading.encoding_costs import weigh_reading

SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"\x1f\x8b\x08", "binary"),
    (b"7z\xbc\xaf\x27\x1c", "binary"),
    (b"Rar!\x1a\x07", "binary"),
    (b"\xfd7zXZ\0", "binary"),
    (b"\x7fELF", "binary"),
    (b"SQLite format 3\0", "binary"),
)
"""How files of certain kinds begin."""
IMAGE = re.compile(rb"RIFF....WEBP|BM....\0\0\0\0|....ftyp(?:hei|hev|mif|avif)", re.DOTALL)
"""How images begin whose first bytes alone would not tell them."""
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff", b"\x84\x31\x95\x33")
HEAD = 4096
"""The number of bytes that tell a web page."""
FOREWORD = re.compile(rb"(?:\s{1,200}|<\?xml.{0,200}?\?>|<!--.{0,1000}?-->){0,9}", re.DOTALL)
"""What may stand before the first tag of a web page."""
PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|frameset)[\s>/]", re.IGNORECASE)
"""The first tag of a web page."""
LATE_PAGE = re.compile(rb"^[ ]{0,3}<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.MULTILINE)
"""The first tag of a web page after what a server or a person has put before it."""
FRAGMENT = re.compile(
    rb"<(?:p|div|article|section|main|header|table|h[1-6]|ul|ol|span|font|center|br)[\s>/]", re.IGNORECASE
)
"""The first tag of a part of a web page."""
CLOSING = re.compile(rb"</[a-z][a-z0-9]{0,9}>", re.IGNORECASE)
SAMPLE = 32_000
"""The number of bytes that tell whether a file is a text."""
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
"""Bytes that texts in encodings with units of one byte do not have."""
FEW = 3
"""So many of them prove nothing."""
SHARE = 0.03
"""The greatest share of them in a text."""
LIKELY = 105
"""The greatest mean cost of a character of a text in UTF-16; other files have well over 120."""
TEXT_OF_WORD = re.compile(r"word/document\d{0,3}\.xml")


def recognise(data: bytes) -> str:
    """Return what kind of file some bytes are.

    Returns:
        `pdf`, `image`, `zip`, `docx`, `doc` (also other files of old Office programs), `rtf`, `html`, `text`,
        `binary`, or `empty` if there is nothing but blanks.
    """
    bare = _strip_mark(data)
    if not bare[:SAMPLE].replace(b"\0", b"").strip() and not bare.replace(b"\0", b"").strip():
        return "binary" if b"\0" * (FEW + 1) in bare else "empty"
    for signature, kind in SIGNATURES:
        if bare.startswith(signature):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _recognise_zip(data)
    if IMAGE.match(data):
        return "image"
    if not _is_text(data):
        return "binary"
    return "html" if _is_html(bare) else "text"


def _strip_mark(data: bytes) -> bytes:
    """Return bytes without their byte order mark."""
    for mark in BYTE_ORDER_MARKS:
        data = data.removeprefix(mark)
    return data


def _recognise_zip(data: bytes) -> str:
    """Return whether a ZIP file is one of Word; only its list of names is read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (BadZipFile, LargeZipFile, OSError, ValueError, NotImplementedError, struct.error, zlib.error, IndexError):
        return "zip"
    return "docx" if any(TEXT_OF_WORD.fullmatch(name) for name in names) else "zip"


def _is_text(data: bytes) -> bool:
    """Return whether bytes can be a text."""
    sample = data[:SAMPLE]
    if len(CONTROL.findall(sample)) <= max(FEW, SHARE * len(sample)):
        return True
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    readings = (sample[: len(sample) // 2 * 2].decode(codec, "replace") for codec in ("utf-16-le", "utf-16-be"))
    return any(weigh_reading(one) < LIKELY * len(one) for one in readings)


def _is_html(data: bytes) -> bool:
    """Return whether a text is a web page or a part of one."""
    head = data[:HEAD].replace(b"\0", b"")
    before = FOREWORD.match(head)
    assert before is not None
    if PAGE.match(head, before.end()):
        return True
    if FRAGMENT.match(head, before.end()):
        # Markdown may begin with a tag, too, but goes on without.
        return data[-HEAD:].replace(b"\0", b"").rstrip().endswith(b">") and len(CLOSING.findall(head)) > 1
    late = LATE_PAGE.search(head)
    return late is not None and not re.search(rb"`|~~~", head[: late.start()])
