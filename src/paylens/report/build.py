"""Build a market: publishers' files → records → cells and model, with every row accounted for."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from paylens.collect.source import card, find_files, source_names
from paylens.errors import FileUnreadable
from paylens.market.floor import PUBLIC, Floor
from paylens.market.store import (
    ALIKE,
    DECOMPOSITIONS,
    EFFECTS,
    FORMAT,
    LADDERS,
    MANIFEST,
    PRICES,
    READINGS,
    TOGETHER,
)
from paylens.market.versions import new_version
from paylens.report.source_account import (
    SourceAccount,
    account_of,
    file_hash,
    official_account_of,
)

if TYPE_CHECKING:
    import polars

    from paylens.harmonise.records import Harmonised

Progress = Callable[[str], None]


@dataclass(frozen=True)
class BuildReport:
    """The closing report of a build."""

    market: str
    version: str
    sources: list[SourceAccount]
    cells: int
    skipped: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MarketData:
    """What was read of all sources: their records and accounts, how many cells were written, and
    the hash of each file of prices."""

    records: polars.DataFrame
    accounts: list[SourceAccount]
    cells: int
    prices: dict[str, str]


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
    chosen, skipped = choose(folder, only_cleared)
    with new_version(out) as draft:
        data = write_data(folder, chosen, draft, floor, progress)
        if keep_records:
            _write(data.records, draft / "records.parquet")
        progress("fitting the model")
        _write_model(data.records, draft, progress)
        version = _finish(draft, data, floor)
    return BuildReport(str(out), version, data.accounts, data.cells, skipped)


def choose(folder: Path, only_cleared: bool) -> tuple[dict[str, list[Path]], dict[str, str]]:
    """The files of each source below a folder; and why the other sources are skipped.

    Raises
    ------
    FileUnreadable
        No such folder, or no pay records in it.
    """
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


def write_data(
    folder: Path,
    chosen: dict[str, list[Path]],
    draft: Path,
    floor: Floor = PUBLIC,
    progress: Progress = lambda step: None,
) -> MarketData:
    """Read the chosen files and write all of a market but its model and manifest into `draft`."""
    import polars as pl

    from paylens.harmonise.official.table import official_market
    from paylens.harmonise.records import harmonise

    accounts, records, official, count = [], [], [], 0
    for name, paths in chosen.items():
        progress(f"reading {name}")
        if card(name).official:
            figures, account = official_market(name, paths)
            official.append(figures)
            accounts.append(official_account_of(name, figures, account, paths))
            continue
        harmonised = harmonise(name, paths, folder)
        accounts.append(account_of(harmonised, paths))
        count += _write_cells(harmonised, draft, floor)
        _write_together(harmonised, draft, floor)
        progress(f"comparing within {name}")
        _write_effects(harmonised, draft, floor)
        _write_ladders(harmonised, draft, floor)
        _write_readings(harmonised, draft, floor)
        records.append(harmonised.records)
    if official:
        _write(pl.concat(official), draft / "official.parquet")
    return MarketData(pl.concat(records), accounts, count, _write_prices(folder, draft))


def _write_cells(harmonised: Harmonised, draft: Path, floor: Floor) -> int:
    from paylens.market.cells import cells

    found = cells(harmonised.records, floor.middle_records)
    (draft / "cells").mkdir(exist_ok=True)
    _write(found, draft / "cells" / f"{harmonised.source}.parquet")
    return found.height


def _write_together(harmonised: Harmonised, draft: Path, floor: Floor) -> None:
    """Which facts a source's records hold together, in files per source."""
    import polars as pl

    from paylens.market.together import alike, together

    for name, counted in ((TOGETHER, together), (ALIKE, alike)):
        (draft / name).mkdir(exist_ok=True)
        found = counted(harmonised.records, floor.middle_records)
        found = found.with_columns(source=pl.lit(harmonised.source))
        _write(found, draft / name / f"{harmonised.source}.parquet")


def _write_effects(harmonised: Harmonised, draft: Path, floor: Floor) -> None:
    """How pay differs between groups that are otherwise alike, and the gender gap taken apart, in
    files per source."""
    from paylens.market.effects.decompositions import decompositions
    from paylens.market.effects.effects import effects

    for name, compared in ((EFFECTS, effects), (DECOMPOSITIONS, decompositions)):
        (draft / name).mkdir(exist_ok=True)
        found = compared(harmonised.source, harmonised.records, floor.middle_records)
        _write(found, draft / name / f"{harmonised.source}.parquet")


def _write_ladders(harmonised: Harmonised, draft: Path, floor: Floor) -> None:
    """Employers' own ladders, in a file per source: each has its own terms."""
    import polars as pl

    if harmonised.ladders is None:
        return
    shown = harmonised.ladders.filter(pl.col("records") >= floor.middle_records)
    (draft / LADDERS).mkdir(exist_ok=True)
    table = shown.with_columns(source=pl.lit(harmonised.source))
    _write(table, draft / LADDERS / f"{harmonised.source}.parquet")


def _write_readings(harmonised: Harmonised, draft: Path, floor: Floor) -> None:
    from paylens.harmonise.readings import examples, title_readings

    found = {"titles": title_readings(harmonised.records), "places": harmonised.places}
    shown = {name: examples(read, floor.middle_records).to_dicts() for name, read in found.items()}
    (draft / READINGS).mkdir(exist_ok=True)
    path = draft / READINGS / f"{harmonised.source}.json"
    path.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _write_prices(folder: Path, draft: Path) -> dict[str, str]:
    """Write the prices of countries, where their files are there; the hash of each file."""
    from paylens.harmonise.prices import prices, reference_files

    found = prices(folder)
    if found is None:
        return {}
    _write(found, draft / PRICES)
    return {name: file_hash(path) for name, path in reference_files(folder).items()}


def _write_model(records: polars.DataFrame, draft: Path, progress: Progress) -> None:
    from paylens.model.train import train

    train(records, progress).write(draft / "model")


def _write(table: polars.DataFrame, path: Path) -> None:
    """Through Python's own file, whose errors say what the disk said."""
    content = io.BytesIO()
    table.write_parquet(content, compression="zstd", statistics=False)
    path.write_bytes(content.getvalue())


def _finish(draft: Path, data: MarketData, floor: Floor) -> str:
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
        "prices": data.prices,
        "sources": [asdict(account) for account in data.accounts],
    }
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return version
