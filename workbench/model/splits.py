"""Train, dev and test: which document goes where. Pure: the same documents give the same sides, in whatever order.

Documents that are nearly the same form a *family* and stay together. What an earlier release placed stays where it was,
and its family follows. A family whose placed members stand on different sides is linked by its new members: these
are *withheld*, they belong to no side. The other families are placed one by one, the largest first, each where the
counts of its labels and sources are missed most: the greedy form of the iterative stratification of K. Sechidis,
G. Tsoumakas and I. Vlahavas, "On the stratification of multi-label data" (2011), with the squared error
Σ ((have − wanted) / total)² over all labels, sources and the number of documents. Ties are broken by a digest of seed
and name.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

SIDES: Final = ("train", "dev", "test")
SHARES: Final = (80, 10, 10)
"""Percent of the documents on each side, if nobody says otherwise."""

Traits = Mapping[str, int]
"""What is to be spread evenly: trait (a label, a source) -> how often the document has it."""


@dataclass(frozen=True, slots=True)
class Splits:
    """Document -> side; the documents on no side, each with the placed ones that it would have linked."""

    sides: Mapping[str, str]
    withheld: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def on(self, side: str) -> list[str]:
        """The documents of a side, sorted."""
        return sorted(name for name, placed in self.sides.items() if placed == side)


def split(
    documents: Mapping[str, Traits], near: Iterable[tuple[str, str]], placed: Mapping[str, str],
    *, seed: int = 0, shares: Sequence[int] = SHARES,
) -> Splits:  # fmt: skip
    """Give every document a side.

    ``near`` are the pairs that are nearly the same, ``placed`` the sides given by earlier releases; both may name
    documents that are not in this release, and their families are respected all the same.
    """
    sides = {name: placed[name] for name in documents if name in placed}
    withheld: dict[str, Sequence[str]] = {}
    free: list[list[str]] = []
    for family in families([*documents, *placed], near):
        new = [name for name in family if name in documents and name not in placed]
        before = [name for name in family if name in placed]
        if not before:
            free.append(new)
        elif len({placed[name] for name in before}) == 1:
            sides |= dict.fromkeys(new, placed[before[0]])
        else:
            withheld |= dict.fromkeys(new, before)
    kept = {name: traits for name, traits in documents.items() if name not in withheld}
    return Splits(sides | _stratified(kept, sides, free, seed, shares), withheld)


def families(names: Iterable[str], near: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Who is linked, directly or through others; each family sorted, and the families too."""
    leader = {name: name for name in names}

    def top(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for one, other in near:
        leader[top(one)] = top(other)
    found: dict[str, list[str]] = {}
    for name in sorted(leader):
        found.setdefault(top(name), []).append(name)
    return sorted(found.values())


def leaks(near: Iterable[tuple[str, str]], sides: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs of documents that are nearly the same and stand on different sides."""
    return [
        (one, other) for one, other in near if sides.get(one, "") != sides.get(other, "") and {one, other} <= {*sides}
    ]


def quotas(count: int, shares: Sequence[int] = SHARES) -> dict[str, int]:
    """How many of ``count`` documents each side gets: largest remainders, and none empty if there are enough."""
    exact = [count * share / sum(shares) for share in shares]
    wanted = [int(one) for one in exact]
    by_remainder = sorted(range(len(shares)), key=lambda side: (wanted[side] - exact[side], side))
    for side in by_remainder[: count - sum(wanted)]:
        wanted[side] += 1
    for side, share in enumerate(shares):
        if share and not wanted[side] and max(wanted) > 1:
            wanted[wanted.index(max(wanted))] -= 1
            wanted[side] = 1
    return dict(zip(SIDES, wanted, strict=True))


def _stratified(
    documents: Mapping[str, Traits], sides: Mapping[str, str], free: Iterable[Collection[str]], seed: int,
    shares: Sequence[int],
) -> dict[str, str]:  # fmt: skip
    room = quotas(len(documents), shares)
    total = Counter[str]()
    for traits in documents.values():
        total.update(traits)
    missing = {side: {trait: count * share / sum(shares) for trait, count in total.items()}
               for side, share in zip(SIDES, shares, strict=True)}  # fmt: skip
    for name, side in sides.items():
        _take(room, missing, side, [documents[name]])
    found: dict[str, str] = {}
    for family in sorted(free, key=lambda one: (-len(one), _digest(seed, min(one)))):
        members = [documents[name] for name in sorted(family)]
        side = _best(room, missing, members, total)
        _take(room, missing, side, members)
        found |= dict.fromkeys(family, side)
    return found


def _best(
    room: Mapping[str, int], missing: Mapping[str, Mapping[str, float]], members: Sequence[Traits], total: Traits
) -> str:
    """The side with room that gains most; where the family fits nowhere, one that is not full yet."""
    fitting = [side for side in SIDES if room[side] >= len(members)] or [side for side in SIDES if room[side] > 0]
    traits = sum((Counter(one) for one in members), Counter[str]())

    def gain(side: str) -> float:
        return sum(traits[trait] * missing[side][trait] / total[trait] ** 2 for trait in sorted(traits))

    return max(fitting, key=gain)


def _take(room: dict[str, int], missing: Mapping[str, dict[str, float]], side: str, members: Sequence[Traits]) -> None:
    room[side] -= len(members)
    for traits in members:
        for trait, count in traits.items():
            missing[side][trait] -= count


def _digest(seed: int, name: str) -> str:
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()
