"""The archive: what a report has on each region, theme and source, found once for all its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from duizhao.model import Action, Article, Event, Figure, Region, Site
from duizhao.source.charts import list_figures
from duizhao.source.references import find_references, split_reference

Happening = Action | Event


@dataclass(frozen=True, slots=True)
class Holding:
    """What there is on one region, theme or source; complete once the archive is made."""

    figures: list[Figure] = field(default_factory=list)
    """In the order of their files."""
    happenings: list[Happening] = field(default_factory=list)
    """Actions and events in the order of time."""
    articles: list[Article] = field(default_factory=list)
    """Newest first."""


class Archive:
    """What the figures, actions, events and articles of a site say of what."""

    def __init__(self, site: Site) -> None:
        """Sort everything a site has.

        Args:
            site: The site, checked: what its records name exists.
        """
        self.site = site
        self.figures: Mapping[str, Figure] = {figure.id: figure for figure in site.figures}
        self.regions: Mapping[str, Region] = {region.id: region for region in site.regions}
        self.terms = tuple(term for term in site.glossary if term.explanation)
        """The terms that readers can look up."""
        told = {(action.name, action.region) for action in site.actions}
        events = [event for event in site.events if (event.name, event.region) not in told]
        self.happenings: Sequence[Happening] = sorted([*events, *site.actions], key=_sort_time)
        """Actions and events in the order of time, those without a time last; an action says what its namesake does."""
        self._holdings: dict[tuple[str, str], Holding] = {}
        for figure in site.figures:
            for holding in self._open_all(figure):
                holding.figures.append(figure)
        for happening in self.happenings:
            for holding in self._open_all(happening):
                holding.happenings.append(happening)
        for article in site.articles:
            self._open("theme", article.theme).articles.append(article)
            for kind, names in (("region", article.regions), ("source", article.sources)):
                for name in dict.fromkeys(names):
                    self._open(kind, name).articles.append(article)
        self.shown = self._find_shown(site.regions)
        """The regions that have a page: those that something is said of, and those above them."""
        self.parts: Mapping[str | None, tuple[Region, ...]] = _group_by_parent(self.shown)
        """The shown regions directly below each region, and under None those at the top."""
        self.users: Mapping[str, tuple[Article, ...]] = _find_users(site.articles)
        """By figure, the articles that print it, newest first."""

    def on_region(self, name: str) -> Holding:
        """Give what is said of a region itself, without its parts."""
        return self._holdings.get(("region", name)) or Holding()

    def on_theme(self, name: str) -> Holding:
        """Give what belongs to a theme."""
        return self._holdings.get(("theme", name)) or Holding()

    def from_source(self, name: str) -> Holding:
        """Give what was taken from a source."""
        return self._holdings.get(("source", name)) or Holding()

    def list_above(self, name: str) -> list[Region]:
        """List the regions that a region lies in, the largest first."""
        above: list[Region] = []
        parent = self.regions[name].parent
        while parent is not None:
            above.insert(0, self.regions[parent])
            parent = self.regions[parent].parent
        return above

    def _open(self, kind: str, name: str) -> Holding:
        return self._holdings.setdefault((kind, name), Holding())

    def _open_all(self, record: Figure | Happening) -> Iterator[Holding]:
        """Give the holdings that a record belongs to."""
        yield self._open("region", record.region)
        yield self._open("source", record.source)
        if not isinstance(record, Event):
            yield self._open("theme", record.theme)

    def _find_shown(self, regions: Iterable[Region]) -> tuple[Region, ...]:
        """Find the regions that have a page."""
        wanted: set[str] = set()
        for region in regions:
            if ("region", region.id) in self._holdings:
                wanted.add(region.id)
                wanted.update(above.id for above in self.list_above(region.id))
        return tuple(region for region in regions if region.id in wanted)


def tell_time(happening: Happening) -> str:
    """Give the time of an action or event as it is written, empty where none is."""
    return happening.period if isinstance(happening, Action) else happening.date


def list_years(written: str) -> range:
    """List the years that a period touches: 2021/2025 gives all five; none where no time is written."""
    if not written:
        return range(0)
    begin, _slash, end = written.partition("/")
    return range(int(begin[:4]), int((end or begin)[:4]) + 1)


def _sort_time(happening: Happening) -> tuple[int, str]:
    """Give what happenings are sorted by: their beginning, a year before its months; then what recurs; the rest."""
    written = tell_time(happening)
    return 0 if written else 1 if isinstance(happening, Event) and happening.recurring else 2, written.split("/")[0]


def _group_by_parent(regions: Iterable[Region]) -> dict[str | None, tuple[Region, ...]]:
    """Sort regions by the one they lie in."""
    groups: dict[str | None, list[Region]] = {}
    for region in regions:
        groups.setdefault(region.parent, []).append(region)
    return {parent: tuple(group) for parent, group in groups.items()}


def _find_users(articles: Iterable[Article]) -> dict[str, tuple[Article, ...]]:
    """Find the articles that print each figure, in a text or in a chart."""
    users: dict[str, list[Article]] = {}
    for article in articles:
        head = find_references(f"{article.title}\n{article.summary}", article.span)
        names = [split_reference(one.content)[0] for one in (*article.document.references, *head)]
        names += [one.id for chart in article.document.charts.values() for one in list_figures(chart)]
        for name in dict.fromkeys(names):
            users.setdefault(name, []).append(article)
    return {name: tuple(found) for name, found in users.items()}
