"""Builds of which nothing has changed: known by all files that a site is made of, and by those it has made."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duizhao.configuration import CONFIGURATION
from duizhao.diagnostics import Diagnostic
from duizhao.pipeline import Options
from duizhao.settings import Settings
from duizhao.store import Store, digest, program_fingerprint

LAST = "last"
"""The name of the value in the cache that describes the last build."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What the last build saw and left."""

    sources: str
    """The name of all it was made of."""
    output: str
    """The name of the files it left, see `output_fingerprint`."""
    pages: int
    """How many pages it has."""
    diagnostics: tuple[Diagnostic, ...]
    """What was said of the sources."""


def find_reusable_build(settings: Settings, store: Store, sources: str) -> LastBuild | None:
    """Give the last build if the next one would be the same, byte for byte; None where that is not certain.

    Args:
        settings: The site's settings.
        store: The site's cache.
        sources: What `source_fingerprint` gives.
    """
    last: LastBuild | None = store.get("", LAST)
    if last is None or settings.has_other_plugins or last.sources != sources:
        return None
    return last if last.output == output_fingerprint(settings.output_folder) else None


def record_build(store: Store, last: LastBuild) -> None:
    """Note what a build saw and left.

    Args:
        store: The site's cache.
        last: The build. Its sources were named before anything was read, so that a change during the build is seen;
            its output before it took the place of the old one, which another build may have done since.
    """
    store.put("", LAST, last)


def source_fingerprint(settings: Settings, options: Options) -> str:
    """Name all that a site is made of: the program, the options, the bytes of every file of its folders."""
    root = str(settings.root)
    said: list[str | bytes] = [(settings.root / CONFIGURATION).read_bytes()]
    for folder in filter(None, (settings.content, settings.translations, settings.templates)):
        for path in sorted(_walk(f"{root}/{folder}")):
            said += [path.removeprefix(root), _read(path)]
    return digest(program_fingerprint(), str(options.drafts), options.today.isoformat(), *said)


def _read(path: str) -> str | bytes:
    """Read a file, or say why it cannot be read: whoever reads it next tells the user."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- here and below: thousands of times
            return file.read()
    except OSError as error:
        return str(error)


def output_fingerprint(folder: Path) -> str:
    """Name the files of a finished site by their paths, sizes and times: whoever changes one changes its time."""
    rows = []
    for path in sorted(_walk(str(folder))):
        stat = os.stat(path)  # noqa: PTH116
        rows.append(f"{path.removeprefix(str(folder))} {stat.st_size} {stat.st_mtime_ns}")
    return digest("\n".join(rows))


def _walk(folder: str) -> Iterator[str]:
    """Give the paths of all files of a folder, many times faster than `rglob`."""
    # As MkDocs does, into folders that are links, too.
    for path, _folders, names in os.walk(folder, followlinks=True):
        for name in names:
            yield f"{path}/{name}"
