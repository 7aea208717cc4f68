"""Prepared builds: sites that were read and checked, and the state that one build leaves for the next."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from duizhao.article_results import ArticleResult, ArticleResults
from duizhao.checks.consequences import drop_consequences
from duizhao.diagnostics import Diagnostic
from duizhao.editing.pages import EditedPage, EditionContext
from duizhao.frame import FrameFacts
from duizhao.graph import Graph
from duizhao.model import Site, Tag
from duizhao.options import Options
from duizhao.rules.levels import settle
from duizhao.snapshot import Snapshot
from duizhao.source.site import complete_site
from duizhao.store import Store

UNSETTLED = "moved-"
STATE = "state"
"""The name of the value in the cache that one build leaves for the next."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of all articles of a site."""

    paths: Mapping[str, str]
    """The files of the articles that are shown, by slug, newest first."""
    counts: Mapping[str, int]
    """The number of articles of each theme."""
    tags: Mapping[str, Tag]
    """The tags of the articles that are shown, see `collect_tags`."""
    days: tuple[date, ...]
    """The date of the newest article that is shown, if there is any."""
    problems: tuple[Diagnostic, ...]
    """The problems of all articles taken together, and those of the site's own catalogs."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a build besides its articles."""

    snapshot: Snapshot
    paths: Sequence[str]
    """The files of all articles."""
    frame_key: str
    """The fingerprint of the frame's files; unique, after `UNSETTLED`, if some changed while they were read."""
    facts: FrameFacts

    @property
    def is_settled(self) -> bool:
        """Whether no file of the frame changed while it was read."""
        return not self.frame_key.startswith(UNSETTLED)


@dataclass
class BuildState:
    """The state that one build leaves for the next."""

    graph: Graph = field(default_factory=Graph)
    problems: dict[str, tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]] = field(default_factory=dict)
    """The problems of each article by itself, by file; see `ArticleResult`."""
    summary: Summary | None = None
    generation: str = ""
    """Identifies the last set of pages: a site of the same generation contains all of them."""
    history: str = ""
    """The fingerprint of the days on which articles were last changed, see `History`."""
    inputs: Inputs | None = None
    """The inputs of the last build, if it was one of this process."""

    moved: set[str] = field(default_factory=set)
    """The files that changed while the build read them, so that its results may not be those of the snapshot."""

    @property
    def is_of_snapshot(self) -> bool:
        """Whether no file changed while the build read it."""
        return not self.moved and self.inputs is not None and self.inputs.is_settled

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "inputs": None}


class PreparedBuild:
    """A site that was read and checked, with the pages of its articles. Values are loaded on demand."""

    def __init__(
        self,
        facts: FrameFacts,
        options: Options,
        store: Store,
        graph: Graph,
        results: ArticleResults,
        state: BuildState,
    ) -> None:
        """Gather the inputs of a build.

        Args:
            facts: The frame of the site and its facts.
            options: The options of the build.
            store: The cache.
            graph: The graph of the build.
            results: The results of all articles.
            state: The state for the next build, as far as it is known.
        """
        assert state.summary is not None
        self.facts = facts
        self.frame = facts.frame
        self.settings = facts.frame.site.settings
        self.options = options
        self.store = store
        self.graph = graph
        self.results = results
        self.state = state
        self.summary = state.summary
        self.date: datetime = options.date_output(self.summary.days)
        """The time of the output, see `Options.date_output`."""
        self.generation = state.generation
        """The generation of the last build."""
        self.structure: Any = None
        """The structure of the site, for a process that cannot load it."""

    def __getstate__(self) -> dict[str, Any]:
        # Other processes render pages. They get all inputs but no graph: they return the facts that they have read.
        known = {"site": self.site, "results": self.results.load_all(), "state": BuildState(summary=self.summary)}
        return {**self.__dict__, **known, "graph": Graph()}

    @cached_property
    def site(self) -> Site:
        """The site with all its articles, whose documents have no text."""
        articles = [result.article for result in map(self.results.load, self.results.paths) if result.article]
        return complete_site(self.frame.site, articles, self.options.today, drafts=self.options.drafts)

    @cached_property
    def contexts(self) -> Mapping[str, EditionContext]:
        """The inputs that the pages of each edition share, by its code."""
        return {
            code: replace(one, counts=self.summary.counts, tags=self.summary.tags)
            for code, one in self.facts.contexts.items()
        }

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every problem of the sources, with the levels of the site."""
        problems = [*self.frame.problems, *self.summary.problems]
        if self.state.inputs is not None:
            problems += self.state.inputs.snapshot.history.list_problems()
        shown = frozenset(self.summary.paths.values())
        for path, (always, if_shown) in self.state.problems.items():
            problems += always
            if path in shown:
                problems += if_shown
        return settle(drop_consequences(problems, self.settings.content), self.settings)

    def load_result(self, slug: str) -> ArticleResult:
        """Return the result of an article that is shown."""
        return self.results.load(self.summary.paths[slug])

    def load_texts(self, slug: str) -> tuple[EditedPage, ...]:
        """Return the pages of an article with their texts, one for each edition."""
        return self.results.load_texts(self.summary.paths[slug])

    def save(self, *, is_complete: bool) -> None:
        """Store the state for the next build.

        Args:
            is_complete: Whether everything that was stale has been made.
        """
        if is_complete:
            self.state.generation = os.urandom(8).hex()
        if self.state.inputs is not None:
            read = [fact[1] for fact in self.graph.list_reads("file")]
            self.state.moved.update(self.state.inputs.snapshot.list_moved(self.settings.root, read))
        self.graph.commit()
        self.store.put("", STATE, self.state)
