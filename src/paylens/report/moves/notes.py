"""What a person's moves say in one sentence, and what they do not say."""

from __future__ import annotations

from collections.abc import Sequence

from paylens.harmonise.dimension import dimension
from paylens.report.moves.alternatives import Move
from paylens.report.profile import Profile
from paylens.report.wording import amount, percent

NAMED = 3
# The largest of many differences is large by chance too: the sentence names well borne ones.
NAMED_GRADES = (("strong", "good"), ("fair",))
KINDS = {"base": "base pay", "total": "total compensation"}
NO_ROLE = "Any role (compared among ML and data roles)"
CAUTION = (
    "Differences go together with what is named; none of them says what a change would bring. "
    "People who have it may differ in much that nobody asked, and movers are not like stayers."
)
ADDING = (
    "The differences are not to be added: each holds the other facts equal as far as its sources "
    "ask them, and two of them may be the same difference seen twice."
)


def who(profile: Profile) -> str:
    """Whom the answer is for, in words."""
    role = dimension("role").value_label(profile.role) if profile.role else NO_ROLE
    where = dimension("country").value_label(profile.country) if profile.country else "any country"
    others = [text for name, text in profile.understood.items() if name not in ("role", "country")]
    return f"{role}, {where}" + (f" ({'; '.join(others)})" if others else "")


def sentence_of(profile: Profile, moves: Sequence[Move], currency: str) -> str:
    """The largest differences that stand, one for each fact."""
    upwards = _upwards(moves)
    for grades in NAMED_GRADES:
        first: dict[str, Move] = {}
        for one in upwards:
            if one.reliability in grades:
                first.setdefault(one.dimension, one)
        if first:
            words = "; ".join(_named(one, currency) for one in list(first.values())[:NAMED])
            return (
                f"{who(profile)}: like for like, and with {' or '.join(grades)} evidence, the "
                f"most is paid with {words}. Whether a change would bring it, the records do not "
                "tell."
            )
    return (
        f"{who(profile)}: of {len(moves)} differences like for like, none with fair evidence is "
        "clearly upwards."
    )


def named_grades(moves: Sequence[Move]) -> str:
    """The grades of the differences that the sentence names; nothing where it names none."""
    held = {one.reliability for one in _upwards(moves)}
    return next((" or ".join(each) for each in NAMED_GRADES if held.intersection(each)), "")


def _upwards(moves: Sequence[Move]) -> list[Move]:
    return [one for one in moves if one.stands and (one.difference.value or 0.0) > 0]


def notes_of(
    profile: Profile,
    moves: Sequence[Move],
    medians: dict[str, float],
    own_notes: Sequence[str],
    widened: Sequence[str],
) -> tuple[str, ...]:
    """What to know before one acts on it."""
    stand = sum(one.stands for one in moves)
    told = sum(one.told for one in moves)
    notes = [
        CAUTION,
        ADDING,
        f"{len(moves)} differences were looked at, and of so many some leave out none by chance: "
        f"{told} do so one by one, {stand} after Benjamini and Hochberg's correction (1995), which "
        "bounds the share of false ones among them to 5 %; "
        f"{len(_upwards(moves))} of those are upwards. The largest of many are still larger "
        "here than in truth.",
        "Money is the share of the person's own median estimate, with the interval of the share "
        "alone. Kinds of pay stand apart; sources are compared within themselves, then combined.",
    ]
    if any(one.dimension == "country" for one in moves):
        notes.append(
            "Countries differ in prices, taxes and benefits too: an estimate in international "
            "dollars, `estimate ppp=true`, compares what pay buys."
        )
    if widened:
        names = ", ".join(dimension(name).label.lower() for name in widened)
        role = dimension("role").value_label(str(profile.role))
        notes.append(f"of ML and data roles instead of {role} alone, for lack of records: {names}")
    elsewhere = _elsewhere(profile, moves)
    if elsewhere:
        place = dimension("country").value_label(str(profile.country))
        notes.append(f"of all countries, as {place} has too few records: {elsewhere}")
    missing = [KINDS[kind] for kind in KINDS if kind not in medians and _has(moves, kind)]
    if missing and profile.country is None:
        notes.append("no country was told, so no money beside the shares: pay is too far apart")
    elif missing:
        notes.append(f"no estimate of {', '.join(missing)} for these facts, so no money beside it")
    return (*notes, *own_notes)


def _has(moves: Sequence[Move], kind: str) -> bool:
    return any(one.pay == kind for one in moves)


def _elsewhere(profile: Profile, moves: Sequence[Move]) -> str:
    """Facts that are only compared over all countries, though one was told."""
    if profile.country is None:
        return ""
    place = dimension("country").value_label(profile.country)
    by_fact: dict[str, bool] = {}
    for one in moves:
        if one.dimension != "country":
            by_fact[one.dimension] = by_fact.get(one.dimension, False) or place in one.among
    return ", ".join(dimension(name).label.lower() for name, there in by_fact.items() if not there)


def _named(one: Move, currency: str) -> str:
    money = one.money.value if one.money else None
    about = f", about {amount(money, currency)} a year" if money is not None else ""
    return f"{one.label} (+{percent(one.difference.value or 0.0)} {one.pay} pay{about})"
