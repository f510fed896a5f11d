"""Training on the gold of a release, and how much of it is learned."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from workbench.actions.learning.evaluating import (
    BASELINE,
    Evaluation,
    Options,
    System,
    compare,
    evaluation_json,
    rate,
    remembered,
    score_json,
)
from workbench.actions.learning.problems import NothingToLearn
from workbench.actions.learning.released import Gold, Released
from workbench.agreement.predictions import Score
from workbench.learning.choices import Recipe

SHARES: Final = (0.25, 0.5, 0.75, 1.0)
"""Of the training side: the steps of a learning curve."""

MODEL: Final = "model"
EVALUATION: Final = "evaluation.json"
CURVE: Final = "curve.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a learning curve: documents learned from, strict scores on the side held back."""

    documents: int
    entities: Score
    relations: Score


@dataclass(frozen=True, slots=True)
class Trained:
    """Where the pipeline is, and how good it is beside the baseline, on the side that was held back."""

    folder: Path
    held_out: str
    evaluation: Evaluation
    curve: Sequence[Step] = ()


def train(
    released: Released, out: Path, recipe: Recipe, options: Options | None = None, *, curve: bool = False
) -> Trained:
    """Train, evaluate on ``test`` (``dev`` if that is empty), and write all of it into ``out``.

    ``curve`` also trains on growing shares of the training side. Raises `EmptySide` if there is nothing to learn from
    or nothing was held back, `NothingToLearn` if nothing is marked in it.
    """
    options = options or Options()
    side = "test" if released.sides["test"] else "dev"
    gold, train_on = released.on(side), released.on("train")
    if not _is_marked(train_on):
        raise NothingToLearn
    steps = list(_steps(released, side, out, recipe)) if curve else []
    model = _model(released, train_on, out, recipe)
    ours = rate(MODEL, model, gold, released.schema, options)
    baseline = rate(BASELINE, remembered(released), gold, released.schema, options)
    found = compare(released, side, [ours, baseline], options)
    _write(out / EVALUATION, evaluation_json(found))
    if curve:
        entities, relations = (ours.scores.entities["strict"], ours.scores.relations["strict"])
        steps.append(Step(len(train_on), entities, relations))
        _write(out / CURVE, curve_json(steps))
    return Trained(out, side, found, steps)


def curve_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """A learning curve as JSON."""
    return [
        {"documents": one.documents, "entities": score_json(one.entities), "relations": score_json(one.relations)}
        for one in steps
    ]


def _steps(released: Released, side: str, out: Path, recipe: Recipe) -> list[Step]:
    """Every step but the last, which is the training itself; each share holds the one before.

    A share in which nothing is marked is no step.
    """
    order = list(released.on("train"))
    random.Random(recipe.seed).shuffle(order)
    sizes = sorted({max(1, round(share * len(order))) for share in SHARES} - {len(order)})
    steps = []
    for size in (one for one in sizes if _is_marked(order[:one])):
        model = _model(released, order[:size], out / "curve" / str(size), recipe)
        scores = rate(MODEL, model, released.on(side), released.schema, Options(samples=0)).scores
        steps.append(Step(size, scores.entities["strict"], scores.relations["strict"]))
    return steps


def _is_marked(gold: Gold) -> bool:
    return any(annotations.spans for _, annotations in gold)


def _model(released: Released, gold: Gold, out: Path, recipe: Recipe) -> System:
    from workbench.learning import training
    from workbench.learning.predicting import Model

    return Model(training.train(released.schema, gold, released.sides["dev"], out, recipe))


def _write(path: Path, found: object) -> None:
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
