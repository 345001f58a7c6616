"""A build killed at any moment leaves the old market or the new one, whole."""

import random
import subprocess
import sys
import time

import pytest

from paylens.market.store import Store
from publishers import write_all

KILLS = 20


@pytest.fixture(scope="module")
def two_worlds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kills")
    for seed in (1, 2):
        write_all(folder / f"files{seed}", seed=seed, size=300)
    return folder


def started(folder, seed):
    command = [
        "-m",
        "paylens",
        "build",
        "--from",
        folder / f"files{seed}",
        "--out",
        folder / "market",
    ]
    return subprocess.Popen(
        [sys.executable, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_kills_at_random_moments(two_worlds):
    versions, durations = {}, []
    for seed in (1, 2):
        start = time.monotonic()
        assert started(two_worlds, seed).wait() == 0
        durations.append(time.monotonic() - start)
        versions[seed] = Store.open(two_worlds / "market").manifest["version"]
    assert versions[1] != versions[2]
    moment = random.Random(20)
    for _ in range(KILLS):
        build = started(two_worlds, 1)
        time.sleep(moment.uniform(0, 1.05 * min(durations)))
        build.kill()
        build.wait()
        store = Store.open(two_worlds / "market")
        assert store.manifest["version"] in versions.values()
        assert store.cells()
        assert store.model_folder.is_dir()
