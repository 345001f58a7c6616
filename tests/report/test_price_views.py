"""Pay in the prices of a year and in international dollars: the factor, and where it must go."""

import json
import math

import pytest

from invented_cells import around, market, people, years
from paylens.errors import InvalidValue, NotEnoughData, QuestionError
from paylens.harmonise.exchange import mean_usd_per_unit
from paylens.harmonise.prices import prices
from paylens.market.evidence import as_json
from paylens.market.store import PRICES
from paylens.report.batch import batch_estimates
from paylens.report.prices import INTERNATIONAL, View, covered, view_of
from paylens.report.tables import table

# Index, parity and rate per year; each number is chosen so that factors are easy to say.
LINES = {
    "US": {2020: (80.0, 1.0, 1.0), 2021: (88.0, 1.0, 1.0), 2024: (100.0, 1.0, 1.0)},
    "IN": {2020: (50.0, 20.0, 75.0), 2021: (60.0, 21.0, 74.0), 2024: (100.0, 24.0, 84.0)},
    "TW": {2020: (None, None, 30.0), 2021: (None, None, 28.0)},
    "AR": {2020: (None, 20.0, None), 2021: (None, 30.0, None)},
    "SR": {2020: (None, 3.0, 10.0), 2021: (90.0, 4.0, 18.0), 2024: (100.0, 9.0, 33.0)},
}
COLUMNS = ("price_index", "local_per_international_dollar", "local_per_usd")


def view(real: int | None = None, ppp: bool = False) -> View:
    lines = {
        country: {
            year: dict(zip(COLUMNS, values, strict=True))
            | {"price_index_publisher": "World Bank, CPI", "ppp_publisher": "World Bank, PPP"}
            for year, values in known.items()
        }
        for country, known in LINES.items()
    }
    return View(real, ppp, lines)


@pytest.mark.parametrize(
    ("real", "ppp", "country", "year", "factor"),
    [
        (2024, False, "US", 2020, 100 / 80),
        (2020, False, "US", 2024, 80 / 100),
        (2024, False, "US", 2024, 1.0),
        (None, True, "US", 2021, 1.0),
        # 1 USD was 75 rupees; those are 150 at the prices of 2024; at 84 a dollar that is 1.79 USD.
        (2024, False, "IN", 2020, 75 * 2 / 84),
        (2024, False, "IN", 2024, 1.0),
        (None, True, "IN", 2020, 75 / 20),
        (None, True, "IN", 2024, 84 / 24),
        (2024, True, "IN", 2020, 75 * 2 / 24),
        (2020, True, "IN", 2024, 84 / 2 / 20),
        (2024, True, "US", 2021, 100 / 88),
    ],
)
def test_factors_by_hand(real, ppp, country, year, factor) -> None:
    assert math.exp(view(real, ppp).log_shift(country, year)) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("real", "ppp", "country", "year", "told"),
    [
        (
            2024,
            False,
            "US",
            2025,
            "pay of 2025 cannot be shown in prices of 2024: ",
        ),
        (2024, False, "US", 2023, "Ask for a year from 2020 to 2024."),
        (None, True, "US", 2025, "no purchasing power parity of 2025"),
        (2024, False, "TW", 2021, "Taiwan: pay cannot be shown .*no consumer prices"),
        (None, True, "TW", 2021, "no purchasing power parity at hand"),
        (None, True, "AR", 2021, "Argentina: pay cannot be shown .*: no exchange rate at hand"),
        (2021, False, "AR", 2021, "no exchange rate and no consumer prices at hand"),
        (2024, True, "SR", 2020, "Suriname: pay of 2020 .* no consumer prices of 2020 at hand"),
        (2024, False, "BT", 2020, "Bhutan: pay cannot be shown"),
    ],
)
def test_what_is_beyond_the_prices_at_hand(real, ppp, country, year, told) -> None:
    with pytest.raises(NotEnoughData, match=told):
        view(real, ppp).log_shift(country, year)


@pytest.mark.parametrize("country", [None, ""])
def test_prices_need_a_country(country) -> None:
    with pytest.raises(QuestionError, match="name one country"):
        view(2024).log_shift(country, 2020)


@pytest.mark.parametrize(
    ("real", "ppp", "currency", "words", "unit"),
    [
        (2024, False, "USD", "in prices of 2024", "USD per year at prices of 2024"),
        (None, True, INTERNATIONAL, "in international dollars", "international dollars per year"),
        (2024, True, INTERNATIONAL, "in international dollars at prices of 2024", None),
    ],
)
def test_a_view_in_words(real, ppp, currency, words, unit) -> None:
    found = view(real, ppp)
    assert (found.currency, found.words) == (currency, words)
    assert unit in (None, found.unit)
    told = " ".join(found.notes())
    assert ("World Bank, CPI" in told) == (real is not None)
    assert ("not of what engineers buy" in told) == ppp


# --- a market of cells -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    records = [
        *people("levels_fyi", around(100_000, 40, 100), year=2020, **years(0, 1)),
        *people("levels_fyi", around(110_000, 40, 100), year=2021, **years(0, 1)),
        *people("levels_fyi", around(500_000, 40, 100), year=2022, **years(0, 1)),
        *people("levels_fyi", around(20_000, 40, 100), year=2020, country="IN", **years(0, 1)),
        *people("levels_fyi", around(20_000, 40, 100), year=2020, country="TW", **years(0, 1)),
        *people("kaggle_survey", [(0, 1000)] * 10 + [(10_000, 20_000)] * 30, pay="total",
                year=2021, country="IN", industry="finance"),
        *people("kaggle_survey", [(0, 1000)] * 10 + [(10_000, 20_000)] * 30, pay="total",
                year=2021, industry="finance"),
    ]  # fmt: skip
    return market(tmp_path_factory.mktemp("market"), records)


def shown_cell(store, shown, source="levels_fyi", name="experience", **filters):
    """The statistics of the one cell of a table that is not suppressed."""
    found = table(store, name, role="ML engineer", view=shown, **filters)
    cells = [cell for row in found.rows for cell in row.cells if cell.source == source]
    (cell,) = [cell for cell in cells if not cell.statistics.suppressed]
    return cell.statistics


def test_years_of_one_cohort_are_moved_before_they_are_put_together(store) -> None:
    """100,000 of 2020 and 110,000 of 2021 are both 125,000 at the prices of 2024."""
    nominal = shown_cell(store, None)
    assert nominal.evidence.years == (2020, 2021, 2022)
    found = shown_cell(store, view(2024))
    assert found.evidence.years == (2020, 2021)
    assert found.evidence.records == 80
    for name in ("p10", "p50", "p90", "mean"):
        assert found.figures[name].value == pytest.approx(125_000, rel=0.03)
    assert found.evidence.prices == "in prices of 2024"
    assert found.evidence.currency == "USD"


def test_each_country_of_a_table_has_its_own_factor(store) -> None:
    found = {
        row.value: row.cells
        for row in table(store, "country", role="ML engineer", view=view(None, True)).rows
    }
    assert set(found) == {"US", "IN"}
    india = next(c.statistics for c in found["IN"] if c.source == "levels_fyi")
    assert india.figures["p50"].value == pytest.approx(75_000, rel=0.02)
    assert india.evidence.currency == INTERNATIONAL


def test_what_a_table_leaves_out_is_named(store) -> None:
    found = table(store, "country", role="ML engineer", view=view(None, True))
    assert "left out, as no prices of then are at hand: levels_fyi 2022" in found.notes
    assert "left out, as no prices are at hand: Taiwan" in found.notes
    assert found.unit == "international dollars per year"
    assert found.title == "Pay by country, in international dollars"
    assert found.sentence.startswith("Pay by country, in international dollars: ")
    assert all(line["unit"] == found.unit for line in found._lines())


def test_a_country_without_prices_is_refused(store) -> None:
    with pytest.raises(NotEnoughData, match="Taiwan: pay cannot be shown"):
        table(store, "experience", country="Taiwan", view=view(2024))


def test_answers_below_the_legal_minimum_are_judged_in_their_own_prices(store) -> None:
    """The US minimum leaves $0-999 out; India has no rule, and its lowest bracket moves too."""
    here, there = (
        shown_cell(store, view(None, True), "kaggle_survey", name="industry", country=country)
        for country in ("US", "IN")
    )
    assert (here.evidence.records, there.evidence.records) == (30, 40)
    factor = 74 / 21
    assert 10_000 * factor < there.figures["p50"].value < 20_000 * factor
    assert 200 * factor < there.figures["p10"].value < 1_000 * factor


def test_only_cells_with_prices_are_covered(store) -> None:
    cells = store.cells()
    shown = covered(view(2024), cells)
    assert {(cell.country, cell.year) for cell in shown} == {
        ("US", 2020), ("US", 2021), ("IN", 2020), ("IN", 2021),
    }  # fmt: skip
    assert covered(None, cells) is cells


def test_a_market_without_prices_says_what_to_do(store) -> None:
    with pytest.raises(NotEnoughData, match=r"no prices of countries.*build it again"):
        view_of(store, real=2024)
    assert view_of(store) is None


# --- a built market: inflation of 2 % in the US, parity 21 in India, from 2014 to 2023 --------


ASKED = {"role": "data scientist", "country": "US", "as_reported_in": "ai_jobs"}


def test_the_build_keeps_prices_and_the_hashes_of_their_files(built) -> None:
    assert (built.store.folder / PRICES).is_file()
    assert set(built.store.manifest["prices"]) == {"cpi_by_country.csv", "ppp_gdp.csv"}


def test_every_amount_of_an_answer_is_in_its_prices(built) -> None:
    plain = built.estimate(**ASKED, year=2023, my_pay=150_000)
    real = built.estimate(**ASKED, year=2023, my_pay=150_000, real=2020)
    factor = 1.02**-3
    assert real.year == plain.year == 2023
    for name, figure in plain.figures.items():
        moved = real.figures[name]
        assert moved.value == pytest.approx(figure.value * factor, rel=0.01)
        assert moved.low == pytest.approx(figure.low * factor, rel=0.01)
    for before, after in zip(plain.sources, real.sources, strict=True):
        assert after.estimated_p50 == pytest.approx(before.estimated_p50 * factor, rel=0.01)
    assert (plain.official.year, real.official.year) == (2024, 2023)
    assert real.official.p50 < plain.official.p50 * factor
    assert real.official.prices == real.evidence.prices
    # Moved by no whole number of the grid's steps of 2 %, a share within a step is interpolated.
    assert real.my_pay["percentile"] == pytest.approx(plain.my_pay["percentile"], abs=0.5)
    assert real.my_pay["pay"] == pytest.approx(150_000 * factor)
    assert "(as of 2023, in prices of 2020)" in real.sentence
    assert real.evidence.prices == "in prices of 2020"
    assert plain.evidence.prices is None


def test_a_source_s_own_records_are_moved_from_their_own_years(built) -> None:
    asked = {**ASKED, "as_reported_in": "levels_fyi"}
    plain, real = built.estimate(**asked), built.estimate(**asked, real=2023)
    (before,), (after,) = plain.sources, real.sources
    newest, oldest = max(before.years), min(before.years)
    ratio = after.observed.figures["p50"].value / before.observed.figures["p50"].value
    assert 1.02 ** (2023 - newest) < ratio < 1.02 ** (2023 - oldest)


def test_international_dollars(built) -> None:
    asked = {"role": "data scientist", "country": "India", "pay": "total", "year": 2022}
    plain, ppp = built.estimate(**asked), built.estimate(**asked, ppp=True)
    rupees_per_usd = [1 / mean_usd_per_unit("INR", year) for year in plain.evidence.years]
    for name, figure in plain.figures.items():
        factor = ppp.figures[name].value / figure.value
        assert 0.99 * min(rupees_per_usd) / 21 < factor < 1.01 * max(rupees_per_usd) / 21
    assert ppp.evidence.currency == INTERNATIONAL
    assert f"{INTERNATIONAL}{ppp.figures['p50'].value:,.0f}" in ppp.sentence
    assert as_json(ppp)["evidence"]["prices"] == "in international dollars"
    json.dumps(as_json(ppp), allow_nan=False)


def test_a_currency_goes_by_the_rate_of_the_prices_year(built) -> None:
    usd = built.estimate(role="data scientist", country="Germany", year=2023, real=2020)
    eur = built.estimate(
        role="data scientist", country="Germany", year=2023, real=2020, currency="EUR"
    )
    ratio = usd.figures["p50"].value / eur.figures["p50"].value
    assert ratio == pytest.approx(mean_usd_per_unit("EUR", 2020))
    assert eur.evidence.rate_date == "2020"


def test_unless_asked_the_answer_is_of_the_newest_year_with_prices(built) -> None:
    plain, real = built.estimate(**ASKED), built.estimate(**ASKED, real=2023)
    assert (plain.year, real.year) == (2024, 2023)
    assert "records of later years are left out: prices are at hand to 2023" in real.notes
    assert not any(
        "later years" in note for note in built.estimate(**ASKED, year=2023, ppp=True).notes
    )
    assert max(real.evidence.years) <= 2023
    with pytest.raises(NotEnoughData, match="pay of 2024 cannot be shown"):
        built.estimate(**ASKED, year=2024, real=2023)


@pytest.mark.parametrize(
    ("options", "kind", "told"),
    [
        ({"real": 2030}, InvalidValue, "a year with consumer prices, 2014 to 2023"),
        ({"real": 1980}, InvalidValue, "a year with consumer prices"),
        ({"real": 0}, InvalidValue, "real is 0"),
        ({"ppp": True, "currency": "EUR"}, InvalidValue, "a unit of their own"),
        ({"ppp": True, "country": None}, QuestionError, "name one country"),
        ({"real": 2023, "country": "France"}, NotEnoughData, "France"),
    ],
)
def test_questions_that_no_prices_answer(built, options, kind, told) -> None:
    with pytest.raises(kind, match=told):
        built.estimate(**{**ASKED, **options})


def test_tables_take_the_views_too_and_leave_the_article_out(built) -> None:
    (found,) = built.tables(["country"], ppp=True)
    assert found.unit == "international dollars per year"
    assert not any(row.article for row in found.rows)
    assert built.table("country").unit == "USD per year"


def test_a_batch_is_answered_in_other_prices_row_by_row(built, tmp_path) -> None:
    path = tmp_path / "profiles.csv"
    path.write_text(
        "role,country,my_pay\ndata scientist,US,150000\ndata scientist,France,90000\n"
        "data scientist,,90000\ndata scientist,India,30000\n"
    )
    plain, shown = (
        batch_estimates(built, path, built.options(pay="total", **more), lambda *_: None).table
        for more in ({"year": 2022}, {"year": 2022, "ppp": True})
    )
    us, france, nowhere, india = shown.to_dicts()
    assert "France" in france["error"] and "name one country" in nowhere["error"]
    assert us["error"] is india["error"] is None
    assert us["p50"] == pytest.approx(plain["p50"][0], rel=0.01)
    assert us["my_percentile"] == pytest.approx(plain["my_percentile"][0], abs=0.3)
    assert india["my_percentile"] == pytest.approx(plain["my_percentile"][3], abs=5)
    assert 3 < india["p50"] / plain["p50"][3] < 4.5
    assert (us["currency"], us["prices"]) == (INTERNATIONAL, "in international dollars")
    assert "prices" not in plain.columns


def test_a_country_without_records_is_weak_and_moves_no_other_row(built, tmp_path) -> None:
    path = tmp_path / "profiles.csv"
    path.write_text("role,country\ndata scientist,US\ndata scientist,Bhutan\n")
    found = batch_estimates(built, path, built.options(), lambda *_: None).table.to_dicts()
    assert [row["error"] for row in found] == [None, None]
    alone = built.estimate(role="data scientist", country="US")
    assert found[0]["p50"] == pytest.approx(alone.figures["p50"].value, abs=1)
    assert (found[1]["reliability"], found[1]["records"]) == ("weak", 0)


# --- the real files ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real_lines(real_data):
    lines: dict[str, dict] = {}
    for line in prices(real_data).to_dicts():
        lines.setdefault(line["country"], {})[line["year"]] = line
    return lines


# By hand from what the World Bank and the ECB publish: inflation in per cent, euro and rupees a
# dollar, parity.
@pytest.mark.real_data
@pytest.mark.parametrize(
    ("real", "ppp", "country", "year", "factor"),
    [
        (2024, False, "US", 2021, 1.08003 * 1.04116 * 1.02950),
        (2024, False, "DE", 2021, 0.84549 * (1.06872 * 1.05946 * 1.02257) / 0.92389),
        (None, True, "DE", 2023, 0.92484 / 0.70105),
        (None, True, "IN", 2023, 82.59 / 20.289),
        (2024, True, "US", 2024, 1.0),
    ],
)
def test_real_factors_by_hand(real_lines, real, ppp, country, year, factor) -> None:
    found = View(real, ppp, real_lines).log_shift(country, year)
    assert math.exp(found) == pytest.approx(factor, rel=2e-3)


@pytest.mark.real_data
def test_most_countries_with_records_have_a_view(real_lines) -> None:
    shown = View(None, True, real_lines)
    kaggle = ("US", "IN", "GB", "DE", "FR", "BR", "JP", "CN", "CA", "ES", "TR", "AE", "KR", "PL")
    assert {shown.last_year(country) for country in kaggle} == {2024}
    assert View(2021, False, real_lines).last_year("RU") == 2021
