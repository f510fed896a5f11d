"""Resampled sums of a pair: one set of draws of documents serves every figure of the pair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from workbench.agreement.bootstrap import MINIMUM, resample
from workbench.agreement.measure import Settings
from workbench.agreement.relations import RELATION_F1
from workbench.agreement.spans import SPAN_F1
from workbench.agreement.table import Floats, Table
from workbench.agreement.view import View

EXACT: Final = SPAN_F1["f1_exact"]
_SPANS: Final = tuple(dict.fromkeys(name for columns in SPAN_F1.values() for name in columns))
_RELATIONS: Final = tuple(dict.fromkeys(name for columns in RELATION_F1.values() for name in columns))


@dataclass(frozen=True, slots=True)
class Draws:
    """Resampled sums, a row for each sample: spans, relations, and the `EXACT` columns of each label's spans."""

    spans: Table | None = None
    relations: Table | None = None
    by_label: Mapping[str, Table] = field(default_factory=dict)


def draws_of(view: View, number: int, spans: Table, relations: Table, labels: Sequence[str]) -> Draws:
    """The draws for a pair; ``spans`` and ``relations`` have a row for each document. None if there are too few."""
    if len(spans) < MINIMUM or not view.settings.samples:
        return Draws()
    spans, relations = spans.only(_SPANS), relations.only(_RELATIONS)
    by_label = _by_label(view, number, spans, labels).reshape(len(spans), -1)
    together = np.concatenate([spans.values, relations.values, by_label], axis=1)
    sums = resample(together, samples=view.settings.samples, seed=view.settings.seed)
    ends = np.cumsum([len(spans.columns), len(relations.columns)])
    of_spans, of_relations, of_labels = np.split(sums, ends, axis=1)
    shaped = of_labels.reshape(len(sums), len(labels), len(EXACT))
    tables = {label: Table((), EXACT, spans.keys[:0, :0], shaped[:, place]) for place, label in enumerate(labels)}
    return Draws(spans.with_values(of_spans), relations.with_values(of_relations), tables)


def resampled(table: Table, settings: Settings) -> Table | None:
    """Resampled sums of spans, a row for each document; None if there are too few."""
    if len(table) < MINIMUM or not settings.samples:
        return None
    table = table.only(_SPANS)
    return table.with_values(resample(table.values, samples=settings.samples, seed=settings.seed))


def _by_label(view: View, number: int, whole: Table, labels: Sequence[str]) -> Floats:
    """The `EXACT` counts of a pair: documents (in the order of ``whole``) × labels × columns."""
    spans, names = view.statistics.spans, view.statistics.labels
    places = np.full(len(names), -1)
    places[[names.index(label) for label in labels]] = np.arange(len(labels))
    table = spans.where((spans.key("pair") == number) & (spans.key("label") > 0))
    rows = np.searchsorted(whole.key("document"), table.key("document"))
    counts = np.zeros((len(whole), len(labels), len(EXACT)))
    for column, name in enumerate(EXACT):
        counts[rows, places[table.key("label")], column] = table.column(name)
    return counts
