"""Problems that only follow from others, which are left out of what is reported."""

from __future__ import annotations

from duizhao.diagnostics import Diagnostic, Level
from duizhao.source.figures import DATA

DEFINED_IN = {
    "themes.yml": "theme-unknown",
    "regions.yml": "region-unknown",
    "sources.yml": "source-unknown",
    DATA: "figure-unknown",
}
"""The rule that looks for the ids that a file or folder defines."""


def drop_consequences(problems: list[Diagnostic], content: str) -> list[Diagnostic]:
    """Drop diagnostics of ids that are unknown or unused only because the file that defines or uses them is broken."""
    broken = {one.span.path.removeprefix(f"{content}/") for one in problems if one.level is Level.ERROR}
    if any(name.startswith(f"{DATA}/") for name in broken):
        broken.add(DATA)
    dropped = {code for name, code in DEFINED_IN.items() if name in broken}
    if broken:
        # The figure may be used in a text that cannot be read.
        dropped.add("figure-unused")
    defining = {f"{content}/{name}" for name in DEFINED_IN}
    return [one for one in problems if one.code not in dropped or one.span.path in defining]
