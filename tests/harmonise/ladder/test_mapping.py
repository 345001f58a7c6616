"""Employers' levels to steps: what decides, in which order."""

import polars as pl
import pytest

from invented_ladders import people
from paylens.collect.source import card, read
from paylens.harmonise.dimension import dimension
from paylens.harmonise.ladder import mapping, years
from paylens.harmonise.ladder.fit import LADDERS
from paylens.harmonise.ladder.rungs import steps
from paylens.harmonise.records import harmonise
from paylens.harmonise.sources.levels_fyi import interpret
from publishers import write_levels_fyi

ACME = people({"L3": (1, 40), "L5": (6.5, 40), "L6": (11, 40), "L8": (14, 40)})


def levels(asked: list[tuple[str, str]], found: pl.DataFrame = ACME) -> list[str | None]:
    employers, words = (pl.Series(column, dtype=pl.String) for column in zip(*asked, strict=True))
    return mapping.levels_of(employers, words, mapping.ladders_of(found)).to_list()


ASKED = [
    ("Acme", "L3", "entry"),
    ("Acme", "level 3", "entry"),
    ("Acme", "L4", "mid"),  # between entry and senior
    ("Acme", "L7", "staff"),  # between staff and staff
    ("Acme", "L9", "staff"),  # above the top
    ("Acme", "L1", "entry"),  # below entry
    ("Acme", "Senior Engineer", "senior"),  # by words
    ("Acme", "SDE II", "mid"),  # words that suggest
    ("Acme", "N/A", None),
    ("Globex", "L3", None),  # an employer without a ladder
    ("Globex", "Staff", "staff"),
    ("Google", "L4", "mid"),  # declared
    ("Facebook", "IC5", "senior"),
    ("Goldman Sachs", "Vice President", "senior"),  # not the executive that the words say
    ("Citi", "VP", "senior"),
    ("Globex", "VP", "executive"),
    ("IBM", "Staff Engineer", "mid"),
]


@pytest.mark.parametrize(("employer", "words", "level"), ASKED)
def test_the_step_of_a_level(employer, words, level):
    assert levels([(employer, words)]) == [level]


def test_blanks_stay_blank_and_rows_in_order():
    asked = [("Acme", "L6"), ("Acme", None), (None, "Senior"), (None, None), ("Acme", "L3")]
    assert levels(asked) == ["staff", None, "senior", None, "entry"]


def test_an_employer_in_another_spelling_has_its_shipped_ladder():
    assert levels([("GOOGLE", "L4"), ("Meta", "E5")]) == ["mid", "senior"]
    found = mapping.ladders_of(people({"L4": (3, 1)}, employer="walmart labs"))
    assert set(found["employer"]) == {"walmart labs"}


def test_overrides_name_rungs_that_do_not_fall():
    order = {}
    for (employer, ladder, number), declared in mapping.overrides().items():
        assert declared.step in steps() and declared.source
        if not declared.apart:
            order.setdefault((employer, ladder), []).append((number, steps().index(declared.step)))
    for rungs in order.values():
        places = [place for _, place in sorted(rungs)]
        assert places == sorted(places)


def test_shipped_ladders_never_fall_and_have_no_small_rung():
    shipped = mapping.shipped_ladders()
    assert shipped.schema == pl.Schema(LADDERS)
    assert shipped["records"].null_count() == 0 and shipped["records"].min() >= 10
    places = {step: place for place, step in enumerate(dimension("level").values)}
    step = pl.col("level").replace_strict(places)
    falls = shipped.select((step < step.shift(1)).over("employer", "ladder", order_by="order"))
    assert not falls.to_series().any()
    assert shipped["word_records"].drop_nulls().min() >= 10
    assert not [name for name in shipped.columns if "usd" in name or "pay" in name]


def test_the_ladders_that_ship_can_be_taken_out(monkeypatch, tmp_path):
    monkeypatch.setattr(mapping, "SHIPPED", tmp_path / "none.csv")
    assert mapping.shipped_ladders().is_empty()
    assert levels([("Acme", "L3"), ("Google", "L4")]) == ["entry", "mid"]


SHIP = {"ladders": mapping, "years": years}
WITHOUT = [
    (["ladders"], ["entry", "mid", "senior"]),
    (["years"], [None, "mid", "senior"]),
    (["ladders", "years"], [None, "mid", "senior"]),
]


@pytest.mark.parametrize(("without", "expected"), WITHOUT)
def test_the_source_is_read_without_the_files_that_ship(without, expected, monkeypatch, tmp_path):
    for name in without:
        monkeypatch.setattr(SHIP[name], "SHIPPED", tmp_path / "none")
    reports = [("Acme", "L3")] * 20 + [("Acme", "L5")] * 20
    reports += [("Google", "L4"), ("Globex", "Senior Engineer")]
    rows = [
        {"company": company, "level": level, "bonus": str(n)}
        | {"yearsofexperience": "0.0" if level == "L3" else "7.0"}
        for n, (company, level) in enumerate(reports)
    ]
    found = harmonise("levels_fyi", [write_levels_fyi(tmp_path, rows)])
    assert [found.records["level"][place] for place in (0, 40, 41)] == expected


def written(folder, pays: list[int]) -> tuple[list[str | None], pl.DataFrame]:
    usual = {"L3": 0, "L4": 2, "L5": 7, "L6": 12}
    rows = [
        {
            "level": level,
            "yearsofexperience": str(float(middle + n % 3)),
            "totalyearlycompensation": str(pays[place * 15 + n]),
            "basesalary": "0.0",
            "cityid": str(n),
            "timestamp": f"5/{n + 1}/2021 10:00:00",
        }
        for place, (level, middle) in enumerate(usual.items())
        for n in range(15)
    ]
    path = write_levels_fyi(folder, rows)
    found = interpret(read("levels_fyi", path), card("levels_fyi"))
    return found.records["level"].to_list(), found.ladders


def test_pay_never_enters(tmp_path):
    rising = [50_000 + 5_000 * n for n in range(60)]
    levels, ladders = written(tmp_path / "rising", rising)
    turned, others = written(tmp_path / "turned", rising[::-1])
    assert levels == turned
    assert ladders.equals(others)
    assert set(levels) == {"entry", "mid", "senior", "staff"}
