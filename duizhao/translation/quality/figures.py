"""Rules on references to figures: the same figures in source and translation, and no repeated unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from markdown_it.token import Token

from duizhao.diagnostics import suggest
from duizhao.source.references import FORMS, FORMS_OF_UNIT, TOKEN, split_reference
from duizhao.translation.quality.pair import Finding, Pair

WORD_BEHIND = re.compile(r"\s*(?P<word>\w+|%)")


def check_figures(pair: Pair) -> Iterator[Finding]:
    """Source and translation print the same figures; the forms, and how often, may differ.

    Bad: 志愿者{{newssc2025-f16}} → 15.24 million volunteers
    Bad: 志愿者{{newssc2025-f16}} → {{newssc2025-f06:number}} volunteers
    Bad: 志愿者{{newssc2025-f16}} → {{newssc2025-f16:numbr}} volunteers
    Good: 志愿者{{newssc2025-f16}} → {{newssc2025-f16:number}} volunteers
    """
    source, target = (_list_references(text.tokens) for text in (pair.source, pair.target))
    left, right = ({name for name, _form in one} for one in (source, target))
    if left != right:
        lacking, added = (", ".join(sorted(names)) or "none" for names in (left - right, right - left))
        hint = "copy what stands between the double braces; only the form behind the colon may differ"
        yield Finding(f"figures differ: source has {lacking}; translation has {added}", hint)
    for name, form in target:
        if form not in ("", *FORMS):
            yield Finding(f"unknown form '{form}' of figure '{name}'", suggest(form, FORMS))


def check_figure_units(pair: Pair) -> Iterator[Finding]:
    """A reference that prints its unit is not followed by that unit.

    Bad: 共有{{newssc2025-f16}} → {{newssc2025-f16}} people in all
    Bad: 占{{scol2024-f15}} → {{scol2024-f15}}% of them
    Good: 共有{{newssc2025-f16}} → {{newssc2025-f16}} in all
    Good: 共有{{newssc2025-f16}} → {{newssc2025-f16:number}} people in all
    """
    tokens = pair.target.tokens
    for token, behind in pairwise(tokens):
        name, form = split_reference(token.content) if token.type == TOKEN else ("", "")
        found = WORD_BEHIND.match(behind.content) if behind.type == "text" else None
        if not name or form or found is None:
            continue
        if found["word"] in _list_words(pair.units.get(name, "")):
            message = f"'{found['word']}' behind figure '{name}' repeats its unit"
            hint = f"leave it out, or print the number without a unit: {{{{{name}:number}}}}"
            yield Finding(message, hint)


def _list_words(unit: str) -> set[str]:
    """Return the words that repeat a unit: the first and last word of each of its forms, and the per cent sign."""
    forms = [form.split() for form in unit.split(FORMS_OF_UNIT)]
    return {word for form in forms if form for word in (form[0], form[-1])} | {"%"}


def _list_references(tokens: Iterable[Token]) -> list[tuple[str, str]]:
    """List the ids and forms of the figures that a text prints."""
    return [split_reference(token.content) for token in tokens if token.type == TOKEN]
