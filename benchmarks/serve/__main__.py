"""The server under load, beside the bare framework and the model in process.

    python benchmarks/serve [--seconds 20] [--minutes 0]

Everything that answers runs on one core, the load on another; every request is of a profile of its
own, no answer is cached. In one run: answers per second of `/api/v1/estimate`, of a constant of the
same size from the bare framework, and of the model called in process on the same core; then the
percentiles of time at half the rate that saturates. `--minutes` saturates it for so long instead
and says how memory grew. Writes benchmarks/serve/results.json and prints a table.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from paylens import Market  # noqa: E402
from serve.client import Load, at_rate, saturate  # noqa: E402
from web.serving import free_port  # noqa: E402

RESULTS = HERE / "results.json"
SERVING_CORE, LOADING_CORE = 0, 1
CONNECTIONS = 16
STARTING_SECONDS = 60
FACTS = {
    "role": ["ML engineer", "data scientist", "data engineer", "data analyst", "AI engineer"],
    "country": ["US", "DE", "GB", "IN", "CA", "FR", "BR", "ES", "AU", "NL"],
    "experience": [str(years) for years in range(20)],
    "education": ["bachelor", "master", "doctorate"],
}


def profiles() -> list[dict[str, str]]:
    """Distinct profiles, in an order that has no neighbours alike."""
    every = [dict(zip(FACTS, values, strict=True)) for values in itertools.product(*FACTS.values())]
    return [every[(number * 1009) % len(every)] for number in range(len(every))]


@contextmanager
def on_the_serving_core() -> Iterator[None]:
    """What runs or is started inside is bound to the serving core."""
    os.sched_setaffinity(0, {SERVING_CORE})
    try:
        yield
    finally:
        os.sched_setaffinity(0, {LOADING_CORE % (os.cpu_count() or 1)})


@contextmanager
def started(*command: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server process that listens at the port."""
    with on_the_serving_core():
        process = subprocess.Popen(
            [sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    try:
        asyncio.run(_await_open(port))
        yield process
    finally:
        process.terminate()
        process.wait()


async def _await_open(port: int) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.1)


def memory_mb(process: subprocess.Popen[bytes]) -> float:
    """Resident memory of a process and its workers."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return sum(_resident_mb(int(pid)) for pid in [process.pid, *map(int, children)])


def _resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def in_process(asked: list[dict[str, str]], seconds: float) -> float:
    """Estimates per second of the model called in this process, on the serving core."""
    market = Market.reference()
    with on_the_serving_core():
        for profile in asked[:20]:
            market.estimate(**profile)
        start = time.perf_counter()
        for count, profile in enumerate(itertools.cycle(asked), start=1):  # noqa: B007
            market.estimate(**profile)
            if time.perf_counter() - start > seconds:
                break
        return count / (time.perf_counter() - start)


def measured(seconds: float) -> dict[str, Any]:
    """Every figure of the run."""
    asked = profiles()
    paths = [f"/api/v1/estimate?{urlencode(profile)}" for profile in asked]
    size = len(json.dumps(Market.reference().estimate(**asked[0]).to_dict()))
    model = in_process(asked, seconds)
    port = free_port()
    with started(str(HERE / "bare.py"), str(port), str(size), port=port):
        bare = asyncio.run(saturate(port, paths, CONNECTIONS, seconds))
    port = free_port()
    command = ("-m", "paylens", "serve", "--port", str(port), "--rate-limit", "0")
    with started(*command, port=port):
        asyncio.run(saturate(port, paths[-200:], CONNECTIONS, 3))
        served = asyncio.run(saturate(port, paths, CONNECTIONS, seconds))
        half = asyncio.run(at_rate(port, paths, served.per_second / 2, seconds))
        found = {
            "model_per_second": round(model, 1),
            "served_per_second": round(served.per_second, 1),
            "bare_per_second": round(bare.per_second, 1),
            "added_by_serving": round(model / served.per_second - 1, 3),
            "half_rate": {
                "per_second": round(half.per_second, 1),
                "p50_ms": round(half.percentile_ms(0.5), 1),
                "p99_ms": round(half.percentile_ms(0.99), 1),
                "p99_over_p50": round(half.percentile_ms(0.99) / half.percentile_ms(0.5), 2),
            },
            "failures": _failures(served, half, bare),
        }
    return found


def endured(minutes: float) -> dict[str, Any]:
    """Saturated for so long: answers, failures, and memory at the start, the middle, the end."""
    paths, port = [f"/api/v1/estimate?{urlencode(profile)}" for profile in profiles()], free_port()
    command = ("-m", "paylens", "serve", "--port", str(port), "--rate-limit", "0")
    with started(*command, port=port) as process:
        asyncio.run(saturate(port, paths, CONNECTIONS, len(paths) / 50))
        memory, loads = [round(memory_mb(process), 1)], []
        for _ in range(2):
            loads.append(asyncio.run(saturate(port, paths, CONNECTIONS, 30 * minutes)))
            memory.append(round(memory_mb(process), 1))
    return {
        "minutes": minutes,
        "answers": sum(len(load.seconds) for load in loads),
        "failures": _failures(*loads),
        "memory_mb": memory,
    }


def _failures(*loads: Load) -> int:
    return sum(sum(load.failures.values()) for load in loads)


def main() -> None:
    """Measure, keep and print."""
    parser = argparse.ArgumentParser(description="The server under load.")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each part")
    parser.add_argument("--minutes", type=float, default=0.0, help="saturate it so long instead")
    asked = parser.parse_args()
    found = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    found |= {"endurance": endured(asked.minutes)} if asked.minutes else measured(asked.seconds)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print("| one core | a second | ms each |")
    print("| --- | --- | --- |")
    for name, key in (
        ("model in process", "model_per_second"),
        ("`/api/v1/estimate`", "served_per_second"),
        ("bare framework, a constant of the same size", "bare_per_second"),
    ):
        print(f"| {name} | {found[key]:,.0f} | {1000 / found[key]:.2f} |")
    half = found["half_rate"]
    print(f"\nServing adds {found['added_by_serving']:.2f} of the model's time (aim: at most 1).")
    print(
        f"At half the saturating rate: median {half['p50_ms']} ms, p99 {half['p99_ms']} ms, "
        f"{half['p99_over_p50']} times (aim: under 5). Failures: {found['failures']}."
    )
    if long := found.get("endurance"):
        print(
            f"{long['minutes']:g} minutes at saturation: {long['answers']:,} answers, "
            f"{long['failures']} failures, memory {' → '.join(map(str, long['memory_mb']))} MB."
        )


if __name__ == "__main__":
    main()
