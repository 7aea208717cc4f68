"""The story of a build as a list of steps: read, check, then hand over to the engine."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from duizhao.checks.script import check_scripts
from duizhao.checks.sources import check_site
from duizhao.diagnostics import Diagnostic, Level, sort_diagnostics
from duizhao.editing.pages import Newsroom
from duizhao.editing.texts import Texts
from duizhao.model import Site
from duizhao.script.lexicon import Lexicon
from duizhao.settings import Edition, read_settings
from duizhao.source.figures import DATA
from duizhao.source.lexicon import extend_lexicon, read_lexicon
from duizhao.source.site import read_site
from duizhao.translation.catalog import Catalog
from duizhao.translation.messages import find_source
from duizhao.translation.shelf import SITE_CATALOG, read_catalogs

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
    """The time that `publish_at` is compared with; None for the clock, or SOURCE_DATE_EPOCH where it is set."""

    @property
    def today(self) -> date:
        """The day of the build."""
        if self.now is not None:
            return self.now.date()
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return now.date()


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

    def newsroom(self, edition: Edition) -> Newsroom:
        """Gather what the pages of an edition are made with."""
        catalogs = self.catalogs.get(edition.code, {})
        texts = Texts(edition, self.source, catalogs.get(SITE_CATALOG), self.lexicon, self.site.figures)
        return Newsroom(self.site, edition, texts, catalogs, self.lexicon)


def prepare(root: Path, options: Options | None = None, advance: Callable[[], object] = lambda: None) -> Prepared:
    """Read a site and check it.

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
    problems += check_site(site)
    catalogs, more = read_catalogs(site)
    problems += more
    lexicon, more = read_lexicon(settings)
    problems += more
    for article in site.articles:
        problems += extend_lexicon(lexicon, article)[1]
    problems = drop_consequences(problems, settings.content)
    return Prepared(site, catalogs, find_source(site), lexicon, sort_diagnostics(problems))


def check_all(prepared: Prepared) -> tuple[Diagnostic, ...]:
    """Give every problem of a site, with those that a build does not look for.

    The rules over scripts convert all texts there and back: as much work as the conversion of a whole build.
    """
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
