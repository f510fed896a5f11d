"""Chance-corrected coefficients from a contingency: how often one person said the first when the other said the second.

Contingencies add up over documents and pairs of people; weights may be fractions. Every function answers None where
the coefficient is undefined: fewer than two categories in use, or nothing counted.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

Category = TypeVar("Category", bound=Hashable)
Contingency = Mapping[tuple[Category, Category], float]

ROUNDING: Final = 1e-9
"""What is left of a subtraction of weights, and smaller than this share of the whole, is nothing."""


def raw(table: Contingency[Category]) -> float | None:
    """The share on which the two agree, without any correction."""
    total = sum(table.values())
    return _agreed(table) / total if total else None


def kappa(table: Contingency[Category]) -> float | None:
    """Cohen's kappa: chance from each person's own frequencies (Cohen 1960, Educ. Psychol. Meas. 20:37)."""
    rows, columns = margins(table)
    return _corrected(table, sum(count * columns.get(category, 0) for category, count in rows.items()))


def pi(table: Contingency[Category]) -> float | None:
    """Scott's pi: chance from the frequencies of both (Scott 1955, Public Opin. Q. 19:321).

    Over all pairs of a fixed number of people it is Fleiss' kappa (Fleiss 1971, Psychol. Bull. 76:378).
    """
    return _corrected(table, sum(count * count for count in pooled(table).values()) / 4)


def alpha(table: Contingency[Category]) -> float | None:
    """Krippendorff's alpha for categories: 1 - (N-1)(N - sum o_cc) / (N² - sum n_c²) (Krippendorff 2011, section C).

    ``table`` sums over pairs of people, each unit's pairs weighted 1 / (m - 1), m the people who judged the unit; each
    unordered pair stands for two coincidences.
    """
    counts = pooled(table).values()
    n = sum(counts)
    if len(counts) < 2:
        return None
    return 1 - (n - 1) * (n - 2 * _agreed(table)) / (n * n - sum(count * count for count in counts))


def margins(table: Contingency[Category]) -> tuple[dict[Category, float], dict[Category, float]]:
    """How often the first and how often the second person used each category."""
    rows: defaultdict[Category, float] = defaultdict(float)
    columns: defaultdict[Category, float] = defaultdict(float)
    for (first, second), count in table.items():
        rows[first] += count
        columns[second] += count
    return dict(rows), dict(columns)


def pooled(table: Contingency[Category]) -> dict[Category, float]:
    """How often each category that is in use was used by either."""
    rows, columns = margins(table)
    sums = {category: rows.get(category, 0) + columns.get(category, 0) for category in rows | columns}
    return {category: count for category, count in sums.items() if count}


def only_marked(table: Contingency[str], blank: str) -> dict[tuple[str, str], float]:
    """The part of a contingency where at least one of the two said something other than ``blank``."""
    return {pair: count for pair, count in table.items() if pair != (blank, blank)}


def by_label(table: Contingency[str], blank: str) -> dict[str, dict[tuple[str, str], float]]:
    """A contingency of label sets (joined by ``|``), reduced to each label in turn.

    A label's table has two categories: in the set (the label) and not in the set (``blank``).
    """
    found: defaultdict[str, defaultdict[tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))
    for (first, second), count in table.items():
        ours, theirs = ({*sets.split("|")} - {blank} for sets in (first, second))
        for label in ours | theirs:
            found[label][label if label in ours else blank, label if label in theirs else blank] += count
    total = sum(table.values())
    for cells in found.values():
        rest = total - sum(cells.values())
        cells[blank, blank] = rest if rest > ROUNDING * total else 0
    return {label: dict(cells) for label, cells in found.items()}


def _agreed(table: Contingency[Category]) -> float:
    return sum(count for (first, second), count in table.items() if first == second)


def _corrected(table: Contingency[Category], chance: float) -> float | None:
    """(Po - Pe) / (1 - Pe), with ``chance`` = N² Pe, so that whole numbers stay exact."""
    total = sum(table.values())
    if len(pooled(table)) < 2:
        return None
    return (total * _agreed(table) - chance) / (total * total - chance)
