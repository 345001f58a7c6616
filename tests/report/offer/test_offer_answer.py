"""The answer about offers as a whole: comparison, what must hold, the ask, the letter."""

import pytest
from invented_offers import OPTIONS, SHARES, told

from paylens.harmonise.exchange import latest_usd_per_unit
from paylens.report.offer.reading import example


@pytest.fixture(scope="module")
def pair(market):
    other = told(
        name="Other", base={"per_year": 150_000}, equity=OPTIONS | {"shares": 9_000},
        bonus={"target_percent": 20, "odds_percent": 50},
    )  # fmt: skip
    return market.offer(offers=[example(), other])


def test_every_section_has_its_rows(pair):
    titles = [section.title for section in pair.sections]
    assert titles == [
        "Verdicts", "What each part is beside", "Year by year", "Side by side", "What must hold",
        "What to ask for", "To reach the median total",
        "Which parts move, and what others say of discounts", "What to cite", "A second source",
        "A letter to edit: Acme", "A letter to edit: Other",
    ]  # fmt: skip
    for section in pair.sections:
        for row in section.rows:
            assert set(row) <= {column.name for column in section.columns}
    assert pair.to_polars().height and pair.to_dict()["summaries"]


def test_the_first_line_says_who_is_ahead(pair):
    totals = {each.offer: each.total for each in pair.summaries}
    first = max(totals, key=totals.get)
    assert pair.sentence.startswith(f"As you told them, {first} is worth the most over 4 years")
    assert "overtakes" in pair.sentence


def test_years_add_up(pair):
    for summary in pair.summaries:
        assert summary.total == pytest.approx(sum(year.total for year in summary.years))
        assert summary.certain <= summary.total


def test_offers_in_two_currencies_are_compared_in_the_first(market):
    usd, eur = told(), told(name="Euro", currency="EUR", profile={
        "role": "ML engineer", "country": "Germany"})  # fmt: skip
    rate, _ = latest_usd_per_unit("EUR")
    found = market.offer(offers=[usd, eur])
    assert found.currency == "USD"
    assert found.summaries[1].total == pytest.approx(400_000 * rate)
    assert any("EUR turned into USD at" in note for note in found.notes)
    back = market.offer(offers=[usd, eur], currency="EUR")
    assert back.summaries[0].total == pytest.approx(400_000 / rate)


def test_price_levels_of_two_countries_are_told(market):
    usd = told()
    inr = told(name="India", currency="INR", base={"per_year": 8_500_000},
               profile={"role": "ML engineer", "country": "India"})  # fmt: skip
    found = market.offer(offers=[usd, inr])
    at_rates = found.summaries[1].per_year / found.summaries[0].per_year
    in_prices = found.summaries[1].international / found.summaries[0].international
    assert in_prices > 2 * at_rates
    assert any("purchasing power" in note for note in found.notes)
    alone = market.offer(offers=[usd])
    assert alone.summaries[0].international is None


@pytest.mark.parametrize(
    "base,asks,letter",
    [
        (150_000, True, "I ask for $"),
        (500_000, False, "bear no figure to ask for"),
    ],
)
def test_what_to_ask_follows_the_evidence(market, base, asks, letter):
    ask = market.offer(offers=[told(base={"per_year": base})]).offers[0].ask
    figure = next(each for each in ask.figures if each.component == "base")
    assert (figure.low is not None) == asks
    if figure.low is not None and figure.high is not None:
        assert base < figure.low < figure.high
    assert letter in ask.letter
    assert ("Sources:" in ask.letter) == asks


def test_weak_evidence_bears_no_figure_and_names_second_sources(market):
    found = market.offer(offers=[told(profile={"role": "AI engineer", "country": "Germany"})])
    ask = found.offers[0].ask
    assert all(each.low is None and "second source" in each.why for each in ask.figures)
    assert not ask.citations and "bear no figure" in ask.letter
    assert any("Entgeltatlas" in each.name for each in found.second_sources)


def test_the_ask_lies_between_the_median_and_p75(market):
    one = market.offer(offers=[told(base={"per_year": 150_000})]).offers[0]
    base, figure = one.verdict("base"), one.ask.figures[0]
    assert figure.low == pytest.approx(base.p50.value, abs=500)
    assert figure.high == pytest.approx(base.p75.value, abs=500)
    assert "first at which level" in figure.why


@pytest.mark.parametrize("facts,said", [({}, True), ({"experience": 6}, False)])
def test_without_level_or_years_the_reader_is_asked_for_them(market, facts, said):
    profile = {"role": "ML engineer", "country": "US"} | facts
    notes = market.offer(offers=[told(profile=profile)]).notes
    assert any("tell level or experience" in note for note in notes) == said


LEVERS = [
    dict(equity=SHARES),
    dict(equity=SHARES | {"company": "private", "discount_percent": 40}),
    dict(equity=OPTIONS, bonus={"target": 9_000}),
    dict(bonus={"target_percent": 15, "odds_percent": 80}),
    dict(bonus={"target_percent": 10}, hours_per_week=30),
    dict(currency="EUR", equity=SHARES | {"currency": "USD"}, bonus={"target_percent": 20}),
]


@pytest.mark.parametrize("told_of_it", LEVERS, ids=str)
def test_each_way_alone_reaches_the_median_total(market, told_of_it):
    lift = told(**told_of_it)
    one = market.offer(offers=[lift]).offers[0]
    ways = {way.component: way.more for way in one.ask.closing}
    assert set(ways) == {"base", "sign-on"} | ({"equity"} if "equity" in lift else set())
    more_base = told(**told_of_it, base={"per_year": 100_000 + ways["base"]})
    _stands_at_the_median(market.offer(offers=[more_base]).offers[0])
    if "equity" in ways:
        shares = lift["equity"] | {"shares": lift["equity"]["shares"] + ways["equity"]}
        _stands_at_the_median(market.offer(offers=[lift | {"equity": shares}]).offers[0])
    total = one.verdict("total")
    signed = ways["sign-on"] * 40 / lift["hours_per_week"]
    assert total.amount + signed == pytest.approx(total.p50.value)


def _stands_at_the_median(one):
    total = one.verdict("total")
    assert total.amount == pytest.approx(total.p50.value, rel=1e-3)
    assert not one.ask.closing


def test_only_whom_one_can_ask_is_cited(market):
    one = market.offer(offers=[told()]).offers[0]
    assert one.ask.citations
    assert all(each.url.startswith("https://") for each in one.ask.citations)
    assert "does not name" not in one.ask.letter


def test_a_private_company_s_sources_of_discounts_are_shown(market):
    private = SHARES | {"company": "private", "discount_percent": 40}
    found = market.offer(offers=[told(equity=private)])
    assert sum(each.part == "discount" for each in found.conventions) >= 3
    assert any("count 60 % of their price" in note for note in found.notes)
    public = market.offer(offers=[told(equity=SHARES)])
    assert not any(each.part == "discount" for each in public.conventions)


@pytest.fixture(scope="module")
def munich(market):
    germany = {"role": "ML engineer", "country": "Germany", "level": "senior"}
    return market.offer(offers=[told(currency="EUR", profile=germany, base={"per_year": 80_000})])


def test_a_total_below_the_base_is_said_to_be_of_other_people(munich):
    one = munich.offers[0]
    base, total = one.verdict("base"), one.verdict("total")
    assert total.p50.value < base.p50.value
    beside = next(each for each in munich.sections if each.title == "What each part is beside")
    for words in (munich.sentence, " ".join(beside.notes)):
        assert "other people" in words
        assert all(source in words for source in (*base.sources, *total.sources))
    assert total.evidence.reliability == "weak"


def test_a_total_above_the_base_needs_no_such_word(pair):
    assert "other people" not in pair.sentence


def test_the_headline_says_between_what_and_which_total(munich):
    total = munich.offers[0].verdict("total").amount
    assert "the mean of 4 years" in munich.sentence
    assert f"the total of EUR {total:,.0f} (base, bonus and the first grant" in munich.sentence
    assert "too close to call between fair and a lowball (p25 is EUR " in munich.sentence
