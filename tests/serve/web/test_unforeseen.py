"""An error that nobody foresaw: answered like all else, and logged without what was asked."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from paylens.serve.web.app import create_app
from paylens.serve.web.headers import ALWAYS
from paylens.serve.web.logs import LOGGER
from paylens.serve.web.settings import Settings

OWN_PAY = "123456"


@pytest.fixture
def broken(reference, monkeypatch, caplog):
    """A server whose every estimate fails and quotes what was asked."""

    def fail(**asked):
        raise ValueError(f"could not convert {asked}")

    app = create_app(reference, Settings(requests_per_minute=0))
    monkeypatch.setattr(reference, "estimate", fail)
    monkeypatch.setattr(LOGGER, "propagate", True)
    caplog.set_level(logging.INFO, LOGGER.name)
    return TestClient(app)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [("application/json", "application/problem+json"), ("text/html", "text/html")],
)
def test_it_is_answered_with_all_headers(broken, accept, kind):
    reply = broken.get("/estimate?role=ML+engineer", headers={"accept": accept})
    assert reply.status_code == 500
    assert reply.headers["content-type"].startswith(kind)
    assert {name: reply.headers[name] for name in ALWAYS} == ALWAYS
    assert reply.headers["cache-control"] == "no-store"
    assert "could not convert" not in reply.text


def test_it_is_logged_by_kind_and_place_without_pay(broken, caplog):
    body = [{"role": "ML engineer", "my_pay": OWN_PAY}]
    assert broken.post("/api/v1/estimate", json=body).status_code == 500
    assert OWN_PAY not in caplog.text
    ours = [json.loads(r.message) for r in caplog.records if r.name == LOGGER.name]
    error, request = ours
    assert error["error"] == "ValueError"
    assert error["places"][-1].endswith(" fail")
    assert (request["route"], request["status"]) == ("/api/v1/estimate", 500)
