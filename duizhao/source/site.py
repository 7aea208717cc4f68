"""Reading of a site's sources: every file of the content folder becomes part of one `Site`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from duizhao.diagnostics import Diagnostic, SourceError, Span, has_errors, sort_diagnostics
from duizhao.model import Article, Site, TextPage
from duizhao.settings import Settings
from duizhao.source.articles import is_published, list_scheduled, read_article, read_page
from duizhao.source.figures import read_figures
from duizhao.source.icons import read_icons
from duizhao.source.paths import list_assets
from duizhao.source.taxonomies import read_glossary, read_regions, read_sources, read_themes
from duizhao.source.timeline import read_actions, read_events

T = TypeVar("T")
ARTICLES = "articles"
PAGES = "pages"
HOME = "index.md"


def read_site(
    settings: Settings, today: date, *, drafts: bool = False, advance: Callable[[], object] = lambda: None
) -> tuple[Site, list[Diagnostic]]:
    """Read everything in the content folder.

    Args:
        settings: The site's settings.
        today: The date that `publish_at` is compared with.
        drafts: Whether to include drafts and articles with a later `publish_at`.
        advance: Called after each article, for a progress bar.

    Returns:
        The site and all problems found, including errors. A file that cannot be used
        is omitted, and the others are still checked.

    Raises:
        SourceError: There are no articles, or no usable home page.
    """
    files = list_article_files(settings)
    frame, problems = read_frame(settings)
    articles: list[Article] = []
    for file in files:
        article, more = read_article(settings, file, icons=frame.icons)
        problems += more
        if article is not None:
            articles.append(article)
        advance()
    problems += list_scheduled(articles, today, drafts=drafts)
    return complete_site(frame, articles, today, drafts=drafts), problems


def list_article_files(settings: Settings) -> list[Path]:
    """List the files of all articles, published or not.

    Raises:
        SourceError: There are none.
    """
    folder = settings.content_folder
    files = sorted((folder / ARTICLES).rglob("*.md")) if folder.is_dir() else []
    if not files:
        hint = "write an article with  duizhao new article SLUG"
        path = f"{settings.content}/{ARTICLES}"
        raise SourceError([Diagnostic(Span(path), "content-empty", "there are no articles", hint)])
    return files


def complete_site(frame: Site, articles: Iterable[Article], today: date, *, drafts: bool) -> Site:
    """Return `frame` with the articles that are shown on `today`, newest first, then by slug."""
    shown = (article for article in articles if is_published(article, today, drafts=drafts))
    return replace(frame, articles=tuple(sorted(shown, key=lambda one: (-one.date.toordinal(), one.slug))))


def read_frame(settings: Settings) -> tuple[Site, list[Diagnostic]]:
    """Read everything in the content folder except the articles.

    Raises:
        SourceError: The home page is missing or cannot be used.
    """
    folder = settings.content_folder
    problems: list[Diagnostic] = []
    icons = _collect(read_icons(settings), problems)
    themes = _collect(read_themes(settings, icons), problems)
    regions = _collect(read_regions(settings), problems)
    sources = _collect(read_sources(settings), problems)
    glossary = _collect(read_glossary(settings), problems)
    figures = _collect(read_figures(settings), problems)
    actions = _collect(read_actions(settings), problems)
    events = _collect(read_events(settings), problems)
    pages = []
    for file in sorted((folder / PAGES).glob("*.md")):
        page, more = read_page(settings, file, file.stem, icons)
        problems += more
        if page is not None:
            pages.append(page)
    home = _read_home(settings, icons, problems)
    if home is None:
        raise SourceError(sort_diagnostics(problems))
    site = Site(
        settings=settings,
        themes=themes,
        regions=regions,
        sources=sources,
        glossary=glossary,
        figures=figures,
        actions=actions,
        events=events,
        articles=(),
        pages=tuple(pages),
        home=home,
        assets=_collect(list_assets(settings), problems),
        icons=icons,
    )
    return site, problems


def _collect(read: tuple[T, list[Diagnostic]], problems: list[Diagnostic]) -> T:
    """Return the value that was read, and append its problems to `problems`."""
    problems += read[1]
    return read[0]


def _read_home(settings: Settings, icons: Mapping[str, str], problems: list[Diagnostic]) -> TextPage | None:
    """Read the home page, which every site must have."""
    file = settings.content_folder / HOME
    if not file.exists():
        hint = "write it, with front matter  title: …  and a text"
        problems.append(Diagnostic(Span(f"{settings.content}/{HOME}"), "home-missing", "no home page", hint))
        return None
    home, more = read_page(settings, file, "", icons)
    problems += more
    if home is None and not has_errors(more):
        raise AssertionError(file)
    return home
