"""What became of every row of a source, and what is known of it: its line in the manifest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.collect.source import Card, card

if TYPE_CHECKING:
    import polars

    from paylens.harmonise.records import Harmonised


@dataclass(frozen=True)
class SourceAccount:
    """What became of one source's rows: read = kept + the sum of dropped."""

    source: str
    read: int
    kept: int
    dropped: dict[str, int]
    corrected: dict[str, int]
    publisher: str
    licence: str
    redistribute: str
    clause: str
    url: str
    population: str
    basis: list[str]
    pay_kinds: list[str]
    years: list[int]
    dimensions: list[str]
    other_role_share: float | None
    files: dict[str, str]


def account_of(harmonised: Harmonised, paths: list[Path]) -> SourceAccount:
    """What became of the rows of a source of pay records."""
    records = harmonised.records
    named = records["role"].drop_nulls()
    return _described(
        card(harmonised.source),
        harmonised.account(),
        paths,
        records["basis"].unique().sort().to_list(),
        records["observed_on"].dt.year().unique().sort().to_list(),
        _dimensions(records),
        int((named == "other").sum()) / len(named) if len(named) else None,
    )


def official_account_of(
    name: str, figures: polars.DataFrame, account: dict[str, Any], paths: list[Path]
) -> SourceAccount:
    """What became of the rows of a source of official figures."""
    from paylens.harmonise.official.table import dimensions_of

    years = figures["year"].unique().sort().to_list()
    return _described(card(name), account, paths, ["official"], years, dimensions_of(figures), None)


def _described(
    described: Card,
    account: dict[str, Any],
    paths: list[Path],
    basis: list[str],
    years: list[int],
    dimensions: list[str],
    other_role_share: float | None,
) -> SourceAccount:
    return SourceAccount(
        **account,
        publisher=described.publisher,
        licence=described.licence,
        redistribute=described.redistribute,
        clause=described.clause,
        url=described.url,
        population=described.population,
        basis=basis,
        pay_kinds=list(described.pay_kinds),
        years=years,
        dimensions=dimensions,
        other_role_share=other_role_share,
        files={path.name: file_hash(path) for path in paths},
    )


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _dimensions(records: polars.DataFrame) -> list[str]:
    from paylens.harmonise.dimension import dimension, dimension_names

    columns = {
        name: f"{dimension(name).field}_low" if dimension(name).intervals else dimension(name).field
        for name in dimension_names()
    }
    return [name for name, column in columns.items() if records[column].is_not_null().any()]
