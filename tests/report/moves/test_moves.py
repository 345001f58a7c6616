"""What goes with higher pay for a person: what was planted is found, nothing else claimed."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import norm

from invented_cells import market as invented_market
from invented_cells import people
from paylens import Market
from paylens.errors import InvalidValue, NotEnoughData, UnknownValue
from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Figure
from paylens.report.moves import moves
from paylens.report.moves.paths import PATHS
from paylens.report.profile import understand

OWN = 100_000.0


def of_own_pay(**_: object) -> SimpleNamespace:
    return SimpleNamespace(figures={"p50": Figure(OWN)})


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> object:
    """Seniors earn 50 % more than those in the middle; education makes no difference."""
    spread = norm.ppf((np.arange(150) + 0.5) / 150)
    records = []
    for level, middle in (("mid", 100e3), ("senior", 150e3)):
        for education in ("bachelor", "master"):
            amounts = middle * np.exp(0.2 * spread)
            records += people("levels_fyi", amounts, level=level, education=education)
    for place, record in enumerate(records):
        record["record_id"] = str(place)
    return invented_market(Path(tmp_path_factory.mktemp("moves")), records, compared=True)


@pytest.fixture(scope="module")
def reference() -> Market:
    return Market.reference()


def asked(store, **facts):
    profile = understand(facts, store.values)
    return moves(store, profile, of_own_pay, **facts)


def found(answer, name, value, pay="base"):
    return next(
        one for one in answer.moves if (one.dimension, one.value, one.pay) == (name, value, pay)
    )


def test_a_planted_difference_is_found_from_the_own_value(planted) -> None:
    move = found(asked(planted, role="ML engineer", country="US", level="mid"), "level", "senior")
    assert move.compared_with == "Mid" and move.told
    assert move.difference.low < 0.5 < move.difference.high
    assert move.difference.value == pytest.approx(0.5, abs=0.08)
    assert move.records == 300 and move.sources == ("levels_fyi",)


def test_seen_from_the_other_side_it_is_less(planted) -> None:
    move = found(asked(planted, role="ML engineer", country="US", level="senior"), "level", "mid")
    assert move.difference.value == pytest.approx(1 / 1.5 - 1, abs=0.06)


def test_an_untold_fact_is_compared_with_the_average(planted) -> None:
    move = found(asked(planted, role="ML engineer", country="US"), "level", "senior")
    assert move.compared_with == "the average"
    assert 0.1 < move.difference.value < 0.35


def test_money_is_the_share_of_the_own_estimate(planted) -> None:
    move = found(asked(planted, role="ML engineer", country="US", level="mid"), "level", "senior")
    for share, money in zip(
        (move.difference.value, move.difference.low, move.difference.high),
        (move.money.value, move.money.low, move.money.high),
        strict=True,
    ):
        assert money == pytest.approx(share * OWN)


def test_where_nothing_was_planted_nothing_is_told_apart(planted) -> None:
    answer = asked(planted, role="ML engineer", country="US", education="bachelor")
    assert not found(answer, "education", "master").told
    titles = [section.title for section in answer.sections]
    assert "Not told apart from none: base pay" in titles


def test_facts_without_others_say_what_is_missing(planted) -> None:
    answer = asked(planted, role="ML engineer", country="US")
    why = {each.dimension: each.why for each in answer.unanswered}
    assert {"remote", "industry", "city", "skills"} <= set(why)
    assert "100 records" in why["remote"]


def test_a_market_without_comparisons_is_to_be_built_again(tmp_path) -> None:
    store = invented_market(tmp_path, people("levels_fyi", [1e5] * 20))
    with pytest.raises(NotEnoughData, match="paylens build"):
        asked(store, role="ML engineer", country="US")


def test_clear_differences_come_first_and_largest_first(reference: Market) -> None:
    answer = reference.moves(role="ML engineer", country="US", level="mid")
    order = [(not one.told, -one.difference.value) for one in answer.moves]
    assert order == sorted(order)
    for one in answer.moves:
        assert one.told == (not one.difference.low <= 0 <= one.difference.high)
        assert one.records >= 10
    for section in answer.sections:
        if section.title.startswith("Goes with more"):
            assert all(row["difference"].low > 0 for row in section.rows)
            assert section.chart.reference == 0.0


def test_no_move_is_to_what_the_person_has(reference: Market) -> None:
    told = {"role": "ML engineer", "country": "US", "level": "mid", "company_size": "5000"}
    answer = reference.moves(**told, skills="python", education="master")
    values = {(one.dimension, one.value) for one in answer.moves}
    assert not values & {
        ("role", "ml_engineer"), ("country", "US"), ("level", "mid"), ("skills", "python"),
        ("education", "master"), ("employer_size", "1,000-9,999"), ("employer_size", "250+"),
    }  # fmt: skip
    assert {one.compared_with for one in answer.moves if one.dimension == "employer_size"} <= {
        "250+", "1,000-9,999", "1,000-4,999",
    }  # fmt: skip


def test_kinds_of_pay_stand_apart(reference: Market) -> None:
    both = reference.moves(role="ML engineer", country="US")
    only = reference.moves(role="ML engineer", country="US", pay="total")
    assert set(both.medians) == {"base", "total"} and set(only.medians) == {"total"}
    assert {one.pay for one in only.moves} == {"total"}
    # Looking at fewer, more of them stand after the correction; the differences are the same.
    alone = [replace(one, stands=False) for one in both.moves if one.pay == "total"]
    assert alone == [replace(one, stands=False) for one in only.moves]
    assert {each.pay for each in both.evidence} == {"base", "total"}


def test_cities_are_compared_within_their_country(reference: Market) -> None:
    answer = reference.moves(role="ML engineer", country="US")
    cities = {one.value for one in answer.moves if one.dimension == "city"}
    assert "San Francisco" in cities and not cities & {"London", "Bangalore", "Toronto"}
    untold = reference.moves(role="ML engineer")
    assert "city" in {each.dimension for each in untold.unanswered}


def test_every_path_is_named_and_answered_or_said_not_to_be(reference: Market) -> None:
    answer = reference.moves(role="research scientist", country="US", level="senior")
    named = {step.path for step in answer.paths}
    assert {path.name for path in PATHS} < named
    for step in answer.paths:
        assert (step.move is None) == (step.why is not None)
    own = [step for step in answer.paths if step.label == "Role: Research scientist"]
    assert [step.why for step in own] == ["already told of this person"]
    certification = [step for step in answer.paths if step.path == "A certification"]
    assert "not enough data" in str(certification[0].why)


def test_paths_name_declared_values() -> None:
    for path in PATHS:
        for name, value in path.values:
            assert value in dimension(name).values


def test_it_does_not_claim_a_cause_and_warns_of_looking_at_many(reference: Market) -> None:
    answer = reference.moves(role="ML engineer", country="US")
    assert "do not tell" in answer.sentence
    assert answer.sentence.count(" pay, about $") <= 3 and len(answer.sentence) < 400
    for evidence in answer.evidence:
        assert "those in the first sentence are of strong or good evidence" in evidence.notes[-1]
    notes = " ".join(answer.notes)
    assert f"{len(answer.moves)} differences were looked at" in notes
    stand = sum(one.stands for one in answer.moves)
    assert 0 < stand < sum(one.told for one in answer.moves)
    assert f"{stand} after Benjamini and Hochberg's correction" in notes
    assert all(one.told for one in answer.moves if one.stands)
    assert "not to be added" in notes


@pytest.mark.parametrize(
    ("told", "error", "message"),
    [
        ({"role": "wizard"}, UnknownValue, "Data scientist"),
        ({"pay": "bonus"}, InvalidValue, "base, total"),
        ({"role": "ML engineer", "company_size": "many"}, InvalidValue, "employees"),
        ({"role": "ML engineer", "skills": "juggling"}, UnknownValue, "skill"),
    ],
)
def test_bad_input_is_refused_with_what_is_allowed(
    reference: Market, told: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        reference.moves(**told)


def test_a_country_without_records_is_answered_from_all_and_says_so(reference: Market) -> None:
    answer = reference.moves(role="ML engineer", country="Chad")
    notes = " ".join(answer.notes)
    assert "of all countries, as Chad has too few records" in notes
    assert "too few records of Chad to compare with" in notes


def test_no_money_where_no_country_is_told() -> None:
    """An estimate of many countries is nobody's pay to take a share of."""
    answer = Market.reference().moves(role="data scientist")
    assert answer.medians == {}
    assert all(one.money is None for one in answer.moves)
    assert any(note.startswith("no country was told") for note in answer.notes)
    assert Market.reference().moves(role="data scientist", country="US").medians
