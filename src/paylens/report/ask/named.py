"""Values that the article names, each beside the others like for like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from paylens.harmonise.dimension import dimension
from paylens.market.evidence import Evidence, Figure, reliability
from paylens.market.store import Store
from paylens.report.ask.told import KINDS, NOT_ENOUGH, difference_section, includes_none
from paylens.report.like_for_like import beside, interval_width, pay_differences, populations_for
from paylens.report.sections import Section
from paylens.report.wording import joined, signed


@dataclass(frozen=True)
class NamedDifference:
    """A named value's difference in one kind of pay; `figure` is None where no source tells."""

    label: str
    compared_with: str
    pay: str | None
    figure: Figure | None
    records: int
    sources: tuple[str, ...]
    among: str
    reliability: str
    evidence: tuple[Evidence, ...]


def named_differences(
    store: Store, named: Iterable[tuple[str, str]], role: str, country: str
) -> list[NamedDifference]:
    """The named pairs of dimension and value, from the average or from those without."""
    rows: list[NamedDifference] = []
    among = populations_for(role, country)
    for name, value in named:
        label, other = dimension(name).value_label(value), beside(name)
        found = pay_differences(store, name, value, None, among)
        if not found:
            rows.append(NamedDifference(label, other, None, None, 0, (), "", "", ()))
        for one in found:
            records = sum(each.first_records for each in one.counted)
            rows.append(
                NamedDifference(
                    label=label,
                    compared_with=other,
                    pay=one.pay,
                    figure=one.combined,
                    records=records,
                    sources=tuple(dict.fromkeys(each.source for each in one.counted)),
                    among=one.among,
                    reliability=reliability(records, interval_width(one.combined)),
                    evidence=tuple(each.evidence for each in one.counted),
                )
            )
    return rows


def evidence_of(rows: Iterable[NamedDifference]) -> tuple[Evidence, ...]:
    """What named differences rest on: per source and kind of pay the one of most records."""
    held: dict[tuple[tuple[str, ...], str], Evidence] = {}
    for row in rows:
        for each in row.evidence:
            key = (each.sources, each.pay)
            if key not in held or (each.records or 0) > (held[key].records or 0):
                held[key] = each
    return tuple(held.values())


def named_section(title: str, rows: Iterable[NamedDifference]) -> Section:
    """The named values, one row per kind of pay."""
    listed = list(rows)
    missing = [row.label for row in listed if row.figure is None]
    among = list(dict.fromkeys(row.among for row in listed if row.among))
    notes = [f"Compared among: {'; '.join(dict.fromkeys('; '.join(among).split('; ')))}."]
    if missing:
        notes.append(f"{NOT_ENOUGH}: too few records of {joined(missing)} here")
    return difference_section(
        title,
        "Like for like, as far as each source asks the facts that are held equal.",
        [
            {
                "label": row.label,
                "compared_with": row.compared_with,
                "pay": row.pay,
                "difference": row.figure,
                "records": row.records or None,
                "sources": row.sources,
                "reliability": row.reliability,
            }
            for row in listed
        ],
        tuple(notes),
    )


def named_sentence(rows: Iterable[NamedDifference], other: str) -> str:
    """Which named values go with more, which with less, and which are not told apart."""
    listed = list(rows)
    told = [row for row in listed if row.figure is not None and not includes_none(row.figure)]
    higher = [_words(row) for row in told if _share(row) > 0]
    lower = [_words(row) for row in told if _share(row) < 0]
    apart = {row.label for row in told}
    alike = [
        label
        for label in dict.fromkeys(row.label for row in listed if row.figure is not None)
        if label not in apart
    ]
    missing = [row.label for row in listed if row.figure is None]
    words = [
        f"more with {joined(higher)}" if higher else "",
        f"less with {joined(lower)}" if lower else "",
        f"not told apart: {joined(alike)}" if alike else "",
        f"{NOT_ENOUGH} on {joined(missing)}" if missing else "",
    ]
    return f"Like for like, beside {other}: {'; '.join(word for word in words if word)}."


def _share(row: NamedDifference) -> float:
    return float(row.figure.value or 0.0) if row.figure else 0.0


def _words(row: NamedDifference) -> str:
    return f"{row.label} ({signed(_share(row))} {KINDS[str(row.pay)]}, {row.reliability} evidence)"
