"""Characters that a found text has and nobody meant: invisible ones, controls, private ones, double forms."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from duizhao.importing.characters.character_forms import FACES, FULL_WIDTH, HALF_WIDTH, VERTICAL, load_usual_forms
from duizhao.importing.characters.private_characters import begins_line, find_private_characters
from duizhao.importing.tracked_text import Edit, Findings, Question, merge_edits

INVISIBLE, CONTROL, FORM = "invisible-character", "control-character", "compatibility-form"
NOT_SEEN = "\u200b\u2060-\u2064\u206a-\u206f\ufeff"
DIRECTIONS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
ODD_BLANKS = "\xa0\u1680\u2000-\u200a\u202f\u205f"
WIDE_BLANKS = frozenset("\u2001\u2003")
FORMS = (
    "\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1d\ufe10-\ufe19\ufe30-\ufe48\ufe50-\ufe6b\ufb00-\ufb06"
)
STRAY = re.compile(
    rf"(?P<line>\r\n?|[\x0b\x0c\x85\u2028\u2029])|(?P<control>[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]+)"
    rf"|(?P<latin>[\x80-\x84\x86-\x9f])|(?P<hidden>[{NOT_SEEN}]+)|(?P<hyphen>\xad)|(?P<direction>[{DIRECTIONS}])"
    rf"|(?P<joiner>[\u180e\u200c\u200d])|(?P<blank>[{ODD_BLANKS}]+)|(?P<wide>[０-９Ａ-Ｚａ-ｚ]+)|(?P<form>[{FORMS}])"
)
"""What is found without regard to what stands beside it."""
STRAYS = re.compile(
    rf"[\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u180e\u200c\u200d\u2028\u2029\ufdd0-\ufdef\ufffe\uffff{NOT_SEEN}"
    rf"{DIRECTIONS}{ODD_BLANKS}０-９Ａ-Ｚａ-ｚ{FORMS}]+\n?"
)
"""Stretches of such characters: one set of characters is searched for faster than many."""
BETWEEN = re.compile("[・‧･﹒．︵︶︿﹀｡｢｣､]")
"""What depends on the characters beside it."""
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+"
)
JOINING = re.compile(
    "[\u0600-\u109f\u1780-\u180d\u180f-\u18af\ua840-\ua8ff\uaa60-\uaaff\ufb50-\ufdcf\ufe70-\ufefc\U00010a00-\U0001193f]"
)
"""Letters of scripts in which joiners tell how letters are written."""
EMOJI = re.compile("[\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
EMOJI_PART = re.compile(
    "[\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
HAN = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5〇㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003fffd]")
ALPHANUMERIC = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
FACE_PART = frozenset("￣ˋˊ‵′^╯╰><＞＜○◕｀´`︶︿﹀︵")
DIVIDED = re.compile(r"(?<=[A-Za-zÀ-ɏ])\xad(?=[ \t]{0,20}(?:\r\n?|\n)[ \t]{0,20}[a-zß-ɏ])")
"""A soft hyphen that stands where a line ends within a word."""

PLAIN = {"control": CONTROL, "hidden": INVISIBLE}
"""What is dropped wherever it stands."""


def find_stray_characters(text: str) -> Findings:
    """Find characters that nobody meant, and put the ones that were meant in their place.

    Invisible and control characters are dropped, line ends become line feeds, odd blanks ordinary ones; full-width
    letters and digits, radicals, small and vertical marks become the usual ones. What has a function stays: joiners
    in emoji and in scripts that need them, signs of direction in lines with letters from right to left.

    Args:
        text: A text before its paragraphs are found.

    Returns:
        The edits; a question for each private-use character without a known meaning, and for each radical that is
        no character.
    """
    private = find_private_characters(text)
    found, questions = _find_by_themselves(text)
    edits = merge_edits(found, private.edits)
    edits = merge_edits(edits, list(_find_between(text, edits)))
    return Findings(edits, sorted((*private.questions, *questions), key=lambda one: one.offset))


def _find_by_themselves(text: str) -> tuple[list[Edit], list[Question]]:
    """Return the edits of characters that do not depend on marks beside them, and questions about radicals."""
    judge = _Judge(text)
    edits: list[Edit] = []
    odd: Counter[str] = Counter()
    first: dict[str, int] = {}
    runs = (run.span() for run in STRAYS.finditer(text))
    for found in chain.from_iterable(STRAY.finditer(text, *run) for run in runs):
        edit = judge.edit(found)
        if edit is not None:
            edits.append(edit)
        elif "\u2e80" <= found[0] <= "\u2ef3":
            first.setdefault(found[0], found.start())
            odd[found[0]] += 1
    return edits, [_ask_radical(one, at, odd[one]) for one, at in first.items()]


def _ask_radical(radical: str, at: int, count: int) -> Question:
    """Ask about a radical that is a part of characters."""
    often = "" if count == 1 else f", and {count} times in all"
    message = f"{radical} (U+{ord(radical):04X}) is a part of characters and no character; it stands here{often}"
    return Question(at, "private-character", message, "replace it with the character that was meant")


def _make_blanks(text: str, start: int, old: str) -> str:
    """Return the ordinary blanks for odd ones."""
    if begins_line(text, start, 80):
        # Four ordinary blanks at the beginning of a line would be a block of code in Markdown.
        wide = sum(one in WIDE_BLANKS for one in old)
        return "\u3000" * (wide + (len(old) - wide + 1) // 2)
    return "".join("\u3000" if one in WIDE_BLANKS else " " for one in old)


def _read_latin(text: str, at: int) -> Edit:
    """Drop a control character of Latin-1, or read it in Windows' encoding where it stands in Latin text."""
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if any(one.isascii() and one.isalnum() for one in beside):
        meant = text[at].encode("latin-1").decode("cp1252", "ignore")
        if meant:
            return Edit(at, at + 1, meant, "mojibake")
    return Edit(at, at + 1, "", CONTROL)


def _joins(text: str, at: int) -> bool:
    """Return whether a joiner has a function between the characters beside it."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if JOINING.match(before) and JOINING.match(after):
        return True
    return text[at] == "\u200d" and EMOJI_PART.match(before) is not None and EMOJI.match(after) is not None


class _Judge:
    """Judges what becomes of the characters that `STRAY` finds in a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._forms = load_usual_forms()
        self._divided = {found.start() for found in DIVIDED.finditer(text)} if "\xad" in text else set[int]()

    def edit(self, found: re.Match[str]) -> Edit | None:
        """Return the edit of what was found; None if it stays."""
        kind, (start, end), old = found.lastgroup or "", found.span(), found[0]
        if kind in PLAIN:
            return Edit(start, end, "", PLAIN[kind])
        if kind == "form":
            return Edit(start, end, self._forms[old], FORM) if old in self._forms else None
        if kind in {"direction", "joiner"}:
            stays = self._is_directed(start) if kind == "direction" else _joins(self._text, start)
            return None if stays else Edit(start, end, "", INVISIBLE)
        return self._replace(kind, start, end, old)

    def _replace(self, kind: str, start: int, end: int, old: str) -> Edit:
        """Return the edit of what becomes something else."""
        if kind == "line":
            return Edit(start, end, "\n\n" if old == "\u2029" else "\n", "line-end")
        if kind == "latin":
            return _read_latin(self._text, start)
        if kind == "hyphen":
            return Edit(start, end, "-" if start in self._divided else "", INVISIBLE)
        if kind == "blank":
            return Edit(start, end, _make_blanks(self._text, start, old), "blank")
        return Edit(start, end, old.translate(FULL_WIDTH), "full-width-form")

    def _is_directed(self, at: int) -> bool:
        """Return whether the line around an offset has letters from right to left."""
        return bisect(self._ends, at) in self._directed_lines

    @cached_property
    def _ends(self) -> Sequence[int]:
        return [found.start() for found in re.finditer("[\n\r\x0b\x0c\x85\u2028\u2029]", self._text)]

    @cached_property
    def _directed_lines(self) -> frozenset[int]:
        return frozenset(bisect(self._ends, found.start()) for found in RIGHT_TO_LEFT.finditer(self._text))


def _find_between(text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield the edits of marks whose meaning the characters beside them tell, as they will be after other edits."""
    if not BETWEEN.search(text):
        return
    starts = {edit.start: edit for edit in edits}
    ends = {edit.end: edit for edit in edits}
    for found in BETWEEN.finditer(text):
        at, mark = found.start(), found[0]
        if at in starts:
            continue
        new = _read_mark(mark, _look_back(text, at, ends), _look_on(text, at + 1, starts))
        if new != mark:
            kind = "full-width-form" if mark == "．" else FORM
            yield Edit(at, at + 1, new, kind)


def _look_back(text: str, at: int, ends: dict[int, Edit]) -> str:
    """Return the character before an offset after all edits; empty at the beginning."""
    while at in ends:
        edit = ends[at]
        if edit.text:
            return edit.text[-1]
        at = edit.start
    return text[at - 1] if at else ""


def _look_on(text: str, at: int, starts: dict[int, Edit]) -> str:
    """Return the character at an offset after all edits; empty at the end."""
    while at in starts:
        edit = starts[at]
        if edit.text:
            return edit.text[0]
        at = edit.end
    return text[at : at + 1]


def _read_mark(mark: str, before: str, after: str) -> str:
    """Return the usual form of a mark between two characters."""
    is_between_han = HAN.match(before) is not None and HAN.match(after) is not None
    if mark in "・‧･":
        return "·" if is_between_han else mark
    if mark == "﹒":
        return "·" if is_between_han else "."
    if mark == "．":
        return "." if ALPHANUMERIC.match(before) and ALPHANUMERIC.match(after) else mark
    if mark in FACES:
        return mark if before in FACE_PART or after in FACE_PART else VERTICAL[mark]
    return HALF_WIDTH[mark] if HAN.match(before) or HAN.match(after) else mark
