"""Notes of editors and standfirsts, which a draft shows in a box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from duizhao.importing.parts.text_blocks import Block
from duizhao.importing.tracked_text import Edit

WORDS = (
    r"[编編]者(?:按[语語]?|的[话話])|[编編][辑輯]按|[编編][后後][语語]?|[开開][栏欄](?:[语語]|的[话話])|核心提示|核心[阅閱][读讀]|[导導][读讀言语語]|[内內]容(?:提要|摘要|[简簡]介)|[阅閱][读讀]提示"
    r"|摘{1}[^\S\n]?要|提要|[导導][语語]"
)
LABEL = re.compile(
    rf"(?P<open>[【\[（(〔])?(?:\*\*)?[■◆●]?[^\S\n]?(?P<word>{WORDS})(?:\*\*)?(?P<close>[】\]）)〕])?(?:\*\*)?"
    r"(?P<colon>[^\S\n]{0,2}[：:丨|｜](?:\*\*)?)?[^\S\n]{0,3}"
)
"""The label at the beginning of a note."""
CLOSED_BY = {"【": "】", "[": "]", "（": "）", "(": ")", "〔": "〕"}
SUMMARIES = re.compile(r"摘.?要|提要|核心|[导導][读讀]|[简簡]介|提示")
SENTENCE = re.compile("[。！？!?]")
SUMMARY_LENGTH, SUMMARY_SENTENCES = 200, 2
BREAK = re.compile(r"\n")


class Note(NamedTuple):
    """A note in a text."""

    blocks: range
    """The numbers of its blocks."""
    edits: Sequence[Edit]
    """What sets it apart in a box."""
    summary: str
    """Its text if it may stand for the whole, as one or two sentences; else empty."""


def find_note(blocks: Sequence[Block], at: int, more: int = 0) -> Note | None:
    """Find a note that begins with a block.

    Args:
        blocks: The blocks of a text.
        at: The number of the block.
        more: How many further blocks belong to the note, as far as what follows them tells.

    Returns:
        The note; None if the block begins otherwise.
    """
    block = blocks[at]
    label = LABEL.match(block.text) if block.is_prose else None
    if label is None:
        return None
    is_alone = label.end() == len(block.text)
    is_bracketed = bool(label["open"]) and label["close"] == CLOSED_BY[label["open"] or "("]
    if not is_alone and not is_bracketed and not (label["colon"] and not label["close"]) and not _is_blank(label):
        return None
    if is_alone and (at + 1 == len(blocks) or not blocks[at + 1].is_body or not (is_bracketed or not label["open"])):
        return None
    content = range(at + is_alone, at + 1 + is_alone + more)
    if content.stop > len(blocks) or not all(blocks[one].is_prose for one in content):
        return None
    return _make_note(blocks, at, content, label)


def _is_blank(label: re.Match[str]) -> bool:
    """Return whether a full-width blank, or several, follow the label."""
    tail = label[0][len(label[0].rstrip()) :]
    return not label["open"] and ("\u3000" in tail or len(tail) > 1)


def _make_note(blocks: Sequence[Block], at: int, content: range, label: re.Match[str]) -> Note:
    """Make the edits of a note with a label, whose text stands in some blocks."""
    block = blocks[at]
    word = re.sub(r"\s", "", label["word"])
    begin = block.start + label.end() if content.start == at else block.after
    edits = [Edit(block.start, begin, f'!!! note "{word}"\n    ', "editors-note")]
    texts: list[str] = []
    for number in content:
        one = blocks[number]
        first = max(begin, one.start) if number == content.start else one.start
        text = one.text[first - one.start :]
        if number > content.start:
            edits.append(Edit(first, first, "    ", "editors-note"))
        edits += (
            Edit(first + found.end(), first + found.end(), "    ", "editors-note") for found in BREAK.finditer(text)
        )
        is_last = number == content[-1]
        if is_last and label["open"] and not label["close"] and text.endswith(CLOSED_BY[label["open"]]):
            edits.append(Edit(one.end - 1, one.end, "", "editors-note"))
            text = text[:-1]
        texts.append(text)
    summary = "".join(texts).strip()
    is_summary = (
        SUMMARIES.search(word) is not None
        and 0 < len(summary) <= SUMMARY_LENGTH
        and len(SENTENCE.findall(summary)) <= SUMMARY_SENTENCES
        and len(content) == 1
        and "\n" not in summary
    )
    return Note(range(at, content.stop), edits, summary if is_summary else "")
