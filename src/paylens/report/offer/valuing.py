"""What an offer is worth, year by year, under the reader's own assumptions.

Money of a later year counts as much as today's, and no tax is taken off. Shares are worth their
price on the day they vest: today's price, grown at the assumed rate. An option is worth what the
price then exceeds the strike by, not what a longer wait may add.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from paylens.report.offer.schema import MONTHS_PER_YEAR, OPTIONS, YEARS, Equity, Grant, Offer


@dataclass(frozen=True)
class YearValue:
    """One year of an offer, in the offer's currency; `bonus` and `equity` are expected values."""

    year: int
    base: float
    bonus: float
    equity: float
    sign_on: float
    benefits: float

    @property
    def total(self) -> float:
        """All of it."""
        return self.base + self.bonus + self.equity + self.sign_on + self.benefits

    @property
    def certain(self) -> float:
        """What depends on no bonus and no share price."""
        return self.base + self.sign_on + self.benefits


def years_of(offer: Offer, count: int = YEARS) -> tuple[YearValue, ...]:
    """The first years of an offer."""
    found = []
    for year in range(1, count + 1):
        raised = (1 + offer.raise_per_year) ** (year - 1)
        signed = offer.sign_on.amounts if offer.sign_on else ()
        found.append(
            YearValue(
                year=year,
                base=offer.base_per_year * raised,
                bonus=offer.bonus.expected_per_year * raised if offer.bonus else 0.0,
                equity=equity_of_year(offer.equity, year) if offer.equity else 0.0,
                sign_on=signed[year - 1] if year <= len(signed) else 0.0,
                benefits=sum(benefit.per_year for benefit in offer.benefits),
            )
        )
    return tuple(found)


def total_of(offer: Offer, count: int = YEARS) -> float:
    """All years together."""
    return sum(year.total for year in years_of(offer, count))


def equity_of_year(equity: Equity, year: int) -> float:
    """The value of what vests in a year, after the discount."""
    first, last = (year - 1) * MONTHS_PER_YEAR, year * MONTHS_PER_YEAR
    return sum(
        _worth(equity, grant, grant.start_month + month) * share * grant.odds
        for grant in equity.grants
        for month, share in grant.vesting
        if first < grant.start_month + month <= last
    )


def price_at(equity: Equity, month: int) -> float:
    """The assumed price of a share after so many months."""
    return float(equity.price * (1 + equity.growth_per_year) ** (month / MONTHS_PER_YEAR))


def _worth(equity: Equity, grant: Grant, month: int) -> float:
    """A whole grant at the price of a month."""
    price = price_at(equity, month)
    units = grant.units
    if grant.by_value:
        start = price_at(equity, grant.start_month)
        units = grant.units / start if start > 0 else 0.0
    gain = max(price - equity.strike, 0.0) if equity.kind == OPTIONS else price
    return units * gain * equity.kept


def equity_today_per_year(equity: Equity) -> float:
    """The first grant at today's price over the years that it vests: how such pay is reported."""
    still = replace(equity, growth_per_year=0.0)
    return _worth(still, still.initial, 0) / still.initial.years


def with_growth(offer: Offer, growth_per_year: float) -> Offer:
    """The offer with another growth of the share price."""
    assert offer.equity is not None
    return replace(offer, equity=replace(offer.equity, growth_per_year=growth_per_year))


def with_payout(offer: Offer, expected_share: float) -> Offer:
    """The offer with another share of the target bonus paid on average."""
    assert offer.bonus is not None
    return replace(offer, bonus=replace(offer.bonus, odds=1.0, payout=expected_share))


def with_more_base(offer: Offer, more_per_year: float) -> Offer:
    """The offer with so much more base pay; a bonus that was told as a share of it follows."""
    base = offer.base_per_year + more_per_year
    bonus = offer.bonus
    if bonus and bonus.share_of_base is not None:
        bonus = replace(bonus, target_per_year=base * bonus.share_of_base)
    return replace(offer, base_per_year=base, bonus=bonus)


def with_more_granted(offer: Offer, units: float) -> Offer:
    """The offer with so many more units (or so much more value) in its first grant."""
    assert offer.equity is not None
    first, *later = offer.equity.grants
    grants = (replace(first, units=first.units + units), *later)
    return replace(offer, equity=replace(offer.equity, grants=grants))


def kept_if_left(offer: Offer, months: int) -> float:
    """What is kept of shares and sign-on by who leaves after so many months."""
    signed = 0.0
    if offer.sign_on and months >= offer.sign_on.clawback_months:
        paid = offer.sign_on.amounts[: -(-months // MONTHS_PER_YEAR)]
        signed = sum(paid)
    if offer.equity is None:
        return signed
    equity = offer.equity
    return signed + sum(
        _worth(equity, grant, grant.start_month + month) * share * grant.odds
        for grant in equity.grants
        for month, share in grant.vesting
        if grant.start_month + month <= months
    )
