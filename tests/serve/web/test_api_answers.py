"""The API gives what Python gives, and says what it cannot."""

import csv
import io

import pytest
from pydantic import TypeAdapter

from paylens.report.estimate import Estimate
from paylens.report.explanation import Explanation
from paylens.report.model_card import ModelCard
from paylens.report.table_rows import Table
from paylens.serve.questions import QUESTIONS
from paylens.serve.web.api.routes import MOST_PROFILES
from paylens.serve.web.api.schemas import model_of

ASKED = {"role": "ML engineer", "country": "US", "experience": "6"}


@pytest.mark.parametrize(
    ("path", "asked", "expected"),
    [
        ("estimate", ASKED, lambda m: m.estimate(**ASKED)),
        (
            "estimate",
            {"role": "data scientist", "country": "DE", "currency": "EUR", "my_pay": "70000"},
            lambda m: m.estimate(role="data scientist", country="DE", currency="EUR", my_pay=70000),
        ),
        ("estimate", ASKED | {"pay": "total"}, lambda m: m.estimate(pay="total", **ASKED)),
        ("estimate", ASKED | {"real": "2020"}, lambda m: m.estimate(real=2020, **ASKED)),
        ("explain", ASKED, lambda m: m.explain(**ASKED)),
        ("model", {}, lambda m: m.model_card()),
    ],
)
def test_the_same_answer_as_in_python(client, reference, path, asked, expected):
    reply = client.get(f"/api/v1/{path}", params=asked)
    assert reply.status_code == 200
    assert reply.json() == expected(reference).to_dict()


@pytest.mark.parametrize(
    ("path", "asked", "kind", "field", "words"),
    [
        ("estimate", {"role": "ML enginer of ships"}, "unknown-value", "role", "Nearest"),
        (
            "estimate",
            {"role": "ML engineer", "country": "Atlantis"},
            "unknown-value",
            "country",
            "",
        ),
        ("estimate", {"role": "ML engineer", "pay": "bonus"}, "", None, "bonus"),
        ("estimate", {"role": "ML engineer", "experience": "a lot"}, "", None, "a lot"),
        ("estimate", {"role": "ML engineer", "currency": "XXX"}, "", None, "XXX"),
        ("estimate", {"rol": "ML engineer"}, "invalid-request", "rol", "openapi.json"),
        ("estimate", {"role": "x" * 201}, "invalid-request", "role", "200"),
        ("estimate", {"role": "ML engineer", "year": "12"}, "invalid-request", "year", "1990"),
        ("estimate", {"pay": "base"}, "question", None, "at least one fact"),
        ("explain", {}, "question", None, "at least one fact"),
        ("explain", {"role": "ML engineer", "my_pay": "1"}, "invalid-request", "my_pay", ""),
        ("tables/shoe size", {}, "unknown-value", None, "shoe size"),
        ("tables", {"rol": "ML engineer"}, "invalid-request", "rol", "openapi.json"),
        ("tables", {"format": "xml"}, "invalid-request", "format", "json"),
    ],
)
def test_what_is_refused_says_why(client, path, asked, kind, field, words):
    reply = client.get(f"/api/v1/{path}", params=asked)
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    told = reply.json()
    assert told["status"] == 422
    assert kind in told["type"]
    assert words in told["detail"]
    if field:
        assert told["field"] == field


def test_a_problem_names_the_nearest_values(client):
    told = client.get("/api/v1/estimate", params={"role": "machine lerning enginer"}).json()
    assert told["value"] == "machine lerning enginer"
    assert "ML engineer" in told["nearest"]


def test_several_profiles_are_answered_in_their_order(client, reference):
    profiles = [ASKED, {"role": "no such role"}, {"country": "GB", "my_pay": "60000"}]
    reply = client.post("/api/v1/estimate", json=profiles)
    assert reply.status_code == 200
    first, refused, last = reply.json()
    assert first == reference.estimate(**ASKED).to_dict()
    assert "no such role" in refused["error"]
    assert last["my_pay"] == reference.estimate(country="GB", my_pay=60000).to_dict()["my_pay"]


@pytest.mark.parametrize("profiles", [[], [ASKED] * (MOST_PROFILES + 1), ASKED, [{"rol": "x"}]])
def test_a_batch_that_is_none(client, profiles):
    assert client.post("/api/v1/estimate", json=profiles).status_code == 422


def test_tables_as_json_and_csv(client, reference):
    expected = [table.to_dict() for table in reference.tables(["experience"])]
    assert client.get("/api/v1/tables/experience").json() == expected
    reply = client.get("/api/v1/tables", params={"format": "csv"})
    assert reply.headers["content-type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(reply.text)))
    assert {line["table"] for line in lines} == {t.title for t in reference.tables([])}


def test_sources_are_those_of_the_market(client, reference):
    told = client.get("/api/v1/sources").json()
    assert [each["source"] for each in told] == [each["source"] for each in reference.sources()]


@pytest.mark.parametrize(
    ("result", "ask"),
    [
        (Estimate, lambda m: m.estimate(**ASKED, my_pay=150000)),
        (Estimate, lambda m: m.estimate(role="ML engineer", country="KE", pay="total")),
        (Explanation, lambda m: m.explain(**ASKED)),
        (ModelCard, lambda m: m.model_card()),
        *[(Table, lambda m, i=i: m.tables([])[i]) for i in range(12)],
    ],
)
def test_answers_fit_the_document_s_schemas(reference, result, ask):
    adapter = TypeAdapter(model_of(result))
    told = ask(reference).to_dict()
    shown = adapter.dump_python(adapter.validate_python(told, strict=False))
    assert shown.keys() == told.keys()


def test_the_document(client):
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operations = {
        (method, path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert len(operations) == 8 + sum(len(question.methods) for question in QUESTIONS)
    for place, operation in operations.items():
        assert operation["summary"], place
        assert "422" in operation["responses"], place
        told = operation["responses"]["200"]["content"]["application/json"]
        assert told["schema"], place
        assert told.get("example") or "answers" in operation["tags"], place
