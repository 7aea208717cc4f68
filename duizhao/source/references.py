"""References to figures, `{{newssc2025-f07:number}}`, as an inline rule of the parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from duizhao.diagnostics import Span
from duizhao.model import Reference

TOKEN = "figure_value"  # noqa: S105 -- a token of Markdown
OPEN, CLOSE = "{{", "}}"
REFERENCE = re.compile(r"\{\{(?P<content>[^{}\n]*)\}\}")
"""Anything between double braces, since a mistyped id must be reported and not printed."""
FORMS = ("number", "value", "word", "name")
"""Forms that may follow the colon; without one, qualifier, number and unit are printed."""

FORMS_OF_UNIT = " | "
"""Separator of a unit's forms in a translation, which are in the order of CLDR's categories: person | people."""


def reference_plugin(md: MarkdownIt) -> None:
    """Add references to figures to a parser; the content of their tokens is the text between the braces."""
    md.inline.ruler.before("link", TOKEN, _reference)


def split_reference(content: str) -> tuple[str, str]:
    """Split the text between the braces into the figure's id and the form, which is usually empty."""
    name, _colon, form = content.partition(":")
    return name.strip(), form.strip()


def find_references(text: str, span: Span) -> Iterator[Reference]:
    """Yield the references in a text without markup, each with `span`, the position of the text."""
    for found in REFERENCE.finditer(text):
        yield Reference(found["content"], text[found.end() :], span)


def fill_references(text: str, write: Callable[[str, str], str]) -> str:
    """Replace the references in a text without markup, such as a title.

    Args:
        text: The text.
        write: Returns the text to print, from the content of a reference and the text before it.
    """
    return REFERENCE.sub(lambda found: write(found["content"], text[: found.start()]), text)


def _reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the signature of markdown-it's rules
    """Parse one `{{…}}`; if unclosed or empty, it is text, and so is a shortcode of Hugo, such as `{{< toc >}}`."""
    found = REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or not found["content"].strip():
        return False
    if found["content"].startswith(("<", "%")):
        # As a whole: what is between its brackets is no tag of HTML.
        state.pending += "" if silent else found[0]
    elif not silent:
        token = state.push(TOKEN, "", 0)
        token.content = found["content"]
        token.markup = OPEN
    state.pos = found.end()
    return True
