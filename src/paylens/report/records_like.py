"""The records behind an answer: those that are like the profile, and those that a fact comes from.

A market's cells hold role and country with one more fact, and pairs of facts of all roles: how many
records hold all that was told is known no closer than from the scarcest of these. A level is told
closer: of those who hold another fact, its share is that of the level among all who hold both.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from paylens.harmonise.dimension import dimension
from paylens.market.evidence import CARRIED, LINKED, CarriedFact
from paylens.market.seen import Values
from paylens.market.store import Counted, Store
from paylens.model.fields import SINGLE_WORDS
from paylens.report.levels import records_on_rung
from paylens.report.mixture import Voice
from paylens.report.outside import told_values
from paylens.report.parts import Part
from paylens.report.profile import QUESTIONS, Profile

EMPLOYER_LEVEL, LEVEL = "employer_level", "level"
PLACE = ("role", "country")


@dataclass(frozen=True)
class Support:
    """What an answer rests on, in numbers of records.

    `answering` are the records of the role and country of the sources that answer; `like` of them
    hold every told fact at most: None where too few to be shown, 0 where none states them all.
    `by_fact` has the records that the effect of each fact (name of a dimension) rests on, those it
    is carried over from where none that answers states it; `carried` says which these are.
    """

    answering: int
    like: int | None
    by_fact: dict[str, int]
    carried: dict[str, CarriedFact]

    @property
    def scarcest(self) -> int:
        """The fewest records that any part of the answer rests on: its interval's."""
        fewest = min([self.answering, *self.by_fact.values()])
        return fewest if self.like == 0 else min(fewest, self.like or 0)


def support(store: Store, profile: Profile, parts: list[Part]) -> Support:
    """Count the records that an answer to a profile rests on."""
    answering = sum(part.voice.records for part in parts)
    told = told_values(profile) | _single_words(profile)
    unstated = set.intersection(*(_unstated(part) for part in parts))
    ignored = set.intersection(*(set(part.treatment.ignored) for part in parts))
    by_fact = dict.fromkeys(PLACE, answering)
    carried = {}
    for name, values in told.items():
        field = dimension(name).field
        if name in PLACE or field in ignored:
            continue
        if field in unstated:
            carried[name] = _carried(store, profile, parts, field, values)
            by_fact[name] = carried[name].records or 0
        else:
            by_fact[name] = sum(_stated(store, profile, part, name, values) for part in parts)
    if EMPLOYER_LEVEL in unstated:
        carried[EMPLOYER_LEVEL] = _carried_level(store, profile, parts)
    like = _like(store, profile, parts, told) if answering else 0
    return Support(answering, like, by_fact, carried)


def _single_words(profile: Profile) -> dict[str, Values]:
    """The sets of one value that are read as a word; `told_values` has no sets."""
    found = {name: profile.facts.get(name) for name in SINGLE_WORDS}
    return {name: (word,) for name, word in found.items() if isinstance(word, str)}


def carried_words(fact: CarriedFact) -> str:
    """Where the effect of a fact that no answering record states comes from."""
    how = "its effect is carried over from" if fact.how == CARRIED else "it is read by its link in"
    where = f"{how} {' and '.join(fact.sources)}"
    if fact.records is None:
        return f"{where}, whose records of it are nearly all of other roles"
    span = f"{fact.years[0]}–{fact.years[-1]}" if len(fact.years) > 1 else str(fact.years[0])
    return f"{where} ({fact.records:,} records, {span})"


def _unstated(part: Part) -> set[str]:
    """The facts (record fields) that a source does not ask, as its part of the answer has them."""
    linked = part.treatment.linked
    return {*part.treatment.carried, *([linked] if linked else [])}


def _stated(store: Store, profile: Profile, part: Part, name: str, values: Values) -> int:
    """The records of one source's part that state a fact."""
    voice = part.voice
    key = (name, values)
    if key not in voice.counted:
        found = [
            sum(
                row.records
                for row in store.counted(profile.role, profile.country, name, value)
                if (row.source, row.pay, row.basis) == (voice.source, voice.pay, voice.basis)
                and row.year in voice.years
            )
            for value in values
        ]
        voice.counted[key] = min(max(found, default=0), voice.records)
    return int(voice.counted[key])


def _like(store: Store, profile: Profile, parts: list[Part], told: dict[str, Values]) -> int | None:
    """About how many of the answering records hold every fact at most; None where too few."""
    stating: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if not _unstated(part):
            stating[part.voice.source].append(part)
    if not stating:
        return 0
    found = sum(_bound(store, profile, own, told) for own in stating.values())
    return found if found >= store.floor.middle_records else None


def _bound(store: Store, profile: Profile, own: list[Part], told: dict[str, Values]) -> int:
    """About how many of one source's records hold every fact at most."""
    source = own[0].voice.source
    ignored = own[0].treatment.ignored
    stated = {
        name: sum(_stated(store, profile, part, name, values) for part in own)
        for name, values in told.items()
        if name not in PLACE and dimension(name).field not in ignored
    }
    bounds = [sum(part.voice.records for part in own), *stated.values()]
    if store.seen.known:
        asked = store.seen.both_asked
        pairs = [
            (a, told[a], b, told[b]) for a, b in combinations(sorted(told), 2) if (a, b) in asked
        ]
        bounds += store.seen.in_source(source, pairs)
        bounds += [
            round(count * _level_share(store, own[0].voice, name, told))
            for name, count in stated.items()
            if name != LEVEL and LEVEL in stated
        ]
    if EMPLOYER_LEVEL in profile.facts:
        rung, every = _on_rung(store, profile).get(source, (0, 0))
        bounds += [rung, round(stated["employer"] * rung / max(every, 1))]
    return min(bounds)


def _level_share(store: Store, voice: Voice, name: str, told: dict[str, Values]) -> float:
    """The told level's share among a source's records that hold another told fact and a level; 1
    where it is not known."""
    if tuple(sorted((name, LEVEL))) not in store.seen.both_asked:
        return 1.0
    key = (name, told[name], told[LEVEL])
    if key not in voice.counted:
        levels = list(dimension(LEVEL).values)
        each = [
            (name, told[name], LEVEL, (level,))
            if name < LEVEL
            else (LEVEL, (level,), name, told[name])
            for level in levels
        ]
        counts = dict(zip(levels, store.seen.in_source(voice.source, each), strict=True))
        every = sum(counts.values())
        voice.counted[key] = counts[told[LEVEL][0]] / every if every else 1.0
    return voice.counted[key]


def _carried(
    store: Store, profile: Profile, parts: list[Part], field: str, values: Values
) -> CarriedFact:
    """A fact that no answering source asks: of the role and country where it is carried over, of
    the role alone where level and years are linked."""
    series = {name for part in parts for name in part.treatment.carried.get(field, ())}
    linked = {name for part in parts if part.treatment.linked == field
              for name in part.treatment.linked_by}  # fmt: skip
    known = parts[0].voice.carried
    key = (field, values, frozenset(series), frozenset(linked))
    if key not in known:
        name = next(name for name in QUESTIONS.values() if dimension(name).field == field)
        rows = _elsewhere(store, profile, (name, values), series, linked)
        records = {source: _total(each) for source, each in sorted(rows.items())}
        years = {row.year for each in rows.values() for row in each}
        sources = sorted({*linked, *(each.split("/")[0] for each in series)})
        how = CARRIED if series else LINKED
        known[key] = _fact(store, parts, field, how, records, years, sources)
    return known[key]


def _elsewhere(
    store: Store,
    profile: Profile,
    fact: tuple[str, Values],
    series: set[str],
    linked: set[str],
) -> dict[str, list[Counted]]:
    """Per source that a fact is carried over from or linked in, the records that state it, of the
    kind of pay that has most of them."""
    name, values = fact
    country = None if linked and not series else profile.country
    counts: dict[str, list[Counted]] = defaultdict(list)
    for value in values:
        for row in store.counted(profile.role, country, name, value):
            if f"{row.source}/{row.pay}" in series or row.source in linked:
                counts[f"{row.source}/{row.pay}/{value}"].append(row)
    largest: dict[str, list[Counted]] = {}
    for rows in counts.values():
        held = largest.get(rows[0].source, [])
        largest[rows[0].source] = max(held, rows, key=_total)
    return largest


def _carried_level(store: Store, profile: Profile, parts: list[Part]) -> CarriedFact:
    records = {source: rung for source, (rung, _) in _on_rung(store, profile).items() if rung}
    years = {year for source in records for year in store.account(source)["years"]}
    series = {each for part in parts for each in part.treatment.carried.get(EMPLOYER_LEVEL, ())}
    sources = sorted({each.split("/")[0] for each in series})
    return _fact(store, parts, EMPLOYER_LEVEL, CARRIED, records, years, sources)


def _fact(
    store: Store,
    parts: list[Part],
    field: str,
    how: str,
    records: dict[str, int],
    years: set[int],
    sources: list[str],
) -> CarriedFact:
    label = parts[0].treatment.label(field)
    total = sum(records.values())
    if total < store.floor.middle_records:
        return CarriedFact(label, how, None, tuple(sources), ())
    return CarriedFact(label, how, total, tuple(records), tuple(sorted(years)))


def _on_rung(store: Store, profile: Profile) -> dict[str, tuple[int, int]]:
    own = (str(profile.facts["employer"]), str(profile.facts[EMPLOYER_LEVEL]))
    return records_on_rung(store, *own)


def _total(rows: list[Counted]) -> int:
    return sum(row.records for row in rows)
