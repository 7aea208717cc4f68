"""Catalogs: PO files, read and written with polib, which keeps everything that Babel would drop."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib
from msgspec import Struct

from duizhao.diagnostics import Diagnostic, Level, Span, find_conflict, make_conflict
from duizhao.translation.reading import Rows, read_rows

Key = tuple[str, str]
"""The context, empty if there is none, and the source text."""
HALF_CONFLICT = re.compile(r"^(?:={7}$|\|{7} )", re.MULTILINE)
"""Conflict markers that stay if only some were deleted; no line of a catalog begins like that."""
SYNTAX_LINE = re.compile(r"\(line (\d+)\)")
KEPT_UNWRAPPED = 0
"""polib's wrap width for unwrapped lines, with which a change of one word changes one line only."""
OBSOLETE_PREVIOUS, PREVIOUS = "\n#~| ", "\n#| "
LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Characters that end a line for `str.splitlines`, but not in a file."""
SHORT = 30


class Entry(Struct, frozen=True):
    """A translation, reduced to what pages need."""

    text: str
    """The translation; empty if there is none."""
    fuzzy: bool = False
    """Whether it is outdated or unconfirmed, and thus never shown as current."""
    line: int = 0
    """Its line in the file."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The translations of one file into one language."""

    language: str
    """The code of the language it translates into."""
    path: str
    """The PO file, relative to the site's folder."""
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    """By context and source text; obsolete ones are left out."""

    def find(self, text: str, context: str = "") -> Entry | None:
        """Return the entry of a source text, or None if there is none."""
        return self.entries.get((context, text))

    def translate(self, text: str, context: str = "") -> str | None:
        """Return the current translation of a text, or None if it is missing or fuzzy."""
        entry = self.entries.get((context, text))
        return entry.text if entry is not None and entry.text and not entry.fuzzy else None


def read_catalog(file: Path, path: str, language: str) -> tuple[Catalog | None, list[Diagnostic]]:
    """Read a PO file for use on pages.

    Returns:
        The catalog, or None if the file is missing or broken, and the problems.
    """
    rows = _read_well_formed(file)
    if rows is not None:
        return Catalog(language, path, {key: Entry(*row) for key, row in rows.items()}), []
    if not file.exists():
        hint = "the texts are shown in their own language and marked; make it with  python build.py catalog update"
        problem = Diagnostic(Span(path), "catalog-missing", "no translation catalog yet", hint, Level.NOTE)
        return None, [problem]
    po, problems = open_po(file, path)
    if po is None:
        return None, problems
    entries = {
        (entry.msgctxt or "", entry.msgid): Entry(entry.msgstr, "fuzzy" in entry.flags, entry.linenum or 0)
        for entry in po
        if not entry.obsolete
    }
    return Catalog(language, path, entries), []


def _read_well_formed(file: Path) -> Rows | None:
    """Read a PO file without polib, or return None if it is missing, broken or unusual."""
    try:
        content = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    return read_rows(content.replace("\r\n", "\n"))


def open_po(file: Path, path: str) -> tuple[polib.POFile | None, list[Diagnostic]]:
    """Open a PO file with all of its content, for merging and checking.

    Returns:
        The file, or None if it is broken, and the problems found: invalid syntax, invalid
        encoding, merge conflict markers, duplicate texts.
    """
    text = ""
    try:
        # polib writes the previous text of obsolete entries but skips it on reading; rewritten like that of entries
        # in use, it is read. polib splits a string at more line ends than a file, so a file with such characters is
        # passed by name unless it was rewritten.
        text = file.read_text("utf-8-sig")
        if conflict := find_conflict(text, path):
            return None, [conflict]
        written = text.replace(OBSOLETE_PREVIOUS, PREVIOUS)
        content = str(file) if written == text and LINE_ENDS.search(text) else written
        po = polib.pofile(content, wrapwidth=KEPT_UNWRAPPED, encoding="utf-8")
    except UnicodeDecodeError:
        return None, [Diagnostic(Span(path), "file-encoding", "the catalog is not UTF-8", "save it as UTF-8")]
    except OSError as error:
        if half := HALF_CONFLICT.search(text):
            return None, [make_conflict(text, half.start(), path)]
        # polib reports invalid syntax as OSError with the line in its message.
        found = SYNTAX_LINE.search(str(error))
        span = Span(path, int(found[1]) if found else 1)
        message = "broken catalog: " + (str(error).split(": ", 1)[-1] if found else str(error))
        hint = 'each text stands in quotation marks, with \\" and \\n inside: msgstr "…"'
        return None, [Diagnostic(span, "catalog-syntax", message, hint)]
    problems = _find_duplicates(po, path)
    return (None if problems else po), problems


def _find_duplicates(po: polib.POFile, path: str) -> list[Diagnostic]:
    """Report duplicate texts in use, since one of the two translations would be lost."""
    lines: dict[Key, int] = {}
    problems = []
    for entry in po:
        key = (entry.msgctxt or "", entry.msgid)
        if entry.obsolete:
            continue
        if key in lines:
            message = f"the text '{shorten(entry.msgid)}' stands twice"
            hint = f"it stands first in line {lines[key]}; keep one of the two"
            problems.append(Diagnostic(Span(path, entry.linenum or 1), "catalog-duplicate", message, hint))
        lines.setdefault(key, entry.linenum or 1)
    return problems


def shorten(text: str) -> str:
    """Shorten a text for a message."""
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def new_po(language: str, source_language: str) -> polib.POFile:
    """Make an empty catalog; its header has no date, which would change with every update."""
    po = polib.POFile(wrapwidth=KEPT_UNWRAPPED, encoding="utf-8")
    po.metadata = {
        "Language": language.replace("-", "_"),
        "X-Source-Language": source_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return po


def write_po(po: polib.POFile, file: Path) -> bool:
    """Write a catalog if it differs from the existing file; return whether it was written."""
    text = format_po(po).encode()
    if file.exists() and file.read_bytes() == text:
        return False
    file = file.resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    # Replace the file atomically: an interruption leaves either the old translations or the new ones.
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(text)
        if file.exists():
            shutil.copymode(file, draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return True


def format_po(po: polib.POFile) -> str:
    """Format a catalog as text, unwrapped, with one newline at the end."""
    for entry in po:
        # The GNU gettext programs reject a previous context without a previous text.
        if not entry.previous_msgid:
            entry.previous_msgctxt = None
    return str(po).rstrip("\n") + "\n"


def count_characters(texts: Iterable[str]) -> int:
    """Count the characters of texts without blanks, the measure of how much is translated."""
    return sum(len("".join(text.split())) for text in texts)
