"""How long whole sites take, beside peers, in one run: `make bench`, or `python benchmarks/site_speed.py`.

Everything works on one seeded corpus (`corpus.py`). Of each program the processor time of all its processes, the wall
time, the most memory that all of them held at one moment and the size of what it wrote are measured; of `serve`, how
long it takes from an edit until the page is served. A machine that others use measures badly: read the ratios, and the
processor time before the wall time. `--profile` says where our own time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.request import urlopen

from corpus import Corpus, make_corpus, slug
from peers import PEERS, fill, install, write_sources

from duizhao.engine.build import build_site
from duizhao.executors import SerialExecutor
from duizhao.options import Options
from duizhao.pipeline import prepare_build

ROOT = Path(__file__).parent.parent
ASIDE = ".aside-"
"""A part of the names of folders that will be deleted at the end."""
PAUSE = 0.05
"""The interval, in seconds, between two samples of the memory."""
EDITS = 5
"""The number of edits that are measured, of a site and of a served one."""
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As on most machines, where Python compiles a program's modules once, not at each start."""
CALM = 4
"""The interval, in seconds, between two edits."""
PATIENCE = 300
"""The longest time, in seconds, that a server may take to show a page."""
MEGABYTE = 10**6
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Measured:
    """The measurements of one program."""

    name: str
    cpu: float
    """Processor seconds of all processes."""
    wall: float
    """Elapsed seconds."""
    memory: float
    """The peak memory of all processes in megabytes, with shared pages counted once."""
    output: float
    """The size of the output in megabytes."""


def measure(name: str, commands: Sequence[Sequence[str]], folder: Path, output: Sequence[Path]) -> Measured:
    """Run commands in order, and measure them as one."""
    peak = 0.0
    before, start = os.times(), time.perf_counter()
    for command in commands:
        process = subprocess.Popen(
            command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        watcher = _Watcher(process.pid)
        watcher.start()
        _out, errors = process.communicate()
        watcher.stop()
        peak = max(peak, watcher.peak)
        if process.returncode:
            sys.exit(
                f"{name}: {' '.join(map(str, command))} ended with {process.returncode}\n{errors.decode()[-2000:]}"
            )
    wall, after = time.perf_counter() - start, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(name, cpu, wall, peak, sum(map(_size, output)) / MEGABYTE)


class _Watcher(threading.Thread):
    """A thread that samples the memory of a process and its descendants."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(PAUSE):
            self.peak = max(self.peak, sum(map(_memory, _family(self._pid))) / 1000)

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(pid: int) -> list[int]:
    """List a process and its descendants."""
    found = [pid]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _memory(pid: int) -> int:
    """Return the kilobytes of a process, including its share of shared memory."""
    try:
        found = PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return int(found[1]) if found else 0


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def measure_ours(site: Path) -> list[Measured]:
    """Measure Duizhao's builds: cold, with nothing changed, with one article changed, with one title changed.

    The first build after a cold one links all files into a second site; of those after it, the median is measured.
    """
    ours = [[sys.executable, "build.py", "--site", str(site), "build", "-q"]]

    def run(name: str) -> Measured:
        return measure(f"Duizhao, {name}", ours, ROOT, [site / "site"])

    put_aside(site / "site", site / ".cache")
    rows = [run("cold"), run("nothing changed")]
    article = site / "content" / "articles" / f"{slug(1)}.md"
    original = article.read_text("utf-8")
    edited = []
    for number in range(EDITS + 1):
        article.write_text(original.replace("\n\n##", f"补充第{number}句。\n\n##", 1), "utf-8")
        edited.append(run("one article changed"))
    first, *later = edited
    rows += [replace(first, name=f"{first.name}, at first"), sorted(later, key=lambda one: one.wall)[EDITS // 2]]
    article.write_text(original.replace("title: ", "title: 新", 1), "utf-8")
    rows.append(run("one title changed"))
    article.write_text(original, "utf-8")
    return rows


def measure_serve(site: Path) -> Measured:
    """Measure the time from an edit until the page is served, as the median of several edits."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    article = site / "content" / "articles" / f"{slug(1)}.md"
    original = article.read_text("utf-8")
    address = f"http://127.0.0.1:{port}/bench/zh-hans/articles/{slug(1)}/"
    command = [sys.executable, "build.py", "--site", str(site), "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    rows = []
    try:
        _wait_for(address, "</html>")
        for number in range(EDITS):
            # The search index of the previous build is written after its pages.
            time.sleep(CALM)
            cpu, start = _cpu(server.pid), time.perf_counter()
            article.write_text(original.replace("\n\n##", f"改动{number}。\n\n##", 1), "utf-8")
            _wait_for(address, f"改动{number}。")
            rows.append((time.perf_counter() - start, _cpu(server.pid) - cpu, _memory(server.pid) / 1000))
    finally:
        article.write_text(original, "utf-8")
        server.send_signal(signal.SIGINT)
        server.wait()
    wall, cpu, memory = (sorted(column)[EDITS // 2] for column in zip(*rows, strict=True))
    return Measured("Duizhao serve, edit to page", cpu, wall, memory, 0)


def _wait_for(address: str, text: str) -> None:
    """Request a page until it contains a text."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                if text in answer.read().decode("utf-8"):
                    return
        except OSError:
            time.sleep(PAUSE)
        time.sleep(PAUSE / 5)
    sys.exit(f"{address} does not show {text!r} after {PATIENCE} s")


def _cpu(pid: int) -> float:
    """Return the processor seconds of a process and all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure_help() -> Measured:
    """Measure how long the program takes to print its help."""
    return measure("Duizhao, --help", [[sys.executable, "build.py", "--help"]], ROOT, [])


def measure_peers(folder: Path) -> list[Measured]:
    """Measure the available peers on sources written for them."""
    rows = []
    for peer in PEERS:
        programs = install(peer, folder / "peers")
        if programs is None:
            print(f"{peer.name}: not to be had here", file=sys.stderr)
            continue
        sources = folder / "peer-sources"
        put_aside(sources / ".cache", *(sources / output for output in peer.output))
        commands = [fill(command, programs) for command in peer.commands]
        rows.append(measure(peer.name, commands, sources, [sources / output for output in peer.output]))
    return rows


def put_aside(*folders: Path) -> None:
    """Rename folders, to be deleted after all measurements.

    For minutes after a deletion, some file systems (ext4 without a journal) check the deleted files whenever they
    create one, which takes up to half a millisecond each and would distort the measurements.
    """
    for folder in filter(Path.exists, folders):
        folder.rename(folder.with_name(f"{folder.name}{ASIDE}{time.time_ns()}"))


def profile(site: Path) -> None:
    """Print a profile of a cold build in one process."""
    put_aside(site / "site", site / ".cache")
    profiler = cProfile.Profile()
    with profiler:
        build_site(prepare_build(site, Options(), SerialExecutor()), Options())
    pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


def print_table(rows: Sequence[Measured], base: Measured, show: Callable[[str], object] = print) -> None:
    """Print the measurements and their ratios to Duizhao's cold build."""
    show(f"{'':34}{'CPU s':>9}{'wall s':>9}{'MB':>8}{'output MB':>11}{'CPU ÷':>8}{'wall ÷':>8}")
    for one in rows:
        ratios = f"{one.cpu / base.cpu:8.2f}{one.wall / base.wall:8.2f}"
        show(f"{one.name:34}{one.cpu:9.2f}{one.wall:9.2f}{one.memory:8.0f}{one.output:11.1f}{ratios}")


def main() -> None:
    """Run the benchmark from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000])
    parser.add_argument("--folder", type=Path, default=ROOT / ".cache" / "bench", help="Where everything is made.")
    parser.add_argument("--no-peers", action="store_true", help="Measure our own builds only.")
    parser.add_argument("--profile", action="store_true", help="Say where our own time goes instead.")
    parser.add_argument("--json", type=Path, help="Write what was measured to this file, too.")
    options = parser.parse_args()
    results: dict[str, list[dict[str, object]]] = {}
    for count in options.articles:
        folder = options.folder / str(count)
        site = folder / "site"
        put_aside(site, folder / "peer-sources")
        make_corpus(site, Corpus(count))
        if options.profile:
            profile(site)
            continue
        rows = [measure_help(), *measure_ours(site), measure_serve(site)]
        if not options.no_peers:
            write_sources(site, folder / "peer-sources")
            rows += measure_peers(folder)
        print(f"{count} articles in 3 editions, {os.cpu_count()} processors")
        print_table(rows, rows[1])
        results[str(count)] = [asdict(row) for row in rows]
    for folder in [*options.folder.rglob(f"*{ASIDE}*")]:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
