"""The editions that parallel pages show side by side, as mkdocs.yml names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from duizhao.diagnostics import Diagnostic, suggest
from duizhao.editions import Edition
from duizhao.yaml_text import YamlText

OPTION = "parallel"
FOLDER = "parallel"
"""The folder of parallel pages in a site."""
LEAST, MOST = 2, 3
"""How many editions can be read side by side."""
HINT = "write two or three of the editions:  parallel: [zh-Hans, en]"
ParallelSet = tuple[str, ...]
"""The codes of editions that are shown side by side; the first one gives its language to the page."""


def read_parallel_sets(
    document: YamlText,
    options: Mapping[str, Any],
    at: tuple[str | int, ...],
    editions: Sequence[Edition],
    problems: list[Diagnostic],
) -> tuple[ParallelSet, ...]:
    """Read which editions have parallel pages, and report what cannot be meant.

    Args:
        document: The configuration.
        options: The options of the plugin.
        at: Where they stand.
        editions: The editions of the site.
        problems: The list to which problems are added.

    Returns:
        The sets of editions; empty if the site has no parallel pages.
    """
    wanted = options.get(OPTION) or []
    found = list(_check(document, wanted, (*at, OPTION), editions))
    problems += found
    if found or not wanted:
        return ()
    return tuple(map(tuple, wanted)) if isinstance(wanted[0], list) else (tuple(wanted),)


def _check(
    document: YamlText, wanted: Any, at: tuple[str | int, ...], editions: Sequence[Edition]
) -> Iterator[Diagnostic]:
    """Yield the problems of the option."""
    if not isinstance(wanted, list):
        yield _problem(document, at, f"expected a list of editions, found {wanted!r:.40}")
        return
    several = any(isinstance(one, list) for one in wanted)
    names = [edition.code for edition in editions]
    for place, codes in enumerate(wanted) if several else [(-1, wanted)] if wanted else []:
        here = (*at, place) if several else at
        if not isinstance(codes, list) or not LEAST <= len(codes) <= MOST:
            found = len(codes) if isinstance(codes, list) else repr(codes)
            yield _problem(document, here, f"expected two or three editions, found {found}")
        elif several and codes in wanted[:place]:
            yield _problem(document, here, "these editions are named twice")
        else:
            yield from _check_codes(document, codes, here, names)
    if wanted and FOLDER in (edition.folder for edition in editions):
        message = f"the folder '{FOLDER}' belongs to an edition, and parallel pages need it"
        yield _problem(document, at, message, "give that edition another path")


def _check_codes(
    document: YamlText, codes: Sequence[Any], at: tuple[str | int, ...], names: Sequence[str]
) -> Iterator[Diagnostic]:
    """Yield the problems of one set of editions."""
    for number, code in enumerate(codes):
        if code not in names:
            hint = suggest(str(code), names) or "the site has " + ", ".join(names)
            yield _problem(document, (*at, number), f"the site has no edition '{code}'", hint)
        elif code in codes[:number]:
            yield _problem(document, (*at, number), f"the edition '{code}' is named twice")


def _problem(document: YamlText, at: tuple[str | int, ...], message: str, hint: str = HINT) -> Diagnostic:
    return Diagnostic(document.span(*at), "config-parallel", f"{OPTION}: {message}", hint)
