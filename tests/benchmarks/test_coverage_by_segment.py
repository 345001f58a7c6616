"""Which segments' intervals hold another share than they say, against cases done by hand."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from scipy.stats import binom

PATH = Path(__file__).parents[2] / "benchmarks" / "coverage.py"


@pytest.fixture(scope="module")
def coverage() -> ModuleType:
    spec = importlib.util.spec_from_file_location("segment_coverage", PATH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line(rows: int, held: int, **segment: str) -> dict[str, object]:
    told = {"told": "all facts", "series": "ai_jobs/base", "rows": rows}
    return told | {"coverage_80": held / rows} | segment


NEAR = [line(200, held, role="ml_engineer", country="US") for held in (155, 158, 160, 163, 166)]
FAR = line(400, 248, role="data_analyst", country="IN")


def test_one_line_far_off_is_rejected_and_lines_near_are_not(coverage):
    assert coverage.rejected([*NEAR, FAR]) == [FAR]
    assert coverage.rejected(NEAR) == []
    assert coverage.rejected([]) == []


def test_the_p_value_is_the_exact_binomial_tests(coverage):
    chances = binom.pmf(range(11), 10, 0.8)
    by_hand = sum(chance for chance in chances if chance <= chances[5] * (1 + 1e-9))
    assert coverage.significance(line(10, 5)) == pytest.approx(by_hand)
    assert coverage.significance(line(200, 160)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("p_values", "rejected"),
    [
        ((0.04,), 1),
        ((0.06,), 0),
        # Bonferroni's 0.05 / 3 would stop at the first; Holm's bars are 0.05 / 3, / 2 and / 1.
        ((0.016, 0.024, 0.049), 3),
        ((0.016, 0.026, 0.03), 1),
        ((0.017, 0.001, 0.06), 2),
        ((0.02, 0.03, 0.04), 0),
    ],
)
def test_holms_steps_by_hand(coverage, monkeypatch, p_values, rejected):
    lines = [{"p": value} for value in p_values]
    monkeypatch.setattr(coverage, "significance", lambda found: found["p"])
    assert coverage.rejected(lines) == sorted(lines, key=lambda found: found["p"])[:rejected]


@pytest.mark.parametrize(
    ("rows", "allowed"), [(10_000, 0.015), (400, 2 * 0.4 / 20), (1_600, 2 * 0.4 / 40)]
)
def test_what_a_series_may_be_off_by(coverage, rows, allowed):
    assert coverage.tolerance(rows) == pytest.approx(allowed)


def test_the_tables_say_how_far_off_and_which(coverage):
    whole = [line(10_000, 8_149), line(10_000, 8_151) | {"series": "levels_fyi/total"}]
    within, outside = coverage.by_series([*whole, FAR]).splitlines()[2:]
    assert within == "| ai_jobs base | 10,000 | 81.5 % | 80 ± 1.5 | within |"
    assert outside == "| levels_fyi total | 10,000 | 81.5 % | 80 ± 1.5 | outside |"
    told = coverage.by_segment([line(200, 160), FAR]).splitlines()[2:]
    assert told == ["| all facts | 2 | 9.0 points | ai_jobs/base data_analyst, IN (62 % of 400) |"]
