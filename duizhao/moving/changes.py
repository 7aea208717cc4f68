"""Changes of files: shown as a diff, or made so that all of them are made or none."""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Change:
    """A file that is changed, renamed, deleted, or several of these."""

    path: str
    """The file, relative to the site's folder."""
    before: str
    """Its text as it is written, with its line ends; bytes that are not UTF-8 are surrogates."""
    after: str | None
    """Its new text; None if it is deleted."""
    new_path: str = ""
    """Its new path; empty if it keeps the old one."""

    @property
    def place(self) -> str:
        """The path that it has afterwards."""
        return self.new_path or self.path


def format_diff(changes: Sequence[Change]) -> Iterator[str]:
    """Yield the lines of a unified diff, with renamed and deleted files as Git writes them."""
    for change in changes:
        yield f"diff --git a/{change.path} b/{change.place}\n"
        if change.new_path:
            yield f"rename from {change.path}\n"
            yield f"rename to {change.new_path}\n"
        elif change.after is None:
            yield "deleted file mode 100644\n"
        old = change.before.splitlines(keepends=True)
        new = (change.after or "").splitlines(keepends=True)
        target = "/dev/null" if change.after is None else f"b/{change.place}"
        for line in difflib.unified_diff(old, new, f"a/{change.path}", target):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def make_changes(root: Path, changes: Sequence[Change]) -> None:
    """Make changes; if one of them fails, undo those that were made.

    Args:
        root: The site's folder.
        changes: The changes, at most one of each file; no new path is that of a file.

    Raises:
        OSError: A file cannot be written; all files are as they were.
    """
    drafts: list[Path] = []
    done: list[Change] = []
    try:
        # All texts are on the disk before the first file is replaced: a full disk changes nothing.
        for change in changes:
            if change.after is not None:
                drafts.append(_write_draft(root / change.path, change.after))
        waiting = iter(drafts)
        for change in changes:
            done.append(change)
            _make(root, change, None if change.after is None else next(waiting))
    except BaseException:
        for change in reversed(done):
            # What cannot be undone must not keep the others from being undone.
            with suppress(OSError):
                _undo(root, change)
        raise
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def _write_draft(file: Path, text: str) -> Path:
    """Write the new text of a file beside it, or beside what it is a symbolic link to, and return the path."""
    target = file.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.write_bytes(_encode(text))
    if target.exists():
        shutil.copymode(target, draft)
    return draft


def _make(root: Path, change: Change, draft: Path | None) -> None:
    """Make one change."""
    file = root / change.path
    if draft is None:
        file.unlink()
        return
    draft.replace(file.resolve())
    if change.new_path:
        file.rename(root / change.new_path)


def _undo(root: Path, change: Change) -> None:
    """Bring a file back into the state before a change, of which a part may have been made."""
    file, place = root / change.path, root / change.place
    if change.new_path and place.exists() and not file.exists():
        place.rename(file)
    if not file.exists() or file.read_bytes() != _encode(change.before):
        _write_draft(file, change.before).replace(file.resolve())


def _encode(text: str) -> bytes:
    """Return the bytes of a file's text."""
    return text.encode("utf-8", "surrogateescape")
