"""The article's ten questions, each asked of what `Market` answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from paylens.harmonise.dimension import dimension
from paylens.report.ask.items import Item
from paylens.report.ask.named import evidence_of, named_differences, named_section, named_sentence
from paylens.report.ask.spreads import FactSpread, spread_section, spreads
from paylens.report.ask.told import COUNTRY, KINDS, NOT_ENOUGH, ROLE, Told, pay_section
from paylens.report.moves.alternatives import Move
from paylens.report.moves.paths import PathStep
from paylens.report.moves.sections import PATHS_TITLE
from paylens.report.wording import amount, joined, percent, signed

if TYPE_CHECKING:
    from paylens.report.answers import Market
    from paylens.report.estimate import Estimate

# The facts that the article names as what pay depends on, as our dimensions.
FACTORS = (
    "experience", "level", "education", "specialisation", "country", "city", "employer",
    "employer_size", "industry", "role",
)  # fmt: skip
UNMEASURED = "demand and competition for the talent"
NAMED_INDUSTRIES = ("technology", "finance", "healthcare", "e_commerce")
Answer = Callable[["Market", Item], Told]


def average(market: Market, item: Item) -> Told:
    """Mean and middle of both kinds of pay, and the share within the range that is printed."""
    low, high = item.figures
    found = {kind: _estimate(market, kind) for kind in KINDS}
    shares = {kind: _share_between(answer, low, high) for kind, answer in found.items()}
    words = [
        f"{KINDS[kind]} has a mean of {amount(_value(answer, 'mean'))} and a median of "
        f"{amount(_value(answer, 'p50'))}"
        for kind, answer in found.items()
    ]
    within = joined([f"{percent(shares[kind])} of {KINDS[kind]}" for kind in KINDS])
    year = next(iter(found.values())).year
    return Told(
        sentence=(
            f"{ROLE}s in the US, as of {year}: {joined(words)}; {within} lies between the "
            f"{amount(low)} and {amount(high)} that the article prints, which does not say what "
            "pay it means."
        ),
        sections=(pay_section("Pay", [(KINDS[kind], answer) for kind, answer in found.items()]),),
        evidence=tuple(answer.evidence for answer in found.values()),
        notes=next(iter(found.values())).notes,
    )


def factors(market: Market, _: Item) -> Told:
    """How far the values of each fact lie apart, like for like."""
    role = _role(market)
    found = [one for name in FACTORS for one in spreads(market.store, name, role, COUNTRY)]
    largest = _largest_by_fact([one for one in found if one.told])
    unclear = sorted({one.dimension for one in found} - set(largest))
    missing = [name for name in FACTORS if name not in {one.dimension for one in found}]
    words = [
        f"{dimension(name).label.lower()} ({percent(one.share.value or 0.0)})"
        for name, one in largest.items()
    ]
    tail = f" Not told apart: {joined([_label(name) for name in unclear])}." if unclear else ""
    return Told(
        sentence=(
            f"Like for like, pay goes with {joined(words)}: so far does a typical value lie from "
            f"the average, in the source with most records. {_capital(NOT_ENOUGH)}: {UNMEASURED}."
            f"{tail}"
        ),
        sections=(
            spread_section(
                "How far values lie apart",
                "Each source by itself: country, role, experience or level, education and company "
                "size held equal, except what is compared.",
                found,
            ),
        ),
        evidence=tuple(one.evidence for one in found),
        notes=(
            *(f"{_label(name)}: no comparison of {ROLE}s has values enough" for name in missing),
            "Facts are compared one by one; their shares are not to be added.",
            f"{NOT_ENOUGH} on {UNMEASURED}: no source counts openings against applicants.",
        ),
    )


def benefits(market: Market, _: Item) -> Told:
    """What pay is made of, and what else is offered."""
    found = market.components(role=ROLE, country=COUNTRY)
    known = [
        f"{each.benefit} in {percent(each.share.value)} of {each.source}"
        for each in found.benefits
        if each.share.value is not None
    ]
    told = f" {_capital(joined(known))}." if known else ""
    missing = list(dict.fromkeys(e.benefit for e in found.benefits if e.share.value is None))
    tail = f" {_capital(NOT_ENOUGH)} on {joined(missing)}." if missing else ""
    return Told(
        sentence=f"{found.sentence}{told}{tail}",
        sections=(found.sections[-1], *found.sections[:-1]),
        evidence=found.evidence,
        notes=found.notes,
    )


def advancement(market: Market, _: Item) -> Told:
    """Career paths with the pay that goes with them."""
    found = market.moves(role=ROLE, country=COUNTRY, level="mid")
    best = best_supported(found.paths)
    told = [f"{path.lower()} ({_step_told(move)})" for path, move in best.items()]
    weak = {step.path for step in found.paths if step.move is not None} - set(best)
    only_weak = f"Only weak evidence on {joined(sorted(map(str.lower, weak)))}. " if weak else ""
    unknown = [step.path.lower() for step in found.paths if step.path == step.label]
    return Told(
        sentence=(
            f"Like for like, for a mid-level {ROLE} in the US, the step of most records on each "
            f"path: {'; '.join(told)}. {only_weak}"
            f"{_capital(NOT_ENOUGH)} on {joined(unknown)}. Nobody was followed along a path."
        ),
        sections=tuple(section for section in found.sections if section.title == PATHS_TITLE),
        evidence=found.evidence,
        notes=found.notes,
    )


def best_supported(paths: Sequence[PathStep]) -> dict[str, Move]:
    """The move of most records on each path; a weak one stands for no path, whatever its size."""
    best: dict[str, Move] = {}
    for step in paths:
        move = step.move
        if move is None or move.weak or move.difference.value is None:
            continue
        held = best.get(step.path)
        if held is None or move.records > held.records:
            best[step.path] = move
    return best


def _step_told(move: Move) -> str:
    pay, beside = KINDS[move.pay], move.compared_with
    low, high = (signed(end or 0.0) for end in (move.difference.low, move.difference.high))
    if not move.told:
        return f"{move.label}, {pay} not told apart from {beside}: {low} to {high}"
    chance = "" if move.stands else ", which may be chance among so many compared"
    return f"{move.label}, {signed(move.difference.value or 0.0)} {pay} beside {beside}{chance}"


def experience(market: Market, _: Item) -> Told:
    """Pay over the years of experience."""
    found = market.growth(role=ROLE, country=COUNTRY)
    return Told(found.sentence, found.sections, found.evidence, found.notes)


def industries(market: Market, _: Item) -> Told:
    """The named industries beside the average, and how far industries lie apart at all."""
    role = _role(market)
    named = [("industry", value) for value in NAMED_INDUSTRIES]
    rows = named_differences(market.store, named, role, COUNTRY)
    found = spreads(market.store, "industry", role, COUNTRY)
    apart = "".join(
        f" A typical industry lies {percent(one.share.value or 0.0)} from the average "
        f"({percent(one.share.low or 0.0)} to {percent(one.share.high or 0.0)}; {one.source}, "
        f"{one.among})."
        for one in found[:1]
    )
    return Told(
        sentence=f"{named_sentence(rows, 'the average of all industries')}{apart}",
        sections=(
            named_section("The industries that the article names", rows),
            spread_section("All industries", "How far they lie apart, like for like.", found),
        ),
        evidence=evidence_of(rows),
        notes=(
            "Industries of a source are the options of its survey; what relies on machine "
            "learning and what does not, no source tells.",
        ),
    )


def skills(market: Market, _: Item) -> Told:
    """The named skills beside people without them, and the clearest of all skills."""
    found = market.skills(role=ROLE, country=COUNTRY)
    stand = [
        f"{each.named.label} ({signed(one.difference.difference.value or 0.0)} "
        f"{KINDS[one.difference.pay]}, {one.difference.source})"
        for each in found.named
        for one in each.found
        if one.stands
    ]
    apart = {each.named.label for each in found.named for one in each.found if one.stands}
    alike = [
        each.named.label for each in found.named if each.found and each.named.label not in apart
    ]
    missing = [each.named.label for each in found.named if not each.found]
    words = [
        f"of the skills that the article names, {joined(stand) or 'none'} "
        f"{'stands' if len(stand) < 2 else 'stand'} so",
        f"{joined(alike)} {'does' if len(alike) == 1 else 'do'} not" if alike else "",
        f"{NOT_ENOUGH} on {joined(missing)}" if missing else "",
    ]
    return Told(
        sentence=f"{found.sentence} {_capital('; '.join(word for word in words if word))}.",
        sections=found.sections,
        evidence=found.evidence,
        notes=found.notes,
    )


def trends(market: Market, _: Item) -> Told:
    """Whether pay has been rising, source by source; nothing on the future."""
    found = market.trend(role=ROLE, country=COUNTRY)
    return Told(
        sentence=f"{found.sentence} {_capital(NOT_ENOUGH)} on demand and on the years to come.",
        sections=found.sections,
        evidence=found.evidence,
        notes=found.notes,
    )


def negotiation(market: Market, _: Item) -> Told:
    """Nothing on negotiating itself; the range that people alike are paid in."""
    answer = market.estimate(role=ROLE, country=COUNTRY, level="senior")
    low, high = _value(answer, "p25"), _value(answer, "p75")
    return Told(
        sentence=(
            f"{_capital(NOT_ENOUGH)} on negotiating: no source holds a first offer beside what was "
            f"agreed. What a range can tell: half of senior {ROLE}s in the US have a base pay "
            f"between {amount(low)} and {amount(high)}."
        ),
        sections=(pay_section("The range", [(f"Senior {ROLE}, US, base pay", answer)]),),
        evidence=(answer.evidence,),
        notes=(
            "`worth` says where one's own pay lies in the range, `offer` what an "
            "offer is worth and what in it lies below the market.",
            *answer.notes,
        ),
    )


def resources(market: Market, _: Item) -> Told:
    """The sources, their newest years, and where newer ones are published."""
    found = market.stale()
    return Told(found.sentence, found.sections, found.evidence, found.notes)


QUESTIONS: Mapping[int, Answer] = {
    1: average,
    2: factors,
    3: benefits,
    4: advancement,
    5: experience,
    6: industries,
    7: skills,
    8: trends,
    9: negotiation,
    10: resources,
}


def _estimate(market: Market, kind: str) -> Estimate:
    return market.estimate(role=ROLE, country=COUNTRY, pay=kind)


def _role(market: Market) -> str:
    return str(market.profile({"role": ROLE}).role)


def _value(answer: Estimate, name: str) -> float:
    return float(answer.figures[name].value or 0.0)


def _share_between(answer: Estimate, low: float, high: float) -> float:
    return answer.distribution.share_below(high) - answer.distribution.share_below(low)


def _largest_by_fact(found: list[FactSpread]) -> dict[str, FactSpread]:
    """Of each fact the source with most records, the facts with the widest spread first."""
    first: dict[str, FactSpread] = {}
    for one in found:
        first.setdefault(one.dimension, one)
    ordered = sorted(first.values(), key=lambda one: -(one.share.value or 0.0))
    return {one.dimension: one for one in ordered}


def _label(name: str) -> str:
    return dimension(name).label.lower()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
