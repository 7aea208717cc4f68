"""The command `convert`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from script_site import make_site

from duizhao.cli import group


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test in an empty folder."""
    monkeypatch.chdir(tmp_path)


CHART = """\
- 头发

  ```chart
  kind: grouped
  title: "头发：数"
  description: 头发和发现，
    在第二行。
  unit: 个
  series: [一发, 头发]
  rows:
    - [发现, 1, null]
    - {label: 头发, figures: [id-1, id-2]}
  note: 里面的头发。
  ```

> ``` chart
> title: 头发
> rows: [[发, 1]]
> ```

```yaml
title: 头发
```
"""
CHART_IN_TRADITIONAL = """\
- 頭髮

  ```chart
  kind: grouped
  title: "頭髮：數"
  description: 頭髮和發現，
    在第二行。
  unit: 個
  series: [一發, 頭髮]
  rows:
    - [發現, 1, null]
    - {label: 頭髮, figures: [id-1, id-2]}
  note: 裡面的頭髮。
  ```

> ``` chart
> title: 頭髮
> rows: [[發, 1]]
> ```

```yaml
title: 头发
```
"""


def run(text: str | bytes, *options: str) -> Result:
    """Run the command on standard input."""
    return CliRunner().invoke(group, ["convert", *options], input=text)


@pytest.mark.parametrize(
    ("options", "text", "expected"),
    [
        (["--to", "zh-Hant-TW"], "头**发**，`头发`。\n", "頭**髮**，`头发`。\n"),
        (["--to", "zh-Hant-HK"], "里面的“群众”", "裏面的「群眾」"),
        (["--to", "zh-Hans"], "裏面説明「群眾」", "里面说明“群众”"),
        (["--to", "zh-Hant-HK"], "裡面說明的群眾線", "裏面説明的群眾線"),
        (["--to", "zh-Hant-TW", "--plain"], "**头发**，`头发`。“一\n\n二”\n", "**頭髮**，`頭髮`。“一\n\n二”\n"),
        (["--to", "zh-Hant-TW", "--from", "zh-Hant-TW"], "头发", "头发"),
        (
            ["--to", "zh-Hant-TW"],
            "---\ntitle: 头发\nscript: zh-Hant-TW\n---\n头发",
            "---\ntitle: 头发\nscript: zh-Hant-TW\n---\n头发",
        ),
        (["--to", "zh-Hant-TW"], "---\nconversion: {头发: 發}\n---\n头发", "---\nconversion: {头发: 發}\n---\n發"),
        (["--to", "zh-Hant-TW"], CHART, CHART_IN_TRADITIONAL),
        (["--to", "zh-Hant-TW"], "```chart\ntitle: [头发\n```\n", "```chart\ntitle: [头发\n```\n"),
        (["--to", "zh-Hant-TW"], "", ""),
        (["--to", "zh-Hant-TW"], "plain English", "plain English"),
    ],
)
def test_standard_input_is_converted(options: list[str], text: str, expected: str) -> None:
    """Markdown or plain text is converted to the target script; its own script is detected."""
    result = run(text, *options)
    assert (result.exit_code, result.stdout) == (0, expected)


@pytest.mark.parametrize("options", [["--plain"], []])
@pytest.mark.parametrize("target", ["zh-Hans", "zh-Hant-TW"])
def test_line_ends_and_marks_stay(target: str, options: list[str]) -> None:
    """Line ends of each kind, a byte order mark, and a last line without line end are kept byte for byte."""
    text = "\ufeff头发\r\n里\r\r\n\n  x\n里".encode()
    expected = text if target == "zh-Hans" else "\ufeff頭髮\r\n裡\r\r\n\n  x\n裡".encode()
    result = run(text, "--to", target, *options)
    assert result.stdout_bytes == expected


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xe5\xa4\xb4\n\xe5\x8f\x91\x00\xe5\xb1\x95", "<stdin>:2:2: error: control character U+0000"),
        (b"a\x1b[0m", "<stdin>:1:2: error: control character U+001B"),
        ("头发".encode("gb18030"), "<stdin>:1:2: error: the file is not UTF-8: byte 0xb7"),
    ],
)
@pytest.mark.parametrize("options", [["--plain"], []])
def test_what_would_be_cut_is_refused(data: bytes, problem: str, options: list[str]) -> None:
    """Control characters and other encodings are errors with a position, and nothing is printed."""
    result = run(data, "--to", "zh-Hant-TW", *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert problem in result.stderr


def test_a_sites_lexicon_is_used_in_its_folder(tmp_path: Path) -> None:
    """A site's wording and variants of characters apply only in the site's folder."""
    site = make_site(
        tmp_path / "site",
        {"translations/lexicon/zh-Hant-TW.yml": "台账: 臺帳\n"},
        editions="{zh-Hans: , zh-Hant-TW: {variants: {群: 羣}}}",
    )
    (tmp_path / "text.md").write_text("台账和群众", "utf-8")
    arguments = ["convert", "--to", "zh-Hant-TW", str(tmp_path / "text.md")]
    inside = CliRunner().invoke(group, ["--site", str(site), *arguments])
    outside = CliRunner().invoke(group, arguments)
    assert (inside.stdout, outside.stdout[-3:]) == ("臺帳和羣眾", "和群眾")


def test_a_broken_lexicon_stops_the_command(tmp_path: Path) -> None:
    """A lexicon with errors is reported, and nothing is converted."""
    site = make_site(tmp_path, {"translations/lexicon/zh-Hant-TW.yml": "台账: ''\n"})
    result = CliRunner().invoke(group, ["--site", str(site), "convert", "--to", "zh-Hant-TW"], input="台账")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "translations/lexicon/zh-Hant-TW.yml:1:1: error:" in result.stderr
