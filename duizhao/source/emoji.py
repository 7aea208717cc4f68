"""Emoji by the names that Material for MkDocs and GitHub give them: `smile` is 😄."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import ModuleType
from unicodedata import east_asian_width

PICTURE = "\ufe0f"
"""The selector for the coloured form of a character that is otherwise set as text."""
JOINERS = ("\u200d", PICTURE, "\u20e3")
"""What joins characters to one emoji, or is the frame of a key."""
RANGES = (("\U0001f1e6", "\U0001f1ff"), ("\U000e0020", "\U000e007f"))
"""Letters that are a flag in pairs, and letters that name the region of a flag before them."""
SKINS = ("\U0001f3fb", "\U0001f3ff")
"""The colours of skin."""
WIDE_TEXTS = frozenset("〰〽㊗㊙🈂🈷")
"""Wide characters that are set as text. Other wide ones are pictures: https://www.unicode.org/reports/tr11/#ED4"""


@lru_cache(maxsize=1024)
def find_emoji(name: str) -> str:
    """Return an emoji by its name without colons; empty if there is none."""
    for table in _load():
        known = f":{name}:"
        found = table.emoji.get(table.aliases.get(known, known))
        if found and (code := found.get("unicode_alt") or found.get("unicode")):
            return _qualify([chr(int(one, 16)) for one in code.split("-")])
    return ""


def list_emoji() -> list[str]:
    """Return all names: thousands, for mistakes only."""
    names = {name for table in _load() for name in (*table.emoji, *table.aliases)}
    return sorted(name.strip(":") for name in names if name.startswith(":"))


def _load() -> tuple[ModuleType, ModuleType]:
    """Import the tables of names, Material's first; they are large, and few texts need them."""
    from pymdownx import gemoji_db, twemoji_db  # noqa: PLC0415 -- see above

    return twemoji_db, gemoji_db


def _qualify(characters: Sequence[str]) -> str:
    """Join the characters of an emoji, with the selector for pictures behind those that fonts may set as text."""
    joined = ""
    for character, behind in zip(characters, [*characters[1:], ""], strict=True):
        is_part = character in JOINERS or any(first <= character <= last for first, last in RANGES)
        is_chosen = behind == PICTURE or SKINS[0] <= behind <= SKINS[1]
        is_picture = east_asian_width(character) == "W" and character not in WIDE_TEXTS
        joined += character if is_part or is_chosen or is_picture else character + PICTURE
    return joined
