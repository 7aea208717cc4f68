"""The timeline's entries, each stated once in actions.yml or events.yml."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from duizhao.diagnostics import Diagnostic, Span
from duizhao.model import Action, Event
from duizhao.settings import Settings
from duizhao.source.front_matter import Identifier, Text, check_period
from duizhao.source.taxonomies import read_rows
from duizhao.yaml_text import YamlText

ACTIONS, EVENTS = "actions.yml", "events.yml"
"""Names of the files in the content folder."""
RegionId = Annotated[Identifier, Meta(description="The smallest place it is about: an id of regions.yml.")]
SourceId = Annotated[Identifier, Meta(description="An id of sources.yml.")]


class ActionRow(Struct, forbid_unknown_fields=True, kw_only=True):
    """An entry of actions.yml."""

    id: Annotated[Identifier, Meta(description="What links to it say: #a-three-levels.")]
    name: Annotated[Text, Meta(description="What it is called, in the script of the file.")]
    what: Annotated[Text, Meta(description="One sentence that says it.")]
    region: RegionId
    period: Annotated[str, Meta(description="2025, 2025-03, 2025-11-19 or 2021/2025; absent where nobody says.")] = ""
    theme: Annotated[Identifier, Meta(description="An id of themes.yml.")]
    source: SourceId


class EventRow(Struct, forbid_unknown_fields=True, kw_only=True):
    """An entry of events.yml."""

    id: Annotated[Identifier, Meta(description="What links to it say: #e-flood.")]
    name: Annotated[Text, Meta(description="What it is called, in the script of the file.")]
    date: Annotated[str, Meta(description="2025, 2025-03, 2025-11-19 or 2021/2025; absent where it recurs.")] = ""
    date_inferred: Annotated[bool, Meta(description="Whether the date was worked out from the content.")] = False
    recurring: Annotated[bool, Meta(description="Whether it takes place again and again.")] = False
    region: RegionId
    source: SourceId


def read_actions(settings: Settings) -> tuple[tuple[Action, ...], list[Diagnostic]]:
    """Read content/actions.yml, in file order; the file is optional."""

    def make(row: dict[str, Any], span: Span, document: YamlText, index: int) -> tuple[Action, list[Diagnostic]]:
        problems = check_period(document, row.get("period", ""), index)
        return Action(**{"period": "", **row}, span=span, places=_find_places(row, document, index)), problems

    return read_rows(settings, ACTIONS, ActionRow, make, required=False)


def read_events(settings: Settings) -> tuple[tuple[Event, ...], list[Diagnostic]]:
    """Read content/events.yml, in file order; the file is optional."""

    def make(row: dict[str, Any], span: Span, document: YamlText, index: int) -> tuple[Event, list[Diagnostic]]:
        problems = check_period(document, row.get("date", ""), index, key="date")
        given = {"date": "", "date_inferred": False, "recurring": False, **row}
        return Event(**given, span=span, places=_find_places(row, document, index)), problems

    return read_rows(settings, EVENTS, EventRow, make, required=False)


def _find_places(row: dict[str, Any], document: YamlText, index: int) -> dict[str, Span]:
    """Return the positions of the values of an entry."""
    return {key: document.span(index, key) for key in row}
