"""The coefficients over plain sequences, to be held against a textbook. None means: undefined.

The report computes the same formulas (`contingency`, `unitizing`, `gamma`) from sums over documents.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from workbench.agreement import contingency
from workbench.agreement.contingency import Category
from workbench.agreement.finished import Mark
from workbench.agreement.gamma import gamma_of
from workbench.agreement.unitizing import (
    Units,
    alpha_of,
    correction_of,
    marked_by_both,
    marked_or_not,
    unit_cells,
    unit_counts,
)

Continuum = tuple[int, Sequence[Sequence[tuple[int, int, str]]]]
"""The length of a text and, for each person, units (start, end, label): code points, half-open."""

__all__ = [
    "alpha_nominal",
    "bar_u_alpha",
    "cohen_kappa",
    "cu_alpha",
    "f1",
    "fleiss_kappa",
    "gamma",
    "raw_agreement",
    "scott_pi",
    "u_alpha",
]


def f1(matches: float, first: float, second: float) -> float | None:
    """2 × matches / (first + second), the sizes of two sets; symmetric (Hripcsak & Rothschild 2005, JAMIA 12:296)."""
    return 2 * matches / (first + second) if first + second else None


def raw_agreement(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """The share of positions with equal labels. Raises `ValueError` if the lengths differ."""
    return contingency.raw(_table(first, second))


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Cohen's kappa of two equally long label sequences. Raises `ValueError` if the lengths differ."""
    return contingency.kappa(_table(first, second))


def scott_pi(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Scott's pi of two equally long label sequences. Raises `ValueError` if the lengths differ."""
    return contingency.pi(_table(first, second))


def fleiss_kappa(table: Sequence[Sequence[int]]) -> float | None:
    """Fleiss' kappa (Fleiss 1971) of a table units × categories: how many raters chose the category for the unit.

    Raises `ValueError` if units have different numbers of raters.
    """
    if len({sum(row) for row in table}) > 1:
        raise ValueError("every unit must have the same number of raters")
    return contingency.pi(_pairs((dict(enumerate(row)) for row in table), shared=False))


def alpha_nominal(coders_by_units: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for categories; one row a coder, one column a unit, None = missing.

    Units with fewer than two values are dropped. Raises `ValueError` if the rows differ in length.
    """
    units = zip(*coders_by_units, strict=True)
    return contingency.alpha(_pairs((Counter(one for one in unit if one is not None) for unit in units), shared=True))


def u_alpha(continua: Iterable[Continuum]) -> float | None:
    """Krippendorff's u-alpha: where and what together. None also if units of one person overlap each other.

    Raises `ValueError` if the continua have different numbers of people, or fewer than two.
    """
    sums = _unit_sums(continua)
    return alpha_of(sums.cells, sums.correction) if sums else None


def bar_u_alpha(continua: Iterable[Continuum]) -> float | None:
    """Krippendorff's |u-alpha: marked or not, whatever the label. See `u_alpha`."""
    sums = _unit_sums(continua)
    return alpha_of(marked_or_not(sums.cells), sums.correction) if sums else None


def cu_alpha(continua: Iterable[Continuum]) -> float | None:
    """Krippendorff's cu-alpha of two people: the labels of text that both marked. See `u_alpha`.

    For more people published programs disagree on equation 10, and None is answered.
    """
    sums = _unit_sums(continua)
    return alpha_of(marked_by_both(sums.cells), sums.inside) if sums and sums.people == 2 else None


def gamma(units: Sequence[Sequence[tuple[int, int, str]]], *, seed: int = 13, samples: int = 30) -> float | None:
    """Gamma of one document; for each person its units (start, end, label). See `workbench.agreement.gamma`."""
    found = gamma_of(units, seed=seed, samples=samples)
    return found.value if found else None


class _UnitSums(NamedTuple):
    people: int
    cells: dict[tuple[str, str], float]
    correction: float
    inside: float


def _unit_sums(continua: Iterable[Continuum]) -> _UnitSums | None:
    people: set[int] = set()
    cells: defaultdict[tuple[str, str], float] = defaultdict(float)
    correction = inside = 0.0
    for length, coders in continua:
        people.add(len(coders))
        units = [Units.of(Mark(*unit) for unit in one) for one in coders]
        if any(one.overlapping for one in units):
            return None
        for one, other in combinations(units, 2):
            counts = unit_counts(one.marks, other.marks)
            correction += correction_of(counts, length) / (len(coders) - 1)
            inside += counts.inside
            for pair, chars in unit_cells(one, other, length).items():
                cells[pair] += chars / (len(coders) - 1)
    if len(people) != 1 or min(people) < 2:
        raise ValueError("every continuum must have the same number, two or more, of people")
    return _UnitSums(people.pop(), cells, correction, inside)


def _table(first: Sequence[Category], second: Sequence[Category]) -> Counter[tuple[Category, Category]]:
    return Counter(zip(first, second, strict=True))


def _pairs(units: Iterable[Mapping[Category, int]], *, shared: bool) -> dict[tuple[Category, Category], float]:
    """Pairs of ratings of the same unit, by their categories; ``shared``: each unit's weighted 1 / (ratings - 1)."""
    cells: defaultdict[tuple[Category, Category], float] = defaultdict(float)
    for counts in units:
        ratings = sum(counts.values())
        weight = 1 / (ratings - 1) if shared and ratings > 1 else 1
        for category, count in counts.items():
            cells[category, category] += weight * count * (count - 1) / 2
        for (one, count), (other, others) in combinations(counts.items(), 2):
            cells[one, other] += weight * count * others
    return cells
