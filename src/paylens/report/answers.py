"""`Market`: one object that answers every question, over any market folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from paylens.market.store import Store
from paylens.report.more_answers import MoreAnswers

if TYPE_CHECKING:
    from paylens.report.comparison import Comparison
    from paylens.report.levels import EmployerLadders, EmployersWithLadders
    from paylens.report.model_card import ModelCard
    from paylens.report.sources import SourceDetail
    from paylens.report.table_rows import Table


class Market(MoreAnswers):
    """A market opened for questions.

    Examples
    --------
    >>> Market.reference().estimate(role="ML engineer", country="US").year > 2020
    True
    """

    @classmethod
    def reference(cls) -> Market:
        """The market that ships with the package."""
        return cls(Store.reference())

    @classmethod
    def open(cls, path: str | Path) -> Market:
        """A market written by `paylens build`.

        Raises
        ------
        MarketError
            No complete market in that folder.
        """
        return cls(Store.open(Path(path)))

    @classmethod
    def at(cls, path: Path | None) -> Market:
        """The market in `path`, or the reference market where it is None."""
        return cls.reference() if path is None else cls.open(path)

    def table(self, dimension: str, **filters: Any) -> Table:
        """Observed pay by one dimension; filters: role, country, pay, lowest_bracket, banding,
        and the views `real` and `ppp`."""
        from paylens.report.tables import table

        return table(self.store, dimension, view=self._view(filters), **filters)

    def tables(self, dimensions: list[str], **filters: Any) -> list[Table]:
        """Observed pay by each dimension; all twelve tables of the article where none is named."""
        from paylens.report.table_choice import tables_for

        return tables_for(self.store, dimensions, view=self._view(filters), **filters)

    def levels(self, company: str | None = None) -> EmployerLadders | EmployersWithLadders:
        """A company's own levels on the common ladder; without one, the companies that have any.

        Raises
        ------
        UnknownValue
            No such company in this market; names the nearest ones.
        NotEnoughData
            A company without a ladder, or a market without any.
        """
        from paylens.report.levels import employer_ladders, employers_with_ladders

        if company is None:
            return employers_with_ladders(self.store)
        return employer_ladders(self.store, company)

    def model_card(self) -> ModelCard:
        """The model's card: data, terms, method, metrics, weaknesses, what it is not for."""
        from paylens.report.model_card import model_card

        return model_card(self.store, self.model)

    def sources(self) -> list[dict[str, Any]]:
        """Per source: publisher, terms, years, rows read, kept and dropped by reason."""
        return self.store.accounts

    def source(self, name: str) -> SourceDetail:
        """One source in full: card, counts, known errors, and how its words were read.

        Raises
        ------
        UnknownValue
            No source of that name in this market.
        """
        from paylens.report.sources import source_detail

        return source_detail(self.store, name)

    def compare_sources(self) -> Comparison:
        """The sources' medians side by side, and where and why they are likely apart."""
        from paylens.report.comparison import compare_sources

        return compare_sources(self.store)
