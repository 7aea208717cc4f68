"""The command line: output, files and exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from duizhao import cli

COMMANDS = ("build", "serve", "check", "status", "catalog", "convert", "mv", "rm", "new", "schema", "clean")
NOW = "2026-11-25"
PATIENCE = 60
"""The longest time, in seconds, that a server may take on a busy machine."""


def break_theme(site: Path) -> None:
    """Put an unknown theme into an article."""
    article = site / "content/articles/well.md"
    article.write_text(article.read_text("utf-8").replace("theme: water", "theme: watr"), "utf-8")


def test_help_lists_every_command(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """`--help` lists the commands, and each command has its own help."""
    text = duizhao(tiny_source, "--help").stdout

    assert [name for name in COMMANDS if re.search(rf"^  {name} ", text, re.MULTILINE)] == list(COMMANDS)
    for name in COMMANDS:
        result = CliRunner().invoke(cli.group, [name, "--help"])
        assert result.exit_code == 0
        assert "Usage:" in result.output


def test_without_a_command_the_site_is_built(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Without a command, the site is built, and the summary states pages, editions and folder."""
    result = duizhao(tiny_source)

    assert result.returncode == 0
    assert re.fullmatch(r"\d+ pages in 3 editions, 0 of them unchanged, \d+\.\d s: site/\n", result.stdout)


def test_a_clean_build_prints_nothing_alarming(tmp_path: Path, duizhao) -> None:  # noqa: ANN001
    """A build of a site without problems prints nothing to standard error."""
    assert duizhao(tmp_path, "new", "site", str(tmp_path / "new")).returncode == 0

    result = duizhao(tmp_path / "new", "build", "--now", NOW)

    assert (result.returncode, result.stderr) == (0, "")


def test_quiet_prints_problems_only(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """`-q` suppresses the summary but not the warnings."""
    result = duizhao(tiny_source, "build", "-q", "--now", NOW)

    assert result.stdout == ""
    assert "[translation-stale]" in result.stderr


def test_the_report_is_copied_where_asked(tiny_source: Path, tmp_path: Path, duizhao) -> None:  # noqa: ANN001
    """`--report FILE` writes a copy of site/build-report.json."""
    duizhao(tiny_source, "build", "--report", str(tmp_path / "report.json"), "--now", NOW)

    assert (tmp_path / "report.json").read_bytes() == (tiny_source / "site/build-report.json").read_bytes()


def test_a_time_that_is_none_is_a_wrong_use(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """An invalid `--now` exits with 2 and a message that states the accepted formats."""
    result = duizhao(tiny_source, "build", "--now", "tomorrow")

    assert result.returncode == 2
    assert "'tomorrow' is no time; write 2026-12-01 or 2026-12-01T08:00" in result.stderr


def test_an_unknown_command_suggests_the_nearest(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """An unknown command exits with 2 and suggests the nearest name."""
    result = duizhao(tiny_source, "biuld")

    assert result.returncode == 2
    assert "no such command 'biuld'; did you mean 'build'?" in result.stderr


def test_a_folder_that_is_no_site_is_a_finding(tmp_path: Path, duizhao) -> None:  # noqa: ANN001
    """Without mkdocs.yml, the message states what is missing and how to create it."""
    result = duizhao(tmp_path, "build")

    assert result.returncode == 1
    assert "mkdocs.yml:1:1: error: no mkdocs.yml in this folder [config-missing]" in result.stderr
    assert "duizhao new site DIR" in result.stderr


def test_an_error_of_the_program_asks_for_a_report(monkeypatch: pytest.MonkeyPatch, capsys) -> None:  # noqa: ANN001
    """An internal error exits with 3 and prints a traceback and a request to report it."""

    def fail(**_options: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "group", fail)
    with pytest.raises(SystemExit) as caught:
        cli.main()

    assert caught.value.code == 3
    assert "duizhao: internal error; please report it with the lines above" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_that_a_package_hides_still_stops_the_program(name: str, code: int) -> None:
    """A package written in C can turn the end of the program into an import error; nothing is printed of that."""
    program = f"""
import signal
from duizhao import cli

def load_package(**_options):
    try:
        signal.raise_signal(signal.{name})
    except BaseException as error:
        raise ImportError("initialization failed") from error

cli.group = load_package
cli.main()
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (result.returncode, result.stderr) == (code, "")


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_check_says_the_same_in_three_formats(tiny_source: Path, form: str, duizhao) -> None:  # noqa: ANN001
    """Each format contains path, position, code and message; the exit code is 1."""
    break_theme(tiny_source)

    result = duizhao(tiny_source, "check", "--format", form)

    assert result.returncode == 1
    if form == "text":
        assert "content/articles/well.md:4:8: error: unknown theme 'watr' [theme-unknown]" in result.stderr
    elif form == "json":
        first = next(one for one in json.loads(result.stdout) if one["code"] == "theme-unknown")
        assert (first["path"], first["line"], first["column"]) == ("content/articles/well.md", 4, 8)
    else:
        first = next(one for one in json.loads(result.stdout)["runs"][0]["results"] if one["ruleId"] == "theme-unknown")
        place = first["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "content/articles/well.md"
        assert (place["region"]["startLine"], place["region"]["startColumn"]) == (4, 8)


def test_check_looks_at_drafts_too(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Drafts are checked before they are published."""
    draft = tiny_source / "content/articles/draft.md"
    draft.write_text(draft.read_text("utf-8") + "\n[无处](nowhere.md)\n", "utf-8")

    assert (
        "content/articles/draft.md:12:6: error: the link 'nowhere.md' leads nowhere"
        in duizhao(tiny_source, "check").stderr
    )


def test_status_counts_characters(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Each article has a row, and the JSON agrees with the table."""
    rows = json.loads(duizhao(tiny_source, "status", "--format", "json").stdout)
    well = next(row for row in rows if row.get("article", row.get("name")) == "well")

    assert well["translated"] == 3
    assert (well["fuzzy"], well["missing"]) == (1, 1)
    assert "well" in duizhao(tiny_source, "status").stdout


def test_catalog_update_twice_changes_nothing(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """After a change the catalog is updated; a second update changes nothing."""
    article = tiny_source / "content/articles/well.md"
    article.write_text(article.read_text("utf-8") + "\n再加一段。\n", "utf-8")

    assert "translations/en/articles/well.po: " in duizhao(tiny_source, "catalog", "update").stdout
    assert duizhao(tiny_source, "catalog", "update").stdout == "all catalogs are up to date\n"


def test_convert_reads_standard_input_and_files(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Code in Markdown is kept; plain text is converted entirely."""
    text = "头**发**与`头发`\n"
    (tiny_source / "one.md").write_text(text, "utf-8")

    assert duizhao(tiny_source, "convert", "--to", "zh-Hant-TW", "-", text=text).stdout == "頭**髮**與`头发`\n"
    assert (
        duizhao(tiny_source, "convert", "--to", "zh-Hant-TW", str(tiny_source / "one.md")).stdout
        == "頭**髮**與`头发`\n"
    )
    assert (
        duizhao(tiny_source, "convert", "--to", "zh-Hant-TW", "--plain", text="头发`头发`\n").stdout == "頭髮`頭髮`\n"
    )


def test_a_new_article_builds_without_an_edit(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """A new article is a draft with a catalog and without errors."""
    assert duizhao(tiny_source, "new", "article", "ferry", "--theme", "water").returncode == 0

    assert duizhao(tiny_source, "build", "--drafts", "--now", NOW).returncode == 0
    assert (tiny_source / "site/zh-hans/articles/ferry/index.html").exists()


def test_a_new_article_takes_no_name_twice(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Existing files are never overwritten."""
    before = (tiny_source / "content/articles/well.md").read_bytes()

    result = duizhao(tiny_source, "new", "article", "well", "--theme", "water")

    assert result.returncode == 1
    assert (tiny_source / "content/articles/well.md").read_bytes() == before


def test_schema_describes_what_is_written_in_yaml(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """Without an argument the schema of articles is printed; the data files have their own."""
    article = json.loads(duizhao(tiny_source, "schema").stdout)
    themes = json.loads(duizhao(tiny_source, "schema", "themes").stdout)

    assert article["$schema"] == themes["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(article["$defs"]["ArticleHead"]["required"]) == {"title", "date", "theme", "sources"}
    assert themes["type"] == "array"


def test_clean_deletes_output_and_caches_only(tiny_source: Path, duizhao) -> None:  # noqa: ANN001
    """site/ and .cache/ are deleted, the sources stay."""
    duizhao(tiny_source, "build", "--now", NOW)

    assert duizhao(tiny_source, "clean").returncode == 0
    assert sorted(one.name for one in tiny_source.iterdir()) == ["content", "mkdocs.yml", "templates", "translations"]


def test_serve_rebuilds_what_changes(tiny_source: Path) -> None:
    """A changed article is served shortly afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "duizhao", "--site", str(tiny_source), "serve", "--port", str(port)]
    address = f"http://127.0.0.1:{port}/tiny/zh-hant/articles/bridge/"
    # Under faketime, a thread that waits by the monotonic clock would wait for ever.
    environment = {**os.environ, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        wait_for(address, "石橋在")
        article = tiny_source / "content/articles/bridge.md"
        article.write_text(article.read_text("utf-8").replace("石桥在", "新的石桥在"), "utf-8")
        wait_for(address, "新的石橋在")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


def wait_for(address: str, text: str) -> None:
    """Request a page until it contains a text."""
    deadline = time.monotonic() + PATIENCE
    page = ""
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                page = answer.read().decode("utf-8")
        except OSError:
            page = ""
        if text in page:
            return
        time.sleep(0.2)
    assert text in page
