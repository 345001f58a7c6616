"""Fixtures that every part's tests share."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Two workers share the machine, and a container's cores may be fewer than it shows: threads of
# one per visible core that wait by spinning make a fit twenty times slower.
os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

# How long an example takes is the machine's business, not the test's.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# No text of a few hundred kilobytes takes so long but by backtracking without end.
HANGS_FROM_PROCESSOR_SECONDS = 30

DATA = Path(os.environ.get("PAYLENS_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the publishers' real files; tests that need it are skipped without."""
    if not DATA.is_dir():
        pytest.skip(f"no publishers' files in {DATA}; set PAYLENS_DATA to where they are")
    return DATA


@pytest.fixture
def ends() -> Iterator[None]:
    """Fail a test that does not end, by processor time, which a busy machine does not stretch."""

    def stop(number: int, frame: object) -> None:
        pytest.fail(f"did not end in {HANGS_FROM_PROCESSOR_SECONDS} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGS_FROM_PROCESSOR_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.fixture(scope="session")
def small_market(tmp_path_factory) -> Path:
    """A market built from invented files in every publisher's layout, once per test run."""
    mine = tmp_path_factory.getbasetemp()
    shared = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "small_market"
    claim = shared.with_suffix(".claimed")
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        return _awaited(shared)
    from paylens.report.build import build
    from publishers import write_all

    files = tmp_path_factory.mktemp("publishers")
    write_all(files, size=1500)
    build(files, shared)
    return shared


def _awaited(market: Path) -> Path:
    """The market that another test process is building."""
    for _ in range(600):
        if (market / "current").exists():
            return market
        time.sleep(0.5)
    pytest.fail("the small market was not built within five minutes")
