"""The rules on scripts that `check` applies."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from script_site import make_site
from script_tables import read_table

from duizhao.cli import group
from duizhao.diagnostics import Diagnostic
from duizhao.pipeline import check_all, prepare
from duizhao.script.doubt import find_doubts

BOTH = "[zh-Hans, zh-Hant-TW, zh-Hant-HK]"


def check(root: Path, text: str, head: str = "", files: dict[str, str] | None = None) -> list[Diagnostic]:
    """Check a site with one article, and return the diagnostics of its script."""
    site = make_site(root, {"content/articles/one.md": f"{head}\n\n{text}", **(files or {})}, BOTH)
    return [one for one in check_all(prepare(site)) if one.code.startswith("script")]


def list_places(diagnostics: list[Diagnostic]) -> list[tuple[int, int, str]]:
    """List the line, column and code of problems; the article's text begins in line 8."""
    return [(one.span.line, one.span.column, one.code) for one in diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这个发布会说明了问题，里面还有志願者。", [(8, 17, "script-mixed")]),
        ("这个发布会说明了问题。\n\n他说：“這個發佈會說明了問題。”", [(10, 5, "script-mixed")]),
        ("这个发布会说明了问题，`志願者`、-{志願者}-、<i lang=ja>図書館の願</i>。", []),
        ("这个发布会说明了问题。他说：“好。", [(8, 15, "script-quotes")]),
        ("这个发布会**说”话**时。", [(8, 9, "script-quotes")]),
        ("这个发布会，don’t，5’11”，-{“}-。", []),
        ("坐-{zh-hant:計程車}-去。", [(8, 2, "script-variant")]),
        ("说*明*，坐-{A|zh-hans:a;zh-tw:b}-去。", [(8, 7, "script-variant")]),
        ("坐-{zh-hans:a;zh-hk:-{zh-tw:b}-}-去。", [(8, 2, "script-variant")]),
        (
            "这个发布会说明了问题。\n\n```chart\nkind: bar\ntitle: 志願者\ndescription: “说\nrows: [[一, 1]]\n```",
            [(12, 9, "script-mixed"), (13, 14, "script-quotes")],
        ),
        ("坐-{出租车=>zh-tw:計程車}-去，-{原文}-。", []),
        ('这个发布会说明了问题，:material-check:{title="这裡"}。', [(8, 37, "script-mixed")]),
        ('这个发布会[说明](https://example.org/ "这裡")了问题。', [(8, 34, "script-mixed")]),
        ('这个发布会<span title="这裡">说明</span>了问题。', [(8, 20, "script-mixed")]),
        ("这个发布会说明了问题：$x_{\\text{这裡}}$。", [(8, 23, "script-mixed")]),
    ],
)
def test_problems_are_found_in_their_place(tmp_path: Path, text: str, expected: list[tuple[int, int, str]]) -> None:
    """Each problem is reported with line and column, and correct text is not."""
    assert list_places(check(tmp_path, text)) == expected


def test_a_mixed_text_names_its_odd_characters(tmp_path: Path) -> None:
    """The message lists odd characters with their positions, and a whole quotation once."""
    text = "这个发布会说明了问题，这裡。\n\n他说：“這個發佈會說明了問題。”\n"
    (found,) = check(tmp_path, text)
    assert found.message == (
        "mixed scripts: 9 Traditional characters in a Simplified text: 裡 (8:13), 這個發佈會說明了問題 (10:5)"
    )


def test_slips_are_told_in_a_text_that_is_not_mixed(tmp_path: Path) -> None:
    """A single character of the other script is reported, even if the text is not mixed."""
    (found,) = check(tmp_path, "这个发布会说明了问题。" * 8 + "这裡。")
    assert found.message == "1 Traditional characters in a Simplified text: 裡 (8:90)"


@pytest.mark.parametrize(
    ("head", "files"),
    [
        ("script: zh-Hans", {}),
        ("conversion: {志願者: }", {}),
        ("", {"translations/lexicon/zh-Hant-TW.yml": "志願者社: 志願者社\n志願者:\n"}),
    ],
)
def test_what_an_editor_decided_is_not_mixed(tmp_path: Path, head: str, files: dict[str, str]) -> None:
    """The front matter overrides detection, and lexicon entries are never reported."""
    assert [one.code for one in check(tmp_path, "这个发布会说明了志願者。", head, files)] == []


def test_front_matter_overrules_detection(tmp_path: Path) -> None:
    """The script in the front matter overrides the detected one."""
    root = make_site(tmp_path, {"content/articles/one.md": "script: zh-Hant-HK\n\n这个发布会说明了问题。"}, BOTH)
    assert [article.script for article in prepare(root).site.articles] == ["zh-Hant-HK"]


def test_loss_on_the_way_back_is_reported(tmp_path: Path) -> None:
    """A character that is converted back to a different one is reported with both, once per edition."""
    found = check(tmp_path, "这个发布会说明了公馀的时间和公馀的事。")
    assert list_places(found) == [(8, 10, "script-round-trip")] * 2
    assert {one.message for one in found} == {
        f"馀 becomes 餘 in {target} and comes back as 余: 明了公馀的时间" for target in ("zh-Hant-TW", "zh-Hant-HK")
    }


@pytest.mark.parametrize("column", range(3))
def test_ordinary_sentences_raise_few_alarms(tmp_path: Path, column: int) -> None:
    """The measuring sentences, all with difficult characters, have few losses and no mixed scripts."""
    text = "\n\n".join(row[column] for row in read_table("sentences.tsv"))
    found = [one for one in check(tmp_path, text) if one.code != "script-doubt"]
    assert len(found) * 200 <= len(text)
    assert {one.code for one in found} <= {"script-round-trip", "script-mixed"}
    assert [one for one in found if one.message.startswith("mixed scripts")] == []


def test_doubts_come_with_the_line_that_settles_them(tmp_path: Path) -> None:
    """A doubt shows both wordings, and its hint contains the lexicon entry that settles it."""
    text = find_doubtful()
    found = [one for one in check(tmp_path, text) if one.code == "script-doubt"]
    assert len(found) == 1
    hints = [line.partition(".yml:  ")[2] for line in found[0].hint.splitlines()]
    assert len(hints) == 2
    lines = [hint.partition("  (or ")[0] for hint in hints]
    files = {
        f"translations/lexicon/{code}.yml": line + "\n"
        for code, line in zip(("zh-Hant-TW", "zh-Hant-HK"), lines, strict=True)
    }
    assert [one for one in check(tmp_path, text, files=files) if one.code == "script-doubt"] == []


def find_doubtful() -> str:
    """Return a sentence whose conversion is in doubt."""
    for row in read_table("traps.tsv"):
        if len(list(find_doubts(row[0], "zh-Hans", "zh-Hant-TW"))) == 1:
            return row[0]
    raise AssertionError


def test_sections_are_checked_too(tmp_path: Path) -> None:
    """The texts of themes.yml are checked, with problems at the start of their theme."""
    themes = "- {id: one, name: 主题, summary: 概述。}\n- id: two\n  name: 说“这裡\n  introduction: 发布会的问题。\n"
    found = check(tmp_path, "这里是正文。", files={"content/themes.yml": themes})
    assert [(str(one.span), one.code) for one in found] == [
        ("content/themes.yml:2:3", "script-mixed"),
        ("content/themes.yml:2:3", "script-quotes"),
    ]


def test_the_command_reports_scripts_and_a_build_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` reports problems of scripts; a build does not look for them."""
    root = make_site(tmp_path, {"content/articles/one.md": "\n\n这个发布会说明了问题，这裡。"})
    result = CliRunner().invoke(group, ["--site", str(root), "check", "--format", "json"])
    assert '"script-mixed"' in result.output
    assert [one for one in prepare(root).diagnostics if one.code.startswith("script")] == []


def test_the_glossary_is_checked_too(tmp_path: Path) -> None:
    """The glossary is checked as one text, since a term is too short; problems are at the start of their entry."""
    glossary = "- {term: 发布会, explanation: 说明问题的会。}\n- term: 志願者\n- term: 说法\n  explanation: “说\n"
    found = check(tmp_path, "这里是正文。", files={"content/glossary.yml": glossary})
    assert [(str(one.span), one.code) for one in found] == [
        ("content/glossary.yml:2:3", "script-mixed"),
        ("content/glossary.yml:3:3", "script-quotes"),
    ]


def test_snippets_are_looked_at_in_the_script_of_what_includes_them(tmp_path: Path) -> None:
    """A snippet has the rules of a text, in its own file, and must be written in the script of the article."""
    text = '这个发布会说明了问题，里面还有头发。\n\n--8<-- "snippets/b.md"\n\n--8<-- "snippets/c.md"\n'
    snippets = {
        "content/snippets/b.md": "这个发布会说明了，志願者。\n\n他说：“好。\n",
        "content/snippets/c.md": "這個說明。\n",
        "content/snippets/unused.md": "他说：“好。\n",
    }
    found = [(str(one.span), one.code) for one in check(tmp_path, text, files=snippets)]
    assert found == [
        ("content/snippets/b.md:1:11", "script-mixed"),
        ("content/snippets/b.md:3:4", "script-quotes"),
        ("content/snippets/c.md:1:1", "script-snippet"),
    ]


def test_files_of_tables_are_looked_at_in_the_script_of_what_shows_them(tmp_path: Path) -> None:
    """A file of rows has the rules of the text that shows it, in its own file, and must be written in its script."""
    text = "这个发布会说明了问题，里面还有头发。\n\n" + "".join(
        f"```csv file=../data/{name}\n```\n\n" for name in ("b.csv", "c.csv", "d.txt")
    )
    rows = {
        "content/data/b.csv": '说明,数\n"发布会，""志願者""",-{計程車}-\n',
        "content/data/c.csv": "這個,說明\n    志願者,1\n",
        "content/data/d.txt": "说明,数\n“好,1\n",
    }
    found = [(str(one.span), one.code) for one in check(tmp_path, text, files=rows)]
    assert found == [
        ("content/data/b.csv:2:9", "script-mixed"),
        ("content/data/c.csv:1:1", "script-snippet"),
        ("content/data/d.txt:2:1", "script-quotes"),
    ]


def test_an_article_that_is_outweighed_by_a_snippet(tmp_path: Path) -> None:
    """An article is told if it is read in another script than its own because of what it includes."""
    files = {"content/snippets/c.md": "這個說明會把問題說清楚，還要請專家來講。\n"}
    found = check(tmp_path, '这个说明。\n\n--8<-- "snippets/c.md"\n', files=files)
    assert [(one.span.path, one.code) for one in found] == [("content/articles/one.md", "script-snippet")]
