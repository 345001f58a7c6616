"""Whose pay answers a claim of amounts, and what of it the claim is held against."""

from __future__ import annotations

import math
from dataclasses import dataclass

from paylens.errors import QuestionError, UnknownCurrency
from paylens.harmonise.dimension import dimension
from paylens.harmonise.exchange import latest_usd_per_unit, mean_usd_per_unit
from paylens.harmonise.periods import per_year
from paylens.market.scope import ML_AND_DATA
from paylens.market.store import Store
from paylens.report.claims.claim import AT_LEAST, AT_MOST, RANGE, Claim
from paylens.report.claims.words import rules
from paylens.report.cohorts import Population

WIDE = "ML and data roles"
START = "under 1 year"
PLACES = ("city", "metro")
FIGURES = {"mean": "mean", "median": "p50"}


@dataclass(frozen=True)
class Asked:
    """Whose pay answers a claim: populations in order of preference, dimensions in order of
    preference with their values, and the country that narrows a city."""

    populations: tuple[Population, ...]
    values: dict[str, str]
    country: str | None = None
    nearest: str = ""


def usd_per_year(claim: Claim) -> tuple[float, ...]:
    """The claim's amounts in USD per year, at the rate of its year, else the newest.

    Raises
    ------
    UnknownCurrency
        No rate for its currency.
    """
    about = claim.about
    currency = about.currency or "USD"
    rate = 1.0
    if currency != "USD":
        try:
            year = about.year
            rate = mean_usd_per_unit(currency, year) if year else latest_usd_per_unit(currency)[0]
        except UnknownCurrency:
            rate = latest_usd_per_unit(currency)[0]
    return tuple(amount * rate * per_year()[about.period or "year"] for amount in claim.amounts)


def span_of(claim: Claim, usd: tuple[float, ...]) -> float | tuple[float, float]:
    """The amounts that a claim allows: one, or all between two ends."""
    if claim.kind == RANGE:
        return usd[0], usd[-1]
    if claim.kind == AT_LEAST:
        return usd[0], math.inf
    if claim.kind == AT_MOST and claim.about.statistic:
        return 0.0, usd[0]
    return usd[0]


def figure_name(claim: Claim) -> str:
    """The figure that a claim is held against; "up to" without a statistic is read as p90."""
    stated = claim.about.statistic
    if stated is None:
        return "p90" if claim.kind == AT_MOST else "p50"
    return FIGURES.get(stated, stated)


def asked_of(claim: Claim, store: Store) -> Asked | str | None:
    """Whose pay answers; why nobody's does; or None where only the model knows all the facts."""
    about = claim.about
    facts = dict(about.facts)
    told_role = facts.pop("role", None)
    role = told_role or about.assumed.get("role") or None
    told_country = facts.pop("country", None)
    country = told_country or about.assumed.get("country")
    for name in ("role", "country"):
        value = told_role if name == "role" else told_country
        if value and value not in dimension(name).values:
            return f"no source knows the {dimension(name).label.lower()} {value!r}"
    if not facts:
        return _without_facts(role, told_role, country, told_country, about.assumed)
    values, nearest = _values(facts)
    if isinstance(values, str):
        return values
    if values is None:
        return None
    place = next((facts[name] for name in PLACES if name in facts), None)
    if place:
        name = next(name for name in PLACES if name in facts)
        country = told_country or next(iter(store.countries_of(name, place)), None)
        known = dimension(name).extra.get("countries")
        country = country or (known[0] if known else None)
        return Asked(_populations(role, None), values, country, nearest)
    return Asked(_populations(role, country), values, None, nearest)


def _without_facts(
    role: str | None,
    told_role: str | None,
    country: str | None,
    told_country: str | None,
    assumed: dict[str, str],
) -> Asked:
    if told_role and not told_country:
        group = tuple(dimension("role").groups[ML_AND_DATA])
        roles = group if told_role in group else (told_role,)
        label = WIDE if told_role in group else dimension("role").value_label(told_role)
        return Asked((Population(label, roles, country),), {"role": told_role})
    return Asked(_populations(role, None), {"country": country or "US"})


def _populations(role: str | None, country: str | None) -> tuple[Population, ...]:
    """The role alone, then the ML and data roles where it is one of them, or nobody says which."""
    group = tuple(dimension("role").groups[ML_AND_DATA])
    wide = Population(WIDE, group, country)
    if role is None:
        return (wide,)
    own = Population(dimension("role").value_label(role), (role,), country)
    return (own, wide) if role in group else (own,)


def _values(facts: dict[str, str]) -> tuple[dict[str, str] | str | None, str]:
    """The dimensions and values that answer; a reason where none does; None for the model."""
    if set(facts) == {"experience", "level"} and facts["experience"] == START:
        return facts, ""
    if len(facts) > 1:
        return None, ""
    name, value = next(iter(facts.items()))
    if name == "certifications":
        label = dimension("skills").value_label(value)
        return {"skills": value}, f"{label} used, certified or not"
    if name == "experience":
        band = band_of(value)
        return ({"experience": band} if band else None), ""
    declared = dimension(name)
    known = declared.values or declared.intervals
    if known and value not in known:
        near = declared.extra.get("unanswered", {}).get(declared.key(value))
        if near is None or near not in known:
            return f"no source knows the {declared.label.lower()} {value!r}", ""
        label = declared.value_label(near).lower()
        return {name: near}, f"{label} of every kind"
    return {name: value}, rules()["nearest"].get(value, "")


def band_of(words: str) -> str | None:
    """The declared band of years that words mean; both ends are years that lie in it."""
    declared = dimension("experience")
    if words in declared.intervals:
        return words
    try:
        low, high = declared.interval(words)
    except QuestionError:
        return None
    ends = (low, high if math.isinf(high) else high + 1)
    return next((value for value, found in declared.intervals.items() if found == ends), None)
