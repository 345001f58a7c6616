"""What `Market` answers in sections, one method per question; `serve.questions` lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paylens.market.store import Store
    from paylens.report.stale import Staleness


class MoreAnswers:
    """What `Market` answers beside estimates and tables.

    A method takes people's words and gives a `SectionedAnswer`; what is not told has a default.
    """

    store: Store

    def stale(self, *, country: str | None = None, today: str | None = None) -> Staleness:
        """How old the market's newest records are, and what is out of date.

        `today` is an ISO date; the real today unless given.

        Raises
        ------
        UnknownValue
            A word that means no country.
        InvalidValue
            `today` is no date.
        NotEnoughData
            A country of which the market may show no record.
        """
        from paylens.report.stale import staleness

        return staleness(self.store, country, today)
