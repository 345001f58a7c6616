"""Somebody's own pay and offers by page and API: answered, kept nowhere, refused by their keys."""

import logging
import tomllib

import pytest

from paylens.serve.questions import EXAMPLE_OFFER

HTML = {"Accept": "text/html"}
SECRET = "187654"
WORTH = {"role": "ML engineer", "country": "US", "current": SECRET}
OFFER = EXAMPLE_OFFER.replace("190000", SECRET)
PLAIN = {"profile": {"role": "ML engineer", "country": "US"}, "base": {"per_year": 150_000}}


@pytest.mark.parametrize(
    ("path", "told"), [("/worth", WORTH), ("/offer", {"offers": [OFFER, ""], "currency": "EUR"})]
)
def test_a_posted_page_is_in_no_address_cache_or_log(client, caplog, path, told):
    with caplog.at_level(logging.DEBUG):
        shown = client.post(path, data=told, headers=HTML)
    assert shown.status_code == 200
    assert shown.headers["cache-control"] == "no-store" and "etag" not in shown.headers
    links = [part.split('"')[0] for part in shown.text.split('href="')[1:]]
    assert not any(SECRET in link for link in links)
    assert SECRET not in caplog.text


def test_an_offer_in_toml_and_in_json_is_answered_alike(client):
    asked = [
        client.post("/api/v1/offer", json={"offers": [each]})
        for each in (EXAMPLE_OFFER, tomllib.loads(EXAMPLE_OFFER))
    ]
    assert [each.status_code for each in asked] == [200, 200]
    assert asked[0].json() == asked[1].json()


def test_own_pay_is_asked_in_an_address_only_by_who_does_so(client):
    by_get = client.get("/api/v1/worth", params=WORTH)
    by_post = client.post("/api/v1/worth", json=WORTH | {"current": float(SECRET)})
    assert by_get.status_code == by_post.status_code == 200
    assert by_get.json()["pay"] == by_post.json()["pay"] == float(SECRET)
    assert "etag" not in by_get.headers
    assert client.get("/api/v1/offer").status_code == 405


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"offers": [PLAIN | {"bonus": {"target_percent": 200}}]}, "bonus.target_percent"),
        ({"offers": [PLAIN | {"equity": {"shares": 0, "price": 3}}]}, "equity.shares"),
        ({"offers": [PLAIN | {"bonsu": {}}]}, "bonsu"),
        ({"offers": ["base = ["]}, "no TOML"),
        ({"offers": []}, "offers"),
        ({"offers": [7]}, "offers"),
        ({"offers": "x"}, "offers"),
        ({}, "offers"),
        ({"offers": [PLAIN], "currency": "XYZ"}, "XYZ"),
        ({"offers": [PLAIN], "nobody": 1}, "nobody"),
        ({"offers": [PLAIN | {"profile": {"role": "ML enginer"}}]}, "ML engineer"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_its_key(client, body, field):
    refused = client.post("/api/v1/offer", json=body)
    assert refused.status_code == 422, refused.text
    assert field in refused.text


def test_a_refused_page_keeps_what_was_written(client):
    written = OFFER.replace("vesting_percent = [25, 25, 25, 25]  #", "vesting_percent = [50]  #")
    shown = client.post("/offer", data={"offers": [written]}, headers=HTML)
    assert shown.status_code == 422
    assert "these sum to 50" in shown.text
    assert SECRET in shown.text and "<textarea" in shown.text


def test_what_is_written_is_shown_as_text(client):
    hostile = OFFER.replace('"Acme"', '"</textarea><script>alert(1)</script>"')
    shown = client.post("/offer", data={"offers": [hostile]}, headers=HTML)
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text


@pytest.mark.parametrize(
    ("path", "field", "pay", "said"),
    [
        ("/worth", "current", "", "tell it as “Your pay”"),
        ("/worth", "current", "plenty", "Your pay is"),
        ("/estimate", "my_pay", "plenty", "Your pay is"),
    ],
)
def test_a_refused_pay_is_named_by_its_label(client, path, field, pay, said):
    told = {"role": "ML engineer", field: pay, "pay": "base"}
    shown = client.post(path, data=told, headers=HTML).text
    refusal = shown[shown.index('role="alert"') :]
    assert said in refusal and f'href="#{field}"' in refusal
    assert "Ask without" not in refusal and "<details open" not in shown
