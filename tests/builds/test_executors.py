"""Executors: where jobs run, and what happens when a process dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

import pytest

from duizhao.cli.building import executor_exit
from duizhao.executors import ExecutorError, ProcessExecutor, SerialExecutor

BEGIN = """
import os
from duizhao.executors import ProcessExecutor

first, second = (ProcessExecutor(2).begin(lambda shared, job: (shared + job, os.getpid()), 40, job) for job in (1, 2))
(two, here), (one, there) = second(), first()
print(one, two, len({os.getpid(), here, there}))
"""
"""A script that tests copied processes. A process with threads, which other tests may have left, is never copied."""

STOPPED = """
import sys, time
from duizhao.executors import ProcessExecutor

def work(shared, job):
    print(job, flush=True)
    time.sleep(job)

try:
    {call}
except KeyboardInterrupt:
    sys.exit(130)
"""


def die(parent: int, job: int) -> int:
    """Kill this process, unless it is the one that runs the tests."""
    if os.getpid() != parent:
        os._exit(1)
    return job


def fail(_shared: object, job: int) -> int:
    """Raise an error in any process."""
    message = f"job {job}"
    raise ValueError(message)


def test_work_that_is_begun() -> None:
    """Work begins in copies of the process, and results are kept until requested."""
    run = subprocess.run([sys.executable, "-c", BEGIN], capture_output=True, text=True, check=True)
    assert run.stdout == "41 42 3\n"


def test_work_that_nobody_begins() -> None:
    """Without other processes, work is done when its result is requested."""
    done: list[int] = []
    finish = SerialExecutor().begin(list.append, done, 1)
    assert done == []
    finish()
    assert done == [1]


def test_results_of_any_size() -> None:
    """A result too large for a pipe is delivered in full, and a result that is never requested blocks nothing."""
    ProcessExecutor(2).begin(str.__mul__, "much " * 100_000, 10)
    assert len(ProcessExecutor(2).begin(str.__mul__, "much " * 100_000, 10)()) == 5_000_000


def test_work_of_who_dies_is_done_here() -> None:
    """If a copy is killed, its work is done in this process without an error."""
    assert ProcessExecutor(2).begin(die, os.getpid(), 7)() == 7


def test_errors_are_those_of_the_work() -> None:
    """An error in a copy is raised here unchanged."""
    with pytest.raises(ValueError, match="job 7"):
        ProcessExecutor(2).begin(fail, None, 7)()


@pytest.mark.parametrize(("call", "begun"), [
    ("ProcessExecutor(2).begin(work, None, 60)()", 1),
    # One of the processes is idle when it is stopped.
    ("list(ProcessExecutor(2).map(work, None, [0, 60]))", 2),
], ids=["begin", "map"])  # fmt: skip
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_who_is_stopped_says_nothing(call: str, begun: int, number: signal.Signals) -> None:
    """When a terminal stops all processes of a command, its worker processes print nothing."""
    command = [sys.executable, "-c", STOPPED.format(call=call)]
    with subprocess.Popen(command, text=True, stdout=-1, stderr=-1, start_new_session=True) as process:
        assert process.stdout is not None
        assert all(process.stdout.readline() for _ in range(begun))
        os.killpg(process.pid, number)
        said = process.communicate()[1]

    assert said == ""
    assert process.returncode == (130 if number is signal.SIGINT else -signal.SIGTERM)


def test_beside_threads_nothing_is_copied() -> None:
    """A process with threads cannot safely be copied: work is done here, when its result is requested."""
    done: list[int] = []
    leave = threading.Event()
    thread = threading.Thread(target=leave.wait)
    thread.start()
    try:
        ProcessExecutor(2).begin(list.append, done, 1)()
    finally:
        leave.set()
        thread.join()
    assert done == [1]


@pytest.mark.parametrize("jobs", [[1, 2], [1, 2, 3, 4, 5]])
def test_a_process_that_is_killed_is_said(jobs: Sequence[int]) -> None:
    """If a worker process is killed, the error explains it and says what to do."""
    with pytest.raises(ExecutorError, match="--jobs 1"):
        list(ProcessExecutor(2).map(die, os.getpid(), jobs))


def test_such_a_command_ends_with_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    """A killed worker makes a command exit with 1 and a message, not with an internal error."""
    with pytest.raises(SystemExit, match="1"), executor_exit():
        list(ProcessExecutor(2).map(die, os.getpid(), [1, 2]))
    assert "--jobs 1" in capsys.readouterr().err
