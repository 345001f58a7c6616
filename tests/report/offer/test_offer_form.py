"""The form of an offer: its words and TOML say the same, and what is wrong finds its field."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_offers import OPTIONS, SHARES, told

from paylens.errors import InvalidValue, QuestionError
from paylens.report.offer.fields import OFFER
from paylens.report.offer.form import parts_of, place_of, text_of, words_of
from paylens.report.offer.reading import example, offers_of

BASE = {"name": "Acme", "profile.role": "ML engineer", "base.per_year": "190,000"}
NAMES = [each.name for part in parts_of({}) for each in part.places]


def test_a_form_has_every_key_of_an_offer_and_no_other():
    def keys(table, path=""):
        start = f"{path}." if path else ""
        yield from (f"{start}{each.key}" for each in table.fields)
        for below in table.tables:
            yield from keys(below, f"{start}{below.key}{'-1' if below.most else ''}")

    assert list(keys(OFFER)) == NAMES
    assert len(set(NAMES)) == len(NAMES)


def test_the_example_and_its_form_are_the_same_offer():
    words = words_of(example())
    assert words["equity.refreshers-1.value"] == "90000"
    assert words["benefits-2.name"] == "Health insurance"
    assert offers_of([text_of(words)]) == offers_of([example()])
    assert words_of(text_of(words)) == words


@pytest.mark.parametrize(
    ("said", "key", "value"),
    [
        ("190,000", "base.per_year", 190_000),
        ("190.000", "base.per_year", 190_000),
        ("190k", "base.per_year", "190k"),
        ("5.400 € a month", "base.per_year", "5.400 € a month"),
        ("12,5", "bonus.target_percent", 12.5),
        ("15 %", "bonus.target_percent", 15),
        ("lots", "bonus.target_percent", "lots"),
        ("2 400", "equity.shares", 2400),
        ("25, 25, 25, 25", "equity.vesting_percent", [25, 25, 25, 25]),
        ("25/25", "equity.vesting_percent", "25/25"),
        ("5% 15% 40% 40%", "equity.vesting_percent", [5, 15, 40, 40]),
        ("12,5; 37,5; 50", "equity.vesting_percent", [12.5, 37.5, 50]),
        ("12", "equity.vests_every_months", 12),
        ('a "quoted" \\ name\x7f', "name", 'a "quoted" \\ name\x7f'),
        ("6", "profile.experience", "6"),
    ],
)
def test_words_become_a_value_of_toml(said, key, value):
    written = tomllib.loads(text_of({key: said}))
    for part in key.split("."):
        written = written[part]
    assert written == value


@pytest.mark.parametrize(
    "offer",
    [
        told(equity=SHARES | {"refreshers": [{"year": 2, "shares": 5}, {"year": 3, "shares": 7}]}),
        told(equity=OPTIONS, sign_on={"amounts": [1000, 500.5]}),
        told(profile={"role": "ML engineer", "remote": True, "experience": 6, "skills": ["sql"]}),
        told(bonus={"target": "500 a month"}, benefits=[{"name": "Bahn 2. Klasse", "per_year": 1}]),
    ],
)
def test_words_and_tables_say_the_same(offer):
    import json

    words = dict(words_of(json_as_toml(offer)))
    (again,), (first,) = offers_of([text_of(words)]), offers_of([json.loads(json.dumps(offer))])
    facts = {name: str(value) for name, value in first.facts.items()}
    assert again.base_per_year == first.base_per_year and again.notes == first.notes
    assert (again.bonus, again.equity, again.sign_on, again.benefits) == (
        first.bonus, first.equity, first.sign_on, first.benefits,
    )  # fmt: skip
    assert again.facts.keys() == facts.keys()


def json_as_toml(values, path=""):
    """A table as TOML by hand, for what tests write."""
    lines, below = [], []
    for key, value in values.items():
        name = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            below += [f"[{name}]", json_as_toml(value, name)]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for each in value:
                below += [f"[[{name}]]", json_as_toml(each, name)]
        else:
            said = str(value).lower() if isinstance(value, bool) else repr(value)
            lines.append(f"{key} = {said}")
    return "\n".join([*lines, *below])


@pytest.mark.parametrize(
    "text",
    [
        "base = [", "base = 3", "bonsu = 1", "[base]\nper_year = true", "name = ''",
        "[base]\nper_year = inf", "[base]\nper_year = 2020-01-01", "benefits = 1",
        "[equity]\nvesting_percent = [[1]]", "name = 'a\tb'", "[[base]]\nper_year = 1",
    ],
)  # fmt: skip
def test_what_a_form_cannot_say(text):
    assert words_of(text) is None


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"base.per_year": "lots"}, "base.per_year"),
        ({"base.per_year": "€95k"}, "base.per_year"),
        ({"base.per_month": "5k"}, "base.per_year"),
        ({"currency": "XYZ"}, "currency"),
        ({"profile.role": ""}, "profile.role"),
        ({"bonus.odds_percent": "90"}, "bonus.target_percent"),
        ({"bonus.target_percent": "200"}, "bonus.target_percent"),
        ({"equity.price": "10"}, "equity.shares"),
        ({"equity.shares": "10"}, "equity.price"),
        ({"equity.shares": "1", "equity.price": "1", "equity.vesting_percent": "50"},
         "equity.vesting_percent"),
        ({"equity.shares": "1", "equity.price": "1", "equity.company": "private"},
         "equity.discount_percent"),
        ({"equity.shares": "1", "equity.price": "1", "equity.refreshers-2.year": "3",
          "equity.refreshers-2.shares": "0", "equity.refreshers-1.shares": "9"},
         "equity.refreshers-2.shares"),
        ({"benefits-1.name": "Car"}, "benefits-1.per_year"),
        ({"sign_on.amounts": "much"}, "sign_on.amounts"),
        ({"name": "", "base.per_year": "3"}, "base.per_year"),
        ({"name": "x" * 61}, "name"),
    ],
)  # fmt: skip
def test_what_is_wrong_finds_its_field(changed, place):
    words = BASE | changed
    with pytest.raises(InvalidValue) as refused:
        offers_of([text_of(words)])
    assert place_of(refused.value.field, words["name"], 1, words) == place


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*NAMES, "nobody", "equity.refreshers-9.x"]), st.text()))
def test_any_words_make_toml_that_is_read_or_refused(words):
    text = text_of(words)
    tomllib.loads(text)
    assert words_of(text) is None or text_of(words_of(text)) == text
    try:
        offers_of([text])
    except QuestionError as error:
        assert str(error)
