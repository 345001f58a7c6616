"""Threads may ask one market at once: each reads what it asked for."""

from concurrent.futures import ThreadPoolExecutor

from paylens.market.store import Store, quoted

CELLS = "cells/*.parquet"
THREADS, READS = 4, 80


def test_threads_read_what_they_asked_for() -> None:
    store = Store.reference()
    roles = store.read(CELLS, "true", "distinct role")
    asked = [str(row["role"]) for row in roles] * (READS // len(roles) + 1)

    def read(role: str) -> list[dict[str, object]]:
        return store.read(CELLS, f"role = {quoted(role)}", "distinct role")

    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(read, asked))
    assert found == [[{"role": role}] for role in asked]
