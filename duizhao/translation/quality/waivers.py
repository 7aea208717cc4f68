"""Waivers: a translator's statement that a rule does not apply to an entry, with the reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from duizhao.diagnostics import suggest
from duizhao.translation.quality.pair import Finding

WAIVER = re.compile(r"^\s*allow\s*[:：]\s*(?P<rest>.*)$", re.IGNORECASE | re.MULTILINE)
REASON = re.compile(r"\s*[—–:：]+\s*|\s+-+\s*|\s*--+\s*")
"""The separator between the names of rules, which may contain hyphens, and the reason."""
EXAMPLE = "# allow: {rule} — reason"
"""The line that a translator writes."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One line `# allow: rule — reason` of an entry's translator comment."""

    rules: tuple[str, ...]
    """The names of the rules it silences."""
    reason: str
    """The reason; empty if none is given."""


def read_waivers(comment: str) -> tuple[Waiver, ...]:
    """Parse the waivers of a translator comment as polib returns it, without the leading `# `."""
    waivers = []
    for line in WAIVER.finditer(comment):
        names, *reason = REASON.split(line["rest"], maxsplit=1)
        rules = tuple(name for name in re.split(r"[\s,，、]+", names) if name)
        waivers.append(Waiver(rules, reason[0].strip() if reason else ""))
    return tuple(waivers)


def list_waived(waivers: Iterable[Waiver]) -> frozenset[str]:
    """Return the rules that the waivers of an entry silence; one without a reason applies too, but is reported."""
    return frozenset(rule for waiver in waivers for rule in waiver.rules)


def check_waivers(waivers: Iterable[Waiver], known: Collection[str], unused: Collection[str]) -> Iterator[Finding]:
    """A waiver names a rule of this list and a reason, and silences something.

    It stands in the translator comment, above its entry.

    Bad: # allow: nubmers — 15 亩 is given as one hectare
    Bad: # allow: numbers
    Good: # allow: numbers — 15 亩 is given as one hectare

    Args:
        waivers: The waivers of one entry.
        known: The names of all rules.
        unused: The names of the rules that found nothing in the entry.

    Yields:
        What is wrong.
    """
    for waiver in waivers:
        if not waiver.rules:
            yield Finding("a waiver names no rule", f"write {EXAMPLE.format(rule='numbers')}")
        for rule in waiver.rules:
            if rule not in known:
                yield Finding(f"a waiver names the unknown rule '{rule}'", suggest(rule, known))
            elif rule in unused:
                yield Finding(f"the waiver of '{rule}' silences nothing", "delete the line")
        if waiver.rules and not waiver.reason:
            names = ", ".join(waiver.rules)
            yield Finding(f"the waiver of '{names}' gives no reason", f"write {EXAMPLE.format(rule=names)}")
