"""Markets that answers are asked of: the one that ships, and one built from invented files."""

from pathlib import Path

import pytest

from paylens.report.answers import Market


@pytest.fixture(scope="module")
def market() -> Market:
    """The market that ships with the package."""
    return Market.reference()


@pytest.fixture(scope="module")
def built(small_market: Path) -> Market:
    """A market of invented records."""
    return Market.open(small_market)
