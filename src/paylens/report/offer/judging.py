"""The answer about offers: each one's years and verdicts, all side by side, and what to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from paylens.harmonise.dimension import dimension
from paylens.market.evidence import GRADES, Evidence
from paylens.report.certainty import RULE as CERTAINTY_RULE
from paylens.report.offer.asking import Ask, ask_of
from paylens.report.offer.break_even import GROWTH, BreakEven
from paylens.report.offer.comparing import Summary, needed, summaries
from paylens.report.offer.conventions import Saying, discount_sources, moving_parts
from paylens.report.offer.reading import offers_of
from paylens.report.offer.schema import OPTIONS, YEARS, Offer
from paylens.report.offer.verdicts import (
    BASE,
    HIGH,
    LOWBALL,
    NOT_ENOUGH,
    OPEN,
    RULE,
    TOTAL,
    Verdict,
    part_time,
    total_below_base,
    verdicts_of,
)
from paylens.report.profile import Profile
from paylens.report.second_source import SecondSource, second_sources
from paylens.report.sections import Section, SectionedAnswer
from paylens.report.wording import amount, percent
from paylens.report.worth_of_pay import place_unknown

if TYPE_CHECKING:
    from paylens.report.answers import Market

WEAK = ("weak", "fair")
# How sure a verdict is that is said without reserve, and as likely.
SURE, LIKELY = 0.85, 0.65
ASSUMED = (
    "growth, odds, payouts, raises, discounts and the prices of benefits are the reader's own: "
    "where none was told, shares keep today's price and bonuses are paid in full",
    "no tax is taken off, and money of a later year counts as much as today's",
    "percentiles of parts are never added: the total is beside total pay as people report it, "
    "without sign-on, later grants and benefits",
)


@dataclass(frozen=True)
class JudgedOffer:
    """One offer: what it promises, whose pay it is beside, its verdicts, and what to ask."""

    offer: Offer
    understood: dict[str, str]
    verdicts: tuple[Verdict, ...]
    ask: Ask

    def verdict(self, component: str) -> Verdict:
        """The first verdict on a part."""
        return next(each for each in self.verdicts if each.component == component)


@dataclass(frozen=True)
class OfferAnswer(SectionedAnswer):
    """Offers judged and compared; all amounts in the currency of the first, or the one asked for.

    `conventions` are what others say of which parts move and, where a company is private, of
    discounts; `second_sources` are named where evidence is weak.
    """

    sentence: str
    offers: tuple[JudgedOffer, ...]
    summaries: tuple[Summary, ...]
    break_evens: tuple[BreakEven, ...]
    conventions: tuple[Saying, ...]
    second_sources: tuple[SecondSource, ...]
    rule: str
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.offers[0].offer.currency

    @property
    def sections(self) -> tuple[Section, ...]:
        """Verdicts, years, comparison, what must hold, the ask, its sources and letters."""
        from paylens.report.offer.sections import sections

        return sections(self)


def judged_offers(
    market: Market, told: Sequence[str | Mapping[str, Any]], currency: str | None = None
) -> OfferAnswer:
    """Judge offers, each TOML or a table of the same keys.

    Raises
    ------
    QuestionError
        What is wrong in an offer, by its key; a word of its profile that has no meaning.
    NotEnoughData
        No source has base pay at all.
    """
    read = offers_of(told)
    offers, notes = _in_one_currency(read, currency)
    profiles = [market.profile(offer.facts) for offer in offers]
    judged = tuple(
        _judged(market, offer, profile) for offer, profile in zip(offers, profiles, strict=True)
    )
    countries = [profile.country for profile in profiles]
    summed, of_prices = summaries(market.store, offers, countries)
    private = any(offer.equity and offer.equity.discount is not None for offer in offers)
    found = OfferAnswer(
        sentence="",
        offers=judged,
        summaries=summed,
        break_evens=needed(offers),
        conventions=(*moving_parts(), *(discount_sources() if private else ())),
        second_sources=_second_sources(market, judged, countries),
        rule=f"{RULE}; {CERTAINTY_RULE}",
        evidence=_evidence(judged),
        notes=(*notes, *of_prices, *_notes(judged), *ASSUMED),
    )
    return replace(found, sentence=_sentence(found))


def _judged(market: Market, offer: Offer, profile: Profile) -> JudgedOffer:
    verdicts = verdicts_of(market.store, market.model, profile, offer)
    role = dimension("role").value_label(profile.role) if profile.role else "the role"
    return JudgedOffer(offer, profile.understood, verdicts, ask_of(offer, verdicts, role))


def _in_one_currency(
    offers: Sequence[Offer], currency: str | None
) -> tuple[tuple[Offer, ...], list[str]]:
    """All in the currency asked for, else in that of the first; notes say at which rate."""
    from paylens.report.estimate import units_per_usd

    wanted = (currency or offers[0].currency).strip().upper()
    per_usd, wanted_day = units_per_usd(wanted)
    found, notes = [], []
    for offer in offers:
        own, day = units_per_usd(offer.currency)
        found.append(offer.converted(per_usd / own, wanted))
        if offer.currency != wanted:
            notes.append(
                f"{offer.name}: {offer.currency} turned into {wanted} at {per_usd / own:.4f} "
                f"(European Central Bank, {day or wanted_day}); a view for comparing, as rates move"
            )
    return tuple(found), notes


def _evidence(judged: Sequence[JudgedOffer]) -> tuple[Evidence, ...]:
    """One per kind of pay and sources, the weakest: each verdict has its own."""
    found: dict[tuple[str, tuple[str, ...]], Evidence] = {}
    for each in (v.evidence for one in judged for v in one.verdicts if v.evidence is not None):
        key = (each.pay, each.sources)
        if key not in found or _grade(each) < _grade(found[key]):
            found[key] = each
    return tuple(found.values())


def _grade(evidence: Evidence) -> int:
    return GRADES.index(evidence.reliability)


def _second_sources(
    market: Market, judged: Sequence[JudgedOffer], countries: Sequence[str | None]
) -> tuple[SecondSource, ...]:
    """Where base or total evidence is weak, who else could be asked."""
    found: dict[str, SecondSource] = {}
    for one, country in zip(judged, countries, strict=True):
        weak = [v for v in one.verdicts if v.evidence is None or v.evidence.reliability in WEAK]
        if weak:
            used = [name for v in one.verdicts for name in v.sources]
            found |= {each.name: each for each in second_sources(market.store, used, country)}
    return tuple(found.values())


def _notes(judged: Sequence[JudgedOffer]) -> list[str]:
    """What was turned into what, offer by offer, and what the verdicts' own answers say."""
    notes = []
    for one in judged:
        name, offer = one.offer.name, one.offer
        notes += [f"{name}: {note}" for note in offer.notes]
        if not offer.facts.keys() & {"level", "experience"}:
            notes.append(
                f"{name}: tell level or experience in [profile]; without either the verdict is of "
                "everyone in the role"
            )
        if part_time(offer):
            notes.append(
                f"{name}: {offer.hours_per_week:g} hours a week are part time; beside the market "
                "the pay stands as if for 40 hours"
            )
        if offer.hourly:
            notes.append(f"{name}: so all evidence beside its pay by the hour is called weak")
        if offer.equity and offer.equity.kind == OPTIONS:
            notes.append(
                f"{name}: an option counts what the price exceeds the strike by when it vests; the "
                "chance of more, the price of exercising and its tax are not counted"
            )
        if offer.equity and offer.equity.discount is not None:
            notes.append(
                f"{name}: shares of a private company count {percent(offer.equity.kept)} of their "
                "price, as you chose; nobody may be able to sell them"
            )
        if offer.sign_on and offer.sign_on.clawback_months:
            notes.append(
                f"{name}: the sign-on is to be paid back by who leaves within "
                f"{offer.sign_on.clawback_months} months"
            )
        later = [g for g in offer.equity.grants if g.start_month] if offer.equity else []
        if any(grant.odds >= 1 for grant in later):
            notes.append(f"{name}: later grants without odds count in full; few are promised")
        longest = offer.equity.initial.years if offer.equity else 0
        if longest > YEARS:
            notes.append(f"{name}: what vests after year {YEARS} is not counted")
        notes += [note for verdict in one.verdicts for note in verdict.notes]
    return list(dict.fromkeys(notes))


def _sentence(found: OfferAnswer) -> str:
    if len(found.offers) == 1:
        return _one(found)
    ranked = sorted(found.summaries, key=lambda each: -each.total)
    first, second = ranked[0], ranked[1]
    money = [amount(each.total, found.currency) for each in (first, second)]
    safest = max(found.summaries, key=lambda each: each.certain)
    certain = (
        "it has the most that depends on no bonus or share price, too"
        if safest.offer == first.offer
        else f"{safest.offer} has the most that depends on no bonus or share price"
    )
    return (
        f"As you told them, {first.offer} is worth the most over {YEARS} years, {money[0]} against "
        f"{money[1]} of {second.offer}; {certain}. {_overtaking(found, second.offer, first.offer)}"
        f"{_each(found)}"
    )


def _overtaking(found: OfferAnswer, offer: str, other: str) -> str:
    """What must hold for the second to be worth as much as the first."""
    for each in found.break_evens:
        if (each.offer, each.against) == (offer, other) and each.needed is not None:
            unit = "a year" if each.lever == GROWTH else "of its target"
            return f"{offer} overtakes if the {each.lever} is {percent(each.needed)} {unit}. "
    return ""


def _each(found: OfferAnswer) -> str:
    told = [
        f"{one.offer.name} {_words(one.verdict(TOTAL), found.currency)}" for one in found.offers
    ]
    return f"Beside total pay: {', '.join(told)}."


def _one(found: OfferAnswer) -> str:
    (one,) = found.offers
    (summary,) = found.summaries
    base, total = (one.verdict(kind) for kind in (BASE, TOTAL))
    said = total_below_base(one.verdicts)
    return (
        f"{one.offer.name} is worth {amount(summary.per_year, found.currency)} a year, the mean of "
        f"{YEARS} years with all that you told; beside the market the base "
        f"{_words(base, found.currency)} and the total of "
        f"{amount(total.amount, found.currency)} (base, bonus and the first grant at today's "
        f"price) {_words(total, found.currency)}.{f' Note: {said}.' if said else ''}"
    )


def _words(verdict: Verdict, currency: str) -> str:
    if verdict.verdict == NOT_ENOUGH:
        return "cannot be judged, for want of data"
    if verdict.verdict == OPEN:
        place = percent(verdict.percentile.value or 0.0)
        known = "" if place_unknown(verdict.percentile) else f"above {place} of such pay"
        between, edge = _between(verdict, currency)
        said = "; ".join(part for part in (edge, known) if part)
        return f"is too close to call{between}{f' ({said})' if said else ''}"
    word = {LOWBALL: "a lowball", HIGH: "high"}.get(verdict.verdict, "fair")
    sure = verdict.probability or 0.0
    likely = "" if sure >= SURE else "likely " if sure >= LIKELY else "rather "
    return f"is {likely}{word} ({percent(sure)} sure)"


def _between(verdict: Verdict, currency: str) -> tuple[str, str]:
    """The two calls that an amount is too close to, and the percentile that parts them."""
    p25, p50, p75 = (each.value for each in (verdict.p25, verdict.p50, verdict.p75))
    if p25 is None or p50 is None or p75 is None:
        return "", ""
    if verdict.amount < p50:
        return " between fair and a lowball", f"p25 is {amount(p25, currency)}"
    return " between fair and high", f"p75 is {amount(p75, currency)}"
