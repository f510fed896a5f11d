"""The sums that the tables of a report share, made once from `Statistics`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.agreement.counting import CELLS
from workbench.agreement.measure import Settings
from workbench.agreement.statistics import Statistics
from workbench.agreement.table import Floats, Table, Values
from workbench.model.schema import Schema

Cells = Mapping[tuple[str, str], float]
F1Columns = Mapping[str, tuple[str, str, str]]
Sums = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class View:
    """Statistics, and what they sum to.

    ``whole_*`` have a row for each document and pair, in the order of ``statistics.common``; ``*_sums`` are by pair
    and label (0 all labels); ``cells`` by pair and cell. ``entities`` and ``relation_types`` are all labels of the
    schema in its order, then others in use.
    """

    statistics: Statistics
    settings: Settings
    entities: Sequence[str]
    relation_types: Sequence[str]
    whole_spans: Table
    whole_relations: Table
    span_sums: Mapping[tuple[int, ...], Floats]
    relation_sums: Mapping[tuple[int, ...], Floats]
    cells: Mapping[tuple[int, str], Cells]

    @classmethod
    def of(cls, statistics: Statistics, schema: Schema, settings: Settings, chosen: Sequence[str] = ()) -> "View":
        """Sum everything up; of a layer of which some labels are ``chosen`` the view holds only these."""
        spans, relations = statistics.spans, statistics.relations
        span_sums, relation_sums = spans.sums("pair", "label"), relations.sums("pair", "label")
        return cls(
            statistics,
            settings,
            _labels(schema.entities, span_sums, statistics.labels, chosen),
            _labels(schema.relations, relation_sums, statistics.labels, chosen),
            spans.where(spans.key("label") == 0),
            relations.where(relations.key("label") == 0),
            span_sums,
            relation_sums,
            cells_by_pair(statistics, statistics.cells),
        )

    def spans(self, pair: int, label: str = "") -> dict[str, float]:
        """The span counts of a pair, by column, for one label or all; zeros if there are none."""
        return _named(self.statistics.spans, self.span_sums.get((pair, self._code(label))))

    def relations(self, pair: int, label: str = "") -> dict[str, float]:
        """The relation counts of a pair, by column, for one type or all; zeros if there are none."""
        return _named(self.statistics.relations, self.relation_sums.get((pair, self._code(label))))

    def _code(self, label: str) -> int:
        return self.statistics.labels.index(label) if label in self.statistics.labels else -1


def cells_by_pair(statistics: Statistics, cells: Table) -> dict[tuple[int, str], dict[tuple[str, str], float]]:
    """The contingencies of every pair, with names."""
    found: defaultdict[tuple[int, str], dict[tuple[str, str], float]] = defaultdict(dict)
    labels = statistics.labels
    for (pair, cell, left, right), count in cells.sums("pair", "cell", "left", "right").items():
        found[pair, CELLS[cell]][labels[left], labels[right]] = float(count[0])
    return found


def added(tables: Iterable[Cells]) -> dict[tuple[str, str], float]:
    """Several contingencies as one."""
    total: defaultdict[tuple[str, str], float] = defaultdict(float)
    for table in tables:
        for pair, count in table.items():
            total[pair] += count
    return dict(total)


def f1_of(table: Table, columns: tuple[str, str, str]) -> Floats:
    """F1 of every row; nan where neither person has an item."""
    first, second, both = (table.column(name) for name in columns)
    return ratio(2 * both, first + second)


def ratio(above: Values, below: Values) -> Floats:
    """Element by element; nan where there is nothing to divide by."""
    found: Floats = np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below != 0)
    return found


def _named(table: Table, sums: Floats | None) -> dict[str, float]:
    values = [0.0] * len(table.columns) if sums is None else sums.tolist()
    return dict(zip(table.columns, values, strict=True))


def _labels(
    known: Iterable[str], sums: Iterable[tuple[int, ...]], names: Sequence[str], chosen: Sequence[str]
) -> list[str]:
    used = sorted({names[label] for _, label in sums if label})
    every = list(dict.fromkeys([*known, *used]))
    return [label for label in every if label in chosen] or every
