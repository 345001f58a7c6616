"""How sure one can be that a pay lies below or above a percentile of the market.

Where the evidence holds, three errors of the percentile's log pay, taken as independent and
normal, are added: sampling (the binomial interval), the sources (the next one would say something
else), and what lies outside the data. By a chance that its grade tells, the evidence is of other
pay than was asked about; then it says nothing, and yes is as likely as no. So nothing is surer than
its evidence, and probabilities and intervals are of one distribution: an interval is its part where
the evidence holds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from paylens.market.distribution import Distribution
from paylens.report.parts import Part
from paylens.report.wording import percent

# Standard deviation between the log medians of two sources of one role, country and kind of pay,
# inside the US and elsewhere: benchmarks/source_spread.py.
SOURCES_LOG_SD = {"base": (0.17, 0.29), "total": (0.27, 0.65)}
US = "US"
# The surest that may be said of an answer, by the grade of its evidence.
MOST_CERTAIN = {"strong": 0.95, "good": 0.90, "fair": 0.80, "weak": 0.65}
LIKELY = 0.75
INTERVAL_LEVEL = 0.95
WITH_ALL_ERRORS = "95 % interval with all errors"
CARRIED_OVER = "carried over"
# Where a percentile's interval reaches down to nothing, its log error has no bound; this is wide.
UNBOUNDED_LOG_SD = 1.0
RULE = (
    "sampling, the distance that sources of the same role are measured to lie apart and what lies "
    "outside the data are added as normal errors of log pay, which gives the interval where the "
    "evidence holds; that it does not, and says nothing, is a chance by its grade: "
    + ", ".join(f"{grade} {percent(2 * (1 - share))}" for grade, share in MOST_CERTAIN.items())
    + "; so no probability is beyond half of that from certain"
)


@dataclass(frozen=True)
class Certainty:
    """Errors of a percentile, as standard deviations of log pay, and the evidence's grade."""

    sampling_log_sd: float
    sources_log_sd: float
    outside_log_sd: float
    grade: str

    @property
    def log_sd(self) -> float:
        """All three together."""
        return math.hypot(self.sampling_log_sd, self.sources_log_sd, self.outside_log_sd)

    @property
    def most(self) -> float:
        """The surest that may be said."""
        return MOST_CERTAIN[self.grade]

    def above(self, percentile: float, pay: float) -> float:
        """The probability that the market's percentile lies above a pay."""
        return self.borne(self.above_if_it_holds(percentile, pay))

    def above_if_it_holds(self, percentile: float, pay: float) -> float:
        """As `above`, if the evidence holds; a percentile of nothing is above no pay."""
        if percentile <= 0:
            return 0.0
        if pay <= 0:
            return 1.0
        return NormalDist().cdf(math.log(percentile / pay) / max(self.log_sd, 1e-9))

    @property
    def holds(self) -> float:
        """The probability that the evidence is of the pay that was asked about."""
        return 2 * self.most - 1

    def borne(self, probability: float) -> float:
        """The probability of a yes, from the one if the evidence holds."""
        return self.holds * probability + (1 - self.holds) / 2

    def interval(self, percentile: float) -> tuple[float, float]:
        """The 95 % interval of a percentile with all three errors, if the evidence holds."""
        width = NormalDist().inv_cdf(0.5 + INTERVAL_LEVEL / 2) * self.log_sd
        return percentile * math.exp(-width), percentile * math.exp(width)


def certainty_of(
    parts: Sequence[Part], together: Distribution, pay: str, country: str | None, grade: str
) -> Certainty:
    """How sure the median of an answer is; `together` is the mixture of its `parts`."""
    return Certainty(
        sampling_log_sd(together, 0.5),
        sources_log_sd(parts, pay, country),
        parts[0].outside.log_sd,
        grade,
    )


def sampling_log_sd(distribution: Distribution, share: float) -> float:
    """A percentile's sampling error in log pay, from its interval."""
    low, high = distribution.percentile_interval(share)
    if low <= 0:
        return UNBOUNDED_LOG_SD
    return math.log(high / low) / (2 * NormalDist().inv_cdf(0.5 + INTERVAL_LEVEL / 2))


def sources_log_sd(parts: Sequence[Part], pay: str, country: str | None) -> float:
    """The error of the mean of the sources that answer, by their weights.

    Sources are a few of those that there could be. How far such sources lie apart is measured; that
    counts as one pair of sources, together with those that answer (by Kish's effective number:
    Survey Sampling, 1965, 11.7), and never less than measured. Sources without records of the role
    and country speak with one voice: the model's.
    """
    weights: dict[str, float] = defaultdict(float)
    logs: dict[str, float] = defaultdict(float)
    for part in parts:
        name = part.voice.source if part.voice.cells else CARRIED_OVER
        weights[name] += part.voice.weight
        median = max(part.distribution.percentile(0.5), 1.0)
        logs[name] += part.voice.weight * math.log(median)
    medians = [logs[source] / weights[source] for source in weights]
    each = [weight / sum(weights.values()) for weight in weights.values()]
    lumped = sum(weight**2 for weight in each)
    measured = measured_log_sd(pay, country) ** 2
    pairs = 1 / lumped - 1
    apart = (measured + pairs * _variance(medians, each)) / (1 + pairs)
    return math.sqrt(max(apart, measured) * lumped)


def measured_log_sd(pay: str, country: str | None) -> float:
    """How far sources lie apart, as measured; components of pay as total pay, for want of more."""
    inside, elsewhere = SOURCES_LOG_SD.get(pay, SOURCES_LOG_SD["total"])
    return inside if country == US else elsewhere


def _variance(values: Sequence[float], weights: Sequence[float]) -> float:
    """The variance between weighted values, without bias for weights that sum to 1."""
    mean = sum(w * value for w, value in zip(weights, values, strict=True))
    about = sum(w * (value - mean) ** 2 for w, value in zip(weights, values, strict=True))
    left = 1 - sum(w**2 for w in weights)
    return about / left if left > 1e-9 else 0.0
