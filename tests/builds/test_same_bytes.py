"""The bytes of a site do not depend on the executor or on how much comes from the cache."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest
from distributed import LocalCluster
from sources import NOW, build, read_site

from duizhao import executors
from duizhao.engine import renderer
from duizhao.executors import Executor, ExecutorError, ProcessExecutor, RemoteExecutor, SerialExecutor, connect_cluster


@contextmanager
def start_processes() -> Iterator[RemoteExecutor]:
    """Yield an executor of spawned processes, which inherit nothing."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield RemoteExecutor(executor)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Yield the address of a Dask cluster of two processes on this machine."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=2, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as made:
        yield made.scheduler_address.replace("tcp://", "dask://")


def find_differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """List the files that differ, which is more readable than two megabytes of bytes."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def test_copied_processes(root: Path, plain: dict[str, bytes], duizhao) -> None:  # noqa: ANN001
    """The processes that the command line starts give the same bytes."""
    result = duizhao(root, "build", "--jobs", "2", "-q")

    assert result.returncode == 0, result.stderr
    assert find_differences(read_site(root), plain) == []


def test_new_processes(root: Path, plain: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """On systems that cannot copy processes, spawned ones give the same bytes."""
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    build(root, ProcessExecutor(2))

    assert find_differences(read_site(root), plain) == []


def test_somebody_elses_processes(root: Path, plain: dict[str, bytes]) -> None:
    """Any executor of `concurrent.futures` gives the same bytes."""
    with start_processes() as executor:
        build(root, executor)

    assert find_differences(read_site(root), plain) == []


def test_a_cluster(root: Path, plain: dict[str, bytes], cluster: str, duizhao) -> None:  # noqa: ANN001
    """Two workers of a Dask cluster, with two threads each, give the same bytes."""
    result = duizhao(root, "build", "--executor", cluster, "-q")

    assert result.returncode == 0, result.stderr
    assert find_differences(read_site(root), plain) == []


def test_mkdocs_itself(root: Path, plain: dict[str, bytes]) -> None:
    """`mkdocs build` gives the same bytes."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml")]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    assert result.returncode == 0, result.stderr
    assert find_differences(read_site(root), plain) == []


def test_a_second_build(root: Path, plain: dict[str, bytes]) -> None:
    """A build that finds everything in the cache gives the same bytes and renders only the root page."""
    build(root)
    second = build(root)

    assert second.pages - second.kept == 1
    assert find_differences(read_site(root), plain) == []


def test_pages_that_pass_through_mkdocs(root: Path, plain: dict[str, bytes]) -> None:
    """If the site uses hooks, every page passes through MkDocs, with the same bytes."""
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text("utf-8") + "hooks: [hook.py]\n", "utf-8")
    (root / "hook.py").write_text("def on_page_content(html, **_):\n    return html\n", "utf-8")
    result = build(root)

    assert result.kept == 0
    assert find_differences(read_site(root), plain) == []


def test_hooks_are_heeded(root: Path, duizhao) -> None:  # noqa: ANN001
    """A hook's changes apply to all pages at every build."""
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text("utf-8") + "hooks: [hook.py]\n", "utf-8")
    for sign in ("first", "second"):
        hook = f"def on_post_page(output, **_):\n    return output + '<!-- {sign} -->'\n"
        (root / "hook.py").write_text(hook, "utf-8")
        assert duizhao(root, "build", "-q").returncode == 0
        pages = [data for path, data in read_site(root).items() if path.endswith("index.html")]
        assert [data for data in pages if not data.endswith(f"<!-- {sign} -->".encode())] == []


def test_the_environment_has_a_say(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting from the environment is read at every build."""
    text = (root / "mkdocs.yml").read_text("utf-8").replace("green", "!ENV COLOUR")
    (root / "mkdocs.yml").write_text(text, "utf-8")
    for colour in ("red", "blue"):
        monkeypatch.setenv("COLOUR", colour)
        build(root)
        assert f"<!-- {colour} -->" in (root / "site/en/articles/bridge/index.html").read_text("utf-8")


@pytest.mark.parametrize(("address", "advice"), [
    ("127.0.0.1:8786", "write dask://HOST:PORT"),
    ("dask://", "write dask://HOST:PORT"),
    ("dask://127.0.0.1:1", "see that its scheduler runs"),
    ("dask://127.0.0.1:port", "see that its scheduler runs"),
])  # fmt: skip
def test_a_wrong_address_is_a_wrong_use(root: Path, address: str, advice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An invalid or unreachable address raises an error that says what to do."""
    monkeypatch.setattr(executors, "PATIENCE", 0.5)

    with pytest.raises(ExecutorError, match=advice), connect_cluster(address):
        pass


def test_a_wrong_address_ends_the_command_with_2(root: Path, duizhao) -> None:  # noqa: ANN001
    """An invalid address is reported like any invalid option, and no site is written."""
    result = duizhao(root, "build", "--executor", "tcp://127.0.0.1:1")

    assert result.returncode == 2
    assert "--executor" in result.stderr
    assert not (root / "site").exists()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Dask, the message says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(ExecutorError, match=r"pip install 'duizhao\[dask\]'"), connect_cluster("dask://127.0.0.1:8786"):
        pass


def test_workers_with_another_program_are_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker with another program or other libraries might give other bytes, and is refused."""
    monkeypatch.setattr(renderer, "program_fingerprint", lambda: "another")

    with pytest.raises(ExecutorError, match="other versions"), start_processes() as executor:
        build(root, executor)
    assert not (root / "site").exists()


def give_process(shared: str, job: int) -> tuple[str, int, int]:
    """Return the arguments and the id of the process that does the job."""
    return shared, job, os.getpid()


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_are_other_processes(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process executor does no job in this process, whichever start method it uses."""
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: [method])
    monkeypatch.setattr(executors.threading, "active_count", lambda: 1)
    done = sorted(result for _job, result in ProcessExecutor(2).map(give_process, "shared", [1, 2, 3]))

    assert [row[:2] for row in done] == [("shared", 1), ("shared", 2), ("shared", 3)]
    assert os.getpid() not in {row[2] for row in done}


@pytest.mark.parametrize("executor", [SerialExecutor(), ProcessExecutor(2)])
def test_one_job_is_not_worth_a_process(executor: Executor) -> None:
    """A single job is done in this process, as starting another takes longer."""
    assert [result for _job, result in executor.map(give_process, "shared", [1])] == [("shared", 1, os.getpid())]


@pytest.mark.parametrize("is_absolute", [False, True])
def test_templates_from_outside_are_heeded(root: Path, is_absolute: bool, duizhao) -> None:  # noqa: ANN001, FBT001
    """Templates outside the site's folder, shared by several sites, are checked for changes at every build."""
    (root / "templates").rename(root.parent / "shared")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    place = str(root.parent / "shared") if is_absolute else "../shared"
    (root / "mkdocs.yml").write_text(settings.replace("custom_dir: templates", f"custom_dir: {place}"), "utf-8")
    for sign in ("first", "second"):
        (root.parent / "shared/partials/copyright.html").write_text(f"<i>{sign}</i>", "utf-8")
        result = duizhao(root, "build", "-q")
        assert result.returncode == 0, result.stderr
        assert f"<i>{sign}</i>" in (root / "site/en/articles/bridge/index.html").read_text("utf-8")


def test_folders_that_are_links_are_heeded(root: Path, duizhao) -> None:  # noqa: ANN001
    """A change in a linked folder of the content is detected."""
    (root / "content/articles").rename(root / "content/texts")
    (root / "content/articles").symlink_to(root / "content/texts")
    article = root / "content/texts/bridge.md"
    for place in ("要绕行。", "要绕行很远。"):
        article.write_text(article.read_text("utf-8").replace("要绕行。", place), "utf-8")
        assert duizhao(root, "build", "-q").returncode == 0
        assert place in (root / "site/zh-hans/articles/bridge/index.html").read_text("utf-8")
