"""The parts of a Word file: checked, brought into a form that loses no text, and searched for what is left out."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile

from duizhao.importing.errors import UnfitInputError
from duizhao.importing.reading.word_elements import name_of, text_of
from duizhao.importing.reading.word_numbers import Numbers, read_numbers
from duizhao.importing.reading.word_text import Left, keep_text, number_paragraphs

LARGEST = 100_000_000
"""The maximum number of bytes of the parts that hold text, unpacked."""
MOST_TAGS = 3_000_000
"""The maximum number of tags in these parts: a large book has fewer, and each takes a thousand bytes of memory."""
REPAIR = "open it in Word or LibreOffice, save it again as .docx, and import that"
FIRST = ("numbering.xml", "styles.xml")
"""The ends of the names of parts that are read first."""
SPLIT = "save its text as plain text, or in several files, and import those"
DAMAGES = (
    *(BadZipFile, LargeZipFile, OSError, EOFError, KeyError, IndexError, NotImplementedError, RuntimeError),
    *(struct.error, zlib.error, ValueError, ParseError, expat.ExpatError),
)
"""What reading a damaged or encrypted file raises."""


@dataclass(slots=True)
class Parts:
    """A Word file."""

    data: bytes
    """The file as mammoth is to read it: without images and with nothing that it would drop but what is counted."""
    title: str = ""
    """The title in the properties of the file."""
    creator: str = ""
    """Who created it, as its properties say."""
    created: str = ""
    """The day on which it was created, as its properties say: YYYY-MM-DD."""
    styles: list[Element] = field(default_factory=list)
    """Its styles."""
    comments: int = 0
    """The number of comments."""
    margins: list[str] = field(default_factory=list)
    """The texts of headers and footers."""
    numbers: Numbers = field(default_factory=Numbers)
    """Its lists."""
    left: Left = field(default_factory=Left)
    """What its text has beside what is shown."""


def read_parts(data: bytes) -> Parts:
    """Open a Word file.

    Args:
        data: The file.

    Returns:
        Its parts.

    Raises:
        UnfitInputError: It is damaged or encrypted, or holds more than a text can.
    """
    try:
        return _read(data)
    except DAMAGES as error:
        message = "the Word file is damaged or encrypted"
        raise UnfitInputError(message, REPAIR) from error


def _read(data: bytes) -> Parts:
    """Open a Word file whose damages raise whatever they raise."""
    parts = Parts(b"")
    tags = 0
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w") as made:
        infos = {one.filename: one for one in source.infolist()}
        texts = {name: one for name, one in infos.items() if name.endswith((".xml", ".rels"))}
        # What a file states as its size is what is read of it at most.
        if sum(one.file_size for one in texts.values()) > LARGEST:
            message = f"the Word file holds more than {LARGEST // 1_000_000} MB of text"
            raise UnfitInputError(message, SPLIT)
        # What paragraphs are depends on styles and lists, which are read first.
        for name in sorted(infos, key=lambda one: (not one.endswith(FIRST), one)):
            # An image holds its own name: what mammoth reads of it is what a message about it says.
            content = source.read(name) if name in texts else name.encode("utf-8", "replace")
            tags += content.count(b"<")
            if tags > MOST_TAGS:
                message = f"the Word file holds more than {MOST_TAGS // 1_000_000} million tags"
                raise UnfitInputError(message, SPLIT)
            made.writestr(name, _read_part(content, name, parts) if name in texts else content)
    parts.data = target.getvalue()
    return parts


def _read_part(data: bytes, name: str, parts: Parts) -> bytes:
    """Take from a part what is needed; return it as mammoth is to read it.

    Raises:
        ExpatError: It is no XML, or has a document type, which no such file needs and which may blow it up.
    """
    checker = expat.ParserCreate()
    checker.StartDoctypeDeclHandler = _refuse
    checker.Parse(data, True)  # noqa: FBT003 -- a parameter without a name
    if name.endswith(".rels") or not name.startswith(("word/", "docProps/core")):
        return data
    root = fromstring(data)  # noqa: S314 -- without a document type, no entity can be declared
    kind = name_of(root)
    if kind == "coreProperties":
        _read_properties(root, parts)
    elif kind == "comments":
        parts.comments = sum(name_of(one) == "comment" for one in root)
    elif kind in ("hdr", "ftr"):
        text = " ".join(text_of(one) for one in root.iter() if name_of(one) == "p").strip()
        if text and not text.isdecimal() and text not in parts.margins:
            parts.margins.append(text)
    elif kind == "styles":
        parts.styles = [one for one in root if name_of(one) == "style"]
    elif kind == "numbering":
        parts.numbers = read_numbers(root)
    elif kind in ("document", "footnotes", "endnotes"):
        keep_text(root, parts.left)
        number_paragraphs(root, parts.numbers, parts.styles)
        return bytes(tostring(root, encoding="utf-8"))
    return data


def _refuse(*_declaration: object) -> None:
    """Refuse a document type."""
    raise expat.ExpatError("a document type")


def _read_properties(root: Element, parts: Parts) -> None:
    """Read the properties of a file."""
    texts = {name_of(one): (one.text or "").strip() for one in root}
    parts.title = " ".join(texts.get("title", "").split())
    parts.creator = " ".join(texts.get("creator", "").split())
    parts.created = texts.get("created", "")[:10]
