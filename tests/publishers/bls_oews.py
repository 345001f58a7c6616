"""bls_oews: a workbook a year, one line per occupation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from publishers.files import Row, write_workbook

OCCUPATIONS = {
    "15-2051": ("Data Scientists", 110_000),
    "15-1252": ("Software Developers", 130_000),
    "15-1243": ("Database Architects", 134_000),
    "15-1221": ("Computer and Information Research Scientists", 140_000),
    "15-2041": ("Statisticians", 104_000),
    "11-3021": ("Computer and Information Systems Managers", 170_000),
}
TOP_CODE = 239_200
OCCUPATION = {
    "AREA": "99",
    "AREA_TITLE": "U.S.",
    "AREA_TYPE": "1",
    "PRIM_STATE": "US",
    "NAICS": "000000",
    "NAICS_TITLE": "Cross-industry",
    "I_GROUP": "cross-industry",
    "OWN_CODE": "1235",
    "OCC_CODE": "15-2051",
    "OCC_TITLE": "Data Scientists",
    "O_GROUP": "detailed",
    "TOT_EMP": "200000",
    "EMP_PRSE": "1.5",
    "H_MEAN": "57.69",
    "A_MEAN": "120000",
    "MEAN_PRSE": "0.7",
    "A_PCT10": "60000",
    "A_PCT25": "80000",
    "A_MEDIAN": "110000",
    "A_PCT75": "150000",
    "A_PCT90": "190000",
    "ANNUAL": "",
    "HOURLY": "",
}
WAGE_COLUMNS = ["A_MEAN", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"]


def write_bls_oews(
    folder: Path,
    year: int,
    rows: Sequence[Row] = ({},),
    *,
    name: str | None = None,
    sheet: str | None = None,
    drop: Iterable[str] = (),
) -> Path:
    """Each row changes a few columns of one ordinary occupation."""
    columns = [column for column in OCCUPATION if column not in set(drop)]
    lines = [columns, *([{**OCCUPATION, **row}[column] for column in columns] for row in rows)]
    path = folder / "bls_oews" / (name or f"national_M{year}_dl.xlsx")
    return write_workbook(path, sheet or f"national_M{year}_dl", lines)


def write_world(folder: Path, seed: int, size: int) -> None:
    """Four years of wages, growing by 4 % a year."""
    for year in range(2021, 2025):
        write_bls_oews(folder, year, _oews_world(year))


def _oews_world(year: int) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = [{"OCC_CODE": "00-0000", "OCC_TITLE": "All", "O_GROUP": "total"}]
    hourly_only = dict.fromkeys(WAGE_COLUMNS, "*") | {"HOURLY": "TRUE"}
    rows.append({"OCC_CODE": "27-2011", "OCC_TITLE": "Actors", **hourly_only})
    for soc, (title, median) in OCCUPATIONS.items():
        now = median * 1.04 ** (year - 2024)
        wages = [now * share for share in (1.05, 0.55, 0.75, 1.0, 1.3, 1.7)]
        cells = ["#" if wage >= TOP_CODE else str(round(wage, -1)) for wage in wages]
        cells = [cell.removesuffix(".0") for cell in cells]
        rows.append(
            {"OCC_CODE": soc, "OCC_TITLE": title, **dict(zip(WAGE_COLUMNS, cells, strict=True))}
        )
    return rows
