"""Status: an article's translated share, in messages and characters."""

from __future__ import annotations

from duizhao.editions import make_edition
from duizhao.translation.catalog import Catalog, Entry
from duizhao.translation.messages import Message
from duizhao.translation.status import count_status

MESSAGES = [Message(text, "paragraph", "a.md") for text in ("试点开始", "目标", "计划", "方法")]


def test_status() -> None:
    """Only current translations count as translated."""
    entries = {"试点开始": Entry("It began"), "目标": Entry("Goal", fuzzy=True), "计划": Entry("")}
    catalog = Catalog("en", "a.po", {("", text): entry for text, entry in entries.items()})
    assert count_status("a", make_edition("en"), MESSAGES, catalog).as_dict() == {
        "name": "a",
        "edition": "en",
        "translated": 1,
        "fuzzy": 1,
        "missing": 2,
        "characters": 10,
        "translated_characters": 4,
        "fuzzy_characters": 2,
        "missing_characters": 4,
        "threshold": 0.9,
        "share": 0.4,
        "offered": False,
    }


def test_without_translations_or_messages() -> None:
    """With an empty catalog the share is zero; without messages it is one."""
    empty = Catalog("en", "a.po")
    assert count_status("a", make_edition("en"), MESSAGES, empty).share == 0.0
    assert count_status("a", make_edition("en"), [], empty).share == 1.0
