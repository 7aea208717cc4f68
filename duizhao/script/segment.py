"""Choice among the forms of a character by the likelihood of the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from duizhao.script.names import Names
from duizhao.script.rules import Rules
from duizhao.script.words import WordTable

BEFORE, AFTER = 7, 8
"""The limits of a run around an offset: seven characters on each side. Six reach over the longest usual word and its
neighbour."""
FAR = 1 << 30
"""An infinite cost, and the margin of a choice without an alternative."""


class Choice(NamedTuple):
    """The form of one character, and its alternative."""

    output: str
    """The chosen form."""
    alternative: str
    """The second-best form, or the same as `output` if there is none."""
    margin: int
    """How much likelier the words of the choice are, in eighths of a natural logarithm."""


class Segmenter:
    """Weighs all segmentations of the sentence around a character.

    Every cut of the surrounding run of Chinese characters into words has a cost, the sum of its words'. For each
    form the character can take, the cheapest cut that yields this form is found (forwards and backwards over the
    word graph), and the cheapest form wins. If the character is a word of its own, the rules decide.
    """

    __slots__ = ("_names", "_rules", "_usual", "words")

    def __init__(self, words: WordTable, usual: Mapping[str, str], rules: Rules, names: Names) -> None:
        """Create a segmenter for one direction.

        Args:
            words: The words.
            usual: Character → the form it usually takes, for those that change.
            rules: The rules for characters that stand alone.
            names: The recognizer of personal names.
        """
        self.words = words
        """The words."""
        self._usual = usual
        self._rules = rules
        self._names = names

    def choose(self, text: str, offset: int) -> Choice:
        """Choose the form of one character.

        Args:
            text: The text around it; a character that is not Chinese ends a run.
            offset: The offset of the character.

        Returns:
            The choice.
        """
        char = text[offset]
        usual = self._usual.get(char, char)
        forced = self._rules.find(text, offset, always=True)
        if forced:
            return Choice(forced, usual, FAR)
        start, end = find_run(text, offset)
        edges = self._find_edges(text[start:end])
        here = edges[offset - start]
        for name in self._names.find(text, offset, end):
            here.append(Edge(offset - start + name.size, name.cost, self._names.forms[char]))
        costs = _weigh(edges, offset - start, usual)
        alone = costs.pop("", FAR)
        form = self._rules.find(text, offset, always=False) or usual
        if alone < costs.get(form, FAR):
            costs[form] = alone
        ranked = sorted(costs.items(), key=lambda item: item[1])
        best, cost = ranked[0]
        if len(ranked) == 1:
            return Choice(best, best, FAR)
        return Choice(best, ranked[1][0], ranked[1][1] - cost)

    def _find_edges(self, run: str) -> list[list[Edge]]:
        """Find the words that begin at each character of a run."""
        size = len(run)
        edges: list[list[Edge]] = []
        for start in range(size):
            single, words, lengths = self.words.row(run[start])
            here = [Edge(start + 1, single, "")]
            if start + 1 < size:
                for length in lengths.get(run[start + 1], ()):
                    if start + length <= size:
                        word = words.get(run[start : start + length])
                        if word is not None:
                            here.append(Edge(start + length, word.cost, word.output))
            edges.append(here)
        return edges


class Edge(NamedTuple):
    """A word in the word graph."""

    end: int
    """The offset of its end in the run."""
    cost: int
    """Its cost."""
    output: str
    """Its conversion, at least up to the character in question; empty if every character takes its usual form."""


def _weigh(edges: list[list[Edge]], offset: int, usual: str) -> dict[str, int]:
    """Find the cost of the cheapest cut for each form of a character; the key "" is the character as its own word."""
    size = len(edges)
    forward = [0] + [FAR] * size
    for start in range(offset):
        base = forward[start]
        for end, cost, _ in edges[start]:
            forward[end] = min(forward[end], base + cost)
    backward = [FAR] * size + [0]
    for start in range(size - 1, offset, -1):
        backward[start] = min([cost + backward[end] for end, cost, _ in edges[start]])
    costs: dict[str, int] = {}
    for start in range(offset + 1):
        for end, cost, output in edges[start]:
            if end > offset:
                total = forward[start] + cost + backward[end]
                form = "" if end - start == 1 else output[offset - start] if output else usual
                if total < costs.get(form, FAR):
                    costs[form] = total
    return costs


def find_run(text: str, offset: int) -> tuple[int, int]:
    """Find the run of Chinese characters around an offset, within `BEFORE` and `AFTER`.

    Args:
        text: Any text.
        offset: The offset of a Chinese character.

    Returns:
        Start and end of the run.
    """
    start, end = offset, offset + 1
    first, last = max(0, offset - BEFORE), min(len(text), offset + AFTER)
    while start > first and "㐀" <= text[start - 1] <= "鿿":
        start -= 1
    while end < last and "㐀" <= text[end] <= "鿿":
        end += 1
    return start, end
