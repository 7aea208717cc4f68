"""Pages as MkDocs knows them: made of our own, rendered by our own parser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from duizhao.editing.document import TocEntry
from duizhao.editing.pages import EditedPage, Newsroom, Page, edit_page
from duizhao.editing.texts import Wording
from duizhao.translation.interface import INTERFACE_SCRIPT

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

TEMPLATES = {
    "home": "home.html",
    "articles": "articles.html",
    "theme": "theme.html",
    "article": "article.html",
    "page": "page.html",
    "search": "search.html",
}
CHOOSER = "chooser.html"


class EditionPage(MkDocsPage):
    """A page of an edition; its text is made when MkDocs asks for it."""

    edited: EditedPage

    def __init__(self, page: Page, room: Newsroom, config: MkDocsConfig) -> None:
        source = page.address + "index.md"
        if page.kind in ("article", "page"):
            source = page.address.rstrip("/") + ".md"
        file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(None, file, config)
        self.page = page
        self.room = room

    @property
    def is_homepage(self) -> bool:
        """Whether it is the home page of its edition; the theme prints its title alone then."""
        return self.page.kind == "home"

    def read_source(self, config: MkDocsConfig) -> None:
        """Make the text; nothing is read, the sources are parsed already."""
        self.edited = edit_page(self.page, self.room)
        self.markdown = ""
        # The navigation calls the home page what it is; the theme prints the name of the site for its title.
        self.title = self.room.texts("首页").text if self.is_homepage else self.edited.title.text
        self.meta = {"template": TEMPLATES[self.page.kind]}
        if self.edited.summary:
            self.meta["description"] = self.edited.summary.text
        if self.page.kind == "home":
            self.meta["hide"] = ["toc"]

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the text and its table of contents."""
        self.content = self.edited.html
        self.toc = get_toc(nest_toc(self.edited.toc))
        self.present_anchor_ids = {entry.id for entry in self.edited.toc}


class SearchPage(EditionPage):
    """The page of an edition for long lists of results; in no navigation and not for search engines."""

    def read_source(self, config: MkDocsConfig) -> None:
        """Have a title and no text: the browser fills it."""
        title = self.room.texts("搜索", INTERFACE_SCRIPT)
        summary = Wording("", self.page.edition.code)
        self.edited = EditedPage(
            self.page, title, summary, html="", toc=(), share=1.0, stale=0, missing=0, source=INTERFACE_SCRIPT
        )
        self.markdown = ""
        self.title = title.text
        self.meta = {"template": TEMPLATES["search"], "hide": ["navigation", "toc"]}


class ChooserPage(MkDocsPage):
    """The root page, which offers the editions."""

    is_homepage = False

    def __init__(self, config: MkDocsConfig) -> None:
        file = File.generated(config, "index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(config.site_name, file, config)

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
