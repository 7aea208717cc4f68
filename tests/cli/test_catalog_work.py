"""Tests of the commands `catalog report`, `catalog suggest` and `catalog terms` on the tiny site."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from click.testing import CliRunner, Result

from duizhao.cli import group

WELL = "translations/en/articles/well.po"
NEW = '\nmsgid "新的记录还没有译成英文。"\nmsgstr ""\n'


def run(root: Path, *arguments: str) -> Result:
    """Run a command of the group `catalog`."""
    return CliRunner().invoke(group, ["--site", str(root), "catalog", *arguments])


def read_files(root: Path) -> dict[str, bytes]:
    """Read all catalogs."""
    return {file.name: file.read_bytes() for file in (root / "translations").rglob("*.po")}


def test_the_report_says_what_is_left(tiny_source: Path) -> None:
    """All three formats say the same; an edition without a catalog of its own is not listed."""
    text = run(tiny_source, "report", "--entries").stdout
    rows = json.loads(run(tiny_source, "report", "well", "--format", "json", "--entries").stdout)
    table = list(csv.DictReader(io.StringIO(run(tiny_source, "report", "--format", "csv").stdout)))

    (row,) = rows
    assert [(row[name], task["state"], task["line"]) for name in ("path",) for task in row["tasks"]] == [
        (WELL, "stale", 25),
        (WELL, "new", 32),
    ]
    assert f"{WELL}:32: new paragraph: 新的记录还没有译成英文。\n" in text
    (well,) = [one for one in table if one["name"] == "well"]
    assert [well[name] for name in ("translated", "new", "stale", "words")] == ["3", "1", "1", str(row["words"])]
    line = next(one for one in text.split("\n") if one.startswith(" well"))
    assert line.split() == ["well", "3", "1", "1", "0", "0", str(row["characters"]), str(row["words"])]


def test_the_report_lists_entries_as_csv(tiny_source: Path) -> None:
    """With `--entries`, a CSV file has a row for each entry with the text and its outdated translation."""
    rows = list(csv.DictReader(io.StringIO(run(tiny_source, "report", "--entries", "--format", "csv").stdout)))

    assert [(row["line"], row["state"], row["previous"]) for row in rows] == [
        ("25", "stale", "水位略有下降。"),
        ("32", "new", ""),
    ]


def test_the_report_asks_for_an_update(tiny_source: Path) -> None:
    """Texts that no catalog has yet are counted as new, and the command that adds them is named."""
    article = tiny_source / "content/articles/well.md"
    article.write_text(article.read_text("utf-8") + "\n又一段新的记录。\n", "utf-8")

    result = run(tiny_source, "report")

    assert result.exit_code == 0
    assert result.stderr == "1 new text is not in the catalogs yet; run  catalog update\n"


def test_suggestions_are_written_and_never_shown(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """A suggestion fills the entry, names its origin, and counts as no translation; a second run changes nothing."""
    site = tiny_source / "translations/en/site.po"
    site.write_text(site.read_text("utf-8") + NEW.replace('""', '"The new record."'), "utf-8")
    before = read_files(tiny_source)
    shown = duizhao(tiny_source, "status", "--format", "json").stdout

    trial = run(tiny_source, "suggest", "--dry-run")
    assert read_files(tiny_source) == before
    result = run(tiny_source, "suggest", "well")
    after = read_files(tiny_source)
    again = run(tiny_source, "suggest")

    assert (
        f"{WELL}:32: 新的记录还没有译成英文。 → The new record.\n    100 %, from translations/en/site.po\n"
        in trial.stdout
    )
    assert trial.stdout.endswith("1 suggestion, nothing was written\n")
    assert result.stdout == f"{WELL}: 1 suggested, 0 left without a translation\n1 suggestion, all marked fuzzy\n"
    assert "#. suggested by translations/en/site.po\n" in after["well.po"].decode()
    assert [name for name in before if before[name] != after[name]] == ["well.po"]
    assert (again.stdout, read_files(tiny_source)) == ("0 suggestions, all marked fuzzy\n", after)
    was, now = map(json.loads, (shown, duizhao(tiny_source, "status", "--format", "json").stdout))
    assert [row["translated"] for row in was] == [row["translated"] for row in now]


def test_an_unknown_slug_is_a_wrong_use(tiny_source: Path) -> None:
    """A slug without a catalog is answered with the nearest one."""
    for command in ("report", "suggest"):
        result = run(tiny_source, command, "wel")
        assert result.exit_code == 2
        assert "no catalog belongs to 'wel'; did you mean 'well'?" in result.stderr


def test_a_broken_catalog_stops_suggestions(tiny_source: Path) -> None:
    """If any catalog is broken, it is named, and nothing is written."""
    (tiny_source / WELL).write_text("<<<<<<< HEAD\n", "utf-8")
    before = read_files(tiny_source)

    result = run(tiny_source, "suggest")

    assert (result.exit_code, read_files(tiny_source)) == (1, before)
    assert f"{WELL}:1:1: error: a merge conflict was left here [merge-conflict]" in result.stderr


def test_terms(tiny_source: Path) -> None:
    """The glossary is printed in both formats; one without terms, or without a language, is answered with a way out."""
    assert run(tiny_source, "terms").exit_code == 1
    glossary = tiny_source / "translations/glossary.yml"
    glossary.write_text("terms:\n  - {zh-Hans: 社区, en: community, fr: quartier}\n", "utf-8")

    assert run(tiny_source, "terms", "--language", "fr").stdout.endswith("社区,quartier,,,,\n")
    assert "<term>quartier</term>" in run(tiny_source, "terms", "--format", "tbx").stdout
    several, unknown = run(tiny_source, "terms"), run(tiny_source, "terms", "--language", "de")
    assert (several.exit_code, unknown.exit_code) == (2, 2)
    assert "choose one of en, fr" in several.stderr
    assert "translations/glossary.yml has no rendering in 'de'; known here: en, fr" in unknown.stderr
