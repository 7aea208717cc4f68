"""The settings of a site, read once from mkdocs.yml, with the place of every problem."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from duizhao.configuration import CONFIGURATION, check_search, check_types
from duizhao.diagnostics import Diagnostic, SourceError, Span, find_conflict, has_errors, sort_diagnostics, suggest
from duizhao.diagram_command import read_command
from duizhao.yaml_text import YamlText, read_yaml

SCRIPT_EDITIONS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
"""The editions made by conversion with OpenCC; every other one is made from catalogs."""
CATALOG_SCRIPT = "zh-Hans"
"""The script that texts in other languages are translated into for all editions in Chinese."""
LABELS = {"zh-Hans": "简体", "zh-Hant-TW": "繁體", "zh-Hant-HK": "繁體（香港）", "en": "English"}
"""The labels of the editions that most sites have. Babel knows those of all languages, and is slow to import."""
FOLDERS = {"zh-Hans": "zh-hans", "zh-Hant-TW": "zh-hant", "zh-Hant-HK": "zh-hant-hk", "en": "en"}
LOCALES = {"zh-Hans": "zh_Hans_CN", "zh-Hant-TW": "zh_Hant_TW", "zh-Hant-HK": "zh_Hant_HK", "en": "en"}
INDEX = "index.html"
OPTIONS = ("editions", "html", "diagrams")
HTML_POLICIES = ("sanitise", "allow", "escape")
"""Policies for raw HTML in texts: remove what may harm readers, keep everything, or show all of it as text."""
EDITION_OPTIONS = ("label", "path", "threshold", "variants")
FOLDER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED_FOLDERS = ("assets", "data", "search")
"""Folders of a site that belong to no edition."""
DEFAULT_EDITIONS = ("zh-Hans", "zh-Hant-TW", "en")
ADDRESS = "/%:@!$&'()*+,;=~-._"
"""Characters left as they are in the path of an address: https://www.rfc-editor.org/rfc/rfc3986#section-3.3"""
OUTSIDE = ("hooks:", "!ENV", "INHERIT:", "!relative")
"""Markers in mkdocs.yml by which other files or the environment influence the site."""
THRESHOLD = 0.9
"""The default share of an article's characters that must be translated for its page to count as a translation."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the site's versions: a script of Chinese, or a language."""

    code: str
    """A BCP 47 tag: the value of `<html lang>`, and the name in front matter and markup."""
    label: str
    """Its label in the switcher."""
    folder: str
    """The first part of its URLs."""
    locale: str
    """The Babel locale of its dates and numbers."""
    threshold: float
    """The share of characters below which a page is not offered as a translation."""
    index: str = ""
    """The end of page addresses: empty, or `index.html` if the site can be opened from disk."""
    variants: tuple[tuple[str, str], ...] = ()
    """The site's changes to the profile of a script: pairs of the form that the edition would print and the form to
    print instead. `script/profile.py` defines the profiles; a site changes them in mkdocs.yml with

        editions:
          zh-Hant-HK: {variants: {群: 羣, 啟: 啓}}

    Characters only: if the form depends on the word (公佈 but 布料), the word belongs in the lexicon."""

    @property
    def is_chinese(self) -> bool:
        """Whether it is made by script conversion."""
        return is_chinese(self.code)

    @property
    def catalog_language(self) -> str:
        """The language of its catalogs; all scripts of Chinese share the catalogs of one script and convert them."""
        return CATALOG_SCRIPT if self.is_chinese else self.code

    def translates(self, source: str) -> bool:
        """Return whether a text written in `source` needs a translation for this edition, not a conversion."""
        return source != self.code and not (self.is_chinese and is_chinese(source))


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
    editions = _read_editions(document, options, at, problems)
    if document.value.get("use_directory_urls") is False:
        editions = tuple(replace(edition, index=INDEX) for edition in editions)
    html = options.get("html", "sanitise")
    if html not in HTML_POLICIES:
        message = f"html: expected one of {', '.join(HTML_POLICIES)}, found '{html}'"
        problems.append(
            Diagnostic(document.span(*at, "html"), "config-option", message, suggest(str(html), HTML_POLICIES))
        )
    diagrams = read_command(document, options, at, problems)
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
        templates=(templates := _read_templates(value, root)),
        has_other_plugins=_has_other_plugins(value, text) or templates.startswith(".."),
    )


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


def is_chinese(code: str) -> bool:
    """Return whether the code of an edition or of a text is a script of Chinese."""
    return code in SCRIPT_EDITIONS


def make_edition(code: str, options: Mapping[str, Any] | None = None) -> Edition:
    """Make an edition from its code.

    Args:
        code: zh-Hans, zh-Hant-TW, zh-Hant-HK, or a language that Babel has data for.
        options: label, path, threshold and variants, which override the defaults.

    Raises:
        ValueError: The language is unknown, or is Chinese but none of these scripts.
    """
    options = options or {}
    if code in LABELS:
        label, folder, locale = LABELS[code], FOLDERS[code], LOCALES[code]
    else:
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- see LABELS

        try:
            found = Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            raise ValueError(code) from None
        if found.language == "zh":
            raise ValueError(code)
        label, folder, locale = found.get_display_name(found) or code, code.lower(), str(found)
        label = label[:1].upper() + label[1:]
    return Edition(
        code=code,
        label=str(options.get("label") or label),
        folder=str(options.get("path") or folder).strip("/"),
        locale=locale,
        threshold=float(options.get("threshold", THRESHOLD)),
        variants=tuple((options.get("variants") or {}).items()),
    )


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


def _read_editions(
    document: YamlText, options: Mapping[str, Any], at: tuple[str | int, ...], problems: list[Diagnostic]
) -> tuple[Edition, ...]:
    """Read the editions from the plugin's options; report every invalid option."""
    for key in options:
        if key not in OPTIONS:
            span = document.span(*at, key, key=True)
            problems.append(Diagnostic(span, "config-option", f"unknown option '{key}'", suggest(key, OPTIONS)))
    wanted = options.get("editions", list(DEFAULT_EDITIONS))
    if not isinstance(wanted, list | dict) or not wanted:
        message = "expected a list of editions such as [zh-Hans, zh-Hant-TW, en]"
        problems.append(Diagnostic(document.span(*at, "editions"), "config-editions", message))
        return ()
    editions = []
    for index, code in enumerate(wanted):
        place = (*at, "editions", code if isinstance(wanted, dict) else index)
        details = wanted[code] or {} if isinstance(wanted, dict) else {}
        if not _check_details(document, details, place, problems):
            continue
        details = _check_variants(document, place, str(code), details, problems)
        try:
            editions.append(make_edition(str(code), details))
        except ValueError:
            hint = (
                suggest(str(code), (*SCRIPT_EDITIONS, "en"))
                or "use zh-Hans, zh-Hant-TW, zh-Hant-HK, or a code such as en"
            )
            span = document.span(*place, key=isinstance(wanted, dict))
            problems.append(Diagnostic(span, "config-edition", f"unknown edition '{code}'", hint))
    for index, edition in enumerate(editions):
        if not FOLDER.fullmatch(edition.folder) or edition.folder in RESERVED_FOLDERS:
            at_path = (*at, "editions", edition.code if isinstance(wanted, dict) else index, "path")
            message = f"'{edition.folder}' cannot be the folder of an edition"
            hint = (
                "write small letters, digits and hyphens, such as zh-hans; "
                + ", ".join(RESERVED_FOLDERS)
                + " are taken"
            )
            problems.append(Diagnostic(document.span(*at_path), "config-edition", message, hint))
    folders = [edition.folder for edition in editions]
    if len(set(folders)) < len(folders):
        message = "two editions have the same folder: " + ", ".join(folders)
        problems.append(Diagnostic(document.span(*at, "editions"), "config-editions", message))
    return tuple(editions)


def _check_variants(
    document: YamlText, place: tuple[str | int, ...], code: str, details: Mapping[str, Any], problems: list[Diagnostic]
) -> Mapping[str, Any]:
    """Report invalid variants of an edition; return its options without them."""
    if "variants" not in details:
        return details
    at, wanted = (*place, "variants"), details["variants"]
    hint = "write one character for another: {群: 羣}; words belong into translations/lexicon/"
    if not isinstance(wanted, dict) or code not in SCRIPT_EDITIONS:
        message = "expected forms of characters for a script of Chinese"
        problems.append(Diagnostic(document.span(*at, key=True), "config-variants", message, hint))
        return {**details, "variants": {}}
    good = {}
    for one, other in wanted.items():
        if isinstance(one, str) and isinstance(other, str) and len(one) == len(other) == 1:
            good[one] = other
        else:
            span = document.span(*at, str(one), key=True)
            message = f"'{one}: {other}' is not one character for another"
            problems.append(Diagnostic(span, "config-variants", message, hint))
    return {**details, "variants": good}


def _check_details(document: YamlText, details: Any, place: tuple[str | int, ...], problems: list[Diagnostic]) -> bool:
    """Report invalid options of one edition; return whether the options can be used."""
    if not isinstance(details, dict):
        message = "expected options of the edition such as  {label: 简体, path: zh-hans, threshold: 0.9}"
        problems.append(Diagnostic(document.span(*place), "config-option", message))
        return False
    for key in details:
        if key not in EDITION_OPTIONS:
            span = document.span(*place, str(key), key=True)
            hint = suggest(str(key), EDITION_OPTIONS)
            problems.append(Diagnostic(span, "config-option", f"unknown option '{key}'", hint))
    threshold = details.get("threshold", THRESHOLD)
    if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
        message = f"threshold: expected a number from 0 to 1, found '{threshold}'"
        problems.append(Diagnostic(document.span(*place, "threshold"), "config-option", message))
        return False
    return True


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
