"""What a supervisor is asked: overlapping spans of different people as one conflict, then relations by their ends."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.model.annotation import GOLD, Relation
from workbench.model.document import Document
from workbench.model.gold.case import Case, Conflict, Link, Mark, Version, key_of
from workbench.model.gold.places import Links, links
from workbench.model.gold.settle import legal, open_links, open_marks
from workbench.model.gold.stale import Difference, stale_relations, stale_spans

Owners = Mapping[Mark, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Lost:
    """A relation of somebody that gold cannot hold: an end has no place in gold, or the schema forbids it there."""

    owner: str
    relation: Relation
    why: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What is open of a case, in reading order; what went stale and how; which relations could not follow."""

    conflicts: Sequence[Conflict]
    stale: Mapping[tuple[str, str], Sequence[Difference]]
    lost: Sequence[Lost]


def desk(case: Case, document: Document) -> Desk:
    """Everything that is open, derived afresh."""
    waiting, found = open_marks(case, document), links(case)
    spans, relations = stale_spans(case, waiting), stale_relations(case, found)
    asked = [
        *_about_spans(case, waiting, spans),
        *_about_relations(case, found, open_links(case, found, waiting), relations),
    ]
    stale = {("span", id): said for id, said in spans.items()} | {
        ("relation", id): said for id, said in relations.items()
    }
    return Desk(sorted(asked, key=lambda one: (one.start, one.end, one.key)), stale, _lost(case, found, waiting))


def at_place(case: Case, mark: Mark) -> Conflict:
    """What everybody and gold say at the very extent of a mark: a question that nobody need have asked."""
    said = {mark, *case.held, *case.gold_marks}
    return _spans_conflict(case, sorted(one for one in said if one[:2] == mark[:2]), ())


def between(case: Case, pair: frozenset[str]) -> Conflict:
    """The relations that everybody and gold have between two gold spans, in the same way."""
    return _relations_conflict(case, links(case), pair, ())


def groups(owners: Owners) -> list[list[Mark]]:
    """Connected groups of overlapping marks, where each of two neighbours has somebody who lacks the other.

    Nested marks of one person alone, or of the same people, are therefore separate questions.
    """
    leader = {mark: mark for mark in owners}

    def top(mark: Mark) -> Mark:
        while leader[mark] != mark:
            mark = leader[mark]
        return mark

    for one, other in overlapping(owners):
        if owners[one] - owners[other] and owners[other] - owners[one]:
            leader[top(other)] = top(one)
    found: defaultdict[Mark, list[Mark]] = defaultdict(list)
    for mark in sorted(owners):
        found[top(mark)].append(mark)
    return list(found.values())


def overlapping(marks: Iterable[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """All pairs that share text, the earlier first."""
    open_before: list[Mark] = []
    for mark in sorted(marks):
        open_before = [earlier for earlier in open_before if earlier.end > mark.start]
        yield from ((earlier, mark) for earlier in open_before)
        open_before.append(mark)


def _about_spans(case: Case, waiting: Collection[Mark], stale: Collection[str]) -> Iterator[Conflict]:
    seeds = set(waiting) | {case.mark(case.gold.spans[id]) for id in stale}
    on_table = seeds | {one for one in case.held if one in case.judged_marks and _beside(one, seeds)}
    owners = {mark: frozenset(case.held.get(mark, {})) | _in_gold(case, mark) for mark in on_table}
    for group in groups(owners):
        if not seeds.isdisjoint(group):
            yield _spans_conflict(case, group, stale)


def _beside(mark: Mark, others: Iterable[Mark]) -> bool:
    return any(mark.overlaps(other) for other in others)


def _in_gold(case: Case, mark: Mark) -> frozenset[str]:
    return frozenset([GOLD] if mark in case.gold_marks else [])


def _spans_conflict(case: Case, group: Sequence[Mark], stale: Collection[str]) -> Conflict:
    held = {owner: [mark for mark in group if owner in case.held.get(mark, {})] for owner in case.sources}
    versions = {owner: Version([case.held[mark][owner] for mark in marks]) for owner, marks in held.items()}
    in_gold = [mark for mark in group if mark in case.gold_marks]
    if in_gold:
        versions[GOLD] = Version([case.gold_marks[mark] for mark in in_gold])
    key = key_of(case.document, "spans", held | ({GOLD: in_gold} if in_gold else {}))
    old = [span.id for span in versions[GOLD].spans if span.id in stale] if in_gold else []
    start, end = min(mark.start for mark in group), max(mark.end for mark in group)
    touching = {owner: _touching(case, owner, versions[owner]) for owner in case.sources}
    return Conflict(key, "spans", start, end, versions, touching, old)


def _touching(case: Case, owner: str, side: Version) -> list[Relation]:
    ids = {span.id for span in side.spans}
    return [one for one in case.sources[owner].ordered_relations() if one.head in ids or one.tail in ids]


def _about_relations(case: Case, found: Links, waiting: Collection[Link], stale: Collection[str]) -> Iterator[Conflict]:
    asked = {link.pair for link in waiting} | {case.link(case.gold.relations[id]).pair for id in stale}
    for pair in sorted(asked, key=sorted):
        yield _relations_conflict(case, found, pair, stale)


def _relations_conflict(case: Case, found: Links, pair: frozenset[str], stale: Collection[str]) -> Conflict:
    held = {
        owner: [link for link, holders in found.held.items() if link.pair == pair and owner in holders]
        for owner in case.sources
    }
    versions = {
        owner: Version(relations=[_carried(found.held[link][owner], link) for link in own])
        for owner, own in held.items()
    }
    in_gold = [one for one in case.gold.ordered_relations() if {one.head, one.tail} == pair]
    if in_gold:
        versions[GOLD] = Version(relations=in_gold)
    sides = held | ({GOLD: [case.link(one) for one in in_gold]} if in_gold else {})
    ends = [case.gold.spans[id] for id in pair]
    old = [one.id for one in in_gold if one.id in stale]
    key = key_of(case.document, "relations", sides)
    return Conflict(key, "relations", min(e.start for e in ends), max(e.end for e in ends), versions, {}, old)


def _carried(relation: Relation, link: Link) -> Relation:
    """Somebody's relation between the gold spans that stand for its ends."""
    return replace(relation, head=link.head, tail=link.tail)


def _lost(case: Case, found: Links, waiting: Collection[Mark]) -> list[Lost]:
    homeless = [
        Lost(owner, relation, "end-missing")
        for owner, relation in found.lost
        if not any(case.mark(case.sources[owner].spans[end]) in waiting for end in (relation.head, relation.tail))
    ]
    forbidden = [
        Lost(owner, relation, "not-allowed")
        for link, holders in found.held.items()
        if not legal(case, link)
        for owner, relation in holders.items()
    ]
    return [*homeless, *forbidden]
