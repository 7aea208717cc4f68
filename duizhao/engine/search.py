"""The search index of a build, made of its pages."""

from __future__ import annotations

from duizhao.engine.context import Desk
from duizhao.engine.pages import EditionPage
from duizhao.model import Article, Theme
from duizhao.search.documents import SearchDocument, Version
from duizhao.search.index import Label, make_index
from duizhao.search.parts import Kept
from duizhao.search.words import make_own_groups
from duizhao.translation.terms import GLOSSARY, read_terms

LISTS = ("articles",)
"""Pages that only list others."""


def make_search_files(desk: Desk, kept: Kept | None = None) -> dict[str, bytes]:
    """Make the files of the folder `search/`.

    Args:
        desk: The build.
        kept: What an earlier build indexed and this one may still use.
    """
    site = desk.prepared.site
    entries = [*desk.prepared.lexicon.entries.items()]
    # What the glossary calls one term is one word for who searches; `catalog check` reports what is wrong in it.
    glossary, _problems = read_terms(site.settings.translations_folder / GLOSSARY, GLOSSARY)
    entries += [(term.forms[0], {form: form for form in term.forms[1:]}) for term in glossary.terms]
    for article in site.articles:
        for word, values in article.conversion.items():
            entries.append((word, {code: value or word for code, value in values.items()}))
    return make_index(
        _list_documents(desk),
        desk.editions,
        themes=[_make_label(desk, theme.id, theme.name) for theme in site.themes],
        regions=[_make_label(desk, region.id, region.name) for region in site.regions],
        words=make_own_groups(entries),
        kept=kept,
    )


def _list_documents(desk: Desk) -> list[SearchDocument]:
    """List the pages that can be found, each with the editions in which it is offered."""
    found: dict[tuple[str, str], list[EditionPage]] = {}
    for edition in desk.editions:
        for page in desk.pages[edition.code]:
            if page.edited.is_offered and page.page.kind not in LISTS:
                found.setdefault(page.page.key, []).append(page)
    return [_make_document(pages) for pages in found.values()]


def _make_document(pages: list[EditionPage]) -> SearchDocument:
    """Make the document of a page in its editions."""
    page = pages[0].page
    subject = page.subject
    article = subject if isinstance(subject, Article) else None
    theme = article.theme if article else subject.id if isinstance(subject, Theme) else ""
    versions = [
        Version(
            edition=one.page.edition.code,
            address=one.page.address,
            title=one.edited.title.text,
            summary=one.edited.summary.text,
            html=one.edited.html,
        )
        for one in pages
    ]
    regions = article.regions if article else ()
    return SearchDocument(page.kind, page.name, article.date if article else None, theme, regions, tuple(versions))


def _make_label(desk: Desk, identifier: str, name: str) -> Label:
    """Name a theme or region in every edition."""
    return Label(identifier, {one.code: desk.rooms[one.code].texts(name).text for one in desk.editions})
