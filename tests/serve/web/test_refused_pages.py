"""What is too much is refused to readers as a page, to programs as a problem document."""

import time

import pytest
from fastapi.testclient import TestClient
from starlette.routing import Route

from paylens.serve.web.app import create_app
from paylens.serve.web.settings import Settings

FORM = {"role": "ML engineer", "note": "x" * 500}


@pytest.mark.parametrize(
    ("accept", "kind"), [("text/html", "text/html"), ("application/json", "application/problem")]
)
@pytest.mark.parametrize(
    ("settings", "ask", "status"),
    [
        ({"requests_per_minute": 1}, lambda c, **how: [c.get("/x", **how) for _ in "12"][-1], 429),
        ({"largest_body_bytes": 99}, lambda c, **how: c.post("/estimate", data=FORM, **how), 413),
    ],
)
def test_refusals(reference, settings, ask, status, accept, kind):
    client = TestClient(create_app(reference, Settings(**settings)))
    reply = ask(client, headers={"accept": accept})
    assert reply.status_code == status
    assert reply.headers["content-type"].startswith(kind)
    assert ("retry-after" in reply.headers) is (status == 429)


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/x?a=1&b=2", "/x?a=1&amp;b=2"),
        ("http://testserver//another.example/x", "/another.example/x"),
        ("http://testserver/\\another.example", "/%5Canother.example"),
    ],
)
def test_what_may_pass_is_tried_again_and_never_elsewhere(reference, path, leads_to):
    client = TestClient(create_app(reference, Settings(requests_per_minute=1)))
    shown = [client.get(path, headers={"accept": "text/html"}) for _ in "12"][-1]
    assert shown.status_code == 429
    assert f'class="button" href="{leads_to}"' in shown.text


def test_an_answer_that_takes_too_long_says_what_to_do(reference):
    app = create_app(reference, Settings(longest_answer_seconds=0.05))
    app.router.routes.insert(0, Route("/slow", lambda _: time.sleep(0.5)))
    shown = TestClient(app).get("/slow", headers={"accept": "text/html"})
    assert shown.status_code == 503
    assert "try again in a moment" in shown.text and 'href="/slow"' in shown.text
