"""The search index of a build, made from its pages. Separate from `searchable`, since its imports are slow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.engine.searchable import PARTS, Searchable, make_document
from duizhao.executors import Executor
from duizhao.search.documents import SearchDocument, index_name
from duizhao.search.index import PINYIN, Contents, Files, IndexState, Label, pack_index
from duizhao.search.parts import Outline, Part, index_part
from duizhao.search.postings import unite_pairs
from duizhao.search.update import update_index
from duizhao.store import Store

INDEX = "index"
"""The name of the value in the cache with the last index."""


@dataclass(frozen=True, slots=True)
class KeptIndex:
    """The search index of the last build, as it is in the cache."""

    names: tuple[str, ...]
    """The names of its parts."""
    state: IndexState
    files: Files


def make_files(build: BuildContext, found: Searchable, executor: Executor) -> tuple[Files, tuple[Path, ...]]:
    """Make the search files of a site, updating the index of the last build if that is less work.

    Args:
        build: The build.
        found: The documents.
        executor: Packs the indexes.

    Returns:
        The files of the index by path, and the invalid files of the cache that were deleted.
    """
    store = build.prepared.store
    before = len(store.discarded)
    groups = dict(zip(found.names, found.groups, strict=True))

    def load(name: str) -> Part:
        part: Part | None = store.get(PARTS, name)
        if part is None:
            part = _index_group(build, groups[name])
            store.put(PARTS, name, part)
        return part

    kept: KeptIndex | None = store.get("", INDEX)
    contents = _list_contents(build, found)
    index = _update_index(store, kept, contents, found.names, load) if kept else None
    if index is None:
        parts = [load(name) for name in found.names]
        pairs = unite_pairs(part.outline.pairs for part in parts)
        pinyin = kept.files[kept.state.files[PINYIN]] if kept and kept.state.pairs == pairs else None
        files, state = pack_index(contents, parts, executor=executor, pinyin=pinyin)
        index = KeptIndex(found.names, state, files)
    if index != kept:
        store.put("", INDEX, index)
    # Only now: an update needs the parts of the previous index.
    store.sweep(PARTS, found.names)
    return index.files, tuple(store.discarded[before:])


def _update_index(
    store: Store, kept: KeptIndex, contents: Contents, names: Sequence[str], load: Callable[[str], Part]
) -> KeptIndex | None:
    """Update the index of the last build; return None if everything must be packed again."""
    known = dict(zip(kept.names, kept.state.outlines, strict=True))
    loaded = {name: load(name) for name in names if name not in known}
    outlines = [known[name] if name in known else loaded[name].outline for name in names]
    places = dict(zip(kept.state.outlines, kept.names, strict=True)) | dict(zip(outlines, names, strict=True))

    def find(outline: Outline) -> Part | None:
        name = places[outline]
        part: Part | None = loaded.get(name) or store.get(PARTS, name)
        return part

    update = update_index(kept.state, contents, outlines, load=find, read=kept.files.get)
    if update is None:
        return None
    files = {path: data for path, data in kept.files.items() if path not in update.dropped}
    return KeptIndex(tuple(names), update.state, files | update.files)


def _index_group(build: BuildContext, documents: Sequence[SearchDocument]) -> Part:
    """Index neighbouring documents, loading their texts from the cache."""
    slugs = [document.name for document in documents if document.kind == "article"]
    texts = {slug: {one.page.edition.code: one for one in build.prepared.load_texts(slug)} for slug in slugs}
    return index_documents(build, documents, texts)


def index_documents(
    build: BuildContext, documents: Sequence[SearchDocument], texts: Mapping[str, Mapping[str, EditedPage]]
) -> Part:
    """Index neighbouring documents.

    Args:
        build: The build.
        documents: The documents, without the texts of articles.
        texts: The pages of articles with their texts, by slug and edition.
    """
    full = []
    for document in documents:
        versions = build.find_counterparts((document.kind, document.name))
        pages = (
            [texts[document.name][one.page.edition.code] for one in versions]
            if document.kind == "article"
            else versions
        )
        full.append(make_document([page for page in pages if page.is_offered]))
    return index_part(full, {edition.code: index_name(edition) for edition in build.editions})


def _list_contents(build: BuildContext, found: Searchable) -> Contents:
    """Return the contents of the index besides its parts."""
    site = build.prepared.frame.site
    return Contents(
        found.documents,
        build.editions,
        themes=[_make_label(build, theme.id, theme.name) for theme in site.themes],
        regions=[_make_label(build, region.id, region.name) for region in site.regions],
        words=found.words,
    )


def _make_label(build: BuildContext, identifier: str, name: str) -> Label:
    """Make the label of a theme or region, with its name in every edition."""
    return Label(identifier, {one.code: build.contexts[one.code].texts(name).text for one in build.editions})
