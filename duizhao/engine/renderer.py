"""The page renderer: renders and indexes pages in jobs that any process can run."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.commands.build import _build_page
from mkdocs.config import load_config
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from duizhao.configuration import CONFIGURATION
from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext, PageKey
from duizhao.engine.page_shell import PageShells, may_differ
from duizhao.engine.parallel import find_article
from duizhao.engine.searchable import DocumentKey
from duizhao.executors import ExecutorError
from duizhao.prepared_build import PreparedBuild
from duizhao.store import digest, program_fingerprint, write_file
from duizhao.tracking import Fact

if TYPE_CHECKING:
    from duizhao.search.parts import Part

MANY = 24
"""The least number of pages in a job for which shells are made: to check a shell, its first page is rendered twice."""


@dataclass(frozen=True, slots=True)
class RenderJob:
    """Neighbouring pages that are rendered and indexed together."""

    documents: tuple[DocumentKey, ...]
    """The documents to index."""
    wanted: tuple[PageKey, ...]
    """The pages to render."""
    texts: Mapping[str, tuple[EditedPage, ...]]
    """The texts of articles by slug, for a process without access to this disk; otherwise empty."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A rendered page."""

    key: PageKey
    name: str
    """The digest of its bytes."""
    reads: frozenset[Fact]
    """The facts that were read to make it."""
    answers: Mapping[Fact, str]
    """The fingerprints of some of these facts, so that the graph need not compute them again."""
    data: bytes | None
    """Its bytes, from a process without access to this disk; None if they were written to the page's file."""


@dataclass(frozen=True, slots=True)
class JobResult:
    """The result of a job."""

    pages: tuple[RenderedPage, ...]
    part: Part | None
    """The index of the documents; None if there were none."""
    discarded: tuple[Path, ...]
    """The invalid files of the cache that were deleted."""


class PageRenderer:
    """Renders pages from the build, the templates and MkDocs' configuration.

    When unpickled, a renderer is set up again from the configuration and the templates of the site.
    """

    def __init__(
        self, build: BuildContext, env: jinja2.Environment, work_folder: TemporaryDirectory[str] | None = None
    ) -> None:
        """Set up a renderer.

        Args:
            build: The build.
            env: The theme's templates.
            work_folder: The folder to build in if pages are returned as bytes; None if they are written into the site.
        """
        self.build = build
        self._env = env
        self._work_folder = work_folder
        self._shells = PageShells(build, env)
        own = (data for path, data in list_templates(build) if path != CONFIGURATION)
        self._has_shells = not any(may_differ(data.decode("utf-8", "replace")) for data in own)

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickled separately: another version of the program may be unable to unpickle it.
        self.build.prepared.structure = self.build.structure
        prepared = pickle.dumps(self.build.prepared, pickle.HIGHEST_PROTOCOL)
        return _set_up, (program_fingerprint(), prepared, dict(list_templates(self.build)))

    def render(self, key: PageKey, texts: Mapping[str, EditedPage] | None, *, is_one_of_many: bool) -> RenderedPage:
        """Render a page.

        Args:
            key: The page.
            texts: Of an article: its pages with their texts, by edition.
            is_one_of_many: Whether there are enough similar pages to make a shell.
        """
        with self.build.tracking() as reads:
            page = self.build.make_page(self.build.find_page(key), texts)
            page.read_source(self.build.config)
            page.render(self.build.config, Files([]))
            is_alike = key[0] == "article" and is_one_of_many and self._has_shells
            filled = self._shells.fill(page) if is_alike else None
            if filled is None:
                _build_page(page, self.build.config, [], Navigation([], []), self._env)
                data = Path(page.file.abs_dest_path).read_bytes()
            else:
                data = filled.encode()
                write_file(page.file.abs_dest_path, data)
        answers = {fact: self.build.answers[fact] for fact in reads if fact in self.build.answers}
        return RenderedPage(key, digest(data), frozenset(reads), answers, data if self._work_folder else None)


def run_job(renderer: PageRenderer, job: RenderJob) -> JobResult:
    """Render and index the pages of a job."""
    slugs = set(filter(None, map(find_article, (*job.wanted, *job.documents))))
    load, discarded = renderer.build.prepared.load_texts, renderer.build.prepared.store.discarded
    before = len(discarded)
    articles = {slug: job.texts[slug] if slug in job.texts else load(slug) for slug in sorted(slugs)}
    texts = {slug: {one.page.edition.code: one for one in versions} for slug, versions in articles.items()}
    pages = tuple(
        renderer.render(key, texts.get(find_article(key) or ""), is_one_of_many=len(job.wanted) >= MANY)
        for key in job.wanted
    )
    part = None
    if job.documents:
        from duizhao.engine.indexing import index_documents  # noqa: PLC0415 -- slow to import, and seldom needed

        part = index_documents(renderer.build, job.documents, texts)
    return JobResult(pages, part, tuple(discarded[before:]))


def list_templates(build: BuildContext) -> Iterator[tuple[str, bytes]]:
    """List the site's own files that a page is rendered with, by their path relative to the site's folder."""
    # On a remote worker, this is its temporary folder.
    root = Path(build.config.config_file_path).absolute().parent
    yield CONFIGURATION, (root / CONFIGURATION).read_bytes()
    custom = build.config.theme.custom_dir
    # With `mkdocs build -f mkdocs.yml`, both paths are relative to the working directory.
    for file in sorted(Path(custom).absolute().rglob("*")) if custom else ():
        if file.is_file():
            yield file.relative_to(root).as_posix(), file.read_bytes()


def _set_up(program: str, packed: bytes, templates: Mapping[str, bytes]) -> PageRenderer:
    """Set up a renderer in a process without access to the site's folder."""
    if program != program_fingerprint():
        raise ExecutorError(
            "a worker has other versions of the program, its libraries or Python; install the same there"
        )
    prepared: PreparedBuild = pickle.loads(packed)  # noqa: S301 -- from the build that this process works for
    work_folder = TemporaryDirectory(prefix="duizhao-")
    root = Path(work_folder.name)
    settings = prepared.settings
    # MkDocs requires these folders to exist.
    for folder in filter(None, (settings.content, settings.templates)):
        (root / folder).mkdir(parents=True)
    for path, data in templates.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    config = load_config(str(root / CONFIGURATION), site_dir=str(root / "built"))
    plugin: Any = config.plugins["duizhao"]
    plugin.prepared = prepared
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    return PageRenderer(plugin.build, plugin.extend(config.theme.get_env()), work_folder)
