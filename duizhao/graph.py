"""The build graph: what each result of a build has read, and which results a change makes stale.

A *fact* is a question about the inputs that has an answer: the bytes of a file, the wording of a name in an edition,
the articles of a section. A result is made by a step, which asks facts through accessors that record them. It is
current as long as the answers to all the facts it has read are the same. Its outputs are facts, too, which later steps
read: if a result that is made again has the same outputs, what has read them stays current.

Between builds, the graph is an SQLite database in memory, of which a build reads only the rows that it asks for. Each
run of a step has a number. Facts list the runs that have read them; a result that is made again gets a new number, and
the old one, which stays in the lists, means nothing any more.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from duizhao.tracking import Fact

MISSING = ""
"""The fingerprint of a fact without an answer, such as the bytes of a file that does not exist."""
NUMBERS = "I"
"""The type code of arrays of run numbers."""
TABLES = """
CREATE TABLE facts (key BLOB PRIMARY KEY, answer TEXT, readers BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE results (
    number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, name TEXT NOT NULL, outputs BLOB, stale INTEGER NOT NULL
);
CREATE INDEX stale ON results (stale) WHERE stale;
CREATE TABLE runs (next INTEGER NOT NULL, compacted INTEGER NOT NULL);
INSERT INTO runs VALUES (1, 1);
"""
"""Facts that are outputs have no answer. Keys are facts and results in JSON, which sorts them by kind."""
SELECT_KIND = "SELECT key FROM results WHERE key >= ? AND key < ?"
COUNT_KIND = "SELECT count(*) FROM results WHERE key >= ? AND key < ?"
SELECT_ANSWERS = "SELECT key, answer FROM facts WHERE key >= ? AND key < ? AND answer IS NOT NULL"
"""Like the others, takes the bounds of a kind, see `_list_bounds`."""

_json = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(tuple[str, ...]).decode
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(dict[str, str]).decode


def _encode(fact: Fact) -> bytes:
    """Return the key of a fact or result in the database."""
    try:
        return _json(fact)
    except UnicodeEncodeError:
        # A file whose name is not UTF-8, which is an error of the sources: it is made again by each build.
        return _json(tuple(part.encode("utf-8", "backslashreplace").decode() for part in fact))


class Trace(NamedTuple):
    """The record of a result."""

    number: int
    """The number of the run that made it."""
    outputs: Mapping[str, str]
    """The fingerprints of its parts, by name. The fact of a part is that of the result, followed by the part's name."""
    name: str
    """The name of its value in the cache; empty if none is kept."""


class Traces:
    """The records of results, which are loaded when they are asked for."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Use a database."""
        self._database = database
        self.known: dict[Fact, Trace | None] = {}
        """The records that were made or loaded; None for results that do not exist."""

    def get(self, result: Fact) -> Trace | None:
        """Return the record of a result, or None if it was never made."""
        if result in self.known:
            return self.known[result]
        query = "SELECT number, outputs, name FROM results WHERE key = ?"
        row = self._database.execute(query, (_encode(result),)).fetchone()
        found = Trace(row[0], _unpack(row[1]) if row[1] else {}, row[2]) if row else None
        self.known[result] = found
        return found

    def __getitem__(self, result: Fact) -> Trace:
        """Return the record of a result.

        Raises:
            KeyError: It was never made.
        """
        found = self.get(result)
        if found is None:
            raise KeyError(result)
        return found


class Graph:
    """The graph of a site, brought up to date by each build. Pickled, it is the database alone."""

    def __init__(self) -> None:
        """Begin without any results."""
        self._load(_open(b""))

    def __getstate__(self) -> bytes:
        self.commit()
        return self._database.serialize()

    def __setstate__(self, state: bytes) -> None:
        self._load(_open(state))

    def _load(self, database: sqlite3.Connection) -> None:
        """Begin with the results of earlier builds."""
        self._database = database
        self.traces = Traces(database)
        self._answers: dict[str, Callable[[Fact], str]] = {}
        self._facts: dict[Fact, str | None] = {}
        """The answers that were asked, found or changed in this build; None for facts that are not in the database."""
        self._changed: set[Fact] = set()
        """The facts among them that the database lacks or has another answer for."""
        self._readers: dict[Fact, list[int]] = {}
        """The runs of this build that have read a fact."""
        self._made: dict[Fact, Trace | None] = {}
        """The results that were made in this build, and with None those that were forgotten."""
        self._next, self._compacted = self._query("SELECT next, compacted FROM runs")[0]
        self._stale = {number for (number,) in self._query("SELECT number FROM results WHERE stale")}

    def answer_with(self, kinds: Iterable[str], answer: Callable[[Fact], str], *, compare: bool = True) -> None:
        """Register the function that answers facts of some kinds.

        Args:
            kinds: The kinds.
            answer: Returns the fingerprint of a fact.
            compare: Whether the answers of the last build are compared with those of this one; if not, they are known
                to be the same.
        """
        for kind in kinds:
            self._answers[kind] = answer
            if compare:
                self._compare(kind, answer)

    def touch(self, facts: Iterable[Fact]) -> None:
        """Compare the answers to some facts with those of the last build."""
        for fact in facts:
            known, found = self.find_answer(fact), self._answers[fact[0]](fact)
            if known is not None and found != known:
                self._change(fact, found)

    def distrust(self, facts: Iterable[Fact]) -> None:
        """Mark all results as stale that have read some facts, whatever the answers."""
        for fact in facts:
            self._mark(fact)

    def list_reads(self, kind: str) -> list[Fact]:
        """List the facts of a kind that results have read which were made since the last commit."""
        return [fact for fact in self._readers if fact[0] == kind]

    def find_answer(self, fact: Fact) -> str | None:
        """Return the fingerprint of a fact in the last build or, if it has been compared, in this one."""
        if fact not in self._facts:
            rows = self._query("SELECT answer FROM facts WHERE key = ?", _encode(fact))
            self._facts[fact] = rows[0][0] if rows else None
        return self._facts[fact]

    def is_current(self, result: Fact) -> bool:
        """Return whether a result is what its step would make now."""
        trace = self.traces.get(result)
        return trace is not None and trace.number not in self._stale

    def record(self, result: Fact, reads: Iterable[Fact], outputs: Mapping[str, str], name: str = "") -> None:
        """Record a result that was made.

        Args:
            result: Its kind and subject.
            reads: The facts that its step has read.
            outputs: The fingerprints of its parts.
            name: The name of its value in the cache.
        """
        known = self._drop(result)
        trace = Trace(self._next, outputs, name)
        self._next += 1
        for fact in set(reads):
            self._readers.setdefault(fact, []).append(trace.number)
            answer = self._answers.get(fact[0])
            if answer is not None and self.find_answer(fact) is None:
                self._facts[fact] = answer(fact)
                self._changed.add(fact)
        # Only now: a result without its reads would never be stale.
        self._made[result] = self.traces.known[result] = trace
        for part in outputs.keys() | known:
            if outputs.get(part) != known.get(part):
                self._mark((*result, part))

    def forget(self, results: Iterable[Fact]) -> None:
        """Drop results that no step makes any more."""
        for result in results:
            for part in self._drop(result):
                self._mark((*result, part))
            self._made[result] = self.traces.known[result] = None

    def list_results(self, kind: str) -> list[Fact]:
        """List the results of a kind."""
        found = {_decode(key) for (key,) in self._query(SELECT_KIND, *_list_bounds(kind))}
        for result, trace in self._made.items():
            if result[0] == kind:
                (found.discard if trace is None else found.add)(result)
        return list(found)

    def count_results(self, kind: str) -> int:
        """Return the number of results of a kind."""
        count: int = sum(number for (number,) in self._query(COUNT_KIND, *_list_bounds(kind)))
        for result, trace in self._made.items():
            if result[0] == kind:
                known = self._query("SELECT 1 FROM results WHERE key = ?", _encode(result))
                count += (trace is not None) - len(known)
        return count

    def list_stale(self, kind: str) -> list[Fact]:
        """List the results of a kind that have to be made again."""
        found = [result for result, trace in self._made.items() if trace is not None and trace.number in self._stale]
        for number in self._stale:
            rows = self._query("SELECT key FROM results WHERE number = ?", number)
            # Runs that are out of date remain in the lists of facts.
            found += [
                key for key in map(_decode, (row[0] for row in rows)) if self.traces.get(key) and key not in self._made
            ]
        return sorted(result for result in found if result[0] == kind)

    def _drop(self, result: Fact) -> Mapping[str, str]:
        """Drop the last run of a result; return the fingerprints of its parts."""
        before = self.traces.get(result)
        if before is None:
            return {}
        self._stale.discard(before.number)
        return before.outputs

    def _mark(self, fact: Fact) -> None:
        """Mark all results as stale that have read a fact."""
        self._stale.update(self._readers.get(fact, ()))
        for (readers,) in self._query("SELECT readers FROM facts WHERE key = ?", _encode(fact)):
            self._stale.update(array(NUMBERS, readers))

    def _compare(self, kind: str, answer: Callable[[Fact], str]) -> None:
        """Compare the answers to all facts of a kind with those of the last build."""
        for key, known in self._query(SELECT_ANSWERS, *_list_bounds(kind)):
            fact = _decode(key)
            found = answer(fact)
            if found != known:
                self._change(fact, found)

    def _change(self, fact: Fact, found: str) -> None:
        """Record that a fact has another answer than in the last build."""
        self._facts[fact] = found
        self._changed.add(fact)
        self._mark(fact)

    def commit(self) -> None:
        """End a build: the next one compares its answers with those of this one."""
        self._database.execute("BEGIN")
        try:
            self._write(self._database)
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")
        # Without the runs that mean nothing any more, and without answers that the database may have dropped.
        self._stale = {number for (number,) in self._query("SELECT number FROM results WHERE stale")}
        self._made, self._changed, self._readers, self._facts = {}, set(), {}, {}

    def _write(self, database: sqlite3.Connection) -> None:
        """Write what this build has made and found."""
        made = [(one.number, _encode(key), one.name, _pack(one.outputs)) for key, one in self._made.items() if one]
        gone = [(_encode(key),) for key, one in self._made.items() if one is None]
        database.executemany("DELETE FROM results WHERE key = ?", gone)
        database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, 0)", made)
        database.execute("UPDATE results SET stale = 0 WHERE stale")
        database.executemany("UPDATE results SET stale = 1 WHERE number = ?", [(number,) for number in self._stale])
        database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", sorted(self._list_facts()))
        if self._next - self._compacted > 2 * database.execute("SELECT count(*) FROM results").fetchone()[0]:
            _compact(database)
            self._compacted = self._next
        database.execute("UPDATE runs SET next = ?, compacted = ?", (self._next, self._compacted))

    def _list_facts(self) -> Iterator[tuple[bytes, str | None, bytes]]:
        """Yield the rows of facts that this build has changed or read."""
        for fact in self._changed | self._readers.keys():
            key = _encode(fact)
            rows = self._query("SELECT answer, readers FROM facts WHERE key = ?", key)
            answer, readers = rows[0] if rows else (None, b"")
            if fact in self._changed:
                answer = self._facts[fact]
            yield key, answer, readers + array(NUMBERS, self._readers.get(fact, ())).tobytes()

    def _query(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds in the graph of the last build."""
        return self._database.execute(query, values).fetchall()


def _open(state: bytes) -> sqlite3.Connection:
    """Open the database of a graph; an empty state makes a new one."""
    # A preview builds in several threads, one after the other.
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if state:
        database.deserialize(state)
    else:
        database.executescript(TABLES)
    database.execute("PRAGMA journal_mode = MEMORY")
    return database


def _list_bounds(kind: str) -> tuple[bytes, bytes]:
    """Return the bounds of the keys of a kind."""
    start = _encode((kind,)).removesuffix(b"]")
    return start, start + b"\xff"


def _compact(database: sqlite3.Connection) -> None:
    """Drop runs whose results were made again or forgotten, and facts that no other run has read."""
    alive = {number for (number,) in database.execute("SELECT number FROM results")}
    rows = []
    for key, readers in database.execute("SELECT key, readers FROM facts"):
        kept = array(NUMBERS, (number for number in array(NUMBERS, readers) if number in alive))
        rows.append((kept.tobytes(), key))
    database.executemany("UPDATE facts SET readers = ? WHERE key = ?", rows)
    database.execute("DELETE FROM facts WHERE readers = x''")
