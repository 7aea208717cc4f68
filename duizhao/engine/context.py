"""The build context: all pages of one build, and the values that their templates get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from duizhao.editing.addresses import FEED, page_address, relative_folder
from duizhao.editing.content_index import ContentIndex
from duizhao.editing.pages import EditedPage, EditionContext, Page, edit_page, list_pages
from duizhao.editing.texts import Wording
from duizhao.editions import Edition
from duizhao.engine.configuration import localise_configuration, with_alternates
from duizhao.engine.navigation import Menus
from duizhao.engine.neighbours import link_articles
from duizhao.engine.pages import ChooserPage, EditionPage, Neighbour, find_editable
from duizhao.engine.parallel import KIND as PARALLEL
from duizhao.engine.parallel import ParallelPages, split_name
from duizhao.engine.structure import STRUCTURE, Structure, keep_structure, make_structure, recall_structure
from duizhao.engine.switcher import Switcher
from duizhao.engine.template_values import TemplateValues, list_article_values, list_citation_values
from duizhao.graph import MISSING
from duizhao.prepared_build import PreparedBuild
from duizhao.report.citation_styles import CitationStyles
from duizhao.report.metadata import find_canonical, is_indexed, list_alternates
from duizhao.report.open_graph import make_open_graph
from duizhao.report.related import find_related
from duizhao.report.sheets import make_sheet_texts
from duizhao.search.interface import make_search_interface, search_address
from duizhao.store import digest
from duizhao.tracking import Fact, Reads
from duizhao.translation.interface import INTERFACE_SCRIPT

PageKey = tuple[str, str, str]
"""The key of a page: kind, name, edition."""


class BuildContext:
    """All pages of one build, and the values that their templates get.

    Values are made on demand: if only the text of one article has changed, only its own pages are made.
    """

    def __init__(self, prepared: PreparedBuild, config: MkDocsConfig) -> None:
        """Set up the build of a site that was read and checked."""
        self.prepared = prepared
        self.config = config
        self.editions = prepared.settings.editions
        self.site_url = prepared.settings.site_url
        self.contexts = prepared.contexts
        self.has_same_structure = prepared.graph.is_current(STRUCTURE)
        """Whether nothing has changed that the structure of the last build has read."""
        self.reads: Reads = set()
        """The facts that were read, see `tracking`."""
        self.answers: dict[Fact, str] = {}
        """The answers that were found while pages were made."""
        self._tracked = self.contexts
        self._places = {edition.code: place for place, edition in enumerate(self.editions)}
        home = prepared.frame.site.home
        self._views = {
            one.code: localise_configuration(config, self.contexts[one.code].texts, page_address(one, home))
            for one in self.editions
        }
        self._navigation: dict[str, Navigation] = {}
        self._switcher = Switcher(self.contexts)
        self._styles = CitationStyles(prepared.store)
        self._parallel = ParallelPages(self)

    @contextmanager
    def tracking(self) -> Iterator[Reads]:
        """Record the facts that are read in the block.

        Yields:
            The facts, complete at the end of the block.
        """
        before = self.reads, self._tracked
        self.reads = set()
        self._tracked = {code: context.tracked(self.reads) for code, context in self.contexts.items()}
        try:
            yield self.reads
        finally:
            self.reads, self._tracked = before

    @cached_property
    def content_index(self) -> ContentIndex:
        """The site's content by region, theme, tag and source."""
        return ContentIndex(self.prepared.site, self.prepared.summary.tags)

    @cached_property
    def pages(self) -> Mapping[str, Sequence[EditedPage]]:
        """The pages of each edition in the order of reading; those of articles without their text."""
        return {one.code: self._edit_pages(one) for one in self.editions}

    @cached_property
    def search_pages(self) -> Mapping[str, EditedPage]:
        """The page for search results in each edition."""
        return {one.code: self._make_search_page(one) for one in self.editions}

    @cached_property
    def structure(self) -> Structure:
        """The structure of the site, made again only if something that it reads has changed."""
        prepared = self.prepared
        if prepared.structure is not None:
            known: Structure = prepared.structure
            return known
        found = recall_structure(prepared.graph, prepared.store)
        if found is None:
            found = make_structure(self.pages, self._navigation_title, find_related(self.content_index))
            keep_structure(prepared.graph, prepared.store, found)
        return found

    def answer(self, fact: Fact) -> str:
        """Return the fingerprint of a fact about pages that no single source file determines."""
        kind, *subject = fact
        if fact in self.answers:
            return self.answers[fact]
        if kind in ("count", "tag", "related"):
            return repr(self._look_up(kind, subject[0]))
        if kind == "menu":
            edition, address = subject
            return self.structure.menus[edition].menu_key(address) if edition in self.structure.menus else MISSING
        key = subject[0], subject[1]
        if kind == "counterparts":
            others = self._all_counterparts.get(key, ())
            return repr([(one.is_offered, one.page.address) for one in others])
        edited = self._others.get((*key, subject[2]))
        if edited is None:
            return MISSING
        self._list_values(edited)
        return self.answers[fact]

    def _look_up(self, kind: str, name: str) -> object:
        """Return what all articles say of a theme (their number), a tag, or an article (those related to it)."""
        summary = self.prepared.summary
        if kind == "count":
            return summary.counts.get(name, 0)
        return summary.tags.get(name) if kind == "tag" else self.structure.related.get(name)

    KINDS = ("count", "tag", "menu", "related", "counterparts", "listing")
    """The kinds of facts that `answer` accepts."""

    def edition_context(self, code: str) -> EditionContext:
        """Return the context of an edition, which records the facts that are read from it."""
        return self._tracked[code]

    def list_all(self) -> list[EditedPage]:
        """List the pages of all editions, including those of search results."""
        return [*(page for pages in self.pages.values() for page in pages), *self.search_pages.values()]

    def make_page(
        self,
        edited: EditedPage,
        texts: Mapping[str, EditedPage] | None = None,
        others: Sequence[EditedPage] | None = None,
    ) -> EditionPage:
        """Make the MkDocs counterpart of a page.

        Args:
            edited: The page; that of an article may lack its text.
            texts: The pages of its article with their texts by edition, if they are at hand.
            others: The page in every edition; looked up by default.
        """
        key = edited.page.key

        def load() -> EditedPage:
            if edited.page.kind == PARALLEL:
                return self._parallel.load(edited.page.name, texts)
            if edited.page.kind != "article":
                return edited
            if texts is not None:
                return texts[edited.page.edition.code]
            loaded = self.prepared.load_texts(edited.page.name)
            return next(one for one in loaded if one.page.edition == edited.page.edition)

        written = find_editable(edited.page.subject, self.prepared.settings)
        page = EditionPage(edited, self._navigation_title(edited), load, self.config, written)
        page.update_date = self.prepared.date.date().isoformat()
        if self.site_url:
            versions = others or self.find_counterparts(key)
            own = self._parallel.find_first(edited) if edited.page.kind == PARALLEL else edited
            page.canonical_url = find_canonical(own, versions, self.site_url)
        # Each article links to the previous and the next one in the order of reading.
        above, below = self.menus(edited).find_neighbours(edited.page.address)
        page.previous_page = Neighbour(above.title, above.address) if above else None  # type: ignore[assignment]
        page.next_page = Neighbour(below.title, below.address) if below else None  # type: ignore[assignment]
        return page

    def make_pages(self) -> list[EditionPage | ChooserPage]:
        """Make the MkDocs pages of all pages, and the root page."""
        return [self.make_chooser(), *map(self.make_page, map(self.find_page, self.list_keys()))]

    def make_chooser(self) -> ChooserPage:
        """Make the MkDocs page of the root page."""
        page = ChooserPage(self.config, self.site_url)
        page.update_date = self.prepared.date.date().isoformat()
        return page

    def menus(self, edited: EditedPage) -> Menus:
        """Return the navigation of the edition that a page belongs to."""
        code = edited.page.edition.code
        self.reads.add(("menu", code, edited.page.address))
        return self.structure.menus[code]

    def home(self, edition: Edition) -> EditedPage:
        """Return the home page of an edition."""
        return self.pages[edition.code][0]

    def find_page(self, key: PageKey) -> EditedPage:
        """Return a page, without its text if it is an article."""
        kind, name, code = key
        if kind == PARALLEL:
            return self._parallel.find_page(name)
        if kind == "article":
            path = self.prepared.summary.paths[name]
            self.reads.add(("article", path, f"body:{code}"))
            return self.prepared.results.load(path).pages[self._places[code]]
        self.reads.add(("listing", *key))
        return self._others[key]

    def find_title(self, slug: str, code: str) -> tuple[Wording, str]:
        """Return the title and the address of an article in an edition."""
        path = self.prepared.summary.paths[slug]
        self.reads.add(("article", path, f"title:{code}"))
        found = self.prepared.results.load(path).pages[self._places[code]]
        return found.title, found.page.address

    def find_counterparts(self, key: tuple[str, str]) -> tuple[EditedPage, ...]:
        """Return a page in every edition."""
        kind, name = split_name(key[1]) if key[0] == PARALLEL else key
        if kind == "article":
            path = self.prepared.summary.paths[name]
            self.reads |= {("article", path, "offered"), ("article", path, "title")}
            return self.prepared.results.load(path).pages
        self.reads.add(("counterparts", kind, name))
        return self._all_counterparts[kind, name]

    def list_counterparts(self) -> Iterator[tuple[EditedPage, ...]]:
        """Yield each page in every edition."""
        for edited in (*self.pages[self.editions[0].code], self.search_pages[self.editions[0].code]):
            yield self.find_counterparts(edited.page.key)

    def list_keys(self) -> list[PageKey]:
        """List the keys of all pages."""
        keys = [(*one.page.key, one.page.edition.code) for one in self.list_all()]
        return [*keys, *self._parallel.list_keys(keys)]

    @cached_property
    def _others(self) -> Mapping[PageKey, EditedPage]:
        """All pages except articles, by their keys."""
        return {(*one.page.key, one.page.edition.code): one for one in self.list_all() if one.page.kind != "article"}

    @cached_property
    def _all_counterparts(self) -> Mapping[tuple[str, str], tuple[EditedPage, ...]]:
        """All pages except articles in every edition, by the key that the editions share."""
        found: dict[tuple[str, str], list[EditedPage]] = {}
        for edited in self._others.values():
            found.setdefault(edited.page.key, []).append(edited)
        return {key: tuple(pages) for key, pages in found.items()}

    @cached_property
    def articles(self) -> Mapping[str, Sequence[EditedPage]]:
        """The pages of articles in each edition, newest first."""
        results = [self.prepared.load_result(slug) for slug in self.prepared.summary.paths]
        return {code: [result.pages[place] for result in results] for code, place in self._places.items()}

    @cached_property
    def _values(self) -> Mapping[str, TemplateValues]:
        """What makes the template values of pages that are no articles, by edition code."""
        return {
            code: TemplateValues(self.content_index, self.contexts, code, articles)
            for code, articles in self.articles.items()
        }

    def _edit_pages(self, edition: Edition) -> list[EditedPage]:
        """List the pages of an edition; articles lack their texts."""
        context, place = self.contexts[edition.code], self._places[edition.code]
        return [
            self.prepared.load_result(page.name).pages[place]
            if page.kind == "article"
            else edit_page(page, context, self.content_index)
            for page in list_pages(self.content_index, edition)
        ]

    def _make_search_page(self, edition: Edition) -> EditedPage:
        """Make the page for long lists of search results, which the browser fills; it is in no navigation."""
        page = Page("search", "", edition, search_address(edition), None)
        title = self.contexts[edition.code].texts("搜索", INTERFACE_SCRIPT)
        return EditedPage(
            page, title, Wording("", edition.code), "", (), share=1.0, stale=0, missing=0, source=INTERFACE_SCRIPT
        )

    def _navigation_title(self, edited: EditedPage) -> str:
        """Return a page's title in the navigation; that of the home page differs from its own, the name of the site."""
        if edited.page.kind == "home":
            return self.contexts[edited.page.edition.code].texts("首页").text
        return edited.title.text

    def page_values(self, page: EditionPage) -> dict[str, Any]:
        """Return the values of an edition's page.

        Besides MkDocs' own: `edition`, `texts`, `edited`, `switcher`, `parallel`, `parallel_pages`, `offered`,
        `properties`, `sheets`, `root`, `feed`, `search`, `menu`, and what the kind of page needs, see `TemplateValues`.
        """
        others = self.find_counterparts(page.page.key)
        if page.page.kind == PARALLEL:
            return self._parallel.list_values(page.edited, others)
        return {
            **self.frame_values(page.edited, others),
            "menu": self.menus(page.edited).make_menu(page.page.address),
            **self.subject_values(page.edited, others),
        }

    def frame_values(self, edited: EditedPage, others: Sequence[EditedPage]) -> dict[str, Any]:
        """Return the values that all kinds of pages need.

        Args:
            edited: The page.
            others: The page in every edition, itself included.
        """
        edition, start = edited.page.edition, edited.page.address
        context = self._tracked[edition.code]
        self.reads.add(("environment", edition.code))
        alternates = list_alternates(others, self.site_url) if is_indexed(edited) else ()
        home = relative_folder(f"{edition.folder}/", start)
        site = context.texts(self.config.site_name).text
        return {
            "build_date_utc": self.prepared.date,
            "base_url": home.rstrip("/"),
            "config": with_alternates(self._views[edition.code], alternates),
            "nav": self._list_navigation(edition),
            "edition": edition,
            "texts": context.texts,
            "edited": edited,
            "switcher": self._switcher.make(others, edition, start, self.reads),
            "parallel": self._switcher.write_words(edition.code),
            "parallel_pages": self._parallel.list_links(edited.page, start),
            "offered": edited.is_offered,
            "properties": make_open_graph(edited, others, site=site, url=self.site_url),
            "sheets": make_sheet_texts(edited, site, self.site_url),
            "root": relative_folder("", start),
            "feed": f"{home}{FEED}",
            "search": make_search_interface(context, start),
        }

    def view(self, code: str) -> MkDocsConfig:
        """Return the configuration of an edition."""
        return self._views[code]

    def view_fingerprint(self, code: str) -> str:
        """Return the fingerprint of the values in which an edition's configuration differs from mkdocs.yml."""
        view = self._views[code]
        return repr((view.site_name, view.site_description, view.copyright, view.theme.get("palette")))

    def _list_navigation(self, edition: Edition) -> Navigation:
        """List the pages that the theme shows in tabs and breadcrumbs: all except articles and regions."""
        if edition.code not in self._navigation:
            # Reads need not be recorded: a change here also changes the navigation, which each page reads anyway.
            listed = [one for structure in self.structure.editions.values() for one in structure.listed]
            others = {key: [one for one in listed if one.page.key == key] for key in {one.page.key for one in listed}}
            own = self.structure.editions[edition.code].listed
            with self.tracking():
                pages = [self.make_page(one, others=others[one.page.key]) for one in own]
            self._navigation[edition.code] = Navigation([*pages], [*pages])
            self._navigation[edition.code].homepage = pages[0]
        return self._navigation[edition.code]

    def subject_values(self, edited: EditedPage, others: Sequence[EditedPage]) -> dict[str, Any]:
        """Return the values that only this kind of page needs.

        Args:
            edited: The page.
            others: The page in every edition, itself included.
        """
        code = edited.page.edition.code
        if edited.page.kind == "article":
            context = self._tracked[code]
            return {
                **list_article_values(edited, others, context, self.site_url),
                **list_citation_values(edited, others, context, self.site_url, self._styles),
                **link_articles(self, edited),
            }
        return self._list_values(edited)

    def list_template_values(self, page: Page) -> dict[str, Any]:
        """Return the values that the template of a page needs that is no article, see `TemplateValues`."""
        return self._values[page.edition.code].list_values(page)

    def _list_values(self, edited: EditedPage) -> dict[str, Any]:
        """Return the values of a page that is no article, and record their fingerprint as the answer to its fact."""
        code = edited.page.edition.code
        values = self.list_template_values(edited.page)
        shown = (edited.title, edited.summary, edited.toc, edited.share, edited.stale, edited.missing, edited.blocks)
        self.answers["listing", *edited.page.key, code] = digest(edited.html, repr(shown), repr(values))
        return values
