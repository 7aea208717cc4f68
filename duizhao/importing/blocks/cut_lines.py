"""Lines that were cut after a number of characters, wherever that was: within words, numbers and glosses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from duizhao.importing.blocks.line_kinds import HAN, ends_sentence, measure
from duizhao.importing.characters.sounds import DAMAGE
from duizhao.importing.tracked_text import Edit, Findings, Question

SHORTEST, LONGEST = 12, 200
"""The lengths that cut lines have, in characters or columns."""
FEWEST = 4
"""How many lines of the same length that end within a sentence show that lines were cut."""
SHARE, OPEN_SHARE, HAN_SHARE = 0.8, 0.6, 0.7
"""The shares of the lines that have another one behind them which are full, of full ones that end within a sentence,
and of lines with Han characters."""
SPREAD = 4
"""How much the widths of the lines differ, in columns, where characters were counted, and not columns."""
GLOSSES = 3
"""So many glosses make lines wider by what will be removed."""
BLANKS = " \t　"


def find_cut_lines(text: str) -> Findings:
    """Find lines that were cut after the same number of characters, or of columns where glosses hide that.

    What breaks lines at a margin leaves them as wide as each other, and is undone with the paragraphs. What cuts
    them after a number of characters, or before glosses are removed from them, cannot be seen by widths later.

    Args:
        text: A plain text.

    Returns:
        Edits that join the lines; a question where a paragraph may have ended with a full line.
    """
    lines = text.split("\n")
    full = _list_full(lines, len, 0)
    if full and _spread(lines, full) <= SPREAD:
        full = []
    if not full and _has_glosses(text):
        full = _list_full(lines, measure, 1)
    if not full:
        return Findings()
    chosen = set(full)
    has_gaps = "\n\n" in text.strip("\n")
    edits: list[Edit] = []
    questions: list[Question] = []
    at = 0
    for number, line in enumerate(lines):
        at += len(line) + 1
        if number not in chosen:
            continue
        edits.append(Edit(at - 1, at, "", "line-break"))
        if not has_gaps and ends_sentence(line):
            message = "a paragraph may end before this line: the line above was full"
            questions.append(Question(at, "paragraph", message))
    return Findings(edits, questions)


def _list_full(lines: Sequence[str], measured: Callable[[str], int], slack: int) -> list[int]:
    """List the numbers of the lines that were cut at their full length; none if lines were not cut."""
    lengths = [measured(line) if line else 0 for line in lines]
    inner = [at for at in range(len(lines) - 1) if lengths[at] and lines[at + 1] and lines[at + 1][0] not in BLANKS]
    if len(inner) < FEWEST:
        return []
    length = Counter(lengths[at] for at in inner).most_common(1)[0][0]
    length = max(length, max((one for one in lengths if one <= length + slack), default=0))
    if not SHORTEST <= length <= LONGEST:
        return []
    full = [at for at in inner if length - slack <= lengths[at] <= length]
    is_open = [at for at in full if not ends_sentence(lines[at])]
    longer = sum(one > length for one in lengths)
    ended = sum(1 for at in inner if lengths[at] < length - slack and ends_sentence(lines[at]))
    if (
        len(is_open) < FEWEST
        or longer * 20 > len(full)
        or len(full) < SHARE * (len(inner) - ended)
        or len(full) < ended
        or len(is_open) < OPEN_SHARE * len(full)
        or sum(HAN.search(lines[at]) is not None for at in full) < HAN_SHARE * len(full)
    ):
        return []
    return full


def _spread(lines: Sequence[str], full: Sequence[int]) -> int:
    """Return by how many columns the widths of lines differ."""
    widths = [measure(lines[at]) for at in full]
    return max(widths) - min(widths)


def _has_glosses(text: str) -> bool:
    """Return whether a text has several glosses."""
    found = DAMAGE.finditer(text)
    return all(next(found, None) is not None for _ in range(GLOSSES))
