"""Why an estimate is what it is: how far each given fact moves the median, in money.

The value of some of the facts is the median that the answer's own sources, with the answer's
weights, year and width, would give for these facts alone. Effects are its Shapley values in log
pay (`report/shapley.py`): a city joins after its country, a company's own level after the company.
In money an effect is its log times the logarithmic mean of the two medians, so that effects add up
exactly (Ang 2005, Energy Policy 33, 867-871).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from paylens.harmonise.dimension import dimension
from paylens.harmonise.legal_minimum import lowest_legal_bracket
from paylens.market.distribution import Distribution
from paylens.market.evidence import Evidence
from paylens.market.floor import PUBLIC
from paylens.market.grid import BINS, LOG_EDGES, STEP, Array
from paylens.market.store import Store
from paylens.market.widening import widened
from paylens.report.answer import Answer
from paylens.report.estimate import answered
from paylens.report.mixture import FEWEST_WEIGHT
from paylens.report.outside import Apart, apart
from paylens.report.parts import Options, Part, facts_table
from paylens.report.profile import QUESTIONS, Profile, describe
from paylens.report.records_like import support
from paylens.report.resembling import Resembling, resembling
from paylens.report.shapley import Coalition, Shares, shapley

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel

CHAINS = (("country", "metro", "city"), ("company", "level"))
RECORDS = "records"
NOTHING_LEFT = 1e-9
EFFECT_RULE = (
    "Shapley values of the median in log pay over the given facts, the sources and their weights "
    "held; in money by the logarithmic mean of the two medians"
)
EFFECT_INTERVAL_RULE = (
    "holds the effect alone in each source that is a quarter of the answer, and the binomial error "
    "of a median of as many records as hold the fact"
)


@dataclass(frozen=True)
class Effect:
    """How far one fact moves the median: `amount` per year in the answer's currency, with its
    interval where enough records hold the fact.

    `records` are answering ones that state the fact or, where no source that answers asks it, those
    of `carried_from`. `factor` is what it multiplies pay by; `by_source` the amount in each source
    alone, were its effects in log pay counted at the answer's medians.
    """

    fact: str
    words: str
    amount: float
    low: float | None
    high: float | None
    factor: float
    records: int | None
    by_source: dict[str, float]
    carried_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation(Answer):
    """An estimate taken apart: `market_median` + the effects' amounts = `median`.

    Amounts are per year in the evidence's currency.
    """

    sentence: str
    understood: dict[str, str]
    year: int
    market_median: float
    median: float
    effects: tuple[Effect, ...]
    resembling: Resembling
    never_together: tuple[Apart, ...]
    evidence: Evidence
    rule: str
    notes: tuple[str, ...]

    def _lines(self) -> list[dict[str, Any]]:
        return [
            {
                "fact": effect.fact,
                "value": effect.words,
                "amount": effect.amount,
                "low": effect.low,
                "high": effect.high,
                "factor": effect.factor,
                "records": effect.records,
                "currency": self.evidence.currency,
                "reliability": self.evidence.reliability,
            }
            for effect in self.effects
        ]


def explanation(store: Store, model: PayModel, profile: Profile, options: Options) -> Explanation:
    """Take the estimate for a profile apart into the effects of its facts.

    Raises as `estimate`.
    """
    answer, parts = answered(store, model, profile, options)
    used = profile.used
    facts = _facts_by_question(used)
    shares = shapley(
        list(facts),
        _chains(used, facts),
        lambda coalitions: _medians(model, parts, facts, coalitions, options),
    )
    median = float(answer.figures["p50"].value or 0.0)
    start, end = (
        math.exp(float(ends[0])) * answer.units_per_usd for ends in (shares.empty, shares.whole)
    )
    effects = _effects(store, used, parts, facts, shares, (start, end))
    left = median - end
    if abs(left) > NOTHING_LEFT * median:
        effects.append(_of_records(left, median / end))
    return Explanation(
        sentence=answer.sentence,
        understood=answer.understood,
        year=answer.year,
        market_median=start,
        median=median,
        effects=tuple(effects),
        resembling=resembling(store, used),
        never_together=apart(store, used),
        evidence=answer.evidence,
        rule=f"{EFFECT_RULE}; interval: {EFFECT_INTERVAL_RULE}",
        notes=(*_notes(parts, shares, len(facts)), *answer.notes),
    )


def _facts_by_question(profile: Profile) -> dict[str, dict[str, Any]]:
    """Question → the record fields that it gave; the place, company and level say more at once."""
    found: dict[str, dict[str, Any]] = {}
    for question, name in QUESTIONS.items():
        field = dimension(name).field
        fields = [field, f"{field}_low", f"{field}_high"]
        if question == "level":
            fields.append("employer_level")
        given = {each: profile.facts[each] for each in fields if each in profile.facts}
        if given:
            found[question] = given
    return found


def _chains(profile: Profile, facts: dict[str, Any]) -> list[list[str]]:
    """Facts that say others: each of a chain joins after those before it."""
    own_level = "employer_level" in profile.facts
    chains = CHAINS if own_level else CHAINS[:1]
    return [[question for question in chain if question in facts] for chain in chains]


def _medians(
    model: PayModel,
    parts: list[Part],
    facts: dict[str, dict[str, Any]],
    coalitions: Sequence[Coalition],
    options: Options,
) -> Array:
    """Log medians for each coalition's facts: of the sources together, then of each source."""
    profiles = [
        Profile({field: value for q in coalition for field, value in facts[q].items()})
        for coalition in coalitions
    ]
    table = facts_table(profiles)
    legal = [
        None if options.lowest_bracket else lowest_legal_bracket(profile.country)
        for profile in profiles
    ]
    country = facts.get("country", {}).get("country")
    count = len(profiles)
    together = np.zeros((count, BINS))
    each = []
    series = [part.voice.series for part in parts for _ in profiles]
    years = np.repeat([part.moved.from_year for part in parts], count)
    repeated = {name: np.tile(column, len(parts)) for name, column in table.items()}
    reported = model.as_reported(repeated, series, years, len(series))
    for part, shares in zip(parts, reported.reshape(len(parts), count, -1), strict=True):
        shift = part.moved.log_shift + options.price_shift(country, part.moved.to_year)
        shift += part.anchor.log_shift if part.anchor else 0.0
        density = widened(_moved(_cut(shares, legal), shift), part.outside.log_sd)
        together += part.voice.weight * density
        each.append(density)
    return np.stack([_log_median(density) for density in (together, *each)], axis=1)


def _cut(cumulative: Array, legal: Sequence[float | None]) -> Array:
    """The shares (n, BINS + 1) of pay above each row's legal minimum, where it has one."""
    limits = [LOG_EDGES[0] if limit is None else math.log(limit) for limit in legal]
    place = (np.array(limits) - LOG_EDGES[0]) / STEP
    below = _at(cumulative, place[:, None])
    result: Array = np.clip((cumulative - below) / np.maximum(1 - below, NOTHING_LEFT), 0, 1)
    return result


def _moved(cumulative: Array, log_shift: float) -> Array:
    """Densities (n, BINS) of all pay multiplied by exp(`log_shift`)."""
    place = np.arange(BINS + 1) - log_shift / STEP
    shifted = _at(cumulative, np.broadcast_to(place, cumulative.shape))
    return np.clip(np.diff(shifted, axis=1), 0, None)


def _at(cumulative: Array, place: Array) -> Array:
    """Each row's shares at places among the edges, between which they run straight."""
    inside = np.clip(place, 0, BINS)
    below = np.minimum(inside.astype(np.int64), BINS - 1)
    low, high = (np.take_along_axis(cumulative, below + step, axis=1) for step in (0, 1))
    result: Array = low + (inside - below) * (high - low)
    return result


def _log_median(density: Array) -> Array:
    """The median of each row, log pay."""
    cumulative = np.cumsum(density, axis=1)
    rows = np.arange(len(density))
    place = np.minimum((cumulative < 0.5).sum(axis=1), BINS - 1)
    inside = density[rows, place]
    part = 1 - (cumulative[rows, place] - 0.5) / np.where(inside > 0, inside, 1.0)
    result: Array = LOG_EDGES[place] + STEP * np.clip(part, 0, 1)
    return result


def _effects(
    store: Store,
    profile: Profile,
    parts: list[Part],
    facts: dict[str, dict[str, Any]],
    shares: Shares,
    ends: tuple[float, float],
) -> list[Effect]:
    """Effects of the given facts, the largest first."""
    scale = _logarithmic_mean(*ends)
    behind = support(store, profile, parts)
    counts = behind.by_fact
    nothing = set.intersection(*(set(part.treatment.ignored) for part in parts))
    heavy = np.array([part.voice.weight >= FEWEST_WEIGHT for part in parts])
    found = []
    for question, values, errors in zip(facts, shares.values, shares.errors, strict=True):
        name = QUESTIONS[question]
        records = counts.get(name)
        effect = float(values[0])
        low, high = None, None
        if dimension(name).field not in nothing and (records or 0) >= PUBLIC.middle_records:
            wide = _median_error(parts, records or 1) + 1.96 * float(errors[0])
            low = scale * min([effect - wide, *values[1:][heavy]])
            high = scale * max([effect + wide, *values[1:][heavy]])
        found.append(
            Effect(
                fact=question,
                words=_words(question, facts[question]),
                amount=scale * effect,
                low=low,
                high=high,
                factor=math.exp(effect),
                records=records,
                carried_from=behind.carried[name].sources if name in behind.carried else (),
                by_source={
                    part.voice.series.split("/")[0]: scale * float(value)
                    for part, value in zip(parts, values[1:], strict=True)
                },
            )
        )
    return sorted(found, key=lambda each: -abs(each.amount))


def _words(question: str, facts: dict[str, Any]) -> str:
    """A fact in people's words; a company's own level by its own name."""
    if "employer_level" in facts:
        return str(facts["employer_level"])
    many = dimension(QUESTIONS[question]).many
    return describe(question, {name: (x,) if many else x for name, x in facts.items()})


def _of_records(left: float, factor: float) -> Effect:
    words = "what they themselves say"
    return Effect(RECORDS, words, left, None, None, factor, None, {})


def _logarithmic_mean(a: float, b: float) -> float:
    """(b - a) / (log b - log a): what one unit of log pay is worth between two amounts."""
    return a if math.isclose(a, b, rel_tol=1e-12) else (b - a) / math.log(b / a)


def _median_error(parts: list[Part], records: int) -> float:
    """Half the width, in log pay, of the 95 % interval of a median of so many records."""
    weighed = sum(part.voice.weight * part.distribution.density for part in parts)
    low, high = Distribution(records, np.asarray(weighed), {}).percentile_interval(0.5)
    return math.log(high / low) / 2


def _notes(parts: list[Part], shares: Shares, facts: int) -> list[str]:
    weights = ", ".join(f"{part.voice.source} {part.voice.weight:.0%}" for part in parts)
    notes = [
        f"the market's median is that of the sources that answer here, told none of the facts "
        f"({weights}); asked without a role and country, other sources may speak"
    ]
    if shares.errors.any():
        worst = float(shares.errors[:, 0].max())
        notes.append(
            f"of {facts} facts the effects are means over sampled orders; the largest standard "
            f"error is {worst:.1%} of pay, and the intervals hold it"
        )
    return notes
