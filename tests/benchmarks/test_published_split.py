"""The measures that stand beside published ones, on four rows worked out by hand."""

import numpy as np
import pytest
from published_split import line


def test_measures_in_dollars() -> None:
    quantiles = np.log(np.tile([50.0, 60, 80, 100, 120, 140, 150], (4, 1)) * 1e3)
    pay = np.log(np.array([[90.0], [110.0], [40.0], [200.0]]) * 1e3)
    found = line("by hand", quantiles, pay)
    assert (found.rows, found.mae_usd) == (4, 45_000)
    assert found.r2 == pytest.approx(1 - 13_800 / 13_400, abs=0.001)
    assert found.coverage_90 == 0.5
    assert found.width_90_usd == 100_000
