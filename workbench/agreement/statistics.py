"""The additive statistics of a corpus: one pass over the documents, from which every table is a sum over rows.

A row belongs to a document and a pair of people who both finished it (and a label). Filters, weeks, groups of people
and the bootstrap select or weight rows; nothing is read again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np

from workbench.agreement.alignment import KINDS, NONE, Difference, Item, align
from workbench.agreement.finished import Finished, Inputs, Judgement, Link, Mark, finished, week_of
from workbench.agreement.minor import MINOR, minor
from workbench.agreement.relations import (
    RELATION_COLUMNS,
    RELATION_KINDS,
    Pair,
    align_relations,
    candidate_cells,
    relation_rows,
)
from workbench.agreement.spans import SPAN_COLUMNS, span_rows
from workbench.agreement.table import Codes, Flags, Growing, Integers, Table
from workbench.agreement.tokens import categories, token_cells
from workbench.agreement.unitizing import Units, unit_cells
from workbench.model.annotation import GOLD

CELLS: Final = (
    *("tokens", "units", "candidates"),
    *(f"span_{kind}" for kind in (*KINDS, *MINOR)),
    *(f"rel_{kind}" for kind in RELATION_KINDS),
)
"""The contingencies that are kept, by what is counted: label or category of the one × of the other.

``span_boundary`` leaves out what is `minor`; `SPAN_CELLS` says what belongs to a kind.
"""
BOUNDARY_CELLS: Final = {kind: f"span_{kind}" for kind in MINOR} | {"other": "span_boundary"}
SPAN_CELLS: Final[Mapping[str, Sequence[str]]] = {
    **{kind: (f"span_{kind}",) for kind in KINDS},
    "boundary": tuple(BOUNDARY_CELLS.values()),
}
RELATION_CELLS: Final[Mapping[str, Sequence[str]]] = {kind: (f"rel_{kind}",) for kind in RELATION_KINDS}
_CELL_CODES: Final = {cell: number for number, cell in enumerate(CELLS)}

Owners = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Tables over all documents finished by two of the people compared, or by one of them and gold.

    ``spans`` and ``relations`` have the keys document, pair, label (0 stands for all labels); ``cells`` document, pair,
    cell, left, right; ``common`` has one row for each document and pair, in the order of the rows with label 0 of the
    other two, with the key week (0 if unknown). The keys number ``documents``, ``pairs``, ``CELLS``, ``labels`` (of all
    labels, relation types and categories) and ``weeks``. ``compared`` are the pairs that a filter has left, ``chosen``
    the documents. ``done`` says who of ``owners`` finished which document, ``begun`` who has begun it and not finished.
    """

    owners: Sequence[str]
    pairs: Sequence[Owners]
    compared: Sequence[int]
    documents: Sequence[str]
    labels: Sequence[str]
    weeks: Sequence[str]
    chosen: Flags
    done: Flags
    begun: Flags
    common: Table
    spans: Table
    relations: Table
    cells: Table

    def only(
        self, documents: Collection[str] | None = None, owners: Collection[str] | None = None, *, gold: bool = True
    ) -> "Statistics":
        """The statistics of these documents and people only (None: all), with gold or without.

        Numbers of documents and pairs stay.
        """
        if documents is None and owners is None and gold:
            return self
        people = [owner for owner in self.owners if owners is None or owner in owners]
        kept = np.array([documents is None or name in documents for name in self.documents], dtype=bool)
        judges = {*people, GOLD} if gold else {*people}
        pairs = np.array([set(pair) <= judges for pair in self.pairs], dtype=bool)
        among = [list(self.owners).index(owner) for owner in people]

        def cut(table: Table) -> Table:
            return table.where(kept[table.key("document")] & pairs[table.key("pair")])

        return replace(
            self,
            owners=people,
            compared=[number for number in self.compared if pairs[number]],
            chosen=kept & self.chosen,
            done=self.done[:, among] & kept[:, None],
            begun=self.begun[:, among] & kept[:, None],
            common=cut(self.common),
            spans=cut(self.spans),
            relations=cut(self.relations),
            cells=cut(self.cells),
        )

    def places(self, table: Table) -> Integers:
        """A number for the document and pair of every row; ``common`` is in this order."""
        found: Integers = table.key("document").astype(np.int64) * len(self.pairs) + table.key("pair")
        return found

    def finishers(self) -> Integers:
        """How many of the people compared finished each document."""
        found: Integers = self.done.sum(axis=1)
        return found

    def by_two(self) -> Flags:
        """Which documents two or more of the people compared finished."""
        return self.finishers() >= 2

    def by_all(self) -> Flags:
        """Which documents all of them, and that is two or more, finished."""
        found: Flags = self.by_two() & (self.finishers() == len(self.owners))
        return found


@dataclass(frozen=True, slots=True)
class Profile:
    """What is computed once for each judgement, before it is held against the others."""

    judgement: Judgement
    units: Units
    categories: Mapping[int, str]

    @classmethod
    def of(cls, one: Judgement, document: Finished) -> "Profile":
        """The profile of one owner's judgement of a document."""
        return cls(one, Units.of(one.marks), categories(document.tokens, one.marks))


class Collector:
    """Makes `Statistics` of documents that come one by one."""

    def __init__(self, owners: Collection[str], symmetric: Collection[str]) -> None:
        self.owners = sorted({*owners} - {GOLD})
        self.symmetric = frozenset(symmetric)
        self._pairs = [*combinations(self.owners, 2), *((owner, GOLD) for owner in self.owners)]
        self._documents: list[str] = []
        self._labels: Codes[str] = Codes([""])
        self._weeks: Codes[str] = Codes([""])
        self._done: list[list[bool]] = []
        self._begun: list[list[bool]] = []
        self._common = Growing(("document", "pair", "week"), ("tokens",))
        self._spans = Growing(("document", "pair", "label"), SPAN_COLUMNS)
        self._relations = Growing(("document", "pair", "label"), RELATION_COLUMNS)
        self._cells = Growing(("document", "pair", "cell", "left", "right"), ("count",))

    def add(self, document: Finished, begun: Collection[str] = ()) -> None:
        """Count one document; ``begun`` are those who are not done with it."""
        number = len(self._documents)
        self._documents.append(document.document)
        self._done.append([owner in document.judgements for owner in self.owners])
        self._begun.append([owner in begun for owner in self.owners])
        profiles = {owner: Profile.of(one, document) for owner, one in document.judgements.items()}
        for pair, (one, other) in enumerate(self._pairs):
            if one in profiles and other in profiles:
                self._add_pair((number, pair), document, profiles[one], profiles[other])

    def statistics(self) -> Statistics:
        """Everything counted so far."""
        return Statistics(
            owners=self.owners,
            pairs=self._pairs,
            compared=range(len(self._pairs)),
            documents=self._documents,
            labels=self._labels.names(),
            weeks=self._weeks.names(),
            chosen=np.ones(len(self._documents), dtype=bool),
            done=np.array(self._done, dtype=bool).reshape(len(self._documents), len(self.owners)),
            begun=np.array(self._begun, dtype=bool).reshape(len(self._documents), len(self.owners)),
            common=self._common.table(),
            spans=self._spans.table(),
            relations=self._relations.table(),
            cells=self._cells.table(),
        )

    def _add_pair(self, key: tuple[int, int], document: Finished, one: Profile, other: Profile) -> None:
        week = self._weeks.code(week_of(one.judgement, other.judgement))
        self._common.append((*key, week), (len(document.tokens),))
        self._add_cells(key, "tokens", token_cells(one.categories, other.categories, len(document.tokens)))
        lines = align(one.judgement.marks, other.judgement.marks)
        self._add_rows(self._spans, key, span_rows(one.units, other.units, lines, document.length))
        self._add_lines(key, "span", detailed(lines, document))
        if not (one.units.overlapping or other.units.overlapping):
            self._add_cells(key, "units", unit_cells(one.units, other.units, document.length))
        pair = Pair.of(one.judgement, other.judgement, self.symmetric)
        links = align_relations(pair.first.links, pair.second.links)
        self._add_rows(self._relations, key, relation_rows(pair, links))
        self._add_lines(key, "rel", links)
        self._add_cells(key, "candidates", candidate_cells(pair))

    def _add_rows(self, table: Growing, key: tuple[int, int], rows: Mapping[str, Sequence[float]]) -> None:
        for label, values in rows.items():
            table.append((*key, self._labels.code(label)), values)

    def _add_lines(self, key: tuple[int, int], layer: str, lines: Iterable[Difference[Item]]) -> None:
        counts: dict[tuple[str, Owners], int] = {}
        for kind, first, second in lines:
            place = kind, (first.label if first else NONE, second.label if second else NONE)
            counts[place] = counts.get(place, 0) + 1
        for (kind, labels), count in counts.items():
            self._add_cells(key, f"{layer}_{kind}", {labels: count})

    def _add_cells(self, key: tuple[int, int], cell: str, counts: Mapping[Owners, float]) -> None:
        number = _CELL_CODES[cell]
        for (left, right), count in counts.items():
            self._cells.append((*key, number, self._labels.code(left), self._labels.code(right)), (count,))


def tabulate(inputs: Inputs, watch: Callable[[Finished], None] = lambda document: None) -> Statistics:
    """The statistics of all inputs; ``watch`` sees every document as it passes (for gamma, and for progress)."""
    symmetric = {label for label, kind in inputs.schema.relations.items() if kind.symmetric}
    collector = Collector(inputs.owners, symmetric)
    for document, sets in inputs.cases:
        begun = [one.owner for one in sets if one.status in ("in_progress", "returned")]
        case = finished(document, sets, {*collector.owners, GOLD}, symmetric)
        watch(case)
        collector.add(case, begun)
    return collector.statistics()


def detailed(lines: Iterable[Difference[Mark]], document: Finished) -> list[Difference[Mark]]:
    """The lines of an alignment, minor boundary differences named for what they are (`MINOR`)."""
    starts = {start for start, _ in document.tokens}

    def kind_of(line: Difference[Mark]) -> str:
        if line.kind != "boundary" or line.first is None or line.second is None:
            return line.kind
        return minor(line.first, line.second, document.text, starts) or line.kind

    return [line._replace(kind=kind_of(line)) for line in lines]


def differences(document: Finished, pair: Owners) -> tuple[list[Difference[Mark]], list[Difference[Link]]]:
    """The drill-down lists of two people in one document: lines of marks, lines of relations, as counted."""
    one, other = (document.judgements[owner] for owner in pair)
    return align(one.marks, other.marks), align_relations(one.links, other.links)
