"""The registry: every rule by its code, with its level, its examples and its remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from duizhao.diagnostics import Diagnostic, Level
from duizhao.yaml_text import read_yaml

DATA = Path(__file__).with_name("data")
GROUPS: Mapping[str, str] = {
    "files": "Files",
    "configuration": "mkdocs.yml",
    "entries": "Front matter and data files",
    "texts": "Markup of texts",
    "links": "Links, images and icons",
    "figures": "Figures and charts",
    "scripts": "Scripts and lexicons",
    "translations": "Catalogs and the translators' glossary",
    "quality": "Quality of translations",
    "pages": "Pages of a finished site",
    "imports": "The import",
}
"""The groups of rules in the order of the list, with their titles; those with data have a file of the same name."""
QUALITY, IMPORTS = "quality", "imports"
NOT_IN_CHECK = ("quality", "pages", "imports")
"""The groups whose rules are not those of `check`: `catalog check`, finished pages and `import` have them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, as the list of rules and the formats for code hosts show it."""

    code: str
    """Its name in kebab case."""
    group: str
    """The group that it is listed in; see `GROUPS`."""
    level: Level
    """The usual level of its findings; a message may have another one."""
    says: str
    """What it wants, in one sentence."""
    remedy: str
    """What to do about its findings."""
    bad: tuple[str, ...] = ()
    """Examples of what it reports."""
    good: tuple[str, ...] = ()
    """Examples of what it does not report."""
    more: str = ""
    """What else is to be known; empty if nothing is."""
    is_fixed: bool = False
    """Whether its errors can be neither lowered nor allowed: a site cannot be built with them."""
    is_checked: bool = True
    """Whether `check` reports all of its findings, so that it knows which waivers are not needed."""

    def as_dict(self) -> dict[str, Any]:
        """Return the rule as a flat object for JSON."""
        return {
            "code": self.code,
            "group": self.group,
            "level": str(self.level),
            "fixed": self.is_fixed,
            "says": self.says,
            "more": self.more,
            "bad": list(self.bad),
            "good": list(self.good),
            "remedy": self.remedy,
        }


@cache
def list_rules() -> Mapping[str, Rule]:
    """Return every rule by its code, group by group and in alphabetical order within each."""
    rules = {rule.code: rule for group in GROUPS for rule in sorted(_list_group(group), key=lambda one: one.code)}
    return dict(rules)


def is_fixed(diagnostic: Diagnostic, rules: Mapping[str, Rule]) -> bool:
    """Return whether a diagnostic can be neither lowered nor allowed."""
    rule = rules.get(diagnostic.code)
    return diagnostic.level is Level.ERROR and rule is not None and rule.is_fixed


def _list_group(group: str) -> Iterator[Rule]:
    """Yield the rules of one group."""
    file = DATA / f"{group}.yml"
    if file.is_file():
        document, _problems = read_yaml(file.read_text("utf-8"), file.name)
        assert document is not None, f"{file.name} comes with the program"
        for code, entry in document.value.items():
            yield _make_rule(code, group, entry)
    if group == QUALITY:
        yield from _list_quality()
    elif group == IMPORTS:
        yield from _list_questions()


def _make_rule(code: str, group: str, entry: Mapping[str, Any]) -> Rule:
    """Make a rule from its entry in a file."""
    level = Level(entry["level"])
    return Rule(
        code=code,
        group=group,
        level=level,
        says=entry["says"],
        remedy=entry["remedy"],
        bad=(entry["bad"].rstrip("\n"),),
        good=(entry["good"].rstrip("\n"),),
        more=entry.get("more", ""),
        is_fixed=level is Level.ERROR and not entry.get("lower", False) and group not in NOT_IN_CHECK,
        is_checked=group not in NOT_IN_CHECK and not entry.get("build", False),
    )


def _list_quality() -> Iterator[Rule]:
    """Yield the rules on translations, whose docstrings describe them."""
    from duizhao.translation.quality import RULES  # noqa: PLC0415 -- needed for the whole list only
    from duizhao.translation.quality.rules import EXAMPLE  # noqa: PLC0415

    for rule in RULES:
        text, *examples = rule.description.replace("\nBad:", "\n\0Bad:").replace("\nGood:", "\n\0Good:").split("\0")
        first, _blank, more = text.partition("\n")
        yield Rule(
            code=rule.code,
            group=QUALITY,
            level=rule.level,
            says=first.strip(),
            remedy=f"Correct the translation, or say above its entry why it is right:  # allow: {rule.name} — reason",
            bad=tuple(_strip(one, "Bad:") for one in examples if one.startswith("Bad:")),
            good=tuple(_strip(one, "Good:") for one in examples if one.startswith("Good:")),
            more=" ".join(EXAMPLE.sub("", more).split()),
            is_checked=False,
        )


def _strip(example: str, verdict: str) -> str:
    """Return an example without its verdict, in one line."""
    return " ".join(example.removeprefix(verdict).split())


def _list_questions() -> Iterator[Rule]:
    """Yield the questions of the import, which a person answers in the draft."""
    from duizhao.importing.kinds import QUESTIONS  # noqa: PLC0415 -- needed for the whole list only

    for code, about in QUESTIONS.items():
        says = f"A question of the import: {about}."
        remedy = "Decide it in the draft; the message says what there is to decide."
        yield Rule(code, IMPORTS, Level.WARNING, says, remedy, is_checked=False)
