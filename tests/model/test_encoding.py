"""Words as numbers: a series' own only where enough of its records hold the word."""

import numpy as np
import polars as pl
import pytest

from paylens.model.encoding import learn, vocabularies
from paylens.model.facts import Facts, Words
from paylens.model.fields import FEWEST_RECORDS, declared_fields
from paylens.model.pay_model import PayModel

FEW, ENOUGH = FEWEST_RECORDS - 1, FEWEST_RECORDS


def encodings(records, pay, count=None):
    """Encodings of one word: `records` and `pay` per series; shape (series,)."""
    series = np.repeat(np.arange(len(records)), records)
    facts = Facts(len(series), {"role": Words(["x"], np.zeros(len(series), int))}, {}, {}, {})
    vocabulary = vocabularies(facts, declared_fields())
    codes = {name: words.of(facts) for name, words in vocabulary.items()}
    table = learn(vocabulary, codes, series, np.array(pay)[series], len(records))
    return table["role"][vocabulary["role"].codes["x"]]


@pytest.mark.parametrize(
    ("records", "told_by"),
    [
        ((ENOUGH, FEW, 0), {0}),
        ((ENOUGH, FEW, FEW), {0}),
        ((ENOUGH, 2 * FEW, 3), {0, 1}),
        ((FEW, FEW, FEW), {0, 1, 2}),
        ((30, FEW, 2 * ENOUGH), {0, 2}),
        ((30, FEW, FEW, FEW), {0, 1, 2, 3}),
    ],
    ids=str,
)
def test_few_records_of_a_series_move_nothing_alone(records, told_by):
    """What a series' pay moves: its own encoding from ENOUGH records on, all the others' where
    no one can tell it from the mean over all series."""
    plain = encodings(records, [0.1] * len(records))
    for series, held in enumerate(records):
        pay = [0.1] * len(records)
        pay[series] = 2.0
        moved = encodings(records, pay) != plain
        assert moved.any() == (held > 0 and series in told_by)
        few = [i for i, n in enumerate(records) if n < ENOUGH]
        assert len(set(encodings(records, pay)[few].tolist())) <= 1


def test_a_source_of_few_records_of_a_city_moves_nothing_in_a_fit(simulate):
    """However it pays there, the city's encodings stay those of the other source."""
    many, few = simulate("levels_fyi", 1500, 1), simulate("ai_jobs", 600, 2)
    city = pl.when(pl.int_range(pl.len()) < FEW).then(pl.lit("Seattle"))
    few = few.with_columns(city=city, country=pl.lit("US"))
    factor = pl.when(pl.col("city").is_null()).then(1.0).otherwise(3.0)
    ends = [f"base_{end}_usd_per_year" for end in ("low", "high")]
    raised = few.with_columns((pl.col(end) * factor).alias(end) for end in ends)
    told = [PayModel().fit(pl.concat([many, part]))._fitted.location for part in (few, raised)]
    place = told[0].frame.vocabulary["city"].codes["US\tSeattle"]
    plain, again = (location.table["city"][place] for location in told)
    assert plain.tolist() == again.tolist()
