"""The gender gap: three named figures by source, taken apart, missing answers counted."""

import datetime
from pathlib import Path

import numpy as np
import pytest

from invented_cells import market as invented_market
from invented_cells import people
from paylens import Market
from paylens.errors import InvalidValue, NotEnoughData, UnknownValue
from paylens.market.evidence import Figure
from paylens.report.gap import gap, ratio
from paylens.report.gap_article import INSIDE, LARGER, SMALLER, _judged

# Invented: men have more years, and women are paid a tenth less at the same years.
LESS, MORE_FOR_YEARS = -0.10, 0.3


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    draws = np.random.default_rng(4)
    records = []
    for gender, few, many, less in (
        ("male", 200, 400, 0.0),
        ("female", 200, 100, LESS),
        (None, 90, 90, 0.0),
        ("other_gender", 3, 3, 0.0),
    ):
        for count, years, more in ((few, 1, 0.0), (many, 9, MORE_FOR_YEARS)):
            pay = np.exp(draws.normal(11.5 + more + less, 0.2, count))
            facts = {"experience_years_low": years, "experience_years_high": years + 1.0}
            records += people("levels_fyi", list(pay), gender=gender, **facts)
    for place, record in enumerate(records):
        record["record_id"] = str(place)
        record["observed_on"] = datetime.date(2020 + place % 2, 7, 1)
    folder = tmp_path_factory.mktemp("market")
    return invented_market(folder, records, compared=True)


@pytest.fixture(scope="module")
def answer(store):
    return gap(store, "ml_engineer", "US", None)


def _difference(answer, name: str) -> Figure:
    return next(each.combined for specification, each in answer.gaps if specification == name)


def test_the_planted_gap_is_found_where_years_hide_it(answer) -> None:
    raw, at_same_years = (_difference(answer, name) for name in ("unadjusted", "gap_a"))
    assert raw.high < np.expm1(LESS) - 0.02
    assert at_same_years.low < np.expm1(LESS) < at_same_years.high


def test_no_one_gap_is_named(answer) -> None:
    assert [name for name, _ in answer.gaps] == ["unadjusted", "gap_a", "gap_b"]
    assert all(word in answer.sentence for word in ("as it is", "(A)", "(B)", "None of these"))
    assert any("outcomes of inequality" in note for note in answer.notes)


def test_it_is_taken_apart_at_the_pay_of_men(answer) -> None:
    apart = next(one for one in answer.apart if one.specification == "gap_a")
    assert apart.reference == "male"
    expected = (100 / 300 - 400 / 600) * MORE_FOR_YEARS
    assert apart.explained.low < expected < apart.explained.high
    assert apart.unexplained.low < LESS < apart.unexplained.high
    assert apart.gap.log_gap == pytest.approx(
        apart.explained.log_gap + apart.unexplained.log_gap, abs=1e-6
    )
    parts = dict(apart.by_control)
    assert parts["experience"].log_gap == pytest.approx(expected, abs=0.03)
    assert abs(parts["year"].log_gap) < 0.01


def test_missing_answers_are_counted_and_few_are_not_shown(answer) -> None:
    counted = next(one for one in answer.apart if one.specification == "unadjusted")
    assert (counted.women, counted.men, counted.not_told) == (300, 600, 180)
    assert counted.other_gender is None
    section = next(s for s in answer.sections if s.title == "Who told a gender")
    assert section.rows[0]["share"] == pytest.approx(180 / 1080)


def test_medians_and_means_stand_beside(answer) -> None:
    (raw,) = answer.raw
    assert raw.mean_gap.value < np.expm1(LESS)
    assert raw.median_gap.low < raw.median_gap.value < raw.median_gap.high


def test_every_year_has_its_own_gap(answer) -> None:
    years = {cut.value for cut in answer.cuts if cut.by == "year"}
    assert years == {"2020", "2021"}


def test_one_year_alone(store) -> None:
    answer = gap(store, "ml_engineer", "US", "base", 2020)
    assert answer.understood["year"] == "2020"
    assert {one.year for one in answer.apart} == {2020}
    assert answer.article is None


def test_a_market_without_decompositions_says_so(store, tmp_path: Path) -> None:
    import shutil

    from paylens.market.store import Store

    shutil.copytree(store.folder.parent, tmp_path / "old")
    old = Store.open(tmp_path / "old")
    shutil.rmtree(old.folder / "decompositions")
    answer = gap(old, None, "US", None)
    assert answer.apart == ()
    assert any("without decompositions" in note for note in answer.notes)


def test_too_few_women_are_refused_with_what_is_missing(store) -> None:
    with pytest.raises(NotEnoughData, match="no source has 10 women and 10 men.*Missing"):
        gap(store, None, "DE", None)


@pytest.mark.parametrize(
    ("asked", "error", "says"),
    [
        ({"role": "beekeeper"}, UnknownValue, "beekeeper"),
        ({"country": "Atlantis"}, UnknownValue, "Atlantis"),
        ({"pay": "equity"}, InvalidValue, "base, total"),
        ({"year": 1995}, NotEnoughData, "in 1995"),
        ({"country": "Estonia"}, NotEnoughData, "Estonia"),
    ],
)
def test_what_cannot_be_told_is_refused_with_the_reason(asked, error, says) -> None:
    with pytest.raises(error, match=says):
        Market.reference().gap(**asked)


def test_the_article_is_judged_by_its_own_gap() -> None:
    answer = Market.reference().gap()
    assert answer.article.gap == pytest.approx(120 / 140 - 1)
    assert {each[4] for each in answer.article.found} <= {INSIDE, LARGER, SMALLER}
    assert "None of these is the one gap" in answer.sentence


@pytest.mark.parametrize(("claimed", "says"), [(-0.14, INSIDE), (-0.25, LARGER), (-0.01, SMALLER)])
def test_a_claimed_gap_is_inside_larger_or_smaller(claimed, says) -> None:
    assert _judged(claimed, Figure(-0.12, -0.2, -0.05)) == says


def test_a_ratio_of_suppressed_figures_is_suppressed() -> None:
    assert ratio(Figure(None, suppressed="few"), Figure(1.0)).suppressed == "few"
    assert ratio(Figure(90, 85, 95), Figure(100, 95, 105)).value == pytest.approx(-0.1)


def test_gaps_of_medians_hold_as_often_as_they_say(tmp_path: Path) -> None:
    """Drawn anew 400 times; the interval is of two independent medians."""
    from paylens.market.distribution import Distribution
    from paylens.market.grid import BINS, bins_of

    draws = np.random.default_rng(3)

    def median(level: float, count: int) -> Figure:
        pay = np.exp(draws.normal(level, 0.3, count))
        weights = np.bincount(bins_of(pay), minlength=BINS).astype(float)
        found = Distribution(count, weights, {})
        return Figure(found.percentile(0.5), *found.percentile_interval(0.5))

    held = 0
    for _ in range(1000):
        found = ratio(median(11.5 + LESS, 150), median(11.5, 400))
        held += found.low <= np.expm1(LESS) <= found.high
    assert 0.93 <= held / 1000 <= 0.97
