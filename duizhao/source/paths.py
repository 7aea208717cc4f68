"""The files of the content folder that are published unchanged, and checks of file names."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from duizhao.diagnostics import Diagnostic, Span
from duizhao.settings import Settings

SOURCE_SUFFIXES = (".md", ".yml", ".yaml", ".po")
"""Suffixes of files in the content folder that are read, not copied."""
IMPOSSIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069<>:\"|?*\\]|[. ]$")
"""What Windows forbids in a name, and control characters that make a name look like another one."""
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""Names of devices on Windows: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""
SNIPPETS = "snippets"
"""The folder of the content folder whose files are included by others, and never published by themselves."""
LONGEST = 200
"""Maximum length of a name in bytes: file systems allow 255, and a build appends to some names."""


def list_assets(settings: Settings) -> tuple[frozenset[str], list[Diagnostic]]:
    """List the files that are published unchanged, and report names that cannot be published.

    Returns:
        The files, relative to the content folder, with forward slashes; and all problems found.
    """
    folder = settings.content_folder
    assets: set[str] = set()
    problems: list[Diagnostic] = []
    for path, folders, files in os.walk(folder):
        place = Path(path).relative_to(folder)
        shown = [name for name in sorted(files) if not name.startswith(".")]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        problems += _check_names(settings, place, [*folders, *shown])
        problems += _check_folders(settings, place, folders)
        assets.update(filter(is_asset, ((place / name).as_posix() for name in shown)))
    return frozenset(assets), problems


def is_asset(path: str) -> bool:
    """Return whether a file of the content folder, by its path relative to it, is published unchanged."""
    return not path.endswith(SOURCE_SUFFIXES) and not path.startswith(f"{SNIPPETS}/")


def _check_names(settings: Settings, place: Path, names: list[str]) -> Iterator[Diagnostic]:
    """Report names and symbolic links in one folder that cannot be published on every system."""
    alike: dict[str, str] = {}
    for name in names:
        size = len(name.encode("utf-8", "surrogateescape"))
        path = (Path(settings.content) / place / name).as_posix()
        span = Span(repr(path)[1:-1] if not path.isprintable() else path)
        if problem := _check_link(settings, settings.root / path):
            yield Diagnostic(span, *problem)
        if IMPOSSIBLE.search(name):
            hint = 'rename it without control characters and without  < > : " | ? * \\ , and with no dot at its end'
            yield Diagnostic(span, "file-name", "not every system can have a file of this name", hint)
        elif DEVICES.fullmatch(name):
            hint = "rename it: on Windows this is the name of a device"
            yield Diagnostic(span, "file-name", f"'{name}' cannot be the name of a file", hint)
        elif size > LONGEST:
            message = f"the name has {size} bytes, and may have {LONGEST}"
            yield Diagnostic(span, "file-name", message, "rename it")
        one = unicodedata.normalize("NFC", name).casefold()
        if one in alike:
            message = f"'{name}' and '{alike[one]}' are one name on some systems"
            yield Diagnostic(span, "file-name", message, "rename one of the two")
        alike.setdefault(one, name)


def _check_folders(settings: Settings, place: Path, names: list[str]) -> Iterator[Diagnostic]:
    """Report folders whose names end in a suffix of source files."""
    for name in names:
        if name.endswith(SOURCE_SUFFIXES):
            span = Span((Path(settings.content) / place / name).as_posix())
            yield Diagnostic(span, "file-name", "this is a folder, with the name of a file", "rename it")


def _check_link(settings: Settings, file: Path) -> tuple[str, str, str] | None:
    """Return code, message and hint if a symbolic link is broken or leaves the content folder."""
    if not file.is_symlink():
        return None
    hint = "put the file itself here: what a site publishes must lie in its content folder"
    try:
        target = file.resolve(strict=True)
    except (OSError, RuntimeError):
        return "link-outside", "the symbolic link leads nowhere", hint
    if target.is_relative_to(settings.content_folder.resolve()):
        return None
    return "link-outside", "the symbolic link leads out of the content folder", hint
