"""One application over the shipped market, asked in process."""

import pytest
from fastapi.testclient import TestClient

from paylens import Market
from paylens.serve.web.app import create_app
from paylens.serve.web.settings import Settings


@pytest.fixture(scope="session")
def reference() -> Market:
    """The market that ships."""
    return Market.reference()


@pytest.fixture(scope="session")
def client(reference: Market) -> TestClient:
    """Its pages and API, without a limit on how often."""
    app = create_app(reference, Settings(requests_per_minute=0))
    return TestClient(app, raise_server_exceptions=False)
