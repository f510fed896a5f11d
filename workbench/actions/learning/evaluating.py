"""How good predictions are: a model's or a file's, held against the gold of a release."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from workbench.actions.learning.predictions import read_predictions
from workbench.actions.learning.problems import NoModel
from workbench.actions.learning.released import Gold, Released
from workbench.agreement.paired import Paired, paired
from workbench.agreement.predictions import Score, Scores, score
from workbench.model.annotation import Annotations
from workbench.model.document import Document
from workbench.model.schema import Schema

FORMAT: Final = "workbench-evaluation/1"
BASELINE: Final = "names"
"""What the baseline is called: names and pairs of labels remembered from the training side."""

Progress = Callable[[int, int], None]


class System(Protocol):
    """Something that marks documents; ``relates`` says whether it knows relations."""

    @property
    def relates(self) -> bool:
        """Whether it knows relations."""

    def mark(self, document: Document) -> Annotations:
        """Entities and relations of a document."""

    def relate(self, document: Document, gold: Annotations) -> Annotations:
        """These entities, with the relations between them."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A system by name, what it marks, by document, and its scores.

    ``given`` is the score of its relations if it is given the gold entities; None if it cannot be.
    """

    name: str
    predictions: Mapping[str, Annotations]
    scores: Scores
    given: Score | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two systems by name: how much the first is better in strict F1 of entities and of relations."""

    first: str
    second: str
    entities: Paired
    relations: Paired


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was held against which side of which release, and how the systems compare, each with the first."""

    release: str
    side: str
    gold: Gold
    schema: Schema
    samples: int
    seed: int
    systems: Sequence[Rated]
    compared: Sequence[Compared]


@dataclass(frozen=True, slots=True)
class Options:
    """Draws of the bootstrap and of the paired test, and their seed."""

    samples: int = 2000
    seed: int = 13


def evaluate(
    released: Released, side: str, systems: Mapping[str, Path], options: Options | None = None, *, baseline: bool = True
) -> Evaluation:
    """Hold models (folders) and predictions (files) against a side of a release; with the baseline if wished.

    Raises `EmptySide`, `NoModel`, and what `read_predictions` raises.
    """
    gold = released.on(side)
    rated = [_rated(name, path, gold, released.schema, options or Options()) for name, path in systems.items()]
    if baseline:
        rated.append(rate(BASELINE, remembered(released), gold, released.schema, options or Options()))
    return compare(released, side, rated, options or Options())


def compare(released: Released, side: str, rated: Sequence[Rated], options: Options) -> Evaluation:
    """The evaluation of systems that have been rated; each but the first is compared with the first."""
    first, *others = rated
    pairs = [_compared(first, other, options) for other in others]
    gold = released.on(side)
    return Evaluation(released.name, side, gold, released.schema, options.samples, options.seed, rated, pairs)


def rate(name: str, system: System, gold: Gold, schema: Schema, options: Options) -> Rated:
    """Let a system mark the documents of a side, and score it."""
    marked = {document.id: system.mark(document) for document, _ in gold}
    scores = score(gold, marked, schema, samples=options.samples, seed=options.seed)
    if not system.relates:
        return Rated(name, marked, scores)
    linked = {document.id: system.relate(document, annotations) for document, annotations in gold}
    given = score(gold, linked, schema, samples=options.samples, seed=options.seed).relations["strict"]
    return Rated(name, marked, scores, given)


def remembered(released: Released) -> System:
    """The baseline, from the training side."""
    from workbench.learning.names import Names

    return Names(released.schema).learn(released.on("train"))


def evaluation_json(found: Evaluation) -> dict[str, Any]:
    """An evaluation as one JSON object, format `FORMAT`. Undefined values are null."""
    return {
        "format": FORMAT,
        "release": found.release,
        "split": found.side,
        "schema": {"name": found.schema.name, "version": found.schema.version, "sha256": found.schema.sha256},
        "bootstrap": {"samples": found.samples, "seed": found.seed},
        "systems": [_rated_json(one) for one in found.systems],
        "comparisons": [
            {
                "systems": [one.first, one.second],
                "entities": _paired_json(one.entities),
                "relations": _paired_json(one.relations),
            }
            for one in found.compared
        ],
    }


def _rated(name: str, path: Path, gold: Gold, schema: Schema, options: Options) -> Rated:
    if path.is_dir():
        from workbench.learning.predicting import Model

        try:
            model = Model.load(path)
        except (OSError, ValueError) as error:
            raise NoModel(path=path, reason=str(error).partition("\n")[0][:100]) from None
        return rate(name, model, gold, schema, options)
    predictions = read_predictions(path, gold, schema)
    scores = score(gold, predictions, schema, samples=options.samples, seed=options.seed)
    return Rated(name, predictions, scores)


def _compared(first: Rated, second: Rated, options: Options) -> Compared:
    one, other = first.scores.per_document, second.scores.per_document
    found = {key: paired(one[key], other[key], samples=options.samples, seed=options.seed) for key in one}
    return Compared(first.name, second.name, found["entities"], found["relations"])


def _rated_json(one: Rated) -> dict[str, Any]:
    scores = one.scores
    return {
        "system": one.name,
        "documents": scores.documents,
        "entities": {rung: score_json(found) for rung, found in scores.entities.items()},
        "entity_labels": _labels_json(scores.labels),
        "entity_differences": dict(scores.kinds),
        "relations": {rung: score_json(found) for rung, found in scores.relations.items()},
        "relations_given_gold_entities": score_json(one.given) if one.given else None,
        "relation_labels": _labels_json(scores.types),
        "relation_differences": dict(scores.relation_kinds),
    }


def _labels_json(labels: Mapping[str, Mapping[str, Score]]) -> dict[str, Any]:
    return {label: {rung: score_json(one) for rung, one in rungs.items()} for label, rungs in labels.items()}


def score_json(one: Score) -> dict[str, Any]:
    """A score as JSON: values, the interval of F1, and what they rest on."""
    around = None if one.interval is None else [one.interval.low, one.interval.high]
    values = {"precision": one.precision, "recall": one.recall, "f1": one.f1, "ci": around}
    return values | {"system": one.system, "gold": one.gold, "both": one.both}


def _paired_json(one: Paired) -> dict[str, Any]:
    around = None if one.interval is None else [one.interval.low, one.interval.high]
    return {"difference": one.difference, "p": one.p, "ci": around, "documents": one.documents}
