"""Captions of pictures that a text was copied without."""

from __future__ import annotations

import re
from collections.abc import Sequence

from duizhao.importing.parts.text_blocks import Block
from duizhao.importing.tracked_text import Edit, Findings, Question

MARK = re.compile(r"[▲▼△▽](?:[^\S\n]{0,3}[▲▼△▽]){0,4}[^\S\n]{0,3}|[↑↓](?=[图圖])[^\S\n]{0,3}")
"""The sign before a caption."""
CREDIT = re.compile(
    r"[（(]?[\u3400-\u9fffA-Za-z·/／\s]{0,24}(?:[摄攝]影?|供[图圖]|[制製][图圖]|[图圖])[）)]?[。.]?$|(?:[图圖]片?[来來]源|[图圖]源)[：:／/].{1,40}$"
    r"|[（(][^（()）\n]{0,12}(?:[资資]料)?[图圖]片?[）)]$|[（(](?:[图圖]片?)?(?:由|[来來]自).{2,24}(?:提供|[摄攝])[）)]$"
    r"|(?:[摄攝]影?|供[图圖]|[图圖]片?)[：:／/]\s?[\u3400-\u9fffA-Za-z·]{2,20}[）)]?$"
)
"""Who took a picture, at the end of a caption."""
TELLING = re.compile("[摄攝图圖]|(?:由|[来來]自).*提供")
"""What a caption has."""
START = re.compile("(?:上|下|左|右)?[图圖](?:[为為：:]|[0-9一二三四五]{0,2}[：:])|(?:[资資]料|配|效果|示意)[图圖]")
PICTURE = re.compile("[摄攝图圖]")
"""A character that every caption without a mark has."""
IMAGE = re.compile(r"!\[|<(?:img|figure)\b")
CAPTION_LENGTH = 120
MESSAGE = "a caption without its image"


def find_captions(blocks: Sequence[Block]) -> Findings:
    """Find the captions of a text: their marks are dropped, and the images that they belong to are asked for.

    Args:
        blocks: The blocks of a text.

    Returns:
        The edits, and a question for each caption beside which there is no image.
    """
    edits: list[Edit] = []
    questions: list[Question] = []
    for at, block in enumerate(blocks):
        if not block.is_prose:
            continue
        mark = MARK.match(block.text)
        is_marked = mark is not None and mark.end() < len(block.text)
        if not is_marked and not is_caption(block):
            continue
        if mark is not None and is_marked:
            edits.append(Edit(block.start, block.start + mark.end(), "", "caption"))
        if not any(IMAGE.match(one.text) for one in blocks[max(0, at - 1) : at + 2]):
            questions.append(Question(block.start, "caption", MESSAGE, "add the image, or delete the caption"))
    return Findings(edits, questions)


def is_caption(block: Block) -> bool:
    """Return whether a block is a caption as far as its words tell."""
    if MARK.match(block.text):
        return True
    if PICTURE.search(block.text, 0, CAPTION_LENGTH) is None:
        return False
    if not block.is_short or len(block.text) > CAPTION_LENGTH or "\n" in block.text:
        return False
    if not TELLING.search(block.text):
        return False
    credit = CREDIT.search(block.text)
    if (
        credit is not None
        and credit[0].rstrip("。.").endswith(("图", "圖"))
        and not re.search("供[图圖]|[制製][图圖]|[（(]", credit[0])
    ):
        credit = None
    return START.match(block.text) is not None or credit is not None
