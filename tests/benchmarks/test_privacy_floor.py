"""Words of fewer than ten records are hidden from the rivals, in what they learn and are asked."""

from invented_reports import invented_records, invented_task
from privacy_floor import common, floored

from accuracy.table import Table, tables_of

LEARNT = ["Ten Ltd"] * 10 + ["Nine Ltd"] * 9 + [None] * 11
ASKED = ["Ten Ltd", "Nine Ltd", "New Ltd", None]


def test_words_of_fewer_than_ten_records_are_hidden() -> None:
    records = invented_records("levels_fyi", 34, [2020], employer=LEARNT + ASKED)
    seen, asked = tables_of(invented_task(records, len(LEARNT)))
    kept = common(seen)
    assert _employers(floored(seen, kept)) == ["Ten Ltd"] * 10 + [None] * 20
    assert _employers(floored(asked, kept)) == ["Ten Ltd", None, None, None]


def _employers(table: Table) -> list[str | None]:
    words = table.facts.words["employer"]
    return [words.values[place] if place >= 0 else None for place in words.place]
