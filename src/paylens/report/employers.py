"""Pay by employer: those with most records of a role and country, or one beside all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import exp, log, sqrt
from typing import Any

from paylens.errors import InvalidValue, NotEnoughData, QuestionError
from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Evidence, Figure
from paylens.market.floor import DOMINANT_SHARE
from paylens.market.statistics import TOO_FEW, PayStatistics, pay_statistics
from paylens.market.store import Cell, Store, quoted
from paylens.report.cell_years import within
from paylens.report.employer_sections import (
    company_sections,
    employers_section,
)
from paylens.report.estimate import Estimate
from paylens.report.profile import Profile
from paylens.report.sections import Section, SectionedAnswer
from paylens.report.table_rows import span

PAY = ("base", "total")
MOST_EMPLOYERS, MOST_CITIES = 20, 6
Ask = Callable[..., Estimate]
LIST_NOTES = (
    "Listed are the employers with most records in each source, not those that pay most: an "
    "employer with fewer records than the publishing floor in each year is not seen.",
    "Who reports differs by employer: levels, cities and years of experience are not held equal "
    "here. `employers` and `estimate` look closer where a company is told.",
)
ONE_NOTES = (
    "By role, figures are of records, and the others are all other employers of the same source, "
    "country, years and role. Level, city and experience are not held equal: a difference is "
    "where pay lies, not what the employer causes.",
    "Levels and cities of one employer are not counted with their pay; there the medians are "
    "estimated from what the source's records say of the employer and of the level or city.",
)


@dataclass(frozen=True)
class EmployerPay:
    """One employer's pay in one source: of the role that was asked for, or of `role`.

    `share_of_source` is its part of the source's records of the role, country and years, not shown
    where it would tell a count of others below the floor; `dominates` says that it is too large;
    `difference` its median over that of all other employers, less one.
    """

    employer: str
    role: str
    source: str
    statistics: PayStatistics
    share_of_source: Figure
    dominates: bool
    others: PayStatistics | None
    difference: Figure


@dataclass(frozen=True)
class EstimatedPay:
    """An estimated median at one employer and at all: USD per year, as one source would report.

    `records` counts the employer's of that level or city, of whatever role; None below the floor.
    """

    dimension: str
    label: str
    records: int | None
    here: Figure
    anywhere: Figure


@dataclass(frozen=True)
class Employers(SectionedAnswer):
    """Employers side by side, or one by role, level and city."""

    sentence: str
    understood: dict[str, str]
    pay: str
    company: str | None
    employers: tuple[EmployerPay, ...]
    estimated: tuple[EstimatedPay, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The list, or the company's roles, levels and cities."""
        if self.company is None:
            return (employers_section(self.employers, self.pay),)
        return company_sections(self.company, self.employers, self.estimated, self.pay)


def employers(
    store: Store, profile: Profile, pay: str = "base", years: tuple[int, int] | None = None
) -> Employers:
    """The employers with most records of a profile's role and country, per source.

    Raises
    ------
    InvalidValue
        A kind of pay that is neither base nor total.
    NotEnoughData
        No source has an employer with enough records of them.
    """
    _check(pay)
    role, country = str(profile.role), str(profile.country)
    held = _by_source(store, years, pay=[pay], roles=[role], countries=[country])
    found = [
        each for source, cells in held.items() for each in _largest(source, role, cells, store)
    ]
    who = f"{dimension('role').value_label(role)}, {dimension('country').value_label(country)}"
    if not found:
        raise NotEnoughData(
            f"not enough data: no employer has {store.floor.middle_records} records of {who} in "
            f"one year with {pay} pay. Missing: records that name the employer. Ask of the US, "
            "another role, or total pay."
        )
    return Employers(
        sentence=_list_sentence(who, found, pay),
        understood=profile.understood,
        pay=pay,
        company=None,
        employers=tuple(found),
        estimated=(),
        evidence=tuple(_evidence(cells, store) for cells in held.values()),
        notes=LIST_NOTES,
    )


def one_employer(
    store: Store,
    profile: Profile,
    ask: Ask,
    pay: str = "base",
    years: tuple[int, int] | None = None,
) -> Employers:
    """One employer's pay by role, level and city, beside all others of the same source.

    `profile` names the employer and the country; `ask` estimates from facts in people's words.

    Raises
    ------
    InvalidValue
        A kind of pay that is neither base nor total.
    NotEnoughData
        No source has enough records of the employer there.
    """
    _check(pay)
    company, country = str(profile.facts["employer"]), str(profile.country)
    roles = None if profile.role is None else [profile.role]
    held = _by_source(store, years, pay=[pay], roles=roles, countries=[country])
    found = [
        each for source, cells in held.items() for each in _roles(source, company, cells, store)
    ]
    found.sort(key=lambda each: -(each.statistics.evidence.records or 0))
    where = f"{company}, {dimension('country').value_label(country)}"
    if not found:
        raise NotEnoughData(
            f"not enough data: {where} has no role with {store.floor.middle_records} records of "
            f"{pay} pay in one year. Missing: more reports that name it. Leave the role out, or "
            "see those that have enough: `employers`."
        )
    main = found[0]
    facts = {"company": company, "role": main.role, "country": country}
    estimated = _estimated(store, main.source, facts, ask, pay)
    return Employers(
        sentence=_one_sentence(where, main, pay),
        understood=profile.understood,
        pay=pay,
        company=company,
        employers=tuple(found),
        estimated=tuple(estimated),
        evidence=tuple(
            replace(_evidence([c for c in cells if c.value == company], store), notes=())
            for source, cells in held.items()
            if any(each.source == source for each in found)
        ),
        notes=ONE_NOTES,
    )


def difference_of(here: Figure, others: Figure) -> Figure:
    """How far one median lies above another, as a share of it, with a 95 % interval.

    The two are of different people; the errors of their logs, from their intervals' widths, are
    added as independent ones.
    """
    if not here.value or not others.value:
        return Figure(None, suppressed=here.suppressed or others.suppressed)
    centre = log(here.value / others.value)
    error = sqrt(_log_half_width(here) ** 2 + _log_half_width(others) ** 2)
    return Figure(exp(centre) - 1, exp(centre - error) - 1, exp(centre + error) - 1)


def _log_half_width(figure: Figure) -> float:
    if not figure.low or not figure.high:
        return float("inf")
    return log(figure.high / figure.low) / 2


def _check(pay: str) -> None:
    if pay not in PAY:
        raise InvalidValue("pay", pay, ", ".join(PAY))


def _by_source(
    store: Store, years: tuple[int, int] | None, **asked: list[str] | None
) -> dict[str, list[Cell]]:
    """Per source that names employers, its cells by employer and of everyone, of its years."""
    by_source: dict[str, list[Cell]] = defaultdict(list)
    for cell in store.cells(dimension=["", "employer"], **asked):
        by_source[cell.source].append(cell)
    held = {source: within(cells, years) for source, cells in sorted(by_source.items())}
    return {
        source: cells
        for source, cells in held.items()
        if any(cell.dimension == "employer" for cell in cells)
    }


def _largest(source: str, role: str, cells: Sequence[Cell], store: Store) -> list[EmployerPay]:
    """The employers with most records of one source."""
    by_employer: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.dimension == "employer":
            by_employer[cell.value].append(cell)
    found = [_pay_of(source, name, role, own, cells, store) for name, own in by_employer.items()]
    found.sort(key=lambda each: (-(each.statistics.evidence.records or 0), each.employer))
    return found[:MOST_EMPLOYERS]


def _roles(source: str, company: str, cells: Sequence[Cell], store: Store) -> list[EmployerPay]:
    """One employer's roles in one source."""
    by_role: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.value == company:
            by_role[cell.role].append(cell)
    return [
        _pay_of(source, company, role, own, [c for c in cells if c.role == role], store)
        for role, own in by_role.items()
        if role and role != "other"
    ]


def _pay_of(
    source: str, company: str, role: str, own: list[Cell], cells: Sequence[Cell], store: Store
) -> EmployerPay:
    """An employer's pay beside that of all others in the years in which it is seen."""
    here = pay_statistics(own, store.floor)
    assert here is not None
    seen = {(cell.year, cell.basis) for cell in own}
    everyone = [c for c in cells if not c.dimension and (c.year, c.basis) in seen]
    others = pay_statistics(_others(everyone, own), store.floor)
    whole = sum(cell.distribution.records for cell in everyone)
    counted = sum(cell.distribution.records for cell in own)
    return EmployerPay(
        employer=company,
        role=role,
        source=source,
        statistics=here,
        share_of_source=_share(counted, whole, store),
        dominates=counted > DOMINANT_SHARE * whole,
        others=others,
        difference=Figure(None)
        if others is None
        else difference_of(here.figures["p50"], others.figures["p50"]),
    )


def _share(counted: int, whole: int, store: Store) -> Figure:
    if 0 < whole - counted < store.floor.middle_records:
        return Figure(None, suppressed=TOO_FEW)
    return Figure(counted / whole if whole else None)


def _others(everyone: Sequence[Cell], own: Sequence[Cell]) -> list[Cell]:
    """The cells of everyone without an employer's own records."""
    mine = {(cell.year, cell.basis): cell for cell in own}
    return [
        replace(
            cell,
            distribution=cell.distribution.without(mine[cell.year, cell.basis].distribution),
            employers=None,
            top_employer_share=None,
        )
        for cell in everyone
    ]


def _estimated(
    store: Store, source: str, facts: dict[str, Any], ask: Ask, pay: str
) -> list[EstimatedPay]:
    """The employer's levels and largest cities: estimated medians, there and at all employers."""
    found = []
    for name in ("level", "city"):
        counts = _together(store, source, str(facts["company"]), name)
        values = list(dimension("level").values) if name == "level" else list(counts)[:MOST_CITIES]
        for value in values:
            if value in counts:
                each = _one_estimate(source, facts, name, value, ask, pay)
                if each is not None:
                    label = dimension(name).value_label(value)
                    found.append(EstimatedPay(name, label, counts[value], *each))
    return found


def _one_estimate(
    source: str, facts: dict[str, Any], name: str, value: str, ask: Ask, pay: str
) -> tuple[Figure, Figure] | None:
    """Medians here and anywhere; None where the facts do not go together (a city elsewhere)."""
    asked = facts | {name: value}
    try:
        here = ask(pay=pay, as_reported_in=source, **asked)
        asked.pop("company")
        anywhere = ask(pay=pay, as_reported_in=source, **asked)
    except QuestionError:
        return None
    return here.figures["p50"], anywhere.figures["p50"]


def _together(store: Store, source: str, company: str, name: str) -> dict[str, int]:
    """How many of a source's records of an employer have each value, the most first.

    Values that fewer than the floor hold are left out.
    """
    me = quoted(company)
    where = (
        f"fact_a = {quoted(name)} and fact_b = 'employer' and value_b = {me} or "
        f"fact_b = {quoted(name)} and fact_a = 'employer' and value_a = {me}"
    )
    rows = store.read(f"together/{source}.parquet", where)
    counts = {
        str(row["value_a"] if row["fact_a"] == name else row["value_b"]): row["records"]
        for row in rows
        if row["records"] is not None
    }
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _evidence(cells: Sequence[Cell], store: Store) -> Evidence:
    """What a source's part of the answer rests on: its records at the employers that are seen."""
    found = pay_statistics([cell for cell in cells if cell.dimension == "employer"], store.floor)
    assert found is not None
    return found.evidence


def _list_sentence(who: str, found: Sequence[EmployerPay], pay: str) -> str:
    most = max(found, key=lambda each: each.statistics.evidence.records or 0)
    same = [each for each in found if each.source == most.source]
    medians = sorted(
        (each.statistics.figures["p50"].value, each.employer)
        for each in same
        if each.statistics.figures["p50"].value is not None
    )
    if len(medians) < 2:
        return f"{who}: {most.employer} is the only employer with enough records of {pay} pay."
    (low, lowest), (high, highest) = medians[0], medians[-1]
    years = {year for each in same for year in each.statistics.evidence.years}
    return (
        f"{who}: at the {len(medians)} employers with most records in {most.source} "
        f"({span(tuple(years))}), the median "
        f"{pay} pay runs from ${low:,.0f} ({lowest}) to ${high:,.0f} ({highest})."
    )


def _one_sentence(where: str, main: EmployerPay, pay: str) -> str:
    role = dimension("role").value_label(main.role)
    median = main.statistics.figures["p50"].value
    apart = main.difference.value
    told = f"{where}: {role}s there have a median {pay} pay of ${median:,.0f} in {main.source}"
    told += f" ({span(main.statistics.evidence.years)})"
    if apart is None:
        return f"{told}; of the others there are too few records."
    low, high = main.difference.low, main.difference.high
    if low is not None and high is not None and low <= 0 <= high:
        return f"{told}, not clearly apart from that at all other employers ({apart:+.0%})."
    return f"{told}, {abs(apart):.0%} {'above' if apart > 0 else 'below'} all other employers."
