"""Workload: what is left to translate, and how many words that are."""

from __future__ import annotations

import polib
import pytest

from duizhao.translation.catalog_files import CatalogFile
from duizhao.translation.messages import Message
from duizhao.translation.workload import count_words, count_workload

TEXTS = ("试点开始", "目标有 3 个", "计划", "方法", "结果")
FILE = CatalogFile(
    "a", "en", "translations/en/articles/a.po", tuple(Message(one, "paragraph", "a.md") for one in TEXTS)
)
CATALOG = r"""
msgid ""
msgstr ""
"Last-Translator: A <a@example.org>\n"
"PO-Revision-Date: 2026-11-25 09:30+0800\n"

msgid "试点开始"
msgstr "It began"

#, fuzzy
#| msgid "目标有 2 个"
msgid "目标有 3 个"
msgstr "2 goals"

#, fuzzy
msgid "计划"
msgstr "Plan"

msgid "方法"
msgstr ""

msgid "不在文中"
msgstr ""

#~ msgid "旧文"
#~ msgstr "Old"
"""


def test_every_message_is_counted_once() -> None:
    """A message is translated, new, stale or unconfirmed; entries without a message are no work."""
    row = count_workload(FILE, polib.pofile(CATALOG), ["en"]).as_dict(with_tasks=False)

    assert row == {
        "language": "en",
        "editions": ("en",),
        "name": "a",
        "path": "translations/en/articles/a.po",
        "translated": 1,
        "new": 2,
        "stale": 1,
        "unconfirmed": 1,
        "obsolete": 1,
        "absent": 1,
        "characters": 11,
        "words": 11,
        "translator": "A <a@example.org>",
        "revised": "2026-11-25 09:30+0800",
    }


def test_tasks_have_their_places() -> None:
    """A task names its line, 0 if an update is due, and what was translated before."""
    tasks = count_workload(FILE, polib.pofile(CATALOG)).tasks

    assert [(task.state, task.line, task.text, task.previous, task.translation) for task in tasks] == [
        ("stale", 10, "目标有 3 个", "目标有 2 个", "2 goals"),
        ("unconfirmed", 15, "计划", "", "Plan"),
        ("new", 19, "方法", "", ""),
        ("new", 0, "结果", "", ""),
    ]


@pytest.mark.parametrize(
    ("text", "words"), [("试点开始", 4), ("It didn't cost 1,200 yuan", 5), ("用GIS和5G的“村”", 6), ("…", 0)]
)
def test_words(text: str, words: int) -> None:
    """A Chinese character counts as a word, as does a word or a number beside it."""
    assert count_words(text) == words
