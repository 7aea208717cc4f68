"""The printing of a site: what must be rendered and indexed anew, and what is taken from the cache."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import jinja2

from duizhao.editing.addresses import output_path
from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext, PageKey
from duizhao.engine.renderer import PageRenderer, RenderedPage, RenderJob, list_templates, run_job
from duizhao.engine.search import PARTS, Search, Searchable, list_searchable, make_search
from duizhao.executors import Executor, ProcessExecutor, RemoteExecutor, SerialExecutor
from duizhao.model import Article
from duizhao.report.cards import make_source_card, make_theme_card
from duizhao.store import Store, digest, program_fingerprint, write_file
from duizhao.translation.catalog_files import SITE_CATALOG
from duizhao.translation.interface import INTERFACE
from duizhao.translation.messages import list_site_messages

RECORDS = "records"
"""The name of the one value in the cache that says what is known of the rendered pages."""
PAGES = "pages"
"""The folder in the cache that holds rendered pages; those of the site are links to them."""
DATES = (b"build_date_utc", b"update_date")
"""What templates of the site call the date of the build, which the theme's own never print."""
FEW = 48
"""How many pages are a job where few are wanted of one part; fewer in all are rendered sooner than processes start."""


class PageRecord(NamedTuple):
    """A rendered page in the cache, as it was when it was put there."""

    size: int
    changed: int
    """When its file was last changed, in nanoseconds."""
    content: int
    """The checksum of its bytes."""


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """A site whose pages stand in their places."""

    search: Callable[[], Mapping[str, bytes]]
    """Waits for the files of the folder `search/`."""
    made: int
    """How many pages were rendered."""
    kept: int
    """How many were taken from the cache."""


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
    """Put every page of a site into its place.

    Args:
        build: The build.
        env: The theme's templates.
        site: The folder of the new site.
        previous: An older site, which becomes the new one where there is nothing in its folder yet.
        executor: Who renders what is not in the cache.
        search: The site's search, begun.
        advance: Called with how many pages were done.
    """
    store = build.prepared.inputs.store
    names = compute_page_keys(build)
    known: Mapping[str, PageRecord] = store.get("", RECORDS) or {}
    places = {key: output_path(build.by_key[key].page.address) for key in names}
    settled = _settle(previous, site, {places[key]: known[name] for key, name in names.items() if name in known})
    reused = {
        key
        for key, name in names.items()
        if name in known and (places[key] in settled or _reuse(store, name, known[name], f"{site}/{places[key]}"))
    }
    records = {names[key]: known[names[key]] for key in reused}
    advance(len(reused))
    wanted = [key for key in names if key not in reused]
    jobs = _list_jobs(search.found, search.missing, wanted)
    if isinstance(executor, RemoteExecutor):
        jobs = [replace(job, texts=_take_along(build, job)) for job in jobs]
    elif search.missing:
        # Once for all processes that are copied from this one.
        import duizhao.engine.indexing  # noqa: F401, PLC0415
    renderer = PageRenderer(build, env)
    by_documents = dict(zip(search.found.groups, search.found.names, strict=True))
    is_little = isinstance(executor, ProcessExecutor) and not search.missing and len(wanted) < FEW
    for job, done in (SerialExecutor() if is_little else executor).map(run_job, renderer, jobs):
        if done.part is not None:
            store.put(PARTS, by_documents[job.documents], done.part)
        store.discarded += [file for file in done.discarded if file not in store.discarded]
        for rendered in done.pages:
            records[names[rendered.key]] = _keep(store, names[rendered.key], rendered, f"{site}/{places[rendered.key]}")
        advance(len(done.pages))
    store.put("", RECORDS, records)
    store.sweep(PARTS, search.found.names)
    store.sweep(PAGES, records)
    return RenderedSite(search.finish, made=len(names) - len(reused), kept=len(reused))


def compute_page_keys(build: BuildContext) -> dict[PageKey, str]:
    """Name each page by all that it shows: two builds that give it one name give it the same bytes."""
    frames = _make_frames(build)
    names: dict[PageKey, str] = {}
    cards = {
        (key[1], key[2]): _card_key(build, frames[key[2]], one)
        for key, one in build.by_key.items()
        if key[0] == "article"
    }
    sketches = {
        code: build.sketch_values(code, lambda one: cards[one.page.name, one.page.edition.code]) for code in frames
    }
    around = {
        key: repr([(one.is_offered, one.page.address) for one in pages]) for key, pages in build.counterparts.items()
    }
    for key, edited in build.by_key.items():
        page = edited.page
        others = build.counterparts[page.key]
        menu = build.menus(edited).menu_key(page.address)
        if isinstance(page.subject, Article):
            result = build.prepared.results[page.name]
            # A translation says of what.
            headlines = [one.title.text for one in others if one.page.edition.code == page.subject.script]
            own = result.names[build.editions.index(page.edition)]
            said = (own, *headlines, frames[page.edition.code].article_key(page.subject))
        else:
            said = (
                edited.html,
                repr((edited.title, edited.summary, edited.toc, edited.share, edited.stale, edited.missing)),
                repr(sketches[page.edition.code].list_values(page)),
            )
        names[key] = digest(frames[page.edition.code].key, page.address, menu, around[page.key], *said)
    return names


def _card_key(build: BuildContext, frame: Frame, edited: EditedPage) -> str:
    """Name what lists show of an article."""
    article = edited.page.subject
    assert isinstance(article, Article), edited.page.key
    card = build.prepared.results[article.slug].cards[build.editions.index(edited.page.edition)]
    return card + frame.head_key(article)


class Frame:
    """What all pages of an edition are made with, and the names of things that articles show."""

    def __init__(self, build: BuildContext, code: str, program: str, *, is_asking: bool) -> None:
        context = build.contexts[code]
        site = context.site
        catalog = context.catalogs.get(SITE_CATALOG)
        known = {message.key for message in list_site_messages(site, context.edition)}
        # Templates of the site may ask for texts of their own: what the catalog has beside the known messages.
        others = (
            sorted((key, repr(entry)) for key, entry in catalog.entries.items() if key not in known)
            if catalog and is_asking
            else []
        )
        self.key = digest(
            program, build.view_fingerprint(code), repr([context.texts(text) for text in INTERFACE]), repr(others)
        )
        self._context = context
        self._regions = {region.id: repr(context.texts(region.name)) for region in site.regions}
        self._sources = {source.id: repr(make_source_card(source, context, "")) for source in site.sources}
        self._themes = {theme.id: repr(make_theme_card(theme, context, "")) for theme in site.themes}

    def article_key(self, article: Article) -> str:
        """Say what its page shows of other things: what its head does, and its sources."""
        return "\0".join((self.head_key(article), *(self._sources[one] for one in article.sources)))

    def head_key(self, article: Article) -> str:
        """Say what its head and lists show of other things: names of its theme, regions and tags."""
        tags = [self._context.texts(tag, article.script).text for tag in article.tags]
        regions = [self._regions[one] for one in article.regions]
        return "\0".join((self._themes[article.theme], *regions, *tags))


def _make_frames(build: BuildContext) -> dict[str, Frame]:
    """Make the frame of each edition."""
    templates = [part for path, data in list_templates(build) for part in (path, data)]
    is_dated = any(word in part for part in templates if isinstance(part, bytes) for word in DATES)
    program = digest(program_fingerprint(), *templates, build.prepared.date.isoformat() if is_dated else "")
    is_asking = any(b"texts" in part for part in templates if isinstance(part, bytes))
    return {edition.code: Frame(build, edition.code, program, is_asking=is_asking) for edition in build.editions}


def _list_jobs(found: Searchable, missing: Collection[str], wanted: Sequence[PageKey]) -> list[RenderJob]:
    """Divide the work: the pages of the documents of a part are one job, other pages share some."""
    by_document: dict[tuple[str, str], list[PageKey]] = {}
    for key in wanted:
        by_document.setdefault(key[:2], []).append(key)
    jobs = []
    for group, name in zip(found.groups, found.names, strict=True):
        own = [key for document in group for key in by_document.pop((document.kind, document.name), ())]
        if own or name in missing:
            jobs.append(RenderJob(group if name in missing else (), tuple(own), {}))
    rest = [key for keys in by_document.values() for key in keys]
    jobs += [RenderJob((), tuple(rest[start : start + FEW]), {}) for start in range(0, len(rest), FEW)]
    # Long lists take longer than other pages. What is long comes first, so that nobody waits long for the last job.
    return sorted(jobs, key=lambda job: (bool(job.documents or job.wanted[0][0] == "article"), -len(job.wanted)))


def _take_along(build: BuildContext, job: RenderJob) -> dict[str, tuple[EditedPage, ...]]:
    """Load the texts that a job needs where our disk is not seen."""
    slugs = {key[1] for key in job.wanted if key[0] == "article"}
    slugs |= {document.name for document in job.documents if document.kind == "article"}
    return {slug: build.prepared.load_texts(slug) for slug in sorted(slugs)}


def _settle(previous: Path | None, site: Path, pages: Mapping[str, PageRecord]) -> frozenset[str]:
    """Make an older site the new one, with nothing in it but pages that stay as they are.

    Args:
        previous: The older site.
        site: The folder of the new one.
        pages: The pages that the new site has in common with an older one, by their files relative to the site.

    Returns:
        Those of them that are there.
    """
    if previous is None or any(site.iterdir()):
        return frozenset()
    settled = frozenset(_prune(str(previous), "", pages))
    if previous.is_dir():
        site.rmdir()
        previous.rename(site)
    return settled


def _prune(folder: str, path: str, pages: Mapping[str, PageRecord]) -> list[str]:
    """Delete from a folder whatever is not among the pages; give those that stay."""
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


def _reuse(store: Store, name: str, known: PageRecord, place: str) -> bool:
    """Put a page from the cache into its place, unless another hand has changed it."""
    file = f"{store.folder}/{PAGES}/{name}"
    try:
        stat = os.stat(file)  # noqa: PTH116 -- here and below: thousands of times, and paths cost more than the call
        is_same = (stat.st_size, stat.st_mtime_ns) == (known.size, known.changed)
        if not is_same and crc32(Path(file).read_bytes()) != known.content:
            store.discard(Path(file))
            return False
        _link(file, place)
    except FileNotFoundError:
        return False
    return True


def _keep(store: Store, name: str, rendered: RenderedPage, place: str) -> PageRecord:
    """Keep a page that was rendered."""
    if rendered.data is not None:
        write_file(place, rendered.data)
    file = f"{store.folder}/{PAGES}/{name}"
    # Another build may clean the cache at the same moment.
    with suppress(FileNotFoundError):
        _link(place, file)
    stat = os.stat(place)  # noqa: PTH116
    return PageRecord(stat.st_size, stat.st_mtime_ns, rendered.content)


def _link(file: str, place: str) -> None:
    """Let a file stand in a second place, instead of what is there; as a copy where the disk has no links.

    Raises:
        FileNotFoundError: There is no such file.
    """
    try:
        os.link(file, place)
    except FileExistsError:
        Path(place).unlink(missing_ok=True)
        _link(file, place)
    except FileNotFoundError:
        folder = Path(place).parent
        if folder.is_dir():
            raise
        folder.mkdir(parents=True, exist_ok=True)
        _link(file, place)
    except OSError:
        shutil.copy2(file, place)


def index_site(build: BuildContext) -> RenderedSite:
    """Index a site whose pages MkDocs itself has rendered."""
    found = list_searchable(build)
    return RenderedSite(lambda: make_search((build, found), SerialExecutor())[0], made=len(build.by_key), kept=0)
