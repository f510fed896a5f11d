"""Which marks of two people share text, and the best one-to-one pairing of them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from workbench.agreement.finished import Mark
from workbench.agreement.solver import assignment


class Overlap(NamedTuple):
    """Two marks of two people that share at least one code point."""

    first: Mark
    second: Mark
    shared: int

    @property
    def iou(self) -> float:
        """Characters in both over characters in either, in (0, 1]."""
        (start, end, _), (other_start, other_end, _) = self.first, self.second
        return self.shared / (end - start + other_end - other_start - self.shared)

    @property
    def same_label(self) -> bool:
        """Whether both people chose the same label."""
        return self.first[2] == self.second[2]

    @property
    def same_extent(self) -> bool:
        """Whether both boundaries are identical."""
        return self.first[:2] == self.second[:2]


Weighted = tuple[Overlap, float]


def overlaps(first: Sequence[Mark], second: Sequence[Mark]) -> list[Overlap]:
    """Every pair of a mark of one and a mark of the other that share text. ``second`` must be sorted."""
    starts = [start for start, _, _ in second]
    longest = max((end - start for start, end, _ in second), default=0)
    found = []
    for mark in first:
        start, end, _ = mark
        for other in second[bisect_left(starts, start - longest) : bisect_left(starts, end)]:
            other_start, other_end, _ = other
            shared = (end if end < other_end else other_end) - (start if start > other_start else other_start)
            if shared > 0:
                found.append(Overlap(mark, other, shared))
    return found


def heaviest(
    weighted: Iterable[Weighted], among: tuple[Sequence[Mark], Sequence[Mark]] | None = None
) -> list[Weighted]:
    """The one-to-one choice among weighted overlaps (weights > 0) whose weights sum to the most.

    Several choices may weigh the same. If that matters, ``among`` are all marks of both people in their order: the
    choice is then the one that `scipy.optimize.linear_sum_assignment` makes of the whole matrix of them, with 0 where
    nothing is shared, so that whoever does the obvious thing gets the same.
    """
    edges = list(weighted)
    if len(edges) == len({edge.first for edge, _ in edges}) == len({edge.second for edge, _ in edges}):
        return edges
    of_first = Counter(overlap.first for overlap, _ in edges)
    of_second = Counter(overlap.second for overlap, _ in edges)
    alone: list[Weighted] = []
    tangled: list[Weighted] = []
    for edge in edges:
        rivals = of_first[edge[0].first] > 1 or of_second[edge[0].second] > 1
        (tangled if rivals else alone).append(edge)
    if not tangled:
        return alone
    if among:
        return _untangled(edges, *among)
    first, second = {overlap.first for overlap, _ in tangled}, {overlap.second for overlap, _ in tangled}
    return alone + _untangled(tangled, sorted(first), sorted(second))


def _untangled(edges: Sequence[Weighted], first: Sequence[Mark], second: Sequence[Mark]) -> list[Weighted]:
    rows = {mark: row for row, mark in enumerate(first)}
    columns = {mark: column for column, mark in enumerate(second)}
    placed = {(rows[edge[0].first], columns[edge[0].second]): edge for edge in edges}
    weights = np.zeros((len(rows), len(columns)))
    for place, (_, weight) in placed.items():
        weights[place] = weight
    return [placed[place] for place in assignment(weights)]
