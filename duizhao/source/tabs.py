"""Content tabs: `=== "Title"` above indented content, as in Material for MkDocs.

Successive tabs are one set; `===!` begins another one, `===+` is the tab that is shown at first. The elements are those
that the theme's styles and script expect, with ids that are the same in every edition.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from duizhao.source.indented import INTERRUPTED, find_content_end, parse_content, read_head

RULE = "tabs"
HEAD = re.compile(r"===(?P<marks>\+!?|!\+?)?[ \t]*[\"“「][ \t]*(?P<title>[^ \t].*)[\"”」]")
SETS = "tab_sets"
"""The key in the parser's environment for the number of sets so far."""
MOST = 20
"""The most tabs of one set that the theme has styles for; further ones begin another set."""
INPUT = "tab_input"
TITLE_END = "tab_title_close"
LABELS_END = "tab_labels_close"


class _Tab(NamedTuple):
    """One tab of a set."""

    title: str
    line: int
    end: int
    """The number of the line behind its content."""
    is_shown: bool
    """Whether it asks to be shown at first."""


def tab_plugin(md: MarkdownIt) -> None:
    """Add content tabs to a parser."""
    md.block.ruler.before("fence", RULE, _read, {"alt": [*INTERRUPTED]})


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    """Parse one set of tabs, and their contents."""
    if not HEAD.fullmatch(read_head(state, start)):
        return False
    if not silent:
        _push_set(state, _list_tabs(state, start, end))
    return True


def _list_tabs(state: StateBlock, start: int, end: int) -> list[_Tab]:
    """List the tabs of a set, which only empty lines stand between."""
    tabs: list[_Tab] = []
    line = start
    while line < end and len(tabs) < MOST:
        found = HEAD.fullmatch(read_head(state, line))
        if found is None or (tabs and "!" in (found["marks"] or "")):
            break
        last = find_content_end(state, line, end)
        tabs.append(_Tab(found["title"].strip(), line, last, "+" in (found["marks"] or "")))
        line = last
        while line < end and state.isEmpty(line):
            line += 1
    return tabs


def _push_set(state: StateBlock, tabs: list[_Tab]) -> None:
    """Write the tokens of a set."""
    number = state.env[SETS] = state.env.get(SETS, 0) + 1
    shown = next((place for place, tab in enumerate(tabs) if tab.is_shown), 0)
    token = state.push("tab_set_open", "div", 1)
    token.attrs = {"class": "tabbed-set tabbed-alternate", "data-tabs": f"{number}:{len(tabs)}"}
    token.map = [tabs[0].line, tabs[-1].end]
    for place in range(len(tabs)):
        token = state.push(INPUT, "input", 0)
        token.attrs = {"id": _name_tab(number, place), "name": f"__tabbed_{number}", "type": "radio"}
        if place == shown:
            token.attrs["checked"] = "checked"
    state.push("tab_labels_open", "div", 1).attrs = {"class": "tabbed-labels"}
    for place, tab in enumerate(tabs):
        token = state.push("tab_title_open", "label", 1)
        token.attrs = {"for": _name_tab(number, place)}
        token.map = [tab.line, tab.line + 1]
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = tab.title, [tab.line, tab.line + 1], []
        state.push(TITLE_END, "label", -1)
    state.push(LABELS_END, "div", -1)
    state.push("tab_content_open", "div", 1).attrs = {"class": "tabbed-content"}
    for tab in tabs:
        token = state.push("tab_open", "div", 1)
        token.attrs, token.map = {"class": "tabbed-block"}, [tab.line, tab.end]
        parse_content(state, tab.line, tab.end)
        state.push("tab_close", "div", -1)
    state.push("tab_content_close", "div", -1)
    state.push("tab_set_close", "div", -1)


def _name_tab(number: int, place: int) -> str:
    """Return the id of a tab, by which the theme's script knows it."""
    return f"__tabbed_{number}_{place + 1}"
