"""Parts: some neighbouring documents, indexed by themselves, so that work is shared among processes and kept."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context

from duizhao.search.documents import BODY, CHINESE, SUMMARY, TITLE, SearchDocument
from duizhao.search.extract import read_blocks
from duizhao.search.language import find_terms, fold
from duizhao.search.packing import pack_numbers
from duizhao.search.texts import Shown, group_texts, pack_texts, write_texts

PART = 64
"""How many documents a part holds."""
WORTH_A_PROCESS = 6
"""From how many parts on other processes are asked to help: starting one takes as long as indexing some."""
ENGLISH = "en"
HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Posting:
    """Where a term stands in a part."""

    first: int
    """The number of its first block."""
    last: int
    """The number of its last block."""
    steps: bytes
    """The steps between them, packed."""


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


Job = tuple[tuple[SearchDocument, ...], tuple[tuple[str, str], ...]]
"""What a part is made of: its documents, and the index of each edition."""
Kept = dict[Job, Part]
"""Parts by what they were made of."""


def index_parts(
    documents: Sequence[SearchDocument], indexes: Mapping[str, str], kept: Kept | None = None
) -> list[Part]:
    """Index documents, those of a part together, in as many processes as there are processors.

    Args:
        documents: In the order of their numbers.
        indexes: The name of the index of each edition.
        kept: Parts of earlier builds; what has not changed is taken from it, and it holds
            the parts of this build afterwards.
    """
    kept = {} if kept is None else kept
    names = tuple(sorted(indexes.items()))
    jobs: list[Job] = [(tuple(documents[start : start + PART]), names) for start in range(0, len(documents), PART)]
    missing = [job for job in jobs if job not in kept]
    workers = min(os.cpu_count() or 1, len(missing))
    if workers > 1 and len(missing) >= WORTH_A_PROCESS:
        # A server rebuilds in a thread, and a process with threads is not safely copied: new ones begin from nothing.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            made = list(pool.map(_index_job, missing))
    else:
        made = [_index_job(job) for job in missing]
    found = {job: kept[job] for job in jobs if job in kept} | dict(zip(missing, made, strict=True))
    kept.clear()
    kept |= found
    return [found[job] for job in jobs]


def _index_job(job: Job) -> Part:
    """Index one part."""
    documents, names = job
    return index_part(documents, dict(names))


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
            blocks = read_blocks(version.html)
            shown.setdefault(index, []).append((version, blocks))
            rows = [(TITLE, version.title, HEADING), (SUMMARY, version.summary, "")]
            rows += [(one.number + BODY, one.text, one.heading) for one in blocks]
            size = max(size, rows[-1][0] + 1)
            places = folded.setdefault(index, {})
            for place, text, heading in rows:
                plain = fold(text)
                places.setdefault(place, set()).add(plain)
                characters.update(plain)
                if index == CHINESE and (heading or place == SUMMARY):
                    names.add(plain)
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
        terms: set[str] = set()
        for text in places[place]:
            terms |= find_terms(text, english=english)
        for term in terms:
            numbers[term].append(number)


def _pack_posting(numbers: Sequence[int]) -> Posting:
    """Pack the numbers of a term."""
    return Posting(numbers[0], numbers[-1], pack_numbers([after - before for before, after in pairwise(numbers)]))
