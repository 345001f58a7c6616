"""One's own pay beside the market: the verdict follows the evidence, whatever the figures are."""

import pytest

from paylens import Market
from paylens.errors import InvalidValue, NotEnoughData, QuestionError, UnknownValue
from paylens.report.certainty import MOST_CERTAIN

US = {"role": "ML engineer", "country": "US", "level": "senior"}
PROFILES = [
    US,
    {"role": "ML engineer", "country": "Germany", "currency": "EUR"},
    {"role": "data scientist", "country": "India", "pay": "total"},
    {
        "role": "software engineer",
        "company": "Google",
        "level": "L5",
        "country": "US",
        "pay": "total",
    },
    {"role": "ML engineer", "country": "Kenya"},
    {"role": "ML engineer", "metro": "Bay Area"},
    {"role": "mlops engineer", "country": "India"},
    {"role": "data engineer", "city": "London", "experience": 6, "company_size": "startup"},
]


@pytest.mark.parametrize("profile", PROFILES, ids=str)
def test_every_answer_is_whole(market, profile):
    found = market.worth(current=90_000, **profile)
    assert found.percentile.low <= found.percentile.value <= found.percentile.high
    assert found.gap.low <= found.gap.value <= found.gap.high
    assert found.gap.value == pytest.approx(found.pay / found.median.value - 1)
    most = MOST_CERTAIN[found.evidence[0].reliability]
    assert 1 - most <= found.probability_below <= most
    assert sum(view.weight for view in found.sources) == pytest.approx(1)
    assert found.changes and found.sections and found.to_polars().height
    assert "second source" in " ".join(found.notes) or most > MOST_CERTAIN["fair"]


@pytest.mark.parametrize(
    "factor,verdict", [(0.4, "likely below"), (1.0, "not told apart"), (2.5, "likely above")]
)
def test_the_verdict_follows_the_distance(market, factor, verdict):
    median = market.estimate(**US).figures["p50"].value
    found = market.worth(current=factor * median, **US)
    assert found.verdict == verdict


def test_weak_evidence_gives_no_verdict_however_far_the_pay(market):
    found = market.worth(current=20_000, role="ML engineer", country="Kenya")
    assert found.evidence[0].reliability == "weak"
    assert found.verdict == "not told apart"
    assert found.second_sources


@pytest.mark.parametrize("facts", [{}, {"role": "ML engineer"}, {"country": "US"}], ids=str)
def test_role_and_country_are_asked_for(market, facts):
    with pytest.raises(QuestionError, match=r"role.*country.*decide most.*metro area"):
        market.worth(current=65_000, **facts)


@pytest.mark.parametrize("profile", [US, PROFILES[1], PROFILES[4]], ids=str)
@pytest.mark.parametrize("pay", [20_000, 65_000])
def test_an_interval_that_leaves_out_none_is_told_with_what_it_takes(market, profile, pay):
    """How sure one is follows from the interval and the grade: they are of one distribution."""
    found = market.worth(current=pay, **profile)
    sure = found.certainty
    if found.gap.high < 0 or found.gap.low > 0:
        assert abs(found.probability_below - 0.5) >= sure.holds * 0.475 - 1e-6
    else:
        assert abs(found.probability_below - 0.5) <= sure.holds * 0.475 + 1e-6
    assert "if the evidence holds" in found.sentence
    placed = found.percentile.high - found.percentile.low <= 0.9
    assert ("of such pay" in found.sentence) == placed
    assert ("cannot be told" in found.sentence) != placed


def test_the_pay_is_read_in_the_answer_s_currency(market):
    usd = market.worth(current=180_000, **US)
    eur = market.worth(current=180_000, currency="EUR", **US)
    assert eur.gap.value > usd.gap.value
    assert eur.pay == pytest.approx(180_000)


def test_changes_are_the_same_question_asked_again(market):
    found = market.worth(current=180_000, **US)
    staff = next(each for each in found.changes if each.words == "Staff or principal")
    asked = market.estimate(**{**US, "level": "staff"})
    assert staff.median == pytest.approx(asked.figures["p50"].value)
    total = next(each for each in found.changes if each.fact == "pay")
    assert total.median == pytest.approx(market.estimate(pay="total", **US).figures["p50"].value)


def test_what_was_told_is_not_asked_for(market):
    found = market.worth(current=180_000, **US)
    assert "level" not in {each.fact for each in found.untold}
    apart = [each.apart for each in found.untold]
    assert apart == sorted(apart, reverse=True) and found.untold


@pytest.mark.parametrize(
    "told,error,words",
    [
        ({}, QuestionError, "tell it as `current`"),
        ({"current": "lots"}, InvalidValue, "lots"),
        ({"current": 0}, InvalidValue, "from 100"),
        ({"current": 90_000, "pay": "bonus"}, InvalidValue, "base, total"),
        ({"current": 90_000, "role": "ML enginer"}, UnknownValue, "ML engineer"),
        ({"current": 90_000, "currency": "XYZ"}, QuestionError, "XYZ"),
        (
            {"current": 90_000, "pay": "total", "as_reported_in": "ai_jobs"},
            NotEnoughData,
            "ai_jobs",
        ),
    ],
    ids=str,
)
def test_bad_questions_are_refused_with_what_to_do(market, told, error, words):
    with pytest.raises(error, match=words):
        market.worth(**{**US, **told})


def test_a_market_of_one_s_own_answers(small_market):
    built = Market.open(small_market)
    found = built.worth(current=90_000, role="ML engineer", country="US")
    assert found.sections and found.sentence
    offer = {"profile": {"role": "ML engineer", "country": "US"}, "base": {"per_year": 90_000},
             "bonus": {"target": 9_000}, "equity": {"shares": 10, "price": 900}}  # fmt: skip
    assert built.offer(offers=[offer]).sections


def test_all_percentiles_hold_the_same_errors(market) -> None:
    """So that no interval of the median reaches below all of p25's."""
    found = market.worth(role="ML engineer", country="US", current=150_000)
    assert found.p25.low < found.median.low < found.p75.low
    assert found.p25.high < found.median.high < found.p75.high


def test_a_pay_in_words_is_answered_in_its_own_currency(market):
    plain = market.worth(current=64_800, currency="EUR", **US)
    words = market.worth(current="5.400 € im Monat", **US)
    assert words.evidence[0].currency == "EUR"
    assert words.pay == pytest.approx(plain.pay)
    assert words.median.value == plain.median.value
    assert "was read as EUR 64,800 a year, 12 times EUR 5,400" in " ".join(words.notes)
    assert "was read as" not in " ".join(plain.notes)


def test_a_pay_is_turned_into_the_currency_that_was_asked_for(market):
    in_euros = market.worth(current="65.000 €", **US)
    in_dollars = market.worth(current="65.000 €", currency="USD", **US)
    assert in_dollars.evidence[0].currency == "USD"
    assert in_dollars.gap.value == pytest.approx(in_euros.gap.value)
    assert "turned into USD at the rate of today" in " ".join(in_dollars.notes)


def test_total_pay_below_base_pay_is_said_to_be_of_other_people(market):
    german = market.worth(role="ML engineer", country="Germany", current=65_000)
    total = next(each for each in german.changes if each.fact == "pay")
    assert total.median < german.median.value
    assert "other sources (" in total.words and "other people" in total.words
    american = market.worth(current=150_000, **US)
    total = next(each for each in american.changes if each.fact == "pay")
    assert total.words == "if it is total pay"


@pytest.mark.parametrize(
    "current,country,currency,said",
    [
        (65_000, "Germany", None, "taken as USD 65,000 a year, as it names no currency; in EUR"),
        ("65000", "Germany", None, "write 65000 EUR"),
        ("65.000 €", "Germany", None, ""),
        ("65000", "Germany", "EUR", ""),
        ("65000", "US", None, ""),
    ],
    ids=str,
)
def test_a_pay_without_a_currency_is_said_to_be_in_the_answer_s(
    market, current, country, currency, said
):
    asked = {"role": "ML engineer", "country": country, "currency": currency}
    worth = market.worth(current=current, **asked)
    assert said in worth.understood.get("pay", "") and bool(said) == ("pay" in worth.understood)
    notes = " ".join(market.estimate(my_pay=current, **asked).notes)
    assert said in notes and ("names no currency" in notes) == bool(said)
