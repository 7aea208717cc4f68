"""The search index of a build, made from its pages. Separate from `searchable`, since its imports are slow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.engine.search import SearchFiles
from duizhao.engine.searchable import DOCUMENTS, PARTS, DocumentKey, Searchable, make_document
from duizhao.executors import Executor
from duizhao.search.documents import SearchDocument, index_name
from duizhao.search.index import PINYIN, Contents, Files, IndexState, Label, list_texts, pack_index
from duizhao.search.outlines import unite_outlines
from duizhao.search.packing import name_content
from duizhao.search.parts import Part, index_part
from duizhao.search.update import Update, update_index
from duizhao.store import Store

INDEX = "index"
"""The name of the value in the cache with the state of the last index."""
FILES = "index-files"
"""The kind of value in the cache: a file of the last index that is neither its manifest nor in a part."""


def make_files(
    build: BuildContext, found: Searchable, manifest: bytes | None, executor: Executor
) -> tuple[SearchFiles, tuple[Path, ...]]:
    """Make the search files of a site, updating the index of the last build if that is less work.

    Args:
        build: The build.
        found: The documents.
        manifest: The manifest of an index that is to be changed, if there is one.
        executor: Packs the indexes.

    Returns:
        The files of the index, or what changes if the index of the last build has this manifest; and the invalid files
        of the cache that were deleted.
    """
    store = build.prepared.store
    before = len(store.discarded)
    parts = _Parts(build, found)
    kept: IndexState | None = store.get("", INDEX)
    contents = _list_contents(build, found)
    update = kept and update_index(kept, contents, found.names, load=parts.load, read=lambda path: _read(store, path))
    files: SearchFiles | None = None
    if kept and update:
        if manifest and name_content(manifest) == kept.manifest:
            files = SearchFiles(update.files, update.dropped, is_change=True)
        else:
            files = _complete(parts, update)
    if files and update:
        if update.state != kept:
            _keep(store, update.files, update.state)
    else:
        made, state = _pack(parts, contents, kept, executor)
        files = SearchFiles(made)
        # Even if the state is the same: the cache may have lost files.
        _keep(store, made, state)
    return files, tuple(store.discarded[before:])


class _Parts:
    """The parts of the index of a build."""

    def __init__(self, build: BuildContext, found: Searchable) -> None:
        self.build = build
        self.names = found.names
        self._groups = dict(zip(found.names, zip(found.groups, found.marks, strict=True), strict=True))
        self._made: dict[str, Part] = {}

    def load(self, name: str) -> Part | None:
        """Load a part; one of this build is made if it is missing, one of the last build may be lost."""
        part: Part | None = self._made.get(name) or self.build.prepared.store.get(PARTS, name)
        if part is None and name in self._groups:
            part = self._made[name] = _index_group(self.build, *self._groups[name])
            self.build.prepared.store.put(PARTS, name, part)
        return part

    def load_all(self) -> Iterator[Part]:
        """Load all parts, one by one."""
        for name in self.names:
            part = self.load(name)
            assert part is not None
            yield part


def _complete(parts: _Parts, update: Update) -> SearchFiles | None:
    """Return all files of an updated index; None if the cache has lost one."""
    store = parts.build.prepared.store
    paths = update.state.list_paths()
    found = {path: update.files[path] if path in update.files else _read(store, path) for path in paths}
    known = {path: data for path, data in found.items() if data is not None}
    if len(known) < len(found):
        return None
    texts = {path: data for part in parts.load_all() for path, data in list_texts(part)}
    return SearchFiles({**update.files, **known, **texts})


def _keep(store: Store, files: Files, state: IndexState) -> None:
    """Store the state of an index and its new files, and delete what it has no more."""
    names = {path: PurePosixPath(path).name for path in state.list_paths()}
    for path, name in names.items():
        if path in files:
            store.put(FILES, name, files[path])
    store.put("", INDEX, state)
    store.sweep(FILES, names.values())
    # Only now: an update needs the parts of the previous index.
    store.sweep(PARTS, state.outlines.names)


def _pack(parts: _Parts, contents: Contents, kept: IndexState | None, executor: Executor) -> tuple[Files, IndexState]:
    """Pack all files of an index."""
    loaded = dict(zip(parts.names, parts.load_all(), strict=True))
    outlines = unite_outlines({name: part.outline for name, part in loaded.items()})
    is_same = kept is not None and kept.outlines.pairs.keys == outlines.pairs.keys
    pinyin = _read(parts.build.prepared.store, kept.files[PINYIN]) if kept and is_same else None
    return pack_index(contents, outlines, [*loaded.values()], executor=executor, pinyin=pinyin)


def _read(store: Store, path: str) -> bytes | None:
    """Read a file of the last index from the cache."""
    data: bytes | None = store.get(FILES, PurePosixPath(path).name)
    return data


def _index_group(build: BuildContext, documents: Sequence[DocumentKey], mark: str) -> Part:
    """Index a group of documents, loading their texts from the cache."""
    slugs = [name for kind, name in documents if kind == "article"]
    others = build.prepared.store.get(DOCUMENTS, mark) if len(slugs) < len(documents) else None
    texts = {slug: {one.page.edition.code: one for one in build.prepared.load_texts(slug)} for slug in slugs}
    return index_documents(build, documents, texts, others or {})


def index_documents(
    build: BuildContext,
    documents: Sequence[DocumentKey],
    texts: Mapping[str, Mapping[str, EditedPage]],
    known: Mapping[DocumentKey, SearchDocument] | None = None,
) -> Part:
    """Index neighbouring documents.

    Args:
        build: The build.
        documents: The documents.
        texts: The pages of articles with their texts, by slug and edition.
        known: Documents that are made already.
    """
    full = []
    for kind, name in documents:
        if known and (kind, name) in known:
            full.append(known[kind, name])
            continue
        versions = build.find_counterparts((kind, name))
        pages = [texts[name][one.page.edition.code] for one in versions] if kind == "article" else versions
        full.append(make_document(pages))
    return index_part(full, {edition.code: index_name(edition) for edition in build.editions})


def _list_contents(build: BuildContext, found: Searchable) -> Contents:
    """Return the contents of the index besides its parts."""
    site = build.prepared.frame.site
    return Contents(
        found.filters,
        build.editions,
        themes=[_make_label(build, theme.id, theme.name) for theme in site.themes],
        regions=[_make_label(build, region.id, region.name) for region in site.regions],
        words=found.words,
    )


def _make_label(build: BuildContext, identifier: str, name: str) -> Label:
    """Make the label of a theme or region, with its name in every edition."""
    return Label(identifier, {one.code: build.contexts[one.code].texts(name).text for one in build.editions})
