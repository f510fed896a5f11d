"""How much a figure would move with other documents: resampling documents with replacement.

Marks within a document depend on each other, so that the document is what is drawn (percentile interval, Efron &
Tibshirani 1993, chapter 13). Below `MINIMUM` documents no interval is given.
"""

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from workbench.agreement.table import Floats, Values

MINIMUM: Final = 5
LEVEL: Final = 0.95
MANY: Final = 500
"""The draws of more documents take so much room that only one such set of draws is kept."""

_AT_ONCE: Final = 2_000_000
Draws = npt.NDArray[np.uint16]


class Interval(NamedTuple):
    """The percentile interval and the mean of the resampled values."""

    low: float
    high: float
    mean: float


def resample(counts: Values, *, samples: int, seed: int) -> Floats:
    """Sums of the rows of ``counts`` (documents × columns) over ``samples`` draws of as many documents.

    In single precision: whole numbers are exact up to 16 million.
    """
    if not len(counts):
        return np.zeros((samples, counts.shape[1]))
    draws = (_draws_of_many if len(counts) > MANY else _draws_of_few)(len(counts), samples, seed)
    single = np.ascontiguousarray(counts, np.float32)
    at_once = max(1, _AT_ONCE // len(counts))
    parts = [draws[start : start + at_once].astype(np.float32) @ single for start in range(0, samples, at_once)]
    return np.concatenate(parts).astype(np.float64)


def interval(values: Floats) -> Interval | None:
    """The interval of resampled values, those that are undefined (nan) left out; None if all are."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return None
    low, high = np.percentile(defined, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return Interval(float(low), float(high), float(defined.mean()))


def _draws(documents: int, samples: int, seed: int) -> Draws:
    """How often each document was drawn in each sample."""
    random = np.random.default_rng(seed)
    drawn = np.empty((samples, documents), np.uint16)
    at_once = max(1, _AT_ONCE // documents)
    for start in range(0, samples, at_once):
        size = min(at_once, samples - start)
        places = random.integers(0, documents, (size, documents), np.uint32).astype(np.int64)
        places += np.arange(size)[:, None] * documents
        drawn[start : start + size] = np.bincount(places.ravel(), minlength=size * documents).reshape(size, documents)
    return drawn


# Pairs who finished the same number of documents have the same draws, and drawing takes as long as summing.
_draws_of_many = lru_cache(maxsize=1)(_draws)
_draws_of_few = lru_cache(maxsize=64)(_draws)
