"""Build a market: publishers' files → records → cells and model, with every row accounted for."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.collect.source import Card, card, find_files, source_names
from paylens.errors import FileUnreadable
from paylens.market.floor import PUBLIC, Floor
from paylens.market.store import FORMAT, LADDERS, MANIFEST, READINGS, new_version

if TYPE_CHECKING:
    import polars

    from paylens.harmonise.records import Harmonised

Progress = Callable[[str], None]


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


@dataclass(frozen=True)
class BuildReport:
    """The closing report of a build."""

    market: str
    version: str
    sources: list[SourceAccount]
    cells: int
    skipped: dict[str, str] = field(default_factory=dict)


def build(
    folder: str | Path,
    out: str | Path,
    *,
    only_cleared: bool = False,
    keep_records: bool = True,
    floor: Floor = PUBLIC,
    progress: Progress = lambda step: None,
) -> BuildReport:
    """Read the publishers' files found below `folder` and write a market into `out`.

    `only_cleared` leaves out sources whose terms are not known to allow shipping what is computed
    from them; `keep_records` stores the records themselves beside the cells.

    Raises
    ------
    FileUnreadable
        No known publisher's file below `folder`, or one that cannot be read.
    OutputError
        `out` cannot be written; a market that was there before stays as it was.
    """
    folder, out = Path(folder), Path(out)
    chosen, skipped = _choose(folder, only_cleared)
    with new_version(out) as draft:
        accounts, parts, official, readings = [], [], [], {}
        (draft / "cells").mkdir()
        count = 0
        for name, paths in chosen.items():
            progress(f"reading {name}")
            if card(name).official:
                figures, account = _official(name, paths)
                official.append(figures)
                accounts.append(account)
                continue
            harmonised = _harmonise(name, paths, folder)
            accounts.append(_account(harmonised, paths))
            count += _write_cells(harmonised, draft, floor)
            _write_ladders(harmonised, draft, floor)
            parts.append(harmonised.records)
            readings[name] = _readings(harmonised, floor)
        (draft / READINGS).write_text(json.dumps(readings, ensure_ascii=False), "utf-8")
        if official:
            _write(_together(official), draft / "official.parquet")
        records = _together(parts)
        if keep_records:
            _write(records, draft / "records.parquet")
        progress("fitting the model")
        _write_model(records, draft, progress)
        version = _finish(draft, accounts, floor)
    return BuildReport(str(out), version, accounts, count, skipped)


def _choose(folder: Path, only_cleared: bool) -> tuple[dict[str, list[Path]], dict[str, str]]:
    if not folder.is_dir():
        raise FileUnreadable(f"{folder}: no such folder. Give the folder of the publishers' files.")
    chosen, skipped = {}, {}
    for name in source_names():
        paths = find_files(name, folder)
        if not paths:
            skipped[name] = f"no file named like {' or '.join(card(name).files)}"
        elif only_cleared and not card(name).cleared:
            skipped[name] = f"terms: {card(name).licence}"
        else:
            chosen[name] = paths
    if not any(not card(name).official for name in chosen):
        patterns = [p for name in source_names() for p in card(name).files]
        raise FileUnreadable(f"{folder}: no pay records found. Known files: {', '.join(patterns)}.")
    return chosen, skipped


def _harmonise(name: str, paths: list[Path], folder: Path) -> Harmonised:
    from paylens.harmonise.records import harmonise

    return harmonise(name, paths, folder)


def _together(parts: list[polars.DataFrame]) -> polars.DataFrame:
    import polars as pl

    return pl.concat(parts)


def _write_cells(harmonised: Harmonised, draft: Path, floor: Floor) -> int:
    from paylens.market.cells import cells

    found = cells(harmonised.records, floor.middle_records)
    _write(found, draft / "cells" / f"{harmonised.source}.parquet")
    return found.height


def _write_ladders(harmonised: Harmonised, draft: Path, floor: Floor) -> None:
    """Employers' own ladders, in a file per source: each has its own terms."""
    import polars as pl

    if harmonised.ladders is None:
        return
    shown = harmonised.ladders.filter(pl.col("records") >= floor.middle_records)
    (draft / LADDERS).mkdir(exist_ok=True)
    table = shown.with_columns(source=pl.lit(harmonised.source))
    _write(table, draft / LADDERS / f"{harmonised.source}.parquet")


def _readings(harmonised: Harmonised, floor: Floor) -> dict[str, list[dict[str, Any]]]:
    from paylens.harmonise.readings import examples, title_readings

    found = {"titles": title_readings(harmonised.records), "places": harmonised.places}
    return {name: examples(read, floor.middle_records).to_dicts() for name, read in found.items()}


def _official(name: str, paths: list[Path]) -> tuple[polars.DataFrame, SourceAccount]:
    from paylens.harmonise.official.table import dimensions_of, official_market

    figures, account = official_market(name, paths)
    years = figures["year"].unique().sort().to_list()
    dimensions = dimensions_of(figures)
    described = _source_account(card(name), account, paths, ["official"], years, dimensions, None)
    return figures, described


def _write_model(records: polars.DataFrame, draft: Path, progress: Progress) -> None:
    from paylens.model.train import train

    train(records, progress).write(draft / "model")


def _write(table: polars.DataFrame, path: Path) -> None:
    """Through Python's own file, whose errors say what the disk said."""
    content = io.BytesIO()
    table.write_parquet(content, compression="zstd", statistics=False)
    path.write_bytes(content.getvalue())


def _account(harmonised: Harmonised, paths: list[Path]) -> SourceAccount:
    records = harmonised.records
    named = records["role"].drop_nulls()
    return _source_account(
        card(harmonised.source),
        harmonised.account(),
        paths,
        records["basis"].unique().sort().to_list(),
        records["observed_on"].dt.year().unique().sort().to_list(),
        _dimensions(records),
        int((named == "other").sum()) / len(named) if len(named) else None,
    )


def _source_account(
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
        files={path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths},
    )


def _dimensions(records: polars.DataFrame) -> list[str]:
    from paylens.harmonise.dimension import dimension, dimension_names

    columns = {
        name: f"{dimension(name).field}_low" if dimension(name).intervals else dimension(name).field
        for name in dimension_names()
    }
    return [name for name, column in columns.items() if records[column].is_not_null().any()]


def _finish(draft: Path, accounts: list[SourceAccount], floor: Floor) -> str:
    """Write the manifest; the version is a hash of everything else in the market."""
    content = hashlib.sha256(json.dumps(asdict(floor)).encode())
    for path in sorted(path for path in draft.rglob("*") if path.is_file()):
        content.update(str(path.relative_to(draft)).encode() + path.read_bytes())
    version = content.hexdigest()[:12]
    manifest = {
        "format": FORMAT,
        "version": version,
        "command": "paylens build --from FOLDER",
        "floor": asdict(floor),
        "sources": [asdict(account) for account in accounts],
    }
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return version
