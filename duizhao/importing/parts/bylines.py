"""Lines that say who wrote a text, where it appeared and when."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from duizhao.importing.blocks.line_kinds import ends_sentence
from duizhao.importing.blocks.name_lines import SURNAMES
from duizhao.importing.parts.dates import DAY, MONTH_DAY, TIME, WEEKDAY, match_day
from duizhao.importing.parts.imprint_words import (
    ADDRESS,
    BARRED,
    BOTH,
    BOTH_AT_END,
    COUNT,
    GAP,
    LABELLED,
    MARK,
    ORGANISATION,
    OUTLET,
    READERS,
    REPORTER,
    SLASHED,
    TAIWAN,
    TAIWAN_END,
    VAGUE,
    VALUE_END,
)
from duizhao.importing.parts.names import read_names
from duizhao.importing.roles import ROLE

LONGEST_SOURCE, LONGEST_IMPRINT, LONGEST_UNCLEAR = 30, 300, 80
NOT_OUTLET = re.compile("[。！？!?，,；;：:]")
SENTENCE_END = re.compile("[。！？]")
SPOKEN = re.compile(ROLE)
HAN = re.compile(r"[\u3400-\u9fff]")
PLACE_END = re.compile("[市縣县區区]$")
PLACE_LENGTH, LONG_PLACE_LENGTH = 2, 3
NAME_LENGTHS = (2, 3)


class Imprint(NamedTuple):
    """What a line says of a text."""

    day: str = ""
    """The day as YYYY-MM-DD or YYYY-MM; empty if it has none."""
    publisher: str = ""
    """The outlet."""
    authors: tuple[str, ...] = ()
    """Who wrote it."""
    editors: tuple[str, ...] = ()
    """Who edited it."""
    pictures: tuple[str, ...] = ()
    """Who made the pictures."""
    is_whole: bool = True
    """Whether all of the line was understood."""
    has_month_day: bool = False
    """Whether it has a day without a year."""

    def add(self, other: Imprint) -> Imprint:
        """Return this with what another line says."""
        return Imprint(
            self.day if len(self.day) >= len(other.day) else other.day,
            self.publisher or other.publisher,
            tuple(dict.fromkeys((*self.authors, *other.authors))),
            tuple(dict.fromkeys((*self.editors, *other.editors))),
            tuple(dict.fromkeys((*self.pictures, *other.pictures))),
            self.is_whole and other.is_whole,
            self.has_month_day or other.has_month_day,
        )


class _Part(NamedTuple):
    """A part of a line."""

    said: Imprint
    """What it says."""
    end: int
    """The offset behind it."""
    is_strong: bool = True
    """Whether nothing but an imprint begins so."""


def read_imprint(text: str, *, is_head: bool) -> Imprint | None:
    """Read a line that says nothing but where, when and by whom a text was published.

    Args:
        text: The line, or the lines of a block.
        is_head: Whether it stands below the title, where a day or an outlet by itself belongs to the text's data.

    Returns:
        What it says, with `is_whole` false if a part was not understood; None if the line has none of these.
    """
    if len(text) > LONGEST_IMPRINT:
        return None
    mark = MARK.match(text) if is_head else None
    names = read_names(text[mark.end() :], is_certain=False) if mark else ()
    if names:
        return Imprint(authors=names)
    said, at, parts, is_strong = Imprint(), _skip(text, 0), 0, False
    while at < len(text):
        part = _read_part(text, at, is_head=is_head)
        if part is None or part.end <= at:
            is_strong = is_strong and not _is_prose(text, said)
            is_unclear = is_strong or (is_head and _is_unclear(text, parts))
            return said._replace(is_whole=False) if is_unclear else None
        said, is_strong, parts = said.add(part.said), is_strong or part.is_strong, parts + 1
        at = _skip(text, part.end)
    is_vague = parts == 1 and VAGUE.match(text, _skip(text, 0)) is not None
    is_vague = is_vague or (not said.is_whole and _is_prose(text, said))
    return said if parts and not is_vague and (is_strong or is_head) else None


def _is_prose(text: str, said: Imprint) -> bool:
    """Return whether a line is a sentence that happens to begin with an outlet or a reporter, without day or label."""
    is_sentence = ends_sentence(text) or SENTENCE_END.search(text) is not None
    return is_sentence and not said.day and LABELLED.search(text) is None


def _is_unclear(text: str, parts: int) -> bool:
    """Return whether a line that was not understood may still be an imprint."""
    if len(text) > LONGEST_UNCLEAR or ends_sentence(text) or SENTENCE_END.search(text):
        return False
    return parts > 0 or any(found.lastgroup in ("source", "editor") for found in LABELLED.finditer(text))


def _skip(text: str, at: int) -> int:
    """Return the offset behind the signs that part the parts of a line."""
    found = GAP.match(text, at)
    return found.end() if found else at


def _read_part(text: str, at: int, *, is_head: bool) -> _Part | None:
    """Read the part of a line that begins at an offset."""
    for pattern, read in READINGS:
        found = pattern.match(text, at)
        if found is not None:
            return read(text, found)
    return _read_unlabelled(text, at) if is_head else None


def _read_both(text: str, found: re.Match[str]) -> _Part:
    """Read who made the text and its pictures."""
    end = _find_value_end(text, found.end())
    names = read_names(text[found.end() : end], is_certain=False)
    return _Part(Imprint(authors=names, is_whole=bool(names)), end)


def _read_slashed(_text: str, found: re.Match[str]) -> _Part:
    """Read a name with what somebody made behind it."""
    names = read_names(found[1], is_certain=True)
    return _Part(Imprint(authors=names) if found[2] == "文" else Imprint(pictures=names), found.end())


def _read_taiwan(text: str, found: re.Match[str]) -> _Part:
    """Read reporters with the place that they report from."""
    names = read_reporters(found["who"], text[found.start("who") : found.end()])
    return _Part(Imprint(publisher=_read_outlet(found[0]), authors=names, is_whole=bool(names)), found.end())


def _read_reporter(text: str, found: re.Match[str]) -> _Part:
    """Read names behind what they are for an outlet."""
    end = _find_value_end(text, found.end())
    names = read_names(BOTH_AT_END.sub("", text[found.start() : end].rstrip()), is_certain=False)
    taiwan = None if names else TAIWAN.search(text, found.start(), end)
    if taiwan is not None:
        names, end = read_reporters(taiwan["who"], text[taiwan.start("who") : taiwan.end()]), taiwan.end()
    return _Part(Imprint(publisher=_read_outlet(found[0]), authors=names, is_whole=bool(names)), end)


def _read_outlet(role: str) -> str:
    """Return the outlet that the name of a role begins with; empty if it has none."""
    outlet = OUTLET.match(role)
    return "" if outlet is None or outlet[0].startswith("本") else outlet[0]


def _read_labelled(text: str, label: re.Match[str]) -> _Part | None:
    """Read a label and what follows it."""
    kind, at = label.lastgroup or "", label.end()
    if kind == "when":
        return _read_when(text, label)
    if kind == "counts":
        count = COUNT.match(text, at)
        return _Part(Imprint(is_whole=bool(count)), count.end() if count else at)
    end = _find_value_end(text, at)
    value = text[at:end].strip()
    if kind == "source":
        address = ADDRESS.match(text, at)
        outlet = "" if address else value.strip("《》 ")
        is_whole = bool(address) or (0 < len(outlet) <= LONGEST_SOURCE and not NOT_OUTLET.search(outlet))
        return _Part(
            Imprint(publisher=outlet if is_whole else "", is_whole=is_whole), address.end() if address else end
        )
    is_spoken = SPOKEN.fullmatch(label[kind]) is not None
    names = read_names(value, is_certain=not is_spoken) or (value,) * bool(ORGANISATION.fullmatch(value))
    if is_spoken and not names:
        # In an interview the reporter speaks.
        return None
    authors, editors, pictures = (names if kind == one else () for one in ("author", "editor", "pictures"))
    return _Part(Imprint("", "", authors, editors, pictures, bool(names)), end)


def _read_when(text: str, label: re.Match[str]) -> _Part | None:
    """Read the label of a day and the day."""
    is_vague = VAGUE.match(label[0]) is not None
    day = match_day(text, label.end())
    if day is not None:
        return _Part(Imprint(day=day.day), day.end, not is_vague)
    month = MONTH_DAY.match(text, label.end())
    if is_vague:
        return None
    return _Part(Imprint(is_whole=bool(month), has_month_day=bool(month)), month.end() if month else label.end())


def _find_value_end(text: str, at: int) -> int:
    """Return where the value of a label ends: at the next label, day, bracket or line."""
    end = next((one.start() for one in BARRED.finditer(text, at + 1) if text[one.start() - 1].isspace()), len(text))
    for pattern in (VALUE_END, DAY, MONTH_DAY, TIME, READERS):
        found = pattern.search(text, at, end)
        end = found.start() if found else end
    labels = (one for one in LABELLED.finditer(text, at, end) if not _is_inside(text, at, one))
    return next((one.start() for one in labels), end)


def _is_inside(text: str, at: int, found: re.Match[str]) -> bool:
    """Return whether a label is the end of a longer word, such as 文 in 中文: it follows the value without a blank."""
    return len(found[0].rstrip("：: ")) == 1 and found.start() > at and not text[found.start() - 1].isspace()


def _read_unlabelled(text: str, at: int) -> _Part | None:
    """Read a part below a title that has no label."""
    day = match_day(text, at)
    if day is not None:
        return _Part(Imprint(day=day.day), day.end, is_strong=False)
    found = next((one for pattern in (TIME, WEEKDAY, READERS) if (one := pattern.match(text, at))), None)
    if found is not None:
        return _Part(Imprint(), found.end(), is_strong=False)
    month = MONTH_DAY.match(text, at)
    if month is not None:
        return _Part(Imprint(has_month_day=True), month.end(), is_strong=False)
    outlet = OUTLET.match(text, at)
    if outlet is None or HAN.match(text, outlet.end()):
        return None
    return _Part(Imprint(publisher=outlet[0].strip("《》")), outlet.end(), is_strong=False)


def read_reporters(who: str, rest: str) -> tuple[str, ...]:
    """Read the names before a place in the style of Taiwan.

    Args:
        who: What stands before the slash or the blank, if there is one.
        rest: The text from there to the end, such as `張三成都報導` or `張三／成都報導`.
    """
    if re.search(r"[/／\s]", rest):
        return read_names(who, is_certain=False)
    run = TAIWAN_END.sub("", rest)
    has_long_place = PLACE_END.search(run) is not None and len(run) >= NAME_LENGTHS[0] + LONG_PLACE_LENGTH
    name = run[: -(LONG_PLACE_LENGTH if has_long_place else PLACE_LENGTH)]
    return (name,) if len(name) in NAME_LENGTHS and name[0] in SURNAMES else ()


READINGS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], _Part | None]], ...] = (
    (BOTH, _read_both),
    (LABELLED, _read_labelled),
    (BARRED, _read_labelled),
    (SLASHED, _read_slashed),
    (TAIWAN, _read_taiwan),
    (REPORTER, _read_reporter),
)
"""How each kind of part is read; the first pattern that matches counts."""
