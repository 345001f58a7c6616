"""Words as numbers: what records that hold a word are paid, against their series' mean.

Target encoding by empirical Bayes (Micci-Barreca 2001, SIGKDD Explorations 3, 27-32): a word's
mean in a series is shrunk to its mean over all series, and that to its parent's (a city's to its
region's). Training rows get encodings learnt without them. Where fewer than FEWEST_RECORDS records
of a series hold a word, the series has its mean over all series: fewer would be those people's pay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from paylens.market.scope import SALARY_KINDS
from paylens.model.facts import UNKNOWN, Array, Codes, Facts
from paylens.model.fields import FEWEST_RECORDS, IMPLIED, Fields, WordFeature
from paylens.model.observations import Mask

# Records' worth of belief in the pooled mean and in the parent's.
SHRINKAGE = 8.0
DECIMALS = 4
OTHER = 0

Table = dict[str, Array]


@dataclass(frozen=True)
class Vocabulary:
    """One feature's words with at least FEWEST_RECORDS records; code 0 is any other word.

    `above` has each code's code in the parent's vocabulary, -1 for none. A rare word that has a
    parent is unknown instead, as its parent says more than "other"; so is any other word where
    fewer than FEWEST_RECORDS records hold one.
    """

    feature: WordFeature
    parent: str | None
    codes: dict[str, int]
    above: Codes
    has_other: bool

    @property
    def size(self) -> int:
        """Number of codes, "other" among them."""
        return len(self.codes) + 1

    def of(self, facts: Facts) -> Codes:
        """Each row's code, -1 where unknown; shape (n,)."""
        default = OTHER if self.has_other else UNKNOWN
        return facts.joined(self.feature.facts).mapped(self.codes, default)


def vocabularies(facts: Facts, fields: Fields) -> dict[str, Vocabulary]:
    """The vocabularies of all word features that any record holds."""
    found: dict[str, Vocabulary] = {}
    for feature in fields.word_features():
        words = facts.joined(feature.facts)
        counts = np.bincount(words.place[words.place >= 0], minlength=len(words.values))
        kept = sorted(v for v, n in zip(words.values, counts, strict=True) if n >= FEWEST_RECORDS)
        if not kept:
            continue
        codes = {value: code for code, value in enumerate(kept, start=1)}
        parent = next((name for name in feature.parents if name in found), None)
        above = np.full(len(codes) + 1, UNKNOWN)
        if parent is not None:
            above = _commonest(words.mapped(codes, UNKNOWN), found[parent].of(facts), len(above))
        rare = int(counts[counts < FEWEST_RECORDS].sum())
        has_other = parent is None and rare >= FEWEST_RECORDS
        found[feature.name] = Vocabulary(feature, parent, codes, above, has_other)
    return found


def _commonest(child: Codes, parent: Codes, size: int) -> Codes:
    """The commonest parent of each child code, -1 for none."""
    both = (child >= 0) & (parent >= 0)
    above = np.full(size, UNKNOWN)
    if both.any():
        pairs, counts = np.unique(np.stack([child[both], parent[both]]), axis=1, return_counts=True)
        order = np.argsort(counts, kind="stable")
        above[pairs[0][order]] = pairs[1][order]
    return above


def learn(
    vocabulary: dict[str, Vocabulary],
    codes: dict[str, Codes],
    series: Codes,
    excess: Array,
    count: int,
) -> Table:
    """Encodings per feature, shape (codes, `count` series): mean excess log pay, shrunk.

    `codes` (n,) per feature and `series` (n,) describe the rows to learn from, one per record in
    a series; `excess` (n,) is their log pay less their series' mean.
    """
    table: Table = {}
    for name, words in vocabulary.items():
        known = codes[name] >= 0
        cell = codes[name][known] * count + series[known]
        size = words.size * count
        sums = np.bincount(cell, excess[known], size).reshape(-1, count)
        rows = np.bincount(cell, minlength=size).reshape(-1, count)
        prior = np.zeros((words.size, count))
        if words.parent is not None:
            prior = np.where(words.above[:, None] >= 0, table[words.parent][words.above], 0.0)
        pooling = _pooled_cells(rows)
        moved = np.where(pooling, sums - rows * prior, 0.0).sum(axis=1)
        pooled = moved / (np.where(pooling, rows, 0).sum(axis=1) + SHRINKAGE)
        everywhere = pooled[:, None] + prior
        shrunk = (sums + SHRINKAGE * everywhere) / (rows + SHRINKAGE)
        own = rows >= FEWEST_RECORDS
        table[name] = np.round(np.where(own, shrunk, everywhere), DECIMALS)
    return table


def _pooled_cells(rows: Codes) -> Mask:
    """The cells (codes, series) that a word's mean over all series is made of.

    Beside series with enough records of their own, the few of the others are left out unless they
    are enough together: or the mean, less those series' own, would be theirs alone.
    """
    own = rows >= FEWEST_RECORDS
    rest = np.where(own, 0, rows).sum(axis=1, keepdims=True)
    # A record has a row for each kind of pay.
    enough = rest >= FEWEST_RECORDS * len(SALARY_KINDS)
    pooled: Mask = own | enough | ~own.any(axis=1, keepdims=True)
    return pooled


def encode(table: Table, codes: dict[str, Codes], series: Codes) -> Array:
    """Each row's encodings, then its codes, NaN where unknown; shape (n, 2 * features)."""
    columns = [
        np.where(codes[name] >= 0, table[name][codes[name], series], np.nan) for name in table
    ]
    columns += [np.where(codes[name] >= 0, codes[name], np.nan) for name in table]
    return np.stack(columns, axis=1) if columns else np.empty((len(series), 0))


def encode_held_out(
    vocabulary: dict[str, Vocabulary],
    codes: dict[str, Codes],
    series: Codes,
    excess: Array,
    fold: Codes,
    count: int,
) -> Array:
    """Each row's encodings, learnt from the other folds' rows only; shape (n, features)."""
    result = np.full((len(series), 2 * len(vocabulary)), np.nan)
    for held in np.unique(fold):
        used, out = fold != held, fold == held
        part = {name: column[used] for name, column in codes.items()}
        table = learn(vocabulary, part, series[used], excess[used], count)
        result[out] = encode(
            table, {name: column[out] for name, column in codes.items()}, series[out]
        )
    return result


def implications(facts: Facts) -> dict[str, dict[str, list[str | None]]]:
    """For places that enough records hold: the commonest larger places they lie in."""
    found: dict[str, dict[str, list[str | None]]] = {}
    for place, larger in IMPLIED.items():
        words = facts.words.get(place)
        if words is None:
            continue
        counts = np.bincount(words.place[words.place >= 0], minlength=len(words.values))
        common = [_commonest(words.place, facts.words[name].place, len(counts)) for name in larger]
        found[place] = {
            value: [
                facts.words[name].values[above[i]] if above[i] >= 0 else None
                for name, above in zip(larger, common, strict=True)
            ]
            for i, value in enumerate(words.values)
            if counts[i] >= FEWEST_RECORDS
        }
    return found
