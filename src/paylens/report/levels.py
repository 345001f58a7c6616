"""An employer's own levels on the common ladder: each step, why it stands there, who says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from paylens.errors import NotEnoughData
from paylens.harmonise.dimension import dimension
from paylens.harmonise.ladder.words import ladder_name, rung
from paylens.market.store import Store
from paylens.report.answer import Answer

CONTEST = (
    "To contest a step, add it with its source to paylens/harmonise/ladder/overrides.toml, which "
    "wins over words, years and order. Pay never decides. How often the steps are right: "
    "docs/levels.md."
)
# The first sentence tells the ladders that hold so much of the employer's records.
TOLD = 0.8
WHOLE_FILE = (
    "A ladder that ships with paylens is fitted on the publisher's whole file, and its records are "
    "that file's; any other on the file that this market was built from."
)
OLD_MARKET = (
    "not enough data: this market holds no employers' ladders. Build it again: "
    "paylens build --from FOLDER --out MARKET"
)


@dataclass(frozen=True)
class LevelStep:
    """One level in the employer's words, its step of the common ladder, and why.

    `score` is the probability of the step given all rungs' evidence, 1 where it is declared;
    `decided_by` is override, words, or years and order. `records` are those the step was decided
    on; the quartiles are of their years of experience.
    """

    employer_level: str
    also_written: tuple[str, ...]
    level: str
    score: float
    decided_by: str
    why: str
    declared_source: str | None
    records: int
    experience_years_p25: float | None
    experience_years_p50: float | None
    experience_years_p75: float | None


@dataclass(frozen=True)
class Ladder:
    """One of the employer's ladders, its lowest level first."""

    name: str
    track: str
    levels: tuple[LevelStep, ...]


@dataclass(frozen=True)
class LadderEvidence:
    """What the ladders rest on; `years` are those of the sources' records in this market, while
    `records` are those the ladders were fitted on, as `note` says."""

    records: int
    publishers: tuple[str, ...]
    sources: tuple[str, ...]
    years: tuple[int, ...]
    note: str = WHOLE_FILE


@dataclass(frozen=True)
class EmployerLadders(Answer):
    """All ladders of one employer, the one of most records first."""

    sentence: str
    employer: str
    ladders: tuple[Ladder, ...]
    evidence: LadderEvidence
    contest: str = CONTEST

    def _lines(self) -> list[dict[str, Any]]:
        return [
            {"employer": self.employer, "ladder": ladder.name, "track": ladder.track}
            | {name: value for name, value in vars(level).items() if name != "also_written"}
            for ladder in self.ladders
            for level in ladder.levels
        ]


@dataclass(frozen=True)
class EmployersWithLadders(Answer):
    """The employers that have ladders, each with its levels and the records on them."""

    sentence: str
    employers: tuple[dict[str, Any], ...]

    def _lines(self) -> list[dict[str, Any]]:
        return list(self.employers)


def employers_with_ladders(store: Store) -> EmployersWithLadders:
    """Every employer whose levels are on the common ladder, most records first.

    `records` are those the ladders were fitted on, which may be more than the market's.

    Raises
    ------
    NotEnoughData
        A market without ladders.
    """
    counted: dict[str, list[int]] = defaultdict(list)
    for row in _rungs(store):
        counted[row["employer"]].append(row["records"])
    lines: list[dict[str, Any]] = [
        {"employer": employer, "levels": len(records), "records": sum(records)}
        for employer, records in counted.items()
    ]
    lines.sort(key=lambda line: (-line["records"], line["employer"]))
    levels = sum(line["levels"] for line in lines)
    return EmployersWithLadders(
        f"{len(lines)} companies have {levels:,} levels of their own on the common ladder.",
        tuple(lines),
    )


def employer_ladders(store: Store, company: str) -> EmployerLadders:
    """One employer's ladders.

    Raises
    ------
    UnknownValue
        No such employer in the market; names the nearest ones.
    NotEnoughData
        An employer none of whose levels has enough records, or a market without ladders.
    """
    named = {row["employer"] for row in _rungs(store)}
    known = sorted(named | set(store.values("employer")))
    employer = dimension("employer").understand(company, known)
    rows = store.ladders(employer)
    if not rows:
        raise NotEnoughData(
            f"not enough data: none of {employer}'s own levels has "
            f"{store.floor.middle_records} records. The list of ladders names the companies that "
            "have."
        )
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        parts[row["ladder"]].append(row)
    largest = sorted(parts.values(), key=_records, reverse=True)
    ladders = tuple(_ladder(part) for part in largest)
    return EmployerLadders(
        sentence=f"At {employer}, {_summary(ladders)}.",
        employer=employer,
        ladders=ladders,
        evidence=_evidence(store, rows),
    )


def step_of(store: Store, employer: str, words: str) -> str | None:
    """The step of the common ladder of an employer's level, in any of its spellings."""
    asked = rung(words)
    places = {(row["ladder"], row["number"]): row["level"] for row in store.ladders(employer)}
    return places.get((asked.ladder, asked.number)) if asked else None


def records_on_rung(store: Store, employer: str, words: str) -> dict[str, tuple[int, int]]:
    """Source → the records of an employer's level, in any of its spellings, and of all its levels.

    They are those that the ladders were fitted on.
    """
    asked = rung(words)
    found: dict[str, tuple[int, int]] = {}
    for row in store.ladders(employer) if asked else []:
        own, every = found.get(row["source"], (0, 0))
        if asked and (row["ladder"], row["number"]) == (asked.ladder, asked.number):
            own += row["records"]
        found[row["source"]] = own, every + row["records"]
    return found


def _rungs(store: Store) -> list[dict[str, Any]]:
    rows = store.ladders()
    if not rows:
        raise NotEnoughData(OLD_MARKET)
    return rows


def _records(rows: list[dict[str, Any]]) -> int:
    return sum(row["records"] for row in rows)


def _evidence(store: Store, rows: list[dict[str, Any]]) -> LadderEvidence:
    sources = sorted({row["source"] for row in rows})
    accounts = [store.account(source) for source in sources]
    return LadderEvidence(
        records=_records(rows),
        publishers=tuple(account["publisher"] for account in accounts),
        sources=tuple(sources),
        years=tuple(sorted({year for account in accounts for year in account["years"]})),
    )


def _ladder(rows: list[dict[str, Any]]) -> Ladder:
    names = [row["employer_level"] for row in rows]
    levels = [
        LevelStep(
            also_written=tuple(row["spellings"][1:]),
            why=_why(row, names[:place][-1:], names[place + 1 : place + 2]),
            **{name: row[name] for name in LevelStep.__dataclass_fields__ if name in row},
        )
        for place, row in enumerate(rows)
    ]
    return Ladder(ladder_name(rows[0]["ladder"]), rows[0]["track"], tuple(levels))


def _why(row: dict[str, Any], below: list[str], above: list[str]) -> str:
    """What decided, where the level stands among the others, and what its years alone would say."""
    parts = [_decided(row), _place(below, above)]
    if row["years_level"] not in (row["level"], None):
        parts.append(f"its years alone would say {row['years_level']}")
    return "; ".join(part for part in parts if part)


def _decided(row: dict[str, Any]) -> str:
    if row["decided_by"] == "override":
        return "declared"
    if row["decided_by"] == "words" and row["word_records"] is not None:
        return f"{row['word_records']:,} reports name it so in words"
    return _years(row)


def _years(row: dict[str, Any]) -> str:
    low, middle, high = (row[f"experience_years_p{n}"] for n in (25, 50, 75))
    if middle is None:
        return "its place in the ladder"
    if low == high:
        return f"at least half of its people have {middle:g} years"
    return f"half of its people have {low:g} to {high:g} years, the median {middle:g}"


def _place(below: list[str], above: list[str]) -> str:
    if below and above:
        return f"between {below[0]} and {above[0]}"
    return f"above {below[0]}" if below else f"below {above[0]}" if above else ""


def _summary(ladders: tuple[Ladder, ...]) -> str:
    """The steps of the ladders that hold most of the records."""
    counts = [sum(level.records for level in ladder.levels) for ladder in ladders]
    told = next(n for n in range(1, len(counts) + 1) if sum(counts[:n]) >= TOLD * sum(counts))
    return "; ".join(_spans(ladder.levels) for ladder in ladders[:told])


def _spans(levels: tuple[LevelStep, ...]) -> str:
    """The levels of each step: "L3 is entry, L4 is mid, L6 to L8 are staff"."""
    names: dict[str, list[str]] = defaultdict(list)
    for level in levels:
        names[level.level].append(level.employer_level)
    label = dimension("level").value_label
    spans = [
        f"{own[0]} is {label(step).lower()}"
        if len(own) == 1
        else f"{own[0]} {'and' if len(own) == 2 else 'to'} {own[-1]} are {label(step).lower()}"
        for step, own in names.items()
    ]
    return ", ".join(spans)
