"""A level in an employer's words, read as a rung."""

import pytest

from paylens.harmonise.ladder.words import rung

# Spellings of one rung.
SAME = [
    ("L5", "l5", "L 5", "L-5", "Level 5", "E5", "T5", "5", "IC5", "ICT5", "L5 Product Manager"),
    ("L5A", "5a", "L5 a"),
    ("L6", "L6 SDM", "Manager (L6)"),
    ("SDE II", "SDE2", "SDE-2", "Software Engineer II", "Software Development Engineer 2", "SDEII"),
    ("Senior Engineer", "Sr. SWE", "senior software engineer", "Senior Developer"),
    ("Senior MTS", "SMTS", "Senior Member of Technical Staff"),
    ("MTS", "Member of Technical Staff", "Member Technical Staff"),
    ("Band D", "D"),
    ("Vice President", "VP", "Executive Director / Vice-President"),
    ("M2", "m2", "M-2"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_rung(spellings):
    found = {(read.ladder, read.number) for read in map(rung, spellings)}
    assert len(found) == 1


# Each from its lowest rung.
RISING = [
    ("L3", "L4", "L5", "L5A", "L5B", "L6", "L10"),
    ("1-2", "2-1", "2-2", "3-1"),
    ("K", "L", "M"),
    (
        *("Junior Engineer", "Software Engineer", "SDE II", "SDE III", "Senior Engineer"),
        *("Senior Engineer II", "Staff Engineer", "Senior Staff Engineer", "Principal Engineer"),
    ),
    ("AMTS", "MTS 1", "MTS 2", "SMTS", "LMTS", "PMTS"),
    ("Manager", "Senior Manager", "Director", "Senior Director"),
    ("Associate Director", "Director"),
    ("Associate", "Senior Associate", "Lead Associate", "Principal Associate"),
    ("AVP", "VP", "SVP"),
]


@pytest.mark.parametrize("ladder", RISING, ids=lambda ladder: ladder[0])
def test_the_order_of_rungs(ladder):
    read = [rung(words) for words in ladder]
    assert len({found.ladder for found in read}) == 1
    numbers = [found.number for found in read]
    assert numbers == sorted(set(numbers))


STEPS = [
    ("New Grad", "entry"),
    ("Associate Software Engineer", "entry"),
    ("Mid-Level", "mid"),
    ("Sr Product Manager", "senior"),
    ("Senior Consultant", "senior"),
    ("Lead Engineer", "staff"),
    ("Distinguished Engineer", "staff"),
    ("Director of Engineering", "executive"),
    ("VP", "executive"),
    ("L7 (Principal)", "staff"),
    # Words that say a place, but no step that all employers would mean.
    ("L5", None),
    ("Software Engineer", None),
    ("Member of Technical Staff", None),
    ("Senior Associate", None),
    ("Senior Analyst", None),
    ("Senior Manager", None),
    ("Associate Director", None),
    ("AVP", None),
]


@pytest.mark.parametrize(("words", "step"), STEPS)
def test_the_step_that_words_say(words, step):
    assert rung(words).step == step


def test_a_numbered_engineer_only_suggests_a_step():
    assert (rung("SDE II").step, rung("SDE II").hint) == (None, "mid")
    assert rung("Engineer 3").hint is None


@pytest.mark.parametrize("words", ["N/A", "-", "", "?", "none", "unknown", "级别"])
def test_words_that_name_no_rung(words):
    assert rung(words) is None


@pytest.mark.parametrize("words", ["M1", "Engineering Manager", "Director", "VP", "Head of Data"])
def test_the_track_of_managers(words):
    assert rung(words).track == "managers"


@pytest.mark.parametrize("words", ["Senior Product Manager", "L6", "Staff Engineer", "Lead PM"])
def test_the_track_of_others(words):
    assert rung(words).track == "individual contributors"
