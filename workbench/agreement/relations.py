"""Relation agreement of two people in one document: a ladder of ever milder comparisons, and where each is lost.

A relation is identified by its type and its two marked ends (`Link`); ends of undirected types are in text order.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from workbench.agreement.alignment import Difference, kinds_by_label
from workbench.agreement.finished import Judgement, Link, Mark, ordered
from workbench.agreement.matching import heaviest, overlaps

RELATION_KINDS: Final = ("agree", "type", "direction", "argument", "only_a", "only_b")
"""How two people's relations differ: not at all, in the type, in the direction, in one end; or one person's alone."""

_RUNGS: Final = ("strict", "boundaries", "overlap", "untyped", "undirected", "given_entities")
RELATION_COLUMNS: Final = (*(f"{rung}_{side}" for rung in _RUNGS for side in ("a", "b", "both")), *RELATION_KINDS)
"""For each rung of the ladder the sizes of both people's sets and of what they share, then the kinds."""

RELATION_F1: Final[Mapping[str, tuple[str, str, str]]] = {
    f"rel_f1_{rung}": (f"{rung}_a", f"{rung}_b", f"{rung}_both") for rung in _RUNGS
}
"""Which columns are |A|, |B| and the matches of each F1."""

NO_RELATION: Final = "NONE"
_CLOSER: Final = 0.001  # so little that the number of matches decides first

Row = Sequence[float]
Partners = Mapping[Mark, Mark]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people's judgements of one document, and their marks' partners: identical ones, then same-label overlaps."""

    first: Judgement
    second: Judgement
    symmetric: Collection[str]
    agreed: frozenset[Mark]
    partners: Partners

    @classmethod
    def of(cls, first: Judgement, second: Judgement, symmetric: Collection[str]) -> "Pair":
        """The pair; partners are looked for only where both linked something."""
        agreed = first.marks & second.marks
        partners = _partners(first.marks, second.marks) if first.links and second.links else {}
        return cls(first, second, symmetric, agreed, partners)

    def given(self, links: Iterable[Link]) -> set[Link]:
        """Those links whose two ends both people marked identically."""
        return {link for link in links if link.head in self.agreed and link.tail in self.agreed}

    def translated(self, links: Iterable[Link]) -> set[Link]:
        """The first person's links between the second person's partner marks, where both ends have one."""
        return {
            ordered(Link(link.label, self.partners[link.head], self.partners[link.tail]), self.symmetric)
            for link in links
            if link.head in self.partners and link.tail in self.partners
        }


def relation_rows(pair: Pair, lines: Sequence[Difference[Link]]) -> dict[str, Row]:
    """The counts for every relation type used by either, and under the empty label for all together."""
    kinds, ladder = kinds_by_label(lines), _ladder(pair)
    return {
        label: (
            *[count for rung in _RUNGS for count in ladder[rung][label]],
            *[kinds[label][k] for k in RELATION_KINDS],
        )
        for label in sorted({"", *ladder["strict"]})
    }


def candidate_cells(pair: Pair) -> Counter[tuple[str, str]]:
    """All ordered pairs of marks both people agree on, by the relation types either gave them (`NO_RELATION`: none).

    Several types on one pair are sorted and joined by ``|``; an undirected relation stands on one pair, in text order.
    """
    first, second = (_types_by_ends(pair.given(one.links)) for one in (pair.first, pair.second))
    ends = first.keys() | second.keys()
    cells = Counter((first.get(one, NO_RELATION), second.get(one, NO_RELATION)) for one in ends)
    blank = len(pair.agreed) * (len(pair.agreed) - 1) - len(ends)
    return cells + Counter({(NO_RELATION, NO_RELATION): blank})


def align_relations(first: Collection[Link], second: Collection[Link]) -> list[Difference[Link]]:
    """The staged one-to-one alignment of two people's relations; every relation stands in exactly one line.

    Identical; same ends; same type and ends swapped; same type and one end; the rest has no partner.
    """
    ours, theirs = frozenset(first), frozenset(second)
    lines = [Difference("agree", link, link) for link in sorted(ours & theirs)]
    left, right = sorted(ours - theirs), sorted(theirs - ours)
    for kind, ours_by, theirs_by in _STAGES:
        lines += _paired(kind, left, right, ours_by, theirs_by)
    lines += [Difference("only_a", link, None) for link in left]
    return lines + [Difference("only_b", None, link) for link in right]


Key = Callable[[Link], Hashable]
_STAGES: Final[Sequence[tuple[str, Key, Key]]] = (
    ("type", lambda link: link[1:], lambda link: link[1:]),
    ("direction", lambda link: link, lambda link: (link.label, link.tail, link.head)),
    ("argument", lambda link: link[:2], lambda link: link[:2]),
    ("argument", lambda link: (link.label, link.tail), lambda link: (link.label, link.tail)),
)


def _paired(kind: str, left: list[Link], right: list[Link], ours_by: Key, theirs_by: Key) -> list[Difference[Link]]:
    """Take out of both lists those that agree in a key, first come first served."""
    if not (left and right):
        return []
    waiting = defaultdict(list)
    for link in right:
        waiting[theirs_by(link)].append(link)
    lines = [Difference(kind, link, waiting[key].pop(0)) for link in left if waiting.get(key := ours_by(link))]
    left[:] = _without(left, {line.first for line in lines})
    right[:] = _without(right, {line.second for line in lines})
    return lines


def _without(links: Iterable[Link], used: Collection[Link | None]) -> list[Link]:
    return [link for link in links if link not in used]


def _ladder(pair: Pair) -> dict[str, "defaultdict[str, list[int]]"]:
    """|A|, |B| and |A & B| on every rung, by type and for all ("")."""
    first, second = pair.first.links, pair.second.links
    strict = _counted(first, second, first & second)
    ends = {link[1:] for link in first}, {link[1:] for link in second}
    return {
        "strict": strict,
        "boundaries": _rung(*({(one.label, one.head[:2], one.tail[:2]) for one in some} for some in (first, second))),
        "overlap": _counted(first, second, pair.translated(first) & second),
        "untyped": defaultdict(_nothing, strict) | {"": [*map(len, (*ends, ends[0] & ends[1]))]},
        "undirected": _rung(*({(one.label, *sorted(one[1:])) for one in some} for some in (first, second))),
        "given_entities": _rung(pair.given(first), pair.given(second)),
    }


def _rung(first: Set[tuple[Any, ...]], second: Set[tuple[Any, ...]]) -> "defaultdict[str, list[int]]":
    return _counted(first, second, first & second)


def _counted(*sets: Iterable[tuple[Any, ...]]) -> "defaultdict[str, list[int]]":
    """How many of each of three sets have which type, which is what they begin with, and how many there are."""
    found: defaultdict[str, list[int]] = defaultdict(_nothing)
    for place, items in enumerate(sets):
        for item in items:
            found[item[0]][place] += 1
            found[""][place] += 1
    return found


def _nothing() -> list[int]:
    return [0, 0, 0]


def _partners(first: frozenset[Mark], second: frozenset[Mark]) -> dict[Mark, Mark]:
    """Each mark's partner: the identical one, else as many same-label overlaps as possible, the closest of them."""
    edges = overlaps(sorted(first - second), sorted(second - first))
    chosen = heaviest((edge, 1 + _CLOSER * edge.iou) for edge in edges if edge.same_label)
    return {mark: mark for mark in first & second} | {edge.first: edge.second for edge, _ in chosen}


def _types_by_ends(links: Iterable[Link]) -> dict[tuple[Mark, Mark], str]:
    found = defaultdict(list)
    for link in links:
        found[link.head, link.tail].append(link.label)
    return {ends: "|".join(sorted(labels)) for ends, labels in found.items()}
