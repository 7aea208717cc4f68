"""Citations: what readers state when they cite an article or a figure of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date as Day  # noqa: N812 -- `date` is the name of a field
from typing import NamedTuple

from msgspec import Struct

from duizhao.editing.pages import EditedPage, EditionContext
from duizhao.model import Article, Figure, Source
from duizhao.report.figures import format_period
from duizhao.report.metadata import find_canonical

EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
"""Matches a character of a name that is written family name first and without a blank."""
KEY = re.compile(r"[^A-Za-z0-9-]+")
"""Matches what the keys of reference managers had better not contain."""


class Name(NamedTuple):
    """The name of an author."""

    family: str
    """The family name, or the whole name of an institution or of a person whose name is not divided: 李明."""
    given: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.family}" if self.given else self.family


class Citation(Struct, frozen=True):
    """What an article is cited by, in the words of an edition."""

    key: str
    """Identifies it among the references of its readers: volunteering-en."""
    title: str
    lang: str
    """The code of the language or script of the title."""
    authors: tuple[Name, ...]
    """At least one: the site is the author of an article without any."""
    site: str
    """The name of the site."""
    date: Day
    url: str
    """Its absolute address; empty if the address of the site is not known."""
    note: str
    """The sources of its data, as a sentence without a full stop."""

    @property
    def is_by_site(self) -> bool:
        """Whether the site is its author."""
        return self.authors == (Name(self.site),)


def make_citation(
    edited: EditedPage, counterparts: Sequence[EditedPage], context: EditionContext, site_url: str
) -> Citation:
    """Return the citation of an article.

    Args:
        edited: Its page in the edition.
        counterparts: The page in every edition.
        context: The edition context.
        site_url: The address of the site; may be empty.
    """
    article = edited.page.subject
    assert isinstance(article, Article), edited.page.key
    site = " ".join(context.texts(context.site.settings.site_name).text.split())
    return Citation(
        key=f"{KEY.sub('-', article.slug).strip('-') or article.date.isoformat()}-{context.edition.folder}",
        title=" ".join(edited.title.text.split()),
        lang=edited.title.lang,
        authors=tuple(map(read_name, article.authors)) or (Name(site),),
        site=site,
        date=article.date,
        url=find_canonical(edited, counterparts, site_url) if site_url else "",
        note=name_sources((context.sources[one] for one in article.sources), context),
    )


def read_name(written: str) -> Name:
    """Divide the name of an author as front matter states it.

    Args:
        written: The name: 李明, John Q. Smith, Smith, John Q., Ludwig van Beethoven, UNESCO.
    """
    words = written.split()
    if len(words) < 2 or EAST_ASIAN.search(written):  # noqa: PLR2004 -- given and family name
        return Name(" ".join(words))
    family, comma, given = " ".join(words).partition(", ")
    if comma:
        return Name(family, given)
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return Name(" ".join(words[first:]), " ".join(words[:first]))


def name_sources(sources: Iterable[Source], context: EditionContext) -> str:
    """Return the sentence that names the publications which facts are taken from."""
    named = [_name_source(source, context) for source in sources]
    pattern = context.texts("数据取自：{}").text
    listed = ("；" if context.edition.is_chinese else "; ").join(named)
    return " ".join(pattern.replace("{}", listed).split()) if named else ""


def _name_source(source: Source, context: EditionContext) -> str:
    """Return the publisher, title and date of a source, as a text without markup."""
    texts, is_chinese = context.texts, context.edition.is_chinese
    title, publisher = texts(source.title).text, texts(source.publisher).text
    # As a period, a year alone gets its 年 in Chinese.
    when = [texts.partial_date(source.date) if "-" in source.date else texts.period(source.date)] if source.date else []
    when += [texts("日期据内容推定").text] if source.date and source.date_inferred else []
    if source.title_kind == "working":
        title = f"[{title}]"
    elif is_chinese:
        title = f"《{title}》"
    else:
        title = f"“{title}”"
    if is_chinese:
        return f"{publisher}{title}" + (f"（{'，'.join(when)}）" if when else "")
    return ", ".join(filter(None, [publisher, title])) + (f" ({', '.join(when)})" if when else "")


def cite_figure(figure: Figure, context: EditionContext, url: str) -> str:
    """Return a figure with its source, as a text that readers can paste.

    Args:
        figure: The figure.
        context: The edition context.
        url: The absolute address of the figure; may be empty.
    """
    texts, is_chinese = context.texts, context.edition.is_chinese
    period = format_period(figure, texts)
    said = f"{texts(figure.name)}：{texts.printed(figure)}（{period}）"
    if not is_chinese:
        said = f"{texts(figure.name)}: {texts.printed(figure)} ({period})"
    parts = [said, name_sources([context.sources[figure.source]], context), texts(context.site.settings.site_name).text]
    return ("。" if is_chinese else ". ").join(filter(None, parts)) + ("。" if is_chinese else ". ") + url
