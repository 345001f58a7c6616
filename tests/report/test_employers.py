"""Pay by employer: beside all others, never below the floor, and one employer closer."""

import re
from pathlib import Path

import numpy as np
import pytest

from invented_cells import around, people
from invented_cells import market as invented_market
from paylens import Market
from paylens.errors import InvalidValue, NotEnoughData, UnknownValue
from paylens.market.evidence import Figure
from paylens.report.employers import difference_of


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Market:
    records = [
        *people("levels_fyi", around(200e3, 30, 500), employer="High"),
        *people("levels_fyi", around(100e3, 40, 500), employer="Low"),
        *people("levels_fyi", around(100e3, 9, 500), employer="Few"),
        *people("ai_postings", around(150e3, 12, 500), employer="Alone", basis="posting"),
        *people("ai_postings", around(150e3, 5, 500), employer="Rest", basis="posting"),
    ]
    for place, record in enumerate(records):
        record["record_id"] = str(place)
    return Market(invented_market(Path(tmp_path_factory.mktemp("employers")), records))


@pytest.fixture(scope="module")
def reference() -> Market:
    return Market.reference()


def test_employers_stand_beside_all_others(planted: Market) -> None:
    found = {each.employer: each for each in planted.employers().employers}
    assert set(found) == {"High", "Low", "Alone"}
    assert found["High"].statistics.figures["p50"].value == pytest.approx(200e3, rel=0.02)
    assert found["High"].others.figures["p50"].value == pytest.approx(100e3, rel=0.02)
    assert found["High"].others.evidence.records == 49
    assert found["High"].difference.value == pytest.approx(1.0, abs=0.05)
    assert found["High"].share_of_source.value == pytest.approx(30 / 79)


def test_no_share_tells_a_count_below_the_floor(planted: Market) -> None:
    alone = next(e for e in planted.employers().employers if e.employer == "Alone")
    assert alone.share_of_source.value is None and alone.share_of_source.suppressed
    assert alone.difference.value is None
    assert alone.others.suppressed


def test_a_dominating_employer_is_labelled(planted: Market) -> None:
    notes = " ".join(planted.employers().sections[0].notes)
    for employer in ("High", "Low", "Alone"):
        assert f"{employer} gives more than 25%" in notes


def test_the_sentence_names_both_ends(planted: Market) -> None:
    assert "(Low)" in planted.employers().sentence and "(High)" in planted.employers().sentence


def test_the_first_line_says_of_which_years_it_is(market: Market) -> None:
    years = r" in \w+ \(20\d\d(–20\d\d)?\), "
    assert re.search(years, market.employers().sentence)
    assert re.search(years, market.components().sentence)


@pytest.mark.parametrize("apart", [0.0, 0.2])
def test_intervals_of_differences_hold_what_was_planted(apart: float) -> None:
    """In 93 to 97.5 % of draws; where nothing was planted, few are called different."""
    random, held, called, draws = np.random.default_rng(11), 0, 0, 1000
    for _ in range(draws):
        here = _median(random.lognormal(12 + np.log1p(apart), 0.4, 120))
        others = _median(random.lognormal(12, 0.4, 400))
        found = difference_of(here, others)
        held += found.low <= apart <= found.high
        called += not found.low <= 0 <= found.high
    assert 0.93 <= held / draws <= 0.975
    if apart == 0:
        assert 0.025 <= called / draws <= 0.07
    else:
        assert called / draws > 0.8


def _median(amounts: np.ndarray) -> Figure:
    error = 1.96 * np.sqrt(0.25 / len(amounts))
    return Figure(*np.quantile(amounts, [0.5, 0.5 - error, 0.5 + error]))


def test_one_employer_by_role_level_and_city(reference: Market) -> None:
    answer = reference.employers(company="google")
    assert answer.company == "Google"
    assert {each.employer for each in answer.employers} == {"Google"}
    assert len({each.role for each in answer.employers}) > 5
    levels = [each for each in answer.estimated if each.dimension == "level"]
    here = [each.here.value for each in levels]
    assert len(levels) >= 3 and here == sorted(here)
    assert {each.dimension for each in answer.estimated} == {"level", "city"}
    assert [section.title for section in answer.sections] == [
        "By role", "By level, estimated", "By city, estimated",
    ]  # fmt: skip
    only = reference.employers(company="Google", role="data scientist")
    assert {each.role for each in only.employers} == {"data_scientist"}


def test_counts_are_the_markets(reference: Market) -> None:
    found = next(e for e in reference.employers().employers if e.employer == "Google")
    cells = reference.store.cells(
        pay=["base"], roles=["ml_engineer"], countries=["US"], dimension="employer",
        values=["Google"], sources=[found.source],
    )  # fmt: skip
    newest = max(cell.year for cell in cells)
    counted = sum(cell.distribution.records for cell in cells if cell.year > newest - 3)
    assert found.statistics.evidence.records == counted


@pytest.mark.parametrize(
    ("asked", "error", "told"),
    [
        ({"company": "Gogle"}, UnknownValue, "Google"),
        ({"company": "Google", "country": "Kenya"}, NotEnoughData, "more reports that name it"),
        ({"company": "Google", "years": "2001"}, NotEnoughData, "more reports that name it"),
        ({"country": "Kenya"}, NotEnoughData, "records that name the employer"),
        ({"pay": "bonus"}, InvalidValue, "base, total"),
        ({"pay": "gross", "company": "Google"}, InvalidValue, "base, total"),
        ({"years": "soon"}, InvalidValue, "2019-2021"),
    ],
)
def test_what_cannot_be_answered_is_said(reference: Market, asked, error, told: str) -> None:
    with pytest.raises(error, match=told):
        reference.employers(**asked)
