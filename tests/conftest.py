"""Fixtures that every part's tests share."""

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("PAYLENS_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the publishers' real files; tests that need it are skipped without."""
    if not DATA.is_dir():
        pytest.skip(f"no publishers' files in {DATA}; set PAYLENS_DATA to where they are")
    return DATA
