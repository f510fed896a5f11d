"""What goes into gold by itself, under the rule, and what is left to ask."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from workbench.model import rules
from workbench.model.annotation import Relation, Span
from workbench.model.document import Document
from workbench.model.gold.case import Case, Link, Mark
from workbench.model.gold.places import Links

Holders = Mapping[str, Span]


def accepted_marks(case: Case) -> set[Mark]:
    """The marks that the rule takes into gold (whether or not they are there yet)."""
    return {
        mark
        for mark, holders in case.held.items()
        if case.rule.accepts(holders, case.sources) and len(_kb_ids(holders)) <= 1
    }


def open_marks(case: Case, document: Document) -> set[Mark]:
    """The marks about which a supervisor must be asked: not taken in by rule, not overruled, not judged before."""
    accepted = accepted_marks(case)
    waiting = {
        mark
        for mark, holders in case.held.items()
        if mark not in accepted and mark not in case.judged_marks and not _overruled(mark, holders, accepted, case)
    }
    return waiting | (accepted - set(case.gold_marks) - case.judged_marks - set(_fitting(case, accepted, document)))


def new_spans(case: Case, document: Document) -> list[tuple[Span, Holders]]:
    """The spans that go into gold now, in reading order, each with those who hold it."""
    wanted = accepted_marks(case) - set(case.gold_marks) - case.judged_marks
    return [(span_for_gold(case, mark), case.held[mark]) for mark in _fitting(case, wanted, document)]


def new_relations(case: Case, found: Links, waiting: Collection[Mark]) -> list[tuple[Relation, Mapping[str, Relation]]]:
    """The relations that go into gold now; ``waiting`` are the open marks, whose relations wait with them."""
    there = {case.link(relation) for relation in case.gold.relations.values()}
    wanted = [
        (link, holders)
        for link, holders in found.held.items()
        if link not in there | case.judged_links
        and takes(case, link, holders, found)
        and not waits(case, holders, waiting)
        and legal(case, link)
    ]
    found_ids: list[str] = []
    for link, _ in wanted:
        found_ids.append(relation_id(case, link, found_ids))
    return [
        (relation_for_gold(id, link, holders), holders) for id, (link, holders) in zip(found_ids, wanted, strict=True)
    ]


def takes(case: Case, link: Link, holders: Collection[str], found: Links) -> bool:
    """Whether the rule takes a relation in. What only one could have said goes in if a decision took their side."""
    voters = found.voters(link.pair)
    if not case.rule.accepts(holders, voters):
        return False
    return len(voters) > 1 or len(case.sources) == 1 or any(_follows(case, end, holders) for end in link.pair)


def follows(case: Case, link: Link, holders: Collection[str], found: Links) -> bool:
    """Whether a relation goes in only because a decision took the side of the one who made it."""
    return len(found.voters(link.pair)) < 2 <= len(case.sources) and any(
        _follows(case, end, holders) for end in link.pair
    )


def open_links(case: Case, found: Links, waiting: Collection[Mark]) -> set[Link]:
    """The relations about which a supervisor must be asked, once their ends are settled."""
    taken = {link for link, holders in found.held.items() if takes(case, link, holders, found)}
    return {
        link
        for link, holders in found.held.items()
        if link not in taken | case.judged_links
        and not waits(case, holders, waiting)
        and legal(case, link)
        and not (case.rule.name != "all" and _contradicted(link, holders, taken, found))
    }


def waits(case: Case, holders: Mapping[str, Relation], waiting: Collection[Mark]) -> bool:
    """Whether an end of anybody's relation is still in question."""
    ends = (
        case.sources[owner].spans[end] for owner, relation in holders.items() for end in (relation.head, relation.tail)
    )
    return any(case.mark(span) in waiting for span in ends)


def legal(case: Case, link: Link) -> bool:
    """Whether the schema allows this relation between the gold spans as they are labelled now."""
    head, tail = (case.gold.spans[end] for end in (link.head, link.tail))
    kind = case.schema.relations.get(link.label)
    return kind is not None and kind.links(head.label, tail.label)


def span_for_gold(case: Case, mark: Mark) -> Span:
    """The gold span for a mark: an id that says what it is, one note or link to a knowledge base if all agree on it."""
    spans = list(case.held[mark].values())
    notes = {span.note for span in spans}
    kb_id = next(iter(_kb_ids(case.held[mark])), None)
    note = notes.pop() if len(notes) == 1 else ""
    id = free_id(f"s{mark.start}-{mark.end}-{mark.label}", case.gold.spans)
    return replace(spans[0], id=id, attributes=dict(mark.attributes), note=note, kb_id=kb_id)


def relation_for_gold(id: str, link: Link, holders: Mapping[str, Relation]) -> Relation:
    """The gold relation for what these people say alike."""
    notes = {relation.note for relation in holders.values()}
    note = notes.pop() if len(notes) == 1 else ""
    return Relation(id, link.head, link.tail, link.label, dict(link.attributes), note)


def relation_id(case: Case, link: Link, taken: Collection[str] = ()) -> str:
    """An id that says which places a relation links, and that is neither in gold nor ``taken``."""
    head, tail = (case.gold.spans[end] for end in (link.head, link.tail))
    return free_id(f"r{head.start}-{tail.start}-{link.label}", {*case.gold.relations, *taken})


def free_id(wanted: str, taken: Collection[str]) -> str:
    """An id, with a number behind it if it is in use."""
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(id for id in (wanted, *numbered) if id not in taken)


def _fitting(case: Case, wanted: Collection[Mark], document: Document) -> list[Mark]:
    """Those marks that the rules allow beside gold as it is."""
    text, sections = document.text, document.sections
    gold = case.gold.ordered_spans()
    return [
        mark
        for mark in sorted(wanted, key=lambda mark: (mark.start, -mark.end, mark.label))
        if not rules.span_problems(span_for_gold(case, mark), gold, text, sections, case.schema)
    ]


def _overruled(mark: Mark, holders: Holders, accepted: Collection[Mark], case: Case) -> bool:
    """Whether everybody who holds a mark lacks one beside it that the rule took in."""
    if case.rule.name == "all":
        return False
    rivals = [one for one in accepted if one.overlaps(mark)]
    return all(any(owner not in case.held[one] for one in rivals) for owner in holders)


def _contradicted(link: Link, holders: Collection[str], taken: Collection[Link], found: Links) -> bool:
    """The same for relations between the same two spans."""
    rivals = [one for one in taken if one.pair == link.pair]
    return all(any(owner not in found.held[one] for one in rivals) for owner in holders)


def _follows(case: Case, end: str, holders: Collection[str]) -> bool:
    decision = case.decision_of("span", end)
    return decision is not None and (decision.what == "merged" or decision.take in holders)


def _kb_ids(holders: Holders) -> Sequence[str]:
    return sorted({span.kb_id for span in holders.values() if span.kb_id})
