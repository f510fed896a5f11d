"""Whether two systems differ by more than the choice of documents: a paired test over documents."""

from dataclasses import dataclass

import numpy as np

from workbench.agreement.bootstrap import MINIMUM, Interval, interval, resample
from workbench.agreement.table import Floats
from workbench.agreement.view import ratio


@dataclass(frozen=True, slots=True)
class Paired:
    """F1 of the first less F1 of the second; None where either is undefined.

    ``p`` is how often as great a difference comes about if the two are exchanged at random in each document;
    ``interval`` (None below `MINIMUM` documents) where the difference lies with other documents.
    """

    difference: float | None
    p: float | None
    interval: Interval | None
    documents: int


def paired(first: Floats, second: Floats, *, samples: int, seed: int) -> Paired:
    """Compare two systems by the counts (documents × system's items, gold's items, in both) of each.

    Approximate randomisation (Noreen 1989, Computer-Intensive Methods, chapter 2; for F1: Yeh 2000, COLING, 947): in
    each sample the two are exchanged in every document with probability 1/2; p = (as great + 1) / (samples + 1). The
    interval is the paired bootstrap's (Koehn 2004, EMNLP, 388), the same draws for both.
    """
    observed = _f1(first.sum(axis=0)) - _f1(second.sum(axis=0))
    if np.isnan(observed):
        return Paired(None, None, None, len(first))
    exchanged = np.random.default_rng(seed).integers(0, 2, (samples, len(first))).astype(float)
    moved = exchanged @ (second - first)
    differences = _f1(first.sum(axis=0) + moved) - _f1(second.sum(axis=0) - moved)
    as_great = np.abs(np.nan_to_num(differences)) >= abs(observed) - 1e-12
    p = (int(as_great.sum()) + 1) / (samples + 1)
    return Paired(float(observed), p, _around(first, second, samples, seed), len(first))


def _around(first: Floats, second: Floats, samples: int, seed: int) -> Interval | None:
    if len(first) < MINIMUM:
        return None
    sums = resample(np.hstack([first, second]), samples=samples, seed=seed)
    return interval(_f1(sums[:, :3]) - _f1(sums[:, 3:]))


def _f1(counts: Floats) -> Floats:
    return ratio(2 * counts[..., 2], counts[..., 0] + counts[..., 1])
