"""Answers at the official level: the median is the official one, and nothing else changes."""

import csv

import pytest

from paylens.errors import InvalidValue, NotEnoughData, QuestionError
from paylens.harmonise.exchange import latest_usd_per_unit
from paylens.report.batch import batch_estimates
from paylens.report.official import official_wages

HERE = {"role": "data scientist", "country": "US"}
SHARES = ("p10", "p25", "p50", "p75", "p90", "mean")
# Beside a median on the grid of pay, a bin of which is some 2 % wide.
EXACT = 2e-3


def medians(market, **asked):
    answer = market.estimate(**HERE, **asked)
    return answer.figures["p50"].value, answer


@pytest.mark.parametrize("role", ["data scientist", "software engineer", "data architect"])
@pytest.mark.parametrize("year", [None, 2022])
def test_the_median_of_role_country_and_year_is_the_official_one(market, role, year):
    answer = market.estimate(role=role, country="US", year=year, anchor="official")
    official = official_wages(market.store, role.replace(" ", "_"), "US", answer.year)
    assert answer.year == official.year == (year or official.year)
    assert answer.figures["p50"].value == pytest.approx(official.p50, rel=1e-4)
    assert (answer.official.year, answer.official.p50) == (official.year, official.p50)
    assert set(answer.to_polars()["anchored"]) == {answer.evidence.anchored}


def test_off_unless_asked_for(market):
    plain = market.estimate(**HERE)
    assert plain.evidence.anchored is None
    assert market.estimate(**HERE, anchor=None).figures == plain.figures


def test_facts_move_pay_as_they_do_in_the_records(market):
    def step(**asked):
        low, high = (
            market.estimate(**HERE, year=2024, experience=years, **asked).figures["p50"].value
            for years in (1, 12)
        )
        return high / low

    assert step(anchor="official") == pytest.approx(step(), rel=EXACT)


def test_every_figure_moves_alike_and_the_answer_says_so(market):
    plain = market.estimate(**HERE, experience=6, year=2024)
    moved = market.estimate(**HERE, experience=6, year=2024, anchor="official")
    ratios = [moved.figures[name].value / plain.figures[name].value for name in SHARES]
    # The mean does not depend on where in a bin the others fall.
    factor = ratios[SHARES.index("mean")]
    assert ratios == pytest.approx([factor] * len(ratios), rel=EXACT)
    assert abs(factor - 1) > 0.05
    assert "official median of Data Scientists, May 2024" in moved.evidence.anchored
    assert any("every amount is moved by" in note for note in moved.notes)
    for before, after in zip(plain.sources, moved.sources, strict=True):
        assert after.observed == before.observed
        ratio = after.estimated_p50 / before.estimated_p50
        assert ratio == pytest.approx(factor, rel=EXACT)


def test_what_was_measured_at_the_records_level_is_not_quoted_at_another(market):
    assert market.estimate(**HERE).coverage is not None
    assert market.estimate(**HERE, anchor="official").coverage is None
    assert market.estimate(**HERE, year=2010).coverage is None


def test_one_s_own_pay_is_placed_at_the_official_level(market):
    middle, _ = medians(market, anchor="official")
    mine = market.estimate(**HERE, anchor="official", my_pay=middle).my_pay
    assert mine["percentile"] == pytest.approx(50, abs=0.5)


def test_in_another_currency_and_in_other_prices(market):
    plain, _ = medians(market, anchor="official", year=2024)
    euros, answer = medians(market, anchor="official", year=2024, currency="EUR")
    assert euros == pytest.approx(plain / latest_usd_per_unit("EUR")[0], rel=1e-4)
    assert answer.evidence.anchored
    for view in ({"real": 2020}, {"ppp": True}, {"real": 2021, "ppp": True}):
        options = market.options(**view)
        anchored, answer = medians(market, anchor="official", **view)
        official = official_wages(market.store, "data_scientist", "US", answer.year)
        factor = options.view.factors("US")[answer.year]
        assert anchored == pytest.approx(official.p50 * factor, rel=EXACT)
        assert answer.evidence.prices and answer.evidence.anchored


REFUSED = [
    ({"role": "ML engineer", "country": "US"}, NotEnoughData, "no occupation of the official"),
    ({"role": "data scientist", "country": "Germany"}, NotEnoughData, "no official wages at hand"),
    ({"role": "data scientist"}, QuestionError, "name both"),
    ({"country": "US"}, QuestionError, "name both"),
    (HERE | {"year": 2026}, NotEnoughData, "newest official year, 2024"),
    (HERE | {"year": 2012}, NotEnoughData, "no official median of 2012"),
    (HERE | {"pay": "total"}, QuestionError, "no equity"),
]


@pytest.mark.parametrize(("asked", "error", "told"), REFUSED, ids=str)
def test_what_has_no_official_figure_is_refused(market, asked, error, told):
    with pytest.raises(error, match=told):
        market.estimate(**asked, anchor="official")


def test_an_unknown_anchor_names_those_there_are(market):
    with pytest.raises(InvalidValue, match="allowed: official"):
        market.estimate(**HERE, anchor="levels")


def test_a_batch_is_anchored_row_by_row(market, tmp_path):
    rows = [("data scientist", "US"), ("ML engineer", "US"), ("software engineer", "US")]
    path = tmp_path / "profiles.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("role", "country"), *rows])
    options = market.options(anchor="official")
    found = batch_estimates(market, path, options, lambda done, of: None).table.to_dicts()
    single = [market.estimate(role=role, country=country, anchor="official").figures["p50"].value
              for role, country in (rows[0], rows[2])]  # fmt: skip
    assert [row["p50"] for row in (found[0], found[2])] == [round(value) for value in single]
    assert "official median" in found[0]["anchored"]
    assert found[1]["p50"] is None and "no occupation" in found[1]["error"]
    plain = batch_estimates(market, path, market.options(), lambda done, of: None)
    assert "anchored" not in plain.table.columns
