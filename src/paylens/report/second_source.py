"""Where to get a second source, where the evidence at hand is weak."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from paylens.collect.source import Card, card
from paylens.market.store import Store
from paylens.report.disagreement import BASES
from paylens.report.sections import Section, SectionColumn

US = "US"
OFFICIAL = "official statistics of wages"
ADDRESS = re.compile(r"https://[\w./-]*\w")


@dataclass(frozen=True)
class SecondSource:
    """A publisher that could be asked today: what it counts, and where. `used`: older records of
    it are in the answer already."""

    name: str
    counts: str
    url: str
    used: bool


def second_sources(
    store: Store, used: Sequence[str], country: str | None
) -> tuple[SecondSource, ...]:
    """Who publishes newer pay of a country, those first that did not answer.

    Of this market's sources those whose publisher goes on and that know the country; then the
    official statistics of some other countries.
    """
    found = []
    for account in store.accounts:
        name = account["source"]
        official = account["basis"] == ["official"]
        url = _address(card(name))
        if url is None or not _knows(store, name, country, official=official):
            continue
        counts = OFFICIAL if official else " and ".join(BASES[b] for b in account["basis"])
        found.append(SecondSource(card(name).publisher, counts, url, name in used))
    found += [
        SecondSource(each["name"], OFFICIAL, each["url"], used=False)
        for each in _elsewhere()
        if country in each["countries"]
    ]
    return tuple(sorted(found, key=lambda each: each.used))


def second_sources_section(listed: Sequence[SecondSource], sentence: str) -> Section:
    """The table of them, as every answer shows it."""
    return Section(
        title="A second source",
        sentence=sentence,
        columns=(
            SectionColumn("name", "Publisher"),
            SectionColumn("counts", "Counts"),
            SectionColumn("url", "Address"),
            SectionColumn("used", "In this answer"),
        ),
        rows=tuple(
            {
                "name": each.name,
                "counts": each.counts,
                "url": each.url,
                "used": "older records of it" if each.used else "no",
            }
            for each in listed
        ),
    )


def _address(known: Card) -> str | None:
    """Where a publisher's newer pay is, as records or only to look at; None where it ended."""
    named = ADDRESS.search(known.renewal.note)
    return known.renewal.newer or (named.group() if named else None)


def _knows(store: Store, source: str, country: str | None, *, official: bool) -> bool:
    if official:
        return country == US
    if country is None:
        return True
    pays = card(source).pay_kinds
    return any(source in store.sources_of(country, pay) for pay in pays)


@cache
def _elsewhere() -> list[dict[str, Any]]:
    path = Path(__file__).parent / "official_elsewhere.toml"
    listed: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["publisher"]
    return listed
