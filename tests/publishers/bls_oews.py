"""bls_oews: a workbook a year of the country, a CSV each of New York's and Washington's areas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from publishers.files import Row, csv, plain, write_workbook

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


# As published, every column name but the first has a blank before it, and the last many after it.
NEW_YORK_ROW = {
    "Area Type": "10",
    "Area": "7",
    "Area Name": "New York City",
    "Standard Occupational Code": "15-2051",
    "Occupational Title": "Data Scientists",
    "Employment": "9000",
    "Mean Wage": "140000",
    "Median Wage": "130000",
    "Entry Wage": "80000",
    "Experienced Wage": "170000",
}
WASHINGTON_ROW = {
    "ID": "1",
    "Year": "2022",
    "Area code": "042660",
    "Area name": "Seattle-Tacoma-Bellevue, WA",
    "SOC code": "15-2051",
    "Occupational title": "Data Scientists",
    "Employment": "2000",
    "Average wage": "65.00",
    "25th Percentile": "50.00",
    "50th Percentile": "62.50",
    "75th Percentile": "80.00",
    "Annual wage": "135200.00",
}


def write_new_york_wages(
    folder: Path, rows: Sequence[Row] = ({},), *, drop: Iterable[str] = ()
) -> Path:
    """Each row changes a few columns of one ordinary occupation in one region."""
    columns = [column for column in NEW_YORK_ROW if column not in set(drop)]
    content = csv([{**NEW_YORK_ROW, **row} for row in rows], columns).decode()
    head, _, body = content.partition("\n")
    padded = ", ".join(head.split(",")) + " " * 40
    path = folder / "bls_oews" / "state_ny_oews_regions.csv"
    return plain(path, f"{padded}\n{body}".encode())


def write_washington_wages(
    folder: Path, rows: Sequence[Row] = ({},), *, drop: Iterable[str] = ()
) -> Path:
    """Each row changes a few columns of one ordinary occupation in one area."""
    columns = [column for column in WASHINGTON_ROW if column not in set(drop)]
    path = folder / "bls_oews" / "state_wa_oews_areas.csv"
    return plain(path, csv([{**WASHINGTON_ROW, **row} for row in rows], columns))


def write_world(folder: Path, seed: int, size: int) -> None:
    """Four years of wages, growing by 4 % a year, and one of each state's areas."""
    for year in range(2021, 2025):
        write_bls_oews(folder, year, _oews_world(year))
    write_new_york_wages(
        folder,
        [
            {
                **place,
                "Standard Occupational Code": soc,
                "Occupational Title": title,
                "Median Wage": f"{median * share:.0f}",
            }
            for place, share in (
                ({"Area Type": "1", "Area": "36", "Area Name": "New York State"}, 1.1),
                ({}, 1.2),
            )
            for soc, (title, median) in OCCUPATIONS.items()
        ],
    )
    write_washington_wages(
        folder,
        [
            {
                "SOC code": soc,
                "Occupational title": title,
                "50th Percentile": f"{median / 2080:.2f}",
            }
            for soc, (title, median) in OCCUPATIONS.items()
        ],
    )


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
