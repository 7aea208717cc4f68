"""Parts of a text that were read in a wrong encoding are read again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple, TypeAlias

from duizhao.importing.characters.mojibake_traces import (
    FIRST,
    GONE,
    LETTERS,
    SIGNS,
    WESTERN,
    is_worth,
    list_lines,
    load_first_bytes,
    load_rare,
)
from duizhao.importing.characters.rereading import (
    BIG5,
    GUO,
    LOST,
    SINGLE,
    UTF8,
    Reading,
    decode_again,
    encode_back,
    list_offsets,
    load_run,
    restore,
)
from duizhao.importing.likelihood import HAN, weigh_characters, weigh_words
from duizhao.importing.reading.encoding_costs import CHINESE
from duizhao.importing.tracked_text import Edit, Findings, Question

NAMES = {UTF8: "UTF-8", GUO: "GB 18030", BIG5: "Big5", SINGLE: "Windows-1252"}
THREE_BYTES = re.compile(rb"[\xe1-\xef][\x80-\xbf\xff?]{2}")
TWO_BYTES = re.compile(rb"[\xe1-\xef][\x80-\xbf\xff?]{2}|[\xc2-\xdf][\x80-\xbf]")
"""What characters in UTF-8 look like."""
RUN_UTF8 = re.compile(
    rb"(?:[\xe1-\xef][\x80-\xbf\xff][\x80-\xbf\xff?]|[\xe3-\xe9][\x80-\xbf](?=[\xe3-\xef][\x80-\xbf]))"
    rb"(?:[\x00-\x7f]{0,20}(?:[\xe1-\xef][\x80-\xbf\xff][\x80-\xbf\xff?]|[\xf0-\xf4][\x80-\xbf]{3}"
    rb"|[\xc2-\xdf][\x80-\xbf]|[\xe3-\xe9][\x80-\xbf](?=[\xe3-\xef][\x80-\xbf])))*"
)
"""A run of characters in UTF-8, perhaps with ASCII between them."""
PART = re.compile(r"[^，。、：；！？“”‘’（）《》【】「」『』\s|]+")
"""What stands between marks and blanks, for lines of which only a part was read in a wrong encoding."""
SHARE = 0.6
"""The share of such letters that Chinese texts do not have."""
PRIVATE = re.compile("[\ue000-\uf8ff]")
ODD = re.compile("[\u3400-\u9fff\ue000-\uf8ff\ufffd\U00020000-\U0003fffd?]{8,}")
"""What texts that were read as Chinese by mistake consist of, without any marks."""
HIGH = re.compile("[\x80-\U0010ffff]")
SAMPLE = 1000
"""The number of characters of each of the places in a long text that are weighed."""
LIKELY = 90
"""The greatest mean cost of what is certain."""
ORDINARY, WORDS = 72, 50
"""The greatest mean cost of ordinary characters, and the greatest cost of one in ordinary words."""
GAIN, GAIN_HERE = (250, 0.35), (60, 0.2)
"""By how much, and by what share, its cost is less than that of the text as it was read; and the same in a text another
part of which was certainly read in the same wrong encoding."""
UNLIKELY, RARER, MANY = 115, 20, 5
"""The least mean cost of text that is asked about; how much less is enough if one of so many characters is rare."""
SHORTEST = (3, 2)
"""The least number of Chinese characters that are certain: with two bytes each, and in UTF-8 with three."""
ENOUGH = 8
"""The least number of them that tell of the rest of the text."""
COST_OF_LOST = 110
"""The cost of a character that is lost."""
ALMOST = 0.8
"""What of a line that was read again leaves nothing to other encodings."""
GUESSES = 1000
"""So many lost characters are looked for by the words around them."""
FAILED, TRIED = 2000, 300
"""After so many lines in vain, and so many parts of a line, no more are read again: time would have no bound."""
ROUNDS = 3
"""So often a text may have been read in a wrong encoding."""
ASKED = 50
"""The number of places that are asked about one by one."""

Pair: TypeAlias = tuple[str, str]
"""The encoding that a text was read in, and that which was meant."""
PAIRS: Sequence[Pair] = (
    (GUO, UTF8),
    (SINGLE, UTF8),
    (BIG5, UTF8),
    (SINGLE, GUO),
    (SINGLE, BIG5),
    (BIG5, GUO),
    (GUO, BIG5),
)


class Repair(NamedTuple):
    """A part of a line that was read again."""

    start: int
    """The offset of its first character in the line."""
    end: int
    """The offset after its last character."""
    reading: Reading
    """What it is."""
    pair: Pair
    """What had happened to it."""


class Judged(NamedTuple):
    """A text with what speaks for it."""

    cost: float
    """What all of its characters beyond ASCII cost; lost ones cost most."""
    mean: float
    """The mean cost of those that are not lost."""
    size: int
    """The number of its Chinese characters."""
    lost: int
    """The number of its lost ones."""


def find_mojibake(text: str) -> Findings:
    """Find what was read in a wrong encoding.

    Args:
        text: Any text.

    Returns:
        Edits that put what the bytes are in the encoding that was meant, where the result is certainly Chinese, or a
        mark that no text has in its damaged form. Characters of which a byte is lost become � unless the words around
        them tell what they were, which is asked about; so is what cannot be read again with certainty.
    """
    seeds = list_lines(text)
    repaired, doubtful = _repair_lines(text, seeds)
    edits: list[Edit] = []
    questions: list[Question] = []
    guesses = GUESSES
    for start, (line, repairs) in sorted(repaired.items()):
        for one in repairs:
            guesses -= _settle(line, one, start, edits, questions, guesses)
    first = FIRST.match(text)
    if first and not (edits and edits[0].start < first.end()):
        letter = first["letter"].encode(GUO)[1:].decode() if first["letter"] else ""
        edits.insert(0, Edit(0, first.end(), letter, "mojibake"))
    questions += islice(_ask(text, doubtful), ASKED + 1)
    questions.sort()
    if len(questions) > ASKED:
        questions[ASKED:] = [Question(questions[ASKED].offset, "mojibake", "there are more places like these")]
    return Findings(edits, questions)


def _repair_lines(
    text: str, seeds: Sequence[tuple[int, int]]
) -> tuple[dict[int, tuple[str, list[Repair]]], list[tuple[int, int]]]:
    """Read lines again that something speaks for, and all others if it is certain what had happened to the text.

    Returns:
        The lines that were read again by their offsets, and the spans of those that something speaks for in vain.
    """
    repaired: dict[int, tuple[str, list[Repair]]] = {}
    doubtful: list[tuple[int, int]] = []
    established: dict[Pair, None] = {}
    for start, end in seeds:
        line = text[start:end]
        repairs = _repair_line(line, [*established, *(one for one in PAIRS if one not in established)], is_known=False)
        if repairs:
            repaired[start] = line, repairs
            established.update(dict.fromkeys(one.pair for one in repairs if len(one.reading.text) >= ENOUGH))
        else:
            doubtful.append((start, end))
            if len(doubtful) > FAILED:
                break
    if established:
        for found in re.finditer(r"[^\n]+", text):
            start, line = found.start(), found[0]
            _, done = repaired.get(start, ("", []))
            is_done = sum(one.end - one.start for one in done) > ALMOST * len(line)
            if not is_done and not line.isascii():
                repairs = _repair_line(line, list(established), is_known=True)
                if repairs:
                    repaired[start] = line, repairs
    return repaired, [one for one in doubtful if one[0] not in repaired]


def _repair_line(line: str, pairs: Sequence[Pair], *, is_known: bool) -> list[Repair]:
    """Return what of a line was read in a wrong encoding; read again until nothing is left."""
    repairs = _list_repairs(line, pairs, is_known=is_known)
    if not repairs:
        return []
    new = _apply(line, repairs)
    for _round in range(ROUNDS):
        again = _list_repairs(new, PAIRS, is_known=False) if list_lines(new) else None
        if not again:
            return repairs
        new = _apply(new, again)
        repairs = [Repair(0, len(line), Reading(new), repairs[0].pair)]
    return repairs


def _apply(line: str, repairs: Iterable[Repair]) -> str:
    """Return a line with its repairs, as they will be in the end."""
    pieces: list[str] = []
    at = 0
    for one in repairs:
        pieces += (line[at : one.start], one.reading.text)
        at = one.end
    return "".join((*pieces, line[at:]))


def _list_repairs(line: str, pairs: Sequence[Pair], *, is_known: bool) -> list[Repair]:
    """List what of a line was read in a wrong encoding, in order."""
    repairs: list[Repair] = []
    for pair in pairs:
        if repairs and repairs[0].end - repairs[0].start > ALMOST * len(line):
            break
        for found in load_run(pair[0]).finditer(line):
            start, end = found.span()
            is_free = not any(one.start < end and start < one.end for one in repairs)
            if is_free and is_worth(found[0], pair[0], is_known=is_known):
                repairs += _read_again(line, start, end, pair, is_known=is_known)
    repairs = _choose(repairs)
    taken = [(one.start, one.end) for one in repairs]
    for found in chain(SIGNS.finditer(line), GONE.finditer(line)):
        start, end = found.span()
        if not any(first < end and start < last for first, last in taken):
            new = LOST * (2 * (len(found[0]) // 3)) if found[0][0] == "锟" else _read_sign(found[0])
            if new is not None:
                repairs.append(Repair(start, end, Reading(new), (SINGLE, UTF8)))
    return sorted(repairs)


def _choose(repairs: list[Repair]) -> list[Repair]:
    """Return the repairs that do not overlap better ones."""
    chosen: list[Repair] = []
    for one in sorted(repairs, key=lambda one: _judge(one.reading.text).mean) if len(repairs) > 1 else repairs:
        if not any(other.start < one.end and one.start < other.end for other in chosen):
            chosen.append(one)
    return chosen


def _read_sign(sign: str) -> str | None:
    """Return the mark or letter that was read as Windows-1252; none if the bytes are none."""
    try:
        return encode_back(sign, SINGLE)[0].decode(UTF8).replace("\ufeff", "")
    except UnicodeDecodeError:
        return None


def _read_again(line: str, start: int, end: int, pair: Pair, *, is_known: bool) -> list[Repair]:
    """Read a part of a line again that consists of characters of one encoding: all of it, or else parts of it."""
    read, meant = pair
    # ASCII at its ends was read rightly in any case.
    first = HIGH.search(line, start, end)
    assert first is not None
    start = first.start()
    whole = _read_part(line[start:end], pair, is_known=is_known)
    if whole:
        return [Repair(start, end, whole, pair)]
    if meant == UTF8:
        return _read_runs(line, start, end, pair, is_known=is_known)
    repairs: list[Repair] = []
    for found in islice(PART.finditer(line, start, end), None if is_known else 10 * TRIED):
        if found.span() != (start, end) and (is_known or load_rare().search(found[0]) or WESTERN.search(found[0])):
            reading = _read_part(found[0], pair, is_known=is_known)
            if reading:
                repairs.append(Repair(*found.span(), reading, (read, meant)))
    return repairs


def _read_runs(line: str, start: int, end: int, pair: Pair, *, is_known: bool) -> list[Repair]:
    """Read the parts of a line again whose bytes are characters in UTF-8."""
    part = line[start:end]
    data = encode_back(part, pair[0])[0]
    if not THREE_BYTES.search(data):
        return []
    offsets = {one: at for at, one in enumerate(list_offsets(part, pair[0]))} if pair[0] != SINGLE else None
    repairs: list[Repair] = []
    for found in islice(RUN_UTF8.finditer(data), None if is_known else TRIED):
        first, last = found.span()
        if offsets is not None:
            first = next((one for one in range(first, last) if one in offsets), last)
            last = next((one for one in range(last, first, -1) if one in offsets), first)
            first, last = offsets[first] if first < last else 0, offsets[last] if first < last else 0
        if first < last:
            reading = _read_part(part[first:last], pair, is_known=is_known)
            if reading:
                repairs.append(Repair(start + first, start + last, reading, pair))
    return repairs


def _read_part(part: str, pair: Pair, *, is_known: bool) -> Reading | None:
    """Return what a part of a text is if it was certainly read in a wrong encoding."""
    best = _find_best(part, pair)
    if best is None:
        return None
    old, new = _judge(part), _judge(best.text)
    least, share = GAIN_HERE if is_known else GAIN
    gain = old.cost - new.cost
    is_certain = new.mean < LIKELY and gain >= least and gain >= share * old.cost
    if is_known and len(part) < SAMPLE:
        # Of rare and frequent characters alike, the right ones are words.
        is_certain = is_certain or (new.mean < LIKELY and weigh_words(best.text) < (1 - share) * weigh_words(part))
    elif pair[1] != UTF8 and pair[0] != SINGLE and is_certain and not is_known:
        # Where a byte is lost, the following ones may be paired wrongly, and frequent characters come out.
        sample = best.text[: 4 * SAMPLE]
        han = sum(map(len, HAN.findall(sample)))
        letters = len(LETTERS.findall(part[: 4 * SAMPLE]))
        is_certain = (
            letters < han * SHARE
            and not PRIVATE.search(sample)
            and (new.mean < ORDINARY or weigh_words(sample) < WORDS * han)
        )
    return (
        best
        if is_certain and new.size >= (1 if is_known else SHORTEST[pair[1] == UTF8]) and new.lost <= new.size
        else None
    )


def _find_best(part: str, pair: Pair, depth: int = ROUNDS) -> Reading | None:
    """Return the likeliest reading of a part of a text; none if its bytes are no text in what was meant."""
    read, meant = pair
    found: list[Reading] = []
    for data in encode_back(part, read):
        if meant == UTF8:
            size = sum(map(len, (TWO_BYTES if read == SINGLE else THREE_BYTES).findall(data)))
            if 2 * size < len(data.translate(None, bytes(range(0x80)))):
                continue
        found += decode_again(data, read, meant)
    best = min(found, key=lambda one: _judge(one.text).cost, default=None)
    if best and meant == UTF8 and depth and not best.lost and load_run(read).fullmatch(best.text):
        # Twice over: what came out looks like what went in.
        again = _find_best(best.text, pair, depth - 1)
        if again and _judge(again.text).cost < _judge(best.text).cost:
            return again
    return best


def _judge(text: str) -> Judged:
    """Weigh a text, or some places of a long one."""
    sample = (
        text if len(text) <= 4 * SAMPLE else "".join(text[at : at + SAMPLE] for at in (0, len(text) // 2, -SAMPLE - 1))
    )
    lost = sample.count(LOST)
    rest = sample.replace(LOST, "").replace("\ufeff", "")
    mean, size = weigh_characters(rest), len(HIGH.findall(rest))
    scale = len(text) / max(1, len(sample))
    return Judged(scale * (mean * size + COST_OF_LOST * lost), mean, len(CHINESE.findall(rest)), lost)


def _settle(line: str, one: Repair, start: int, edits: list[Edit], questions: list[Question], guesses: int) -> int:
    """Add the edit of a repair, and ask about what the words around a place told; return how many places these are."""
    reading, chosen = restore(one.reading, guesses)
    old, new = line[one.start : one.end], reading.text.replace("\ufeff", "")
    first = start + one.start
    if old == new:
        return 0
    edits.append(Edit(first, start + one.end, new, "mojibake"))
    names = f"{NAMES[one.pair[1]]} read as {NAMES[one.pair[0]]}"
    hint = "compare the place with the original"
    for at, character in chosen:
        near = reading.text[max(0, at - 6) : at + 7]
        message = f"{names}: “{character}” in “{near}” was chosen by the words around it"
        questions.append(Question(first + min(at, len(old) - 1), "mojibake", message, hint))
    if reading.lost:
        at = first + min(reading.lost[0].offset, len(old) - 1)
        questions.append(Question(at, "mojibake", f"{names}: {len(reading.lost)} characters are lost", hint))
    return len(one.reading.lost)


def _ask(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Question]:
    """Ask about lines that may have been read in a wrong encoding."""
    for start, end in spans:
        line = text[start:end]
        chinese = max(ODD.findall(line[: 4 * SAMPLE]), key=len, default="").replace("?", "")
        rare = sum(map(chinese.count, load_first_bytes() & set(chinese)))
        cost = _judge(chinese).cost / max(1, len(chinese))
        if len(chinese) < ENOUGH or cost < UNLIKELY - (RARER if rare * MANY > len(chinese) else 0):
            continue
        message = "this may have been read in a wrong encoding"
        readings: list[tuple[float, str]] = []
        for pair in PAIRS:
            run = max(load_run(pair[0]).findall(line), key=len, default="")
            best = _find_best(run, pair) if len(HIGH.findall(run)) > SHORTEST[0] else None
            if best and _judge(best.text).cost < (1 - GAIN_HERE[1]) * _judge(run).cost:
                name = f"{NAMES[pair[1]]} read as {NAMES[pair[0]]}"
                readings.append((_judge(best.text).cost, f"{message}: {name} would be “{best.text[:20]}”"))
        yield Question(start, "mojibake", min(readings)[1] if readings else message, "import the original file")
