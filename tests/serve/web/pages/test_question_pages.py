"""The pages, files and operations of declared questions, and of one that declares everything."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from invented_answers import QUESTION, TOO_FEW, MarketWithInvented
from paylens.serve.questions import QUESTIONS, Question
from paylens.serve.web import headers
from paylens.serve.web.api import questions as operations
from paylens.serve.web.app import create_app
from paylens.serve.web.pages import questions as pages
from paylens.serve.web.settings import Settings

HTML = {"Accept": "text/html"}
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)


@pytest.fixture(scope="module")
def invented() -> Iterator[TestClient]:
    """An application whose only question is the invented one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "QUESTIONS", (QUESTION,))
        patch.setattr(operations, "QUESTIONS", (QUESTION,))
        patch.setattr(headers, "OWN", {"offered"})
        app = create_app(MarketWithInvented.reference(), Settings(requests_per_minute=0))
        yield TestClient(app, raise_server_exceptions=False)


@every_question
def test_a_question_has_page_files_and_operation(client: TestClient, question: Question) -> None:
    shown = client.get(f"/{question.name}", headers=HTML)
    assert shown.status_code == 200
    assert question.title in shown.text
    assert "<table" in shown.text
    for kind, start in {"csv": "section,", "md": "# ", "json": "{"}.items():
        assert client.get(f"/{question.name}.{kind}").text.startswith(start)
    path = f"/api/v1/{question.name}"
    if question.files:
        told = client.post(path, json=dict(question.first))
    else:
        told = client.get(path, params=dict(question.first))
    assert told.status_code == 200
    assert told.json()["sentence"] in client.get(f"/{question.name}.md").text
    if question.private:
        told = client.post(f"/api/v1/{question.name}", json=dict(question.first))
        assert told.status_code == 200


def test_all_questions_are_listed(client: TestClient) -> None:
    listed = client.get("/answers", headers=HTML).text
    for question in QUESTIONS:
        assert f'href="/{question.name}"' in listed
        assert question.help.split("’")[0].split("'")[0] in listed


def test_the_page_asks_first_what_is_declared(invented: TestClient) -> None:
    shown = invented.get("/invented", headers=HTML).text
    assert "An example: nothing was told yet." in shown
    assert 'value="senior"' not in shown
    told = invented.get("/invented?values=senior", headers=HTML).text
    assert "An example" not in told
    assert invented.get("/invented", headers={"Accept": "application/json"}).json()["asked"] == {
        "values": "['senior', 'entry']",
        "country": "'US'",
    }


def test_charts_say_what_is_suppressed_and_escape_words(invented: TestClient) -> None:
    shown = invented.get("/invented", headers=HTML).text
    assert shown.count("<svg") >= 6
    assert TOO_FEW in shown
    assert "<b>bold</b>" not in shown and "&lt;b&gt;bold" in shown
    assert "Nothing to draw." in shown


def test_figures_are_the_readers(invented: TestClient) -> None:
    german = invented.get("/invented", headers=HTML | {"Accept-Language": "de"}).text
    assert "150.000\xa0$" in german and "140.000\xa0$–160.000\xa0$" in german


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("values=a&values=b&values=", {"values": "['a', 'b']"}),
        ("year=2021&pay=total", {"year": "2021", "pay": "'total'"}),
        ("whole=true", {"whole": "True"}),
        ("offered=100000&nobody_asks=x", {"offered": "'100000'"}),
        ("remote=yes&company_size=10%2C000%2B", {"remote": "'yes'", "company_size": "'10,000+'"}),
    ],
)
def test_an_address_is_read(invented: TestClient, query: str, asked: dict[str, str]) -> None:
    told = invented.get(f"/invented?{query}", headers={"Accept": "application/json"})
    assert told.json()["asked"] == asked


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("country=Germny", 'href="/invented?country=Germany"'),
        ("values=a&values=Germny", 'href="/invented?values=a&amp;values=Germany"'),
        ("year=soon", "a year, such as 2024"),
        (f"pay={'x' * 201}", "up to 200 characters"),
        ("&".join(["values=a"] * 201), "up to 200 values"),
    ],
)
def test_what_is_wrong_is_said_with_the_way_out(
    invented: TestClient, query: str, told: str
) -> None:
    shown = invented.get(f"/invented?{query}", headers=HTML)
    assert shown.status_code == 422
    assert told in shown.text
    assert "Start again" in shown.text


def test_only_the_wrong_one_of_several_is_marked(invented: TestClient) -> None:
    shown = invented.get("/invented?values=a&values=Germny&values=b", headers=HTML).text
    marked = [line for line in shown.splitlines() if 'name="values"' in line and "invalid" in line]
    assert len(marked) == 1 and 'value="Germny"' in marked[0]


def test_the_contents_lead_to_every_section(invented: TestClient) -> None:
    shown = invented.get("/invented", headers=HTML).text
    led = re.search(r'<nav class="contents".*?</nav>', shown, re.DOTALL)
    assert led is not None
    places = re.findall(r'href="#([^"]+)"', led[0])
    assert places[-3:] == ["sure", "notes", "files"] and len(places) == 7
    assert all(f'id="{place}"' in shown for place in places)


def test_own_pay_is_in_no_address(invented: TestClient) -> None:
    answered = invented.post("/invented", data={"values": ["a", "b"], "offered": "123456"})
    assert answered.status_code == 200
    assert answered.headers["cache-control"] == "no-store"
    assert "etag" not in answered.headers
    assert "offered=" not in answered.text and ".csv" not in answered.text
    plain = invented.post("/invented", data={"values": ["a", "b"]}, follow_redirects=False)
    assert plain.status_code == 303
    assert plain.headers["location"] == "/invented?values=a&values=b"


def test_own_pay_reaches_the_api_by_post(invented: TestClient) -> None:
    told = invented.post("/api/v1/invented", json={"offered": 123456.5, "values": ["a"]})
    assert told.json()["asked"]["offered"] == "123456.5"
    assert told.headers["cache-control"] == "no-store"
    assert "etag" not in invented.get("/api/v1/invented?offered=123456").headers
    assert "etag" in invented.get("/api/v1/invented").headers
    assert invented.post("/api/v1/invented", json={"year": "2021"}).status_code == 422


@pytest.mark.parametrize("section", [1, 2, 3])
def test_each_chart_is_a_file(invented: TestClient, section: int) -> None:
    drawn = invented.get(f"/invented.svg?section={section}")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "var(--" not in drawn.text
    assert invented.get(f"/invented.png?section={section}").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/invented.svg?section=4", 422),
        ("/invented.svg?section=5", 422),
        ("/invented.svg?section=x", 422),
        ("/invented.exe", 404),
        ("/invented.csv?country=Germny", 422),
    ],
)
def test_no_such_file(invented: TestClient, path: str, status: int) -> None:
    assert invented.get(path).status_code == status


@pytest.mark.parametrize(
    ("accept", "query", "start"),
    [
        ("*/*", "", "{"),
        ("text/csv", "", "section,"),
        ("text/markdown", "", "One plain"),
        ("text/csv, application/json", "", "{"),
        ("application/json", "?format=csv", "section,"),
        ("text/csv", "?format=md", "One plain"),
    ],
)
def test_an_operation_answers_in_the_form_asked_for(
    invented: TestClient, accept: str, query: str, start: str
) -> None:
    answered = invented.get(f"/api/v1/invented{query}", headers={"Accept": accept})
    assert answered.text.startswith(start)
    assert answered.headers["vary"].startswith("Accept")


@pytest.mark.parametrize(
    "query", ["nobody=1", "year=soon", "kind=third", "whole=perhaps", f"pay={'x' * 201}"]
)
def test_an_operation_refuses_what_it_does_not_declare(invented: TestClient, query: str) -> None:
    refused = invented.get(f"/api/v1/invented?{query}")
    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:paylens:invalid-request"
    assert refused.json()["field"] == query.split("=")[0]


def test_an_answer_without_any_section_has_no_chart(client: TestClient) -> None:
    drawn = client.get("/check.svg?document=Nothing+of+it.", headers=HTML)
    assert drawn.status_code == 422
    assert "nothing to draw" in drawn.text
