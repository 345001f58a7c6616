"""The parts of pay: shares of means with honest intervals, by group, and benefits beside them."""

from pathlib import Path

import numpy as np
import pytest

from invented_cells import market as invented_market
from invented_cells import people
from paylens import Market
from paylens.errors import InvalidValue, NotEnoughData, UnknownValue
from paylens.market.evidence import Figure
from paylens.report.benefits import NAMED, share_interval
from paylens.report.components import share_of


def pay(amounts: dict[str, float], count: int, **facts) -> list[dict]:
    """People who all have the same parts of pay."""
    found = people("levels_fyi", [amounts["base"]] * count, pay="base", **facts)
    for kind in ("bonus", "equity"):
        of_kind = people("levels_fyi", [amounts[kind]] * count, pay=kind, **facts)
        for record, part in zip(found, of_kind, strict=True):
            record |= {name: value for name, value in part.items() if name.startswith(kind)}
    return found


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Market:
    """Entry: 100, 10 and 0 thousand; senior: 150, 0 or 20, and 100 thousand USD."""
    records = [
        *pay({"base": 100e3, "bonus": 10e3, "equity": 0}, 30, level="entry", employer="Big"),
        *pay({"base": 150e3, "bonus": 0, "equity": 100e3}, 15, level="senior", employer="Big"),
        *pay({"base": 150e3, "bonus": 20e3, "equity": 100e3}, 15, level="senior", employer="Small"),
        *pay({"base": 150e3, "bonus": 20e3, "equity": 100e3}, 5, level="mid", employer="Tiny"),
    ]
    for place, record in enumerate(records):
        record["record_id"] = str(place)
    return Market(invented_market(Path(tmp_path_factory.mktemp("parts")), records))


def by(parts, group: str) -> dict[str, object]:
    return {part.part: part for part in parts if part.group == group}


def test_shares_are_those_of_the_means(planted: Market) -> None:
    answer = planted.components()
    senior = by(answer.by_level, "Senior")
    # Means of a group: 150, 10 and 100 thousand, within a step of the grid.
    assert senior["base"].share.value == pytest.approx(150 / 260, abs=0.01)
    assert senior["bonus"].share.value == pytest.approx(10 / 260, abs=0.01)
    assert senior["equity"].share.value == pytest.approx(100 / 260, abs=0.01)
    for group in {part.group for part in answer.by_level}:
        shares = [part.share.value for part in by(answer.by_level, group).values()]
        assert sum(shares) == pytest.approx(1)


def test_groups_below_the_floor_are_not_there(planted: Market) -> None:
    answer = planted.components()
    assert {part.group for part in answer.by_level} == {"Entry", "Senior"}
    assert {part.group for part in answer.by_employer} == {"Big", "Small"}


def test_who_gets_none_is_told_only_of_enough(planted: Market) -> None:
    answer = planted.components()
    assert by(answer.by_level, "Senior")["bonus"].without.value == pytest.approx(0.5)
    assert by(answer.by_level, "Senior")["equity"].without.suppressed
    assert by(answer.by_level, "Entry")["equity"].without.suppressed
    assert by(answer.by_level, "Senior")["base"].without == Figure(None)


def test_years_can_be_chosen(planted: Market) -> None:
    assert planted.components(years="2021").parts == planted.components().parts
    with pytest.raises(NotEnoughData, match="reports that tell the parts apart"):
        planted.components(years="2019-2020")


@pytest.mark.parametrize("correlation", [-1.0, -0.5, 0.0, 0.5, 1.0])
def test_intervals_of_shares_cover_whatever_the_parts_do_together(correlation: float) -> None:
    """The true share lies in at least 95 % of intervals, whatever the correlation."""
    random = np.random.default_rng(7)
    covariance = np.array([[1.0, correlation], [correlation, 1.0]]) * 20e3**2
    records, draws, truth, held = 200, 1000, 150 / 250, 0
    for _ in range(draws):
        base, equity = random.multivariate_normal([150e3, 100e3], covariance, records).T
        share = share_of(_mean(base), [_mean(equity)])
        held += share.low <= truth <= share.high
    assert held / draws >= 0.94
    if correlation == -1.0:
        assert held / draws <= 0.975


def _mean(amounts: np.ndarray) -> Figure:
    error = 1.96 * amounts.std(ddof=1) / np.sqrt(len(amounts))
    return Figure(amounts.mean(), amounts.mean() - error, amounts.mean() + error)


@pytest.mark.parametrize(
    ("count", "records", "low", "high"), [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763)]
)
def test_score_intervals(count: int, records: int, low: float, high: float) -> None:
    """Against values printed in textbooks (Agresti and Coull 1998)."""
    found = share_interval(count, records)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


def test_every_benefit_of_the_article_is_answered() -> None:
    answer = Market.reference().components()
    assert list(dict.fromkeys(each.benefit for each in answer.benefits)) == list(NAMED)
    for each in answer.benefits:
        assert (each.share.value is None) == ("not enough data" in each.missing)
    for name in ("retirement plan", "paid time off"):
        told = next(each for each in answer.benefits if each.benefit == name)
        assert "Missing:" in told.missing and told.source is None


def test_a_benefit_parts_its_source_into_with_and_without() -> None:
    market = Market.reference()
    answer = market.components(role="data scientist")
    found = next(each for each in answer.benefits if each.benefit == "health insurance")
    cells = market.store.cells(
        pay=["base"], roles=["data_scientist"], countries=["US"], sources=["data_jobs"]
    )
    everyone = sum(cell.distribution.records for cell in cells)
    assert found.share.value == pytest.approx(found.records / everyone)
    assert found.share.low < found.share.value < found.share.high


def test_sources_stand_side_by_side() -> None:
    answer = Market.reference().components(role="software engineer")
    assert {part.source for part in answer.parts} == {"ask_a_manager", "levels_fyi"}
    assert answer.main_source == "levels_fyi"
    assert {evidence.sources for evidence in answer.evidence} == {
        ("ask_a_manager",), ("levels_fyi",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "error", "told"),
    [
        ({"role": "astronaut"}, UnknownValue, "astronaut"),
        ({"years": "soon"}, InvalidValue, "2019-2021"),
        ({"years": "2021-2019"}, InvalidValue, "2019-2021"),
        ({"country": "Kenya"}, NotEnoughData, "Kenya"),
    ],
)
def test_what_cannot_be_answered_is_said(asked, error, told: str) -> None:
    with pytest.raises(error, match=told):
        Market.reference().components(**asked)
