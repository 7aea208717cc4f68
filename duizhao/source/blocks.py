"""Block parsing with markdown-it-py's rules; on each line, only rules that match its first character are tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock

STARTS: Mapping[str, str] = {
    "admonition": "!?",
    "tabs": "=",
    "attr": "{",
    "fence": "`~",
    "formula": "$\\",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "abbreviation": "*",
    "reference": "[",
    "markdown_in_html": "<",
    "html_block": "<",
    "heading": "#",
}
"""Characters with which a line must begin for a rule to match, by the rule's name; other rules are always tried."""
ALL_STARTS = frozenset("".join(STARTS.values()))
TOO_DEEP = "too_deep"
"""The key in the parser's environment for the first line that is nested too deeply to be parsed."""
FIRST_LINE = "first_line"
"""The key for the first line of a text that is parsed inside another one."""
CODE_INDENT = 4
"""The number of spaces by which code is indented relative to the surrounding text."""


class QuickBlocks(ParserBlock):
    """A block parser that returns the same tokens as markdown-it-py's own, but faster."""

    def __init__(self) -> None:
        """Set up the parser with CommonMark's rules."""
        super().__init__()
        rules = self.ruler.__rules__
        self.ruler = _Ruler()
        self.ruler.__rules__ = rules

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 -- markdown-it's names
        """Parse blocks, and record the first line that is dropped because it exceeds the maximum nesting depth."""
        if state.level >= state.md.options.maxNesting:
            state.env.setdefault(TOO_DEEP, startLine + state.env.get(FIRST_LINE, 0))
        super().tokenize(state, startLine, endLine)


class _Ruler(Ruler[RuleFuncBlockType]):
    """The rules of blocks; those of a chain are combined into one."""

    def __compile__(self) -> None:
        """Rebuild the chains after a rule was added, enabled or disabled."""
        chains = {"", *(chain for one in self.__rules__ for chain in one.alt)}
        active = [one for one in self.__rules__ if one.enabled]
        self.__cache__ = {
            chain: [_ask_as_one({one.name: one.fn for one in active if not chain or chain in one.alt})]
            for chain in chains
        }


def _ask_as_one(rules: Mapping[str, RuleFuncBlockType]) -> RuleFuncBlockType:
    """Combine several rules, by their names, into one: the first that matches a line wins."""
    # Code needs an indent of four spaces, whatever follows it; on such lines every rule is tried.
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
