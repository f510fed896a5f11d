"""Statistics of some labels only.

What adds up over labels is as if the other labels did not exist. Counts of differences keep every line in which one of
the two labels is among those chosen: what GPE is taken for is what one wants to see. Measures that compare all labels
at once (`WHOLE_ONLY`) are not defined for a choice.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from workbench.agreement.counting import CELLS, RELATION_CELLS, SPAN_CELLS
from workbench.agreement.statistics import Statistics
from workbench.agreement.table import Codes, Floats, Integers, Table
from workbench.agreement.tokens import OUTSIDE

WHOLE_ONLY: Final[Mapping[str, Sequence[str]]] = {
    "span": ("f1_boundary", "f1_partial", "cu_alpha", "cu_coverage", "gamma"),
    "relation": ("rel_f1_untyped", "rel_kappa_candidates", "rel_type_accuracy"),
}
"""Measures that need all labels of a layer; those of them over pairs end in ``_mean_pairs`` or ``_pooled_pairs``."""
_AS_BEFORE: Final = ("length", "overlapping")


def of_labels(statistics: Statistics, entities: Sequence[str], relations: Sequence[str]) -> Statistics:
    """The statistics of these entity labels and relation types; a layer of which none is named stays whole."""
    if entities:
        statistics = _of_entities(statistics, entities)
    return _of_relations(statistics, relations) if relations else statistics


def _of_entities(statistics: Statistics, chosen: Sequence[str]) -> Statistics:
    names = Codes(statistics.labels)
    tokens = np.array([names[_reduced(name, chosen)] for name in statistics.labels])
    units = np.array([code if name in chosen else 0 for code, name in enumerate(statistics.labels)])
    cells = _kept(statistics, statistics.cells, SPAN_CELLS, chosen)
    cells = _renamed(_renamed(cells, "tokens", tokens), "units", units)
    spans = _summed(statistics, statistics.spans, cells, SPAN_CELLS, chosen)
    return replace(statistics, labels=list(names), cells=cells, spans=spans)


def _of_relations(statistics: Statistics, chosen: Sequence[str]) -> Statistics:
    cells = _kept(statistics, statistics.cells, RELATION_CELLS, chosen)
    return replace(
        statistics, cells=cells, relations=_summed(statistics, statistics.relations, cells, RELATION_CELLS, chosen)
    )


def _reduced(category: str, chosen: Collection[str]) -> str:
    """A category of tokens without the labels that are not chosen."""
    return "|".join(label for label in category.split("|") if label in chosen) or OUTSIDE


def _kept(statistics: Statistics, cells: Table, kinds: Mapping[str, Sequence[str]], chosen: Sequence[str]) -> Table:
    """The contingencies without the lines in which neither label is chosen."""
    mine = _codes(statistics, chosen)
    others = ~np.isin(cells.key("cell"), [CELLS.index(name) for names in kinds.values() for name in names])
    return cells.where(others | np.isin(cells.key("left"), mine) | np.isin(cells.key("right"), mine))


def _renamed(cells: Table, cell: str, codes: Integers) -> Table:
    """The contingencies, the categories of one of them renamed."""
    keys = cells.keys.copy()
    rows = cells.key("cell") == CELLS.index(cell)
    keys[rows, -2:] = codes[keys[rows, -2:]]
    return replace(cells, keys=keys)


def _summed(
    statistics: Statistics, table: Table, cells: Table, kinds: Mapping[str, Sequence[str]], chosen: Sequence[str]
) -> Table:
    """The rows of the chosen labels, and as rows of all labels their sum; kinds of difference from the lists."""
    mine = table.where(np.isin(table.key("label"), _codes(statistics, chosen)))
    whole = table.where(table.key("label") == 0)
    places = np.searchsorted(statistics.places(whole), statistics.places(mine))
    values = np.zeros_like(whole.values)
    np.add.at(values, places, mine.values)
    for name in table.columns:
        column = table.columns.index(name)
        if name in _AS_BEFORE:
            values[:, column] = whole.values[:, column]
        elif name in kinds:
            values[:, column] = _lines(statistics, whole, cells, kinds[name])
    keys, numbers = np.concatenate([whole.keys, mine.keys]), np.concatenate([values, mine.values])
    return replace(table, keys=keys, values=numbers)


def _lines(statistics: Statistics, whole: Table, cells: Table, names: Sequence[str]) -> Floats:
    """How many lines of these contingencies each document and pair has."""
    mine = cells.where(np.isin(cells.key("cell"), [CELLS.index(name) for name in names]))
    places = np.searchsorted(statistics.places(whole), statistics.places(mine))
    found = np.zeros(len(whole))
    np.add.at(found, places, mine.column("count"))
    return found


def _codes(statistics: Statistics, names: Sequence[str]) -> list[int]:
    return [code for code, name in enumerate(statistics.labels) if name in names]
