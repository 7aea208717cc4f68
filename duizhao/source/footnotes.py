"""Footnotes: numbered in the order of reading, with links back that can be told apart, also by ear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

BACK = "返回正文（注{number}）"
"""What the link back from a footnote says, in Simplified Chinese."""
BACK_TO_PLACE = "返回正文第{place}处（注{number}）"
"""The same if the text refers to the footnote several times."""
DEFAULT_WORDS = (BACK, BACK_TO_PLACE)
WORDS = "backlinks"
"""The key in a renderer's environment for the two texts above in the language of the page."""
REPEATED = "repeated_footnotes"
"""The key in the parser's environment for labels that have two texts, with their lines."""
UNUSED = "unused_footnotes"
"""The key in the parser's environment that keeps all texts of notes, also those that no page shows."""
ANCHOR = "footnote_anchor"
OPEN, CLOSE = "footnote_reference_open", "footnote_reference_close"
REFERENCE = "footnote_ref"


def footnotes_plugin(md: MarkdownIt) -> None:
    """Add footnotes to a parser."""
    md.use(footnote_plugin, inline=False)
    md.core.ruler.before("footnote_tail", "footnote_order", _put_in_order)
    md.add_render_rule(REFERENCE, _refer)
    md.add_render_rule(ANCHOR, _lead_back)
    md.add_render_rule("footnote_block_open", _open_list)
    md.add_render_rule("footnote_block_close", _close_list)


def _put_in_order(state: StateCore) -> None:
    """Number the notes in the order in which a reader meets them: those in captions too, those in notes last.

    The plugin numbers in the order of parsing, and counts references in the alternative text of images, which no
    page shows as links.
    """
    notes = state.env.get("footnotes")
    if not notes or not notes.get("refs"):
        return
    texts: dict[str, list[Token]] = {}
    openings: dict[str, Token] = {}
    body: list[Token] = []
    inside: list[str] = []
    for token in state.tokens:
        if token.type == OPEN:
            label = str(token.meta["label"])
            if label in texts:
                state.env.setdefault(REPEATED, []).append((label, token.map))
                if UNUSED in state.env:
                    other = f"{label} {len(state.env[REPEATED])}"
                    openings[label].meta["label"], texts[other] = other, texts[label]
            openings[label] = token
            inside.append(label)
            # The last text of a label counts.
            texts[label] = []
        elif token.type == CLOSE:
            inside.pop()
        else:
            (texts[inside[-1]] if inside else body).append(token)
    order: list[str] = []
    counts: dict[str, int] = {}
    _number(body, order, counts)
    for label in order:
        # The list grows by the notes that are found in notes.
        _number(texts.get(label, ()), order, counts)
    if UNUSED in state.env:
        order += [label for label in texts if label not in counts]
    notes["list"] = {number: {"label": label, "count": counts.get(label, 0)} for number, label in enumerate(order)}
    numbers = {label: number for number, label in enumerate(order)}
    notes["refs"] = {label: numbers.get(label[1:], -1) for label in notes["refs"]}


def _number(tokens: Iterable[Token], order: list[str], counts: dict[str, int]) -> None:
    """Number the references in a part of the text, and remove those that are in images."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "image" and child.children:
                child.children = [one for one in child.children if one.type != REFERENCE]
            elif child.type == REFERENCE:
                label = str(child.meta["label"])
                if label not in counts:
                    order.append(label)
                number, place = order.index(label), counts.get(label, 0)
                child.meta = {"id": number, "subId": place, "label": label}
                counts[label] = place + 1


def list_repeated(env: Mapping[str, Any]) -> Iterator[tuple[str, Token]]:
    """Yield the labels of a document's notes that have two texts, each with a token at the place of the second."""
    for label, lines in env.get(REPEATED, ()):
        yield label, Token("", "", 0, map=list(lines))


def count_anew(given: Mapping[str, Any]) -> dict[str, Any]:
    """Copy the parser's environment with all footnotes uncounted, since each edition numbers them anew.

    A note without references in the source is not printed: a reference to it is text, as if there were no such note.
    """
    env = dict(given)
    if "footnotes" in env:
        notes = env["footnotes"]
        counted = {number: {**note, "count": 0} for number, note in notes.get("list", {}).items()}
        printed = {label: number for label, number in notes.get("refs", {}).items() if number >= 0}
        env["footnotes"] = {**notes, "list": counted, "refs": printed}
    return env


def _refer(_renderer: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    """Render the number of a footnote, the same at each reference, as the link that the theme's script expects."""
    number, place = int(tokens[idx].meta["id"]) + 1, int(tokens[idx].meta.get("subId", 0))
    name = f"fnref{number}:{place}" if place > 0 else f"fnref{number}"
    return f'<sup><a href="#fn{number}" id="{name}" class="footnote-ref">[{number}]</a></sup>'


def _lead_back(_renderer: Any, tokens: Sequence[Token], idx: int, _options: Any, env: Mapping[str, Any]) -> str:
    """Render the link back from a footnote; several are numbered, to be distinct for screen readers too."""
    meta = tokens[idx].meta
    number, place = int(meta["id"]) + 1, int(meta.get("subId", 0))
    several = any(
        0 <= near < len(tokens) and tokens[near].type == ANCHOR and tokens[near].meta["id"] == meta["id"]
        for near in (idx - 1, idx + 1)
    )
    target = f"fnref{number}:{place}" if place else f"fnref{number}"
    sign = f"↩︎<sup>{place + 1}</sup>" if several else "↩︎"
    said = env.get(WORDS, DEFAULT_WORDS)[several]
    said = escapeHtml(said.replace("{number}", str(number)).replace("{place}", str(place + 1)))
    return f' <a href="#{target}" class="footnote-backref" aria-label="{said}">{sign}</a>'


def _open_list(_renderer: Any, _tokens: Any, _index: int, _options: Any, _env: Any) -> str:
    """Open the list of footnotes, a `div` with a role, since a section would need a heading."""
    return '<hr class="footnotes-sep">\n<div class="footnotes" role="doc-endnotes">\n<ol class="footnotes-list">\n'


def _close_list(_renderer: Any, _tokens: Any, _index: int, _options: Any, _env: Any) -> str:
    """Close the list of footnotes."""
    return "</ol>\n</div>\n"
