"""Pages as MkDocs knows them: made of our own, rendered by our own parser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from duizhao.editing.document import TocEntry
from duizhao.editing.pages import EditedPage

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

TEMPLATES = {
    "home": "home.html",
    "articles": "articles.html",
    "theme": "theme.html",
    "article": "article.html",
    "page": "page.html",
    "search": "search.html",
    "regions": "regions.html",
    "region": "region.html",
    "timeline": "timeline.html",
    "figures": "figures.html",
    "glossary": "glossary.html",
    "sources": "sources.html",
}
HIDDEN = {"home": ["toc"], "figures": ["toc"], "region": ["toc"], "search": ["navigation", "toc"]}
"""What the theme leaves out beside a kind of page."""
CHOOSER = "chooser.html"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The page before or behind an article, as the theme's footer and its `link` elements show it."""

    title: str
    url: str
    """Its address."""


class EditionPage(MkDocsPage):
    """A page of an edition; its text is loaded when MkDocs asks for it."""

    edited: EditedPage

    def __init__(self, brief: EditedPage, title: str, load: Callable[[], EditedPage], config: MkDocsConfig) -> None:
        """Make a page.

        Args:
            brief: The page; it may lack its text.
            title: What the navigation calls it.
            load: Loads it with its text.
            config: MkDocs' configuration.
        """
        page = brief.page
        if page.kind in ("article", "page") and not page.edition.index:
            source = page.address.rstrip("/") + ".md"
        else:
            source = page.address.removesuffix(page.edition.index) + "index.md"
        file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(title, file, config)
        self.page = page
        self.edited = brief
        self._load = load

    @property
    def is_homepage(self) -> bool:
        """Whether it is the home page of its edition; the theme prints its title alone then."""
        return self.page.kind == "home"

    def read_source(self, config: MkDocsConfig) -> None:
        """Load the text; nothing is read, the sources are parsed already."""
        self.edited = self._load()
        self.markdown = ""
        self.meta = {"template": TEMPLATES[self.page.kind]}
        if self.edited.summary:
            self.meta["description"] = self.edited.summary.text
        if self.page.kind in HIDDEN:
            self.meta["hide"] = HIDDEN[self.page.kind]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the text and its table of contents."""
        self.content = Markup(self.edited.html)  # noqa: S704 -- rendered by the editing
        self.toc = get_toc(nest_toc(self.edited.toc))
        self.present_anchor_ids = {entry.id for entry in self.edited.toc}


class ChooserPage(MkDocsPage):
    """The root page, which offers the editions."""

    is_homepage = False

    def __init__(self, config: MkDocsConfig, url: str) -> None:
        """Make the page.

        Args:
            config: MkDocs' configuration.
            url: The site's address; empty where it is not known.
        """
        file = File.generated(config, "index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(config.site_name, file, config)
        self.canonical_url = url or None

    def read_source(self, config: MkDocsConfig) -> None:
        """Have nothing to read."""
        self.markdown = ""
        self.meta = {"template": CHOOSER, "hide": ["navigation", "toc"]}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Have no text of its own: the template says it all."""
        self.content = ""


def nest_toc(entries: Sequence[TocEntry]) -> list[Any]:
    """Put headings below the nearest heading of a higher level, as MkDocs wants them."""
    top: list[Any] = []
    path: list[tuple[int, list[Any]]] = [(0, top)]
    for entry in entries:
        children: list[Any] = []
        while path[-1][0] >= entry.level:
            path.pop()
        path[-1][1].append({"level": entry.level, "id": entry.id, "name": entry.text, "children": children})
        path.append((entry.level, children))
    return top
