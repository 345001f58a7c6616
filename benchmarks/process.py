"""One process, measured by a parent of its own."""

from __future__ import annotations

import subprocess
import sys

PARENT = """
import resource, subprocess, sys, time
start = time.perf_counter()
out = subprocess.run(sys.argv[1:], check=True, capture_output=True, text=True).stdout
taken = time.perf_counter() - start
print(taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
print(out)
"""


def measured(command: list[str]) -> tuple[float, float, str]:
    """Seconds, peak MB and output of one process, measured by a parent of its own."""
    whole = [sys.executable, "-c", PARENT, *command]
    run = subprocess.run(whole, check=True, capture_output=True, text=True)
    first, output = run.stdout.split("\n", 1)
    taken, memory = map(float, first.split())
    return taken, memory, output
