"""A `paylens serve` of one's own, for as long as it is needed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

HEALTH = "/api/v1/health"
STARTING_SECONDS = 60
ENDING_SECONDS = 20


class NotServing(RuntimeError):
    """The server ended, or did not answer in time; holds what it printed."""


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """The address of a server started with these options; it is ended afterwards.

    Raises
    ------
    NotServing
        It does not answer within `STARTING_SECONDS`.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "paylens", "serve", "--port", str(port), *options]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        process = subprocess.Popen(
            command, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _await_health(address, process, printed)
            yield address
        finally:
            _end(process)


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_health(address: str, process: subprocess.Popen[bytes], printed: IO[str]) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address + HEALTH, timeout=5) as reply:
                if reply.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    printed.seek(0)
    raise NotServing(f"paylens serve did not answer at {address}{HEALTH}:\n{printed.read()}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
