"""How old the market's newest records are, and what is out of date by its publisher's rhythm."""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from paylens.collect.source import Renewal, card
from paylens.errors import InvalidValue, NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Evidence
from paylens.market.store import Store
from paylens.report.cohorts import main_kind
from paylens.report.sections import (
    COUNT,
    YEAR,
    Section,
    SectionChart,
    SectionColumn,
    SectionedAnswer,
)
from paylens.report.table_rows import span

# Countries that are shown where none is asked for, those with the most records first.
MOST_COUNTRIES = 10
LATEST_YEAR = 2100
CURRENT, OUT_OF_DATE = "up to date", "out of date"
# A rhythm that brings nothing newer, in words.
CLOSED = {"once": "a copy made once", "ended": "ended by its publisher"}
NOTES = (
    "Years are those in which people were asked, adverts were posted or wages were surveyed, not "
    "those of a publication.",
    "A source is out of date when its publisher has had time to give out a newer year; nobody "
    "looked whether it did. Later years of pay are estimated from these records and say so.",
)


@dataclass(frozen=True)
class SourceAge:
    """One source's newest year and when a newer one is due.

    `missing` are the years that should be out by now; `due` is the ISO date by which the next year
    is out, None where nothing newer will come. `records` counts the newest year's.
    """

    source: str
    publisher: str
    official: bool
    newest: int
    records: int | None
    rhythm: str
    state: str
    missing: tuple[int, ...]
    due: str | None
    newer: str
    note: str


@dataclass(frozen=True)
class CountryAge:
    """The newest year of one source's records of one country."""

    country: str
    label: str
    source: str
    newest: int
    records: int
    years_old: int


@dataclass(frozen=True)
class Staleness(SectionedAnswer):
    """The age of everything in the market on one day."""

    sentence: str
    today: str
    understood: dict[str, str]
    sources: tuple[SourceAge, ...]
    countries: tuple[CountryAge, ...]
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sources, the countries by source, and where newer records come from."""
        return (_sources_section(self), _countries_section(self), _newer_section(self))


def staleness(store: Store, country: str | None = None, today: str | None = None) -> Staleness:
    """The newest records per source and country on a day (ISO date; today's unless given).

    Raises
    ------
    UnknownValue
        A word that means no country.
    InvalidValue
        `today` is no date, or lies before the newest record.
    NotEnoughData
        No source has enough records of the country to be shown.
    """
    day = _day(today)
    code = None if country is None else dimension("country").understand(country)
    countries = _countries(store, code, day)
    if not countries:
        name = dimension("country").value_label(str(code))
        raise NotEnoughData(
            f"not enough data: no source has {store.floor.middle_records} records of {name} in one "
            "year. Leave the country out to see those that have."
        )
    counted = _records_by_year(store)
    there = {each.source for each in countries}
    ages = [
        _age(account, counted, day)
        for account in store.accounts
        if code is None or account["source"] in there or _official_there(store, account, code)
    ]
    newest = max(age.newest for age in ages)
    if newest > day.year:
        raise InvalidValue("today", day.isoformat(), f"a day from {newest} on, as the records are")
    ages.sort(key=lambda age: (-age.newest, age.source))
    understood = {} if code is None else {"country": dimension("country").value_label(code)}
    return Staleness(
        sentence=_sentence(ages, countries, code, day),
        today=day.isoformat(),
        understood=understood | {"today": day.isoformat()},
        sources=tuple(ages),
        countries=tuple(countries),
        evidence=(),
        notes=NOTES,
    )


def due(renewal: Renewal, year: int) -> date | None:
    """The last day on which records of a year come out; None where no more do."""
    if renewal.rhythm in CLOSED:
        return None
    out = year + renewal.years_after
    return date(out, renewal.month, calendar.monthrange(out, renewal.month)[1])


def missing_years(renewal: Renewal, newest: int, day: date) -> tuple[int, ...]:
    """The years after the newest one that should be out on a day."""
    found = []
    year = newest + 1
    while (out := due(renewal, year)) is not None and out < day:
        found.append(year)
        year += 1
    return tuple(found)


def _day(today: str | None) -> date:
    if today is None:
        return date.today()
    try:
        day = date.fromisoformat(today)
    except ValueError:
        raise InvalidValue("today", today, "a date, such as 2026-01-31") from None
    if day.year > LATEST_YEAR:
        raise InvalidValue("today", today, f"a date up to {LATEST_YEAR}")
    return day


def _records_by_year(store: Store) -> dict[tuple[str, int], int]:
    """Records per source and year, each record once."""
    return {
        (row["source"], row["year"]): row["records"]
        for row in store.year_counts
        if row["pay"] == main_kind(row["source"])
    }


def _official_there(store: Store, account: dict[str, Any], country: str) -> bool:
    return account["basis"] == ["official"] and bool(
        store.official(source=account["source"], country=country)
    )


def _age(account: dict[str, Any], counted: dict[tuple[str, int], int], day: date) -> SourceAge:
    source, newest = account["source"], max(account["years"])
    renewal = card(source).renewal
    missing = missing_years(renewal, newest, day)
    next_out = due(renewal, newest + 1)
    return SourceAge(
        source=source,
        publisher=account["publisher"],
        official=account["basis"] == ["official"],
        newest=newest,
        records=counted.get((source, newest)),
        rhythm=renewal.rhythm,
        state=CLOSED.get(renewal.rhythm) or (OUT_OF_DATE if missing else CURRENT),
        missing=missing,
        due=None if next_out is None else next_out.isoformat(),
        newer=renewal.newer,
        note=renewal.note,
    )


def _countries(store: Store, code: str | None, day: date) -> list[CountryAge]:
    """Per country and source the newest year, the countries with the most records first."""
    rows = store.read(
        "cells/*.parquet",
        "dimension = '' and country != '' group by country, source, pay, year",
        "country, source, pay, year, sum(records)::int as records",
    )
    held: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row["pay"] == main_kind(row["source"]) and code in (None, row["country"]):
            held[row["country"]][row["source"]][row["year"]] = row["records"]
    totals = {
        country: sum(sum(years.values()) for years in sources.values())
        for country, sources in held.items()
    }
    chosen = sorted(totals, key=lambda country: (-totals[country], country))[:MOST_COUNTRIES]
    return [
        CountryAge(
            country=country,
            label=dimension("country").value_label(country),
            source=source,
            newest=max(years),
            records=years[max(years)],
            years_old=day.year - max(years),
        )
        for country in chosen
        for source, years in sorted(held[country].items(), key=lambda each: (-max(each[1]), each))
    ]


def _sentence(
    ages: list[SourceAge], countries: list[CountryAge], code: str | None, day: date
) -> str:
    reports = [age for age in ages if not age.official]
    late = [age.source for age in reports if age.state == OUT_OF_DATE]
    closed = [age.source for age in reports if age.state in CLOSED.values()]
    of = f" of {dimension('country').value_label(code)}" if code else ""
    newest = max(countries, key=lambda each: (each.newest, each.records))
    official = [age for age in ages if age.official]
    told = f"; official statistics end in {max(a.newest for a in official)}" if official else ""
    return (
        f"The newest records{of} are of {newest.newest} ({newest.source}); on "
        f"{day.day} {day:%B %Y}, {len(late)} of {len(reports)} sources "
        f"{'is' if len(late) == 1 else 'are'} out of date by the publisher's own rhythm and "
        f"{len(closed)} will not be renewed{told}."
    )


def _sources_section(answer: Staleness) -> Section:
    year = int(answer.today[:4])
    return Section(
        title="Sources",
        sentence="Each source's newest year, and when its publisher's next one is due.",
        columns=(
            SectionColumn("source", "Source"),
            SectionColumn("newest", "Newest year", YEAR),
            SectionColumn("records", "Records of it", COUNT),
            SectionColumn("years_old", "Years old", COUNT),
            SectionColumn("rhythm", "Rhythm"),
            SectionColumn("state", "State"),
            SectionColumn("missing", "Years to get"),
            SectionColumn("due", "Next year out by"),
        ),
        rows=tuple(
            {
                "source": age.source,
                "newest": age.newest,
                "records": age.records,
                "years_old": year - age.newest,
                "rhythm": age.rhythm,
                "state": age.state,
                "missing": span(age.missing) if age.missing else None,
                "due": age.due,
            }
            for age in answer.sources
        ),
        chart=SectionChart(value="newest", group="source", series="source"),
        notes=(
            "Official statistics have no records of persons, so none are counted.",
            "“once”: nobody renews the copy; “ended”: the publisher has stopped.",
        ),
    )


def _newer_section(answer: Staleness) -> Section:
    return Section(
        title="Newer records",
        sentence="Where each publisher gives out newer records, as far as is known.",
        columns=(
            SectionColumn("source", "Source"),
            SectionColumn("newer", "Address"),
            SectionColumn("note", "To know"),
        ),
        rows=tuple(
            {"source": age.source, "newer": age.newer or None, "note": age.note or None}
            for age in answer.sources
        ),
    )


def _countries_section(answer: Staleness) -> Section:
    few = len({each.country for each in answer.countries})
    return Section(
        title="Countries",
        sentence=(
            f"The newest year of each source, in the {few} countries with the most records."
            if few > 1
            else "The newest year of each source in this country."
        ),
        columns=(
            SectionColumn("country", "Country"),
            SectionColumn("source", "Source"),
            SectionColumn("newest", "Newest year", YEAR),
            SectionColumn("records", "Records of it", COUNT),
            SectionColumn("years_old", "Years old", COUNT),
        ),
        rows=tuple(
            {
                "country": each.label,
                "source": each.source,
                "newest": each.newest,
                "records": each.records,
                "years_old": each.years_old,
            }
            for each in answer.countries
        ),
        chart=SectionChart(value="newest", group="country", series="source"),
        notes=("Counted are records of roles with at least the publishing floor in a year.",),
    )
