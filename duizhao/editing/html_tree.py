"""Rendered HTML as a tree of elements, which can be changed and written again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape

PIECE = re.compile(
    r"""<!--.*?-->|<(?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^'">])*)>""", re.DOTALL
)
"""Matches a comment or a tag: https://html.spec.whatwg.org/multipage/parsing.html#tokenization"""
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'=<>/]+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+)))?"""
)
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
"""Elements without content."""
RAW = frozenset(("script", "style", "textarea", "title"))
"""Elements whose content is no markup."""
COMMENT = "<!--"


@dataclass(slots=True, eq=False)
class Element:
    """An element with what it contains."""

    tag: str
    """Its name in small letters; empty for the root."""
    attributes: dict[str, str | None] = field(default_factory=dict)
    """Its attributes as they are written, escaped; None for those without a value."""
    children: list[Element | str] = field(default_factory=list)
    """Elements, and texts and comments as they are written, escaped."""
    parent: Element | None = None
    name: str = ""
    """Its name as it is written, which matters in SVG."""
    is_closed: bool = True
    """Whether it has an end tag; not `br`, nor `<path/>` in SVG."""
    end: str = ""
    """What closes the start tag of an element without an end tag: `/` or nothing."""

    def walk(self) -> Iterator[Element]:
        """Yield the element and all inside it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def list_around(self) -> Iterator[Element]:
        """Yield the element and those around it, the innermost first."""
        found: Element | None = self
        while found is not None:
            yield found
            found = found.parent

    def has_class(self, name: str) -> bool:
        """Return whether the element has a class."""
        return name in (self.attributes.get("class") or "").split()

    def replace_by(self, other: Element) -> None:
        """Put another element into the place of this one."""
        assert self.parent is not None, "the root has no place"
        siblings = self.parent.children
        siblings[_index(siblings, self)] = other
        other.parent, self.parent = self.parent, None

    def append(self, *children: Element | str) -> None:
        """Add children at the end, which have no parent yet."""
        for child in children:
            if isinstance(child, Element):
                child.parent = self
            self.children.append(child)

    def copy(self, keep: Callable[[Element], bool] = lambda _element: True) -> Element:
        """Return a copy without a parent, and without the elements that are not to be kept."""
        found = Element(self.tag, dict(self.attributes), name=self.name, is_closed=self.is_closed, end=self.end)
        kept = (child for child in self.children if isinstance(child, str) or keep(child))
        found.append(*(child if isinstance(child, str) else child.copy(keep) for child in kept))
        return found

    def read_text(self) -> str:
        """Return what the element says, without markup."""
        return "".join(
            child.read_text() if isinstance(child, Element) else "" if child.startswith(COMMENT) else unescape(child)
            for child in self.children
        )

    def write(self) -> str:
        """Return the HTML of the element; of the root, that of its content."""
        return "".join(self._write())

    def _write(self) -> Iterator[str]:
        if self.tag:
            attributes = (
                f" {name}" if value is None else f' {name}="{value}"' for name, value in self.attributes.items()
            )
            yield f"<{self.name}{''.join(attributes)}{self.end}>"
        for child in self.children:
            if isinstance(child, Element):
                yield from child._write()  # noqa: SLF001 -- itself
            else:
                yield child
        if self.tag and self.is_closed:
            yield f"</{self.name}>"


def make_element(tag: str, attributes: dict[str, str | None], *children: Element | str) -> Element:
    """Make an element around others that have no parent yet."""
    found = Element(tag, attributes, name=tag)
    found.append(*children)
    return found


def read_html(html: str) -> Element:
    """Read HTML into a tree; writing it gives the same HTML if all its elements are closed.

    An end tag without a start tag is left out, and an element that is not closed ends with the one around it.

    Args:
        html: The content of an element, such as the text of a page.
    """
    root = here = Element("")
    position = 0
    while found := PIECE.search(html, position):
        if found.start() > position:
            here.children.append(html[position : found.start()])
        position = found.end()
        if not found["tag"]:
            here.children.append(found[0])
            continue
        tag = found["tag"].lower()
        if found["end"]:
            closed = next((one for one in here.list_around() if one.tag == tag), None)
            if closed is not None and closed.parent is not None:
                here = closed.parent
            continue
        element = Element(tag, _read_attributes(found["rest"]), name=found["tag"])
        here.append(element)
        is_empty = found["rest"].endswith("/")
        if tag in VOID or is_empty:
            element.is_closed, element.end = False, "/" if is_empty else ""
        elif tag in RAW:
            end = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(html, position)
            stop, after = end.span() if end else (len(html), len(html))
            element.children.append(html[position:stop])
            position = after
        else:
            here = element
    if position < len(html):
        here.children.append(html[position:])
    return root


def _read_attributes(rest: str) -> dict[str, str | None]:
    """Return the attributes of a start tag; the first of the same name counts, as in browsers."""
    found: dict[str, str | None] = {}
    for one in ATTRIBUTE.finditer(rest.removesuffix("/")):
        value = next((one[kind] for kind in ("double", "single", "bare") if one[kind] is not None), None)
        if value is not None and one["single"] is not None:
            value = value.replace('"', "&quot;")
        found.setdefault(one["name"], value)
    return found


def _index(children: list[Element | str], wanted: Element) -> int:
    """Return the position of an element among its siblings."""
    return next(place for place, child in enumerate(children) if child is wanted)
