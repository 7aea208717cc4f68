"""Names in brackets, with which texts begin or end; and the datelines of agencies."""

from __future__ import annotations

from typing import NamedTuple

from duizhao.importing.parts.bylines import SPOKEN, Imprint, read_imprint, read_reporters
from duizhao.importing.parts.dates import MONTH_DAY, find_day
from duizhao.importing.parts.imprint_words import (
    DATELINE,
    EDITORS,
    LABELLED,
    MAKERS,
    OPENING,
    REPORTER,
    SIGNATURE,
    TAIWAN,
)
from duizhao.importing.parts.names import read_names


class Signature(NamedTuple):
    """What the brackets say that a text ends with."""

    said: Imprint
    """The names."""
    start: int
    """The offset of the bracket."""
    is_certain: bool
    """Whether they are certainly the names of authors or editors."""


def read_dateline(text: str) -> Imprint | None:
    """Read the beginning of a news report, which stays in the text.

    Args:
        text: The beginning of a paragraph.

    Returns:
        The agency, and the names in brackets behind it or before all; None if it begins otherwise.
    """
    found = DATELINE.match(text)
    if found is not None:
        place = found["place"] or ""
        day = find_day(place)
        return Imprint(
            day=day.day if day else "",
            publisher=found["outlet"] or "",
            authors=read_names(found["names"] or "", is_certain=False),
            has_month_day=MONTH_DAY.search(place) is not None,
        )
    opening = OPENING.match(text)
    names = _read_opening(opening["by"].strip()) if opening else ()
    return Imprint(authors=names) if names else None


def _read_opening(inside: str) -> tuple[str, ...]:
    """Read the names of reporters in the brackets that a paragraph begins with; none if they hold anything else."""
    taiwan = TAIWAN.fullmatch(inside)
    if taiwan is not None:
        return read_reporters(taiwan["who"], inside[taiwan.start("who") :])
    return read_names(inside, is_certain=False) if REPORTER.match(inside) else ()


def read_signature(end: str) -> Signature | None:
    """Read the names in brackets that a text ends with.

    Args:
        end: The end of its last paragraph.

    Returns:
        The names; None if it ends otherwise, or with those who made pictures.
    """
    editors = EDITORS.search(end)
    if editors is not None and LABELLED.match(editors["text"].strip()):
        said = read_imprint(editors["text"].strip(), is_head=False)
        return (
            Signature(said, editors.start(), is_certain=True) if said and said.is_whole and not said.pictures else None
        )
    found = SIGNATURE.search(end)
    text = found["text"].strip() if found else ""
    if found is None or found["finished"] or (MAKERS.search(text) and "文" not in text):
        return None
    taiwan = TAIWAN.fullmatch(text)
    names = read_reporters(taiwan["who"], text[taiwan.start("who") :]) if taiwan else read_names(text, is_certain=False)
    return Signature(Imprint(authors=names), found.start(), SPOKEN.search(text) is not None) if names else None
