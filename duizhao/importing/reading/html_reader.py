"""Web pages as edits that turn them into Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duizhao.importing.errors import MissingLibraryError
from duizhao.importing.manuscript import Known
from duizhao.importing.reading.html_addresses import resolve_address
from duizhao.importing.reading.html_atoms import HtmlBlock
from duizhao.importing.reading.html_blocks import Blocks, read_blocks
from duizhao.importing.reading.html_elements import Tree, read_elements
from duizhao.importing.reading.html_head import Head, cut_title, read_head
from duizhao.importing.reading.html_main import Main, find_main
from duizhao.importing.reading.html_markup import write_markdown
from duizhao.importing.reading.html_tokens import tokenize
from duizhao.importing.tracked_text import Findings, Question

INSTALL = "pip install 'duizhao[import]'"
MISSING = "the library for web pages is not installed"
PAGE = frozenset({"html", "head", "body", "frameset", "meta"})
"""Elements that whole pages have, and parts copied from them do not."""
SHOWN = 60
"""How many characters of a text a message shows."""
LISTED = 5
"""How many links a message names."""
SMALLEST = 50
"""The width or height in pixels of an image that is more than an ornament."""
LONGEST_TITLE = 120
NEAR = 8
"""How many blocks above and below the beginning of a text may be its title."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file with markup, as it is to be changed into Markdown."""

    findings: Findings
    """The edits that make it Markdown, and what a person must decide."""
    known: Known
    """What the file says of its text."""


def read_html(text: str) -> Reading:
    """Read a web page, saved whole or copied in part.

    Args:
        text: The page; any text, in linear time.

    Returns:
        Edits of the page that leave the main content in Markdown, each with its kind; questions about images, tables
        and links; and what the page states as title, date, outlet, authors and address.

    Raises:
        MissingLibraryError: The library that finds the main content is not installed.
    """
    tree = read_elements(tokenize(text))
    head = read_head(text, tree)
    found = read_blocks(text, tree, head.base)
    is_page = any(one.name in PAGE for one in tree.elements)
    try:
        main = find_main(text, tree, found.blocks, is_page=is_page)
    except ImportError as error:
        raise MissingLibraryError(MISSING, INSTALL) from error
    title = _find_title(found.blocks, main, head)
    dropped = ["" if kept else "page-furniture" for kept in main.kept]
    known = head.known
    if title >= 0:
        dropped[title] = "metadata"
        known = replace(known, title=found.blocks[title].text.strip())
    known = known.fill(Known(publisher=_find_account(tree, found.blocks)))
    edits = write_markdown(found.blocks, dropped, len(text), "html-markup", list_levels(found.blocks, dropped))
    questions = sorted(
        (*_ask(text, tree, found, main, dropped, head), *_ask_frames(tree)), key=lambda one: (one.offset, one.code)
    )
    return Reading(Findings(edits, questions), known)


def list_levels(blocks: Sequence[HtmlBlock], dropped: Sequence[str]) -> dict[int, int]:
    """Return the levels of the headings that stay → their levels in the draft, from 2 without gaps."""
    levels = {one.level for one, reason in zip(blocks, dropped, strict=True) if one.kind == "heading" and not reason}
    return {level: place + 2 for place, level in enumerate(sorted(levels))}


def _find_title(blocks: Sequence[HtmlBlock], main: Main, head: Head) -> int:
    """Return the number of the heading that is the title; -1 if there is none."""
    tops = [number for number, one in enumerate(blocks) if one.kind == "heading" and one.level == 1]
    named = [number for number in tops if any(_is_same(blocks[number].text, title) for title in head.titles)]
    if named:
        return named[0]
    first = next((number for number, one in enumerate(main.kept) if one), -1)
    near = range(max(0, first - NEAR), min(len(blocks), first + NEAR))
    named = [number for number in near if any(_is_same(blocks[number].text, title) for title in head.titles)]
    if named:
        return named[-1]
    kept = [number for number in tops if main.kept[number] or not head.titles]
    return kept[0] if len(kept) == 1 and kept[0] <= first and len(blocks[kept[0]].text) <= LONGEST_TITLE else -1


def _is_same(heading: str, title: str) -> bool:
    """Return whether a title in the head of a page is a heading, with or without the name of the site."""
    plain = "".join(heading.split())
    return (
        bool(plain)
        and len(plain) <= LONGEST_TITLE
        and plain in ("".join(title.split()), "".join(cut_title(title, "").split()))
    )


def _find_account(tree: Tree, blocks: Sequence[HtmlBlock]) -> str:
    """Return the account that a page of WeChat was published by; empty for other pages."""
    accounts = {number for number, one in enumerate(tree.attributes) if one.get("id") == "js_name"}
    if not accounts:
        return ""
    found = [one for one in blocks if {one.element, tree.elements[one.element].parent} & accounts]
    return found[0].text.strip()[:SHOWN] if found else ""


def _ask(text: str, tree: Tree, found: Blocks, main: Main, dropped: Sequence[str], head: Head) -> Iterator[Question]:
    """Yield what a person must decide about the text of a page."""
    blocks = found.blocks
    kept = [one for one, reason in zip(blocks, dropped, strict=True) if not reason]
    start, end = _find_range(blocks, dropped, len(text))
    if not main.is_whole:
        yield Question(0, "furniture", "the page is too large for the search for its main content", "drop what is not")
    for number in main.prose:
        message = f"a paragraph outside of the main content was dropped: {_cut(blocks[number].text)}"
        yield Question(blocks[number].start, "furniture", message, "add it if it belongs to the text")
    yield from ask_images(tree, found, start, end, head.base)
    elements = {one.element for one in kept}
    for number in found.spans:
        if number in elements:
            message = "cells of a table took up several rows or columns; empty ones stand in their place"
            yield Question(tree.elements[number].start, "table", message)
    links = [(offset, href) for offset, href in found.unresolved if start <= offset <= end]
    if links:
        shown = "、".join(href[:SHOWN] for _, href in links[:LISTED])
        message = f"{len(links)} links lead to no full address of the web: {shown}"
        yield Question(links[0][0], "link", message, "add those that matter")


def _find_range(blocks: Sequence[HtmlBlock], dropped: Sequence[str], size: int) -> tuple[int, int]:
    """Return where the main content begins and ends, with what has no text before and behind it, such as images."""
    kept = [number for number, reason in enumerate(dropped) if not reason]
    if not kept:
        return 0, size
    first, last = kept[0], kept[-1]
    return (blocks[first - 1].end if first else 0), (blocks[last + 1].start if last + 1 < len(blocks) else size)


def ask_images(tree: Tree, found: Blocks, start: int, end: int, base: str) -> Iterator[Question]:
    """Yield a question about each image between two offsets that is no ornament."""
    for image in found.images:
        attributes = tree.attributes[image.element]
        small = any(_is_small(attributes.get(name, "")) for name in ("width", "height"))
        address = attributes.get("data-src") or attributes.get("data-original") or attributes.get("src", "")
        if small or not start <= image.offset <= end or (address.startswith("data:") and not attributes.get("alt")):
            continue
        where = resolve_address(address, base) or address
        alt = attributes.get("alt", "").strip()
        message = f"an image stood here: {_cut(where)}" + (f" “{_cut(alt)}”" if alt else "")
        yield Question(image.offset, "image", message, "save it beside the article, and write ![…](…) with its address")


def _is_small(written: str) -> bool:
    """Return whether a width or height is that of an ornament."""
    number = written.strip().removesuffix("px")
    return number.isascii() and number.isdigit() and len(number) < LISTED and int(number) < SMALLEST


def _ask_frames(tree: Tree) -> Iterator[Question]:
    """Yield a question about the frames of a page that consists of them."""
    for element, attributes in zip(tree.elements, tree.attributes, strict=True):
        if element.name == "frame" and attributes.get("src"):
            message = f"the text is in a frame of its own: {_cut(attributes['src'])}"
            yield Question(element.start, "dropped-part", message, "import that file")


def _cut(text: str) -> str:
    """Return a text in one line, shortened for a message."""
    line = " ".join(text[: SHOWN * 4].split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
