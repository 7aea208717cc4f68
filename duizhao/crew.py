"""Crews: the same work done in this process, in several, or on other machines."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import lru_cache
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
Work = Callable[[Any, Job], Result]
"""A function of a module, from what all jobs share and one job to its result."""
WORTH_A_PROCESS = 2
"""From how many jobs on processes are started."""
CLUSTER = "dask://"
"""How the address of a cluster begins."""
PATIENCE = 10
"""How many seconds a cluster may take to answer."""

KILLED = (
    "a process that did a part of the work was killed, as systems do when memory is short; "
    "try --jobs 1, which needs the least, or close other programs"
)
STOPPING = (signal.SIGINT, signal.SIGTERM)
"""What a user, or the system, stops a build with."""
OBJECTS = 200_000
"""How many objects come into being between two searches for cycles: a build makes millions and hardly any cycle."""

_shared: list[Any] = []
"""What a process that was copied from its parent has inherited for its jobs."""
_one_by_one = threading.Lock()
"""Held by who works: other people's processes may run several jobs in threads, which Python would not speed up."""


class CrewError(Exception):
    """Those who do the work cannot be had or were lost; the message says why and what to do."""


class Crew(Protocol):
    """Those who do the jobs."""

    def map(self, work: Work[Job, Result], shared: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """Do jobs, and give each with its result as soon as it is done.

        Args:
            work: What is done.
            shared: What every job needs beside itself.
            jobs: The jobs; equal ones are done as often as they stand there.
        """

    def begin(self, work: Work[Job, Result], shared: Any, job: Job) -> Callable[[], Result]:
        """Begin a job beside what is done here meanwhile, where that can be.

        Returns:
            What waits for the job, and gives its result.
        """


class Alone:
    """A crew of one: this process, job after job."""

    def map(self, work: Work[Job, Result], shared: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """Do jobs in their order."""
        return ((job, work(shared, job)) for job in jobs)

    def begin(self, work: Work[Job, Result], shared: Any, job: Job) -> Callable[[], Result]:
        """Do a job when its result is asked for."""
        return lambda: work(shared, job)


class Processes:
    """A crew of processes on this machine.

    Where the system can copy a process, they inherit what they share. A process with threads is not safely copied:
    there, and on other systems, new ones are started and are handed it.
    """

    def __init__(self, count: int) -> None:
        """Have so many processes."""
        self.count = count

    def map(self, work: Work[Job, Result], shared: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """Do jobs side by side.

        Raises:
            CrewError: A process was killed.
        """
        if len(jobs) < WORTH_A_PROCESS:
            yield from Alone().map(work, shared, jobs)
            return
        count = min(self.count, len(jobs))
        with _inheriting(shared), _start(count, shared) as pool:
            try:
                with _holding_signals():
                    futures = {pool.submit(_work_shared, work, job): job for job in jobs}
                yield from _collect(futures)
            except BrokenProcessPool:
                raise CrewError(KILLED) from None

    def begin(self, work: Work[Job, Result], shared: Any, job: Job) -> Callable[[], Result]:
        """Do a job in a copy of this process; where that cannot be, or did not end well, when its result is asked for.

        Such a copy has no processes of its own.
        """
        if not _can_copy():
            return Alone().begin(work, shared, job)
        context = get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        copy = context.Process(target=_answer, args=(sender, work, shared, job), daemon=True)
        with _holding_signals():
            copy.start()
        sender.close()

        def finish() -> Result:
            with receiver:
                try:
                    result: Result = receiver.recv()
                except EOFError:
                    result = work(shared, job)
            copy.join()
            return result

        return finish


class Hired:
    """A crew behind an executor of somebody else, such as a Dask cluster's; it shares no disk and no memory with us."""

    def __init__(self, executor: Executor, share: Callable[[bytes], Any] = bytes) -> None:
        """Have those who work for an executor.

        Args:
            executor: Who does jobs, somewhere.
            share: Lays bytes out for all jobs and gives what stands for them among the arguments of a job.
        """
        self._executor = executor
        self._share = share

    def map(self, work: Work[Job, Result], shared: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """Do jobs wherever the executor does them."""
        if not jobs:
            return
        packed = self._share(pickle.dumps(shared, pickle.HIGHEST_PROTOCOL))
        yield from _collect({self._executor.submit(_work_packed, work, packed, job): job for job in jobs})

    def begin(self, work: Work[Job, Result], shared: Any, job: Job) -> Callable[[], Result]:
        """Do a job here, when its result is asked for: there is nobody beside us."""
        return Alone().begin(work, shared, job)


@contextmanager
def hire(address: str) -> Iterator[Hired]:
    """Hire the workers of a Dask cluster until the block ends.

    Args:
        address: The cluster's scheduler, such as `dask://10.0.0.5:8786`.

    Yields:
        The crew. What it shares travels to each worker once.

    Raises:
        CrewError: The address is none, the package is missing, or nobody answers there.
    """
    place = address.removeprefix(CLUSTER)
    if place == address or not place:
        message = f"'{address}' is no address of a cluster; write {CLUSTER}HOST:PORT"
        raise CrewError(message)
    try:
        from distributed import Client  # noqa: PLC0415 -- an extra that few need, and slow to import
    except ImportError:
        raise CrewError("a cluster needs a package that is not there; pip install 'duizhao[dask]'") from None
    try:
        client: Any = Client(f"tcp://{place}", timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        hint = "see that its scheduler runs ('dask scheduler') and that this machine reaches it"
        message = f"no cluster answers at {address} ({error}); {hint}"
        raise CrewError(message) from error
    with client:
        yield Hired(client.get_executor(pure=False), client.scatter)


def ease_collector() -> None:
    """Let this process, and those copied from it, search for cycles seldom: it takes a tenth of a build otherwise."""
    gc.set_threshold(OBJECTS, 20, 100)


def make_crew(count: int = 0) -> Crew:
    """Make a crew on this machine.

    Args:
        count: How many processes work side by side; 0 for as many as there are processors.
    """
    count = count or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else count or os.cpu_count() or 1
    return Alone() if count == 1 else Processes(count)


@contextmanager
def _inheriting(shared: Any) -> Iterator[None]:
    """Lay out what processes inherit that are started inside."""
    _shared.append(shared)
    try:
        yield
    finally:
        _shared.pop()


def _can_copy() -> bool:
    """Tell whether this process is safely copied."""
    return "fork" in get_all_start_methods() and threading.active_count() == 1


@contextmanager
def _holding_signals() -> Iterator[None]:
    """Hold the signals that stop a build back while processes are started: those begin with them held back, too."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_at_signals() -> None:
    """Let a process of ours end without a word when it is stopped: whoever started it says what there is to say."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)


def _start(count: int, shared: Any) -> ProcessPoolExecutor:
    """Start processes."""
    if _can_copy():
        return ProcessPoolExecutor(count, mp_context=get_context("fork"), initializer=_end_at_signals)
    packed = pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_receive, initargs=(packed,))


def _collect(futures: dict[Any, Job]) -> Iterator[tuple[Job, Any]]:
    """Give jobs with their results as they come in; nothing more is begun after an error."""
    try:
        for future in as_completed(futures):
            yield futures.pop(future), future.result()
    finally:
        for future in futures:
            future.cancel()


def _receive(packed: bytes) -> None:
    """Take what is shared, in a process that was newly started."""
    _end_at_signals()
    _shared.append(pickle.loads(packed))  # noqa: S301 -- from our own parent


def _work_shared(work: Work[Job, Result], job: Job) -> Result:
    """Do a job in a process of ours."""
    return work(_shared[-1], job)


def _answer(sender: Connection, work: Work[Job, Result], shared: Any, job: Job) -> None:
    """Do a job in a copy of the process that asked; an error says nothing here, and everything where it comes again."""
    _end_at_signals()
    with sender, suppress(Exception):
        sender.send(work(shared, job))


@lru_cache(maxsize=1)
def _unpack(packed: bytes) -> Any:
    """Unpack what is shared, once for all jobs of a build."""
    return pickle.loads(packed)  # noqa: S301 -- sent by the build that the cluster works for


def _work_packed(work: Work[Job, Result], packed: bytes, job: Job) -> Result:
    """Do a job in a process of somebody else."""
    with _one_by_one:
        return work(_unpack(packed), job)
