"""One source in full: its card, its counts, its known errors, and how its words were read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from paylens.collect.source import Correction, card
from paylens.errors import UnknownValue
from paylens.market.store import Store


@dataclass(frozen=True)
class KnownError(Correction):
    """A publisher's error, and how many rows of this market it was corrected in."""

    rows: int = 0


@dataclass(frozen=True)
class SourceDetail:
    """`account` is the source's line of `paylens sources`; `titles` and `places` are examples of
    publishers' words, each with what it was read as and how many records say it."""

    headline: str
    account: dict[str, Any]
    known_errors: tuple[KnownError, ...]
    titles: list[dict[str, Any]]
    places: list[dict[str, Any]]


def source_detail(store: Store, name: str) -> SourceDetail:
    """What this market knows of one source.

    Raises
    ------
    UnknownValue
        No source of that name in the market.
    """
    names = [account["source"] for account in store.accounts]
    if name not in names:
        raise UnknownValue("source", name, names)
    account = store.account(name)
    described = card(name)
    met = account.get("corrected", {})
    readings = store.readings.get(name, {})
    return SourceDetail(
        headline=f"{described.title}: {account['read']:,} rows read, {account['kept']:,} kept.",
        account=account,
        known_errors=tuple(
            KnownError(**asdict(known), rows=met.get(known.what, 0))
            for known in described.corrections
        ),
        titles=readings.get("titles", []),
        places=readings.get("places", []),
    )
