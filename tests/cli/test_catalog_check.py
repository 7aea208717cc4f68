"""Tests of the command `catalog check`, on a site of two catalogs and a glossary."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from duizhao.cli import group
from duizhao.translation.quality import RULES

HEAD = 'msgid ""\nmsgstr "X-Source-Language: zh-Hans\\n"\n\n'
GOOD = '#. paragraph\nmsgid "1524万人"\nmsgstr "15.24 million people"\n'
WRONG_NUMBER = '#. paragraph\nmsgid "1524万人"\nmsgstr "1.524 million people"\n'
WAIVED = "# allow: numbers — the figure was corrected\n" + WRONG_NUMBER
WARNED = '#. paragraph\nmsgid "全省的数字"\nmsgstr "the the figures"\n'
FOUND = "translations/en/articles/x.po:4:1: error: numbers differ: source has 15,240,000; translation has 1,524,000"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with an English edition and a glossary."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 测试\nplugins:\n  - duizhao:\n      editions: [zh-Hans, en]\n", "utf-8"
    )
    (tmp_path / "translations/en/articles").mkdir(parents=True)
    (tmp_path / "translations/glossary.yml").write_text("terms:\n  - {zh-Hans: 社区, en: community}\n", "utf-8")
    write(tmp_path, "site", '#. tag\nmsgid "社区"\nmsgstr "communities"\n')
    return tmp_path


def write(root: Path, name: str, entries: str) -> None:
    """Write one catalog."""
    (root / f"translations/en/{name}.po").write_text(HEAD + entries, "utf-8")


def run(root: Path, *arguments: str) -> Result:
    """Run the command in a site's folder."""
    return CliRunner().invoke(group, ["--site", str(root), "catalog", "check", *arguments])


@pytest.mark.parametrize(
    ("entries", "arguments", "code", "expected"),
    [
        (GOOD, [], 0, "no problems in 2 translations"),
        (WAIVED, ["--strict"], 0, "no problems in 2 translations"),
        (WRONG_NUMBER, [], 1, "1 error in 2 translations"),
        (WARNED, [], 0, "1 warning in 2 translations"),
        (WARNED, ["--strict"], 1, "1 warning in 2 translations"),
        ('msgid "社区"\nmsgstr "quarter"\n', [], 1, "1 error and 1 warning in 2 translations"),
        ('#, fuzzy\nmsgid "1亩"\nmsgstr "2"\n', [], 0, "no problems in 1 translation"),
        ('msgid "社\nmsgstr', [], 1, "1 error in 1 translation"),
    ],
)
def test_errors_and_strict_warnings_are_findings(
    root: Path, entries: str, arguments: list[str], code: int, expected: str
) -> None:
    """The last line counts the problems; the exit code is 1 for errors and, with `--strict`, for warnings."""
    write(root, "articles/x", entries)

    result = run(root, *arguments)

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (code, expected)


def test_a_finding_names_its_place_its_rule_and_the_way_out(root: Path) -> None:
    """Findings go to standard error, each followed by its hint, indented."""
    write(root, "articles/x", WRONG_NUMBER)

    lines = run(root).stderr.splitlines()

    assert lines[0] == f"{FOUND} [translation-numbers]"
    assert lines[2].endswith("# allow: numbers — reason")


def test_json_and_sarif_carry_the_same(root: Path) -> None:
    """Both machine formats contain a finding's file, line and rule, and exit with 1."""
    write(root, "articles/x", WRONG_NUMBER)

    plain, sarif = run(root, "--format", "json"), run(root, "--format", "sarif")

    (row,) = json.loads(plain.stdout)
    (result,) = json.loads(sarif.stdout)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (plain.exit_code, sarif.exit_code) == (1, 1)
    assert (row["path"], row["line"], row["code"]) == (
        place["artifactLocation"]["uri"],
        place["region"]["startLine"],
        result["ruleId"],
    )


def test_a_broken_glossary_is_a_finding(root: Path) -> None:
    """An error in the glossary is reported with its position."""
    (root / "translations/glossary.yml").write_text("terms:\n  - {zh-Hans: 社区, enn: 1}\n", "utf-8")

    result = run(root)

    assert result.exit_code == 1
    assert "translations/glossary.yml:2:" in result.stderr


def test_the_list_explains_every_rule(tmp_path: Path) -> None:
    """Each rule is printed with its level, summary and examples, without a site."""
    printed = run(tmp_path, "--list").stdout

    for rule in RULES:
        assert f"{rule.name} ({rule.level})\n    {rule.summary}\n" in printed
        assert printed.count("Bad: ") >= len(RULES)
