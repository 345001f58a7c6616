"""Processes held on one core: started, asked what they used, ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
STARTING_SECONDS = 90


@dataclass(frozen=True)
class Served:
    """A server's port and its main process."""

    port: int
    process: int

    @property
    def cpu_seconds(self) -> float:
        """Processor time of all its processes so far."""
        return sum(int(f[11]) + int(f[12]) for f in self._fields()) / TICKS_PER_SECOND

    @property
    def memory_mb(self) -> float:
        """Resident memory of all its processes."""
        return sum(int(f[21]) for f in self._fields()) * PAGE_BYTES / 1e6

    def _fields(self) -> list[list[str]]:
        """`/proc/PID/stat` from its third field on (proc(5)), of the process and its children."""
        found = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                found[int(path.parent.name)] = path.read_text("utf-8").rsplit(")", 1)[1].split()
            except OSError:
                continue
        own = {self.process}
        for _ in range(3):
            own |= {number for number, fields in found.items() if int(fields[1]) in own}
        return [found[number] for number in own if number in found]


@contextmanager
def served(command: list[str], core: int) -> Iterator[Served]:
    """A server on one core, `{port}` in its command replaced; ended afterwards."""
    port = _free_port()
    words = [sys.executable, *(word.format(port=port) for word in command)]
    process = on_core(words, core)
    try:
        _await(port, process)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def on_core(words: list[str], core: int, **options: object) -> subprocess.Popen[str]:
    """A process that may use one core only."""
    pinned = (
        f"import os, sys; os.sched_setaffinity(0, {{{core}}}); os.execv(sys.argv[1], sys.argv[1:])"
    )
    quiet = {"stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL} | options
    return subprocess.Popen([sys.executable, "-c", pinned, *words], text=True, **quiet)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no server at port {port}")
