"""What a build writes beside pages: feeds, the search index, the build report; how it takes the old one's place."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from duizhao import __version__
from duizhao.editing.addresses import FEED
from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.engine.rendering import RenderedSite
from duizhao.engine.sitemap import ROBOTS, make_robots
from duizhao.model import Article
from duizhao.outputs import (
    OUTPUTS,
    FolderId,
    Manifest,
    identify,
    keep_manifests,
    read_manifests,
    take_manifest,
    update_manifest,
)
from duizhao.report.feeds import make_feed
from duizhao.report.figures import download_name, make_data, make_table
from duizhao.search.documents import FOLDER, MANIFEST
from duizhao.search.offline import BUNDLE, bundle_modules, wrap_data
from duizhao.settings import Edition
from duizhao.store import Store, write_file

REPORT = "build-report.json"
ASSETS = "assets/duizhao"
"""The folder of the theme's scripts and styles in a site."""
PREFIX = "build-"
"""How the name of the folder of a running build begins."""
ABANDONED = 24 * 3600.0
"""After how many seconds such a folder belongs to no build any more."""
PREVIOUS = "previous"
"""The name of the site before the last one, in the work folder."""


def write_extras(build: BuildContext, site: Path) -> None:
    """Write feeds, robots.txt, the data of charts, what pages offer to download and the build report into a site."""
    for edition in build.editions:
        feed = site / edition.folder / FEED
        feed.write_bytes(_make_feed(build, edition))
    robots = make_robots(build.site_url)
    if robots and not (site / ROBOTS).exists():
        # One among the sources is the site's own.
        (site / ROBOTS).write_text(robots, "utf-8")
    if build.prepared.frame.site.figures:
        _write_figures(build, site)
    for path, data in list_files(build):
        write_file(f"{site}/{path}", data)
    write_report(make_report(build), site)


def write_report(report: Mapping[str, Any], site: Path) -> None:
    """Write the report of a build into a site."""
    (site / REPORT).write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")


def write_search(build: BuildContext, rendered: RenderedSite, site: Path, folder: BuildFolder | None = None) -> None:
    """Write the search index into a finished site, as soon as it is made.

    Args:
        build: The build.
        rendered: What makes the index.
        site: The folder of the site.
        folder: Where the site was built. If it was patched, only what has changed is written.
    """
    files = {f"{FOLDER}/{path}": data for path, data in rendered.search().items()}
    if not build.config.use_directory_urls:
        # It is to be opened from disk, too.
        scripts = {f"{path}.js": wrap_data(path.removeprefix(f"{FOLDER}/"), data) for path, data in files.items()}
        files |= scripts
    if folder is None or folder.touched is None or folder.shown is None:
        if not build.config.use_directory_urls:
            files[f"{ASSETS}/{BUNDLE}"] = bundle_modules(site / ASSETS).encode()
        for path, data in files.items():
            write_file(f"{site}/{path}", data)
        return
    # All but the manifest have names of their content.
    known = {path for path in folder.shown.files if path.startswith(f"{FOLDER}/") and MANIFEST not in path}
    wanted = {path: data for path, data in files.items() if path not in known}
    for path in (*known.difference(files), *wanted):
        # The last site may have the same file, which must not be written into.
        (site / path).unlink(missing_ok=True)
        folder.touched.add(path)
    for path, data in wanted.items():
        write_file(f"{site}/{path}", data)


def list_files(build: BuildContext) -> Iterator[tuple[str, bytes]]:
    """List the files that pages offer to download: their addresses relative to the site's root, and bytes."""
    for article in build.prepared.site.articles:
        if article.document.charts:
            yield from (file for page in build.prepared.load_texts(article.slug) for file in page.files)
    for pages in build.pages.values():
        yield from (file for page in pages for file in page.files)


def make_report(build: BuildContext) -> dict[str, Any]:
    """Describe a build: its pages, how much of them is translated, and its warnings.

    It holds no time and no machine: the same sources give the same report.
    """
    return {
        "generator": f"duizhao {__version__}",
        "editions": {
            edition.code: {
                "pages": len(build.pages[edition.code]),
                "articles": [
                    describe_article(edited) for edited in build.pages[edition.code] if edited.page.kind == "article"
                ],
            }
            for edition in build.editions
        },
        "diagnostics": [str(diagnostic) for diagnostic in build.prepared.diagnostics],
    }


def describe_article(edited: EditedPage) -> dict[str, Any]:
    """Return the row of an article in the report of a build."""
    return {
        "slug": edited.page.name,
        "address": edited.page.address,
        "translated": round(edited.share, 4),
        "stale": edited.stale,
        "missing": edited.missing,
        "offered": edited.is_offered,
    }


@dataclass(slots=True)
class BuildFolder:
    """Where a site is built."""

    new: Path
    """An empty folder."""
    previous: Path | None
    """The site before the last one, whose pages are mostly those of the new one; None if there is none."""
    output: Path
    """The last site, which the new one replaces."""
    shown: Manifest | None = None
    """The manifest of the last site, if it is known."""
    before: Manifest | None = None
    """The manifest of the one before it, if that is known."""
    touched: set[str] | None = None
    """The files in which the new site differs from the last one; None if all files may."""

    known: dict[FolderId, Manifest] = field(default_factory=dict)
    """The manifest of the last site, by what identifies its folder, if it is known."""
    name: str = OUTPUTS
    """The name of the manifests in the cache."""

    def load_manifests(self, store: Store, generation: str, name: str = OUTPUTS) -> None:
        """Load what is known of earlier sites.

        Args:
            store: The cache.
            generation: The generation that the last site must be of to be known.
            name: The name of the manifests in the cache.
        """
        known = read_manifests(store, name)
        self.name = name
        self.before = known.get(identify(self.previous)) if self.previous else None
        self.shown = known.get(identify(self.output))
        self.known = {identify(self.output): self.shown} if self.shown else {}
        if self.shown is not None and self.shown.generation != generation:
            self.shown = None

    def keep_manifests(self, store: Store, site: Path, generation: str) -> None:
        """Keep the manifests of the new site and of the last one.

        Args:
            store: The cache.
            site: The folder of the new site.
            generation: The generation that it is of.
        """
        if self.touched is None or self.shown is None or self.before is None:
            manifest = take_manifest(site)
        else:
            manifest = update_manifest(site, Manifest(self.shown.files, self.before.folders), self.touched)
        found = {**self.known, identify(site): replace(manifest, generation=generation)}
        keep_manifests(store, found, self.name)


@contextmanager
def replacing(output: Path, work_folder: Path) -> Iterator[BuildFolder]:
    """Provide a folder to build in, which replaces `output` if the block succeeds.

    Args:
        output: The folder that readers see.
        work_folder: A folder on the same file system for what is under way.

    Yields:
        The folder. Where the block raises, it is deleted and `output` stays as it was.
    """
    work_folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=work_folder))
    new = folder / "new"
    new.mkdir()
    _clear(work_folder, folder.stat().st_mtime)
    try:
        yield BuildFolder(new, _move(work_folder / PREVIOUS, folder / PREVIOUS), output)
        old = _take_place(new, output, folder)
        # Deleting thousands of files takes longer than building what has changed: the old site is updated by the next.
        _move(old, work_folder / PREVIOUS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_place(new: Path, output: Path, folder: Path) -> Path:
    """Put a folder into the place of another, however many builds do so at once: the last one stays.

    Returns:
        Where the other one is now, if there was one.
    """
    for number in count():
        old = folder / f"old-{number}"
        with suppress(FileNotFoundError):
            output.replace(old)
        try:
            new.replace(output)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                # Another build has put its site there meanwhile.
                continue
            _move(old, output)
            raise
        break
    return old


def _clear(work_folder: Path, now: float) -> None:
    """Delete what builds left behind that were cut off.

    Args:
        work_folder: The folder of what is under way.
        now: The time by the file system, whose clock need not be ours: that of a folder just made.
    """
    limit = now - ABANDONED
    for folder in work_folder.glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < limit:
                shutil.rmtree(folder, ignore_errors=True)


def _move(folder: Path, place: Path) -> Path | None:
    """Move a folder to a place where nothing is; give None where there is no folder, or already another."""
    try:
        folder.rename(place)
    except OSError:
        return None
    return place


def _write_figures(build: BuildContext, site: Path) -> None:
    """Write the files of all figures, for each edition a table and the same with what must be known of it."""
    figures = build.prepared.frame.site.figures
    for edition in build.editions:
        context = build.contexts[edition.code]
        made = {
            "csv": make_table(figures, context),
            "json": make_data(figures, context, build.home(edition), build.site_url),
        }
        for suffix, data in made.items():
            write_file(f"{site}/{download_name(edition, suffix)}", data)


def _make_feed(build: BuildContext, edition: Edition) -> bytes:
    """Make the feed of an edition of its newest articles."""
    entries = [(one.page.subject, one) for one in build.articles[edition.code] if isinstance(one.page.subject, Article)]
    title = build.contexts[edition.code].texts(build.config.site_name).text
    return make_feed(title, build.home(edition), entries, build.site_url)
