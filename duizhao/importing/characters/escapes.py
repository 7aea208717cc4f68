"""Escape sequences that were left in a text, and halves of characters."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.entities import html5
from urllib.parse import unquote_to_bytes

from duizhao.importing.characters.code_spans import Spans, find_code_and_addresses
from duizhao.importing.tracked_text import Edit, Findings, Question

REFERENCE = re.compile(
    r"&(?:(?:amp|AMP|\#0{0,4}38|\#[xX]0{0,4}26);){0,9}"
    r"(?P<body>\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
"""A character reference of HTML; that of & may be escaped again and again."""
HALVES = re.compile(
    r"&(?:amp;){0,9}\#(?P<high>55[2-9][0-9]{2}|56[0-2][0-9]{2}|56319);&(?:amp;){0,9}\#(?P<low>5[67][0-9]{3});"
)
"""Two references to the halves of one character, as old programs wrote them."""
SEQUENCES = re.compile(r"(?<![\[-])(?:\\{1,2}u(?:[0-9a-fA-F]{4}|\{[0-9a-fA-F]{1,6}\})|\\{1,2}U[0-9a-fA-F]{8})++(?!-)")
"""Escape sequences of programming languages, one behind the other; no range of them, as in a pattern."""
SEQUENCE = re.compile(r"\\{1,2}[uU]\{?(?P<code>[0-9a-fA-F]{1,8})\}?")
BYTES = re.compile(r"(?<![/=?&:.\w%-])(?:%(?:25){0,9}[0-9A-Fa-f]{2})+")
"""Bytes as web addresses write them, outside such addresses."""
SPARE = re.compile(r"%(?:25)+(?=[0-9A-Fa-f]{2})")
CORE = re.compile(f"{REFERENCE.pattern.replace('?P<body>', '?:')}|{SEQUENCES.pattern}|{BYTES.pattern}")
"""What is looked for."""
PARTS = re.compile(r"[&#;\\%{}0-9A-Za-z]*")
"""The characters of all of these: what came of one may be a part of another."""
BEFORE = re.compile(r"[&#;\\%{}0-9A-Za-z]*\Z")
NEAR = 60
"""How far before a sequence another one may begin that it is a part of."""
CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd\u3000-\u303f\uff01-\uff5e]")
"""Han characters, and marks that only Chinese texts have."""
MARKS = frozenset("“”‘’—…·")
"""Marks that Chinese texts have, too."""
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufffd]")
"""What no text contains."""
TAG = re.compile(r"&(?:amp;){0,9}lt;(?=[A-Za-z/!?])|(?<=[A-Za-z0-9\"'/-])&(?:amp;){0,9}gt;")
"""An angle bracket of what would be HTML: whoever wrote it so may have meant to show it."""
ROUNDS = 5
"""So often an escape sequence may have been escaped."""
SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
ASKED = 50
"""The number of halves that are asked about one by one."""
BEYOND = 0x10FFFF


def find_escapes(text: str) -> Findings:
    """Find the escape sequences of a text, and halves of characters.

    Args:
        text: Any text, also one with halves of characters.

    Returns:
        Edits that put the characters for complete sequences of HTML, of programming languages if they stand for
        Chinese characters or marks, and of web addresses if they stand for Chinese characters; code and addresses
        stay as they are. Halves of characters are joined; one that is alone is dropped and asked about.
    """
    edits: list[Edit] = []
    questions: list[Question] = []
    first = CORE.search(text) if "&" in text or "\\" in text or "%" in text else None
    if first:
        kept = find_code_and_addresses(text)
        at = 0
        found: re.Match[str] | None = first
        while found:
            end = found.end()
            if not kept.covers(found.start()):
                start, end = _widen(text, at, *found.span(), kept)
                new = _decode(text[start:end])
                if new != text[start:end]:
                    edits.append(_trim(text[start:end], new, start))
            at = end
            found = CORE.search(text, at)
    _find_halves(text, edits, questions)
    edits.sort(key=lambda one: one.start)
    return Findings(edits, questions)


def _widen(text: str, least: int, start: int, end: int, kept: Spans) -> tuple[int, int]:
    """Widen the span of a sequence to all characters near it that may be parts of sequences."""
    before = BEFORE.search(text, max(least, kept.end_before(start), start - NEAR), start)
    after = PARTS.match(text, end, kept.start_after(end))
    assert before is not None
    assert after is not None
    return before.start(), after.end()


def _decode(text: str) -> str:
    """Return what the sequences of a short text stand for."""
    for _round in range(ROUNDS):
        new = text
        if "&" in new:
            new = REFERENCE.sub(_decode_reference, HALVES.sub(_join_references, new))
        if "\\" in new:
            new = SEQUENCES.sub(_decode_sequences, new)
        if "%" in new:
            new = BYTES.sub(_decode_bytes, new)
        if new == text:
            break
        text = new
    return text


def _join_references(found: re.Match[str]) -> str:
    """Return the character of two references to its halves."""
    return _join(int(found["high"]), int(found["low"])) or found[0]


def _join(high: int, low: int) -> str:
    """Return the character of two halves; empty if they are none."""
    joined = (chr(high) + chr(low)).encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return joined if len(joined) == 1 else ""


def _decode_reference(found: re.Match[str]) -> str:
    """Return the character of a reference of HTML; the reference where it stands for none."""
    body = found["body"]
    if body in ("lt", "gt") and TAG.match(found.string, found.start()):
        return found[0]
    return _look_up(body) or found[0]


@lru_cache(maxsize=10_000)
def _look_up(body: str) -> str:
    """Return the character that a reference names; empty if there is none that texts contain."""
    if body[0] != "#" and f"{body};" not in html5:
        return ""
    new = unescape(f"&{body};")
    return "" if UNFIT.search(new) else new


def _decode_sequences(found: re.Match[str]) -> str:
    """Return the characters of escape sequences if some are Chinese, or two halves of one; else the sequences."""
    units = [int(one["code"], 16) for one in SEQUENCE.finditer(found[0])]
    new = ""
    at = pairs = 0
    while at < len(units):
        joined = _join(units[at], units[at + 1]) if at + 1 < len(units) else ""
        if units[at] > BEYOND:
            return found[0]
        new += joined or chr(units[at])
        at += 2 if joined else 1
        pairs += joined != ""
    if UNFIT.search(new) or not (pairs or CHINESE.search(new) or MARKS & set(new)):
        return found[0]
    return new


def _decode_bytes(found: re.Match[str]) -> str:
    """Return the characters of bytes that are Chinese in UTF-8; else the bytes."""
    try:
        new = unquote_to_bytes(SPARE.sub("%", found[0])).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
    is_chinese = all(one.isascii() or CHINESE.match(one) or one in MARKS for one in new)
    return new if is_chinese and CHINESE.search(new) and not UNFIT.search(new) else found[0]


def _trim(old: str, new: str, start: int) -> Edit:
    """Return the edit that replaces a text, without what both texts begin and end with."""
    first = _count_equal(old, new)
    last = _count_equal(old[:first:-1], new[:first:-1])
    return Edit(start + first, start + len(old) - last, new[first : len(new) - last], "escape")


def _count_equal(one: str, other: str) -> int:
    """Count the characters that two texts both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (first, second) in pairs if first != second), min(len(one), len(other)))


def _find_halves(text: str, edits: list[Edit], questions: list[Question]) -> None:
    """Find the halves of characters in a text."""
    alone: list[tuple[int, int]] = []
    for found in SURROGATES.finditer(text):
        start, end = found.span()
        if end - start > 1:
            edits.append(Edit(start, end, _join(ord(text[start]), ord(text[start + 1])), "surrogate"))
        else:
            edits.append(Edit(start, end, "", "surrogate"))
            alone.append((start, ord(text[start])))
    hint = "compare the place with the original"
    for offset, code in alone[:ASKED]:
        questions.append(Question(offset, "surrogate", f"half a character, U+{code:04X}, was dropped", hint))
    if len(alone) > ASKED:
        message = f"{len(alone) - ASKED} more halves of characters were dropped"
        questions.append(Question(alone[ASKED][0], "surrogate", message, hint))
