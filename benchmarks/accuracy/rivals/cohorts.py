"""Log-normal cohorts, smoothed towards their best ancestor: the way of LinkedIn Salary.

After Kenthapadi, Ambler, Zhang and Agarwal 2017, "Bringing Salary Transparency to the World:
Computing Robust Compensation Insights via LinkedIn Salary", CIKM, arXiv 1703.09845. From there: a
cohort is everybody with the same words for some facts (role and country; role, country and
employer; …), its log pay is normal, an ancestor is a cohort of fewer of the same facts, and a
cohort's prior is the ancestor under which its own pay is likeliest.

Chosen here: the prior of mean and variance is normal-gamma, their conjugate; ancestors are
themselves smoothed; role and country make cohorts in every series, and of FACTS those are added,
one by one, that lower the loss on the validation rows most, up to six in all; so are the two
strengths of the prior chosen. A person is told the cohort of most of their facts that anybody
fitted on is in, the largest of several.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from statistics import NormalDist

import numpy as np

from accuracy.rivals.tuning import loss, validation_rows
from accuracy.table import Table
from paylens.model.facts import Array
from paylens.model.shape import LEVELS
from paylens.model.training import ASKED_SHARE

ALWAYS = ("role", "country")
FACTS = (
    *("title", "region", "metro", "city", "employer", "employer_level", "employer_size"),
    *("level", "experience_years", "education", "industry", "year"),
)
MOST_FACTS = 6
YEARS = np.array([2, 5, 10, 15])
STRENGTHS = (3.0, 10.0, 30.0)
FIRST_STRENGTHS = (10.0, 10.0)
SMALLEST_VARIANCE = 1e-4
Z = np.array([NormalDist().inv_cdf(level) for level in LEVELS.tolist()])

Subset = tuple[str, ...]


@dataclass(frozen=True)
class Cohorts:
    """The cohorts of one set of facts: `cell` (m,) of each line, -1 if a fact is unknown, `first`
    a line of each, and their count, mean and sum of squares about it."""

    cell: Array
    first: Array
    count: Array
    mean: Array
    squares: Array


@dataclass(frozen=True)
class Smoothed:
    """Mean and variance of log pay in each cohort of one set of facts."""

    mean: Array
    variance: Array


def smooth(
    own: Cohorts, mean: Array, variance: Array, mean_strength: float, variance_strength: float
) -> Smoothed:
    """The posterior of cohorts whose prior has `mean` and `variance` (one of each per cohort).

    The strengths are the numbers of reports that the prior counts as.
    """
    total = own.count + mean_strength
    apart = own.count * mean_strength / total * (own.mean - mean) ** 2
    squares = variance_strength * variance + own.squares + apart
    return Smoothed(
        (own.count * own.mean + mean_strength * mean) / total,
        np.maximum(squares / (variance_strength + own.count), SMALLEST_VARIANCE),
    )


def log_likelihood(own: Cohorts, mean: Array, variance: Array) -> Array:
    """Log likelihood of each cohort's own pay under a normal of each."""
    about = own.squares + own.count * (own.mean - mean) ** 2
    result: Array = -0.5 * (own.count * np.log(2 * np.pi * variance) + about / variance)
    return result


@dataclass(frozen=True)
class _Rows:
    codes: dict[str, Array]
    log_pay: Array


class SmoothedCohorts:
    """See the module."""

    def fit(self, seen: Table, log_pay: Array) -> None:
        """See Rival."""
        valid = validation_rows(seen)
        part, checked = seen.take(np.flatnonzero(~valid)), seen.take(np.flatnonzero(valid))
        inside = _Rows(_codes(part), log_pay[~valid])
        outside = _Rows(_codes(checked), log_pay[valid])
        self.facts = self._chosen(inside, outside)
        self._grow(inside, self.facts)
        found = self._found(outside.codes)
        losses = {}
        for strengths in product(STRENGTHS, STRENGTHS):
            self._smooth(*strengths)
            losses[strengths] = loss(self._quantiles(found), outside.log_pay)
        self.strengths = min(losses, key=lambda key: losses[key])
        self._grow(_Rows(_codes(seen), log_pay), self.facts)
        self._smooth(*self.strengths)

    def _chosen(self, inside: _Rows, outside: _Rows) -> Subset:
        """The facts of a cohort: each time the one that lowers the loss outside most."""
        facts, best = ALWAYS, self._loss(ALWAYS, inside, outside)
        left = [fact for fact in FACTS if (inside.codes[fact] >= 0).mean() >= ASKED_SHARE]
        while left and len(facts) < MOST_FACTS:
            losses = {fact: self._loss((*facts, fact), inside, outside) for fact in left}
            fact = min(losses, key=lambda name: losses[name])
            if losses[fact] >= best:
                break
            facts, best = (*facts, fact), losses[fact]
            left.remove(fact)
        return facts

    def _loss(self, facts: Subset, inside: _Rows, outside: _Rows) -> float:
        self._grow(inside, facts)
        self._smooth(*FIRST_STRENGTHS)
        return loss(self._quantiles(self._found(outside.codes)), outside.log_pay)

    def predict(self, asked: Table) -> Array:
        """See Rival."""
        return self._quantiles(self._found(_codes(asked)))

    def _grow(self, rows: _Rows, facts: Subset) -> None:
        self._keys: dict[Subset, Array] = {}
        self._cohorts: dict[Subset, Cohorts] = {}
        for size in range(len(facts) + 1):
            for subset in combinations(facts, size):
                found = _cohorts(rows.codes, subset, rows.log_pay)
                self._keys[subset], self._cohorts[subset] = found

    def _smooth(self, mean_strength: float, variance_strength: float) -> None:
        self._smoothed: dict[Subset, Smoothed] = {}
        for subset, own in self._cohorts.items():
            if not subset:
                whole = np.maximum(own.squares / own.count, SMALLEST_VARIANCE)
                self._smoothed[subset] = Smoothed(own.mean, whole)
                continue
            prior = self._best_ancestor(subset, own)
            self._smoothed[subset] = smooth(
                own, prior.mean, prior.variance, mean_strength, variance_strength
            )

    def _best_ancestor(self, subset: Subset, own: Cohorts) -> Smoothed:
        best = np.full(len(own.count), -np.inf)
        mean, variance = np.zeros(len(best)), np.ones(len(best))
        for size in range(len(subset)):
            for fewer in combinations(subset, size):
                place = self._cohorts[fewer].cell[own.first]
                ancestor = self._smoothed[fewer]
                its_mean, its_variance = ancestor.mean[place], ancestor.variance[place]
                likelihood = log_likelihood(own, its_mean, its_variance)
                better = likelihood > best
                best = np.where(better, likelihood, best)
                mean = np.where(better, its_mean, mean)
                variance = np.where(better, its_variance, variance)
        return Smoothed(mean, variance)

    def _found(self, codes: dict[str, Array]) -> list[tuple[Subset, Array, Array]]:
        """For each set of facts: which lines are told its cohorts, and the place of each's."""
        length = len(codes["year"])
        most, size = np.full(length, -1), np.zeros(length)
        chosen = np.full(length, -1)
        cells = []
        for number, (subset, own) in enumerate(self._cohorts.items()):
            cell = _placed(codes, subset, self._keys[subset], length)
            count = np.where(cell >= 0, np.append(own.count, 0)[cell], 0)
            better = (cell >= 0) & ((len(subset) > most) | (count > size))
            most, size = np.where(better, len(subset), most), np.where(better, count, size)
            chosen = np.where(better, number, chosen)
            cells.append(cell)
        rows = [np.flatnonzero(chosen == number) for number in range(len(cells))]
        return [
            (subset, own, cell[own])
            for subset, cell, own in zip(self._cohorts, cells, rows, strict=True)
        ]

    def _quantiles(self, found: list[tuple[Subset, Array, Array]]) -> Array:
        result = np.empty((sum(len(rows) for _, rows, _ in found), len(LEVELS)))
        for subset, rows, cell in found:
            own = self._smoothed[subset]
            spread = np.sqrt(own.variance[cell])
            result[rows] = own.mean[cell, None] + spread[:, None] * Z
        return result


def _codes(table: Table) -> dict[str, Array]:
    """The facts as whole numbers, -1 where unknown: years in bands, the calendar year."""
    values = table.words() | table.numbers()
    years = values["experience_years"]
    values["experience_years"] = np.where(np.isnan(years), np.nan, np.digitize(years, YEARS))
    return {fact: np.nan_to_num(np.round(v), nan=-1).astype(np.int64) for fact, v in values.items()}


def _key(codes: dict[str, Array], subset: Subset, length: int) -> Array:
    """One row per line, a number per fact; shape (n, facts)."""
    return np.stack([codes[fact] for fact in subset], axis=1) if subset else np.zeros((length, 1))


def _cohorts(codes: dict[str, Array], subset: Subset, log_pay: Array) -> tuple[Array, Cohorts]:
    key = _packed(_key(codes, subset, len(log_pay)))
    known = np.all([codes[fact] >= 0 for fact in subset], axis=0) | (not subset)
    known = np.broadcast_to(known, len(log_pay))
    rows = np.flatnonzero(known)
    keys, first, place = np.unique(key[rows], return_index=True, return_inverse=True)
    count = np.bincount(place, minlength=len(keys)).astype(float)
    mean = np.bincount(place, log_pay[rows], len(keys)) / count
    squares = np.bincount(place, (log_pay[rows] - mean[place]) ** 2, len(keys))
    cell = np.full(len(log_pay), -1)
    cell[rows] = place
    return keys, Cohorts(cell, rows[first], count, mean, squares)


def _placed(codes: dict[str, Array], subset: Subset, keys: Array, length: int) -> Array:
    """The cohort of each line, -1 where there is none."""
    key = _packed(_key(codes, subset, length))
    if not len(keys):
        return np.full(length, -1)
    place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
    return np.where(keys[place] == key, place, -1)


def _packed(key: Array) -> Array:
    """Rows of whole numbers as one each. A row with an unknown fact has a number of its own."""
    result = np.zeros(len(key), dtype=np.int64)
    for column in key.T.astype(np.int64):
        result = result * 2_000_003 + column + 1
    return result
