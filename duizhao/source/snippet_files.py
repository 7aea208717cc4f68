"""The files that texts may include: any file of the content folder that is no article or page."""

from __future__ import annotations

import posixpath
import re
from os.path import isdir
from typing import NamedTuple

from duizhao.diagnostics import Diagnostic, Span
from duizhao.settings import Settings
from duizhao.source.files import MARKDOWN, has_file, read_text, resolve_in_content
from duizhao.source.front_matter import split_front_matter
from duizhao.tracking import Reads

PAGES = re.compile(r"articles/.*\.md|pages/[^/]*\.md|index\.md")
"""Matches the files that are articles or pages, relative to the content folder."""
RELATIVE = ("./", "../")
"""The beginnings of paths that are relative to the file they are written in."""


class Snippet(NamedTuple):
    """A file that is included."""

    path: str
    """The file, relative to the site's folder."""
    lines: tuple[str, ...]
    """All its lines."""
    begin: int
    """The number of lines of its front matter, which is never included."""


class SnippetFiles:
    """Reads the files that one document includes, each of them once."""

    def __init__(self, settings: Settings, reads: Reads | None = None) -> None:
        """Prepare to read.

        Args:
            settings: The site's settings.
            reads: The set to which each file that is asked for is added as a fact, even if it does not exist.
        """
        self.settings = settings
        self.reads: Reads = set() if reads is None else reads
        """The files that were asked for, as facts."""
        self._known: dict[str, tuple[Snippet | None, list[Diagnostic]]] = {}

    def find_path(self, written: str, path: str) -> str:
        """Return the path of a file relative to the site's folder; it may lead out of the content folder.

        Args:
            written: The path as it is written.
            path: The file that it is written in.
        """
        base = posixpath.dirname(path) if written.startswith(RELATIVE) else self.settings.content
        return posixpath.normpath(posixpath.join(base, written))

    def read(self, path: str, span: Span) -> tuple[Snippet | None, list[Diagnostic]]:
        """Read a file.

        Args:
            path: The file, relative to the site's folder.
            span: The place where it is included.

        Returns:
            The file, or None if it cannot be included, and the problems found, those of the file itself only the
            first time.
        """
        if path in self._known:
            snippet = self._known[path][0]
            return snippet, []
        problem = self._check(path)
        if problem is not None:
            return None, [Diagnostic(span, *problem)]
        text, problems = read_text(self.settings.root / path, path)
        snippet = None
        if text is not None:
            begin = 0
            if path.endswith(MARKDOWN) and text.startswith("---"):
                head, _body, first_line, _problems = split_front_matter(text, path)
                # Two lines of hyphens are front matter only if there are keys between them.
                begin = 0 if head is None else first_line - 1
            snippet = Snippet(path, tuple(text.removesuffix("\n").split("\n")), begin)
        self._known[path] = snippet, problems
        return snippet, problems

    def _check(self, path: str) -> tuple[str, str, str] | None:
        """Return code, message and hint if there is no file that may be included."""
        prefix = f"{self.settings.content}/"
        if not path.startswith(prefix):
            hint = f"put the file into {prefix}snippets/ and write  snippets/…"
            return "snippet-outside", f"{path} is not in the content folder", hint
        file = self.settings.root / path
        real = resolve_in_content(self.settings, path, self.reads)
        if real is None:
            hint = f"put the file itself into {prefix}snippets/"
            return "snippet-outside", f"{path} is a symbolic link that leads out of the content folder", hint
        if any(PAGES.fullmatch(one.removeprefix(prefix)) for one in (path, real)):
            hint = f"put what both shall have into a file of {prefix}snippets/ and include it in both"
            return "snippet-page", f"{path} is an article or a page of its own", hint
        if not has_file(file):
            if isdir(file):  # noqa: PTH112 -- as in `has_file`
                return "snippet-missing", f"{path} is a folder", "name one of its files"
            hint = (
                f"write the path from {prefix} such as  snippets/a.md , or from this file, beginning with  ./  or  ../"
            )
            return "snippet-missing", f"there is no file {path}", hint
        return None
