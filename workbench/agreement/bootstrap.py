"""How much a figure would move with other documents: resampling documents with replacement.

Marks within a document depend on each other, so that the document is what is drawn (percentile interval, Efron &
Tibshirani 1993, chapter 13). Below `MINIMUM` documents no interval is given.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from workbench.agreement.table import Floats

MINIMUM: Final = 5
LEVEL: Final = 0.95
_DRAWN_AT_ONCE: Final = 2_000_000


class Interval(NamedTuple):
    """The percentile interval and the mean of the resampled values."""

    low: float
    high: float
    mean: float


def resample(counts: Floats, *, samples: int, seed: int) -> Floats:
    """Sums of the rows of ``counts`` (documents × columns) over ``samples`` draws of as many documents."""
    if not len(counts):
        return np.zeros((samples, counts.shape[1]))
    random = np.random.default_rng(seed)
    return np.concatenate([draws @ counts for draws in _draws(random, len(counts), samples)])


def interval(values: Floats) -> Interval | None:
    """The interval of resampled values, those that are undefined (nan) left out; None if all are."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return None
    low, high = np.percentile(defined, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return Interval(float(low), float(high), float(defined.mean()))


def _draws(random: np.random.Generator, documents: int, samples: int) -> Iterator[Floats]:
    """How often each document was drawn in each sample, some samples at a time."""
    at_once = max(1, _DRAWN_AT_ONCE // documents)
    for start in range(0, samples, at_once):
        size = min(at_once, samples - start)
        drawn = random.integers(0, documents, (size, documents))
        drawn += np.arange(size)[:, None] * documents
        yield np.bincount(drawn.ravel(), minlength=size * documents).reshape(size, documents).astype(np.float64)
