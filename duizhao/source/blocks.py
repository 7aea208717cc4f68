"""Blocks of Markdown: markdown-it-py's rules, of which each line is asked those that its first character allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

STARTS: Mapping[str, str] = {
    "admonition": "!?",
    "attr": "{",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "markdown_in_html": "<",
    "html_block": "<",
    "heading": "#",
}
"""The characters with which a line must begin for a rule, by the rule's name; the other rules are asked always."""
ALL_STARTS = frozenset("".join(STARTS.values()))
CODE_INDENT = 4
"""By how many blanks more than the text around it code is indented."""


class QuickBlocks(ParserBlock):
    """The block parser, which gives the tokens of markdown-it-py's own in less time."""

    def __init__(self) -> None:
        """Begin with CommonMark's rules."""
        super().__init__()
        rules = self.ruler.__rules__
        self.ruler = _Ruler()
        self.ruler.__rules__ = rules


class _Ruler(Ruler[RuleFuncBlockType]):
    """The rules of blocks; those of a chain are asked as one."""

    def __compile__(self) -> None:
        """Note what each chain consists of, whenever a rule was added, switched on or off."""
        chains = {"", *(chain for one in self.__rules__ for chain in one.alt)}
        active = [one for one in self.__rules__ if one.enabled]
        self.__cache__ = {
            chain: [_ask_as_one({one.name: one.fn for one in active if not chain or chain in one.alt})]
            for chain in chains
        }


def _ask_as_one(rules: Mapping[str, RuleFuncBlockType]) -> RuleFuncBlockType:
    """Make one rule of several, by their names: the first that matches a line decides."""
    # What begins with four blanks is code, whatever the characters behind them.
    some = [name for name in rules if name != "code"]
    selections: dict[str, Sequence[RuleFuncBlockType]] = {
        start: [rules[name] for name in some if start in STARTS.get(name, start)] for start in ALL_STARTS
    }
    always = [rules[name] for name in some if name not in STARTS]
    everything = list(rules.values())

    def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- from markdown-it
        offset = state.bMarks[line] + state.tShift[line]
        selected = (
            everything
            if state.sCount[line] - state.blkIndent >= CODE_INDENT
            else selections.get(state.src[offset : offset + 1], always)
        )
        for rule in selected:  # noqa: SIM110 -- faster
            if rule(state, line, end, silent):
                return True
        return False

    return ask
