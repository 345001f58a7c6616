"""An offer told field by field on its page: answered, kept as TOML, and what is wrong is marked."""

import logging
import re
import tomllib
from html import unescape

import pytest

from paylens.report.offer.form import words_of
from paylens.serve.questions import EXAMPLE_OFFER

HTML = {"Accept": "text/html"}
SECRET = "187654"
FIELDS = {
    "offers-1.name": "Acme",
    "offers-1.profile.role": "ML engineer",
    "offers-1.profile.country": "US",
    "offers-1.profile.level": "senior",
    "offers-1.base.per_year": SECRET,
    "offers-1.bonus.target_percent": "15 %",
}
OTHER = {
    "offers-2.name": "Other",
    "offers-2.profile.role": "ML engineer",
    "offers-2.profile.country": "US",
    "offers-2.base.per_year": "15k a month",
}


def asked(client, fields):
    return client.post("/offer", data=fields, headers=HTML)


def value_of(page, name):
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    return found and found[1]


def test_the_page_opens_empty_beside_the_answer_of_an_example(client):
    page = client.get("/offer", headers=HTML).text
    form = page[page.index("<form") : page.index("</form>")]
    assert "An example: nothing was told yet." in page and "Acme is worth" in page
    assert set(re.findall(r'<input id="offers-[^>]* value="([^"]*)"', form)) == {""}
    assert " selected" not in form and "offers-2." not in form
    assert re.search(r'name="offers-1.base.per_year"[^>]*placeholder="190,000"', form)


def test_what_was_told_of_one_offer_is_alone_in_its_answer(client):
    told = {name: FIELDS[name] for name in ("offers-1.profile.role", "offers-1.base.per_year")}
    page = asked(client, told).text
    assert value_of(page, "offers-1.bonus.target_percent") == ""
    assert "Health insurance" not in page
    assert 'name="offers-2.base.per_year"' in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"base.per_year": ""}, "Acme, “Base pay” is not told; allowed: one of “Per year”, “Per m"),
        ({"base.per_year": "lots"}, "Acme, “Per year” is “lots”; allowed: an amount per year"),
        ({"name": "", "profile.role": ""}, "Offer 1, “Role” is not told; allowed: a role"),
        ({"base.per_year": "€95k"}, "turn the amount into it, or change “Currency”. Only “Equity”"),
        ({"profile.experience": "minus"}, "Experience is 'minus'; allowed: a number of years"),
        ({"bonus.target_percent": "200"}, "is told as an amount: “As an amount a year”: 200000."),
        ({"bonus.target": "5"}, "Acme, “Bonus” is both; allowed: one of “Target, in per cent of b"),
        ({"equity.shares": "1", "equity.price": "1", "equity.vesting_percent": "25, 25, 25"},
         "Acme, “Vesting per year, in per cent” is “25, 25, 25”; allowed: parts that sum to 100"),
        ({"equity.shares": "1", "equity.value": "1"}, "leave “Equity” out where there is none"),
    ],
)  # fmt: skip
def test_a_refusal_speaks_the_forms_words_and_leads_to_the_field(client, changed, said):
    shown = asked(client, FIELDS | {f"offers-1.{name}": text for name, text in changed.items()})
    refusal = unescape(re.search(r'<div role="alert".*?</div>', shown.text, re.S)[0])
    assert said in refusal and "_" not in re.sub(r'href="[^"]*"', "", refusal)
    (field,) = re.findall(r'href="#([^"]+)"', refusal)
    assert re.search(rf'<(?:input|select) id="{re.escape(field)}"[^>]*aria-invalid', shown.text)


def test_an_empty_form_is_refused_with_what_it_needs(client):
    shown = asked(client, {"offers-1.name": ""})
    assert shown.status_code == 422
    assert "fill in at least the role and the base pay" in shown.text
    assert 'href="#offers-1.profile.role"' in shown.text


def test_two_offers_are_told_field_by_field_and_compared(client, caplog):
    with caplog.at_level(logging.DEBUG):
        shown = asked(client, FIELDS | OTHER)
    assert shown.status_code == 200
    assert "Other is worth the most" in shown.text or "Acme is worth the most" in shown.text
    assert "was read as USD 180,000 a year" in shown.text
    assert value_of(shown.text, "offers-1.base.per_year") == SECRET
    assert value_of(shown.text, "offers-2.base.per_year") == "15k a month"
    assert 'name="offers-3.base.per_year"' in shown.text
    assert shown.headers["cache-control"] == "no-store" and "etag" not in shown.headers
    assert not any(SECRET in part.split('"')[0] for part in shown.text.split('href="')[1:])
    assert SECRET not in caplog.text


def test_fields_and_toml_are_one_way_to_say_it(client):
    fields = {f"offers-1.{name}": said for name, said in words_of(EXAMPLE_OFFER).items()}
    by_fields = asked(client, fields)
    by_toml = asked(client, {"offers": EXAMPLE_OFFER})
    assert by_fields.status_code == 200
    assert by_fields.text == by_toml.text


def test_an_offer_is_kept_as_toml_and_read_again(client):
    kept = client.post("/offer.toml", data=FIELDS | OTHER | {"keep": "2"}, headers=HTML)
    assert kept.status_code == 200
    assert kept.headers["content-disposition"] == 'attachment; filename="offer-2.toml"'
    assert kept.headers["cache-control"] == "no-store"
    assert tomllib.loads(kept.text)["base"] == {"per_year": "15k a month"}
    assert asked(client, {"offers": kept.text}).status_code == 200


@pytest.mark.parametrize("keep", ["3", "", "x", "-1", "99999"])
def test_nothing_is_kept_of_an_empty_offer(client, keep):
    fields = FIELDS if keep else {}
    kept = client.post("/offer.toml", data=fields | {"keep": keep or "1"}, headers=HTML)
    assert kept.status_code == 422


@pytest.mark.parametrize(
    ("changed", "marked"),
    [
        ({"offers-1.base.per_year": "lots"}, "offers-1.base.per_year"),
        ({"offers-1.base.per_year": "€95k"}, "offers-1.base.per_year"),
        ({"offers-1.profile.role": "ML enginer"}, "offers-1.profile.role"),
        ({"offers-1.profile.role": ""}, "offers-1.profile.role"),
        (OTHER | {"offers-2.equity.shares": "3"}, "offers-2.equity.price"),
        (OTHER | {"offers-2.name": "Acme"}, "offers-2.name"),
        ({"offers-1.benefits-2.per_year": "-5", "offers-1.benefits-1.per_year": "5"},
         "offers-1.benefits-2.per_year"),
        ({"offers-1.currency": "XYZ"}, "offers-1.currency"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_marked_at_its_field(client, changed, marked):
    shown = asked(client, FIELDS | changed)
    assert shown.status_code == 422
    invalid = re.findall(r'name="([^"]+)"[^>]*aria-invalid="true"', shown.text)
    assert invalid == [marked]
    opened = shown.text[: shown.text.index(f'id="{marked}"')].rpartition("<details")[2]
    assert opened.startswith(" open"), "the group of the marked field is closed"


def test_a_toml_that_no_form_can_say_stays_to_be_mended(client):
    shown = asked(client, FIELDS | {"offers": "bonsu = 1"})
    assert shown.status_code == 422
    assert re.search(
        r'<textarea id="offers" name="offers"[^>]*aria-invalid="true"[^>]*>bonsu = 1<', shown.text
    )
    assert value_of(shown.text, "offers-1.base.per_year") == SECRET


@pytest.mark.parametrize(
    "fields",
    [
        {"offers-1.name": "x" * 201},
        {"offers-99.base.per_year": "1"},
        {f"offers-{n}.name": str(n) for n in range(1, 12)},
        {"offers-1.name": "</textarea><script>alert(1)</script>"},
        {"offers-1.benefits-77.name": "x"},
    ],
)
def test_hostile_fields_are_refused(client, fields):
    shown = asked(client, fields)
    assert shown.status_code == 422
    assert "<script>alert" not in shown.text


def test_a_field_that_no_offer_has_is_in_no_address(client):
    fields = {"offers-1.nobody": SECRET, "currency": "EUR"}
    sent = client.post("/offer", data=fields, headers=HTML, follow_redirects=False)
    assert sent.headers["location"] == "/offer?currency=EUR"


def test_ids_are_unique_and_every_field_has_a_label(client):
    page = asked(client, FIELDS | OTHER).text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    named = re.findall(r'<(?:input|select) id="([^"]+)"', page)
    assert named and set(named) <= set(re.findall(r'<label for="([^"]+)"', page))
    lists = set(re.findall(r' list="([^"]+)"', page))
    assert lists and lists <= set(ids)
