"""What single words in titles and names are worth: from enough records only."""

import numpy as np
import pytest

from paylens.model.facts import Facts, Words
from paylens.model.fields import FEWEST_RECORDS
from paylens.model.worth import learn_worth


def _worth_of_acme(records: int, amounts: int) -> float | None:
    """Of a word that so many records of so many amounts each hold, beside a common one."""
    record = np.repeat(np.arange(records + 50), amounts)
    place = (record >= records).astype(np.int64)
    facts = Facts(len(record), {"employer": Words(["Acme", "Other"], place)}, {}, {}, {})
    excess = np.where(place == 0, 0.5, -0.1)
    return learn_worth(facts, excess, record)["employer"].words.get("acme")


@pytest.mark.parametrize("amounts", [1, 2, 3])
def test_a_word_counts_by_the_records_that_hold_it_however_many_amounts_they_have(amounts):
    assert _worth_of_acme(FEWEST_RECORDS - 1, amounts) is None
    assert _worth_of_acme(FEWEST_RECORDS, amounts) > 0


def test_words_that_nobody_holds_are_worth_nothing():
    facts = Facts(3, {}, {}, {}, {})
    found = learn_worth(facts, np.zeros(3), np.arange(3))
    assert all(not worth.words for worth in found.values())
