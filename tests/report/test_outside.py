"""What lies outside the data: said in a note, wider, and weak."""

import math
from dataclasses import replace

import pytest

from invented_cells import around, market, people, years
from paylens import Market
from paylens.market.grid import BINS
from paylens.market.store import Store
from paylens.market.widening import widened
from paylens.report.mixture import Asked, voices
from paylens.report.outside import (
    COUNTRY_LOG_SD,
    INSIDE,
    MOST_YEARS_LOG_SD,
    NO_RECORD,
    NOT_ASKED,
    OTHER_PAIR_LOG_SD,
    PLACE_LOG_SD,
    TOO_FEW,
    YEAR_LOG_SD,
    apart,
    outside,
)
from paylens.report.profile import Profile

RECORDS = [
    *people("levels_fyi", around(1e5, 40), employer="Google", city="Seattle", level="mid"),
    *people("levels_fyi", around(1e5, 5), employer="Google", city="Austin", level="staff"),
    *people("levels_fyi", around(1e5, 20), employer="Meta", city="Austin", **years(0, 1)),
    *people("ai_jobs", around(1e5, 40), country="DE", remote="remote", basis="posting"),
    *people("ai_jobs", around(1e5, 40), role="data_engineer", basis="posting", year=2023),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    return market(tmp_path_factory.mktemp("market"), RECORDS, counted=True)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"employer": "Google", "city": "Seattle", "level": "mid"}, {}),
        ({"employer": "Meta", "city": "Seattle"}, {("city", "employer"): NO_RECORD}),
        ({"employer": "Google", "city": "Austin"}, {("city", "employer"): TOO_FEW}),
        ({"employer": "Google", "country": "DE"}, {("country", "employer"): NO_RECORD}),
        ({"role": "data_engineer", "country": "DE"}, {("country", "role"): NO_RECORD}),
        ({"employer": "Google", "remote": "remote"}, {("employer", "remote"): NOT_ASKED}),
        (
            {"level": "mid", "experience_years_low": 0.0, "experience_years_high": 0.0},
            {("experience", "level"): NOT_ASKED},
        ),
        ({"role": "ml_engineer"}, {}),
        ({}, {}),
    ],
)
def test_facts_never_seen_together(store, facts, expected):
    profile = Profile(facts, understood={"experience": "0 years"})
    assert {pair.facts: pair.reason for pair in apart(store, profile)} == expected


@pytest.mark.parametrize("told", ["20,000+ employees", "10,000+"])
def test_an_interval_is_told_as_it_was_understood(store, told):
    size = {"employer_size_low": 20_000.0, "employer_size_high": float("inf")}
    profile = Profile({"employer": "Google", **size}, understood={"company_size": told})
    (pair,) = apart(store, profile)
    assert pair.words == f"Google and {told}"


def test_one_reason_is_told_once():
    answer = Market.reference().estimate(role="AI engineer", country="Kenya")
    assert sum("carried over from other roles" in note for note in answer.notes) == 1


def test_many_profiles_are_told_the_same_as_each_alone(store, monkeypatch):
    names = ("Google", "Meta")
    pairs = [("city", (c,), "employer", (e,)) for c in ("Seattle", "Austin") for e in names]
    alone = [store.seen.counts([pair])[0] for pair in pairs]
    assert alone == [40, None, 0, 20]
    monkeypatch.setattr("paylens.market.seen.SINGLE_LOOKS", 0)
    assert replace(store.seen, _counts={}).counts(pairs) == alone


@pytest.mark.parametrize(
    ("facts", "year", "log_sd", "told"),
    [
        ({"role": "ml_engineer", "country": "US"}, None, 0.0, None),
        ({"role": "ml_engineer", "country": "US"}, 2021, 0.0, None),
        ({"role": "ml_engineer", "country": "US"}, 2025, YEAR_LOG_SD * 4, "2025"),
        ({"role": "ml_engineer", "country": "US"}, 2060, MOST_YEARS_LOG_SD, "2060"),
        ({"role": "ml_engineer", "country": "FR"}, None, COUNTRY_LOG_SD, "France"),
        ({"role": "data_engineer", "country": "DE"}, None, PLACE_LOG_SD, "together"),
        ({"employer": "Meta", "city": "Seattle"}, None, OTHER_PAIR_LOG_SD, "Seattle and Meta"),
        ({"employer": "Google", "remote": "remote"}, None, 0.0, None),
    ],
)
def test_how_much_wider_it_is(store, facts, year, log_sd, told):
    profile = Profile(facts)
    speaking = voices(store, Asked(profile.role, profile.country, "base", year=year))
    found = outside(store, profile, speaking, year)
    assert found.log_sd == pytest.approx(log_sd)
    if told is None:
        assert found is INSIDE
    else:
        assert any(told in note for note in found.notes)
        assert f"no more than {100 * math.expm1(log_sd):.0f} %" in found.notes[-1]


@pytest.mark.parametrize(
    "outside_the_data",
    [{"country": "Madagascar"}, {"country": "US", "year": 2035}, {"country": "US", "year": 1995}],
)
def test_an_estimate_outside_the_data_says_so_and_is_weak(outside_the_data):
    answer = Market.reference().estimate(role="ML engineer", **outside_the_data)
    assert answer.evidence.reliability == "weak"
    assert any(note.startswith("outside the data") for note in answer.notes)


def test_a_country_that_no_source_knows_is_answered_more_widely_than_any_other():
    market = Market.reference()
    widths = {
        country: _width(market.estimate(role="ML engineer", country=country))
        for country in ("Madagascar", "US", "Germany", "India")
    }
    assert max(widths, key=widths.__getitem__) == "Madagascar"


def _width(answer) -> float:
    return answer.figures["p90"].value / answer.figures["p10"].value


@pytest.mark.parametrize("log_sd", [0.02, 0.1, 0.6])
def test_widening_adds_its_variance_and_keeps_the_middle(log_sd):
    import numpy as np

    from paylens.market.grid import LOG_EDGES, STEP

    middles = LOG_EDGES[:-1] + STEP / 2
    density = np.zeros((2, BINS))
    density[0, 250], density[1, [200, 220]] = 1.0, 0.5
    wide = widened(density, log_sd)
    assert wide.sum(axis=1) == pytest.approx(1)
    mean, before = wide @ middles, density @ middles
    assert mean == pytest.approx(before)
    variance = (wide @ middles**2) - mean**2
    grown = variance - ((density @ middles**2) - before**2)
    assert grown == pytest.approx(log_sd**2 + STEP**2 / 12, rel=0.02, abs=STEP**2 / 6)
    assert (widened(density, 0.0) == density).all()
