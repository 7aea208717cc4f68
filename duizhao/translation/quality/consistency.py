"""The rule that compares all catalogs of a language: one source, one translation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polib

from duizhao.translation.quality.pair import Finding
from duizhao.translation.terms import make_stems


@dataclass(frozen=True, slots=True)
class Difference:
    """Two entries with the same source and different translations."""

    path: str
    """The catalog of the later entry."""
    entry: polib.POEntry
    first: polib.POEntry
    """The entry that has the other translation."""
    finding: Finding


def find_differences(catalogs: Mapping[str, polib.POFile]) -> Iterator[Difference]:
    """A source text has one translation in all catalogs, unless its context differs.

    Capitals, plurals and signs may differ: a heading is no tag.

    Bad: 社区 → community | neighbourhood
    Good: 社区 → Communities | community

    Args:
        catalogs: The catalogs of one language by path.

    Yields:
        Every current entry whose translation differs from that of the first one.
    """
    known: dict[tuple[str, str], tuple[str, polib.POEntry]] = {}
    for path in sorted(catalogs):
        for entry in list_current(catalogs[path]):
            first_path, first = known.setdefault((entry.msgctxt or "", entry.msgid.strip()), (path, entry))
            if make_stems(entry.msgstr) != make_stems(first.msgstr):
                message = f"'{_cut(entry.msgid)}' has another translation in {first_path}:{first.linenum}"
                hint = f"there '{_cut(first.msgstr)}', here '{_cut(entry.msgstr)}'; choose one, or give one a context"
                yield Difference(path, entry, first, Finding(message, hint))


def list_current(po: polib.POFile) -> Iterator[polib.POEntry]:
    """Yield the entries that pages show as current."""
    return (entry for entry in po if entry.msgid and entry.msgstr and not entry.obsolete and not entry.fuzzy)


def _cut(text: str, length: int = 60) -> str:
    """Shorten a text for a message."""
    return text if len(text) <= length else text[: length - 1] + "…"
