"""What `Market` answers in sections, one method per question; `serve.questions` lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from paylens.errors import QuestionError
from paylens.report.estimator import OPTIONS, Estimator

if TYPE_CHECKING:
    from paylens.report.answers import Market
    from paylens.report.ask import ArticleAnswers
    from paylens.report.ask.told import Told
    from paylens.report.claims.check import Check, Checker
    from paylens.report.compare.compare import PayComparison
    from paylens.report.components import Components
    from paylens.report.employers import Employers
    from paylens.report.gap import PayGap
    from paylens.report.growth import Growth
    from paylens.report.moves import Moves
    from paylens.report.offer.judging import OfferAnswer
    from paylens.report.profile import Profile
    from paylens.report.skills.skills import SkillPay
    from paylens.report.stale import Staleness
    from paylens.report.trend.trend import PayTrend
    from paylens.report.worth_of_pay import WorthOfPay

# Whose pay is meant where nobody says.
DEFAULT_ROLE, DEFAULT_COUNTRY = "ML engineer", "US"


class MoreAnswers(Estimator):
    """What `Market` answers beside estimates and tables.

    A method takes people's words and gives a `SectionedAnswer`; what is not told has a default.
    """

    def ask(self, *, about: Sequence[str] = (), trace: bool = False) -> ArticleAnswers:
        """The article's questions and misconceptions, each with its answer in one sentence.

        `about` names one, which is then answered in full: "7", or "misconception 3". `trace` tells
        instead which command answers each sentence of the article that is about pay.

        Raises
        ------
        InvalidValue
            It names none of them.
        """
        from paylens.report.ask import ask

        return ask(cast("Market", self), about, trace)

    def components(
        self, *, role: str | None = None, country: str | None = None, years: str | None = None
    ) -> Components:
        """Base, bonus and equity of a role in a country, their shares, and benefits beside them.

        ML engineers in the US unless told; `years` is a year or two ("2019-2021"), a source's
        latest three unless told.

        Raises
        ------
        UnknownValue
            A word that means no role or no country.
        InvalidValue
            Words that name no years.
        NotEnoughData
            No source knows base and another part of enough records.
        """
        from paylens.report.components import components

        return components(self.store, self._role_in_country(role, country), years)

    def employers(
        self,
        *,
        company: str | None = None,
        role: str | None = None,
        country: str | None = None,
        pay: str = "base",
        years: str | None = None,
    ) -> Employers:
        """Pay at the employers with most records, or at one of them by role, level and city.

        Without a company: ML engineers in the US unless told. With one: all its roles, in the
        country that most of its records are of, unless told.

        Raises
        ------
        UnknownValue
            A word that means no company, role or country.
        InvalidValue
            Words that name no years, or no kind of pay.
        NotEnoughData
            No employer, or not this one, has enough records.
        """
        from paylens.report.cell_years import years_of
        from paylens.report.employers import employers, one_employer

        asked = years_of(years)
        if company is None:
            return employers(self.store, self._role_in_country(role, country), pay, asked)
        facts = {"company": company, "role": role, "country": country}
        profile = self.profile(facts)
        if profile.country is None:
            found = self.store.countries_of("employer", str(profile.facts["employer"]))
            profile = self.profile(facts | {"country": found[0] if found else DEFAULT_COUNTRY})
        return one_employer(self.store, profile, self.estimate, pay, asked)

    def _role_in_country(self, role: str | None, country: str | None) -> Profile:
        """A role and a country in people's words; those of the home page where none are told."""
        return self.profile({"role": role or DEFAULT_ROLE, "country": country or DEFAULT_COUNTRY})

    @cached_property
    def article_answers(self) -> dict[tuple[date, str], Told]:
        """What was answered of the article before, by day and question."""
        return {}

    @cached_property
    def _checker(self) -> Checker:
        from paylens.report.claims.check import Checker

        return Checker(cast("Market", self))

    def check(
        self, *, document: bytes | str = "", name: str = "", annotated: bool = False
    ) -> Check:
        """What a text claims about pay, and whether the sources bear it out.

        `document` is a text, Markdown, HTML or a PDF; `annotated` shows it with the verdicts.

        Raises
        ------
        DocumentUnreadable
            Empty, too large, a scan, damaged, or neither text, HTML nor PDF.
        """
        return self._checker.check(document, name, annotated=annotated)

    def compare(
        self,
        *,
        values: list[str] | None = None,
        by: str | None = None,
        role: str | None = None,
        country: str | None = None,
        pay: str | None = None,
    ) -> PayComparison:
        """Pay of values of one dimension side by side, who earns more, and by how much like for
        like.

        The dimension is the one that knows all the words, unless `by` names it. Among ML and data
        roles in the US unless told; countries are compared with one another.

        Raises
        ------
        QuestionError
            Fewer than two values, too many, the same twice, or values of no one dimension.
        UnknownValue
            A word without a meaning here.
        NotEnoughData
            Fewer than two of them have records enough.
        """
        from paylens.report.compare.compare import compare
        from paylens.report.compare.values import PLACES, compared_values

        compared = compared_values(values or [], by, self.known_values)
        among = {"role": role, "country": country}
        if among.get(compared.dimension):
            raise QuestionError(
                f"values of {compared.dimension} are compared with one another: leave out "
                f"--{compared.dimension} {among[compared.dimension]!r}, or name it among them."
            )
        everywhere = compared.dimension in ("country", *PLACES)
        told = {
            "role": role or compared.role,
            "country": country or (None if everywhere else DEFAULT_COUNTRY),
        }
        profile = self.profile(told)
        kind = None if pay is None else self.options(pay).pay
        return compare(self.store, compared, profile.role, profile.country, kind)

    def gap(
        self,
        *,
        role: str | None = None,
        country: str | None = None,
        pay: str | None = None,
        year: int | None = None,
    ) -> PayGap:
        """What women are paid against men: as it is, and with two named lists of facts held equal.

        ML and data roles in the US unless told; both kinds of pay; each source's last five years.

        Raises
        ------
        UnknownValue, InvalidValue
            A word that means no role or no country; no kind of pay.
        NotEnoughData
            No source has women and men enough there.
        """
        from paylens.report.gap import gap

        profile = self.profile({"role": role, "country": country or DEFAULT_COUNTRY})
        kind = None if pay is None else self.options(pay).pay
        return gap(self.store, profile.role, str(profile.country), kind, year)

    def growth(
        self,
        *,
        pay: str = "base",
        role: str | None = None,
        country: str | None = None,
        **facts: Any,
    ) -> Growth:
        """Pay over 0 to 25 years of experience for a profile, and what the years add.

        ML engineers in the US unless told; `facts` as for `estimate`, without experience.

        Raises
        ------
        UnknownValue, InvalidValue, QuestionError, NotEnoughData
            As `estimate`.
        """
        from paylens.report.growth import growth

        told = {**facts, "role": role or DEFAULT_ROLE, "country": country}
        profile = self.profile(told)
        if profile.country is None:
            told["country"] = DEFAULT_COUNTRY
            profile = self.profile(told)
        return growth(self.store, profile, self.estimate, pay, **told)

    def moves(self, *, pay: str | None = None, currency: str | None = None, **facts: Any) -> Moves:
        """What goes with higher pay for a profile, like for like, and how sure that is.

        Facts as for `Market.estimate`; `pay` is base or total, both where it is not told.

        Raises
        ------
        UnknownValue, InvalidValue
            A word or number that means nothing here.
        NotEnoughData
            No source compares any of the facts.
        """
        from paylens.report.moves import moves

        return moves(
            self.store, self.profile(facts), self.estimate, pay, currency or "USD", **facts
        )

    def skills(
        self,
        *,
        skills: list[str] | None = None,
        kind: str | None = None,
        role: str | None = None,
        country: str | None = None,
    ) -> SkillPay:
        """Which skills and fields of work go with higher pay, like for like, corrected for many.

        All that sources ask unless some, or a kind ("cloud", "languages"), are named; ML and data
        roles in the US unless told.

        Raises
        ------
        UnknownValue
            A word that means no skill, kind, role or country.
        QuestionError
            Too many skills at once.
        NotEnoughData
            No source compares any of them, or none asks them.
        """
        from paylens.report.skills.skills import skill_pay
        from paylens.report.skills.words import kind_of, skills_of

        profile = self.profile({"role": role, "country": country or DEFAULT_COUNTRY})
        asked, unasked = skills_of(skills or [])
        chosen = None if kind is None else kind_of(kind)
        return skill_pay(self.store, profile.role, profile.country, chosen, asked, unasked)

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

    def trend(
        self, *, role: str | None = None, country: str | None = None, pay: str | None = None
    ) -> PayTrend:
        """Pay by year, the mix of people held fixed, before and after prices.

        ML engineers in the US unless told; base and total pay are series of their own.

        Raises
        ------
        UnknownValue
            A word that means no role or country.
        InvalidValue
            A kind of pay that is neither base nor total.
        NotEnoughData
            No source has records enough of two years there.
        """
        from paylens.report.trend.trend import trend

        kind = None if pay is None else self.options(pay).pay
        return trend(self.store, self._role_in_country(role, country), kind)

    def worth(
        self,
        *,
        current: float | str | None = None,
        pay: str = "base",
        year: int | None = None,
        currency: str | None = None,
        **facts: Any,
    ) -> WorthOfPay:
        """Whether, by how much and how surely a pay lies below the market for a profile.

        `current` is one's pay of the kind `pay`, per year and in `currency` unless its words say
        otherwise ("5.400 € a month"): the answer is in its currency where none is given.
        Facts, options and errors as for `Market.estimate`.
        """
        from paylens.report.amounts import currency_told
        from paylens.report.worth_of_pay import worth_of_pay

        others = {name: facts.pop(name) for name in OPTIONS if name in facts}
        unit = currency or currency_told(current, ppp=others.get("ppp"))
        options = self.options(pay, year, currency=unit, **others)
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
