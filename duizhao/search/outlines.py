"""The outlines of all parts of an index, as columns: they are read in less time than objects, and replaced in parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from duizhao.search.arrays import CODE, read_codes, write_codes
from duizhao.search.numbering import number_documents
from duizhao.search.packing import NAME
from duizhao.search.parts import Outline
from duizhao.search.postings import COUNT, PAIR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from duizhao.search.postings import Numbers

    Keys = NDArray[np.uint64]

WIDTH = COUNT.itemsize


@dataclass(frozen=True, slots=True)
class Tally:
    """How many parts have each of some keys."""

    keys: bytes = b""
    """The keys, sorted, each as a `PAIR`."""
    counts: bytes = b""
    """The number of parts with each, as a `COUNT`."""

    def replace(self, gone: Sequence[Keys], come: Sequence[Keys]) -> Tally:
        """Return the tally after some parts, each given with its distinct keys, were replaced by others."""
        lost = np.concatenate([np.empty(0, PAIR), *gone])
        gained = np.concatenate([np.empty(0, PAIR), *come])
        changed, places = np.unique(np.concatenate([lost, gained]), return_inverse=True)
        shifts = np.bincount(places[len(lost) :], minlength=len(changed))
        shifts -= np.bincount(places[: len(lost)], minlength=len(changed))
        changed, shifts = changed[shifts != 0], shifts[shifts != 0]
        if not len(changed):
            return self
        known = np.frombuffer(self.keys, PAIR)
        keys = np.union1d(known, changed)
        counts = np.zeros(len(keys), np.int64)
        counts[np.searchsorted(keys, known)] = np.frombuffer(self.counts, COUNT)
        counts[np.searchsorted(keys, changed)] += shifts
        keys, counts = keys[counts > 0], counts[counts > 0]
        return Tally(keys.tobytes(), counts.astype(COUNT).tobytes())


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of neighbouring parts."""

    names: tuple[str, ...] = ()
    """The name of each part; different parts have different names."""
    documents: bytes = b""
    """The number of documents of each part, as a `COUNT`."""
    groups: bytes = b""
    """The number of groups of texts of each part, alike."""
    sizes: bytes = b""
    """The number of block numbers that each document takes, alike."""
    begins: bytes = b""
    """For each document, a byte: 1 if it begins a group of texts, else 0."""
    texts: bytes = b""
    """The name of the files of each group of texts, in `NAME` bytes."""
    characters: Tally = Tally()
    """The code points of the folded texts."""
    pairs: Tally = Tally()
    """The pairs of Chinese titles, summaries and headings, for pinyin."""

    def read_sizes(self) -> Numbers:
        """Return the number of block numbers that each document takes."""
        return np.frombuffer(self.sizes, COUNT).astype(np.int64)

    def list_characters(self) -> str:
        """Return the distinct characters of the folded texts."""
        return write_codes(np.frombuffer(self.characters.keys, PAIR).astype(CODE))

    def replace(self, names: Sequence[str], gone: Iterable[Outline], come: Mapping[str, Outline]) -> Outlines:
        """Return the outlines of an index in which some parts are replaced by others.

        Args:
            names: The names of all parts.
            gone: The outlines of the parts that the index has no more.
            come: Those of its new parts, by name.
        """
        known = dict(zip(self.names, self._divide(), strict=True))
        rows = [_list_columns(come[name]) if name in come else known[name] for name in names]
        columns = zip(*rows, strict=True) if rows else [()] * 5
        documents, groups, sizes, begins, texts = (b"".join(column) for column in columns)
        lost, gained = list(gone), list(come.values())
        return Outlines(
            tuple(names),
            documents,
            groups,
            sizes,
            begins,
            texts,
            characters=self.characters.replace(list(map(_read_characters, lost)), list(map(_read_characters, gained))),
            pairs=self.pairs.replace(list(map(_read_pairs, lost)), list(map(_read_pairs, gained))),
        )

    def _divide(self) -> Iterable[tuple[bytes, ...]]:
        """Yield the columns of each part."""
        ends = np.frombuffer(self.documents, COUNT).tolist(), np.frombuffer(self.groups, COUNT).tolist()
        rows = zip(*(pairwise(accumulate(one, initial=0)) for one in ends), strict=True)
        for place, ((start, end), (first, last)) in enumerate(rows):
            own = slice(place * WIDTH, (place + 1) * WIDTH)
            sizes = self.sizes[start * WIDTH : end * WIDTH]
            yield (
                self.documents[own],
                self.groups[own],
                sizes,
                self.begins[start:end],
                self.texts[first * NAME : last * NAME],
            )


class BlockNumbers:
    """The numbers of the blocks of all parts."""

    def __init__(self, outlines: Outlines) -> None:
        """Number the blocks."""
        self._sizes = outlines.read_sizes()
        numbering = number_documents(self._sizes)
        self.stride = numbering.stride
        self._bases = numbering.bases
        ends = np.cumsum(np.frombuffer(outlines.documents, COUNT), dtype=np.int64)
        self._limits = [0, *ends.tolist()]
        self.starts: list[int] = self._bases[self._limits[:-1]].tolist()
        """The first number of each part."""

    def list_numbers(self, place: int) -> Numbers:
        """List the number of each block of a part.

        Args:
            place: The index of the part.
        """
        own = slice(self._limits[place], self._limits[place + 1])
        sizes = self._sizes[own]
        shifts = self._bases[own] - (np.cumsum(sizes) - sizes)
        return np.repeat(shifts, sizes) + np.arange(int(sizes.sum()))


def unite_outlines(outlines: Mapping[str, Outline]) -> Outlines:
    """Return the outlines of all parts of an index.

    Args:
        outlines: Its parts by name, in order.
    """
    return Outlines().replace([*outlines], [], outlines)


def _read_characters(outline: Outline) -> Keys:
    """Return the distinct code points of a part's folded texts."""
    return read_codes(outline.characters).astype(PAIR)


def _read_pairs(outline: Outline) -> Keys:
    """Return the pairs of a part's titles, summaries and headings."""
    return np.frombuffer(outline.pairs, PAIR)


def _list_columns(outline: Outline) -> tuple[bytes, ...]:
    """Return an outline as columns."""
    before = (-1, *outline.groups)
    begins = bytes(int(number != last) for last, number in zip(before, outline.groups, strict=False))
    counts = np.array([len(outline.sizes), len(outline.texts), *outline.sizes], COUNT).tobytes()
    names = bytes.fromhex("".join(name for name, _indexes in outline.texts))
    return counts[:WIDTH], counts[WIDTH : 2 * WIDTH], counts[2 * WIDTH :], begins, names
