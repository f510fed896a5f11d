"""The staged one-to-one alignment of two people's marks: which of them are the same judgement, and how they differ.

1. identical start, end and label; 2. identical start and end; 3. among the overlapping rest, the greatest total
character IoU, plus 0.001 where the labels are equal. What is left has no partner.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from workbench.agreement.finished import Link, Mark
from workbench.agreement.matching import heaviest, overlaps

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


def align(first: Collection[Mark], second: Collection[Mark]) -> list[Difference[Mark]]:
    """The alignment of two sets of marks; every mark stands in exactly one line, ``agree`` lines first."""
    ours, theirs = frozenset(first), frozenset(second)
    lines = [Difference("agree", mark, mark) for mark in sorted(ours & theirs)]
    found = _relabelled(sorted(ours - theirs), sorted(theirs - ours))
    paired = found + _moved(*_left(ours - theirs, theirs - ours, found))
    only_a, only_b = _left(ours - theirs, theirs - ours, paired)
    alone = [Difference("only_a", mark, None) for mark in only_a]
    return lines + paired + alone + [Difference("only_b", None, mark) for mark in only_b]


def kinds_by_label(lines: Iterable[Difference[Item]]) -> defaultdict[str, Counter[str]]:
    """How many lines of each kind a label has part in (a line whose labels differ counts under both); "" is all."""
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kind, first, second in lines:
        for label in {item.label for item in (first, second) if item} | {""}:
            kinds[label][kind] += 1
    return kinds


def _relabelled(first: Sequence[Mark], second: Sequence[Mark]) -> list[Difference[Mark]]:
    waiting = defaultdict(list)
    for mark in second:
        waiting[mark[:2]].append(mark)
    partners = [(mark, waiting[mark[:2]].pop(0)) for mark in first if waiting.get(mark[:2])]
    return [Difference("label", *pair) for pair in partners]


def _moved(first: Sequence[Mark], second: Sequence[Mark]) -> list[Difference[Mark]]:
    edges = ((one, one.iou + SAME_LABEL_BONUS * one.same_label) for one in overlaps(first, second))
    chosen = (one for one, _ in heaviest(edges))
    return [Difference("boundary" if one.same_label else "both", one.first, one.second) for one in chosen]


def _left(
    first: Iterable[Mark], second: Iterable[Mark], paired: Iterable[Difference[Mark]]
) -> tuple[list[Mark], list[Mark]]:
    used_first = {line.first for line in paired}
    used_second = {line.second for line in paired}
    return sorted(m for m in first if m not in used_first), sorted(m for m in second if m not in used_second)
