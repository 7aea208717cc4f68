"""The search index of a build, made of its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from duizhao.crew import Crew
from duizhao.editing.pages import EditedPage
from duizhao.engine.context import Desk
from duizhao.model import Article, Theme
from duizhao.search.documents import SearchDocument, Version, index_name, sort_documents
from duizhao.search.index import PINYIN, PINYIN_FILE, Label, make_index
from duizhao.search.parts import Part, index_part
from duizhao.search.words import make_own_groups
from duizhao.store import digest, name_program
from duizhao.translation.terms import GLOSSARY, read_terms

LISTS = ("articles", "figures", "search")
"""Pages that only list others."""


def list_documents(desk: Desk) -> list[SearchDocument]:
    """List the pages that can be found, each with the editions in which it is offered, as the index numbers them.

    Articles lack their texts.
    """
    pages = (versions for key, versions in desk.counterparts.items() if key[0] not in LISTS)
    offered = (tuple(one for one in versions if one.is_offered and one.page.part == 1) for versions in pages)
    return sort_documents([_make_document(versions) for versions in offered if versions])


def index_documents(
    desk: Desk, documents: Sequence[SearchDocument], texts: Mapping[str, Mapping[str, EditedPage]]
) -> Part:
    """Index neighbouring documents.

    Args:
        desk: The build.
        documents: Some of `list_documents`.
        texts: The pages of articles with their texts, by slug and edition.
    """
    full = []
    for document in documents:
        versions = desk.counterparts[document.kind, document.name]
        pages = (
            [texts[document.name][one.page.edition.code] for one in versions]
            if document.kind == "article"
            else versions
        )
        full.append(_make_document([page for page in pages if page.is_offered]))
    return index_part(full, {edition.code: index_name(edition) for edition in desk.editions})


def make_search_files(
    desk: Desk, documents: Sequence[SearchDocument], parts: Sequence[Part], crew: Crew
) -> dict[str, bytes]:
    """Make the files of the folder `search/`.

    Args:
        desk: The build.
        documents: What `list_documents` gives.
        parts: The same, indexed.
        crew: Who packs the indexes.
    """
    site = desk.prepared.site
    entries = [*desk.prepared.lexicon.entries.items()]
    # What the glossary calls one term is one word for who searches; `catalog check` reports what is wrong in it.
    glossary, _problems = read_terms(site.settings.translations_folder / GLOSSARY, GLOSSARY)
    entries += [(term.forms[0], {form: form for form in term.forms[1:]}) for term in glossary.terms]
    for article in site.articles:
        for word, values in article.conversion.items():
            entries.append((word, {code: value or word for code, value in values.items()}))
    store = desk.prepared.bureau.store
    names = digest(name_program(), *sorted(set().union(*(part.names for part in parts))))
    pinyin = store.get(PINYIN, names)
    files = make_index(
        documents,
        desk.editions,
        themes=[_make_label(desk, theme.id, theme.name) for theme in site.themes],
        regions=[_make_label(desk, region.id, region.name) for region in site.regions],
        words=make_own_groups(entries),
        parts=parts,
        crew=crew,
        pinyin=pinyin,
    )
    if pinyin is None:
        store.put(PINYIN, names, next(data for path, data in files.items() if path.endswith(PINYIN_FILE)))
    store.sweep(PINYIN, [names])
    return files


def _make_document(pages: Sequence[EditedPage]) -> SearchDocument:
    """Make the document of a page in its editions."""
    page = pages[0].page
    subject = page.subject
    article = subject if isinstance(subject, Article) else None
    theme = article.theme if article else subject.id if isinstance(subject, Theme) else ""
    versions = [
        Version(
            edition=one.page.edition.code,
            address=one.page.address,
            title=" ".join(one.title.text.split()),
            summary=" ".join(one.summary.text.split()),
            html=one.html,
            blocks=one.blocks,
        )
        for one in pages
    ]
    regions = article.regions if article else ()
    return SearchDocument(page.kind, page.name, article.date if article else None, theme, regions, tuple(versions))


def _make_label(desk: Desk, identifier: str, name: str) -> Label:
    """Name a theme or region in every edition."""
    return Label(identifier, {one.code: desk.rooms[one.code].texts(name).text for one in desk.editions})
