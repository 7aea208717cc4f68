"""Tests of the command `catalog merge` as the merge driver of real git repositories."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from duizhao.cli import group
from duizhao.translation.catalog import format_po

HEAD = '#\nmsgid ""\nmsgstr ""\n"Language: en\\n"\n"X-Source-Language: zh-Hans\\n"\n'
PATH = "translations/en/articles/a lane.po"
MANUAL = (Path(__file__).parents[2] / "docs/translators.md").read_text("utf-8")
OTHER = "# the other side of a merge has:"


def make_catalog(*entries: str) -> str:
    """Write a catalog as `catalog update` does."""
    return "\n".join([HEAD, *entries])


def make_entry(source: str, text: str, *, fuzzy: bool = False) -> str:
    """Write one entry."""
    mark = "#, fuzzy\n" if fuzzy else ""
    return f'#. paragraph\n#: content/articles/a lane.md\n{mark}msgid "{source}"\nmsgstr "{text}"\n'


def polib_sorted(text: str) -> str:
    """Write a catalog with the fields of its header in polib's order."""
    return format_po(polib.pofile(text, wrapwidth=0))


class Repository:
    """A git repository with the merge driver, set up as the manual says, in which two branches change one catalog."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.file = root / PATH
        self.git("init", "-q", "-b", "ours")
        for line in re.findall(r"^git (config .*)$", MANUAL, re.MULTILINE):
            program = f'\\"{sys.executable}\\" -m duizhao'
            self.git(*shlex.split(line.replace('"duizhao', f'"{program}')))
        (attributes,) = re.findall(r"^\*.* merge=duizhao\n", MANUAL, re.MULTILINE)
        (root / ".gitattributes").write_text(attributes, "utf-8")

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git without the user's configuration."""
        names = {f"GIT_{who}_{what}": "x@y.z" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        command = ["git", *arguments]
        return subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)

    def commit(self, content: str | None) -> None:
        """Commit a version of the catalog, or its deletion."""
        if content is None:
            self.file.unlink(missing_ok=True)
        else:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(content, "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def merge(self, base: str | None, ours: str, theirs: str) -> subprocess.CompletedProcess[str]:
        """Merge two branches whose common ancestor has `base`."""
        self.commit(base)
        self.git("branch", "theirs")
        self.commit(ours)
        self.git("checkout", "-q", "theirs")
        self.commit(theirs)
        self.git("checkout", "-q", "ours")
        return self.git("merge", "theirs", "-m", "merged")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository with the merge driver."""
    return Repository(tmp_path)


def test_what_git_alone_would_stop_at(repository: Repository) -> None:
    """Both sides save the file with a new date and add entries at one place: git's lines conflict, entries do not."""
    dates = [f'"PO-Revision-Date: 2026-11-0{day} 10:00+0000\\n"\n' for day in (1, 3, 2)]
    base, ours, theirs = (
        HEAD + date + "\n" + "\n".join(entries)
        for date, entries in zip(
            dates,
            (
                [make_entry("甲", ""), make_entry("丁", "")],
                [make_entry("甲", "One"), make_entry("乙", "Two"), make_entry("丁", "")],
                [make_entry("甲", ""), make_entry("丙", "Three"), make_entry("丁", "Four")],
            ),
            strict=True,
        )
    )

    result = repository.merge(base, ours, theirs)

    entries = [make_entry(*pair) for pair in (("甲", "One"), ("乙", "Two"), ("丙", "Three"), ("丁", "Four"))]
    assert (result.returncode, result.stderr) == (0, "")
    assert polib_sorted(repository.file.read_text("utf-8")) == polib_sorted(HEAD + dates[1] + "\n" + "\n".join(entries))
    assert repository.git("status", "--porcelain").stdout == ""
    for name, content in (("base", base), ("ours", ours), ("theirs", theirs)):
        (repository.root / name).write_text(content, "utf-8")
    assert repository.git("merge-file", "-p", "ours", "base", "theirs").returncode > 0


def test_two_translations_of_one_text_conflict(repository: Repository) -> None:
    """Our translation stays, marked fuzzy; theirs is in a comment; git calls the file unmerged; the place is named."""
    result = repository.merge(
        make_catalog(make_entry("甲", ""), make_entry("乙", "")),
        make_catalog(make_entry("甲", "One"), make_entry("乙", "Two")),
        make_catalog(make_entry("甲", 'The \\"first\\"'), make_entry("乙", "Two")),
    )

    text = repository.file.read_text("utf-8")
    line = text[: text.index('msgid "甲"')].count("\n")
    assert result.returncode == 1
    assert f'{OTHER} "The \\"first\\""\n' in text
    assert text.endswith(make_entry("甲", "One", fuzzy=True).partition("\n")[2] + "\n" + make_entry("乙", "Two"))
    (message,) = [row for row in result.stderr.split("\n") if "[catalog-conflict]" in row]
    place, _, said = message.partition(": error: ")
    assert said == "'甲' was translated differently on both sides [catalog-conflict]"
    assert line - 4 <= int(place.removeprefix(f"{PATH}:").partition(":")[0]) <= line + 1
    assert repository.git("status", "--porcelain").stdout == f'UU "{PATH}"\n'


def test_both_branches_add_the_file(repository: Repository) -> None:
    """A catalog that both branches made anew is merged from nothing."""
    result = repository.merge(None, make_catalog(make_entry("甲", "One")), make_catalog(make_entry("乙", "Two")))

    assert result.returncode == 0
    assert repository.file.read_text("utf-8") == make_catalog(make_entry("甲", "One"), make_entry("乙", "Two"))


def test_an_update_meets_a_translation(repository: Repository) -> None:
    """A branch whose text is gone keeps what the other translated, as an obsolete entry, and says so."""
    result = repository.merge(
        make_catalog(make_entry("甲", "One"), make_entry("乙", "")),
        make_catalog(make_entry("甲", "One"), make_entry("丙", "")),
        make_catalog(make_entry("甲", "One"), make_entry("乙", "Two")),
    )

    assert result.returncode == 0
    assert '#~ msgid "乙"\n#~ msgstr "Two"\n' in repository.file.read_text("utf-8")
    assert "note: '乙' was changed on one side and deleted on the other" in result.stderr


def test_a_broken_catalog_is_merged_by_lines(repository: Repository) -> None:
    """A version that is no catalog is named, and the merge is left to git's lines, as without a driver."""
    result = repository.merge(
        make_catalog(make_entry("甲", "")),
        make_catalog(make_entry("甲", "One").replace("msgstr", "msgtsr")),
        make_catalog(make_entry("甲", "First")),
    )

    text = repository.file.read_text("utf-8")
    assert result.returncode == 1
    assert "our version: broken catalog" in result.stderr
    assert "<<<<<<< ours\n" in text
    assert ">>>>>>> theirs\n" in text


def test_merges_with_two_common_ancestors(repository: Repository) -> None:
    """A criss-cross merge uses the driver, too, and keeps what each side did last."""
    versions = [make_catalog(make_entry("甲", one), make_entry("乙", two)) for one, two in (("One", ""), ("", "Two"))]
    repository.merge(make_catalog(make_entry("甲", ""), make_entry("乙", "")), *versions)
    repository.git("checkout", "-q", "theirs")
    repository.git("merge", "ours~1", "-m", "crossed")
    repository.commit(make_catalog(make_entry("甲", "One"), make_entry("乙", "Second")))
    repository.git("checkout", "-q", "ours")
    repository.commit(make_catalog(make_entry("甲", "First"), make_entry("乙", "Two")))

    result = repository.git("merge", "theirs", "-m", "again")

    assert (result.returncode, result.stderr) == (0, "")
    assert repository.file.read_text("utf-8") == make_catalog(make_entry("甲", "First"), make_entry("乙", "Second"))


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> theirs", "||||||| 1a2b3c4"])
def test_a_conflict_left_in_a_catalog_is_named_with_its_line(tmp_path: Path, marker: str) -> None:
    """`catalog check` names the line of any marker that git left, instead of a syntax error."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 测试\nplugins:\n  - duizhao:\n      editions: [zh-Hans, en]\n", "utf-8"
    )
    (tmp_path / "translations/en").mkdir(parents=True)
    (tmp_path / "translations/en/site.po").write_text(HEAD + f'\nmsgid "甲"\n{marker}\nmsgstr "One"\n', "utf-8")

    result = CliRunner().invoke(group, ["--site", str(tmp_path), "catalog", "check"])

    assert result.exit_code == 1
    first = "translations/en/site.po:8:1: error: a merge conflict was left here [merge-conflict]"
    assert first == result.stderr.split("\n")[0]
