"""Scores for pairs of entities, the sum of two.

The one is learned from the mean vectors of head, tail and what lies between, beside what is seen of the pair: after the
pooled span pairs of Soares et al. 2019 ("Matching the Blanks", section 3.2), with a small convolutional encoder in
place of a transformer, so that it learns on a CPU. The other adds up the weights of the pair's clues, as in the "wide"
half of Cheng et al. 2016 ("Wide & Deep Learning for Recommender Systems", section 3).
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Dropout, Linear, Maxout, Model, add, chain
from thinc.types import Floats2d

from workbench.learning.relations.candidates import Case, Floats, Integers
from workbench.learning.relations.clues import ROWS

ARCHITECTURE: Final = "workbench.relation_scores.v1"
_POOLED: Final = 3

Encoder = Model[list[Doc], list[Floats2d]]
Scorer = Model[list[Case], Floats2d]


@registry.architectures(ARCHITECTURE)
def relation_scores(tok2vec: Encoder, hidden_width: int, dropout: float, clue_rate: float) -> Scorer:
    """A model from cases to scores (log odds): a row for each pair, all cases in turn, a column for each type.

    ``clue_rate`` is how many times as fast as the rest the weights of clues are learned.
    """
    pooled: Scorer = Model("pooled_pairs", _pool, layers=[tok2vec])
    hidden = Maxout(nO=hidden_width, nP=3, normalize=True)
    judge: Model[Floats2d, Floats2d] = chain(hidden, Dropout(dropout), Linear())
    weighed: Scorer = Model("weighed_clues", _weigh, params={"W": None}, attrs={"rate": clue_rate, "dropout": dropout})
    scorer = cast(Scorer, add(chain(pooled, judge), weighed))
    scorer.set_ref("pooled", pooled)
    scorer.set_ref("judge", judge)
    scorer.set_ref("weighed", weighed)
    return scorer


def prepare(scorer: Scorer, cases: Sequence[Case], types: int) -> None:
    """Give every layer its size: that of what is seen of these cases' pairs (at least one), and the number of types."""
    pooled, judge = scorer.get_ref("pooled"), scorer.get_ref("judge")
    pooled.layers[0].initialize(X=[case.doc for case in cases])
    sample = cast(Floats2d, pooled.predict(list(cases)))
    scorer.get_ref("weighed").set_param("W", cast(Floats2d, np.zeros((ROWS, types), np.float32)))
    judge.initialize(X=sample, Y=cast(Floats2d, np.zeros((len(sample), types), np.float32)))


def _weigh(model: Scorer, cases: list[Case], is_train: bool) -> tuple[Floats2d, Callable[[Floats2d], list[Case]]]:
    """The sum of the weights of each pair's clues; in training some clues are left out by chance."""
    weights, rate = np.asarray(model.get_param("W")), model.attrs["rate"]
    clues = np.concatenate([case.clues for case in cases])
    counted = (clues > 0).astype(np.float32) * rate
    if is_train:
        counted *= np.asarray(model.ops.get_dropout_mask(counted.shape, model.attrs["dropout"]))

    def backward(gradient: Floats2d) -> list[Case]:
        slopes = np.zeros_like(weights)
        np.add.at(slopes, clues, np.asarray(gradient)[:, None, :] * counted[:, :, None])
        model.inc_grad("W", cast(Floats2d, slopes))
        return []

    return cast(Floats2d, (weights[clues] * counted[:, :, None]).sum(axis=1)), backward


def _pool(model: Scorer, cases: list[Case], is_train: bool) -> tuple[Floats2d, Callable[[Floats2d], list[Case]]]:
    encoder: Encoder = model.layers[0]
    vectors, spread = encoder([case.doc for case in cases], is_train)
    rows = [_row(np.asarray(some), case) for some, case in zip(vectors, cases, strict=True)]

    def backward(gradient: Floats2d) -> list[Case]:
        ends = np.cumsum([len(case) for case in cases])[:-1]
        of_cases = np.split(np.asarray(gradient), ends)
        spread(
            [
                cast(Floats2d, _to_tokens(some, case, np.asarray(given).shape))
                for some, case, given in zip(of_cases, cases, vectors, strict=True)
            ]
        )
        return []

    return cast(Floats2d, np.concatenate(rows)), backward


def _row(vectors: Floats, case: Case) -> Floats:
    """Pairs × (three means, features)."""
    sums = np.vstack([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0)])
    means = [(sums[ends] - sums[starts]) / _sizes(starts, ends) for starts, ends in _columns(case)]
    return np.concatenate([*means, case.features], axis=1, dtype=np.float32)


def _to_tokens(gradient: Floats, case: Case, shape: tuple[int, ...]) -> Floats:
    """The gradient of the means, spread over the tokens that they are means of."""
    steps = np.zeros((shape[0] + 1, shape[1]), np.float32)
    for number, (starts, ends) in enumerate(_columns(case)):
        part = gradient[:, number * shape[1] : (number + 1) * shape[1]] / _sizes(starts, ends)
        np.add.at(steps, starts, part)
        np.subtract.at(steps, ends, part)
    found: Floats = np.cumsum(steps, axis=0)[:-1]
    return found


def _columns(case: Case) -> list[tuple[Integers, Integers]]:
    return [(case.extents[:, number, 0], case.extents[:, number, 1]) for number in range(_POOLED)]


def _sizes(starts: Integers, ends: Integers) -> Any:
    """Tokens of each extent, at least 1, as a column."""
    return np.maximum(ends - starts, 1)[:, None].astype(np.float32)
