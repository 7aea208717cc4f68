"""The catalogs of a site: which there are, what they lack, and how they are brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polib
from babel import Locale

from duizhao.diagnostics import Diagnostic, Level, Span, has_errors
from duizhao.model import Article, Site
from duizhao.settings import Edition, Settings
from duizhao.translation.catalog import Catalog, new_po, open_po, read_catalog, shorten, write_po
from duizhao.translation.interface import INTERFACE
from duizhao.translation.merge import MergeCounts, make_memory, merge, suggest_from_memory
from duizhao.translation.messages import Message, find_source, list_article_messages, list_site_messages

SITE_CATALOG = ""
"""The name of the catalog of everything that is no article."""
INTERFACE_LANGUAGE = "en"
"""The language that the interface is delivered in beside Chinese."""


@dataclass(frozen=True, slots=True)
class Volume:
    """One catalog that a site needs, and what belongs into it."""

    name: str
    """The slug of its article; `SITE_CATALOG` for everything that is no article."""
    language: str
    """The language it translates into."""
    path: str
    """The PO file, relative to the site's folder; it need not exist yet."""
    messages: tuple[Message, ...]
    """In the order of the sources."""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did to one catalog."""

    path: str
    counts: MergeCounts
    suggested: int
    """How many texts were offered a translation from another catalog."""


def list_volumes(site: Site, edition: Edition) -> list[Volume]:
    """List the catalogs that an edition needs.

    All editions in Chinese share those of `translations/zh-Hans`; they hold what is not
    written in Chinese. A text in the edition's own language needs none.
    """
    volumes = [
        _make_article_volume(article, site.settings, edition)
        for article in sorted(site.articles, key=lambda one: one.slug)
        if edition.translates(article.script)
    ]
    own = _make_site_volume(site, edition)
    return [*volumes, own] if own.messages else volumes


def name_catalog(settings: Settings, edition: Edition, name: str) -> str:
    """Give the file of a catalog, relative to the site's folder.

    Args:
        settings: The site's settings.
        edition: The edition that reads it.
        name: The slug of an article, or `SITE_CATALOG`.
    """
    folder = f"{settings.translations}/{edition.catalog_language}"
    return f"{folder}/site.po" if name == SITE_CATALOG else f"{folder}/articles/{name}.po"


def _make_site_volume(site: Site, edition: Edition) -> Volume:
    """Say what belongs into the catalog of everything that is no article."""
    path = name_catalog(site.settings, edition, SITE_CATALOG)
    return Volume(SITE_CATALOG, edition.catalog_language, path, list_site_messages(site, edition))


def _make_article_volume(article: Article, settings: Settings, edition: Edition) -> Volume:
    """Say what belongs into an article's catalog."""
    path = name_catalog(settings, edition, article.slug)
    return Volume(article.slug, edition.catalog_language, path, list_article_messages(article))


def list_all_volumes(site: Site) -> list[Volume]:
    """List the catalogs of all editions, each once."""
    found: dict[str, Volume] = {}
    for edition in site.settings.editions:
        for volume in list_volumes(site, edition):
            found.setdefault(volume.path, volume)
    return list(found.values())


def read_catalogs(site: Site) -> tuple[dict[str, dict[str, Catalog]], list[Diagnostic]]:
    """Read the catalogs of every edition, and report what they lack.

    Returns:
        The catalogs by edition code, then by name; and the problems. What an article lacks
        is noted; where the article promises `complete: true`, each block is a warning.
    """
    catalogs: dict[str, dict[str, Catalog]] = {edition.code: {} for edition in site.settings.editions}
    problems: list[Diagnostic] = []
    for article in sorted(site.articles, key=lambda one: one.slug):
        found, more = read_article_catalogs(article, site.settings)
        problems += more
        for code, catalog in found.items():
            catalogs[code][article.slug] = catalog
    found, more = read_site_catalogs(site)
    for code, catalog in found.items():
        catalogs[code][SITE_CATALOG] = catalog
    return catalogs, problems + more


def read_article_catalogs(article: Article, settings: Settings) -> tuple[dict[str, Catalog], list[Diagnostic]]:
    """Read the catalogs of one article by edition code, and report what they lack."""
    editions = [edition for edition in settings.editions if edition.translates(article.script)]
    volumes = {edition.code: _make_article_volume(article, settings, edition) for edition in editions}
    return _read_volumes(volumes, settings, promised=article.complete)


def read_site_catalogs(site: Site) -> tuple[dict[str, Catalog], list[Diagnostic]]:
    """Read the catalogs of everything that is no article by edition code, and report what they lack."""
    volumes = {edition.code: _make_site_volume(site, edition) for edition in site.settings.editions}
    needed = {code: volume for code, volume in volumes.items() if volume.messages}
    return _read_volumes(needed, site.settings, promised=False)


def _read_volumes(
    volumes: Mapping[str, Volume], settings: Settings, *, promised: bool
) -> tuple[dict[str, Catalog], list[Diagnostic]]:
    """Read catalogs by edition code, each file once."""
    by_path: dict[str, Catalog | None] = {}
    problems: list[Diagnostic] = []
    for volume in volumes.values():
        if volume.path in by_path:
            continue
        catalog, more = read_catalog(settings.root / volume.path, volume.path, volume.language)
        by_path[volume.path] = catalog
        problems += more
        if promised and not has_errors(more):
            problems += _check_promise(volume, catalog or Catalog(volume.language, volume.path))
        elif catalog is not None:
            problems += _check_completeness(volume, catalog)
    found = ((code, by_path[volume.path]) for code, volume in volumes.items())
    return {code: catalog for code, catalog in found if catalog is not None}, problems


def update_catalogs(site: Site) -> tuple[list[Update], list[Diagnostic]]:
    """Bring every catalog of a site up to date and write those that changed.

    Returns:
        What was done to each that changed; and the problems of those that are broken, in
        which case nothing was written.
    """
    volumes = list_all_volumes(site)
    pos, problems = _open_all(site, volumes)
    if problems:
        return [], problems
    counts = {volume.path: merge(pos[volume.path], volume.messages) for volume in volumes}
    for volume in volumes:
        if volume.name == SITE_CATALOG and volume.language == INTERFACE_LANGUAGE:
            _add_interface(pos[volume.path])
    # Only what is merged is remembered, so that the suggestions of a second update are those of the first.
    suggested = {}
    for language in {volume.language for volume in volumes}:
        prefix = f"{site.settings.translations}/{language}/"
        memory = make_memory({path: po for path, po in pos.items() if path.startswith(prefix)})
        for volume in volumes:
            if volume.language == language:
                suggested[volume.path] = suggest_from_memory(pos[volume.path], volume.path, memory)
    updates = [
        Update(volume.path, counts[volume.path], suggested[volume.path])
        for volume in volumes
        if write_po(pos[volume.path], site.settings.root / volume.path)
    ]
    return updates, []


def list_po_files(site: Site) -> list[str]:
    """List every PO file of the editions' languages, those of deleted articles included; relative paths."""
    root = site.settings.root
    languages = sorted({edition.catalog_language for edition in site.settings.editions})
    folders = [site.settings.translations_folder / language for language in languages]
    return [file.relative_to(root).as_posix() for folder in folders for file in sorted(folder.rglob("*.po"))]


def _open_all(site: Site, volumes: Iterable[Volume]) -> tuple[dict[str, polib.POFile], list[Diagnostic]]:
    """Open the catalogs that are there and make those that are not.

    Catalogs of deleted articles are read for what they remember: an article may have been renamed.
    """
    pos: dict[str, polib.POFile] = {}
    problems: list[Diagnostic] = []
    for path in list_po_files(site):
        po, more = open_po(site.settings.root / path, path)
        problems += more
        if po is not None:
            pos[path] = po
    for volume in volumes:
        if volume.path not in pos:
            source = next((message.source for message in volume.messages), find_source(site))
            pos[volume.path] = new_po(volume.language, source)
    return pos, problems


def _add_interface(po: polib.POFile) -> None:
    """Fill in the texts of the interface that Duizhao itself has a translation of."""
    for entry in po:
        if not entry.msgstr and not entry.obsolete and entry.msgid in INTERFACE:
            entry.msgstr = INTERFACE[entry.msgid]


def _check_completeness(volume: Volume, catalog: Catalog) -> list[Diagnostic]:
    """Note how many texts have no translation, or an outdated one."""
    problems = []
    missing, stale = find_gaps(volume.messages, catalog)
    total = len(volume.messages)
    if missing:
        entry = catalog.find(missing[0].text, missing[0].context)
        hint = "they are shown in their own language and marked"
        message = f"{len(missing)} of {total} texts have no translation"
        span = Span(catalog.path, entry.line if entry is not None else 1)
        problems.append(Diagnostic(span, "translation-missing", message, hint, Level.NOTE))
    if stale:
        entry = catalog.find(stale[0].text, stale[0].context)
        hint = "they are marked fuzzy; bring them up to date and delete the mark"
        message = f"{len(stale)} of {total} translations are outdated"
        span = Span(catalog.path, entry.line if entry is not None else 1)
        problems.append(Diagnostic(span, "translation-stale", message, hint, Level.NOTE))
    return problems


def _check_promise(volume: Volume, catalog: Catalog) -> list[Diagnostic]:
    """Report each text of an article whose editors promise that none lacks a translation."""
    language = Locale.parse(volume.language, sep="-").english_name
    problems = []
    missing, stale = find_gaps(volume.messages, catalog)
    for messages, code, what in (
        (missing, "promise-missing", "has no translation into"),
        (stale, "promise-stale", "changed since it was translated into"),
    ):
        for message in messages:
            entry = catalog.find(message.text, message.context)
            line = f", line {entry.line}" if entry is not None else "; run  catalog update  first"
            hint = f"the article promises  complete: true;  see {catalog.path}{line}, or take the promise back"
            said = f"'{shorten(message.text)}' {what} {language}"
            problems.append(Diagnostic(Span(message.path, message.line), code, said, hint, Level.WARNING))
    return problems


def find_gaps(messages: Sequence[Message], catalog: Catalog) -> tuple[list[Message], list[Message]]:
    """Give the messages without translation, and those with one that is outdated or that nobody confirmed."""
    missing, stale = [], []
    for message in messages:
        entry = catalog.find(message.text, message.context)
        if entry is None or not entry.text:
            missing.append(message)
        elif entry.fuzzy:
            stale.append(message)
    return missing, stale
