"""levels_fyi: one row, one person's report."""

from pathlib import Path
from typing import Any

import pytest

import publishers
from paylens.harmonise.interpretation import MERGED_COPY, NO_PAY
from paylens.harmonise.records import NO_DATE, Harmonised, harmonise


def harmonised(folder: Path, rows: list[dict[str, Any]]) -> Harmonised:
    return harmonise("levels_fyi", [publishers.write_levels_fyi(folder, rows)])


# Changed columns → expected fields of the record.
FACTS: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({}, {"base_low": 150_000, "equity_low": 40_000, "bonus_low": 10_000, "total_low": 200_000}),
    ({"basesalary": "0.0"}, {"base_form": None, "equity_low": None, "total_low": 200_000}),
    ({"basesalary": "NA"}, {"base_form": None, "bonus_low": None, "total_high": 200_000}),
    ({"bonus": "NA"}, {"base_low": 150_000, "bonus_form": None}),
    ({"location": "Springfield, IL"}, {"country": "US", "region": "IL", "city": "Springfield, IL"}),
    ({"location": "Bengaluru, KA, India"}, {"country": "IN", "region": "KA", "city": "Bangalore"}),
    ({"location": "Seoul, KG, Korea, South"}, {"country": "KR", "city": "Seoul"}),
    ({"location": "Hong Kong, HK, Hong Kong (SAR)"}, {"country": "HK"}),
    ({"location": "Atlantis, AT, Oceanus"}, {"country": None, "city": "Atlantis"}),
    ({"location": "NA"}, {"country": None, "region": None, "city": None}),
    ({"tag": "ML / AI"}, {"role": "ml_engineer", "specialisation": ["machine_learning"]}),
    ({"tag": "ML / AI", "title": "Data Scientist"}, {"role": "data_scientist"}),
    ({"tag": "ML / AI", "title": "Product Manager"}, {"role": "product_manager"}),
    ({"title": "Software Engineering Manager"}, {"role": "engineering_manager"}),
    ({"gender": "Title: Senior Software Engineer"}, {"gender": None}),
    ({"gender": "NA"}, {"gender": None}),
    ({"level": "L4"}, {"level": None, "employer_level": "L4"}),
    ({"level": "L4", "company": "google"}, {"level": "mid", "employer_level": "L4"}),
    ({"level": "Member of Technical Staff"}, {"level": None}),
    ({"level": "Vice President", "company": "Goldman Sachs"}, {"level": "senior"}),
    ({"level": "Senior Engineer"}, {"level": "senior"}),
    ({"level": "Staff Software Engineer"}, {"level": "staff"}),
    ({"tag": "ML / AI"}, {"specialisation": ["machine_learning"]}),
    ({"tag": "NLP"}, {"specialisation": ["natural_language"]}),
    ({"tag": "Product"}, {"specialisation": []}),
    ({"tag": "NA"}, {"specialisation": None}),
    ({"Education": "PhD"}, {"education": "doctorate"}),
    ({"company": "aws"}, {"employer": "Amazon"}),
    ({"yearsofexperience": "5.0"}, {"experience_years_low": 5, "experience_years_high": 5}),
]


@pytest.mark.parametrize(("changed", "expected"), FACTS)
def test_facts(changed: dict[str, str], expected: dict[str, Any], tmp_path: Path) -> None:
    (record,) = harmonised(tmp_path, [changed]).records.to_dicts()
    assert {name: record[name] for name in expected} == expected


def test_rows_alike_but_for_their_number_are_one_report(tmp_path: Path) -> None:
    found = harmonised(tmp_path, [{}, {}, {"company": "Globex"}])
    assert found.account()["dropped"] == {MERGED_COPY: 1}
    assert found.rows["record_id"].to_list()[0] == found.rows["record_id"].to_list()[1]


def test_one_spelling_per_employer(tmp_path: Path) -> None:
    rows = [{"company": name} for name in ("Acme", "Acme", "ACME ", "acme")]
    rows = [{**row, "bonus": str(n)} for n, row in enumerate(rows)]
    assert set(harmonised(tmp_path, rows).records["employer"]) == {"Acme"}


def test_each_employer_spells_its_own_levels(tmp_path: Path) -> None:
    said = [*[("Acme", "l5")] * 2, ("Acme", "L5"), *[("Globex", "L5")] * 4, (None, "L5")]
    rows = [
        {"company": company, "level": level, "bonus": str(n)}
        for n, (company, level) in enumerate(said)
    ]
    levels = harmonised(tmp_path, rows).records["employer_level"].to_list()
    assert levels == ["l5"] * 3 + ["L5"] * 5


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"totalyearlycompensation": "0"}, NO_PAY),
        ({"totalyearlycompensation": "NA"}, NO_PAY),
        ({"timestamp": "someday"}, NO_DATE),
        ({"basesalary": "250000.0"}, "base pay above total pay"),
        ({"totalyearlycompensation": "900"}, "pay below any full-time job's"),
        ({"totalyearlycompensation": "20000000"}, "total pay beyond any plausible employee's"),
    ],
)
def test_dropped_rows(changed: dict[str, str], reason: str, tmp_path: Path) -> None:
    found = harmonised(tmp_path, [{**changed, "basesalary": "0.0"} | changed])
    assert found.records.is_empty()
    assert found.account()["dropped"] == {reason: 1}
