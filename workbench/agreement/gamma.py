"""Gamma: agreement on where and what together, beyond chance; nested and overlapping marks are welcome.

Mathet, Widlöcher & Métivier 2015, Computational Linguistics 41(3):437. With alpha = beta = delta_empty = 1, two units
differ by d = ((|ds| + |de|) / (length + length))² + (0 or 1 for the label). A unitary alignment takes one unit or
"empty" of each person and costs the mean d over their pairs, 1 where one of two is empty. The best alignment holds
every unit once at the least total cost; disorder = that cost / mean units per person; gamma = 1 - observed / expected.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Final

import numpy as np

from workbench.agreement.solver import Floats, Integers, assignment, cheapest_cover

EMPTY_COST: Final = 1.0
SHORTEST: Final = 1.0  # a sampled unit is at least one character long

Unit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Gamma:
    """Gamma of one document: ``observed`` and ``expected`` disorder, and the mean number of units per person."""

    observed: float
    expected: float
    units: float

    @property
    def value(self) -> float | None:
        """1 - observed / expected; None if the sampled continua had no disorder at all."""
        return 1 - self.observed / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class _Continuum:
    """Units of each person as rows (start, end, number of the label)."""

    people: Sequence[Floats]

    @property
    def units(self) -> int:
        return sum(map(len, self.people))


def gamma_of(units: Sequence[Sequence[Unit]], *, seed: int, samples: int) -> Gamma | None:
    """Gamma of one document; ``units`` holds a list for each person. None below two people or without any unit.

    ``expected`` is the mean disorder of ``samples`` random continua drawn with ``seed``: as many people, numbers,
    gaps and lengths of units normally distributed and labels as frequent as observed.
    """
    observed = observed_disorder(units)
    if observed is None:
        return None
    labels = sorted({label for one in units for _, _, label in one})
    real = _Continuum([_rows(one, labels) for one in units])
    model = _Chance.of(real)
    random = np.random.default_rng(seed)
    expected = float(np.mean([_disorder(model.draw(random)) for _ in range(samples)]))
    return Gamma(observed, expected, real.units / len(units))


def observed_disorder(units: Sequence[Sequence[Unit]]) -> float | None:
    """The disorder of the best alignment of what the people said; None below two people or without any unit."""
    if len(units) < 2 or not any(units):
        return None
    labels = sorted({label for one in units for _, _, label in one})
    return _disorder(_Continuum([_rows(one, labels) for one in units]))


def dissimilarity(first: Floats, second: Floats) -> Floats:
    """d between all units of two people (rows: start, end, label), with a last row and column for "empty"."""
    moved = np.abs(first[:, None, :2] - second[None, :, :2]).sum(axis=2)
    lengths = (first[:, 1] - first[:, 0])[:, None] + (second[:, 1] - second[:, 0])[None, :]
    costs = np.full((len(first) + 1, len(second) + 1), EMPTY_COST)
    costs[:-1, :-1] = (moved / lengths) ** 2 + (first[:, None, 2] != second[None, :, 2])
    return costs


@dataclass(frozen=True, slots=True)
class _Chance:
    """The statistical sampler: what random continua look like."""

    people: int
    number: tuple[float, float]
    gap: tuple[float, float]
    length: tuple[float, float]
    labels: Floats

    @classmethod
    def of(cls, real: _Continuum) -> "_Chance":
        numbers = np.array([len(one) for one in real.people])
        gaps = np.concatenate([one[:, 0] - np.concatenate([[0.0], one[:-1, 1]]) for one in real.people if len(one)])
        rows = np.concatenate(real.people)
        labels = np.bincount(rows[:, 2].astype(np.int64)) / len(rows)
        return cls(len(numbers), _spread(numbers), _spread(gaps), _spread(rows[:, 1] - rows[:, 0]), labels)

    def draw(self, random: np.random.Generator) -> _Continuum:
        """A random continuum with at least one unit."""
        numbers = np.abs(np.rint(random.normal(*self.number, self.people))).astype(np.int64)
        numbers[0] = max(1, numbers[0])
        return _Continuum([self._person(random, int(number)) for number in numbers])

    def _person(self, random: np.random.Generator, number: int) -> Floats:
        gaps = random.normal(*self.gap, number)
        lengths = np.maximum(np.abs(random.normal(*self.length, number)), SHORTEST)
        ends = np.cumsum(gaps + lengths)
        labels = random.choice(len(self.labels), number, p=self.labels).astype(np.float64)
        return np.stack([ends - lengths, ends, labels], axis=1)


def _rows(units: Sequence[Unit], labels: Sequence[str]) -> Floats:
    rows = [(float(start), float(end), float(labels.index(label))) for start, end, label in sorted(units)]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def _spread(values: Floats | Integers) -> tuple[float, float]:
    return float(values.mean()), float(values.std())


def _disorder(continuum: _Continuum) -> float:
    mean_units = continuum.units / len(continuum.people)
    best = _best_of_two if len(continuum.people) == 2 else _best_of_many
    return best(continuum) / mean_units


def _best_of_two(continuum: _Continuum) -> float:
    """Pairing two units saves 2 - d over leaving both alone: the greatest total saving is an assignment."""
    saved = np.maximum(2 * EMPTY_COST - dissimilarity(*continuum.people)[:-1, :-1], 0)
    return continuum.units * EMPTY_COST - float(sum(saved[place] for place in assignment(saved)))


def _best_of_many(continuum: _Continuum) -> float:
    """The least total cost by an integer programme over the unitary alignments worth considering."""
    members, costs = _candidates(continuum)
    sizes = [len(one) for one in continuum.people]
    offsets = np.cumsum([0, *sizes[:-1]])
    places = [
        np.where(members[:, person] < size, members[:, person] + offset, -1)
        for person, (size, offset) in enumerate(zip(sizes, offsets, strict=True))
    ]
    return cheapest_cover(costs, places, continuum.units) / comb(len(sizes), 2)


def _candidates(continuum: _Continuum) -> tuple[Integers, Floats]:
    """Unitary alignments (a row of unit numbers, the last of each standing for "empty") and their summed costs.

    One that costs more than its units alone (comb(n, 2) each) is in no best alignment; neither is any that extends it.
    """
    people = continuum.people
    alone = comb(len(people), 2) * EMPTY_COST
    between = {(i, j): dissimilarity(people[i], people[j]) for i, j in combinations(range(len(people)), 2)}
    members: Integers = np.arange(len(people[0]) + 1, dtype=np.int64)[:, None]
    costs = np.zeros(len(members))
    units = (members[:, 0] < len(people[0])).astype(np.int64)
    for person in range(1, len(people)):
        size = len(people[person]) + 1
        added = sum(between[earlier, person][members[:, earlier]] for earlier in range(person))
        total = costs[:, None] + added
        held = units[:, None] + (np.arange(size) < size - 1)
        worth = total <= alone * (held + len(people) - 1 - person)
        rows, columns = np.nonzero(worth)
        members = np.column_stack([members[rows], columns])
        costs, units = total[worth], held[worth]
    return members[units > 0], costs[units > 0]
