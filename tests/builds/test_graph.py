"""The build graph: which results a change makes stale, and that steps read nothing that they do not record."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sources import NOW, build, copy_fresh, make_files

from duizhao.article_results import ArticleInputs, make_article_result
from duizhao.editing.image_copies import ImageCopies
from duizhao.engine.build import build_site
from duizhao.executors import SerialExecutor
from duizhao.frame import FrameFacts, read_frame
from duizhao.graph import Graph
from duizhao.options import Options
from duizhao.pipeline import CACHE, prepare_build
from duizhao.settings import read_settings
from duizhao.store import Store
from duizhao.tracking import TrackedMapping

ARTICLES = 12
opened: list[str] | None = None
"""The files that were opened, while they are watched."""


def note(event: str, arguments: tuple[object, ...]) -> None:
    """Record a file that is opened."""
    if opened is not None and event == "open" and isinstance(arguments[0], str):
        opened.append(arguments[0])


sys.addaudithook(note)


@contextmanager
def watching(root: Path) -> Iterator[set[str]]:
    """Watch which of a site's files the block opens; yield their paths, complete at its end."""
    global opened  # noqa: PLW0603 -- an audit hook stays for ever
    found: set[str] = set()
    opened = []
    try:
        yield found
    finally:
        prefix = f"{root}/"
        found |= {path.removeprefix(prefix) for path in opened if path.startswith(prefix)}
        opened = None


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site, built once."""
    folder = copy_fresh(make_files(ARTICLES), tmp_path_factory.mktemp("graph") / "site-root")
    build(folder)
    return folder


def make_graph(answers: dict[tuple[str, ...], str], last: Graph | None = None) -> Graph:
    """Return a graph whose facts of one kind have some answers."""
    graph = pickle.loads(pickle.dumps(last)) if last else Graph()
    graph.answer_with(["fact"], lambda fact: answers.get(fact, ""))
    return graph


def test_a_result_is_stale_if_a_fact_has_changed() -> None:
    """Only what has read a changed fact is stale."""
    graph = make_graph({("fact", "a"): "1", ("fact", "b"): "1"})
    graph.record(("step", "a"), [("fact", "a")], {})
    graph.record(("step", "b"), [("fact", "b")], {})
    later = make_graph({("fact", "a"): "2", ("fact", "b"): "1"}, graph)

    assert not later.is_current(("step", "a"))
    assert later.is_current(("step", "b"))
    assert not later.is_current(("step", "c"))


def test_the_same_output_stops_the_wave() -> None:
    """What has read one part of a result stays current if only the other part has changed."""
    graph = make_graph({("fact", "a"): "1"})
    graph.record(("step",), [("fact", "a")], {"head": "x", "text": "y"})
    graph.record(("list",), [("step", "head")], {})
    graph.record(("page",), [("step", "text")], {})
    later = make_graph({("fact", "a"): "2"}, graph)
    later.record(("step",), [("fact", "a")], {"head": "x", "text": "z"})

    assert later.is_current(("list",))
    assert not later.is_current(("page",))


def test_a_result_that_is_gone_is_a_change() -> None:
    """What has read a result is stale if that is no longer made."""
    graph = make_graph({})
    graph.record(("step",), [], {"head": "x"})
    graph.record(("list",), [("step", "head")], {})
    later = make_graph({}, graph)
    later.forget([("step",)])

    assert not later.is_current(("list",))


def test_a_build_that_was_not_finished_is_remembered() -> None:
    """What a build did not come to is stale in the next one, though its facts have not changed since."""
    graph = make_graph({("fact", "a"): "1"})
    graph.record(("page",), [("fact", "a")], {})
    stopped = make_graph({("fact", "a"): "2"}, graph)
    later = make_graph({("fact", "a"): "2"}, stopped)

    assert not later.is_current(("page",))


def test_facts_that_nothing_reads_are_dropped() -> None:
    """A graph does not grow with facts of results that are gone."""
    graph = make_graph({("fact", "a"): "1"})
    graph.record(("step",), [("fact", "a")], {})
    graph.forget([("step",)])

    assert make_graph({}, graph).find_answer(("fact", "a")) is None


def test_a_fact_that_was_dropped_is_asked_again() -> None:
    """If a fact is read again after nothing has read it for a while, its answer is known to the next build."""
    graph = make_graph({("fact", "a"): "1"})
    graph.record(("step",), [("fact", "a")], {})
    graph.record(("step",), [], {})
    graph.record(("step",), [], {})
    graph.commit()
    assert graph.find_answer(("fact", "a")) is None
    graph.record(("step",), [("fact", "a")], {})

    assert not make_graph({("fact", "a"): "2"}, graph).is_current(("step",))


def test_keys_that_are_missing_are_read_too() -> None:
    """A lookup that finds nothing depends on the key, which may be there next time."""
    reads: set[tuple[str, ...]] = set()
    values = TrackedMapping("region", {"a": 1}, reads)

    assert values.get("b") is None
    assert reads == {("region", "b")}
    assert dict(values) == {"a": 1}
    assert reads == {("region", "a"), ("region", "b")}
    assert len(values) == 1


def test_an_article_reads_only_files_that_it_records(root: Path) -> None:
    """The step of articles opens no file behind the graph's back, and of the site it can read no more than settings."""
    settings = read_settings(root)
    prepared = prepare_build(root, Options(now=NOW), SerialExecutor())
    inputs = ArticleInputs(settings, prepared.facts.contexts, prepared.frame.lexicon, Store(root / CACHE), {}, {})
    for path in prepared.results.paths:
        with watching(root) as read:
            made, _pages = make_article_result(inputs, path)
        assert read
        assert read <= {fact[1] for fact in made.reads if fact[0] == "file"}
    tracked = prepared.facts.contexts["en"].tracked(set())
    with pytest.raises(AttributeError):
        _ = tracked.site.articles


def test_the_frame_reads_no_article(root: Path) -> None:
    """What is kept until any other file changes is made of no article and of no article's catalog."""
    settings = read_settings(root)
    with watching(root) as read:
        frame = read_frame(settings)
    FrameFacts(frame, [], ImageCopies({}, {}))

    assert {path for path in read if "/articles/" in path} == set()
    assert read


def test_pages_read_no_sources(root: Path, tmp_path: Path) -> None:
    """Pages are made of facts, templates and the configuration."""
    folder = copy_fresh(make_files(ARTICLES), tmp_path / "site-root")
    prepared = prepare_build(folder, Options(now=NOW), SerialExecutor())
    # Listed and copied by MkDocs, not by the step that renders pages.
    copied = {f"content/{path}" for path in prepared.frame.site.assets}
    with watching(folder) as read:
        build_site(prepared, Options(now=NOW))

    sources = {path for path in read if path.startswith(("content/", "translations/"))}
    # The site's own groups of words for search, which are part of no page.
    assert sources - copied <= {"translations/glossary.yml"}
