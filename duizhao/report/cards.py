"""Cards: articles, themes, regions and sources as shown in lists and heads of one edition."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, structs

from duizhao.editing.addresses import (
    FIGURES,
    REGIONS,
    SOURCES,
    folder_address,
    relative_address,
    tag_address,
    theme_address,
)
from duizhao.editing.content_index import list_printed
from duizhao.editing.pages import EditedPage, EditionContext
from duizhao.editing.texts import Wording
from duizhao.model import Article, Source, Tag, Theme
from duizhao.source.tags import list_forms, name_form


class Link(Struct, frozen=True):
    """A name with a link."""

    name: Wording
    url: str
    """Its target, relative to the page that shows it."""


class ThemeCard(Struct, frozen=True):
    """A theme, as the home page and an article's head show it."""

    id: str
    name: Wording
    summary: Wording
    url: str
    """Its address, relative to the page that shows the card."""
    count: int
    """The number of its articles."""


class TagCard(Struct, frozen=True):
    """A tag, as the list of all tags shows it."""

    link: Link
    articles: int
    """The number of its articles."""


class PrintedFigure(Struct, frozen=True):
    """A figure that an article prints, as it stands with its source."""

    name: Wording
    printed: Wording
    """Qualifier, number and unit."""
    url: str
    """The address of its row on the page of figures, relative to the page that shows it."""


class SourceCard(Struct, frozen=True):
    """A source, as an article lists it."""

    title: Wording
    is_working_title: bool
    publisher: Wording
    date: str
    is_date_inferred: bool
    genre: Wording
    note: Wording
    url: str
    """The address of its entry on the page of sources, relative to the page that shows the card."""
    figures: tuple[PrintedFigure, ...] = ()
    """The figures that the article takes from it."""


class ArticleCard(Struct, frozen=True):
    """An article, as lists and its own head show it."""

    title: Wording
    summary: Wording
    url: str
    """Its address, relative to the page that shows the card."""
    date: str
    """Its date in the format of the edition."""
    iso_date: str
    period: str
    regions: tuple[Link, ...]
    tags: tuple[Link, ...]
    """Only on the article's own page: lists do not show them."""
    authors: tuple[str, ...]
    theme: ThemeCard
    is_draft: bool


def make_article_card(edited: EditedPage, context: EditionContext, start: str) -> ArticleCard:
    """Make the card of an article for its own page.

    Args:
        edited: Its page in the edition.
        context: The edition it is shown in.
        start: The address of the page that shows it.
    """
    article = edited.page.subject
    assert isinstance(article, Article), edited.page.key
    tags = [context.tags[name_form(*form)] for form in list_forms(article)]
    # Two forms of one tag are one.
    links = {tag.id: make_tag_link(tag, context, start) for tag in tags}
    return structs.replace(_make_card(edited, context, start, {}, {}), tags=tuple(links.values()))


def make_article_cards(pages: Iterable[EditedPage], context: EditionContext, start: str) -> tuple[ArticleCard, ...]:
    """Make the cards of several articles."""
    regions: dict[str, Link] = {}
    themes: dict[str, ThemeCard] = {}
    return tuple(_make_card(edited, context, start, regions, themes) for edited in pages)


def _make_card(
    edited: EditedPage, context: EditionContext, start: str, regions: dict[str, Link], themes: dict[str, ThemeCard]
) -> ArticleCard:
    """Make the card of an article, reusing the links and cards made for earlier articles."""
    texts, article = context.texts, edited.page.subject
    assert isinstance(article, Article), edited.page.key
    if article.theme not in themes:
        themes[article.theme] = make_theme_card(context.themes[article.theme], context, start)
    for name in article.regions:
        if name not in regions:
            regions[name] = make_region_link(name, context.region_names[name], context, start)
    return ArticleCard(
        title=edited.title,
        summary=edited.summary,
        url=relative_address(edited.page.address, start),
        date=texts.date(article.date),
        iso_date=article.date.isoformat(),
        period=texts.period(article.period) if article.period else "",
        regions=tuple(regions[name] for name in article.regions),
        tags=(),
        authors=article.authors,
        theme=themes[article.theme],
        is_draft=article.draft,
    )


def make_theme_card(theme: Theme, context: EditionContext, start: str) -> ThemeCard:
    """Make the card of a theme."""
    return ThemeCard(
        id=theme.id,
        name=context.texts(theme.name),
        summary=context.texts(theme.summary),
        url=relative_address(theme_address(context.edition, theme), start),
        count=context.counts.get(theme.id, 0),
    )


def make_region_link(name: str, shown: str, context: EditionContext, start: str) -> Link:
    """Make the link to the page of a region.

    Args:
        name: The id of the region.
        shown: The name of the region, in the script of its file.
        context: The edition.
        start: The address of the page that shows it.
    """
    return Link(context.texts(shown), relative_address(f"{context.edition.folder}/{REGIONS}{name}/", start))


def make_tag_link(tag: Tag, context: EditionContext, start: str) -> Link:
    """Make the link to the page of a tag.

    Args:
        tag: The tag.
        context: The edition.
        start: The address of the page that shows it.
    """
    return Link(context.texts(tag.name, tag.script), relative_address(tag_address(context.edition, tag), start))


def make_source_cards(article: Article, context: EditionContext, start: str) -> tuple[SourceCard, ...]:
    """Make the source cards of an article, in the order of its front matter, with the figures it takes from each."""
    printed: dict[str, list[PrintedFigure]] = {}
    page = relative_address(folder_address(context.edition, FIGURES), start)
    for name in list_printed(article):
        figure = context.texts.figures.get(name)
        if figure is not None:
            shown = PrintedFigure(context.texts(figure.name), context.texts.printed(figure), f"{page}#{name}")
            printed.setdefault(figure.source, []).append(shown)
    return tuple(
        structs.replace(make_source_card(context.sources[one], context, start), figures=tuple(printed.get(one, ())))
        for one in article.sources
    )


def make_source_card(source: Source, context: EditionContext, start: str) -> SourceCard:
    """Make the card of one source."""
    texts = context.texts
    return SourceCard(
        title=texts(source.title),
        is_working_title=source.title_kind == "working",
        publisher=texts(source.publisher),
        date=texts.partial_date(source.date) if source.date else "",
        is_date_inferred=source.date_inferred,
        genre=texts(source.genre),
        note=texts(source.note),
        url=f"{relative_address(context.edition.folder + '/' + SOURCES, start)}#{source.id}",
    )
