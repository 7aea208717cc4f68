"""Data files that texts show, such as the rows of a table: found as links are, and noted for the build."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote

from duizhao.diagnostics import Diagnostic
from duizhao.settings import Settings
from duizhao.source.files import read_text

DATA_FILES = "data_files"
"""The key in the parser's environment for the `DataFiles` of a text; without them, no file is read."""


@dataclass(slots=True)
class DataFiles:
    """The data files that one text asks for."""

    settings: Settings
    """The site's settings."""
    document: str
    """The file of the text, relative to the site's folder."""
    asked: set[str] = field(default_factory=set)
    """The files that were asked for, relative to the site's folder; those that do not exist included."""
    problems: list[Diagnostic] = field(default_factory=list)
    """The problems within them."""

    def find(self, target: str) -> str:
        """Return the path of a file relative to the site's folder, or nothing if it is outside of the content folder.

        Args:
            target: Its path as written, relative to the text.
        """
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.document), unquote(target)))
        return path if path.startswith(f"{self.settings.content}/") else ""

    def has(self, path: str) -> bool:
        """Return whether there is a file.

        Args:
            path: Its path, as `find` returns it.
        """
        self.asked.add(path)
        return (self.settings.root / path).is_file()

    def read(self, path: str) -> str | None:
        """Return the text of a file, or None if it cannot be used; the problems of the file are noted.

        Args:
            path: Its path, as `find` returns it.
        """
        self.asked.add(path)
        text, problems = read_text(self.settings.root / path, path)
        self.problems += problems
        return text
