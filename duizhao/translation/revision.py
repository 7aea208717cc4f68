"""Three-way merges of what is no translation: comments line by line, and the header of a catalog."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

REVISED = "PO-Revision-Date"
MOMENT = "%Y-%m-%d %H:%M%z"
"""The form of dates in the header of a catalog: 2026-11-25 09:30+0800."""


def merge_lines(base: str, ours: str, theirs: str) -> str:
    """Merge the lines of two versions: those that either side added are there, those that either deleted are not.

    Args:
        base: The text that both versions are made from.
        ours: Its order of lines is kept.
        theirs: The lines that only it has stand behind the others.
    """
    lines = {name: text.split("\n") if text else [] for name, text in (("base", base), ("ours", ours))}
    other = theirs.split("\n") if theirs else []
    kept = [line for line in lines["ours"] if line in other or line not in lines["base"]]
    added = [line for line in other if line not in lines["base"] and line not in lines["ours"]]
    return "\n".join([*kept, *added])


def merge_metadata(base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """Merge the headers of two versions of a catalog.

    Where both changed a field, as every PO editor does with the date, the version with the later date has its way,
    ours if they have none.
    """
    if _revised(theirs) > _revised(ours):
        ours, theirs = theirs, ours
    merged = {}
    for name in [*ours, *(name for name in theirs if name not in ours)]:
        value = theirs.get(name) if ours.get(name) == base.get(name) else ours.get(name)
        if value is not None:
            merged[name] = value
    return merged


def _revised(metadata: Mapping[str, str]) -> float:
    """Return when a catalog was last changed, in seconds; 0 if its header has no such date."""
    try:
        return datetime.strptime(metadata.get(REVISED, ""), MOMENT).astimezone(UTC).timestamp()
    except ValueError:
        return 0.0
