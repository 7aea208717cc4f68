"""The preview: serves a site on this machine, and builds it again at every change.

MkDocs' own server is used, which reloads the browser, but with the incremental build of this program. Pages are served
as soon as they are complete; the search index follows a moment later.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from mkdocs.livereload import LiveReloadServer

from duizhao.configuration import CONFIGURATION
from duizhao.diagnostics import Diagnostic, SourceError, has_errors
from duizhao.engine.build import WORK_FOLDER, build_into
from duizhao.engine.context import BuildContext
from duizhao.engine.output import BuildFolder, keep_copy, replacing, write_search
from duizhao.engine.rendering import RenderedSite
from duizhao.engine.searchable import SEARCHABLES
from duizhao.engine.structure import STRUCTURES
from duizhao.engine.watching import SourceObserver
from duizhao.executors import Executor, SerialExecutor, make_executor
from duizhao.options import Options
from duizhao.outputs import OUTPUTS
from duizhao.pipeline import FRAMES, prepare_build
from duizhao.store import CACHE, Store

HOST = "127.0.0.1"
LOOK = 0.2
"""The number of seconds between two comparisons of all files, where the system does not report changes."""
CALM = 0.05
"""The number of seconds without changes before a build begins."""
Tell = Callable[[Sequence[Diagnostic]], object]


class Preview:
    """The served site, in the last state that could be built."""

    def __init__(self, root: Path, options: Options, folder: Path, tell: Tell) -> None:
        """Create a preview that has nothing to serve yet.

        Args:
            root: The site's folder.
            options: The options of the build.
            folder: The folder to build in, on the same file system as the cache.
            tell: Called with the diagnostics of the sources after each reading.
        """
        self.site = folder / "site"
        self._root = root
        self._options = options
        self._folder = folder
        self._tell = tell
        self._indexing: Thread | None = None
        self._is_kept = False
        """Whether the cache has what was built at first, which took the longest."""
        self._outputs = f"{OUTPUTS}-{folder.name}"
        self._store = Store(root / CACHE, remembers=("", FRAMES, STRUCTURES, SEARCHABLES, self._outputs))

    def build(self, executor: Executor) -> BuildContext:
        """Build the site, and replace the one that is served.

        Raises:
            SourceError: The site cannot be built; the served one is unchanged.
        """
        self.finish()
        prepared = prepare_build(self._root, self._options, executor, store=self._store)
        if has_errors(prepared.diagnostics):
            raise SourceError(prepared.diagnostics)
        self._tell(prepared.diagnostics)
        with replacing(self.site, self._folder) as folder:
            folder.load_manifests(self._store, prepared.generation, self._outputs)
            folder.is_private = True
            build, rendered = build_into(folder, prepared, self._options, executor, command="serve")
            self._indexing = Thread(target=self._index, args=(build, rendered, folder))
        self._indexing.start()
        return build

    def _index(self, build: BuildContext, rendered: RenderedSite, folder: BuildFolder) -> None:
        """Write the search index into the site that is served."""
        write_search(build, rendered, self.site, folder)
        folder.keep_manifest(self._store, self.site, build.prepared.state.generation)
        keep_copy(self.site, self._folder, self._store, self._outputs)
        if not self._is_kept:
            self._store.flush()
            self._is_kept = True

    def rebuild(self) -> None:
        """Build the site again; if that fails, report why and keep serving."""
        try:
            # With the server's threads running, processes cannot be forked, and spawning them takes longer than a page.
            self.build(SerialExecutor())
        except SourceError as error:
            self._tell(error.diagnostics)

    def finish(self) -> None:
        """Wait until the last build is complete."""
        if self._indexing is not None:
            self._indexing.join()

    def close(self) -> None:
        """Wait until the last build is complete, and write what was in memory into the cache."""
        self.finish()
        self._store.flush()


def serve_site(root: Path, options: Options, *, port: int, polls: bool, tell: Tell) -> None:
    """Build a site, serve it on this machine and rebuild it at every change, until interrupted.

    Args:
        root: The site's folder.
        options: The options of the build.
        port: The port on 127.0.0.1.
        polls: Whether changes are found by comparing all files, for disks whose changes the system does not report.
        tell: Called with the diagnostics of the sources after each reading.

    Raises:
        SourceError: The first build failed; there is nothing to serve.
    """
    folder = root / WORK_FOLDER / f"serve-{port}"
    # One that was killed may have left its site.
    shutil.rmtree(folder, ignore_errors=True)
    preview = Preview(root, options, folder, tell)
    try:
        build = preview.build(make_executor())
        server = _make_server(build, preview, port, polls=polls)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
    finally:
        # Also if the sources have errors: all articles without any are made.
        preview.close()
        shutil.rmtree(folder, ignore_errors=True)


def _make_server(build: BuildContext, preview: Preview, port: int, *, polls: bool) -> LiveReloadServer:
    """Make the server, which watches everything that the site is made from."""
    settings = build.prepared.settings
    mount = unquote(urlsplit(settings.site_url).path) or "/"
    server = LiveReloadServer(preview.rebuild, HOST, port, root=str(preview.site), mount_path=mount)
    # With the interface of MkDocs' own.
    server.observer = SourceObserver(polls=polls, interval=LOOK)  # type: ignore[assignment]
    server.build_delay = CALM
    server.error_handler = lambda code: _read(preview.site / f"{code}.html")
    for folder in filter(None, (settings.content, settings.templates)):
        server.watch(str(settings.root / folder))
    server.watch(str(settings.root / CONFIGURATION))
    served: LiveReloadServer = build.config.plugins.on_serve(server, config=build.config, builder=preview.rebuild)
    for path in build.config.watch:
        served.watch(path)
    return served


def _read(file: Path) -> bytes | None:
    """Return the bytes of an error page, or None if there is none."""
    return file.read_bytes() if file.is_file() else None
