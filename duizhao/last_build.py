"""Detects builds in which nothing has changed, neither the files that a site is made from nor those of its output."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.diagnostics import Diagnostic
from duizhao.options import Options
from duizhao.outputs import FolderId, identify, is_unchanged, read_manifest
from duizhao.settings import Settings
from duizhao.snapshot import Snapshot
from duizhao.store import Store, digest, program_fingerprint

LAST = "last"
"""The name of the value in the cache that describes the last build."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The inputs and the output of the last build."""

    sources: str
    """The fingerprint of everything that it was made from."""
    folder: FolderId
    """Identifies the folder of its site."""
    pages: int
    """The number of its pages."""
    diagnostics: tuple[Diagnostic, ...]
    """The diagnostics of its sources."""


def find_reusable_build(settings: Settings, store: Store, sources: str) -> LastBuild | None:
    """Return the last build if the next one would be the same, byte for byte; None if that is not certain.

    Args:
        settings: The site's settings.
        store: The site's cache.
        sources: The result of `source_fingerprint`.
    """
    last: LastBuild | None = store.get("", LAST)
    if last is None or settings.has_other_plugins or last.sources != sources:
        return None
    output = settings.output_folder
    manifest = read_manifest(store, last.folder) if last.folder == identify(output) else None
    if manifest is None or not is_unchanged(output, manifest):
        return None
    return last


def record_build(store: Store, last: LastBuild) -> None:
    """Record a build as the last one.

    Args:
        store: The site's cache.
        last: The build. The fingerprint of its sources must be from before anything was read; its folder must be
            identified before it replaces the old one, since another build may replace it.
    """
    store.put("", LAST, last)


def source_fingerprint(snapshot: Snapshot, options: Options) -> str:
    """Return the fingerprint of everything that a site is made from: the program, the options, the sources."""
    stated = options.stated.isoformat() if options.stated else ""
    day = options.today.isoformat()
    sources = snapshot.digest_all(lambda _path: True), snapshot.history.key
    return digest(program_fingerprint(), str(options.drafts), day, stated, *sources)
