"""Estimates from the shipped market: what must hold whatever its figures are."""

import pytest

from paylens.errors import NotEnoughData, QuestionError
from paylens.harmonise.exchange import latest_usd_per_unit
from paylens.market.evidence import as_json
from paylens.report.batch import batch_estimates
from paylens.report.mixture import voices
from paylens.report.parts import observed_cells

PROFILES = [
    {"role": "ML engineer", "country": "US"},
    {"role": "ML engineer", "country": "US", "experience": 6},
    {"role": "data scientist", "country": "India", "pay": "total"},
    {"role": "ML engineer", "country": "Germany"},
    {"role": "data engineer", "city": "Bangalore"},
    {"role": "data engineer", "metro": "Bay Area"},
    {"role": "software engineer", "company": "Google", "level": "L5", "pay": "total"},
    {"country": "US"},
    {"role": "data analyst"},
    {"role": "ML engineer", "country": "US", "company_size": "startup", "education": "phd"},
]


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_figures_are_ordered_and_inside_their_intervals(market, profile):
    answer = market.estimate(**profile)
    values = [answer.figures[name].value for name in ("p10", "p25", "p50", "p75", "p90")]
    assert values == sorted(values)
    for figure in answer.figures.values():
        if figure.low is not None:
            assert 0 < figure.low <= figure.value <= figure.high


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_every_answer_carries_its_evidence(market, profile):
    answer = market.estimate(**profile)
    evidence = answer.evidence
    assert evidence.publishers and evidence.sources and evidence.rule
    assert sum(source.weight for source in answer.sources) == pytest.approx(1)
    has_records = any(source.years for source in answer.sources)
    assert answer.sentence.startswith("A guess") == (not has_records)
    assert has_records or evidence.reliability == "weak"


def test_more_experience_and_higher_levels_never_lower_pay(market):
    for name, values in (("experience", range(21)), ("level", ("entry", "mid", "senior", "staff"))):
        medians = [
            market.estimate(role="data scientist", country="US", experience=8, **{name: value})
            if name == "level"
            else market.estimate(role="data scientist", country="US", experience=value)
            for value in values
        ]
        for share in ("p10", "p50", "p90"):
            pay = [answer.figures[share].value for answer in medians]
            assert all(b >= a * (1 - 1e-9) for a, b in zip(pay, pay[1:], strict=False))


def test_a_pay_s_place_agrees_with_the_percentiles(market):
    answer = market.estimate(role="ML engineer", country="US")
    median = answer.figures["p50"].value
    mine = market.estimate(role="ML engineer", country="US", my_pay=median).my_pay
    assert mine["percentile"] == pytest.approx(50, abs=1)
    assert mine["percentile_low"] <= mine["percentile"] <= mine["percentile_high"]


def test_amounts_follow_the_currency(market):
    usd, eur = (
        market.estimate(role="ML engineer", country="US", currency=currency)
        for currency in ("USD", "EUR")
    )
    assert eur.evidence.rate_date
    ratio = usd.figures["p50"].value / eur.figures["p50"].value
    assert all(
        usd.figures[name].value / eur.figures[name].value == pytest.approx(ratio)
        for name in usd.figures
    )


def test_the_year_in_the_answer_is_the_year_reached(market):
    newest = market.estimate(role="ML engineer", country="US")
    later = market.estimate(role="ML engineer", country="US", year=newest.year + 5)
    projected = market.estimate(
        role="ML engineer", country="US", year=newest.year + 5, project=True
    )
    assert later.year == newest.year
    assert projected.year == newest.year + 5
    assert projected.figures["p50"].value > later.figures["p50"].value


def test_a_role_and_country_with_many_records_answers_as_they_do(market):
    answer = market.estimate(role="software engineer", country="US", pay="total",
                             as_reported_in="levels_fyi")  # fmt: skip
    (source,) = answer.sources
    assert source.records > 10_000
    assert answer.figures["p50"].value == pytest.approx(
        source.observed.figures["p50"].value, rel=0.15
    )


def test_a_company_s_levels_rise(market):
    pay = [
        market.estimate(role="software engineer", country="US", company="Google", level=level,
                        pay="total", as_reported_in="levels_fyi").figures["p50"].value
        for level in ("L3", "L4", "L5", "L6")
    ]  # fmt: skip
    assert pay == sorted(pay)
    assert pay[3] > 1.5 * pay[0]


def test_a_level_in_the_title_is_in_the_headline(market):
    answer = market.estimate(role="Senior ML engineer", country="US")
    assert answer.sentence.startswith("ML engineer, United States (Senior, from the title): half")
    plain = market.estimate(role="ML engineer", country="US", level="senior")
    assert answer.figures == plain.figures


def test_a_city_implies_its_country(market):
    assert (
        market.estimate(role="data engineer", city="Bangalore")
        .understood["country"]
        .startswith("India")
    )
    with pytest.raises(QuestionError, match="United States in the records, not in Germany"):
        market.estimate(role="ML engineer", city="San Francisco", country="Germany")


def test_what_cannot_be_answered(market):
    with pytest.raises(NotEnoughData):
        market.estimate(role="ML engineer", pay="total", as_reported_in="ai_jobs")


def test_answers_turn_into_tables(market):
    answer = market.estimate(role="ML engineer", country="US")
    assert answer.to_polars().height == len(answer.figures) == len(answer.to_pandas())
    assert answer.to_dict()["evidence"]["records"] == answer.evidence.records
    assert str(answer) == answer.sentence
    assert answer.sentence in answer._repr_html_()


def test_a_carried_fact_is_no_surer_than_the_records_that_hold_it(market):
    plain = market.estimate(role="ML engineer", country="US")
    carried = market.estimate(role="ML engineer", country="US", industry="insurance")
    assert plain.evidence.reliability == "strong"
    assert carried.evidence.records < 100
    assert carried.evidence.reliability in ("weak", "fair")


def test_the_weightiest_source_is_named_first_and_its_coverage_quoted(market):
    answer = market.estimate(role="data analyst", country="US", education="bachelor", pay="total")
    weights = [source.weight for source in answer.sources]
    assert weights == sorted(weights, reverse=True) and weights[0] > 0.5
    assert answer.sources[0].source != min(source.source for source in answer.sources)
    assert answer.coverage["segment"].startswith(f"{answer.sources[0].source}/total")


@pytest.mark.parametrize("company", ["Google", "Amazon"])
def test_a_company_s_size_does_not_count_twice(market, company):
    """levels_fyi asks no size, and every record of these companies is of one size."""
    told = {"role": "software engineer", "country": "US", "pay": "total", "company": company}
    medians = [
        market.estimate(**told, level="senior", **size).sources[0].estimated_p50
        for size in ({}, {"company_size": "10000+"})
    ]
    assert medians[1] == pytest.approx(medians[0], rel=0.03)


def test_a_metro_area_lies_in_the_united_states(market):
    answer = market.estimate(role="ML engineer", metro="greater seattle")
    assert answer.understood["country"] == "United States (from the metro area)"
    with pytest.raises(QuestionError, match="is in United States in the records, not in Germany"):
        market.estimate(role="ML engineer", metro="greater seattle", country="DE")


ENGINEER = {"role": "software engineer", "country": "US", "pay": "total"}
SEVERAL = {"specialisation": "security, devops"}
NOT_USED = [
    ({}, {"skills": "python"}),
    ({}, {"skills": "python, sql"}),
    ({}, SEVERAL),
    ({"level": "senior"}, {"skills": "python"}),
    ({"level": "senior"}, SEVERAL),
    ({"specialisation": "api development"}, {"skills": "python"}),
]


@pytest.mark.parametrize(("more", "unused"), NOT_USED, ids=str)
def test_what_is_not_used_leaves_the_answer_as_it_is(built, more, unused):
    plain = built.estimate(**ENGINEER, **more)
    told = built.estimate(**ENGINEER, **more, **unused)
    (said,) = [note for note in told.notes if note not in plain.notes]
    assert "understood, not used" in said
    same = {"understood", "notes"}
    before, after = (as_json(answer) for answer in (plain, told))
    assert {name for name in before if before[name] != after[name]} == same


def test_a_batch_does_not_use_them_either(built, tmp_path):
    path = tmp_path / "profiles.csv"
    path.write_text(
        "role,country,skills,specialisation\nsoftware engineer,US,,\n"
        'software engineer,US,python,\nsoftware engineer,US,,"security,devops"\n'
    )
    rows = batch_estimates(built, path, built.options(pay="total"), lambda *_: None).table
    assert len(rows.drop("skills", "specialisation").unique()) == 1
    assert rows["error"].to_list() == [None] * 3


def test_a_specialisation_has_the_records_that_name_it(built):
    plain = built.estimate(**ENGINEER)
    answer = built.estimate(**ENGINEER, specialisation="api development")
    found = built.store.cells(
        pay=["total"], roles=["software_engineer"], countries=["US"],
        sources=[source.source for source in answer.sources],
        dimension="specialisation", values=["api_development"],
    )  # fmt: skip
    held = sum(cell.distribution.records for cell in found)
    assert 30 < held < plain.evidence.records
    assert answer.evidence.records == held


def test_a_specialisation_s_own_records_are_blended_in(built):
    facts = {"role": "software engineer", "country": "US", "specialisation": "api development"}
    profile, options = built.profile(facts).used, built.options(pay="total")
    seen = {
        voice.source: observed_cells(built.store, voice, profile, options)
        for voice in voices(built.store, options.asked(profile))
    }
    assert {cell.value for cells in seen.values() for cell in cells} == {"api_development"}
    assert sum(cell.distribution.records for cell in seen["stackoverflow"]) > 30


def test_a_source_s_own_figures_say_their_currency(built):
    asked = {"role": "data scientist", "country": "Germany"}
    usd, eur = (built.estimate(**asked, currency=currency) for currency in ("USD", "EUR"))
    rate, day = latest_usd_per_unit("EUR")
    seen = [
        (before.observed, after.observed)
        for before, after in zip(usd.sources, eur.sources, strict=True)
        if before.observed
    ]
    assert seen
    for before, after in seen:
        assert (before.evidence.currency, before.evidence.rate_date) == ("USD", None)
        assert (after.evidence.currency, after.evidence.rate_date) == ("EUR", day.isoformat())
        assert before.figures["p50"].value / after.figures["p50"].value == pytest.approx(rate)


@pytest.mark.parametrize("view", [{"ppp": True}, {"real": 2020}, {"real": 2020, "ppp": True}])
def test_a_source_s_own_figures_say_their_prices(built, view):
    answer = built.estimate(role="data scientist", country="India", pay="total", year=2022, **view)
    observed = [source.observed.evidence for source in answer.sources if source.observed]
    assert answer.evidence.prices
    assert {(each.currency, each.prices) for each in observed} == {
        (answer.evidence.currency, answer.evidence.prices)
    }


@pytest.mark.parametrize(("year", "said"), [(2040, True), (2025, False), (None, False)])
def test_the_headline_says_the_year_asked_for_where_it_reaches_another(market, year, said):
    answer = market.estimate(role="ML engineer", country="US", year=year)
    assert (f"asked for {year}" in answer.sentence) == said
