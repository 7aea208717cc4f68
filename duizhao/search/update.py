"""The update of an index: what has changed in some parts changes in the files, and all else is left as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.search.changes import apply_changes, compare_postings
from duizhao.search.documents import CHINESE
from duizhao.search.index import (
    LANGUAGE,
    PINYIN,
    Contents,
    Files,
    IndexState,
    Vocabulary,
    Words,
    describe_index,
    list_texts,
    make_pinyin_file,
    shard_path,
)
from duizhao.search.outlines import BlockNumbers, Outlines
from duizhao.search.packing import Rows, Shard, pack_rows, unpack_shard
from duizhao.search.parts import Part
from duizhao.search.words import choose_groups, list_asked

if TYPE_CHECKING:
    from duizhao.search.changes import Changes
    from duizhao.search.postings import Numbers

MANY = 4
"""An index is updated if it has at least so many parts for each changed one; else packing all of it takes no longer."""
FEW = 2
"""So many parts are changed in any case."""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update of an index changes."""

    files: Files
    """Files that the index before did not have."""
    dropped: frozenset[str]
    """The paths of files that the new one does not have."""
    state: IndexState


class _LostError(Exception):
    """Raised when something of the index before is not there any more."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part and its place in the index."""

    part: Part
    numbers: Numbers
    """The number of each of its blocks."""


def update_index(
    state: IndexState,
    contents: Contents,
    names: Sequence[str],
    *,
    load: Callable[[str], Part | None],
    read: Callable[[str], bytes | None],
) -> Update | None:
    """Build the files in which an index differs from the one before.

    The result equals what `pack_index` builds, byte for byte. Shards without a changed term are not read.

    Args:
        state: What is known of the index before.
        contents: What the new one is made of.
        names: The names of its parts.
        load: Loads a part of either index by its name; None if it is lost.
        read: Reads a file of the index before by its path; None if it is lost.

    Returns:
        What changes. None if all must be packed: if a part or a file is lost, the stride or the list of indexes has
        changed, or too many parts have. A document that is inserted, deleted or takes another number of stretches moves
        all parts after it.
    """
    limit = max(FEW, len(names) // MANY)
    gone, come = set(state.outlines.names).difference(names), set(names).difference(state.outlines.names)
    if contents.list_indexes() != list(state.shards) or max(len(gone), len(come)) > limit:
        return None
    try:
        lost, gained = ({name: _load(name, load) for name in sorted(row)} for row in (gone, come))
        outlines = state.outlines.replace(
            names, [one.outline for one in lost.values()], {name: one.outline for name, one in gained.items()}
        )
        old, new = BlockNumbers(state.outlines), BlockNumbers(outlines)
        before, after = (
            set(zip(state.outlines.names, old.starts, strict=True)),
            set(zip(names, new.starts, strict=True)),
        )
        if old.stride != new.stride or max(len(before - after), len(after - before)) > limit:
            return None
        postings = (
            _place(state.outlines, old, before - after, lost, load),
            _place(outlines, new, after - before, gained, load),
        )
        return _update(state, contents, outlines, (lost.values(), gained.values()), postings, read)
    except _LostError:
        return None


def _update(
    state: IndexState,
    contents: Contents,
    outlines: Outlines,
    parts: tuple[Iterable[Part], Iterable[Part]],
    placed: tuple[Sequence[_Placed], Sequence[_Placed]],
    read: Callable[[str], bytes | None],
) -> Update:
    """Replace some parts by others.

    Args:
        state: What is known of the index before.
        contents: What the new one is made of.
        outlines: The outlines of its parts.
        parts: The parts that it has no more, and its new ones.
        placed: The same with those whose numbers have changed.
        read: Reads a file of the index before.
    """
    shards: dict[str, tuple[Shard, ...]] = {}
    vocabulary = state.vocabulary
    files: Files = {}
    for name in contents.list_indexes():
        changes = compare_postings(*([(one.part.postings[name], one.numbers) for one in row] for row in placed))
        editor = _Editor(name, state.shards[name], read)
        editor.apply(changes)
        shards[name] = tuple(editor.shards)
        files |= editor.files
        if name == CHINESE:
            vocabulary = _update_vocabulary(vocabulary, contents.words, editor)
    pairs = outlines.pairs.keys
    known: dict[str, bytes | str] = {}
    known[PINYIN] = state.files[PINYIN] if pairs == state.outlines.pairs.keys else make_pinyin_file(pairs)
    if vocabulary is state.vocabulary and outlines.characters.keys == state.outlines.characters.keys:
        known[LANGUAGE] = state.files[LANGUAGE]
    more, new_state = describe_index(contents, outlines, shards, vocabulary, known)
    before, after = frozenset(state.list_paths()), frozenset(new_state.list_paths())
    # Texts contain the address of their page, so that parts with different documents have no file in common.
    lost, gained = ({path: data for part in row for path, data in list_texts(part)} for row in parts)
    files = {path: data for path, data in (files | more).items() if path not in before}
    files |= {path: data for path, data in gained.items() if path not in lost}
    return Update(files, (before - after) | (lost.keys() - gained.keys()), new_state)


def _load(name: str, load: Callable[[str], Part | None]) -> Part:
    """Load a part."""
    part = load(name)
    if part is None:
        raise _LostError
    return part


def _place(
    outlines: Outlines,
    numbers: BlockNumbers,
    wanted: Collection[tuple[str, int]],
    known: Mapping[str, Part],
    load: Callable[[str], Part | None],
) -> list[_Placed]:
    """List parts with the numbers of their blocks, in order.

    Args:
        outlines: The outlines of an index.
        numbers: The numbers of its blocks.
        wanted: The parts, by name and first number.
        known: Parts that are loaded.
        load: Loads the others.
    """
    names = {name for name, _start in wanted}
    return [
        _Placed(known.get(name) or _load(name, load), numbers.list_numbers(place))
        for place, name in enumerate(outlines.names)
        if name in names
    ]


class _Editor:
    """Changes the shards of one index."""

    def __init__(self, index: str, shards: Sequence[Shard], read: Callable[[str], bytes | None]) -> None:
        self._index = index
        self._old = shards
        self._firsts = [shard.first for shard in shards]
        self._read = read
        self.shards: list[Shard] = []
        self.files: Files = {}
        self.gained: set[str] = set()
        """Terms that the index did not have."""
        self.lost: set[str] = set()
        """Terms that it has no more."""

    def apply(self, changes: Changes) -> None:
        """Change the shards."""
        places = [self._find(term) for term in changes.terms]
        rows = {place: dict(self._unpack(place)) for place in set(places)}
        lists = [rows[place].get(term, b"") for term, place in zip(changes.terms, places, strict=True)]
        edited = apply_changes(changes, lists)
        for term, place, before, after in zip(changes.terms, places, lists, edited, strict=True):
            if after:
                rows[place][term] = after
            else:
                del rows[place][term]
                self.lost.add(term)
            if not before:
                self.gained.add(term)
        self._divide({place: sorted(own.items()) for place, own in rows.items()})

    def has(self, term: str) -> bool:
        """Tell whether the changed index has a term."""
        if term in self.gained or term in self.lost:
            return term in self.gained
        return any(term == one for one, _data in self._unpack(self._find(term)))

    def _divide(self, edited: Mapping[int, Rows]) -> None:
        """Divide changed shards again, and those after them until one begins where it did."""
        rest: Rows = ()
        # An index without shards gets its terms as those of shard 0.
        count = max(len(self._old), 1 if edited else 0)
        for place in range(count):
            if not rest and place not in edited:
                self.shards.append(self._old[place])
                continue
            own = edited[place] if place in edited else self._unpack(place)
            packed, rest = pack_rows([*rest, *own], last=place == count - 1)
            for shard, data in packed:
                self.shards.append(shard)
                self.files[shard_path(self._index, shard.name)] = data

    def _find(self, term: str) -> int:
        """Find the shard to which a term belongs."""
        return max(0, bisect_right(self._firsts, term) - 1)

    def _unpack(self, place: int) -> Rows:
        """Read the rows of a shard as they were."""
        if place >= len(self._old):
            return ()
        data = self._read(shard_path(self._index, self._old[place].name))
        if data is None:
            raise _LostError
        return unpack_shard(data)


def _update_vocabulary(old: Vocabulary, own: Words, editor: _Editor) -> Vocabulary:
    """Choose the words that a changed index has."""
    asked = old.asked if own == old.own else list_asked(own)
    present = old.present - editor.lost | editor.gained
    present = present & asked | {term for term in asked - old.asked if editor.has(term)}
    if own == old.own and present == old.present:
        return old
    return Vocabulary(own, asked, present, choose_groups(own, present))
