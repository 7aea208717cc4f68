"""The MkDocs plugin: one build holds all editions as generated pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files

from duizhao.diagnostics import Level, SourceError, format_text, has_errors
from duizhao.editing.numbers import FILTERS
from duizhao.engine.context import Desk
from duizhao.engine.output import write_extras
from duizhao.engine.pages import ChooserPage, EditionPage
from duizhao.pipeline import Options, Prepared, prepare
from duizhao.search.parts import Kept
from duizhao.settings import DEFAULT_EDITIONS
from duizhao.source.site import SOURCE_SUFFIXES

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

THEME = Path(__file__).parent.parent / "theme"
FIRST = 100
"""Before every other plugin, so that they see the pages of the editions and not the sources."""
log = get_plugin_logger(__name__)


class DuizhaoConfig(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options; `duizhao.settings` reads and checks what is in them."""

    editions = option.Type((list, dict), default=list(DEFAULT_EDITIONS))


class DuizhaoPlugin(BasePlugin[DuizhaoConfig]):  # type: ignore[no-untyped-call]
    """Publishes the content folder in every edition."""

    prepared: Prepared | None = None
    """What was read before MkDocs began; taken once, so that each rebuild of `serve` reads anew."""
    options: Options = Options()

    kept: ClassVar[Kept] = {}
    """What the build before has indexed; with the class, for the same reason."""

    def __init__(self) -> None:
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """The build under way."""
        assert self._desk is not None, "MkDocs calls on_config first"
        return self._desk

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the sources; stop with every problem where there are errors."""
        prepared, self.prepared = self.prepared, None
        if prepared is None:
            prepared = self._prepare(config)
        self._desk = Desk(prepared, config)
        if str(THEME) not in config.theme.dirs:
            # Behind the site's own templates, before the theme's.
            position = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(position, str(THEME))
        config.nav = []
        return config

    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the pages of the editions in the place of the sources."""
        for file in list(files):
            if file.src_dir == config.docs_dir and Path(file.src_uri).suffix in SOURCE_SUFFIXES:
                files.remove(file)
        for page in self.desk.make_pages():
            files.append(page.file)
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Arrange the navigation, now that every page has its text; give templates the numbers of editions."""
        self.desk.arrange()
        env.filters.update(FILTERS)
        return env

    @event_priority(FIRST)
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand a page's template the values of its edition."""
        added: dict[str, Any] = {}
        if isinstance(page, EditionPage):
            added = self.desk.page_context(page)
        elif isinstance(page, ChooserPage):
            # A search on the root page is one of the first edition; without the dot browsers drop the folder.
            added = {**self.desk.chooser_context(), "base_url": f"{self.desk.editions[0].folder}/."}
        return {**context, **added}  # type: ignore[typeddict-item]

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand the sitemap and the page for wrong addresses what they list."""
        return {**context, **self.desk.chooser_context(), "sitemap": self.desk.list_sitemap()}  # type: ignore[typeddict-item]

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is no page: feeds, the search index, the build report."""
        write_extras(self.desk, Path(config.site_dir), self.kept)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Rebuild when a catalog changes, too."""
        folder = self.desk.prepared.site.settings.translations_folder
        if folder.is_dir():
            server.watch(str(folder))
        return server

    def _prepare(self, config: MkDocsConfig) -> Prepared:
        """Read the sources for a build that MkDocs itself began."""
        root = Path(config.config_file_path).parent
        try:
            prepared = prepare(root, self.options)
        except SourceError as error:
            raise PluginError(str(error)) from error
        if has_errors(prepared.diagnostics):
            raise PluginError("the sources have errors:\n" + format_text(prepared.diagnostics))
        for diagnostic in prepared.diagnostics:
            if diagnostic.level is Level.WARNING:
                log.warning(str(diagnostic))
        return prepared
