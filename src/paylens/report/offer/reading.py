"""An offer out of TOML or JSON: every key understood, or refused with what is allowed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from paylens.errors import InvalidValue, QuestionError, UnknownCurrency
from paylens.report.offer.conventions import discount_sources
from paylens.report.offer.fields import OFFER
from paylens.report.offer.schema import (
    MONTHS_PER_YEAR,
    OPTIONS,
    PUBLIC,
    SHARES,
    Bonus,
    Equity,
    Grant,
    Offer,
    PricedBenefit,
    SignOn,
    converted_equity,
)
from paylens.report.offer.told import HIGHEST, Told
from paylens.report.offer.vesting import vesting
from paylens.report.profile import QUESTIONS

MOST_OFFERS = 6
LONGEST_TEXT = 65_536
FULL_TIME_HOURS = 40.0
WEEKS_PER_YEAR = 52.0
MOST_YEARS = 10
EVEN = [25.0, 25.0, 25.0, 25.0]
SUM_TOLERANCE = 0.01
MOST_PER_HOUR = 10_000
LONGEST_FACT, LARGEST_FACT, MOST_SKILLS = 200, 1e9, 50


def example() -> str:
    """The commented example, as TOML."""
    return (files("paylens.report.offer") / "example.toml").read_text("utf-8")


def offers_of(told: Sequence[str | Mapping[str, Any]]) -> tuple[Offer, ...]:
    """Offers out of TOML texts or tables of the same keys, names made distinct.

    Raises
    ------
    QuestionError
        None, too many, or what is no TOML; what is wrong in one is said by its key.
    """
    if not 1 <= len(told) <= MOST_OFFERS:
        raise QuestionError(f"give 1 to {MOST_OFFERS} offers; `offer` shows one to start from.")
    found: list[Offer] = []
    for place, each in enumerate(told, start=1):
        offer = offer_of(_parsed(each, place), f"offer {place}")
        if offer.name in {other.name for other in found}:
            raise InvalidValue(
                f"offer {place}: name", offer.name, "a name of its own for each offer"
            )
        found.append(offer)
    return tuple(found)


def _parsed(told: str | Mapping[str, Any], place: int) -> Mapping[str, Any]:
    if isinstance(told, Mapping):
        return told
    if not isinstance(told, str):
        raise InvalidValue(f"offer {place}", type(told).__name__, "TOML, or a table of its keys")
    if len(told) > LONGEST_TEXT:
        allowed = f"a text of up to {LONGEST_TEXT:,} characters"
        raise InvalidValue(f"offer {place}", f"{len(told):,} characters", allowed)
    try:
        return tomllib.loads(told)
    except tomllib.TOMLDecodeError as error:
        raise QuestionError(
            f"offer {place} is no TOML: {error}. Texts stand in quotes, amounts are plain numbers "
            "(190000); `offer` shows one to start from."
        ) from None


def offer_of(values: Mapping[str, Any], default_name: str) -> Offer:
    """One offer; raises as `offers_of`."""
    top = Told(default_name, values, OFFER)
    name = top.text("name", default_name.capitalize())
    top.path = name
    currency = _currency(top, "USD")
    top.currency = currency
    hours = top.number(
        "hours_per_week", 1, 100, "hours from 1 to 100", FULL_TIME_HOURS, above=False
    )
    notes = top.notes
    facts = _facts(top.table("profile"), name)
    base, weeks, hourly, raised = _base(top.table("base"), name, hours)
    bonus = _bonus(top.table("bonus"), base)
    equity = _equity(top.table("equity"), currency)
    sign_on = _sign_on(top.table("sign_on"))
    benefits = tuple(map(_benefit, top.tables("benefits")))
    if "hours_per_week" not in values:
        notes.append(f"no hours told: {FULL_TIME_HOURS:g} a week are taken")
    return Offer(
        name=name,
        currency=currency,
        facts=facts,
        hours_per_week=hours,
        weeks_per_year=weeks,
        base_per_year=base,
        raise_per_year=raised,
        hourly=hourly,
        bonus=bonus,
        equity=equity,
        sign_on=sign_on,
        benefits=benefits,
        notes=tuple(notes),
    )


def _currency(told: Told, default: str) -> str:
    from paylens.harmonise.exchange import latest_usd_per_unit

    value = told.take("currency", default)
    if not isinstance(value, str) or len(value.strip()) != 3:
        allowed = "one code of three letters, such as USD or EUR; an offer has one currency"
        raise InvalidValue(told.name("currency"), value, allowed)
    code = value.strip().upper()
    try:
        if code != "USD":
            latest_usd_per_unit(code)
    except UnknownCurrency as error:
        raise InvalidValue(told.name("currency"), value, f"one that has a rate: {error}") from None
    return code


def _facts(told: Told | None, name: str) -> dict[str, Any]:
    if told is None or "role" not in told:
        raise InvalidValue(
            f"{name}.profile.role", "not told", 'a role, such as role = "ML engineer", in [profile]'
        )
    facts = {question: told.take(question) for question in QUESTIONS}
    for question, value in facts.items():
        if not _is_fact(value):
            allowed = "a short text, a number, true or false; of skills a list of texts"
            raise InvalidValue(told.name(question), value, allowed)
    return {question: value for question, value in facts.items() if value is not None}


def _is_fact(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= MOST_SKILLS and all(_is_text(each) for each in value)
    if isinstance(value, (int, float)):
        return value != value or abs(value) <= LARGEST_FACT
    return value is None or _is_text(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_FACT


def _base(told: Told | None, name: str, hours: float) -> tuple[float, float, bool, float]:
    """Base pay per year, the weeks that are paid, whether by the hour, and the raise."""
    forms = [form for form in ("per_year", "per_month", "per_hour") if told and form in told]
    if told is None or len(forms) != 1:
        given = "not told" if not forms else " and ".join(forms)
        raise InvalidValue(f"{name}.base", given, "one of per_year, per_month, per_hour")
    raised = told.growth("raise_percent_per_year")
    (form,) = forms
    pay = told.pay(form, form.removeprefix("per_"))
    if pay.period == "hour":
        return *_by_the_hour(told, form, pay.amount, hours), raised
    if pay.period == "month":
        months = told.number("months", 1, 18, "months a year from 1 to 18", 12.0)
        told.notes.append(f"base pay is {months:g} months a year")
        return pay.amount * months, WEEKS_PER_YEAR, False, raised
    return pay.per_year, WEEKS_PER_YEAR, False, raised


def _by_the_hour(told: Told, form: str, rate: float, hours: float) -> tuple[float, float, bool]:
    if not 1 <= rate <= MOST_PER_HOUR:
        allowed = f"an amount of 1 to {MOST_PER_HOUR:,} {told.currency} per hour"
        raise InvalidValue(told.name(form), told.take(form), allowed)
    weeks = told.number("weeks_per_year", 1, 52, "weeks from 1 to 52", WEEKS_PER_YEAR)
    unpaid = (
        "" if "weeks_per_year" in told else "; no weeks told, so none unpaid: tell weeks_per_year"
    )
    told.notes.append(
        f"by the hour: {hours:g} hours in {weeks:g} weeks a year make the base pay{unpaid}. A "
        "contractor pays for holidays, sickness and insurance that an employee is given: the "
        "market's figures are of employees' base pay"
    )
    return rate * hours * weeks, weeks, True


def _bonus(told: Told | None, base: float) -> Bonus | None:
    if told is None:
        return None
    if ("target" in told) == ("target_percent" in told):
        given = "both" if "target" in told else "not told"
        raise InvalidValue(
            told.path, given, "one of target_percent (of base) and target (per year)"
        )
    share = None
    if "target" in told:
        target = told.money("target", per="year")
    else:
        advice = (
            " of the base pay. A bonus above the base pay is told as an amount: target = 200000"
        )
        share = told.share("target_percent", advice=advice)
        target = base * share
    odds, payout = told.share("odds_percent", 100.0), _payout(told)
    return Bonus(target, odds, payout, share)


def _payout(told: Told) -> float:
    allowed = "a number from 0 to 300, in per cent of the target"
    return told.number("payout_percent", 0, 300, allowed, 100.0) / 100


def _equity(told: Told | None, currency: str) -> Equity | None:
    if told is None:
        return None
    own = _currency(told, currency)
    told.currency = own
    kind = told.text("kind", SHARES)
    discount = _discount(told, told.text("company", PUBLIC))
    by_value = _by_value(told, kind)
    units = _units(told, "value" if by_value else "shares")
    refreshers = told.tables("refreshers")
    needs_price = not by_value or any("shares" in each for each in refreshers)
    price = told.money("price", above=True) if needs_price or "price" in told else 1.0
    strike = told.money("strike") if kind == OPTIONS else 0.0
    if kind == SHARES and "strike" in told:
        raise InvalidValue(told.name("strike"), told.take("strike"), 'none for kind = "shares"')
    first = Grant("grant", units, by_value, 0, _vesting(told, cliff=MONTHS_PER_YEAR))
    growth = told.growth("growth_percent_per_year")
    later = [_refresher(each, kind) for each in refreshers]
    equity = Equity(kind, price, strike, growth, discount, (first, *later))
    return equity if own == currency else _in_offer_currency(equity, (own, currency), told.notes)


def _in_offer_currency(equity: Equity, pair: tuple[str, str], notes: list[str]) -> Equity:
    from paylens.report.estimate import units_per_usd

    (own, own_day), (wanted, day) = (units_per_usd(code) for code in pair)
    notes.append(
        f"shares are priced in {pair[0]} and turned into {pair[1]} at {wanted / own:.4f} "
        f"(European Central Bank, {own_day or day}); a later rate moves them as much as the price"
    )
    return converted_equity(equity, wanted / own)


def _discount(told: Told, company: str) -> float | None:
    if company == PUBLIC:
        if "discount_percent" in told:
            allowed = 'none for company = "public", whose shares can be sold at their price'
            raise InvalidValue(
                told.name("discount_percent"), told.take("discount_percent"), allowed
            )
        return None
    sources = "; ".join(f"{each.says} ({each.name}, {each.url})" for each in discount_sources())
    return told.share(
        "discount_percent",
        advice=(
            " off a price at which nobody can sell. Yours to choose, paylens takes none for you. "
            f"What others found: {sources}"
        ),
    )


def _by_value(told: Told, kind: str) -> bool:
    if ("shares" in told) == ("value" in told):
        given = "both" if "shares" in told else "not told"
        allowed = "one of shares and value; leave [equity] out where there is none"
        raise InvalidValue(f"{told.path}.shares or value", given, allowed)
    if "value" in told and kind == OPTIONS:
        allowed = "their number, as shares = 10000, with price and strike"
        raise InvalidValue(told.name("value"), "options by value", allowed)
    return "value" in told


def _units(told: Told, key: str) -> float:
    if key == "value":
        return told.money(key, above=True)
    allowed = "a number of shares above 0; leave the table out where there is none"
    return told.number(key, 0, HIGHEST, allowed, above=True)


def _vesting(told: Told, cliff: int) -> tuple[tuple[int, float], ...]:
    key = "vesting_percent"
    percent = told.numbers(key, MOST_YEARS, EVEN)
    if abs(sum(percent) - 100) > SUM_TOLERANCE:
        allowed = f"parts that sum to 100; these sum to {sum(percent):g}"
        raise InvalidValue(told.name(key), [f"{each:g}" for each in percent], allowed)
    last = len(percent) * MONTHS_PER_YEAR
    every = told.whole("vests_every_months", told.choices("vests_every_months"), 3)
    months = told.whole("cliff_months", range(last + 1), min(cliff, last))
    return vesting(percent, every, months)


def _refresher(told: Told, kind: str) -> Grant:
    year = told.whole("year", range(1, MOST_YEARS + 1), 2)
    by_value = _by_value(told, kind)
    units = _units(told, "value" if by_value else "shares")
    odds = told.share("odds_percent", 100.0)
    schedule = _vesting(told, cliff=0)
    start = (year - 1) * MONTHS_PER_YEAR
    return Grant(f"refresher of year {year}", units, by_value, start, schedule, odds)


def _sign_on(told: Told | None) -> SignOn | None:
    if told is None:
        return None
    amounts = told.numbers("amounts", MOST_YEARS)
    months = told.whole("clawback_months", range(61), 0)
    return SignOn(tuple(amounts), months)


def _benefit(told: Told) -> PricedBenefit:
    found = PricedBenefit(told.text("name", "benefit"), told.money("per_year", per="year"))
    return found
