"""Table-of-contents shells: the HTML that tables of contents of one shape share, rendered once and filled in.

The theme renders a separate template for each heading. A shell is rendered with marks instead of ids and titles. It is
made when a shape occurs a second time, and used if that table comes out the same with the shell and rendered in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from itertools import count
from typing import Any, TypeAlias

import jinja2
from mkdocs.structure.toc import AnchorLink

from duizhao.engine.pages import EditionPage

SPECIAL = re.compile(r"[&<>\"'`\\\\{}\x00-\x1f\x7f]|\s\s|^\s|\s$|dz0")
"""Matches text that templates may not print verbatim."""
ITEM = "partials/toc-item.html"
MARK = re.compile(r"dz0(?P<number>\d+)0dz")
Shape: TypeAlias = tuple[int, tuple[Any, ...]]
"""The level of a heading, and the shapes of those below it."""


class TocShells:
    """Renders the tables of contents of one edition."""

    def __init__(self, env: jinja2.Environment, render: Callable[[EditionPage], str]) -> None:
        """Create an empty set of shells.

        Args:
            env: The theme's templates.
            render: Renders the table of contents of a page in full.
        """
        self._render = render
        self._shells: dict[tuple[Shape, ...], list[str] | None] = {}
        # A site's own template of an entry may render titles differently from one another.
        self._is_known = _read(env, ITEM) == _read(env, f"material/{ITEM}")

    def render(self, page: EditionPage) -> str:
        """Render the table of contents of a page."""
        values = [text for link in _walk(page.toc.items) for text in (link.id, link.title)]
        if not self._is_known or not all(values) or any(map(SPECIAL.search, values)):
            return self._render(page)
        shape = _read_shape(page.toc.items)
        if shape not in self._shells:
            self._shells[shape] = []
            return self._render(page)
        shell = self._shells[shape]
        if shell:
            return _fill(shell, values)
        whole = self._render(page)
        if shell is not None:
            made = self._make(page)
            self._shells[shape] = made if _fill(made, values) == whole else None
        return whole

    def _make(self, page: EditionPage) -> list[str]:
        """Render a shell, split at its marks into alternating texts and indices of values."""
        toc = page.toc
        page.toc = type(toc)([*_mark(toc.items, count())])
        try:
            return MARK.split(self._render(page))
        finally:
            page.toc = toc


def _fill(shell: Sequence[str], values: Sequence[str]) -> str:
    """Fill in a shell."""
    pieces = list(shell)
    pieces[1::2] = [values[int(number)] for number in shell[1::2]]
    return "".join(pieces)


def _walk(links: Sequence[AnchorLink]) -> Iterator[AnchorLink]:
    """Yield headings and those below them."""
    for link in links:
        yield link
        if link.children:
            yield from _walk(link.children)


def _read_shape(links: Sequence[AnchorLink]) -> tuple[Shape, ...]:
    """Return everything by which a template may distinguish tables of contents, besides ids and titles."""
    return tuple((link.level, _read_shape(link.children) if link.children else ()) for link in links)


def _mark(links: Sequence[AnchorLink], numbers: Iterator[int]) -> Iterator[AnchorLink]:
    """Yield the same headings with marks instead of ids and titles, numbered in the order of `_walk`."""
    for link in links:
        name, title = (f"dz0{next(numbers)}0dz" for _value in ("id", "title"))
        marked = copy(link)
        marked.id, marked.title, marked.children = name, title, [*_mark(link.children, numbers)]
        yield marked


def _read(env: jinja2.Environment, name: str) -> str:
    """Read the source of a template."""
    assert env.loader is not None, "the theme has templates"
    return env.loader.get_source(env, name)[0]
