"""A model on disk: texts of trees and four JSON files; numpy and LightGBM's library answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from paylens.errors import ModelError
from paylens.model.answering import Answerer
from paylens.model.carrying import Reader
from paylens.model.columns import Column, Layout
from paylens.model.encoding import Vocabulary
from paylens.model.fields import Fields, WordFeature
from paylens.model.level_link import LevelLink
from paylens.model.location import Frame, Location
from paylens.model.scale import Scale
from paylens.model.shape import Shape
from paylens.model.treatment import Asked
from paylens.model.trees import Trees
from paylens.model.worth import Worth

FORMAT = 2
MODEL, ENCODINGS, SHAPES, COVERAGE = "model.json", "encodings.json", "shape.json", "coverage.json"
LOCATION, OWN, SCALE = "location.txt", "location-{}.txt", "scale.txt"


def write(
    answerer: Answerer, description: dict[str, Any], coverage: list[dict[str, Any]], folder: Path
) -> None:
    """Write all files of a model into `folder`, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    location = answerer.location
    (folder / LOCATION).write_text(location.shared.text, "utf-8")
    for index, trees in location.own.items():
        (folder / OWN.format(index)).write_text(trees.text, "utf-8")
    (folder / SCALE).write_text(answerer.scale.trees.text, "utf-8")
    _dump(folder / MODEL, _model(answerer) | {"description": description})
    _dump(folder / ENCODINGS, _encodings(location))
    shapes = {
        name: {aspect: shape.to_json() for aspect, shape in aspects.items()}
        for name, aspects in answerer.shapes.items()
    }
    _dump(folder / SHAPES, shapes)
    _dump(folder / COVERAGE, coverage)


def read(folder: Path) -> tuple[Answerer, dict[str, Any], list[dict[str, Any]]]:
    """The parts of the model in `folder`.

    Raises
    ------
    ModelError
        A file that is missing or damaged, or of another version.
    """
    try:
        model, encodings, shapes, coverage = (
            json.loads((folder / name).read_text("utf-8"))
            for name in (MODEL, ENCODINGS, SHAPES, COVERAGE)
        )
        if model["format"] != FORMAT:
            raise ModelError(
                f"{folder}: a model of format {model['format']}; this paylens reads {FORMAT}. "
                "Build the market again."
            )
        own = {index: _trees(folder, OWN.format(index)) for index in model["own"]}
        location = _location(model, encodings, _trees(folder, LOCATION), own)
        answerer = _answerer(model, shapes, location, _trees(folder, SCALE))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ModelError(
            f"{folder}: holds no complete model ({error}). Build the market again."
        ) from error
    return answerer, model["description"], coverage


def _trees(folder: Path, name: str) -> Trees:
    path = folder / name
    if not path.is_file():
        raise ValueError(f"{name} is missing")
    return Trees(path)


def _dump(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    path.write_text(text + "\n", "utf-8")


def _model(answerer: Answerer) -> dict[str, Any]:
    frame, layout = answerer.location.frame, answerer.location.frame.layout
    fields = frame.fields
    return {
        "format": FORMAT,
        "own": list(answerer.location.own),
        "series": list(answerer.series_names),
        "records": answerer.records,
        "centres": answerer.centres,
        "asked": {name: sorted(facts) for name, facts in answerer.asked.facts.items()},
        "mean": frame.mean.tolist(),
        "spread": frame.spread.tolist(),
        "scale_mean": answerer.scale.mean.tolist(),
        "fields": {
            "words": fields.words,
            "ordered": fields.ordered,
            "spans": fields.spans,
            "numbers": fields.numbers,
            "sets": fields.sets,
            "labels": fields.labels,
        },
        "columns": [[c.name, c.facts, c.kind, c.place] for c in layout.columns],
        "starts": layout.starts,
        "worth": {fact: worth.words for fact, worth in answerer.location.worth.items()},
        "implied": answerer.implied,
        "link": answerer.link.to_json() if answerer.link else None,
    }


def _encodings(location: Location) -> dict[str, Any]:
    """Per feature: its words, their parents' codes, and a row of encodings per code."""
    return {
        name: {
            "facts": words.feature.facts,
            "parents": words.feature.parents,
            "parent": words.parent,
            "has_other": words.has_other,
            "words": list(words.codes),
            "above": words.above.tolist(),
            "table": location.table[name].tolist(),
        }
        for name, words in location.frame.vocabulary.items()
    }


def _location(
    model: dict[str, Any], encodings: dict[str, Any], shared: Trees, own: dict[int, Trees]
) -> Location:
    vocabulary = {name: _vocabulary(name, written) for name, written in encodings.items()}
    fields = Fields.from_json(model["fields"])
    columns = tuple(Column(n, tuple(facts), kind, p) for n, facts, kind, p in model["columns"])
    frame = Frame(
        fields,
        vocabulary,
        Layout(fields, columns, model["starts"]),
        np.array(model["mean"]),
        np.array(model["spread"]),
    )
    table = {name: np.array(written["table"]) for name, written in encodings.items()}
    worth = {fact: Worth(words) for fact, words in model["worth"].items()}
    return Location(frame, table, worth, shared, own)


def _answerer(
    model: dict[str, Any], shapes: dict[str, Any], location: Location, scale: Trees
) -> Answerer:
    asked = Asked({name: frozenset(facts) for name, facts in model["asked"].items()})
    return Answerer(
        reader=Reader(
            tuple(model["series"]),
            location,
            asked,
            model["description"]["years"],
        ),
        scale=Scale(np.array(model["scale_mean"]), scale),
        shapes={
            name: {aspect: Shape.from_json(shape) for aspect, shape in aspects.items()}
            for name, aspects in shapes.items()
        },
        link=LevelLink.from_json(model["link"]) if model["link"] else None,
        records=model["records"],
        centres=model["centres"],
        implied=model["implied"],
    )


def _vocabulary(name: str, written: dict[str, Any]) -> Vocabulary:
    feature = WordFeature(name, tuple(written["facts"]), tuple(written["parents"]))
    codes = {word: code for code, word in enumerate(written["words"], start=1)}
    above = np.array(written["above"])
    return Vocabulary(feature, written["parent"], codes, above, written["has_other"])
