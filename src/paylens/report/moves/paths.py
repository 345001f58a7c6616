"""Career paths, each a few values of facts that go with it; declared once."""

from __future__ import annotations

from dataclasses import dataclass

from paylens.harmonise.dimension import dimension
from paylens.report.moves.alternatives import Move

OWN = "already told of this person"
NOBODY = "no source asks it"


@dataclass(frozen=True)
class Path:
    """A path by its name; `values` are pairs of a dimension and a value."""

    name: str
    values: tuple[tuple[str, str], ...]


PATHS = (
    Path(
        "Managing people",
        (
            ("role", "engineering_manager"),
            ("role", "data_manager"),
            ("role", "manager"),
            ("level", "executive"),
        ),
    ),
    Path("Leading without managing", (("level", "senior"), ("level", "staff"))),
    Path("Research", (("role", "research_scientist"), ("role", "research_engineer"))),
    Path(
        "Specialising",
        (
            ("specialisation", "natural_language"),
            ("specialisation", "computer_vision"),
            ("specialisation", "generative_ai"),
            ("specialisation", "recommender_systems"),
            ("skills", "deep_learning"),
        ),
    ),
    Path("A further degree", (("education", "master"), ("education", "doctorate"))),
    Path(
        "Freelance, contract or consulting",
        (("employment_type", "contract"), ("employment_type", "freelance"), ("role", "consultant")),
    ),
)
# Paths of which no source has a record.
UNASKED = (
    Path("A certification", ()),
    Path("Changing the employer", ()),
)


@dataclass(frozen=True)
class PathStep:
    """One step of a path: the move, or why there is none."""

    path: str
    label: str
    move: Move | None
    why: str | None = None


def path_steps(moves: tuple[Move, ...], own: set[tuple[str, str]]) -> tuple[PathStep, ...]:
    """The steps of every path; `own` are the pairs that the person has."""
    steps: list[PathStep] = []
    for path in PATHS:
        for name, value in path.values:
            declared = dimension(name)
            label = f"{declared.label}: {declared.value_label(value)}"
            if (name, value) in own:
                steps.append(PathStep(path.name, label, None, OWN))
                continue
            found = [one for one in moves if (one.dimension, one.value) == (name, value)]
            steps += [PathStep(path.name, label, one) for one in found]
            if not found:
                steps.append(PathStep(path.name, label, None, "not enough data: too few records"))
    steps += [
        PathStep(path.name, path.name, None, f"not enough data: {NOBODY}") for path in UNASKED
    ]
    return tuple(steps)
