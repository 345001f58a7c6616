"""Files of a market that are read again and again, held in memory from then on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

# Held as soon as their reads have cost as much as holding them does; larger ones never are.
OFTEN = 5
LARGEST_BYTES = 8_000_000


@dataclass
class HeldFiles:
    """The files of a market's folder, and which of them are tables of its DuckDB connection."""

    folder: Path
    connection: Any
    _reads: Counter[str] = field(default_factory=Counter)
    _tables: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def rows_of(self, files: str) -> str:
        """What to select from, in SQL: a pattern's files, or the table that holds them.

        The files of a market never change, so what is held is what they say.
        """
        with self._lock:
            if files in self._tables:
                return self._tables[files]
            path = str(self.folder / files).replace("'", "''")
            found = f"read_parquet('{path}')"
            self._reads[files] += 1
            if self._reads[files] < OFTEN or self._bytes_of(files) > LARGEST_BYTES:
                return found
            table = f"held_{len(self._tables)}"
            self.connection.cursor().execute(f"create table {table} as select * from {found}")
            self._tables[files] = table
            return table

    def _bytes_of(self, files: str) -> int:
        return sum(path.stat().st_size for path in self.folder.glob(files))
