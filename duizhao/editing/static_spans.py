"""Static spans in one edition: titles converted, words of the edition, outdated translations put in their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markdown_it.token import Token

from duizhao.editing.inline import convert_html, convert_text, convert_text_parts
from duizhao.editing.render_plan import RenderPlan, StaticSpan
from duizhao.editing.rendering import render_each
from duizhao.script.convert import Converter
from duizhao.source.prose import copy_token
from duizhao.source.tabs import LABELS_END, TITLE_END


def render_static(
    plan: RenderPlan,
    static: StaticSpan,
    converter: Converter | None,
    say: Callable[[str], str],
    waiting: list[Token],
    env: dict[str, Any],
) -> str:
    """Return the HTML of a static span in an edition.

    Args:
        plan: The render plan.
        static: The span.
        converter: Converts the titles of elements; None if the edition is a translation.
        say: Returns a word of the interface as HTML.
        waiting: Outdated translations that follow the element around the text before the span, but those of the titles
            of tabs the last title of their set; cleared when they are placed.
        env: The parser's environment.
    """
    whole, numbers = plan.document.tokens, range(static.start, static.end)
    tokens = list(whole[static.start : static.end])
    if converter is not None:
        for number in plan.titles.intersection(numbers):
            tokens[number - static.start] = convert_block(whole[number], converter, locked=False)
    for number in plan.words.intersection(numbers):
        word = copy_token(whole[number])
        word.type, word.content = "html_inline", say(word.content)
        tokens[number - static.start] = word
    if waiting and (end := _find_end(tokens)) is not None:
        tokens[end + 1 : end + 1] = waiting
        waiting.clear()
    # The slot after the span is passed along, since neighbours affect rendering.
    return "".join(render_each([*tokens, *whole[static.end : static.end + 1]], env, slots=(len(tokens),)))


def _find_end(tokens: Sequence[Token]) -> int | None:
    """Return the index of the token that an outdated translation follows; None if that is in a later span."""
    # Between a text and the end of its element there are only the backlinks of a footnote.
    end = next(place for place, token in enumerate(tokens) if token.nesting == -1)
    if tokens[end].type != TITLE_END:
        return end
    # The theme finds the tab of a title by its place among the titles.
    return next((place for place, token in enumerate(tokens) if token.type == LABELS_END), None)


def convert_block(token: Token, converter: Converter, *, locked: bool) -> Token:
    """Convert a block of raw HTML, or the title of an element that holds blocks."""
    if converter.source == converter.target:
        return token
    if token.type == "html_block":
        converted = copy_token(token)
        converted.content = convert_html(
            token.content, lambda parts: convert_text_parts(parts, converter), locked=locked
        )
        return converted
    if "title" in token.attrs and not locked:
        converted = copy_token(token)
        converted.attrs = {**token.attrs, "title": convert_text(str(token.attrs["title"]), converter)}
        return converted
    return token
