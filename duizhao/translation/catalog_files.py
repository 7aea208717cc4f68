"""The catalogs of a site: listing, reading, checking for gaps, and updating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import polib
from babel import Locale
from msgspec import Struct

from duizhao.diagnostics import Diagnostic, Level, Span, has_errors
from duizhao.editions import Edition
from duizhao.model import Article, Site
from duizhao.settings import Settings
from duizhao.translation.catalog import Catalog, new_po, open_po, read_catalog, shorten, write_po
from duizhao.translation.interface import INTERFACE
from duizhao.translation.messages import Message, find_source, list_article_messages, list_site_messages

if TYPE_CHECKING:
    from duizhao.translation.merge import MergeCounts

SITE_CATALOG = ""
"""The name of the catalog of everything outside of articles."""
INTERFACE_LANGUAGE = "en"
"""The language for which Duizhao includes a translation of the interface."""


class CatalogFile(Struct, frozen=True):
    """A catalog that a site needs, with its messages."""

    name: str
    """The slug of its article; `SITE_CATALOG` for everything outside of articles."""
    language: str
    """The language it translates into."""
    path: str
    """The PO file, relative to the site's folder; it need not exist yet."""
    messages: tuple[Message, ...]
    """In the order of the sources."""


class Update(Struct, frozen=True):
    """The result of updating one catalog."""

    path: str
    counts: MergeCounts
    suggested: int
    """The number of entries that received a suggestion from another catalog."""


def list_catalog_files(site: Site, edition: Edition) -> list[CatalogFile]:
    """List the catalogs that an edition needs.

    All Chinese editions share the catalogs of `translations/zh-Hans`, which contain the texts
    that are not written in Chinese. A text in the edition's own language needs no catalog.
    """
    files = [
        _make_article_file(article, site.settings, edition)
        for article in sorted(site.articles, key=lambda one: one.slug)
        if edition.translates(article.script)
    ]
    own = _make_site_file(site, edition)
    return [*files, own] if own.messages else files


def catalog_path(settings: Settings, edition: Edition, name: str) -> str:
    """Return the path of a catalog, relative to the site's folder.

    Args:
        settings: The site's settings.
        edition: The edition that reads it.
        name: The slug of an article, or `SITE_CATALOG`.
    """
    folder = f"{settings.translations}/{edition.catalog_language}"
    return f"{folder}/site.po" if name == SITE_CATALOG else f"{folder}/articles/{name}.po"


def _make_site_file(site: Site, edition: Edition) -> CatalogFile:
    """Return the catalog of everything outside of articles, with its messages."""
    path = catalog_path(site.settings, edition, SITE_CATALOG)
    return CatalogFile(SITE_CATALOG, edition.catalog_language, path, list_site_messages(site, edition))


def _make_article_file(article: Article, settings: Settings, edition: Edition) -> CatalogFile:
    """Return the catalog of an article, with its messages."""
    path = catalog_path(settings, edition, article.slug)
    return CatalogFile(article.slug, edition.catalog_language, path, list_article_messages(article))


def list_all_catalog_files(site: Site) -> list[CatalogFile]:
    """List the catalogs of all editions, each once."""
    found: dict[str, CatalogFile] = {}
    for edition in site.settings.editions:
        for file in list_catalog_files(site, edition):
            found.setdefault(file.path, file)
    return list(found.values())


def read_catalogs(site: Site) -> tuple[dict[str, dict[str, Catalog]], list[Diagnostic]]:
    """Read the catalogs of every edition, and report their gaps.

    Returns:
        The catalogs by edition code, then by name, and the problems. The gaps of a catalog are
        summed up in notes; if its article promises `complete: true`, each gap is a warning.
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
    """Read the catalogs of one article by edition code, and report their gaps."""
    editions = [edition for edition in settings.editions if edition.translates(article.script)]
    files = {edition.code: _make_article_file(article, settings, edition) for edition in editions}
    return _read_files(files, settings, promised=article.complete)


def read_site_catalogs(site: Site) -> tuple[dict[str, Catalog], list[Diagnostic]]:
    """Read the catalogs of everything outside of articles by edition code, and report their gaps."""
    files = {edition.code: _make_site_file(site, edition) for edition in site.settings.editions}
    needed = {code: file for code, file in files.items() if file.messages}
    return _read_files(needed, site.settings, promised=False)


def _read_files(
    files: Mapping[str, CatalogFile], settings: Settings, *, promised: bool
) -> tuple[dict[str, Catalog], list[Diagnostic]]:
    """Read catalogs by edition code, each file once."""
    by_path: dict[str, Catalog | None] = {}
    problems: list[Diagnostic] = []
    for file in files.values():
        if file.path in by_path:
            continue
        catalog, more = read_catalog(settings.root / file.path, file.path, file.language)
        by_path[file.path] = catalog
        problems += more
        if promised and not has_errors(more):
            problems += _check_promise(file, catalog or Catalog(file.language, file.path))
        elif catalog is not None:
            problems += _check_completeness(file, catalog)
    found = ((code, by_path[file.path]) for code, file in files.items())
    return {code: catalog for code, catalog in found if catalog is not None}, problems


def update_catalogs(site: Site) -> tuple[list[Update], list[Diagnostic]]:
    """Update every catalog of a site and write those that changed.

    Returns:
        The updates of the catalogs that changed, and the problems of broken catalogs, in
        which case nothing was written.
    """
    from duizhao.translation.merge import make_memory, merge, suggest_from_memory  # noqa: PLC0415 -- no build needs it

    files = list_all_catalog_files(site)
    pos, problems = _open_all(site, files)
    if problems:
        return [], problems
    counts = {file.path: merge(pos[file.path], file.messages) for file in files}
    for file in files:
        if file.name == SITE_CATALOG and file.language == INTERFACE_LANGUAGE:
            _add_interface(pos[file.path])
    # The memory is collected after merging, so a second update makes the same suggestions as the first.
    suggested = {}
    for language in {file.language for file in files}:
        prefix = f"{site.settings.translations}/{language}/"
        memory = make_memory({path: po for path, po in pos.items() if path.startswith(prefix)})
        for file in files:
            if file.language == language:
                suggested[file.path] = suggest_from_memory(pos[file.path], file.path, memory)
    updates = [
        Update(file.path, counts[file.path], suggested[file.path])
        for file in files
        if write_po(pos[file.path], site.settings.root / file.path)
    ]
    return updates, []


def list_po_files(site: Site) -> list[str]:
    """List the relative paths of all PO files of the editions' languages, including those of deleted articles."""
    root = site.settings.root
    languages = sorted({edition.catalog_language for edition in site.settings.editions})
    folders = [site.settings.translations_folder / language for language in languages]
    return [file.relative_to(root).as_posix() for folder in folders for file in sorted(folder.rglob("*.po"))]


def _open_all(site: Site, files: Iterable[CatalogFile]) -> tuple[dict[str, polib.POFile], list[Diagnostic]]:
    """Open the existing catalogs and make the missing ones.

    Catalogs of deleted articles are opened for their translations, since an article may have been renamed.
    """
    pos: dict[str, polib.POFile] = {}
    problems: list[Diagnostic] = []
    for path in list_po_files(site):
        po, more = open_po(site.settings.root / path, path)
        problems += more
        if po is not None:
            pos[path] = po
    for file in files:
        if file.path not in pos:
            source = next((message.source for message in file.messages), find_source(site))
            pos[file.path] = new_po(file.language, source)
    return pos, problems


def _add_interface(po: polib.POFile) -> None:
    """Fill untranslated texts of the interface with the translations that Duizhao includes."""
    for entry in po:
        if not entry.msgstr and not entry.obsolete and entry.msgid in INTERFACE:
            entry.msgstr = INTERFACE[entry.msgid]


def _check_completeness(file: CatalogFile, catalog: Catalog) -> list[Diagnostic]:
    """Report, as notes, how many texts have no translation or an outdated one."""
    missing, stale = find_gaps(file.messages, catalog)
    problems = []
    for messages, code, what, hint in (
        (
            missing,
            "translation-missing",
            "texts have no translation",
            "they are shown in their own language and marked",
        ),
        (
            stale,
            "translation-stale",
            "translations are outdated",
            "they are marked fuzzy; bring them up to date and delete the mark",
        ),
    ):
        if messages:
            entry = catalog.find(messages[0].text, messages[0].context)
            span = Span(catalog.path, entry.line if entry is not None else 1)
            message = f"{len(messages)} of {len(file.messages)} {what}"
            problems.append(Diagnostic(span, code, message, hint, Level.NOTE))
    return problems


def _check_promise(file: CatalogFile, catalog: Catalog) -> list[Diagnostic]:
    """Report each text without a current translation in an article that promises `complete: true`."""
    language = Locale.parse(file.language, sep="-").english_name
    problems = []
    missing, stale = find_gaps(file.messages, catalog)
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
    """Return the messages without a translation, and those whose translation is outdated or unconfirmed."""
    missing, stale = [], []
    for message in messages:
        entry = catalog.find(message.text, message.context)
        if entry is None or not entry.text:
            missing.append(message)
        elif entry.fuzzy:
            stale.append(message)
    return missing, stale
