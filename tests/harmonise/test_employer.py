"""Employers: one spelling each, whichever source names it, and never two firms in one."""

import time
from pathlib import Path

import polars as pl
import pytest

from paylens.collect.source import find_files, read
from paylens.harmonise.dimension import dimension
from paylens.harmonise.employer import NAMES, employers

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


def test_declared_names_stand_for_themselves() -> None:
    declared = NAMES.read_text("utf-8").splitlines()
    key = dimension("employer").key
    assert len({key(name) for name in declared}) == len(declared)
    assert not {key(name) for name in declared} & set(dimension("employer").aliases)
    assert employers(pl.Series(declared)).to_list() == declared
    targets = sorted(set(dimension("employer").aliases.values()))
    assert employers(pl.Series(targets)).to_list() == targets


def test_twenty_thousand_names_take_less_than_a_few_seconds() -> None:
    names = pl.Series([f"Company {n} {form}" for n in range(10_000) for form in ("Inc.", "LLC")])
    started = time.perf_counter()
    assert employers(names).n_unique() == 10_000
    assert time.perf_counter() - started < 5


@pytest.mark.real_data
def test_levels_fyi_names_far_fewer_employers_than_spellings(real_data: Path) -> None:
    (path,) = find_files("levels_fyi", real_data)
    names = read("levels_fyi", path)["company"]
    found = employers(names).drop_nulls()
    assert names.n_unique() > 1.4 * found.n_unique()
    assert found.filter(found == "Amazon").len() > 7000
