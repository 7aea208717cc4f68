"""Measures the search: `python benchmarks/search.py [--articles N] [--site DIR] [--pagefind PROGRAM] [--material]`.

Builds the index of a seeded corpus (or of a site), asks every query of `search_queries.yml` in headless Chromium and
prints, by kind of query: recall and precision among the first ten, mean reciprocal rank; then bytes fetched and times.
With `--pagefind` and `--material` the same pages are indexed and asked by these, too. Precision is counted over the
results given, so that a query with two relevant pages can reach 1; a query for which the corpus holds nothing is left
out, but for the kind `nothing`, which must find nothing.
"""

from __future__ import annotations

import argparse
import gzip
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright
from search_corpus import PLACES, THEMES, make_corpus
from search_scripts import MATERIAL, OURS, PAGEFIND, TIMED

from duizhao.editions import Edition, make_edition
from duizhao.executors import ease_collector, make_executor
from duizhao.search.documents import SearchDocument, Version, index_name, sort_documents
from duizhao.search.extract import read_blocks
from duizhao.search.index import Label, make_index
from duizhao.search.language import fold
from duizhao.search.parts import index_parts

HERE = Path(__file__).parent
ASSETS = HERE.parent / "duizhao" / "theme" / "assets" / "duizhao" / "search"
EDITIONS = tuple(make_edition(code) for code in ("zh-Hans", "zh-Hant-TW", "en"))
TEN = 10
COLD = 12
"""The number of queries that are also measured in a new browser context with an empty cache."""
PACKED = {".js", ".json", ".html", ".css"}
"""Suffixes of files that servers compress."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query and its relevant pages."""

    kind: str
    text: str
    edition: str
    relevant: frozenset[str]


@dataclass(slots=True)
class Measured:
    """The result of one query."""

    query: Query
    found: list[str]
    size: int
    """The bytes over the wire."""
    wait: float
    """Milliseconds from the last byte received, or from the query if nothing was fetched, to the results."""

    @property
    def recall(self) -> float:
        """The share of the relevant pages, counted up to ten, that are among the first ten results."""
        hits = len(self.query.relevant & set(self.found[:TEN]))
        wanted = min(TEN, len(self.query.relevant))
        return hits / wanted if wanted else float(not self.found)

    @property
    def precision(self) -> float:
        """The share of relevant pages among the first ten results."""
        shown = self.found[:TEN]
        return len(self.query.relevant & set(shown)) / len(shown) if shown else float(not self.query.relevant)

    @property
    def rank(self) -> float:
        """The reciprocal rank of the first relevant result."""
        first = next((place for place, one in enumerate(self.found, 1) if one in self.query.relevant), 0)
        return 1 / first if first else float(not self.query.relevant)


def read_queries(path: Path, documents: list[SearchDocument]) -> list[Query]:
    """Read the queries, and find the relevant documents for each."""
    texts = {code: {one.name: _whole_text(one, code) for one in documents} for code in ("zh-Hans", "en")}
    queries = []
    for kind, rows in yaml.safe_load(path.read_text("utf-8")).items():
        judged = texts["en" if kind.startswith("english") else "zh-Hans"]
        reads_english = kind.endswith("by english readers") or (kind.startswith("english") and "typed" not in kind)
        edition = "en" if reads_english else "zh-Hant-TW"
        shown = {one.name for one in documents if any(version.edition == edition for version in one.versions)}
        for text, wanted in rows.items():
            meets = _make_judge(str(wanted))
            relevant = frozenset(name for name, whole in judged.items() if meets(whole)) & shown
            if relevant or kind == "nothing":
                queries.append(Query(kind, str(text), edition, relevant))
    return queries


def _whole_text(document: SearchDocument, code: str) -> str:
    """Return a document's folded text, one line per block."""
    version = next((one for one in document.versions if one.edition == code), None)
    if version is None:
        return ""
    return fold("\n".join([version.title, version.summary, *(one.text for one in read_blocks(version.html))]))


def _make_judge(wanted: str) -> Callable[[str], bool]:
    """Return a function that checks whether a text meets a condition."""
    ways = [[_make_term(term.strip()) for term in way.split("&")] for way in wanted.split("|")]
    return lambda text: any(
        all((found.search(text) is not None) is expected for found, expected in way) for way in ways
    )


def _make_term(term: str) -> tuple[re.Pattern[str], bool]:
    """Return the pattern of a term, and whether it must match."""
    bare = fold(term.removeprefix("!").strip())
    pattern = re.escape(bare).replace(r"\*", "[a-z]*").replace(r"\ ", r"\W+")
    before = r"(?<![a-z0-9])" if bare[0].isascii() else ""
    after = r"(?![a-z0-9])" if bare[-1].isascii() and not bare.endswith("*") else ""
    return re.compile(before + pattern + after), not term.startswith("!")


def read_site(root: Path) -> list[SearchDocument]:
    """Read the articles of a site as its own build would index them."""
    # These imports are local: the generated corpus is measured without MkDocs.
    from duizhao.editing.content_index import ContentIndex  # noqa: PLC0415
    from duizhao.editing.pages import edit_page, list_pages  # noqa: PLC0415
    from duizhao.pipeline import prepare  # noqa: PLC0415

    prepared = prepare(root)
    versions: dict[str, list[Version]] = defaultdict(list)
    articles = {one.slug: one for one in prepared.site.articles}
    for edition in prepared.site.settings.editions:
        context = prepared.edition_context(edition)
        for page in list_pages(ContentIndex(prepared.site), edition):
            if page.kind == "article":
                edited = edit_page(page, context)
                if edited.is_offered:
                    version = Version(edition.code, page.address, edited.title.text, edited.summary.text, edited.html)
                    versions[page.name].append(version)
    return [
        SearchDocument("article", name, articles[name].date, "", (), tuple(rows)) for name, rows in versions.items()
    ]


class _Handler(SimpleHTTPRequestHandler):
    """A file server that compresses texts, as hosts usually do."""

    protocol_version = "HTTP/1.1"
    sent = 0
    """The bytes of all responses, counted here since browsers do not attribute a worker's requests to its page."""

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not self.path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", f"{self.path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        data = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in PACKED:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        _Handler.sent += len(data)
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base class calls it so
        """Log nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def ask(browser: Browser, address: str, script: str, queries: list[Query], *, cold: bool) -> list[Measured]:
    """Run queries, in one browser context per edition, or in a new one for every query if `cold`."""
    measured = []
    pages: dict[str, Page] = {}
    for query in queries:
        if cold or query.edition not in pages:
            page = browser.new_context().new_page()
            page.goto(f"{address}{query.edition}.html", wait_until="load")
            pages[query.edition] = page
        page = pages[query.edition]
        before = _Handler.sent
        found, wait = page.evaluate(TIMED % script, [query.edition, query.text])
        measured.append(Measured(query, found, _Handler.sent - before, wait))
        if cold:
            page.context.close()
    for page in pages.values():
        if not cold:
            page.context.close()
    return measured


def report(name: str, measured: list[Measured], cold: list[Measured]) -> None:
    """Print the results."""
    print(f"\n{name}: {len(measured)} queries")
    print(f"{'kind':36}{'queries':>8}{'recall@10':>11}{'precision@10':>14}{'MRR':>7}")
    kinds = list(dict.fromkeys(one.query.kind for one in measured))
    for kind in [*kinds, "all"]:
        rows = [one for one in measured if kind in (one.query.kind, "all")]
        recall, precision, rank = (
            statistics.mean(getattr(one, what) for one in rows) for what in ("recall", "precision", "rank")
        )
        print(f"{kind:36}{len(rows):8}{recall:11.3f}{precision:14.3f}{rank:7.3f}")
    for one in measured:
        if one.recall < 1:
            print(f"  missed: {one.query.kind}: {one.query.text}: recall {one.recall:.2f} of {len(one.query.relevant)}")
    first = [one.size / 1000 for one in cold]
    later = [one.size / 1000 for one in measured]
    waits = sorted(one.wait for one in measured)
    print(f"first search, KB over the wire: median {statistics.median(first):.0f}, most {max(first):.0f}")
    print(f"later searches, KB: median {statistics.median(later):.0f}, most {max(later):.0f}")
    last = waits[int(len(waits) * 0.95)]
    print(
        f"last byte to results, ms: median {statistics.median(waits):.0f}, 95 % within {last:.0f}, most {waits[-1]:.0f}"
    )


def count_cpu() -> float:
    """Return the processor seconds of this process and of its finished children."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in usages)


@contextmanager
def timing(what: str) -> Iterator[None]:
    """Print the time that a block takes."""
    start, used = time.perf_counter(), count_cpu()
    yield
    print(f"{what}: {time.perf_counter() - start:.1f} s, {count_cpu() - used:.1f} s of processors")


def measure_size(folder: Path) -> float:
    """Return the total size of a folder's files in MB."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def write_index(documents: list[SearchDocument], folder: Path) -> None:
    """Write Duizhao's index and the browser's code.

    A build takes the texts of blocks from the tokens it renders (`editing/blocks.py`); here they are read beforehand.
    """
    regions = _list_regions(documents)
    ordered = sort_documents([_read_blocks(document) for document in documents])
    indexes = {edition.code: index_name(edition) for edition in EDITIONS}
    with timing("duizhao indexes"):
        executor, themes = make_executor(), [Label(one, {}) for one in THEMES]
        parts = index_parts(ordered, indexes, executor)
        files = make_index(ordered, EDITIONS, themes=themes, regions=regions, parts=parts, executor=executor)
        for path, data in files.items():
            file = folder / "search" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    print(f"duizhao's index: {measure_size(folder / 'search'):.2f} MB in {len(files)} files")
    shutil.copytree(ASSETS, folder / "code")
    for edition in EDITIONS:
        _write_start(folder, edition)


def _read_blocks(document: SearchDocument) -> SearchDocument:
    """Return a document with the texts of its blocks."""
    return replace(document, versions=tuple(replace(one, blocks=read_blocks(one.html)) for one in document.versions))


def _list_regions(documents: list[SearchDocument]) -> list[Label]:
    """List the regions of the corpus."""
    known = {*(one.lower() for one in PLACES.values()), *(one for document in documents for one in document.regions)}
    return [Label(one, {}) for one in sorted(known)]


def _write_start(folder: Path, edition: Edition) -> None:
    """Write the page from which an edition is searched."""
    text = f'<!doctype html><html lang="{edition.code.lower()}"><link rel="icon" href="data:,"><title>search</title>'
    (folder / f"{edition.code}.html").write_text(text, "utf-8")


def write_pagefind(documents: list[SearchDocument], folder: Path, program: str) -> None:
    """Write the same pages as HTML, and index them with Pagefind."""
    for document in documents:
        for version in document.versions:
            file = folder / version.address / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                f'<!doctype html><html lang="{version.edition.lower()}"><title>{version.title}</title><body>'
                f"<main data-pagefind-body><h1>{version.title}</h1><p>{version.summary}</p>{version.html}</main>",
                "utf-8",
            )
    with timing("Pagefind indexes"):
        subprocess.run([program, "--site", str(folder)], check=True, stdout=subprocess.DEVNULL)
    index = folder / "pagefind"
    print(f"Pagefind's index: {measure_size(index):.2f} MB in {sum(1 for _ in index.rglob('*'))} files")
    for edition in EDITIONS:
        _write_start(folder, edition)


def write_material(documents: list[SearchDocument], folder: Path) -> None:
    """Write the pages of the queried editions as Markdown, one site per edition, and build them with Material."""
    for edition, language in (("zh-Hant-TW", "zh-TW"), ("en", "en")):
        root = folder / "sources" / edition
        for document in documents:
            for version in (one for one in document.versions if one.edition == edition):
                file = root / "docs" / "articles" / f"{document.name}.md"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(f"# {version.title}\n\n{version.summary}\n\n{version.html}", "utf-8")
        (root / "docs" / "index.md").write_text("# search\n", "utf-8")
        output = folder / f"{edition}.html"
        settings = {
            "site_name": "search",
            "site_dir": str(output),
            "theme": {"name": "material", "language": language, "font": False},
            "plugins": [{"search": {"lang": ["zh", "en"] if edition != "en" else ["en"]}}],
            "nav": [{"search": "index.md"}],
        }
        (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
        with timing(f"MkDocs with Material builds {edition}"):
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(root / "mkdocs.yml")]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        print(f"Material's index of {edition}: {measure_size(output / 'search'):.2f} MB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split(":", 1)[0])
    parser.add_argument("--articles", type=int, default=3000, help="how many articles the seeded corpus has")
    parser.add_argument("--site", type=Path, help="the folder of a site to measure in the place of the corpus")
    parser.add_argument("--pagefind", help="Pagefind's program, to be measured beside")
    parser.add_argument(
        "--material", action="store_true", help="measure Material's search beside; slow beyond hundreds"
    )
    parser.add_argument("--queries", type=Path, default=HERE / "search_queries.yml")
    options = parser.parse_args()
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("no Chromium here; on Debian: apt-get install chromium")
    documents = read_site(options.site.resolve()) if options.site else make_corpus(options.articles)
    queries = read_queries(options.queries, documents)
    pages = sum(len(one.versions) for one in documents)
    print(f"{len(documents)} articles, {pages} pages, {len(queries)} queries with an answer")
    engines = [("duizhao", OURS, write_index)]
    if options.pagefind:
        engines.append(("Pagefind", PAGEFIND, partial(write_pagefind, program=options.pagefind)))
    if options.material:
        engines.append(("Material", MATERIAL, write_material))
    # Like a build, and before a browser starts: its threads would prevent copying of processes.
    ease_collector()
    with tempfile.TemporaryDirectory() as temporary:
        folders = [Path(temporary) / name for name, _script, _write in engines]
        for folder, (_name, _script, write) in zip(folders, engines, strict=True):
            folder.mkdir()
            write(documents, folder)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            for folder, (name, script, _write) in zip(folders, engines, strict=True):
                step = max(1, len(queries) // COLD)
                with serving(folder) as address:
                    cold = ask(browser, address, script, queries[::step], cold=True)
                    measured = ask(browser, address, script, queries, cold=False)
                report(name, measured, cold)
            browser.close()


if __name__ == "__main__":
    main()
