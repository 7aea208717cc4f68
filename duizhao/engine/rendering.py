"""Renders a site: decides which pages are rendered and indexed again, and takes the others from the cache."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import jinja2

from duizhao.editing.addresses import output_path
from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext, PageKey
from duizhao.engine.parallel import find_article
from duizhao.engine.renderer import PageRenderer, RenderedPage, RenderJob, list_templates, run_job
from duizhao.engine.search import Search, SearchFiles, make_search
from duizhao.engine.searchable import PARTS, Searchable, list_searchable
from duizhao.executors import Executor, ProcessExecutor, RemoteExecutor, SerialExecutor
from duizhao.graph import Graph
from duizhao.source.icons import FOLDER as ICONS
from duizhao.store import Store, digest, program_fingerprint, write_file
from duizhao.theme_files import list_icon_sets
from duizhao.translation.interface import INTERFACE

FILE = "file"
"""The output of a page: the state of its file in the cache."""
PAGES = "pages"
"""The folder in the cache that holds rendered pages; the pages of the site are hard links to them."""
DATES = (b"build_date_utc", b"update_date")
"""The names of the build's date in templates. Those of the site may print it, the theme's own never do."""
FEW = 48
"""The size of a job of pages that belong to no part. If fewer are rendered in all, starting processes takes longer."""


class FileState(NamedTuple):
    """The state of a rendered page's file when it was put into the cache."""

    size: int
    changed: int
    """The time of the last change of the file, in nanoseconds."""


class KeptPage(NamedTuple):
    """A page that need not be rendered again."""

    name: str
    """The name of its file in the cache."""
    state: FileState


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """A site whose pages are complete."""

    search: Callable[[], SearchFiles]
    """Waits for the files of the folder `search/`, and returns them."""
    made: int
    """The number of pages that were rendered."""
    kept: int
    """The number of pages that were taken from the cache."""


def render_site(
    build: BuildContext,
    env: jinja2.Environment,
    site: Path,
    executor: Executor,
    search: Search,
    *,
    previous: Path | None = None,
    advance: Callable[[int], object] = lambda _count: None,
) -> RenderedSite:
    """Write every page of a site, rendered or from the cache.

    Args:
        build: The build.
        env: The theme's templates.
        site: The folder of the new site.
        executor: Renders the pages that are missing or stale.
        search: The site's search, in progress.
        previous: An older site, which becomes the new one if the new folder is empty.
        advance: Called with the number of pages that were done.
    """
    store, graph = build.prepared.store, build.prepared.graph
    answer_pages(build)
    keys = build.list_keys()
    graph.forget(set(graph.list_results("page")).difference(("page", *key) for key in keys))
    kept = {key: _find_kept(graph, key) for key in keys if graph.is_current(("page", *key))}
    places = {key: output_path(build.find_page(key).page.address) for key in keys}
    settled = _settle(previous, site, {places[key]: page.state for key, page in kept.items()})
    reused = {
        key for key, page in kept.items() if places[key] in settled or _reuse(store, page, f"{site}/{places[key]}")
    }
    advance(len(reused))
    wanted = [key for key in keys if key not in reused]
    render_pages(build, env, site, executor, search, wanted, advance=advance)
    store.sweep(PAGES, [graph.traces["page", *key].name for key in keys])
    build.prepared.results.sweep()
    return RenderedSite(search.finish, made=len(wanted), kept=len(reused))


def render_pages(
    build: BuildContext,
    env: jinja2.Environment,
    site: Path,
    executor: Executor,
    search: Search,
    wanted: Sequence[PageKey],
    *,
    advance: Callable[[int], object],
) -> None:
    """Render pages into the site, where their files must not exist yet, and index what search lacks.

    Args:
        build: The build.
        env: The theme's templates.
        site: The folder of the new site.
        executor: Runs the jobs.
        search: The site's search, in progress.
        wanted: The pages.
        advance: Called with the number of pages that were done.
    """
    store, graph = build.prepared.store, build.prepared.graph
    jobs = _list_jobs(search.found, search.missing, wanted)
    if isinstance(executor, RemoteExecutor):
        jobs = [replace(job, texts=_take_along(build, job)) for job in jobs]
    elif search.missing:
        # Import it once for all processes that are forked from this one.
        import duizhao.engine.indexing  # noqa: F401, PLC0415
    renderer = PageRenderer(build, env)
    by_documents = dict(zip(search.found.groups, search.found.names, strict=True))
    is_little = isinstance(executor, ProcessExecutor) and not search.missing and len(wanted) < FEW
    for job, done in (SerialExecutor() if is_little else executor).map(run_job, renderer, jobs):
        if done.part is not None:
            store.put(PARTS, by_documents[job.documents], done.part)
        store.discarded += [file for file in done.discarded if file not in store.discarded]
        for rendered in done.pages:
            build.answers |= rendered.answers
            place = output_path(build.find_page(rendered.key).page.address)
            state = _keep(store, rendered, f"{site}/{place}")
            outputs = {FILE: f"{state.size} {state.changed}"}
            graph.record(("page", *rendered.key), rendered.reads, outputs, rendered.name)
        advance(len(done.pages))


def _find_kept(graph: Graph, key: PageKey) -> KeptPage:
    """Return what is known of a page that is current."""
    trace = graph.traces["page", *key]
    size, changed = trace.outputs[FILE].split()
    return KeptPage(trace.name, FileState(int(size), int(changed)))


def answer_pages(build: BuildContext) -> None:
    """Set the answers to the facts that pages read besides those of articles and the frame."""
    graph = build.prepared.graph
    environments = _list_environments(build)
    graph.answer_with(["environment"], lambda fact: environments.get(fact[1], ""))
    # Answers that depend on all articles only change if something that the structure reads has changed.
    graph.answer_with(BuildContext.KINDS, build.answer, compare=not build.has_same_structure)


def _list_environments(build: BuildContext) -> dict[str, str]:
    """Return the fingerprint of the inputs that all pages of an edition share, by edition code."""
    files = _leave_out_icons(dict(list_templates(build)))
    templates = [part for path, data in files.items() for part in (path, data)]
    is_dated = any(word in part for part in templates if isinstance(part, bytes) for word in DATES)
    shared = digest(program_fingerprint(), *templates, build.prepared.date.isoformat() if is_dated else "")
    return {
        code: digest(shared, build.view_fingerprint(code), repr([context.texts(text) for text in INTERFACE]))
        for code, context in build.contexts.items()
    }


def _leave_out_icons(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a site's templates without the icons that only texts name, which are facts of the pages that show them."""
    read = b"".join(data for path, data in files.items() if f"/{ICONS}/" not in path)

    def is_template(path: str) -> bool:
        _folder, is_icon, name = path.partition(f"/{ICONS}/")
        # Those in the place of the theme's stand on every page, as do those that the site's own templates may name.
        is_named = ICONS.encode() in read or name.removesuffix(".svg").encode() in read
        return not is_icon or is_named or name.partition("/")[0] in list_icon_sets()

    return {path: data for path, data in files.items() if is_template(path)}


def _list_jobs(found: Searchable, missing: Collection[str], wanted: Sequence[PageKey]) -> list[RenderJob]:
    """Divide pages into jobs: one for the documents of each part, and jobs of `FEW` pages for the rest."""
    by_document: dict[tuple[str, str], list[PageKey]] = {}
    for key in wanted:
        by_document.setdefault(key[:2], []).append(key)
    jobs = []
    for group, name in zip(found.groups, found.names, strict=True):
        own = [key for document in group for key in by_document.pop(document, ())]
        if own or name in missing:
            jobs.append(RenderJob(group if name in missing else (), tuple(own), {}))
    rest = [key for keys in by_document.values() for key in keys]
    jobs += [RenderJob((), tuple(rest[start : start + FEW]), {}) for start in range(0, len(rest), FEW)]
    # Long jobs come first, and do not delay the end of the build. Pages with long lists take longest.
    return sorted(jobs, key=lambda job: (bool(job.documents or job.wanted[0][0] == "article"), -len(job.wanted)))


def _take_along(build: BuildContext, job: RenderJob) -> dict[str, tuple[EditedPage, ...]]:
    """Load the texts that a job needs in a process without access to this disk."""
    slugs = set(filter(None, map(find_article, (*job.wanted, *job.documents))))
    return {slug: build.prepared.load_texts(slug) for slug in sorted(slugs)}


def _settle(previous: Path | None, site: Path, pages: Mapping[str, FileState]) -> frozenset[str]:
    """Turn an older site into the new one, keeping only the pages that have not changed.

    Args:
        previous: The older site.
        site: The folder of the new one.
        pages: The files of the new site's pages that are in the cache, by their paths relative to the site.

    Returns:
        The paths of the pages that were kept.
    """
    if previous is None or any(site.iterdir()):
        return frozenset()
    settled = frozenset(_prune(str(previous), "", pages))
    if previous.is_dir():
        site.rmdir()
        previous.rename(site)
    return settled


def _prune(folder: str, path: str, pages: Mapping[str, FileState]) -> list[str]:
    """Delete everything from a folder but unchanged pages; return the paths of those that are kept."""
    kept = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                kept += _prune(entry.path, f"{path}{entry.name}/", pages)
                continue
            known, stat = pages.get(path + entry.name), entry.stat(follow_symlinks=False)
            if known is not None and (stat.st_size, stat.st_mtime_ns) == (known.size, known.changed):
                kept.append(path + entry.name)
            else:
                os.unlink(entry.path)  # noqa: PTH108 -- thousands of times
    if not kept:
        os.rmdir(folder)  # noqa: PTH106
    return kept


def _reuse(store: Store, page: KeptPage, place: str) -> bool:
    """Link a page from the cache into the site, unless it is missing or altered; return whether it was linked."""
    file = f"{store.folder}/{PAGES}/{page.name}"
    try:
        stat = os.stat(file)  # noqa: PTH116 -- here and below: thousands of times, and paths cost more than the call
        is_same = (stat.st_size, stat.st_mtime_ns) == page.state
        if not is_same and digest(Path(file).read_bytes()) != page.name:
            store.discard(Path(file))
            return False
        link_file(file, place)
    except FileNotFoundError:
        return False
    return True


def _keep(store: Store, rendered: RenderedPage, place: str) -> FileState:
    """Put a rendered page into the cache, and return the state of its file."""
    if rendered.data is not None:
        write_file(place, rendered.data)
    file = f"{store.folder}/{PAGES}/{rendered.name}"
    # Another build may clean the cache at the same moment.
    with suppress(FileNotFoundError):
        link_file(place, file)
    stat = os.stat(place)  # noqa: PTH116
    return FileState(stat.st_size, stat.st_mtime_ns)


def link_file(file: str, place: str) -> None:
    """Link a file to a second path, replacing any file there; copy it if the file system has no hard links.

    Raises:
        FileNotFoundError: There is no such file.
    """
    try:
        os.link(file, place)
    except FileExistsError:
        Path(place).unlink(missing_ok=True)
        link_file(file, place)
    except FileNotFoundError:
        folder = Path(place).parent
        if folder.is_dir():
            raise
        folder.mkdir(parents=True, exist_ok=True)
        link_file(file, place)
    except OSError:
        shutil.copy2(file, place)


def index_site(build: BuildContext) -> RenderedSite:
    """Index a site whose pages MkDocs itself has rendered."""
    found = list_searchable(build)
    return RenderedSite(
        lambda: make_search((build, found, None), SerialExecutor())[0], made=len(build.list_keys()), kept=0
    )
