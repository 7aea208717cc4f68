"""Data files that texts show, such as the rows of a table: found as links are, and noted for the build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from duizhao.diagnostics import Diagnostic
from duizhao.settings import Settings
from duizhao.source.files import has_file, read_text, resolve_in_content
from duizhao.tracking import Reads

DATA_FILES = "data_files"
"""The key in the parser's environment for the `DataFiles` of a text; without them, no file is read."""
NO_CHARACTER = "%00"


@dataclass(slots=True)
class DataFiles:
    """The data files that one text asks for."""

    settings: Settings
    """The site's settings."""
    document: str
    """The file of the text, relative to the site's folder."""
    reads: Reads = field(default_factory=set)
    """The files that were asked for, as facts; those that do not exist included."""
    find_base: Callable[[int], str] | None = None
    """Returns the file that a line of the text comes from, by its index; None if all come from the document."""
    problems: list[Diagnostic] = field(default_factory=list)
    """The problems within them."""

    def find(self, target: str, line: int) -> str:
        """Return the path of a file without symbolic links, or nothing if it is outside of the content folder.

        Args:
            target: Its path as written, relative to the file of its line.
            line: The index of the line.
        """
        base = self.document if self.find_base is None else self.find_base(line)
        # No file has a name with the character that `%00` stands for: such a name remains as it is written.
        name = target if NO_CHARACTER in target else unquote(target)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), name))
        return resolve_in_content(self.settings, path, self.reads) or ""

    def has(self, path: str) -> bool:
        """Return whether there is a file, by its path as `find` returns it."""
        return has_file(self.settings.root / path)

    def read(self, path: str) -> str | None:
        """Return the text of a file, or None if it cannot be used; the problems of the file are noted.

        Args:
            path: Its path, as `find` returns it.
        """
        text, problems = read_text(self.settings.root / path, path)
        self.problems += problems
        return text
