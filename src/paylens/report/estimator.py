"""A market opened for estimates: words become a profile and options, and these an answer."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from paylens.errors import InvalidValue, QuestionError
from paylens.harmonise.dimension import dimension
from paylens.market.store import Store
from paylens.report.amounts import currency_told
from paylens.report.anchor import ANCHORS
from paylens.report.estimate import Estimate, estimate
from paylens.report.parts import Options
from paylens.report.profile import EMPLOYER_LEVEL, Profile, understand

if TYPE_CHECKING:
    from paylens.model.pay_model import PayModel
    from paylens.report.explanation import Explanation
    from paylens.report.prices import View

# Amounts in the prices of a year, and in international dollars.
VIEWS = ("real", "ppp")
ANCHOR = "anchor"
# What an estimate can be asked for beside facts.
OPTIONS = ("year", "project", "pay", "currency", "as_reported_in", "lowest_bracket", ANCHOR, *VIEWS)
# Facts that say which country they lie in.
PLACES = ("city", "metro")


class Estimator:
    """What every question of a market starts from: its model, its words, its estimates."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._known: dict[str, list[str]] = {}
        self._steps: dict[tuple[str, str], str | None] = {}
        self._countries: dict[tuple[str, str], list[str]] = {}

    @cached_property
    def model(self) -> PayModel:
        """The market's fitted and calibrated model."""
        from paylens.model.pay_model import PayModel

        return PayModel.read(self.store.model_folder)

    def known_values(self, name: str) -> list[str]:
        """The values that this market holds of an open dimension, or an employer's own levels."""
        if name not in self._known:
            employer = name.removeprefix(EMPLOYER_LEVEL)
            own = employer != name
            self._known[name] = (
                self.model.employer_levels(employer) if own else self.store.values(name)
            )
        return self._known[name]

    def estimate(
        self,
        *,
        pay: str = "base",
        year: int | None = None,
        project: bool = False,
        currency: str | None = None,
        my_pay: float | str | None = None,
        as_reported_in: str | None = None,
        lowest_bracket: bool = False,
        **facts: Any,
    ) -> Estimate:
        """What a profile is paid, per year.

        `facts` are any of role, country, experience, level, city, metro, education, industry,
        company, company_size, specialisation, skills, remote and employment, in people's words.
        Amounts are in `currency`; unless given in that of `my_pay`, or in US dollars. Two views of
        the amounts go with them: `real=2024`, in the prices of that year by the
        country's consumer prices, and `ppp=True`, in international dollars. `anchor="official"`
        moves base pay to the official level of the role's occupation.

        Raises
        ------
        UnknownValue, InvalidValue
            A word or number that means nothing here; names the nearest known values.
        NotEnoughData
            No source holds that kind of pay, or no prices for the view or official wages for the
            anchor are at hand.
        """
        view = {name: facts.pop(name) for name in (ANCHOR, *VIEWS) if name in facts}
        unit = currency or currency_told(my_pay, ppp=view.get("ppp"))
        options = self.options(pay, year, project, unit, as_reported_in, lowest_bracket, **view)
        return estimate(self.store, self.model, self.profile(facts), options, my_pay)

    def explain(
        self,
        *,
        pay: str = "base",
        year: int | None = None,
        project: bool = False,
        currency: str | None = None,
        as_reported_in: str | None = None,
        lowest_bracket: bool = False,
        **facts: Any,
    ) -> Explanation:
        """Why a profile's estimate is what it is: how far each fact moves the median, in money.

        Facts, options and errors as for `estimate`.
        """
        from paylens.report.explanation import explanation

        view = {name: facts.pop(name) for name in (ANCHOR, *VIEWS) if name in facts}
        options = self.options(pay, year, project, currency, as_reported_in, lowest_bracket, **view)
        return explanation(self.store, self.model, self.profile(facts), options)

    def profile(self, facts: dict[str, Any]) -> Profile:
        """The profile that people's words mean; a city or metro area implies its country.

        A company's own level is kept as such, with its step of the common ladder beside it, as the
        records have both.

        Raises
        ------
        UnknownValue
            A word without a meaning here.
        QuestionError
            Facts that contradict one another, such as a city and another country.
        """
        profile = self._with_step(understand(facts, self.known_values))
        for name in PLACES:
            if name in profile.facts:
                profile = self._with_country(profile, name, profile.facts[name])
        return profile

    def _with_step(self, profile: Profile) -> Profile:
        if "employer_level" not in profile.facts:
            return profile
        own = (str(profile.facts["employer"]), str(profile.facts["employer_level"]))
        if own not in self._steps:
            from paylens.report.levels import step_of

            self._steps[own] = step_of(self.store, *own)
        step = self._steps[own]
        if step is None:
            return profile
        words = f"{own[1]} ({dimension('level').value_label(step).lower()} on the common ladder)"
        understood = profile.understood | {"level": words}
        return replace(profile, facts=profile.facts | {"level": step}, understood=understood)

    def _with_country(self, profile: Profile, name: str, place: str) -> Profile:
        if (name, place) not in self._countries:
            declared = dimension(name).extra.get("countries", [])
            self._countries[name, place] = self.store.countries_of(name, place) or declared
        countries = self._countries[name, place]
        if not countries or profile.country in countries:
            return profile
        names = [dimension("country").value_label(country) for country in countries]
        what = dimension(name).label.lower()
        if profile.country is not None:
            asked = dimension("country").value_label(profile.country)
            raise QuestionError(
                f"{what} {place!r} is in {' and '.join(names)} in the records, not in {asked}. "
                f"Leave out the {what} or the country."
            )
        understood = profile.understood | {"country": f"{names[0]} (from the {what})"}
        facts = profile.facts | {"country": countries[0]}
        return replace(profile, facts=facts, understood=understood)

    def options(
        self,
        pay: str = "base",
        year: int | None = None,
        project: bool = False,
        currency: str | None = None,
        as_reported_in: str | None = None,
        lowest_bracket: bool = False,
        **view: Any,
    ) -> Options:
        """Checked options of an estimate; `view` is any of VIEWS, and ANCHOR."""
        anchor = view.pop(ANCHOR, None)
        if anchor not in (None, *ANCHORS):
            raise InvalidValue(ANCHOR, anchor, ", ".join(ANCHORS))
        if as_reported_in is not None:
            names = [account["source"] for account in self.store.accounts]
            if as_reported_in not in names:
                raise InvalidValue("source", as_reported_in, ", ".join(names))
        shown_in = self._view(view)
        if view:
            raise InvalidValue("option", next(iter(view)), ", ".join(VIEWS))
        asked = Options(
            source=as_reported_in,
            project=project,
            lowest_bracket=lowest_bracket,
            view=shown_in,
            anchor=anchor,
        )
        return asked.told(pay, year, currency)

    def _view(self, options: dict[str, Any]) -> View | None:
        """Take the options of VIEWS out of others and open the prices, where any is given."""
        asked = {name: options.pop(name) for name in VIEWS if name in options}
        if asked.get("real") is None and not asked.get("ppp"):
            return None
        from paylens.report.prices import view_of

        return view_of(self.store, **asked)
