"""The worth of single words: their prices add up, rare words have none, no row prices itself."""

import numpy as np
import pytest

from paylens.model.facts import Array, Codes, Facts, Words
from paylens.model.fields import FEWEST_RECORDS
from paylens.model.worth import PENALTY, WORDED, Worth, learn_worth, words_of, worth_held_out

TITLES = ["Senior Engineer", "Senior Analyst", "Engineer", "Analyst"]
PRICES = {"senior": 0.4, "engineer": 0.1, "analyst": -0.2}


def titled(titles: list[str], place: Codes) -> Facts:
    """Facts of nothing but titles."""
    return Facts(len(place), {"title": Words(titles, place)}, {}, {}, {})


def even(titles: list[str], each: int) -> Facts:
    """So many rows of each title."""
    return titled(titles, np.repeat(np.arange(len(titles)), each))


def each_own(facts: Facts) -> Codes:
    """Every row a record of its own."""
    return np.arange(facts.length)


def priced(facts: Facts) -> Array:
    """Log pay that is the sum of the words' prices and nothing else."""
    titles = facts.words["title"]
    sums = [sum(PRICES[word] for word in words_of(title)) for title in titles.values]
    return np.array(sums)[titles.place]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Senior ML Engineer, Ads", ["ads", "engineer", "ml", "senior"]),
        ("Engineer/engineer (ENGINEER)", ["engineer"]),
        ("C++ developer II", ["c++", "developer", "ii"]),
        ("Engineer 3", ["3", "engineer"]),
        ("--", []),
        ("", []),
    ],
)
def test_the_words_of_a_text(text, words):
    assert words_of(text) == words


def test_a_text_is_worth_the_sum_of_its_known_words():
    texts = ["senior engineer", "Senior wizard", "wizard", ""]
    worth = Worth({"senior": 0.4, "engineer": 0.1}).of(Words(texts, np.array([0, 1, 2, 3, -1, 0])))
    assert worth == pytest.approx([0.5, 0.4, np.nan, np.nan, np.nan, 0.5], nan_ok=True)


def test_prices_that_add_up_are_found():
    facts = even(TITLES, 20_000)
    learnt = learn_worth(facts, priced(facts), each_own(facts))["title"]
    assert learnt.words == pytest.approx(PRICES, abs=0.001)
    assert learnt.of(facts.words["title"]) == pytest.approx(priced(facts), abs=0.001)


def test_a_word_of_few_rows_is_drawn_towards_nothing_by_the_penalty():
    facts = even(["Engineer"], 30)
    learnt = learn_worth(facts, np.full(30, 0.8), each_own(facts))["title"]
    assert learnt.words == pytest.approx({"engineer": 0.8 * 30 / (30 + PENALTY)})


@pytest.mark.parametrize("amounts", [1, 2])
@pytest.mark.parametrize(
    ("records", "known"), [(FEWEST_RECORDS - 1, False), (FEWEST_RECORDS, True)], ids=str
)
def test_a_word_of_too_few_records_is_worth_nothing(records, known, amounts):
    """However many amounts each record has."""
    record = np.repeat(np.arange(50 + records), amounts)
    facts = titled(["Engineer", "Engineer Zyx"], (record >= 50).astype(np.int64))
    learnt = learn_worth(facts, np.full(len(record), 0.3), record)["title"]
    assert ("zyx" in learnt.words) == known
    assert "engineer" in learnt.words


def test_facts_without_names_give_no_prices():
    learnt = learn_worth(Facts(20, {}, {}, {}, {}), np.ones(20), np.arange(20))
    assert {fact: worth.words for fact, worth in learnt.items()} == {fact: {} for fact in WORDED}


def test_held_out_prices_do_not_see_their_own_rows():
    facts = even(TITLES, 50)
    fold = np.arange(facts.length) % 2
    pay = priced(facts)
    told = worth_held_out(facts, pay, each_own(facts), fold)[:, 0]
    other = worth_held_out(facts, np.where(fold == 0, pay + 5, pay), each_own(facts), fold)[:, 0]
    assert np.array_equal(other[fold == 0], told[fold == 0])
    assert (other[fold == 1] > told[fold == 1] + 1).all()


def test_a_word_of_one_fold_is_unknown_there():
    facts = titled(["Engineer", "Zyx"], np.array([0] * 60 + [1] * 60))
    fold = np.array([0, 1] * 30 + [0] * 60)
    held_out = worth_held_out(facts, np.full(120, 0.3), each_own(facts), fold)[:, 0]
    assert np.isnan(held_out[60:]).all()
    assert not np.isnan(held_out[:60]).any()
