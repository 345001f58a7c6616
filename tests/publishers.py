"""Small invented files in each publisher's layout. No row of any real file is in here.

`write_<source>` writes the rows that a test gives it; `write_all` writes a seeded, plausible world
in which roles, countries, levels and years of experience all move pay.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import polars as pl

Row = Mapping[str, Any]

# --- ai_jobs -----------------------------------------------------------------------------------

AI_JOB = {
    "work_year": "2024",
    "experience_level": "SE",
    "employment_type": "FT",
    "job_title": "Data Scientist",
    "salary": "150000",
    "salary_currency": "USD",
    "salary_in_usd": "150000",
    "employee_residence": "US",
    "remote_ratio": "0",
    "company_location": "US",
    "company_size": "M",
}


def write_ai_jobs(folder: Path, rows: Sequence[Row] = ({},), name: str = "salaries.csv") -> Path:
    """Each row changes a few columns of one ordinary posting."""
    path = folder / "ai_jobs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_csv([{**AI_JOB, **row} for row in rows], list(AI_JOB)))
    return path


# --- levels_fyi --------------------------------------------------------------------------------

LEVELS_REPORT = {
    "timestamp": "5/31/2021 10:00:00",
    "company": "Acme",
    "level": "L4",
    "title": "Software Engineer",
    "totalyearlycompensation": "200000",
    "location": "Springfield, IL",
    "yearsofexperience": "5.0",
    "yearsatcompany": "2.0",
    "tag": "Full Stack",
    "basesalary": "150000.0",
    "stockgrantvalue": "40000.0",
    "bonus": "10000.0",
    "gender": "Female",
    "otherdetails": "free text that nothing may read",
    "cityid": "1",
    "dmaid": "1",
    "rowNumber": "1",
    "Race": "NA",
    "Education": "NA",
}


def write_levels_fyi(folder: Path, rows: Sequence[Row] = ({},)) -> Path:
    """Each row changes a few columns of one ordinary report; row numbers are given in order."""
    path = folder / "levels_fyi" / "Levels_Fyi_Salary_Data.csv.zip"
    numbered = [{**LEVELS_REPORT, "rowNumber": str(n), **row} for n, row in enumerate(rows, 1)]
    return _zipped(path, _csv(numbered, list(LEVELS_REPORT)))


# --- kaggle_survey -----------------------------------------------------------------------------

ROLE_TEXT = (
    "Select the title most similar to your current role (or most recent title if retired): "
    "- Selected Choice"
)
PAY_TEXT = "What is your current yearly compensation (approximate $USD)?"
# Question → column, by year; what was not asked is left out.
QUESTIONS = {
    2018: dict(role="Q6", pay="Q9", gender="Q1", country="Q3", education="Q4", industry="Q7")
    | dict(coding="Q24", ml="Q25"),
    2019: dict(role="Q5", pay="Q10", gender="Q2", country="Q3", education="Q4", size="Q6")
    | dict(coding="Q15", ml="Q23"),
    2021: dict(role="Q5", pay="Q25", gender="Q2", country="Q3", education="Q4", size="Q21")
    | dict(industry="Q20", coding="Q6", ml="Q15"),
    2022: dict(role="Q23", pay="Q29", gender="Q3", country="Q4", education="Q8", size="Q25")
    | dict(industry="Q24", coding="Q11", ml="Q16"),
}
# Multi-select questions: column of the first option, number of options, and the options used here.
OPTIONS = {
    2018: {
        "Q16_Part_": (18, ["Python", "R", "SQL", "C/C++", "Javascript/Typescript", "None"]),
        "Q19_Part_": (19, ["Scikit-Learn", "TensorFlow", "PyTorch", "H20"]),
        "Q15_Part_": (7, ["Google Cloud Platform (GCP)", "Amazon Web Services (AWS)"]),
    },
    2019: {
        "Q18_Part_": (12, ["Python", "R", "SQL", "C", "C++", "None"]),
        "Q28_Part_": (12, ["  Scikit-learn ", "  TensorFlow ", " PyTorch "]),
        "Q29_Part_": (12, [" Google Cloud Platform (GCP) ", " Amazon Web Services (AWS) "]),
    },
    2021: {
        "Q7_Part_": (12, ["Python", "R", "SQL", "C", "C++", "None"]),
        "Q16_Part_": (17, ["  Scikit-learn ", "  TensorFlow ", " PyTorch "]),
        "Q27_A_Part_": (11, [" Amazon Web Services (AWS) ", " Microsoft Azure "]),
        "Q27_B_Part_": (11, [" Amazon Web Services (AWS) ", " Microsoft Azure "]),
    },
    2022: {
        "Q12_": (15, ["Python", "R", "SQL", "C", "C#", "C++", "None"]),
        "Q17_": (15, ["  Scikit-learn ", "  TensorFlow ", " PyTorch "]),
        "Q31_": (12, [" Amazon Web Services (AWS) ", " Microsoft Azure "]),
    },
}
OTHER_COLUMNS = {2021: ["Q7_OTHER", "Q16_OTHER", "Q27_A_OTHER"]}
TEXTS = {
    "role": ROLE_TEXT,
    "pay": PAY_TEXT,
    "gender": "What is your gender? - Selected Choice",
    "country": "In which country do you currently reside?",
}
KAGGLE_ANSWER = {
    "role": "Data Scientist",
    "gender": "Man",
    "country": "United States of America",
    "education": "Master’s degree",
    "size": "0-49 employees",
    "industry": "Computers/Technology",
    "coding": "3-5 years",
    "ml": "1-2 years",
}


def write_kaggle_survey(
    folder: Path,
    year: int,
    rows: Sequence[Row] = ({},),
    *,
    name: str | None = None,
    drop: Iterable[str] = (),
) -> Path:
    """Each row answers by the names in QUESTIONS, and `uses` lists options it ticks.

    Nobody gives a pay that the row does not give. A name that does not end in .zip is a bare CSV.
    """
    texts = _kaggle_columns(year)
    kept = [column for column in texts if column not in set(drop)]
    answers = [_kaggle_line(year, {**KAGGLE_ANSWER, **row}) for row in rows]
    lines: list[Row] = [texts, *answers]
    content = _csv(lines, kept)
    path = folder / "kaggle_survey" / (name or f"kaggle_survey_{year}_responses.csv.zip")
    return _zipped(path, content) if path.suffix == ".zip" else _plain(path, content)


def _kaggle_columns(year: int) -> dict[str, str]:
    columns = {"Time from Start to Finish (seconds)": "Duration (in seconds)"}
    for question, column in QUESTIONS[year].items():
        columns[column] = TEXTS.get(question, f"A question about {question}?")
    for first, (count, options) in OPTIONS[year].items():
        for number in range(1, count + 1):
            option = options[number - 1] if number <= len(options) else f"Another option {number}"
            columns[f"{first}{number}"] = f"Which do you use? - Selected Choice - {option}"
    for column in OTHER_COLUMNS.get(year, []):
        columns[column] = "Which do you use? - Selected Choice - Other"
    return columns


def _kaggle_line(year: int, answers: Row) -> dict[str, str | None]:
    line = {column: answers.get(name) for name, column in QUESTIONS[year].items()}
    for first, (_, options) in OPTIONS[year].items():
        for number, option in enumerate(options, start=1):
            if option.strip() in answers.get("uses", ()) and "_B_" not in first:
                line[f"{first}{number}"] = option
    return line


# --- bls_oews ----------------------------------------------------------------------------------

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


def write_workbook(path: Path, sheet: str, lines: Sequence[Sequence[str]]) -> Path:
    """The smallest workbook there is: one sheet, every cell a text written in its place."""
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    body = "".join(
        f"<row>{''.join(cell.format(escape(text)) for text in line)}</row>" for line in lines
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.'
        f'main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.'
        f'worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        f'<sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData>'
        "</worksheet>",
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, head + text)
    return path


# --- a whole invented world --------------------------------------------------------------------

# Role → its title on ai_jobs, on Kaggle from 2021, and its effect on log pay.
ROLES = {
    "data_scientist": ("Data Scientist", "Data Scientist", 0.0),
    "ml_engineer": ("Machine Learning Engineer", "Machine Learning Engineer", 0.15),
    "research_scientist": ("Research Scientist", "Research Scientist", 0.2),
    "data_engineer": ("Data Engineer", "Data Engineer", -0.05),
    "data_analyst": ("Data Analyst", "Data Analyst", -0.35),
    "software_engineer": ("Software Engineer", "Software Engineer", 0.05),
}
# Country → its name on Kaggle, place on levels.fyi, currency, units per USD, effect on log pay.
COUNTRIES = {
    "US": ("United States of America", "Seattle, WA", "USD", 1.0, 0.0),
    "GB": ("United Kingdom of Great Britain and Northern Ireland", "London, EN, United Kingdom")
    + ("GBP", 0.8, -0.4),
    "DE": ("Germany", "Berlin, BE, Germany", "EUR", 0.92, -0.45),
    "IN": ("India", "Bangalore, KA, India", "INR", 83.0, -1.3),
}
COUNTRY_SHARES = [0.6, 0.15, 0.1, 0.15]
LEVELS = {"EN": -0.35, "MI": -0.1, "SE": 0.12, "EX": 0.4}
MEDIAN_USD_PER_YEAR = 140_000
KAGGLE_EDGES = [0, 1, 2, 3, 4, 5, 7.5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 125, 150]
KAGGLE_EDGES += [200, 250, 300, 500, 1000]
CODING = {"< 1 years": 0.5, "1-3 years": 2, "3-5 years": 4, "5-10 years": 7, "10-20 years": 14}
OCCUPATIONS = {
    "15-2051": ("Data Scientists", 110_000),
    "15-1252": ("Software Developers", 130_000),
    "15-1243": ("Database Architects", 134_000),
    "15-1221": ("Computer and Information Research Scientists", 140_000),
    "15-2041": ("Statisticians", 104_000),
    "11-3021": ("Computer and Information Systems Managers", 170_000),
}
TOP_CODE = 239_200


def write_all(folder: Path, seed: int = 0, size: int = 2000) -> Path:
    """Every source's files below `folder`, `size` reports each; the same seed, the same bytes."""
    write_ai_jobs(folder, _ai_jobs_world(np.random.default_rng([seed, 1]), size))
    write_levels_fyi(folder, _levels_world(np.random.default_rng([seed, 2]), size))
    for year in QUESTIONS:
        random = np.random.default_rng([seed, year])
        write_kaggle_survey(folder, year, _kaggle_world(random, year, max(size // 4, 1)))
    for year in range(2021, 2025):
        write_bls_oews(folder, year, _oews_world(year))
    return folder


def _people(random: np.random.Generator, size: int, spread: float) -> list[dict[str, Any]]:
    """Roles, countries, levels and years drawn independently; pay follows from all four."""
    role = random.choice(list(ROLES), size)
    country = random.choice(list(COUNTRIES), size, p=COUNTRY_SHARES)
    level = random.choice(list(LEVELS), size, p=[0.15, 0.3, 0.45, 0.1])
    years = random.integers(0, 20, size)
    noise = random.normal(0, spread, size)
    return [
        {
            "role": r,
            "country": c,
            "level": lv,
            "years": int(y),
            "usd": MEDIAN_USD_PER_YEAR
            * math.exp(ROLES[r][2] + COUNTRIES[c][4] + LEVELS[lv] + 0.02 * (y - 8) + e),
        }
        for r, c, lv, y, e in zip(role, country, level, years, noise, strict=True)
    ]


def _ai_jobs_world(random: np.random.Generator, size: int) -> list[dict[str, str]]:
    """Survey answers to 2022; then postings as pairs, some copied and some with one end lost."""
    rows: list[dict[str, str]] = []
    for person in _people(random, size, 0.2):
        year = int(random.choice(range(2020, 2026), p=[0.05] * 3 + [0.2, 0.4, 0.25]))
        _, _, currency, units, _ = COUNTRIES[person["country"]]
        usd = max(person["usd"], 16_000)
        ends = [usd * 1.2, usd * 0.8] if year > 2022 else [usd]
        if len(ends) == 2 and random.random() < 0.05:
            ends.pop(int(random.integers(2)))
        facts = {
            "work_year": str(year),
            "experience_level": person["level"],
            "job_title": ROLES[person["role"]][0],
            "salary_currency": currency,
            "employee_residence": person["country"],
            "company_location": person["country"],
            "company_size": str(random.choice(["S", "M", "L"], p=[0.1, 0.8, 0.1])),
            "remote_ratio": str(random.choice([0, 50, 100])),
        }
        report = [
            {**facts, "salary": str(round(end * units, -2)), "salary_in_usd": str(round(end))}
            for end in ends
        ]
        rows += report * (2 if random.random() < 0.2 else 1)
    return rows


def _levels_world(random: np.random.Generator, size: int) -> list[dict[str, str]]:
    rows = []
    for person in _people(random, size, 0.25):
        ml = person["role"] == "ml_engineer"
        title = "Data Scientist" if person["role"] == "data_scientist" else "Software Engineer"
        total = max(round(person["usd"] * 1.3, -3), 22_000)
        parts = [0, 0, 0] if random.random() < 0.04 else [total * s for s in (0.7, 0.2, 0.1)]
        base, equity, bonus = (str(float(round(part))) for part in parts)
        year = int(random.integers(2018, 2022))
        rows.append(
            {
                "timestamp": f"{random.integers(1, 13)}/{random.integers(1, 29)}/{year} 9:00:00",
                "company": str(random.choice(["Acme", "Globex", "Initech", "Umbrella", "Hooli"])),
                "level": str(random.choice(["L3", "L4", "Senior Engineer", "Staff"])),
                "title": title,
                "tag": "ML / AI" if ml else "Full Stack",
                "totalyearlycompensation": str(int(total)),
                "basesalary": base,
                "stockgrantvalue": equity,
                "bonus": bonus,
                "location": COUNTRIES[person["country"]][1],
                "yearsofexperience": str(float(person["years"])),
                "yearsatcompany": str(float(min(person["years"], 3))),
                "gender": str(random.choice(["Male", "Female", "NA"], p=[0.5, 0.2, 0.3])),
                "Education": str(random.choice(["PhD", "Master's Degree", "NA"])),
            }
        )
    return rows


def _kaggle_world(random: np.random.Generator, year: int, size: int) -> list[dict[str, Any]]:
    rows = []
    for person in _people(random, size, 0.5):
        coding = min(CODING, key=lambda option: abs(CODING[option] - person["years"]))
        role = ROLES[person["role"]][1]
        known = {"coding": coding if year > 2019 else coding.replace("1-3", "1-2")}
        if year == 2018:
            known["coding"] = known["coding"].replace("< 1 years", "< 1 year")
        if role == "Machine Learning Engineer":
            role = {2018: "Software Engineer", 2019: "Software Engineer"}.get(year, role)
        if role == "Machine Learning Engineer" and year == 2022:
            role = "Machine Learning/ MLops Engineer"
        pay = None if random.random() < 0.3 else kaggle_bracket(year, person["usd"])
        if pay and random.random() < 0.1:
            pay = kaggle_bracket(year, 500)
        rows.append(
            {
                **known,
                "role": role,
                "pay": pay,
                "country": COUNTRIES[person["country"]][0],
                "gender": str(random.choice(["Man", "Woman"], p=[0.8, 0.2])),
                "education": str(random.choice(["Doctoral degree", "Master’s degree"])),
                "uses": [str(word) for word in random.choice(["Python", "R", "SQL"], 2)],
            }
        )
    return rows


def kaggle_bracket(year: int, usd: float) -> str:
    """The option of that year's survey that holds an amount."""
    if year == 2018:
        edges = [*range(0, 100, 10), 100, 125, 150, 200, 250, 300, 400, 500]
        inside = [edge for edge in edges if edge * 1000 <= usd]
        return "500,000+" if inside[-1] == 500 else f"{inside[-1]}-{edges[len(inside)]},000"
    top = 500 if year == 2019 else 1000
    edges_to_top = [edge for edge in KAGGLE_EDGES if edge <= top]
    inside_to_top = [edge for edge in edges_to_top if edge * 1000 <= usd]
    low = int(inside_to_top[-1] * 1000)
    if low == top * 1000:
        return "> $500,000" if year == 2019 else ">$1,000,000"
    high = int(edges_to_top[len(inside_to_top)] * 1000) - 1
    if year == 2019 and low == 300_000:
        return "300,000-500,000"
    return f"{'$' if low in (0, 500_000) else ''}{low:,}-{high:,}"


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


# --- files -------------------------------------------------------------------------------------


def _csv(rows: Sequence[Row], columns: list[str]) -> bytes:
    content = io.BytesIO()
    texts = {
        column: [None if row.get(column) is None else str(row[column]) for row in rows]
        for column in columns
    }
    pl.DataFrame(texts, schema=dict.fromkeys(columns, pl.String)).write_csv(content)
    return content.getvalue()


def _plain(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _zipped(path: Path, content: bytes) -> Path:
    """A ZIP of one CSV, dated the same each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(path.name.removesuffix(".zip")), content)
    return path
