"""The u-alpha family: agreement of people who cut the same text into labelled units, beyond chance.

Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50:2347, equations 1-10, erratum 50:2365. Lengths are
code points. Everything is a sum over documents and pairs of people: ``l_ck`` of several people is the sum over their
pairs divided by (people - 1), and so are the corrections for units paired with themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from workbench.agreement.contingency import Contingency, margins, pooled
from workbench.agreement.finished import Mark
from workbench.agreement.matching import Overlap, overlaps

GAP: Final = ""
"""The value of text that nobody marked."""


@dataclass(frozen=True, slots=True)
class Units:
    """One person's marks as units: sorted, and by label with overlapping ones of a label merged into one.

    ``sizes`` says how many marks of each label there are, ``merged`` which labels have fewer units than that; ``chars``
    how long the marks of each label are together.
    """

    marks: Sequence[Mark]
    by_label: Mapping[str, Sequence[Mark]]
    sizes: Mapping[str, int]
    chars: Mapping[str, int]
    merged: frozenset[str]
    overlapping: bool

    @classmethod
    def of(cls, marks: Iterable[Mark]) -> "Units":
        """The units of a set of marks."""
        inorder = sorted(marks)
        labels = defaultdict(list)
        for mark in inorder:
            labels[mark[2]].append(mark)
        overlapping = any(one[1] > other[0] for one, other in pairwise(inorder))
        sizes = {label: len(units) for label, units in labels.items()}
        chars = {label: sum(end - start for start, end, _ in units) for label, units in labels.items()}
        by_label = {label: merged(units) for label, units in labels.items()} if overlapping else labels
        fewer = frozenset(label for label, units in by_label.items() if len(units) < sizes[label])
        return cls(inorder, by_label, sizes, chars, fewer, overlapping)


class UnitCounts(NamedTuple):
    """Sums of one pair of people in one document, for one label or (unmerged) for all.

    ``shared`` characters marked by both; ``chars`` marked, both people added; ``squares`` of the lengths of all units;
    ``inside`` the squares of the lengths that lie in the other's units.
    """

    shared: float
    chars: float
    squares: float
    inside: float


def merged(units: Sequence[Mark]) -> list[Mark]:
    """Units of one label in reading order, those that share text joined into one; touching ones stay apart."""
    joined: list[Mark] = []
    for unit in units:
        if joined and unit[0] < joined[-1][1]:
            joined[-1] = Mark(joined[-1][0], max(joined[-1][1], unit[1]), unit[2])
        else:
            joined.append(unit)
    return joined


def unit_counts(first: Sequence[Mark], second: Sequence[Mark], edges: Sequence[Overlap] | None = None) -> UnitCounts:
    """The sums for two people's units; the units of either are sorted and do not overlap.

    ``edges`` are all their overlaps, if they are known already.
    """
    parts: defaultdict[tuple[int, Mark], int] = defaultdict(int)
    shared = 0
    for edge in overlaps(first, second) if edges is None else edges:
        parts[0, edge.first] += edge.shared
        parts[1, edge.second] += edge.shared
        shared += edge.shared
    lengths = [end - start for units in (first, second) for start, end, _ in units]
    squares, inside = sum([size * size for size in lengths]), sum([size * size for size in parts.values()])
    return UnitCounts(shared, sum(lengths), squares, inside)


def unit_cells(
    first: Units, second: Units, length: int, edges: Sequence[Overlap] | None = None
) -> dict[tuple[str, str], float]:
    """Characters by what the first and the second person labelled them, `GAP` if not at all (units do not overlap)."""
    cells: defaultdict[tuple[str, str], float] = defaultdict(float)
    for one in overlaps(first.marks, second.marks) if edges is None else edges:
        cells[one.first[2], one.second[2]] += one.shared
    rows, columns = margins(cells)
    chars_first, chars_second = _chars(first), _chars(second)
    for label, chars in chars_first.items():
        cells[label, GAP] = chars - rows.get(label, 0)
    for label, chars in chars_second.items():
        cells[GAP, label] = chars - columns.get(label, 0)
    cells[GAP, GAP] = length - sum(chars_first.values()) - sum(chars_second.values()) + sum(rows.values())
    return {pair: chars for pair, chars in cells.items() if chars}


def label_cells(counts: UnitCounts, length: float) -> dict[tuple[str, str], float]:
    """What `unit_cells` would say if only one label, called ``1``, existed."""
    apart = counts.chars - 2 * counts.shared
    blank = length - counts.chars + counts.shared
    return {("1", "1"): counts.shared, ("1", GAP): apart, (GAP, GAP): blank}


def correction_of(counts: UnitCounts, length: float) -> float:
    """The sum of corr_c of two people in texts of this length: squared lengths of units, plain lengths of gaps."""
    return counts.squares + 2 * length - counts.chars


def alpha_of(cells: Contingency[str], correction: float) -> float | None:
    """1 - (l.. - sum l_cc) / (e.. - sum e_cc), undefined with fewer than two values.

    ``cells`` are characters per pair of people (each unordered pair counts for both orders); ``correction`` is the sum
    of corr_c (`correction_of`; for cu-alpha `UnitCounts.inside`).
    """
    lengths = pooled(cells).values()
    total = sum(lengths)
    if len(lengths) < 2:
        return None
    observed = 2 * sum(chars for (first, second), chars in cells.items() if first != second)
    expected = total * total - sum(length * length for length in lengths)
    return 1 - observed * (total - correction / total) / expected


def marked_or_not(cells: Contingency[str]) -> dict[tuple[str, str], float]:
    """The cells with all labels taken for one: for |u-alpha."""
    reduced: dict[tuple[str, str], float] = {}
    for (first, second), chars in cells.items():
        key = "1" * (first != GAP), "1" * (second != GAP)
        reduced[key] = reduced.get(key, 0) + chars
    return reduced


def marked_by_both(cells: Contingency[str]) -> dict[tuple[str, str], float]:
    """The cells without gaps: for cu-alpha."""
    return {pair: chars for pair, chars in cells.items() if GAP not in pair}


def _chars(units: Units) -> dict[str, int]:
    return {label: sum(end - start for start, end, _ in marks) for label, marks in units.by_label.items()}
