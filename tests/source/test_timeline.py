"""Actions and events, as read from the content folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from duizhao.diagnostics import Span
from duizhao.model import Action, Event
from duizhao.settings import Settings
from duizhao.source.schema import make_schema
from duizhao.source.timeline import read_actions, read_events

ACTIONS = """\
- id: a-levels
  name: 三级机制
  what: 省、市、县三级建立协调机制。
  region: sichuan
  period: 2024
  theme: people
  source: paper
- {id: a-hotline, name: 热线, what: 县里开通热线。, region: sichuan, theme: people, source: paper}
"""
EVENTS = """\
- {id: e-flood, name: 洪水, date: 2020-08, date_inferred: true, region: sichuan, source: paper}
- {id: e-fair, name: 博览会, recurring: true, region: sichuan, source: paper}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a site without content files."""
    (tmp_path / "content").mkdir()
    return Settings(tmp_path, "", "", "", "", "content", "site", ())


def test_actions_keep_their_order_and_places(settings: Settings) -> None:
    """A missing period is empty, and every key has its position."""
    (settings.content_folder / "actions.yml").write_text(ACTIONS, "utf-8")
    path = "content/actions.yml"
    (levels, hotline), problems = read_actions(settings)
    common = ("sichuan", "2024", "people", "paper")
    expected = Action("a-levels", "三级机制", "省、市、县三级建立协调机制。", *common, Span(path, 1, 3))
    assert problems == []
    assert replace(levels, places={}) == expected
    assert levels.places["region"] == Span(path, 4, 11)
    assert (hotline.id, hotline.period) == ("a-hotline", "")


def test_events_may_recur(settings: Settings) -> None:
    """An event has a date, which may be inferred, or is recurring."""
    (settings.content_folder / "events.yml").write_text(EVENTS, "utf-8")
    path = "content/events.yml"
    found, problems = read_events(settings)
    flood = Event("e-flood", "洪水", "2020-08", True, False, "sichuan", "paper", Span(path, 1, 3))  # noqa: FBT003
    fair = Event("e-fair", "博览会", "", False, True, "sichuan", "paper", Span(path, 2, 3))  # noqa: FBT003
    assert problems == []
    assert [replace(one, places={}) for one in found] == [flood, fair]


def test_a_site_needs_neither(settings: Settings) -> None:
    """Without the files there are no actions, no events and no problems."""
    assert (read_actions(settings), read_events(settings)) == (((), []), ((), []))


@pytest.mark.parametrize(
    ("name", "row", "required"),
    [
        ("actions", "ActionRow", ["id", "name", "what", "region", "theme", "source"]),
        ("events", "EventRow", ["id", "name", "region", "source"]),
    ],
)
def test_their_schemas(name: str, row: str, required: list[str]) -> None:
    """The schemas contain the required keys, and allow no unknown ones."""
    described = make_schema(name)["$defs"][row]
    assert described["required"] == required
    assert described["additionalProperties"] is False
