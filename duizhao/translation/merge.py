"""Merges the messages of the sources into a catalog without losing what a translator wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polib

from duizhao.translation.catalog import Key
from duizhao.translation.messages import Message

CUT_OFFS = ((6, 101), (15, 80), (40, 65))
"""Lengths in characters, and the least similarity, in per cent, required of texts shorter than that.

Short texts are similar by chance; for the shortest, no similarity suffices.
"""
LONG_CUT_OFF = 50
CANDIDATES = 5
"""The number of most similar texts considered; the first may match another text even better."""
FUZZY = "fuzzy"
SUGGESTED = "suggested by "
"""The prefix of the comment that states which catalog a suggestion is from."""

Memory = Mapping[str, Sequence[tuple[str, str]]]
"""By source text: pairs of a catalog's path and its translation."""


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """The numbers of messages by the outcome of a merge."""

    kept: int = 0
    new: int = 0
    fuzzy: int = 0
    """Messages that received the translation of a similar text or another context, marked fuzzy."""
    restored: int = 0
    """Messages whose source text changed back to the text that was translated."""
    revived: int = 0
    """Messages whose entries were obsolete before."""
    obsolete: int = 0
    """Messages that went out of use and whose entries are now obsolete."""


@dataclass(slots=True)
class _Merge:
    """The state of one merge."""

    current: dict[Key, polib.POEntry] = field(default_factory=dict)
    """Entries in use before and still wanted."""
    vanished: dict[Key, polib.POEntry] = field(default_factory=dict)
    """Entries in use before but no longer wanted."""
    obsolete: dict[Key, polib.POEntry] = field(default_factory=dict)
    """Entries that are out of use."""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MergeCounts.__slots__, 0))

    def count(self, name: str) -> None:
        """Count a message under an outcome."""
        self.counts[name] += 1


def merge(po: polib.POFile, messages: Sequence[Message]) -> MergeCounts:
    """Update a catalog in place with the messages of its sources.

    For each message, the first of these steps that applies:

    1. its text is in the catalog: the entry is kept;
    2. an entry became fuzzy when its text changed, and the change was undone: it is current again;
    3. its text is obsolete: the entry is revived;
    4. its text is in the catalog in another context: that translation is reused, marked fuzzy;
    5. a similar text vanished: its translation is reused, marked fuzzy.

    A vanished entry that is not reused becomes obsolete and stays in the file if a translator
    wrote something in it. A second merge changes nothing.

    Args:
        po: The catalog.
        messages: The current messages of the sources, in their order.

    Returns:
        The numbers of messages by outcome.
    """
    work = _divide(po, {message.key for message in messages})
    found: dict[Key, polib.POEntry] = {}
    for message in messages:
        entry = work.current.get(message.key)
        if entry is not None:
            found[message.key] = entry
            work.count("kept")
    for find in (_restore, _revive, _take_other_contexts, _take_likest):
        missing = [message for message in messages if message.key not in found]
        if missing:
            find(missing, work, found)
    entries = []
    for message in messages:
        entry = found.get(message.key)
        if entry is None:
            entry = polib.POEntry(msgid=message.text, msgstr="")
            work.count("new")
        _describe(entry, message)
        entries.append(entry)
    for key, old in work.vanished.items():
        if _is_worth_keeping(old):
            _retire(key, old, work.obsolete)
            work.count("obsolete")
    po[:] = [*entries, *work.obsolete.values()]
    return MergeCounts(**work.counts)


def make_memory(catalogs: Mapping[str, polib.POFile]) -> Memory:
    """Collect the confirmed translations of all catalogs of a language.

    Args:
        catalogs: The catalogs by path.
    """
    memory: dict[str, list[tuple[str, str]]] = {}
    # Entries in use come before obsolete ones.
    for obsolete in (False, True):
        for path, po in sorted(catalogs.items()):
            for entry in po:
                if entry.msgstr and bool(entry.obsolete) == obsolete and FUZZY not in entry.flags:
                    memory.setdefault(entry.msgid, []).append((path, entry.msgstr))
    return memory


def suggest_from_memory(po: polib.POFile, path: str, memory: Memory) -> int:
    """Suggest translations of the same text from other catalogs, marked fuzzy, with a comment on their origin.

    Args:
        po: The catalog; entries without a translation are changed in place.
        path: Its path; its own translations are not suggested.
        memory: The result of `make_memory`.

    Returns:
        The number of changed entries.
    """
    changed = 0
    for entry in po:
        if entry.msgstr or entry.obsolete:
            continue
        offer = next(((where, text) for where, text in memory.get(entry.msgid, ()) if where != path), None)
        if offer is not None:
            where, entry.msgstr = offer
            entry.flags = [FUZZY, *(flag for flag in entry.flags if flag != FUZZY)]
            entry.comment = f"{entry.comment}\n{SUGGESTED}{where}"
            changed += 1
    return changed


def accept(po: polib.POFile) -> int:
    """Mark the outdated translations of a catalog as current, as confirmed by a person.

    Unconfirmed suggestions stay fuzzy: only translations that were once confirmed, for an
    earlier source text, are accepted.

    Returns:
        The number of accepted translations.
    """
    accepted = 0
    for entry in po:
        if not entry.obsolete and FUZZY in entry.flags and entry.msgstr and entry.previous_msgid:
            _confirm(entry)
            accepted += 1
    return accepted


def purge(po: polib.POFile) -> int:
    """Delete the obsolete entries of a catalog; return their number."""
    obsolete = len(po.obsolete_entries())
    po[:] = [entry for entry in po if not entry.obsolete]
    return obsolete


def _divide(po: polib.POFile, wanted: set[Key]) -> _Merge:
    """Divide a catalog into entries still wanted, entries no longer wanted, and obsolete entries."""
    work = _Merge()
    for old in po:
        key = (old.msgctxt or "", old.msgid)
        if old.obsolete:
            # Of two obsolete entries of one text, the second is the later one.
            if key in work.obsolete:
                _note_earlier(old, work.obsolete.pop(key))
            work.obsolete[key] = old
        else:
            (work.current if key in wanted else work.vanished)[key] = old
    return work


def _restore(messages: Iterable[Message], work: _Merge, found: dict[Key, polib.POEntry]) -> None:
    """Restore entries that became fuzzy by a change of the source that was undone."""
    by_previous: dict[Key, tuple[dict[Key, polib.POEntry], Key]] = {}
    for group in (work.obsolete, work.vanished):
        for key, old in group.items():
            if FUZZY in old.flags and old.previous_msgid and old.msgstr:
                by_previous[old.previous_msgctxt or "", old.previous_msgid] = (group, key)
    for message in messages:
        retired = work.obsolete.get(message.key)
        if message.key in by_previous and (retired is None or FUZZY in retired.flags):
            group, key = by_previous.pop(message.key)
            entry = group.pop(key)
            entry.msgid = message.text
            _confirm(entry)
            found[message.key] = entry
            work.count("restored")


def _revive(messages: Iterable[Message], work: _Merge, found: dict[Key, polib.POEntry]) -> None:
    """Revive obsolete entries with the same text and context."""
    for message in messages:
        if message.key in work.obsolete:
            entry = work.obsolete.pop(message.key)
            entry.obsolete = False
            found[message.key] = entry
            work.count("revived")


def _take_other_contexts(messages: Iterable[Message], work: _Merge, found: dict[Key, polib.POEntry]) -> None:
    """Reuse the translation of the same text in another context; a vanished entry is thereby used up."""
    by_text: dict[str, Key] = {}
    for group in (work.vanished, work.current, work.obsolete):
        for key, old in group.items():
            if old.msgstr:
                by_text.setdefault(old.msgid, key)
    for message in messages:
        if message.text in by_text:
            key = by_text[message.text]
            group = next(one for one in (work.vanished, work.current, work.obsolete) if key in one)
            entry = _make_fuzzy(message, group[key])
            if group is work.vanished:
                # A second message that needs it finds it among the current entries.
                work.current[key] = work.vanished.pop(key)
            found[message.key] = entry
            work.count("fuzzy")


def _take_likest(messages: Iterable[Message], work: _Merge, found: dict[Key, polib.POEntry]) -> None:
    """Reuse the translation of the most similar vanished text: the most similar pairs first, each entry once."""
    wanted = [message for message in messages if cut_off(message.text) <= 100]  # noqa: PLR2004 -- per cent
    keys = [key for key, old in work.vanished.items() if old.msgstr]
    texts = [work.vanished[key].msgid for key in keys]
    if not wanted or not texts:
        return
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- slow to import, and needed where texts vanished only

    pairs = []
    for number, message in enumerate(wanted):
        for _text, score, index in process.extract(
            message.text, texts, scorer=fuzz.ratio, score_cutoff=cut_off(message.text), limit=CANDIDATES
        ):
            pairs.append((-score, number, index))
    used: set[int] = set()
    for _score, number, index in sorted(pairs):
        message = wanted[number]
        if message.key not in found and index not in used:
            used.add(index)
            found[message.key] = _make_fuzzy(message, work.vanished.pop(keys[index]))
            work.count("fuzzy")


def cut_off(text: str) -> int:
    """Return the least similarity, in per cent, required of a vanished text to a new text of this length."""
    return next((least for length, least in CUT_OFFS if len(text) < length), LONG_CUT_OFF)


def _make_fuzzy(message: Message, old: polib.POEntry) -> polib.POEntry:
    """Make a fuzzy entry from the translation of another text, which becomes its previous text.

    An entry that was already fuzzy keeps its previous text, if it has one: if its translation was
    never confirmed, a return to an earlier text must not make it current.
    """
    is_fuzzy = FUZZY in old.flags
    return polib.POEntry(
        msgid=message.text,
        msgstr=old.msgstr,
        tcomment=old.tcomment,
        flags=[FUZZY, *(flag for flag in old.flags if flag != FUZZY)],
        previous_msgctxt=old.previous_msgctxt if is_fuzzy else old.msgctxt,
        previous_msgid=old.previous_msgid if is_fuzzy else old.msgid,
    )


def _confirm(entry: polib.POEntry) -> None:
    """Mark a translation as current."""
    entry.flags = [flag for flag in entry.flags if flag != FUZZY]
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    entry.obsolete = False


def _is_worth_keeping(entry: polib.POEntry) -> bool:
    """Return whether a translator wrote something in an entry."""
    return bool(entry.msgstr or entry.tcomment or any(entry.msgstr_plural.values()))


def _retire(key: Key, entry: polib.POEntry, obsolete: dict[Key, polib.POEntry]) -> None:
    """Make an entry obsolete, keeping its translation."""
    if key in obsolete:
        _note_earlier(entry, obsolete.pop(key))
    entry.obsolete = True
    entry.occurrences = []
    entry.comment = ""
    obsolete[key] = entry


def _note_earlier(entry: polib.POEntry, earlier: polib.POEntry) -> None:
    """Keep an earlier translation of the same text as a comment, since a file may contain each text only once."""
    if earlier.msgstr and earlier.msgstr != entry.msgstr:
        note = "earlier translation: " + " ".join(earlier.msgstr.split())
        entry.tcomment = "\n".join(one for one in (entry.tcomment, note) if one)


def _describe(entry: polib.POEntry, message: Message) -> None:
    """Write the origin, kind and notes of a message for translators, without line numbers, which would churn."""
    suggested = [line for line in entry.comment.split("\n") if line.startswith(SUGGESTED)]
    # polib expects None for no context, which its stubs do not allow.
    entry.msgctxt = message.context or None  # type: ignore[assignment]
    entry.occurrences = [(message.path, "")]
    section = f"; section: {message.section}" if message.section and message.kind != "heading" else ""
    notes = [f"note: {line}" for line in message.note.split("\n") if line]
    # A suggestion keeps the comment on its origin until it is confirmed.
    kept = suggested if FUZZY in entry.flags else []
    entry.comment = "\n".join([" ".join((message.kind + section).split()), *notes, *kept])
