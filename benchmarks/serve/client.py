"""A load of GET requests over connections that stay open, as fast as answered or at a rate."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Load:
    """What a load did: seconds of each answer, in order of their end, and failures by status."""

    seconds: list[float] = field(default_factory=list)
    failures: dict[int, int] = field(default_factory=dict)
    lasted_seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.lasted_seconds

    def percentile_ms(self, share: float) -> float:
        """A percentile of the time of an answer, in milliseconds."""
        return 1000 * float(np.quantile(self.seconds, share))


@dataclass(frozen=True)
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def get(self, path: str) -> int:
        """The status of one request, its body read."""
        self.writer.write(f"GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next(line for line in lines if line.startswith(b"content-length:"))
        await self.reader.readexactly(int(length.split(b":")[1]))
        return int(lines[0].split()[1])


async def saturate(port: int, paths: list[str], connections: int, seconds: float) -> Load:
    """As many requests as get answered, each connection with one in flight."""
    load, start = Load(), time.perf_counter()
    cycle = itertools.cycle(paths)

    async def go_on() -> None:
        connection = _Connection(*await asyncio.open_connection("127.0.0.1", port))
        while time.perf_counter() - start < seconds:
            sent = time.perf_counter()
            _count(load, await connection.get(next(cycle)), time.perf_counter() - sent)
        connection.writer.close()

    await asyncio.gather(*(go_on() for _ in range(connections)))
    load.lasted_seconds = time.perf_counter() - start
    return load


async def at_rate(port: int, paths: list[str], per_second: float, seconds: float) -> Load:
    """Requests at random moments of a rate (a Poisson stream), whether answered or not; the time
    of an answer counts from when its request was due, so that waiting shows."""
    rng = np.random.default_rng(0)
    gaps = rng.exponential(1 / per_second, int(per_second * seconds))
    due = iter(np.cumsum(gaps).tolist())
    load, start, cycle = Load(), time.perf_counter(), itertools.cycle(paths)

    async def go_on(moments: Iterator[float]) -> None:
        connection = _Connection(*await asyncio.open_connection("127.0.0.1", port))
        for moment in moments:
            await asyncio.sleep(max(0.0, start + moment - time.perf_counter()))
            status = await connection.get(next(cycle))
            _count(load, status, time.perf_counter() - start - moment)
        connection.writer.close()

    await asyncio.gather(*(go_on(due) for _ in range(64)))
    load.lasted_seconds = time.perf_counter() - start
    return load


def _count(load: Load, status: int, seconds: float) -> None:
    if status == 200:
        load.seconds.append(seconds)
    else:
        load.failures[status] = load.failures.get(status, 0) + 1
