"""The list behind a number: which lines it stands for, how many they are in which document, and the lines themselves.

A number is counted from `Statistics`; its list is made from the same alignment, document by document, so that the two
are always equally long.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np

from workbench.agreement.alignment import NONE, Difference, align
from workbench.agreement.counting import BOUNDARY_CELLS, CELLS, RELATION_CELLS, SPAN_CELLS, Owners, detailed
from workbench.agreement.finished import Finished, Link, Mark, week_of
from workbench.agreement.minor import MINOR
from workbench.agreement.relations import align_relations
from workbench.agreement.statistics import Statistics
from workbench.agreement.table import Flags, Integers
from workbench.model.annotation import GOLD

Layer = Literal["span", "relation"]
KINDS: Final[Mapping[Layer, Mapping[str, Sequence[str]]]] = {"span": SPAN_CELLS, "relation": RELATION_CELLS}
"""The kinds of difference in each layer, with the contingencies (`CELLS`) that count them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a number counts: lines of the alignment of two people. What is empty does not restrict.

    ``pair`` are two names as the report gives them (a person and ``gold`` for the reference), else all pairs of people
    count, or those ``person`` is in. ``kinds`` are those of `KINDS`; ``minor`` (``clitic``,
    ``punctuation``, ``other``) tells boundary differences apart. ``label`` is either person's, ``left`` the first's,
    ``right`` the second's (``(none)``: no partner); ``mirrored`` takes left and right the other way round as well.
    ``week`` is that of the report (``2026-W47``).
    """

    layer: Layer = "span"
    pair: Owners | None = None
    person: str = ""
    kinds: tuple[str, ...] = ()
    minor: str = ""
    label: str = ""
    left: str = ""
    right: str = ""
    mirrored: bool = False
    document: str = ""
    week: str = ""

    def cells(self) -> tuple[str, ...]:
        """The contingencies (`CELLS`) whose counts it adds up. Raises `KeyError` for a kind there is none of."""
        of_kind = KINDS[self.layer]
        if self.minor:
            return (BOUNDARY_CELLS[self.minor],) if not self.kinds or "boundary" in self.kinds else ()
        return tuple(name for kind in self.kinds or of_kind for name in of_kind[kind])

    def holds(self, left: str, right: str, labels: Collection[str] = ()) -> bool:
        """Whether it counts lines with these labels; ``labels`` (none: all) are those a filter has left."""
        fits = self._fits(left, right) or (self.mirrored and self._fits(right, left))
        return fits and (not labels or left in labels or right in labels) and self.label in ("", left, right)

    def _fits(self, left: str, right: str) -> bool:
        return self.left in ("", left) and self.right in ("", right)


class Part(NamedTuple):
    """How many lines of a list two people have in one document."""

    document: str
    pair: Owners
    lines: int


class Line(NamedTuple):
    """A line of a list: what is `minor` about it (else empty), and the difference, by its kind."""

    minor: str
    difference: Difference[Mark] | Difference[Link]


def parts(statistics: Statistics, cell: Cell) -> list[Part]:
    """Where the lines that a number counts are, in the order of documents and pairs; their sum is the number."""
    table = statistics.cells.where(_rows(statistics, cell))
    counts = table.sums("document", "pair").items()
    names, pairs = statistics.documents, statistics.pairs
    return [Part(names[document], pairs[pair], int(count[0])) for (document, pair), count in counts]


def lines(document: Finished, pair: Owners, cell: Cell, labels: Collection[str] = ()) -> list[Line]:
    """The lines that a number counts of two people in one document which both finished."""
    one, other = (document.judgements[owner] for owner in pair)
    if cell.document not in ("", document.document) or cell.week not in ("", week_of(one, other)):
        return []
    prefix, names = "span_" if cell.layer == "span" else "rel_", cell.cells()
    found: Sequence[Difference[Mark] | Difference[Link]] = (
        detailed(align(one.marks, other.marks), document)
        if cell.layer == "span"
        else align_relations(one.links, other.links)
    )
    return [_line(one) for one in found if prefix + one.kind in names and cell.holds(*_labels(one), labels)]


def _rows(statistics: Statistics, cell: Cell) -> Flags:
    """Which rows of the contingencies a number adds up."""
    table = statistics.cells
    pairs = [number for number in statistics.compared if _is_of(statistics.pairs[number], cell)]
    rows: Flags = np.isin(table.key("cell"), [CELLS.index(name) for name in cell.cells()])
    rows &= np.isin(table.key("pair"), pairs)
    if cell.document:
        rows &= table.key("document") == _code(statistics.documents, cell.document)
    if cell.week:
        rows &= np.isin(statistics.places(table), _of_week(statistics, cell.week))
    return _with_labels(statistics, rows, cell)


def _with_labels(statistics: Statistics, rows: Flags, cell: Cell) -> Flags:
    """Those of the rows whose labels the number counts."""
    table, size = statistics.cells, len(statistics.labels)
    codes = table.key("left").astype(np.int64) * size + table.key("right")
    held = [
        code
        for code in np.unique(codes[rows]).tolist()
        if cell.holds(statistics.labels[code // size], statistics.labels[code % size])
    ]
    found: Flags = rows & np.isin(codes, held)
    return found


def _of_week(statistics: Statistics, week: str) -> Integers:
    """The places of documents and pairs of which the later was finished in this week."""
    common = statistics.common
    return statistics.places(common.where(common.key("week") == _code(statistics.weeks, week)))


def _is_of(pair: Owners, cell: Cell) -> bool:
    if cell.pair is not None:
        return pair == cell.pair
    return GOLD not in pair and cell.person in ("", *pair)


def _code(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else -1


def _labels(line: Difference[Mark] | Difference[Link]) -> Owners:
    return line.first.label if line.first else NONE, line.second.label if line.second else NONE


def _line(line: Difference[Mark] | Difference[Link]) -> Line:
    """A line with its minor difference, if any, beside the kind."""
    if line.kind not in MINOR:
        return Line("", line)
    return Line(line.kind, line._replace(kind="boundary"))
