"""What is counted of one document: rows of two people who both finished it, packed to be kept.

Names (of owners, labels, categories and weeks) stand in the rows as codes, which a cache must keep beside them.
"""

import zlib
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from struct import Struct
from typing import Final, NamedTuple

from workbench.agreement.alignment import KINDS, NONE, Difference, Item, align
from workbench.agreement.finished import Finished, Judgement, Mark, week_of
from workbench.agreement.matching import overlaps
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
from workbench.agreement.table import Codes
from workbench.agreement.tokens import categories, token_cells
from workbench.agreement.unitizing import Units, unit_cells
from workbench.model.annotation import GOLD

VERSION: Final = 3
"""Of all that is counted and how it is packed: what was packed by another version must be counted again."""

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


class Layout(NamedTuple):
    """What the rows of a table hold after the codes of the two people: further keys, and values of an array's type.

    ``f`` is enough for whole numbers below 16 million.
    """

    keys: tuple[str, ...]
    columns: tuple[str, ...]
    type: str


LAYOUTS: Final = {
    "common": Layout(("week",), ("tokens",), "f"),
    "spans": Layout(("label",), SPAN_COLUMNS, "d"),
    "relations": Layout(("label",), RELATION_COLUMNS, "f"),
    "cells": Layout(("cell", "left", "right"), ("count",), "f"),
}
_HEADER: Final = Struct(f"<{len(LAYOUTS)}I")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is computed once for each judgement, before it is held against the others."""

    owner: int
    judgement: Judgement
    units: Units
    categories: Mapping[int, str]


class Counter:
    """Counts documents one by one; ``codes`` grow as names are met."""

    def __init__(self, codes: Codes, symmetric: Collection[str]) -> None:
        self.codes = codes
        self.symmetric = frozenset(symmetric)

    def count(self, document: Finished) -> bytes:
        """The rows of a document, packed: for every two of those who judged it, gold always the second."""
        rows = _Rows(document, self.codes, self.symmetric)
        profiles = {owner: self._profile(owner, one, document) for owner, one in document.judgements.items()}
        people = sorted({*profiles} - {GOLD})
        pairs = [*combinations(people, 2), *((one, GOLD) for one in people if GOLD in profiles)]
        for one, other in pairs:
            rows.add(profiles[one], profiles[other])
        return rows.packed()

    def _profile(self, owner: str, one: Judgement, document: Finished) -> Profile:
        return Profile(self.codes[owner], one, Units.of(one.marks), categories(document.tokens, one.marks))


class _Rows:
    """The rows of one document."""

    def __init__(self, document: Finished, codes: Codes, symmetric: Collection[str]) -> None:
        self.document = document
        self.symmetric = symmetric
        self.codes = codes
        self.keys: dict[str, list[int]] = {name: [] for name in LAYOUTS}
        self.values: dict[str, list[float]] = {name: [] for name in LAYOUTS}

    def add(self, one: Profile, other: Profile) -> None:
        """Count two people."""
        who, tokens = (one.owner, other.owner), len(self.document.tokens)
        self._append("common", (*who, self.codes[week_of(one.judgement, other.judgement)]), (tokens,))
        self._add_cells(who, "tokens", token_cells(one.categories, other.categories, tokens))
        self._add_marks(who, one, other)
        self._add_links(who, Pair.of(one.judgement, other.judgement, self.symmetric))

    def packed(self) -> bytes:
        """All rows as bytes: the number of rows of each table, then keys and values of each."""
        parts = [_HEADER.pack(*(len(self.keys[name]) // (2 + len(one.keys)) for name, one in LAYOUTS.items()))]
        for name, layout in LAYOUTS.items():
            parts += [array("i", self.keys[name]).tobytes(), array(layout.type, self.values[name]).tobytes()]
        return zlib.compress(b"".join(parts), 1)

    def _add_marks(self, who: tuple[int, int], one: Profile, other: Profile) -> None:
        length = self.document.length
        edges = overlaps(one.units.marks, other.units.marks)
        lines = align(one.judgement.marks, other.judgement.marks, edges)
        for label, values in span_rows(one.units, other.units, lines, length, edges).items():
            self._append("spans", (*who, self.codes[label]), values)
        self._add_lines(who, "span", detailed(lines, self.document))
        if not (one.units.overlapping or other.units.overlapping):
            self._add_cells(who, "units", unit_cells(one.units, other.units, length, edges))

    def _add_links(self, who: tuple[int, int], pair: Pair) -> None:
        lines = align_relations(pair.first.links, pair.second.links)
        for label, values in relation_rows(pair, lines).items():
            self._append("relations", (*who, self.codes[label]), values)
        self._add_lines(who, "rel", lines)
        self._add_cells(who, "candidates", candidate_cells(pair))

    def _add_lines(self, who: tuple[int, int], layer: str, lines: Iterable[Difference[Item]]) -> None:
        counts: dict[str, dict[Owners, int]] = {}
        for kind, first, second in lines:
            labels = first.label if first else NONE, second.label if second else NONE
            of_kind = counts.setdefault(f"{layer}_{kind}", {})
            of_kind[labels] = of_kind.get(labels, 0) + 1
        for cell, of_kind in counts.items():
            self._add_cells(who, cell, of_kind)

    def _add_cells(self, who: tuple[int, int], cell: str, counts: Mapping[Owners, float]) -> None:
        number, codes, keys = _CELL_CODES[cell], self.codes, self.keys["cells"]
        for left, right in counts:
            keys += (*who, number, codes[left], codes[right])
        self.values["cells"] += counts.values()

    def _append(self, table: str, keys: Sequence[int], values: Sequence[float]) -> None:
        self.keys[table] += keys
        self.values[table] += values


def unpacked(packed: bytes) -> list[tuple[int, memoryview, memoryview]]:
    """Of each table of `LAYOUTS`: how many rows, their keys (whole numbers of 4 bytes), their values."""
    rows = memoryview(zlib.decompress(packed))
    found, place = [], _HEADER.size
    for count, layout in zip(_HEADER.unpack_from(rows), LAYOUTS.values(), strict=True):
        middle = place + 4 * count * (2 + len(layout.keys))
        end = middle + array(layout.type).itemsize * count * len(layout.columns)
        found.append((count, rows[place:middle], rows[middle:end]))
        place = end
    return found


def detailed(lines: Sequence[Difference[Mark]], document: Finished) -> list[Difference[Mark]]:
    """The lines of an alignment, minor boundary differences named for what they are (`MINOR`)."""
    if not any(line.kind == "boundary" for line in lines):
        return list(lines)
    starts = {start for start, _ in document.tokens}

    def told(line: Difference[Mark]) -> Difference[Mark]:
        if line.kind != "boundary" or line.first is None or line.second is None:
            return line
        return line._replace(kind=minor(line.first, line.second, document.text, starts) or line.kind)

    return [told(line) for line in lines]
