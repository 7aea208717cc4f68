"""Builds of which nothing has changed: known by all files that a site is made of, and by those it has made."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.diagnostics import Diagnostic
from duizhao.options import Options
from duizhao.outputs import FolderId, identify, is_unchanged, read_manifests
from duizhao.settings import Settings
from duizhao.snapshot import Snapshot
from duizhao.store import Store, digest, program_fingerprint

LAST = "last"
"""The name of the value in the cache that describes the last build."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What the last build saw and left."""

    sources: str
    """The name of all it was made of."""
    folder: FolderId
    """Identifies the folder of the site that it left."""
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
    output = settings.output_folder
    manifest = read_manifests(store).get(identify(output))
    if manifest is None or last.folder != identify(output) or not is_unchanged(output, manifest):
        return None
    return last


def record_build(store: Store, last: LastBuild) -> None:
    """Note what a build saw and left.

    Args:
        store: The site's cache.
        last: The build. Its sources were named before anything was read, so that a change during the build is seen;
            its output before it took the place of the old one, which another build may have done since.
    """
    store.put("", LAST, last)


def source_fingerprint(snapshot: Snapshot, options: Options) -> str:
    """Return the fingerprint of everything that a site is made from: the program, the options, the sources."""
    stated = options.stated.isoformat() if options.stated else ""
    day = options.today.isoformat()
    return digest(program_fingerprint(), str(options.drafts), day, stated, snapshot.digest_all(lambda _path: True))
