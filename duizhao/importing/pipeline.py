"""The import of one input as a list of steps: from bytes to the bodies of drafts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from duizhao.importing.blocks.block_steps import BLOCK_STEPS
from duizhao.importing.blocks.cut_lines import find_cut_lines
from duizhao.importing.blocks.name_lines import list_head_cells
from duizhao.importing.blocks.pieces import find_pieces
from duizhao.importing.characters.escapes import find_escapes
from duizhao.importing.characters.glosses import find_glosses
from duizhao.importing.characters.lookalikes import find_lookalikes
from duizhao.importing.characters.lost_characters import find_lost_characters
from duizhao.importing.characters.mixed_script import find_mixed_script
from duizhao.importing.characters.mojibake import find_mojibake
from duizhao.importing.characters.stray_characters import find_stray_characters
from duizhao.importing.errors import UnfitInputError
from duizhao.importing.manuscript import Known, Manuscript
from duizhao.importing.markdown_escapes import find_markdown_escapes
from duizhao.importing.marks.blanks import find_blanks
from duizhao.importing.marks.punctuation import find_punctuation
from duizhao.importing.marks.quotes import find_quotes
from duizhao.importing.parts.bold_headings import find_bold_headings
from duizhao.importing.parts.structure import find_structure
from duizhao.importing.reading.decoding import decode, recognise
from duizhao.importing.reading.html_reader import read_html
from duizhao.importing.reading.markdown_reader import looks_like_markdown, read_markdown
from duizhao.importing.reading.word_reader import read_word
from duizhao.importing.tracked_text import Change, Edit, Findings, Question, TrackedText, track
from duizhao.script.detect import Detection, detect_script

BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
"""A block: lines without an empty one between them."""
BOX = re.compile(r"!!!|\?\?\?|===")
"""What a box begins with, the blocks of which are indented."""
INDENT = "    "
EMPTY_LINES = re.compile(r"\A\n+|\n+\Z|\n{3,}")
LOOSE_ENTRY = re.compile(r"(?m)^(?:[0-9]{1,3}\.|-) [^\n]*\n\n(?=(?:[0-9]{1,3}\.|-) )")
FENCE = re.compile(r"(?ms)^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)")
CODE = re.compile(rf"{FENCE.pattern}|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)")
"""Blocks and spans of code."""
SIGNS = re.compile(r"[?？]+")
LOSSES = ("undecodable-byte", "mojibake", "gloss-byte")
"""The codes of questions that lost characters are asked about with."""
LONGEST_LINE = 400
REFUSED = {
    "pdf": ("a PDF file", "export its text, such as with pdftotext, and import that"),
    "image": ("an image", "have its text recognised, and import that"),
    "zip": ("a ZIP file", "unpack it, and import the files"),
    "doc": ("a Word file of the kind before 2007", "save it as .docx, and import that"),
    "rtf": ("an RTF file", "save it as .docx, and import that"),
    "binary": ("no text", "import the file that the text was exported to"),
    "empty": ("empty", "import a file with a text"),
}
"""What cannot be imported, with the remedy."""

BlockRepair = Callable[[str], Findings]


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one draft."""

    text: TrackedText
    """The body in Markdown, without a line end at its end; its changes are in those of the result."""
    known: Known
    """What the input says of it."""
    script: Detection
    """The script of the text, with its title."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was made of one input."""

    source: str
    """The text of the input, which all offsets are those of."""
    encoding: str
    """Its encoding; empty for a Word file."""
    how: str
    """How the encoding was found."""
    pieces: tuple[Piece, ...]
    """The texts of the drafts, in the order of the input."""
    changes: tuple[Change, ...]
    """All changes."""
    questions: tuple[Question, ...]
    """All questions, with offsets in the input."""


def import_data(data: bytes, encoding: str | None = None, form: str = "") -> Result:
    """Make the bodies of drafts from the bytes of a file.

    Args:
        data: The bytes.
        encoding: The encoding, if it is known.
        form: `markdown` if the file's name says so; everything else is recognised by its content.

    Returns:
        The texts of the drafts, and the account.

    Raises:
        UnfitInputError: The input is no text.
        LookupError: There is no such encoding.
        MissingLibraryError: The extra `import` is needed for this input and not installed.
    """
    manuscript, source, found, how = _read(data, encoding, form)
    manuscript = _mend_characters(manuscript)
    if not manuscript.is_markdown:
        for find in BLOCK_STEPS:
            manuscript = manuscript.repair(find(manuscript.text.text))
        manuscript = manuscript.repair(find_markdown_escapes(manuscript.text.text))
    whole, parts = _divide(manuscript)
    pieces: list[Piece] = []
    has_page_head = bool(list_head_cells(parts[0].text.text[:LONGEST_LINE].partition("\n")[0]))
    changes, questions = [*whole.text.changes], [*whole.questions]
    for part in parts:
        script = detect_script(part.text.text)
        done = _finish(part, script)
        if pieces and has_page_head:
            done = replace(done, known=_share(pieces[0].known, done.known))
        changes += done.text.changes
        questions += done.questions
        pieces.append(Piece(done.text, done.known, script))
    return Result(source, found, how, tuple(pieces), tuple(changes), tuple(_ask_once(questions)))


def _ask_once(questions: Sequence[Question]) -> Iterator[Question]:
    """Yield questions, without those about a lost character that the repair which left it has asked already."""
    asked = {one.offset for one in questions if one.code in LOSSES}
    yield from (one for one in questions if one.code != "lost-character" or one.offset not in asked)


def _read(data: bytes, encoding: str | None, form: str) -> tuple[Manuscript, str, str, str]:
    """Read the bytes of a file; return the manuscript, the text of the input, its encoding and how that was found.

    Raises:
        UnfitInputError: The input is no text.
    """
    kind = recognise(data)
    if kind in REFUSED:
        what, hint = REFUSED[kind]
        message = f"this is {what}"
        raise UnfitInputError(message, hint)
    if kind == "docx":
        word = read_word(data)
        manuscript = Manuscript(track(word.text), word.known, is_markdown=True).repair(word.findings)
        return manuscript.repair(find_bold_headings(manuscript.text.text)), word.text, "", ""
    decoded = decode(data, encoding)
    manuscript = Manuscript(track(decoded.text)).repair(decoded.findings)
    text = manuscript.text.text
    if kind == "html" and form != "markdown":
        page = read_html(text)
        manuscript = replace(manuscript.repair(page.findings), known=page.known, is_markdown=True)
        manuscript = manuscript.repair(find_bold_headings(manuscript.text.text))
    elif form == "markdown" or looks_like_markdown(text):
        read = read_markdown(text)
        manuscript = replace(manuscript.repair(read.findings), known=read.known, is_markdown=True)
    return manuscript, decoded.text, decoded.encoding, decoded.how


def _mend_characters(manuscript: Manuscript) -> Manuscript:
    """Undo damage to the characters of a whole text, and of what its file says of it."""
    manuscript = _repair_prose(_repair_prose(manuscript, find_mojibake), find_escapes)
    if not manuscript.is_markdown:
        manuscript = manuscript.repair(find_cut_lines(manuscript.text.text))
    damaged = manuscript.text.text
    manuscript = _repair_prose(manuscript, find_glosses)
    return _repair_prose(replace(manuscript, known=_repair_head(manuscript.known, damaged)), find_stray_characters)


def _repair_prose(manuscript: Manuscript, find: BlockRepair) -> Manuscript:
    """Repair a text, but not the code of Markdown."""
    text = manuscript.text.text
    return manuscript.repair(find(_hide_code(text) if manuscript.is_markdown else text))


def _hide_code(text: str) -> str:
    """Return a Markdown text with blanks for its code, so that repairs leave code as it is."""
    return CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text) if "`" in text or "~~~" in text else text


def _divide(manuscript: Manuscript) -> tuple[Manuscript, list[Manuscript]]:
    """Divide a manuscript into its pieces.

    Returns:
        The whole, whose account includes what stood between the pieces, and the pieces with accounts of their own.
    """
    text = manuscript.text.text
    if manuscript.is_markdown and manuscript.known.head:
        return manuscript, [_cut(manuscript, 0, len(text))]
    pieces = find_pieces(text)
    bounds = [0, *pieces.starts, len(text)]
    parts = []
    between: list[Edit] = []
    for start, end in pairwise(bounds):
        part = text[start:end]
        first, last = start + len(part) - len(part.lstrip("\n")), start + len(part.rstrip("\n"))
        between += [Edit(start, first, "", "blank"), Edit(max(first, last), end, "", "blank")]
        parts.append(_cut(manuscript, min(first, last), last))
    whole = manuscript.repair(Findings(between, pieces.questions))
    # What the head of a page says of its title and its standfirst is said of the first piece.
    return whole, [parts[0], *(replace(part, known=replace(part.known, title="", summary="")) for part in parts[1:])]


def _share(first: Known, known: Known) -> Known:
    """Return what is known of a piece, with the day and the outlet that the head of its page states."""
    return known.fill(Known(date=first.date, date_found=first.date_found, publisher=first.publisher))


def _cut(manuscript: Manuscript, start: int, end: int) -> Manuscript:
    """Return a part of a manuscript, with an account of its own."""
    return replace(manuscript, text=manuscript.text.cut(start, end), questions=())


def _finish(manuscript: Manuscript, script: Detection) -> Manuscript:
    """Bring the text of one piece into its final form, and ask what a person must decide."""
    text = manuscript.text.text
    # Asked before the title leaves the text.
    for findings in (find_lost_characters(text), find_mixed_script(text, script.script), find_lookalikes(text)):
        manuscript = manuscript.repair(findings)
    structure = find_structure(text, manuscript.known, is_markdown=manuscript.is_markdown)
    manuscript = replace(manuscript.repair(structure.findings), known=structure.known)
    repairs = (find_blanks, find_punctuation, partial(find_quotes, corners=_has_corners(text)))
    manuscript = _repair_blocks(manuscript, find_blanks)
    # A question mark in place of a lost character is no mark, and stays as it is.
    lost = _list_lost(manuscript.text.text)
    manuscript = _repair_blocks(manuscript, find_punctuation, lost)
    manuscript = _repair_blocks(manuscript, repairs[-1])
    manuscript = manuscript.repair(_find_empty_lines(manuscript))
    if not manuscript.is_markdown:
        manuscript = manuscript.repair(_find_loose_lists(manuscript.text.text))
    return replace(manuscript, known=_repair_known(manuscript.known, repairs))


def _list_lost(text: str) -> set[int]:
    """Return the offsets of all signs that stand for lost characters."""
    runs = (SIGNS.match(text, one.offset) for one in find_lost_characters(text).questions)
    return {at for run in runs if run for at in range(run.start(), run.end())}


def _has_corners(text: str) -> bool:
    """Return whether corner brackets are the quotation marks of a text."""
    return text.count("「") > text.count("“")


def _find_empty_lines(manuscript: Manuscript) -> Findings:
    """Find the empty lines at the ends of a text, and all but one between two blocks.

    In Markdown, those between blocks stay where they stood in the input, and everything stays in code.
    """
    text, origins = manuscript.text.text, manuscript.text.origins
    code = _list_fences(text)
    edits = []
    for found in EMPTY_LINES.finditer(text):
        start, end = found.span()
        is_inner = start > 0 and end < len(text)
        stood_there = manuscript.is_markdown and origins[end] - origins[start] == end - start
        if not is_inner:
            edits.append(Edit(start, end, "", "blank"))
        elif not stood_there and not any(first < start < last for first, last in code):
            edits.append(Edit(start, end, "\n\n", "blank"))
    return Findings(edits)


def _repair_head(known: Known, text: str) -> Known:
    """Repair damage in what the head of a page or of a file says, as in the text, which tells of glosses."""
    repairs = (find_mojibake, find_escapes, partial(find_glosses, context=text), find_stray_characters)
    return replace(
        known,
        title=_repair_line(known.title, repairs),
        summary=_repair_line(known.summary, repairs),
        publisher=_repair_line(known.publisher, repairs),
        authors=tuple(_repair_line(one, repairs) for one in known.authors),
        editors=tuple(_repair_line(one, repairs) for one in known.editors),
    )


def _find_loose_lists(text: str) -> Findings:
    """Find the empty lines between entries of a list, which are paragraphs with them."""
    return Findings([Edit(found.end() - 1, found.end(), "", "list-item") for found in LOOSE_ENTRY.finditer(text)])


def _repair_known(known: Known, repairs: Sequence[BlockRepair]) -> Known:
    """Repair the title and the summary as the blocks of the text are."""
    return replace(known, title=_repair_line(known.title, repairs), summary=_repair_line(known.summary, repairs))


def _repair_line(line: str, repairs: Sequence[BlockRepair]) -> str:
    """Repair one line that is no part of the text any more."""
    for find in repairs if line else ():
        line = track(line).apply(find(line).edits).text
    return line


def _repair_blocks(manuscript: Manuscript, find: BlockRepair, kept: Collection[int] = ()) -> Manuscript:
    """Repair each block of a text by itself, except blocks of code, and edits that begin at the offsets in `kept`."""
    text = manuscript.text.text
    edits: list[Edit] = []
    questions: list[Question] = []
    for start, end in _list_blocks(text):
        found = find(text[start:end])
        moved = (one._replace(start=one.start + start, end=one.end + start) for one in found.edits)
        edits += (one for one in moved if one.start not in kept)
        questions += (one._replace(offset=one.offset + start) for one in found.questions)
    return manuscript.repair(Findings(edits, questions))


def _list_blocks(text: str) -> Sequence[tuple[int, int]]:
    """List the spans of the blocks of a text that are prose, those in boxes without their indent."""
    fences = _list_fences(text)
    firsts = [start for start, _end in fences]
    blocks: list[tuple[int, int]] = []
    is_box = False
    for found in BLOCK.finditer(text):
        start, end = found.span()
        is_indented = text.startswith(INDENT, start)
        is_box = BOX.match(text, start) is not None or (is_box and is_indented)
        before = bisect_right(firsts, start) - 1
        if before < 0 or start >= fences[before][1]:
            blocks.append((start + len(INDENT) if is_box and is_indented else start, end))
    return blocks


def _list_fences(text: str) -> Sequence[tuple[int, int]]:
    """List the spans of the fenced blocks of a text."""
    return [found.span() for found in FENCE.finditer(text)] if "```" in text or "~~~" in text else []
