"""Merges two versions of a catalog that have a common ancestor, entry by entry, for `git merge`.

Git compares lines, so it takes two entries side by side for one change, and leaves markers that no PO editor can
read. Here an entry is found by its context and source text, and each of its parts is merged for itself.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import polib

from duizhao.translation.catalog import KEPT_UNWRAPPED, format_po
from duizhao.translation.merge import FUZZY, SUGGESTED
from duizhao.translation.revision import merge_lines, merge_metadata

Slot = tuple[str, str, int]
"""Context, source text, and 0; obsolete entries of the same text beside another one are counted from 1."""
Entries = dict[Slot, polib.POEntry]
OTHER = "the other side of a merge has: "
"""The prefix of the comment with the translation that was not kept; it stands in quotation marks, as PO writes it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a merge could not decide, or what it kept although one side deleted it."""

    key: tuple[str, str]
    """The context and the source text of the entry."""
    is_conflict: bool
    """Whether a person must choose between two translations; else the entry was kept as an obsolete one."""


@dataclass(frozen=True, slots=True)
class _Translation:
    """The parts of an entry that hold together: a translation, and what is known of it."""

    text: str = ""
    plural: tuple[tuple[int, str], ...] = ()
    fuzzy: bool = False
    previous: tuple[str | None, ...] = (None, None, None)
    suggested: str = ""
    """The comment on the origin of a suggestion."""

    @property
    def words(self) -> tuple[str, ...]:
        """The translated texts, to compare them; empty if there is none."""
        return tuple(text for text in (self.text, *(text for _number, text in self.plural)) if text)


def merge_versions(
    base: polib.POFile, ours: polib.POFile, theirs: polib.POFile
) -> tuple[polib.POFile, tuple[Notice, ...]]:
    """Merge two versions of a catalog; what one side changed is taken, and no translation is lost.

    An entry that both sides translated in different words keeps our words, is marked fuzzy, and has a comment with
    theirs. A current translation takes precedence over one that nobody confirmed, which stays in the comment unless a
    program made it. An entry that one side changed and the other deleted stays as an obsolete one, from which
    `catalog update` revives it.

    Args:
        base: The common ancestor; empty if both sides added the file.
        ours: The version of this side; none of the three is changed.
        theirs: The version of the other side.

    Returns:
        The merged catalog, and its notices in the order of its entries.
    """
    sides = [_list_entries(copy.deepcopy(one)) for one in (base, ours, theirs)]
    _follow_changed_sources(*sides)
    _follow_changed_sources(sides[0], sides[2], sides[1])
    moved = frozenset(text for entry in sides[0].values() for text in _split(entry).words)
    merged: Entries = {}
    notices: list[Notice] = []
    for slot in _order(*sides):
        old, our, their = (side.get(slot) for side in sides)
        entry, is_conflict = _merge_entry(old, our, their, moved)
        if entry is None:
            continue
        merged[slot] = entry
        was_deleted = old is not None and (our is None or their is None) and entry.obsolete
        if is_conflict or was_deleted:
            notices.append(Notice(slot[:2], is_conflict))
    po = polib.POFile(wrapwidth=KEPT_UNWRAPPED, encoding="utf-8")
    po.header = merge_lines(*(one.header for one in (base, ours, theirs)))
    po.metadata = merge_metadata(base.metadata, ours.metadata, theirs.metadata)
    po.metadata_is_fuzzy = _choose(base.metadata_is_fuzzy, ours.metadata_is_fuzzy, theirs.metadata_is_fuzzy)
    po.extend(entry for is_obsolete in (False, True) for entry in merged.values() if entry.obsolete == is_obsolete)
    return po, tuple(notices)


def find_lines(po: polib.POFile) -> dict[tuple[str, str], int]:
    """Return the line of each entry in the file that a catalog is written to, by context and source text."""
    written = polib.pofile(format_po(po), wrapwidth=KEPT_UNWRAPPED, encoding="utf-8")
    lines: dict[tuple[str, str], int] = {}
    for entry in written:
        lines.setdefault((entry.msgctxt or "", entry.msgid), entry.linenum or 1)
    return lines


def _list_entries(po: polib.POFile) -> Entries:
    """Return the entries of a catalog by slot: the one in use before obsolete ones, of these the latest first."""
    entries: Entries = {}
    for group in ([one for one in po if not one.obsolete], reversed([one for one in po if one.obsolete])):
        for entry in group:
            entry.obsolete = bool(entry.obsolete)
            number = 0
            while (entry.msgctxt or "", entry.msgid, number) in entries:
                number += 1
            entries[entry.msgctxt or "", entry.msgid, number] = entry
    order = {id(entry): number for number, entry in enumerate(po)}
    return dict(sorted(entries.items(), key=lambda item: order[id(item[1])]))


def _follow_changed_sources(base: Entries, one: Entries, other: Entries) -> None:
    """Bring a translation to the entry that its changed source text has on the other side.

    `catalog update` of one side moved the translation to a changed text, as a fuzzy one. If the other side has
    improved the translation of the earlier text, the improvement belongs there, too.

    Args:
        base: The common ancestor.
        one: The side that may have changed source texts; its entries are changed in place.
        other: The side that may have changed translations; entries that were moved are taken out of it.
    """
    for slot, entry in one.items():
        earlier = (entry.previous_msgctxt or "", entry.previous_msgid or "", 0)
        if FUZZY not in entry.flags or earlier in one or slot in base or slot in other:
            continue
        old, new = base.get(earlier), other.get(earlier)
        if old is not None and new is not None and not new.obsolete and FUZZY not in new.flags and new.msgstr:
            if old.msgstr != entry.msgstr or old.msgstr == new.msgstr:
                continue
            entry.msgstr = new.msgstr
            entry.tcomment = merge_lines(old.tcomment, entry.tcomment, new.tcomment)
            del other[earlier]


def _order(base: Entries, ours: Entries, theirs: Entries) -> list[Slot]:
    """Return the slots of both sides: in our order, or in theirs if only they moved entries."""
    common = [slot for slot in base if slot in ours and slot in theirs]
    moved_by_us = [slot for slot in ours if slot in base and slot in theirs] != common
    first, second = (ours, theirs) if moved_by_us else (theirs, ours)
    order = list(first)
    known = set(order)
    place = 0
    for slot in second:
        if slot in known:
            place = order.index(slot) + 1
        else:
            order.insert(place, slot)
            place += 1
    return order


def _merge_entry(
    base: polib.POEntry | None, ours: polib.POEntry | None, theirs: polib.POEntry | None, moved: frozenset[str]
) -> tuple[polib.POEntry | None, bool]:
    """Merge the versions of one entry.

    Args:
        base: The version of the common ancestor, None if it has no such entry.
        ours: Our version, which is changed in place.
        theirs: Their version.
        moved: All translations of the common ancestor: a fuzzy translation that is among them was not written by
            anybody since, but moved to another source text by `catalog update`.

    Returns:
        The entry, None if it is deleted; and whether a person must choose between two translations.
    """
    if ours is None or theirs is None:
        kept = theirs if ours is None else ours
        if kept is None or base is None:
            return kept, False
        if base.obsolete and not kept.obsolete:
            return kept, False
        is_changed = _split(kept) != _split(base) or kept.tcomment != base.tcomment
        if not is_changed or not (_split(kept).words or kept.tcomment):
            return None, False
        kept.obsolete = True
        kept.occurrences, kept.comment = [], ""
        return kept, False
    translation, dropped, is_conflict = _merge_translation(_split(base), _split(ours), _split(theirs), moved)
    entry = ours
    old = base or polib.POEntry()
    flags = merge_lines(*("\n".join(flag for flag in one.flags if flag != FUZZY) for one in (old, ours, theirs)))
    marks = [FUZZY] if translation.fuzzy or is_conflict else []
    entry.flags = [*marks, *(flag for flag in flags.split("\n") if flag)]
    entry.msgstr, entry.msgstr_plural = translation.text, dict(translation.plural)
    entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural = translation.previous
    entry.tcomment = merge_lines(old.tcomment, ours.tcomment, theirs.tcomment)
    for text in dropped:
        # Escaped as in the file, so that it can be copied from there, and is one line.
        note = f'{OTHER}"{polib.escape(text)}"'
        entry.tcomment = "\n".join(line for line in (entry.tcomment, note) if line)
    comment = _choose(*(_without_suggestion(one) for one in (old, ours, theirs)))
    entry.comment = "\n".join(line for line in (comment, translation.suggested) if line)
    entry.occurrences = _choose(old.occurrences, ours.occurrences, theirs.occurrences)
    # Of two new entries, it suffices that one is in use.
    entry.obsolete = _choose(old.obsolete if base else True, ours.obsolete, theirs.obsolete)
    return entry, is_conflict


def _merge_translation(
    base: _Translation, ours: _Translation, theirs: _Translation, moved: frozenset[str]
) -> tuple[_Translation, tuple[str, ...], bool]:
    """Merge the translations of one text.

    Returns:
        The translation to keep; the texts of the other one, if a comment must keep them; and whether a person must
        choose between the two.
    """
    if theirs in (ours, base):
        return ours, (), False
    if ours == base:
        return theirs, (), False
    if ours.words == theirs.words:
        # The texts are the same, so whoever confirmed one has confirmed the other.
        return (theirs if ours.fuzzy else ours), (), False
    # A current translation comes before a fuzzy one, what a person wrote before a suggestion, and all before none.
    first, second = sorted((ours, theirs), key=lambda one: (not one.words, one.fuzzy, bool(one.suggested)))
    is_made = second.fuzzy and (second.suggested or moved.issuperset(second.words))
    if not second.words or second.words == base.words or is_made:
        return first, (), False
    return first, second.words, first.fuzzy == second.fuzzy


def _split(entry: polib.POEntry | None) -> _Translation:
    """Return the translation of an entry, an empty one if there is no entry."""
    if entry is None:
        return _Translation()
    fuzzy = FUZZY in entry.flags
    suggested = "\n".join(line for line in entry.comment.split("\n") if line.startswith(SUGGESTED))
    previous = (entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural)
    plural = tuple(sorted(entry.msgstr_plural.items()))
    return _Translation(entry.msgstr, plural, fuzzy, previous, suggested if fuzzy else "")


def _without_suggestion(entry: polib.POEntry) -> str:
    """Return the comment of a program on an entry, without the origin of a suggestion."""
    return "\n".join(line for line in entry.comment.split("\n") if not line.startswith(SUGGESTED))


def _choose(base: Any, ours: Any, theirs: Any) -> Any:
    """Return the changed one of two values; ours if both changed."""
    return theirs if ours == base else ours
