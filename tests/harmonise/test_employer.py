"""Employers: one spelling each, whichever source names it, and never two firms in one."""

from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paylens.collect.source import card, find_files, read, source_names
from paylens.harmonise import employer
from paylens.harmonise.dimension import dimension
from paylens.harmonise.employer import NAMES, employers
from paylens.harmonise.records import harmonise

ONE_NAME = [
    ("Amazon", ["amazon", "AMAZON", "Amazon.com Services LLC", "AWS", "amazon.com, inc."]),
    ("Google", ["google inc", "Google LLC", "Alphabet Inc."]),
    ("Facebook", ["Meta", "meta platforms, inc.", "facebook "]),
    ("JPMorgan Chase", ["JPMorgan Chase & Co.", "J.P. Morgan", "jp morgan chase", "JPMORGAN"]),
    ("Home Depot", ["The Home Depot", "home depot", "Home Depot / THD"]),
    ("eBay", ["ebay inc", "EBAY", "eBay"]),
    ("Lowe's", ["Lowe’s", "lowes", "Lowe's Companies, Inc."]),
    ("Tata Consultancy Services", ["tata consultancy services limited", "TCS"]),
    ("EY", ["Ernst & Young LLP", "ernst and young", "EY"]),
    ("Acme Widgets", ["acme widgets pvt. ltd.", "ACME WIDGETS GMBH", "Acme Widgets, Inc.,"]),
    ("IBM", ["IBM", "International Business Machines Corporation"]),
    ("Johnson & Johnson", ["johnson and johnson", "Johnson & Johnson"]),
    ("Foobarq Widgets", ["FOOBARQ Widgets LLC", "Foobarq Widgets", "foobarq widgets"]),
    (
        "Foo-Bar Bottlers of Acmeville",
        ["Foo-Bar Bottlers Of ACMEVILLE", "FOO-BAR BOTTLERS OF ACMEVILLE"],
    ),
    ("eFoo Bank", ["eFoo Bank", "eFoo bank, Inc."]),
    ("QXZ Widgets", ["QXZ Widgets", "QXZ widgets Ltd.", "QXZ widgets"]),
]
DIFFERENT = [
    ("Apple", "Apple Bank for Savings"),
    ("Capital One", "Capital Group"),
    ("Intel", "Intelligent Systems"),
    ("Meta", "Metasys"),
    ("General Motors", "General Mills"),
    ("Delta Air Lines", "Delta Dental"),
    ("Boston Consulting Group", "Boston Scientific"),
    ("Oracle", "Oracle Financial Services Software"),
    ("X Company", "Y Company"),
]


@pytest.mark.parametrize(("name", "spellings"), ONE_NAME, ids=[name for name, _ in ONE_NAME])
def test_spellings_of_one_employer(name: str, spellings: list[str]) -> None:
    assert employers(pl.Series(spellings)).to_list() == [name] * len(spellings)
    for spelling in spellings:
        assert employers(pl.Series([spelling])).to_list() == [name]


@pytest.mark.parametrize("names", DIFFERENT, ids=" and ".join)
def test_different_employers_stay_apart(names: tuple[str, str]) -> None:
    assert employers(pl.Series(names)).n_unique() == 2


@pytest.mark.parametrize("name", ["", " ", "N/A", "Confidential", "unknown", None])
def test_nobody(name: str | None) -> None:
    assert employers(pl.Series([name], dtype=pl.String)).to_list() == [None]


def test_the_commonest_spelling_of_an_unknown_name_wins() -> None:
    names = pl.Series(["HoloCorp AI", "Holocorp AI", "HoloCorp AI, Inc."])
    assert employers(names).to_list() == ["HoloCorp AI"] * 3


@pytest.mark.parametrize(
    ("names", "spelling"),
    [
        (["Holocorp AI", "HoloCorp AI"], "HoloCorp AI"),
        (["HOLOCORP AI", "HOLOCORP AI", "HoloCorp AI"], "HoloCorp AI"),
        (["QXZ", "Qxz", "QXZ Inc."], "QXZ"),
        (["qxz", "QXZ"], "QXZ"),
    ],
)
def test_which_spelling_of_an_unknown_name_wins(names: list[str], spelling: str) -> None:
    assert employers(pl.Series(names)).to_list() == [spelling] * len(names)


WORDS = ("Holo", "HOLOCORP", "HoloCorp", "holocorp", "QXZ", "Qxz", "AI", "of", "Of", "Inc.", "LLC")
NAMES_OF_WORDS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@given(st.lists(NAMES_OF_WORDS, min_size=1, max_size=12), st.randoms())
def test_the_order_of_the_rows_changes_nothing(names: list[str], random: Random) -> None:
    shuffled = random.sample(names, len(names))
    as_given = dict(zip(names, employers(pl.Series(names)), strict=True))
    assert employers(pl.Series(shuffled)).to_list() == [as_given[name] for name in shuffled]


def test_without_the_list_no_name_is_declared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(employer, "NAMES", tmp_path / "none.txt")
    employer._declared.cache_clear()
    try:
        found = employers(pl.Series(["ebay", "AWS", "n/a"])).to_list()
    finally:
        employer._declared.cache_clear()
    assert found == ["Ebay", "Amazon", None]


def test_declared_names_stand_for_themselves() -> None:
    declared = NAMES.read_text("utf-8").splitlines()
    key = dimension("employer").key
    assert len({key(name) for name in declared}) == len(declared)
    assert not {key(name) for name in declared} & set(dimension("employer").aliases)
    assert employers(pl.Series(declared)).to_list() == declared
    targets = sorted(set(dimension("employer").aliases.values()))
    assert employers(pl.Series(targets)).to_list() == targets


@pytest.mark.usefixtures("ends")
def test_twenty_thousand_names() -> None:
    names = pl.Series([f"Company {n} {form}" for n in range(10_000) for form in ("Inc.", "LLC")])
    assert employers(names).n_unique() == 10_000


@pytest.mark.real_data
def test_levels_fyi_names_far_fewer_employers_than_spellings(real_data: Path) -> None:
    (path,) = find_files("levels_fyi", real_data)
    names = read("levels_fyi", path)["company"]
    found = employers(names).drop_nulls()
    assert names.n_unique() > 1.4 * found.n_unique()
    assert found.filter(found == "Amazon").len() > 7000


@pytest.mark.real_data
def test_every_declared_name_has_ten_records(real_data: Path) -> None:
    of_people = [name for name in source_names() if not card(name).official]
    files = {name: find_files(name, real_data) for name in of_people}
    records = [harmonise(name, found).records["employer"] for name, found in files.items() if found]
    counted = dict(pl.concat(records).drop_nulls().value_counts().iter_rows())
    assert [name for name in NAMES.read_text("utf-8").splitlines() if counted[name] < 10] == []
