"""Page shells: the parts of a page that the theme prints alike around many articles, rendered once and filled in.

Two thirds of the rendering time of templates go into header, navigation and footer, which differ between the articles
of a section in a few known values only. A shell is rendered with marks instead of these values. It is used if its first
article comes out the same with the shell and rendered in full. Articles are rendered in full if a title needs escaping,
or if templates of the site print other values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

import jinja2
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import AnchorLink

from duizhao.editing.pages import EditedPage
from duizhao.engine.context import BuildContext
from duizhao.engine.navigation import Menu, Section
from duizhao.engine.pages import EditionPage, Neighbour
from duizhao.engine.toc_shells import SPECIAL, TocShells
from duizhao.frame import FrameFacts
from duizhao.tracking import Reads

FIELDS = (
    *("slug", "title", "summary", "above", "abovetitle", "below", "belowtitle", "before", "after"),
    *("sectionbefore", "sectionafter", "toc", "first", "content", "described", "properties", "edit", "raw"),
)
MARKS = {name: f"dz0{name}0dz" for name in FIELDS}
"""The mark of each field, which no template filter changes."""
MARKUP = {name: Markup(mark) for name, mark in MARKS.items()}  # noqa: S704 -- letters and digits only
SHARED = frozenset(["environment", *FrameFacts.KINDS])
"""The kinds of facts that a shell reads on behalf of all pages that use it."""
MARK = re.compile(r'"dz0described0dz"|dz0[a-z]+0dz')

VARYING = re.compile(r"\b(?:page|edited|switcher|parallel_pages|menu|alternate|structured_data|properties)\b")
"""Matches the template variables that differ between the articles of a section."""
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
PLAIN = re.compile(r"{{-?\s*\w+(?:\.\w+)*\s*-?}}")
"""Matches an expression that only prints a value."""
DEFINED = re.compile(r"\b\w+ is (?:not )?defined\b")


def may_differ(template: str) -> bool:
    """Return whether a template may render two articles differently, apart from marked values.

    Any use of a varying value other than printing it counts.
    """
    codes = (DEFINED.sub("", code) for code in CODE.findall(template) if not PLAIN.fullmatch(code))
    return any(VARYING.search(code) for code in codes)


class UnknownValue:
    """A value that a shell does not have: pages whose template accesses it are rendered in full."""

    def __getattr__(self, name: str) -> NoReturn:
        raise jinja2.UndefinedError(name)


class PageShells:
    """The shells of a build."""

    def __init__(self, build: BuildContext, env: jinja2.Environment) -> None:
        """Create an empty set of page shells.

        Args:
            build: The build.
            env: The theme's templates.
        """
        self._build = build
        self._env = env
        self._known: dict[tuple[Any, ...], tuple[list[str] | None, Reads]] = {}
        self._tocs: dict[str, TocShells] = {}

    def fill(self, page: EditionPage) -> str | None:
        """Render the page of an article with a shell.

        Args:
            page: The page, with its text.

        Returns:
            The HTML of the page, or None if it must be rendered in full.
        """
        texts = [page.title, page.edited.title.text, page.edited.summary.text]
        texts += [one.title for one in (page.previous_page, page.next_page) if one is not None]
        if any(map(SPECIAL.search, texts)):
            return None
        menu = self._build.menus(page.edited).make_menu(page.page.address)
        key = self._find_group(page, menu)
        if key not in self._known:
            with self._build.tracking() as reads:
                shell = self._make(page, menu)
                if self._fill(page, menu, shell) != self._render_in_full(page):
                    shell = None
            # Facts of other kinds concern this article alone; each page records its own.
            self._known[key] = shell, {fact for fact in reads if fact[0] in SHARED}
        shell, read = self._known[key]
        self._build.reads |= read
        return self._fill(page, menu, shell)

    def _find_group(self, page: EditionPage, menu: Menu) -> tuple[Any, ...]:
        """Return the key of a page's shell: templates can distinguish pages of equal keys by marked values only."""
        edited = page.edited
        others = self._build.find_counterparts(page.page.key)
        wordings = [(one.lang, one.foreign, bool(one)) for one in (edited.title, edited.summary)]
        return (
            page.page.edition.code,
            menu.section and menu.section.url,
            page.previous_page is None,
            page.next_page is None,
            tuple(one.is_offered for one in others),
            edited.source,
            tuple(wordings),
            bool(page.toc.items),
            page.edit_url is None,
        )

    def _make(self, page: EditionPage, menu: Menu) -> list[str] | None:
        """Render a shell, split at its marks; return None if a template accesses an unknown value."""
        build = self._build
        others = [self._mark(one) for one in build.find_counterparts(page.page.key)]
        edited = next(one for one in others if one.page.edition == page.page.edition)
        fake = build.make_page(edited, {page.page.edition.code: edited}, others)
        fake.read_source(build.config)
        fake.title = MARKS["title"]
        fake.content = MARKS["content"]
        # The theme puts `raw` in place of `edit` to show the source, and of `blob` if the address has that.
        fake.edit_url = page.edit_url and MARKS["edit"]
        fake.toc = page.toc
        if page.toc.items:
            link = AnchorLink(MARKS["first"], MARKS["first"], 2)
            fake.toc = type(page.toc)([link])
        folder = f"{page.page.edition.folder}/articles/"
        for name, place in (("previous_page", "above"), ("next_page", "below")):
            known = getattr(page, name) is not None
            url = f"{folder}{MARKS[place]}/{page.page.edition.index}"
            setattr(fake, name, Neighbour(MARKS[f"{place}title"], url) if known else None)
        section = menu.section and replace(menu.section, before=MARKUP["sectionbefore"], after=MARKUP["sectionafter"])
        context = {
            **get_context(Navigation([], []), [], build.config, fake),
            **build.frame_values(edited, others),
            "menu": Menu(MARKUP["before"], MARKUP["after"], section),
            "article": UnknownValue(),
            "sources": UnknownValue(),
            "citations": UnknownValue(),
            "citation_files": UnknownValue(),
            "structured_data": MARKS["described"] if edited.is_offered else None,
            "properties": MARKUP["properties"],
            "shell": MARKS["toc"],
        }
        fake.active = True
        try:
            text = self._env.get_template(fake.meta["template"]).render(context)
        except jinja2.UndefinedError:
            return None
        pieces = []
        end = 0
        for found in MARK.finditer(text):
            pieces += [text[end : found.start()], found[0]]
            end = found.end()
        return [*pieces, text[end:]]

    def _mark(self, edited: EditedPage) -> EditedPage:
        """Return a page with marks instead of the values that distinguish an article from others."""
        page = edited.page
        address = page.address.replace(f"/{page.name}/", f"/{MARKS['slug']}/")
        return replace(
            edited,
            page=replace(page, name=MARKS["slug"], address=address),
            title=edited.title._replace(text=MARKS["title"]),
            summary=edited.summary._replace(text=MARKS["summary"] if edited.summary else ""),
        )

    def _fill(self, page: EditionPage, menu: Menu, shell: Sequence[str] | None) -> str | None:
        """Fill in a shell; return None if there is none."""
        if shell is None:
            return None
        values = self._list_values(page, menu)
        pieces = list(shell)
        for place in range(1, len(pieces), 2):
            pieces[place] = values[pieces[place]]
        return "".join(pieces)

    def _list_values(self, page: EditionPage, menu: Menu) -> Mapping[str, str]:
        """Return the values that replace the marks."""
        build, edited = self._build, page.edited
        context = build.subject_values(edited, build.find_counterparts(page.page.key))
        section = menu.section or Section("", "", is_here=False, number=0, before=Markup(), after=Markup())
        above, below = page.previous_page, page.next_page
        code = page.page.edition.code
        edit = page.edit_url or ""
        told = {
            **context,
            "config": build.view(code),
            "page": page,
            "edited": edited,
            "edition": page.page.edition,
            "texts": build.edition_context(code).texts,
        }
        values = {
            "slug": page.page.name,
            "title": page.title,
            "summary": edited.summary.text,
            "above": above.url.split("/")[-2] if above else "",
            "abovetitle": above.title if above else "",
            "below": below.url.split("/")[-2] if below else "",
            "belowtitle": below.title if below else "",
            "before": menu.before,
            "after": menu.after,
            "sectionbefore": section.before,
            "sectionafter": section.after,
            "toc": self._render_toc(page),
            "first": page.toc.items[0].id if page.toc.items else "",
            "content": self._env.get_template("duizhao/article.html").render(told),
            "properties": context["properties"],
            "edit": str(escape(edit)),
            "raw": str(escape(edit.replace("blob" if "/blob/" in edit else "edit", "raw"))),
        }
        found = {MARKS[name]: value for name, value in values.items()}
        described = htmlsafe_json_dumps(context["structured_data"], **self._env.policies["json.dumps_kwargs"])
        return {**found, f'"{MARKS["described"]}"': described}

    def _render_toc(self, page: EditionPage) -> str:
        """Render the table of contents, which a page contains twice."""
        code = page.page.edition.code
        if code not in self._tocs:
            config = self._build.view(code)
            language = self._env.get_template("partials/language.html").make_module({"config": config, "page": page})
            template = self._env.get_template("material/partials/toc.html")
            self._tocs[code] = TocShells(
                self._env, lambda one: template.render({"page": one, "config": config, "lang": language})
            )
        return self._tocs[code].render(page)

    def _render_in_full(self, page: EditionPage) -> str:
        """Render a page as MkDocs does."""
        context = {**get_context(Navigation([], []), [], self._build.config, page), **self._build.page_values(page)}
        page.active = True
        return self._env.get_template(page.meta["template"]).render(context)
