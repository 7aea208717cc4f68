"""Checks of mkdocs.yml: which settings are supported, and diagnostics for all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from duizhao.diagnostics import Diagnostic, Level, Span, suggest
from duizhao.yaml_text import YamlText, read_yaml

CONFIGURATION = "mkdocs.yml"
TEXTS = ("site_name", "site_url", "site_description", "site_author", "copyright", "docs_dir", "site_dir", "repo_url")
"""Keys whose values are texts."""
TYPES: Sequence[tuple[tuple[str, ...], Any, str]] = (
    (("extra",), dict, "a mapping"),
    (("extra", "analytics"), dict, "a mapping"),
    (("extra", "analytics", "feedback"), dict, "a mapping"),
    (("extra", "analytics", "feedback", "ratings"), list, "a list of mappings"),
    (("extra", "consent"), dict, "a mapping"),
    (("plugins",), list | dict, "a list"),
    (("theme",), dict | str, "a mapping such as  {name: material}"),
    (("theme", "custom_dir"), str, "a folder"),
    (("theme", "features"), list, "a list"),
    (("theme", "palette"), list | dict, "a list of mappings"),
    (("use_directory_urls",), bool, "true or false"),
    (("strict",), bool, "true or false"),
    (("extra_css",), list, "a list of files"),
    (("extra_javascript",), list, "a list of files"),
    (("hooks",), list, "a list of files"),
    (("watch",), list, "a list of files"),
)
"""Types of other values, by their path."""
OBEYED = frozenset(
    [
        *("site_name", "site_url", "site_description", "site_author", "copyright", "docs_dir", "site_dir", "theme"),
        *("repo_url", "repo_name", "edit_uri", "edit_uri_template", "extra", "extra_css", "extra_javascript"),
        *("extra_templates", "plugins", "hooks"),
        *("watch", "strict", "use_directory_urls", "remote_branch", "remote_name", "INHERIT"),
    ]
)
"""Keys with the same meaning as in MkDocs: https://www.mkdocs.org/user-guide/configuration/"""
SECTIONS = "the sections come from content/themes.yml, the other pages from content/pages/"
OWN_DIALECT = "every site is written in one dialect: README, 'Write an article'"
UNUSED: Mapping[str, str] = {
    "nav": SECTIONS,
    "not_in_nav": SECTIONS,
    "markdown_extensions": OWN_DIALECT,
    "mdx_configs": OWN_DIALECT,
    "exclude_docs": "write  draft: true  in an article that is not to be shown",
    "draft_docs": "write  draft: true  in an article that is not to be shown yet",
    "validation": "duizhao check  looks at all links, and finds broken ones in any case",
    "dev_addr": "use  duizhao serve --port N",
    "pages": SECTIONS,
    "google_analytics": "write  extra: {analytics: …}  as the theme wants it",
}
"""Keys without effect, and what to do instead."""
EDIT = ("edit_uri", "edit_uri_template")
"""Keys that say where the sources are edited, one of which the theme's buttons need."""
UNUSED_THEME: Mapping[str, str] = {
    "language": "each edition has its own language, by its code",
    "direction": "each edition has the direction of its language",
    "include_search_page": "every edition has a page of search results",
    "search_index_only": "every edition has a search of its own",
    "highlightjs": "it belongs to another theme",
    "hljs_languages": "it belongs to another theme",
    "locale": "each edition has its own language, by its code",
}
"""Settings of the theme without effect."""
NO_MENU = "the navigation shows all sections, and the articles of the section one is in"
NO_EDIT = "write  edit_uri: edit/main/content/  with the branch and the folder of your repository"
OWN_SEARCH = "the search is our own, and brings this"
UNUSED_FEATURES: Mapping[str, str] = {
    "navigation.instant": "search and switching reload each page",
    "navigation.instant.prefetch": "search and switching reload each page",
    "navigation.instant.preview": "search and switching reload each page",
    "navigation.instant.progress": "search and switching reload each page",
    "navigation.sections": NO_MENU,
    "navigation.expand": NO_MENU,
    "navigation.prune": NO_MENU,
    "search.highlight": OWN_SEARCH,
    "search.share": OWN_SEARCH,
    "search.suggest": OWN_SEARCH,
    "content.code.annotate": "the dialect has no annotations in code",
    "content.code.select": "lines of code have no addresses",
}
"""Features of the theme that cannot work here."""
FEATURES = frozenset(
    [
        *("announce.dismiss", "content.action.edit", "content.action.view", "content.code.copy"),
        *("content.footnote.tooltips", "content.tabs.link"),
        *("content.tooltips", "header.autohide", "navigation.footer", "navigation.indexes", "navigation.path"),
        *("navigation.tabs", "navigation.tabs.sticky", "navigation.top", "navigation.tracking", "toc.follow"),
        *("toc.integrate",),
    ]
)
"""Features of the theme that work."""
UNUSED_EXTRA: Mapping[str, str] = {
    "alternate": "the switcher offers the editions by itself",
    "homepage": "the logo leads to the home page of the edition",
    "version": "put each version into a site of its own",
}
THEME_SEARCH = ("search", "material/search")
"""The names of the search plugins of MkDocs and its theme."""
NO_SOURCE = "it reads the Markdown of pages, which our editions have not: each is made of an article and its catalog"
PLUGINS: Mapping[str, tuple[Level, str]] = {
    "tags": (Level.WARNING, "write  tags:  in the front matter; each tag has a page and a feed"),
    "blog": (Level.ERROR, "articles of content/articles/ have dates, lists and feeds already"),
    "meta": (Level.WARNING, NO_SOURCE),
    "typeset": (Level.ERROR, "it reads headings of its own making"),
    "social": (Level.WARNING, NO_SOURCE),
    "optimize": (Level.WARNING, "optimise the images in content/ themselves"),
    "offline": (Level.ERROR, "write  use_directory_urls: false  instead: the site opens from disk, search included"),
    "info": (Level.WARNING, "it is for reports on bugs of the theme"),
    "projects": (Level.ERROR, "build each site by itself"),
    "i18n": (Level.ERROR, "remove it: the editions are listed in  duizhao: {editions: […]}"),
    "macros": (Level.WARNING, "numbers are printed by  {{id}}  from content/data/; " + NO_SOURCE),
    "include-markdown": (Level.WARNING, 'write  --8<-- "snippets/a.md"  on a line of its own instead; ' + NO_SOURCE),
    "table-reader": (Level.WARNING, NO_SOURCE),
    "exclude": (Level.WARNING, UNUSED["exclude_docs"]),
    "awesome-pages": (Level.WARNING, SECTIONS),
    "literate-nav": (Level.WARNING, SECTIONS),
    "section-index": (Level.WARNING, SECTIONS),
    "git-revision-date": (Level.WARNING, "articles show the day of their last change by themselves"),
    "git-revision-date-localized": (Level.WARNING, "articles show the day of their last change by themselves"),
    "rss": (Level.ERROR, "every edition has a feed already: feed.xml in its folder"),
}
"""Plugins that do not work here, as tested (docs/plugins.md), with the level of the problem and a hint."""


def check_configuration(root: Path, configuration: str = CONFIGURATION) -> list[Diagnostic]:
    """Report each setting of a site that has no effect or would fail.

    Args:
        root: The site's folder.
        configuration: The name of its configuration file, already checked by `read_settings`.
    """
    document, _problems = read_yaml((root / configuration).read_text("utf-8-sig"), configuration)
    if document is None or not isinstance(document.value, dict):
        return []
    problems = [*_check_keys(document), *_check_theme(document), *_check_plugins(document)]
    return [*problems, *_check_extra(document), *_check_files(document, root)]


def check_types(document: YamlText, root: Path) -> list[Diagnostic]:
    """Report values that cannot be used at all: those of the wrong type, and unsuitable folders.

    Args:
        document: The configuration, a mapping.
        root: The site's folder.
    """
    value, problems = document.value, []
    for key in TEXTS:
        # A value from the environment may be empty.
        if value.get(key) is not None and not isinstance(value[key], str):
            message = f"{key}: expected a text, found {value[key]!r:.40}"
            problems.append(Diagnostic(document.span(key), "config-type", message, "put it in quotation marks"))
    for at, types, what in TYPES:
        found = _find(value, at)
        if found is not None and not isinstance(found, types):
            message = f"{'.'.join(at)}: expected {what}, found {found!r:.40}"
            problems.append(Diagnostic(document.span(*at), "config-type", message, "write it as MkDocs wants it"))
    return [*problems, *([] if problems else _check_folders(document, root))]


def _find(value: Any, at: Sequence[str]) -> Any:
    """Return the value at a path of keys, or None if there is none."""
    for key in at:
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return value


def _check_folders(document: YamlText, root: Path) -> Iterator[Diagnostic]:
    """Report folders outside of the site or inside one another."""
    base = root.resolve()
    content = (base / (document.value.get("docs_dir") or "docs")).resolve()
    output = (base / (document.value.get("site_dir") or "site")).resolve()
    if content == base or not content.is_relative_to(base):
        hint = "write  docs_dir: content  and put articles/, pages/ and the data into content/"
        message = "the content needs a folder inside the site's"
        yield Diagnostic(document.span("docs_dir"), "config-folder", message, hint)
    around = base.is_relative_to(output) or content.is_relative_to(output)
    if around or output.is_relative_to(content):
        hint = "every build puts a new folder in its place; write  site_dir: site"
        yield Diagnostic(document.span("site_dir"), "config-folder", "the site needs a folder of its own", hint)


def check_search(document: YamlText, problems: list[Diagnostic]) -> None:
    """Report the theme's search, which knows neither editions nor scripts and would duplicate the site's own."""
    plugins = document.value["plugins"]
    for index, plugin in enumerate(plugins):
        name = next(iter(plugin)) if isinstance(plugin, dict) and plugin else plugin
        if name in THEME_SEARCH:
            place = ("plugins", name if isinstance(plugins, dict) else index)
            message = f"the plugin {name} indexes the pages once more, and finds no Chinese in the other script"
            hint = f"remove {name} from the plugins; duizhao brings the search, nothing stands in its place"
            span = document.span(*place, key=isinstance(plugins, dict))
            problems.append(Diagnostic(span, "config-search", message, hint))


def _answer(span: Span, what: str, hint: str, level: Level = Level.WARNING) -> Diagnostic:
    return Diagnostic(span, "config-unused", f"{what} has no effect", hint, level)


def _check_keys(document: YamlText) -> Iterator[Diagnostic]:
    """Report keys of MkDocs that have no effect here, and unknown keys."""
    for key in document.value:
        span = document.span(str(key), key=True)
        if key in UNUSED:
            yield _answer(span, f"'{key}'", UNUSED[key])
        elif key not in OBEYED:
            yield Diagnostic(span, "config-unknown", f"unknown key '{key}'", suggest(str(key), OBEYED), Level.WARNING)


def _check_theme(document: YamlText) -> Iterator[Diagnostic]:
    """Report settings and features of the theme that do not work here."""
    theme = document.value.get("theme")
    name = theme.get("name") if isinstance(theme, dict) else theme
    if name != "material":
        hint = "write  theme: {name: material}"
        span = document.span("theme", key="theme" in document.value)
        yield Diagnostic(span, "config-theme", f"expected the theme material, found '{name or 'none'}'", hint)
    if not isinstance(theme, dict):
        return
    for key in UNUSED_THEME.keys() & theme.keys():
        yield _answer(document.span("theme", key, key=True), f"'{key}' of the theme", UNUSED_THEME[key])
    features = theme.get("features")
    for index, feature in enumerate(features if isinstance(features, list) else ()):
        span = document.span("theme", "features", index)
        if not isinstance(feature, str):
            yield Diagnostic(span, "config-type", f"features: expected a name, found {feature!r:.40}", "write its name")
        elif feature in UNUSED_FEATURES:
            yield _answer(span, f"the feature {feature}", UNUSED_FEATURES[feature])
        elif feature.startswith("content.action.") and not any(document.value.get(key) for key in EDIT):
            yield _answer(span, f"the feature {feature}", NO_EDIT)
        elif feature not in FEATURES:
            message = f"unknown feature '{feature}'"
            yield Diagnostic(span, "config-unknown", message, suggest(str(feature), FEATURES), Level.WARNING)


def _check_plugins(document: YamlText) -> Iterator[Diagnostic]:
    """Report plugins that do not work here."""
    plugins = document.value.get("plugins") or []
    for index, plugin in enumerate(plugins):
        name = next(iter(plugin)) if isinstance(plugin, dict) and plugin else plugin
        short = str(name).removeprefix("material/")
        if short in PLUGINS:
            level, hint = PLUGINS[short]
            is_map = isinstance(plugins, dict)
            span = document.span("plugins", str(name) if is_map else index, key=is_map)
            yield _answer(span, f"the plugin {name}", f"{hint}\ndocs/plugins.md says what was tried", level)


def _check_extra(document: YamlText) -> Iterator[Diagnostic]:
    """Report keys of `extra` whose values the editions set themselves."""
    extra = document.value.get("extra")
    for key in sorted(UNUSED_EXTRA.keys() & (extra if isinstance(extra, dict) else {}).keys()):
        yield _answer(document.span("extra", key, key=True), f"'{key}' of extra", UNUSED_EXTRA[key])


def _check_files(document: YamlText, root: Path) -> Iterator[Diagnostic]:
    """Report missing style sheets, scripts and templates of the site."""
    theme = document.value.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    folders = [root / str(document.value.get("docs_dir") or "docs"), *([root / str(custom)] if custom else [])]
    for key in ("extra_css", "extra_javascript", "extra_templates"):
        listed = document.value.get(key)
        for index, one in enumerate(listed if isinstance(listed, list) else ()):
            path = str(one.get("path", "") if isinstance(one, dict) else one).partition("?")[0]
            if "//" in path or any((folder / path).is_file() for folder in folders):
                continue
            hint = f"put it into {folders[0].name}/{path}, or take it out"
            yield Diagnostic(document.span(key, index), "config-file", f"{key}: there is no file '{path}'", hint)
