"""Taxonomies: themes, regions, sources and the glossary, each a YAML list whose entries have a unique key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal, TypeVar

from msgspec import Meta, Struct
from msgspec.structs import fields

from duizhao.diagnostics import Diagnostic, Span, suggest
from duizhao.model import Action, Event, Figure, Region, Source, Term, Theme
from duizhao.settings import Settings
from duizhao.source.document import NO_ICONS
from duizhao.source.files import read_text
from duizhao.source.front_matter import Code, Identifier, PartialDate, Text, check_keys, is_partial_date
from duizhao.source.inclusion import read_text_document
from duizhao.source.snippet_files import SnippetFiles
from duizhao.yaml_text import YamlText, read_yaml

FARTHEST = 40
"""The last column and row of a tile map."""
TILE = "The column and row of its square on the tile map of its parent, from 1."
TILE_SCHEMA = {
    "type": "array",
    "items": {"type": "integer", "minimum": 1, "maximum": FARTHEST},
    "minItems": 2,
    "maxItems": 2,
}
T = TypeVar("T", Theme, Region, Source, Term, Figure, Action, Event)


class ThemeRow(Struct, forbid_unknown_fields=True, kw_only=True):
    """An entry of themes.yml."""

    id: Identifier
    name: Text
    summary: str = ""
    introduction: str = ""
    figures: Annotated[list[Identifier], Meta(description="Its lead figures: ids of content/data.")] = []


class RegionRow(Struct, forbid_unknown_fields=True, kw_only=True):
    """An entry of regions.yml."""

    id: Identifier
    name: Text
    short: Annotated[str, Meta(description="Its name where there is little room.")] = ""
    level: str = ""
    parent: Identifier | None = None
    adcode: Code | None = None
    tile: Annotated[Any, Meta(description=TILE, extra_json_schema=TILE_SCHEMA)] = None


class SourceRow(Struct, forbid_unknown_fields=True, kw_only=True):
    """An entry of sources.yml."""

    id: Identifier
    title: Text
    title_kind: Literal["original", "working"] = "original"
    publisher: str = ""
    date: PartialDate = ""
    date_inferred: bool = False
    genre: str = ""
    note: str = ""


class TermRow(Struct, forbid_unknown_fields=True, kw_only=True):
    """An entry of glossary.yml."""

    term: Text
    explanation: str = ""


def read_themes(settings: Settings, icons: Mapping[str, str] = NO_ICONS) -> tuple[tuple[Theme, ...], list[Diagnostic]]:
    """Read content/themes.yml, in the order of the site's sections."""

    def make(row: dict[str, Any], span: Span, document: YamlText, index: int) -> tuple[Theme, list[Diagnostic]]:
        # The text of a `|` block begins on the line after its key.
        line = document.span(index, "introduction").line + 1
        introduction, problems = read_text_document(
            row.get("introduction", ""), document.path, line, SnippetFiles(settings), icons=icons
        )
        figures = tuple(row.get("figures", ()))
        places = {f"figures.{number}": document.span(index, "figures", number) for number in range(len(figures))}
        theme = Theme(row["id"], row["name"], row.get("summary", ""), introduction, figures, span, places)
        return theme, problems

    return read_rows(settings, "themes.yml", ThemeRow, make, required=True)


def read_regions(settings: Settings) -> tuple[tuple[Region, ...], list[Diagnostic]]:
    """Read content/regions.yml; parents must precede their children, and no two of these have the same tile."""
    taken: dict[tuple[str | None, tuple[int, int]], str] = {}

    def make(row: dict[str, Any], span: Span, document: YamlText, index: int) -> tuple[Region, list[Diagnostic]]:
        known = {str(other.get("id")) for other in document.value[:index] if isinstance(other, dict)}
        parent = row.get("parent")
        problems = []
        if parent is not None and parent not in known:
            hint = suggest(parent, known) or "define the parent above its children"
            span_of_parent = document.span(index, "parent")
            problems.append(Diagnostic(span_of_parent, "region-unknown", f"unknown region '{parent}'", hint))
        tile, more = _read_tile(document, index)
        other = taken.setdefault((parent, tile), row["id"]) if tile else row["id"]
        if tile and other != row["id"]:
            message = f"tile {[*tile]} is that of region '{other}'"
            hint = "each region of a parent needs a column and row of its own"
            more = [Diagnostic(document.span(index, "tile"), "region-tile", message, hint)]
        level, adcode, short = row.get("level", ""), row.get("adcode"), row.get("short", "")
        return Region(row["id"], row["name"], level, parent, adcode, span, short, tile), [*problems, *more]

    return read_rows(settings, "regions.yml", RegionRow, make, required=False)


def _read_tile(document: YamlText, index: int) -> tuple[tuple[int, int] | None, list[Diagnostic]]:
    """Read the column and row of a region's tile."""
    written = document.value[index].get("tile")
    if written is None:
        return None, []
    if (
        isinstance(written, list)
        and [*map(type, written)] == [int, int]
        and 0 < min(written) <= max(written) <= FARTHEST
    ):
        return (written[0], written[1]), []
    message = f"expected a column and a row from 1 to {FARTHEST}, found {written!r}"
    return None, [Diagnostic(document.span(index, "tile"), "region-tile", message, "write  tile: [3, 2]")]


def read_sources(settings: Settings) -> tuple[tuple[Source, ...], list[Diagnostic]]:
    """Read content/sources.yml."""

    def make(row: dict[str, Any], span: Span, document: YamlText, index: int) -> tuple[Source, list[Diagnostic]]:
        texts = {key: row.get(key, "") for key in ("publisher", "date", "genre", "note")}
        kind = row.get("title_kind", "original")
        inferred = row.get("date_inferred", False)
        problems = []
        if texts["date"] and not is_partial_date(texts["date"]):
            hint = "write it as exactly as it is known: 2024, 2024-03 or 2024-03-15"
            message = f"'{texts['date']}' is no date"
            problems.append(Diagnostic(document.span(index, "date"), "date-invalid", message, hint))
        return Source(row["id"], row["title"], kind, date_inferred=inferred, span=span, **texts), problems

    return read_rows(settings, "sources.yml", SourceRow, make, required=True)


def read_glossary(settings: Settings) -> tuple[tuple[Term, ...], list[Diagnostic]]:
    """Read content/glossary.yml, in file order."""

    def make(row: dict[str, Any], span: Span, _document: YamlText, _index: int) -> tuple[Term, list[Diagnostic]]:
        return Term(row["term"], row.get("explanation", ""), span), []

    return read_rows(settings, "glossary.yml", TermRow, make, required=False)


def read_rows(
    settings: Settings,
    name: str,
    row_type: type[Struct],
    make: Callable[[dict[str, Any], Span, YamlText, int], tuple[T, list[Diagnostic]]],
    *,
    required: bool,
) -> tuple[tuple[T, ...], list[Diagnostic]]:
    """Read a list of entries, each created by `make`; the row's first required key must be unique."""
    key, *others = _list_required(row_type)
    path = f"{settings.content}/{name}"
    file = settings.content_folder / name
    if not file.exists():
        if not required:
            return (), []
        hint = "make it, with entries such as\n- " + "\n  ".join(f"{one}: …" for one in (key, *others))
        return (), [Diagnostic(Span(path), "taxonomy-missing", f"no {name}", hint)]
    text, problems = read_text(file, path)
    if text is None:
        return (), problems
    document, more = read_yaml(text, path)
    problems += more
    if document is None or document.value is None:
        return (), problems
    if not isinstance(document.value, list):
        problems.append(Diagnostic(Span(path), "taxonomy-syntax", "expected a list of entries", f"- {key}: …"))
        return (), problems
    items: list[T] = []
    first: dict[str, int] = {}
    for index, good in _good_rows(document, row_type, problems):
        span = document.span(index)
        own = good[key]
        if own in first:
            hint = f"it stood first in line {first[own]}"
            message = f"{key} '{own}' stands twice"
            problems.append(Diagnostic(document.span(index, key), "taxonomy-duplicate", message, hint))
            continue
        first[own] = span.line
        item, more = make(good, span, document, index)
        items.append(item)
        problems += more
    return tuple(items), problems


def _good_rows(
    document: YamlText, row_type: type[Struct], problems: list[Diagnostic]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the index and values of the usable entries, and append all problems found."""
    wanted = _list_required(row_type)
    for index, row in enumerate(document.value):
        if not isinstance(row, dict):
            message = f"expected an entry with keys, found {row!r}"
            problems.append(Diagnostic(document.span(index), "taxonomy-syntax", message, f"write  - {wanted[0]}: …"))
            continue
        good, more = check_keys(row_type, document, index)
        problems += more
        if good.keys() >= set(wanted):
            yield index, good


def _list_required(row_type: type[Struct]) -> list[str]:
    """List the required keys of an entry, in order."""
    return [one.name for one in fields(row_type) if one.required]
