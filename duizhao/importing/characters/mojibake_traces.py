"""What texts that were read in a wrong encoding have, and others hardly ever."""

from __future__ import annotations

import re
from functools import cache

from duizhao.importing.characters.code_spans import Spans, find_code
from duizhao.importing.characters.rereading import BIG5, GUO, SINGLE

CONT = "\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
"""What bytes after the first one of a character in UTF-8 are in Windows-1252 and ISO 8859-1."""
WESTERN = re.compile(f"[Â-ô][{CONT}]|[\x80-\xff{CONT}]{{4}}|(?:[¤-Æ][@-~¡-þ]){{3}}")
"""What texts in UTF-8, GB 18030 and Big5 that were read in Windows-1252 have."""
SIGNS = re.compile(
    f"(?:â[€„]|ã€|ï¼|ï»|ï¿)[{CONT}]|(?<=[a-z])Ã[{CONT}](?![Â-ô])|(?<![Â-ô{CONT}])Ã[{CONT}](?=[a-z])"
    f"|(?<![Â-ô{CONT}])Â[°·©®£¥§±²³µ½¼¾](?![Â-ô{CONT}])"
)
"""Marks and letters in UTF-8 that no text read in the right encoding has in this form."""
GONE = re.compile("(?:锟斤拷)+锟?")
"""What became of � twice over."""
FIRST = re.compile("锘(?:(?P<letter>[\u7dfb-\u7e39])|[?\ufffd])")
"""A byte order mark in UTF-8 that was read as GB 18030 with the letter behind it."""
LETTERS = re.compile("[ぁ-ヶΑ-ωЀ-ёㄅ-ㄩ]")
"""Letters that Big5 read as GB 18030 has among other characters, and other languages have alone."""
KNOWN = re.compile("[\x80-\ufffc\U00010000-\U0010ffff]")
"""A character beyond ASCII that is not lost."""
HEAD = 4000
"""The number of characters of a part that tell whether it is in another language."""


def list_lines(text: str) -> list[tuple[int, int]]:
    """List the lines that have something which texts read in a wrong encoding have, code apart."""
    code: Spans | None = None
    lines: dict[int, int] = {}
    for pattern in (WESTERN, load_rare(), GONE, SIGNS):
        found = pattern.search(text)
        while found:
            code = code or find_code(text)
            at = found.end()
            if not code.covers(found.start()):
                at = text.find("\n", at)
                at = at if at >= 0 else len(text)
                lines[text.rfind("\n", 0, found.start()) + 1] = at
            found = pattern.search(text, at)
    return sorted(lines.items())


@cache
def load_first_bytes() -> frozenset[str]:
    """Return the rare characters that the first two bytes of Chinese characters and marks in UTF-8 are in Big5."""
    pairs = (bytes((lead, trail)) for lead in (*range(0xE3, 0xEA), 0xEF) for trail in range(0xA1, 0xC0))
    return frozenset("".join(pair.decode(BIG5, "ignore") for pair in pairs))


@cache
def load_rare() -> re.Pattern[str]:
    """Return the pattern of two characters near each other that are rare in Chinese texts."""
    mainland = bytes(one for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for one in (lead, trail))
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    taiwan = bytes(one for lead in range(0xA4, 0xC7) for trail in trails for one in (lead, trail))
    usual = {*mainland.decode(GUO, "ignore"), *taiwan.decode(BIG5, "ignore")}
    rare = "".join(chr(code) for code in range(0x3400, 0xA000) if chr(code) not in usual)
    rare += "ぁ-ヶΑ-ωЀ-ёㄅ-ㄩ﹏-﹫\ue000-\uf8ff€⑴-⑽"
    return re.compile(f"[{rare}].{{0,6}}?[{rare}]")


def is_worth(part: str, read: str, *, is_known: bool) -> bool:
    """Return whether a part of a line may have been read in a wrong encoding, as far as is told quickly."""
    if read == SINGLE:
        return (KNOWN if is_known else WESTERN).search(part) is not None
    if 2 * len(LETTERS.findall(part[:HEAD])) > len(KNOWN.findall(part[:HEAD])) and not is_known:
        return False
    return KNOWN.search(part) is not None and (is_known or load_rare().search(part) is not None)
