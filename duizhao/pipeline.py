"""The steps of a build up to the engine: read the sources, check them, and make the pages of articles."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from duizhao.article_results import DIAGRAMS, OUTLINES, ArticleInputs, ArticleResults
from duizhao.checks.consequences import drop_consequences
from duizhao.checks.diagrams import fingerprint_program
from duizhao.checks.images import check_decoding
from duizhao.checks.sources import check_site
from duizhao.configuration import check_configuration
from duizhao.diagnostics import Diagnostic, has_errors, sort_diagnostics
from duizhao.editing.addresses import list_places
from duizhao.editing.image_copies import update_copies
from duizhao.editing.pages import EditionContext
from duizhao.editions import Edition
from duizhao.executors import Executor, ease_collector
from duizhao.frame import Frame, FrameFacts, make_context, read_frame
from duizhao.graph import Graph
from duizhao.model import Site
from duizhao.options import Options
from duizhao.prepared_build import STATE, UNSETTLED, BuildState, Inputs, PreparedBuild, Summary
from duizhao.rules.levels import check_adjustments, check_patterns, settle
from duizhao.script.lexicon import Lexicon
from duizhao.settings import Settings, read_settings
from duizhao.snapshot import Snapshot, read_snapshot
from duizhao.source.articles import list_scheduled
from duizhao.source.lexicon import extend_lexicon, read_lexicon
from duizhao.source.site import ARTICLES, complete_site, list_article_files, read_site
from duizhao.source.tags import collect_tags
from duizhao.store import CACHE, Store, digest
from duizhao.tracking import Fact
from duizhao.translation.catalog import Catalog
from duizhao.translation.catalog_files import read_catalogs, read_site_catalogs
from duizhao.translation.messages import find_source

SUMMARY: Fact = ("summary",)
"""The result that stands for the summary of a site."""
FRAMES = "frames"
"""The kind of value in the cache: a frame."""
MANY = 64
"""The least number of remade articles for which the state is saved before pages are rendered."""


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
    """The address of each document within an edition, see `list_places`."""

    def edition_context(self, edition: Edition) -> EditionContext:
        """Gather the inputs that the pages of an edition share."""
        return make_context(self.site, edition, self.lexicon, self.places, self.catalogs.get(edition.code, {}))


def prepare(root: Path, options: Options | None = None, advance: Callable[[], object] = lambda: None) -> Prepared:
    """Read a site with all its texts, and check it.

    Args:
        root: The site's folder.
        options: The options of the build.
        advance: Called after each article that was read.

    Raises:
        SourceError: The settings are wrong, or there is nothing to read.
    """
    options = options or Options()
    settings = read_settings(root)
    site, problems = read_site(settings, options.today, drafts=options.drafts, advance=advance)
    problems += check_configuration(settings.root)
    problems += check_adjustments(settings)
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
    snapshot: Snapshot | None = None,
) -> PreparedBuild:
    """Read and check a site as `prepare` does, and make the pages of its articles; unchanged results are reused.

    Args:
        root: The site's folder.
        options: The options of the build.
        executor: Makes what is missing in the cache.
        advance: Called after each article that was made.
        store: The cache, if it is at hand.
        snapshot: The state of the sources, if it is at hand.

    Raises:
        SourceError: The settings are wrong, or there is nothing to read.
    """
    ease_collector()
    settings = read_settings(root)
    store = store or Store(settings.root / CACHE)
    snapshot = snapshot or read_snapshot(settings, store)
    before: BuildState = store.get("", STATE) or BuildState()
    inputs = _find_inputs(settings, store, snapshot, before.inputs, executor)
    # From here on, the graph of the last build becomes that of this one.
    store.release("", STATE)
    graph, facts = before.graph, inputs.facts
    # A build that failed may have gone on with it after its state was stored.
    graph.commit()
    graph.distrust(("file", path) for path in before.moved)
    graph.answer_with(["file"], lambda fact: snapshot.digest_file(fact[1]), compare=before.inputs is None)
    graph.touch(("file", path) for path in (snapshot.list_changes(before.inputs.snapshot) if before.inputs else ()))
    graph.answer_with(FrameFacts.KINDS, facts.answer, compare=graph.find_answer(("frame",)) != inputs.frame_key)
    graph.answer_with(["place"], facts.answer, compare=before.inputs is None or facts is not before.inputs.facts)
    stated = options.stated.isoformat() if options.stated else ""
    answers = {
        "frame": inputs.frame_key,
        "drafts": str(options.drafts),
        "day": options.today.isoformat(),
        "now": stated,
    }
    graph.answer_with(answers, lambda fact: answers[fact[0]])
    history = snapshot.history
    graph.answer_with(["commit"], lambda fact: history.days.get(fact[1], ""), compare=before.history != history.key)
    graph.answer_with(DIAGRAMS, lambda _fact: fingerprint_program(settings))
    frame = facts.frame
    article_inputs = ArticleInputs(settings, facts.contexts, frame.lexicon, store, frame.site.icons, history.days)
    results = ArticleResults(article_inputs, graph, inputs.paths)
    made = results.update(executor, advance)
    wanted = set(inputs.paths)
    problems = {path: known for path, known in before.problems.items() if path in wanted}
    for path in made:
        result = results.load(path)
        problems[path] = result.problems, result.problems_if_shown
    state = BuildState(graph, {path: one for path, one in problems.items() if any(one)}, inputs=inputs)
    state.generation, state.history = before.generation, history.key
    state.summary = _summarise(facts, options, graph, results, before.summary)
    prepared = PreparedBuild(facts, options, store, graph, results, state)
    if len(made) >= MANY or has_errors(prepared.diagnostics):
        prepared.save(is_complete=False)
    return prepared


def _find_inputs(
    settings: Settings, store: Store, snapshot: Snapshot, last: Inputs | None, executor: Executor
) -> Inputs:
    """Return the inputs of a build; those of the last one are used again if nothing but articles has changed.

    Raises:
        SourceError: There is nothing to read.
    """
    is_article = _match_article_files(settings)
    if last is not None and last.is_settled and last.facts.frame.site.settings == settings:
        changed = snapshot.list_changes(last.snapshot)
        if all(is_article(path) and path in snapshot.files and path in last.snapshot.files for path in changed):
            return replace(last, snapshot=snapshot)
    paths = _list_articles(settings, snapshot)
    frame_key = snapshot.digest_all(lambda path: not is_article(path))
    frame: Frame | None = store.get(FRAMES, frame_key)
    if frame is None:
        frame = read_frame(settings)
        if snapshot.list_moved(settings.root, (path for path in snapshot.files if not is_article(path))):
            frame_key = UNSETTLED + os.urandom(8).hex()
        else:
            store.put(FRAMES, frame_key, frame)
            store.sweep(FRAMES, [frame_key])
    # The folder may have been moved with its cache.
    frame = replace(frame, site=replace(frame.site, settings=settings))
    digests = {path: state[2] for path, state in snapshot.files.items() if path.startswith(f"{settings.content}/")}
    copies = update_copies(settings.root, digests, store, executor)
    return Inputs(snapshot, paths, frame_key, FrameFacts(frame, paths, copies))


def _match_article_files(settings: Settings) -> Callable[[str], bool]:
    """Return a function that returns whether a path is a file of a single article."""
    article = re.escape(f"{settings.content}/{ARTICLES}/") + r".*\.md"
    catalog = re.escape(f"{settings.translations}/") + r"[^/]+/articles/.*\.po"
    pattern = re.compile(f"{article}|{catalog}")
    return lambda path: pattern.fullmatch(path) is not None


def _list_articles(settings: Settings, snapshot: Snapshot) -> list[str]:
    """List the files of all articles, relative to the site's folder.

    Raises:
        SourceError: There are none.
    """
    folder = f"{settings.content}/{ARTICLES}/"
    paths = [path for path in snapshot.files if path.startswith(folder) and path.endswith(".md")]
    folders = {path.rpartition("/")[0] for path in paths}
    linked = {one for one in folders if one != folder[:-1] and _is_linked(settings.root, one, folder[:-1])}
    paths = [path for path in paths if path.rpartition("/")[0] not in linked]
    if not paths:
        list_article_files(settings)
    return sorted(paths, key=lambda path: path.split("/"))


def _is_linked(root: Path, folder: str, above: str) -> bool:
    """Return whether a folder, or one between it and the folder `above`, is a symbolic link."""
    while folder != above:
        if (root / folder).is_symlink():
            return True
        folder = folder.rpartition("/")[0]
    return False


def _summarise(
    facts: FrameFacts, options: Options, graph: Graph, results: ArticleResults, before: Summary | None
) -> Summary:
    """Return the summary of a site, made again only if something that it reads has changed."""
    if before is not None and graph.is_current(SUMMARY):
        return before
    articles = [result.article for result in map(results.load, results.paths) if result.article is not None]
    site = complete_site(facts.frame.site, articles, options.today, drafts=options.drafts)
    problems = list_scheduled(articles, options.today, drafts=options.drafts)
    problems += [*check_site(site), *read_site_catalogs(site)[1], *check_decoding(site, facts.copies.faults)]
    days = [article.date for article in site.articles]
    reads: set[Fact] = {("frame",), ("drafts",), (*OUTLINES, "outline")}
    if any(article.publish_at for article in articles):
        reads.add(("day",))
    # Problems have places, which outlines do not contain.
    reads |= {("file", problem.span.path) for problem in problems}
    summary = Summary(
        paths={article.slug: article.span.path for article in site.articles},
        counts=Counter(article.theme for article in site.articles),
        tags=collect_tags(site),
        days=tuple(days[:1]),
        problems=tuple(problems),
    )
    graph.record(SUMMARY, reads, {"shown": digest(repr((summary.paths, summary.days)))})
    return summary


def check_all(prepared: Prepared) -> tuple[Diagnostic, ...]:
    """Return every problem of a site, including those that a build does not check, with the levels of the site.

    The rules about scripts convert all texts back and forth: as much work as the conversion of a whole build.
    """
    from duizhao.checks.script import check_scripts  # noqa: PLC0415 -- builds do not need it, and start sooner

    settings = prepared.site.settings
    found = [*prepared.diagnostics, *check_scripts(prepared.site, prepared.lexicon), *check_patterns(settings)]
    return settle(found, settings, is_complete=True)
