"""The publishing floor: from how many records a figure may be shown. The only place for it."""

from __future__ import annotations

from dataclasses import dataclass

OPEN_TOP_LIMIT = 0.02
DOMINANT_SHARE = 0.25
FEWEST_EMPLOYERS = 5


@dataclass(frozen=True)
class Floor:
    """Fewest records for the middle (p25, p50, p75, mean) and for the ends (p10, p90)."""

    middle_records: int = 10
    end_records: int = 20

    def allows(self, statistic: str, records: int) -> bool:
        """Whether a statistic over so many records may be shown."""
        ends = statistic in ("p10", "p90")
        return records >= (self.end_records if ends else self.middle_records)


PUBLIC = Floor()
# A user's own market may show more of its own records: `paylens build --floor own`.
OWN = Floor(middle_records=5, end_records=10)


def dominance(employers: int | None, top_employer_share: float | None) -> str | None:
    """A label for a cohort that one employer dominates, else None."""
    if top_employer_share is None or top_employer_share <= DOMINANT_SHARE:
        return None
    return f"one employer gives {top_employer_share:.0%} of the records"
