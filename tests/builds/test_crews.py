"""Crews: who does the work, and what happens to who dies over it."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence

import pytest

from duizhao.cli.printing import findings_exit
from duizhao.crew import Alone, Crew, CrewError, Processes

HERE = os.getpid()


def double(offset: int, job: int) -> tuple[int, bool]:
    """Do a job, and say whether it was done here."""
    return offset + 2 * job, os.getpid() == HERE


def die(_shared: object, job: int) -> int:
    """Die, unless this is the process of the tests."""
    if os.getpid() != HERE:
        os._exit(1)
    return job


def fail(_shared: object, job: int) -> int:
    """Fail wherever it is."""
    message = f"job {job}"
    raise ValueError(message)


@pytest.mark.parametrize(("crew", "here"), [(Alone(), True), (Processes(2), False)])
def test_work_that_is_begun(crew: Crew, here: bool) -> None:  # noqa: FBT001
    """Work is begun in a copy of the process where there is one, and its result waits until it is asked for."""
    first, second = crew.begin(double, 100, 1), crew.begin(double, 100, 2)
    assert [second(), first()] == [(104, here), (102, here)]


def test_results_of_any_size() -> None:
    """A copy waits with what does not fit into a pipe, and nobody waits for a copy whose result nobody wants."""
    Processes(2).begin(str.__mul__, "much " * 100_000, 10)
    assert len(Processes(2).begin(str.__mul__, "much " * 100_000, 10)()) == 5_000_000


def test_work_of_who_dies_is_done_here() -> None:
    """A copy that was killed is no error."""
    assert Processes(2).begin(die, None, 7)() == 7


def test_errors_are_those_of_the_work() -> None:
    """What fails in a copy fails here in the same way."""
    with pytest.raises(ValueError, match="job 7"):
        Processes(2).begin(fail, None, 7)()


def test_beside_threads_nothing_is_copied() -> None:
    """A process with threads is not safely copied: its work is done when the result is asked for."""
    leave = threading.Event()
    thread = threading.Thread(target=leave.wait)
    thread.start()
    try:
        assert Processes(2).begin(double, 0, 1)() == (2, True)
    finally:
        leave.set()
        thread.join()


@pytest.mark.parametrize("jobs", [[1, 2], [1, 2, 3, 4, 5]])
def test_a_process_that_is_killed_is_said(jobs: Sequence[int]) -> None:
    """Where a process of several is killed, the message says what that means and what to do."""
    with pytest.raises(CrewError, match="--jobs 1"):
        list(Processes(2).map(die, None, jobs))


def test_such_a_command_ends_with_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    """It is no internal error, and the old site is left as it was."""
    with pytest.raises(SystemExit, match="1"), findings_exit():
        list(Processes(2).map(die, None, [1, 2]))
    assert "--jobs 1" in capsys.readouterr().err
