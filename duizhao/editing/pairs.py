"""Pairs: what a block says in several editions, each in a column of its own, in the HTML of a parallel page.

The same as `pairing.js` makes in the browser; `parallel.css` is for both.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import escape

from duizhao.editing.html_tree import COMMENT, Element, make_element, read_html
from duizhao.editing.texts import Wording
from duizhao.editions import Edition
from duizhao.source.document import BLOCK_ATTRIBUTE

BLOCKS = frozenset(
    [
        *("p", "ul", "ol", "dl", "table", "div", "pre", "figure", "figcaption", "blockquote", "details", "section"),
        *("hr", "h1", "h2", "h3", "h4", "h5", "h6"),
    ]
)
"""Elements that are no part of the text of the block around them."""
PAIR = "dz-pair"
COLUMN = "data-dz-column"
MARKS = ("dz-missing", "dz-stale")
"""The classes of what has no current translation."""
OLD = "dz-old"
"""The class of outdated translations."""
ADDRESSES = frozenset(("href", "src", "poster", "data", "xlink:href"))
"""Attributes with one address."""
SEVERAL = frozenset(("srcset", "imagesrcset"))
"""Attributes with several, each followed by a size."""
ABSOLUTE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/|#|$)")
"""Matches at the start of an address that is the same from every page."""
REFERRING = re.compile(r"aria-.*by|aria-controls|for|popovertarget")
"""Matches attributes with ids of other elements."""
CANDIDATES = re.compile(r",\s+")


@dataclass(frozen=True, slots=True)
class Column:
    """The text of a page in one edition."""

    edition: Edition
    address: str
    """The address of the page, to which the links of the text are relative."""
    html: str


def pair_wordings(wordings: Sequence[Wording], text: str) -> Wording:
    """Return a title or summary that is printed in several editions, each in a column.

    Args:
        wordings: The same in each edition.
        text: What it is where only one text can stand, such as the title of a window.
    """
    found = PairedWording(text, wordings[0].lang)
    found.columns = tuple(wordings)
    return found


class PairedWording(Wording):
    """A text in several editions."""

    columns: tuple[Wording, ...] = ()

    def __html__(self) -> str:
        first, *others = self.columns
        if all(one.text == first.text for one in others):
            return first.__html__()
        spans = [
            f'<span {COLUMN}="{number}" lang="{escape(one.lang)}">{escape(one.text)}</span>'
            for number, one in enumerate(others, 1)
        ]
        return f'<span class="{PAIR}"><span {COLUMN}="0">{first.__html__()}</span>{"".join(spans)}</span>'


def pair_texts(columns: Sequence[Column], start: str) -> str:
    """Return the text of a parallel page: each block of the first edition beside its counterparts in the others.

    What reads the same in all editions stands alone. Ids are those of the first edition; in the other columns they end
    in the code of the edition.

    Args:
        columns: The text in each edition.
        start: The address of the parallel page.
    """
    trees = [read_html(column.html) for column in columns]
    for tree, column in zip(trees, columns, strict=True):
        _rebase(tree, column.address, start)
    own, *others = map(_list_blocks, trees)
    languages = [column.edition.code for column in columns[1:]]
    for number, element in own.items():
        found = ((language, blocks.get(number)) for language, blocks in zip(languages, others, strict=True))
        _join(element, [(language, one) for language, one in found if one is not None])
    return trees[0].write()


def _list_blocks(root: Element) -> dict[str, Element]:
    """Return the elements that editions share, by their numbers."""
    found = {}
    for element in _walk_shown(root):
        number = element.attributes.get(BLOCK_ATTRIBUTE)
        if number is not None:
            found[number] = element
    return found


def _walk_shown(element: Element) -> Iterator[Element]:
    """Yield an element and all inside it but outdated translations."""
    yield element
    for child in element.children:
        if isinstance(child, Element) and not child.has_class(OLD):
            yield from _walk_shown(child)


def _join(element: Element, counterparts: Sequence[tuple[str, Element]]) -> None:
    """Set one block beside its counterparts, unless it reads the same in all editions."""
    said = _describe(element)
    if all(_describe(other) == said for _language, other in counterparts):
        return
    whole = _find_whole(element)
    if whole is not None:
        pair = make_element("div", {"class": PAIR})
        whole.replace_by(pair)
        pair.append(whole)
        for place, (language, other) in enumerate(counterparts, 1):
            pair.append(_dress((_find_whole(other) or other).copy(_is_copied), language, place))
        return
    count = len(_list_run(element))
    pair = make_element("span", {"class": PAIR}, make_element("span", {COLUMN: "0"}, *element.children[:count]))
    element.children[:count] = [pair]
    pair.parent = element
    for place, (language, other) in enumerate(counterparts, 1):
        shown = (one for one in _list_run(other) if isinstance(one, str) or _is_copied(one))
        copies = (one if isinstance(one, str) else one.copy(_is_copied) for one in shown)
        pair.append(_dress(make_element("span", {}, *copies), language, place))


def _find_whole(element: Element) -> Element | None:
    """Return the block of code or the chart that an element belongs to, with its mark; a text is none."""
    code = next((one for one in element.list_around() if one.tag == "pre"), None)
    if code is not None:
        around = next((one for one in code.list_around() if one.has_class("highlight")), code)
        # A title above the code is a block of its own.
        numbered = [one for one in around.walk() if BLOCK_ATTRIBUTE in one.attributes]
        whole = around if len(numbered) == 1 else code
    else:
        shown = (one for one in element.children if isinstance(one, Element) or _is_said(one))
        first = next(shown, None)
        if not isinstance(first, Element) or first.tag not in BLOCKS:
            return None
        whole = element
    parent = whole.parent
    return parent if parent is not None and any(map(parent.has_class, MARKS)) else whole


def _is_said(text: str) -> bool:
    """Return whether a text is more than blanks or a comment."""
    return bool(text.strip()) and not text.startswith(COMMENT)


def _list_run(element: Element) -> list[Element | str]:
    """Return what is text at the beginning of an element: in a list item a list may follow."""
    run: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag in BLOCKS:
            break
        run.append(child)
    return run


def _describe(element: Element) -> str:
    """Return what a reader sees of a block, as a text that can be compared."""
    whole = _find_whole(element)
    seen = [whole] if whole is not None else _list_run(element)
    parts = []
    for child in seen:
        if isinstance(child, str):
            parts.append("" if child.startswith(COMMENT) else make_element("", {}, child).read_text())
            continue
        parts.append(child.read_text())
        for one in child.walk():
            if one.tag == "img":
                parts.append(one.attributes.get("src") or "")
            elif one.tag in ("svg", "math") or any(map(one.has_class, MARKS)):
                parts.append(one.write())
    return "\n".join(parts).strip()


def _is_copied(element: Element) -> bool:
    """Return whether an element is part of a counterpart: only the first column has links to headings, and fields."""
    return element.tag not in ("input", "script") and not any(map(element.has_class, ("headerlink", OLD)))


def _dress(copy: Element, language: str, place: int) -> Element:
    """Make of the copy of an element one that can stand on the page of another edition: with ids of its own."""
    all_inside = list(copy.walk())
    ids = {one.attributes["id"] for one in all_inside if "id" in one.attributes}
    for one in all_inside:
        one.attributes.pop(BLOCK_ATTRIBUTE, None)
        for name, value in list(one.attributes.items()):
            if value is None:
                continue
            if name == "id" or (name == "href" and value[:1] == "#" and value[1:] in ids):
                one.attributes[name] = f"{value}--{language}"
            elif REFERRING.fullmatch(name):
                known = [f"{name}--{language}" for name in value.split() if name in ids]
                one.attributes[name] = " ".join(known)
                if not known:
                    del one.attributes[name]
            elif value.startswith("url(#"):
                one.attributes[name] = f"url(#{value[5:-1]}--{language})"
    copy.attributes[COLUMN] = str(place)
    # What is marked as not translated says its own language.
    copy.attributes.setdefault("lang", language)
    return copy


def _rebase(root: Element, address: str, start: str) -> None:
    """Make the relative addresses of a text lead to the same from another page.

    Args:
        root: The text.
        address: The address of the page that it was made for.
        start: The address of the page that shows it.
    """
    for element in root.walk():
        for name, value in element.attributes.items():
            if not value:
                continue
            if name in ADDRESSES:
                element.attributes[name] = _move(value, address, start)
            elif name in SEVERAL:
                parts = (one.split(" ", 1) for one in CANDIDATES.split(value))
                moved = (" ".join([_move(way, address, start), *size]) for way, *size in parts)
                element.attributes[name] = ", ".join(moved)


def _move(way: str, address: str, start: str) -> str:
    """Return a relative address from another page."""
    if ABSOLUTE.match(way):
        return way
    end = next((place for place, sign in enumerate(way) if sign in "?#"), len(way))
    path, rest = way[:end], way[end:]
    if path:
        # As browsers do: from the folder of the page, and never above the root.
        joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(address), path)).strip("/")
        is_folder = path.endswith("/") or path.rpartition("/")[2] in (".", "..")
    else:
        joined, is_folder = address.rstrip("/"), address.endswith("/")
    return "../" * start.count("/") + joined + ("/" if is_folder and joined else "") + rest
