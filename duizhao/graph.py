"""The build graph: what each result of a build has read, and which results a change makes stale.

A *fact* is a question about the inputs that has an answer: the bytes of a file, the wording of a name in an edition,
the articles of a section. A result is made by a step, which asks facts through accessors that record them. It is
current as long as the answers to all the facts it has read are the same. Its outputs are facts, too, which later steps
read: if a result that is made again has the same outputs, what has read them stays current.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from duizhao.tracking import Fact

MISSING = ""
"""The fingerprint of a fact without an answer, such as the bytes of a file that does not exist."""


class Trace(NamedTuple):
    """The record of a result."""

    reads: frozenset[Fact]
    """The facts that its step has read."""
    outputs: Mapping[str, str]
    """The fingerprints of its parts, by name. The fact of a part is that of the result, followed by the part's name."""
    name: str
    """The name of its value in the cache; empty if none is kept."""


@dataclass(slots=True)
class GraphState:
    """A graph as it is kept between builds."""

    facts: dict[Fact, str] = field(default_factory=dict)
    """The fingerprints of the facts that results have read and that are no outputs of results."""
    traces: dict[Fact, Trace] = field(default_factory=dict)
    """The results, by kind and subject."""
    changed: frozenset[Fact] = frozenset()
    """The facts that have changed since results that may have read them were made."""


class Graph:
    """The graph of one build, initialised with that of the last one."""

    def __init__(self, state: GraphState) -> None:
        """Begin a build.

        Args:
            state: The graph of the last build; it is not changed.
        """
        self.facts = dict(state.facts)
        self.traces = dict(state.traces)
        self.changed = set(state.changed)
        self._answers: dict[str, Callable[[Fact], str]] = {}

    def answer_with(self, kinds: Iterable[str], answer: Callable[[Fact], str], *, compare: bool = True) -> None:
        """Register the function that answers facts of some kinds.

        Args:
            kinds: The kinds.
            answer: Returns the fingerprint of a fact.
            compare: Whether the answers of the last build are compared with those of this one; if not, they are known
                to be the same.
        """
        wanted = frozenset(kinds)
        self._answers |= dict.fromkeys(wanted, answer)
        if compare:
            self.touch([fact for fact in self.facts if fact[0] in wanted])

    def touch(self, facts: Iterable[Fact]) -> None:
        """Compare the answers to some facts with those of the last build."""
        for fact in facts:
            if fact in self.facts:
                found = self._answers[fact[0]](fact)
                if found != self.facts[fact]:
                    self.facts[fact] = found
                    self.changed.add(fact)

    def is_current(self, result: Fact) -> bool:
        """Return whether a result of the last build is what its step would make now."""
        trace = self.traces.get(result)
        return trace is not None and self.changed.isdisjoint(trace.reads)

    def record(self, result: Fact, reads: Iterable[Fact], outputs: Mapping[str, str], name: str = "") -> None:
        """Record a result that was made.

        Args:
            result: Its kind and subject.
            reads: The facts that its step has read.
            outputs: The fingerprints of its parts.
            name: The name of its value in the cache.
        """
        before = self.traces.get(result)
        known: Mapping[str, str] = before.outputs if before else {}
        self.changed |= {(*result, part) for part in outputs.keys() | known if outputs.get(part) != known.get(part)}
        found = frozenset(reads)
        self.traces[result] = Trace(found, outputs, name)
        for fact in found:
            answer = self._answers.get(fact[0])
            if answer is not None and fact not in self.facts:
                self.facts[fact] = answer(fact)

    def forget(self, results: Iterable[Fact]) -> None:
        """Drop results that no step makes any more."""
        for result in results:
            trace = self.traces.pop(result, None)
            if trace is not None:
                self.changed |= {(*result, part) for part in trace.outputs}

    def list_results(self, kind: str) -> list[Fact]:
        """List the results of a kind."""
        return [result for result in self.traces if result[0] == kind]

    def finish(self, *, is_complete: bool) -> GraphState:
        """Return what the next build begins with, without facts that no result has read.

        Args:
            is_complete: Whether every result that was stale has been made again or forgotten.
        """
        read: set[Fact] = set()
        for trace in self.traces.values():
            read |= trace.reads
        facts = {fact: known for fact, known in self.facts.items() if fact in read}
        return GraphState(facts, self.traces, frozenset() if is_complete else frozenset(self.changed))
