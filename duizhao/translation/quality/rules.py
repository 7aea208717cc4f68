"""The list of rules, and their application to the entries of a catalog."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import polib

from duizhao.diagnostics import Diagnostic, Level, Span, sort_diagnostics
from duizhao.translation.quality import consistency, figures, markup, numbers, vocabulary, waivers, wording
from duizhao.translation.quality.pair import NO_UNITS, Finding, Pair, make_pair
from duizhao.translation.terms import Terms

PREFIX = "translation-"
"""The prefix of a rule's name in diagnostics."""
EXAMPLE = re.compile(r"^\s*(?P<verdict>Bad|Good): (?P<source>.+?) → (?P<target>.+)$", re.MULTILINE)
LINE_BREAK = r"\n"
"""The notation for a line break in examples."""
ARGUMENTS = re.compile(r"^(?:Args|Yields|Returns):", re.MULTILINE)
KIND = re.compile("[;\n]")
"""Separates the kind in an extracted comment from its section, or from an author's note in the next line."""
UNIT = "unit"
"""The kind of a message that is the unit of a figure; the figure's id is its context."""
SOURCE_HEADER = "X-Source-Language"
DEFAULT_SOURCE = "zh-Hans"

Check = Callable[[Pair], Iterable[Finding]]


class Example(NamedTuple):
    """An example pair from a rule's docstring."""

    is_good: bool
    """Whether the rule reports nothing for it."""
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with the level of its findings."""

    name: str
    """Its name in kebab case, as used in waivers."""
    description: str
    """Its requirement in the first sentence, then the reasons, then examples; for `--list` and the tests."""
    check: Check | None
    """The function that checks one pair; None if the rule needs more than one pair."""
    level: Level

    @property
    def code(self) -> str:
        """Its name in a diagnostic."""
        return PREFIX + self.name

    @property
    def summary(self) -> str:
        """The first sentence of its description."""
        return self.description.split("\n", 1)[0]

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples of its description."""
        found = []
        for line in EXAMPLE.finditer(self.description):
            source, target = (line[side].replace(LINE_BREAK, "\n") for side in ("source", "target"))
            found.append(Example(line["verdict"] == "Good", source, target))
        return tuple(found)


def check_catalog(
    po: polib.POFile,
    path: str,
    language: str,
    glossary: Terms,
    source_language: str = "",
    units: Mapping[str, str] = NO_UNITS,
    references: Mapping[str, Any] = NO_UNITS,
) -> tuple[Diagnostic, ...]:
    """Apply every rule to the current entries of a catalog.

    Obsolete, fuzzy and untranslated entries are skipped; the status counts those in use.

    Args:
        po: The catalog, with its comments.
        path: Its file, relative to the site's folder.
        language: The language of the translations: an edition's code.
        glossary: The translators' glossary.
        source_language: The language of the sources; if empty, taken from the catalog's header.
        units: The units of figures in the language, by the figure's id; see `list_units`.
        references: The link reference definitions (`[label]`) of the translated document.

    Returns:
        The problems in order of place.
    """
    source_language = source_language or po.metadata.get(SOURCE_HEADER, DEFAULT_SOURCE)
    found: list[Diagnostic] = []
    for entry in consistency.list_current(po):
        kind = KIND.split(entry.comment, maxsplit=1)[0].strip()
        texts = entry.msgid, entry.msgstr, source_language, language
        line = entry.linenum or 1
        pair = make_pair(*texts, kind=kind, line=line, terms=glossary, units=units, references=references)
        found += _check_entry(pair, path, waivers.read_waivers(entry.tcomment))
    return sort_diagnostics(found)


def list_units(po: polib.POFile) -> dict[str, str]:
    """Return the units of figures in the site's catalog, by the figure's id."""
    current = consistency.list_current(po)
    return {entry.msgctxt: entry.msgstr for entry in current if KIND.split(entry.comment)[0].strip() == UNIT}


def check_consistency(catalogs: Mapping[str, polib.POFile]) -> tuple[Diagnostic, ...]:
    """Apply the rule that compares catalogs: one source, one translation.

    Args:
        catalogs: The catalogs of one language by path.

    Returns:
        The problems in order of place.
    """
    found: list[Diagnostic] = []
    used: set[int] = set()
    for difference in consistency.find_differences(catalogs):
        waived = [entry for entry in (difference.entry, difference.first) if _waives(entry, CONSISTENCY)]
        used.update(id(entry) for entry in waived)
        if not waived:
            span = Span(difference.path, difference.entry.linenum or 1)
            found.append(make_diagnostic(CONSISTENCY, difference.finding, span))
    for path, po in catalogs.items():
        for entry in consistency.list_current(po):
            if _waives(entry, CONSISTENCY) and id(entry) not in used:
                message = f"the waiver of '{CONSISTENCY.name}' silences nothing"
                found.append(
                    Diagnostic(Span(path, entry.linenum or 1), WAIVER.code, message, "delete the line", WAIVER.level)
                )
    return sort_diagnostics(found)


def make_diagnostic(rule: Rule, finding: Finding, span: Span) -> Diagnostic:
    """Make a diagnostic from a finding, with the line that waives it in the hint."""
    line = waivers.EXAMPLE.format(rule=rule.name)
    hint = f"{finding.hint}\nwhere it is right as it is, say why in a line above the entry:  {line}"
    return Diagnostic(span, rule.code, finding.message, hint, rule.level)


def _check_entry(pair: Pair, path: str, found_waivers: tuple[waivers.Waiver, ...]) -> Iterator[Diagnostic]:
    """Apply the rules to one entry, and its waivers to their findings."""
    span = Span(path, pair.line)
    waived = waivers.list_waived(found_waivers)
    used: set[str] = set()
    for rule in RULES:
        for finding in rule.check(pair) if rule.check is not None else ():
            if rule.name in waived:
                used.add(rule.name)
            else:
                yield make_diagnostic(rule, finding, span)
    known = {rule.name for rule in RULES}
    # Consistency is checked over all catalogs, so its unused waivers are not known here.
    unused = {rule.name for rule in RULES if rule.check is not None} - used
    for finding in waivers.check_waivers(found_waivers, known, unused):
        yield Diagnostic(span, WAIVER.code, finding.message, finding.hint, WAIVER.level)


def _waives(entry: polib.POEntry, rule: Rule) -> bool:
    """Return whether an entry waives a rule."""
    return rule.name in waivers.list_waived(waivers.read_waivers(entry.tcomment))


def _make_rule(name: str, function: Callable[..., object], level: Level, check: Check | None = None) -> Rule:
    """Make a rule from its function, whose docstring up to the arguments is the description."""
    description = ARGUMENTS.split(inspect.getdoc(function) or "")[0].strip()
    return Rule(name, description, check, level)


def _error(name: str, check: Check) -> Rule:
    """Make a rule whose findings are errors."""
    return _make_rule(name, check, Level.ERROR, check)


def _warning(name: str, check: Check) -> Rule:
    """Make a rule whose findings are warnings: a guess, or a matter of style."""
    return _make_rule(name, check, Level.WARNING, check)


CONSISTENCY = _make_rule("consistency", consistency.find_differences, Level.WARNING)
WAIVER = _make_rule("waiver", waivers.check_waivers, Level.WARNING)
RULES: tuple[Rule, ...] = (
    _error("numbers", numbers.check_numbers),
    _error("links", markup.check_links),
    _error("footnotes", markup.check_footnotes),
    _error("code", markup.check_code),
    _error("formulas", markup.check_formulas),
    _error("icons", markup.check_icons),
    _error("html", markup.check_html),
    _error("figures", figures.check_figures),
    _error("figure-units", figures.check_figure_units),
    _error("placeholders", markup.check_placeholders),
    _error("emphasis", markup.check_emphasis),
    _error("variants", markup.check_variants),
    _error("block", markup.check_block),
    _error("han", wording.check_han),
    _error("full-width", wording.check_full_width),
    _error("unchanged", wording.check_unchanged),
    _error("empty", wording.check_empty),
    _error("term-missing", vocabulary.check_terms),
    _error("term-banned", vocabulary.check_banned_terms),
    _warning("length", wording.check_length),
    _warning("doubled-words", wording.check_doubled_words),
    _warning("percentage-points", numbers.check_percentage_points),
    _warning("negation", wording.check_negation),
    CONSISTENCY,
    WAIVER,
)
"""Every rule, errors first."""
