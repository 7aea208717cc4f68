"""Whatever interrupts a build, the site is the complete old or new one, and the problem is reported in one line."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polib
import pytest
from sources import NOW, Files, copy_fresh, make_files, read_site

resource = pytest.importorskip("resource", reason="limits of processes are known to POSIX only")
ARTICLES = 12
COMMAND = [sys.executable, "-m", "duizhao"]
BEGIN = "import duizhao.cli; print('begun', flush=True); duizhao.cli.main()"
"""The same command, but it prints a line once Python has started. Python cannot be interrupted cleanly before that."""
BUILD = ["build", "-q", "--now", NOW.date().isoformat()]
LONGEST = 2.0
"""The longest time, in seconds, before a build is stopped; a build takes about one second."""
ENDS = {
    signal.SIGINT: (130, -signal.SIGINT),
    signal.SIGTERM: (143, -signal.SIGTERM),
    signal.SIGKILL: (-signal.SIGKILL,),
}
"""The exit codes by signal; on a busy machine it may come before the command handles it, and the system ends it."""


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Files, dict[str, bytes], dict[str, bytes], Path]:
    """Return sources before and after a change, the two sites, and a folder with the first one built."""
    old = make_files(ARTICLES)
    new = {**old, "content/articles/well.md": old["content/articles/well.md"].replace("老井去年", "老井今年")}
    root = copy_fresh(new, tmp_path_factory.mktemp("new") / "site-root")
    assert run(root, *BUILD).returncode == 0
    after = read_site(root)
    root = copy_fresh(old, tmp_path_factory.mktemp("old") / "site-root")
    assert run(root, *BUILD).returncode == 0
    return old, new, read_site(root), after, root


def run(root: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command on a site."""
    command = [*COMMAND, "--site", str(root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def prepare(states: tuple[Files, Files, object, object, Path], folder: Path, *, warm: bool) -> Path:
    """Return a folder with the old site built and the new sources, with or without a cache."""
    root = shutil.copytree(states[4], folder / "site-root", symlinks=True)
    (root / "content/articles/well.md").write_text(states[1]["content/articles/well.md"], "utf-8")
    if not warm:
        shutil.rmtree(root / ".cache")
    return root


def count_lines(result: subprocess.CompletedProcess[str], ending: str) -> int:
    """Count the lines of stderr with an ending, and check that there is no traceback."""
    assert "Traceback" not in result.stderr, result.stderr
    return sum(line.endswith(ending) for line in result.stderr.splitlines())


@pytest.mark.parametrize("warm", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize("number", list(ENDS), ids=lambda number: number.name)
@pytest.mark.parametrize("seed", range(2))
def test_a_build_that_is_stopped(number: signal.Signals, seed: int, warm: bool, states, tmp_path: Path) -> None:  # noqa: ANN001, FBT001
    """A build stopped at any moment leaves the old or the new site, and the next build is correct."""
    root = prepare(states, tmp_path, warm=warm)
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN, "--site", str(root), *BUILD, "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    time.sleep(random.Random(f"{number} {seed} {warm}").uniform(0.05, LONGEST))
    if process.poll() is None:
        # Like a terminal, signal all processes of the command.
        os.killpg(process.pid, number)
    said = process.communicate()[1]

    assert "Traceback" not in said
    assert process.returncode in (0, *ENDS[number])
    assert read_site(root) in states[2:4]
    assert run(root, *BUILD).returncode == 0
    assert read_site(root) == states[3]


def test_a_full_disk(states, tmp_path: Path) -> None:  # noqa: ANN001
    """If files cannot grow, the old site stays, and one line gives the reason."""
    root = prepare(states, tmp_path, warm=False)
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))  # noqa: E731 -- for the child alone
    result = run(root, *BUILD, "--jobs", "1", preexec_fn=limit)

    assert count_lines(result, "left as it was") == 1
    assert result.returncode == 1
    assert read_site(root) == states[2]
    assert run(root, *BUILD).returncode == 0
    assert read_site(root) == states[3]


def test_a_file_in_the_place_of_the_cache(states, tmp_path: Path) -> None:  # noqa: ANN001
    """If the cache cannot be written, the old site stays, and one line names the file in its place."""
    root = prepare(states, tmp_path, warm=False)
    (root / ".cache").touch()
    result = run(root, *BUILD)

    assert count_lines(result, "left as it was") == 1
    assert str(root / ".cache") in result.stderr
    assert result.returncode == 1
    assert read_site(root) == states[2]


@pytest.mark.parametrize("kind", ["file", "link", "nothing"])
def test_another_thing_in_the_place_of_the_site(kind: str, states, tmp_path: Path) -> None:  # noqa: ANN001
    """A file or a link at the site's path is replaced by the site; the target of a link stays."""
    root = prepare(states, tmp_path, warm=True)
    shutil.move(root / "site", root / "elsewhere")
    if kind == "file":
        (root / "site").touch()
    elif kind == "link":
        (root / "site").symlink_to(root / "elsewhere")

    assert run(root, *BUILD).returncode == 0
    assert read_site(root) == states[3]
    assert (root / "elsewhere/index.html").read_bytes() == states[2]["index.html"]


def test_a_clock_set_back(states, tmp_path: Path) -> None:  # noqa: ANN001
    """A build whose clock is years behind its files' timestamps gives the same site."""
    found = shutil.which("faketime")
    if found is None:
        pytest.skip("no faketime; on Debian: apt-get install faketime")
    root = prepare(states, tmp_path, warm=True)
    command = [found, "-f", "-1000d", *COMMAND, "--site", str(root), *BUILD]

    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert read_site(root) == states[3]


@pytest.mark.parametrize("seed", range(4))
def test_an_update_of_catalogs_that_is_killed(seed: int, states, tmp_path: Path) -> None:  # noqa: ANN001
    """Each catalog is either the old or the new one, with all its translations."""
    root = prepare(states, tmp_path, warm=True)
    before = {file: file.read_bytes() for file in (root / "translations").rglob("*.po")}
    wanted = shutil.copytree(root, tmp_path / "wanted", symlinks=True)
    assert run(wanted, "catalog", "update").returncode == 0
    process = subprocess.Popen([*COMMAND, "--site", str(root), "catalog", "update"], stdout=subprocess.DEVNULL)
    time.sleep(random.Random(seed).uniform(0.2, 1.0))
    process.kill()
    process.wait()

    for file in (root / "translations").rglob("*.po"):
        after = (wanted / file.relative_to(root)).read_bytes()
        assert file.read_bytes() in (before.get(file, after), after)
        polib.pofile(str(file))


@pytest.mark.parametrize("command", [
    ["status"], ["check"], ["catalog", "check"], ["catalog", "check", "--list"], ["--help"], BUILD,
    ["convert", "--to", "zh-Hant-TW", "content/index.md"], ["schema"],
])  # fmt: skip
def test_a_console_that_knows_ascii_only(command: list[str], states, tmp_path: Path) -> None:  # noqa: ANN001
    """On a console that cannot print Chinese, commands still work, and convert writes UTF-8."""
    root = prepare(states, tmp_path, warm=True)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    result = subprocess.run(
        [*COMMAND, *command],
        cwd=root,
        capture_output=True,
        check=False,
        env={**environment, "PYTHONCOERCECLOCALE": "0"},
    )

    assert b"Traceback" not in result.stderr
    assert result.returncode in (0, 1)
    if command[0] == "convert":
        assert "觀察".encode() in result.stdout


def test_a_reader_that_goes_away(states, tmp_path: Path) -> None:  # noqa: ANN001
    """`duizhao schema | head -1` ends without an error message."""
    root = prepare(states, tmp_path, warm=True)
    command = shlex.join([sys.executable, "-m", "duizhao", "--site", str(root), "schema"]) + " | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert result.stderr == ""
    assert result.stdout == "{\n"
