"""A market on disk: cells, official statistics, accounts of the sources, the model, a manifest.

A market folder holds one complete version per subfolder and a file `current` that names the one
in use; `market.versions` writes them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from paylens.errors import MarketError
from paylens.market.distribution import Distribution
from paylens.market.floor import PUBLIC, Floor
from paylens.market.grid import BINS
from paylens.market.held import HeldFiles

if TYPE_CHECKING:
    from paylens.market.seen import Seen

FORMAT = 2
CURRENT = "current"
ADVICE = "Make one with: paylens build --from FOLDER --out MARKET"
REMEMBERED = 4096
MANIFEST = "manifest.json"
PRICES = "prices.parquet"
READINGS = "readings"
LADDERS = "ladders"
TOGETHER, ALIKE = "together", "alike"
EFFECTS, DECOMPOSITIONS = "effects", "decompositions"
REFERENCE = Path(__file__).parent.parent / "reference"


@dataclass(frozen=True)
class Cell:
    """The records of one source, basis, kind of pay, year, role and country, and one value of at
    most one other dimension. `employers` is None where the source names none."""

    source: str
    basis: str
    pay: str
    year: int
    role: str
    country: str
    dimension: str
    value: str
    employers: int | None
    top_employer_share: float | None
    distribution: Distribution


class Counted(NamedTuple):
    """How many records one source has of a kind of pay, basis and year."""

    source: str
    pay: str
    basis: str
    year: int
    records: int


@dataclass(frozen=True)
class Store:
    """One version of a market, opened for reading."""

    folder: Path
    manifest: dict[str, Any]
    _found: dict[str, list[Cell]] = field(default_factory=dict, repr=False, compare=False)
    _counted: dict[tuple[str | None, str | None], dict[tuple[str, str], list[Counted]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def open(cls, folder: Path) -> Store:
        """The version in use of the market in `folder`.

        Raises
        ------
        MarketError
            No market there, or one written by another version of paylens.
        """
        try:
            version = folder / (folder / CURRENT).read_text("utf-8").strip()
        except (OSError, ValueError) as error:
            raise MarketError(f"{folder}: holds no complete market. {ADVICE}") from error
        return cls.of_version(version)

    @classmethod
    def of_version(cls, version: Path) -> Store:
        """The market of one version's folder; raises as `open`."""
        folder = version.parent
        try:
            manifest = json.loads((version / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise MarketError(f"{folder}: holds no complete market. {ADVICE}") from error
        found_format = manifest.get("format") if isinstance(manifest, dict) else None
        if found_format != FORMAT:
            raise MarketError(
                f"{folder}: format {found_format}; this paylens reads {FORMAT}. {ADVICE}"
            )
        if not isinstance(manifest.get("sources"), list):
            raise MarketError(f"{folder}: its manifest is damaged. {ADVICE}")
        found = cls(version, manifest)
        found._require_files()
        return found

    @classmethod
    def reference(cls) -> Store:
        """The market that ships with the package."""
        return cls.open(REFERENCE)

    def _require_files(self) -> None:
        """Refuse a market that lacks a file its manifest promises."""
        try:
            official = [a["source"] for a in self.accounts if a["basis"] == ["official"]]
            sources = [a["source"] for a in self.accounts if a["source"] not in official]
            _ = self.floor
        except (KeyError, TypeError) as error:
            raise MarketError(f"{self.folder}: its manifest is damaged. {ADVICE}") from error
        files = [self.folder / "cells" / f"{source}.parquet" for source in sources]
        files += [self.folder / "official.parquet"] if official else []
        files += [self.folder / PRICES] if self.manifest.get("prices") else []
        for path in files:
            if not path.is_file():
                raise MarketError(f"{path}: is missing from the market. {ADVICE}")

    @property
    def floor(self) -> Floor:
        """From how many records this market shows a figure."""
        return Floor(**self.manifest["floor"]) if "floor" in self.manifest else PUBLIC

    @cached_property
    def accounts(self) -> list[dict[str, Any]]:
        """Per source: publisher, terms, rows read, kept and dropped by reason, what it holds."""
        return list(self.manifest["sources"])

    def account(self, source: str) -> dict[str, Any]:
        """One source's account."""
        return next(account for account in self.accounts if account["source"] == source)

    @property
    def model_folder(self) -> Path:
        """Where the fitted model lies."""
        return self.folder / "model"

    @cached_property
    def remembered(self) -> Callable[..., Any]:
        """Calls a function with this store and what may be hashed, once for the same.

        For what many questions need and only the market decides.
        """
        return lru_cache(REMEMBERED)(lambda function, *given: function(self, *given))

    def readings(self, source: str) -> dict[str, list[dict[str, Any]]]:
        """Examples of how a source's `titles` and `places` were read; empty where none is kept."""
        path = self.folder / READINGS / f"{source}.json"
        return json.loads(path.read_text("utf-8")) if path.is_file() else {}

    def ladders(self, employer: str | None = None) -> list[dict[str, Any]]:
        """Employers' own ladders, one line per rung from the lowest; empty in an old market.

        The columns are those of `harmonise.ladder.fit.LADDERS` and `source`, who published it.
        """
        where = "true" if employer is None else f"employer = {quoted(employer)}"
        order = f'{where} order by employer, ladder, "order"'
        return self.read(f"{LADDERS}/*.parquet", order)

    def counted(
        self, role: str | None, country: str | None, dimension: str, value: str
    ) -> list[Counted]:
        """Records with one value of a dimension, by source and year; None for any role or country.

        Groups under the publishing floor are left out.
        """
        return self._counts(role, country).get((dimension, value), [])

    def _counts(
        self, role: str | None, country: str | None
    ) -> dict[tuple[str, str], list[Counted]]:
        if (role, country) not in self._counted:
            keys = "source, pay, basis, year"
            asked = {"role": role, "country": country}
            where = [f"{name} = {quoted(word)}" for name, word in asked.items() if word]
            rows = self.read(
                "cells/*.parquet",
                f"{' and '.join(where) or 'true'} group by dimension, value, {keys} order by all",
                f"dimension, value, {keys}, sum(records)::int as records",
            )
            counted = self._counted[role, country] = defaultdict(list)
            for row in rows:
                counted[row.pop("dimension"), row.pop("value")].append(Counted(**row))
        return self._counted[role, country]

    @cached_property
    def year_counts(self) -> list[dict[str, Any]]:
        """Records per source, kind of pay and year, over all roles and countries in cells."""
        what = "source, pay, year, sum(records)::int as records"
        where = "dimension = '' group by source, pay, year"
        return self.read("cells/*.parquet", where, what)

    def official(self, **equal: str | None) -> list[dict[str, Any]]:
        """Official figures whose columns equal these (None: null), in the files' order.

        Columns are those of `harmonise.official.table`; none where no official source was read.
        """
        where = [
            f"{column} is {'null' if value is None else f'not distinct from {quoted(value)}'}"
            for column, value in equal.items()
        ]
        return self.read("official.parquet", " and ".join(where) or "true")

    def prices(self) -> list[dict[str, Any]]:
        """Prices, one line per country and year; empty where no reference files were read."""
        return self.read(PRICES, "true")

    def values(self, dimension: str) -> list[str]:
        """The values of a dimension that any cell holds; of `role` and `country` too."""
        column = dimension if dimension in ("role", "country") else "value"
        crossed = "" if column == dimension else dimension
        what = f"distinct {column} as value"
        rows = self.read("cells/*.parquet", f"dimension = {quoted(crossed)}", what)
        return sorted(row["value"] for row in rows if row["value"])

    def countries_of(self, dimension: str, value: str) -> list[str]:
        """The countries that have records of that city or metro area, most records first."""
        asked = f"dimension = {quoted(dimension)} and value = {quoted(value)}"
        where = f"{asked} and country != '' group by country"
        rows = self.read("cells/*.parquet", where, "country, sum(records) as records")
        return [row["country"] for row in sorted(rows, key=lambda row: -row["records"])]

    def has_country(self, country: str) -> bool:
        """Whether any record at all is of a country."""
        return country in self._sources

    def sources_of(self, country: str, pay: str) -> frozenset[str]:
        """The sources that have records of a kind of pay in a country, of whatever role."""
        there = self._sources.get(country, frozenset())
        return frozenset(source for source, kind in there if kind == pay)

    @cached_property
    def _sources(self) -> dict[str, frozenset[tuple[str, str]]]:
        """Country → the sources and kinds of pay of its cells."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in self.read("cells/*.parquet", "true", "distinct country, source, pay"):
            found[row["country"]].add((row["source"], row["pay"]))
        return {country: frozenset(pairs) for country, pairs in found.items()}

    def cells(
        self,
        *,
        pay: list[str] | None = None,
        roles: list[str] | None = None,
        countries: list[str] | None = None,
        sources: list[str] | None = None,
        dimension: str | list[str] = "",
        values: list[str] | None = None,
    ) -> list[Cell]:
        """The cells that match; None matches all. Several dimensions may be asked for at once."""
        asked = {"pay": pay, "role": roles, "country": countries, "source": sources}
        asked["value"] = values
        asked["dimension"] = [dimension] if isinstance(dimension, str) else dimension
        where = " and ".join(
            f"{column} in ({', '.join(map(quoted, wanted)) or 'null'})"
            for column, wanted in asked.items()
            if wanted is not None
        )
        if where not in self._found:
            rows = self.read("cells/*.parquet", where)
            self._found[where] = [_cell(row) for row in rows]
        return self._found[where]

    @cached_property
    def _files(self) -> HeldFiles:
        import duckdb

        return HeldFiles(self.folder, duckdb.connect(config={"threads": 1}))

    @cached_property
    def _connection_error(self) -> type[Exception]:
        import duckdb

        return duckdb.Error

    @cached_property
    def seen(self) -> Seen:
        """Which facts the records hold together."""
        from paylens.market.seen import Seen

        return Seen(self.folder, self.read)

    def read(self, files: str, where: str, what: str = "*") -> list[dict[str, Any]]:
        """The rows of some of the market's files, by SQL; none where it has no such files.

        Threads may read at once: each read has a cursor of its own.
        """
        if not self.folder.is_dir():
            raise MarketError(f"{self.folder}: was replaced while it was open. Open it again.")
        if not list(self.folder.glob(files)):
            return []
        # No query parameters: to look at one, DuckDB imports pandas wherever that is installed.
        try:
            rows = self._files.rows_of(files)
            query = f"select {what} from {rows} where {where}"
            found = self._files.connection.cursor().execute(query)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except self._connection_error as error:
            reason = str(error).splitlines()[0]
            raise MarketError(
                f"{self.folder / files}: cannot be read: {reason}. Build the market again."
            ) from error


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _cell(row: dict[str, Any]) -> Cell:
    weights = np.zeros(BINS)
    if row["bins"]:
        weights[row["bins"]] = row["weights"]
    ends = zip(row["bracket_low"] or [], row["bracket_high"] or [], strict=True)
    brackets = dict(zip(ends, row["bracket_weight"] or [], strict=True))
    return Cell(
        **{name: row[name] for name in ("source", "basis", "pay", "year", "role", "country")},
        dimension=row["dimension"],
        value=row["value"],
        employers=row["employers"] or None,
        top_employer_share=row["top_employer_share"],
        distribution=Distribution(row["records"], weights, brackets),
    )
