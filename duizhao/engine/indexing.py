"""The search index of a build, made of its pages; apart from what only lists them, since it imports slowly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.engine.search import PARTS, Searchable, make_document
from duizhao.executors import Executor
from duizhao.search.documents import SearchDocument, index_name
from duizhao.search.index import PINYIN, PINYIN_FILE, Label, make_index
from duizhao.search.parts import Part, index_part
from duizhao.search.words import make_own_groups
from duizhao.store import digest, program_fingerprint
from duizhao.translation.terms import GLOSSARY, read_terms

Files = dict[str, bytes]
"""The files of the folder `search/`."""


def make_files(build: BuildContext, found: Searchable, executor: Executor) -> tuple[Files, tuple[Path, ...]]:
    """Make the search of a site; parts that are not in the cache are indexed.

    Args:
        build: The build.
        found: What can be found.
        executor: Who packs the indexes.

    Returns:
        The files, and those of the cache that were not believed.
    """
    store = build.prepared.inputs.store
    before = len(store.discarded)
    parts = []
    for name, group in zip(found.names, found.groups, strict=True):
        part: Part | None = store.get(PARTS, name)
        if part is None:
            slugs = [document.name for document in group if document.kind == "article"]
            texts = {slug: {one.page.edition.code: one for one in build.prepared.load_texts(slug)} for slug in slugs}
            part = index_documents(build, group, texts)
            store.put(PARTS, name, part)
        parts.append(part)
    return _make_index(build, found.documents, parts, executor), tuple(store.discarded[before:])


def index_documents(
    build: BuildContext, documents: Sequence[SearchDocument], texts: Mapping[str, Mapping[str, EditedPage]]
) -> Part:
    """Index neighbouring documents.

    Args:
        build: The build.
        documents: Some of those that can be found.
        texts: The pages of articles with their texts, by slug and edition.
    """
    full = []
    for document in documents:
        versions = build.counterparts[document.kind, document.name]
        pages = (
            [texts[document.name][one.page.edition.code] for one in versions]
            if document.kind == "article"
            else versions
        )
        full.append(make_document([page for page in pages if page.is_offered]))
    return index_part(full, {edition.code: index_name(edition) for edition in build.editions})


def _make_index(
    build: BuildContext, documents: Sequence[SearchDocument], parts: Sequence[Part], executor: Executor
) -> Files:
    """Make the files of documents that were indexed."""
    site = build.prepared.site
    entries = [*build.prepared.lexicon.entries.items()]
    # What the glossary calls one term is one word for who searches; `catalog check` reports what is wrong in it.
    glossary, _problems = read_terms(site.settings.translations_folder / GLOSSARY, GLOSSARY)
    entries += [(term.forms[0], {form: form for form in term.forms[1:]}) for term in glossary.terms]
    for article in site.articles:
        for word, values in article.conversion.items():
            entries.append((word, {code: value or word for code, value in values.items()}))
    store = build.prepared.inputs.store
    names = digest(program_fingerprint(), *sorted(set().union(*(part.names for part in parts))))
    pinyin = store.get(PINYIN, names)
    files = make_index(
        documents,
        build.editions,
        themes=[_make_label(build, theme.id, theme.name) for theme in site.themes],
        regions=[_make_label(build, region.id, region.name) for region in site.regions],
        words=make_own_groups(entries),
        parts=parts,
        executor=executor,
        pinyin=pinyin,
    )
    if pinyin is None:
        store.put(PINYIN, names, next(data for path, data in files.items() if path.endswith(PINYIN_FILE)))
    store.sweep(PINYIN, [names])
    return files


def _make_label(build: BuildContext, identifier: str, name: str) -> Label:
    """Name a theme or region in every edition."""
    return Label(identifier, {one.code: build.contexts[one.code].texts(name).text for one in build.editions})
