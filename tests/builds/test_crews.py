"""Crews: who does the work, and what happens to who dies over it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

import pytest

from duizhao.cli.printing import findings_exit
from duizhao.crew import Alone, CrewError, Processes

BEGIN = """
import os
from duizhao.crew import Processes

first, second = (Processes(2).begin(lambda shared, job: (shared + job, os.getpid()), 40, job) for job in (1, 2))
(two, here), (one, there) = second(), first()
print(one, two, len({os.getpid(), here, there}))
"""
"""Beside the threads that other tests have left, nothing is copied: what copies do is looked at in a new process."""

STOPPED = """
import sys, time
from duizhao.crew import Processes

def work(shared, job):
    print(job, flush=True)
    time.sleep(job)

try:
    {call}
except KeyboardInterrupt:
    sys.exit(130)
"""


def die(parent: int, job: int) -> int:
    """Die, unless this is the process of the tests."""
    if os.getpid() != parent:
        os._exit(1)
    return job


def fail(_shared: object, job: int) -> int:
    """Fail wherever it is."""
    message = f"job {job}"
    raise ValueError(message)


def test_work_that_is_begun() -> None:
    """Work is begun in copies of the process, and its results wait until they are asked for."""
    run = subprocess.run([sys.executable, "-c", BEGIN], capture_output=True, text=True, check=True)
    assert run.stdout == "41 42 3\n"


def test_work_that_nobody_begins() -> None:
    """Alone, work is done when its result is asked for."""
    done: list[int] = []
    finish = Alone().begin(list.append, done, 1)
    assert done == []
    finish()
    assert done == [1]


def test_results_of_any_size() -> None:
    """A copy waits with what does not fit into a pipe, and nobody waits for a copy whose result nobody wants."""
    Processes(2).begin(str.__mul__, "much " * 100_000, 10)
    assert len(Processes(2).begin(str.__mul__, "much " * 100_000, 10)()) == 5_000_000


def test_work_of_who_dies_is_done_here() -> None:
    """A copy that was killed is no error."""
    assert Processes(2).begin(die, os.getpid(), 7)() == 7


def test_errors_are_those_of_the_work() -> None:
    """What fails in a copy fails here in the same way."""
    with pytest.raises(ValueError, match="job 7"):
        Processes(2).begin(fail, None, 7)()


@pytest.mark.parametrize(("call", "begun"), [
    ("Processes(2).begin(work, None, 60)()", 1),
    # One of the processes is idle when it is stopped.
    ("list(Processes(2).map(work, None, [0, 60]))", 2),
], ids=["begin", "map"])  # fmt: skip
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_who_is_stopped_says_nothing(call: str, begun: int, number: signal.Signals) -> None:
    """When a terminal stops all processes of a command, those that it started leave the word to it."""
    command = [sys.executable, "-c", STOPPED.format(call=call)]
    with subprocess.Popen(command, text=True, stdout=-1, stderr=-1, start_new_session=True) as process:
        assert process.stdout is not None
        assert all(process.stdout.readline() for _ in range(begun))
        os.killpg(process.pid, number)
        said = process.communicate()[1]

    assert said == ""
    assert process.returncode == (130 if number is signal.SIGINT else -signal.SIGTERM)


def test_beside_threads_nothing_is_copied() -> None:
    """A process with threads is not safely copied: its work is done when the result is asked for."""
    done: list[int] = []
    leave = threading.Event()
    thread = threading.Thread(target=leave.wait)
    thread.start()
    try:
        Processes(2).begin(list.append, done, 1)()
    finally:
        leave.set()
        thread.join()
    assert done == [1]


@pytest.mark.parametrize("jobs", [[1, 2], [1, 2, 3, 4, 5]])
def test_a_process_that_is_killed_is_said(jobs: Sequence[int]) -> None:
    """Where a process of several is killed, the message says what that means and what to do."""
    with pytest.raises(CrewError, match="--jobs 1"):
        list(Processes(2).map(die, os.getpid(), jobs))


def test_such_a_command_ends_with_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    """It is no internal error, and the old site is left as it was."""
    with pytest.raises(SystemExit, match="1"), findings_exit():
        list(Processes(2).map(die, os.getpid(), [1, 2]))
    assert "--jobs 1" in capsys.readouterr().err
