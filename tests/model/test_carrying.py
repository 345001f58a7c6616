"""Facts that a series never asks: read where they are asked, in those series' own years."""

import numpy as np
import pytest

from paylens.model.facts import facts_of_columns
from paylens.model.pay_model import PayModel

PERSON = {"role": ["ml_engineer"], "country": ["US"]}


def test_a_series_is_never_read_past_its_own_years(model: PayModel) -> None:
    answerer = model._calibrated()
    facts = facts_of_columns(PERSON, 1, answerer.fields)
    for series in answerer.series_names:
        first, last = model.years(series)
        read = [
            answerer.reader.matrix(facts, series, np.array([year]))[0, 1]
            for year in (1990.0, float(last), 2090.0)
        ]
        assert read == [first - 0.5, last, last + 0.5]


@pytest.mark.parametrize("years", [0.0, 4.0, 15.0])
def test_years_move_the_lowest_level_as_they_do_where_both_are_asked(
    model: PayModel, years: float
) -> None:
    answerer = model._calibrated()
    assert "experience_years" not in answerer.asked.facts["ai_jobs/base"]
    year = np.array([2022.0])

    def moved(years: float) -> float:
        ends = {f"experience_years_{end}": [years] for end in ("low", "high")}
        facts = facts_of_columns(PERSON | {"level": ["entry"]} | ends, 1, answerer.fields)
        (move,) = answerer.carrier.moves(facts, "ai_jobs/base", np.array([0]))
        matrix = answerer.reader.matrices(facts, move.readings, year)
        return float(move.effect(answerer.location.predict(matrix))[0])

    def located(series: str, years: float) -> float:
        ends = {f"experience_years_{end}": [years] for end in ("low", "high")}
        facts = facts_of_columns(PERSON | {"level": ["entry"]} | ends, 1, answerer.fields)
        matrix = answerer.reader.matrix(facts, series, year)
        return float(answerer.reader.location.predict(matrix)[0])

    both = ["levels_fyi/base", "levels_fyi/total"]
    weights = [answerer.records[series] for series in both]
    steps = [located(series, years) - located(series, 8.0) for series in both]
    assert moved(years) - moved(8.0) == pytest.approx(np.average(steps, weights=weights), abs=1e-9)
