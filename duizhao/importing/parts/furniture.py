"""What a site says around a text: “read more”, codes to scan, paths of navigation, lists of other texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from duizhao.importing.blocks.line_kinds import ends_sentence, measure
from duizhao.importing.parts.bylines import read_imprint
from duizhao.importing.parts.furniture_words import (
    BOOK,
    BOXES,
    CERTAIN,
    COUNT,
    DOUBTFUL,
    LABEL,
    LABELLED,
    PATH,
    SECTION,
    SLASHED_PATH,
    STEPS,
    TOOL,
)
from duizhao.importing.parts.text_blocks import Block, strip_signs

DECORATION = (
    " \t\u3000>›»▸▶►▼▲△▽↓↑→←◆■●※★☆·•*【[(（<《|｜~～—–-",
    " \t\u3000>›»▸▶►▼▲△▽↓↑→←◆■●※★☆·•*】])）》|｜~～—–.。…!！-",
)
"""Signs before and after the words of a line."""
ENTRY = re.compile(r"[-*+•·●■▪◆▸▶►>›○□◎][^\S\n]?|[0-9]{1,2}[.、)）]\s?|[①-⑩]\s?")
ENTRY_WIDTH, MOST_ENTRIES = 90, 20
LONGEST = 400
ROW_GAP = re.compile(r"[\s|｜丨/／、:：·•【】\[\]]+")
"""What parts the words of a row."""
LONGEST_ROW = 160
HEADING = re.compile(r"#{1,6}[^\S\n]+")
CALL_END = re.compile("[^。]*[！？!?][”」]?")
SHORTEST_BODY = 40
FEWEST_TOOLS, FEWEST_SECTIONS = 2, 4
"""How many words a row of buttons has at least, and a row of the parts of a site."""


class Furniture(NamedTuple):
    """The blocks of a text that belong to a site."""

    certain: frozenset[int]
    """The numbers of the blocks that nothing else can be."""
    doubtful: frozenset[int]
    """The numbers of those that may belong to the text."""


def find_furniture(blocks: Sequence[Block]) -> Furniture:
    """Find the blocks that a site puts around a text.

    Args:
        blocks: The blocks of a text.

    Returns:
        Those that certainly belong to the site: with words that only sites have, or before or after the whole text
        with words that sites have; and those of which it is uncertain.
    """
    certain, unclear, labels = _sort(blocks)
    marked = certain | unclear | set(labels)
    bodies = [at for at, block in enumerate(blocks) if at not in marked and (block.is_body or block.text[:3] == "!!!")]
    first = bodies[0] if bodies else 0
    # A title in a list of other texts may end in a question mark.
    last = next((at for at in reversed(bodies) if not _is_call(blocks[at])), bodies[-1]) if bodies else len(blocks)
    if bodies and not any(one < bodies[-1] for one in labels):
        last = bodies[-1]
    end = 0
    for at in labels:
        if at >= end:
            is_bare = at > last and (at + 1 == len(blocks) or at + 1 in certain or at + 1 in marked)
            end = _judge_list(blocks, at, last, certain, unclear)
            certain.update([at] * is_bare)
    end = _find_end(blocks, certain | unclear, last)
    has_certain = any(at >= end for at in certain)
    for at in sorted(unclear):
        is_step = STEPS.fullmatch(" ".join(strip_lines(blocks[at].text))) is not None
        is_beside = at < first and (at - 1 in certain or at + 1 in certain)
        if is_beside or (at >= end and (has_certain or not is_step)):
            certain.add(at)
    return Furniture(frozenset(certain), frozenset(unclear - certain))


def _sort(blocks: Sequence[Block]) -> tuple[set[int], set[int], list[int]]:
    """Return the numbers of the blocks whose words only sites have, of those that texts have, too, and of labels."""
    certain: set[int] = set()
    unclear: set[int] = set()
    labels: list[int] = []
    for at, block in enumerate(blocks):
        if block.is_code or len(block.text) > LONGEST or block.text[0] in "#|":
            if HEADING.match(block.text) and LABEL.fullmatch(strip_decoration(HEADING.sub("", block.text))):
                labels.append(at)
            continue
        bare = " ".join(strip_lines(block.text))
        kind = _judge(bare)
        if kind == "certain":
            certain.add(at)
        elif kind == "doubtful":
            unclear.add(at)
        elif kind == "label":
            labels.append(at)
    return certain, unclear, labels


def _is_call(block: Block) -> bool:
    """Return whether a block is one short line that ends in a question or a call, as titles may."""
    return block.is_line and len(block.text) < SHORTEST_BODY and CALL_END.fullmatch(block.text) is not None


def _find_end(blocks: Sequence[Block], marked: set[int], last: int) -> int:
    """Return the number of the block from which on there is nothing but furniture and names of editors."""
    end = len(blocks)
    while end - 1 > last and (end - 1 in marked or read_imprint(blocks[end - 1].bare, is_head=False)):
        end -= 1
    return end


def strip_lines(text: str) -> list[str]:
    """Return the lines of a block without links, signs of Markdown, list marks and decoration."""
    return [strip_decoration(strip_signs(line)) for line in text.split("\n")]


def strip_decoration(line: str) -> str:
    """Return a line without the signs around it."""
    return line.lstrip(DECORATION[0]).rstrip(DECORATION[1])


def _judge(bare: str) -> str:
    """Judge a block by its words alone."""
    if not bare:
        return ""
    if CERTAIN.fullmatch(bare) or (PATH.fullmatch(bare) and not ends_sentence(bare)):
        return "certain"
    if SLASHED_PATH.fullmatch(bare) or _is_row(bare):
        return "certain"
    if LABEL.fullmatch(bare.rstrip("：: ")):
        return "label"
    found = LABELLED.fullmatch(bare)
    if found is not None and not ends_sentence(found["rest"].rstrip("？?！!”」")) and not BOOK.search(bare):
        return "label"
    return "doubtful" if DOUBTFUL.fullmatch(bare) or STEPS.fullmatch(bare) else ""


def _is_row(bare: str) -> bool:
    """Return whether a line is a row of buttons, or of the parts of a site."""
    if len(bare) > LONGEST_ROW:
        return False
    words = [word for word in ROW_GAP.split(bare) if word]
    tools = sum(TOOL.fullmatch(word) is not None for word in words)
    if tools >= FEWEST_TOOLS and all(TOOL.fullmatch(word) or COUNT.fullmatch(word) for word in words):
        return True
    return len(words) >= FEWEST_SECTIONS and all(SECTION.fullmatch(word) for word in words)


def _judge_list(blocks: Sequence[Block], at: int, last: int, certain: set[int], unclear: set[int]) -> int:
    """Judge the label of a list of other texts, with the entries below it.

    Args:
        blocks: The blocks.
        at: The number of the label.
        last: The number of the last paragraph of the text.
        certain: The numbers of the blocks that certainly belong to the site, which is added to.
        unclear: The numbers of those that may, which is added to.

    Returns:
        The number of the block below what was judged.
    """
    end = at + 1
    while end < min(len(blocks), at + MOST_ENTRIES) and (end in certain or _is_entry(blocks[end])):
        end += 1
    entries = range(at, end)
    is_books = any("《" in blocks[one].text and BOOK.search(blocks[one].text[:LONGEST]) for one in entries)
    is_alone = LABELLED.fullmatch(" ".join(strip_lines(blocks[at].text))) is not None
    if at > last and not is_books and (end - at > 1 or is_alone or at == len(blocks) - 1):
        certain.update(entries)
        return end
    if is_alone and not BOXES.search(blocks[at].text) and not is_books:
        certain.add(at)
    elif end - at > 1 or is_alone:
        unclear.add(at)
    return at + 1


def _is_entry(block: Block) -> bool:
    """Return whether a block is the title of another text, or a list of such titles."""
    return not (block.is_code or len(block.text) > LONGEST * 3 or block.text[0] in "#|") and _has_entries(block.text)


@lru_cache(maxsize=4096)
def _has_entries(text: str) -> bool:
    """Return whether each line of a text is as short as a title, and ends like one."""
    lines = (ENTRY.sub("", strip_signs(one.strip()), count=1) for one in text.split("\n"))
    return all(measure(one) <= ENTRY_WIDTH and not one.endswith(("。", "；", "：", ":", ";")) for one in lines)
