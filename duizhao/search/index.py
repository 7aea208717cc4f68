"""The index of a site: small static files, the same bytes for the same pages.

`manifest.json` names all files but the texts. The others are named by their content: browsers keep what has not changed
and never mix two builds. They are `documents/…` (for filters and sorting; it names the texts), `language/…` (fold,
rules, words), `pinyin/…`, `<index>/…` (postings) and `texts/<index>/…` (the texts that results show).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from duizhao.editions import Edition
from duizhao.executors import Executor, SerialExecutor
from duizhao.search.columns import list_filters, pack_columns
from duizhao.search.documents import CHINESE, MANIFEST, Filters, SearchDocument, index_name, sort_documents
from duizhao.search.language import load_rules
from duizhao.search.numbering import choose_stride
from duizhao.search.outlines import BlockNumbers, Outlines, unite_outlines
from duizhao.search.packing import Shard, compress_json, name_content, pack_shards
from duizhao.search.parts import ENGLISH, Part, index_parts
from duizhao.search.pinyin import make_pinyin
from duizhao.search.postings import list_pairs, merge_postings
from duizhao.search.words import choose_fold, choose_groups, list_asked

DOCUMENTS, LANGUAGE, PINYIN = "documents", "language", "pinyin"
FIGURES = "〇零一二两三四五六七八九十百千"
"""The characters with which the browser reads and writes numbers."""
Files = dict[str, bytes]
"""Files by their path inside the folder `search/`."""
Words = tuple[tuple[str, ...], ...]
"""Star groups of the site's own wording, folded."""


@dataclass(frozen=True, slots=True)
class Label:
    """A theme or region that results are filtered by."""

    id: str
    names: Mapping[str, str]
    """Its name by edition code."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an index is made of, besides parts."""

    filters: Filters
    """Of all documents, in the order of `sort_documents`."""
    editions: Sequence[Edition]
    """In the order of the switcher."""
    themes: Sequence[Label]
    regions: Sequence[Label]
    words: Words

    def list_indexes(self) -> list[str]:
        """List the names of the site's indexes."""
        return list(dict.fromkeys(index_name(edition) for edition in self.editions))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which words of the tables the Chinese index has."""

    own: Words
    asked: frozenset[str]
    """The terms of all words of the tables and of the site's own wording."""
    present: frozenset[str]
    """Those of them that are in the index."""
    groups: list[list[list[str]]]


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an update must know of an index, besides its files."""

    outlines: Outlines
    shards: Mapping[str, tuple[Shard, ...]]
    """The shards by index."""
    vocabulary: Vocabulary
    files: Mapping[str, str]
    """The paths of documents, language and pinyin."""
    manifest: str
    """The name of the manifest by its content, which tells indexes apart: it names all files, also those of texts."""

    def list_paths(self) -> Iterator[str]:
        """List the paths of all files but the manifest and the texts, which are in the parts."""
        yield from self.files.values()
        yield from (shard_path(index, shard.name) for index, shards in self.shards.items() for shard in shards)


def make_index(
    documents: Iterable[SearchDocument],
    editions: Sequence[Edition],
    *,
    themes: Sequence[Label],
    regions: Sequence[Label],
    words: Iterable[tuple[str, ...]] = (),
    parts: Sequence[Part] | None = None,
    executor: Executor | None = None,
    pinyin: bytes | None = None,
) -> Files:
    """Build the files of a site's search.

    Args:
        documents: Its pages, in any order.
        editions: Its editions, in the order of the switcher.
        themes: Its themes, in their order.
        regions: Its regions, in their order.
        words: Star groups of the site's own wording, folded.
        executor: Packs the indexes in parallel; by default they are packed one by one in this process.
        pinyin: The packed table of pinyin, if it was made from the pairs of the parts already.
        parts: The documents, indexed already, in the order of `sort_documents`; the documents then need no HTML.

    Returns:
        The files by their path inside the folder `search/`.
    """
    ordered = sort_documents(list(documents))
    filters = list_filters(ordered, editions, [one.id for one in themes])
    if parts is None:
        parts = index_parts(ordered, {edition.code: index_name(edition) for edition in editions})
    outlines = unite_outlines({str(number): part.outline for number, part in enumerate(parts)})
    contents = Contents(filters, editions, themes, regions, tuple(words))
    return pack_index(contents, outlines, parts, executor=executor, pinyin=pinyin)[0]


def pack_index(
    contents: Contents,
    outlines: Outlines,
    parts: Sequence[Part],
    *,
    executor: Executor | None = None,
    pinyin: bytes | None = None,
) -> tuple[Files, IndexState]:
    """Build the files of a site's search, and what an update of them must know.

    Args:
        contents: What the index is made of, besides parts.
        outlines: The outlines of its parts.
        parts: Its parts.
        executor: As for `make_index`, like `pinyin`.
        pinyin: The packed table of pinyin, if it was made from these pairs already.
    """
    names = contents.list_indexes()
    jobs = names if pinyin else [*names, PINYIN]
    packed = dict((executor or SerialExecutor()).map(_pack, (parts, outlines, contents.words), jobs))
    vocabulary = packed[CHINESE][1] if CHINESE in packed else make_vocabulary(contents.words, frozenset())
    files = {path: data for part in parts for path, data in list_texts(part)}
    files |= {shard_path(name, shard.name): data for name in names for shard, data in packed[name][0]}
    shards = {name: tuple(shard for shard, _data in packed[name][0]) for name in names}
    more, state = describe_index(contents, outlines, shards, vocabulary, {PINYIN: pinyin or packed[PINYIN]})
    return files | more, state


def describe_index(
    contents: Contents,
    outlines: Outlines,
    shards: Mapping[str, tuple[Shard, ...]],
    vocabulary: Vocabulary,
    known: Mapping[str, bytes | str],
) -> tuple[Files, IndexState]:
    """Build the files of an index that are neither postings nor texts.

    Args:
        contents: What the index is made of.
        outlines: Its parts.
        shards: Its shards by index.
        vocabulary: Its words.
        known: The table of pinyin, packed, or the path of a file that has it already; the language, alike, if it is
            known.
    """
    made = {DOCUMENTS: pack_columns(contents.filters, outlines), **known}
    if LANGUAGE not in known:
        made[LANGUAGE] = _pack_language(outlines, vocabulary)
    named, files = {}, {}
    for kind in (DOCUMENTS, LANGUAGE, PINYIN):
        found = made[kind]
        named[kind] = found if isinstance(found, str) else f"{kind}/{name_content(found)}.bin"
        if isinstance(found, bytes):
            files[named[kind]] = found
    manifest = _make_manifest(contents, choose_stride(outlines.read_sizes()), shards, named)
    state = IndexState(outlines, shards, vocabulary, named, name_content(manifest))
    return {MANIFEST: manifest, **files}, state


def make_vocabulary(own: Words, terms: frozenset[str]) -> Vocabulary:
    """Choose the words that an index has.

    Args:
        own: Groups of the site.
        terms: All terms of the Chinese index.
    """
    asked = list_asked(own)
    present = asked & terms
    return Vocabulary(own, asked, present, choose_groups(own, present))


def list_texts(part: Part) -> Iterator[tuple[str, bytes]]:
    """List the files of a part's texts, by path."""
    for (name, _indexes), texts in zip(part.outline.texts, part.texts, strict=True):
        yield from ((_text_path(index, name), data) for index, data in texts.items())


def make_pinyin_file(pairs: bytes) -> bytes:
    """Build the table of pinyin of pairs, packed."""
    return compress_json(make_pinyin(list_pairs(pairs)))


def shard_path(index: str, name: str) -> str:
    """Return the path of a shard's file."""
    return f"{index}/{name}.bin"


def _text_path(index: str, name: str) -> str:
    """Return the path of a file of texts."""
    return f"texts/{index}/{name}.bin"


def _pack(shared: tuple[Sequence[Part], Outlines, Words], name: str) -> Any:
    """Pack one index: its shards and, for Chinese, its vocabulary; or the table of pinyin."""
    parts, outlines, words = shared
    if name == PINYIN:
        return make_pinyin_file(outlines.pairs.keys)
    numbers = BlockNumbers(outlines)
    own = [numbers.list_numbers(place) for place in range(len(parts))]
    lists = merge_postings([part.postings[name] for part in parts], own)
    vocabulary = make_vocabulary(words, frozenset(lists.terms)) if name == CHINESE else None
    return list(pack_shards(lists)), vocabulary


def _pack_language(outlines: Outlines, vocabulary: Vocabulary) -> bytes:
    """Pack the tables with which browsers cut and fold queries."""
    characters = {*outlines.list_characters(), *FIGURES}
    characters.update(char for groups in vocabulary.groups for group in groups for word in group for char in word)
    return compress_json({"rules": load_rules(), "fold": choose_fold(characters), "groups": vocabulary.groups})


def _make_manifest(
    contents: Contents, stride: int, shards: Mapping[str, tuple[Shard, ...]], files: Mapping[str, str]
) -> bytes:
    """Make the manifest."""
    region_numbers = {one.id: number for number, one in enumerate(contents.regions)}
    manifest = {
        "files": files,
        "documents": contents.filters.count,
        "stride": stride,
        "editions": [
            {"code": one.code, "label": one.label, "folder": one.folder, "index": index_name(one)}
            for one in contents.editions
        ],
        "indexes": {
            name: {
                "english": name == ENGLISH,
                "shards": [shard.first for shard in own],
                "names": [shard.name for shard in own],
            }
            for name, own in shards.items()
        },
        "themes": [{"id": one.id, "names": one.names} for one in contents.themes],
        "regions": [{"id": one.id, "names": one.names} for one in contents.regions],
        "places": [[region_numbers[one] for one in place] for place in contents.filters.places],
    }
    return json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()
