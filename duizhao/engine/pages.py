"""MkDocs pages, made from pages that are already edited and rendered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from duizhao.editing.document import TocEntry
from duizhao.editing.pages import EditedPage, Subject
from duizhao.model import Article, TextPage
from duizhao.settings import Settings

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
    "tags": "tags.html",
    "tag": "tag.html",
    "sources": "sources.html",
    "parallel": "parallel.html",
}
HIDDEN = {
    "home": ["toc"],
    "figures": ["toc"],
    "region": ["toc"],
    "tag": ["toc"],
    "tags": ["toc"],
    "search": ["navigation", "toc"],
}
"""The sidebars that the theme hides on each kind of page."""
CHOOSER = "chooser.html"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The article before or after an article, for the theme's footer and its `link` elements."""

    title: str
    url: str
    """Its address."""


class EditionPage(MkDocsPage):
    """A page of an edition. Its text is loaded when MkDocs reads the source."""

    edited: EditedPage

    def __init__(
        self, brief: EditedPage, title: str, load: Callable[[], EditedPage], config: MkDocsConfig, written: str = ""
    ) -> None:
        """Make a page.

        Args:
            brief: The page; it may lack its text.
            title: Its title in the navigation.
            load: Returns the page with its text.
            config: MkDocs' configuration.
            written: The file that it is edited in, relative to the content folder; empty if there is none.
        """
        page = brief.page
        if page.kind in ("article", "page") and not page.edition.index:
            source = page.address.rstrip("/") + ".md"
        else:
            source = page.address.removesuffix(page.edition.index) + "index.md"
        file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        if written:
            file.edit_uri = written
        super().__init__(title, file, config)
        self.page = page
        self.edited = brief
        self._load = load

    @property
    def is_homepage(self) -> bool:
        """Whether it is the home page of its edition; the theme then prints its title alone."""
        return self.page.kind == "home"

    def read_source(self, config: MkDocsConfig) -> None:
        """Load the text. No file is read: the sources are parsed already."""
        self.edited = self._load()
        self.markdown = ""
        self.meta = {"template": TEMPLATES[self.page.kind]}
        if self.edited.summary:
            self.meta["description"] = self.edited.summary.text
        if self.page.kind in HIDDEN:
            self.meta["hide"] = HIDDEN[self.page.kind]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set the content and the table of contents."""
        self.content = Markup(self.edited.html)  # noqa: S704 -- rendered by the editing
        self.toc = get_toc(nest_toc(self.edited.toc))
        self.present_anchor_ids = {entry.id for entry in self.edited.toc}


def find_editable(subject: Subject, settings: Settings) -> str:
    """Return the file that a page is edited in, relative to the content folder; empty if the site names no address."""
    if not settings.has_edit_address or not isinstance(subject, Article | TextPage):
        return ""
    return subject.document.path.removeprefix(f"{settings.content}/")


class ChooserPage(MkDocsPage):
    """The root page, which offers the editions."""

    is_homepage = False

    def __init__(self, config: MkDocsConfig, url: str) -> None:
        """Make the page.

        Args:
            config: MkDocs' configuration.
            url: The site's address; empty if unknown.
        """
        file = File.generated(config, "index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(config.site_name, file, config)
        self.canonical_url = url or None

    def read_source(self, config: MkDocsConfig) -> None:
        """Set the template; there is no source."""
        self.markdown = ""
        self.meta = {"template": CHOOSER, "hide": ["navigation", "toc"]}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set an empty content: all text is in the template."""
        self.content = ""


def nest_toc(entries: Sequence[TocEntry]) -> list[Any]:
    """Nest headings below the nearest heading of a higher level, in MkDocs' format."""
    top: list[Any] = []
    path: list[tuple[int, list[Any]]] = [(0, top)]
    for entry in entries:
        children: list[Any] = []
        while path[-1][0] >= entry.level:
            path.pop()
        path[-1][1].append({"level": entry.level, "id": entry.id, "name": entry.text, "children": children})
        path.append((entry.level, children))
    return top
