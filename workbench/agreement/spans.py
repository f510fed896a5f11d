"""Span agreement of two people in one document, as counts that add up over documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from workbench.agreement.alignment import KINDS, Difference, kinds_by_label
from workbench.agreement.finished import Mark
from workbench.agreement.matching import Overlap, heaviest, overlaps
from workbench.agreement.unitizing import UnitCounts, Units, unit_counts

SPAN_COLUMNS: Final = (
    *("a", "b", "chars_a", "chars_b", "exact", "overlap", "iou", *KINDS, *UnitCounts._fields),
    *("extents_a", "extents_b", "same_extent", "partial", "length", "overlapping"),
)
"""What is counted; the second line for all labels together only.

``a`` and ``b`` are the marks of either, ``chars_*`` their lengths added up, ``extents_*`` their distinct boundaries,
``length`` that of the text, ``overlapping`` 1 if marks of one of the two overlap each other. The rest are matches.
"""

SPAN_F1: Final[Mapping[str, tuple[str, str, str]]] = {
    "f1_exact": ("a", "b", "exact"),
    "f1_boundary": ("extents_a", "extents_b", "same_extent"),
    "f1_label_overlap": ("a", "b", "overlap"),
    "f1_partial": ("a", "b", "partial"),
    "f1_iou": ("a", "b", "iou"),
}
"""Which columns are |A|, |B| and the matches of each F1 = 2 matches / (|A| + |B|)."""

Row = Sequence[float]
_NO_UNITS: Final = UnitCounts(0, 0, 0, 0)


def span_rows(
    first: Units,
    second: Units,
    lines: Sequence[Difference[Mark]],
    length: int,
    edges: Sequence[Overlap] | None = None,
) -> dict[str, Row]:
    """The counts for every label used by either, and under the empty label for all together.

    ``lines`` is the alignment of the two: a line whose labels differ counts under both. ``length`` is that of the text;
    ``edges`` are all overlaps of the two, if they are known already.
    """
    edges = overlaps(first.marks, second.marks) if edges is None else edges
    same = defaultdict(list)
    for edge in edges:
        if edge.first[2] == edge.second[2]:
            same[edge.first[2]].append(edge)
    overlap, iou = _credits([edge for some in same.values() for edge in some])
    kinds = kinds_by_label(lines)
    rows: dict[str, Row] = {}
    for label in sorted(first.sizes.keys() | second.sizes.keys()):
        found = kinds[label]
        known = None if label in first.merged or label in second.merged else same.get(label, ())
        units = unit_counts(first.by_label.get(label, ()), second.by_label.get(label, ()), known)
        sizes = [units.get(label, 0) for units in (first.sizes, second.sizes, first.chars, second.chars)]
        matches = (found["agree"], overlap[label], iou[label], *[found[kind] for kind in KINDS])
        rows[label] = (*sizes, *matches, *units, 0, 0, 0, 0, 0, 0)
    total = (overlap.total(), sum(iou.values()), *[kinds[""][kind] for kind in KINDS])
    sizes = [len(first.marks), len(second.marks), sum(first.chars.values()), sum(second.chars.values())]
    rows[""] = (*sizes, kinds[""]["agree"], *total, *_blind(first, second, edges, length))
    return rows


def _blind(first: Units, second: Units, edges: Sequence[Overlap], length: int) -> Row:
    """The counts that do not look at labels, or need marks that do not overlap."""
    extents_a, extents_b = ({mark[:2] for mark in units.marks} for units in (first, second))
    boundary = (len(extents_a), len(extents_b), len(extents_a & extents_b))
    overlapping = first.overlapping or second.overlapping
    units = _NO_UNITS if overlapping else unit_counts(first.marks, second.marks, edges)
    return (*units, *boundary, _partial(edges), length, overlapping)


def _partial(edges: Iterable[Overlap]) -> float:
    """Full credit for identical boundaries, half for an overlap, whatever the labels (Chinchor & Sundheim 1993)."""
    return sum(weight for _, weight in heaviest((edge, 1.0 if edge.same_extent else 0.5) for edge in edges))


def _credits(edges: Sequence[Overlap]) -> tuple[Counter[str], defaultdict[str, float]]:
    """Among overlaps of one label: the most one-to-one matches, and the greatest total IoU, by label."""
    iou: defaultdict[str, float] = defaultdict(float)
    closest = heaviest((edge, edge.iou) for edge in edges)
    for edge, weight in closest:
        iou[edge.first.label] += weight
    most = closest if len(closest) == len(edges) else heaviest((edge, 1.0) for edge in edges)
    return Counter([edge.first.label for edge, _ in most]), iou
