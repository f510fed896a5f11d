"""The additive statistics of a corpus: one pass over the documents, from which every table is a sum over rows.

A row belongs to a document and a pair of people who both finished it (and a label). Filters, weeks, groups of people
and the bootstrap select or weight rows; nothing is read again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Final

import numpy as np

from workbench.agreement.counting import LAYOUTS, Counter, Layout, Owners, unpacked
from workbench.agreement.finished import Finished
from workbench.agreement.table import Codes, Flags, Integers, Table
from workbench.model.annotation import GOLD

_STANDINGS: Final = ("done", "begun", "practice", "checks")


@dataclass(frozen=True, slots=True)
class Statistics:
    """Tables over all documents finished by two of the people compared, or by one of them and gold.

    ``spans`` and ``relations`` have the keys document, pair, label (0 stands for all labels); ``cells`` document, pair,
    cell, left, right; ``common`` has one row for each document and pair, in the order of the rows with label 0 of the
    other two, with the key week (0 if unknown). The keys number ``documents``, ``pairs``, ``CELLS``, ``labels`` (of all
    labels, relation types and categories; other names may stand there too) and ``weeks``. ``compared`` are the pairs
    that a filter has left, ``chosen`` the documents. ``done`` says who of ``owners`` finished which document, ``begun``
    who has begun it and not finished, ``practice`` and ``checks`` to whom it is practice or a check against gold;
    ``left_out`` is how many finished pieces of these a filter has taken out.
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
    practice: Flags
    checks: Flags
    common: Table
    spans: Table
    relations: Table
    cells: Table
    left_out: int = 0

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
            practice=self.practice[:, among] & kept[:, None],
            checks=self.checks[:, among] & kept[:, None],
            common=cut(self.common),
            spans=cut(self.spans),
            relations=cut(self.relations),
            cells=cut(self.cells),
        )

    def untested(self) -> "Statistics":
        """The statistics without practice and checks: both are left out between people, practice before gold as well.

        A person's marks are scored where she is tested, and say nothing about a schema that she still learns.
        """
        tested = self.practice | self.checks
        if not tested.any():
            return self
        out = np.zeros((len(self.documents), len(self.pairs)), dtype=bool)
        for number in self.compared:
            one, other = (list(self.owners).index(name) if name != GOLD else -1 for name in self.pairs[number])
            out[:, number] = self.practice[:, one] if other < 0 else tested[:, one] | tested[:, other]

        def cut(table: Table) -> Table:
            return table.where(~out[table.key("document"), table.key("pair")])

        kept: dict[str, Any] = {name: cut(getattr(self, name)) for name in LAYOUTS}
        left_out = int((self.done & tested).sum())
        return replace(self, done=self.done & ~tested, begun=self.begun & ~tested, left_out=left_out, **kept)

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
class Standing:
    """How far everybody is with one document: who finished it, who has begun it and not finished.

    To those of ``practice`` it is practice, to those of ``checks`` a check against gold.
    """

    document: str
    done: Collection[str]
    begun: Collection[str]
    practice: Collection[str] = ()
    checks: Collection[str] = ()


def statistics_of(
    standings: Sequence[Standing], counts: Iterable[bytes], owners: Collection[str], names: Sequence[str]
) -> Statistics:
    """The statistics of documents that have been counted, in the same order; ``names`` by their codes.

    ``owners`` are the people to compare; what others said is left out.
    """
    people = sorted({*owners} - {GOLD})
    pairs = [*combinations(people, 2), *((person, GOLD) for person in people)]
    rows: dict[str, Any] = {name: _flags([getattr(one, name) for one in standings], people) for name in _STANDINGS}
    rows.update(_tables(counts, _numbers(pairs, names), len(standings)))
    return Statistics(
        owners=people,
        pairs=pairs,
        compared=range(len(pairs)),
        documents=[one.document for one in standings],
        labels=names,
        weeks=names,
        chosen=np.ones(len(standings), dtype=bool),
        **rows,
    )


def updated(old: Statistics, changed: Mapping[int, tuple[Standing, bytes]], names: Sequence[str]) -> Statistics:
    """The statistics after some documents, by their place, were counted again, as `statistics_of` would make them.

    The people compared are the same, and so are the documents; ``names`` are those of before with more at the end.
    """
    standings = [changed[place][0] for place in sorted(changed)]
    counts = [changed[place][1] for place in sorted(changed)]
    fresh = statistics_of(standings, counts, old.owners, names)
    places = np.array(sorted(changed))
    flags: dict[str, Any] = {name: getattr(old, name).copy() for name in _STANDINGS}
    for name, of_all in flags.items():
        of_all[places] = getattr(fresh, name)
    tables: dict[str, Any] = {name: _spliced(getattr(old, name), getattr(fresh, name), places) for name in LAYOUTS}
    return replace(old, labels=names, weeks=names, **flags, **tables)


def _spliced(old: Table, fresh: Table, places: Integers) -> Table:
    """The rows of a table, those of the documents at these places replaced by the fresh ones."""
    documents, numbers = old.key("document"), fresh.key("document")
    keys, values, cursor = [], [], 0
    for number, place in enumerate(places.tolist()):
        start, end = np.searchsorted(documents, [place, place + 1])
        rows = numbers == number
        mine = fresh.keys[rows].copy()
        mine[:, fresh.key_names.index("document")] = place
        keys += [old.keys[cursor:start], mine]
        values += [old.values[cursor:start], fresh.values[rows]]
        cursor = end
    keys, values = [*keys, old.keys[cursor:]], [*values, old.values[cursor:]]
    return replace(old, keys=np.concatenate(keys), values=np.concatenate(values))


def count_all(
    documents: Iterable[tuple[Finished, Collection[str]]], owners: Collection[str], symmetric: Collection[str]
) -> Statistics:
    """The statistics of documents that come one by one, each with those who have begun it."""
    codes = Codes([""])
    counter = Counter(codes, symmetric)
    standings, counts = [], []
    for document, begun in documents:
        standings.append(Standing(document.document, document.judgements.keys(), begun))
        counts.append(counter.count(document))
    return statistics_of(standings, counts, owners, list(codes))


def _flags(named: Sequence[Collection[str]], people: Sequence[str]) -> Flags:
    """Documents × people: whether each is among those named."""
    rows = [[person in some for person in people] for some in named]
    return np.array(rows, dtype=bool).reshape(len(named), len(people))


def _numbers(pairs: Sequence[Owners], names: Sequence[str]) -> Integers:
    """The number of the pair of two people by their codes, -1 if they are not compared."""
    codes = {name: code for code, name in enumerate(names)}
    found = np.full((len(names), len(names)), -1)
    for number, (one, other) in enumerate(pairs):
        if one in codes and other in codes:
            found[codes[one], codes[other]] = number
    return found


def _tables(counts: Iterable[bytes], numbers: Integers, documents: int) -> Mapping[str, Table]:
    """The rows of all documents, table by table."""
    sizes: dict[str, list[int]] = {name: [] for name in LAYOUTS}
    keys: dict[str, bytearray] = {name: bytearray() for name in LAYOUTS}
    values: dict[str, bytearray] = {name: bytearray() for name in LAYOUTS}
    for packed in counts:
        for name, (size, some_keys, some_values) in zip(LAYOUTS, unpacked(packed), strict=True):
            sizes[name].append(size)
            keys[name] += some_keys
            values[name] += some_values
    return {
        name: _table(layout, np.repeat(np.arange(documents), sizes[name]), keys.pop(name), values.pop(name), numbers)
        for name, layout in LAYOUTS.items()
    }


def _table(layout: Layout, documents: Integers, keys: bytearray, values: bytearray, numbers: Integers) -> Table:
    coded = np.frombuffer(keys, np.int32).reshape(-1, 2 + len(layout.keys))
    counted = np.frombuffer(values, layout.type).reshape(-1, len(layout.columns))
    pairs = numbers[coded[:, 0], coded[:, 1]]
    mine = pairs >= 0
    names = ("document", "pair", *layout.keys)
    found = np.column_stack([documents, pairs, coded[:, 2:]]).astype(np.int32)
    table = Table(names, layout.columns, found, counted)
    return table if mine.all() else table.where(mine)
