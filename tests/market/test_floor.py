import numpy as np
import pytest

from invented_cells import spread
from paylens.market.distribution import Distribution
from paylens.market.evidence import lower_grade, reliability
from paylens.market.floor import OWN, PUBLIC, dominance
from paylens.market.statistics import OPEN_TOP, TOO_FEW, pay_statistics
from paylens.market.store import Cell


def cell(records, brackets=None, share=None):
    pay = np.linspace(90_000, 150_000, records)
    weights = spread(pay, pay).sum(axis=0) * (0 if brackets else 1)
    return Cell(
        "ai_jobs", "posting", "base", 2024, "ml_engineer", "US", "", "",
        employers=None, top_employer_share=share,
        distribution=Distribution(records, weights, brackets or {}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("floor", "records", "shown"),
    [
        (PUBLIC, 9, set()),
        (PUBLIC, 10, {"p25", "p50", "p75", "mean"}),
        (PUBLIC, 19, {"p25", "p50", "p75", "mean"}),
        (PUBLIC, 20, {"p10", "p25", "p50", "p75", "p90", "mean"}),
        (OWN, 5, {"p25", "p50", "p75", "mean"}),
        (OWN, 10, {"p10", "p25", "p50", "p75", "p90", "mean"}),
    ],
)
def test_what_may_be_shown(floor, records, shown):
    found = pay_statistics([cell(records)], floor)
    assert {name for name, figure in found.figures.items() if figure.value is not None} == shown
    for figure in found.figures.values():
        assert (figure.value is None) == (figure.suppressed == TOO_FEW)


def test_a_suppressed_cohort_hides_its_count_too():
    found = pay_statistics([cell(9)], PUBLIC)
    assert found.suppressed
    assert found.evidence.records is None
    assert found.distribution is None


def test_the_mean_is_suppressed_when_the_open_top_holds_too_much():
    top = {(100_000.0, 200_000.0): 97.0, (200_000.0, np.inf): 3.0}
    assert pay_statistics([cell(100, top)], PUBLIC).figures["mean"].suppressed == OPEN_TOP
    few = {(100_000.0, 200_000.0): 99.0, (200_000.0, np.inf): 1.0}
    assert pay_statistics([cell(100, few)], PUBLIC).figures["mean"].value is not None


def test_one_employer_with_over_a_quarter_is_labelled():
    assert pay_statistics([cell(50, share=0.4)], PUBLIC).evidence.notes
    assert not pay_statistics([cell(50, share=0.2)], PUBLIC).evidence.notes
    assert dominance(None, None) is None


@pytest.mark.parametrize(
    ("records", "width", "label"),
    [
        (1000, 0.05, "strong"),
        (1000, 0.15, "good"),
        (299, 0.05, "good"),
        (50, 0.3, "fair"),
        (12, 0.1, "weak"),
    ],
)
def test_reliability(records, width, label):
    assert reliability(records, width) == label


def test_grades_fall_to_weak_and_no_further():
    assert lower_grade("strong") == "good"
    assert lower_grade("weak") == "weak"
