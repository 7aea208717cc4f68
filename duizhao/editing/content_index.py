"""The content index: what a report has on each region, theme, tag and source, collected once for all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from duizhao.model import Action, Article, Event, Figure, Region, Site, Tag
from duizhao.source.charts import list_figures
from duizhao.source.references import find_references, split_reference
from duizhao.source.tags import collect_tags, list_forms, name_form

TimelineEntry = Action | Event


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The figures, actions, events and articles on one of them; complete once the index is made."""

    figures: list[Figure] = field(default_factory=list)
    """In the order of their files."""
    timeline: list[TimelineEntry] = field(default_factory=list)
    """Actions and events in chronological order."""
    articles: list[Article] = field(default_factory=list)
    """Newest first."""


class ContentIndex:
    """An index of a site's figures, actions, events and articles by region, theme, tag and source."""

    def __init__(self, site: Site, tags: Mapping[str, Tag] | None = None) -> None:
        """Index a site.

        Args:
            site: The site, checked: the ids in its records exist.
            tags: Its tags, if they are collected already.
        """
        self.site = site
        self.figures: Mapping[str, Figure] = {figure.id: figure for figure in site.figures}
        self.regions: Mapping[str, Region] = {region.id: region for region in site.regions}
        self.terms = tuple(term for term in site.glossary if term.explanation)
        """The terms that readers can look up."""
        told = {(action.name, action.region) for action in site.actions}
        events = [event for event in site.events if (event.name, event.region) not in told]
        self.timeline: Sequence[TimelineEntry] = sorted([*events, *site.actions], key=_sort_time)
        """Actions and events in chronological order, undated ones last.

        An event is left out if an action has its name and region.
        """
        tags = collect_tags(site) if tags is None else tags
        self.tags = tuple(sorted({tag.id: tag for tag in tags.values()}.values(), key=lambda tag: tag.id))
        """The tags of all articles, in the order of their ids."""
        self._entries: dict[tuple[str, str], IndexEntry] = {}
        for figure in site.figures:
            for entry in self._list_entries(figure):
                entry.figures.append(figure)
        for item in self.timeline:
            for entry in self._list_entries(item):
                entry.timeline.append(item)
        for article in site.articles:
            self._get_entry("theme", article.theme).articles.append(article)
            own = [tags[name_form(*form)].id for form in list_forms(article)]
            for kind, names in (("region", article.regions), ("source", article.sources), ("tag", own)):
                for name in dict.fromkeys(names):
                    self._get_entry(kind, name).articles.append(article)
        self.shown = self._find_shown(site.regions)
        """The regions that have a page: those with an index entry, and those above them."""
        self.parts: Mapping[str | None, tuple[Region, ...]] = _group_by_parent(self.shown)
        """The shown regions directly below each region, and those at the top under None."""
        self.users: Mapping[str, tuple[Article, ...]] = _find_users(site.articles)
        """The articles that print each figure, newest first."""

    def on_region(self, name: str) -> IndexEntry:
        """Return the index entry of a region itself, without its parts."""
        return self._entries.get(("region", name)) or IndexEntry()

    def on_theme(self, name: str) -> IndexEntry:
        """Return the index entry of a theme."""
        return self._entries.get(("theme", name)) or IndexEntry()

    def on_tag(self, name: str) -> IndexEntry:
        """Return the index entry of a tag, by its id."""
        return self._entries.get(("tag", name)) or IndexEntry()

    def from_source(self, name: str) -> IndexEntry:
        """Return the index entry of a source."""
        return self._entries.get(("source", name)) or IndexEntry()

    def list_above(self, name: str) -> list[Region]:
        """List the regions that a region lies in, the largest first."""
        above: list[Region] = []
        parent = self.regions[name].parent
        while parent is not None:
            above.insert(0, self.regions[parent])
            parent = self.regions[parent].parent
        return above

    def _get_entry(self, kind: str, name: str) -> IndexEntry:
        return self._entries.setdefault((kind, name), IndexEntry())

    def _list_entries(self, record: Figure | TimelineEntry) -> Iterator[IndexEntry]:
        """Yield the index entries that a record belongs to."""
        yield self._get_entry("region", record.region)
        yield self._get_entry("source", record.source)
        if not isinstance(record, Event):
            yield self._get_entry("theme", record.theme)

    def _find_shown(self, regions: Iterable[Region]) -> tuple[Region, ...]:
        """Return the regions that have a page."""
        wanted: set[str] = set()
        for region in regions:
            if ("region", region.id) in self._entries:
                wanted.add(region.id)
                wanted.update(above.id for above in self.list_above(region.id))
        return tuple(region for region in regions if region.id in wanted)


def find_time(item: TimelineEntry) -> str:
    """Return the time of an action or event as it is written; empty if it has none."""
    return item.period if isinstance(item, Action) else item.date


def list_years(written: str) -> range:
    """Return the years that a period touches: all five for 2021/2025; none if no time is written."""
    if not written:
        return range(0)
    begin, _slash, end = written.partition("/")
    return range(int(begin[:4]), int((end or begin)[:4]) + 1)


def list_printed(article: Article) -> tuple[str, ...]:
    """List the ids of the figures that an article prints in its title, summary, text or charts."""
    head = find_references(f"{article.title}\n{article.summary}", article.span)
    names = [split_reference(one.content)[0] for one in (*head, *article.document.references)]
    names += [one.id for chart in article.document.charts.values() for one in list_figures(chart)]
    return tuple(dict.fromkeys(names))


def _sort_time(item: TimelineEntry) -> tuple[int, str]:
    """Return the sort key of a timeline entry: by start, a year before its months; then recurring ones; then others."""
    written = find_time(item)
    return 0 if written else 1 if isinstance(item, Event) and item.recurring else 2, written.split("/")[0]


def _group_by_parent(regions: Iterable[Region]) -> dict[str | None, tuple[Region, ...]]:
    """Group regions by the one they lie in."""
    groups: dict[str | None, list[Region]] = {}
    for region in regions:
        groups.setdefault(region.parent, []).append(region)
    return {parent: tuple(group) for parent, group in groups.items()}


def _find_users(articles: Iterable[Article]) -> dict[str, tuple[Article, ...]]:
    """Return the articles that print each figure."""
    users: dict[str, list[Article]] = {}
    for article in articles:
        for name in list_printed(article):
            users.setdefault(name, []).append(article)
    return {name: tuple(found) for name, found in users.items()}
