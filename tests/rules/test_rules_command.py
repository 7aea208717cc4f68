"""The list of rules and the explanation of one, as `check` prints them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from duizhao.cli import group
from duizhao.cli.rules import FIXED
from duizhao.rules.registry import GROUPS, list_rules


def run(*arguments: str) -> Result:
    """Run `check` in a folder that is no site."""
    return CliRunner().invoke(group, ["--site", "none", "check", *arguments])


def test_the_list() -> None:
    """Every rule has a line with its level and what it wants; no site is needed."""
    lines = run("--rules").stdout.splitlines()

    assert len(lines) == len(list_rules()) + len(GROUPS)
    assert [line.split(maxsplit=2) for line in lines if line.startswith("  image-alt ")] == [
        ["image-alt", "warning", "An image says in words what it shows."]
    ]


def test_the_list_as_json() -> None:
    """The list is available to programs, with the examples."""
    rules = {row["code"]: row for row in json.loads(run("--rules", "--format", "json").stdout)}

    assert rules.keys() == list_rules().keys()
    assert rules["image-alt"]["bad"] == ["![](map.svg)"]


@pytest.mark.parametrize("code", ["image-alt", "[image-alt]"])
def test_an_explanation(code: str) -> None:
    """A rule is explained with its examples, its remedy, and how to allow what it finds."""
    assert run("--explain", code).stdout == (
        "image-alt (warning)\n"
        "An image says in words what it shows.\n"
        "\nBad:\n    ![](map.svg)\n"
        "\nGood:\n    ![四川省地图，标出试点县](map.svg)\n"
        "\nWhat to do:\n    Say in the brackets what it shows.\n"
        "\nWhere it is right as it is, say why before the block or at the end of the line:\n"
        "    <!-- check: allow image-alt — reason -->   or in YAML   # check: allow image-alt — reason\n"
    )


def test_every_explanation() -> None:
    """Every rule can be explained; those that cannot be allowed say so."""
    for code, rule in list_rules().items():
        said = run("--explain", code).stdout
        assert said.startswith(f"{code} ({rule.level})\n{rule.says}\n")
        assert (FIXED in said) == rule.is_fixed


def test_an_unknown_code() -> None:
    """An unknown code is an error of usage, which names the nearest."""
    result = run("--explain", "image-atl")

    assert result.exit_code == 2
    assert "unknown rule 'image-atl'; did you mean 'image-alt'?" in result.stderr
