"""The list of rules and the explanation of one, as `check` prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click

from duizhao.cli.printing import COLOURS
from duizhao.diagnostics import suggest
from duizhao.rules.registry import GROUPS, Rule, list_rules

FIXED = "Its errors stop every build: they can be neither lowered in mkdocs.yml nor allowed in a text."
WAIVER = "Where it is right as it is, say why before the block or at the end of the line:"
COMMENT = "    <!-- check: allow {code} — reason -->   or in YAML   # check: allow {code} — reason"


def print_rules(form: str) -> None:
    """Print every rule: as text, a line for each; as JSON, with its examples."""
    rules = list_rules()
    if form == "json":
        click.echo(json.dumps([rule.as_dict() for rule in rules.values()], ensure_ascii=False, indent=2))
        return
    width = max(map(len, rules))
    for group, title in GROUPS.items():
        click.echo(click.style(title, bold=True))
        for rule in rules.values():
            if rule.group == group:
                level = click.style(f"{rule.level:<7}", COLOURS[rule.level])
                click.echo(f"  {rule.code:<{width}}  {level}  {rule.says}")


def explain_rule(code: str, form: str) -> None:
    """Print what a rule wants, its examples and what to do.

    Raises:
        click.BadParameter: There is no such rule; names the nearest.
    """
    rule = find_rule(code, list_rules())
    if form == "json":
        click.echo(json.dumps(rule.as_dict(), ensure_ascii=False, indent=2))
        return
    level = click.style(str(rule.level), COLOURS[rule.level])
    click.echo(f"{click.style(rule.code, bold=True)} ({level})\n{rule.says}")
    if rule.more:
        click.echo(rule.more)
    for verdict, examples in (("Bad", rule.bad), ("Good", rule.good)):
        if examples:
            click.echo(f"\n{verdict}:")
        for example in examples:
            click.echo("\n".join(f"    {line}".rstrip() for line in example.split("\n")))
    click.echo(f"\nWhat to do:\n    {rule.remedy}")
    if rule.is_fixed:
        click.echo(f"\n{FIXED}")
    elif rule.is_checked:
        click.echo(f"\n{WAIVER}\n{COMMENT.format(code=rule.code)}")


def find_rule(code: str, rules: Mapping[str, Rule]) -> Rule:
    """Return the rule with a code, as it is or in brackets as messages have it.

    Raises:
        click.BadParameter: There is no such rule.
    """
    name = code.strip("[] ")
    if name not in rules:
        hint = suggest(name, rules) or "`check --rules` lists all of them"
        message = f"unknown rule '{name}'; {hint}"
        raise click.BadParameter(message, param_hint="--explain")
    return rules[name]
