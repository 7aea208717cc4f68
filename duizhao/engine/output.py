"""The files of a site besides its pages (feeds, search index, build report), and the replacement of the old site."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from duizhao import __version__
from duizhao.editing.image_copies import read_copies
from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.engine.redirects import list_redirects
from duizhao.engine.rendering import RenderedSite, link_file
from duizhao.engine.sitemap import ROBOTS, make_robots
from duizhao.model import Article, Figure, Tag, Theme
from duizhao.outputs import (
    OUTPUTS,
    FolderId,
    Manifest,
    identify,
    keep_manifest,
    read_manifest,
    take_manifest,
    update_manifest,
)
from duizhao.report.citation_files import list_citation_files
from duizhao.report.citations import make_citation
from duizhao.report.feeds import feed_address, make_feed
from duizhao.report.figures import download_name, make_data, make_table
from duizhao.search.documents import FOLDER, MANIFEST
from duizhao.search.offline import wrap_data
from duizhao.store import Store, write_file

REPORT = "build-report.json"
PREFIX = "build-"
"""The prefix of the name of a running build's folder."""
ABANDONED = 24 * 3600.0
"""The age in seconds from which such a folder is considered abandoned."""
PREVIOUS = "previous"
"""The name of the site before the last one, in the work folder."""


def write_extras(build: BuildContext, site: Path) -> None:
    """Write feeds, robots.txt, data of figures, files to download, redirects, copies of images and the build report."""
    write_feeds(build, list_feeds(build), site)
    robots = make_robots(build.site_url)
    if robots and not (site / ROBOTS).exists():
        # A robots.txt among the sources takes precedence.
        (site / ROBOTS).write_text(robots, "utf-8")
    if build.prepared.frame.site.figures:
        _write_figures(build, site)
    for path, data in (*list_files(build), *list_redirects(build)):
        write_file(f"{site}/{path}", data)
    _write_copies(build, site)
    write_report(make_report(build), site)


def list_feeds(build: BuildContext, slugs: Collection[str] | None = None) -> list[EditedPage]:
    """List the pages that have a feed: the home page, themes and tags of each edition.

    Args:
        build: The build.
        slugs: Articles; if given, only pages are listed that list one of them.
    """
    index = build.content_index
    subjects = [("theme", one.id, index.on_theme(one.id)) for one in index.site.themes]
    subjects += [("tag", one.id, index.on_tag(one.id)) for one in index.tags]
    keys = {
        (kind, name)
        for kind, name, entry in subjects
        if slugs is None or any(article.slug in slugs for article in entry.articles)
    }
    return [one for pages in build.pages.values() for one in pages if one.page.kind == "home" or one.page.key in keys]


def write_feeds(build: BuildContext, pages: Iterable[EditedPage], site: Path) -> None:
    """Write the feeds of pages."""
    for page in pages:
        write_file(f"{site}/{feed_address(page)}", _make_feed(build, page))


def write_report(report: Mapping[str, Any], site: Path) -> None:
    """Write the report of a build into a site."""
    (site / REPORT).write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")


def write_search(build: BuildContext, rendered: RenderedSite, site: Path, folder: BuildFolder | None = None) -> None:
    """Write the search index into a finished site, waiting until it is made.

    Args:
        build: The build.
        rendered: The rendered site, which makes the index.
        site: The folder of the site.
        folder: The folder of the build. If the site was patched, only files that have changed are written.
    """
    found = rendered.search()
    files = {f"{FOLDER}/{path}": data for path, data in found.written.items()}
    dropped = {f"{FOLDER}/{path}" for path in found.dropped}
    if not build.config.use_directory_urls:
        # The site can also be opened from disk.
        scripts = {f"{path}.js": wrap_data(path.removeprefix(f"{FOLDER}/"), data) for path, data in files.items()}
        files |= scripts
        dropped |= {f"{path}.js" for path in dropped}
    if folder is None or folder.touched is None or folder.shown is None:
        for path, data in files.items():
            write_file(f"{site}/{path}", data)
        return
    if not found.is_change:
        # All files except the manifest are named by their content.
        known = {path for path in folder.shown.files if path.startswith(f"{FOLDER}/") and MANIFEST not in path}
        dropped = known.difference(files)
        files = {path: data for path, data in files.items() if path not in known}
    for path in (*dropped, *files):
        # The file may be a hard link that the last site shares, and must not be overwritten.
        (site / path).unlink(missing_ok=True)
        folder.touched.add(path)
    for path, data in files.items():
        write_file(f"{site}/{path}", data)


def list_files(build: BuildContext) -> Iterator[tuple[str, bytes]]:
    """Yield the files that pages offer to download: their addresses relative to the site's root, and their bytes."""
    for article in build.prepared.site.articles:
        yield from list_article_files(build, article)
    for pages in build.pages.values():
        yield from (file for page in pages for file in page.files)


def list_article_files(build: BuildContext, article: Article) -> Iterator[tuple[str, bytes]]:
    """Yield the files that the pages of an article offer: the data of its charts, its drawings and its citations."""
    if article.document.charts or article.document.diagrams:
        yield from (file for page in build.prepared.load_texts(article.slug) for file in page.files)
    pages = build.prepared.load_result(article.slug).pages
    for page in pages:
        citation = make_citation(page, pages, build.contexts[page.page.edition.code], build.site_url)
        yield from list_citation_files(citation, page.page)


def _write_copies(build: BuildContext, site: Path) -> None:
    """Write the copies of the images that pages show, each beside its original."""
    prepared = build.prepared
    shown = {path for pages in build.pages.values() for page in pages for path in page.images}
    for path in sorted(shown):
        for place, data in read_copies(prepared.settings.root, path, prepared.facts.copies.files[path], prepared.store):
            write_file(f"{site}/{place.removeprefix(f'{prepared.settings.content}/')}", data)


def make_report(build: BuildContext) -> dict[str, Any]:
    """Return the report of a build: its pages, how much of them is translated, and its diagnostics.

    It contains no time and no machine name: equal sources give equal reports.
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
    """The folder in which a site is built."""

    new: Path
    """An empty folder."""
    previous: Path | None
    """The site before the last one, which shares most pages with the new one; None if there is none."""
    output: Path
    """The last site, which the new one replaces."""
    shown: Manifest | None = None
    """The manifest of the last site, if it is known."""
    before: Manifest | None = None
    """The manifest of the one before it, if that is known."""
    touched: set[str] | None = None
    """The files in which the new site differs from the last one; None if all files may."""
    kind: str = OUTPUTS
    """The kind of the manifests in the cache."""
    last: FolderId = (0, 0)
    """Identifies the folder of the last site."""
    is_private: bool = False
    """Whether nobody else writes into these folders, so that their files need not be looked at."""

    def load_manifests(self, store: Store, generation: str, kind: str = OUTPUTS) -> None:
        """Load the manifests of earlier sites.

        Args:
            store: The cache.
            generation: The generation that the last site must have for its manifest to be used.
            kind: The kind of the manifests in the cache.
        """
        self.kind, self.last = kind, identify(self.output)
        self.before = read_manifest(store, identify(self.previous), kind) if self.previous else None
        self.shown = read_manifest(store, self.last, kind)
        if self.shown is not None and self.shown.generation != generation:
            self.shown = None

    def keep_manifest(self, store: Store, site: Path, generation: str) -> None:
        """Store the manifest of the new site, and keep that of the last one.

        Args:
            store: The cache.
            site: The folder of the new site.
            generation: The generation of the new site.
        """
        if self.touched is None or self.shown is None or self.before is None or not self.before.files:
            manifest = take_manifest(site)
        else:
            manifest = update_manifest(site, Manifest(self.shown.files, self.before.folders), self.touched)
        keep_manifest(store, identify(site), replace(manifest, generation=generation), self.last, self.kind)


def keep_copy(site: Path, work_folder: Path, store: Store, kind: str) -> None:
    """Link all files of a finished site into a second one, if there is none that the next build could patch.

    Args:
        site: The site, whose manifest is known.
        work_folder: The folder for intermediate files.
        store: The cache.
        kind: The kind of the manifests in the cache.
    """
    copy = work_folder / PREVIOUS
    known = read_manifest(store, identify(site), kind)
    if copy.exists() or known is None:
        return
    for path in sorted(known.folders):
        (copy / path).mkdir(exist_ok=True)
    for path in known.files:
        link_file(f"{site}/{path}", f"{copy}/{path}")
    keep_manifest(store, identify(copy), take_manifest(copy), identify(site), kind)


@contextmanager
def replacing(output: Path, work_folder: Path) -> Iterator[BuildFolder]:
    """Provide a folder to build in, which replaces `output` if the block succeeds.

    Args:
        output: The folder that readers see.
        work_folder: A folder for intermediate files on the same file system.

    Yields:
        The folder. If the block raises, it is deleted and `output` is unchanged.
    """
    work_folder.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=work_folder))
    new = folder / "new"
    new.mkdir()
    _clear(work_folder, folder.stat().st_mtime)
    try:
        yield BuildFolder(new, _move(work_folder / PREVIOUS, folder / PREVIOUS), output)
        old = _take_place(new, output, folder)
        # Deleting thousands of files takes longer than building what has changed: the next build updates the old site.
        _move(old, work_folder / PREVIOUS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_place(new: Path, output: Path, folder: Path) -> Path:
    """Replace a folder by another. If several builds do so at once, the last one wins.

    Returns:
        The path to which the replaced folder was moved, if there was one.
    """
    for number in count():
        old = folder / f"old-{number}"
        with suppress(FileNotFoundError):
            output.replace(old)
        try:
            new.replace(output)
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                # Another build has moved its site there meanwhile.
                continue
            _move(old, output)
            raise
        break
    return old


def _clear(work_folder: Path, now: float) -> None:
    """Delete the folders of interrupted builds.

    Args:
        work_folder: The folder for intermediate files.
        now: The time of a folder just made: the clock of the file system may differ from that of this machine.
    """
    limit = now - ABANDONED
    for folder in work_folder.glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < limit:
                shutil.rmtree(folder, ignore_errors=True)


def _move(folder: Path, place: Path) -> Path | None:
    """Move a folder to an unused path; return None if the folder does not exist or the path is taken."""
    try:
        folder.rename(place)
    except OSError:
        return None
    return place


def _write_figures(build: BuildContext, site: Path) -> None:
    """Write the data of all figures and those of each theme for each edition: a CSV table, and JSON with metadata."""
    every = build.prepared.frame.site.figures
    by_theme: dict[str, list[Figure]] = {}
    for figure in every:
        by_theme.setdefault(figure.theme, []).append(figure)
    for edition in build.editions:
        context = build.contexts[edition.code]
        for theme, figures in {"": every, **by_theme}.items():
            made = {
                "csv": make_table(figures, context),
                "json": make_data(figures, context, build.home(edition), build.site_url),
            }
            for suffix, data in made.items():
                write_file(f"{site}/{download_name(edition, suffix, theme)}", data)


def _make_feed(build: BuildContext, page: EditedPage) -> bytes:
    """Make the feed of a page, with its newest articles."""
    code, subject, index = page.page.edition.code, page.page.subject, build.content_index
    articles: Sequence[Article] = index.site.articles
    if isinstance(subject, Theme | Tag):
        articles = (index.on_theme if isinstance(subject, Theme) else index.on_tag)(subject.id).articles
    entries = ((one, build.find_page(("article", one.slug, code))) for one in articles)
    return make_feed(build.contexts[code].texts(build.config.site_name).text, page, entries, build.site_url)
