"""A server reads web addresses only where that is switched on, by the rules of fetching."""

import threading

import pytest
from fastapi.testclient import TestClient

from paylens.errors import FileUnreadable
from paylens.report.answers import Market
from paylens.serve.fetching import NotPublic
from paylens.serve.web import addresses
from paylens.serve.web.app import create_app
from paylens.serve.web.settings import Settings

CLAIM = b"In the United States ML engineers earn $150,000 a year."
ADDRESS = "https://example.org/salaries"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def server() -> TestClient:
    settings = Settings(requests_per_minute=0, fetch_addresses=True)
    return TestClient(create_app(Market.reference(), settings))


@pytest.fixture
def asked(monkeypatch):
    """The addresses that were asked for; each answers with a claim."""
    found: list[str] = []

    def fetched(address, **limits):
        assert limits["longest_seconds"] < 20
        found.append(address)
        return CLAIM

    monkeypatch.setattr(addresses, "fetched", fetched)
    return found


def test_it_is_off_unless_switched_on():
    assert not Settings().fetch_addresses


def test_page_and_operation_read_an_address_that_stands_alone(server, asked):
    answer = server.post("/api/v1/check", json={"document": f" {ADDRESS} "})
    assert answer.json()["name"] == ADDRESS and len(answer.json()["claims"]) == 1
    page = server.post("/check", data={"document": ADDRESS}, headers=HTML)
    assert page.status_code == 200 and "makes one claim about pay" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "Or a web address alone" in page.text
    assert asked == [ADDRESS, ADDRESS]


@pytest.mark.parametrize("document", [f"See {ADDRESS}", f"{ADDRESS} {ADDRESS}", CLAIM.decode()])
def test_an_address_within_a_text_is_text(server, asked, document):
    assert server.post("/api/v1/check", json={"document": document}).status_code == 200
    assert asked == []


def test_a_link_has_nothing_read(server, asked):
    """Any site could make a reader's browser follow one."""
    server.get("/check", params={"document": ADDRESS}, headers=HTML)
    server.get("/check.json", params={"document": ADDRESS})
    assert asked == []


@pytest.mark.parametrize(
    "document",
    ["http://127.0.0.1/", "http://localhost/x", "http://[::1]/", "http://169.254.169.254/latest",
     "http://10.0.0.1/", "http://2130706433/", "file:///etc/passwd", "ftp://example.org/",
     "http://example.org:22/", "http://a:b@example.org/"],
)  # fmt: skip
def test_nothing_private_is_reached(server, document):
    answer = server.post("/api/v1/check", json={"document": document})
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("reason", ["no such host: inside", "is not on the public internet"])
def test_nobody_is_told_which_names_there_are(server, monkeypatch, reason):
    def fetched(address, **_):
        raise NotPublic(reason)

    monkeypatch.setattr(addresses, "fetched", fetched)
    detail = server.post("/api/v1/check", json={"document": "http://inside/"}).json()["detail"]
    assert detail == "http://inside/: is not on the public internet, or there is no such host."


def test_what_cannot_be_read_is_a_refusal(server, monkeypatch):
    def fetched(address, **_):
        raise FileUnreadable("the server answers 404")

    monkeypatch.setattr(addresses, "fetched", fetched)
    page = server.post("/check", data={"document": ADDRESS}, headers=HTML)
    assert page.status_code == 422 and "answers 404" in page.text


def test_only_a_few_are_read_at_once(server, monkeypatch):
    going, started = threading.Event(), threading.Semaphore(0)

    def fetched(address, **_):
        started.release()
        going.wait(30)
        return CLAIM

    monkeypatch.setattr(addresses, "fetched", fetched)
    ask = {"json": {"document": ADDRESS}}
    others = [
        threading.Thread(target=server.post, args=("/api/v1/check",), kwargs=ask)
        for _ in range(addresses.MOST_AT_ONCE)
    ]
    for each in others:
        each.start()
    for _ in others:
        assert started.acquire(timeout=30)
    refused = server.post("/api/v1/check", **ask)
    going.set()
    for each in others:
        each.join()
    assert refused.status_code == 422 and "try again soon" in refused.text
    assert server.post("/api/v1/check", **ask).status_code == 200
