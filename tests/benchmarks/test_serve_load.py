"""The load client counts and times what a server really did."""

import asyncio
import functools
from itertools import cycle

import pytest
from serve.client import Load, at_rate, saturate

SLOW_SECONDS = 0.02
OK, BROKEN = "200 OK", "500 Internal Server Error"


def loaded(statuses, ask, pause_seconds=0.0):
    """What `ask(port)` finds of a server that answers with these statuses in turn."""
    told = cycle(statuses)

    async def answer(reader, writer):
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(pause_seconds)
                writer.write(f"HTTP/1.1 {next(told)}\r\nContent-Length: 4\r\n\r\nbody".encode())
        except asyncio.IncompleteReadError:
            writer.close()

    async def run():
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        try:
            return await ask(server.sockets[0].getsockname()[1])
        finally:
            server.close()
            await asyncio.sleep(0.05)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("statuses", "failed_share"), [([OK], 0.0), ([OK, BROKEN], 0.5), ([BROKEN], 1.0)]
)
def test_failures_are_counted_apart_from_answers(statuses, failed_share):
    load = loaded(statuses, functools.partial(saturate, paths=["/"], connections=4, seconds=0.2))
    failed = load.failures.get(500, 0)
    assert failed == pytest.approx(failed_share * (failed + len(load.seconds)), abs=1)


def test_requests_come_at_the_rate_and_are_timed():
    ask = functools.partial(at_rate, paths=["/"], per_second=100, seconds=1.0)
    load = loaded([OK], ask, SLOW_SECONDS)
    assert len(load.seconds) == 100
    assert load.percentile_ms(0.5) >= 1000 * SLOW_SECONDS


def test_a_server_that_falls_behind_cannot_hide_it():
    """64 connections, 0.4 s per answer: of 640 requests in a second the last wait for seconds."""
    ask = functools.partial(at_rate, paths=["/"], per_second=640, seconds=1.0)
    load = loaded([OK], ask, 0.4)
    assert load.percentile_ms(0.99) > 2000


def test_percentiles_of_answers():
    load = Load(seconds=[number / 1000 for number in range(101)], lasted_seconds=2.0)
    assert load.percentile_ms(0.5) == pytest.approx(50)
    assert load.percentile_ms(0.99) == pytest.approx(99)
    assert load.per_second == 50.5
