"""The main content of an HTML page: which of its blocks are the text, and which are the site around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from duizhao.importing.reading.html_atoms import HtmlBlock
from duizhao.importing.reading.html_elements import Tree, has_word

LARGEST = 2_000_000
"""The greatest number of characters of a page in which trafilatura looks for the main content."""
SHINGLE = 8
"""The number of characters that are looked up at once."""
SHARE = 0.9
"""The share of the text that the element of the main content holds at least."""
SITE_NAMES = frozenset({"nav", "footer", "aside", "menu", "form"})
SITE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|bread-?crumbs?|crumbs?|share|social|comments?|sidebar|relat(?:ed|es?)|"
    r"recommend(?:ed|ation)?s?|footer|copyright|pag(?:er|ination)|toolbar|adv?s?|advert\w{0,12}|banner|rank(?:ing)?|hot|"
    r"login|search|qr-?code|tags?|toplink|jiathis|bdshare\w{0,8})(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Words in class or id of what a site puts around its texts."""
HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
HAN = re.compile("[㐀-鿿]")
SENTENCE = re.compile("[。！？；，：…”」]|[.!?](?:\\s|$)")
HEADER = re.compile(
    r"来源|來源|记者|記者|作者|编辑|編輯|责编|責編|通讯员|发布时间|發布時間|發佈|原标题|报道|報導|(?:19|20)\d\d(?:-|/|\.|年)\d{1,2}|文[/／:：]"
)
"""What lines with names and dates above a text have."""
CREDIT = re.compile(
    r"责任编辑|責任編輯|责编|責編|编辑|編輯|记者|記者|作者|审核|审校|校对|签发|监制|来源|來源|供稿|供图|摄影|通讯员|（完）|^完$"
)
"""What lines below a text have."""
NEAR = 6
"""How many blocks above and below the text may hold names and dates."""
LONG = 30
"""The number of Chinese characters of a paragraph that is no line of a site."""
MOST_LINKED = 0.6
"""The share of linked characters from which a block is a link."""
NORMAL = re.compile(r"[\W_]+")
WORDS_IN_LATIN = 80
"""The length of a paragraph in another script."""


class Main(NamedTuple):
    """The main content of a page."""

    kept: tuple[bool, ...]
    """For each block, whether it belongs to it."""
    prose: tuple[int, ...]
    """The numbers of paragraphs outside of it that may belong to it."""
    is_whole: bool
    """Whether trafilatura could look at the page; it gets no pages beyond a certain size."""


def find_main(text: str, tree: Tree, blocks: Sequence[HtmlBlock], *, is_page: bool) -> Main:
    """Find the main content of a page.

    Args:
        text: The page.
        tree: Its elements.
        blocks: Its blocks.
        is_page: Whether it is a whole page, not only a part that was copied from one.

    Returns:
        The paragraphs that trafilatura finds, or, if it finds none, those with the density of prose; and what stands
        between them and right around them, unless it belongs to the site.
    """
    site = _find_site(tree)
    hidden = _find_hidden(tree)
    outside = [block.element >= 0 and (site[block.element] or hidden[block.element]) for block in blocks]
    if not is_page:
        return Main(tuple(block.element < 0 or not hidden[block.element] for block in blocks), (), is_whole=True)
    is_whole = len(text) <= LARGEST
    extract = extract_text(text) if is_whole else ""
    matched = _match(blocks, extract)
    prose = [_is_prose(block) and not gone for block, gone in zip(blocks, outside, strict=True)]
    if sum(len(block.text) for block, one in zip(blocks, matched, strict=True) if one) < LONG:
        matched = prose
    matched = [
        one and not (block.element >= 0 and hidden[block.element]) for block, one in zip(blocks, matched, strict=True)
    ]
    if not any(matched):
        # A page without prose: whatever it shows is its text.
        return Main(tuple(not gone for gone in outside), (), is_whole)
    weighty = [
        one and not gone and _linked(block) < MOST_LINKED
        for block, one, gone in zip(blocks, matched, outside, strict=True)
    ]
    inside = _find_inside(tree, blocks, weighty if any(weighty) else matched)
    kept = _complete(blocks, matched, outside, inside)
    left = tuple(number for number, one in enumerate(prose) if one and not kept[number])
    return Main(tuple(kept), left, is_whole)


def extract_text(text: str) -> str:
    """Return what trafilatura takes for the main content of a page; empty if it finds none or gives up.

    Raises:
        ImportError: trafilatura is not installed.
    """
    import trafilatura  # noqa: PLC0415 -- of the extra `import`, and slow to load
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 -- the same

    for name in ("trafilatura", "htmldate", "justext", "readability"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    clean = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    try:
        found = trafilatura.extract(
            clean, favor_recall=True, include_tables=True, include_comments=False, deduplicate=False
        )
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, etree.LxmlError):
        return ""
    return found or ""


def _find_site(tree: Tree) -> list[bool]:
    """Return for each element whether it belongs to the site around a text."""
    marks: list[bool] = []
    for element, attributes in zip(tree.elements, tree.attributes, strict=True):
        named = element.name in SITE_NAMES or (
            element.name not in ("html", "body") and has_word(attributes, SITE_WORDS)
        )
        marks.append(named or (element.parent >= 0 and marks[element.parent]))
    return marks


def _find_hidden(tree: Tree) -> list[bool]:
    """Return for each element whether it is hidden."""
    marks: list[bool] = []
    for element, attributes in zip(tree.elements, tree.attributes, strict=True):
        hidden = "hidden" in attributes or bool(HIDDEN.search(attributes.get("style", "")))
        marks.append(hidden or (element.parent >= 0 and marks[element.parent]))
    return marks


def _normalise(text: str) -> str:
    """Return the letters of a text."""
    return NORMAL.sub("", text)


def _match(blocks: Sequence[HtmlBlock], extract: str) -> list[bool]:
    """Return for each block whether its text occurs in another one."""
    if not extract:
        return [False] * len(blocks)
    lines = {_normalise(line) for line in extract.split("\n")}
    whole = _normalise(extract)
    shingles = {whole[at : at + SHINGLE] for at in range(len(whole) - SHINGLE + 1)}
    return [_occurs(_normalise(block.text), lines, shingles) for block in blocks]


def _occurs(text: str, lines: set[str], shingles: set[str]) -> bool:
    """Return whether a text is a line, or, if it is long enough, consists of known shingles."""
    if len(text) <= SHINGLE:
        return bool(text) and text in lines
    middle = (len(text) - SHINGLE) // 2
    return all(text[at : at + SHINGLE] in shingles for at in (0, middle, len(text) - SHINGLE))


def _is_prose(block: HtmlBlock) -> bool:
    """Return whether a block is a paragraph of a text by its own looks."""
    text = block.text
    long = len(HAN.findall(text)) >= LONG or (len(text) >= WORDS_IN_LATIN and " " in text)
    return block.kind in ("table", "code") or (long and bool(SENTENCE.search(text)) and _linked(block) < MOST_LINKED)


def _linked(block: HtmlBlock) -> float:
    """Return the share of characters in links."""
    size = sum(len(atom.text) for atom in block.atoms if atom.kind in ("text", "reference"))
    linked = sum(
        len(atom.text)
        for atom in block.atoms
        if atom.kind in ("text", "reference") and atom.style and atom.style[0][0] == "["
    )
    return linked / size if size else 0.0


def _find_inside(tree: Tree, blocks: Sequence[HtmlBlock], matched: Iterable[bool]) -> list[bool]:
    """Return for each block whether the smallest element with nearly all of the matched text holds it."""
    sizes = [0] * len(tree.elements)
    total = 0
    for block, one in zip(blocks, matched, strict=True):
        if one:
            total += len(block.text)
            if block.element >= 0:
                sizes[block.element] += len(block.text)
    for number in range(len(sizes) - 1, -1, -1):
        parent = tree.elements[number].parent
        if parent >= 0:
            sizes[parent] += sizes[number]
    # The last element with that share is the innermost one, since elements follow those that they are in.
    main = max((number for number, size in enumerate(sizes) if size >= total * SHARE), default=-1)
    if main < 0:
        return [True] * len(blocks)
    holds = [False] * len(tree.elements)
    for number, element in enumerate(tree.elements):
        holds[number] = number == main or (element.parent >= 0 and holds[element.parent])
    return [block.element >= 0 and holds[block.element] for block in blocks]


def _complete(
    blocks: Sequence[HtmlBlock], matched: Sequence[bool], outside: Sequence[bool], inside: Sequence[bool]
) -> list[bool]:
    """Add to the matched blocks what stands between them, and names and dates around them."""
    # trafilatura takes in much of short pages; what belongs to the site by its place must look like a paragraph.
    kept = [
        one and ((inside[number] and not outside[number]) or _is_prose(blocks[number]))
        for number, one in enumerate(matched)
    ]
    places = [number for number, one in enumerate(kept) if one and inside[number]] or [
        number for number, one in enumerate(kept) if one
    ]
    if not places:
        return list(matched)
    first, last = places[0], places[-1]
    for number in range(first, last):
        kept[number] |= inside[number] and not outside[number] and _linked(blocks[number]) < MOST_LINKED
    for number, block in enumerate(blocks):
        if outside[number] or kept[number]:
            continue
        text = block.text
        if number < first:
            near = first - number <= NEAR and len(text) < WORDS_IN_LATIN and HEADER.search(text)
            kept[number] = bool(near) or (inside[number] and _is_prose(block))
        elif number > last:
            near = number - last <= NEAR and len(text) < WORDS_IN_LATIN and CREDIT.search(text)
            kept[number] = (bool(near) or (inside[number] and _is_prose(block))) and _linked(block) < MOST_LINKED
    return kept
