"""OEWS wages: which rows are kept, what their marks mean, and of which place and year they are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl
import pytest

import publishers
from paylens.collect.source import card, find_files, read
from paylens.harmonise.official.bls_oews import NOT_AN_OCCUPATION, NOT_RELEASED, NOT_THE_COUNTRY
from paylens.harmonise.official.table import (
    NO_YEAR,
    dimensions_of,
    official_market,
    official_schema,
)

Write = Callable[..., Path]
HOURLY_ONLY = dict.fromkeys(publishers.WAGE_COLUMNS, "*")


def country(folder: Path, rows: list[dict[str, str]]) -> Path:
    return publishers.write_bls_oews(folder, 2024, rows)


def new_york(folder: Path, rows: list[dict[str, str]]) -> Path:
    return publishers.write_new_york_wages(folder, rows)


def washington(folder: Path, rows: list[dict[str, str]]) -> Path:
    return publishers.write_washington_wages(folder, rows)


@pytest.mark.parametrize(
    ("write", "changed", "reason"),
    [
        (country, {}, None),
        (country, {"A_PCT90": "#"}, None),
        (country, {"A_MEDIAN": "#", "A_PCT75": "#", "A_PCT90": "#"}, None),
        (country, {"TOT_EMP": "**"}, None),
        (country, {"O_GROUP": "broad"}, NOT_AN_OCCUPATION),
        (country, {"O_GROUP": "total"}, NOT_AN_OCCUPATION),
        (country, {"AREA": "36"}, NOT_THE_COUNTRY),
        (country, {"I_GROUP": "sector"}, NOT_THE_COUNTRY),
        (country, HOURLY_ONLY, NOT_RELEASED),
        (new_york, {}, None),
        (new_york, {"Median Wage": "", "Experienced Wage": ""}, None),
        (new_york, {"Standard Occupational Code": "15-0000"}, NOT_AN_OCCUPATION),
        (new_york, {"Standard Occupational Code": "00-0000"}, NOT_AN_OCCUPATION),
        (new_york, {"Standard Occupational Code": "31-1120"}, None),
        (washington, {}, None),
        (washington, {"Average wage": "", "50th Percentile": ""}, None),
        (washington, {"Annual wage": ""}, NOT_RELEASED),
        (washington, {"SOC code": "15-0000"}, NOT_AN_OCCUPATION),
        (washington, {"Year": "soon"}, NO_YEAR),
    ],
)
def test_every_row_is_kept_or_has_a_reason(
    write: Write, changed: dict[str, str], reason: str | None, tmp_path: Path
) -> None:
    wages, account = official_market("bls_oews", [write(tmp_path, [changed])])
    assert account == {
        "source": "bls_oews",
        "read": 1,
        "kept": 0 if reason else 1,
        "dropped": {reason: 1} if reason else {},
        "corrected": {},
    }
    assert wages.height == account["kept"]
    assert dict(wages.schema) == official_schema()


@pytest.mark.parametrize(
    ("write", "changed", "expected"),
    [
        (country, {"A_MEDIAN": "110,000"}, {"p50_usd_per_year": 110_000, "country": "US"}),
        (country, {"A_PCT90": "#"}, {"p90_usd_per_year": None, "p75_usd_per_year": 150_000}),
        (country, {"A_PCT90": "*"}, {"p90_usd_per_year": None}),
        (country, {"TOT_EMP": "**"}, {"employment": None}),
        (country, {"MEAN_PRSE": "0.7"}, {"relative_standard_error_percent": 0.7}),
        (country, {"OCC_CODE": "15-1252"}, {"role": "software_engineer", "year": 2024}),
        (country, {"OCC_CODE": "11-1011"}, {"role": None}),
        (country, {}, {"top_coded_above_usd_per_year": 239_200, "source": "bls_oews"}),
        (country, {}, {"area_kind": "country", "region": None, "area": None, "gender": None}),
        (new_york, {}, {"area_kind": "state_region", "area_code": "7", "region": "NY"}),
        (new_york, {}, {"area": "New York City", "country": "US", "year": 2023}),
        (new_york, {"Area Type": "1", "Area": "36"}, {"area_kind": "state", "area_code": None}),
        (new_york, {}, {"p50_usd_per_year": 130_000, "p25_usd_per_year": None, "edition": None}),
        (new_york, {}, {"lower_third_mean_usd_per_year": 80_000, "p10_usd_per_year": None}),
        (new_york, {"Employment": ""}, {"employment": None, "mean_usd_per_year": 140_000}),
        (washington, {}, {"area_kind": "metro", "area_code": "42660", "region": "WA"}),
        (washington, {}, {"area": "Seattle-Tacoma-Bellevue, WA", "role": "data_scientist"}),
        (washington, {}, {"edition": 2022, "year": 2021}),
        (washington, {"Year": "2024"}, {"edition": 2024, "year": 2024}),
        (washington, {"25th Percentile": "inf"}, {"p25_usd_per_year": None}),
        (washington, {}, {"p25_usd_per_year": 104_000, "p50_usd_per_year": 130_000}),
        (washington, {}, {"mean_usd_per_year": 135_200, "top_coded_above_usd_per_year": 208_000}),
        (
            washington,
            {"Average wage": "", "25th Percentile": "", "50th Percentile": ""},
            {"mean_usd_per_year": 135_200, "p50_usd_per_year": None},
        ),
        (
            washington,
            {"Area code": "000053", "Area name": "Washington"},
            {"area_kind": "state", "region": "WA", "area": None, "area_code": None},
        ),
        (
            washington,
            {"Area code": "530006", "Area name": "Western Washington nonmetropolitan area"},
            {"area_kind": "nonmetro", "region": "WA", "area_code": "530006"},
        ),
        (
            washington,
            {"Area code": "038900", "Area name": "Portland-Vancouver-Hillsboro, OR-WA"},
            {"area_kind": "metro", "region": "OR", "area_code": "38900"},
        ),
    ],
)
def test_wages(
    write: Write, changed: dict[str, str], expected: dict[str, Any], tmp_path: Path
) -> None:
    wages, _ = official_market("bls_oews", [write(tmp_path, [changed])])
    (line,) = wages.to_dicts()
    assert {name: line[name] for name in expected} == expected


def test_codes_of_2020_are_not_joined_to_later_ones(tmp_path: Path) -> None:
    rows = [{"OCC_CODE": "15-2098"}, {"OCC_CODE": "15-1256"}]
    later = [{"OCC_CODE": "15-2051"}, {"OCC_CODE": "15-1252"}]
    paths = [
        publishers.write_bls_oews(tmp_path, 2020, rows),
        publishers.write_bls_oews(tmp_path, 2021, later),
    ]
    wages, _ = official_market("bls_oews", paths)
    assert wages.select("soc", "year", "role").rows() == [
        ("15-1252", 2021, "software_engineer"),
        ("15-1256", 2020, None),
        ("15-2051", 2021, "data_scientist"),
        ("15-2098", 2020, None),
    ]


def test_all_files_together(tmp_path: Path) -> None:
    publishers.write_all(tmp_path, size=4)
    wages, account = official_market("bls_oews", find_files("bls_oews", tmp_path))
    national = wages.filter(area_kind="country")
    assert national["year"].unique().sort().to_list() == [2021, 2022, 2023, 2024]
    assert set(wages["area_kind"]) == {"country", "state", "state_region", "metro"}
    assert account["kept"] == wages.height
    assert account["read"] == account["kept"] + sum(account["dropped"].values())
    assert dimensions_of(wages) == ["region", "metro"]
    assert dimensions_of(national) == []


KEYS = ["soc", "title", "area_kind", "region", "area_code", "year"]


@pytest.mark.real_data
def test_real_wages(real_data: Path) -> None:
    wages, account = official_market("bls_oews", find_files("bls_oews", real_data))
    assert account["read"] == account["kept"] + sum(account["dropped"].values())
    assert wages.select(KEYS).is_unique().all()
    national = wages.filter(area_kind="country")
    medians = dict(national.filter(soc="15-2051").select("year", "p50_usd_per_year").rows())
    assert min(medians) == 2021
    assert (medians[2021], medians[2024]) == (100_910, 112_590)
    assert national.filter(soc="15-2098")["year"].to_list() == [2020]
    assert national.filter(soc="15-1256")["p50_usd_per_year"].to_list() == [110_140]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("pattern", "read_rows", "areas", "median"),
    [
        ("state_ny*", 7_010, 11, ("15-2051", "New York City", 135_682)),
        ("state_wa*", 6_920, 16, ("15-2051", "Seattle-Tacoma-Bellevue, WA", 129_563)),
    ],
)
def test_real_areas(
    pattern: str, read_rows: int, areas: int, median: tuple[str, str, float], real_data: Path
) -> None:
    wages, account = official_market("bls_oews", list(real_data.rglob(pattern)))
    assert account["read"] == read_rows == account["kept"] + sum(account["dropped"].values())
    assert wages.select("area_kind", "area_code").n_unique() == areas
    soc, area, expected = median
    assert wages.filter(soc=soc, area=area)["p50_usd_per_year"].to_list() == [expected]


@pytest.mark.real_data
def test_the_years_of_the_states_wages_show_in_them(real_data: Path) -> None:
    """The evidence that the card names: minimum wages and top codes of one year only."""
    new_york = read("bls_oews", next(real_data.rglob("state_ny*")))
    entry = new_york.select("Area Name", wage=pl.col("Entry Wage").cast(pl.Float64))
    assert entry["wage"].min() == 14.20 * 2080
    assert entry.filter(pl.col("Area Name") == "New York City")["wage"].min() == 15.00 * 2080
    washington = read("bls_oews", next(real_data.rglob("state_wa*")))
    names = ["25th Percentile", "50th Percentile", "75th Percentile"]
    wages = pl.concat(washington[name].cast(pl.Float64) for name in names).drop_nulls()
    assert (wages < 13.69).mean() < 0.003 < (wages == 13.69).mean()
    assert (wages < 14.49).sum() > 900
    assert wages.max() < card("bls_oews").settings["washington"]["top_code_usd_per_hour"]


@pytest.mark.real_data
def test_new_york_s_entry_and_experienced_wages_are_means_of_parts(real_data: Path) -> None:
    wages, _ = official_market("bls_oews", list(real_data.rglob("state_ny*")))
    parts = wages.select(
        (pl.col("lower_third_mean_usd_per_year") + 2 * pl.col("upper_two_thirds_mean_usd_per_year"))
        / 3
        / pl.col("mean_usd_per_year")
    ).to_series()
    assert (parts - 1).abs().quantile(0.95) < 0.0001


@pytest.mark.real_data
def test_top_codes_are_those_the_files_state(real_data: Path) -> None:
    declared = card("bls_oews").settings["top_code_usd_per_year"]
    for path in real_data.rglob("national_M20*.xlsx"):
        sheet = fastexcel.read_excel(path).load_sheet("Field Descriptions", header_row=None)
        texts = [str(cell) for row in sheet.to_polars().rows() for cell in row if cell]
        (note,) = [text for text in texts if text.startswith("#")]
        year = next(text for text in texts if text.startswith("May ")).split()[1]
        assert f"${declared[year]:,} per year" in note
