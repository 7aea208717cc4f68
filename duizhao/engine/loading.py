"""Loads MkDocs' configuration, and keeps it for patches: loading takes longer than rendering the pages of an article.

MkDocs asks all installed packages for themes and plugins, and imports Markdown extensions, which no site here uses.
"""

from __future__ import annotations

import copy
import logging
from pathlib import Path
from typing import Any

import mkdocs
import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import PluginCollection
from mkdocs.utils import CountHandler

from duizhao.configuration import CONFIGURATION
from duizhao.diagnostics import Diagnostic, SourceError, Span
from duizhao.engine.material import FOLDER
from duizhao.engine.plugin import DuizhaoPlugin
from duizhao.settings import Settings
from duizhao.store import Store, digest

CONFIGURATIONS = "configurations"
"""The kind of value in the cache: a configuration without its plugins, and the options of ours."""
NAME = "duizhao"
"""The name of our plugin."""


def load_configuration(settings: Settings, store: Store, site: Path, *, strict: bool) -> MkDocsConfig:
    """Load MkDocs' configuration, and keep it for `recall_configuration` if it is certain to be the same next time.

    Args:
        settings: The site's settings.
        store: The site's cache.
        site: The folder to build in.
        strict: Whether MkDocs stops at warnings.

    Raises:
        SourceError: MkDocs rejected it.
    """
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    log = logging.getLogger("mkdocs")
    log.addHandler(counter)
    try:
        config = load_config(str(settings.root / CONFIGURATION), site_dir=str(site), strict=strict)
    except (ConfigurationError, Abort, yaml.YAMLError) as error:
        raise refuse(" ".join(str(error).split())) from error
    finally:
        log.removeHandler(counter)
    # Warnings are to be printed by each build, and other plugins to be made by MkDocs.
    if not counter.get_counts() and not settings.has_other_plugins and list(config.plugins) == [NAME]:
        # The collection cannot be pickled.
        kept = copy.copy(config)
        kept.data = {**config.data, "plugins": None}
        name = _name(settings)
        store.put(CONFIGURATIONS, name, (kept, dict(config.plugins[NAME].config)))
        store.sweep(CONFIGURATIONS, [name])
    return config


def recall_configuration(settings: Settings, store: Store, site: Path, *, strict: bool) -> MkDocsConfig | None:
    """Return the configuration that an earlier build has kept, or None if there is none.

    Args:
        settings: The site's settings.
        store: The site's cache.
        site: The folder to build in.
        strict: Whether MkDocs stops at warnings.
    """
    if settings.has_other_plugins:
        return None
    found: tuple[MkDocsConfig, dict[str, Any]] | None = store.get(CONFIGURATIONS, _name(settings))
    if found is None:
        return None
    config, options = found
    plugin = DuizhaoPlugin()
    plugin.load_config(options, config.config_file_path)
    config.plugins = PluginCollection()
    config.plugins[NAME] = plugin
    config.site_dir, config.strict = str(site), strict
    return config


def refuse(message: str) -> SourceError:
    """Convert an error message of MkDocs to a `SourceError` about the configuration."""
    hint = "MkDocs says this; see https://www.mkdocs.org/user-guide/configuration/"
    return SourceError([Diagnostic(Span(CONFIGURATION), "mkdocs", message, hint)])


def _name(settings: Settings) -> str:
    """Return what a configuration depends on: its file, and the folders of the site, MkDocs and the theme."""
    file = settings.root.absolute() / CONFIGURATION
    return digest(file.read_bytes(), str(file), str(mkdocs.__file__), str(FOLDER))
