"""Texts in which an article gets another name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from duizhao.moving.aliases import set_aliases
from duizhao.moving.changes import Change, format_diff, make_changes
from duizhao.moving.links import has_link, rename_in_text

HERE = Path(__file__).parent
LINKS = yaml.safe_load((HERE / "links.yml").read_text("utf-8"))
ALIASES = yaml.safe_load((HERE / "aliases.yml").read_text("utf-8"))
OLD = "content/articles/old.md"


@pytest.mark.parametrize("case", LINKS, ids=[case["name"] for case in LINKS])
def test_links(case: dict[str, Any]) -> None:
    """Links to the article name its new file; everything else stays as it was typed."""
    options = {"bases": {"content/articles/a.md"}, "is_yaml": case.get("yaml", False)}
    renamed = rename_in_text(case["text"], OLD, "new.md", **options)

    assert renamed == case.get("expected", case["text"])
    assert not has_link(renamed, OLD, **options)


@pytest.mark.parametrize("target", ["ol\\d.md", "&#111;ld.md"])
def test_a_link_that_cannot_be_changed(target: str) -> None:
    """A link whose target is written with escapes is left, and found to be left."""
    text = f"[甲]({target})"
    assert rename_in_text(text, OLD, "new.md", {OLD}) == text
    assert has_link(text.replace("\\d", "\\-d"), "content/articles/ol-d.md", {OLD}) or has_link(text, OLD, {OLD})


@pytest.mark.parametrize("case", ALIASES, ids=[case["name"] for case in ALIASES])
def test_aliases(case: dict[str, Any]) -> None:
    """Aliases are stated in the way of the file, with all comments and keys as they were."""
    text = f"---\n{case['head']}---\n正文 aliases: [x]\n"
    changed = set_aliases(text, case["aliases"])

    assert changed == f"---\n{case['expected']}---\n正文 aliases: [x]\n"
    assert yaml.safe_load(case["expected"])["aliases"] == case["aliases"]


def make_files(root: Path) -> list[Change]:
    """Write three files, and return a change of each."""
    for name in "abc":
        (root / name).write_text(f"{name}\n", "utf-8")
    return [Change("a", "a\n", "甲\n"), Change("b", "b\n", "乙\n", "d"), Change("c", "c\n", None)]


def read_files(root: Path) -> dict[str, str]:
    """Return the text of each file of a folder."""
    return {file.name: file.read_text("utf-8") for file in root.iterdir() if file.is_file()}


def test_changes(tmp_path: Path) -> None:
    """Files are changed, renamed and deleted."""
    make_changes(tmp_path, make_files(tmp_path))
    assert read_files(tmp_path) == {"a": "甲\n", "d": "乙\n"}


def test_changes_that_fail(tmp_path: Path) -> None:
    """If one change fails, all files are as they were."""
    changes = make_files(tmp_path)
    before = read_files(tmp_path)
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "f").touch()

    with pytest.raises(OSError):  # noqa: PT011 -- which one depends on the system
        make_changes(tmp_path, [*changes, Change("e", "", None)])
    assert {name: text for name, text in read_files(tmp_path).items() if name in "abc"} == before


def test_a_diff(tmp_path: Path) -> None:
    """A diff names renamed and deleted files as Git does, and a file without an end of its last line."""
    text = "".join(format_diff([Change("b", "b", "乙\n", "d"), Change("c", "c\n", None)]))
    assert text == (
        "diff --git a/b b/d\nrename from b\nrename to d\n--- a/b\n+++ b/d\n@@ -1 +1 @@\n-b\n"
        "\\ No newline at end of file\n+乙\n"
        "diff --git a/c b/c\ndeleted file mode 100644\n--- a/c\n+++ /dev/null\n@@ -1 +0,0 @@\n-c\n"
    )
