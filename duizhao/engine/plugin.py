"""The MkDocs plugin: one build holds all editions as generated pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files

from duizhao.diagnostics import Level, SourceError, format_text, has_errors
from duizhao.editing.numbers import FILTERS
from duizhao.engine.compiled import CompiledTemplates
from duizhao.engine.context import BuildContext
from duizhao.engine.material import MendedTemplates
from duizhao.engine.output import write_extras, write_search
from duizhao.engine.pages import ChooserPage, EditionPage
from duizhao.engine.patching import READS, REST
from duizhao.engine.rendering import RenderedSite, index_site, render_site
from duizhao.engine.root import chooser_values, list_sitemap
from duizhao.engine.search import Search, begin_search
from duizhao.engine.sitemap import SITEMAP, compress_sitemap, sitemap_values, write_parts
from duizhao.executors import Executor, make_executor
from duizhao.options import Options
from duizhao.pipeline import PreparedBuild, prepare_build
from duizhao.settings import DEFAULT_EDITIONS, HTML_POLICIES
from duizhao.source.paths import SOURCE_SUFFIXES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

THEME = Path(__file__).parent.parent / "theme"
MATERIAL = jinja2.PackageLoader("material", "templates")
FIRST = 100
"""Before every other plugin, so that they see the pages of the editions and not the sources."""
WORDS = ("partials/language.html", "partials/languages/")
"""The theme's words for its interface: text that other templates escape, or put into JSON."""
log = get_plugin_logger(__name__)


def is_escaped(template: str | None) -> bool:
    """Tell whether what a template prints is escaped: text in all but the lists of words."""
    return template is None or not template.removeprefix("material/").startswith(WORDS)


class DuizhaoConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options; `duizhao.settings` reads and checks what is in them."""

    editions = option.Type((list, dict), default=list(DEFAULT_EDITIONS))
    html = option.Choice(HTML_POLICIES, default=HTML_POLICIES[0])


class DuizhaoPlugin(BasePlugin[DuizhaoConfig]):  # type: ignore[no-untyped-call]
    """Publishes the content folder in every edition."""

    prepared: PreparedBuild | None = None
    """What was read before MkDocs began; taken once, so that each rebuild of `serve` reads anew."""
    options: Options = Options()
    executor: Executor | None = None
    """Who does the work; as many processes as there are processors where nobody else is named."""
    previous: Path | None = None
    """An older site to make the new one of."""
    defers_search: bool = False
    """Whether the search index is left to who called."""
    advance: Callable[[int], object] = staticmethod(lambda _count: None)
    """Called with how many pages were done."""

    def __init__(self) -> None:
        self._build: BuildContext | None = None
        self._env: jinja2.Environment | None = None
        self._search: Search | None = None
        self.rendered_site: RenderedSite | None = None

    @property
    def build(self) -> BuildContext:
        """The build under way."""
        assert self._build is not None, "MkDocs calls on_config first"
        return self._build

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the sources; stop with every problem where there are errors."""
        prepared, self.prepared = self.prepared, None
        if prepared is None:
            prepared = self._prepare(config)
        self._build = BuildContext(prepared, config)
        if str(THEME) not in config.theme.dirs:
            # Behind the site's own templates, before the theme's.
            position = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(position, str(THEME))
        config.nav = []
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Begin the search index, which needs nothing else where little has changed."""
        self._search = None if self._has_other_plugins(config) else begin_search(self.build, self._get_executor())

    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the pages of the editions in the place of the sources."""
        for file in list(files):
            if file.src_dir == config.docs_dir and Path(file.src_uri).suffix in SOURCE_SUFFIXES:
                files.remove(file)
        pages = self.build.make_pages() if self._has_other_plugins(config) else [self.build.make_chooser()]
        for page in pages:
            files.append(page.file)
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Print the pages, unless other plugins want to see each of them pass through MkDocs."""
        self._env = self.prepare_templates(env)
        if self._search is not None:
            self.rendered_site = render_site(
                self.build,
                env,
                Path(config.site_dir),
                self._get_executor(),
                self._search,
                previous=self.previous,
                advance=self.advance,
            )
        return env

    def prepare_templates(self, env: jinja2.Environment) -> jinja2.Environment:
        """Extend the theme's templates, and keep them compiled in the cache."""
        env.bytecode_cache = CompiledTemplates(self.build.prepared.store)
        return self.extend(env)

    def extend(self, env: jinja2.Environment) -> jinja2.Environment:
        """Give templates the numbers of editions, and the theme's own templates beside ours of the same name.

        Whatever they print is escaped, in the theme's templates and in those of the site too; HTML is `Markup`.
        """
        env.autoescape = is_escaped
        env.filters.update(FILTERS)
        assert env.loader is not None, "MkDocs gives it one"
        env.loader = MendedTemplates(jinja2.ChoiceLoader([env.loader, jinja2.PrefixLoader({"material": MATERIAL})]))
        return env

    @event_priority(FIRST)
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand a page's template the values of its edition."""
        added: dict[str, Any] = {}
        if isinstance(page, EditionPage):
            added = self.build.page_values(page)
        elif isinstance(page, ChooserPage):
            # A search on the root page is one of the first edition; without the dot browsers drop the folder.
            added = {**chooser_values(self.build, is_root=True), "base_url": f"{self.build.editions[0].folder}/."}
        return {**context, **added}  # type: ignore[typeddict-item]

    @event_priority(-FIRST)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Mark as HTML what all plugins have made of a page's text, for templates that escape whatever is none."""
        return Markup(html)  # noqa: S704 -- rendered

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand the sitemap and the page for wrong addresses what they list."""
        listed = sitemap_values(list_sitemap(self.build), self.build.site_url) if template_name == SITEMAP else {}
        return {**context, **chooser_values(self.build, is_root=False), **listed}  # type: ignore[typeddict-item]

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Leave the sitemap out where nobody knows the site's address, without which it may hold none."""
        return output if template_name != SITEMAP or self.build.site_url else ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is no page: feeds, the search index, the build report, further sitemaps."""
        assert self._env is not None, "MkDocs calls on_env first"
        site = Path(config.site_dir)
        if self.build.site_url:
            write_parts(list_sitemap(self.build), self._env, site)
            compress_sitemap(site, self.build.prepared.date)
        write_extras(self.build, site)
        if not self.defers_search:
            write_search(self.build, self.rendered_site or index_site(self.build), site)
        prepared = self.build.prepared
        prepared.graph.record(REST, READS, {})
        prepared.save(is_complete=self.rendered_site is not None)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when a catalog changes, too."""
        folder = self.build.prepared.settings.translations_folder
        if folder.is_dir():
            server.watch(str(folder))
        return server

    def _get_executor(self) -> Executor:
        """Give who does the work."""
        return self.executor or make_executor()

    def _has_other_plugins(self, config: MkDocsConfig) -> bool:
        """Tell whether there are other plugins or hooks, or settings that are not in mkdocs.yml."""
        return len(config.plugins) > 1 or self.build.prepared.settings.has_other_plugins

    def _prepare(self, config: MkDocsConfig) -> PreparedBuild:
        """Read the sources for a build that MkDocs itself began."""
        root = Path(config.config_file_path).parent
        try:
            prepared = prepare_build(root, self.options, self._get_executor())
        except SourceError as error:
            raise PluginError(str(error)) from error
        if has_errors(prepared.diagnostics):
            raise PluginError("the sources have errors:\n" + format_text(prepared.diagnostics))
        for diagnostic in prepared.diagnostics:
            if diagnostic.level is Level.WARNING:
                log.warning(str(diagnostic))
        return prepared
