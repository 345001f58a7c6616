"""The article's five misconceptions, each as a test that data can pass or fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paylens.errors import NotEnoughData
from paylens.market.evidence import Figure
from paylens.report.ask.items import Item
from paylens.report.ask.spreads import FactSpread, spread_section, spreads
from paylens.report.ask.told import (
    COUNTRY,
    DEPENDS,
    HOLDS,
    KINDS,
    NOT_ENOUGH,
    OPEN,
    REFUTED,
    ROLE,
    Told,
    pay_section,
    top_figure,
)
from paylens.report.compare.compare import PayComparison
from paylens.report.sections import (
    DIFFERENCE,
    MONEY,
    SHARE,
    Section,
    SectionChart,
    SectionColumn,
    Value,
)
from paylens.report.wording import amount, joined, more_or_less, percent

if TYPE_CHECKING:
    from paylens.report.answers import Market
    from paylens.report.estimate import Estimate

# Who always earns more does so in all but one of a hundred pairs.
ALWAYS = 0.99
OTHER_ENGINEERS = (
    "software engineer",
    "data engineer",
    "DevOps engineer",
    "AI engineer",
    "research engineer",
    "security engineer",
    "hardware engineer",
    "QA engineer",
)
SCIENTIST = "data scientist"
BESIDE = "software engineer"
# The kinds of test differ, their word of caution does not.
RANDOM = (
    "“Always” would need the first to earn more in at least 99 of 100 random pairs; raw, with "
    "whoever the records hold, and like for like, with the other facts held equal."
)
Test = Callable[["Market", Item], Told]


@dataclass(frozen=True)
class Pair:
    """How often a random ML engineer earns more than a random one of another role.

    `raw` is of the records as they are; `equal` and `difference` are like for like, the latter a
    share of the other's pay. None where a source tells one of them only.
    """

    other: str
    source: str
    pay: str
    raw: Figure | None
    equal: float | None
    difference: Figure | None


def exorbitant(market: Market, _: Item) -> Told:
    """The middle and the top of the pay of both roles, and who is above the article's top."""
    answers = {
        (role, kind): market.estimate(role=role, country=COUNTRY, pay=kind)
        for kind in KINDS
        for role in (ROLE, BESIDE)
    }
    top = top_figure()
    above = {key: 1 - answer.distribution.share_below(top) for key, answer in answers.items()}
    words = [
        f"{KINDS[kind]} is {_apart(answers, kind, 'p50')} in the middle and "
        f"{_apart(answers, kind, 'p90')} at the top tenth than that of {BESIDE}s"
        for kind in KINDS
    ]
    shares = joined([f"{percent(above[ROLE, kind])} by {KINDS[kind]}" for kind in KINDS])
    return Told(
        sentence=(
            f"{ROLE}s in the US: {joined(words)}; above {amount(top)}, the highest pay in the "
            f"article's tables, are {shares}."
        ),
        sections=(
            pay_section(
                "Both roles",
                [(f"{role}, {KINDS[kind]}", answer) for (role, kind), answer in answers.items()],
            ),
            _above_section(answers, above, top),
        ),
        evidence=tuple(answer.evidence for answer in answers.values()),
        notes=(
            "Each role's market is a mixture of the sources that know it; the sources side by "
            "side, and like for like, are in `compare`.",
            "“Exorbitant” has no measure. It is tested as: most are paid above the highest "
            "figure of the article itself.",
        ),
        verdict=_exorbitant_verdict(above),
    )


def always_other_engineers(market: Market, _: Item) -> Told:
    """Against each other engineering role."""
    return _always(market, OTHER_ENGINEERS, "another engineer")


def always_data_scientists(market: Market, _: Item) -> Told:
    """Against data scientists."""
    return _always(market, (SCIENTIST,), "a data scientist")


def consistent_across_industries(market: Market, _: Item) -> Told:
    """The spread of typical pay between industries, like for like."""
    role = str(market.profile({"role": ROLE}).role)
    found = spreads(market.store, "industry", role, COUNTRY)
    if not found:
        raise NotEnoughData(
            f"not enough data: no source has {ROLE}s, or ML and data roles, of four industries in "
            "the US. Missing: a survey that asks the industry."
        )
    main = found[0]
    told = "are told apart" if main.told else "are not told apart"
    return Told(
        sentence=(
            f"Like for like, industries {told}: a typical one lies "
            f"{percent(main.share.value or 0.0)} from the average "
            f"(95 % interval {percent(main.share.low or 0.0)} to "
            f"{percent(main.share.high or 0.0)}), from {main.lowest[0]} "
            f"to {main.highest[0]} ({main.source}, {main.pay} pay; "
            f"{main.among})."
        ),
        sections=(
            spread_section(
                "Spread between industries",
                "Country, role, experience, education and company size are held equal.",
                found,
            ),
            _ends_section(found),
        ),
        evidence=tuple(one.evidence for one in found),
        notes=(
            f"Sources that ask the industry: {joined(sorted({one.source for one in found}))}. "
            f"Where {ROLE}s of four industries are too few, ML and data roles are compared.",
        ),
        verdict=REFUTED if main.told else OPEN,
    )


def easily_more(market: Market, _: Item) -> Told:
    """The spread of pay among people alike; nothing on the negotiation itself."""
    answers = {
        kind: market.estimate(role=ROLE, country=COUNTRY, level="senior", pay=kind)
        for kind in KINDS
    }
    words = []
    for kind, answer in answers.items():
        p10, p90 = _value(answer, "p10"), _value(answer, "p90")
        words.append(
            f"the best paid tenth of one profile has {p90 / p10:.1f} times the {KINDS[kind]} of "
            "the lowest"
        )
    rows: list[dict[str, Value]] = [
        {
            "source": one.source,
            "pay": kind,
            "p25": one.estimated_p25,
            "p50": one.estimated_p50,
            "p75": one.estimated_p75,
            "spread": one.estimated_p75 / one.estimated_p25 - 1,
        }
        for kind, answer in answers.items()
        for one in answer.sources
    ]
    return Told(
        sentence=(
            f"{NOT_ENOUGH.capitalize()} on negotiating itself: no source has offers before and "
            f"after, or demand beside pay. Among senior {ROLE}s in the US, {joined(words)}: pay is "
            "not one price, but who got more by asking is not known."
        ),
        sections=(
            pay_section(
                f"Senior {ROLE}s in the US",
                [(KINDS[kind], answer) for kind, answer in answers.items()],
            ),
            Section(
                title="Within each source",
                sentence="The middle half of one profile, as each source would report it.",
                columns=(
                    SectionColumn("source", "Source"),
                    SectionColumn("pay", "Pay"),
                    SectionColumn("p25", "p25", MONEY),
                    SectionColumn("p50", "p50", MONEY),
                    SectionColumn("p75", "p75", MONEY),
                    SectionColumn("spread", "p75 above p25", DIFFERENCE),
                ),
                rows=tuple(rows),
            ),
        ),
        evidence=tuple(answer.evidence for answer in answers.values()),
        notes=("The spread holds employers, cities and unasked facts too, not only bargaining.",),
        verdict=OPEN,
    )


MISCONCEPTIONS: Mapping[int, Test] = {
    1: exorbitant,
    2: always_other_engineers,
    3: consistent_across_industries,
    4: always_data_scientists,
    5: easily_more,
}


def _always(market: Market, others: tuple[str, ...], whom: str) -> Told:
    """“Always” against other roles: refuted where no source sees it in 99 of 100 pairs."""
    found = market.compare(values=[ROLE, *others], by="role", country=COUNTRY)
    pairs = _pairs(found)
    if not pairs:
        raise NotEnoughData(
            f"not enough data: no source has {ROLE}s beside {joined(others, 'or')}s in the US."
        )
    raw = max((pair for pair in pairs if pair.raw), key=_raw_share, default=None)
    equal = max((pair for pair in pairs if pair.equal is not None), key=_equal_share, default=None)
    below = [pair for pair in pairs if _equal_share(pair) < 0.5 and pair.equal is not None]
    highest = max(_raw_share(raw) if raw else 0.0, _equal_share(equal) if equal else 0.0)
    words = [
        f"raw at most {percent(_raw_share(raw))} ({raw.other}, {raw.source}, {raw.pay} pay)"
        if raw
        else "",
        f"like for like at most {percent(_equal_share(equal))} ({equal.other}, {equal.source}, "
        f"{equal.pay} pay)"
        if equal
        else "",
    ]
    less = (
        f"; in {len(below)} of {len(pairs)} comparisons the other more often earns more"
        if below
        else ""
    )
    return Told(
        sentence=(
            f"A random {ROLE} in the US earns more than {whom} in less than {percent(ALWAYS)} of "
            f"pairs everywhere: {joined([word for word in words if word])}{less}."
            if highest < ALWAYS
            else f"A random {ROLE} in the US earns more than {whom} in up to {percent(highest)} of "
            f"pairs: {joined([word for word in words if word])}{less}."
        ),
        sections=(_pairs_section(pairs),),
        evidence=found.evidence,
        notes=(RANDOM, *((f"{NOT_ENOUGH}: {joined(found.missing)}",) if found.missing else ())),
        verdict=REFUTED if highest < ALWAYS else HOLDS,
    )


def _pairs(found: PayComparison) -> list[Pair]:
    """Both probabilities of each other role, source, way of asking and kind of pay."""
    raw = {(one.second, one.source, one.basis, one.pay): one.higher for one in found.raw}
    equal = {
        (each.second, one.source, basis, one.pay): one
        for each in found.like_for_like
        for one in each.difference.sources
        for basis in one.evidence.basis
    }
    pairs = []
    for key in sorted({*raw, *equal}):
        own = equal.get(key)
        pairs.append(
            Pair(
                other=key[0],
                source=key[1],
                pay=key[3],
                raw=raw.get(key),
                equal=own.probability_higher if own else None,
                difference=own.difference if own else None,
            )
        )
    return pairs


def _raw_share(pair: Pair) -> float:
    return float(pair.raw.value or 0.0) if pair.raw else 0.0


def _equal_share(pair: Pair) -> float:
    return pair.equal or 0.0


def _pairs_section(pairs: list[Pair]) -> Section:
    return Section(
        title=f"A random {ROLE} earns more",
        sentence="In so many of random pairs, by source; half of them would be no difference.",
        columns=(
            SectionColumn("other", "Than"),
            SectionColumn("source", "Source"),
            SectionColumn("pay", "Pay"),
            SectionColumn("raw", "Raw", SHARE),
            SectionColumn("equal", "Like for like", SHARE),
            SectionColumn("difference", "Difference like for like", DIFFERENCE),
        ),
        rows=tuple(vars(pair) for pair in pairs),
        chart=SectionChart(value="raw", group="other", series="source", reference=0.5),
    )


def _ends_section(found: list[FactSpread]) -> Section:
    rows: list[dict[str, Value]] = [
        {"source": one.source, "pay": one.pay, "industry": label, "difference": figure}
        for one in found
        for label, figure in (one.lowest, one.highest)
    ]
    return Section(
        title="The ends",
        sentence="The lowest and the highest industry beside the average, like for like.",
        columns=(
            SectionColumn("source", "Source"),
            SectionColumn("pay", "Pay"),
            SectionColumn("industry", "Industry"),
            SectionColumn("difference", "Difference", DIFFERENCE),
        ),
        rows=tuple(rows),
        chart=SectionChart(value="difference", group="industry", series="source", reference=0.0),
    )


def _above_section(
    answers: dict[tuple[str, str], Estimate], above: dict[tuple[str, str], float], top: float
) -> Section:
    return Section(
        title=f"Above {amount(top)}",
        sentence="The share above the highest pay that the article's tables print.",
        columns=(
            SectionColumn("who", "Whose pay"),
            SectionColumn("share", "Share above", SHARE),
            SectionColumn("sources", "Sources"),
        ),
        rows=tuple(
            {
                "who": f"{role}, {KINDS[kind]}",
                "share": Figure(above[role, kind]),
                "sources": answer.evidence.sources,
            }
            for (role, kind), answer in answers.items()
        ),
        chart=SectionChart(value="share", group="who"),
    )


def _exorbitant_verdict(above: dict[tuple[str, str], float]) -> str:
    """Whether most are paid above the article's top figure, which is what the claim comes to."""
    most = {above[ROLE, kind] > 0.5 for kind in KINDS}
    if len(most) > 1:
        return DEPENDS
    return HOLDS if most.pop() else REFUTED


def _apart(answers: dict[tuple[str, str], Estimate], kind: str, statistic: str) -> str:
    own, other = (_value(answers[role, kind], statistic) for role in (ROLE, BESIDE))
    return more_or_less(own / other - 1).replace(" more", " higher").replace(" less", " lower")


def _value(answer: Estimate, name: str) -> float:
    return float(answer.figures[name].value or 0.0)
