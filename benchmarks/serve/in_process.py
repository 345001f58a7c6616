"""The model without a server: estimates of the same profiles, as JSON values, in one process.

    python benchmarks/serve/in_process.py SECONDS

Prints estimates per second and milliseconds of processor time for each.
"""

from __future__ import annotations

import sys
import time
from itertools import islice

from profiles import profiles

from paylens import Market

WARMING = 40


def main() -> None:
    """Estimate until the time is over, after a warm-up."""
    market = Market.reference()
    asked = profiles()
    for facts in islice(asked, WARMING):
        market.estimate(**facts)
    count, start, before = 0, time.perf_counter(), time.process_time()
    while time.perf_counter() - start < float(sys.argv[1]):
        market.estimate(**next(asked))
        count += 1
    elapsed, used = time.perf_counter() - start, time.process_time() - before
    print(count / elapsed, 1000 * used / count)


if __name__ == "__main__":
    main()
