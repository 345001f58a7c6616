"""Whether a published figure holds, by one rule, against each source apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from paylens.market.evidence import Figure

AGREES_WITHIN = 0.10
# Fewer have so wide an interval that almost any figure would agree with it.
FEWEST_RECORDS = 30
# Weak evidence: an interval that reaches further from its figure than this share of it holds almost
# any claim. It can tell that a claim lies outside it, not that one inside it is right.
WIDEST_INTERVAL = 0.40
# Of a figure near zero, such as a year's growth, a percentage says nothing: dollars do.
MOST_PERCENT = 300
AGREES, TOO_LOW, TOO_HIGH = "agrees", "too low", "too high"
CANNOT_TELL = "cannot tell"
DISAGREE, NOT_ENOUGH = "sources disagree", "not enough data"
VERDICTS = (AGREES, TOO_LOW, TOO_HIGH, DISAGREE, NOT_ENOUGH)
RULE = (
    "agrees: within 10 % of a figure of at least one source or inside its 95 % interval; too low, "
    "too high: outside all of them on the same side; else the sources disagree. Only sources with "
    f"at least {FEWEST_RECORDS} records judge, and none whose interval holds the claim while "
    f"reaching more than {100 * WIDEST_INTERVAL:.0f} % from its figure; where the first population "
    "has none, the wider one decides. How many of the sources agree is said with each verdict"
)


@dataclass(frozen=True)
class Held:
    """What one source holds of a claimed statistic, in one population (`block`).

    `records` are those that the figure rests on, None where even their number is suppressed.
    """

    block: str
    source: str
    pay: str
    basis: str
    figure: Figure
    records: int | None


@dataclass(frozen=True)
class Comparison:
    """The claim against one source: how far it lies above the source's figure, or below (minus)."""

    held: Held
    finding: str
    off_usd_per_year: float
    off_percent: float | None


@dataclass(frozen=True)
class Judgement:
    """A verdict with its reasons; `decided_by` is the population that decided, None where none."""

    verdict: str
    decided_by: str | None
    reason: str
    comparisons: tuple[Comparison, ...]


def finding(claimed: float | tuple[float, float], figure: Figure) -> str:
    """What one source's figure says of a claimed amount, or of two ends; CANNOT_TELL where its
    interval is too wide for a claim inside it to be judged."""
    assert figure.value is not None
    amount = nearest_claimed(claimed, figure.value)
    if abs(amount - figure.value) <= AGREES_WITHIN * abs(figure.value):
        return AGREES
    if figure.low is not None and figure.high is not None and figure.low <= amount <= figure.high:
        return CANNOT_TELL if _is_wide(figure) else AGREES
    return TOO_LOW if amount < figure.value else TOO_HIGH


def nearest_claimed(claimed: float | tuple[float, float], value: float) -> float:
    """The claimed amount; of all between two ends, the one nearest to a value."""
    low, high = claimed if isinstance(claimed, tuple) else (claimed, claimed)
    return min(max(value, low), high)


def judge(
    amount: float | tuple[float, float], held: Sequence[Held], nearest: str = ""
) -> Judgement:
    """Judge a claimed amount, or two ends, by the first population in which any source qualifies.

    A source qualifies with a figure that rests on at least `FEWEST_RECORDS` records and can tell
    by RULE. `held` is in order of preference of the populations. With `nearest`, what is held is of
    something else than what was claimed, and decides nothing.
    """
    if nearest:
        reason = f"no source has it; the nearest at hand, not the same: {nearest}"
        return Judgement(NOT_ENOUGH, None, reason, ())
    qualifying = [one for one in held if _qualifies(amount, one)]
    if not qualifying:
        return Judgement(NOT_ENOUGH, None, _why_none(held), ())
    block = qualifying[0].block
    compared = tuple(_compare(amount, one) for one in qualifying if one.block == block)
    verdict = _together({comparison.finding for comparison in compared})
    reason = "; ".join(map(_in_words, compared))
    if len(compared) > 1:
        agreeing = sum(comparison.finding == AGREES for comparison in compared)
        reason = f"{agreeing} of {len(compared)} sources agree: {reason}"
    return Judgement(verdict, block, reason, compared)


def _qualifies(amount: float | tuple[float, float], held: Held) -> bool:
    return _has_records(held) and finding(amount, held.figure) != CANNOT_TELL


def _has_records(held: Held) -> bool:
    return held.figure.value is not None and (held.records or 0) >= FEWEST_RECORDS


def _is_wide(figure: Figure) -> bool:
    assert figure.value is not None and figure.low is not None and figure.high is not None
    reach = max(figure.high - figure.value, figure.value - figure.low)
    return reach > WIDEST_INTERVAL * abs(figure.value)


def _together(findings: set[str]) -> str:
    if AGREES in findings:
        return AGREES
    return findings.pop() if len(findings) == 1 else DISAGREE


def _compare(claimed: float | tuple[float, float], held: Held) -> Comparison:
    value = held.figure.value
    assert value is not None
    amount = nearest_claimed(claimed, value)
    percent = 100 * (amount - value) / abs(value) if value else None
    return Comparison(held, finding(amount, held.figure), amount - value, percent)


def _in_words(comparison: Comparison) -> str:
    held, off = comparison.held, comparison.off_usd_per_year
    if off == 0:
        return f"{held.source} lies within: ${held.figure.value:,.0f} ({held.pay} pay)"
    far = f"${abs(off):,.0f}"
    if comparison.off_percent is not None and abs(comparison.off_percent) <= MOST_PERCENT:
        percent = abs(comparison.off_percent)
        far = f"{percent:.1f} %" if abs(percent - 100 * AGREES_WITHIN) < 1 else f"{percent:.0f} %"
    side = "above" if off > 0 else "below"
    return f"{far} {side} {held.source}: ${held.figure.value:,.0f} ({held.pay} pay)"


def _why_none(held: Sequence[Held]) -> str:
    too_few = f"fewer than {FEWEST_RECORDS} records, too few to judge by"
    too_wide = "its interval holds the claim and is too wide to judge by"
    reasons = dict.fromkeys(
        f"{one.source}, {one.block}: "
        f"{one.figure.suppressed or (too_wide if _has_records(one) else too_few)}"
        for one in held
    )
    return "; ".join(reasons) or "no source has it"
