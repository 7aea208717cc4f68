"""The index of a site: small static files, the same bytes for the same pages.

`manifest.json` refers to the folder of the others, which is named by a hash of their content, so a browser never
mixes two builds. In that folder: `documents.bin` (for filters and sorting), `language.bin` (fold, rules, words),
`pinyin.bin`, `<index>/<n>.bin` (postings) and `texts/<index>/<n>.bin` (the texts that results show).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from typing import Any

from duizhao.executors import Executor, SerialExecutor
from duizhao.search.documents import CHINESE, MANIFEST, SearchDocument, index_name, sort_documents
from duizhao.search.language import load_rules
from duizhao.search.packing import Shard, compress, compress_json, pack_numbers, pack_shards
from duizhao.search.parts import ENGLISH, Part, index_parts
from duizhao.search.pinyin import make_pinyin
from duizhao.search.postings import merge_postings
from duizhao.search.words import choose_fold, choose_groups
from duizhao.settings import Edition

PINYIN = "pinyin"
PINYIN_FILE = "pinyin.bin"
FIGURES = "〇零一二两三四五六七八九十百千"
"""The characters with which the browser reads and writes numbers."""
EPOCH = 719_163
"""The ordinal of 1970-01-01, from which days are counted."""


@dataclass(frozen=True, slots=True)
class Label:
    """A theme or region that results are filtered by."""

    id: str
    names: Mapping[str, str]
    """Its name by edition code."""


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
) -> dict[str, bytes]:
    """Build the files of a site's search.

    Args:
        documents: Its pages, in any order.
        editions: Its editions, in the order of the switcher.
        themes: Its themes, in their order.
        regions: Its regions, in their order.
        words: Star groups of the site's own wording, folded.
        executor: Packs the indexes in parallel; by default they are packed one by one in this process.
        pinyin: The packed table of pinyin, if it was made from the names in the parts already.
        parts: The documents, indexed already, in the order of `sort_documents`; the documents then need no HTML.

    Returns:
        The files by their path inside the folder `search/`.
    """
    ordered = sort_documents(list(documents))
    indexes = {edition.code: index_name(edition) for edition in editions}
    parts = index_parts(ordered, indexes) if parts is None else parts
    names = list(dict.fromkeys(indexes.values()))
    packed = dict(
        (executor or SerialExecutor()).map(_pack, (parts, list(words)), names if pinyin else [*names, PINYIN])
    )
    shards = {name: packed[name][0] for name in names}
    places = list(dict.fromkeys(document.regions for document in ordered))
    characters = set().union(*(part.characters for part in parts))
    files = _list_texts(parts)
    files |= _list_shards(shards)
    files["documents.bin"] = compress(_pack_documents(ordered, parts, editions, [one.id for one in themes], places))
    groups = packed[CHINESE][1] if CHINESE in packed else []
    asked = {char for group in groups for group_words in group for word in group_words for char in word}
    language = {"rules": load_rules(), "fold": choose_fold(characters | asked | {*FIGURES}), "groups": groups}
    files["language.bin"] = compress_json(language)
    files[PINYIN_FILE] = pinyin or packed[PINYIN]
    folder = _content_hash(files)
    region_numbers = {one.id: number for number, one in enumerate(regions)}
    manifest = {
        "data": folder,
        "documents": len(ordered),
        "editions": [
            {"code": one.code, "label": one.label, "folder": one.folder, "index": indexes[one.code]} for one in editions
        ],
        "indexes": {
            name: {"english": name == ENGLISH, "shards": [shard.first for shard in shards[name]]} for name in names
        },
        "themes": [{"id": one.id, "names": one.names} for one in themes],
        "regions": [{"id": one.id, "names": one.names} for one in regions],
        "places": [[region_numbers[one] for one in place] for place in places],
    }
    text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
    return {MANIFEST: text.encode(), **{f"{folder}/{path}": data for path, data in sorted(files.items())}}


def _pack(shared: tuple[Sequence[Part], Sequence[tuple[str, ...]]], name: str) -> Any:
    """Pack one index: its shards and, for Chinese, the groups of words that the site has; or the table of pinyin."""
    parts, words = shared
    if name == PINYIN:
        return compress_json(make_pinyin(name for part in parts for name in part.names))
    sizes = [sum(part.sizes) for part in parts]
    lists = merge_postings([part.postings[name] for part in parts], [0, *accumulate(sizes[:-1])] if sizes else [])
    groups = choose_groups(words, frozenset(lists.terms)) if name == CHINESE else []
    return list(pack_shards(lists)), groups


def _list_texts(parts: Iterable[Part]) -> dict[str, bytes]:
    """List the files of the texts that results show, by path."""
    rows = (texts for part in parts for texts in part.texts)
    return {f"texts/{name}/{number}.bin": data for number, texts in enumerate(rows) for name, data in texts.items()}


def _list_shards(shards: Mapping[str, Sequence[Shard]]) -> dict[str, bytes]:
    """List the files of the postings, by path."""
    return {f"{name}/{number}.bin": shard.data for name, rows in shards.items() for number, shard in enumerate(rows)}


def _pack_documents(
    documents: Sequence[SearchDocument],
    parts: Sequence[Part],
    editions: Sequence[Edition],
    themes: Sequence[str],
    places: Sequence[tuple[str, ...]],
) -> bytes:
    """Pack the newest day and the columns of the documents.

    The columns: size, theme (from 1; 0 for none), place, editions as bits, the days from the document's date to
    that of the one before, and 1 if the document begins a group of texts, else 0.
    """
    codes = [edition.code for edition in editions]
    theme_numbers = {one: number for number, one in enumerate(themes, 1)}
    place_numbers = {one: number for number, one in enumerate(places)}
    days = [one.date.toordinal() - EPOCH if one.date else 0 for one in documents]
    newest = days[0] if days else 0
    columns: tuple[Iterable[int], ...] = (
        (size for part in parts for size in part.sizes),
        (theme_numbers.get(one.theme, 0) for one in documents),
        (place_numbers[one.regions] for one in documents),
        (sum(1 << codes.index(version.edition) for version in one.versions) for one in documents),
        (before - day for before, day in zip([newest, *days], days, strict=False)),
        (
            int(number != before)
            for part in parts
            for before, number in zip((-1, *part.groups), part.groups, strict=False)
        ),
    )
    return pack_numbers((newest,)) + b"".join(pack_numbers(list(column)) for column in columns)


def _content_hash(files: Mapping[str, bytes]) -> str:
    """Return a hash of the paths and contents of files."""
    digest = sha256()
    for path, data in sorted(files.items()):
        digest.update(f"{path}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:12]
