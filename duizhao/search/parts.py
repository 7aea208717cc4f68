"""Parts: neighbouring documents that are indexed separately, so that work can run in parallel and be cached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from duizhao.executors import Executor, SerialExecutor
from duizhao.search.arrays import list_characters, load_fold_table
from duizhao.search.documents import BODY, CHINESE, SUMMARY, TITLE, SearchDocument, divide_documents
from duizhao.search.extract import read_blocks
from duizhao.search.packing import name_content
from duizhao.search.postings import LINE_END, Postings, find_postings
from duizhao.search.texts import Shown, group_texts, pack_texts, write_texts

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Outline:
    """What an index needs of a part even if it has not changed."""

    sizes: tuple[int, ...]
    """The number of block numbers that each document takes."""
    groups: tuple[int, ...]
    """The number of each document's group of texts, counted from the part's beginning."""
    texts: tuple[tuple[str, tuple[str, ...]], ...]
    """For each group, the name of its files and the indexes that have one."""
    characters: str
    """The distinct characters of the folded texts."""
    pairs: bytes
    """The pairs of Chinese titles, summaries and headings, for pinyin."""


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring documents, indexed."""

    outline: Outline
    postings: Mapping[str, Postings]
    """Postings by index; documents are numbered without gaps from the part's beginning."""
    texts: tuple[Mapping[str, bytes], ...]
    """The shown texts of each group's documents, by index, compressed."""


def index_parts(
    documents: Sequence[SearchDocument], indexes: Mapping[str, str], executor: Executor | None = None
) -> list[Part]:
    """Index documents, part by part.

    Args:
        documents: Documents in the order of their numbers.
        indexes: The name of the index of each edition.
        executor: Indexes the parts in parallel; by default they are indexed one by one in this process.
    """
    groups = divide_documents(documents)
    # Texts are many times larger than part numbers, and processes that have inherited the texts are sent numbers only.
    found = dict((executor or SerialExecutor()).map(_index_group, (groups, indexes), range(len(groups))))
    return [found[number] for number in range(len(groups))]


def _index_group(shared: tuple[Sequence[tuple[SearchDocument, ...]], Mapping[str, str]], number: int) -> Part:
    """Index one part."""
    groups, indexes = shared
    return index_part(groups[number], indexes)


def index_part(documents: Sequence[SearchDocument], indexes: Mapping[str, str]) -> Part:
    """Index the documents of a part."""
    shown = [_read(document) for document in documents]
    rows = [
        [version.title, version.summary, *(block.text for block in blocks)] for one in shown for version, blocks in one
    ]
    # No text contains a line end and folding keeps them, so all texts are folded at once.
    plain = load_fold_table().translate(LINE_END.join(text for texts in rows for text in texts))
    folded = iter(plain.split(LINE_END))
    found: dict[str, list[tuple[int, str]]] = {name: [] for name in indexes.values()}
    sizes: list[int] = []
    texts: list[dict[str, str]] = []
    names: set[str] = set()
    base = 0
    for versions in shown:
        size = BODY
        noted: dict[str, dict[int, list[str]]] = {}
        pages: dict[str, list[Shown]] = {}
        for version, blocks in versions:
            index = indexes[version.edition]
            pages.setdefault(index, []).append((version, blocks))
            numbered = [TITLE, SUMMARY, *(block.number + BODY for block in blocks)]
            size = max(size, numbered[-1] + 1)
            own = list(islice(folded, len(numbered)))
            places = noted.setdefault(index, {})
            for place, row in zip(numbered, own, strict=True):
                # Both scripts of a text mostly fold into the same text.
                if row not in places.setdefault(place, []):
                    places[place].append(row)
            if index == CHINESE:
                headings = (row for block, row in zip(blocks, own[BODY:], strict=True) if block.heading)
                names.update(own[:BODY], headings)
        for index, places in noted.items():
            found[index] += [(base + place, row) for place in sorted(places) for row in places[place]]
        sizes.append(size)
        texts.append({index: write_texts(page) for index, page in pages.items()})
        base += size
    groups = group_texts(texts)
    packed = pack_texts(texts, groups)
    outline = Outline(
        sizes=tuple(sizes),
        groups=groups,
        texts=tuple((_name_texts(files), tuple(files)) for files in packed),
        characters=list_characters(plain),
        pairs=find_postings(list(names), [0] * len(names)).pairs,
    )
    postings = {index: _find_postings(rows, english=index == ENGLISH) for index, rows in found.items()}
    return Part(outline, postings, packed)


def _name_texts(files: Mapping[str, bytes]) -> str:
    """Name the files of a group, which have one name in all indexes, so that browsers load one column of names."""
    return name_content(*(part for index, data in files.items() for part in (index.encode(), data)))


def _read(document: SearchDocument) -> list[Shown]:
    """Return the versions of a document with their blocks."""
    return [
        (version, read_blocks(version.html) if version.blocks is None else version.blocks)
        for version in document.versions
    ]


def _find_postings(rows: Sequence[tuple[int, str]], *, english: bool) -> Postings:
    """Find the postings of numbered texts."""
    return find_postings([text for _number, text in rows], [number for number, _text in rows], english=english)
