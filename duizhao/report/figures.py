"""Figures as shown on pages, and all figures as files to download."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from msgspec import Struct

from duizhao.editing.addresses import FIGURES, absolute_address, folder_address, relative_address
from duizhao.editing.content_index import ContentIndex, list_years
from duizhao.editing.figures import PERCENT
from duizhao.editing.pages import EditedPage, EditionContext
from duizhao.editing.texts import Texts, Wording
from duizhao.editions import Edition
from duizhao.model import Figure
from duizhao.report.cards import Link, make_region_link, make_source_card
from duizhao.report.order import sort_entries

FOLDER = "data/"
"""The folder of the finished site for downloads."""
COLUMNS = (
    "id", "name", "printed", "value", "unit", "qualifier", "region", "period", "period_kind", "theme", "source", "note",
)  # fmt: skip
"""The columns of the table, the same in every edition."""


class FigureCard(Struct, frozen=True):
    """A figure as shown in cards and tables."""

    id: str
    name: Wording
    printed: Wording
    """Qualifier, number and unit."""
    exact: Wording | None
    """The same with all digits of the number; None if `printed` has them, or if the card is not whole."""
    url: str
    """The address of its row on the page of all figures, relative to the page that shows the card."""
    period: str
    region: Link
    source: Link
    imprint: str
    """The publisher of the source and its date; empty if the card is not whole."""
    note: Wording
    articles: tuple[Link, ...]
    """The articles that print it."""
    theme: str
    """The id of its theme, for the filter."""
    regions: str
    """The ids of its region and of those above it, separated by blanks."""
    years: str
    """The years that its period touches, separated by blanks."""


def make_figure_cards(
    figures: Sequence[Figure],
    context: EditionContext,
    content_index: ContentIndex,
    start: str,
    pages: Mapping[str, EditedPage],
    *,
    is_whole: bool = False,
) -> tuple[FigureCard, ...]:
    """Make the cards of figures.

    Args:
        figures: The figures.
        context: The edition they are shown in.
        content_index: The index of the site's content.
        start: The address of the page that shows them.
        pages: The edition's pages of articles, by slug; if empty, cards do not list the articles that print a figure.
        is_whole: Whether cards have exact numbers and imprints, which the page of all figures alone shows.
    """
    texts = context.texts
    sources = {source.id: make_source_card(source, context, start) for source in context.sources.values()}
    table = relative_address(folder_address(context.edition, FIGURES), start)
    comma = "，" if context.edition.is_chinese else ", "
    cards = []
    for figure in figures:
        users = [pages[article.slug] for article in content_index.users.get(figure.id, ())] if pages else []
        own = sources[figure.source]
        printed, exact = texts.printed(figure), texts.exact(figure) if is_whole else None
        around = [*content_index.list_above(figure.region), content_index.regions[figure.region]]
        card = FigureCard(
            id=figure.id,
            name=texts(figure.name),
            printed=printed,
            exact=exact if exact and _list_digits(exact) != _list_digits(printed) else None,
            url=f"{table}#{figure.id}",
            period=format_period(figure, texts),
            region=make_region_link(figure.region, context.region_names[figure.region], context, start),
            source=Link(own.title, own.url),
            imprint=comma.join(filter(None, (own.publisher.text, own.date))) if is_whole else "",
            note=texts(figure.note),
            articles=tuple(Link(one.title, relative_address(one.page.address, start)) for one in users),
            theme=figure.theme,
            regions=" ".join(region.id for region in around),
            years=" ".join(map(str, list_years(figure.period))),
        )
        cards.append(card)
    return tuple(cards)


def _list_digits(wording: Wording) -> str:
    """Return the digits of a number, which tell whether a text has all of them: 1524万 and 15,240,000 do not agree."""
    return "".join(filter(str.isdigit, wording.text))


def format_period(figure: Figure, texts: Texts) -> str:
    """Format the period of a figure; a stock is stated as of a date."""
    written = texts.period(figure.period)
    return texts("截至{date}").text.replace("{date}", written) if figure.period_kind == "asof" else written


class Choices(Struct, frozen=True):
    """The filters of a table of figures, each a list of values with their names."""

    themes: tuple[tuple[str, Wording], ...]
    regions: tuple[tuple[str, Wording], ...]
    years: tuple[str, ...]
    """The newest first."""


def list_choices(content_index: ContentIndex, texts: Texts) -> Choices:
    """Return the themes, regions and years of all figures, including the regions that contain their regions."""
    figures = content_index.site.figures
    themes = {figure.theme for figure in figures}
    regions = {figure.region for figure in figures}
    regions |= {above.id for name in regions for above in content_index.list_above(name)}
    years = {year for figure in figures for year in list_years(figure.period)}
    places = [(one.id, texts(one.name)) for one in content_index.site.regions if one.id in regions]
    return Choices(
        themes=tuple((one.id, texts(one.name)) for one in content_index.site.themes if one.id in themes),
        regions=tuple(sort_entries(places, lambda one: one[1], texts)),
        years=tuple(map(str, sorted(years, reverse=True))),
    )


def download_name(edition: Edition, suffix: str, theme: str = "") -> str:
    """Return the path of the file of all figures of an edition, or of one theme, relative to the site's root."""
    return f"{FOLDER}figures-{edition.folder}{theme and f'/{theme}'}.{suffix}"


def list_downloads(edition: Edition, start: str, theme: str = "") -> dict[str, str]:
    """Return the addresses of the files of all figures, or of one theme, by format, relative to a page."""
    return {suffix: relative_address(download_name(edition, suffix, theme), start) for suffix in ("csv", "json")}


def make_table(figures: Sequence[Figure], context: EditionContext) -> bytes:
    """Format figures as CSV, with the byte order mark by which spreadsheets detect the encoding."""
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(_list_rows(figures, context))
    return text.getvalue().encode("utf-8-sig")


def make_data(figures: Sequence[Figure], context: EditionContext, home: EditedPage, site_url: str) -> bytes:
    """Format figures as JSON, with the title, licence and sources that readers need.

    Args:
        figures: The figures.
        context: The edition.
        home: Its home page.
        site_url: The address of the site, with a trailing slash; empty if it is not known.
    """
    texts, settings = context.texts, context.site.settings
    used = {figure.source for figure in figures}
    sources = [
        {
            "id": source.id,
            "title": texts(source.title).text,
            "title_kind": source.title_kind,
            "publisher": texts(source.publisher).text,
            "date": source.date,
            "date_inferred": source.date_inferred,
            "note": texts(source.note).text,
        }
        for source in context.sources.values()
        if source.id in used
    ]
    data = {
        "title": texts(settings.site_name).text,
        "description": home.summary.text,
        "edition": context.edition.code,
        "url": absolute_address(site_url, home.page.address) if site_url else "",
        "licence": texts(settings.copyright).text,
        "sources": sources,
        "figures": _list_rows(figures, context),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _list_rows(figures: Sequence[Figure], context: EditionContext) -> list[dict[str, str | int | float]]:
    """Return the figures as rows, with their texts in the words of an edition."""
    texts = context.texts
    themes = {theme.id: texts(theme.name).text for theme in context.themes.values()}
    sources = {source.id: texts(source.title).text for source in context.sources.values()}
    return [
        {
            "id": figure.id,
            "name": texts(figure.name).text,
            "printed": texts.printed(figure).text,
            "value": int(figure.value) if figure.value % 1 == 0 else float(figure.value),
            "unit": PERCENT if figure.unit == PERCENT else texts.unit(figure).text,
            "qualifier": figure.qualifier,
            "region": texts(context.region_names[figure.region]).text,
            "period": figure.period,
            "period_kind": figure.period_kind,
            "theme": themes[figure.theme],
            "source": sources[figure.source],
            "note": texts(figure.note).text,
        }
        for figure in figures
    ]
