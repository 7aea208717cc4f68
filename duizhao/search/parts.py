"""Parts: some neighbouring documents, indexed by themselves, so that work is shared among processes and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from duizhao.crew import Alone, Crew
from duizhao.search.documents import BODY, CHINESE, SUMMARY, TITLE, SearchDocument
from duizhao.search.extract import read_blocks
from duizhao.search.language import find_terms, fold
from duizhao.search.packing import pack_numbers
from duizhao.search.texts import Shown, group_texts, pack_texts, write_texts

PART, LEAST, MOST = 64, 16, 128
"""How many documents a part holds on the average, at least, and at most."""
ENGLISH = "en"


Posting = tuple[int, int, bytes]
"""Where a term stands in a part: the number of its first block, that of its last one, and the steps between, packed."""


@dataclass(frozen=True, slots=True)
class Part:
    """Documents, indexed."""

    sizes: tuple[int, ...]
    """How many numbers each document's blocks take."""
    postings: Mapping[str, Mapping[str, Posting]]
    """By index and term, the numbers counted from the part's beginning."""
    groups: tuple[int, ...]
    """The number of each document's group of texts, counted from the part's beginning."""
    texts: tuple[Mapping[str, bytes], ...]
    """Of each group by index: what is shown of its documents, compressed."""
    characters: frozenset[str]
    """All characters of the folded texts."""
    names: tuple[str, ...]
    """Folded titles, summaries and headings in Chinese, for pinyin."""


def divide_documents(documents: Sequence[SearchDocument]) -> list[tuple[SearchDocument, ...]]:
    """Divide documents into those of each part.

    Where a part ends depends on the names of its own documents alone, so that one more document changes one part.

    Args:
        documents: In the order of their numbers.
    """
    found: list[tuple[SearchDocument, ...]] = []
    start = 0
    for place, document in enumerate(documents, 1):
        ends = crc32(f"{document.kind}/{document.name}".encode()) % PART == 0
        if (ends and place - start >= LEAST) or place - start >= MOST:
            found.append(tuple(documents[start:place]))
            start = place
    return [*found, tuple(documents[start:])] if start < len(documents) else found


def index_parts(
    documents: Sequence[SearchDocument], indexes: Mapping[str, str], crew: Crew | None = None
) -> list[Part]:
    """Index documents, those of a part together.

    Args:
        documents: In the order of their numbers.
        indexes: The name of the index of each edition.
        crew: Who does it; this process alone where none is named.
    """
    groups = divide_documents(documents)
    # Texts are many times larger than their numbers, which are all that is sent to processes that have inherited them.
    found = dict((crew or Alone()).map(_index_group, (groups, indexes), range(len(groups))))
    return [found[number] for number in range(len(groups))]


def _index_group(shared: tuple[Sequence[tuple[SearchDocument, ...]], Mapping[str, str]], number: int) -> Part:
    """Index one part."""
    groups, indexes = shared
    return index_part(groups[number], indexes)


def index_part(documents: Iterable[SearchDocument], indexes: Mapping[str, str]) -> Part:
    """Index some documents."""
    numbers: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in indexes.values()}
    sizes: list[int] = []
    texts: list[dict[str, str]] = []
    characters: set[str] = set()
    names: set[str] = set()
    base = 0
    for document in documents:
        folded: dict[str, dict[int, set[str]]] = {}
        shown: dict[str, list[Shown]] = {}
        size = BODY
        for version in document.versions:
            index = indexes[version.edition]
            blocks = read_blocks(version.html) if version.blocks is None else version.blocks
            shown.setdefault(index, []).append((version, blocks))
            # Folding keeps line ends, and no text holds one: all of them are folded at once.
            plain = fold("\n".join([version.title, version.summary, *(block.text for block in blocks)]))
            characters.update(plain)
            rows = plain.split("\n")
            numbered = [TITLE, SUMMARY, *(block.number + BODY for block in blocks)]
            size = max(size, numbered[-1] + 1)
            places = folded.setdefault(index, {})
            for place, row in zip(numbered, rows, strict=True):
                places.setdefault(place, set()).add(row)
            if index == CHINESE:
                names.update(
                    rows[:BODY], (row for block, row in zip(blocks, rows[BODY:], strict=True) if block.heading)
                )
        for index, places in folded.items():
            _note_terms(numbers[index], places, base, english=index == ENGLISH)
        sizes.append(size)
        texts.append({index: write_texts(pages) for index, pages in shown.items()})
        base += size
    groups = group_texts(texts)
    packed = pack_texts(texts, groups)
    postings = {index: {term: _pack_posting(own) for term, own in terms.items()} for index, terms in numbers.items()}
    return Part(tuple(sizes), postings, groups, packed, frozenset(characters), tuple(sorted(names)))


def _note_terms(numbers: dict[str, list[int]], places: Mapping[int, set[str]], base: int, *, english: bool) -> None:
    """Note the terms of a document's blocks, each text of a block once."""
    for place in sorted(places):
        number = base + place
        # Both scripts of a text are mostly folded into one.
        for term in set().union(*(find_terms(text, english=english) for text in places[place])):
            numbers[term].append(number)


def _pack_posting(numbers: Sequence[int]) -> Posting:
    """Pack the numbers of a term."""
    if len(numbers) == 1:
        return numbers[0], numbers[0], b""
    return (numbers[0], numbers[-1], pack_numbers([after - before for before, after in pairwise(numbers)]))
