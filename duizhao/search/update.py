"""The update of an index: what has changed in some parts changes in the files, and all else is left as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.search.changes import apply_changes, compare_postings
from duizhao.search.documents import CHINESE, MANIFEST
from duizhao.search.index import (
    PINYIN,
    Contents,
    Files,
    IndexState,
    Vocabulary,
    Words,
    describe_index,
    list_numbers,
    list_texts,
    make_pinyin_file,
    shard_path,
)
from duizhao.search.packing import Rows, Shard, pack_rows, unpack_shard
from duizhao.search.parts import Outline, Part
from duizhao.search.postings import unite_pairs
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
    outlines: Sequence[Outline],
    *,
    load: Callable[[Outline], Part | None],
    read: Callable[[str], bytes | None],
) -> Update | None:
    """Build the files in which an index differs from the one before.

    The result equals what `pack_index` builds, byte for byte. Shards without a changed term are not read.

    Args:
        state: What is known of the index before.
        contents: What the new one is made of.
        outlines: Its parts.
        load: Loads a part of either index; None if it is lost.
        read: Reads a file of the index before by its path; None if it is lost.

    Returns:
        What changes. None if all must be packed: if a part or a file is lost, the stride or the list of indexes has
        changed, or too many parts have. A document that is inserted, deleted or takes another number of stretches moves
        all parts after it.
    """
    old_stride, old_numbers = list_numbers(state.outlines)
    new_stride, new_numbers = list_numbers(outlines)
    before = {(base, one): own for one, (base, own) in zip(state.outlines, old_numbers, strict=True)}
    after = {(base, one): own for one, (base, own) in zip(outlines, new_numbers, strict=True)}
    gone, come = before.keys() - after.keys(), after.keys() - before.keys()
    changed = max(len(gone), len(come))
    if (
        contents.list_indexes() != list(state.shards)
        or old_stride != new_stride
        or changed > max(FEW, len(outlines) // MANY)
    ):
        return None
    try:
        return _update(state, contents, outlines, _place(gone, before, load), _place(come, after, load), read)
    except _LostError:
        return None


def _update(
    state: IndexState,
    contents: Contents,
    outlines: Sequence[Outline],
    old: Sequence[_Placed],
    new: Sequence[_Placed],
    read: Callable[[str], bytes | None],
) -> Update:
    """Replace some parts by others."""
    files: Files = {path: data for one in new for path, data in list_texts(one.part)}
    shards: dict[str, tuple[Shard, ...]] = {}
    vocabulary = state.vocabulary
    for name in contents.list_indexes():
        changes = compare_postings(
            [(one.part.postings[name], one.numbers) for one in old],
            [(one.part.postings[name], one.numbers) for one in new],
        )
        editor = _Editor(name, state.shards[name], read)
        editor.apply(changes)
        shards[name] = tuple(editor.shards)
        files |= editor.files
        if name == CHINESE:
            vocabulary = _update_vocabulary(vocabulary, contents.words, editor)
    pairs = unite_pairs(outline.pairs for outline in outlines)
    table = state.files[PINYIN] if pairs == state.pairs else make_pinyin_file(pairs)
    more, new_state = describe_index(contents, tuple(outlines), shards, vocabulary, pairs, table)
    known = frozenset(state.list_paths())
    files = {path: data for path, data in (files | more).items() if path not in known or path == MANIFEST}
    return Update(files, known.difference(new_state.list_paths()), new_state)


def _place(
    keys: set[tuple[int, Outline]],
    numbers: Mapping[tuple[int, Outline], Numbers],
    load: Callable[[Outline], Part | None],
) -> list[_Placed]:
    """Load parts."""
    placed = []
    for key in sorted(keys, key=lambda key: key[0]):
        part = load(key[1])
        if part is None:
            raise _LostError
        placed.append(_Placed(part, numbers[key]))
    return placed


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
