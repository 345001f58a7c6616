"""A claim about pay: what it says, of whom, and what it leaves to be assumed."""

from __future__ import annotations

from dataclasses import dataclass, field

AMOUNT, RANGE, AT_LEAST, AT_MOST = "amount", "range", "at_least", "at_most"
SHARE, GROWTH = "share", "growth"
COMPARISON, ALWAYS = "comparison", "always"
CONSISTENT, VARIES, INCREASES = "consistent", "varies", "increases"
TREND, DEMAND = "trend", "demand"
WITH_AMOUNTS = (AMOUNT, RANGE, AT_LEAST, AT_MOST, SHARE, GROWTH)
MORE, LESS, SAME, UP, DOWN = "more", "less", "same", "up", "down"


@dataclass(frozen=True)
class About:
    """What a claim is about, as it states it; `assumed` says what stands in for the unstated.

    `facts` are values by dimension; `versus` those of the other side of a comparison, empty where
    it is everyone else; `dimension` the one that pay varies by, or not. `statistic` is mean,
    median or a percentile (p90); `period` and `currency` are those of the printed amounts.
    """

    facts: dict[str, str] = field(default_factory=dict)
    versus: dict[str, str] | None = None
    dimension: str | None = None
    statistic: str | None = None
    pay: str | None = None
    currency: str | None = None
    period: str | None = None
    year: int | None = None
    assumed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Claim:
    """One claim; `amounts` are as printed (one, or two ends), `percent` a difference or a share.

    `denied`: the text says that it does not hold. `hedged`: it says "may" or "can".
    `block` and `row` say where it stands in the document; `row` counts a grid's rows.
    """

    text: str
    kind: str
    about: About
    amounts: tuple[float, ...] = ()
    direction: str | None = None
    percent: float | None = None
    denied: bool = False
    hedged: bool = False
    block: int = 0
    row: int | None = None


@dataclass(frozen=True)
class Unread:
    """A sentence or cell about pay that could not be read as a claim, and why."""

    text: str
    reason: str
    block: int = 0
