"""The theme's own scripts and style sheets as a site publishes them: small, at addresses that may be cached forever.

The folder is named by a digest of all its files, which refer to one another by relative addresses. Whenever one of
them changes, all addresses do, so browsers need not ask again for what they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from duizhao.search.offline import BUNDLE, bundle_modules
from duizhao.store import digest

FOLDER = "assets/duizhao"
"""The folder of the files in a theme; files of the same name in the site's own templates take precedence."""
SHEET = "styles.css"
"""The one style sheet of pages, which is all others in this order; later ones build on earlier ones."""
SHEETS = (
    "duizhao.css",
    "data.css",
    "markdown.css",
    "search/search.css",
    "charts.css",
    "tiles.css",
    "citation.css",
    "parallel.css",
    "article.css",
    "keyboard.css",
)
LENGTH = 10
"""The length of the digest in the folder's name."""


class Assets:
    """The scripts and style sheets of a site, minified."""

    def __init__(self, folders: Iterable[str], *, opens_from_disk: bool) -> None:
        """Read the files of a theme.

        Args:
            folders: The folders of the theme, those that take precedence first.
            opens_from_disk: Whether pages can be opened without a server, where browsers load no modules.
        """
        sources: dict[str, str] = {}
        for folder in reversed([*folders]):
            sources |= _read_folder(Path(folder) / FOLDER)
        self._folder, files = _publish(tuple(sorted(sources.items())), opens_from_disk)
        self.files = {f"{self._folder}/{name}": data for name, data in files.items()}
        """The bytes of each file by its address, relative to the site's root."""

    def find(self, name: str) -> str:
        """Return the address of a file, relative to the site's root.

        Raises:
            KeyError: There is no such file.
        """
        address = f"{self._folder}/{name}"
        if address not in self.files:
            raise KeyError(name)
        return address


def _read_folder(folder: Path) -> dict[str, str]:
    """Read all files in a folder."""
    files = (file for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else ()
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


@cache
def _publish(sources: tuple[tuple[str, str], ...], opens_from_disk: bool) -> tuple[str, Mapping[str, bytes]]:  # noqa: FBT001
    """Return the folder of a site's files, and their bytes by their paths in it."""
    texts = dict(sources)
    texts[SHEET] = "".join(texts.pop(name, "") for name in SHEETS)
    if opens_from_disk:
        texts[BUNDLE] = bundle_modules(texts)
    files = {name: _minify(name, text).encode() for name, text in sorted(texts.items())}
    name = digest(*(part for path, data in files.items() for part in (path, data)))[:LENGTH]
    return f"{FOLDER}/{name}", files


def _minify(name: str, text: str) -> str:
    """Return a file without comments and without blanks that mean nothing."""
    # Imported here: a build without changes needs neither.
    if name.endswith(".css"):
        import rcssmin  # noqa: PLC0415

        return str(rcssmin.cssmin(text))
    if name.endswith(".js"):
        import rjsmin  # noqa: PLC0415

        return str(rjsmin.jsmin(text))
    return text
