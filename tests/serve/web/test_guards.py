"""What every response carries, what is refused before it costs anything, and what is logged."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from paylens.serve.web.app import create_app
from paylens.serve.web.headers import ALWAYS
from paylens.serve.web.logs import LOGGER
from paylens.serve.web.settings import Settings

ESTIMATE = "/api/v1/estimate?role=ML+engineer&country=US"


def asked_with(reference, **settings) -> TestClient:
    app = create_app(reference, Settings(**settings))
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    "path", ["/", "/nothing", ESTIMATE, "/api/v1/nothing", "/api/v1/estimate?role=zz", "/static/x"]
)
def test_security_headers_everywhere(client, path):
    headers = client.get(path).headers
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert "unsafe" not in headers["content-security-policy"]


def test_an_answer_held_already_is_not_sent_again(client):
    first = client.get(ESTIMATE)
    tag = first.headers["etag"]
    again = client.get(ESTIMATE, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert {"accept", "accept-language"} <= set(again.headers["vary"].lower().split(", "))
    other = client.get(f"{ESTIMATE}&experience=6", headers={"if-none-match": tag})
    assert other.status_code == 200
    assert other.headers["etag"] != tag


@pytest.mark.parametrize("path", [f"{ESTIMATE}&my_pay=123456", "/api/v1/estimate?role=zz"])
def test_own_pay_and_errors_are_not_kept(client, path):
    headers = client.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers


def test_large_answers_are_compressed(client):
    assert client.get("/api/v1/tables/experience").headers["content-encoding"] == "gzip"


def test_so_many_requests_a_minute(reference):
    client = asked_with(reference, requests_per_minute=3)
    replies = [client.get("/api/v1/sources") for _ in range(5)]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 429, 429]
    refused = replies[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["x-content-type-options"] == "nosniff"
    for uncounted in ("/static/style.css", "/api/v1/health"):
        assert client.get(uncounted).status_code == 200


@pytest.mark.parametrize("path", [ESTIMATE, "/api/v1/sources", "/tables", "/sources", "/method"])
def test_whoever_asks_for_the_head_gets_the_head_alone(client, path):
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "etag", "vary", "content-security-policy"):
        assert head.headers.get(name) == whole.headers.get(name)


@pytest.mark.parametrize("declared", [True, False])
def test_a_large_body_is_refused_whether_it_says_its_size_or_not(reference, declared):
    client = asked_with(reference, largest_body_bytes=1000)
    parts = [b"[" + b" " * 600, b" " * 600 + b"]"]
    body = b"".join(parts) if declared else iter(parts)
    reply = client.post("/api/v1/estimate", content=body)
    assert reply.status_code == 413
    assert "1,000 bytes" in reply.json()["detail"]


def test_an_answer_that_takes_too_long(reference):
    client = asked_with(reference, longest_answer_seconds=0.0)
    reply = client.get("/api/v1/tables")
    assert reply.status_code == 503
    assert reply.json()["status"] == 503


@pytest.mark.parametrize(
    ("origins", "allowed"), [((), None), (("https://a.example",), "https://a.example")]
)
def test_other_sites_may_read_only_when_named(reference, origins, allowed):
    client = asked_with(reference, origins=origins)
    reply = client.get(ESTIMATE, headers={"origin": "https://a.example"})
    assert reply.headers.get("access-control-allow-origin") == allowed


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods(client, method):
    reply = getattr(client, method)("/api/v1/estimate")
    assert reply.status_code == 405
    assert reply.headers["content-type"] == "application/problem+json"
    assert "GET" in reply.headers["allow"]


def test_no_one_s_pay_is_logged(client, caplog):
    LOGGER.setLevel(logging.INFO)
    with caplog.at_level(logging.INFO, LOGGER.name):
        client.get(f"{ESTIMATE}&my_pay=123456")
        client.post("/api/v1/estimate", json=[{"role": "ML engineer", "my_pay": "123456"}])
        client.get("/api/v1/estimate?my_pay=123456")
        client.post("/estimate", data={"role": "ML engineer", "my_pay": "123456"})
    lines = [json.loads(record.message) for record in caplog.records if record.name == LOGGER.name]
    assert [line["status"] for line in lines] == [200, 200, 422, 200]
    assert [line["route"] for line in lines] == ["/api/v1/estimate"] * 3 + ["/estimate"]
    assert "123456" not in caplog.text
