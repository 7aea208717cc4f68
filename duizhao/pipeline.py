"""The story of a build as a list of steps: read, check, then hand over to the engine."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from duizhao.article_results import (
    ArticleInputs,
    ArticleResult,
    collect_article_results,
    compute_article_keys,
    load_texts,
)
from duizhao.checks.sources import check_site
from duizhao.configuration import check_configuration
from duizhao.diagnostics import Diagnostic, Level, sort_diagnostics
from duizhao.editing.addresses import AddressBook, list_places
from duizhao.editing.glossary import Glossary
from duizhao.editing.pages import EditedPage, EditionContext
from duizhao.editing.texts import Texts
from duizhao.executors import Executor, ease_collector
from duizhao.model import Article, Site
from duizhao.script.lexicon import Lexicon
from duizhao.settings import Edition, read_settings
from duizhao.source.articles import list_scheduled
from duizhao.source.figures import DATA
from duizhao.source.lexicon import extend_lexicon, read_lexicon
from duizhao.source.site import complete_site, list_article_files, read_frame, read_site
from duizhao.store import Store
from duizhao.translation.catalog import Catalog
from duizhao.translation.catalog_files import SITE_CATALOG, read_catalogs, read_site_catalogs
from duizhao.translation.messages import find_source

CACHE = ".cache/duizhao"
"""The folder of what is kept between builds, relative to the site's."""
DEFINED_IN = {
    "themes.yml": "theme-unknown",
    "regions.yml": "region-unknown",
    "sources.yml": "source-unknown",
    DATA: "figure-unknown",
}
"""Which file or folder defines the ids that a rule looks for."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person asks of a build."""

    drafts: bool = False
    now: datetime | None = None
    """The time of the build, where somebody states it."""

    @property
    def stated(self) -> datetime | None:
        """The time of the build that somebody has stated: `now`, else SOURCE_DATE_EPOCH; None where nobody has.

        https://reproducible-builds.org/specs/source-date-epoch/
        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return self.now or (datetime.fromtimestamp(int(epoch), UTC) if epoch else None)

    @property
    def today(self) -> date:
        """The day that `publish_at` is compared with: the stated one, else the clock's, in UTC.

        Nothing else in a build may ask the clock.
        """
        return (self.stated or datetime.now(UTC)).date()

    def date_output(self, articles: Iterable[Article]) -> datetime:
        """Give the time that the output bears wherever a format wants one: the stated one, else the newest article's.

        Args:
            articles: The articles that are shown.
        """
        newest = max((article.date for article in articles), default=date(1970, 1, 1))
        return self.stated or datetime(newest.year, newest.month, newest.day, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site that was read and checked."""

    site: Site
    catalogs: Mapping[str, Mapping[str, Catalog]]
    """By edition code, then by article slug; the site's own under the empty name."""
    source: str
    """The code of the script of the site's own strings."""
    lexicon: Lexicon
    """The site's own wording."""
    diagnostics: tuple[Diagnostic, ...]
    """Every problem, errors included."""
    places: Mapping[str, str]
    """Where each document stands inside each edition."""

    def edition_context(self, edition: Edition) -> EditionContext:
        """Gather what the pages of an edition are made with."""
        return _make_context(self.site, edition, self.catalogs.get(edition.code, {}), self.lexicon, self.places)


@dataclass(frozen=True, slots=True)
class PreparedBuild(Prepared):
    """A site that was read and checked, and whose articles have their pages; their documents have no text."""

    inputs: ArticleInputs
    """What the texts of articles are loaded with."""
    results: Mapping[str, ArticleResult]
    """By slug: those of the articles that are shown."""
    names: Mapping[str, str]
    """By slug: the name of an article's texts in the cache."""
    date: datetime
    """The time that the output bears, see `Options.date_output`."""

    def load_texts(self, slug: str) -> tuple[EditedPage, ...]:
        """Load the pages of an article with their texts, one for each edition."""
        result = self.results[slug]
        assert result.article is not None, slug
        file = self.site.settings.root / result.article.span.path
        return load_texts(self.inputs, result, file, self.names[slug])


def prepare(root: Path, options: Options | None = None, advance: Callable[[], object] = lambda: None) -> Prepared:
    """Read a site with all its texts, and check it.

    Args:
        root: The site's folder.
        options: What was asked for.
        advance: Called after each article that was read.

    Raises:
        SourceError: The settings are wrong, or there is nothing to read.
    """
    options = options or Options()
    settings = read_settings(root)
    site, problems = read_site(settings, options.today, drafts=options.drafts, advance=advance)
    problems += check_configuration(settings.root)
    problems += check_site(site)
    catalogs, more = read_catalogs(site)
    problems += more
    lexicon, more = read_lexicon(settings)
    problems += more
    for article in site.articles:
        problems += extend_lexicon(lexicon, article)[1]
    places = list_places([article.document.path for article in site.articles], [*site.pages, site.home])
    problems = drop_consequences(problems, settings.content)
    return Prepared(site, catalogs, find_source(site), lexicon, sort_diagnostics(problems), places)


def prepare_build(
    root: Path,
    options: Options,
    executor: Executor,
    advance: Callable[[], object] = lambda: None,
    *,
    store: Store | None = None,
) -> PreparedBuild:
    """Read and check a site as `prepare` does, and make the pages of its articles; what has not changed is kept.

    Args:
        root: The site's folder.
        options: What was asked for.
        executor: Who makes what is missing in the cache.
        advance: Called after each article that was made.
        store: The cache, where it is at hand.

    Raises:
        SourceError: The settings are wrong, or there is nothing to read.
    """
    ease_collector()
    settings = read_settings(root)
    files = list_article_files(settings)
    frame, problems = read_frame(settings)
    problems += check_configuration(settings.root)
    lexicon, more = read_lexicon(settings)
    problems += more
    places = list_places([file.relative_to(settings.root).as_posix() for file in files], [*frame.pages, frame.home])
    # What the catalogs of the site lack is known when the tags of all articles are.
    catalogs, _problems = read_site_catalogs(frame)
    by_edition = {code: {SITE_CATALOG: catalog} for code, catalog in catalogs.items()}
    contexts = {
        edition.code: _make_context(frame, edition, by_edition.get(edition.code, {}), lexicon, places)
        for edition in settings.editions
    }
    inputs = ArticleInputs(frame, contexts, lexicon, store or Store(settings.root / CACHE))
    names = compute_article_keys(inputs, files)
    results = collect_article_results(inputs, names, executor, advance)
    problems += [problem for result in results.values() for problem in result.problems]
    articles = [result.article for result in results.values() if result.article is not None]
    site = complete_site(frame, articles, options.today, drafts=options.drafts)
    problems += list_scheduled(articles, options.today, drafts=options.drafts)
    problems += check_site(site)
    by_slug = {result.article.slug: (result, names[file]) for file, result in results.items() if result.article}
    shown = {article.slug: by_slug[article.slug] for article in site.articles}
    problems += [problem for result, _name in shown.values() for problem in result.problems_if_shown]
    problems += read_site_catalogs(site)[1]
    problems = drop_consequences(problems, settings.content)
    return PreparedBuild(
        site=site,
        catalogs=by_edition,
        source=find_source(site),
        lexicon=lexicon,
        diagnostics=sort_diagnostics(problems),
        places=places,
        inputs=inputs,
        results={slug: result for slug, (result, _name) in shown.items()},
        names={slug: name for slug, (_result, name) in shown.items()},
        date=options.date_output(site.articles),
    )


def _make_context(
    site: Site, edition: Edition, catalogs: Mapping[str, Catalog], lexicon: Lexicon, places: Mapping[str, str]
) -> EditionContext:
    """Gather what the pages of an edition are made with."""
    texts = Texts(edition, find_source(site), catalogs.get(SITE_CATALOG), lexicon, site.figures)
    return EditionContext(
        site=site,
        edition=edition,
        texts=texts,
        book=AddressBook(site.settings.content, edition, places),
        catalogs=catalogs,
        lexicon=lexicon,
        counts=Counter(article.theme for article in site.articles),
        region_names={region.id: region.name for region in site.regions},
        glossary=Glossary(site.glossary, texts),
    )


def check_all(prepared: Prepared) -> tuple[Diagnostic, ...]:
    """Give every problem of a site, with those that a build does not look for.

    The rules over scripts convert all texts there and back: as much work as the conversion of a whole build.
    """
    from duizhao.checks.script import check_scripts  # noqa: PLC0415 -- a build that looks for less starts sooner

    return sort_diagnostics([*prepared.diagnostics, *check_scripts(prepared.site, prepared.lexicon)])


def drop_consequences(problems: list[Diagnostic], content: str) -> list[Diagnostic]:
    """Leave out what is unknown or unused only because the file that defines or uses it is broken."""
    broken = {one.span.path.removeprefix(f"{content}/") for one in problems if one.level is Level.ERROR}
    if any(name.startswith(f"{DATA}/") for name in broken):
        broken.add(DATA)
    dropped = {code for name, code in DEFINED_IN.items() if name in broken}
    if broken:
        # The text that uses a figure may be one that cannot be read.
        dropped.add("figure-unused")
    defining = {f"{content}/{name}" for name in DEFINED_IN}
    return [one for one in problems if one.code not in dropped or one.span.path in defining]
