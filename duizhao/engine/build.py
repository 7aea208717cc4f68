"""Builds: run MkDocs as a library over sources that were read and checked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort

from duizhao.diagnostics import Diagnostic, SourceError, Span
from duizhao.engine.context import BuildContext
from duizhao.engine.loading import load_configuration, recall_configuration, refuse
from duizhao.engine.output import BuildFolder, replacing, write_search
from duizhao.engine.patching import begin_patch, patch_site
from duizhao.engine.rendering import RenderedSite, index_site
from duizhao.executors import Executor, SerialExecutor
from duizhao.options import Options
from duizhao.outputs import FolderId, identify
from duizhao.prepared_build import PreparedBuild

WORK_FOLDER = ".cache"
"""The folder for intermediate files, relative to the site's."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The result of a build."""

    pages: int
    output: Path
    kept: int
    """The number of pages that were taken from the cache."""
    folder: FolderId
    """Identifies the folder of the site, which another build may have replaced since."""


def build_site(
    prepared: PreparedBuild,
    options: Options,
    executor: Executor | None = None,
    *,
    strict: bool = False,
    advance: Callable[[int], object] = lambda _count: None,
) -> BuildResult:
    """Build a site, and replace the old one when it is finished.

    Args:
        prepared: The site, read and checked without errors.
        options: The options of the build.
        executor: Renders the pages; by default they are rendered in this process.
        strict: Whether MkDocs stops at warnings of other plugins.
        advance: Called with the number of pages that were done.

    Raises:
        SourceError: MkDocs rejected its configuration, or stopped at a warning. The old site is unchanged.
    """
    settings = prepared.settings
    # The caller prints the summary.
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    with replacing(settings.output_folder, settings.root / WORK_FOLDER) as folder:
        folder.load_manifests(prepared.store, prepared.generation)
        build, rendered = build_into(
            folder, prepared, options, executor or SerialExecutor(), strict=strict, advance=advance
        )
        write_search(build, rendered, folder.new, folder)
        folder.keep_manifest(prepared.store, folder.new, prepared.state.generation)
        built = identify(folder.new)
    # Plus the root page, which is always made.
    return BuildResult(rendered.made + rendered.kept + 1, settings.output_folder, rendered.kept, built)


def build_into(
    folder: BuildFolder,
    prepared: PreparedBuild,
    options: Options,
    executor: Executor,
    *,
    command: Literal["build", "serve"] = "build",
    strict: bool = False,
    advance: Callable[[int], object] = lambda _count: None,
) -> tuple[BuildContext, RenderedSite]:
    """Build a site without its search index: by patching the last one if possible, otherwise with MkDocs.

    Args:
        folder: The folder to build in.
        prepared: The site, read and checked without errors.
        options: The options of the build.
        executor: Renders the pages.
        command: The command that is passed to MkDocs.
        strict: Whether MkDocs stops at warnings of other plugins.
        advance: Called with the number of pages that were done.

    Raises:
        SourceError: MkDocs rejected its configuration, or stopped at a warning; a template is not valid.
    """
    is_patch = begin_patch(prepared, folder)
    inputs = prepared.settings, prepared.store, folder.new
    config = recall_configuration(*inputs, strict=strict) if is_patch else None
    if config is None:
        config = load_configuration(*inputs, strict=strict)
    plugin: Any = config.plugins["duizhao"]
    plugin.prepared, plugin.options, plugin.defers_search = prepared, options, True
    plugin.executor, plugin.advance, plugin.previous = executor, advance, folder.previous
    config.plugins.on_startup(command=command, dirty=False)
    try:
        if is_patch:
            config = config.plugins.on_config(config)
            env = plugin.prepare_templates(config.theme.get_env())
            plugin.rendered_site = patch_site(plugin.build, env, folder, executor, advance)
            prepared.save(is_complete=True)
        else:
            mkdocs_build.build(config)
    except Abort as error:
        raise refuse(str(error)) from error
    except jinja2.TemplateSyntaxError as error:
        raise _refuse_template(error, prepared.settings.root) from error
    finally:
        config.plugins.on_shutdown()
    return plugin.build, plugin.rendered_site or index_site(plugin.build)


def _refuse_template(error: jinja2.TemplateSyntaxError, root: Path) -> SourceError:
    """Convert an error in a template to a `SourceError` about its file."""
    path = Path(error.filename or error.name or "")
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    hint = "see https://jinja.palletsprojects.com/en/stable/templates/"
    return SourceError([Diagnostic(Span(shown, error.lineno), "template", f"the template: {error.message}", hint)])
