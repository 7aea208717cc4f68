"""Context rules: the form of a character that stands alone, if the words around it do not decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

REACH = 9
"""The number of characters before and after an offset that a rule can inspect."""
CLASS = re.compile(r"\{([a-z]+)\}")
"""A reference to a class: several words separated by blanks, or the characters of a bracket expression."""
QUANTIFIERS = {"?", "*", "{", "+"}
EDGE = "\n"
"""The character assumed before the beginning and after the end of a text."""
ANY = re.compile("", re.DOTALL)


class Rule(NamedTuple):
    """A compiled rule."""

    before: re.Pattern[str] | None
    """The pattern of the text before the character; None if anything may precede it."""
    after: re.Pattern[str] | None
    """The pattern of the text after it; None if anything may follow."""
    output: str
    """The form of the character."""
    always: bool
    """Whether the rule also wins over words."""
    near_before: re.Pattern[str]
    """The pattern of the character just before; if it does not match, neither does the rule."""
    near_after: re.Pattern[str]
    """The same for the character just after."""


class Rules:
    """The rules of one direction, by character; the first match decides."""

    __slots__ = ("_rules",)

    def __init__(self, rows: Iterable[list[str]], classes: Mapping[str, str]) -> None:
        """Compile rules.

        Args:
            rows: Character(s), context before, context after, output(s), and columns for human readers. A context is
                a list of alternatives separated by blanks, each a regular expression without groups at its edge;
                `*` is anything, `{name}` a class. An output that ends in `!` wins over words too.
            classes: Name → the characters of a class.
        """
        self._rules: dict[str, list[Rule]] = {}
        for row in rows:
            chars, before, after, outputs = row[:4]
            always = outputs.endswith("!")
            for char, output in zip(chars, outputs.rstrip("!"), strict=True):
                befores, afters = _expand(before, classes), _expand(after, classes)
                self._rules.setdefault(char, []).append(
                    Rule(
                        re.compile("(?:" + "|".join(befores) + r")\Z") if befores else None,
                        re.compile("|".join(afters)) if afters else None,
                        output,
                        always,
                        _edge([_last_atom(regex) for regex in befores]),
                        _edge([_first_atom(regex) for regex in afters]),
                    )
                )

    @property
    def characters(self) -> frozenset[str]:
        """The characters that have rules."""
        return frozenset(self._rules)

    def may_apply(self, before: str, char: str, after: str) -> bool:
        """Return whether any rule may match a character with these neighbours, without false negatives."""
        return any(
            rule.near_before.fullmatch(before) is not None and rule.near_after.fullmatch(after) is not None
            for rule in self._rules.get(char, ())
        )

    def find(self, text: str, offset: int, *, always: bool) -> str:
        """Return the output of the first matching rule, or an empty string if none matches.

        Args:
            text: The text around the character.
            offset: The offset of the character.
            always: Whether to try the rules that win over words, or the others.
        """
        rules = self._rules.get(text[offset])
        if not rules:
            return ""
        before = text[max(0, offset - REACH) : offset]
        if offset <= REACH:
            before = EDGE + before
        after = text[offset + 1 : offset + 1 + REACH]
        if offset + 1 + REACH >= len(text):
            after += EDGE
        for rule in rules:
            if (
                rule.always is always
                and (rule.before is None or rule.before.search(before))
                and (rule.after is None or rule.after.match(after))
            ):
                return rule.output
        return ""


def _expand(context: str, classes: Mapping[str, str]) -> list[str]:
    """Return the alternatives of a context with its classes expanded; an empty list if anything matches."""
    if context == "*":
        return []
    alternatives: list[str] = []
    for part in context.split(" "):
        found = CLASS.search(part)
        if found and " " in classes[found[1]]:
            alternatives += [part.replace(found[0], word) for word in classes[found[1]].split(" ")]
        else:
            alternatives.append(part)
    return [CLASS.sub(lambda found: f"[{classes[found[1]]}]", regex) for regex in alternatives]


def _first_atom(regex: str) -> str:
    """Return the part of an expression that matches its first character, or an empty string if that is not plain."""
    if regex[0] == "[":
        end = regex.index("]") + 1
        return "" if regex[end : end + 1] in QUANTIFIERS else regex[:end]
    return "" if regex[0] in "(.\\^" or regex[1:2] in QUANTIFIERS else regex[0]


def _last_atom(regex: str) -> str:
    """Return the part of an expression that matches its last character, or an empty string if that is not plain."""
    if regex[-1] == "]":
        return regex[regex.rindex("[") :]
    return "" if regex[-1] in ")?*+}.$" or regex[-2:-1] == "\\" else regex[-1]


def _edge(atoms: list[str]) -> re.Pattern[str]:
    """Compile the pattern of one neighbour; it matches anything if there is no atom or one is empty."""
    if not atoms or "" in atoms:
        return re.compile(".?", re.DOTALL)
    return re.compile("|".join(atoms))
