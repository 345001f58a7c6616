"""A text is checked by page and operation: pasted or uploaded, never fetched, never run."""

import pytest
from fastapi.testclient import TestClient

from paylens.report.answers import Market
from paylens.serve.web.app import create_app
from paylens.serve.web.settings import Settings

CLAIM = "In the United States ML engineers earn $150,000 a year."


@pytest.fixture(scope="module")
def server() -> TestClient:
    return TestClient(create_app(Market.reference(), Settings(requests_per_minute=0)))


def test_an_operation_answers_each_claim(server: TestClient) -> None:
    answer = server.post("/api/v1/check", json={"document": CLAIM, "name": "it"})
    assert answer.status_code == 200
    (claim,) = answer.json()["claims"]
    assert set(claim) >= {"text", "about", "verdict", "evidence", "reason"}
    assert claim["text"] == CLAIM
    assert claim["about"]["facts"] == {"role": "ml_engineer", "country": "US"}
    assert claim["evidence"][0]["evidence"]["records"] >= 30


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"document": " "}, 422),
        ({"document": "%PDF-1.4 nothing"}, 422),
        ({"document": 1}, 422),
        ({"document": "x" * 300_000}, 413),
    ],
)
def test_what_cannot_be_checked_is_refused(server: TestClient, body: dict, status: int) -> None:
    assert server.post("/api/v1/check", json=body).status_code == status


def test_an_address_is_not_fetched(server: TestClient) -> None:
    answer = server.post("/api/v1/check", json={"document": "http://127.0.0.1/secret"})
    assert answer.status_code == 422 and "reads no web addresses" in answer.text
    page = server.post("/check", data={"document": " http://127.0.0.1/secret "})
    assert page.status_code == 422 and "reads no web addresses" in page.text


def test_a_pasted_text_is_answered_and_kept_nowhere(server: TestClient) -> None:
    page = server.post("/check", data={"document": f"<p>{CLAIM}</p><script>alert(1)</script>"})
    assert page.status_code == 200 and page.headers["cache-control"] == "no-store"
    assert "makes one claim about pay" in page.text
    assert "<script>alert(1)" not in page.text


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        (CLAIM.encode(), 200, "makes one claim about pay"),
        (b"%PDF-1.4 \x80\x81 nothing", 422, "damaged PDF"),
        (b"\x00\x01\x02\x03 nothing", 422, "neither text"),
    ],
)
def test_a_file_is_uploaded(server: TestClient, content: bytes, status: int, told: str) -> None:
    page = server.post("/check", files={"document": ("a.bin", content)})
    assert (page.status_code, told in page.text) == (status, True)


def test_the_text_is_shown_with_its_verdicts(server: TestClient) -> None:
    page = server.post("/check", data={"document": CLAIM, "annotated": "true"})
    assert f"{CLAIM} [1: " in page.text


def test_an_empty_text_is_asked_for(server) -> None:
    page = server.post("/check", data={"document": " ", "name": ""}, follow_redirects=False)
    assert page.status_code == 422
    assert "“The text” is empty: paste it, or choose a file." in page.text
    assert 'href="#document"' in page.text
