"""Load on `/api/v1/estimate`, all servers on one core and the client on another, profiles distinct.

    python benchmarks/serve [--seconds 20] [--minutes 10] [--core 0]

Prints requests per second and processor time per request of paylens, of the bare framework that
returns a constant of the same size, and of the model called in process; latency at half the
saturating rate; with --minutes also errors and memory of so long a run at saturation.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from serve.load import Answers, at_rate, saturate  # noqa: E402
from serve.processes import Served, on_core, served  # noqa: E402
from serve.profiles import profiles  # noqa: E402

PAYLENS = ["-m", "paylens", "serve", "--port", "{port}", "--rate-limit", "0"]
WARMING_SECONDS = 5.0
HEADER = """| what | requests/s | ms of processor time each | median ms | p99 ms | failed |
|---|---|---|---|---|---|"""


def main() -> None:
    """Measure, and print the table as it grows."""
    asked = _arguments()
    os.sched_setaffinity(0, set(range(os.cpu_count() or 1)) - {asked.core} or {asked.core})
    print(HEADER)
    model_ms = _in_process(asked.seconds, asked.core)
    with served(PAYLENS, asked.core) as server:
        questions = cycle(profiles())
        saturate(server.port, questions, WARMING_SECONDS)
        full, server_ms = _saturated(server, questions, asked.seconds, "`paylens serve`")
        half = at_rate(server.port, questions, asked.seconds, full.per_second / 2)
        _row("`paylens serve`, half that rate", half, None)
        if asked.minutes:
            _long_run(server, questions, asked.minutes)
    with served([str(HERE / "bare.py"), "{port}", str(full.body_bytes)], asked.core) as server:
        saturate(server.port, questions, WARMING_SECONDS)
        _saturated(server, questions, asked.seconds, f"a constant of {full.body_bytes:,} bytes")
    spread = half.milliseconds(0.99) / half.milliseconds(0.5)
    print(
        f"\nThe server adds {server_ms - model_ms:.1f} ms to the model's {model_ms:.1f} ms; "
        f"at half the saturating rate p99 is {spread:.1f} times the median."
    )


def _in_process(seconds: float, core: int) -> float:
    words = [sys.executable, str(HERE / "in_process.py"), str(seconds)]
    printed, _ = on_core(words, core, stdout=subprocess.PIPE, stderr=None).communicate()
    per_second, each_ms = map(float, printed.split())
    print(f"| the model in process | {per_second:,.1f} | {each_ms:.2f} | | | |", flush=True)
    return each_ms


def _saturated(
    server: Served, questions: Iterator[dict[str, str]], seconds: float, what: str
) -> tuple[Answers, float]:
    before = server.cpu_seconds
    answers = saturate(server.port, questions, seconds)
    each = 1000 * (server.cpu_seconds - before) / len(answers.seconds)
    _row(what, answers, each)
    return answers, each


def _long_run(server: Served, questions: Iterator[dict[str, str]], minutes: int) -> None:
    memory = [server.memory_mb]
    requests = failed = 0
    for _ in range(minutes):
        answers = saturate(server.port, questions, 60.0)
        requests, failed = requests + len(answers.seconds), failed + answers.failed
        memory.append(server.memory_mb)
    grown = ", ".join(f"{each:.0f}" for each in memory)
    print(
        f"\n{minutes} minutes at saturation: {requests:,} answers, {failed} failed; MB: {grown}\n"
    )


def _row(what: str, answers: Answers, each_ms: float | None) -> None:
    shown = "" if each_ms is None else f"{each_ms:.2f}"
    print(
        f"| {what} | {answers.per_second:,.1f} | {shown} | {answers.milliseconds(0.5):.1f} "
        f"| {answers.milliseconds(0.99):.1f} | {answers.failed} |",
        flush=True,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python benchmarks/serve", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--minutes", type=int, default=0, help="how long at saturation, beside")
    parser.add_argument("--core", type=int, default=0, help="of the servers and the model")
    return parser.parse_args()


if __name__ == "__main__":
    main()
