"""The catalogs that name an article: its own, and those whose texts have links to it."""

from __future__ import annotations

from collections.abc import Callable, Collection

import polib

from duizhao.diagnostics import SourceError
from duizhao.model import Site
from duizhao.moving.changes import Change
from duizhao.moving.links import rename_in_text
from duizhao.translation.catalog import format_po, open_po

CODE = ("code", "chart", "diagram")
"""The kinds of messages that are no Markdown."""
SHARED = "site.po"
"""The name of the catalog of everything outside of articles."""


def list_catalogs(site: Site, slug: str) -> list[str]:
    """List the catalogs of an article in all languages, also those of which the site has no edition any more."""
    folder, root = site.settings.translations_folder, site.settings.root
    return [file.relative_to(root).as_posix() for file in sorted(folder.glob(f"*/articles/{slug}.po"))]


def rename_in_catalogs(site: Site, path: str, slug: str) -> list[Change]:
    """Return the changes of all catalogs after an article has got another name.

    Texts and translations change alike, so translations that are current stay current.

    Args:
        site: The site.
        path: The article's file, relative to the site's folder.
        slug: Its new slug.

    Raises:
        SourceError: A catalog that names the article is broken.
    """
    folder, root = site.settings.translations_folder, site.settings.root
    old = path.rpartition("/")[2].removesuffix(".md")
    paths = {article.slug: article.span.path for article in site.articles}
    pages = {one.document.path for one in (*site.pages, site.home)}
    changes = []
    problems = []
    for file in sorted(folder.rglob("*.po")):
        own = file.relative_to(root).as_posix()
        is_own = file.stem == old and file.parent.name == "articles"
        data = file.read_bytes()
        if not is_own and path.rpartition("/")[2].encode() not in data:
            continue
        po, more = open_po(file, own)
        problems += more
        if po is None:
            continue
        bases = pages if file.name == SHARED else {paths.get(file.stem, path)}
        if not _rename_in_po(po, path, slug, bases) and not is_own:
            continue
        new_path = f"{own.rpartition('/')[0]}/{slug}.po" if is_own else ""
        before = data.decode("utf-8")
        changes.append(Change(own, before, _restore_line_ends(format_po(po), before), new_path))
    if problems:
        raise SourceError(problems)
    return changes


def _rename_in_po(po: polib.POFile, path: str, slug: str, bases: Collection[str]) -> bool:
    """Give an article another name in the entries of a catalog; return whether any of them has changed."""
    name = f"{slug}.md"
    new_path = f"{path.rpartition('/')[0]}/{name}"
    taken = {(entry.msgctxt or "", entry.msgid) for entry in po if not entry.obsolete}
    is_changed = False
    for entry in po:
        before = (entry.msgid, entry.msgstr, entry.previous_msgid, entry.comment, tuple(entry.occurrences))
        files = {one for one, _line in entry.occurrences}
        rename = _make_renamer(path, name, {*bases, *files})
        entry.occurrences = [(new_path if one == path else one, line) for one, line in entry.occurrences]
        if entry.comment.split(";")[0].split("\n")[0].strip() not in CODE:
            msgid = rename(entry.msgid)
            # Two entries of one text would be an error; the update of catalogs sets the one aside that nothing uses.
            if msgid == entry.msgid or entry.obsolete or (entry.msgctxt or "", msgid) not in taken:
                entry.msgid = msgid
                entry.msgstr = rename(entry.msgstr)
                entry.previous_msgid = rename(entry.previous_msgid) if entry.previous_msgid else entry.previous_msgid
        entry.comment = rename(entry.comment)
        after = (entry.msgid, entry.msgstr, entry.previous_msgid, entry.comment, tuple(entry.occurrences))
        is_changed = is_changed or before != after
    return is_changed


def _make_renamer(path: str, name: str, bases: Collection[str]) -> Callable[[str], str]:
    """Return the function that gives a file another name in the links of a text."""
    return lambda text: rename_in_text(text, path, name, bases)


def _restore_line_ends(text: str, before: str) -> str:
    """Return the text of a catalog with the line ends that it had."""
    return text.replace("\n", "\r\n") if "\r\n" in before else text
