"""Files that are read often are held in memory, and say the same from there."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from paylens.market import held
from paylens.market.store import Store

ASKED = [
    ("cells/*.parquet", "country = 'US' and role = 'ml_engineer' and dimension = 'level'"),
    ("effects/*.parquet", "role = 'ml_engineer' and country = 'US'"),
]


@pytest.mark.parametrize(("files", "where"), ASKED)
def test_rows_and_their_order_stay_the_same(files, where):
    store = Store.reference()
    answers = [store.read(files, where) for _ in range(held.OFTEN + 2)]
    assert answers[0] and all(each == answers[0] for each in answers)
    assert files in store._files._tables


def test_large_files_are_read_where_they_lie(monkeypatch):
    monkeypatch.setattr(held, "LARGEST_BYTES", 10)
    store = Store.reference()
    for _ in range(held.OFTEN + 2):
        store.read(*ASKED[0])
    assert not store._files._tables


def test_threads_hold_a_file_once():
    store = Store.reference()
    first = store.read(*ASKED[1])
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: store.read(*ASKED[1]), range(4 * held.OFTEN)))
    assert all(each == first for each in answers)
    assert list(store._files._tables) == [ASKED[1][0]]


def test_a_store_of_another_folder_holds_files_of_its_own():
    store = Store.reference()
    for _ in range(held.OFTEN + 2):
        found = store.read(*ASKED[0])
    assert replace(store, manifest={}).read(*ASKED[0]) == found
