"""How good predictions are: a system's marks held against gold, counted as two people's are.

Nothing is counted here that agreement does not count: `strict` is its exact match, and so on (`SPAN_RUNGS`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.agreement.alignment import KINDS
from workbench.agreement.bootstrap import MINIMUM, Interval, interval, resample
from workbench.agreement.finished import Finished, judgement
from workbench.agreement.relations import RELATION_KINDS
from workbench.agreement.statistics import Statistics, count_all
from workbench.agreement.table import Floats, Table
from workbench.agreement.view import ratio
from workbench.model.annotation import GOLD, Annotations, AnnotationSet
from workbench.model.document import Document
from workbench.model.schema import Schema

Rung = tuple[str, str, tuple[str, ...]]
SPAN_RUNGS: Final[Mapping[str, Rung]] = {
    "strict": ("a", "b", ("exact",)),
    "boundary": ("extents_a", "extents_b", ("same_extent",)),
    "type": ("a", "b", ("overlap",)),
    "overlap": ("a", "b", ("agree", "label", "boundary", "both")),
    "partial": ("a", "b", ("partial",)),
}
"""What counts as found: the same extent and label; the same extent; an overlap with the same label; any overlap; half
of it where the extents differ. The columns that count the system's, gold's, and what both have, one to one."""

RELATION_RUNGS: Final[Mapping[str, Rung]] = {
    name: (f"{name}_a", f"{name}_b", (f"{name}_both",))
    for name in ("strict", "boundaries", "overlap", "undirected", "untyped", "given_entities")
}
"""Type and both ends with extent and label; ends by extent; ends by overlap; whatever the direction; whatever the type;
only those whose two ends the system marked exactly."""

BY_LABEL: Final = ("strict", "type")
SYSTEM: Final = "system"

Predictions = Mapping[str, Annotations]
Gold = Sequence[tuple[Document, Annotations]]


@dataclass(frozen=True, slots=True)
class Score:
    """How many items a system has, how many gold has, how many of them are the same (halves count half).

    ``interval`` is the document bootstrap's of F1; None below `MINIMUM` documents.
    """

    system: float
    gold: float
    both: float
    interval: Interval | None = None

    @property
    def precision(self) -> float | None:
        """What is the same over the system's; None if it has none."""
        return self.both / self.system if self.system else None

    @property
    def recall(self) -> float | None:
        """What is the same over gold's; None if it has none."""
        return self.both / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """2 same / (system's + gold's); None if neither has any."""
        return 2 * self.both / (self.system + self.gold) if self.system + self.gold else None


@dataclass(frozen=True, slots=True)
class Scores:
    """A system's scores over all documents of a split.

    ``entities`` and ``relations`` are by rung; ``labels`` and ``types`` by label, then rung; ``kinds`` and
    ``relation_kinds`` count how the system's items differ from gold (``only_a``: spurious, ``only_b``: missed).
    ``per_document`` holds the strict counts (documents × system, gold, both) that `paired` compares.
    """

    documents: int
    entities: Mapping[str, Score]
    labels: Mapping[str, Mapping[str, Score]]
    kinds: Mapping[str, int]
    relations: Mapping[str, Score]
    types: Mapping[str, Mapping[str, Score]]
    relation_kinds: Mapping[str, int]
    per_document: Mapping[str, Floats]


def score(gold: Gold, predictions: Predictions, schema: Schema, *, samples: int = 2000, seed: int = 13) -> Scores:
    """Hold predictions against gold; a document without predictions counts as one in which nothing was found."""
    found = _counted(gold, predictions, schema)
    spans, relations = found.spans, found.relations
    all_spans, all_relations = spans.where(spans.key("label") == 0), relations.where(relations.key("label") == 0)
    return Scores(
        len(gold),
        _rungs(all_spans, SPAN_RUNGS, samples, seed),
        _by_label(found, spans, SPAN_RUNGS, schema.entities),
        _kinds(all_spans, KINDS),
        _rungs(all_relations, RELATION_RUNGS, samples, seed),
        _by_label(found, relations, RELATION_RUNGS, schema.relations),
        _kinds(all_relations, RELATION_KINDS),
        {"entities": _counts(all_spans, SPAN_RUNGS["strict"]), "relations": _counts(all_relations, _STRICT)},
    )


_STRICT: Final = RELATION_RUNGS["strict"]


def _counted(gold: Gold, predictions: Predictions, schema: Schema) -> Statistics:
    symmetric = schema.symmetric()

    def judged(document: Document, owner: str, annotations: Annotations) -> AnnotationSet:
        return AnnotationSet(document.id, owner, "done", annotations=annotations)

    documents = (
        Finished(
            document.id,
            document.text,
            document.tokens,
            {
                SYSTEM: judgement(judged(document, SYSTEM, predictions.get(document.id, Annotations())), symmetric),
                GOLD: judgement(judged(document, GOLD, annotations), symmetric),
            },
        )
        for document, annotations in gold
    )
    return count_all(((one, ()) for one in documents), [SYSTEM], symmetric)


def _rungs(table: Table, rungs: Mapping[str, Rung], samples: int, seed: int) -> dict[str, Score]:
    """The score on every rung; ``table`` has a row for each document."""
    counts = [_counts(table, rung) for rung in rungs.values()]
    draws = resample(np.hstack(counts), samples=samples, seed=seed) if len(table) >= MINIMUM and samples else None
    found = {}
    for number, name in enumerate(rungs):
        around = None if draws is None else interval(_f1(draws[:, 3 * number : 3 * number + 3]))
        found[name] = _score(counts[number], around)
    return found


def _by_label(
    found: Statistics, table: Table, rungs: Mapping[str, Rung], labels: Iterable[str]
) -> dict[str, dict[str, Score]]:
    sums = {found.labels[label]: table.where(table.key("label") == label) for label in set(table.key("label").tolist())}
    names = [name for name in BY_LABEL if name in rungs]
    every = dict.fromkeys([*labels, *sorted(sums)])
    return {
        label: {name: _score(_counts(sums[label], rungs[name])) for name in names}
        for label in every
        if label and label in sums
    }


def _counts(table: Table, rung: Rung) -> Floats:
    """Documents × (the system's, gold's, in both)."""
    first, second, both = rung
    columns = [table.column(first), table.column(second), sum(table.column(name) for name in both)]
    found: Floats = np.stack(columns, axis=1).astype(np.float64)
    return found


def _score(counts: Floats, around: Interval | None = None) -> Score:
    system, gold, both = counts.sum(axis=0).tolist()
    return Score(system, gold, both, around)


def _kinds(table: Table, kinds: Sequence[str]) -> dict[str, int]:
    sums = table.sum()
    return {kind: int(sums[kind]) for kind in kinds}


def _f1(counts: Floats) -> Floats:
    return ratio(2 * counts[:, 2], counts[:, 0] + counts[:, 1])
