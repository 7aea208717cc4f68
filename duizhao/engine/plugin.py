"""The MkDocs plugin: builds all editions at once, as generated pages."""

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
from mkdocs.structure.files import File, Files

from duizhao.diagnostics import Level, SourceError, format_text, has_errors
from duizhao.editing.anchors import add_anchors
from duizhao.editing.numbers import FILTERS
from duizhao.editions import DEFAULT_EDITIONS
from duizhao.engine.assets import FOLDER as ASSETS
from duizhao.engine.assets import Assets
from duizhao.engine.compiled import CompiledTemplates
from duizhao.engine.context import BuildContext
from duizhao.engine.material import MendedTemplates
from duizhao.engine.output import write_extras, write_search
from duizhao.engine.pages import ChooserPage, EditionPage
from duizhao.engine.patching import record_site
from duizhao.engine.rendering import RenderedSite, index_site, render_site
from duizhao.engine.root import chooser_values, list_sitemap
from duizhao.engine.search import Search, begin_search
from duizhao.engine.sitemap import SITEMAP, compress_sitemap, sitemap_values, write_parts
from duizhao.executors import Executor, make_executor
from duizhao.options import Options
from duizhao.pipeline import prepare_build
from duizhao.prepared_build import PreparedBuild
from duizhao.settings import HTML_POLICIES
from duizhao.source.paths import is_asset

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

THEME = Path(__file__).parent.parent / "theme"
MATERIAL = jinja2.PackageLoader("material", "templates")
FIRST = 100
"""The priority of hooks that run first: other plugins see the pages of the editions instead of the sources."""
WORDS = ("partials/language.html", "partials/languages/")
"""The theme's interface texts, which other templates escape or put into JSON."""
log = get_plugin_logger(__name__)


def is_escaped(template: str | None) -> bool:
    """Return whether a template is autoescaped: all are except those of interface texts."""
    return template is None or not template.removeprefix("material/").startswith(WORDS)


class DuizhaoConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options; `duizhao.settings` reads and checks their values."""

    editions = option.Type((list, dict), default=list(DEFAULT_EDITIONS))
    diagrams = option.Type(list, default=[])
    # YAML reads `off` as a truth value; the settings check it.
    updated = option.Type((str, bool), default="git")
    parallel = option.Type(list, default=[])
    rules = option.Type(dict, default={})
    html = option.Choice(HTML_POLICIES, default=HTML_POLICIES[0])


class DuizhaoPlugin(BasePlugin[DuizhaoConfig]):  # type: ignore[no-untyped-call]
    """Publishes the content folder in every edition."""

    prepared: PreparedBuild | None = None
    """The site, if it was read before MkDocs began. Used once: each rebuild of `serve` reads the sources again."""
    options: Options = Options()
    executor: Executor | None = None
    """Runs the jobs; by default in one process per processor."""
    previous: Path | None = None
    """An older site, which becomes the new one."""
    defers_search: bool = False
    """Whether the caller writes the search index."""
    advance: Callable[[int], object] = staticmethod(lambda _count: None)
    """Called with the number of pages that were done."""

    def __init__(self) -> None:
        self._build: BuildContext | None = None
        self._env: jinja2.Environment | None = None
        self._search: Search | None = None
        self._assets: Assets | None = None
        self.rendered_site: RenderedSite | None = None

    @property
    def build(self) -> BuildContext:
        """The context of the current build."""
        assert self._build is not None, "MkDocs calls on_config first"
        return self._build

    @property
    def assets(self) -> Assets:
        """The scripts and style sheets of the current build."""
        assert self._assets is not None, "MkDocs calls on_config first"
        return self._assets

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the sources; if there are errors, stop and report every problem."""
        prepared, self.prepared = self.prepared, None
        if prepared is None:
            prepared = self._prepare(config)
        self._build = BuildContext(prepared, config)
        if str(THEME) not in config.theme.dirs:
            # After the site's own templates, before the theme's.
            position = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(position, str(THEME))
        self._assets = Assets(config.theme.dirs, opens_from_disk=not config.use_directory_urls)
        config.nav = []
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Begin the search index, unless other plugins process the pages."""
        self._search = None if self._has_other_plugins(config) else begin_search(self.build, self._get_executor())

    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace the sources by the pages of the editions."""
        for file in list(files):
            if file.src_dir == config.docs_dir and not is_asset(file.src_uri):
                files.remove(file)
        pages = self.build.make_pages() if self._has_other_plugins(config) else [self.build.make_chooser()]
        for page in pages:
            files.append(page.file)
        for file in [one for one in files if one.src_uri.startswith(f"{ASSETS}/")]:
            files.remove(file)
        for address, data in self.assets.files.items():
            files.append(File.generated(config, address, content=data))
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Render the pages, unless other plugins need each of them to pass through MkDocs."""
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
        """Extend the theme's templates, and cache them compiled."""
        env.bytecode_cache = CompiledTemplates(self.build.prepared.store)
        return self.extend(env)

    def extend(self, env: jinja2.Environment) -> jinja2.Environment:
        """Add number filters and addresses of assets; make overridden templates of the theme available as `material/…`.

        Everything that templates print is escaped, including those of the theme and of the site; HTML is `Markup`.
        """
        env.autoescape = is_escaped
        env.filters.update(FILTERS)
        env.globals["asset"] = self.assets.find
        env.filters["anchors"] = lambda html: Markup(add_anchors(html))  # noqa: S704 -- rendered
        assert env.loader is not None, "MkDocs gives it one"
        env.loader = MendedTemplates(jinja2.ChoiceLoader([env.loader, jinja2.PrefixLoader({"material": MATERIAL})]))
        return env

    @event_priority(FIRST)
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Add the values of an edition to the context of a page's template."""
        added: dict[str, Any] = {}
        if isinstance(page, EditionPage):
            added = self.build.page_values(page)
        elif isinstance(page, ChooserPage):
            # The root page searches the first edition; without the dot browsers drop the folder.
            added = {**chooser_values(self.build, is_root=True), "base_url": f"{self.build.editions[0].folder}/."}
        return {**context, **added}  # type: ignore[typeddict-item]

    @event_priority(-FIRST)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Mark the content as HTML after all plugins, since templates escape everything else."""
        return Markup(html)  # noqa: S704 -- rendered

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Add the values that the sitemap and the page for wrong addresses list."""
        listed = sitemap_values(list_sitemap(self.build), self.build.site_url) if template_name == SITEMAP else {}
        return {**context, **chooser_values(self.build, is_root=False), **listed}  # type: ignore[typeddict-item]

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Omit the sitemap if the site's address is unknown, since its addresses must be absolute."""
        return output if template_name != SITEMAP or self.build.site_url else ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files besides pages: feeds, the search index, the build report, further sitemaps."""
        assert self._env is not None, "MkDocs calls on_env first"
        site = Path(config.site_dir)
        if self.build.site_url:
            write_parts(list_sitemap(self.build), self._env, site)
            compress_sitemap(site, self.build.prepared.date)
        write_extras(self.build, site)
        if not self.defers_search:
            write_search(self.build, self.rendered_site or index_site(self.build), site)
        prepared = self.build.prepared
        record_site(prepared.graph)
        prepared.save(is_complete=self.rendered_site is not None)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the catalogs, too."""
        folder = self.build.prepared.settings.translations_folder
        if folder.is_dir():
            server.watch(str(folder))
        return server

    def _get_executor(self) -> Executor:
        """Return the executor, or the default one."""
        return self.executor or make_executor()

    def _has_other_plugins(self, config: MkDocsConfig) -> bool:
        """Return whether there are other plugins or hooks, or settings that are not in mkdocs.yml."""
        return len(config.plugins) > 1 or self.build.prepared.settings.has_other_plugins

    def _prepare(self, config: MkDocsConfig) -> PreparedBuild:
        """Read the sources for a build that MkDocs itself started."""
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
