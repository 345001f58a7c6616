"""The load client counts and times what a server really did."""

import asyncio
import threading
import time
from contextlib import contextmanager
from itertools import cycle

import pytest
from serve.load import Answers, at_rate, saturate
from serve.profiles import FACTS, profiles

from paylens import Market

SLOW_SECONDS = 0.02
OK, BROKEN = "200 OK", "500 Internal Server Error"


@contextmanager
def answering(statuses, pause_seconds=0.0):
    """A server of its own thread that answers with these statuses in turn; gives its port."""
    told, loop, ready = cycle(statuses), asyncio.new_event_loop(), threading.Event()
    found = {}

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
        found["port"], found["stop"] = server.sockets[0].getsockname()[1], asyncio.Event()
        ready.set()
        await found["stop"].wait()
        server.close()
        await asyncio.sleep(0.05)

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    ready.wait()
    yield found["port"]
    loop.call_soon_threadsafe(found["stop"].set)
    thread.join()
    loop.close()


def test_no_two_profiles_are_alike_and_all_are_understood():
    asked = [tuple(facts.items()) for facts in profiles()]
    assert len(set(asked)) == len(asked) > 10_000
    market = Market.reference()
    for place in range(max(map(len, FACTS.values()))):
        market.profile({name: values[place % len(values)] for name, values in FACTS.items()})


@pytest.mark.parametrize(
    ("statuses", "failed_share"), [([OK], 0.0), ([OK, BROKEN], 0.5), ([BROKEN], 1.0)]
)
def test_failures_are_counted(statuses, failed_share):
    with answering(statuses) as port:
        answers = saturate(port, cycle(profiles()), 0.2)
    assert answers.failed == pytest.approx(failed_share * len(answers.seconds), abs=1)
    assert answers.body_bytes == len("body")


def test_questions_come_at_the_rate_and_are_timed():
    with answering([OK], SLOW_SECONDS) as port:
        answers = at_rate(port, cycle(profiles()), 1.0, 100)
    assert 60 < len(answers.seconds) < 140
    assert answers.milliseconds(0.5) >= 1000 * SLOW_SECONDS


def test_time_counts_from_when_a_question_was_due():
    class Late:
        """Questions of which the first keeps the client itself from asking on."""

        def __init__(self):
            self.asked = 0

        def __next__(self):
            self.asked += 1
            if self.asked == 1:
                time.sleep(0.3)
            return {"role": "ML engineer"}

    with answering([OK]) as port:
        answers = at_rate(port, Late(), 0.2, 50)
    assert max(answers.seconds) > 0.15


def test_percentiles_of_answers():
    answers = Answers(seconds=[number / 1000 for number in range(100, 0, -1)], elapsed_seconds=2.0)
    assert (answers.milliseconds(0.5), answers.milliseconds(0.99)) == (51, 100)
    assert answers.per_second == 50
