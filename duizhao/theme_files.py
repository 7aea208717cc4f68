"""Files of the theme that pages take in: its icons, by their names. The theme itself is not imported."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

THEME = "material"
"""The package that holds the theme."""
ICONS = "templates/.icons"
"""The folder of its icons, in the package."""
DEEPEST = 3
"""The number of folders that an icon may be in."""


@cache
def find_icons() -> Path | None:
    """Return the folder of the theme's icons; None if there is no theme."""
    found = find_spec(THEME)
    folders = [Path(place) / ICONS for place in (found.submodule_search_locations or ())] if found else []
    return next((folder for folder in folders if folder.is_dir()), None)


@cache
def list_icon_sets() -> frozenset[str]:
    """Return the folders of the theme's icons: the words with which the names of its icons begin."""
    folder = find_icons()
    return frozenset(one.name for one in folder.iterdir() if one.is_dir()) if folder else frozenset()


@cache
def read_icon(name: str) -> str:
    """Return an icon of the theme as SVG; each is read once.

    Args:
        name: Its file without suffix, with hyphens between folders: `fontawesome-brands-github`.

    Returns:
        The SVG; empty if there is no such icon.
    """
    folder = find_icons()
    if folder is None or "." in name or name.partition("-")[0] not in list_icon_sets():
        return ""
    for count in range(1, DEEPEST + 1):
        file = folder / (name.replace("-", "/", count) + ".svg")
        if file.is_file():
            return file.read_text("utf-8").strip()
    return ""


@cache
def list_icons() -> tuple[str, ...]:
    """List the names of all icons of the theme. There are thousands: for mistakes only."""
    folder = find_icons()
    files = sorted(folder.rglob("*.svg")) if folder else []
    return tuple("-".join(file.relative_to(folder).with_suffix("").parts) for file in files if folder)
