"""Builds and previews: MkDocs run as a library over sources that were read and checked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from duizhao.crew import Alone, Crew
from duizhao.diagnostics import Diagnostic, SourceError, Span
from duizhao.engine.output import replacing
from duizhao.pipeline import Options, PreparedBuild
from duizhao.settings import CONFIGURATION
from duizhao.unchanged import name_output

WORKSHOP = ".cache"
"""The folder for what is under way, beside the site."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made."""

    pages: int
    output: Path
    kept: int
    """How many of the pages were taken from the cache."""
    files: str
    """The name of the files that it left, for the next build; another build may be in their place by now."""


def build_site(
    prepared: PreparedBuild,
    options: Options,
    crew: Crew | None = None,
    *,
    strict: bool = False,
    advance: Callable[[int], object] = lambda _count: None,
) -> BuildResult:
    """Build a site and put it in the place of the old one, in one step.

    Args:
        prepared: The site, read and checked without errors.
        options: What was asked for.
        crew: Who renders the pages; this process alone where nobody is named.
        strict: Whether MkDocs stops at warnings of other plugins.
        advance: Called with how many pages were done.

    Returns:
        What was made.

    Raises:
        SourceError: MkDocs refuses its configuration, or stopped at a warning; the old
            site is left as it was.
    """
    settings = prepared.site.settings
    with replacing(settings.output_folder, settings.root / WORKSHOP) as room:
        # The summary is the caller's to print.
        logging.getLogger("mkdocs").setLevel(logging.WARNING)
        config = _load(settings.root, site_dir=str(room.new), strict=strict)
        plugin = _find_plugin(config)
        plugin.prepared, plugin.options = prepared, options
        plugin.crew, plugin.advance, plugin.spare = crew or Alone(), advance, room.spare
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        except Abort as error:
            raise _refused(str(error)) from error
        finally:
            config.plugins.on_shutdown()
        # And the root page, which is always made.
        pages = len(plugin.desk.by_key) + 1
        files = name_output(room.new)
    return BuildResult(pages, settings.output_folder, plugin.printed.kept if plugin.printed else 0, files)


def serve_site(root: Path, options: Options, *, port: int) -> None:
    """Build a site, serve it on this machine and rebuild it at every change, until interrupted.

    Args:
        root: The site's folder.
        options: What was asked for.
        port: The port on 127.0.0.1.
    """
    # MkDocs makes a plugin of its own for each configuration it loads: what was asked for is left with the class.
    type(_find_plugin(_load(root))).options = options
    mkdocs_serve.serve(
        config_file=str(root / CONFIGURATION), livereload=True, dev_addr=f"127.0.0.1:{port}", open_in_browser=False
    )


def _load(root: Path, **overrides: Any) -> MkDocsConfig:
    """Load MkDocs' configuration; its own complaints become ours."""
    try:
        return load_config(str(root / CONFIGURATION), **overrides)
    except (ConfigurationError, Abort) as error:
        raise _refused(str(error)) from error


def _find_plugin(config: MkDocsConfig) -> Any:
    """Find our plugin in a configuration that was loaded."""
    return config.plugins["duizhao"]


def _refused(message: str) -> SourceError:
    """Turn a complaint of MkDocs into a problem of the configuration."""
    hint = "MkDocs says this; see https://www.mkdocs.org/user-guide/configuration/"
    return SourceError([Diagnostic(Span(CONFIGURATION), "mkdocs", message, hint)])
