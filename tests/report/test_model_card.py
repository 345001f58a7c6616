"""The model's card says what its market and model hold, and nothing frozen beside them."""

import math
from types import SimpleNamespace

import polars as pl
import pytest

from paylens import Market
from paylens.harmonise.dimension import dimension, dimension_names
from paylens.market.store import Store
from paylens.model.coverage import ALL
from paylens.model.train import train
from paylens.report.card_metrics import metrics_of
from paylens.report.card_weaknesses import weaknesses_of
from paylens.report.model_card import PARTS, model_card


@pytest.fixture(scope="module")
def shipped():
    return Market.reference()


@pytest.fixture(scope="module")
def small(small_market):
    return Market.open(small_market)


@pytest.mark.parametrize("which", ["shipped", "small"])
def test_the_card_is_of_this_market_and_this_model(which, request):
    market = request.getfixturevalue(which)
    card = market.model_card()
    accounts = {account["source"]: account for account in market.store.accounts}
    assert {each.source for each in (*card.sources, *card.official)} == set(accounts)
    for each in card.sources:
        account = accounts[each.source]
        assert (each.records, each.licence) == (account["kept"], account["licence"])
    assert tuple(each.series for each in card.series) == market.model.series_names
    assert card.market == market.store.manifest["version"]
    assert card.newest_year == max(year for each in card.sources for year in each.years)
    assert card.metrics.lines and len(card.metrics.lines) + card.metrics.segments == len(
        market.model.coverage
    )


def test_protected_facts_are_named_as_left_out_and_never_as_read(shipped):
    card = shipped.model_card()
    protected = {dimension(n).label.lower() for n in dimension_names() if dimension(n).protected}
    assert set(card.protected) == protected and "gender" in protected
    assert not protected & {*card.facts, *card.unread}
    assert not protected & {fact for each in card.series for fact in each.facts}
    open_labels = {dimension(n).label.lower() for n in dimension_names()} - protected
    assert open_labels <= {*card.facts, *card.unread}


def test_every_part_of_the_method_says_what_it_does(shipped):
    method = shipped.model_card().method
    assert len(method) == len(PARTS) and all(len(text) > 80 for text in method.values())


def test_the_card_knows_no_clock(shipped):
    assert shipped.model_card() == Market.reference().model_card()


def line(series="a/base", told=ALL, rows=1000, held=0.8, **segment):
    shares = {"coverage_50": 0.5, "coverage_80": held, "coverage_90": 0.9}
    return {"series": series, "told": told, "role": None, "country": None} | segment | {
        "rows": rows
    } | shares  # fmt: skip


def modelled(*lines, names=("a/base",)):
    return SimpleNamespace(coverage=list(lines), series_names=names)


WRONG = [
    (10_000, 0.786, False),
    (10_000, 0.784, True),
    (10_000, 0.816, True),
    (400, 0.77, False),
    (400, 0.755, True),
]


@pytest.mark.parametrize(("rows", "held", "wrong"), WRONG)
def test_a_share_is_off_beyond_tolerance_and_chance(rows, held, wrong):
    (measured,) = metrics_of(modelled(line(rows=rows, held=held))).lines
    assert measured.wrong is wrong
    assert measured.off == pytest.approx(held - 0.8)
    assert measured.error == pytest.approx(math.sqrt(0.16 / rows))


def test_the_worst_segments_come_first_whatever_names_them():
    found = metrics_of(
        modelled(
            line(),
            line(role="ml_engineer", country="US", held=0.75),
            line(level="senior", held=0.9),
            line(year=2022, held=0.81),
        )
    )
    assert [each.segment for each in found.worst] == ["senior", "ml_engineer, US", "of 2022"]
    assert found.segments == 3 and found.mean_off == pytest.approx((0.05 + 0.1 + 0.01) / 3)


def test_coverage_of_all_series_is_by_rows_and_of_full_profiles():
    found = metrics_of(
        modelled(
            line("a/base", rows=100, held=0.5),
            line("b/base", rows=300, held=0.9),
            line("b/base", "role and country given", rows=300, held=0.1),
        )
    )
    assert (found.rows, found.pooled_coverage_80) == (400, pytest.approx(0.8))


def told(market, *lines, names=None):
    model = market.model
    fake = SimpleNamespace(
        coverage=list(lines),
        series_names=names or model.series_names,
        years=model.years,
        records=model.records,
        asked=model.asked,
        fields=model.fields,
    )
    return " ".join(weaknesses_of(market.store, fake, metrics_of(fake), 2026))


def test_weaknesses_follow_what_was_measured(shipped):
    name = shipped.model.series_names[0]
    few = told(shipped, *(line(each, rows=150) for each in shipped.model.series_names))
    assert f"too few rows to say much: {name} (150)" in few and "Not measured" not in few
    short = told(shipped, line(name, rows=5000, held=0.7))
    assert f"{name}, {ALL}: the 80 % range held 70.0% of 5,000, which is too few" in short
    fine = told(shipped, *(line(each, rows=5000) for each in shipped.model.series_names))
    assert "the 80 % range held" not in fine and "too few" not in fine


def test_a_model_of_few_records_says_that_it_was_not_measured(small, tmp_path):
    import datetime

    from paylens.harmonise.record import record_schema

    rows = [
        {
            "source": "levels_fyi", "record_id": str(n), "basis": "survey", "role": "ml_engineer",
            "country": "US", "observed_on": datetime.date(2020, 7, 1), "base_form": "exact",
            "base_low_usd_per_year": 1e5 + 100 * n, "base_high_usd_per_year": 1e5 + 100 * n,
        }
        for n in range(150)
    ]  # fmt: skip
    model = train(pl.DataFrame(rows, schema=record_schema()))
    card = model_card(Store(small.store.folder, small.store.manifest), model)
    assert card.metrics.lines == () and card.metrics.pooled_coverage_80 is None
    assert card.metrics.unmeasured == ("levels_fyi/base",)
    assert "its ranges were not measured" in card.sentence
    assert any("Not measured" in text and "1,000" in text for text in card.weaknesses)
