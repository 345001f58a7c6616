"""`trend`: whether pay rose, year by year, with the mix of people held fixed and after prices."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from paylens.collect.source import card
from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Evidence, Figure
from paylens.market.scope import ML_AND_DATA
from paylens.market.store import Store
from paylens.report.like_for_like import NOT_COMPARED, Among, is_compared, label_of
from paylens.report.official import OfficialWages, official_years
from paylens.report.prices import INDEX, RATE, view_of
from paylens.report.profile import Profile
from paylens.report.sections import Section, SectionedAnswer
from paylens.report.trend.series import FEWEST_AT_ENDS, NO_PRICES, Prices, Trend, trends
from paylens.report.wording import joined, percent, signed

MIX = (
    "The mix of people is held fixed: years are compared among people alike in {held}, as far as "
    "each source asks them. Raw medians move also when other people answer."
)
SEPARATE = (
    "Each source is a series of its own, and each of its ways of asking: {sources}. A change of "
    "who is counted is not a trend, so they are never joined."
)
ENDS = (
    f"A trend runs from the first to the last year of at least {FEWEST_AT_ENDS} records that were "
    "asked in the same form; other years are shown and do not count."
)
OFFICIAL = (
    "The official median is of {title}{nearest}, in May of each year: all who have the occupation, "
    "so that its own mix of people changes too."
)


@dataclass(frozen=True)
class OfficialTrend:
    """The official medians by year, USD, nominal and in the prices of one year."""

    title: str
    same_occupation: bool
    years: tuple[tuple[int, float, float | None], ...]
    yearly: float
    real_yearly: float | None
    publisher: str = OfficialWages.publisher


@dataclass(frozen=True)
class PayTrend(SectionedAnswer):
    """Pay of a role in a country by year, each source's series by itself.

    `prices_of` is the year whose prices real amounts are in; None where none are at hand.
    """

    sentence: str
    understood: dict[str, str]
    series: tuple[Trend, ...]
    official: OfficialTrend | None
    prices_of: int | None
    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The change per year, the years, and the official ones."""
        from paylens.report.trend.sections import sections

        return sections(self)


def trend(store: Store, profile: Profile, pay: str | None = None) -> PayTrend:
    """The trend of a profile's role and country; of one kind of pay, or of each (None).

    Raises
    ------
    NotEnoughData
        No source has records enough of two years there.
    """
    role, country = str(profile.role), str(profile.country)
    prices = _prices(store, country)
    if role not in dimension("role").groups[ML_AND_DATA]:
        raise NotEnoughData(_not_kept(role))
    among = [Among(role, country), Among(ML_AND_DATA, country)]
    found = trends(store, among, pay, prices)
    if not found:
        raise NotEnoughData(
            _nothing(among[0], pay) if is_compared(store) else f"not enough data: {NOT_COMPARED}"
        )
    official = _official(store, role, country, prices.real)
    return PayTrend(
        sentence=_sentence(among[0], found),
        understood=profile.understood,
        series=tuple(found),
        official=official,
        prices_of=prices.year,
        evidence=tuple(one.evidence for one in found),
        notes=_notes(among[0], found, official, prices.year),
    )


def _prices(store: Store, country: str) -> Prices:
    """The country's rates and prices, as of the newest year with consumer prices."""
    lines = {line["year"]: line for line in store.prices() if line["country"] == country}
    priced = [year for year, line in lines.items() if line[INDEX] and line[RATE]]
    if not priced:
        return Prices(None, {}, {})
    newest = max(priced)
    view = view_of(store, real=newest)
    assert view is not None
    back = lines[newest][RATE]
    return Prices(
        year=newest,
        rates={year: math.log(line[RATE] / back) for year, line in lines.items() if line[RATE]},
        real={year: math.log(factor) for year, factor in view.factors(country).items()},
    )


def _official(
    store: Store, role: str, country: str, shifts: dict[int, float]
) -> OfficialTrend | None:
    told = [wages for wages in official_years(store, role, country) if wages.p50]
    if len(told) < 2:
        return None
    medians = {wages.year: wages.p50 or 0.0 for wages in told}
    real = {year: p50 * math.exp(shifts[year]) for year, p50 in medians.items() if year in shifts}
    return OfficialTrend(
        title=told[-1].title,
        same_occupation=told[-1].same_occupation,
        years=tuple((year, p50, real.get(year)) for year, p50 in medians.items()),
        yearly=_yearly(medians),
        real_yearly=_yearly(real) if len(real) > 1 else None,
    )


def _yearly(by_year: dict[int, float]) -> float:
    first, last = min(by_year), max(by_year)
    return math.expm1(math.log(by_year[last] / by_year[first]) / (last - first))


def _sentence(asked: Among, found: Sequence[Trend]) -> str:
    """What holds of all series, then the longest one."""
    counted = [one for one in found if not one.weak]
    longest = max(counted or found, key=lambda one: (one.last - one.first, -_width(one.held_fixed)))
    if not counted:
        return (
            f"{_whose(asked, found)}: whether pay grew cannot be told, as the evidence of "
            f"{'the only series' if len(found) == 1 else f'all {len(found)} series'} is weak. "
            f"{_longest(longest)}"
        )
    ways = {way: [one for one in counted if _way(one.held_fixed) == way] for way in WAYS}
    told = [f"{way} in {_series(len(ones))}" for way, ones in ways.items() if ones]
    return (
        f"{_whose(asked, counted)}: with the mix of people held fixed, pay {joined(told)}; "
        f"{_real_words(counted)}. {_longest(longest)}"
    )


def _whose(asked: Among, counted: Sequence[Trend]) -> str:
    """Whose pay the series are of: the role's, all ML and data roles', or some of each."""
    wider = [one.among for one in counted if one.among != asked.label]
    if len(wider) == len(counted):
        return wider[0]
    others = wider[0].split(",")[0] if wider else ""
    return f"{asked.label} ({others} in some series)" if wider else asked.label


def _width(figure: Figure) -> float:
    return (figure.high or math.inf) - (figure.low or -math.inf)


# A change of more than this a year is more likely one of who answered.
MOST_LIKELY_PAY = 0.25
WAYS = ("rose", "fell", "did not clearly change")


def _way(yearly: Figure) -> str:
    rose, fell, unclear = WAYS
    if yearly.low is not None and yearly.low > 0:
        return rose
    return fell if yearly.high is not None and yearly.high < 0 else unclear


def _series(count: int) -> str:
    return "one series" if count == 1 else f"{count} series"


def _real_words(counted: Sequence[Trend]) -> str:
    known = [one for one in counted if one.real.value is not None]
    if not known:
        return "how much of it prices took is not known"
    rose, fell = (sum(_way(one.real) == way for one in known) for way in WAYS[:2])
    if not rose and not fell:
        some = "in it" if len(known) == 1 else f"in any of the {len(known)} with prices"
        return f"after prices neither a rise nor a fall can be told {some}"
    told = [f"{way} in {count}" for way, count in zip(WAYS, (rose, fell), strict=False) if count]
    return f"after prices it {joined(told)} of {len(known)}"


def _longest(one: Trend) -> str:
    real = ""
    if one.real.value is not None:
        until = "" if one.real_last == one.last else f" until {one.real_last}"
        real = f", {signed(one.real.value)} after prices{until}"
    return (
        f"The longest, {one.source} ({one.basis}, {one.pay} pay), {one.first} to {one.last}: "
        f"{signed(one.held_fixed.value or 0)} a year ({_span(one.held_fixed)}){real}."
    )


def _span(figure: Figure) -> str:
    return f"{signed(figure.low or 0)} to {signed(figure.high or 0)}"


def _not_kept(role: str) -> str:
    declared = dimension("role")
    kept = joined([declared.value_label(one) for one in declared.groups[ML_AND_DATA]])
    return (
        "not enough data: the market keeps how pay changed by year for ML and data roles only "
        f"({kept}), not for {declared.value_label(role)}. Ask of one of those, or see "
        "what the records of the latest years say: `tables role`."
    )


def _nothing(asked: Among, pay: str | None) -> str:
    kind = f"{pay} pay of " if pay else ""
    return (
        f"not enough data: no source has {kind}{asked.label} in two years that were asked alike, "
        "of 100 records in all. Missing: records of further years. Ask of another country, or of "
        "data scientists, whom most sources have longest."
    )


def _notes(
    asked: Among, found: Sequence[Trend], official: OfficialTrend | None, prices_of: int | None
) -> tuple[str, ...]:
    held = sorted({label_of(name) for one in found for name in one.held_equal})
    notes = [MIX.format(held=joined(held) or "nothing else"), ENDS]
    bases: dict[str, list[str]] = defaultdict(list)
    for one in found:
        if one.basis not in bases[one.source]:
            bases[one.source].append(one.basis)
    who = [
        f"{name} ({' and '.join(ways)}): {card(name).population}" for name, ways in bases.items()
    ]
    notes.append(SEPARATE.format(sources="; ".join(who)))
    wider = [f"{one.source} ({one.basis})" for one in found if one.among != asked.label]
    if wider:
        among = next(one.among for one in found if one.among != asked.label)
        notes.append(
            f"Of {among}, as {asked.label} alone has too few records there: "
            f"{joined(list(dict.fromkeys(wider)))}."
        )
    large = [
        f"{one.source} ({one.pay} pay)"
        for one in found
        if abs(one.held_fixed.value or 0.0) > MOST_LIKELY_PAY
    ]
    if large:
        notes.append(
            f"A change of over {percent(MOST_LIKELY_PAY)} a year, as in {joined(large)}, is more "
            "likely one of who answered, in what no one asked them, than of pay."
        )
    notes.append(_steadily(found))
    notes.append(
        f"Amounts are in USD at the rate of {prices_of}, so that a change as paid is one in the "
        f"country's own money; after prices, they are in those of {prices_of}, by its consumer "
        "prices."
        if prices_of
        else f"Nothing is shown after prices: {NO_PRICES} are at hand."
    )
    if official is not None:
        nearest = "" if official.same_occupation else ", the nearest occupation"
        notes.append(OFFICIAL.format(title=official.title, nearest=nearest))
    return tuple(notes)


def _steadily(found: Sequence[Trend]) -> str:
    """Whether pay has been growing steadily, as the article has it."""
    judged = [one for one in found if one.steady is not None and not one.weak]
    if not judged:
        return (
            "Whether pay grew steadily cannot be said: that takes a series of three years or more "
            "that were asked alike, of enough records."
        )
    steady = sum(bool(one.steady) for one in judged)
    after = sum(bool(one.steady) and _way(one.real) == WAYS[0] for one in judged)
    return (
        f"Steady growth would be a rise from each year to the next: so it is in {steady} of the "
        f"{len(judged)} series of three years or more, and {after or 'none'} of them also grew "
        "after prices."
    )
