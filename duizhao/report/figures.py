"""Figures as pages show them, and the whole set of them as files to download."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duizhao.editing.addresses import absolute_address, relative_address
from duizhao.editing.archive import Archive, list_years
from duizhao.editing.figures import PERCENT
from duizhao.editing.pages import EditedPage, Newsroom
from duizhao.editing.texts import Texts, Wording
from duizhao.model import Figure
from duizhao.report.cards import Link, make_region_link, make_source_card
from duizhao.settings import Edition

FOLDER = "data/"
"""The folder of the finished site that holds what can be downloaded."""
COLUMNS = (
    "id", "name", "printed", "value", "unit", "qualifier", "region", "period", "period_kind", "theme", "source", "note",
)  # fmt: skip
"""The columns of the table, the same in every edition."""


@dataclass(frozen=True, slots=True)
class FigureCard:
    """A figure, as cards and tables show it."""

    id: str
    name: Wording
    printed: Wording
    """Qualifier, number and unit."""
    period: str
    region: Link
    source: Link
    note: Wording
    articles: tuple[Link, ...]
    """The articles that print it."""
    theme: str
    """The id of its theme, for the filter."""
    regions: str
    """The ids of its region and of those above it, divided by blanks."""
    years: str
    """The years that its period touches, divided by blanks."""


def make_figure_cards(
    figures: Sequence[Figure], room: Newsroom, archive: Archive, start: str, pages: Mapping[str, EditedPage]
) -> tuple[FigureCard, ...]:
    """Make the cards of figures.

    Args:
        figures: The figures.
        room: The edition they are shown in.
        archive: What the site has.
        start: The address of the page that shows them.
        pages: The edition's pages of articles, by slug; empty where it is not told which of them print a figure.
    """
    texts = room.texts
    sources = {source.id: make_source_card(source, room, start) for source in room.site.sources}
    cards = []
    for figure in figures:
        users = [pages[article.slug] for article in archive.users.get(figure.id, ())] if pages else []
        own = sources[figure.source]
        around = [*archive.list_above(figure.region), archive.regions[figure.region]]
        card = FigureCard(
            id=figure.id,
            name=texts(figure.name),
            printed=texts.printed(figure),
            period=word_period(figure, texts),
            region=make_region_link(figure.region, room.region_names[figure.region], room, start),
            source=Link(own.title, own.url),
            note=texts(figure.note),
            articles=tuple(Link(one.title, relative_address(one.page.address, start)) for one in users),
            theme=figure.theme,
            regions=" ".join(region.id for region in around),
            years=" ".join(map(str, list_years(figure.period))),
        )
        cards.append(card)
    return tuple(cards)


def word_period(figure: Figure, texts: Texts) -> str:
    """Write what time a figure covers: a stock is one as of a date."""
    written = texts.period(figure.period)
    return texts("截至{date}").text.replace("{date}", written) if figure.period_kind == "asof" else written


@dataclass(frozen=True, slots=True)
class Choices:
    """What a table of figures can be filtered by, each a list of values with their names."""

    themes: tuple[tuple[str, Wording], ...]
    regions: tuple[tuple[str, Wording], ...]
    years: tuple[str, ...]
    """The newest first."""


def list_choices(archive: Archive, texts: Texts) -> Choices:
    """List the themes, regions and years that figures speak of; a region that others lie in counts as theirs."""
    figures = archive.site.figures
    themes = {figure.theme for figure in figures}
    regions = {figure.region for figure in figures}
    regions |= {above.id for name in regions for above in archive.list_above(name)}
    years = {year for figure in figures for year in list_years(figure.period)}
    return Choices(
        themes=tuple((one.id, texts(one.name)) for one in archive.site.themes if one.id in themes),
        regions=tuple((one.id, texts(one.name)) for one in archive.site.regions if one.id in regions),
        years=tuple(map(str, sorted(years, reverse=True))),
    )


def name_download(edition: Edition, suffix: str) -> str:
    """Name the file of all figures of an edition, relative to the site's root."""
    return f"{FOLDER}figures-{edition.folder}.{suffix}"


def make_table(figures: Sequence[Figure], room: Newsroom) -> bytes:
    """Make the table of all figures as CSV, with the mark that tells spreadsheets its encoding."""
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(_list_rows(figures, room))
    return text.getvalue().encode("utf-8-sig")


def make_data(figures: Sequence[Figure], room: Newsroom, home: EditedPage, site_url: str) -> bytes:
    """Make the figures as JSON, with what a reader must know of them.

    Args:
        figures: All figures.
        room: The edition.
        home: Its home page.
        site_url: The address of the site, with a slash at the end; empty where it is not known.
    """
    texts, settings = room.texts, room.site.settings
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
        for source in room.site.sources
        if source.id in used
    ]
    data = {
        "title": texts(settings.site_name).text,
        "description": home.summary.text,
        "edition": room.edition.code,
        "url": absolute_address(site_url, home.page.address) if site_url else "",
        "licence": texts(settings.copyright).text,
        "sources": sources,
        "figures": _list_rows(figures, room),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _list_rows(figures: Sequence[Figure], room: Newsroom) -> list[dict[str, str | int | float]]:
    """List the figures with their texts in the words of an edition."""
    texts = room.texts
    themes = {theme.id: texts(theme.name).text for theme in room.site.themes}
    sources = {source.id: texts(source.title).text for source in room.site.sources}
    return [
        {
            "id": figure.id,
            "name": texts(figure.name).text,
            "printed": texts.printed(figure).text,
            "value": int(figure.value) if figure.value % 1 == 0 else float(figure.value),
            "unit": PERCENT if figure.unit == PERCENT else texts.unit(figure).text,
            "qualifier": figure.qualifier,
            "region": texts(room.region_names[figure.region]).text,
            "period": figure.period,
            "period_kind": figure.period_kind,
            "theme": themes[figure.theme],
            "source": sources[figure.source],
            "note": texts(figure.note).text,
        }
        for figure in figures
    ]
