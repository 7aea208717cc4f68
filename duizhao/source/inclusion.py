"""Documents with snippets: parsed as one text, with every place in the file that the line comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from msgspec import Struct, structs

from duizhao.diagnostics import Diagnostic, Span
from duizhao.model import Block, Document, Link
from duizhao.source.data_files import DataFiles
from duizhao.source.document import NO_ICONS, read_document
from duizhao.source.sanitising import DEFAULT, Policy
from duizhao.source.snippet_files import SnippetFiles
from duizhao.source.snippets import MARK, Origin, join_snippets

SHARED = ("abbreviation-unused", "footnote-unused", "reference-unused")
"""The rules that do not apply to included files: a file of definitions serves several texts."""
LINE = re.compile(r"(?<= in line )[0-9]+")
"""Matches the line that a hint of `read_document` names."""
Value = TypeVar("Value")


def read_text_document(
    text: str,
    path: str,
    first_line: int,
    files: SnippetFiles,
    html: Policy = DEFAULT,
    icons: Mapping[str, str] = NO_ICONS,
) -> tuple[Document, list[Diagnostic]]:
    """Parse a Markdown text with what it includes; see `read_document`, whose result it returns.

    Args:
        text: The Markdown, without front matter.
        path: Its file, relative to the site's folder.
        first_line: The number of its first line in that file, from 1.
        files: Reads the files that it includes.
        html: The policy for raw HTML.
        icons: The site's own icons.
    """
    data = DataFiles(files.settings, path, files.reads)
    if MARK not in text:
        return read_document(text, path, first_line, html, icons, data)
    joined = join_snippets(text, path, first_line, files)
    places = _Places(path, first_line, joined.origins)
    data.find_base = lambda line: places.find_origin(line + first_line).path
    document, problems = read_document("\n".join(joined.lines), path, first_line, html, icons, data)
    moved = (places.move_problem(one) for one in problems)
    return places.move_document(document), [
        *joined.problems,
        *(one for one in moved if one.span.path == path or one.code not in SHARED),
    ]


@dataclass(frozen=True, slots=True)
class _Places:
    """Leads from the places of a joined text to those of the files."""

    path: str
    """The file of the document."""
    first_line: int
    """The number that the first line of the joined text has."""
    origins: Sequence[Origin]
    """Where each line comes from."""

    def find_origin(self, line: int) -> Origin:
        """Return where a line comes from."""
        return self.origins[min(max(line - self.first_line, 0), len(self.origins) - 1)]

    def move_span(self, span: Span) -> Span:
        """Return the place in a file; one in another file, such as that of a table, is its own."""
        if span.path != self.path:
            return span
        origin = self.find_origin(span.line)
        # The beginning of a line is its beginning, whatever was put before it.
        column = max(1, span.column - origin.shift) if span.column > 1 else 1
        return Span(origin.path, origin.line, column)

    def move_problem(self, problem: Diagnostic) -> Diagnostic:
        """Return a problem with its place in a file."""
        return replace(problem, span=self.move_span(problem.span), hint=LINE.sub(self._name_line, problem.hint))

    def _name_line(self, found: re.Match[str]) -> str:
        origin = self.find_origin(int(found[0]))
        return f"{origin.line}" if origin.path == self.path else f"{origin.line} of {origin.path}"

    def move_document(self, document: Document) -> Document:
        """Return a document with all places in files."""
        definitions = {
            label: origin.path
            for label, one in document.env.get("references", {}).items()
            if (origin := self.find_origin(one["map"][0] + self.first_line)).path != self.path
        }
        blocks = tuple(map(self._move_block, document.blocks))

        def move_link(link: Link) -> Link:
            # A link is read from the file in which its block begins: a translation has no lines.
            base = definitions.get(link.label, "") if link.label else blocks[link.block].path
            return structs.replace(link, base=base, span=self.move_span(link.span))

        return replace(
            document,
            blocks=blocks,
            links=tuple(map(move_link, document.links)),
            references=_move_spans(document.references, self.move_span),
            charts={number: _move_spans(chart, self.move_span) for number, chart in document.charts.items()},
            diagrams={
                number: one._replace(places=_move_spans(one.places, self.move_span))
                for number, one in document.diagrams.items()
            },
            definitions=definitions,
        )

    def _move_block(self, block: Block) -> Block:
        origin = self.find_origin(block.line)
        return structs.replace(block, line=origin.line, path="" if origin.path == self.path else origin.path)


def _move_spans(value: Value, move: Callable[[Span], Span]) -> Value:
    """Return a value with every place in it moved."""
    found: object = value
    if isinstance(value, Span):
        found = move(value)
    elif isinstance(value, Struct):
        fields = {name: _move_spans(getattr(value, name), move) for name in value.__struct_fields__}
        found = structs.replace(value, **fields)
    elif isinstance(value, tuple):
        found = tuple(_move_spans(one, move) for one in value)
    return found  # type: ignore[return-value]
