"""Snippets: files whose lines take the place of a line `--8<-- "snippets/a.md"`, before the text is parsed.

    --8<-- "snippets/a.md"             the whole file, without front matter
    --8<-- "snippets/a.md:3:7"         its lines 3 to 7; `:3` goes to its end, `::7` begins with its first line
    --8<-- "snippets/a.md:name"        what is between its lines with `--8<-- [start:name]` and `--8<-- [end:name]`
    --8<--                             the block form: a path in each line, up to the next such line
    ;--8<-- "snippets/a.md"            the line itself, without the semicolon

The blanks before the line are put before each included line. As in `pymdownx.snippets`, it does not matter whether the
line stands in code. The parser sees one text; where each of its lines comes from is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from duizhao.diagnostics import Diagnostic, Level, Span
from duizhao.source.files import MEGABYTE
from duizhao.source.prose import BORDER
from duizhao.source.snippet_files import Snippet, SnippetFiles

MARK = "8<-"
"""What every line of this notation holds: a text without it has no snippets."""
LINE = re.compile(r"""[ \t]*(?P<escape>;*)-+8<-+(?:[ \t]+(?P<quote>["'])(?P<target>[^"']*)(?P=quote))?[ \t]*""")
"""Matches a line that includes a file, and a line that begins or ends the block form."""
SECTION = re.compile(r"(?<=-)8<-+[ \t]+\[[ \t]*(?P<type>start|end)[ \t]*:[ \t]*(?P<name>[^\W\d][\w-]*)[ \t]*\]")
LOOSE = re.compile(r"(?:[ \t>*+]|-(?=[ \t])|\d+[.)])*+(?P<sign>-+8<-+)")
"""Matches the beginning of a line that was probably meant to include a file."""
LINES = re.compile(r"(?P<first>[0-9]*)(?::(?P<last>[0-9]*))?")
NAME = re.compile(r"[^\W\d][\w-]*")
DEEPEST = 16
"""The maximum number of files that include one another."""
MOST = 1000
"""The maximum number of inclusions in one document."""
LONGEST = MEGABYTE
"""The maximum number of characters that they may have together: more than any article needs."""
HINT = (
    '--8<-- "snippets/a.md"  stands on a line of its own, indented by blanks only, its path in straight quotation '
    "marks; to show the sign itself, put a semicolon before it"
)


class Origin(NamedTuple):
    """Where a line of a joined text comes from."""

    path: str
    """Its file, relative to the site's folder."""
    line: int
    """Its number there, from 1."""
    shift: int
    """The number of characters that were put before it; negative if some were removed."""


@dataclass(slots=True)
class JoinedText:
    """A text with all that it includes."""

    lines: list[str] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    """One for each line."""
    problems: list[Diagnostic] = field(default_factory=list)


def join_snippets(text: str, path: str, first_line: int, files: SnippetFiles) -> JoinedText:
    """Replace each line that includes a file by the lines of that file.

    Args:
        text: The Markdown, without front matter.
        path: Its file, relative to the site's folder.
        first_line: The number of its first line in that file, from 1.
        files: Reads the files.

    Returns:
        The text with all that it includes, or, if that is too much, the text itself.
    """
    joiner = _Joiner(files)
    lines = text.split("\n")
    joiner.join(lines, path, first_line, "", (path,))
    if joiner.is_full():
        # It is an error, and what was included by then may take the parser hours.
        joiner.joined.lines = lines
        joiner.joined.origins = [Origin(path, first_line + number, 0) for number in range(len(lines))]
    return joiner.joined


def list_inclusions(text: str) -> Iterator[tuple[int, int]]:
    """Yield the range of each line that includes a file, and of each path of the block form, without its indentation.

    Args:
        text: A Markdown text.
    """
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if _is_block_mark(line)]
    listed = {number for first, last in zip(marks[::2], marks[1::2], strict=False) for number in range(first, last)}
    start = 0
    for number, line in enumerate(lines):
        found = LINE.fullmatch(line) if MARK in line else None
        if number in listed or (found is not None and not found["escape"]):
            yield start + len(_read_indent(line)), start + len(line)
        start += len(line) + 1


def mask_inclusions(text: str) -> str:
    """Replace the lines that include files by private-use characters: each is one unknown word, of the same length."""
    if MARK not in text:
        return text
    pieces, position = [], 0
    for start, end in list_inclusions(text):
        pieces += [text[position:start], BORDER * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])


class _Joiner:
    """The state collected while the files of one document are joined."""

    def __init__(self, files: SnippetFiles) -> None:
        self.joined = JoinedText()
        self._files = files
        self._count = self._size = 0

    def join(self, lines: Sequence[str], path: str, first_line: int, indent: str, around: tuple[str, ...]) -> None:
        """Append lines, and those that they include.

        Args:
            lines: The lines of a file, or some of them.
            path: The file.
            first_line: The number of the first of them in it.
            indent: The blanks that are put before each.
            around: The files that include one another, down to this one.
        """
        position = 0
        while position < len(lines):
            line, number = lines[position], first_line + position
            position += 1
            if MARK not in line:
                self._add(line, path, number, indent)
                continue
            found = LINE.fullmatch(line)
            if found is None:
                self._add_other(line, path, number, indent)
            elif found["escape"]:
                self._add(line.replace(";", "", 1), path, number, indent, removed=1)
            elif found["target"] is not None:
                span = Span(path, number, found.start("target") + 1)
                self._include(found["target"], span, indent + _read_indent(line), around)
            else:
                position = self._include_block(lines, position, path, first_line, indent, around)

    def is_full(self) -> bool:
        """Return whether so much was included that nothing more is."""
        return self._count > MOST or self._size > LONGEST

    def _add(self, line: str, path: str, number: int, indent: str, *, removed: int = 0) -> None:
        """Append a line as it is, after an indentation."""
        indent = indent if line else ""
        self.joined.lines.append(indent + line)
        self.joined.origins.append(Origin(path, number, len(indent) - removed))

    def _add_other(self, line: str, path: str, number: int, indent: str) -> None:
        """Append a line with the sign that includes nothing; the marks of sections are left out."""
        found = SECTION.search(line)
        if found is None:
            if loose := LOOSE.match(line):
                span = Span(path, number, loose.start("sign") + 1)
                message = f"'{line.strip()[:30]}' includes nothing and is shown as text"
                self.joined.problems.append(Diagnostic(span, "markup-snippet", message, HINT, Level.WARNING))
            self._add(line, path, number, indent)
            return
        before = line[: found.start()].rstrip("-")
        if before.endswith(";"):
            self._add(before.removesuffix(";") + line[len(before) :], path, number, indent, removed=1)

    def _include_block(
        self, lines: Sequence[str], position: int, path: str, first_line: int, indent: str, around: tuple[str, ...]
    ) -> int:
        """Append the files of the block form that begins before `position`; return the position after it."""
        end = next((at for at in range(position, len(lines)) if _is_block_mark(lines[at])), None)
        if end is None:
            hint = "end it with another line  --8<-- ; to show the sign itself, put a semicolon before it"
            message = "nothing ends this list of files to include"
            self.joined.problems.append(
                Diagnostic(Span(path, first_line + position - 1), "snippet-open", message, hint)
            )
            return position
        for at in range(position, end):
            line, number = lines[at], first_line + at
            written = line.strip()
            if not written:
                self._add("", path, number, "")
            elif not written.startswith(";"):
                lead = _read_indent(line)
                self._include(written.strip("\"'"), Span(path, number, len(lead) + 1), indent + lead, around)
        return end + 1

    def _include(self, target: str, span: Span, indent: str, around: tuple[str, ...]) -> None:
        """Append what a path names."""
        if self.is_full():
            return
        self._count += 1
        written, sign, part = target.partition(":")
        path = self._find_path(written, part, span)
        if path is None:
            return
        if path in around:
            ways = " → ".join([*around[around.index(path) :], path])
            self._report(span, "snippet-loop", f"the file includes itself: {ways}", "delete one of these lines")
        elif len(around) > DEEPEST:
            hint = f"{DEEPEST} files may include one another; include the last ones in the article itself"
            self._report(span, "snippet-deep", "too many files include one another", hint)
        else:
            snippet, problems = self._files.read(path, span)
            self.joined.problems += problems
            lines, begin = self._choose(snippet, part if sign else None, span) if snippet else ((), 0)
            self._size += sum(map(len, lines)) + len(lines) * (len(indent) + 1)
            if self.is_full():
                message = f"a text may include {MOST} files with {LONGEST} characters, and this one includes more"
                self._report(span, "snippet-large", message, "include less, or divide the text")
            else:
                self.join(lines, path, begin + 1, indent, (*around, path))

    def _find_path(self, written: str, part: str, span: Span) -> str | None:
        """Return the path of a file relative to the site's folder; None if it is reported as no path."""
        if part.startswith("//"):
            hint = "a build reads nothing from the network: save the file in the folder snippets/ of the content folder"
            self._report(span, "snippet-outside", f"'{written}:{part}' is an address", hint)
        elif not written or written.startswith("/") or "\\" in written:
            hint = "write a path such as  snippets/a.md  with forward slashes, and none at its beginning"
            self._report(span, "snippet-path", f"'{written}' is no path of a file of the content folder", hint)
        else:
            return self._files.find_path(written, span.path)
        return None

    def _choose(self, snippet: Snippet, part: str | None, span: Span) -> tuple[Sequence[str], int]:
        """Return the lines that are included, and the number of lines before them."""
        lines = snippet.lines
        chosen: tuple[int, int] | None = snippet.begin, len(lines)
        if part is not None:
            find = self._find_section if NAME.fullmatch(part) else self._find_lines
            chosen = find(snippet, part, span)
        if chosen is None:
            return (), 0
        first, last = chosen
        if not any(line.strip() for line in lines[first:last]):
            self._report(span, "snippet-empty", f"{snippet.path} has no text here", "delete the line", Level.WARNING)
        return lines[first:last], first

    def _find_lines(self, snippet: Snippet, part: str, span: Span) -> tuple[int, int] | None:
        """Return the range of lines that `3:7` names; None if it is reported."""
        found = LINES.fullmatch(part)
        if found is None or not (found["first"] or found["last"]):
            hint = (
                "write the first and the last line as in  a.md:3:7 , or the name of a section; for several, a line each"
            )
            self._report(span, "snippet-lines", f"'{part}' is neither lines nor a section", hint)
            return None
        # Numbers of absurd length are out of range, too.
        first, last = (int(number[:9]) if number else None for number in (found["first"], found["last"]))
        first, last = 1 if first is None else first, len(snippet.lines) if last is None else last
        if not 1 <= first <= last <= len(snippet.lines):
            message = f"there are no lines {first} to {last} in {snippet.path}, which has {len(snippet.lines)}"
            self._report(span, "snippet-lines", message, "count from 1; a section with a name stays where it is")
            return None
        return max(first - 1, min(snippet.begin, last)), last

    def _find_section(self, snippet: Snippet, name: str, span: Span) -> tuple[int, int] | None:
        """Return the range of lines between the marks of a section; None if it is reported."""
        marks: dict[str, list[int]] = {"start": [], "end": []}
        for number, line in enumerate(snippet.lines):
            found = SECTION.search(line) if MARK in line else None
            if found and found["name"] == name and not line[: found.start()].rstrip("-").endswith(";"):
                marks[found["type"]].append(number)
        if len(marks["start"]) == len(marks["end"]) == 1 and marks["start"] < marks["end"]:
            return marks["start"][0] + 1, marks["end"][0]
        hint = f"write once  <!-- --8<-- [start:{name}] -->  and below it once  <!-- --8<-- [end:{name}] -->"
        where = Span(snippet.path, marks["start"][-1] + 1) if marks["start"] else span
        message = f"section '{name}' of {snippet.path} does not begin and end exactly once"
        if not marks["start"]:
            message = f"{snippet.path} has no section '{name}'"
        self._report(where, "snippet-section", message, hint)
        return None

    def _report(self, span: Span, code: str, message: str, hint: str, level: Level = Level.ERROR) -> None:
        self.joined.problems.append(Diagnostic(span, code, message, hint, level))


def _is_block_mark(line: str) -> bool:
    """Return whether a line begins or ends the block form."""
    found = LINE.fullmatch(line) if MARK in line else None
    return found is not None and not found["escape"] and found["target"] is None


def _read_indent(line: str) -> str:
    """Return the blanks at the beginning of a line."""
    return line[: len(line) - len(line.lstrip(" \t"))]
