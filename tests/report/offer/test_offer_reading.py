"""Offers as people write them: what is understood, and what is refused with the way out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_offers import OPTIONS, PLAIN, SHARES, offer, told

from paylens.errors import InvalidValue, QuestionError, UnknownValue
from paylens.report.offer.reading import MOST_OFFERS, example, offers_of
from paylens.report.offer.valuing import years_of

PRIVATE = SHARES | {"company": "private"}
NO_TARGET = {"odds_percent": 90}


@pytest.mark.parametrize(
    "changed,words",
    [
        # Shares.
        ({"equity": SHARES | {"shares": 0}}, "shares is 0; allowed: a number of shares above"),
        ({"equity": SHARES | {"shares": -5}}, "equity.shares is -5"),
        ({"equity": SHARES | {"price": 0}}, "equity.price is 0"),
        ({"equity": SHARES | {"shares": None}}, "one of shares and value"),
        ({"equity": SHARES | {"value": 10}}, "shares or value is 'both'"),
        ({"equity": SHARES | {"strike": 3}}, 'none for kind = "shares"'),
        ({"equity": SHARES | {"kind": "rsu"}}, "shares, options"),
        ({"equity": OPTIONS | {"strike": None}}, "equity.strike is 'not told'"),
        ({"equity": {"kind": "options", "value": 9, "strike": 1}}, "their number"),
        # Vesting.
        ({"equity": SHARES | {"vesting_percent": [25, 25, 25]}}, "sum to 100; these sum to 75"),
        ({"equity": SHARES | {"vesting_percent": [50, 60, -10]}}, "none below 0"),
        ({"equity": SHARES | {"vesting_percent": []}}, "a list of 1 to 10"),
        ({"equity": SHARES | {"vesting_percent": 100}}, "a list of 1 to 10"),
        ({"equity": SHARES | {"vests_every_months": 5}}, "1, 3, 6, 12"),
        ({"equity": SHARES | {"cliff_months": 60}}, "from 0 to 48"),
        ({"equity": SHARES | {"cliff_months": 1.5}}, "from 0 to 48"),
        # Private companies: the reader chooses, with the sources.
        ({"equity": PRIVATE}, r"Yours to choose.*ssrn\.com"),
        ({"equity": PRIVATE | {"discount_percent": 140}}, "from 0 to 100"),
        ({"equity": SHARES | {"discount_percent": 20}}, "can be sold at their price"),
        # Bonuses.
        ({"bonus": {"target_percent": 200}}, r"from 0 to 100, in per cent of.*target = 200000"),
        ({"bonus": {"target_percent": -1}}, "from 0 to 100"),
        ({"bonus": NO_TARGET}, "one of target_percent"),
        ({"bonus": {"target": 5, "target_percent": 5}}, "both"),
        ({"bonus": {"target": 5, "odds_percent": 120}}, "odds_percent is 120"),
        ({"bonus": {"target": float("nan")}}, "bonus.target is nan"),
        # Money and currencies.
        ({"base": {"per_year": "€95k"}}, r"an offer has one currency|An offer has one currency"),
        ({"currency": ["USD", "EUR"]}, "an offer has one currency"),
        ({"currency": "dollars"}, "one code of three letters"),
        ({"currency": "XYZ"}, "no exchange rate for currency 'XYZ'"),
        ({"base": {"per_year": 90}}, "from 100 on"),
        ({"base": {"per_year": 10**400}}, "an amount per year"),
        ({"base": {"per_hour": 10**400}}, "per hour"),
        ({"equity": SHARES | {"vesting_percent": [10**400]}}, "a list of 1 to 10"),
        ({"base": {"per_year": True}}, "an amount"),
        ({"base": {"per_year": 1, "per_month": 2}}, "per_year and per_month"),
        ({"base": {}}, "one of per_year, per_month, per_hour"),
        ({"base": None}, "base is 'not told'"),
        ({"base": {"per_hour": 0}}, "an amount per hour"),
        ({"base": {"per_hour": 20_000}}, "1 to 10,000 USD per hour"),
        ({"base": {"per_month": "5k an hour"}}, "an amount per month"),
        ({"equity": SHARES | {"price": "40 a month"}}, "price is '40 a month'"),
        ({"bonus": {"target": "€5k"}}, "An offer has one currency"),
        ({"base": {"per_hour": 90, "weeks_per_year": 60}}, "weeks from 1 to 52"),
        ({"hours_per_week": 0}, "hours from 1 to 100"),
        # Whose pay.
        ({"profile": None}, "a role, such as"),
        ({"profile": {"country": "US"}}, "a role, such as"),
        ({"name": "a\x1b[31m"}, "characters on one line"),
        ({"name": "x" * 61}, "1 to 60 characters"),
        ({"sign_on": {"amounts": []}}, "a list of 1 to 10"),
        ({"benefits": {"name": "a"}}, r"\[\[benefits\]\]"),
        ({"equity": [1]}, "a table of keys and values"),
        ({"equity": SHARES | {"refreshers": [{"year": 0, "shares": 1}]}}, "refreshers 1.year is 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_is_allowed(changed, words):
    for table in changed.values():
        if isinstance(table, dict):
            for key in [key for key, value in table.items() if value is None]:
                del table[key]
    with pytest.raises(QuestionError, match=words):
        offer(**changed)


@pytest.mark.parametrize(
    "changed,key,nearest",
    [
        ({"bonsu": {}}, "bonsu", "bonus"),
        ({"base": {"per_year": 100_000, "raise_per_year": 3}}, "raise_per_year",
         "raise_percent_per_year"),
        ({"equity": SHARES | {"cliff": 12}}, "cliff", "cliff_months"),
        # An unknown key is told before what it leaves untold.
        ({"equity": {"sharez": 100}}, "sharez", "shares"),
        ({"equity": SHARES | {"refreshers": [{"vale": 1}]}}, "vale", "value"),
        ({"profile": {"role": "ML engineer", "levl": "senior"}}, "levl", "level"),
        ({"sign_on": {"amounts": [1], "claw_back": 3}}, "claw_back", "clawback_months"),
    ],
)  # fmt: skip
def test_unknown_keys_name_the_nearest(changed, key, nearest):
    with pytest.raises(UnknownValue, match=key) as refused:
        offer(**changed)
    assert nearest in refused.value.nearest


@pytest.mark.parametrize(
    "texts,words",
    [
        ([], "1 to 6 offers"),
        (["base = 3\nprofile = {role = 'MLE'}"], "a table of keys"),
        (["base = [", ""], "offer 1 is no TOML"),
        (["x" * 70_000], "65,536 characters"),
        ([PLAIN, PLAIN], "a name of its own"),
        ([{"profil": {}}], "unknown key in offer 1 'profil'. Nearest: profile"),
        ([7], "TOML, or a table"),
        ([told(name=f"o{n}") for n in range(MOST_OFFERS + 1)], "1 to 6 offers"),
    ],
)
def test_what_is_no_offer_is_refused(texts, words):
    with pytest.raises(QuestionError, match=words):
        offers_of(texts)


def test_the_example_is_an_offer_and_says_every_part():
    (found,) = offers_of([example()])
    assert found.bonus and found.equity and found.sign_on and found.benefits
    assert found.equity.grants[1].odds < 1


@pytest.mark.parametrize(
    "line,key",
    [
        ("strike = 90", "strike"),
        ("discount_percent = 50", "discount_percent"),
        ('currency = "USD"', "currency"),
    ],
)
def test_what_the_example_offers_to_uncomment_is_known(line, key):
    text = example().replace(f"# {line}", line)
    assert text.count(line) > example().count(f"\n{line}")
    if key == "strike":
        text = text.replace('kind = "shares"', 'kind = "options"')
        text = text.replace("value = 90000 ", "shares = 600 ")
    if key == "discount_percent":
        text = text.replace('company = "public"', 'company = "private"')
    assert offers_of([text])


@pytest.mark.parametrize(
    "changed,note",
    [
        ({"base": {"per_hour": 90}}, "none unpaid: tell weeks_per_year"),
        ({"base": {"per_hour": 90, "weeks_per_year": 44}}, "A contractor pays for holidays"),
        ({"base": {"per_month": 9_000, "months": 14}}, "14 months a year"),
        ({"base": {"per_year": "5,400 a month"}}, "was read as USD 64,800 a year"),
        ({"base": {"per_year": "$85/hour"}}, "by the hour: 40 hours in 52 weeks"),
        ({"bonus": {"target": "500 a month"}}, "target: '500 a month' was read as USD 6,000"),
        ({"hours_per_week": None}, "no hours told: 40 a week"),
        ({"equity": SHARES | {"currency": "EUR"}}, "shares are priced in EUR"),
    ],
)
def test_what_was_taken_for_what_is_said(changed, note):
    assert note in " ".join(offer(**changed).notes)


def test_shares_in_another_currency_are_turned_into_the_offer_s():
    from paylens.harmonise.exchange import latest_usd_per_unit

    rate, _ = latest_usd_per_unit("EUR")
    found = years_of(offer(equity=SHARES | {"currency": "EUR"}))
    assert found[0].equity == pytest.approx(10_000 * rate)


KEYS = st.sampled_from(
    ["name", "currency", "hours_per_week", "profile", "base", "bonus", "equity", "sign_on"]
)
INNER = st.sampled_from(
    ["per_year", "target", "shares", "value", "price", "vesting_percent", "amounts", "refreshers"]
)
PLACES = [None, True, -1, 0, 1, 10**400, 1e308, float("inf"), "", "x", "150k", "USD"]
JUNK = st.recursive(
    st.sampled_from(PLACES),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(INNER, inside, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(KEYS, JUNK, max_size=4))
def test_junk_is_refused_as_a_question_and_nothing_else(values):
    try:
        offers_of([PLAIN | values])
    except QuestionError as error:
        assert str(error)


def test_a_refusal_names_the_offer():
    with pytest.raises(InvalidValue, match="Second: bonus|Second.bonus"):
        offers_of([PLAIN, told(name="Second", bonus={"target": -1})])
