"""The block parser: markdown-it-py's, which asks of each line only the rules that its first character lets through."""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
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
    "html_block": "<",
    "heading": "#",
}
"""The characters with which a line must begin for a rule, by the rule's name; the other rules are asked always."""


class QuickBlocks(ParserBlock):
    """The block parser, which gives the tokens of markdown-it-py's own in less time."""

    def __init__(self) -> None:
        """Begin with CommonMark's rules."""
        super().__init__()
        self._all: list[RuleFuncBlockType] = []
        self._by_start: dict[str, list[RuleFuncBlockType]] = {}

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 -- from markdown-it
        """Parse lines into the tokens of a state."""
        line = startLine
        has_empty_lines = False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            # A line with less indent ends what is nested in a list or quotation.
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= state.md.options.maxNesting:
                state.line = endLine
                break
            for rule in self._select(state, line):
                if rule(state, line, endLine, False):  # noqa: FBT003 -- markdown-it's signature
                    break
            # A list is loose where a blank line stands between its items, not behind them.
            state.tight = not has_empty_lines
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                has_empty_lines = True
            if line < endLine and state.isEmpty(line):
                has_empty_lines = True
                line += 1
                state.line = line

    def _select(self, state: StateBlock, line: int) -> list[RuleFuncBlockType]:
        """List the rules that may match a line, in their order."""
        rules = self.ruler.getRules("")
        if rules is not self._all:
            self._all, self._by_start = rules, {}
        if state.is_code_block(line):
            return rules
        start = state.src[state.bMarks[line] + state.tShift[line]]
        start = start if start in ALL_STARTS else ""
        if start not in self._by_start:
            names = self.ruler.get_active_rules()
            self._by_start[start] = [
                rule
                for name, rule in zip(names, rules, strict=True)
                if name != "code" and (name not in STARTS or (start and start in STARTS[name]))
            ]
        return self._by_start[start]


ALL_STARTS = frozenset("".join(STARTS.values()))
