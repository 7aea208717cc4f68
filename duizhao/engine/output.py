"""What a build writes beside pages: feeds, the search index, the build report; how it takes the old one's place."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from duizhao import __version__
from duizhao.crew import Alone, Crew, Hired
from duizhao.editing.addresses import FEED
from duizhao.engine.context import Desk
from duizhao.engine.printing import Printed
from duizhao.engine.search import make_search_files
from duizhao.model import Article
from duizhao.report.feeds import make_feed
from duizhao.report.figures import make_data, make_table, name_download
from duizhao.search.index import FOLDER
from duizhao.settings import Edition

REPORT = "build-report.json"


def write_extras(desk: Desk, site: Path, printed: Printed, crew: Crew) -> None:
    """Write feeds, the search index and the build report into a finished site."""
    if desk.site_url:
        for edition in desk.editions:
            feed = site / edition.folder / FEED
            feed.write_bytes(_make_feed(desk, edition))
    if desk.prepared.site.figures:
        _write_figures(desk, site)
    # Sending an index away takes longer than packing it.
    packers = Alone() if isinstance(crew, Hired) else crew
    for path, data in make_search_files(desk, printed.documents, printed.parts, packers).items():
        file = site / FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (site / REPORT).write_text(json.dumps(make_report(desk), ensure_ascii=False, indent=2) + "\n", "utf-8")


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


@contextmanager
def replacing(output: Path, workshop: Path) -> Iterator[Path]:
    """Give a new folder to build in, which takes the place of `output` when all went well.

    Args:
        output: The folder that readers see.
        workshop: A folder on the same file system for what is under way.

    Yields:
        An empty folder. Where the block raises, it is deleted and `output` stays as it was.
    """
    workshop.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix="build-", dir=workshop))
    new, old = room / "new", room / "old"
    new.mkdir()
    try:
        yield new
        if output.exists():
            output.replace(old)
        new.replace(output)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _write_figures(desk: Desk, site: Path) -> None:
    """Write the files of all figures, for each edition a table and the same with what must be known of it."""
    figures = desk.prepared.site.figures
    for edition in desk.editions:
        room = desk.rooms[edition.code]
        made = {"csv": make_table(figures, room), "json": make_data(figures, room, desk.home(edition), desk.site_url)}
        for suffix, data in made.items():
            file = site / name_download(edition, suffix)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def _make_feed(desk: Desk, edition: Edition) -> bytes:
    """Make the feed of an edition of its newest articles."""
    entries = [(one.page.subject, one) for one in desk.articles[edition.code] if isinstance(one.page.subject, Article)]
    title = desk.rooms[edition.code].texts(desk.config.site_name).text
    return make_feed(title, desk.home(edition), entries, desk.site_url)
