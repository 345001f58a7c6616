"""Invented employers whose ladders are known."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_ladders import MIDDLE, YEARS, people
from paylens.harmonise.ladder.fit import Declared, fitted_ladders
from paylens.harmonise.ladder.rungs import steps
from paylens.harmonise.ladder.years import fitted_years


def placed(found: pl.DataFrame, declared: dict | None = None) -> dict[str, str]:
    ladders = fitted_ladders(found, YEARS, declared or {})
    return dict(ladders.select("employer_level", "level").iter_rows())


def ladder(names: list[str], levels: list[str], count: int = 40) -> pl.DataFrame:
    return people({name: (MIDDLE[step], count) for name, step in zip(names, levels, strict=True)})


FOUR = ["entry", "mid", "senior", "staff"]
KNOWN = [
    (["L3", "L4", "L5", "L6"], FOUR),
    (["Band 1", "Band 2", "Band 3", "Band 4"], FOUR),
    (["59", "60", "61", "62", "63", "64"], ["entry", "entry", "mid", "mid", "senior", "staff"]),
    (["K", "L", "M", "N"], FOUR),
    (["13", "12", "11", "10"], FOUR),
    (["Software Engineer", "SDE II", "SDE III", "SDE IV"], FOUR),
]


@pytest.mark.parametrize(("names", "levels"), KNOWN, ids=lambda value: value[0])
def test_codes_are_placed_by_their_people_s_years(names, levels):
    assert placed(ladder(names, levels)) == dict(zip(names, levels, strict=True))


def test_order_decides_where_years_waver():
    found = people({"L3": (1, 40), "L4": (4.2, 40), "L5": (4.0, 40), "L6": (11, 40)})
    level = placed(found)
    assert steps().index(level["L4"]) <= steps().index(level["L5"])
    assert (level["L3"], level["L6"]) == ("entry", "staff")


def test_words_win_over_years():
    found = people({"Engineer": (1, 30), "Senior Engineer": (2.5, 30), "Staff Engineer": (5, 30)})
    ladders = fitted_ladders(found, YEARS, {})
    assert ladders["level"].to_list() == ["entry", "senior", "staff"]
    assert ladders["decided_by"].to_list() == ["years and order", "words", "words"]
    assert ladders["years_level"].to_list()[1:] == ["mid", "senior"]
    assert ladders["word_records"].to_list()[1:] == [30, 30]
    assert ladders["score"].is_between(0.5, 1).all()


def test_words_beside_a_code_say_its_step():
    silent = people({"L1": (1, 20), "L2": (3, 40)})
    said = people({"L2 Senior": (3, 12)}, seed=1)
    assert placed(silent)["L2"] == "mid"
    assert placed(pl.concat([silent, said]))["L2"] == "senior"


@pytest.mark.parametrize(("count", "told"), [(0, None), (9, None), (10, 10)])
def test_fewer_than_ten_records_that_say_a_step_are_not_counted(count, told):
    found = people({"L3": (1, 20), "L3 Entry Level": (1, count)})
    assert fitted_ladders(found, YEARS, {})["word_records"].to_list() == [told]


def test_managers_stand_at_senior_or_above_and_are_executives_by_words_only():
    found = people(
        {"M1": (3, 20), "M2": (20, 20), "Manager": (12, 20), "Director": (12, 20)},
        title="Software Engineering Manager",
    )
    assert placed(found) == {
        "M1": "senior",
        "M2": "staff",
        "Manager": "staff",
        "Director": "executive",
    }


def test_nobody_else_is_an_executive():
    assert placed(people({"L8": (30, 40), "L9": (40, 40)})) == {"L8": "staff", "L9": "staff"}


def test_a_role_s_usual_distance_is_taken_out():
    by_engineers = people({"L4": (5, 60)})
    by_architects = people({"L4": (5, 60)}, title="Solution Architect")
    assert placed(by_engineers) == {"L4": "senior"}
    assert placed(by_architects) == {"L4": "mid"}


def test_a_rung_of_few_people_is_no_rung():
    found = people({"L3": (1, 40), "L4": (3, 9), "L5": (6.5, 40)})
    assert fitted_ladders(found, YEARS, {})["employer_level"].to_list() == ["L3", "L5"]


def test_a_ladder_too_small_to_show_has_no_steps():
    assert placed(people({"L3": (1, 5), "L4": (3, 4)})) == {}


def test_what_is_declared_wins_and_moves_its_neighbours():
    found = ladder(["L3", "L4", "L5", "L6"], FOUR)
    declared = {("Acme", "code", 5.0): Declared("mid", "a public page")}
    ladders = fitted_ladders(found, YEARS, declared)
    level = dict(ladders.select("employer_level", "level").iter_rows())
    assert level["L5"] == "mid" and level["L4"] in ("entry", "mid")
    row = ladders.row(by_predicate=pl.col("employer_level") == "L5", named=True)
    assert (row["decided_by"], row["declared_source"]) == ("override", "a public page")
    assert row["years_level"] == "senior"


def test_a_level_declared_apart_leaves_the_order_to_the_others():
    names = ["Associate Engineer", "Senior Engineer", "Staff Engineer"]
    found = ladder(names, ["entry", "senior", "mid"])
    declared = {("Acme", "engineer", 600.0): Declared("mid", "the file itself", apart=True)}
    ladders = fitted_ladders(found, YEARS, declared)
    assert ladders["employer_level"].to_list() == [names[0], names[2], names[1]]
    assert ladders["level"].to_list() == ["entry", "mid", "senior"]


def test_ladders_of_different_employers_do_not_touch():
    acme = ladder(["L3", "L4"], ["entry", "mid"])
    globex = people({"L3": (6.5, 40), "L4": (11, 40)}, employer="Globex")
    ladders = fitted_ladders(pl.concat([acme, globex]), YEARS, {})
    assert ladders["level"].to_list() == FOUR


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.integers(1, 12),
        st.tuples(st.floats(0, 40, allow_nan=False), st.integers(1, 30)),
        min_size=1,
        max_size=8,
    )
)
def test_steps_never_fall_along_a_ladder(levels):
    found = people({f"L{number}": facts for number, facts in levels.items()})
    ladders = fitted_ladders(found, YEARS, {})
    places = [steps().index(step) for step in ladders["level"]]
    assert places == sorted(places)
    numbers = ladders["number"].to_list()
    assert numbers in (sorted(numbers), sorted(numbers, reverse=True))


def test_years_of_steps_are_found_again():
    levels = {"Junior": "entry", "Engineer II": "mid", "Senior": "senior", "Staff": "staff"}
    by_words = [
        people({name: (MIDDLE[step], 200)}, employer=f"{name} {n}", seed=n)
        for name, step in levels.items()
        for n in range(4)
    ]
    managers = [people({"Director": (14, 50)}, employer=f"D{n}", seed=n) for n in range(2)]
    both = [people({"L4": (3, 300)}), people({"L4": (4.4, 300)}, title="Solution Architect")]
    found = fitted_years(pl.concat([*by_words, *managers, *both]))
    for step in FOUR:
        assert found.steps[step] == pytest.approx(YEARS.steps[step], abs=0.1)
    assert found.within == pytest.approx(0.3, abs=0.05)
    assert found.roles == pytest.approx(
        {"Software Engineer": 0, "Solution Architect": 0.3}, abs=0.1
    )
