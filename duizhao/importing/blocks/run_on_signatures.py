"""Signatures in the midst of a line, behind which the next piece has run on."""

from __future__ import annotations

import re

from duizhao.importing.blocks.kept_lines import is_marked_up
from duizhao.importing.blocks.name_lines import AMONG_NAMES, SIGNATURE
from duizhao.importing.tracked_text import Edit, Findings, Question

IN_LINE = re.compile(rf"(?<=[。！？!?”」])\s?(?P<names>{SIGNATURE.pattern.removesuffix('$')})(?=[\u4e00-\u9fff“「])")
"""Names in brackets between a sentence and more text."""
PARTER = re.compile(r"[\s、，,：:]+")
"""What stands between names."""
SEVERAL = re.compile(r"[\u4e00-\u9fff][\s、，,]+[\u4e00-\u9fff]{2}|[记記]者|通[讯訊][员員]")
"""What brackets within a text do not have: several names, or that of a reporter."""
ASK = "a piece may end before this: names stand in brackets behind a sentence"


def find_run_on_signatures(text: str) -> Findings:
    """Find signatures behind which the next piece begins in the same line.

    Args:
        text: A plain text whose blocks are parted by one empty line.

    Returns:
        Edits that end the block behind several names, or that of a reporter; a question behind a single name.
    """
    if is_marked_up(text):
        return Findings()
    edits: list[Edit] = []
    questions: list[Question] = []
    for found in IN_LINE.finditer(text):
        if not all(AMONG_NAMES.match(part) for part in PARTER.split(found["names"][1:-1].strip())):
            continue
        if SEVERAL.search(found["names"]):
            edits.append(Edit(found.end(), found.end(), "\n\n", "paragraph-end"))
        else:
            questions.append(Question(found.end(), "piece", ASK))
    return Findings(edits, questions)
