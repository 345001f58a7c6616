"""The legal minima are what their sources say, in USD at the rates that all amounts have."""

import datetime
import tomllib

import polars as pl
import pytest

from paylens.harmonise.exchange import rates
from paylens.harmonise.legal_minimum import RULES, lowest_legal_bracket
from paylens.harmonise.periods import per_year

WRITTEN = tomllib.loads((RULES / "minimum_wage.toml").read_text("utf-8"))
STATED = {code: line for code, line in WRITTEN["countries"].items() if "pay" in line}


@pytest.mark.parametrize("country", WRITTEN["countries"])
def test_every_minimum_is_above_the_lowest_bracket_and_has_a_source(country) -> None:
    line = WRITTEN["countries"][country]
    assert line["usd_per_year"] >= 1.5 * WRITTEN["lowest_bracket_below_usd"]
    assert "https://" in WRITTEN["sources"][line["source"]].replace("http://", "https://")
    assert lowest_legal_bracket(country) == 1000


def test_no_source_is_left_over() -> None:
    assert set(WRITTEN["sources"]) == {line["source"] for line in WRITTEN["countries"].values()}


@pytest.mark.parametrize("country", [code for code in STATED if STATED[code]["currency"] != "TWD"])
def test_usd_follow_from_the_pay_its_period_and_the_years_rate(country) -> None:
    line = STATED[country]
    day = datetime.date(line["year"], 1, 1)
    asked = pl.DataFrame({"currency": [line["currency"]], "day": [day]})
    (usd_per_unit,) = rates(asked, "year")["usd_per_unit"]
    usd_per_year = line["pay"] * per_year()[line["period"]] * usd_per_unit
    assert line["usd_per_year"] == pytest.approx(usd_per_year, rel=0.03)


@pytest.mark.parametrize("country", ["IN", "ZA", "PK", "ID", "SG", "CH", "ZZ", None])
def test_a_country_without_a_general_minimum_leaves_all_answers_in(country) -> None:
    assert lowest_legal_bracket(country) is None
