"""Context rules: the form of a character that stands alone, if the words around it do not decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

REACH = 9
"""The number of characters before and after an offset that a rule can inspect."""
CLASS = re.compile(r"\{([a-z]+)\}")
"""A reference to a class: several words separated by blanks, or the characters of a bracket expression."""
QUANTIFIERS = {"?", "*", "{", "+"}
EDGE = "\n"
"""The character assumed before the beginning and after the end of a text."""
RANGE = re.compile("(.)-(.)")
"""A range of characters in a bracket expression."""


class Neighbours(NamedTuple):
    """Which characters may stand beside a character."""

    characters: frozenset[str]
    others: bool
    """Whether these are all but the characters, instead of the characters."""

    def admits(self, char: str) -> bool:
        """Return whether a character may stand there."""
        return (char in self.characters) is not self.others


ANY = Neighbours(frozenset(), others=True)
"""Any character may stand there."""


class Rule:
    """A rule. Its patterns are compiled on first use: a text needs few of them, and all take as long as an article."""

    __slots__ = ("_after", "_before", "_regexes", "always", "near_after", "near_before", "output")

    def __init__(self, befores: Sequence[str], afters: Sequence[str], output: str, *, always: bool) -> None:
        """Create a rule.

        Args:
            befores: The alternatives of the text before the character; none if anything may precede it.
            afters: The alternatives of the text after it; none if anything may follow.
            output: The form of the character.
            always: Whether the rule also wins over words.
        """
        self._regexes = befores, afters
        self._before: re.Pattern[str] | None = None
        self._after: re.Pattern[str] | None = None
        self.output = output
        self.always = always
        self.near_before = _combine([_last_atom(regex) for regex in befores])
        """What may stand just before the character."""
        self.near_after = _combine([_first_atom(regex) for regex in afters])
        """What may stand just after it."""

    def may_match(self, before: str, after: str) -> bool:
        """Return whether the rule may match between two characters, without false negatives."""
        return self.near_before.admits(before) and self.near_after.admits(after)

    def matches(self, before: str, after: str) -> bool:
        """Return whether the rule matches between two texts."""
        if self._before is None or self._after is None:
            befores, afters = self._regexes
            self._before = re.compile("(?:" + "|".join(befores) + r")\Z")
            self._after = re.compile("|".join(afters))
        return self._before.search(before) is not None and self._after.match(after) is not None


class Rules:
    """The rules of one direction, by character; the first match decides."""

    __slots__ = ("_rules",)

    def __init__(self, rows: Iterable[list[str]], classes: Mapping[str, str]) -> None:
        """Read rules.

        Args:
            rows: Character(s), context before, context after, output(s), and columns for human readers. A context is
                a list of alternatives separated by blanks, each a regular expression without groups at its edge;
                `*` is anything, `{name}` a class. An output that ends in `!` wins over words too.
            classes: Name → the characters of a class.
        """
        self._rules: dict[str, list[Rule]] = {}
        for row in rows:
            chars, before, after, outputs = row[:4]
            befores, afters = _expand(before, classes), _expand(after, classes)
            for char, output in zip(chars, outputs.rstrip("!"), strict=True):
                self._rules.setdefault(char, []).append(Rule(befores, afters, output, always=outputs.endswith("!")))

    @property
    def characters(self) -> frozenset[str]:
        """The characters that have rules."""
        return frozenset(self._rules)

    def may_apply(self, before: str, char: str, after: str) -> bool:
        """Return whether any rule may match a character with these neighbours, without false negatives."""
        return any(rule.may_match(before, after) for rule in self._rules.get(char, ()))

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
            if rule.always is always and rule.may_match(before[-1:], after[:1]) and rule.matches(before, after):
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


def _combine(atoms: list[str]) -> Neighbours:
    """Return which neighbours match one of some atoms: any if there is no atom or one is empty."""
    if not atoms or "" in atoms:
        return ANY
    sets = [_read_atom(atom) for atom in atoms]
    listed = frozenset[str]().union(*(one.characters for one in sets if not one.others))
    if not any(one.others for one in sets):
        return Neighbours(listed, others=False)
    # A character is left out only if each of the atoms that match all others leaves it out.
    left_out = frozenset.intersection(*(one.characters for one in sets if one.others))
    return Neighbours(left_out - listed, others=True)


@cache
def _read_atom(atom: str) -> Neighbours:
    """Read a character, or a bracket expression of characters and ranges."""
    if atom[0] != "[":
        return Neighbours(frozenset(atom), others=False)
    inside = atom[1:-1].removeprefix("^").replace("\\n", "\n")
    found = set(RANGE.sub("", inside))
    for first, last in RANGE.findall(inside):
        found.update(map(chr, range(ord(first), ord(last) + 1)))
    return Neighbours(frozenset(found), others=atom[1] == "^")
