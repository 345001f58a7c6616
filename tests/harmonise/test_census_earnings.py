"""Census earnings by sex: up to three lines per occupation and year, no row lost."""

from pathlib import Path
from typing import Any

import pytest

import publishers
from paylens.collect.source import card, find_files
from paylens.harmonise.dimension import dimension
from paylens.harmonise.official.table import (
    NO_YEAR,
    dimensions_of,
    official_market,
    official_schema,
)
from paylens.harmonise.official.us_census import NO_MEDIAN, NO_OCCUPATION

EARNINGS = ("total_earnings", "total_earnings_male", "total_earnings_female")


def test_a_row_gives_all_men_and_women(tmp_path: Path) -> None:
    earnings, account = official_market("us_census", [publishers.write_us_census(tmp_path)])
    assert earnings.select("gender", "employment", "p50_usd_per_year").rows() == [
        (None, 50_000, 80_000),
        ("female", 20_000, 77_000),
        ("male", 30_000, 84_000),
    ]
    assert (account["read"], account["kept"], account["dropped"]) == (1, 1, {})
    assert dict(earnings.schema) == official_schema()
    assert dimensions_of(earnings) == ["gender"]
    assert set(earnings["gender"].drop_nulls()) <= set(dimension("gender").values)


@pytest.mark.parametrize(
    ("changed", "genders", "dropped"),
    [
        ({"total_earnings_female": "NA"}, [None, "male"], {}),
        ({"total_earnings_female": "NA", "total_earnings_male": "NA"}, [None], {}),
        (dict.fromkeys(EARNINGS, "NA"), [], {NO_MEDIAN: 1}),
        ({"year": "NA"}, [], {NO_YEAR: 1}),
        ({"year": "99999"}, [], {NO_YEAR: 1}),
        ({"occupation": None}, [], {NO_OCCUPATION: 1}),
        ({"total_earnings_male": "inf"}, [None, "female"], {}),
        ({"total_earnings_male": "-5"}, [None, "female"], {}),
    ],
)
def test_a_row_is_dropped_where_none_of_its_figures_is_given(
    changed: dict[str, str | None],
    genders: list[str | None],
    dropped: dict[str, int],
    tmp_path: Path,
) -> None:
    path = publishers.write_us_census(tmp_path, [changed])
    earnings, account = official_market("us_census", [path])
    assert account["dropped"] == dropped
    assert earnings["gender"].to_list() == genders
    assert (account["read"], account["kept"]) == (1, 1 - len(dropped))


@pytest.mark.parametrize(
    ("occupation", "role"),
    [
        ("Statisticians", "statistician"),
        ("Software developers, applications and systems software", "software_engineer"),
        ("Computer and information research scientists", "research_scientist"),
        ("Roof bolters, mining", None),
    ],
)
def test_titles_that_are_a_role(occupation: str, role: str | None, tmp_path: Path) -> None:
    path = publishers.write_us_census(tmp_path, [{"occupation": occupation}])
    (first, *_) = official_market("us_census", [path])[0].to_dicts()
    expected: dict[str, Any] = {"role": role, "soc": None, "title": occupation}
    assert {name: first[name] for name in expected} == expected


def test_a_role_is_one_occupation() -> None:
    roles = list(card("us_census").words["role"].values())
    assert len(roles) == len(set(roles))
    assert set(roles) <= set(dimension("role").values)


@pytest.mark.real_data
def test_real_earnings(real_data: Path) -> None:
    earnings, account = official_market("us_census", find_files("us_census", real_data))
    assert (account["read"], account["kept"], account["dropped"]) == (2_088, 2_088, {})
    assert earnings.height == 3 * 2_088 - 69
    assert set(earnings["role"].drop_nulls()) == set(card("us_census").words["role"].values())
    newest = earnings.filter(role="software_engineer", year=2016)
    medians = dict(newest.select("gender", "p50_usd_per_year").rows())
    assert medians == {None: 100_760, "male": 101_969, "female": 88_759}
