"""What a build writes beside pages: feeds, the search index, the build report; how it takes the old one's place."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from duizhao import __version__
from duizhao.editing.addresses import FEED
from duizhao.engine.context import Desk
from duizhao.engine.printing import Printed
from duizhao.engine.sitemap import ROBOTS, make_robots
from duizhao.model import Article
from duizhao.report.feeds import make_feed
from duizhao.report.figures import make_data, make_table, name_download
from duizhao.search.documents import FOLDER
from duizhao.search.offline import BUNDLE, bundle_modules, wrap_data
from duizhao.settings import Edition
from duizhao.store import write_file

REPORT = "build-report.json"
ASSETS = "assets/duizhao"
"""The folder of the theme's scripts and styles in a site."""
ROOM = "build-"
"""How the folder of a build under way begins."""
ABANDONED = 24 * 3600.0
"""After how many seconds such a folder belongs to no build any more."""
SPARE = "spare"
"""The name of the site before the last one, in the workshop."""


def write_extras(desk: Desk, site: Path) -> None:
    """Write feeds, robots.txt, the data of charts, what pages offer to download and the build report into a site."""
    for edition in desk.editions:
        feed = site / edition.folder / FEED
        feed.write_bytes(_make_feed(desk, edition))
    robots = make_robots(desk.site_url)
    if robots and not (site / ROBOTS).exists():
        # One among the sources is the site's own.
        (site / ROBOTS).write_text(robots, "utf-8")
    if desk.prepared.site.figures:
        _write_figures(desk, site)
    for path, data in list_files(desk):
        write_file(f"{site}/{path}", data)
    report = msgspec.json.format(msgspec.json.encode(make_report(desk)), indent=2)
    (site / REPORT).write_bytes(report + b"\n")


def write_search(site: Path, printed: Printed, *, is_offline: bool) -> None:
    """Write the search index into a finished site, as soon as it is made.

    Args:
        site: The folder of the site.
        printed: What makes the index.
        is_offline: Whether the site is to be opened from disk, too.
    """
    for path, data in printed.search().items():
        write_file(f"{site}/{FOLDER}/{path}", data)
        if is_offline:
            write_file(f"{site}/{FOLDER}/{path}.js", wrap_data(path, data))
    if is_offline:
        assets = site / ASSETS
        (assets / BUNDLE).write_text(bundle_modules(assets), "utf-8")


def list_files(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """List the files that pages offer to download: their addresses relative to the site's root, and bytes."""
    for article in desk.prepared.site.articles:
        if article.document.charts:
            yield from (file for page in desk.prepared.load_texts(article.slug) for file in page.files)
    for pages in desk.pages.values():
        yield from (file for page in pages for file in page.files)


def make_report(desk: Desk) -> dict[str, Any]:
    """Describe a build: its pages, how much of them is translated, and its warnings.

    It holds no time and no machine: the same sources give the same report.
    """
    return {
        "generator": f"duizhao {__version__}",
        "editions": {
            edition.code: {
                "pages": len(desk.pages[edition.code]),
                "articles": [
                    {
                        "slug": edited.page.name,
                        "address": edited.page.address,
                        "translated": round(edited.share, 4),
                        "stale": edited.stale,
                        "missing": edited.missing,
                        "offered": edited.is_offered,
                    }
                    for edited in desk.pages[edition.code]
                    if edited.page.kind == "article"
                ],
            }
            for edition in desk.editions
        },
        "diagnostics": [str(diagnostic) for diagnostic in desk.prepared.diagnostics],
    }


@dataclass(frozen=True, slots=True)
class Room:
    """Where a site is built."""

    new: Path
    """An empty folder."""
    spare: Path | None
    """The site before the last one, whose pages are mostly those of the new one; None where there is none."""


@contextmanager
def replacing(output: Path, workshop: Path) -> Iterator[Room]:
    """Give a room to build in, whose new folder takes the place of `output` when all went well.

    Args:
        output: The folder that readers see.
        workshop: A folder on the same file system for what is under way.

    Yields:
        The room. Where the block raises, it is deleted and `output` stays as it was.
    """
    workshop.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=ROOM, dir=workshop))
    new = room / "new"
    new.mkdir()
    _clear(workshop, room.stat().st_mtime)
    try:
        yield Room(new, _move(workshop / SPARE, room / SPARE))
        old = _take_place(new, output, room)
        # Deleting thousands of files takes longer than building what has changed: the old site is the next one's spare.
        _move(old, workshop / SPARE)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _take_place(new: Path, output: Path, room: Path) -> Path:
    """Put a folder into the place of another, however many builds do so at once: the last one stays.

    Returns:
        Where the other one is now, if there was one.
    """
    for number in count():
        old = room / f"old-{number}"
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


def _clear(workshop: Path, now: float) -> None:
    """Delete what builds left behind that were cut off.

    Args:
        workshop: The folder of what is under way.
        now: The time by the file system, whose clock need not be ours: that of a folder just made.
    """
    limit = now - ABANDONED
    for room in workshop.glob(f"{ROOM}*"):
        with suppress(FileNotFoundError):
            if room.stat().st_mtime < limit:
                shutil.rmtree(room, ignore_errors=True)


def _move(folder: Path, place: Path) -> Path | None:
    """Move a folder to a place where nothing is; give None where there is no folder, or already another."""
    try:
        folder.rename(place)
    except OSError:
        return None
    return place


def _write_figures(desk: Desk, site: Path) -> None:
    """Write the files of all figures, for each edition a table and the same with what must be known of it."""
    figures = desk.prepared.site.figures
    for edition in desk.editions:
        room = desk.rooms[edition.code]
        made = {"csv": make_table(figures, room), "json": make_data(figures, room, desk.home(edition), desk.site_url)}
        for suffix, data in made.items():
            write_file(f"{site}/{name_download(edition, suffix)}", data)


def _make_feed(desk: Desk, edition: Edition) -> bytes:
    """Make the feed of an edition of its newest articles."""
    entries = [(one.page.subject, one) for one in desk.articles[edition.code] if isinstance(one.page.subject, Article)]
    title = desk.rooms[edition.code].texts(desk.config.site_name).text
    return make_feed(title, desk.home(edition), entries, desk.site_url)
