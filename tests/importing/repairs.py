"""What a repair does to a text, for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from duizhao.importing.kinds import KINDS, QUESTIONS
from duizhao.importing.tracked_text import Findings, track


def repair(find: Callable[[str], Findings], text: str) -> tuple[str, list[str]]:
    """Apply a repair.

    Returns:
        The new text, and each question as `code: the first six characters it is about`.
    """
    findings = find(text)
    assert all(edit.kind in KINDS for edit in findings.edits)
    assert all(one.code in QUESTIONS and 0 <= one.offset <= len(text) for one in findings.questions)
    asked = [f"{one.code}: {text[one.offset : one.offset + 6]}" for one in findings.questions]
    return track(text).apply(findings.edits).text, asked


def repair_all(steps: Iterable[Callable[[str], Findings]], text: str) -> tuple[str, list[str]]:
    """Apply repairs in succession; return the last text and all questions."""
    asked: list[str] = []
    for find in steps:
        text, more = repair(find, text)
        asked += more
    return text, asked
