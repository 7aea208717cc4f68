"""The sounds of characters in pinyin, and the bytes of characters in GBK."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pypinyin import Style, pinyin

from duizhao.importing.likelihood import simplify
from duizhao.script.engine import load_tables

LETTERS = "a-zA-ZāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹɡĀÁǍÀĒÉĚÈŌÓǑÒ"
"""The letters of pinyin, some of which are capital at the beginning of a name."""
SOUND = rf"[{LETTERS}]{{1,6}}"
"""A pattern for a syllable; `read` tells whether it is one."""
COMMON = 100
"""The cost from which a character is rare: programs gloss common ones, authors rare ones."""


@cache
def read(character: str) -> frozenset[str]:
    """Return the readings of a Han character, with tones, in small letters."""
    found = pinyin(character, style=Style.TONE, heteronym=True, errors="ignore")
    return frozenset(found[0]) if found else frozenset()


def sounds_like(character: str, sound: str) -> bool:
    """Return whether a sound, as it is written, is a reading of a character."""
    return tidy(sound) in read(character)


@cache
def tidy(sound: str) -> str:
    """Return a sound as the tables write it: in small letters, composed, with the usual g."""
    return unicodedata.normalize("NFC", sound.lower()).replace("ɡ", "g")


def is_common(character: str) -> bool:
    """Return whether a character is one that ordinary texts have."""
    return weigh(character) <= COMMON


@cache
def weigh(character: str) -> int:
    """Return the cost of a character by itself, in eighths of a negative natural logarithm."""
    return load_tables().segmenter.words.row(simplify(character)).single


@cache
def is_beyond_gb2312(character: str) -> bool:
    """Return whether GBK has a character that GB 2312 has not: a traditional or rare one."""
    return encode(character) is not None and not _can_encode(character, "gb2312")


@cache
def is_traditional(character: str) -> bool:
    """Return whether traditional texts have a character: Big5 has it."""
    return _can_encode(character, "big5")


@cache
def encode(character: str) -> bytes | None:
    """Return the bytes of a character in GBK; None if it has none."""
    return character.encode("gbk") if _can_encode(character, "gbk") else None


@cache
def decode(lead: int, trail: int) -> str | None:
    """Return the character of two bytes in GBK; None if there is none."""
    try:
        found = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return found if len(found) == 1 else None


def _can_encode(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


GLOSS = re.compile(rf"[(（](?P<sound>{SOUND})[)）]")
"""A gloss that stands whole."""
EATEN = re.compile(rf"[?？\ufffd](?P<sound>{SOUND})[)）]")
"""A gloss whose bracket was read as the second byte of a character, which is lost with it."""
DAMAGE = re.compile(rf"{GLOSS.pattern}|{EATEN.pattern.replace('sound', 'eaten')}")
"""Either of the two."""
