"""The words of the market that ships with the package, and its checker."""

import pytest

from paylens.report.answers import Market
from paylens.report.claims.words import Vocabulary


@pytest.fixture(scope="session")
def reference() -> Market:
    return Market.reference()


@pytest.fixture(scope="session")
def vocabulary(reference: Market) -> Vocabulary:
    return Vocabulary(reference.known_values)
