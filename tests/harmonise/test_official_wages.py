"""Official wages: which rows are kept, and what their marks mean."""

from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import pytest

import publishers
from paylens.collect.source import card, find_files, read
from paylens.harmonise.official import (
    NOT_AN_OCCUPATION,
    NOT_RELEASED,
    official_account,
    official_market,
    official_wages,
)

HOURLY_ONLY = dict.fromkeys(publishers.WAGE_COLUMNS, "*")


def raw(folder: Path, rows: list[dict[str, str]], year: int = 2024) -> pl.DataFrame:
    return read("bls_oews", publishers.write_bls_oews(folder, year, rows))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"A_PCT90": "#"}, None),
        ({"A_MEDIAN": "#", "A_PCT75": "#", "A_PCT90": "#"}, None),
        ({"TOT_EMP": "**"}, None),
        ({"O_GROUP": "broad"}, NOT_AN_OCCUPATION),
        ({"O_GROUP": "total"}, NOT_AN_OCCUPATION),
        ({"AREA": "36"}, NOT_AN_OCCUPATION),
        ({"I_GROUP": "sector"}, NOT_AN_OCCUPATION),
        (HOURLY_ONLY, NOT_RELEASED),
    ],
)
def test_every_row_is_kept_or_has_a_reason(
    changed: dict[str, str], reason: str | None, tmp_path: Path
) -> None:
    rows = raw(tmp_path, [changed])
    assert official_account(rows) == {
        "source": "bls_oews",
        "read": 1,
        "kept": 0 if reason else 1,
        "dropped": {reason: 1} if reason else {},
        "corrected": {},
    }
    assert official_wages(rows).height == (0 if reason else 1)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"A_MEDIAN": "110,000"}, {"p50_usd_per_year": 110_000, "country": "US"}),
        ({"A_PCT90": "#"}, {"p90_usd_per_year": None, "p75_usd_per_year": 150_000}),
        ({"A_PCT90": "*"}, {"p90_usd_per_year": None}),
        ({"TOT_EMP": "**"}, {"employment": None}),
        ({"MEAN_PRSE": "0.7"}, {"relative_standard_error_percent": 0.7}),
        ({"OCC_CODE": "15-1252"}, {"soc": "15-1252", "year": 2024}),
        ({}, {"top_coded_above_usd_per_year": 239_200}),
    ],
)
def test_wages(changed: dict[str, str], expected: dict[str, Any], tmp_path: Path) -> None:
    (line,) = official_wages(raw(tmp_path, [changed])).to_dicts()
    assert {name: line[name] for name in expected} == expected


def test_codes_of_2020_are_not_joined_to_later_ones(tmp_path: Path) -> None:
    years = [raw(tmp_path, [{"OCC_CODE": "15-2098"}], 2020), raw(tmp_path, [{}], 2021)]
    official = official_wages(pl.concat(years))
    assert official.select("soc", "year").rows() == [("15-2051", 2021), ("15-2098", 2020)]


def test_all_files_together(tmp_path: Path) -> None:
    publishers.write_all(tmp_path, size=4)
    wages, account = official_market("bls_oews", find_files("bls_oews", tmp_path))
    assert wages["year"].unique().sort().to_list() == [2021, 2022, 2023, 2024]
    assert account["kept"] == wages.height
    assert account["read"] == account["kept"] + sum(account["dropped"].values())


@pytest.mark.real_data
def test_real_wages(real_data: Path) -> None:
    wages, account = official_market("bls_oews", find_files("bls_oews", real_data))
    assert account["read"] == account["kept"] + sum(account["dropped"].values())
    assert wages.select("soc", "year").is_unique().all()
    medians = wages.filter(soc="15-2051").select("year", "p50_usd_per_year").rows()
    assert dict(medians)[2021] == 100_910
    assert dict(medians)[2024] == 112_590


@pytest.mark.real_data
def test_top_codes_are_those_the_files_state(real_data: Path) -> None:
    declared = card("bls_oews").settings["top_code_usd_per_year"]
    for path in find_files("bls_oews", real_data):
        sheet = fastexcel.read_excel(path).load_sheet("Field Descriptions", header_row=None)
        texts = [str(cell) for row in sheet.to_polars().rows() for cell in row if cell]
        (note,) = [text for text in texts if text.startswith("#")]
        year = next(text for text in texts if text.startswith("May ")).split()[1]
        assert f"${declared[year]:,} per year" in note
