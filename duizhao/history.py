"""The history of a site's articles: the day of the last commit that changed each of them, asked from Git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from duizhao.configuration import CONFIGURATION
from duizhao.diagnostics import Diagnostic, Level, Span
from duizhao.settings import Settings
from duizhao.store import Store, digest

HISTORY = "history"
"""The name of the value in the cache that holds the last answer of Git."""
COMMIT = "\x01"
"""Begins the line of a commit in Git's answer; paths begin with the folder of articles."""
PLAIN = ("--literal-pathspecs", "-c", "log.showSignature=false", "-c", "log.showRoot=true")
"""Options of Git against settings of people that change its answer; a folder may be called `:c`."""
PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")
"""Variables that Git sets for the programs that it starts: a hook that builds the site must not ask another index."""


@dataclass(frozen=True, slots=True)
class History:
    """When articles were last changed, as far as it is known."""

    days: Mapping[str, str] = field(default_factory=dict)
    """The day of the last commit of each file in the folder of articles, by its path relative to the site's folder."""
    is_cut: bool = False
    """Whether Git has only a part of the history, which would give all older files a wrong day."""
    key: str = ""
    """The fingerprint of the days."""

    def list_problems(self) -> list[Diagnostic]:
        """Return a note if the days are unknown because the history is incomplete."""
        if not self.is_cut:
            return []
        message = "the history is incomplete: the days of last changes are unknown"
        hint = "fetch all of it (`git fetch --unshallow`, in workflows `fetch-depth: 0`), or write  updated: off"
        return [Diagnostic(Span(CONFIGURATION), "history-cut", message, hint, Level.NOTE)]


NO_HISTORY = History()


def read_history(settings: Settings, store: Store) -> History:
    """Return when the articles of a site were last changed; Git is asked once for each commit.

    Args:
        settings: The settings of the site.
        store: The cache, which keeps the last answer.

    Returns:
        The history; an empty one if the site is in no work tree, if there is no Git, or if the site wants none.
    """
    if settings.updated != "git":
        return NO_HISTORY
    # The three answers are one line each, in this order.
    place = _ask(settings, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD").splitlines()
    if not place:
        return NO_HISTORY
    asked = (*place, settings.content)
    known = store.get("", HISTORY)
    if known is not None and known[0] == asked:
        return History(*known[1:])
    days: dict[str, str] = {}
    is_cut = place[0] != "false" or _lacks_folders(settings)
    if not is_cut:
        days = _list_days(settings)
    history = History(days, is_cut, digest(str(is_cut), *(part for day in sorted(days.items()) for part in day)))
    store.put("", HISTORY, (asked, days, is_cut, history.key))
    return history


def _lacks_folders(settings: Settings) -> bool:
    """Return whether Git would have to fetch the folders of older commits from another host."""
    return "tree:" in _ask(settings, "config", "--get-regexp", r"^remote\..*\.partialclonefilter$")


def _list_days(settings: Settings) -> dict[str, str]:
    """Return the day of the last commit of each file in the folder of articles, in the time zone of the commit."""
    wanted = ("--name-only", "--no-renames", "--relative", "-z", f"--format=format:{COMMIT}%cs")
    answer = _ask(settings, *PLAIN, "log", *wanted, "--", f"{settings.content}/articles")
    days: dict[str, str] = {}
    day = ""
    for part in answer.split("\0"):
        path = part
        if part.startswith(COMMIT):
            # A commit and the first of its files, whose name may have several lines, share a part.
            day, _line, path = part.removeprefix(COMMIT).partition("\n")
        if path:
            # The newest commit comes first.
            days.setdefault(path, day)
    return days


def _ask(settings: Settings, *arguments: str) -> str:
    """Return what Git answers in the site's folder; nothing if it fails or is absent."""
    environment = {name: value for name, value in os.environ.items() if name not in PLACES}
    command: Sequence[str] = ("git", *arguments)
    try:
        done = subprocess.run(  # noqa: S603 -- no part of the command comes from a text
            command,
            cwd=settings.root,
            env={**environment, "GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return ""
    return os.fsdecode(done.stdout) if done.returncode == 0 else ""
