"""What `Market` answers in sections, one method per question; `serve.questions` lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from paylens.market.store import Store
    from paylens.model.pay_model import PayModel
    from paylens.report.answers import Market
    from paylens.report.offer.judging import OfferAnswer
    from paylens.report.parts import Options
    from paylens.report.profile import Profile
    from paylens.report.stale import Staleness
    from paylens.report.worth_of_pay import WorthOfPay


class MoreAnswers:
    """What `Market` answers beside estimates and tables.

    A method takes people's words and gives a `SectionedAnswer`; what is not told has a default.
    """

    store: Store

    if TYPE_CHECKING:

        @property
        def model(self) -> PayModel: ...

        def profile(self, facts: dict[str, Any]) -> Profile: ...

        def options(self, pay: str = ..., year: int | None = ..., **others: Any) -> Options: ...

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

    def worth(
        self,
        *,
        current: float | str | None = None,
        pay: str = "base",
        year: int | None = None,
        currency: str = "USD",
        **facts: Any,
    ) -> WorthOfPay:
        """Whether, by how much and how surely a pay lies below the market for a profile.

        `current` is one's pay per year, of the kind `pay`, in `currency`. Facts, options and errors
        as for `Market.estimate`.
        """
        from paylens.report.answers import OPTIONS
        from paylens.report.worth_of_pay import worth_of_pay

        others = {name: facts.pop(name) for name in OPTIONS if name in facts}
        options = self.options(pay, year, currency=currency, **others)
        return worth_of_pay(self.store, self.model, self.profile(facts), options, current)

    def offer(
        self, *, offers: Sequence[str | Mapping[str, Any]] = (), currency: str | None = None
    ) -> OfferAnswer:
        """What offers are worth year by year, whether each part is fair, and what to ask for.

        `offers` are texts in TOML, or tables of the same keys; `paylens offer --example` prints
        one. Amounts are shown in `currency`; in that of the first offer unless given.

        Raises
        ------
        QuestionError
            What is wrong in an offer, by its key.
        """
        from paylens.report.offer.judging import judged_offers

        return judged_offers(cast("Market", self), offers, currency)
