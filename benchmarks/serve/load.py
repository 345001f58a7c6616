"""A client that keeps a server busy, or asks at a rate, and times every answer.

At a rate the questions come at random moments (a Poisson process), and an answer's time counts from
the moment it was due, so that a server that falls behind cannot hide it (Tene 2015, "How NOT to
measure latency").
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

CONNECTIONS = 16


@dataclass
class Answers:
    """Seconds of every answer, how many failed, bytes of the last, and how long it all took."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    body_bytes: int = 0
    elapsed_seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.elapsed_seconds

    def milliseconds(self, share: float) -> float:
        """The time that so large a share of the answers stayed within."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def saturate(port: int, asked: Iterator[dict[str, str]], seconds: float) -> Answers:
    """Every connection asks again as soon as it is answered."""
    return asyncio.run(_saturated(port, asked, seconds))


def at_rate(port: int, asked: Iterator[dict[str, str]], seconds: float, rate: float) -> Answers:
    """Questions at random moments, `rate` a second on average."""
    return asyncio.run(_at_rate(port, asked, seconds, rate))


async def _saturated(port: int, asked: Iterator[dict[str, str]], seconds: float) -> Answers:
    answers, start = Answers(), time.perf_counter()

    async def ask_on() -> None:
        connection = await _Connection.to(port)
        while time.perf_counter() - start < seconds:
            await connection.timed(next(asked), answers, time.perf_counter())
        connection.close()

    await asyncio.gather(*(ask_on() for _ in range(CONNECTIONS)))
    answers.elapsed_seconds = time.perf_counter() - start
    return answers


async def _at_rate(
    port: int, asked: Iterator[dict[str, str]], seconds: float, rate: float
) -> Answers:
    answers, drawn = Answers(), random.Random(1)
    idle: list[_Connection] = []
    running = []

    async def ask(facts: dict[str, str], due: float) -> None:
        connection = idle.pop() if idle else await _Connection.to(port)
        await connection.timed(facts, answers, due)
        idle.append(connection)

    start = due = time.perf_counter()
    while due - start < seconds:
        due += drawn.expovariate(rate)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        running.append(asyncio.create_task(ask(next(asked), due)))
    await asyncio.gather(*running)
    answers.elapsed_seconds = time.perf_counter() - start
    for connection in idle:
        connection.close()
    return answers


@dataclass
class _Connection:
    """One HTTP/1.1 connection that is kept open."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def to(cls, port: int) -> _Connection:
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def timed(self, facts: dict[str, str], answers: Answers, due: float) -> None:
        """Ask for one estimate and note what became of it."""
        line = f"GET /api/v1/estimate?{urlencode(facts)} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        self.writer.write(line.encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        await self.reader.readexactly(length)
        answers.seconds.append(time.perf_counter() - due)
        answers.failed += " 200 " not in head.split("\r\n")[0]
        answers.body_bytes = length

    def close(self) -> None:
        self.writer.close()
