"""Rules on the pages of a finished site: what readers and search engines rely on.

Each rule is a function from the site's pages to the problems it finds; `RULES` lists them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from duizhao.diagnostics import Diagnostic, Span, sort_diagnostics
from duizhao.editing.addresses import GLOSSARY, PARALLEL_SEPARATOR, absolute_address
from duizhao.editions import INDEX
from duizhao.parallel_sets import FOLDER as PARALLEL_FOLDER
from duizhao.settings import Settings

ROOT = "https://site.invalid/"
"""A placeholder for the site's address while links are followed."""
LOADING = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("object", "data"),
    ("image", "href"),
    ("use", "href"),
}
"""Elements and attributes whose addresses a browser fetches by itself."""
LOADING_RELATIONS = ("stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "modulepreload", "manifest")
SITEMAP = re.compile(r"sitemap(?:-\d+)?\.xml")
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
CANDIDATES = re.compile(r",\s+|,$")
"""What stands between the images of a `srcset`; an address may hold a comma."""
CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?(?P<url>(?:https?:)?//[^"')\s]+)""")


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag of a page."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page of a finished site, reduced to what the rules need."""

    path: str
    """Its file, relative to the output folder."""
    address: str
    """Its address, relative to the site's root."""
    elements: tuple[Element, ...]
    ids: tuple[str, ...]

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """List the elements of a tag with these attributes."""
        wanted = attributes.items()
        return [one for one in self.elements if one.tag == tag and all(one.attributes.get(k) == v for k, v in wanted)]


@dataclass(frozen=True, slots=True)
class FinishedSite:
    """All pages of a finished site, and the names of all its files."""

    folder: Path
    settings: Settings
    pages: Mapping[str, HtmlPage] = field(default_factory=dict)
    """By address."""
    files: frozenset[str] = frozenset()

    def is_edition(self, page: HtmlPage) -> bool:
        """Return whether a page belongs to an edition instead of the root."""
        return page.address.split("/")[0] in {edition.folder for edition in self.settings.editions}


Rule = Callable[[FinishedSite], Iterable[Diagnostic]]


def check_pages(folder: Path, settings: Settings) -> tuple[Diagnostic, ...]:
    """Apply every rule to a finished site, and return the problems in order of place."""
    site = read_pages(folder, settings)
    return sort_diagnostics(diagnostic for rule in RULES for diagnostic in rule(site))


def read_pages(folder: Path, settings: Settings) -> FinishedSite:
    """Read the pages of a finished site."""
    pages = {}
    files = frozenset(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    for path in sorted(files):
        if path.endswith(".html"):
            page = _read_page((folder / path).read_text("utf-8"), path, settings)
            pages[page.address] = page
    return FinishedSite(folder, settings, pages, files)


def check_language(site: FinishedSite) -> Iterator[Diagnostic]:
    """A page says the language of its edition; one that shows several editions says that of the first.

    Bad: `<html lang="zh">`
    Good: `<html lang="zh-Hant-TW">`
    """
    codes = {edition.folder: edition.code for edition in site.settings.editions}
    for page in site.pages.values():
        folder = page.address.removeprefix(f"{PARALLEL_FOLDER}/").split("/")[0].partition(PARALLEL_SEPARATOR)[0]
        expected = codes.get(folder, site.settings.editions[0].code)
        found = next((one.attributes.get("lang", "") for one in page.find("html")), "")
        if found != expected:
            yield _problem(page, "page-language", f"expected <html lang='{expected}'>, found '{found}'")


def check_headings(site: FinishedSite) -> Iterator[Diagnostic]:
    """A page has one heading of level one.

    Bad: none, or two `<h1>`
    Good: one `<h1>`
    """
    for page in site.pages.values():
        count = len(page.find("h1"))
        if count != 1:
            yield _problem(page, "page-heading", f"expected one <h1>, found {count}")


def check_ids(site: FinishedSite) -> Iterator[Diagnostic]:
    """An id stands once on a page.

    Bad: `<h2 id="plan">` and `<h3 id="plan">`
    Good: `<h2 id="plan">` and `<h3 id="plan-2">`
    """
    for page in site.pages.values():
        for name, count in Counter(page.ids).items():
            if count > 1:
                yield _problem(page, "page-id", f"id '{name}' stands {count} times")


def check_canonicals(site: FinishedSite) -> Iterator[Diagnostic]:
    """A page of an edition names one canonical address, that of a page of this site.

    Bad: no `<link rel="canonical">`, or one that leads nowhere
    Good: its own address, or that of the page it is an unfinished translation of
    """
    if not site.settings.site_url:
        return
    for page in site.pages.values():
        links = page.find("link", rel="canonical")
        if len(links) != 1:
            if site.is_edition(page):
                yield _problem(page, "page-canonical", f"expected one canonical address, found {len(links)}")
            continue
        address = unquote(links[0].attributes.get("href", "").removeprefix(site.settings.site_url))
        if address not in site.pages:
            yield _problem(page, "page-canonical", f"the canonical address {address} leads nowhere", links[0])


def check_alternates(site: FinishedSite) -> Iterator[Diagnostic]:
    """A page names its editions to search engines: itself, and which one is for all other languages.

    Bad: `/en/a/` names `/zh-hans/a/` alone; a page with `noindex` names editions
    Good: each names all, itself included, and `x-default`
    """
    for page in site.pages.values():
        alternates = _alternates(site, page)
        if _is_hidden(page):
            if alternates:
                yield _problem(page, "page-alternate", "it is not to be found, and names editions to search engines")
        elif site.is_edition(page) and site.settings.site_url:
            if "x-default" not in alternates:
                yield _problem(page, "page-alternate", "no alternate x-default")
            if page.address not in alternates.values():
                yield _problem(page, "page-alternate", "it does not name itself among its editions")


def check_returns(site: FinishedSite) -> Iterator[Diagnostic]:
    """The pages that a page names as its editions name it too, and with it all the others.

    Bad: `/en/a/` names `/zh-hans/a/`, which does not name it back; `x-default` is a page that names nothing
    Good: all of them, `x-default` included, name the same
    """
    named = {page.address: _alternates(site, page) for page in site.pages.values()}
    for page in site.pages.values():
        for code, address in named[page.address].items():
            if address not in named:
                yield _problem(page, "page-alternate", f"alternate {code} leads nowhere: {address}")
            elif page.address not in named[address].values():
                yield _problem(page, "page-alternate", f"alternate {code} does not name it back")
            elif named[page.address] != named[address]:
                yield _problem(page, "page-alternate", f"alternate {code} names other editions")


def check_sitemap(site: FinishedSite) -> Iterator[Diagnostic]:
    """The sitemap lists the pages that search engines shall find, and says of their editions what they say.

    Bad: a page with `noindex`, or one that is missing; alternates that differ from those of the page's head
    Good: every page but those, each with its alternates; no sitemap where the site's address is not known
    """
    listed: dict[str, dict[str, str]] = {}
    for path in sorted(one for one in site.files if SITEMAP.fullmatch(one)):
        for row in ET.parse(site.folder / path).iter(f"{SITEMAPS}url"):  # noqa: S314 -- the site's own file
            links = {one.get("hreflang", ""): one.get("href", "") for one in row.iter(f"{XHTML}link")}
            listed[row.findtext(f"{SITEMAPS}loc", "")] = links
    if not listed:
        return
    base = site.settings.site_url
    found = {absolute_address(base, page.address): page for page in site.pages.values() if not _is_hidden(page)}
    for url in sorted(listed.keys() - found.keys()):
        yield Diagnostic(Span("sitemap.xml"), "page-sitemap", f"{url} is no page that search engines shall find")
    for url, page in found.items():
        if url not in listed:
            yield _problem(page, "page-sitemap", "the sitemap does not list it")
            continue
        said = {code: absolute_address(base, address) for code, address in _alternates(site, page).items()}
        if listed[url] != said:
            yield _problem(page, "page-sitemap", "the sitemap names other editions of it than its head does")


def check_links(site: FinishedSite) -> Iterator[Diagnostic]:
    """A link inside the site leads to a file that is there, and its fragment to an id.

    Bad: `<a href="../missing/">`, `<img src="none.png">`, `<a href="#none">`
    Good: everything that leads somewhere
    """
    for page in site.pages.values():
        for element in page.elements:
            targets = [
                element.attributes[name]
                for name in ("href", "src")
                if name in element.attributes and (element.tag, name) != ("base", "href")
            ]
            for target in (*targets, *_list_candidates(element)):
                problem = _follow(site, page, target)
                if problem:
                    yield _problem(page, "page-link", problem, element)


def check_hosts(site: FinishedSite) -> Iterator[Diagnostic]:
    """No page makes a browser ask another host.

    Bad: `<link rel="stylesheet" href="https://fonts.example/…">`
    Good: everything that is loaded stands in the site
    """
    for page in site.pages.values():
        for element in page.elements:
            for target in _loaded(element):
                if urlsplit(target).netloc:
                    yield _problem(page, "page-host", f"<{element.tag}> loads {target}", element)
    for path in sorted(site.files):
        if path.endswith(".css"):
            for found in CSS_URL.finditer((site.folder / path).read_text("utf-8")):
                yield Diagnostic(Span(path), "page-host", f"the style sheet loads {found['url']}")


def check_blocks(site: FinishedSite) -> Iterator[Diagnostic]:
    """A page has the same blocks and headings in every edition, in the same order but for the glossary.

    Bad: the English page lacks `data-block="7"`
    Good: the same numbers and ids everywhere
    """
    first: dict[str, tuple[HtmlPage, tuple[str, ...]]] = {}
    for page in site.pages.values():
        if not site.is_edition(page):
            continue
        name = page.address.partition("/")[2]
        marks = tuple(
            one.attributes["data-block"] + "#" + one.attributes.get("id", "")
            for one in page.elements
            if "data-block" in one.attributes
        )
        if name.startswith(GLOSSARY):
            # Each edition has it in its own order.
            marks = tuple(sorted(marks))
        other, expected = first.setdefault(name, (page, marks))
        if marks != expected:
            message = f"its blocks differ from those of {other.address}: {len(marks)} against {len(expected)}"
            yield _problem(page, "page-blocks", message)


RULES: tuple[Rule, ...] = (
    check_language,
    check_headings,
    check_ids,
    check_canonicals,
    check_alternates,
    check_returns,
    check_sitemap,
    check_links,
    check_hosts,
    check_blocks,
)


class _Parser(HTMLParser):
    """Collects the start tags of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a start tag."""
        line, column = self.getpos()
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}, line, column + 1))


def _read_page(text: str, path: str, settings: Settings) -> HtmlPage:
    """Parse one page."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    # If a site can be opened from disk, the address of a page is that of its file, except for the root page.
    is_folder = path.rpartition("/")[2] == INDEX and not (settings.editions[0].index and path != INDEX)
    address = path.removesuffix(INDEX) if is_folder else path
    ids = tuple(one.attributes["id"] for one in parser.elements if "id" in one.attributes)
    return HtmlPage(path, address, tuple(parser.elements), ids)


def _is_hidden(page: HtmlPage) -> bool:
    """Return whether a page asks search engines not to index it."""
    return bool(page.find("meta", name="robots", content="noindex"))


def _alternates(site: FinishedSite, page: HtmlPage) -> dict[str, str]:
    """Return the alternates in the head of a page: addresses by language."""
    return {
        one.attributes["hreflang"]: unquote(
            urlsplit(
                urljoin(ROOT + page.address, one.attributes["href"].replace(site.settings.site_url or ROOT, ROOT))
            ).path
        ).lstrip("/")
        for one in page.find("link", rel="alternate")
        if "hreflang" in one.attributes
    }


def _loaded(element: Element) -> Iterator[str]:
    """Yield the addresses that a browser fetches for an element."""
    for name, value in element.attributes.items():
        if (element.tag, name) in LOADING:
            yield value
    yield from _list_candidates(element)
    if element.tag == "link" and element.attributes.get("rel", "") in LOADING_RELATIONS:
        yield element.attributes.get("href", "")


def _list_candidates(element: Element) -> list[str]:
    """List the addresses of the images of which a browser chooses one."""
    return [one.split()[0] for one in CANDIDATES.split(element.attributes.get("srcset", "")) if one.strip()]


def _follow(site: FinishedSite, page: HtmlPage, target: str) -> str:
    """Return the problem of a link; empty if its target exists or is outside of the site."""
    start = ROOT + page.address
    written = target
    if page.path == "404.html" and site.settings.site_url:
        # A server shows this page at any address, so its links are absolute, below the site's own path.
        base = unquote(urlsplit(site.settings.site_url).path)
        if unquote(target).startswith(base):
            target = unquote(target).removeprefix(base) or "."
    if site.settings.site_url and target.startswith(site.settings.site_url):
        target = ROOT + target.removeprefix(site.settings.site_url)
    parts = urlsplit(urljoin(start, target))
    if parts.scheme != "https" or parts.netloc != urlsplit(ROOT).netloc:
        return ""
    address = unquote(parts.path).lstrip("/")
    if address not in site.pages and address not in site.files:
        return f"'{written}' leads nowhere: no {address}"
    fragment = unquote(parts.fragment)
    if fragment and address in site.pages and fragment not in site.pages[address].ids:
        return f"'{written}' leads nowhere: {address or 'the root page'} has no id '{fragment}'"
    return ""


def _problem(page: HtmlPage, code: str, message: str, element: Element | None = None) -> Diagnostic:
    """Make a diagnostic of a page, at one of its elements or at its beginning."""
    span = Span(page.path, element.line, element.column) if element else Span(page.path)
    return Diagnostic(span, code, message)
