"""The settings of a site, read once from mkdocs.yml, with the place of every problem."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from duizhao.adjustments import OPTION as RULES
from duizhao.adjustments import Adjustment, read_adjustments
from duizhao.configuration import CONFIGURATION, check_search, check_types
from duizhao.diagnostics import Diagnostic, SourceError, Span, find_conflict, has_errors, sort_diagnostics, suggest
from duizhao.diagram_command import read_command
from duizhao.editions import INDEX, Edition, read_editions
from duizhao.parallel_sets import OPTION as PARALLEL
from duizhao.parallel_sets import ParallelSet, read_parallel_sets
from duizhao.yaml_text import YamlText, read_yaml

OPTIONS = ("editions", "html", "diagrams", "updated", PARALLEL, RULES)
HTML_POLICIES = ("sanitise", "allow", "escape")
"""Policies for raw HTML in texts: remove what may harm readers, keep everything, or show all of it as text."""
UPDATED = ("git", "off")
"""Where the day of an article's last change comes from if its front matter states none: its commits, or nowhere."""
ADDRESS = "/%:@!$&'()*+,;=~-._"
"""Characters left as they are in the path of an address: https://www.rfc-editor.org/rfc/rfc3986#section-3.3"""
OUTSIDE = ("hooks:", "!ENV", "INHERIT:", "!relative")
"""Markers in mkdocs.yml by which other files or the environment influence the site."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in mkdocs.yml that the core needs."""

    root: Path
    """The site's folder, absolute."""
    site_name: str
    site_description: str
    copyright: str
    """The line at the foot of every page; empty if there is none."""
    site_url: str
    """The URL of the site, with a trailing slash; empty if not set."""
    content: str
    """The folder of articles, relative to the root."""
    output: str
    """The folder of the finished site, relative to the root."""
    editions: tuple[Edition, ...]
    """In the order of the switcher; the first one is shown first everywhere."""
    translations: str = "translations"
    """The folder of catalogs, relative to the root."""
    templates: str = ""
    """The folder of the site's own templates, relative to the root; empty if it has none."""
    strict: bool = False
    """Whether warnings are errors in every build."""
    html: Literal["sanitise", "allow", "escape"] = "sanitise"
    """The policy for raw HTML in texts; see `HTML_POLICIES`."""
    diagrams: tuple[str, ...] = ()
    """The command that draws diagrams of Mermaid, with its arguments; empty if mkdocs.yml names none."""
    updated: Literal["git", "off"] = "git"
    """Where the days of last changes come from; see `UPDATED`."""
    parallel: tuple[ParallelSet, ...] = ()
    """The sets of editions that have parallel pages."""
    adjustments: tuple[Adjustment, ...] = ()
    """The levels that the site gives to rules."""
    has_edit_address: bool = False
    """Whether the site says where its sources are edited; MkDocs guesses a branch and a folder for some hosts."""
    has_other_plugins: bool = False
    """Whether other plugins, hooks or files influence the site, so its own files alone do not determine it."""

    @property
    def content_folder(self) -> Path:
        """The absolute path of the folder of articles."""
        return self.root / self.content

    @property
    def translations_folder(self) -> Path:
        """The absolute path of the folder of catalogs."""
        return self.root / self.translations

    @property
    def output_folder(self) -> Path:
        """The absolute path of the folder of the finished site."""
        return self.root / self.output

    def edition(self, code: str) -> Edition:
        """Return the edition with the code.

        Raises:
            KeyError: The site has no such edition.
        """
        for edition in self.editions:
            if edition.code == code:
                return edition
        raise KeyError(code)


def read_settings(root: Path, configuration: str = CONFIGURATION) -> Settings:
    """Read a site's mkdocs.yml.

    Args:
        root: The site's folder.
        configuration: The name of its configuration file.

    Returns:
        The settings.

    Raises:
        SourceError: The file is missing or invalid; carries every problem found.
    """
    file = root / configuration
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        hint = "run this in the folder of a site, name it with --site DIR, or make one with `duizhao new site DIR`"
        missing = Diagnostic(Span(configuration), "config-missing", f"no {configuration} in this folder", hint)
        raise SourceError([missing]) from None
    except UnicodeDecodeError:
        hint = "save it as UTF-8"
        raise SourceError([Diagnostic(Span(configuration), "file-encoding", "the file is not UTF-8", hint)]) from None
    document, problems = _parse(text, configuration)
    problems += check_types(document, root)
    if has_errors(problems):
        raise SourceError(sort_diagnostics(problems))
    options, at = _plugin_options(document, problems)
    if at:
        check_search(document, problems)
    for key in options:
        if key not in OPTIONS:
            span = document.span(*at, key, key=True)
            problems.append(Diagnostic(span, "config-option", f"unknown option '{key}'", suggest(key, OPTIONS)))
    editions = read_editions(document, options, at, problems)
    if document.value.get("use_directory_urls") is False:
        editions = tuple(replace(edition, index=INDEX) for edition in editions)
    html = options.get("html", "sanitise")
    if html not in HTML_POLICIES:
        message = f"html: expected one of {', '.join(HTML_POLICIES)}, found '{html}'"
        problems.append(
            Diagnostic(document.span(*at, "html"), "config-option", message, suggest(str(html), HTML_POLICIES))
        )
    updated = _read_updated(document, options, at, problems)
    diagrams = read_command(document, options, at, problems)
    adjustments = read_adjustments(document, options, at, problems)
    # What is wrong with the editions is not told twice.
    parallel = () if has_errors(problems) else read_parallel_sets(document, options, at, editions, problems)
    if has_errors(problems):
        raise SourceError(sort_diagnostics(problems))
    value = document.value
    return Settings(
        root=root.resolve(),
        site_name=str(value.get("site_name") or ""),
        site_description=str(value.get("site_description") or ""),
        copyright=str(value.get("copyright") or ""),
        site_url=_write_address(str(value.get("site_url") or "")),
        content=posixpath.normpath(str(value.get("docs_dir") or "docs")),
        output=posixpath.normpath(str(value.get("site_dir") or "site")),
        editions=editions,
        html=html,
        strict=value.get("strict") is True,
        diagrams=diagrams,
        updated=updated,
        parallel=parallel,
        adjustments=adjustments,
        templates=(templates := _read_templates(value, root)),
        has_edit_address=bool(value.get("edit_uri") or value.get("edit_uri_template")),
        has_other_plugins=_has_other_plugins(value, text) or templates.startswith(".."),
    )


def _read_updated(
    document: YamlText, options: Mapping[str, Any], at: tuple[str | int, ...], problems: list[Diagnostic]
) -> Literal["git", "off"]:
    """Return where the days of last changes come from, and report any other value."""
    written = options.get("updated", "git")
    # YAML reads `off` as a truth value.
    if written not in (*UPDATED, False):
        message = f"updated: expected one of {', '.join(UPDATED)}, found '{written}'"
        span = document.span(*at, "updated")
        problems.append(Diagnostic(span, "config-option", message, suggest(str(written), UPDATED)))
    return "git" if written == "git" else "off"


def _parse(text: str, configuration: str) -> tuple[YamlText, list[Diagnostic]]:
    """Parse the configuration file.

    Raises:
        SourceError: The file is not valid YAML, is not a mapping, or contains merge conflict markers.
    """
    if conflict := find_conflict(text, configuration):
        raise SourceError([conflict])
    document, problems = read_yaml(text, configuration)
    if document is None or not isinstance(document.value, dict):
        if not problems:
            problems = [Diagnostic(Span(configuration), "config-syntax", "expected a mapping of settings")]
        raise SourceError(problems)
    return document, problems


def _read_templates(value: Mapping[str, Any], root: Path) -> str:
    """Return the folder of the site's own templates, relative to the root even if outside of it; empty if not set."""
    theme = value.get("theme")
    folder = theme.get("custom_dir") if isinstance(theme, dict) else None
    return Path(os.path.relpath(root / str(folder), root)).as_posix() if folder else ""


def _has_other_plugins(value: Mapping[str, Any], text: str) -> bool:
    """Return whether other plugins, other files or the environment influence the site."""
    return len(value.get("plugins") or []) > 1 or any(sign in text for sign in OUTSIDE)


def _plugin_options(document: YamlText, problems: list[Diagnostic]) -> tuple[dict[str, Any], tuple[str | int, ...]]:
    """Return the options of the duizhao plugin and their path; report options that are not a mapping."""
    options, at = _find_plugin(document, problems)
    if not isinstance(options, dict):
        message = "expected options of the plugin such as  editions: [zh-Hans, zh-Hant-TW, en]"
        problems.append(Diagnostic(document.span(*at), "config-option", message))
        return {}, at
    return options, at


def _find_plugin(document: YamlText, problems: list[Diagnostic]) -> tuple[Any, tuple[str | int, ...]]:
    """Find the plugin in any of the three notations that MkDocs allows."""
    plugins = document.value.get("plugins") or []
    if isinstance(plugins, dict):
        if "duizhao" in plugins:
            return plugins["duizhao"] or {}, ("plugins", "duizhao")
    else:
        for index, plugin in enumerate(plugins):
            if plugin == "duizhao":
                return {}, ("plugins", index)
            if isinstance(plugin, dict) and "duizhao" in plugin:
                return plugin["duizhao"] or {}, ("plugins", index, "duizhao")
    hint = "add\n  plugins:\n    - duizhao:\n        editions: [zh-Hans, zh-Hant-TW, en]"
    span = document.span("plugins", key=True)
    problems.append(Diagnostic(span, "config-plugin", "the plugin duizhao is not among the plugins", hint))
    return {}, ()


def _write_address(url: str) -> str:
    """Return the site's address as sitemaps and feeds require it: in ASCII, with a trailing slash.

    https://example.org/报告 becomes https://example.org/%E6%8A%A5%E5%91%8A/
    """
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode("ascii")
    except ValueError:
        # MkDocs reports what is wrong with it.
        return url
    path = quote(parts.path.rstrip("/") + "/", safe=ADDRESS)
    return urlunsplit((parts.scheme, host, path, "", ""))
