"""What becomes of each given fact in a series: asked, linked, carried over or ignored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from paylens.model.fields import EXPERIENCE, LADDER, LEVEL

# What an employer's pay is tells these already: they are not carried beside it.
SAID_BY_EMPLOYER = frozenset({"employer_size", "industry"})


@dataclass(frozen=True)
class Treatment:
    """How a series treats the facts of a question.

    `linked` is the fact that was turned into the other one of level and years by their link;
    `carried` are facts that the series never asks, each with the series that its effect comes
    from; `ignored` are facts that no series asks.
    """

    linked: str | None
    carried: dict[str, tuple[str, ...]]
    ignored: tuple[str, ...]
    labels: dict[str, str] = field(default_factory=dict, repr=False)
    linked_by: tuple[str, ...] = ()
    level_step: float | None = None

    def notes(self, told: Collection[str] = ()) -> list[str]:
        """The same in plain sentences, for the answer; nothing of carried facts told of already."""
        sentences = []
        if self.linked is not None:
            turned = "years were turned into levels"
            if self.linked == LEVEL:
                turned = "the level was turned into years"
            sentence = f"{turned} by their link in {' and '.join(self.linked_by)}"
            if self.level_step is not None:
                sentence += f"; one level more would raise the median by {self.level_step:.0%}"
            sentences.append(sentence.replace("%", " %"))
        together: dict[str, list[str]] = {}
        for fact, names in self.carried.items():
            if self.label(fact) in told:
                continue
            sources = " and ".join(dict.fromkeys(name.split("/")[0] for name in names))
            together.setdefault(sources, []).append(self.label(fact))
        sentences += [
            f"{', '.join(facts)}: carried over from {sources}; combined from separate sources"
            for sources, facts in together.items()
        ]
        return sentences

    def label(self, fact: str) -> str:
        """A fact's name in plain words."""
        return self.labels.get(fact, fact.replace("_", " "))


@dataclass(frozen=True)
class Asked:
    """Which facts each series asks: series name → facts, in the order of the model's series."""

    facts: dict[str, frozenset[str]]

    def by(self, fact: str) -> list[str]:
        """The series that ask a fact."""
        return [name for name, asked in self.facts.items() if fact in asked]

    def linked(self, series: str, given: frozenset[str], has_link: bool) -> str | None:
        """The fact that the link turns into the other one, if this question needs it."""
        ladder = given & LADDER
        if not has_link or len(ladder) != 1:
            return None
        fact = next(iter(ladder))
        other = LEVEL if fact == EXPERIENCE else EXPERIENCE
        asked = self.facts[series]
        return fact if fact not in asked and other in asked else None

    def carried(self, series: str, given: frozenset[str], has_link: bool) -> list[str]:
        """The facts that other series ask and this one does not, the linked one left out, and
        what a told employer says already."""
        linked = self.linked(series, given, has_link)
        missing = sorted(given - self.facts[series])
        if "employer" in given:
            missing = [fact for fact in missing if fact not in SAID_BY_EMPLOYER]
        return [fact for fact in missing if fact != linked and self.by(fact)]
