"""Workload: what is left to translate in each catalog, entry by entry, and how many words that are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import polib

from duizhao.diagnostics import Diagnostic
from duizhao.model import Site
from duizhao.translation.catalog import count_characters, new_po, open_po
from duizhao.translation.catalog_files import SITE_CATALOG, CatalogFile, list_all_catalog_files
from duizhao.translation.merge import FUZZY
from duizhao.translation.messages import Message
from duizhao.translation.quality.pair import HAN
from duizhao.translation.revision import REVISED
from duizhao.translation.status import SITE

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
"""Matches a word or a number in a text without Han characters: 1,200 and don't are one."""


class State(StrEnum):
    """What is to be done for a message."""

    NEW = "new"
    """It has no translation."""
    STALE = "stale"
    """Its text changed after it was translated."""
    UNCONFIRMED = "unconfirmed"
    """Its translation is a suggestion, a draft, or one of two that a merge found."""


@dataclass(frozen=True, slots=True)
class Task:
    """A message without a current translation."""

    state: State
    line: int
    """The line of its entry in the catalog; 0 if the catalog does not have it yet."""
    kind: str
    """Its kind: title, paragraph, cell …"""
    text: str
    """The text to translate."""
    previous: str
    """The text that was translated, if it is stale."""
    translation: str
    """The outdated or unconfirmed translation."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What is left to do in one catalog."""

    language: str
    """The language it translates into."""
    editions: tuple[str, ...]
    """The editions that use it: all Chinese ones share one catalog."""
    name: str
    """The article's slug; `site` for everything outside of articles."""
    path: str
    """The PO file, relative to the site's folder."""
    translated: int
    """Messages with a current translation."""
    new: int
    stale: int
    unconfirmed: int
    obsolete: int
    """Entries that are kept although the sources do not have their texts any more."""
    absent: int
    """New messages that the catalog does not have yet; `catalog update` adds them."""
    characters: int
    """Characters of what is to be done, without blanks."""
    words: int
    """The same in words: Chinese characters, and words of other languages."""
    translator: str
    """Who worked on the catalog last, as its header says; empty if it does not."""
    revised: str
    """When, as its header says."""
    tasks: tuple[Task, ...]
    """What is to be done, in the order of the sources."""

    def as_dict(self, *, with_tasks: bool) -> dict[str, Any]:
        """Return the values for JSON and CSV output."""
        row = asdict(self)
        if not with_tasks:
            del row["tasks"]
        return row


def list_workloads(site: Site) -> tuple[list[Workload], list[Diagnostic]]:
    """Return the workload of every catalog of a site, each catalog once, and the problems of broken catalogs."""
    workloads = []
    problems: list[Diagnostic] = []
    for file in list_all_catalog_files(site):
        target = site.settings.root / file.path
        po, more = open_po(target, file.path) if target.exists() else (new_po(file.language, ""), [])
        problems += more
        if po is not None:
            editions = [one.code for one in site.settings.editions if one.catalog_language == file.language]
            workloads.append(count_workload(file, po, editions))
    return workloads, problems


def count_workload(file: CatalogFile, po: polib.POFile, editions: Sequence[str] = ()) -> Workload:
    """Return the workload of one catalog.

    Args:
        file: The catalog with the messages of its sources, which decide what is to be done.
        po: Its entries.
        editions: The codes of the editions that use it.
    """
    tasks = tuple(_list_tasks(file.messages, po))
    counts = {state: sum(task.state is state for task in tasks) for state in State}
    return Workload(
        language=file.language,
        editions=tuple(editions),
        name=SITE if file.name == SITE_CATALOG else file.name,
        path=file.path,
        translated=len(file.messages) - len(tasks),
        new=counts[State.NEW],
        stale=counts[State.STALE],
        unconfirmed=counts[State.UNCONFIRMED],
        obsolete=len(po.obsolete_entries()),
        absent=sum(not task.line for task in tasks),
        characters=count_characters(task.text for task in tasks),
        words=sum(count_words(task.text) for task in tasks),
        translator=po.metadata.get("Last-Translator", ""),
        revised=po.metadata.get(REVISED, ""),
        tasks=tasks,
    )


def count_words(text: str) -> int:
    """Count the Chinese characters of a text and its words in other scripts, as translators are paid by."""
    return len(HAN.findall(text)) + len(WORD.findall(HAN.sub(" ", text)))


def _list_tasks(messages: Sequence[Message], po: polib.POFile) -> Iterator[Task]:
    """Yield what is to be done, in the order of the messages."""
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in po if not entry.obsolete}
    for message in messages:
        entry = entries.get(message.key)
        if entry is None:
            yield Task(State.NEW, 0, message.kind, message.text, "", "")
        elif not entry.msgstr:
            yield Task(State.NEW, entry.linenum or 1, message.kind, message.text, "", "")
        elif FUZZY in entry.flags:
            previous = entry.previous_msgid or ""
            state = State.STALE if previous else State.UNCONFIRMED
            yield Task(state, entry.linenum or 1, message.kind, message.text, previous, entry.msgstr)
