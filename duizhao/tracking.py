"""Tracked inputs: mappings that record which of their keys a step has read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeVar

Fact: TypeAlias = tuple[str, ...]
"""A question about the inputs that has an answer: its kind, then its subject: `("file", "content/themes.yml")`."""
Reads: TypeAlias = set[Fact]
"""The facts that a step has read so far."""
Value = TypeVar("Value")


class TrackedMapping(Mapping[str, Value]):
    """A mapping that records each key that is looked up as a fact, even if it is missing."""

    __slots__ = ("_kind", "_reads", "_values")

    def __init__(self, kind: str, values: Mapping[str, Value], reads: Reads) -> None:
        """Track a mapping.

        Args:
            kind: The kind of the facts.
            values: The mapping.
            reads: The set to which the facts are added.
        """
        self._kind = kind
        self._values = values
        self._reads = reads

    def __getitem__(self, key: str) -> Value:
        self._reads.add((self._kind, key))
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        # A step that lists all keys depends on each of them.
        for key in self._values:
            self._reads.add((self._kind, key))
            yield key

    def __len__(self) -> int:
        return len(self._values)
