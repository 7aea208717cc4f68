"""The preview: a site that is served on this machine and built again at every change.

MkDocs' own server is used, which reloads the browser, with our own build behind it: what has not changed is kept, the
pages are shown as soon as they stand, and the search index follows a moment later.
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
from duizhao.engine.output import BuildFolder, replacing, write_search
from duizhao.engine.rendering import RenderedSite
from duizhao.executors import Executor, SerialExecutor, make_executor
from duizhao.options import Options
from duizhao.outputs import OUTPUTS
from duizhao.pipeline import prepare_build
from duizhao.store import CACHE, Store

HOST = "127.0.0.1"
LOOK = 0.2
"""How many seconds lie between two looks at the files; looking is portable, and takes a fiftieth of a second."""
CALM = 0.05
"""For how many seconds nothing must change before a build begins."""
Tell = Callable[[Sequence[Diagnostic]], object]


class Preview:
    """What is served of a site: its last state that could be built."""

    def __init__(self, root: Path, options: Options, folder: Path, tell: Tell) -> None:
        """Have nothing to serve yet.

        Args:
            root: The site's folder.
            options: What was asked for.
            folder: Where the site is built, on the disk of its cache.
            tell: Called with what is wrong with the sources, after each reading.
        """
        self.site = folder / "site"
        self._root = root
        self._options = options
        self._folder = folder
        self._tell = tell
        self._indexing: Thread | None = None
        self._store = Store(root / CACHE, remembers=True)

    def build(self, executor: Executor) -> BuildContext:
        """Build the site in the place of the one that is served.

        Raises:
            SourceError: It cannot be built; what is served stays.
        """
        self.finish()
        prepared = prepare_build(self._root, self._options, executor, store=self._store)
        if has_errors(prepared.diagnostics):
            raise SourceError(prepared.diagnostics)
        self._tell(prepared.diagnostics)
        with replacing(self.site, self._folder) as folder:
            folder.load_manifests(self._store, prepared.generation, f"{OUTPUTS}-{self._folder.name}")
            build, rendered = build_into(folder, prepared, self._options, executor, command="serve")
            self._indexing = Thread(target=self._index, args=(build, rendered, folder))
        self._indexing.start()
        return build

    def _index(self, build: BuildContext, rendered: RenderedSite, folder: BuildFolder) -> None:
        """Write the search index into the site that is served."""
        write_search(build, rendered, self.site, folder)
        folder.keep_manifests(self._store, self.site, build.prepared.state.generation)

    def rebuild(self) -> None:
        """Build the site again; where that cannot be, say why and go on serving."""
        try:
            # Beside the threads of a server, processes would have to be started anew: that takes longer than a page.
            self.build(SerialExecutor())
        except SourceError as error:
            self._tell(error.diagnostics)

    def finish(self) -> None:
        """Wait until the last build is complete."""
        if self._indexing is not None:
            self._indexing.join()


def serve_site(root: Path, options: Options, *, port: int, tell: Tell) -> None:
    """Build a site, serve it on this machine and rebuild it at every change, until interrupted.

    Args:
        root: The site's folder.
        options: What was asked for.
        port: The port on 127.0.0.1.
        tell: Called with what is wrong with the sources, after each reading.

    Raises:
        SourceError: There is nothing to serve, since the first build fails.
    """
    folder = root / WORK_FOLDER / f"serve-{port}"
    preview = Preview(root, options, folder, tell)
    try:
        build = preview.build(make_executor())
        server = _make_server(build, preview, port)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
            preview.finish()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_server(build: BuildContext, preview: Preview, port: int) -> LiveReloadServer:
    """Make the server, with an eye on all that the site is made of."""
    settings = build.prepared.settings
    mount = unquote(urlsplit(settings.site_url).path) or "/"
    server = LiveReloadServer(
        preview.rebuild, HOST, port, root=str(preview.site), mount_path=mount, polling_interval=LOOK
    )
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
    """Read a page for wrong addresses, where there is one."""
    return file.read_bytes() if file.is_file() else None
