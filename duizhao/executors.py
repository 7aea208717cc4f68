"""Executors: run the same jobs in this process, in several processes, or on other machines."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    # Imported where they are used: commands that need no processes start sooner.
    from concurrent import futures
    from multiprocessing.connection import Connection

Job = TypeVar("Job")
Result = TypeVar("Result")
Work = Callable[[Any, Job], Result]
"""A module-level function that takes the value shared by all jobs and one job, and returns the job's result."""
WORTH_A_PROCESS = 2
"""The least number of jobs for which processes are started."""
CLUSTER = "dask://"
"""The scheme of a cluster's address."""
PATIENCE = 10
"""How many seconds to wait for a cluster to answer."""

KILLED = (
    "a process that did a part of the work was killed, as systems do when memory is short; "
    "try --jobs 1, which needs the least, or close other programs"
)
STOPPING = (signal.SIGINT, signal.SIGTERM)
"""The signals that stop a build."""
OBJECTS = 200_000
"""The threshold of the first garbage collection generation: a build allocates millions of objects and few cycles."""

_shared: list[Any] = []
"""The shared values that forked processes inherit."""
_one_by_one = threading.Lock()
"""Serialises the jobs of a remote worker, which may run several in threads that Python would not run in parallel."""


class ExecutorError(Exception):
    """Raised when workers cannot be started or were lost; the message states the reason and a remedy."""


class Executor(Protocol):
    """Runs jobs."""

    def map(self, work: Work[Job, Result], shared: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """Run jobs, and yield each with its result as soon as it is done.

        Args:
            work: The function to call.
            shared: The value that every call gets.
            jobs: The jobs; equal jobs are run as often as they are listed.
        """

    def begin(self, work: Work[Job, Result], shared: Any, job: Job) -> Callable[[], Result]:
        """Start a job in the background, if possible.

        Returns:
            A function that waits for the job and returns its result.
        """


class SerialExecutor:
    """Runs jobs in this process, one after another."""

    def map(self, work: Work[Job, Result], shared: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """Run jobs in order, each when its result is requested."""
        return ((job, work(shared, job)) for job in jobs)

    def begin(self, work: Work[Job, Result], shared: Any, job: Job) -> Callable[[], Result]:
        """Run a job when its result is requested."""
        return lambda: work(shared, job)


class ProcessExecutor:
    """Runs jobs in processes on this machine.

    Processes are forked and inherit the shared value. If the system cannot fork, or the parent has threads and
    cannot be forked safely, they are spawned and receive the value pickled.
    """

    def __init__(self, count: int) -> None:
        """Use at most `count` processes."""
        self.count = count

    def map(self, work: Work[Job, Result], shared: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """Run jobs in parallel.

        Raises:
            ExecutorError: A process was killed.
        """
        if len(jobs) < WORTH_A_PROCESS:
            yield from SerialExecutor().map(work, shared, jobs)
            return
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 -- see above

        count = min(self.count, len(jobs))
        with _inheriting(shared):
            pool = _start(count, shared)
            try:
                with _holding_signals():
                    pending = {pool.submit(_work_shared, work, job): job for job in jobs}
                yield from _collect(pending)
            except BrokenProcessPool:
                raise ExecutorError(KILLED) from None
            finally:
                # The pool's own thread cancels what is pending. If this one did, the other could fail over a cancelled
                # job, with a traceback, when a signal has stopped the processes.
                pool.shutdown(cancel_futures=True)

    def begin(self, work: Work[Job, Result], shared: Any, job: Job) -> Callable[[], Result]:
        """Run a job in a forked process; if that is impossible or fails, run it here when its result is requested.

        A forked process starts no processes of its own.
        """
        if not _can_copy():
            return SerialExecutor().begin(work, shared, job)
        from multiprocessing import get_context  # noqa: PLC0415 -- see above

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


class RemoteExecutor:
    """Runs jobs on any `concurrent.futures` executor, such as a Dask cluster's.

    Its workers share neither disk nor memory with this process.
    """

    def __init__(self, executor: futures.Executor, share: Callable[[bytes], Any] = bytes) -> None:
        """Wrap an executor.

        Args:
            executor: The executor.
            share: Sends bytes to all workers once, and returns the argument that stands for them in a call.
        """
        self._executor = executor
        self._share = share

    def map(self, work: Work[Job, Result], shared: Any, jobs: Sequence[Job]) -> Iterator[tuple[Job, Result]]:
        """Run jobs on the workers."""
        if not jobs:
            return
        packed = self._share(pickle.dumps(shared, pickle.HIGHEST_PROTOCOL))
        pending = {self._executor.submit(_work_packed, work, packed, job): job for job in jobs}
        try:
            yield from _collect(pending)
        finally:
            for future in pending:
                future.cancel()

    def begin(self, work: Work[Job, Result], shared: Any, job: Job) -> Callable[[], Result]:
        """Run a job in this process when its result is requested."""
        return SerialExecutor().begin(work, shared, job)


@contextmanager
def connect_cluster(address: str) -> Iterator[RemoteExecutor]:
    """Connect to a Dask cluster until the block ends.

    Args:
        address: The address of the cluster's scheduler, such as `dask://10.0.0.5:8786`.

    Yields:
        An executor that sends shared values to each worker once.

    Raises:
        ExecutorError: The address is invalid, the package is missing, or no scheduler answers.
    """
    place = address.removeprefix(CLUSTER)
    if place == address or not place:
        message = f"'{address}' is no address of a cluster; write {CLUSTER}HOST:PORT"
        raise ExecutorError(message)
    try:
        from distributed import Client  # noqa: PLC0415 -- an extra that few need, and slow to import
    except ImportError:
        raise ExecutorError("a cluster needs a package that is not there; pip install 'duizhao[dask]'") from None
    try:
        client: Any = Client(f"tcp://{place}", timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        hint = "see that its scheduler runs ('dask scheduler') and that this machine reaches it"
        message = f"no cluster answers at {address} ({error}); {hint}"
        raise ExecutorError(message) from error
    with client:
        yield RemoteExecutor(client.get_executor(pure=False), client.scatter)


def ease_collector() -> None:
    """Run garbage collection rarely in this process and those forked from it: it takes a tenth of a build otherwise."""
    gc.set_threshold(OBJECTS, 20, 100)


def make_executor(count: int = 0) -> Executor:
    """Return a local executor.

    Args:
        count: The number of processes; 0 for one per processor.
    """
    count = count or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else count or os.cpu_count() or 1
    return SerialExecutor() if count == 1 else ProcessExecutor(count)


@contextmanager
def _inheriting(shared: Any) -> Iterator[None]:
    """Publish a value that processes forked inside the block inherit."""
    _shared.append(shared)
    try:
        yield
    finally:
        _shared.pop()


def _can_copy() -> bool:
    """Return whether this process can be forked safely."""
    from multiprocessing import get_all_start_methods  # noqa: PLC0415 -- see above

    return "fork" in get_all_start_methods() and threading.active_count() == 1


@contextmanager
def _holding_signals() -> Iterator[None]:
    """Block the signals that stop a build while processes are started, which inherit the mask."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_at_signals() -> None:
    """Make a worker process end silently when it is stopped: its parent reports the interruption."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)


def _start(count: int, shared: Any) -> futures.ProcessPoolExecutor:
    """Start a pool of processes."""
    from concurrent import futures  # noqa: PLC0415 -- see above
    from multiprocessing import get_context  # noqa: PLC0415

    if _can_copy():
        return futures.ProcessPoolExecutor(count, mp_context=get_context("fork"), initializer=_end_at_signals)
    packed = pickle.dumps(shared, pickle.HIGHEST_PROTOCOL)
    return futures.ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_receive, initargs=(packed,))


def _collect(pending: dict[Any, Job]) -> Iterator[tuple[Job, Any]]:
    """Yield jobs with their results as they complete, and remove them from those that are pending."""
    from concurrent import futures  # noqa: PLC0415 -- see above

    for future in futures.as_completed(pending):
        yield pending.pop(future), future.result()


def _receive(packed: bytes) -> None:
    """Unpack the shared value in a spawned process."""
    _end_at_signals()
    _shared.append(pickle.loads(packed))  # noqa: S301 -- from our own parent


def _work_shared(work: Work[Job, Result], job: Job) -> Result:
    """Run a job in a process of the pool."""
    return work(_shared[-1], job)


def _answer(sender: Connection, work: Work[Job, Result], shared: Any, job: Job) -> None:
    """Run a job in a forked process; an error is ignored here, since the parent then runs the job again itself."""
    _end_at_signals()
    with sender, suppress(Exception):
        sender.send(work(shared, job))


@lru_cache(maxsize=1)
def _unpack(packed: bytes) -> Any:
    """Unpickle the shared value, once for all jobs of a build."""
    return pickle.loads(packed)  # noqa: S301 -- sent by the build that the cluster works for


def _work_packed(work: Work[Job, Result], packed: bytes, job: Job) -> Result:
    """Run a job on a remote worker."""
    with _one_by_one:
        return work(_unpack(packed), job)
