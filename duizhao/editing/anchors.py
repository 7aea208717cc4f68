"""Anchors: what links lead to in a text, for each block that has no id of its own."""

from __future__ import annotations

import re

ANCHOR = "b-"
"""Begins the id of a block; its index follows, which is the same in every edition."""
BLOCK = re.compile(
    r"<(?P<name>p|li|dt|dd|figure|pre|div)(?= )"
    r'(?P<rest>(?:(?! id=)[^<>])*? data-block="(?P<number>\d+)"(?:(?! id=)[^<>])*)>'
)
"""Matches a tag of a block without an id. Cells have none: the links lead to their table."""
TABLE = re.compile(
    r'<(?P<name>table)(?=[ >])(?P<rest>(?:(?! id=)[^<>])*)>(?=(?:(?!</table>).)*? data-block="(?P<number>\d+)")',
    re.DOTALL,
)
"""Matches the tag of a table without an id, and finds the index of its first block."""


def add_anchors(html: str) -> str:
    """Return the HTML of a text with an id on every block that links can lead to.

    An author's heading may have such an id already; its block keeps it, and the other one gets none.
    """
    taken = set(re.findall(r'\bid="(b-\d+)"', html)) if 'id="b-' in html else frozenset()

    def add(found: re.Match[str]) -> str:
        name, rest, number = found.groups()
        anchor = f"{ANCHOR}{number}"
        return found[0] if anchor in taken else f'<{name} id="{anchor}"{rest}>'

    html = BLOCK.sub(add, html)
    return TABLE.sub(add, html) if "<table" in html else html
