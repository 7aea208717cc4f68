"""Lists that readers look things up in: in the edition's own order, under initials if they are long."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from msgspec import Struct

from duizhao.editing.texts import Texts, Wording
from duizhao.script.order import CHARACTERS, DIGITS, LETTERS, OTHERS, find_initial, sort_key

T = TypeVar("T")
LONG = 20
"""The greatest number of entries without initials."""
NAMES = {LETTERS: "字母开头", CHARACTERS: "汉字"}
"""The names of initials that stand for others, as texts of the interface."""
IDS = {DIGITS: "digits", LETTERS: "letters", CHARACTERS: "chinese", OTHERS: "others"}
DIGIT = "〇一二三四五六七八九十"


class Group(Struct, Generic[T], frozen=True):
    """The entries of a list under one initial."""

    id: str
    """The fragment of links to it; empty for a list without initials."""
    name: Wording
    entries: tuple[T, ...]


def sort_entries(entries: Iterable[T], read: Callable[[T], Wording], texts: Texts) -> list[T]:
    """Sort entries in the order of an edition.

    Args:
        entries: The entries.
        read: Returns what an entry is sorted by.
        texts: The texts of the edition.
    """
    return sorted(entries, key=lambda entry: sort_key(read(entry).text, texts.edition.code))


def group_entries(entries: Iterable[T], read: Callable[[T], Wording], texts: Texts) -> tuple[Group[T], ...]:
    """Sort entries, and group them by initials if there are many.

    Returns:
        The groups; a single one without a name if there are few entries.
    """
    found = sort_entries(entries, read, texts)
    code = texts.edition.code
    if len(found) <= LONG:
        return (Group("", Wording("", code), tuple(found)),) if found else ()
    groups: dict[str, list[T]] = {}
    for entry in found:
        groups.setdefault(find_initial(read(entry).text, code), []).append(entry)
    return tuple(
        Group(f"initial-{IDS.get(initial, initial.lower())}", _name_initial(initial, texts), tuple(own))
        for initial, own in groups.items()
    )


def _name_initial(initial: str, texts: Texts) -> Wording:
    """Return the name of an initial in the edition: a letter as it is, a number of strokes as 三畫."""
    if initial in NAMES:
        return texts(NAMES[initial])
    if initial.isdecimal():
        pattern = texts("{n}画")
        return pattern._replace(text=pattern.text.replace("{n}", write_number(int(initial))))
    return Wording(initial, texts.edition.code)


def write_number(number: int) -> str:
    """Write a number below a hundred in Chinese: 12 becomes 十二."""
    tens, ones = divmod(number, 10)
    before = "" if tens == 0 else "十" if tens == 1 else f"{DIGIT[tens]}十"
    return before + (DIGIT[ones] if ones or not tens else "")
