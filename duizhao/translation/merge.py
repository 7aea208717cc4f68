"""Merging: messages of the sources into a catalog, without losing what a translator wrote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polib
from rapidfuzz import fuzz, process

from duizhao.translation.catalog import Key
from duizhao.translation.messages import Message

CUT_OFFS = ((15, 80), (40, 65))
"""Below that many characters, the least likeness in per cent; short texts are alike by chance."""
LONG_CUT_OFF = 50
SHORTEST = 6
"""Shorter texts are not compared at all."""


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """What a merge did, in messages."""

    kept: int = 0
    new: int = 0
    fuzzy: int = 0
    revived: int = 0
    obsolete: int = 0


def merge(po: polib.POFile, messages: Sequence[Message], memory: dict[str, str] | None = None) -> MergeCounts:
    """Bring a catalog up to date with the messages of its sources, in place.

    An entry whose source text is unchanged stays as it is. One whose text vanished is
    offered, marked fuzzy, to the message that is most like it; without such a message it
    becomes obsolete and stays in the file. Doing it twice changes nothing.

    Args:
        po: The catalog.
        messages: What the sources hold now, in their order.
        memory: Translations of the same text elsewhere, offered as fuzzy.

    Returns:
        What was done.
    """
    current: dict[Key, polib.POEntry] = {}
    obsolete: dict[Key, polib.POEntry] = {}
    for old in po:
        (obsolete if old.obsolete else current)[old.msgctxt or "", old.msgid] = old
    wanted = {message.key for message in messages}
    vanished = [old for key, old in current.items() if key not in wanted]
    missing = [message for message in messages if message.key not in current and message.key not in obsolete]
    matches = _match(missing, [old for old in vanished if old.msgstr])
    entries: list[polib.POEntry] = []
    kept = new = fuzzy = revived = 0
    for message in messages:
        if message.key in current:
            entry = current[message.key]
            kept += 1
        elif message.key in obsolete:
            entry = obsolete.pop(message.key)
            entry.obsolete = False
            revived += 1
        elif message.key in matches:
            entry = _make_fuzzy(message, matches[message.key])
            vanished.remove(matches[message.key])
            fuzzy += 1
        else:
            entry = polib.POEntry(msgid=message.text, msgstr="")
            new += 1
            if memory and message.text in memory:
                entry.msgstr = memory[message.text]
                entry.flags = ["fuzzy"]
        _describe(entry, message)
        entries.append(entry)
    retired = [old for old in vanished if old.msgstr]
    for old in retired:
        _retire(old)
        obsolete[old.msgctxt or "", old.msgid] = old
    po[:] = [*entries, *obsolete.values()]
    return MergeCounts(kept, new, fuzzy, revived, len(retired))


def _match(messages: Iterable[Message], vanished: Sequence[polib.POEntry]) -> dict[Key, polib.POEntry]:
    """Pair new messages with vanished entries, the likest pairs first, each entry once."""
    wanted = [message for message in messages if len(message.text) >= SHORTEST]
    if not wanted or not vanished:
        return {}
    texts = [entry.msgid for entry in vanished]
    pairs = []
    for number, message in enumerate(wanted):
        for _text, score, index in process.extract(
            message.text, texts, scorer=fuzz.ratio, score_cutoff=_cut_off(message.text), limit=5
        ):
            pairs.append((-score, number, index))
    found: dict[Key, polib.POEntry] = {}
    used: set[int] = set()
    for _score, number, index in sorted(pairs):
        if wanted[number].key not in found and index not in used:
            found[wanted[number].key] = vanished[index]
            used.add(index)
    return found


def _cut_off(text: str) -> int:
    """Say how alike, in per cent, a vanished text must be to a new one of this length."""
    return next((cut_off for length, cut_off in CUT_OFFS if len(text) < length), LONG_CUT_OFF)


def _make_fuzzy(message: Message, old: polib.POEntry) -> polib.POEntry:
    """Offer the translation of a vanished text to a new one, with the old text beside it."""
    return polib.POEntry(
        msgid=message.text,
        msgstr=old.msgstr,
        tcomment=old.tcomment,
        flags=["fuzzy", *(flag for flag in old.flags if flag != "fuzzy")],
        previous_msgid=old.previous_msgid if old.fuzzy and old.previous_msgid else old.msgid,
    )


def _retire(entry: polib.POEntry) -> None:
    """Make an entry obsolete: out of use, and kept."""
    entry.obsolete = True
    entry.occurrences = []
    entry.comment = ""


def _describe(entry: polib.POEntry, message: Message) -> None:
    """Write what helps a translator: where the text stands, without line numbers that would churn."""
    if message.context:
        entry.msgctxt = message.context
    entry.occurrences = [(message.path, "")]
    section = f"; section: {message.section}" if message.section and message.kind != "heading" else ""
    entry.comment = message.kind + section
