"""Names of people in bylines: `张三 李四`, `张 三、李四`, `张三李四`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from duizhao.importing.blocks.name_lines import SURNAMES
from duizhao.importing.roles import ROLES

COMPOUND = frozenset(
    re.findall(
        "..", "欧阳歐陽司马司馬上官诸葛諸葛东方東方皇甫尉迟尉遲公孙公孫慕容令狐宇文长孙長孫司徒夏侯端木轩辕軒轅南宫南宮"
    )
)
"""Family names of two characters."""
HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
FOREIGN_NAME = re.compile(r"[\u3400-\u9fff]{1,8}(?:[·•・][\u3400-\u9fff]{1,8}){1,3}")
LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.'’-]{0,30}(?:[^\S\n][A-Za-z][A-Za-z.'’-]{0,30}){0,3}")
CODE_NAME = re.compile(r"[A-Za-z]{0,6}\d{1,8}")
"""What some sites give instead of the name of an editor."""
SIGNS = re.compile(r"[、，,;；/／|｜&＆]|(?<=[\u3400-\u9fff])[^\S\n]*和(?=[\u3400-\u9fff]{2})")
BLANKS = re.compile(r"[^\S\n]+")
INTERN = re.compile(r"[（(][实實][习習][）)]")
LONGEST_WORD = 3
"""How many characters a name has at most whose family name has one."""
LONGEST, MOST = 120, 12
"""How long a list of names is at most, and how many names it has."""


def read_names(text: str, *, is_certain: bool) -> tuple[str, ...]:
    """Read a list of names.

    Args:
        text: The names, parted by blanks or marks, perhaps with what each person is before them.
        is_certain: Whether a label says that these are names, so that they may begin with any character and be of
            any script. Otherwise each must begin with a family name.

    Returns:
        The names; none if any part of the text is something else.
    """
    if not text.strip() or len(text) > LONGEST:
        return ()
    names: list[str] = []
    for part in SIGNS.split(INTERN.sub("", ROLES.sub("、", text.strip()))):
        words = [word for word in BLANKS.split(part) if word]
        if is_certain and len(words) > 1 and LATIN_NAME.fullmatch(" ".join(words)):
            names.append(" ".join(words))
            continue
        for word in _join_single(words):
            read = _read_word(word, is_certain=is_certain)
            if not read:
                return ()
            names += read
    return tuple(dict.fromkeys(names)) if len(names) <= MOST else ()


def _join_single(words: Sequence[str]) -> list[str]:
    """Join single characters, as in `张 三`, into names."""
    joined: list[str] = []
    is_open = False
    for word in words:
        if is_open and len(word) == 1:
            joined[-1] += word
            is_open = False
        else:
            joined.append(word)
            is_open = len(word) == 1
    return joined


def _read_word(word: str, *, is_certain: bool) -> tuple[str, ...]:
    """Read one or several names that stand without a sign between them."""
    if FOREIGN_NAME.fullmatch(word):
        return (word,)
    if not re.fullmatch(r"[\u3400-\u9fff]{2,12}", word):
        is_other = is_certain and (LATIN_NAME.fullmatch(word) or CODE_NAME.fullmatch(word))
        return (word,) if is_other else ()
    if len(word) <= LONGEST_WORD or (word[:2] in COMPOUND and len(word) == LONGEST_WORD + 1):
        return (word,) if is_certain or word[0] in SURNAMES or word[:2] in COMPOUND else ()
    parts = split_names(word)
    if parts:
        return parts
    return (word,) if is_certain and HAN_NAME.fullmatch(word) else ()


def split_names(word: str) -> tuple[str, ...]:
    """Return the names of two or three characters that make up a word; none if there are several ways to part it."""
    found: list[list[tuple[str, ...]]] = [[] for _ in range(len(word) + 1)]
    found[0].append(())
    for end in range(2, len(word) + 1):
        for size in (2, 3):
            start = end - size
            if start >= 0 and word[start] in SURNAMES:
                found[end] += [(*before, word[start:end]) for before in found[start]][:2]
    return found[-1][0] if len(found[-1]) == 1 else ()
