"""What is too much is refused to readers as a page, to programs as a problem document."""

import pytest
from fastapi.testclient import TestClient

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
