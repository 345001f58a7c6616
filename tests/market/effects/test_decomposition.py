"""Our decomposition gives what statsmodels' gives, and its intervals hold as often as they say."""

import numpy as np
import polars as pl
import pytest
from invented_market import BRACKETS
from scipy import sparse

from paylens.market.effects.decomposition import decompose
from paylens.market.effects.interval_regression import regress

DRAWS = 1000
# What women of the invented records have more of, what it pays men, and what women are paid less.
YEARS_PAY = np.array([0.0, 0.2, 0.4])
WOMEN_YEARS, MEN_YEARS = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
EXPLAINED = (np.array(WOMEN_YEARS) - np.array(MEN_YEARS)) @ YEARS_PAY


def _people(draws, unexplained, *, count=400, bracketed=False, employers=0) -> pl.DataFrame:
    woman = draws.random(count) < 0.35
    years = np.where(
        woman, draws.choice(3, count, p=WOMEN_YEARS), draws.choice(3, count, p=MEN_YEARS)
    )
    employer = draws.integers(0, max(employers, 1), count)
    error = draws.normal(0, np.where(woman, 0.35, 0.25))
    if employers:
        error = 0.8 * error + draws.normal(0, 0.2, employers)[employer]
    pay = 11.4 + YEARS_PAY[years] + unexplained * woman + error
    low = high = pay
    if bracketed:
        place = np.searchsorted(BRACKETS, pay, side="right")
        low, high = BRACKETS[place - 1], BRACKETS[place]
    return pl.DataFrame(
        {
            "log_low": low,
            "log_high": high,
            "=value": np.where(woman, "female", "male"),
            "=years": years.astype(str),
            "=place": (years * employer % 4).astype(str),
            "employer": employer,
        }
    ).rename({"=place": "=area"})


def _found(told, held=("years",), clusters=False):
    numbers = told["employer"].to_numpy() if clusters else None
    found = decompose(told, list(held), "female", "male", numbers)
    assert found is not None
    return found


def test_exact_pay_gives_what_statsmodels_gives() -> None:
    from statsmodels.stats.oaxaca import OaxacaBlinder

    told = _people(np.random.default_rng(5), -0.1, count=1000, employers=30)
    found = _found(told, ("years", "area"))
    dummies = told.select("=years", "=area").to_dummies(drop_first=True).to_numpy().astype(float)
    man = (told["=value"] == "male").to_numpy().astype(float)
    facts = np.column_stack([man, np.ones(len(man)), dummies])
    model = OaxacaBlinder(told["log_low"].to_numpy(), facts, 0, hasconst=True, swap=False)
    # Their first group is the one of 0, women, and the weight on its wage is none.
    theirs = model.two_fold(two_fold_type="self_submitted", submitted_weight=0, std=True, n=200)
    unexplained, explained, gap = theirs.params
    assert found.unexplained.log_gap == pytest.approx(unexplained, abs=1e-9)
    assert found.explained.log_gap == pytest.approx(explained, abs=1e-9)
    assert found.gap.log_gap == pytest.approx(gap, abs=1e-9)
    # Theirs are of a bootstrap of 200 draws, the error of which is a twentieth.
    assert found.unexplained.standard_error == pytest.approx(theirs.std[0], rel=0.2)
    assert found.explained.standard_error == pytest.approx(theirs.std[1], rel=0.2)


def test_errors_are_those_of_the_written_formula() -> None:
    """Jann (2008), p. 458, for the explained part, without likeness of records."""
    told = _people(np.random.default_rng(6), -0.1, count=1000)
    found = _found(told)
    columns = [np.ones(told.height), *((told["=years"] == each).to_numpy() for each in "12")]
    facts = np.column_stack(columns).astype(float)
    woman = (told["=value"] == "female").to_numpy()
    own, other = facts[woman], facts[~woman]
    pay = told["log_low"].to_numpy()[~woman]
    price = regress(sparse.csr_matrix(other), pay, pay)
    apart = own.mean(axis=0) - other.mean(axis=0)
    spread = np.cov(own.T) / len(own) + np.cov(other.T) / len(other)
    beta = price.coefficients
    variance = apart @ price.covariance @ apart + beta @ spread @ beta
    assert found.explained.standard_error == pytest.approx(np.sqrt(variance), rel=0.01)


@pytest.mark.parametrize(
    ("planted", "kind"),
    [(-0.1, {}), (0.0, {"bracketed": True}), (0.0, {"employers": 60, "count": 600})],
    ids=["exact", "brackets", "employers"],
)
def test_planted_gaps_are_found_as_often_as_the_intervals_say(planted, kind) -> None:
    draws = np.random.default_rng(20261127)
    held = {"unexplained": 0, "explained": 0, "gap": 0}
    different = 0
    true = {"unexplained": planted, "explained": EXPLAINED, "gap": planted + EXPLAINED}
    for _ in range(DRAWS):
        found = _found(_people(draws, planted, **kind), clusters="employers" in kind)
        for name in held:
            part = getattr(found, name)
            held[name] += abs(part.log_gap - true[name]) <= 1.96 * part.standard_error
        part = found.unexplained
        different += abs(part.log_gap) > 1.96 * part.standard_error
    for name, count in held.items():
        assert 0.93 <= count / DRAWS <= 0.97, name
    if planted == 0:
        assert 0.03 <= different / DRAWS <= 0.07
    else:
        assert different / DRAWS > 0.5


def test_the_parts_of_the_controls_make_the_explained_part() -> None:
    found = _found(
        _people(np.random.default_rng(8), 0.0, count=3000, employers=20), ("years", "area")
    )
    parts = [part.log_gap for part in found.by_control.values() if part]
    assert len(parts) == 2
    assert sum(parts) == pytest.approx(found.explained.log_gap)
    assert found.gap.log_gap == pytest.approx(found.explained.log_gap + found.unexplained.log_gap)


def test_who_compares_with_nobody_is_left_out_and_counted() -> None:
    told = _people(np.random.default_rng(9), 0.0, count=1000)
    alone = (pl.col("=value") == "female") & (pl.int_range(pl.len()) < 60)
    told = told.with_columns(pl.when(alone).then(pl.lit("7")).otherwise("=years").alias("=years"))
    found = _found(told)
    assert found.left_out == told.filter(pl.col("=years") == "7").height
    assert found.records + found.reference_records + found.left_out == told.height


def test_too_few_of_a_group_are_not_decomposed() -> None:
    told = _people(np.random.default_rng(10), 0.0, count=300)
    women = told.filter(pl.col("=value") == "female").head(9)
    few = pl.concat([women, told.filter(pl.col("=value") == "male")])
    assert decompose(few, ["years"], "female", "male", None) is None
