"""Patches: make a site from the last one by replacing a few files, if only the texts of articles have changed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import jinja2
import msgspec

from duizhao.article_results import OUTLINES
from duizhao.editing.addresses import DATA, absolute_address, output_path
from duizhao.engine.context import BuildContext
from duizhao.engine.output import (
    REPORT,
    BuildFolder,
    describe_article,
    list_article_files,
    list_feeds,
    write_feeds,
    write_report,
)
from duizhao.engine.parallel import find_article
from duizhao.engine.rendering import PAGES, RenderedSite, answer_pages, link_file, render_pages
from duizhao.engine.root import list_rows, list_sitemap
from duizhao.engine.search import begin_search
from duizhao.engine.sitemap import SITEMAP, compress_sitemap, part_name, replace_rows, sitemap_values, write_parts
from duizhao.executors import Executor
from duizhao.graph import Graph
from duizhao.outputs import Manifest, is_unchanged
from duizhao.prepared_build import PreparedBuild
from duizhao.report.citation_files import FOLDER as CITATIONS
from duizhao.report.feeds import feed_address
from duizhao.store import write_file
from duizhao.tracking import Fact

REST: Fact = ("rest",)
"""The result that stands for a site without the pages of articles, the search index, the build report and `LISTS`."""
READS: frozenset[Fact] = frozenset([("frame",), ("now",), ("drafts",), ("summary", "shown"), (*OUTLINES, "outline")])
"""The facts that `REST` reads."""
LISTS: Fact = ("lists",)
"""The result that stands for feeds and sitemap, which list what an edition offers."""


def can_patch(prepared: PreparedBuild, folder: BuildFolder) -> bool:
    """Return whether a site can be made from the last one.

    Args:
        prepared: The site, read and checked.
        folder: The folder to build in.
    """
    graph = prepared.graph
    shown = folder.shown
    if prepared.settings.has_other_plugins or shown is None or not graph.is_current(REST):
        return False
    if not graph.is_current(LISTS) and not _can_edit_sitemap(prepared, shown):
        return False
    if any(find_article(key) is None for _page, *key in graph.list_stale("page")):
        return False
    if (
        folder.previous is None
        or folder.before is None
        or not (folder.is_private or is_unchanged(folder.previous, folder.before))
    ):
        # Begin with an empty folder, and link every file from the last site.
        folder.previous, folder.before = None, Manifest({}, {})
    linked = shown.files.items() - folder.before.files.items()
    return all(_state(folder.output, path) == state for path, state in linked)


def begin_patch(prepared: PreparedBuild, folder: BuildFolder) -> bool:
    """Make a copy of the last site in the folder of the new one, and return whether it can be patched.

    If not, the folder is as it was, possibly without the site before the last one.
    """
    if not can_patch(prepared, folder):
        return False
    try:
        folder.touched = set(_bring_up_to_date(folder))
    except FileNotFoundError:
        shutil.rmtree(folder.new, ignore_errors=True)
        folder.new.mkdir()
        folder.previous = None
        return False
    return True


def record_site(graph: Graph) -> None:
    """Record that a site has been made in full."""
    graph.record(REST, READS, {})
    graph.record(LISTS, {*READS, (*OUTLINES, "offered")}, {})


def _can_edit_sitemap(prepared: PreparedBuild, shown: Manifest) -> bool:
    """Return whether rows of the sitemap can be replaced: there is one file, made by the theme's own template."""
    templates = prepared.settings.templates
    is_own = templates and (prepared.settings.root / templates / SITEMAP).exists()
    return not is_own and part_name(1) not in shown.files


def patch_site(
    build: BuildContext,
    env: jinja2.Environment,
    folder: BuildFolder,
    executor: Executor,
    advance: Callable[[int], object],
) -> RenderedSite:
    """Make a site from the last one by replacing the pages of articles that have changed.

    Args:
        build: The build, for which `begin_patch` has succeeded.
        env: The theme's templates.
        folder: The folder to build in.
        executor: Runs the jobs.
        advance: Called with the number of pages that were done.
    """
    prepared, graph, site = build.prepared, build.prepared.graph, folder.new
    stale = [(kind, name, code) for _page, kind, name, code in graph.list_stale("page")]
    replaced = [graph.traces["page", *key].name for key in stale]
    total = graph.count_results("page")
    touched = folder.touched
    assert touched is not None, "begin_patch makes the copy"
    answer_pages(build)
    search = begin_search(build, executor, site)
    slugs = sorted(set(filter(None, map(find_article, stale))))
    removed = [output_path(build.find_page(key).page.address) for key in stale]
    assert folder.shown is not None
    # Not that of the last site, which may have been deleted meanwhile.
    report: dict[str, Any] = msgspec.json.decode((site / REPORT).read_bytes())
    removed += [REPORT, *_list_data(build, slugs, folder.shown)]
    for path in removed:
        (site / path).unlink(missing_ok=True)
    advance(total - len(stale))
    render_pages(build, env, site, executor, search, stale, advance=advance)
    for name in {*replaced}.difference(graph.traces["page", *key].name for key in stale):
        prepared.store.drop(PAGES, name)
    touched.update(removed)
    for slug in slugs:
        article = prepared.load_result(slug).article
        assert article is not None, slug
        for path, data in list_article_files(build, article):
            write_file(f"{site}/{path}", data)
            touched.add(path)
    for edition in build.editions:
        rows = report["editions"][edition.code]["articles"]
        for place, row in enumerate(rows):
            if row["slug"] in slugs:
                rows[place] = describe_article(build.find_page(("article", row["slug"], edition.code)))
    if not graph.is_current(LISTS):
        touched |= _patch_lists(build, env, site, slugs)
        record_site(graph)
    write_report({**report, "diagnostics": [str(one) for one in prepared.diagnostics]}, site)
    return RenderedSite(search.finish, made=len(stale), kept=total - len(stale))


def _patch_lists(build: BuildContext, env: jinja2.Environment, site: Path, slugs: Sequence[str]) -> set[str]:
    """Bring feeds and sitemap up to date after articles have changed; return the paths of the files."""
    url = build.site_url
    text: str | None = (site / SITEMAP).read_text("utf-8") if url else ""
    feeds = list_feeds(build, slugs)
    touched = set(map(feed_address, feeds))
    touched |= {SITEMAP, f"{SITEMAP}.gz"} if url else set()
    for path in touched:
        # The file may be a hard link that the last site shares, and must not be overwritten.
        (site / path).unlink()
    write_feeds(build, feeds, site)
    template = env.get_template(SITEMAP)
    for slug in slugs if text else ():
        pages = build.find_counterparts(("article", slug))
        rows = list_rows(pages, url, None)
        text = text and replace_rows(text, [absolute_address(url, one.page.address) for one in pages], rows, template)
    if text is None:
        rows = list_sitemap(build)
        text = template.render(**sitemap_values(rows, url))
        touched |= write_parts(rows, env, site)
    if text:
        write_file(f"{site}/{SITEMAP}", text.encode())
        compress_sitemap(site, build.prepared.date)
    return touched


def _bring_up_to_date(folder: BuildFolder) -> Iterator[str]:
    """Turn the site before the last one into a copy of the last one; yield the paths that were changed.

    Raises:
        FileNotFoundError: Another build has replaced the last site meanwhile.
    """
    shown, before = folder.shown, folder.before
    assert shown is not None
    assert before is not None
    if folder.previous is not None:
        folder.new.rmdir()
        folder.previous.rename(folder.new)
    else:
        for path in sorted(shown.folders):
            os.makedirs(f"{folder.new}/{path}", exist_ok=True)  # noqa: PTH103 -- thousands of times
    for path in before.files.keys() - shown.files.keys():
        (folder.new / path).unlink()
        yield path
    for path, state in shown.files.items() - before.files.items():
        link_file(f"{folder.output}/{path}", f"{folder.new}/{path}")
        if _state(folder.new, path) != state:
            raise FileNotFoundError(path)
        yield path


def _list_data(build: BuildContext, slugs: list[str], shown: Manifest) -> list[str]:
    """List the files that the pages of some articles offer, except drawings."""
    names = "|".join(map(re.escape, slugs))
    folders = "|".join(re.escape(edition.folder) for edition in build.editions)
    own = rf"(?:(?:{names})-\d+|{CITATIONS}(?:{names}))\.\w+"
    pattern = re.compile(rf"{re.escape(DATA)}(?:{folders})/{own}")
    return [path for path in shown.files if path.startswith(DATA) and pattern.fullmatch(path)]


def _state(folder: Path, path: str) -> tuple[int, int] | None:
    """Return the size and time of a file, or None if there is none."""
    try:
        stat = os.lstat(f"{folder}/{path}")
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
