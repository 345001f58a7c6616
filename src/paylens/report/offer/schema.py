"""What an offer promises: amounts per year in one currency, shares of one, months."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

# Offers are valued for so many years; what comes later is told, not counted.
YEARS = 4
MONTHS_PER_YEAR = 12
SHARES, OPTIONS = "shares", "options"
PUBLIC, PRIVATE = "public", "private"


@dataclass(frozen=True)
class Bonus:
    """A target per year, the odds that there is one, and what share of the target is paid then.

    `share_of_base` is how the target was told, None where it was told as an amount.
    """

    target_per_year: float
    odds: float
    payout: float
    share_of_base: float | None = None

    @property
    def expected_share(self) -> float:
        """The share of the target that is paid on average."""
        return self.odds * self.payout

    @property
    def expected_per_year(self) -> float:
        """What is paid on average, as told."""
        return self.target_per_year * self.expected_share


@dataclass(frozen=True)
class Grant:
    """Shares or options given at the start of a month (0: the first day).

    `units` are fixed, or where a grant is of a value, the value at the price of its own start.
    `vesting` holds (month after the grant, share of the grant), the shares summing to 1.
    """

    label: str
    units: float
    by_value: bool
    start_month: int
    vesting: tuple[tuple[int, float], ...]
    odds: float = 1.0

    @property
    def years(self) -> float:
        """Years over which it vests."""
        return self.vesting[-1][0] / MONTHS_PER_YEAR


@dataclass(frozen=True)
class Equity:
    """Grants at one employer; `price` is today's per share, `strike` an option's.

    `discount` is what the reader takes off a price at which nobody can sell, None for a public
    company; `growth_per_year` is the reader's assumption.
    """

    kind: str
    price: float
    strike: float
    growth_per_year: float
    discount: float | None
    grants: tuple[Grant, ...]

    @property
    def kept(self) -> float:
        """The share of the value that counts after the discount."""
        return 1 - (self.discount or 0.0)

    @property
    def initial(self) -> Grant:
        """The grant that the offer starts with."""
        return self.grants[0]


@dataclass(frozen=True)
class SignOn:
    """Cash paid once in each of the first years; to be given back by who leaves within months."""

    amounts: tuple[float, ...]
    clawback_months: int


@dataclass(frozen=True)
class PricedBenefit:
    """Something that the reader has put a price on, per year."""

    name: str
    per_year: float


@dataclass(frozen=True)
class Offer:
    """An offer; all money in `currency`. `facts` are the questions of a profile, in words.

    `notes` say what was turned into what while it was read.
    """

    name: str
    currency: str
    facts: dict[str, Any]
    hours_per_week: float
    weeks_per_year: float
    base_per_year: float
    raise_per_year: float
    hourly: bool
    bonus: Bonus | None = None
    equity: Equity | None = None
    sign_on: SignOn | None = None
    benefits: tuple[PricedBenefit, ...] = ()
    notes: tuple[str, ...] = field(default_factory=tuple)

    def converted(self, units: float, currency: str) -> Offer:
        """The same in another currency, of which so many units are one of this."""
        if currency == self.currency:
            return self
        bonus, equity, sign_on = self.bonus, self.equity, self.sign_on
        if bonus:
            bonus = replace(bonus, target_per_year=bonus.target_per_year * units)
        if equity:
            equity = converted_equity(equity, units)
        if sign_on:
            sign_on = replace(sign_on, amounts=tuple(each * units for each in sign_on.amounts))
        return replace(
            self,
            currency=currency,
            base_per_year=self.base_per_year * units,
            bonus=bonus,
            equity=equity,
            sign_on=sign_on,
            benefits=tuple(replace(b, per_year=b.per_year * units) for b in self.benefits),
        )


def converted_equity(equity: Equity, units: float) -> Equity:
    """Prices, and grants that are told by their value, in another currency."""
    return replace(
        equity,
        price=equity.price * units,
        strike=equity.strike * units,
        grants=tuple(
            replace(grant, units=grant.units * units) if grant.by_value else grant
            for grant in equity.grants
        ),
    )
