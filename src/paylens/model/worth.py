"""What the single words in a title or a name are worth: most titles are too rare to be known whole.

A text's worth is the sum of its words', fitted by ridge regression to log pay less its series'
mean (Hoerl and Kennard 1970, Technometrics 12, 55-67). A word that fewer than FEWEST_RECORDS
records hold is worth nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from paylens.model.facts import Array, Codes, Facts, Words
from paylens.model.fields import FEWEST_RECORDS

# The facts that are read word by word too.
WORDED = ("title", "employer")
PENALTY = 10.0
DECIMALS = 4
WORD = re.compile(r"[^\W\d_][^\s,;:/()|-]*|[0-9]+")


@dataclass(frozen=True)
class Worth:
    """What each known word of one fact's texts adds to log pay."""

    words: dict[str, float]

    def of(self, texts: Words) -> Array:
        """Each row's worth, NaN where the text or all of its words are unknown; shape (n,)."""
        each = [self._of(text) for text in texts.values]
        result: Array = np.array([*each, np.nan])[texts.place]
        return result

    def _of(self, text: str) -> float:
        known = [self.words[word] for word in words_of(text) if word in self.words]
        return sum(known) if known else float("nan")


def words_of(text: str) -> list[str]:
    """A text's distinct words, in alphabetical order."""
    return sorted(set(WORD.findall(text.lower())))


def learn_worth(facts: Facts, excess: Array, record: Codes) -> dict[str, Worth]:
    """The worth of words of WORDED; `excess` (n,) is log pay less its series' mean, `record` (n,)
    whose it is."""
    return {fact: _fitted(facts.joined((fact,)), excess, record) for fact in WORDED}


def worth_of(worth: dict[str, Worth], facts: Facts) -> Array:
    """Each row's worth; shape (n, WORDED)."""
    return np.column_stack([worth[fact].of(facts.joined((fact,))) for fact in WORDED])


def worth_held_out(facts: Facts, excess: Array, record: Codes, fold: Codes) -> Array:
    """Each row's worth, learnt from the other folds' rows only; shape (n, WORDED)."""
    result = np.full((len(excess), len(WORDED)), np.nan)
    for held in np.unique(fold):
        out = fold == held
        learnt = learn_worth(facts.take(np.flatnonzero(~out)), excess[~out], record[~out])
        result[out] = worth_of(learnt, facts.take(np.flatnonzero(out)))
    return result


def _fitted(texts: Words, excess: Array, record: Codes) -> Worth:
    from scipy import sparse

    known = texts.place >= 0
    count = len(texts.values)
    rows = np.bincount(texts.place[known], minlength=count)
    sums = np.bincount(texts.place[known], excess[known], count)
    each = [words_of(text) for text in texts.values]
    people = int(record.max(initial=0)) + 1
    once = np.unique(texts.place[known] * people + record[known]) // people
    records = np.bincount(once, minlength=count)
    held: Counter[str] = Counter()
    for words, number in zip(each, records.tolist(), strict=True):
        held.update(dict.fromkeys(words, number))
    common = sorted(word for word, number in held.items() if number >= FEWEST_RECORDS)
    if not common:
        return Worth({})
    code = {word: place for place, word in enumerate(common)}
    cells = [(text, code[w]) for text, words in enumerate(each) for w in words if w in code]
    texts_of, words_in = np.array(cells).T
    matrix = sparse.csr_matrix((np.ones(len(cells)), (texts_of, words_in)), (count, len(common)))
    gram = (matrix.T @ sparse.diags(rows.astype(float)) @ matrix).toarray()
    worth = np.linalg.solve(gram + PENALTY * np.eye(len(common)), matrix.T @ sums)
    return Worth(dict(zip(common, np.round(worth, DECIMALS).tolist(), strict=True)))
