"""The cache: values under names made of what they depend on, in files that are believed only where they are whole."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent
LIBRARIES = ("babel", "jinja2", "markdown-it-py", "mdit-py-plugins", "mkdocs", "mkdocs-material", "opencc", "polib")
"""What has a hand in the bytes of a page."""
DIGEST = 16
"""How many bytes name a value: chance meets itself once in 2**64 of them."""
OLD = 3600.0
"""How many seconds before the last change of its folder a file must be written to be deleted when no build asks for it:
until then another build may want to read it."""


def digest(*parts: str | bytes) -> str:
    """Name values by what is in them: equal parts give equal names, and other parts others."""
    state = blake2b(digest_size=DIGEST)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(b"%d:" % len(data))
        state.update(data)
    return state.hexdigest()


@lru_cache(maxsize=1)
def program_fingerprint() -> str:
    """Name the program itself: its own files, its libraries and Python, of which all that it makes depends."""
    files = sorted(file for file in PACKAGE.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    contents = (part for file in files for part in (file.relative_to(PACKAGE).as_posix(), file.read_bytes()))
    return digest(sys.version, *(f"{name} {version(name)}" for name in LIBRARIES), *contents)


def write_file(path: str, data: bytes) -> None:
    """Write a file, and the folders to it where they are not there yet."""
    try:
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115 -- one of thousands, and closed below
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    with file:
        file.write(data)


def _sign(body: bytes) -> bytes:
    """Give the sign of a value that this program has written."""
    return blake2b(body, digest_size=DIGEST, key=program_fingerprint().encode()).digest()


class Store:
    """Values of earlier builds, each in a file of its own.

    A file begins with the digest of the program and of the rest, and is written in one step. What does not fit its
    digest was cut off, changed by another hand or left by another version, and is deleted instead of being read.
    Values are pickled: a cache is to be trusted like the program beside it. Another build may write and delete in the
    same folder at any moment; what it takes away is made anew.
    """

    def __init__(self, folder: Path, *, remembers: bool = False) -> None:
        """Use a folder, which need not exist yet.

        Args:
            folder: Where the files are.
            remembers: Whether values of no kind, which are few and large, stay in memory for the next build.
        """
        self.folder = folder
        self._remembered: dict[str, Any] | None = {} if remembers else None
        self.discarded: list[Path] = []
        """The files that were not believed, for a line to the user."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Whoever works for us needs no memory of ours.
        return Store, (self.folder,)

    def get(self, kind: str, name: str) -> Any:
        """Give a value, or None where there is none that can be believed."""
        if self._remembered and not kind and name in self._remembered:
            return self._remembered[name]
        file = self._file(kind, name)
        try:
            data = file.read_bytes()
        except OSError:
            return None
        head, body = data[:DIGEST], data[DIGEST:]
        if head == _sign(body):
            return pickle.loads(body)  # noqa: S301 -- see the class
        self.discard(file)
        return None

    def has(self, kind: str, name: str) -> bool:
        """Tell whether there is a value, believed or not."""
        return self._file(kind, name).is_file()

    def put(self, kind: str, name: str, value: object) -> None:
        """Keep a value, which nobody must change any more."""
        if self._remembered is not None and not kind:
            self._remembered[name] = value
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        file = str(self._file(kind, name))
        draft = f"{file}.{os.getpid()}"
        # Who cleans while we write only takes away what could have been reused.
        with suppress(FileNotFoundError):
            write_file(draft, _sign(body) + body)
            os.replace(draft, file)  # noqa: PTH105 -- one of thousands, and paths cost more than the call

    def discard(self, file: Path) -> None:
        """Delete a file that is not what it was."""
        self.discarded.append(file)
        file.unlink(missing_ok=True)

    def sweep(self, kind: str, names: Iterable[str]) -> None:
        """Delete the values of a kind that are not named and have not been written lately."""
        kept = set(names)
        with suppress(FileNotFoundError), os.scandir(self.folder / kind) as entries:
            # By the clock of the file system, which need not be ours.
            limit = (self.folder / kind).stat().st_mtime - OLD
            for entry in entries:
                if entry.name not in kept and entry.stat().st_mtime < limit:
                    Path(entry).unlink()

    def _file(self, kind: str, name: str) -> Path:
        """Say where a value is."""
        return self.folder / kind / name
