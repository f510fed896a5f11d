"""The staged one-to-one alignment of two people's marks: which of them are the same judgement, and how they differ.

1. identical start, end and label; 2. identical start and end; 3. among the overlapping rest, the greatest total
character IoU, plus 0.001 where the labels are equal. What is left has no partner.

Where several choices are equally good (one mark over two halves), `heaviest` says which is taken: marks are sorted by
start, end and label, and the assignment is that of the whole document. In stage 2 labels are paired in their order.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from workbench.agreement.finished import Link, Mark
from workbench.agreement.matching import Overlap, heaviest, overlaps

KINDS: Final = ("agree", "label", "boundary", "both", "only_a", "only_b")
"""How two aligned marks differ: not at all, in the label, in the boundaries, in both; or one person's alone."""

SAME_LABEL_BONUS: Final = 0.001
NONE: Final = "(none)"

Item = TypeVar("Item", Mark, Link)


class Difference(NamedTuple, Generic[Item]):
    """One line of a drill-down list: the kind of a difference, and the item of each person, or None."""

    kind: str
    first: Item | None
    second: Item | None


def align(
    first: Collection[Mark], second: Collection[Mark], edges: Sequence[Overlap] | None = None
) -> list[Difference[Mark]]:
    """The alignment of two sets of marks; every mark stands in exactly one line, ``agree`` lines first.

    ``edges`` are all their overlaps, if they are known already.
    """
    ours, theirs = frozenset(first), frozenset(second)
    lines = [Difference("agree", mark, mark) for mark in sorted(ours & theirs)]
    left, right = sorted(ours - theirs), sorted(theirs - ours)
    if left and right:
        lines += _paired(left, right, edges)
    alone = [Difference("only_a", mark, None) for mark in left]
    return lines + alone + [Difference("only_b", None, mark) for mark in right]


def kinds_by_label(lines: Iterable[Difference[Item]]) -> defaultdict[str, Counter[str]]:
    """How many lines of each kind a label has part in (a line whose labels differ counts under both); "" is all."""
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kind, first, second in lines:
        kinds[""][kind] += 1
        left, right = first.label if first else "", second.label if second else ""
        if left:
            kinds[left][kind] += 1
        if right and right != left:
            kinds[right][kind] += 1
    return kinds


def _paired(left: list[Mark], right: list[Mark], edges: Sequence[Overlap] | None) -> list[Difference[Mark]]:
    """Take the marks that have partners out of both lists."""
    found = _relabelled(left, right)
    _remove(left, right, found)
    among = overlaps(left, right) if edges is None else _among(edges, set(left), set(right))
    moved = _moved(among, left, right)
    _remove(left, right, moved)
    return found + moved


def _relabelled(first: Sequence[Mark], second: Sequence[Mark]) -> list[Difference[Mark]]:
    waiting = defaultdict(list)
    for mark in second:
        waiting[mark[:2]].append(mark)
    partners = [(mark, waiting[mark[:2]].pop(0)) for mark in first if waiting.get(mark[:2])]
    return [Difference("label", *pair) for pair in partners]


def _among(edges: Iterable[Overlap], left: Collection[Mark], right: Collection[Mark]) -> list[Overlap]:
    return [edge for edge in edges if edge.first in left and edge.second in right]


def _moved(edges: Iterable[Overlap], left: Sequence[Mark], right: Sequence[Mark]) -> list[Difference[Mark]]:
    weighted = ((one, one.iou + SAME_LABEL_BONUS * one.same_label) for one in edges)
    chosen = heaviest(weighted, (left, right))
    return [Difference("boundary" if one.same_label else "both", one.first, one.second) for one, _ in chosen]


def _remove(left: list[Mark], right: list[Mark], paired: Sequence[Difference[Mark]]) -> None:
    firsts, seconds = {line.first for line in paired}, {line.second for line in paired}
    left[:] = [mark for mark in left if mark not in firsts]
    right[:] = [mark for mark in right if mark not in seconds]
